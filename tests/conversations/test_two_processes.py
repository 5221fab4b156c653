"""Two web processes on one database: the two of a conversation are on different ones."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest

from benchmarks.audit import audit
from benchmarks.crash import clients_of
from benchmarks.insistent import Allowance
from tests.conversations.live.line import Line
from tests.conversations.live.place import Pair, Place, another_process
from tests.live import Server

pytest_plugins = ["tests.conversations.live.fixtures"]

MESSAGES = 1600


@pytest.fixture(scope="module")
def second(place: Place) -> Iterator[Server]:
    """Another process on the same database."""
    with another_process(place) as server:
        yield server


async def apart(place: Place, second: Server, pair: Pair) -> tuple[Line, Line]:
    """Return both sides' sockets, on different processes that know of each other."""
    young = await place.open(pair.young)
    peer = await place.open(pair.peer, port=second.port)
    if pair.young.identity not in peer.welcome["present"]:
        await peer.hear("presence", s=pair.young.identity, here=True)
    await young.hear("presence", s=pair.peer.identity, here=True)
    return young, peer


async def test_messages_cross(place: Place, second: Server, pair: Pair) -> None:
    young, peer = await apart(place, second, pair)
    for number in range(1, 9):
        here, there = (young, peer) if number % 2 else (peer, young)
        ack = await here.store()
        heard = await there.hear("msg")
        assert (heard["id"], heard["seq"], ack["seq"]) == (ack["id"], number, number)
    for line in (young, peer):
        assert await line.so_far("msg", "ack") == []
        await line.socket.close()


async def test_messages_at_the_same_time(place: Place, second: Server, pair: Pair) -> None:
    """Both write without waiting: one order, the same for both, nothing doubled."""
    young, peer = await apart(place, second, pair)
    ids = [(await young.send(), await peer.send()) for _ in range(60)]
    places: dict[int, str] = {}
    for line, theirs in ((young, 1), (peer, 0)):
        heard = [await line.hear("msg", s=other_of(line, pair)) for _ in range(60)]
        assert [one["id"] for one in heard] == [both[theirs] for both in ids]
        seqs = [one["seq"] for one in heard]
        assert seqs == sorted(set(seqs))
        places |= dict(zip(seqs, (one["id"] for one in heard), strict=True))
    assert sorted(places) == list(range(1, 121))
    for line in (young, peer):
        await line.socket.close()


def other_of(line: Line, pair: Pair) -> str:
    mine = line.side.identity
    return pair.peer.identity if mine == pair.young.identity else pair.young.identity


async def test_passing_things_cross(place: Place, second: Server, pair: Pair) -> None:
    young, peer = await apart(place, second, pair)
    await young.say(t="typing")
    assert await peer.hear("typing") == {"t": "typing", "s": pair.young.identity}
    await young.store()
    await peer.hear("msg")
    await peer.say(t="seen", seq=1)
    assert await young.hear("seen") == {"t": "seen", "s": pair.peer.identity, "seq": 1}
    await peer.socket.close()
    gone = await young.hear("presence", here=False)
    assert gone["s"] == pair.peer.identity
    await young.socket.close()


async def test_a_letter_is_told_there_when_it_is_written(
    place: Place, second: Server, pair: Pair, empty_queue: None
) -> None:
    side = await asyncio.to_thread(place.waiting, "letter")
    async with (
        await place.open(side, epoch=0, port=second.port) as young,
        await place.duty(pair.peer) as line,
    ):
        await line.hear_queue()
        await young.store()
        await line.hear_queue(side.conversation)


async def test_changes_cross(place: Place, second: Server, pair: Pair) -> None:
    young, peer = await apart(place, second, pair)
    await place.call(pair.young, f"/api/conversations/{pair.id}/end")
    assert [(await line.hear("changed"))["what"] for line in (young, peer)] == ["closed"] * 2
    await place.call(pair.young, f"/api/conversations/{pair.id}/delete")
    assert [await line.closed() for line in (young, peer)] == [4404, 4404]


async def test_who_leaves_loses_the_socket_there(place: Place, second: Server, pair: Pair) -> None:
    young, peer = await apart(place, second, pair)
    await place.call(pair.peer, f"/api/conversations/{pair.id}/handover")
    assert await peer.closed() == 4404
    assert (await young.hear("changed"))["what"] == "left"
    await young.socket.close()


async def test_the_session_ends_there(place: Place, second: Server, pair: Pair) -> None:
    young, peer = await apart(place, second, pair)
    there = await place.open(pair.young, port=second.port)
    await place.call(pair.young, "/api/young/leave")
    assert [await young.closed(), await there.closed()] == [4401, 4401]
    await peer.socket.close()


async def test_an_acknowledgement_may_overtake_what_came_before_it(
    place: Place, second: Server, pair: Pair
) -> None:
    """However that falls, each message is told, and in its order."""
    young, peer = await apart(place, second, pair)
    sent = [(await asyncio.gather(young.send(), peer.send()))[0] for _ in range(20)]
    heard = [await peer.hear("msg", s=pair.young.identity) for _ in sent]
    assert [one["id"] for one in heard] == sent
    await young.socket.close()
    await peer.socket.close()


@pytest.mark.crash
async def test_one_is_killed(place: Place, second: Server) -> None:
    """SIGKILL in the middle of a stream: its clients go on at the other; nothing is lost."""
    made = [await asyncio.to_thread(place.pair) for _ in range(6)]
    sides = [(pair.young, pair.peer) for pair in made]
    ports = [place.server.port, second.port]
    pairs = clients_of(sides, ports, MESSAGES, host="dragoer.localhost", epoch=1)
    clients = [client for pair in pairs for client in pair]
    total, moved = Allowance(), asyncio.Event()
    total.limit = sum(client.amount for client in clients)
    for client in clients:
        client.allowance, client.on_acknowledged = total, moved.set
    running = [asyncio.create_task(client.run()) for client in clients]
    async with asyncio.timeout(60):
        while total.acknowledged < total.limit / 3:
            moved.clear()
            await moved.wait()
        second.kill()
        at_the_kill = total.acknowledged
        await asyncio.gather(*running)
    assert at_the_kill < total.limit
    verdict = audit(place.server.cluster.url("postgres", place.server.database), pairs)
    assert verdict.messages == total.limit
    assert verdict.is_clean, verdict
    moved_over = [client for client in clients if client.connections > 1]
    assert len(moved_over) >= 6
    second.start()
