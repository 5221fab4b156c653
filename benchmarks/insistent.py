"""A client that insists: sends until it is acknowledged, over any number of lost connections.

It keeps account of all that it was told, so that afterwards nothing can have been lost, doubled or
put out of order without being counted.
"""

from __future__ import annotations

import asyncio
import base64
import json
import os
import uuid
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import InvalidHandshake, WebSocketException

from benchmarks.ground import Side

BYTES = 24 + 512 + 16
PATIENCE = 20.0  # seconds without any frame, then the connection is given up


class Allowance:
    """How many messages may be sent by all together, and how many are acknowledged."""

    def __init__(self) -> None:
        self.limit = self.sent = self.acknowledged = 0

    def take(self) -> bool:
        """Count one more, unless the limit is reached."""
        if self.sent >= self.limit:
            return False
        self.sent += 1
        return True


class Insistent:
    """One side of a pair: sends `amount` messages, receives `expected` of the other side's.

    `ports` are tried in turn. `upto` is the place up to which everything has been told, and `told`
    what came of the other side, in the order in which it came.
    """

    def __init__(
        self, side: Side, host: str, ports: list[int], amount: int, expected: int, epoch: int = 0
    ) -> None:
        self.side, self.host, self.ports = side, host, list(ports)
        self.amount, self.expected, self.epoch = amount, expected, epoch
        self.window, self.made, self.upto = 4, 0, 0
        self.unacknowledged: dict[str, str] = {}
        self.acknowledged: dict[str, int] = {}
        self.told: list[str] = []
        self.own: set[str] = set()
        self.doubled = self.disordered = self.connections = 0
        self.refused: list[str] = []
        self.allowance = Allowance()
        self.allowance.limit = amount
        self.socket: ClientConnection | None = None
        self.on_acknowledged: Callable[[], None] = lambda: None

    @property
    def is_done(self) -> bool:
        """Whether everything is acknowledged and everything of the other side has come."""
        return len(self.acknowledged) >= self.amount and len(self.told) >= self.expected

    async def run(self) -> None:
        """Go on until done, over one connection after another."""
        while not self.is_done:
            with suppress(OSError, WebSocketException, TimeoutError):
                await self._connection()
            self.socket = None
            self.ports.append(self.ports.pop(0))
            await asyncio.sleep(0.05)

    async def _connection(self) -> None:
        port = self.ports[0]
        try:
            socket = await self._open(port)
        except (OSError, InvalidHandshake, TimeoutError):
            await asyncio.sleep(0.1)
            return
        self.connections += 1
        async with socket:
            await socket.send(json.dumps({"t": "hello", "after": self.upto}))
            while not self.is_done:
                text = await asyncio.wait_for(socket.recv(), PATIENCE)
                for line in str(text).split("\n"):
                    await self._heard(socket, json.loads(line))
            self.ports.insert(0, self.ports.pop())  # keep to this one

    async def _open(self, port: int) -> ClientConnection:
        return await connect(
            f"ws://{self.host}:{port}/ws/conversations/{self.side.conversation}/",
            host="127.0.0.1",
            port=port,
            origin=f"http://{self.host}:{port}",  # type: ignore[arg-type]
            additional_headers={"Cookie": self.side.cookie},
            compression=None,
            ping_interval=None,
            open_timeout=PATIENCE,
            close_timeout=1,
            max_queue=None,
            proxy=None,
        )

    async def _heard(self, socket: ClientConnection, frame: dict[str, Any]) -> None:
        kind = frame["t"]
        if kind == "welcome":
            for text in list(self.unacknowledged.values()):
                await socket.send(text)
            self.socket = socket
        elif kind == "ack":
            self._acknowledged(frame)
        elif kind == "msg":
            self._told(frame)
        elif kind == "error":
            await self._refused(socket, frame)
        await self.fill()

    async def fill(self) -> None:
        """Send what may be sent now."""
        while (
            self.socket is not None
            and len(self.unacknowledged) < self.window
            and self.made < self.amount
            and self.allowance.take()
        ):
            message_id, text = self._next()
            self.unacknowledged[message_id] = text
            await self.socket.send(text)

    def _next(self) -> tuple[str, str]:
        self.made += 1
        message_id = str(uuid.uuid4())
        self.own.add(message_id)
        frame = {
            "t": "send",
            "id": message_id,
            "e": self.epoch,
            "s": self.side.identity,
            "n": self.made,
            "c": base64.b64encode(os.urandom(BYTES)).decode(),
        }
        return message_id, json.dumps(frame)

    def _acknowledged(self, frame: dict[str, Any]) -> None:
        message_id, seq = frame["id"], frame["seq"]
        known = self.acknowledged.setdefault(message_id, seq)
        self.doubled += known != seq
        if self.unacknowledged.pop(message_id, None) is not None:
            self.allowance.acknowledged += 1
            self.on_acknowledged()
        if seq == self.upto + 1:
            self.upto = seq

    def _told(self, frame: dict[str, Any]) -> None:
        """Note a message. One's own may come after its acknowledgement, another's never twice."""
        seq, message_id = frame["seq"], frame["id"]
        own = message_id in self.own
        if seq == self.upto + 1:
            self.upto = seq
        elif seq > self.upto:
            self.disordered += 1
            self.upto = seq
        elif not own:
            self.doubled += 1
            return
        if not own:
            self.told.append(message_id)

    async def _refused(self, socket: ClientConnection, frame: dict[str, Any]) -> None:
        text = self.unacknowledged.get(frame.get("id", ""))
        if frame["code"] == "busy" and text is not None:
            await asyncio.sleep(0.2)
            await socket.send(text)
            return
        self.refused.append(frame["code"])
