"""LISTEN on PostgreSQL's channel, for as long as the process lives."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any

import psycopg
import structlog
from psycopg import AsyncConnection

log = structlog.get_logger("naere.hub")


class Listener:
    """Passes every note on `naere` to `heard`; after a lost connection `lost_track` is called."""

    def __init__(
        self, conninfo: str, heard: Callable[[dict[str, Any]], None], lost_track: Callable[[], None]
    ) -> None:
        self.conninfo, self.heard, self.lost_track = conninfo, heard, lost_track
        self.ready = asyncio.Event()

    async def run(self) -> None:
        """Listen until cancelled, over one connection after another."""
        delay = 0.1
        while True:
            try:
                await self._listen()
            except (psycopg.OperationalError, psycopg.InterfaceError) as error:
                log.warning("listener away", error=type(error).__name__)
            delay = 0.1 if self.ready.is_set() else min(delay * 2, 2.0)
            self.ready.clear()
            await asyncio.sleep(delay)

    async def _listen(self) -> None:
        async with await AsyncConnection.connect(self.conninfo, autocommit=True) as connection:
            await connection.execute("LISTEN naere")
            self.ready.set()
            # Whoever committed before LISTEN took hold sent a note that nobody heard.
            self.lost_track()
            async for note in connection.notifies():
                self._pass(note.payload)

    def _pass(self, payload: str) -> None:
        try:
            note = json.loads(payload)
            self.heard(note)
        except Exception as error:
            log.error("note not understood", error=type(error).__name__, exc_info=True)
