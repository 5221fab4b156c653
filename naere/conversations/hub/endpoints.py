"""The two WebSocket addresses. Each declares who may enter, and refuses before it accepts."""

from __future__ import annotations

import time
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from asgiref.sync import sync_to_async
from django.db import Error as DatabaseError
from starlette.routing import WebSocketRoute
from starlette.types import Receive, Scope, Send

from naere.conversations.hub import frames, seats
from naere.conversations.hub.board import touch_duty
from naere.conversations.hub.frames import FrameError
from naere.conversations.hub.sockets import ABUSE, Socket
from naere.core.entry import PUBLIC, STAFF, YOUNG, declare

if TYPE_CHECKING:
    from naere.conversations.hub.hub import Hub

TOUCH_EVERY = 20.0

Admit = Callable[[seats.Knock], seats.Seat]
Handle = Callable[[Socket, str], Awaitable[None]]


class Endpoint(ABC):
    """A WebSocket address as an ASGI application; `entry` says who may enter, for the guard test."""

    def __init__(self, hub: Callable[[], Hub], *who: str) -> None:
        self.hub = hub
        declare(self, *who)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await receive()  # websocket.connect
        try:
            seat = await self._admit(scope)
        except seats.Refused as refused:
            await refuse(scope, send, refused.status)
            return
        await send({"type": "websocket.accept"})
        socket = Socket(seat, send)
        self.enter(socket)
        try:
            await self._listen(socket, receive)
        finally:
            self.leave(socket)

    async def _admit(self, scope: Scope) -> seats.Seat:
        try:
            return await sync_to_async(self._sit, thread_sensitive=False)(scope)
        except DatabaseError as error:
            raise seats.Refused(503) from error

    def _sit(self, scope: Scope) -> seats.Seat:
        try:
            return self.admit(seats.knock_of(dict(scope)), scope["path_params"])
        finally:
            seats.give_connection_back()

    async def _listen(self, socket: Socket, receive: Receive) -> None:
        while True:
            event = await receive()
            if event["type"] == "websocket.disconnect":
                return
            if socket.closed:
                continue  # what came after we closed, and before the other end knew
            text = event.get("text")
            try:
                if text is None:
                    raise FrameError("malformed")
                await self.handle(socket, frames.read(text))
            except FrameError as error:
                socket.fail(error.code, error.message_id)
                if socket.abused():
                    socket.shut(ABUSE)

    @abstractmethod
    def admit(self, knock: seats.Knock, params: dict[str, Any]) -> seats.Seat:
        """Return the seat of whoever knocks; raises seats.Refused."""

    @abstractmethod
    def enter(self, socket: Socket) -> None:
        """Take in an accepted socket."""

    @abstractmethod
    def leave(self, socket: Socket) -> None:
        """Let go of a closed socket."""

    @abstractmethod
    async def handle(self, socket: Socket, frame: dict[str, Any]) -> None:
        """Act on a frame; raises FrameError."""


class ConversationEndpoint(Endpoint):
    """`/ws/conversations/ID/`: one participant of one conversation."""

    def admit(self, knock: seats.Knock, params: dict[str, Any]) -> seats.Seat:
        return seats.seat_in_conversation(knock, params["id"])

    def enter(self, socket: Socket) -> None:
        self.hub().join(socket)

    def leave(self, socket: Socket) -> None:
        self.hub().part(socket)

    async def handle(self, socket: Socket, frame: dict[str, Any]) -> None:
        kind = frame.get("t")
        if kind == "ping":
            socket.push('{"t":"pong"}')
        elif kind == "hello":
            await self._hello(socket, frame)
        elif not socket.ready:
            raise FrameError("not-ready")
        elif kind == "send":
            self.hub().send(socket, frames.read_send(frame))
        elif kind == "seen":
            self.hub().saw(socket, frames.number(frame, "seq"))
        elif kind == "typing":
            self.hub().typing(socket)
        else:
            raise FrameError("unknown-frame")

    async def _hello(self, socket: Socket, frame: dict[str, Any]) -> None:
        if socket.ready:
            raise FrameError("unknown-frame")
        await self.hub().hello(socket, frames.number(frame, "after"))


class DutyEndpoint(Endpoint):
    """`/ws/duty/`: peers, coordinators, professionals; the board, and their conversations."""

    def admit(self, knock: seats.Knock, params: dict[str, Any]) -> seats.Seat:
        return seats.seat_on_duty(knock)

    def enter(self, socket: Socket) -> None:
        self.hub().desk.join(socket)

    def leave(self, socket: Socket) -> None:
        self.hub().desk.part(socket)

    async def handle(self, socket: Socket, frame: dict[str, Any]) -> None:
        if frame.get("t") != "ping":
            raise FrameError("unknown-frame")
        socket.push('{"t":"pong"}')
        now = time.monotonic()
        if now - socket.typed_at >= TOUCH_EVERY:
            socket.typed_at = now
            await sync_to_async(touch_duty, thread_sensitive=False)(socket.seat)


class Nowhere:
    """Any other address: there is no socket, and Django would fail on one."""

    def __init__(self) -> None:
        declare(self, PUBLIC)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await receive()  # websocket.connect
        await refuse(scope, send, 404)


async def refuse(scope: Scope, send: Send, status: int) -> None:
    """Refuse the handshake with an HTTP status where the server can, else with a plain refusal."""
    if "websocket.http.response" not in scope.get("extensions", {}):
        await send({"type": "websocket.close", "code": 4000 + status % 1000})
        return
    headers = [(b"cache-control", b"no-store"), (b"content-length", b"0")]
    await send({"type": "websocket.http.response.start", "status": status, "headers": headers})
    await send({"type": "websocket.http.response.body", "body": b""})


def routes(hub: Callable[[], Hub]) -> list[WebSocketRoute]:
    """Return every WebSocket address of the platform."""
    return [
        WebSocketRoute(
            "/ws/conversations/{id}/", ConversationEndpoint(hub, YOUNG, STAFF), name="conversation"
        ),
        WebSocketRoute("/ws/duty/", DutyEndpoint(hub, *seats.MAY_WATCH), name="duty"),
        WebSocketRoute("/{path:path}", Nowhere(), name="nowhere"),
    ]
