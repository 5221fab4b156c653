"""Who of the staff may enter: a membership in this municipality, and a role."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.contrib.auth import get_user
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse

from naere.accounts.staff.models import Membership
from naere.core.api import ApiError
from naere.core.entry import STAFF, declare


def membership_of(request: HttpRequest) -> Membership | None:
    """Return the active membership of whoever is logged in, in the request's municipality."""
    if not request.user.is_authenticated:
        return None
    if not hasattr(request, "_membership"):
        found = (
            Membership.objects.select_related("user", "identity")
            .filter(user_id=request.user.pk, is_active=True)
            .first()
        )
        request._membership = found  # type: ignore[attr-defined]
    membership: Membership | None = request._membership  # type: ignore[attr-defined]
    return membership


def membership_of_session(request: HttpRequest) -> Membership | None:
    """Return the membership of a bare request that has a session and a municipality: a WebSocket's."""
    request.user = get_user(request)
    return membership_of(request)


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


def _member(request: HttpRequest, roles: tuple[str, ...]) -> Membership:
    membership = membership_of(request)
    if membership is None or (roles and not membership.has_role(*roles)):
        raise Http404
    return membership
