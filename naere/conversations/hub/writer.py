"""Group commit: one task drains all that waits and commits it in one transaction.

Acknowledged means committed. While the database is away the batch waits and is tried again; a
commit whose answer was lost is then found as a duplicate, and acknowledged and passed on as such.
"""

from __future__ import annotations

import asyncio
import json
import time
from base64 import b64encode
from collections import deque
from collections.abc import Awaitable, Callable
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

import psycopg
import structlog
from psycopg_pool import PoolTimeout

if TYPE_CHECKING:
    from naere.conversations.hub.frames import Send
    from naere.conversations.hub.seats import Seat
    from naere.conversations.hub.sockets import Socket
    from naere.conversations.hub.store import Outcome, Store

log = structlog.get_logger("naere.hub")

MOST_IN_BATCH = 512
REFUSED_REST = 0.5
MOST_WAITING = 20_000
_IDS_IN_NOTE = 300

Result = TypeVar("Result")
Item = tuple["Socket", "Seat", "Send"]
Settled = list[tuple["Socket", "Seat", "Send", "Outcome"]]
Done = tuple[Settled, float]
Deliver = Callable[[Settled, float], None]


class Writer:
    """The queue before the database, and the task that empties it."""

    def __init__(self, store: Store, process: str, deliver: Deliver) -> None:
        self.store, self.process, self.deliver = store, process, deliver
        self.waiting: deque[Item] = deque()
        self.wake = asyncio.Event()

    def put(self, socket: Socket, seat: Seat, send: Send) -> bool:
        """Queue a message; False when too many wait (the database is away)."""
        if len(self.waiting) >= MOST_WAITING:
            return False
        self.waiting.append((socket, seat, send))
        self.wake.set()
        return True

    async def run(self) -> None:
        """Commit batches until cancelled: one at a time, in the order in which they came.

        The next one is on its way to the database before the last is passed on, so that both
        processes work at once.
        """
        while True:
            await self.wake.wait()
            self.wake.clear()
            done: Done | None = None
            while self.waiting or done:
                under_way = self._begin() if self.waiting else None
                try:
                    await asyncio.sleep(0)  # it is sent
                    if done:
                        self.deliver(*done)
                    done = await under_way if under_way else None
                finally:
                    if under_way:
                        under_way.cancel()  # nothing when it is done; nobody is left to hear of it else

    def _begin(self) -> asyncio.Task[Done | None]:
        count = min(len(self.waiting), MOST_IN_BATCH)
        batch = [self.waiting.popleft() for _ in range(count)]
        return asyncio.get_running_loop().create_task(self._try(batch))

    async def _try(self, batch: list[Item]) -> Done | None:
        """Commit a batch; what the database will not take at all is given back, to be sent again."""
        try:
            return await self._commit(batch)
        except psycopg.Error as error:
            log.error("batch refused", error=type(error).__name__)
            for socket, _, send in batch:
                socket.waiting -= 1
                socket.fail("busy", send.id)
            await asyncio.sleep(REFUSED_REST)
            return None

    async def _commit(self, batch: list[Item]) -> Done:
        batches: dict[str, list[tuple[Seat, Send]]] = {}
        items: dict[str, list[Item]] = {}
        for item in batch:
            _, seat, send = item
            batches.setdefault(seat.tenant, []).append((seat, send))
            items.setdefault(seat.tenant, []).append(item)
        notes = notes_of(self.process, {seat.conversation for _, seat, _ in batch})
        began = time.monotonic()
        outcomes = await persist(lambda: self.store.append(batches, notes))
        return [
            (socket, seat, send, outcome)
            for tenant, came in items.items()
            for (socket, seat, send), outcome in zip(came, outcomes[tenant], strict=True)
        ], time.monotonic() - began


async def persist(work: Callable[[], Awaitable[Result]]) -> Result:
    """Do `work` until the database takes it, waiting a little longer each time (2 s at the most)."""
    delay = 0.05
    while True:
        try:
            return await work()
        except (psycopg.OperationalError, psycopg.InterfaceError, PoolTimeout) as error:
            _warn(type(error).__name__)
            await asyncio.sleep(delay)
            delay = min(delay * 2, 2.0)


_warned_at = 0.0


def _warn(error: str) -> None:
    """Log that the database is away, at most every five seconds however many wait for it."""
    global _warned_at
    if time.monotonic() - _warned_at > 5:
        _warned_at = time.monotonic()
        log.warning("database away", error=error)


@lru_cache(maxsize=1 << 16)
def _short(conversation: str) -> str:
    return b64encode(UUID(conversation).bytes).decode()[:22]


def notes_of(process: str, conversations: set[str]) -> list[str]:
    """Return what tells other processes of new messages, in payloads under 8,000 bytes."""
    ids = [_short(conversation) for conversation in conversations]
    chunks = [ids[start : start + _IDS_IN_NOTE] for start in range(0, len(ids), _IDS_IN_NOTE)]
    return [json.dumps({"k": "msgs", "p": process, "c": "".join(chunk)}) for chunk in chunks]
