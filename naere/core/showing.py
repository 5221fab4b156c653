"""Says that a page was shown (R70), without a cookie and without knowing to whom.

`naere.insight` hears it and counts; the apps below it need not know.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.dispatch import Signal
from django.http import HttpRequest, HttpResponse
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from naere.core.entry import declare, declared, public

View = Callable[..., HttpResponse]
Page = str | Callable[..., str]  # a name, or what makes one of the address's parts

# Sent with `page`, a name of at most 60 characters, last in a request that showed it.
page_shown = Signal()


def counted(page: Page) -> Callable[[View], View]:
    """Count each full showing of a view as `page`: not HEAD, not what a browser fetches in advance."""

    def wrap(view: View) -> View:
        @functools.wraps(view)
        def show(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            response = view(request, *args, **kwargs)
            if _was_shown(request, response):
                name = page if isinstance(page, str) else page(**kwargs)
                page_shown.send(sender=None, page=name)
            return response

        return declare(show, *declared(view))

    return wrap


def reading(page: Page) -> Callable[[View], View]:
    """Make a view a page to read: for anyone, counted as `page`, compressed.

    Such a page holds no token and nothing of the reader, so its compressed length betrays nothing.
    """

    def wrap(view: View) -> View:
        return require_safe(gzip_page(counted(page)(public(view))))

    return wrap


def _was_shown(request: HttpRequest, response: HttpResponse) -> bool:
    in_advance = "prefetch" in request.headers.get("Sec-Purpose", "")
    return request.method == "GET" and response.status_code == 200 and not in_advance
