"""The research log: what was looked at, whether good or bad, and why (R52)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from naere.accounts.staff.entry import staff_page
from naere.design.dress import dressed
from naere.toolbox.forms.research import NoteFilter, NoteForm
from naere.toolbox.queries import research as queries
from naere.toolbox.services import research as services
from naere.toolbox.workshop import ASSESSORS, EDITORS

if TYPE_CHECKING:
    from naere.accounts.staff.models import Membership
    from naere.toolbox.models import ResearchNote

    class MemberRequest(HttpRequest):
        """A request that `staff_page` has let in."""

        membership: Membership


PAGE: Final = 50
pages = require_http_methods(["GET", "HEAD", "POST"])
entry = staff_page(*EDITORS, *ASSESSORS)


@entry
@pages
def research(request: MemberRequest) -> HttpResponse:
    """Show the log, narrowed as the address says, and take a new entry."""
    form = NoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and form.store(request.membership):
        messages.success(request, _("Saved."))
        return redirect("toolbox:research")
    narrow = NoteFilter(request.GET)
    found = Paginator(queries.notes(**narrow.chosen()), PAGE)
    context = {
        "form": dressed(form, editable=True),
        "narrow": dressed(narrow, editable=True),
        "page": found.get_page(request.GET.get("side")),
        "kept": _kept(request.GET),
    }
    response = render(request, "toolbox/workshop/research.html", context)
    response.status_code = 400 if form.errors else 200
    return response


@entry
@pages
def note(request: MemberRequest, note: UUID) -> HttpResponse:
    """Show and change an entry of one's own."""
    row = _own(request, note)
    form = NoteForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid() and form.store(request.membership):
        messages.success(request, _("Saved."))
        return redirect("toolbox:research")
    context = {"note": row, "form": dressed(form, editable=True)}
    response = render(request, "toolbox/workshop/note.html", context)
    response.status_code = 400 if form.errors else 200
    return response


@entry
@require_POST
def remove_note(request: MemberRequest, note: UUID) -> HttpResponse:
    """Delete an entry of one's own."""
    services.remove_note(_own(request, note), request.membership)
    messages.success(request, _("Deleted."))
    return redirect("toolbox:research")


@entry
@require_safe
def research_csv(request: MemberRequest) -> HttpResponse:
    """Give the log out as CSV, narrowed as the page was."""
    found = queries.notes(**NoteFilter(request.GET).chosen())
    response = HttpResponse("".join(services.as_csv(found)), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="research.csv"'
    return response


def _own(request: MemberRequest, note: UUID) -> ResearchNote:
    row = queries.own_note(request.membership, note)
    if row is None:
        raise Http404
    return row


def _kept(given: QueryDict) -> str:
    """Return the address's filters, to go before a page's number."""
    kept = given.copy()
    kept.pop("side", None)
    return f"{kept.urlencode()}&" if kept else ""
