"""Who gets a socket, what it tells, and how it ends, against the server's own process."""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace
from typing import Any

import pytest
from django.conf import settings
from websockets.exceptions import InvalidStatus

from benchmarks.ground import Side
from naere.conversations.hub import hub as hub_module
from naere.conversations.hub.hub import Hub
from naere.conversations.hub.seats import Seat
from naere.conversations.hub.sockets import Socket
from tests.conversations.live.line import Line
from tests.conversations.live.place import NO_SIDE, SLUGS, Pair, Place, any_id

pytest_plugins = ["tests.conversations.live.fixtures"]


async def refusal(place: Place, side: Side, path: str = "", **options: Any) -> int:
    """Return the status with which a handshake is refused; fails when it is accepted."""
    with pytest.raises(InvalidStatus) as refused:
        await Line.open(
            place.server.port, path or f"/ws/conversations/{side.conversation}/", side, **options
        )
    assert refused.value.response.body == b""
    return refused.value.response.status_code


# -- before the socket is accepted


@pytest.mark.parametrize(
    "origin",
    [None, "null", "http://evil.example", "http://ishoej.localhost", "http://[", "dragoer", "://"],
)
async def test_a_wrong_origin(place: Place, pair: Pair, origin: str | None) -> None:
    for side, path in ((pair.young, ""), (pair.peer, ""), (pair.peer, "/ws/duty/")):
        assert await refusal(place, side, path, origin=origin) == 403


@pytest.mark.parametrize(
    "cookie", ["", "naere-ung=", "naere-ung=x", "naere-fag=x", "naere-é(=x; naere-ung", "=;;="]
)
async def test_no_session(place: Place, pair: Pair, cookie: str) -> None:
    nobody = replace(pair.young, cookie=cookie)
    assert await refusal(place, nobody) == 403
    assert await refusal(place, nobody, "/ws/duty/") == 403


async def test_an_expired_session(place: Place, pair: Pair) -> None:
    place.server.sql(
        "UPDATE youth_youngsession SET expires_at = now() - interval '1 second'"
        " WHERE person_id = %s",
        pair.person.person.pk,
    )
    assert await refusal(place, pair.young) == 403


async def test_an_expired_login(place: Place) -> None:
    side = await asyncio.to_thread(place.member, "volunteer")
    place.server.sql(
        "UPDATE django_session SET expire_date = now() - interval '1 second'"
        " WHERE session_key = %s",
        side.cookie.split("=")[1],
    )
    assert await refusal(place, side, "/ws/duty/") == 403


async def test_a_deactivated_member(place: Place) -> None:
    side = await asyncio.to_thread(place.member, "volunteer")
    async with await place.duty(side) as line:
        assert (await line.hear("queue"))["t"] == "queue"
    place.server.sql(
        "UPDATE staff_membership SET is_active = false WHERE identity_id = %s", side.identity
    )
    assert await refusal(place, side, "/ws/duty/") == 403


async def test_the_session_of_another_municipality(place: Place) -> None:
    there = await asyncio.to_thread(place.pair, "ishoej")
    for side in (there.young, there.peer):
        assert await refusal(place, side) == 403
        (await place.open(side, slug="ishoej")).socket.transport.abort()
    assert await refusal(place, there.peer, "/ws/duty/") == 403


async def test_somebody_elses_conversation_and_none_look_the_same(place: Place, pair: Pair) -> None:
    other, there = [
        await asyncio.to_thread(place.pair, slug) for slug in SLUGS
    ]  # a conversation in Dragør and one in Ishøj
    for wanted in (other.id, there.id, str(any_id()), "x", "1", "0" * 300, "%00"):
        assert await refusal(place, pair.young, f"/ws/conversations/{wanted}/") == 404
    for wanted in (there.id, str(any_id()), "x"):
        assert await refusal(place, pair.peer, f"/ws/conversations/{wanted}/") == 404


async def test_no_such_address(place: Place, pair: Pair) -> None:
    for path in ("/ws/", "/ws/other/", "/", f"/ws/conversations/{pair.id}", "/api/young/me"):
        assert await refusal(place, pair.young, path) in (403, 404)


async def test_no_such_municipality(place: Place, pair: Pair) -> None:
    assert await refusal(place, pair.young, slug="nowhere") == 404


# -- how it ends


async def test_the_session_ends(place: Place, pair: Pair) -> None:
    young, peer = await place.open(pair.young), await place.open(pair.peer)
    await place.call(pair.young, "/api/young/leave")
    assert await young.closed() == 4401
    assert (await peer.hear("presence", here=False))["s"] == pair.young.identity
    assert (await peer.store())["seq"] == 1
    assert await refusal(place, pair.young) == 403


async def test_a_member_is_shut_out(place: Place) -> None:
    side = await asyncio.to_thread(place.member, "volunteer")
    line = await place.duty(side)
    await line.hear("queue")
    await asyncio.to_thread(shut_out, place, side)
    assert await line.closed() == 4401


def shut_out(place: Place, side: Side) -> None:
    from naere.accounts.staff.models import Membership
    from naere.accounts.staff.services import deactivate

    with place.inside():
        deactivate(Membership.objects.get(identity_id=side.identity))


async def test_a_session_that_runs_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hub_module, "HEARTBEAT", 0.01)
    sent: list[dict[str, Any]] = []

    async def emit(event: dict[str, Any]) -> None:
        sent.append(event)

    hub = Hub("host=/nowhere")
    seats = [Seat("t", "a", time.time() + end, conversation="c") for end in (-1, 1000)]
    ended, going = (Socket(seat, emit) for seat in seats)
    for socket in (ended, going):
        hub.join(socket)
    hub.spawn(hub._beat())
    async with asyncio.timeout(5):
        while not sent:
            await asyncio.sleep(0.01)
    for task in list(hub.tasks):
        task.cancel()
    assert sent == [{"type": "websocket.close", "code": 4401}]
    assert (ended.closed, going.closed) == (True, False)


async def test_the_peer_hands_over(place: Place, pair: Pair) -> None:
    young, peer = await place.open(pair.young), await place.open(pair.peer)
    await place.call(pair.peer, f"/api/conversations/{pair.id}/handover")
    assert await peer.closed() == 4404
    assert (await young.hear("changed"))["what"] == "left"
    assert await refusal(place, pair.peer) == 404
    await young.socket.close()


async def test_who_left_before_hello(place: Place, pair: Pair) -> None:
    """Nobody was in the room yet when it was told that they left."""
    peer = await place.open(pair.peer, after=None)
    place.server.sql(
        "UPDATE conversations_participant SET left_at = now()"
        " WHERE conversation_id = %s AND identity_id = %s",
        pair.id,
        pair.peer.identity,
    )
    await peer.say(t="hello", after=0)
    assert await peer.closed() == 4404


async def test_the_conversation_is_deleted(place: Place, pair: Pair) -> None:
    lines = [await place.open(side) for side in (pair.young, pair.young, pair.peer)]
    await lines[0].store()
    await place.call(pair.young, f"/api/conversations/{pair.id}/delete")
    assert [await line.closed() for line in lines] == [4404, 4404, 4404]
    assert await refusal(place, pair.young) == 404
    assert await refusal(place, pair.peer) == 404


# -- what it tells


async def test_the_first_welcome(place: Place, pair: Pair) -> None:
    async with await place.open(pair.young) as young:
        assert young.welcome == {
            "t": "welcome",
            "lastSeq": 0,
            "present": [pair.young.identity],
            "seen": {pair.young.identity: 0, pair.peer.identity: 0},
            "professionalOnDuty": young.welcome["professionalOnDuty"],
        }


async def test_presence(place: Place, pair: Pair) -> None:
    young = await place.open(pair.young)
    peer = await place.open(pair.peer)
    assert set(peer.welcome["present"]) == {pair.young.identity, pair.peer.identity}
    came = await young.hear("presence", s=pair.peer.identity)
    assert came == {"t": "presence", "s": pair.peer.identity, "here": True}
    second = await place.open(pair.peer)
    await second.socket.close()
    await peer.socket.close()
    gone = await young.hear("presence", s=pair.peer.identity, here=False)
    assert gone["here"] is False
    await young.socket.close()


async def test_one_of_two_tabs_closes(place: Place, pair: Pair) -> None:
    async with await place.open(pair.young) as young, await place.open(pair.peer) as peer:
        second = await place.open(pair.young)
        await second.socket.close()
        await peer.store()
        await young.hear("msg")
        gone = [f for f in await peer.so_far("presence") if not f["here"]]
        assert gone == []


async def test_typing_is_for_the_others(place: Place, pair: Pair) -> None:
    async with await place.open(pair.young) as young, await place.open(pair.peer) as peer:
        for _ in range(5):
            await young.say(t="typing")
        assert await young.so_far("typing") == []
        assert await peer.so_far("typing") == [{"t": "typing", "s": pair.young.identity}]


async def test_seen_goes_no_further_than_what_was_sent(place: Place, pair: Pair) -> None:
    async with await place.open(pair.young) as young, await place.open(pair.peer) as peer:
        for _ in range(2):
            await young.store()
        await peer.hear("msg", seq=2)
        await peer.say(t="seen", seq=1)
        assert await young.hear("seen") == {"t": "seen", "s": pair.peer.identity, "seq": 1}
        await peer.say(t="seen", seq=900)
        assert (await young.hear("seen"))["seq"] == 2
        assert await peer.so_far("seen") == []
    await until(place, pair, 2)
    async with await place.open(pair.young) as young:
        assert young.welcome["seen"] == {pair.young.identity: 0, pair.peer.identity: 2}


async def until(place: Place, pair: Pair, seq: int) -> None:
    """Wait until it is stored how far the peer has read: a matter of a quarter of a second."""
    query = (
        "SELECT seen_seq FROM conversations_participant"
        " WHERE conversation_id = %s AND identity_id = %s"
    )
    async with asyncio.timeout(5):
        while place.server.sql(query, pair.id, pair.peer.identity) != [(seq,)]:
            await asyncio.sleep(0.05)


async def test_the_place_in_the_queue(place: Place, empty_queue: None) -> None:
    first, second = [await asyncio.to_thread(place.waiting) for _ in range(2)]
    async with (
        await place.open(first, epoch=0) as one,
        await place.open(second, epoch=0) as other,
    ):
        frame = await other.hear("place", of=2)
        assert set(frame) == {"t", "position", "of", "expectedWaitSeconds"}
        assert frame["position"] == 2
        await one.hear("place", position=1, of=2)
        await place.call(first, f"/api/conversations/{first.conversation}/kind", {"kind": "letter"})
        assert (await other.hear("place", position=1))["of"] == 1


async def test_the_queue_on_duty(place: Place, empty_queue: None, pair: Pair) -> None:
    async with await place.duty(pair.peer) as line:
        assert (await line.hear("queue"))["items"] == []
        side = await asyncio.to_thread(place.waiting, "letter")
        assert (await line.hear("queue"))["items"] == []  # there is nothing to read yet
        async with await place.open(side, epoch=0) as young:
            await young.store()
        frame = await line.hear_queue(side.conversation)
        assert [(one["id"], one["kind"]) for one in frame["items"]] == [
            (side.conversation, "letter")
        ]
        assert set(frame["items"][0]) == {
            "id",
            "kind",
            "queuedAt",
            "ageGroup",
            "topics",
            "handedOver",
        }
        await place.call(side, f"/api/conversations/{side.conversation}/delete")
        assert (await line.hear("queue"))["items"] == []


async def test_those_on_duty_hear_of_their_own_conversations(place: Place, pair: Pair) -> None:
    other = await asyncio.to_thread(place.member, "volunteer")
    async with (
        await place.duty(pair.peer) as mine,
        await place.duty(other) as theirs,
        await place.open(pair.young) as young,
    ):
        await mine.hear("queue")
        await young.store()
        assert await mine.hear("conversation") == {"t": "conversation", "id": pair.id}
        assert await theirs.so_far("conversation") == []


def test_the_cookies_are_those_that_pages_use() -> None:
    assert NO_SIDE.cookie == ""
    assert (settings.YOUTH_COOKIE_NAME, settings.SESSION_COOKIE_NAME) == ("naere-ung", "naere-fag")
