"""What a conversation's socket answers to each frame, right and wrong (docs/wire.md)."""

from __future__ import annotations

import json
import uuid
from contextlib import suppress
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed

from tests.conversations.live.line import ciphertext
from tests.conversations.live.place import Pair, Place

pytest_plugins = ["tests.conversations.live.fixtures"]

SOME_ID = "0b5f6a9e-6a0a-4a63-9d1c-6a1f0e2a7b11"
MALFORMED: dict[str, str] = {
    "nothing": "",
    "no JSON": "{",
    "a list": "[]",
    "a number": "1",
    "null": "null",
    "not a number": '{"t":"seen","seq":NaN}',
    "deep": "[" * 20_000,
    "long number": '{"t":"seen","seq":' + "9" * 5000 + "}",
    "negative": '{"t":"seen","seq":-1}',
    "true": '{"t":"seen","seq":true}',
    "a fraction": '{"t":"seen","seq":1.0}',
    "text": '{"t":"seen","seq":"1"}',
    "too high": '{"t":"seen","seq":9007199254740992}',
    "missing": '{"t":"seen"}',
}
UNKNOWN = ["{}", '{"t":null}', '{"t":{}}', '{"t":"welcome"}', '{"t":"hello","after":0}']
WRONG_SEND: dict[str, dict[str, Any]] = {
    "no epoch": {"e": None},
    "epoch too high": {"e": 2**31},
    "negative epoch": {"e": -1},
    "no counter": {"n": None},
    "counter 0": {"n": 0},
    "counter as text": {"n": "1"},
    "not base64": {"c": "%%%%"},
    "base64 of the browser's other kind": {"c": ciphertext().replace("A", "_") + "_"},
    "base64 without padding": {"c": ciphertext().rstrip("=") + "A"},
    "no text": {"c": None},
    "a list": {"c": [1, 2]},
    "empty": {"c": ""},
    "one byte too short": {"c": ciphertext(511)},
    "one byte too long": {"c": ciphertext(513)},
    "larger than the largest": {"c": ciphertext(8448)},
}


async def test_not_ready_before_hello(place: Place, pair: Pair) -> None:
    async with await place.open(pair.young, after=None) as line:
        message_id = await line.send()
        assert await line.hear_error() == "not-ready", message_id
        await line.say(t="ping")
        assert (await line.hear("pong"))["t"] == "pong"
        await line.hello()
        assert (await line.store())["seq"] == 1


async def test_malformed_frames(place: Place, pair: Pair) -> None:
    for name, text in MALFORMED.items():
        async with await place.open(pair.young) as line:
            await line.socket.send(text)
            assert (name, await line.hear_error()) == (name, "malformed")
            assert await line.so_far("error", "ack", "seen") == []


async def test_a_binary_frame_is_malformed(place: Place, pair: Pair) -> None:
    async with await place.open(pair.young) as line:
        await line.socket.send(json.dumps({"t": "ping"}).encode())
        assert await line.hear_error() == "malformed"


async def test_unknown_frames(place: Place, pair: Pair) -> None:
    async with await place.open(pair.young) as line:
        for text in UNKNOWN:
            await line.socket.send(text)
            assert (text, await line.hear_error()) == (text, "unknown-frame")


async def test_wrong_messages(place: Place, pair: Pair) -> None:
    """The error names the message, and the next one is taken."""
    for name, changed in WRONG_SEND.items():
        async with await place.open(pair.young) as line:
            await line.send(id=SOME_ID, **changed)
            answer = await line.hear("error", "ack")
            assert (name, answer["t"], answer.get("code")) == (name, "error", "malformed")
            assert answer.get("id") in (SOME_ID, None)
    async with await place.open(pair.young) as line:
        assert line.welcome["lastSeq"] == 0
        assert (await line.store())["seq"] == 1


@pytest.mark.parametrize(
    "wrong",
    [None, 7, "", "x", SOME_ID.upper(), f"{{{SOME_ID}}}", SOME_ID.replace("-", ""), "\ud800"],
)
async def test_a_message_needs_an_id(place: Place, pair: Pair, wrong: Any) -> None:
    async with await place.open(pair.young) as line:
        await line.send(id=wrong)
        assert (await line.hear("error", "ack"))["code"] == "malformed"


@pytest.mark.parametrize("padded", [256, 512, 1024, 2048, 4096, 8192])
async def test_every_padded_size_is_taken(place: Place, pair: Pair, padded: int) -> None:
    text = ciphertext(padded)
    async with await place.open(pair.young) as young, await place.open(pair.peer) as peer:
        ack = await young.store(c=text)
        heard = await peer.hear("msg")
        assert heard == {
            "t": "msg",
            "seq": 1,
            "id": ack["id"],
            "e": 1,
            "s": pair.young.identity,
            "n": 1,
            "c": text,
            "at": ack["at"],
        }


async def test_too_large(place: Place, pair: Pair) -> None:
    async with await place.open(pair.young) as line:
        await line.send(c="A" * 24 * 1024)
        assert await line.hear_error() == "too-large"
        assert (await line.store(n=2))["seq"] == 1


async def test_far_too_large_closes(place: Place, pair: Pair) -> None:
    """A frame that nobody's client makes is not even read."""
    line = await place.open(pair.young)
    # The server closes while the rest is still on its way.
    with suppress(ConnectionClosed):
        await line.say(t="send", c="A" * 3 * 1024 * 1024)
    assert await line.closed() == 1009
    async with await place.open(pair.young) as again:
        assert (await again.store())["seq"] == 1


async def test_the_sender_is_the_session(place: Place, pair: Pair) -> None:
    async with await place.open(pair.young) as line:
        for wrong in (pair.peer.identity, str(uuid.uuid4()), None, ""):
            message_id = await line.send(s=wrong)
            assert await line.hear_error(message_id) == "not-sender"
        assert await line.so_far("ack") == []


async def test_the_epoch_is_the_newest(place: Place, pair: Pair) -> None:
    async with await place.open(pair.young) as line:
        for wrong in (0, 2):
            assert await line.hear_error(await line.send(e=wrong)) == "wrong-epoch"
        assert (await line.store())["seq"] == 1


async def test_the_counter_grows(place: Place, pair: Pair) -> None:
    """A gap is the reader's to show; going back, or standing still, is refused."""
    async with await place.open(pair.young) as line:
        await line.store(n=5)
        for wrong in (5, 3):
            assert await line.hear_error(await line.send(n=wrong)) == "counter"
        assert (await line.store(n=9))["seq"] == 2


async def test_counters_are_each_senders_own(place: Place, pair: Pair) -> None:
    async with await place.open(pair.young) as young, await place.open(pair.peer) as peer:
        await young.store(n=40)
        assert (await peer.store(n=1))["seq"] == 2


async def test_the_same_message_again_is_stored_once(place: Place, pair: Pair) -> None:
    async with await place.open(pair.young) as young, await place.open(pair.peer) as peer:
        frame = {"id": SOME_ID, "n": 1, "c": ciphertext()}
        first = await young.store(**frame)
        await young.store(n=2)
        assert await young.store(**frame) == first
        assert await young.store(**(frame | {"n": 3, "c": ciphertext()})) == first
        await young.store(n=4)
        heard = [await peer.hear("msg") for _ in range(3)]
        assert [(one["seq"], one["n"]) for one in heard] == [(1, 1), (2, 2), (3, 4)]
        assert heard[0]["c"] == frame["c"]


async def test_a_replay_does_not_change_what_a_reader_sees(place: Place, pair: Pair) -> None:
    """Who comes later is shown what is stored, not what the same id carried the second time."""
    text = ciphertext()
    async with await place.open(pair.young) as young:
        await young.store(id=SOME_ID, c=text)
        await young.store(id=SOME_ID, n=2, c=ciphertext())
        async with await place.open(pair.peer) as peer:
            assert (await peer.hear("msg"))["c"] == text
            assert await peer.so_far("msg") == []


async def test_many_sent_at_once_with_the_same_id(place: Place, pair: Pair) -> None:
    """All that waits is committed together; a repetition in there is one message still."""
    async with await place.open(pair.young) as young, await place.open(pair.peer) as peer:
        for _ in range(12):
            await young.send(id=SOME_ID)
        acks = [await young.hear("ack", "error") for _ in range(12)]
        assert {(one["t"], one.get("seq")) for one in acks} == {("ack", 1)}
        assert (await peer.hear("msg"))["seq"] == 1
        assert await peer.so_far("msg") == []


async def test_a_refused_message_does_not_acknowledge_the_next_with_its_id(
    place: Place, pair: Pair
) -> None:
    """Encrypted anew after `wrong-epoch`, both may wait for the same commit."""
    async with await place.open(pair.young) as line:
        for _ in range(5):
            message_id = await line.send(e=0)
            line.n += 1
            await line.send(id=message_id)
            answers = [await line.hear("ack", "error", id=message_id) for _ in range(2)]
            assert [one.get("code") for one in answers] == ["wrong-epoch", None]
            assert answers[1]["seq"] > 0
        rows = place.server.sql(
            "SELECT count(*) FROM conversations_message WHERE conversation_id = %s", pair.id
        )
        assert rows == [(5,)]


async def test_an_id_of_the_other_side_is_taken(place: Place, pair: Pair) -> None:
    async with await place.open(pair.young) as young, await place.open(pair.peer) as peer:
        ack = await young.store()
        await peer.send(id=ack["id"])
        assert await peer.hear_error(ack["id"]) == "id-taken"


async def test_two_who_take_the_same_id_at_once(place: Place, pair: Pair) -> None:
    """One is stored and the other told; nobody is told that their words are stored when they are not."""
    async with await place.open(pair.young) as young, await place.open(pair.peer) as peer:
        for _ in range(5):
            message_id = await young.send()
            await peer.send(id=message_id)
            answers = [await line.hear("ack", "error", id=message_id) for line in (young, peer)]
            assert sorted(one["t"] for one in answers) == ["ack", "error"]
            assert {one.get("code") for one in answers} == {None, "id-taken"}


async def test_a_closed_conversation_takes_no_more(place: Place, pair: Pair) -> None:
    async with await place.open(pair.young) as line:
        await line.store()
        await place.call(pair.peer, f"/api/conversations/{pair.id}/end")
        assert (await line.hear("changed"))["what"] == "closed"
        assert await line.hear_error(await line.send()) == "closed"
        assert (await line.so_far("ack")) == []


async def test_nobody_writes_before_the_key_is_changed(place: Place, pair: Pair) -> None:
    """When the peer has left, the old key is theirs too: messages wait for the next epoch."""
    async with await place.open(pair.young) as line:
        await place.call(pair.peer, f"/api/conversations/{pair.id}/handover")
        await line.hear("changed", what="left")
        assert await line.hear_error(await line.send()) == "epoch-due"


async def test_single_errors_are_survived(place: Place, pair: Pair) -> None:
    async with await place.open(pair.young) as line:
        for _ in range(19):
            await line.say(t="nonsense")
        assert (await line.store())["seq"] == 1
        assert len(line.passed) >= 19


async def test_abuse_closes(place: Place, pair: Pair) -> None:
    """Twenty protocol errors within a minute; what came before them is stored all the same."""
    line = await place.open(pair.young)
    await line.store()
    for _ in range(20):
        await line.say(t="nonsense")
    assert await line.closed() == 4400
    assert [frame["code"] for frame in line.passed if frame["t"] == "error"] == [
        "unknown-frame"
    ] * 20
    async with await place.open(pair.young) as again:
        assert again.welcome["lastSeq"] == 1


async def test_what_comes_after_the_close_is_not_taken(place: Place, pair: Pair) -> None:
    line = await place.open(pair.young)
    frames = [json.dumps({"t": "nonsense"})] * 20
    for text in frames:
        await line.socket.send(text)
    await line.send()
    await line.send()
    assert await line.closed() == 4400
    assert [frame for frame in line.passed if frame["t"] == "ack"] == []
    async with await place.open(pair.young) as again:
        assert again.welcome["lastSeq"] == 0


async def test_errors_of_content_are_no_abuse(place: Place, pair: Pair) -> None:
    """A client that is behind by an epoch is no attacker."""
    async with await place.open(pair.young) as line:
        for _ in range(25):
            assert await line.hear_error(await line.send(e=0)) == "wrong-epoch"
        assert (await line.store())["seq"] == 1


async def test_duty_takes_ping_alone(place: Place, pair: Pair) -> None:
    async with await place.duty(pair.peer) as line:
        await line.say(t="send")
        assert await line.hear_error() == "unknown-frame"
        await line.socket.send("{")
        assert await line.hear_error() == "malformed"
        assert await line.so_far("error") == []
