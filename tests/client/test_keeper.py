"""What a lying server tries on the Python client (the browser's side: frontend/chat/lying.test.ts)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import pytest

from client.http import Http
from client.keeper import EpochKeeper, Me
from client.protocol import KeyRing, NewEpoch, Recipient

TALK = "0d7c1a52-3e5b-4f0e-8d7a-5a0f9c1b2e34"
Wire = dict[str, Any]


class NoCalls:
    """Answers what is sent, and remembers it."""

    def __init__(self) -> None:
        self.sent: list[Wire] = []

    async def post(self, _path: str, body: Wire) -> Wire:
        """Take what is sent."""
        self.sent.append(body)
        return body


class Somebody:
    """Keys, an id and a party."""

    def __init__(self, name: str, party: str) -> None:
        self.ring, self.id, self.party, self.http = KeyRing(), name, party, NoCalls()
        self.key = self.ring.create_identity()

    def keeper(self) -> EpochKeeper:
        """A keeper as after a reload; the ring keeps what it holds."""
        me = Me(self.id, self.key, self.party)
        return EpochKeeper(cast(Http, self.http), self.ring, me, TALK)

    def make(self, epoch: int, *others: Somebody) -> NewEpoch:
        """An epoch for oneself and others."""
        to = [Recipient(one.id, one.key) for one in (self, *others)]
        return self.ring.create_epoch(TALK, epoch, to)

    def required(self, **changed: str) -> Wire:
        """How the server names one as a recipient."""
        return {"id": self.id, "publicKey": self.key, "party": self.party} | changed

    def present(self, **changed: str | None) -> Wire:
        """How the server names one as a participant."""
        named = {"identity": self.id, "publicKey": self.key, "party": self.party}
        return named | {"leftAt": None} | changed


def shown(made: NewEpoch, maker: Somebody, reader: Somebody, *others: Somebody) -> Wire:
    """An epoch as the server shows it to a reader."""
    box = next(one.box for one in made.shares if one.recipient == reader.id)
    share = {"box": box, "creatorPublicKey": maker.key, "recipientPublicKey": reader.key}
    keys = [one.key for one in (maker, *others)]
    return {
        "number": made.epoch,
        "commit": made.commit,
        "link": made.link,
        "recipients": keys,
        "share": share,
    }


class World:
    """A young person, a peer, and a server with keys of its own."""

    def __init__(self) -> None:
        self.young, self.peer = Somebody("young", "young"), Somebody("peer", "peer")
        self.server = Somebody("server", "peer")
        self.zero = shown(self.young.make(0), self.young, self.young)

    def say(self, *epochs: Wire, **changed: Any) -> Wire:
        """What the server says of the conversation."""
        said = {
            "state": "active",
            "epochDue": "",
            "call": None,
            "epochs": list(epochs),
            "epoch": max(one["number"] for one in epochs),
            "participants": [self.young.present(), self.peer.present()],
            "required": [self.young.required(), self.peer.required()],
        }
        return said | changed

    def forged(self, last: int) -> list[Wire]:
        """Epochs of the server alone, of which the young person gets shares."""
        made = [self.server.make(number, self.young) for number in range(last + 1)]
        return [shown(one, self.server, self.young, self.young) for one in made]


@pytest.fixture
def world() -> World:
    return World()


def test_a_gap_then_linked_is_not_held(world: World) -> None:
    keeper = world.young.keeper()
    keeper.open(world.say(world.zero))
    keeper.open(world.say(world.zero, *world.forged(6)[5:]))
    assert (keeper.held, keeper.broken) == ([0], {5: "bad-link", 6: "bad-link"})
    assert not keeper.may_write({"epoch": 6})
    assert not any(world.young.ring.has_epoch(TALK, number) for number in (5, 6))


def test_a_chain_forged_from_epoch_0_is_not_believed_after_coming_back(world: World) -> None:
    world.young.ring = KeyRing()
    world.young.key = world.young.ring.create_identity()
    keeper = world.young.keeper()
    people = [world.young.present(), world.peer.present(), world.server.present()]
    keeper.open(world.say(*world.forged(1), participants=people))
    assert (keeper.held, keeper.broken) == ([], {0: "bad-link", 1: "bad-link"})


def test_a_peer_starts_with_a_participants_epoch_and_no_strangers(world: World) -> None:
    real, fake = world.young.make(0, world.peer), world.server.make(0, world.peer)
    theirs, mine = world.peer.keeper(), world.peer.keeper()
    theirs.open(world.say(shown(fake, world.server, world.peer, world.peer)))
    assert (theirs.held, theirs.broken) == ([], {0: "bad-link"})
    mine.open(world.say(shown(real, world.young, world.peer, world.peer)))
    assert (mine.held, mine.broken) == ([0], {})


async def test_an_older_epoch_is_not_gone_back_to(world: World) -> None:
    one = shown(world.young.make(1, world.peer), world.young, world.young, world.peer)
    keeper = world.young.keeper()
    keeper.open(world.say(world.zero, one))
    assert keeper.may_write({"epoch": 1})
    keeper.open(world.say(world.zero))
    assert keeper.doubt == "bad-link"
    assert not keeper.may_write({"epoch": 0})
    assert await keeper.next(world.say(world.zero)) is None
    again = world.young.keeper()
    again.open(world.say(world.zero, one, epoch=0))
    assert again.doubt == "bad-link"


def test_another_commitment_is_refused_until_the_true_one_is_back(world: World) -> None:
    keeper = world.young.keeper()
    keeper.open(world.say(world.zero))
    keeper.open(world.say(*world.forged(0)))
    assert not keeper.may_write({"epoch": 0})
    keeper.open(world.say(world.zero))
    assert keeper.may_write({"epoch": 0})


Lie = Callable[[World], Wire]
LIES: dict[str, Lie] = {
    "us with another key": lambda w: {
        "required": [w.young.required(publicKey=w.server.key), w.peer.required()]
    },
    "not us": lambda w: {"required": [w.peer.required()]},
    "us twice": lambda w: {"required": [w.young.required(), w.young.required()]},
    "our key under another id": lambda w: {
        "required": [w.young.required(), w.server.required(publicKey=w.young.key)]
    },
    "somebody not shown": lambda w: {"required": [w.young.required(), w.server.required()]},
    "the peer with another key": lambda w: {
        "required": [w.young.required(), w.peer.required(publicKey=w.server.key)]
    },
    "a team beside a peer": lambda w: {
        "required": [w.young.required(), w.peer.required(), w.server.required(party="team")]
    },
    "two teams": lambda w: {
        "participants": [w.young.present()],
        "required": [
            w.young.required(),
            w.server.required(party="team"),
            w.peer.required(party="team"),
        ],
    },
    "somebody who has left": lambda w: {
        "participants": [w.young.present(), w.peer.present(leftAt="then")]
    },
}


@pytest.mark.parametrize("lie", LIES.values(), ids=LIES.keys())
async def test_no_key_is_made_for_whom_is_not_shown(world: World, lie: Lie) -> None:
    keeper = world.young.keeper()
    keeper.open(world.say(world.zero, epochDue="aged"))
    assert keeper.doubt is None
    told = world.say(world.zero, epochDue="aged") | lie(world)
    keeper.open(told)
    assert keeper.doubt == "bad-share"
    assert await keeper.next(told) is None
    assert world.young.http.sent == []


async def test_the_team_stands_in_while_no_peer_is_there(world: World) -> None:
    keeper = world.young.keeper()
    required = [world.young.required(), world.server.required(party="team")]
    told = world.say(
        world.zero, epochDue="left", participants=[world.young.present()], required=required
    )
    keeper.open(told)
    assert await keeper.next(told) is not None
    (sent,) = world.young.http.sent
    assert [one["recipient"] for one in sent["shares"]] == ["young", "server"]


def test_a_key_that_changes_under_an_id_is_not_believed(world: World) -> None:
    keeper = world.young.keeper()
    keeper.open(world.say(world.zero))
    changed = [world.young.present(), world.peer.present(publicKey=world.server.key)]
    keeper.open(world.say(world.zero, participants=changed, required=[]))
    assert keeper.doubt == "bad-share"
