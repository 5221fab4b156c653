"""The pages of volunteers, coordinators and professionals. What lives on them is in the browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from naere.accounts.staff.doors import door_for
from naere.accounts.staff.entry import staff_page
from naere.accounts.staff.enums import Role

if TYPE_CHECKING:
    from naere.accounts.staff.models import Membership

    class MemberRequest(HttpRequest):
        """A request that `staff_page` has let in."""

        membership: Membership


@staff_page()
@require_safe
def home(request: MemberRequest) -> HttpResponse:
    """Show a volunteer the queue and their conversations; lead everybody else to their own door."""
    if request.membership.has_role(Role.VOLUNTEER):
        return render(request, "volunteers/home.html")
    if request.membership.has_role(Role.COORDINATOR):
        return redirect("staff:team")
    return redirect(door_for(request.membership))


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
