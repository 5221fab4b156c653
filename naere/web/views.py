"""The young people's pages. Each works without a program in the browser, except where one writes."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from naere.conversations.queries import now_for
from naere.core.entry import public
from naere.core.showing import counted, reading
from naere.tenancy.enums import TextKey
from naere.tenancy.hosts import bare
from naere.tenancy.queries import texts
from naere.toolbox.queries.finding import is_anything_public
from naere.web import crisis, island, theme
from naere.web.context import profile_of
from naere.web.when import opens_in_words, wait_in_words

A_YEAR = 60 * 60 * 24 * 365


@reading("front")
def front(request: HttpRequest) -> HttpResponse:
    """Say in one glance what this is, whether someone is there now, and how to begin (R3)."""
    now = now_for(profile_of(request))
    wait = now.expected_wait_seconds
    context = {
        "now": now,
        "opens": opens_in_words(now.opens_at, timezone.now()) if now.opens_at else "",
        "wait": wait_in_words(wait) if wait is not None else "",
        "welcome": own_text(TextKey.WELCOME),
        "has_tools": is_anything_public(),
    }
    return render(request, "web/front.html", context)


@reading("how")
def how(request: HttpRequest) -> HttpResponse:
    """Tell how a conversation goes, and what the volunteer must pass on."""
    context = {"duty": own_text(TextKey.DUTY), "shell": profile_of(request)}
    return render(request, "web/how.html", context)


@reading("about")
def about(request: HttpRequest) -> HttpResponse:
    """Tell who stands behind, and who it is for. It never checks or blocks (R4)."""
    return render(request, "web/about.html", {"text": own_text(TextKey.ABOUT)})


@reading("relatives")
def relatives(request: HttpRequest) -> HttpResponse:
    """Tell those who worry about a young person."""
    return render(request, "web/relatives.html", {"text": own_text(TextKey.RELATIVES)})


@reading("privacy")
def privacy(request: HttpRequest) -> HttpResponse:
    """Tell in plain words what is kept, and who can read it."""
    return render(request, "web/privacy.html", {"text": own_text(TextKey.PRIVACY)})


@reading("accessibility")
def accessibility(request: HttpRequest) -> HttpResponse:
    """Show the accessibility statement."""
    return render(request, "web/accessibility.html", {"text": own_text(TextKey.ACCESSIBILITY)})


@reading("help")
def help_now(request: HttpRequest) -> HttpResponse:
    """Show who helps when it is urgent: one tap to call."""
    return render(request, "web/help.html", {"lines": crisis_lines_of(request)})


@require_safe
@counted("write")
@public
def write(request: HttpRequest) -> HttpResponse:
    """Open the place to write, now or as a letter."""
    return _island(request, "web/write.html", request.GET.get("som", ""))


@require_safe
@counted("return")
@public
def come_back(request: HttpRequest) -> HttpResponse:
    """Open the place to come back to with one's words."""
    return _island(request, "web/return.html", "")


@require_safe
@public
def stylesheet(request: HttpRequest) -> HttpResponse:
    """Give the municipality's colour as CSS. Its address changes when the colour does."""
    colour = profile_of(request).colour
    response = HttpResponse(theme.stylesheet(colour), content_type="text/css; charset=utf-8")
    fresh = request.GET.get("v") == theme.version(colour)
    response.headers["Cache-Control"] = (
        f"public, max-age={A_YEAR}, immutable" if fresh else "no-cache"
    )
    return response


@require_safe
@public
def language(request: HttpRequest, code: str) -> HttpResponse:
    """Remember the reader's language in a cookie that says nothing else, and go back."""
    if code not in dict(settings.LANGUAGES):
        raise Http404
    back = request.GET.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, None) or not back.startswith("/"):
        back = "/"
    response = HttpResponseRedirect(back)
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        code,
        max_age=A_YEAR,
        secure=settings.CSRF_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def own_text(key: str) -> str:
    """Return a text of the municipality's own in the reader's language; empty when unwritten."""
    text: Any = texts().get(key)
    return text.body_en if text and get_language() == "en" else text.body_da if text else ""


def crisis_lines_of(request: HttpRequest) -> tuple[crisis.Line, ...]:
    """Return the crisis lines of the request's municipality."""
    return crisis.read(bare(request.get_host()), profile_of(request).exit_url)


def _island(request: HttpRequest, template: str, way: str) -> HttpResponse:
    lines = crisis_lines_of(request)
    municipality = request.municipality  # type: ignore[attr-defined]
    config = island.config(municipality, profile_of(request), lines, way)
    return render(request, template, {"config": config, "lines": lines})
