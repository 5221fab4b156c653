"""A peer leaves, and the conversation waits for another in the place it had (R21)."""

from __future__ import annotations

import pytest

from naere.conversations import queries
from naere.conversations.models import Call, Conversation, Fact
from naere.conversations.services import calls, leaving
from naere.conversations.services.access import seat
from naere.core.api import ApiError
from naere.volunteers.services import go_on_duty
from tests.conversations.clock import Clock
from tests.conversations.readers import readable
from tests.factories.conversations import (
    accept,
    close,
    make_active,
    make_conversation,
    next_epoch,
    open_own,
    say,
)
from tests.factories.people import make_young


def hand_over(conversation: Conversation, peer) -> Conversation:  # type: ignore[no-untyped-def]
    leaving.hand_over(seat(conversation.pk, peer.identity))
    return Conversation.objects.get(pk=conversation.pk)


def test_it_waits_again_and_the_next_epoch_comes_first(clock: Clock, active, peer) -> None:  # type: ignore[no-untyped-def]
    clock.pass_(minutes=10)
    found = hand_over(active, peer)
    assert (found.state, found.handed_over, found.epoch_due) == ("waiting", True, "left")
    assert found.present_at == clock()
    assert found.participants.get(party="peer").left_at == clock()


def test_the_place_in_the_queue_is_kept(clock: Clock, active, peer, young) -> None:  # type: ignore[no-untyped-def]
    clock.pass_(minutes=10)
    later = make_conversation(make_young("Måne"))
    assert hand_over(active, peer).queued_at == active.queued_at
    assert [one.pk for one in queries.waiting()] == [active.pk, later.pk]


def test_the_leavers_shares_are_gone(active, peer, young, other_peer) -> None:  # type: ignore[no-untyped-def]
    hand_over(active, peer)
    assert readable(active, peer) == set()
    assert readable(active, young) == {0, 1}
    assert readable(active, other_peer) == set()


def test_another_peer_reads_from_the_handover_on(active, peer, young, other_peer) -> None:  # type: ignore[no-untyped-def]
    say(active, peer, "til den første")
    hand_over(active, peer)
    next_epoch(active, young)
    accept(active, other_peer)
    assert readable(active, other_peer) == {3}
    assert readable(active, peer) == set()
    open_own(Conversation.objects.get(pk=active.pk), young)
    assert say(active, other_peer, "hej, jeg er her nu") == ("stored", 2)


def test_a_peer_who_comes_before_the_young_persons_epoch(active, peer, young, other_peer) -> None:  # type: ignore[no-untyped-def]
    from naere.conversations.services.accept import accept as take

    hand_over(active, peer)
    go_on_duty(other_peer.membership, "peer")
    assert take(other_peer.membership, active.pk).epoch_due == "left"
    next_epoch(active, young)
    found = Conversation.objects.get(pk=active.pk)
    assert (found.epoch, found.epoch_due) == (2, "")
    assert readable(active, other_peer) == {2}
    assert readable(active, peer) == set()


def test_the_same_peer_may_take_it_back(active, peer, young) -> None:  # type: ignore[no-untyped-def]
    hand_over(active, peer)
    next_epoch(active, young)
    accept(active, peer)
    seats = active.participants.filter(party="peer").order_by("joined_at")
    assert [one.left_at is None for one in seats] == [False, True]


def test_the_wait_is_measured_the_first_time_only(clock: Clock, waiting, peer, young) -> None:  # type: ignore[no-untyped-def]
    clock.pass_(seconds=30)
    accept(waiting, peer)
    open_own(waiting, young)
    hand_over(waiting, peer)
    clock.pass_(seconds=60)
    next_epoch(waiting, young)
    accept(waiting, peer)
    assert Fact.objects.get().waited_seconds == 30


def test_an_open_call_is_taken_back(active, peer, professional) -> None:  # type: ignore[no-untyped-def]
    go_on_duty(professional.membership, "professional")
    calls.call_professional(seat(active.pk, peer.identity))
    hand_over(active, peer)
    assert [call.state for call in Call.objects.all()] == ["withdrawn"]


def test_a_closed_one_is_not_handed_over(active, peer) -> None:  # type: ignore[no-untyped-def]
    close(active)
    with pytest.raises(ApiError, match="closed"):
        hand_over(active, peer)


def test_a_place_comes_free(active, peer) -> None:  # type: ignore[no-untyped-def]
    make_active(make_young("Måne"), peer)
    assert queries.capacity().free == 0
    hand_over(active, peer)
    assert queries.capacity().free == 1
