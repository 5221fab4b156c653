"""Nothing is lost and nothing told twice: lost connections, slow lines, several tabs."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from tests.conversations.live.line import Line, ciphertext
from tests.conversations.live.place import Pair, Place

pytest_plugins = ["tests.conversations.live.fixtures"]


async def test_catching_up_after_a_lost_connection(place: Place, pair: Pair) -> None:
    young, peer = await place.open(pair.young), await place.open(pair.peer)
    for _ in range(3):
        await young.store()
    await peer.hear("msg", seq=3)
    peer.socket.transport.abort()
    for _ in range(2):
        await young.store()
    again = await place.open(pair.peer, after=3)
    assert again.welcome["lastSeq"] == 5
    await young.store()
    heard = [(await again.hear("msg"))["seq"] for _ in range(3)]
    assert heard == [4, 5, 6]
    assert await again.so_far("msg") == []
    await young.socket.close()
    await again.socket.close()


async def test_messages_while_somebody_catches_up(place: Place, pair: Pair) -> None:
    async with await place.open(pair.young) as young:
        for _ in range(40):
            await young.send()
        lines = []
        for _ in range(6):
            await young.send()
            lines.append(await place.open(pair.peer))
            await young.send()
        for line in lines:
            seqs = [(await line.hear("msg"))["seq"] for _ in range(52)]
            assert seqs == list(range(1, 53))
            assert await line.so_far("msg") == []
            await line.socket.close()


async def test_a_long_conversation_over_a_slow_line(place: Place, pair: Pair) -> None:
    """Seventeen megabytes of messages to one who reads nothing at first: all of them, in one go."""
    place.server.sql(
        "INSERT INTO conversations_message (municipality_id, conversation_id, seq, message_id,"
        " sender, epoch, n, ciphertext, stored_at) SELECT c.municipality_id, c.id, i,"
        " gen_random_uuid(), %s, 1, i, decode(repeat('ab', 8232), 'hex'), now()"
        " FROM conversations_conversation c, generate_series(1, 1600) i WHERE c.id = %s",
        pair.young.identity,
        pair.id,
    )
    async with (
        await place.open(pair.peer, max_queue=1) as slow,
        await place.open(pair.peer) as quick,
    ):
        # The quick one has everything before the slow one begins.
        for line in (quick, slow):
            assert [(await line.hear("msg"))["seq"] for _ in range(1600)] == list(range(1, 1601))


async def test_two_tabs(place: Place, pair: Pair) -> None:
    """The tab that wrote gets the acknowledgement, the other the message."""
    async with await place.open(pair.young) as one, await place.open(pair.young) as other:
        ack = await one.store()
        assert (await other.hear("msg"))["id"] == ack["id"]
        other.n = 1
        await other.store()
        assert (await one.hear("msg"))["seq"] == 2
        assert await one.so_far("msg", "ack") == []


async def test_a_slow_reader_holds_nobody_up(place: Place, pair: Pair) -> None:
    """A flood of 5 MB: one tab of the peer reads nothing, the other gets all of it, in order."""
    slow = await place.open(pair.peer, max_queue=1)
    slow.socket.transport.pause_reading()
    text = ciphertext(8192)
    async with await place.open(pair.young) as young, await place.open(pair.peer) as quick:

        async def flood() -> None:
            for _ in range(10):
                for _ in range(50):
                    await young.send(c=text)
                await count(young, "ack", 50)

        writing = asyncio.create_task(flood())
        seqs = [(await quick.hear("msg"))["seq"] for _ in range(500)]
        assert seqs == list(range(1, 501))
        await writing
    slow.socket.transport.abort()
    async with await place.open(pair.peer) as again:
        assert [(await again.hear("msg"))["seq"] for _ in range(500)] == seqs


async def count(line: Line, kind: str, wanted: int) -> None:
    """Return when so many frames of a kind came."""
    for _ in range(wanted):
        await line.hear(kind)


async def test_a_database_that_refuses(place: Place, pair: Pair) -> None:
    """A fault there is no waiting out: who writes is told to try again, and later it goes on."""
    arguments = "uuid, uuid[], uuid[], uuid[], integer[], bigint[], bytea[]"
    async with await place.open(pair.young) as line:
        place.server.sql(f"ALTER FUNCTION append_messages({arguments}) RENAME TO gone")
        try:
            message_id = await line.send()
            assert await line.hear_error(message_id) == "busy"
        finally:
            place.server.sql(f"ALTER FUNCTION gone({arguments}) RENAME TO append_messages")
        assert (await line.store(id=message_id))["seq"] == 1


async def test_two_with_one_browser(place: Place, pair: Pair) -> None:
    """Somebody of the staff who has also written as a young person takes part as each of them."""
    cookies = f"{pair.young.cookie}; {pair.peer.cookie}"
    other = await asyncio.to_thread(place.pair)
    async with await place.open(replace(pair.young, cookie=cookies)) as line:
        assert (await line.store())["seq"] == 1
    both = replace(other.peer, cookie=f"{pair.young.cookie}; {other.peer.cookie}")
    async with await place.open(both) as line:
        assert (await line.store())["seq"] == 1
