"""What programs ask for: a phone, a search engine, a browser, somebody who has found a hole."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

from django.conf import settings
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    JsonResponse,
)
from django.templatetags.static import static
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from naere.core.entry import public
from naere.web import theme
from naere.web.context import profile_of

_CONTACT_HOLDS: Final = timedelta(days=90)  # RFC 9116 asks for less than a year


@require_safe
@public
def manifest(request: HttpRequest) -> JsonResponse:
    """Describe the site to a phone. Nothing of a conversation is kept offline (docs/adr/0015)."""
    profile = profile_of(request)
    icon = {"src": static("naere/icon.svg"), "sizes": "any", "type": "image/svg+xml"}
    body = {
        "name": profile.name,
        "short_name": profile.name[:12].strip(),
        "lang": get_language(),
        "start_url": "/",
        "display": "browser",
        "background_color": theme.LIGHT_GROUNDS[0],
        "theme_color": theme.checked(profile.colour),
        "icons": [icon],
    }
    return JsonResponse(body, content_type="application/manifest+json")


@require_safe
@public
def robots(request: HttpRequest) -> HttpResponse:
    """Let search engines find the information, not the places to write or work."""
    shut = (
        "/skriv/",
        "/retur/",
        "/gemt/",
        "/api/",
        "/konto/",
        "/frivillig/",
        "/fag/",
        "/styring/",
        "/sprog/",
        "/vaerksted/",
        "/vaerktoej/*/aabn/",
        "/vaerktoejer/?",
    )
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in shut), ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
@public
def favicon(_request: HttpRequest) -> HttpResponse:
    """Lead browsers that ask without having read the page to the icon."""
    return HttpResponsePermanentRedirect(static("naere/icon.svg"))


@require_safe
@public
def security_txt(request: HttpRequest) -> HttpResponse:
    """Tell whoever has found a hole whom to write to (RFC 9116). 404 until the operator has said it."""
    contacts = settings.NAERE_SECURITY_CONTACT
    if not contacts:
        raise Http404
    until = datetime.now(UTC).date() + _CONTACT_HOLDS
    lines = [
        *(f"Contact: {contact}" for contact in contacts),
        f"Expires: {until}T00:00:00Z",
        "Preferred-Languages: da, en",
        f"Canonical: {request.build_absolute_uri(request.path)}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
