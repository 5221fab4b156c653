"""JSON calls: a typed reading of the body, and errors that say what to do (docs/wire.md)."""

from __future__ import annotations

import functools
import json
import re
import uuid
from collections.abc import Callable
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.db import transaction
from django.http import Http404, HttpRequest, JsonResponse
from django.utils.translation import gettext as _

from naere.core.binary import NotBase64Error, from_text
from naere.core.entry import declare, declared

MOST_BYTES = 512 * 1024
# What JSON can say and PostgreSQL cannot store: NUL, and half of a pair of surrogates.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


class ApiError(Exception):
    """An answer that is an error: a code of docs/wire.md, an HTTP status, a sentence.

    What the call wrote is undone, unless `keep` says that it stands (a try that must be counted).
    """

    def __init__(
        self, code: str, status: int = 400, message: str = "", *, keep: bool = False, **extra: Any
    ) -> None:
        super().__init__(code)
        self.code, self.status, self.message, self.extra = code, status, message, extra
        self.keep = keep

    def response(self) -> JsonResponse:
        """Return the error as the answer."""
        body = {"error": self.code, "message": self.message or _("That did not work. Try again.")}
        return JsonResponse(body | self.extra, status=self.status)


class Body:
    """A JSON object read field by field; each reader raises ApiError("bad-FIELD") when it does not fit."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.data = data

    def text(self, name: str, *, most: int, least: int = 0) -> str:
        """Return a string of `least` to `most` characters, trimmed."""
        value = self.data.get(name)
        if not isinstance(value, str) or not least <= len(value.strip()) <= most:
            raise ApiError(f"bad-{name}")
        if _UNSTORABLE.search(value):
            raise ApiError(f"bad-{name}")
        return value.strip()

    def number(self, name: str, *, most: int = 2**53) -> int:
        """Return a whole number from 0 to `most`."""
        value = self.data.get(name)
        if type(value) is not int or not 0 <= value <= most:
            raise ApiError(f"bad-{name}")
        return value

    def flag(self, name: str) -> bool:
        """Return true or false."""
        value = self.data.get(name)
        if not isinstance(value, bool):
            raise ApiError(f"bad-{name}")
        return value

    def uuid(self, name: str) -> uuid.UUID:
        """Return a UUID written the usual way."""
        try:
            return uuid.UUID(self.text(name, most=36, least=36))
        except ValueError as error:
            raise ApiError(f"bad-{name}") from error

    def bytes(self, name: str, *, length: int | None = None, most: int = 16384) -> bytes:
        """Return bytes given as base64."""
        try:
            return from_text(self.data.get(name), length=length, most=most)
        except NotBase64Error as error:
            raise ApiError(f"bad-{name}") from error

    def optional(self, name: str) -> bool:
        """Return whether the field is there and not null."""
        return self.data.get(name) is not None

    def object(self, name: str) -> Body:
        """Return a nested object."""
        value = self.data.get(name)
        if not isinstance(value, dict):
            raise ApiError(f"bad-{name}")
        return Body(value)

    def objects(self, name: str, *, most: int) -> list[Body]:
        """Return a list of at most `most` objects."""
        value = self.data.get(name)
        if not isinstance(value, list) or len(value) > most:
            raise ApiError(f"bad-{name}")
        if not all(isinstance(item, dict) for item in value):
            raise ApiError(f"bad-{name}")
        return [Body(item) for item in value]

    def texts(self, name: str, *, most: int, longest: int) -> list[str]:
        """Return a list of at most `most` strings."""
        value = self.data.get(name)
        if not isinstance(value, list) or len(value) > most:
            raise ApiError(f"bad-{name}")
        if not all(isinstance(item, str) and len(item) <= longest for item in value):
            raise ApiError(f"bad-{name}")
        return value


def read_body(request: HttpRequest) -> Body:
    """Return the request's JSON object; raises ApiError when it is none or too large."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
        raise ApiError("too-large", 413)
    try:
        data = json.loads(request.body or b"{}")
    except RequestDataTooBig as error:  # one in chunks, which says no length beforehand
        raise ApiError("too-large", 413) from error
    except (ValueError, RecursionError) as error:
        raise ApiError("not-json") from error
    if not isinstance(data, dict):
        raise ApiError("not-json")
    return Body(data)


def _whole(act: Callable[[], Any]) -> JsonResponse:
    """Return the answer of `act`; its writes stand as a whole or, after an error, not at all."""
    with transaction.atomic():
        try:
            answer = act()
        except ApiError as error:
            transaction.set_rollback(not error.keep)
            return error.response()
    return answer if isinstance(answer, JsonResponse) else JsonResponse(answer)


def api(*methods: str) -> Callable[[Callable[..., Any]], Callable[..., JsonResponse]]:
    """Make a view a JSON call of these methods: its dict becomes the answer, its ApiError the error.

    A view that sets a cookie answers with a JsonResponse of its own. Put it outermost; it carries
    the entry declaration of the view inside on.
    """

    def wrap(view: Callable[..., Any]) -> Callable[..., JsonResponse]:
        @functools.wraps(view)
        def call(request: HttpRequest, *args: Any, **kwargs: Any) -> JsonResponse:
            if request.method not in methods:
                return ApiError("wrong-method", 405).response()
            try:
                return _whole(lambda: view(request, *args, **kwargs))
            except Http404:
                return ApiError("not-found", 404, _("That is not here.")).response()

        return declare(call, *declared(view))

    return wrap
