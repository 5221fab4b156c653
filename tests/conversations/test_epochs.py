"""The next epoch: made by whoever is there, for exactly those who must have it."""

from __future__ import annotations

import os
from typing import Any
from uuid import UUID

import pytest

from client.protocol.encoding import from_base64
from naere.conversations.models import Conversation, EpochShare
from naere.conversations.services import accept as accepting
from naere.conversations.services import calls, epochs, leaving
from naere.conversations.services.access import seat
from naere.conversations.services.epochs import Share, required
from naere.core.api import ApiError
from naere.volunteers.services import go_on_duty
from tests.conversations.clock import Clock
from tests.conversations.readers import readable
from tests.factories.conversations import (
    close,
    next_epoch,
    open_own,
    open_through_team,
    say,
)
from tests.factories.people import Member, Young


def parties(conversation: Conversation) -> list[str]:
    conversation.refresh_from_db()
    return [one.party for one in required(conversation)]


def make(conversation: Conversation, by: Any, *recipients: UUID, **changed: Any) -> None:
    here = seat(conversation.pk, by.identity)
    number = changed.get("number", here.conversation.epoch + 1)
    shares = [Share(number, to, os.urandom(72)) for to in recipients]
    epochs.next_epoch(here, number, os.urandom(32), changed.get("link", os.urandom(32)), shares)


def refusal(conversation: Conversation, by: Any, *recipients: UUID, **changed: Any) -> Any:
    before = shares(conversation)
    with pytest.raises(ApiError) as raised:
        make(conversation, by, *recipients, **changed)
    assert shares(conversation) == before
    return raised.value.code, raised.value.status


def shares(conversation: Conversation) -> list[Any]:
    rows = EpochShare.objects.filter(conversation=conversation).order_by("number", "pk")
    return list(rows.values_list("number", "identity", "team_key", "box"))


def join(conversation: Conversation, caller: Any, professional: Member) -> None:
    go_on_duty(professional.membership, "professional")
    calls.call_professional(seat(conversation.pk, caller.identity))
    calls.answer_call(professional.membership, conversation.pk)


# who must have it


def test_while_waiting_the_young_person_and_the_team(waiting: Conversation) -> None:
    assert parties(waiting) == ["young", "team"]


def test_with_a_peer_the_two_alone(active: Conversation) -> None:
    assert parties(active) == ["young", "peer"]


def test_with_a_professional_the_three(active, young, professional) -> None:  # type: ignore[no-untyped-def]
    join(active, young, professional)
    assert parties(active) == ["young", "peer", "professional"]


def test_after_the_peer_left_the_team_again(active, peer) -> None:  # type: ignore[no-untyped-def]
    leaving.hand_over(seat(active.pk, peer.identity))
    assert parties(active) == ["young", "team"]


def test_with_a_professional_alone_the_team_too(waiting, young, professional) -> None:  # type: ignore[no-untyped-def]
    join(waiting, young, professional)
    assert parties(waiting) == ["young", "professional", "team"]


def test_closed_nobody_more(waiting, active) -> None:  # type: ignore[no-untyped-def]
    assert parties(close(waiting)) == ["young"]
    assert parties(close(active)) == ["young", "peer"]


# making one


def test_the_peers_epoch_takes_the_first_letter_from_the_team(  # type: ignore[no-untyped-def]
    waiting, young, peer, other_peer
) -> None:
    go_on_duty(peer.membership, "peer")
    accepting.accept(peer.membership, waiting.pk)
    open_through_team(waiting, peer)
    next_epoch(waiting, peer)
    waiting.refresh_from_db()
    assert (waiting.epoch, waiting.epoch_due) == (1, "")
    assert readable(waiting, other_peer) == set()
    assert readable(waiting, young) == {0, 1}
    assert readable(waiting, peer) == {1}


def test_while_waiting_the_team_keeps_its_shares(waiting, young, other_peer) -> None:  # type: ignore[no-untyped-def]
    next_epoch(waiting, young)
    assert readable(waiting, other_peer) == {0, 1}


def test_it_counts_from_the_next_message(clock: Clock, active, young, peer) -> None:  # type: ignore[no-untyped-def]
    say(active, young, "hej")
    say(active, peer, "hej")
    clock.pass_(hours=1)
    next_epoch(active, young)
    active.refresh_from_db()
    assert (active.epoch, active.epoch_first_seq, active.epoch_since) == (2, 3, clock())


def test_its_link_and_recipients_are_kept(active, young, peer) -> None:  # type: ignore[no-untyped-def]
    epoch = active.epochs.get(number=1)
    assert epoch.link is not None
    keys = {bytes(young.identity.public_key), bytes(peer.identity.public_key)}
    assert {bytes(key) for key in epoch.recipients} == keys
    assert epoch.made_by == peer.identity


@pytest.mark.parametrize("number", [0, 1, 3, 2**31 - 1])
def test_only_the_next_number(active, young, peer, number: int) -> None:  # type: ignore[no-untyped-def]
    both = (young.identity.pk, peer.identity.pk)
    assert refusal(active, young, *both, number=number) == ("not-next", 409)


def test_only_to_exactly_the_required(active, young, peer, other_peer, team) -> None:  # type: ignore[no-untyped-def]
    mine, theirs = young.identity.pk, peer.identity.pk
    wrong = ("wrong-recipients", 400)
    assert refusal(active, young) == wrong
    assert refusal(active, young, mine) == wrong
    assert refusal(active, peer, theirs) == wrong
    assert refusal(active, young, mine, theirs, team.pk) == wrong
    assert refusal(active, young, mine, theirs, other_peer.identity.pk) == wrong
    assert refusal(active, young, mine, theirs, theirs) == wrong


def test_never_without_a_link(active, young, peer) -> None:  # type: ignore[no-untyped-def]
    both = (young.identity.pk, peer.identity.pk)
    assert refusal(active, young, *both, link=None) == ("no-link", 400)


def test_not_when_closed(active, young, peer) -> None:  # type: ignore[no-untyped-def]
    close(active)
    assert refusal(active, young, young.identity.pk, peer.identity.pk) == ("closed", 409)


def test_the_second_of_two_comes_late(active, young, peer) -> None:  # type: ignore[no-untyped-def]
    next_epoch(active, young)
    both = (young.identity.pk, peer.identity.pk)
    assert refusal(active, peer, *both, number=2) == ("not-next", 409)
    open_own(Conversation.objects.get(pk=active.pk), peer)
    assert peer.ring.has_epoch(str(active.pk), 2)


# sharing older ones again


def reshare(conversation: Conversation, by: Young | Member, number: int, to: Any) -> None:
    box = by.ring.reshare(str(conversation.pk), number, to.ring.public_key())
    share = Share(number, to.identity.pk, from_base64(box))
    epochs.add_shares(seat(conversation.pk, by.identity), [share])


def test_the_first_letter_is_shared_with_the_peer(active, young, peer) -> None:  # type: ignore[no-untyped-def]
    assert readable(active, peer) == {1}
    reshare(active, young, 0, peer)
    assert readable(active, peer) == {0, 1}


def test_not_with_somebody_who_is_not_there(active, young, other_peer) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ApiError, match="wrong-recipients"):
        reshare(active, young, 0, other_peer)
    assert readable(active, other_peer) == set()


def test_not_an_epoch_that_is_not_made(active, young, peer) -> None:  # type: ignore[no-untyped-def]
    early = [Share(2, peer.identity.pk, os.urandom(72))]
    with pytest.raises(ApiError, match="wrong-recipients"):
        epochs.add_shares(seat(active.pk, young.identity), early)


def test_not_when_closed_any_more(active, young, peer) -> None:  # type: ignore[no-untyped-def]
    close(active)
    with pytest.raises(ApiError, match="closed"):
        reshare(active, young, 0, peer)


def test_nobody_spoils_anothers_share(active, young, peer) -> None:  # type: ignore[no-untyped-def]
    spoilt = [Share(number, young.identity.pk, os.urandom(72)) for number in (0, 1)]
    epochs.add_shares(seat(active.pk, peer.identity), spoilt)
    assert 0 in readable(active, young)
    reshare(active, young, 0, peer)
    garbage = [Share(0, peer.identity.pk, os.urandom(72))]
    epochs.add_shares(seat(active.pk, young.identity), garbage)
    assert readable(active, peer) == {1}, "its maker may replace it"


def test_a_reader_replaces_their_own_share(active, young, peer) -> None:  # type: ignore[no-untyped-def]
    reshare(active, young, 1, young)
    share = active.shares.get(number=1, identity=young.identity)
    assert bytes(share.creator_public_key) == bytes(young.identity.public_key)
    assert readable(active, young) == {0, 1}
