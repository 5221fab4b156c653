"""The pages of volunteers, coordinators and professionals. What lives on them is in the browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_safe

from naere.accounts.staff.entry import staff_page
from naere.accounts.staff.enums import Role

if TYPE_CHECKING:
    from naere.accounts.staff.models import Membership

    class MemberRequest(HttpRequest):
        """A request that `staff_page` has let in."""

        membership: Membership


ELSEWHERE: tuple[tuple[str, tuple[Role, ...]], ...] = (
    ("staff:team", (Role.COORDINATOR,)),
    ("staff:duty", (Role.ON_DUTY, Role.PROFESSIONAL)),
    ("steering:home", (Role.ADMINISTRATOR, Role.PROJECT_MANAGER)),
)


@staff_page()
@require_safe
def home(request: MemberRequest) -> HttpResponse:
    """Show a volunteer the queue and their conversations; lead others to where their work is.

    Everybody comes here after the login. Whoever has nothing to do here yet is told so.
    """
    if request.membership.has_role(Role.VOLUNTEER):
        return render(request, "volunteers/home.html")
    place = elsewhere(request.membership)
    return redirect(place) if place else render(request, "volunteers/nothing.html")


@staff_page(Role.COORDINATOR)
@require_safe
def team(request: MemberRequest) -> HttpResponse:
    """Show a coordinator both teams, who is on duty and the queue without content."""
    return render(request, "volunteers/team.html")


@staff_page(Role.ON_DUTY, Role.PROFESSIONAL)
@require_safe
def duty(request: MemberRequest) -> HttpResponse:
    """Show a professional who calls (R41)."""
    return render(request, "volunteers/duty.html")


@staff_page(Role.ON_DUTY, Role.PROFESSIONAL)
@require_safe
def reports(request: MemberRequest) -> HttpResponse:
    """Show the safeguarding team what was shared with it."""
    return render(request, "volunteers/reports.html")


def elsewhere(membership: Membership) -> str:
    """Return the address of the page where somebody who is no volunteer works; nothing for none."""
    for name, roles in ELSEWHERE:
        if membership.has_role(*roles):
            try:
                return reverse(name)
            except NoReverseMatch:
                continue  # that part of the site is not installed
    return ""
