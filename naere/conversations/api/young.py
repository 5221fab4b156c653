"""The young person's calls: who I am, my words, coming back, being forgotten (docs/wire.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from naere.accounts.youth import attempts
from naere.accounts.youth import services as youth
from naere.accounts.youth.entry import young_call
from naere.conversations import queries
from naere.conversations.api import wire
from naere.conversations.services.access import locked
from naere.conversations.services.leaving import delete
from naere.core.api import ApiError, api, read_body
from naere.core.binary import to_text
from naere.core.entry import public

if TYPE_CHECKING:
    from naere.accounts.youth.models import YoungPerson


def with_cookie(request: HttpRequest, response: JsonResponse, token: str) -> JsonResponse:
    """Give the browser its session: until it is closed, not readable by any script."""
    response.set_cookie(
        settings.YOUTH_COOKIE_NAME,
        token,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
        path="/",
    )
    return response


@api("POST")
@public
def start(request: HttpRequest) -> JsonResponse:
    """Make a person of a nickname, perhaps an age group, topics and a public key; sets the session."""
    wait = attempts.allow("start", attempts.network_of(request), attempts.START)
    if wait is not None:
        raise ApiError("slow-down", 429, _("Wait a moment, and try again."), retryAfter=wait)
    body = read_body(request)
    person, token = youth.start(
        request.municipality,  # type: ignore[attr-defined]
        body.text("nickname", least=1, most=40),
        body.text("ageGroup", most=40),
        body.texts("topics", most=20, longest=60),
        body.bytes("publicKey", length=32),
    )
    return with_cookie(request, JsonResponse(wire.me(person)), token)


@api("GET")
@young_call
def me(request: HttpRequest) -> dict[str, Any]:
    """Return who I am, my conversations, and what is possible now."""
    return wire.me(_young(request))


@api("POST")
@young_call
def words(request: HttpRequest) -> dict[str, Any]:
    """Keep what six words give, so that I can come back; instead of my words when it `replaces` them."""
    body = read_body(request)
    youth.keep_words(
        _young(request),
        body.bytes("lookup", length=32),
        body.bytes("auth", length=32),
        body.bytes("sealedPrivate", most=200),
        replaces="replaces" in body.data and body.flag("replaces"),
    )
    return {}


@api("GET")
@young_call
def sealed(request: HttpRequest) -> dict[str, Any]:
    """Return my private key, sealed under my words, for a device of mine (docs/adr/0015)."""
    key = _young(request).identity.sealed_private
    return {"sealedPrivate": to_text(key) if key else None}


@api("POST")
@public
def come_back(request: HttpRequest) -> JsonResponse:
    """Open a session by what the six words give; the same answer whether they exist or not."""
    body = read_body(request)
    person, token = youth.return_by_words(
        body.bytes("lookup", length=32), body.bytes("auth", length=32), attempts.network_of(request)
    )
    return with_cookie(request, JsonResponse(wire.me(person, sealed=True)), token)


@api("POST")
@young_call
def forget(request: HttpRequest) -> JsonResponse:
    """Delete me and everything, at once."""
    person = _young(request)
    for pk in list(queries.for_young(person).order_by("pk").values_list("pk", flat=True)):
        # In the order of their ids, as the hub locks them: neither waits for the other for ever.
        delete(locked(pk))
    youth.forget(person)
    return _without_cookie(JsonResponse({"deleted": True}))


@csrf_exempt
@api("POST")
@public
def leave(request: HttpRequest) -> JsonResponse:
    """End this browser's session, if it has one; the person and the conversations stay.

    Said by the quick exit from every page, and the pages that one reads carry no token. The cookie
    is sent to us by our own pages alone (SameSite=Strict), and where the browser says which page
    asks, that counts. At worst somebody is signed out.
    """
    if not _from_own_page(request):
        raise ApiError("forbidden", 403)
    token = request.COOKIES.get(settings.YOUTH_COOKIE_NAME, "")
    if token:
        youth.end_session(token)
    return _without_cookie(JsonResponse({}))


def _from_own_page(request: HttpRequest) -> bool:
    """Return whether nothing that the browser says of the asking page speaks against it."""
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    if site is not None:
        return site == "same-origin"
    return origin is None or urlsplit(origin).netloc == request.get_host()


def _young(request: HttpRequest) -> YoungPerson:
    person: YoungPerson = request.young  # type: ignore[attr-defined]
    return person


def _without_cookie(response: JsonResponse) -> JsonResponse:
    response.delete_cookie(settings.YOUTH_COOKIE_NAME, path="/", samesite="Strict")
    return response
