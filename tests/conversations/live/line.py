"""One WebSocket as a browser would open it; hears what it waits for and keeps the rest."""

from __future__ import annotations

import asyncio
import base64
import json
import os
import uuid
from collections import deque
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from benchmarks.ground import Side

PATIENCE = 20.0
SOON = 10.0  # the hub sends a board again after 20 s, also when it was not told of a change
Frame = dict[str, Any]


def ciphertext(padded: int = 512) -> str:
    """Return something of the size of a message whose body is padded to `padded` bytes."""
    return base64.b64encode(os.urandom(24 + padded + 16)).decode()


class Line:
    """An open socket. `passed` are the frames that nobody waited for."""

    def __init__(self, socket: ClientConnection, side: Side, epoch: int) -> None:
        self.socket, self.side, self.epoch = socket, side, epoch
        self.n = 0
        self.welcome: Frame = {}
        self.passed: list[Frame] = []
        self.joined: deque[Frame] = deque()

    @classmethod
    async def open(
        cls,
        port: int,
        path: str,
        side: Side,
        *,
        slug: str = "dragoer",
        epoch: int = 1,
        origin: str | None = "",
        headers: dict[str, str] | None = None,
        **options: Any,
    ) -> Line:
        """Connect; raises websockets.InvalidStatus when refused. `origin` None sends none."""
        host = f"{slug}.localhost:{port}"
        cookie = {"Cookie": side.cookie} if side.cookie else {}
        socket = await connect(
            f"ws://{host}{path}",
            host="127.0.0.1",
            port=port,
            origin=f"http://{host}" if origin == "" else origin,  # type: ignore[arg-type]
            additional_headers=cookie | (headers or {}),
            compression=None,
            ping_interval=None,
            proxy=None,
            **({"max_queue": None} | options),
        )
        return cls(socket, side, epoch)

    async def __aenter__(self) -> Line:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.socket.close()

    async def hello(self, after: int = 0) -> Frame:
        """Say hello and return the welcome."""
        await self.say(t="hello", after=after)
        self.welcome = await self.hear("welcome")
        return self.welcome

    async def say(self, **frame: Any) -> None:
        """Send a frame."""
        await self.socket.send(json.dumps(frame))

    async def send(self, **changed: Any) -> str:
        """Send a message, correct but for what is `changed`; returns its id."""
        self.n += 1
        frame = {
            "t": "send",
            "id": str(uuid.uuid4()),
            "e": self.epoch,
            "s": self.side.identity,
            "n": self.n,
            "c": ciphertext(),
        } | changed
        await self.say(**frame)
        return str(frame["id"])

    async def store(self, **changed: Any) -> Frame:
        """Send a message and return its acknowledgement."""
        message_id = await self.send(**changed)
        answer = await self.hear("ack", "error", id=message_id)
        assert answer["t"] == "ack", answer
        return answer

    async def hear(self, *kinds: str, **match: Any) -> Frame:
        """Return the next frame of one of these kinds; raises TimeoutError or ConnectionClosed."""
        async with asyncio.timeout(PATIENCE):
            while True:
                frame = await self._next()
                if frame["t"] in kinds and match.items() <= frame.items():
                    return frame
                self.passed.append(frame)

    async def _next(self) -> Frame:
        """Return the next frame: a WebSocket message may hold several, one on each line."""
        if not self.joined:
            text = await self.socket.recv()
            self.joined.extend(json.loads(line) for line in str(text).split("\n"))
        return self.joined.popleft()

    async def hear_queue(self, *conversations: str) -> Frame:
        """Return the next frame in which exactly these wait, whatever their order; it comes soon."""
        async with asyncio.timeout(SOON):
            while True:
                frame = await self.hear("queue")
                if sorted(item["id"] for item in frame["items"]) == sorted(conversations):
                    return frame

    async def hear_error(self, message_id: str | None = None) -> str:
        """Return the code of the next error; it must be about `message_id`."""
        frame = await self.hear("error")
        assert frame.get("id") == message_id, frame
        return str(frame["code"])

    async def closed(self) -> int | None:
        """Wait until the server closes the socket; returns the code."""
        async with asyncio.timeout(PATIENCE):
            try:
                while True:
                    self.passed.append(await self._next())
            except ConnectionClosed:
                return self.socket.close_code

    async def so_far(self, *kinds: str) -> list[Frame]:
        """Return the frames of these kinds that came until now and nobody waited for.

        The server answers in order, so what was sent to this socket before comes before the pong.
        """
        await self.say(t="ping")
        await self.hear("pong")
        found = [frame for frame in self.passed if frame["t"] in kinds]
        self.passed.clear()
        return found
