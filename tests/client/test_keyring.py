"""The life of a conversation between key rings (e2ee.md, "Life of a conversation")."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from client.protocol import Header, KeyRing, NewEpoch, NewShare, Recipient, Share
from client.protocol.encoding import from_base64
from client.words import create_words
from tests.client.helpers import refused

TENANT = "5b0f6d1e-8a51-4a58-9c39-2f4a3e0b7d11"
TALK = "0d7c1a52-3e5b-4f0e-8d7a-5a0f9c1b2e34"
HEADER = Header(TENANT, TALK, 0, TENANT, TALK, 1)
BODY = {"kind": "text", "text": "hej", "at": 1}


class World:
    """A young person, a peer of the team, and epochs 0 and 1 as the server would keep them."""

    def __init__(self) -> None:
        self.young, self.peer, self.leader = KeyRing(), KeyRing(), KeyRing()
        self.young_key, self.peer_key = self.young.create_identity(), self.peer.create_identity()
        leader = self.leader.create_identity()
        self.team_key = self.leader.create_team_key()
        self.team_box = self.leader.share_team_key(self.team_key, self.peer_key)
        self.peer.open_team_key(self.team_key, self.team_box, leader)
        first = [Recipient("young", self.young_key), Recipient("team", self.team_key)]
        self.zero = self.young.create_epoch(TALK, 0, first)
        self.open(self.peer, self.zero, "team", self.young_key, self.team_key)
        self.readers = [Recipient("young", self.young_key), Recipient("peer", self.peer_key)]
        self.one = self.peer.create_epoch(TALK, 1, self.readers)

    def open(self, ring: KeyRing, epoch: NewEpoch, to: str, creator: str, reader: str) -> bool:
        """The ring opens the share for `to`."""
        box = next(share.box for share in epoch.shares if share.recipient == to)
        recipients = [] if epoch.epoch == 0 else [r.public_key for r in self.readers]
        share = Share(box, creator, reader)
        start = epoch.epoch == 0
        return ring.open_epoch(
            TALK, epoch.epoch, epoch.commit, epoch.link, recipients, share, may_start=start
        )


@pytest.fixture
def world() -> World:
    return World()


def test_a_first_letter_is_read_by_the_peer_who_accepts_later(world: World) -> None:
    letter = world.young.encrypt(HEADER, BODY)
    assert world.peer.decrypt(HEADER, letter) == BODY


def test_the_next_epoch_is_linked_and_both_read_it(world: World) -> None:
    assert world.open(world.young, world.one, "young", world.peer_key, world.young_key) is True
    header = replace(HEADER, epoch=1)
    assert world.peer.decrypt(header, world.young.encrypt(header, BODY)) == BODY
    assert world.young.has_epoch(TALK, 1)
    assert not world.young.has_epoch(TALK, 2)


@pytest.mark.parametrize(
    ("change", "creator", "code"),
    [
        (lambda one, fake: replace(one, link=None), "peer", "bad-link"),
        (lambda one, fake: replace(one, link="AAAA"), "peer", "bad-link"),
        (lambda one, fake: replace(one, link="***"), "peer", "bad-link"),
        (lambda one, fake: fake, "server", "bad-link"),
        (lambda one, fake: replace(fake, link=one.link), "server", "bad-link"),
        (lambda one, fake: replace(one, commit=fake.commit), "peer", "bad-commitment"),
        (lambda one, fake: replace(one, commit="***"), "peer", "bad-commitment"),
        (lambda one, fake: replace(one, shares=fake.shares), "server", "bad-commitment"),
        (lambda one, fake: one, "server", "bad-share"),
        (lambda one, fake: replace(one, shares=[NewShare("young", "AA==")]), "peer", "bad-share"),
        (lambda one, fake: replace(one, shares=[NewShare("young", "***")]), "peer", "bad-share"),
    ],
)
def test_a_server_cannot_slip_in_a_key_that_it_knows(
    world: World, change: Callable[[NewEpoch, NewEpoch], NewEpoch], creator: str, code: str
) -> None:
    server, readers = KeyRing(), world.readers
    creators = {"server": server.create_identity(), "peer": world.peer_key}
    itself = Recipient("server", creators["server"])
    server.create_epoch(TALK, 0, [itself])
    fake = server.create_epoch(TALK, 1, [*readers, itself])
    bad = change(world.one, fake)
    with refused(code):
        world.open(world.young, bad, "young", creators[creator], world.young_key)
    assert not world.young.has_epoch(TALK, 1)


def test_readers_that_the_creator_did_not_name_are_refused(world: World) -> None:
    world.readers = [*world.readers, Recipient("server", world.team_key)]
    with refused("bad-link"):
        world.open(world.young, world.one, "young", world.peer_key, world.young_key)


def test_a_held_epoch_is_not_replaced_by_one_without_a_link(world: World) -> None:
    letter = world.young.encrypt(HEADER, BODY)
    server = KeyRing()
    known = server.create_identity()
    readers = [Recipient("young", world.young_key), Recipient("server", known)]
    fake = server.create_epoch(TALK, 0, readers)
    with refused("bad-link"):
        world.open(world.young, fake, "young", known, world.young_key)
    assert world.young.decrypt(HEADER, letter) == BODY


def test_who_loses_the_race_for_an_epoch_takes_the_winners(world: World) -> None:
    world.young.create_epoch(TALK, 1, world.readers)  # the server took the peer's
    assert world.open(world.young, world.one, "young", world.peer_key, world.young_key) is True
    header = replace(HEADER, epoch=1)
    assert world.peer.decrypt(header, world.young.encrypt(header, BODY)) == BODY


def test_a_newcomer_reads_what_is_reshared_and_knows_no_link(world: World) -> None:
    helper = KeyRing()
    known = helper.create_identity()
    box = world.peer.reshare(TALK, 1, known)
    readers, share = [r.public_key for r in world.readers], Share(box, world.peer_key, known)
    one = world.one
    given = (TALK, 1, one.commit, one.link, readers, share)
    with refused("bad-link"):
        helper.open_epoch(*given, may_start=False)
    assert not helper.has_epoch(TALK, 1)
    assert helper.open_epoch(*given, may_start=True) is False
    header = replace(HEADER, epoch=1)
    assert helper.decrypt(header, world.peer.encrypt(header, BODY)) == BODY


def test_words_bring_back_the_same_identity_and_nothing_else_does() -> None:
    ring, back, words = KeyRing(), KeyRing(), create_words()
    public = ring.create_identity()
    sealed = ring.seal_with_words(words, TENANT)
    assert back.derive_from_words(" ".join(words).upper(), TENANT) == (sealed.lookup, sealed.auth)
    assert back.unseal_identity(sealed.sealed_private, public) == public
    back.derive_from_words(words[::-1], TENANT)
    for bad in (sealed.sealed_private, "***"):
        with refused("wrong-words"):
            back.unseal_identity(bad, public)


def test_a_wiped_ring_can_do_nothing_before_a_new_identity(world: World) -> None:
    letter = world.young.encrypt(HEADER, BODY)
    world.young.wipe()
    attempts: list[Callable[[], object]] = [
        world.young.public_key,
        world.young.create_team_key,
        lambda: world.young.encrypt(HEADER, BODY),
        lambda: world.young.decrypt(HEADER, letter),
        lambda: world.young.create_epoch(TALK, 0, []),
        lambda: world.young.reshare(TALK, 0, world.peer_key),
        lambda: world.young.share_team_key(world.team_key, world.peer_key),
        lambda: world.young.seal_with_words(create_words(), TENANT),
        lambda: world.open(world.young, world.one, "young", world.peer_key, world.young_key),
    ]
    for attempt in attempts:
        with refused("no-identity"):
            attempt()
    assert not world.young.has_epoch(TALK, 0)
    assert world.young.create_identity() != world.young_key


def test_keys_that_are_not_held_have_their_own_answer(world: World) -> None:
    with refused("no-epoch"):
        world.young.create_epoch(TALK, 2, world.readers)
    with refused("no-epoch"):
        world.young.encrypt(replace(HEADER, epoch=9), BODY)
    with refused("no-key"):
        world.young.share_team_key(world.team_key, world.peer_key)
    with refused("no-key"):
        world.open(world.young, world.zero, "team", world.young_key, world.team_key)
    with refused("no-key"):
        KeyRing().unseal_identity("", world.young_key)


def test_a_recipients_key_that_hides_nothing_is_refused(world: World) -> None:
    own = Recipient("young", world.young_key)
    for hidden in ("AA==", "A" * 43 + "="):
        with refused("bad-input"):
            world.young.create_epoch("other", 0, [own, Recipient("x", hidden)])
    assert not world.young.has_epoch("other", 0)


def test_a_forged_epoch_is_not_held_and_so_vouches_for_none_after_it(world: World) -> None:
    server = KeyRing()
    known = server.create_identity()
    readers = [*world.readers, Recipient("server", known)]
    for number in range(5):
        server.create_epoch(TALK, number, [Recipient("server", known)])
    keys = [one.public_key for one in readers]
    for number in (5, 6):
        fake = server.create_epoch(TALK, number, readers)
        share = Share(fake.shares[0].box, known, world.young_key)
        with refused("bad-link"):
            world.young.open_epoch(
                TALK, number, fake.commit, fake.link, keys, share, may_start=False
            )
        assert not world.young.has_epoch(TALK, number)
    with refused("no-epoch"):
        world.young.encrypt(replace(HEADER, epoch=6), BODY)


@pytest.mark.parametrize("named", [[], ["peer", "peer2"], ["young", "young"]])
def test_no_epoch_is_made_that_its_maker_has_no_part_in(world: World, named: list[str]) -> None:
    keys = {"young": world.young_key, "peer": world.peer_key, "peer2": world.team_key}
    with refused("bad-input"):
        world.young.create_epoch("other", 0, [Recipient(one, keys[one]) for one in named])
    assert not world.young.has_epoch("other", 0)


def test_a_drawer_holds_65535_bytes_and_not_one_more() -> None:
    ring = KeyRing()
    ring.create_identity()
    sealed = ring.seal_drawer(1, "x" * 65535)
    assert len(from_base64(sealed)) == 65536 + 40
    assert ring.open_drawer(1, sealed) == "x" * 65535
    with refused("too-long"):
        ring.seal_drawer(1, "x" * 65536)


def test_nobody_opens_a_drawer_without_an_identity() -> None:
    with refused("no-identity"):
        KeyRing().open_drawer(1, "")
