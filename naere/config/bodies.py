"""No request's body is taken in that is larger than anything that can be sent here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.conf import settings

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

# A browser shows an answer only when it was let finish sending; more than this it is not.
MOST_THROWN_AWAY: Final = 64 * 1024 * 1024
SENTENCE: Final = b"For stort. / Too large.\n"


class TooLarge(Exception):
    """More came than was announced or is allowed."""


class BodyLimit:
    """Answers 413 to a larger body before the program sees any of it, or as soon as it grows too long."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
        elif _announced(scope) > settings.NAERE_MOST_BODY_BYTES:
            await _throw_away(receive)
            await _refuse(send)
        else:
            await self._counted(scope, receive, send)

    async def _counted(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the program read, and stop it when what comes without a length grows too long."""
        came = 0

        async def counting() -> Message:
            nonlocal came
            message = await receive()
            came += len(message.get("body", b""))
            if came > settings.NAERE_MOST_BODY_BYTES:
                raise TooLarge
            return message

        try:
            await self.app(scope, counting, send)
        except TooLarge:
            await _refuse(send)


def _announced(scope: Scope) -> int:
    """Return the length that a request says it has; 0 when it says none."""
    given = dict(scope["headers"]).get(b"content-length", b"")
    return int(given) if given.isdigit() else 0


async def _throw_away(receive: Receive) -> None:
    """Let go of what comes, piece by piece, up to a limit."""
    came, more = 0, True
    while more and came < MOST_THROWN_AWAY:
        message = await receive()
        came += len(message.get("body", b""))
        more = bool(message.get("more_body", False))


async def _refuse(send: Send) -> None:
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(SENTENCE)).encode()),
        (b"cache-control", b"no-store"),
        (b"x-content-type-options", b"nosniff"),
        (b"connection", b"close"),
    ]
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": SENTENCE})
