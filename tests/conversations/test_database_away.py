"""PostgreSQL goes away for ten seconds: messages wait, and nothing is said to be stored that is not."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest
from websockets.exceptions import InvalidStatus

from tests.conversations.live.line import Line
from tests.conversations.live.place import Pair, Place

pytest_plugins = ["tests.conversations.live.fixtures"]

AWAY = 10.0  # seconds
ANSWER_WITHIN = 8.0  # seconds in which a new connection must be answered


@asynccontextmanager
async def database_away(place: Place) -> AsyncIterator[None]:
    """Stop PostgreSQL at once, and start it again after ten seconds."""
    await asyncio.to_thread(place.server.cluster.stop, "immediate")
    stopped = time.monotonic()
    yield
    await asyncio.sleep(max(0, AWAY - (time.monotonic() - stopped)))
    await asyncio.to_thread(place.server.cluster.start)


async def handshake(place: Place, pair: Pair) -> tuple[int, float]:
    """Return the answer to a handshake (101 when accepted), and after how many seconds it came."""
    began = time.monotonic()
    try:
        line = await place.open(pair.young, after=None, open_timeout=60)
    except InvalidStatus as refused:
        return refused.response.status_code, time.monotonic() - began
    line.socket.transport.abort()
    return 101, time.monotonic() - began


async def front_page(place: Place) -> tuple[int, float, bool]:
    """Return the front page's status, after how many seconds it came, and whether it names 112."""
    began = time.monotonic()
    headers = {"Host": f"dragoer.localhost:{place.server.port}"}
    async with httpx.AsyncClient(timeout=60) as client:
        response = await client.get(f"http://127.0.0.1:{place.server.port}/", headers=headers)
    return response.status_code, time.monotonic() - began, "112" in response.text


async def send_all(line: Line, count: int) -> list[str]:
    return [await line.send() for _ in range(count)]


@pytest.mark.crash
def test_the_database_is_away(frail: Place) -> None:
    made = [frail.pair(), frail.pair()]
    frail.server.start()
    asyncio.run(go_through(frail, *made))


async def go_through(place: Place, pair: Pair, other: Pair) -> None:
    await front_page(place)
    young, peer = await place.open(pair.young), await place.open(pair.peer)
    assert (await young.store())["seq"] == 1
    await peer.hear("msg", seq=1)
    async with database_away(place):
        sent = await send_all(young, 6)
        knocks = [asyncio.create_task(handshake(place, other)) for _ in range(3)]
        pages = [asyncio.create_task(front_page(place)) for _ in range(3)]
        await asyncio.sleep(AWAY - 1)
        # Not one is acknowledged or passed on, while what needs no database goes on.
        assert await young.so_far("ack", "msg", "error") == []
        assert await peer.so_far("ack", "msg", "error") == []
        await young.say(t="typing")
        assert (await peer.hear("typing"))["s"] == pair.young.identity
    await all_came_once(place, pair, young, peer, sent)
    for status, seconds in [await knock for knock in knocks]:
        assert (status, seconds < ANSWER_WITHIN) == (503, True), seconds
    for status, seconds, helps in [await page for page in pages]:
        assert (status, helps, seconds < ANSWER_WITHIN) == (503, True, True), seconds
    # No connection that died meanwhile is handed to anybody.
    for _ in range(8):
        assert (await handshake(place, other))[0] == 101
        assert (await front_page(place))[0] == 200
    await young.socket.close()
    await peer.socket.close()


async def all_came_once(place: Place, pair: Pair, young: Line, peer: Line, sent: list[str]) -> None:
    """Check that what waited is acknowledged, told in order, and stored once."""
    acks = [await young.hear("ack", "error") for _ in sent]
    assert [ack["id"] for ack in acks] == sent
    heard = [await peer.hear("msg", "error") for _ in sent]
    assert [(one["id"], one["seq"]) for one in heard] == list(zip(sent, range(2, 8), strict=True))
    assert await peer.so_far("msg", "ack") == []
    rows = place.server.sql(
        "SELECT message_id::text FROM conversations_message"
        " WHERE conversation_id = %s AND seq > 1 ORDER BY seq",
        pair.id,
    )
    assert rows == [(message_id,) for message_id in sent]
