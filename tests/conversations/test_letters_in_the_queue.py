"""A letter stands before the peers from its first message on; a live conversation at once."""

from __future__ import annotations

import asyncio

from tests.conversations.live.place import Pair, Place

pytest_plugins = ["tests.conversations.live.fixtures"]


async def test_only_a_letters_first_message_tells_those_on_duty(
    place: Place, empty_queue: None, pair: Pair
) -> None:
    written, live = [await asyncio.to_thread(place.waiting, kind) for kind in ("letter", "now")]
    async with (
        await place.open(written, epoch=0) as letter,
        await place.open(live, epoch=0) as now,
        await place.duty(pair.peer) as line,
    ):
        await letter.store()
        await line.hear_queue(live.conversation, written.conversation)
        await asyncio.sleep(1)  # longer than the hub gathers what changes
        while await line.so_far("queue"):  # until what the two that came in stirred is told
            await asyncio.sleep(1)
        await letter.store()
        await now.store()
        await asyncio.sleep(0.5)
        assert await line.so_far("queue") == []


async def test_a_letter_made_of_a_live_conversation_is_told_when_it_is_written(
    place: Place, empty_queue: None, pair: Pair
) -> None:
    side = await asyncio.to_thread(place.waiting)
    async with await place.open(side, epoch=0) as young, await place.duty(pair.peer) as line:
        await line.hear_queue(side.conversation)
        await place.call(side, f"/api/conversations/{side.conversation}/kind", {"kind": "letter"})
        await line.hear_queue()
        assert (await young.hear("changed"))["what"] == "kind"
        await asyncio.sleep(
            0.2
        )  # nobody writes a letter sooner than the hub has read that it is one
        await young.store()
        await line.hear_queue(side.conversation)


async def test_a_first_message_that_came_again_is_told_again(
    place: Place, empty_queue: None, pair: Pair
) -> None:
    """Whoever stored it may have been stopped before telling: its author sends it once more."""
    side = await asyncio.to_thread(place.waiting, "letter")
    async with await place.open(side, epoch=0) as young, await place.duty(pair.peer) as line:
        ack = await young.store()
        await line.hear_queue(side.conversation)
        await asyncio.sleep(0.5)  # longer than the hub gathers what changes
        await line.so_far()
        again = await young.store(id=ack["id"], n=1)
        assert again["seq"] == 1
        await line.hear_queue(side.conversation)
