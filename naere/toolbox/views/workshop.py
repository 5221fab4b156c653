"""The workshop's pages of tools: the list, a new one, its facts, its state, its history."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from naere.accounts.staff.doors import door_for
from naere.accounts.staff.entry import staff_page
from naere.design.dress import dressed
from naere.toolbox import workshop
from naere.toolbox.enums import ToolState
from naere.toolbox.forms.catalogue import NewToolForm, ToolForm
from naere.toolbox.forms.states import StateForm
from naere.toolbox.overview import aim, attention
from naere.toolbox.queries import catalogue as queries
from naere.toolbox.queries.changes import changes_of
from naere.toolbox.queries.readiness import missing
from naere.toolbox.rules import PUBLIC_STATES, ways_from

if TYPE_CHECKING:
    from django.forms import BaseForm

    from naere.accounts.staff.models import Membership
    from naere.toolbox.models import Tool

    class MemberRequest(HttpRequest):
        """A request that `staff_page` has let in."""

        membership: Membership


PER_PAGE: Final = 100
LONGEST_SEARCH: Final = 80
pages = require_http_methods(["GET", "HEAD", "POST"])
editors = staff_page(*workshop.EDITORS)


@staff_page()
@require_safe
def home(request: MemberRequest) -> HttpResponse:
    """Lead a member to the first section that their roles lead to, or else to their own door."""
    found = workshop.sections(request.membership, request.path)
    return redirect(found[0]["url"] if found else door_for(request.membership))


@editors
@require_safe
def tools(request: MemberRequest) -> HttpResponse:
    """Show the tools by state, and which of them need somebody."""
    state = request.GET.get("state", "")
    state = state if state in ToolState.values else ""
    text = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_SEARCH]
    found = Paginator(queries.workshop_tools(state, text), PER_PAGE)
    page = found.get_page(request.GET.get("page"))
    counts = queries.tools_by_state()
    context = {
        "page": page,
        "rows": attention(page.object_list, timezone.localdate()),
        "states": [(key, label, counts[key]) for key, label in ToolState.choices],
        "total": sum(counts.values()),
        "state": state,
        "text": text,
        "aim": aim(sum(counts[key] for key in PUBLIC_STATES)),
    }
    return render(request, "toolbox/workshop/tools.html", context)


@editors
@pages
def new_tool(request: MemberRequest) -> HttpResponse:
    """Bring a tool in as a candidate; the rest is written on its own page."""
    form = NewToolForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = form.store(request.membership)
        if made is not None:
            messages.success(request, _("Added. Now write what it is and when it may help."))
            return redirect("toolbox:tool-edit", made.pk)
    return _form_page(request, "tool_new", form, {})


@editors
@pages
def tool(request: MemberRequest, tool: UUID) -> HttpResponse:
    """Show and change what is written of a tool."""
    found = get_object_or_404(queries.workshop_tools(), pk=tool)
    form: Any = ToolForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid() and form.store():
        messages.success(request, _("Saved."))
        return redirect("toolbox:tool-edit", tool)
    # The form has written on its own copy of the tool; the page's head shows what is stored.
    stored = get_object_or_404(queries.workshop_tools(), pk=tool) if form.errors else found
    return _form_page(request, "tool", form, _around(stored))


@editors
@pages
def state(request: MemberRequest, tool: UUID) -> HttpResponse:
    """Show where a tool may go from here, and let it go."""
    found = get_object_or_404(queries.tools(), pk=tool)
    form = StateForm(request.POST or None, tool=found)
    if request.method == "POST" and form.is_valid() and form.store(request.membership):
        messages.success(request, _("“%(tool)s” is now: %(state)s.") % _named(found))
        return redirect("toolbox:tool-edit", tool)
    context: dict[str, Any] = {"tool": found, "changes": queries.state_changes(found)}
    if ToolState.PUBLISHED in ways_from(found.state):
        context["missing"] = missing(found, timezone.localdate())
    return _form_page(request, "state", form, context)


@editors
@require_safe
def history(request: MemberRequest, tool: UUID) -> HttpResponse:
    """Show who changed what of a tool, and when."""
    found = get_object_or_404(queries.tools(), pk=tool)
    context = {
        "tool": found,
        "states": queries.state_changes(found),
        "changes": changes_of(found),
    }
    return render(request, "toolbox/workshop/history.html", context)


def _around(found: Tool) -> dict[str, Any]:
    """Return what stands around a tool's form: what needs somebody, and the other pages of it."""
    row = attention([found], timezone.localdate())[0]
    return {"tool": found, "row": row, "links": workshop.pages_of(found)}


def _named(found: Tool) -> dict[str, str]:
    return {"tool": found.name, "state": str(ToolState(found.state).label)}


def _form_page(
    request: HttpRequest, name: str, form: BaseForm, context: dict[str, Any]
) -> HttpResponse:
    shown = {"form": dressed(form, editable=True), **context}
    status = 400 if form.errors else 200
    return render(request, f"toolbox/workshop/{name}.html", shown, status=status)
