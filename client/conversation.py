"""One conversation, open: sends until it is acknowledged, receives each message once, in order."""

from __future__ import annotations

import asyncio
import json
import uuid
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed, InvalidHandshake

from client.errors import ProtocolError
from client.http import CallError, Http
from client.keeper import EpochKeeper, Me, Wire, turn
from client.protocol import Body, Header, KeyRing

GONE, SIGNED_OUT = 4404, 4401
_FINAL = {"closed", "not-participant", "not-sender", "id-taken", "malformed", "too-large"}
_AGAIN_AFTER = 8.0  # seconds without an acknowledgement
_MOMENT = 1.5  # seconds that others get to make an epoch first


@dataclass(frozen=True)
class Message:
    """A message as it was read; `body` is None when it cannot be vouched for, `problem` says why."""

    seq: int
    id: str
    sender: str
    at: str
    body: Body | None
    problem: str = ""

    @property
    def text(self) -> str:
        """What was written, or nothing."""
        return str((self.body or {}).get("text", ""))


class Refused(Exception):
    """A message that the server will never take; `code` says why (docs/wire.md)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class LiveConversation:
    """Use as `async with`. Reconnects by itself until it is left or deleted."""

    def __init__(self, http: Http, ring: KeyRing, me: Me, conversation: Wire) -> None:
        self.http, self.ring, self.me = http, ring, me
        self.id = str(conversation["id"])
        self.wire = conversation
        self.keeper = EpochKeeper(http, ring, me, self.id)
        self.messages: asyncio.Queue[Message] = asyncio.Queue()
        self.frames: asyncio.Queue[Wire] = asyncio.Queue()
        self.last_seq = 0
        self.professional_on_duty = bool(conversation["professionalOnDuty"])
        self.ended = asyncio.Event()
        self._n = int(conversation["myLastN"])
        self._waiting: dict[str, asyncio.Future[Wire]] = {}
        self._socket: ClientConnection | None = None
        self._ready = asyncio.Event()
        self._lock = asyncio.Lock()
        self._one_at_a_time = asyncio.Lock()
        self._task: asyncio.Task[None] | None = None
        self._work: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> LiveConversation:
        self.keeper.open(self.wire)
        await self._take(self.wire)
        self._task = asyncio.create_task(self._run())
        await self._ready.wait()
        return self

    async def __aexit__(self, *_: object) -> None:
        for task in (self._task, *self._work):
            if task is not None:
                task.cancel()
                with suppress(asyncio.CancelledError):
                    await task
        if self._socket is not None:
            await self._socket.close()

    @property
    def is_over(self) -> bool:
        """Whether the conversation was ended, deleted, or left by us."""
        return self.ended.is_set() or self.wire["state"] == "closed"

    # writing

    async def send(self, text: str) -> Wire:
        """Send a message and return its `ack`; raises Refused. Safe over reconnects and new epochs."""
        return await self.send_body({"kind": "text", "text": text})

    async def send_body(self, body: Body) -> Wire:
        """Send any body; the time is added. The next message waits until this one is stored."""
        message_id = str(uuid.uuid4())
        body = body | {"at": datetime.now(UTC).isoformat(timespec="milliseconds")}
        async with self._one_at_a_time:
            return await self._until_stored(message_id, body)

    async def _until_stored(self, message_id: str, body: Body) -> Wire:
        n = self._n + 1  # used up when it is stored, not before: the same while nothing is heard
        while True:
            await self._ready.wait()
            if self.ended.is_set():
                raise Refused("gone")
            answer = await self._try(message_id, body, n)
            if answer is None or answer.get("code") == "busy":
                await asyncio.sleep(0.2)
            elif answer["t"] == "ack":
                self._n = max(self._n, n)
                return answer
            elif answer["code"] in _FINAL:
                raise Refused(answer["code"])
            else:
                await self.refresh()
                n = self._n + 1

    async def _try(self, message_id: str, body: Body, n: int) -> Wire | None:
        """Send once and wait for what the server says; None when it said nothing."""
        if not self.keeper.may_write(self.wire):
            await asyncio.sleep(0.2)
            await self.refresh()
            return None
        answer: asyncio.Future[Wire] = asyncio.get_running_loop().create_future()
        self._waiting[message_id] = answer
        try:
            await self._emit(self._frame(message_id, body, n))
            return await asyncio.wait_for(answer, _AGAIN_AFTER)
        except (TimeoutError, ConnectionClosed):
            return None
        finally:
            self._waiting.pop(message_id, None)

    def _frame(self, message_id: str, body: Body, n: int) -> Wire:
        header = self._header(self.wire["epoch"], message_id, self.me.id, n)
        ciphertext = self.ring.encrypt(header, body)
        return {
            "t": "send",
            "id": message_id,
            "e": header.epoch,
            "s": self.me.id,
            "n": n,
            "c": ciphertext,
        }

    async def typing(self) -> None:
        """Show that something is being written."""
        await self._emit({"t": "typing"})

    async def seen(self, seq: int) -> None:
        """Show how far was read."""
        await self._emit({"t": "seen", "seq": seq})

    async def _emit(self, frame: Wire) -> None:
        if self._socket is not None:
            await self._socket.send(json.dumps(frame))

    # reading

    async def next_message(self, timeout: float | None = 30) -> Message:
        """Return the next message of somebody else; raises TimeoutError."""
        return await asyncio.wait_for(self.messages.get(), timeout)

    async def wait_for(self, what: str, timeout: float = 30) -> Wire:
        """Return the next frame of type `what` (or `changed` with that `what`); raises TimeoutError."""
        async with asyncio.timeout(timeout):
            while True:
                frame = await self.frames.get()
                if what in (frame["t"], frame.get("what")):
                    return frame

    async def refresh(self) -> None:
        """Look again: open what is shared, make the next epoch when it is our turn."""
        try:
            await self._take(await self.http.get(f"/api/conversations/{self.id}"))
        except CallError as error:
            if error.status not in (401, 404):
                raise
            self.ended.set()

    async def _take(self, conversation: Wire) -> None:
        async with self._lock:
            self.wire = conversation
            self.professional_on_duty = bool(conversation["professionalOnDuty"])
            self._n = max(self._n, int(conversation["myLastN"]))
            self.keeper.open(conversation)
            whose = turn(conversation, self.me)
            if whose == "at-once":
                self.wire = await self.keeper.next(conversation) or conversation
        if whose == "if-nobody-else":
            self._spawn_later(conversation["epoch"])

    def _spawn_later(self, epoch: int) -> None:
        task = asyncio.create_task(self._make_if_nobody_does(epoch))
        self._work.add(task)
        task.add_done_callback(self._work.discard)

    async def _make_if_nobody_does(self, epoch: int) -> None:
        await asyncio.sleep(_MOMENT)
        found = await self.http.get(f"/api/conversations/{self.id}")
        if found["epoch"] == epoch and found["epochDue"]:
            async with self._lock:
                self.wire = await self.keeper.next(found) or found

    async def _run(self) -> None:
        wait = 0.1
        while not self.ended.is_set():
            try:
                await self._listen()
                wait = 0.1
            except (OSError, InvalidHandshake, ConnectionClosed, TimeoutError):
                await asyncio.sleep(wait)
                wait = min(wait * 2, 5)
            self._ready.clear()
        self._ready.set()

    async def _listen(self) -> None:
        async with await self.http.connect(f"/ws/conversations/{self.id}/") as socket:
            self._socket = socket
            await self._emit({"t": "hello", "after": self.last_seq})
            try:
                async for text in socket:
                    for line in str(text).split("\n"):  # a frame on each line (docs/wire.md)
                        await self._heard(json.loads(line))
            finally:
                if socket.close_code in (GONE, SIGNED_OUT):
                    self.ended.set()
                self._ready.clear()
                self._let_go()

    def _let_go(self) -> None:
        """Have what was not acknowledged sent again, over the next connection."""
        for waiting in self._waiting.values():
            if not waiting.done():
                waiting.set_result({"t": "error", "code": "busy"})

    async def _heard(self, frame: Wire) -> None:
        kind = frame["t"]
        if kind == "welcome":
            if frame["professionalOnDuty"] is not None:  # else a frame follows
                self.professional_on_duty = frame["professionalOnDuty"]
            self._ready.set()
        elif kind == "professional":
            self.professional_on_duty = frame["onDuty"]
        elif kind == "msg":
            await self._received(frame)
        elif kind in ("ack", "error") and frame.get("id") in self._waiting:
            # What others wrote before it may still be on its way, when they are on another process.
            if kind == "ack" and frame["seq"] == self.last_seq + 1:
                self.last_seq = frame["seq"]
            waiting = self._waiting[frame["id"]]
            if not waiting.done():
                waiting.set_result(frame)
        elif kind == "changed" and frame["what"] != "deleted":
            await self.refresh()
        self.frames.put_nowait(frame)

    async def _received(self, frame: Wire) -> None:
        if frame["seq"] <= self.last_seq:
            return
        self.last_seq = frame["seq"]
        if frame["s"] == self.me.id:
            return
        if not self.keeper.holds(frame["e"]):
            await self.refresh()
        self.messages.put_nowait(self._read(frame))

    def _read(self, frame: Wire) -> Message:
        header = self._header(frame["e"], frame["id"], frame["s"], frame["n"])
        body, problem = None, self.keeper.broken.get(frame["e"], "")
        try:
            if not problem:
                body = self.ring.decrypt(header, frame["c"])
        except ProtocolError as error:
            problem = error.code
        return Message(frame["seq"], frame["id"], frame["s"], frame["at"], body, problem)

    def _header(self, epoch: int, message_id: str, sender: str, n: int) -> Header:
        return Header(self.wire["tenant"], self.id, epoch, message_id, sender, n)

    async def incoming(self) -> AsyncIterator[Message]:
        """Yield others' messages until the conversation is over."""
        while not (self.is_over and self.messages.empty()):
            with suppress(TimeoutError):
                yield await self.next_message(0.5)

    # other verbs

    async def act(self, verb: str, body: dict[str, Any] | None = None) -> Wire:
        """POST to the conversation: "end", "handover", "call", "call/withdraw", "delete", "leave" …"""
        answer = await self.http.post(f"/api/conversations/{self.id}/{verb}", body)
        if "epochs" in answer:
            await self._take(answer)
        return answer

    async def report(self, team: Wire, numbers: list[int] | None = None) -> Wire:
        """Share epochs (all held without `numbers`) with the safeguarding team."""
        shares = self.keeper.share(self.keeper.held if numbers is None else numbers, team)
        boxes = [{"number": one["number"], "box": one["box"]} for one in shares]
        return await self.act("report", {"shares": boxes})
