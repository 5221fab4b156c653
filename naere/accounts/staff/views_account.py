"""The doors of allauth that stay shut, and the page of whoever has no other here yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from naere.accounts.staff.doors import NO_PAGE_YET, door_for
from naere.accounts.staff.entry import staff_page
from naere.core.entry import public

if TYPE_CHECKING:
    from naere.accounts.staff.models import Membership

    class MemberRequest(HttpRequest):
        """A request that `staff_page` has let in."""

        membership: Membership


@public
def closed(_request: HttpRequest) -> HttpResponse:
    """Answer 404: the address exists since allauth refers to it by name."""
    raise Http404


@staff_page()
@require_safe
def no_page_yet(request: MemberRequest) -> HttpResponse:
    """Tell whoever has no page here yet that the login works; lead everybody else to their door."""
    door = door_for(request.membership)
    return render(request, "staff/no_page_yet.html") if door == NO_PAGE_YET else redirect(door)
