"""Acknowledgements that wait a moment for company.

Nobody sees the moment, and whoever is written with nearly always answers within it: then both go
out as one WebSocket message, with one system call here and one waking up there instead of two.
"""

from __future__ import annotations

import asyncio
from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from naere.conversations.hub.sockets import Socket

LEAST_WAIT, MOST_WAIT = 0.01, 0.15  # seconds
CYCLES = 4  # times as long as a batch takes now: when that is long, so is the way of an answer
_TICK = 0.005
_WEIGHT = 0.1  # of the newest batch in the average


class Late:
    """Sockets with something to send that may wait, in the order in which it falls due."""

    def __init__(self) -> None:
        self.sockets: deque[tuple[float, Socket]] = deque()
        self.timer: asyncio.TimerHandle | None = None
        self.cycle = 0.0

    def took(self, seconds: float) -> None:
        """Note how long a batch took, from being taken up to being committed."""
        self.cycle += (seconds - self.cycle) * _WEIGHT

    def due(self) -> float:
        """Return the time of the loop's clock at which what comes now shall have gone out."""
        wait = min(LEAST_WAIT + CYCLES * self.cycle, MOST_WAIT)
        return asyncio.get_running_loop().time() + wait

    def push(self, socket: Socket, text: str, due: float) -> None:
        """Queue a frame on a socket, to go out with the next one, at the latest when it is due."""
        if socket.push_quietly(text):
            socket.due = due
            self.sockets.append((due, socket))
            if self.timer is None:
                self._wake_at(due)

    def _wake_at(self, when: float) -> None:
        self.timer = asyncio.get_running_loop().call_at(when, self._flush)

    def _flush(self) -> None:
        now = asyncio.get_running_loop().time()
        while self.sockets and self.sockets[0][0] <= now:
            due, socket = self.sockets.popleft()
            if socket.due == due:
                socket.pump()
        self.timer = None
        if self.sockets:
            self._wake_at(max(self.sockets[0][0], now + _TICK))
