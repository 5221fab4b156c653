"""`bin/bench crash`: kill web processes and PostgreSQL under load, and count what was lost.

Two web processes on one durable database. Each is killed in turn (SIGKILL) while messages are on
their way, PostgreSQL is stopped at once («immediate», as after a power cut) in between; the
clients reconnect and send again what was not acknowledged.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, Protocol

from benchmarks.audit import Verdict, audit
from benchmarks.goals import Goal, conclude, yes_or_no
from benchmarks.ground import HOST, Served, Side, database, make_pairs
from benchmarks.insistent import Allowance, Insistent
from naere.config.embedded import EmbeddedPostgres

PAIRS = 20
KILL, STOP = "kill", "stop"


def main() -> int:
    """Run, print what happened, and one JSON object as the last line; return 1 if anything is wrong."""
    parser = argparse.ArgumentParser(prog="bin/bench crash", description=__doc__)
    parser.add_argument("--messages", type=int, default=10_000)
    parser.add_argument("--kills", type=int, default=50, help="kill -9 of a web process")
    parser.add_argument("--stops", type=int, default=10, help="immediate stops of PostgreSQL")
    parser.add_argument("--seed", type=int, default=1, help="order of the events")
    given = parser.parse_args()
    began = time.monotonic()
    verdict, connections = crash(given.messages, given.kills, given.stops, given.seed)
    print(
        f"{verdict.messages} messages: {verdict.lost} acknowledged lost, {verdict.doubled} twice,"
        f" {verdict.disordered} out of order ({connections} connections)"
    )
    told: dict[str, Any] = asdict(verdict) | {
        "kills": given.kills,
        "stops": given.stops,
        "connections": connections,
        "seconds": round(time.monotonic() - began),
    }
    return conclude(goals_of(verdict, given.messages), told)


def goals_of(verdict: Verdict, messages: int) -> list[Goal]:
    """Return that as many messages were sent as were meant to, and that none fared badly."""
    return [
        Goal(f"at least {messages} messages", verdict.messages, verdict.messages >= messages),
        yes_or_no("none lost, twice, out of order, untold or refused", verdict.is_clean),
    ]


def crash(messages: int, kills: int, stops: int, seed: int = 1) -> tuple[Verdict, int]:
    """Send so many messages through so many crashes; returns the audit and how many connections."""
    with database("crash") as (cluster, url), Served(url) as one, Served(url) as other:
        pairs = clients_of(make_pairs(url, PAIRS), [one.port, other.port], messages)
        storm = Storm(cluster, [one, other], pairs, events_of(kills, stops, seed))
        asyncio.run(storm.run())
        verdict = audit(cluster.url("postgres", "bench"), pairs)
    return verdict, sum(client.connections for pair in pairs for client in pair)


def clients_of(
    sides: list[tuple[Side, Side]],
    ports: list[int],
    messages: int,
    *,
    host: str = HOST,
    epoch: int = 0,
) -> list[tuple[Insistent, Insistent]]:
    """Return the clients of each pair, the two of a pair on different processes."""
    each = -(-messages // (2 * len(sides)))
    return [
        (
            Insistent(a, host, ports, each, each, epoch),
            Insistent(b, host, ports[::-1], each, each, epoch),
        )
        for a, b in sides
    ]


def events_of(kills: int, stops: int, seed: int) -> list[str]:
    """Return what happens, in an order that is the same for the same seed."""
    events = [KILL] * kills + [STOP] * stops
    random.Random(seed).shuffle(events)
    return events


class Process(Protocol):
    """A server's process."""

    def start(self) -> None:
        """Start it and wait until it answers."""

    def kill(self) -> None:
        """Kill it without asking."""


class Storm:
    """The load and what happens to it: each event comes when half of its share is acknowledged.

    Sending stops at the end of a share until its event is over, so that every event meets messages
    that are on their way.
    """

    def __init__(
        self,
        cluster: EmbeddedPostgres,
        servers: Sequence[Process],
        pairs: list[tuple[Insistent, Insistent]],
        events: list[str],
    ) -> None:
        self.cluster, self.servers, self.events = cluster, servers, events
        self.clients = [client for pair in pairs for client in pair]
        self.total = sum(client.amount for client in self.clients)
        self.allowance, self.moved = Allowance(), asyncio.Event()
        for client in self.clients:
            client.allowance = self.allowance
            client.on_acknowledged = self.moved.set
        self.starting: dict[int, asyncio.Task[None]] = {}
        self.next = 0

    async def run(self) -> None:
        """Run load and events to their end."""
        running = [asyncio.create_task(client.run()) for client in self.clients]
        for number, event in enumerate(self.events):
            await self._share(number)
            await self._happen(event)
            print(f"\r{number + 1}/{len(self.events)} {event} ", end="", flush=True)
        await self._let_send(self.total)
        await asyncio.gather(*running, *self.starting.values())
        print()

    async def _share(self, number: int) -> None:
        """Let a share be sent, and wait until half of it is acknowledged."""
        share = self.total / (len(self.events) + 1)
        await self._let_send(int(share * (number + 1)))
        while self.allowance.acknowledged < share * (number + 0.5):
            self.moved.clear()
            await self.moved.wait()

    async def _let_send(self, limit: int) -> None:
        self.allowance.limit = limit
        for client in self.clients:
            try:
                await client.fill()
            except Exception:
                client.socket = None  # it reconnects by itself

    async def _happen(self, event: str) -> None:
        if event == STOP:
            await asyncio.to_thread(self.cluster.stop, "immediate")
            await asyncio.to_thread(self.cluster.start)
            return
        index, self.next = self.next, (self.next + 1) % len(self.servers)
        if index in self.starting:
            await self.starting[index]
        self.servers[index].kill()
        self.starting[index] = asyncio.create_task(asyncio.to_thread(self.servers[index].start))


if __name__ == "__main__":
    sys.exit(main())
