"""Counts the views of a youth page (R70), without a cookie and without knowing whose."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from naere.core.entry import declare, declared
from naere.insight.services import count_hit

View = Callable[..., HttpResponse]


def counted(page: str) -> Callable[[View], View]:
    """Count each full showing of a view as `page`: not HEAD, not what a browser fetches in advance."""

    def wrap(view: View) -> View:
        @functools.wraps(view)
        def show(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            response = view(request, *args, **kwargs)
            if _was_shown(request, response):
                count_hit(page)
            return response

        return declare(show, *declared(view))

    return wrap


def _was_shown(request: HttpRequest, response: HttpResponse) -> bool:
    in_advance = "prefetch" in request.headers.get("Sec-Purpose", "")
    return request.method == "GET" and response.status_code == 200 and not in_advance
