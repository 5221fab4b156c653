"""Who of the staff may enter: a membership in this municipality, and a role."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse

from naere.accounts.staff.queries import membership_for_user
from naere.accounts.staff.sessions import is_bound_to, is_fully_signed_in
from naere.core.api import ApiError
from naere.core.entry import STAFF, declare

if TYPE_CHECKING:
    from naere.accounts.staff.models import Membership


def membership_of(request: HttpRequest) -> Membership | None:
    """Return the active membership of whoever is logged in, in the request's municipality.

    None when the login was made at another municipality's host or lacks its second factor,
    whoever it was.
    """
    if not request.user.is_authenticated:
        return None
    if not hasattr(request, "_membership"):
        found = membership_for_user(request.user.pk) if _good_here(request) else None
        request._membership = found  # type: ignore[attr-defined]
    membership: Membership | None = request._membership  # type: ignore[attr-defined]
    return membership


def staff_page(*roles: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Let a page in to members holding one of `roles` (any role when none is named).

    Nobody logged in is sent to the login; a member without the role, or of another municipality,
    gets 404. The view receives the membership as `request.membership`.
    """

    def wrap(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @functools.wraps(view)
        def enter(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            request.membership = _member(request, roles)  # type: ignore[attr-defined]
            return view(request, *args, **kwargs)

        return declare(enter, *(roles or (STAFF,)))

    return wrap


def staff_call(*roles: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Let a JSON call in to members holding one of `roles`: 401 without a login, 404 without the role."""

    def wrap(view: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(view)
        def enter(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if not request.user.is_authenticated:
                raise ApiError("sign-in", 401)
            request.membership = _member(request, roles)  # type: ignore[attr-defined]
            return view(request, *args, **kwargs)

        return declare(enter, *(roles or (STAFF,)))

    return wrap


def _good_here(request: HttpRequest) -> bool:
    here = is_bound_to(request.session, request.municipality.pk)  # type: ignore[attr-defined]
    return here and is_fully_signed_in(request.user, request.session)


def _member(request: HttpRequest, roles: tuple[str, ...]) -> Membership:
    membership = membership_of(request)
    if membership is None or (roles and not membership.has_role(*roles)):
        raise Http404
    return membership
