"""Headers, language and history: what every request gets."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pghistory
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

if TYPE_CHECKING:
    GetResponse = Callable[[HttpRequest], HttpResponse]

_SHUT = "accelerometer, camera, display-capture, geolocation, gyroscope, magnetometer, microphone, midi, payment, usb"
PERMISSIONS_POLICY = ", ".join(f"{feature.strip()}=()" for feature in _SHUT.split(","))


def language_of(request: HttpRequest) -> str:
    """Return the language that the reader has chosen, or Danish."""
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


class HeadersMiddleware:
    """Shuts the browser's permissions; nothing is stored unless a view says that it may be."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Cache-Control", "no-store")
        return response


class LanguageMiddleware:
    """Danish, unless the reader has chosen English with the link on the page."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = language_of(request)
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class HistoryMiddleware:
    """Puts the user's id on every tracked change that a request makes."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in {"GET", "HEAD", "OPTIONS"} or not request.user.is_authenticated:
            return self.get_response(request)
        with pghistory.context(user=str(request.user.pk)):
            return self.get_response(request)
