"""Whether a browser is a young person: the cookie of a session that they started themself."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from naere.accounts.youth.models import YoungPerson, YoungSession
from naere.core.api import ApiError
from naere.core.entry import YOUNG, declare
from naere.core.ids import digest


def session_of_token(token: str) -> YoungSession | None:
    """Return the session that a cookie's secret belongs to, while it lasts."""
    if not token:
        return None
    found: YoungSession | None = (
        YoungSession.objects.select_related("person__identity")
        .filter(token_hash=digest(token), expires_at__gt=timezone.now())
        .first()
    )
    return found


def young_of(request: HttpRequest) -> YoungPerson | None:
    """Return the young person of this request's cookie, or None."""
    session = session_of_token(request.COOKIES.get(settings.YOUTH_COOKIE_NAME, ""))
    return session.person if session else None


def young_call(view: Callable[..., Any]) -> Callable[..., Any]:
    """Let a JSON call in to a young person (401 otherwise), given as `request.young`."""

    @functools.wraps(view)
    def enter(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        person = young_of(request)
        if person is None:
            raise ApiError("sign-in", 401)
        request.young = person  # type: ignore[attr-defined]
        return view(request, *args, **kwargs)

    return declare(enter, YOUNG)
