"""Frames that wait for a socket leave together, in order; an acknowledgement waits, but not for long."""

from __future__ import annotations

import asyncio
import json
from typing import Any
from uuid import uuid4

import psycopg
from psycopg.adapt import AdaptersMap

from naere.config.embedded import WEB, EmbeddedPostgres
from naere.conversations.hub import late, packed
from naere.conversations.hub.late import Late
from naere.conversations.hub.seats import Seat
from naere.conversations.hub.sockets import GONE, MOST_JOINED, Socket


class Line:
    """What a socket emits, and a way to hold it back."""

    def __init__(self) -> None:
        self.events: list[dict[str, Any]] = []
        self.gate = asyncio.Event()
        self.gate.set()

    async def emit(self, event: Any) -> None:
        self.events.append(event)
        await self.gate.wait()

    @property
    def texts(self) -> list[str]:
        return [event["text"] for event in self.events if "text" in event]


def make(line: Line) -> Socket:
    seat = Seat(*[str(uuid4()) for _ in Seat.__dataclass_fields__])  # type: ignore[arg-type]
    return Socket(seat, line.emit)


async def test_what_waits_leaves_as_lines_of_one_message() -> None:
    line = Line()
    socket = make(line)
    line.gate.clear()
    socket.push("1")
    for text in ("2", "3", "4"):
        socket.push(text)
    line.gate.set()
    await asyncio.sleep(0.01)
    assert line.texts == ["1", "2\n3\n4"]


async def test_a_large_one_is_not_joined_beyond_the_limit() -> None:
    line = Line()
    socket = make(line)
    line.gate.clear()
    large = json.dumps("x" * MOST_JOINED)
    for text in ("1", large, "a", "bcdefghijkl"):
        socket.push(text)
    line.gate.set()
    await asyncio.sleep(0.01)
    assert line.texts == ["1", large, "a\nbcdefghijkl"]


async def test_the_closing_comes_after_what_is_queued() -> None:
    line = Line()
    socket = make(line)
    socket.push_quietly("late")
    socket.shut(GONE)
    await asyncio.sleep(0.01)
    assert [event.get("text", event.get("code")) for event in line.events] == ["late", GONE]


async def test_an_acknowledgement_goes_with_the_next_frame() -> None:
    line, waiting = Line(), Late()
    socket = make(line)
    waiting.push(socket, "ack", waiting.due())
    await asyncio.sleep(0)
    assert line.texts == []
    socket.push("msg")
    await asyncio.sleep(late.LEAST_WAIT * 3)
    assert line.texts == ["ack\nmsg"]


async def test_an_acknowledgement_without_company_goes_when_it_is_due() -> None:
    line, waiting = Line(), Late()
    socket = make(line)
    waiting.push(socket, "ack", waiting.due())
    await asyncio.sleep(late.LEAST_WAIT * 5)
    assert line.texts == ["ack"]


async def test_it_waits_longer_for_a_slow_database_but_never_longer_than_the_most() -> None:
    waiting = Late()
    now = asyncio.get_running_loop().time()
    assert round(waiting.due() - now, 3) == late.LEAST_WAIT
    for _ in range(200):
        waiting.took(60)
    assert round(waiting.due() - now, 2) == late.MOST_WAIT


def test_postgresql_reads_the_packed_arrays_as_what_they_are(cluster: EmbeddedPostgres) -> None:
    ids = [uuid4(), uuid4()]
    with psycopg.connect(cluster.url(WEB, "postgres")) as connection:
        adapters: AdaptersMap = connection.adapters
        adapters.register_dumper(packed.Array, packed.ArrayDumper)
        row = connection.execute(
            "SELECT %s::uuid[], %s::integer[], %s::bigint[], %s::bytea[]",
            [
                packed.array(packed.UUIDS, [packed.uuid(str(one)) for one in ids]),
                packed.array(packed.INTEGERS, [packed.integer(n) for n in (0, -1, 2**31 - 1)]),
                packed.array(packed.BIGINTS, [packed.bigint(n) for n in (1, 2**53)]),
                packed.array(packed.BYTEAS, [packed.bytea(b) for b in (b"", b'\x00{},"\\')]),
            ],
        ).fetchone()
    assert row == (ids, [0, -1, 2**31 - 1], [1, 2**53], [b"", b'\x00{},"\\'])
