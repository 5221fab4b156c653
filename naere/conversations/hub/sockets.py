"""One open socket: what it has been sent, in order and once, without a slow reader holding others up."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine, Generator
from functools import partial
from typing import Any

from naere.conversations.hub import frames
from naere.conversations.hub.seats import Seat

MOST_UNSENT = 1000
FEW_UNSENT = 50
MOST_JOINED = 16 * 1024  # characters of frames in one WebSocket message, when they are several
MOST_ERRORS = 20
ERRORS_WITHIN = 60.0
ABUSE, SIGNED_OUT, GONE, RESTART = 4400, 4401, 4404, 1012

Emit = Callable[[dict[str, Any]], Awaitable[None]]


class Socket:
    """A participant's socket. `sent_seq` is the last message of the conversation that it was sent."""

    __slots__ = (
        "behind",
        "catching",
        "closed",
        "due",
        "emit",
        "errors",
        "pumping",
        "ready",
        "seat",
        "sent_seq",
        "typed_at",
        "unsent",
        "waiting",
    )  # fmt: skip

    def __init__(self, seat: Seat, emit: Emit) -> None:
        self.seat, self.emit = seat, emit
        self.ready = self.catching = self.behind = self.pumping = self.closed = False
        self.sent_seq = self.waiting = 0
        self.typed_at = self.due = 0.0
        self.errors: deque[float] | None = None
        self.unsent: deque[str | int] = deque()

    def push(self, text: str) -> None:
        """Send a frame, after what is queued. A reader who is far behind is cut off."""
        if self.push_quietly(text):
            self.pump()

    def push_quietly(self, text: str) -> bool:
        """Queue a frame that goes out with the next one, or on `pump`; False when there is no use."""
        if self.closed:
            return False
        if len(self.unsent) >= MOST_UNSENT:
            self.unsent.clear()
            self.shut(RESTART)
            return False
        self.unsent.append(text)
        return True

    def shut(self, code: int) -> None:
        """Close with `code`, after what is already queued."""
        if not self.closed:
            self.closed = True
            self.unsent.append(code)
            self.pump()

    def fail(self, code: str, message_id: str | None = None) -> None:
        """Answer a frame with a typed error."""
        self.push(frames.error(code, message_id))

    def abused(self) -> bool:
        """Count a protocol error; True when there were too many in a minute."""
        now = time.monotonic()
        self.errors = self.errors if self.errors is not None else deque(maxlen=MOST_ERRORS)
        self.errors.append(now)
        return len(self.errors) == MOST_ERRORS and now - self.errors[0] < ERRORS_WITHIN

    def offer(self, seq: int, text: str) -> bool:
        """Send message `seq` when it is the next one; True when the socket must catch up first."""
        if not self.ready or self.catching:
            self.behind = True
            return False
        if seq <= self.sent_seq:
            return False
        if seq > self.sent_seq + 1:
            return True
        self.sent_seq = seq
        self.push(text)
        return False

    async def drained(self) -> None:
        """Wait until the other end has taken most of what is queued, or is gone."""
        while len(self.unsent) > FEW_UNSENT and not self.closed:
            await asyncio.sleep(0.02)

    def pump(self) -> None:
        """Send what is queued at once; go on in a task only when the other end cannot take more."""
        self.due = 0.0
        if self.pumping or not self.unsent:
            return
        self.pumping = True
        work = self._send_all()
        try:
            suspended_on = work.send(None)
        except StopIteration:
            return
        asyncio.get_running_loop().create_task(_Rest(work, suspended_on).finish())

    async def _send_all(self) -> None:
        try:
            while self.unsent:
                await self._send(self._next())
        except Exception:
            # The other end is gone; the reading side of the socket notices and cleans up.
            self.closed = True
            self.unsent.clear()
        finally:
            self.pumping = False

    def _next(self) -> str | int:
        """Take the code of the closing, or all the frames that fit into one message, a line each."""
        unsent = self.unsent
        first = unsent.popleft()
        if isinstance(first, int) or not unsent:
            return first
        lines, size = [first], len(first)
        while unsent and isinstance(line := unsent[0], str) and size + len(line) < MOST_JOINED:
            lines.append(line)
            size += len(line)
            unsent.popleft()
        return "\n".join(lines)

    async def _send(self, item: str | int) -> None:
        if isinstance(item, str):
            await self.emit({"type": "websocket.send", "text": item})
        else:
            await self.emit({"type": "websocket.close", "code": item})


class _Rest:
    """What is left of a coroutine that was begun outside a task, as Python 3.12's eager tasks begin.

    A frame is nearly always sent without waiting; a task for each would cost more than the sending.
    """

    def __init__(self, work: Coroutine[Any, Any, None], suspended_on: Any) -> None:
        self.work, self.suspended_on = work, suspended_on

    def __await__(self) -> Generator[Any, Any, None]:
        waiting_for = self.suspended_on
        while True:
            try:
                value = yield waiting_for
            except BaseException as error:
                step = partial(self.work.throw, error)
            else:
                step = partial(self.work.send, value)
            try:
                waiting_for = step()
            except StopIteration:
                return

    async def finish(self) -> None:
        """Run the rest."""
        await self
