"""The short form of `bin/bench crash`: kill -9 and immediate stops under load lose nothing."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest

from benchmarks.audit import audit
from benchmarks.crash import Storm, clients_of
from benchmarks.ground import free_port
from benchmarks.insistent import Insistent
from tests.conversations.live.place import Place
from tests.live import Server

pytest_plugins = ["tests.conversations.live.fixtures"]

MESSAGES = 640
EVENTS = ["kill", "stop", "kill"]


@pytest.mark.crash
def test_crashes_lose_nothing(frail: Place) -> None:
    """Two processes are killed in turn, and PostgreSQL too, with messages on their way."""
    one = frail.server
    other = Server(one.cluster, one.database, free_port(), one.settings)
    made = [frail.pair() for _ in range(8)]
    sides = [(pair.young, pair.peer) for pair in made]
    pairs = clients_of(sides, [one.port, other.port], MESSAGES, host="dragoer.localhost", epoch=1)
    try:
        with ThreadPoolExecutor() as threads:
            list(threads.map(Server.start, (one, other)))
        asyncio.run(Storm(one.cluster, [one, other], pairs, EVENTS).run())
    finally:
        other.kill()
    verdict = audit(one.cluster.url("postgres", one.database), pairs)
    assert verdict.messages == MESSAGES
    assert verdict.is_clean, verdict
    assert every_event_was_felt(pairs)


def every_event_was_felt(pairs: list[tuple[Insistent, Insistent]]) -> bool:
    """Return whether each kill cut connections off: without that the test would show nothing."""
    clients = [client for pair in pairs for client in pair]
    return sum(client.connections for client in clients) >= len(clients) * 2
