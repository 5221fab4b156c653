"""Error pages. They need no database, and each leads to help. A call is answered by JSON."""

from __future__ import annotations

import sys
from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from naere.core.api import ApiError
from naere.core.entry import public
from naere.tenancy.hosts import bare
from naere.web.crisis import last_known
from naere.web.middleware import language_of

_CODES = {400: "bad-request", 403: "forbidden", 404: "not-found", 500: "broken", 503: "broken"}


@public
def bad_request(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """Answer something that cannot be read."""
    return _page(request, 400)


@public
def forbidden(request: HttpRequest, exception: Any = None, reason: str = "") -> HttpResponse:
    """Answer a form without the right token, or a door that is shut."""
    return _page(request, 403)


@public
def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """Answer an address that is nobody's, or not yours."""
    return _page(request, 404)


@public
def server_error(request: HttpRequest) -> HttpResponse:
    """Answer when something broke; 503 while the database is away, since it comes back by itself.

    «Hjælp nu» still shows the numbers that were last read.
    """
    away = isinstance(sys.exc_info()[1], OperationalError | InterfaceError)
    return _page(request, 503 if away or request.path == "/hjaelp/" else 500)


def _page(request: HttpRequest, status: int) -> HttpResponse:
    known = last_known(bare(request.META.get("HTTP_HOST", "")))
    with translation.override(language_of(request)):
        title, text = _words(status, request.path)
        if request.path.startswith("/api/"):
            return ApiError(_CODES[status], status, text).response()
        shown = {"title": title, "text": text, "status": status, "broken": status >= 500}
        html = render_to_string(
            "web/error.html", shown | {"lines": known.lines, "exit_url": known.exit_url}
        )
    return HttpResponse(html, status=status)


def _words(status: int, path: str) -> tuple[str, str]:
    if path == "/hjaelp/" and status == 503:
        return _("Help now"), _("Something is broken here with us. The phones work as usual.")
    return {
        400: (_("We did not understand that"), _("Go back and try once more.")),
        403: (
            _("You cannot do that from here"),
            _("The page may have been open for a long time. Load it again and try once more."),
        ),
        404: (_("There is nothing here"), _("The link may be old, or mistyped.")),
    }.get(status, (_("Something broke here with us"), _("It is not your fault. Try again soon.")))
