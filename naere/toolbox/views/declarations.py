"""What a provider says itself: the editors' links, and the page that one opens."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from naere.accounts.staff.entry import staff_page
from naere.core.entry import public
from naere.design.dress import dressed
from naere.toolbox.forms.declarations import DeclarationForm
from naere.toolbox.queries import declarations as queries
from naere.toolbox.queries.catalogue import tools
from naere.toolbox.services import declarations as services
from naere.toolbox.workshop import EDITORS

if TYPE_CHECKING:
    from naere.accounts.staff.models import Membership
    from naere.toolbox.models import Declaration, Tool

    class MemberRequest(HttpRequest):
        """A request that `staff_page` has let in."""

        membership: Membership


pages = require_http_methods(["GET", "HEAD", "POST"])


@csrf_exempt
@pages
@public
def declaration(request: HttpRequest, token: str) -> HttpResponse:
    """Ask a provider about its own tool, once. Wrong, taken back and run out look alike: not found.

    Exempt from the CSRF token since it would need a cookie and protect nothing: no cookie gives any
    right here. What lets in is the secret in the address, which another site does not know.
    """
    found = queries.declaration_by_token(token, timezone.now())
    if found is None:
        raise Http404
    if found.answered_at is not None:
        return _provider_page(request, "declaration_thanks", {"tool": found.tool})
    form = DeclarationForm(request.POST or None, declaration=found)
    if request.method == "POST" and form.is_valid():
        form.store()  # False: somebody with the same link was faster; the next page says it
        return redirect("toolbox:declaration", token)
    context = {"tool": found.tool, "form": dressed(form, editable=True), "until": found.expires_at}
    return _provider_page(request, "declaration", context, status=400 if form.errors else 200)


@staff_page(*EDITORS)
@pages
def declarations(request: MemberRequest, tool: UUID) -> HttpResponse:
    """Show a tool's links, and make one; its secret is on the answer's page and nowhere else."""
    found = get_object_or_404(tools(), pk=tool)
    if request.method != "POST":
        return _links_page(request, found, "")
    _made, secret = services.make_link(found, request.membership)
    path = reverse("toolbox:declaration", args=[secret])
    return _links_page(request, found, request.build_absolute_uri(path))


@staff_page(*EDITORS)
@require_POST
def end_declaration(request: MemberRequest, tool: UUID, declaration: UUID) -> HttpResponse:
    """Take a link back; show what was answered, or delete it."""
    found = get_object_or_404(tools(), pk=tool)
    row = get_object_or_404(queries.declarations_of(found), pk=declaration)
    match request.POST.get("what"):
        case "delete":
            services.remove(row)
            messages.success(request, _("Deleted."))
        case "show":
            _show(request, row)
        case _:
            _take_back(request, row)
    return redirect("toolbox:declarations", tool)


def _show(request: MemberRequest, row: Declaration) -> None:
    try:
        services.show(row, request.membership)
        messages.success(request, _("The answers are on the tool's page now."))
    except services.NotOpenError as error:
        raise Http404 from error


def _take_back(request: MemberRequest, row: Declaration) -> None:
    try:
        services.take_back(row)
        messages.success(request, _("The link is closed."))
    except services.NotOpenError:
        messages.error(request, _("It has just been answered."))


def _provider_page(
    request: HttpRequest, name: str, context: dict[str, object], *, status: int = 200
) -> HttpResponse:
    response = render(request, f"toolbox/catalogue/{name}.html", context, status=status)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _links_page(request: MemberRequest, tool: Tool, address: str) -> HttpResponse:
    now = timezone.now()
    rows = [
        (row, row.answered_at is None and row.expires_at > now, queries.all_answers(row))
        for row in queries.declarations_of(tool)
    ]
    context = {"tool": tool, "rows": rows, "address": address}
    return render(request, "toolbox/workshop/declarations.html", context)
