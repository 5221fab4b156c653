"""Asta against a real server: accepts, says what she is, answers, lets go."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Any

import pytest

from client.cards import read_card
from client.conversation import LiveConversation
from client.session import YoungClient
from demo import asta, asta_words
from tests.client.test_session import staff, young
from tests.live import Server


async def until_peers(client: YoungClient, count: int = 1) -> None:
    """Wait until so many peers are on duty."""
    async with asyncio.timeout(30):
        while (await client.look())["now"]["peersOnDuty"] < count:
            await asyncio.sleep(0.1)


def for_the_night(server: Server) -> list[str]:
    """The slugs of the published tools for whoever cannot sleep."""
    found = server.sql(
        "SELECT tool.slug FROM toolbox_tool tool JOIN toolbox_toolfacet tied ON tied.tool_id = tool.id"
        " JOIN toolbox_facet facet ON facet.id = tied.facet_id"
        " WHERE facet.key = 'cannot-sleep' AND tool.state IN ('published', 'reviewing')"
    )
    return [slug for (slug,) in found]


async def asked(client: YoungClient) -> LiveConversation:
    """Ask as soon as somebody is there."""
    await until_peers(client)
    return await client.ask()


def on_duty(kind: str, *, program: bool = False) -> dict[str, Any]:
    """Somebody as the frame `queue` tells of them."""
    return {"alias": "Kim", "kind": kind, "conversations": 0, "isProgram": program}


@pytest.mark.parametrize(
    ("people", "alone"),
    [
        ([], True),
        ([on_duty("peer", program=True)], True),
        ([on_duty("peer", program=True), on_duty("professional")], True),
        ([on_duty("peer", program=True), on_duty("peer")], False),
    ],
)
def test_she_is_alone_until_a_volunteer_is_on_duty(
    people: list[dict[str, Any]], *, alone: bool
) -> None:
    assert asta.is_alone(people) is alone


def test_she_leaves_a_volunteer_time_to_be_quicker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NAERE_ASTA_WAIT", raising=False)
    monkeypatch.delenv("NAERE_ASTA_WAIT_BESIDE", raising=False)
    assert (asta.accepts_after(), asta.accepts_after(alone=False)) == ((2.0, 3.0), (25.0, 25.0))


async def test_a_volunteer_on_duty_accepts_before_her(
    spare: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And when the volunteer has gone home she waits no longer than alone."""
    monkeypatch.setenv("NAERE_ASTA_WAIT", "0,0.1")
    monkeypatch.setenv("NAERE_ASTA_WAIT_BESIDE", "600")
    working = asyncio.create_task(asta.main(spare.address()))
    try:
        async with await staff(spare, "frivillig") as freja, await young(spare) as sol:
            await freja.duty()
            await until_peers(sol, 2)
            async with await sol.ask() as mine:
                with pytest.raises(TimeoutError):
                    await mine.wait_for("accepted", 4.0)
                await freja.duty(on=False)
                await mine.wait_for("accepted", 20.0)
                await mine.refresh()
                peers = [one for one in mine.wire["participants"] if one["party"] == "peer"]
                assert [one["name"] for one in peers] == ["Asta (demo)"]
    finally:
        working.cancel()
        with suppress(asyncio.CancelledError):
            await working


async def test_a_whole_conversation_with_asta(
    spare: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NAERE_ASTA_WAIT", "0,0.1")
    monkeypatch.setattr(asta, "LETTERS_PER_SECOND", 2000.0)
    on_duty = asyncio.create_task(asta.main(spare.address()))
    try:
        async with await young(spare) as sol, await asked(sol) as mine:
            await mine.send("Jeg er så ensom")
            heard = [(await mine.next_message()).text for _ in range(4)]
            lonely = list(asta_words.reply("ensom", 0))
            assert heard == [*asta_words.greeting("Sol"), *lonely]
            peer = next(one for one in mine.wire["participants"] if one["party"] == "peer")
            assert (peer["name"], peer["isProgram"]) == ("Asta (demo)", True)
            await mine.send("Jeg kan ikke sove")
            *said, last = [await mine.next_message() for _ in range(4)]
            assert [one.text for one in said] == [*asta_words.reply("sove", 1), asta_words.TOOL]
            card = read_card(last.body)
            assert card is not None
            assert card.slug in for_the_night(spare)
            await mine.send("Søvn er svært")
            again = [(await mine.next_message()).text for _ in range(2)]
            assert again == asta_words.reply("søvn", 2)
            await mine.send("jeg vil skrive med et menneske")
            await mine.wait_for("left")
            assert (await mine.next_message()).text == asta_words.HUMAN[0]
            await mine.refresh()
            assert mine.wire["state"] == "waiting"
    finally:
        on_duty.cancel()
        with suppress(asyncio.CancelledError):
            await on_duty
