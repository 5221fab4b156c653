"""Who waits live with an open socket keeps the place, also when a conversation waits again."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest

from naere.config.embedded import WEB
from naere.conversations.hub import hub as hub_module
from naere.conversations.hub.hub import Hub
from naere.conversations.hub.seats import Seat
from naere.conversations.hub.sockets import Socket
from tests.conversations.live.place import Pair, Place

pytest_plugins = ["tests.conversations.live.fixtures"]


@asynccontextmanager
async def hub_of(place: Place) -> AsyncIterator[Hub]:
    """Give a second process's hub on the server's database: it listens, and its heart beats."""
    hub = Hub(place.server.cluster.url(WEB, place.server.database))
    await hub.store.open()
    hub.spawn(hub.listener.run())
    await asyncio.wait_for(hub.listener.ready.wait(), 10)
    hub.spawn(hub._beat())
    yield hub
    await hub.stop()


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the heart beat many times in a test."""
    monkeypatch.setattr(hub_module, "HEARTBEAT", 0.1)


def sit(hub: Hub, place: Place, pair: Pair, *, waits_live: bool = False) -> Socket:
    """Return the young person's socket as it is after the handshake."""

    async def emit(event: dict[str, Any]) -> None:
        pass

    ((tenant,),) = place.server.sql(
        "SELECT municipality_id FROM conversations_conversation WHERE id = %s", pair.id
    )
    seat = Seat(
        tenant=str(tenant),
        identity=pair.young.identity,
        expires_at=time.time() + 1000,
        conversation=pair.id,
        party="young",
        waits_live=waits_live,
    )
    socket = Socket(seat, emit)
    hub.join(socket)
    return socket


def away(place: Place, pair: Pair) -> bool:
    """Return whether nobody was heard of for a minute."""
    ((silent,),) = place.server.sql(
        "SELECT present_at < now() - interval '1 minute' FROM conversations_conversation"
        " WHERE id = %s",
        pair.id,
    )
    return bool(silent)


def set_back(place: Place, pair: Pair) -> None:
    """Let it be 100 s since somebody was heard of: 20 s more, and the place would be lost."""
    place.server.sql(
        "UPDATE conversations_conversation SET present_at = now() - interval '100 seconds'"
        " WHERE id = %s",
        pair.id,
    )


async def until(condition: Callable[[], bool]) -> None:
    """Wait for a matter of a few heartbeats."""
    async with asyncio.timeout(5):
        while not condition():
            await asyncio.sleep(0.05)


async def test_the_heart_keeps_the_place_after_a_handover(place: Place, pair: Pair) -> None:
    """The socket was opened when the conversation waited for nobody, and stayed open."""
    async with hub_of(place) as hub:
        socket = sit(hub, place, pair)
        await hub.hello(socket, 0)
        await place.call(pair.peer, f"/api/conversations/{pair.id}/handover")
        set_back(place, pair)
        await until(lambda: not away(place, pair))


async def test_no_place_is_kept_where_nobody_waits(place: Place, pair: Pair) -> None:
    async with hub_of(place) as hub:
        socket = sit(hub, place, pair)
        await hub.hello(socket, 0)
        set_back(place, pair)
        await asyncio.sleep(0.5)
        assert away(place, pair)


async def test_who_missed_the_note_of_the_handover(place: Place, pair: Pair) -> None:
    """The database was away when it was told: looked at again when it is back."""
    async with hub_of(place) as hub:
        socket = sit(hub, place, pair)
        await hub.hello(socket, 0)
        wait_again(place, pair)
        set_back(place, pair)
        hub.lost_track()
        await until(lambda: not away(place, pair))


async def test_what_changed_between_the_handshake_and_hello(place: Place, pair: Pair) -> None:
    """Told to nobody, for the room was empty: what holds is what the welcome is made of."""
    async with hub_of(place) as hub:
        taken = sit(hub, place, pair, waits_live=True)
        await hub.hello(taken, 0)
        assert not taken.seat.waits_live
        hub.part(taken)
        wait_again(place, pair)
        handed_over = sit(hub, place, pair)
        await hub.hello(handed_over, 0)
        assert handed_over.seat.waits_live


def wait_again(place: Place, pair: Pair) -> None:
    """Let the conversation wait without a word to anybody."""
    place.server.sql(
        "UPDATE conversations_conversation SET state = 'waiting' WHERE id = %s", pair.id
    )
