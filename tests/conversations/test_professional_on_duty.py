"""Whoever has a conversation open knows whether a professional can be called: yes or no, no more."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest

from benchmarks.ground import Side
from tests.conversations.live.line import Frame, Line
from tests.conversations.live.place import Pair, Place, another_process
from tests.live import Server

pytest_plugins = ["tests.conversations.live.fixtures"]

SOMEBODY, NOBODY = [{"t": "professional", "onDuty": there} for there in (True, False)]

SILENT = (
    "UPDATE volunteers_shift SET last_seen_at = now() - interval '121 seconds'"
    " WHERE kind = 'professional'"
)


@pytest.fixture
def professional(place: Place) -> Iterator[Side]:
    """A professional who is off duty, as everybody is; also afterwards."""
    place.server.sql("UPDATE volunteers_shift SET ended_at = now() WHERE kind = 'professional'")
    yield place.member("professional")
    place.server.sql("UPDATE volunteers_shift SET ended_at = now() WHERE kind = 'professional'")


@pytest.fixture
def both(place: Place, professional: Side) -> Iterator[None]:
    """The peer of Dragør may be on duty as a professional as well."""
    roles = "UPDATE staff_membership SET roles = %s WHERE id = %s"
    peer = place.peers["dragoer"].membership.pk
    place.server.sql(roles, ["volunteer", "professional"], peer)
    yield
    place.server.sql(roles, ["volunteer"], peer)


@pytest.fixture
def second(place: Place) -> Iterator[Server]:
    """Another process on the same database."""
    with another_process(place) as server:
        yield server


async def duty(place: Place, side: Side, on: bool) -> None:
    """Go on or off duty as a professional."""
    await place.call(side, "/api/staff/duty", {"kind": "professional", "on": on})


async def told(line: Line, frame: Frame) -> Frame:
    """Return this frame when it comes, soon; others may come before it."""
    async with asyncio.timeout(10):  # every board is read again after 20 s anyway
        return await line.hear("professional", onDuty=frame["onDuty"])


async def shown(place: Place, pair: Pair) -> Any:
    """Return what the conversation says when it is asked for."""
    answer = await place.get(pair.young, f"/api/conversations/{pair.id}")
    return answer["professionalOnDuty"]


async def test_both_are_told_and_nothing_else(place: Place, pair: Pair, professional: Side) -> None:
    async with await place.open(pair.young) as young, await place.open(pair.peer) as peer:
        for on, frame in ((True, SOMEBODY), (False, NOBODY)):
            await duty(place, professional, on)
            assert [await told(line, frame) for line in (young, peer)] == [frame, frame]
            assert await shown(place, pair) is on


async def test_another_municipality_is_not_told(
    place: Place, pair: Pair, professional: Side
) -> None:
    there = await asyncio.to_thread(place.pair, "ishoej")
    async with (
        await place.open(pair.young) as here,
        await place.open(there.young, slug="ishoej") as elsewhere,
    ):
        if elsewhere.welcome["professionalOnDuty"] is None:
            await told(elsewhere, NOBODY)
        await duty(place, professional, True)
        await told(here, SOMEBODY)
        assert await elsewhere.so_far("professional") == []


async def test_who_comes_later_is_told_in_the_welcome(
    place: Place, pair: Pair, professional: Side
) -> None:
    async with await place.open(pair.young) as young:
        await duty(place, professional, True)
        await told(young, SOMEBODY)
        async with await place.open(pair.peer) as peer:
            assert peer.welcome["professionalOnDuty"] is True


async def test_who_is_alone_is_not_told_what_was_true_before(
    place: Place, pair: Pair, professional: Side
) -> None:
    """Nobody was there to read the board for, and nobody says that somebody fell silent."""
    elsewhere = await asyncio.to_thread(place.member, "volunteer", slug="ishoej")
    async with await place.open(pair.young) as young:
        await duty(place, professional, True)
        await told(young, SOMEBODY)
    place.server.sql(SILENT)
    async with await place.duty(elsewhere, slug="ishoej") as line:
        await line.hear("queue")
    async with await place.open(pair.young) as young:
        assert young.welcome["professionalOnDuty"] is not True
        if young.welcome["professionalOnDuty"] is None:
            await told(young, NOBODY)


async def test_who_fell_silent_and_is_back(place: Place, pair: Pair, professional: Side) -> None:
    """Told again, for who asked for the conversation in between heard that nobody was there."""
    async with await place.open(pair.young) as young:
        await duty(place, professional, True)
        await told(young, SOMEBODY)
        place.server.sql(SILENT)
        assert await shown(place, pair) is False
        async with await place.duty(professional) as line:
            await line.say(t="ping")
            await told(young, SOMEBODY)
        assert await shown(place, pair) is True


async def test_who_went_home_between_the_look_and_the_tap(
    place: Place, pair: Pair, professional: Side
) -> None:
    await duty(place, professional, True)
    assert await shown(place, pair) is True
    await duty(place, professional, False)
    answer = await place.post(pair.young, f"/api/conversations/{pair.id}/call")
    assert (answer.status_code, answer.json()["error"]) == (409, "nobody-on-duty")
    found = await place.get(pair.young, f"/api/conversations/{pair.id}")
    assert (found["call"], found["professionalOnDuty"]) == (None, False)


async def test_a_call_waits_when_the_last_one_goes_home(
    place: Place, pair: Pair, professional: Side
) -> None:
    await duty(place, professional, True)
    await place.call(pair.young, f"/api/conversations/{pair.id}/call")
    await duty(place, professional, False)
    found = await place.get(pair.young, f"/api/conversations/{pair.id}")
    assert (found["call"]["state"], found["professionalOnDuty"]) == ("open", False)


async def test_who_is_there_already_is_not_called_there(
    place: Place, pair: Pair, both: None, professional: Side
) -> None:
    """The peer alone is on duty: elsewhere one can be called, here nobody would come."""
    apart = await asyncio.to_thread(place.waiting, "letter")
    async with (
        await place.open(pair.young) as young,
        await place.open(pair.peer) as peer,
        await place.open(apart, epoch=0) as elsewhere,
    ):
        await duty(place, pair.peer, True)
        assert [await told(line, NOBODY) for line in (young, peer)] == [NOBODY, NOBODY]
        await told(elsewhere, SOMEBODY)
        await elsewhere.so_far()
        assert await shown(place, pair) is False
        answer = await place.post(pair.young, f"/api/conversations/{pair.id}/call")
        assert (answer.status_code, answer.json()["error"]) == (409, "nobody-on-duty")
        async with await place.open(pair.young) as again:
            assert again.welcome["professionalOnDuty"] is False
        await duty(place, professional, True)
        await told(young, SOMEBODY)
        await duty(place, professional, False)
        await told(young, NOBODY)
        await place.call(pair.peer, f"/api/conversations/{pair.id}/handover")
        await told(young, SOMEBODY)
        # Told once a change of duty, and nothing of what is true here alone.
        assert await elsewhere.so_far("professional") == [SOMEBODY, SOMEBODY]


async def test_who_came_and_left_can_be_called_again(
    place: Place, pair: Pair, professional: Side
) -> None:
    async with await place.open(pair.young) as young:
        await duty(place, professional, True)
        await told(young, SOMEBODY)
        await place.call(pair.young, f"/api/conversations/{pair.id}/call")
        await place.call(professional, f"/api/conversations/{pair.id}/call/answer")
        await told(young, NOBODY)
        await place.call(professional, f"/api/conversations/{pair.id}/leave")
        await told(young, SOMEBODY)


@pytest.mark.crash
async def test_on_two_processes_and_when_one_is_killed(
    place: Place, second: Server, pair: Pair, professional: Side
) -> None:
    """The note crosses; who comes back from the killed one is told what is true there now."""
    young = await place.open(pair.young, port=second.port)
    async with await place.open(pair.peer) as peer:
        await duty(place, professional, True)
        assert [await told(line, SOMEBODY) for line in (young, peer)] == [SOMEBODY, SOMEBODY]
        second.kill()
        await young.closed()
        await duty(place, professional, False)
        await told(peer, NOBODY)
        async with await place.open(pair.young) as back:
            assert back.welcome["professionalOnDuty"] is False
        second.start()
        async with await place.open(pair.young, port=second.port) as again:
            if again.welcome["professionalOnDuty"] is None:
                await told(again, NOBODY)
            await duty(place, professional, True)
            await told(again, SOMEBODY)
