"""Members of the municipality: list, add, change, shut out, invite again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from naere.accounts.staff import queries, rules, services
from naere.accounts.staff.entry import staff_page
from naere.accounts.staff.forms import MemberForm, NewMemberForm
from naere.accounts.staff.invitations import invite
from naere.accounts.staff.services import MemberError

if TYPE_CHECKING:
    from collections.abc import Callable

    from naere.accounts.staff.models import Membership

    class MemberRequest(HttpRequest):
        """A request that `staff_page` has let in."""

        membership: Membership


managers = staff_page(*rules.MANAGERS)


@managers
@require_safe
def members(request: MemberRequest) -> HttpResponse:
    """Show everyone, with what may be done about each."""
    rows = [(row, _manageable(request, row)) for row in queries.memberships()]
    return render(request, "staff/members.html", {"rows": rows})


@managers
@require_http_methods(["GET", "POST"])
def add(request: MemberRequest) -> HttpResponse:
    """Add a member and send the invitation."""
    form = NewMemberForm(request.POST or None, grantable=_grantable(request))
    if form.is_valid() and _do(form, lambda: _add(request, form.cleaned_data)):
        messages.success(request, _("Added. An invitation is on its way by e-mail."))
        return redirect("members:list")
    return _form(request, form, None)


@managers
@require_http_methods(["GET", "POST"])
def edit(request: MemberRequest, pk: UUID) -> HttpResponse:
    """Change a member's alias and roles."""
    row = _load(request, pk)
    start = {"alias": row.alias, "roles": row.roles}
    form = MemberForm(request.POST or None, initial=start, grantable=_grantable(request))
    if form.is_valid() and _do(form, lambda: _change(row, form.cleaned_data)):
        messages.success(request, _("Saved."))
        return redirect("members:list")
    return _form(request, form, row)


@managers
@require_POST
def shut_out(request: MemberRequest, pk: UUID) -> HttpResponse:
    """Shut a member out at once."""
    try:
        services.deactivate(_load(request, pk))
        messages.success(request, _("Shut out. Open pages close at once."))
    except MemberError as error:
        messages.error(request, str(error))
    return redirect("members:list")


@managers
@require_POST
def let_in(request: MemberRequest, pk: UUID) -> HttpResponse:
    """Let a member in again."""
    services.reactivate(_load(request, pk))
    messages.success(request, _("Let in again. The teams must approve them anew."))
    return redirect("members:list")


@managers
@require_POST
def send_link(request: MemberRequest, pk: UUID) -> HttpResponse:
    """Send a new link to choose a password."""
    invite(request, _load(request, pk))
    messages.success(request, _("A link is on its way by e-mail."))
    return redirect("members:list")


def _grantable(request: MemberRequest) -> frozenset[str]:
    return rules.grantable(request.membership.roles)


def _manageable(request: MemberRequest, row: Membership) -> bool:
    return rules.may_manage(request.membership.roles, row.roles)


def _load(request: MemberRequest, pk: UUID) -> Membership:
    row = queries.memberships().filter(pk=pk).first()
    if row is None or not _manageable(request, row):
        raise Http404
    return row


def _add(request: MemberRequest, data: dict[str, Any]) -> None:
    invite(request, services.add_member(data["email"], data["name"], data["alias"], data["roles"]))


def _change(row: Membership, data: dict[str, Any]) -> None:
    services.set_roles(row, data["roles"])
    services.rename(row, data["alias"])


def _do(form: MemberForm, change: Callable[[], None]) -> bool:
    try:
        change()
    except MemberError as error:
        form.add_error(None, str(error))
        return False
    return True


def _form(request: MemberRequest, form: MemberForm, row: Membership | None) -> HttpResponse:
    page = render(request, "staff/member.html", {"form": form, "row": row})
    page.status_code = 400 if form.errors else 200
    return page
