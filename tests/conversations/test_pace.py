"""How fast one person may write."""

from __future__ import annotations

import json
from typing import Any

import pytest

from naere.conversations.hub import pace
from naere.conversations.hub.frames import Send
from naere.conversations.hub.hub import Hub
from naere.conversations.hub.seats import Seat
from naere.conversations.hub.sockets import Socket


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Clock:
    settings.NAERE_MESSAGE_BURST, settings.NAERE_MESSAGES_PER_SECOND = 3, 2
    made = Clock()
    monkeypatch.setattr(pace, "time", made)
    return made


def test_a_burst_and_then_the_rate(clock: Clock) -> None:
    given = pace.Pace()
    assert [given.take("a") for _ in range(5)] == [True, True, True, False, False]
    clock.now += 1
    assert [given.take("a") for _ in range(3)] == [True, True, False]


def test_each_has_its_own(clock: Clock) -> None:
    given = pace.Pace()
    assert [given.take(who) for who in "aaaabb"] == [True, True, True, False, True, True]


def test_rest_fills_it_no_further_than_full(clock: Clock) -> None:
    given = pace.Pace()
    given.take("a")
    clock.now += 500
    assert [given.take("a") for _ in range(4)] == [True, True, True, False]


def test_only_who_rested_long_is_forgotten(clock: Clock) -> None:
    given = pace.Pace()
    given.take("a")
    clock.now += pace.FORGOTTEN_AFTER
    given.take("b")
    clock.now += 1
    given.forget()
    assert list(given.buckets) == ["b"]


@pytest.mark.parametrize(
    ("waiting", "queued", "said"),
    [(0, 1, []), (pace.MOST_WAITING_EACH - 1, 1, []), (pace.MOST_WAITING_EACH, 0, ["busy"])],
)
async def test_one_socket_has_a_share_of_the_queue(
    waiting: int, queued: int, said: list[str]
) -> None:
    frames: list[Any] = []

    async def emit(event: dict[str, Any]) -> None:
        frames.append(json.loads(event["text"])["code"])

    hub, socket = Hub("dbname=nobody-connects"), Socket(Seat("t", "me", 0.0, "c"), emit)
    socket.waiting = waiting
    hub.send(socket, Send("id", 0, "me", 1, b"", ""))
    assert (len(hub.writer.waiting), frames) == (queued, said)
