"""A peer takes a conversation from the queue."""

from __future__ import annotations

import uuid

import pytest
from django.http import Http404

from naere.accounts.keys import teams
from naere.accounts.staff.services import deactivate
from naere.conversations import queries
from naere.conversations.hub import board
from naere.conversations.models import Conversation, Fact, Message, Participant
from naere.conversations.services import start
from naere.conversations.services.accept import accept
from naere.conversations.services.access import seat
from naere.core.api import ApiError
from naere.tenancy.models import Profile
from naere.volunteers.services import go_off_duty, go_on_duty
from tests.conftest import acting_for
from tests.conversations.clock import Clock
from tests.conversations.readers import readable
from tests.factories.conversations import (
    close,
    make_active,
    make_conversation,
    make_letter,
    say,
)
from tests.factories.people import Member, make_member, make_young
from tests.factories.teams import make_team


@pytest.fixture
def on_duty(peer: Member) -> Member:
    go_on_duty(peer.membership, "peer")
    return peer


def refusal(member: Member, conversation: Conversation) -> tuple[str, int]:
    before = list(Participant.objects.order_by("pk").values_list("pk", flat=True))
    with pytest.raises(ApiError) as raised:
        accept(member.membership, conversation.pk)
    assert list(Participant.objects.order_by("pk").values_list("pk", flat=True)) == before
    return raised.value.code, raised.value.status


def test_the_peer_takes_part_and_the_next_epoch_is_due(clock: Clock, waiting, on_duty) -> None:  # type: ignore[no-untyped-def]
    clock.pass_(seconds=45)
    taken = accept(on_duty.membership, waiting.pk)
    assert (taken.state, taken.accepted_at, taken.epoch_due) == ("active", clock(), "joined")
    seats = taken.participants.order_by("joined_at").values_list("party", "name", "is_program")
    assert list(seats) == [("young", "Sol", False), ("peer", "Mads", False)]
    assert Fact.objects.get().waited_seconds == 45


def test_the_team_reads_until_the_peers_epoch(waiting, on_duty, other_peer, young) -> None:  # type: ignore[no-untyped-def]
    accept(on_duty.membership, waiting.pk)
    assert readable(waiting, other_peer) == {0}
    active = make_active(make_young("Måne"), on_duty)
    assert readable(active, other_peer) == set()
    assert readable(active, on_duty) == {1}


def test_second(waiting, on_duty, other_peer) -> None:  # type: ignore[no-untyped-def]
    go_on_duty(other_peer.membership, "peer")
    accept(on_duty.membership, waiting.pk)
    assert refusal(other_peer, waiting) == ("taken", 409)
    assert refusal(on_duty, waiting) == ("taken", 409)


def test_closed(waiting, on_duty) -> None:  # type: ignore[no-untyped-def]
    Conversation.objects.update(state="closed")
    assert refusal(on_duty, waiting) == ("taken", 409)


def test_off_duty(waiting, peer) -> None:  # type: ignore[no-untyped-def]
    assert refusal(peer, waiting) == ("off-duty", 409)
    go_on_duty(peer.membership, "peer")
    go_off_duty(peer.membership)
    assert refusal(peer, waiting) == ("off-duty", 409)


def test_not_heard_of_for_two_minutes(clock: Clock, young, on_duty, team) -> None:  # type: ignore[no-untyped-def]
    clock.pass_(seconds=121)
    assert refusal(on_duty, make_conversation(young)) == ("off-duty", 409)


def test_not_approved(waiting, peer) -> None:  # type: ignore[no-untyped-def]
    newcomer = make_member("volunteer")
    teams.ask_to_join("peers", newcomer.identity)
    go_on_duty(newcomer.membership, "peer")
    assert refusal(newcomer, waiting) == ("not-approved", 403)
    nobody = make_member("volunteer", with_identity=False)
    go_on_duty(nobody.membership, "peer")
    assert refusal(nobody, waiting) == ("not-approved", 403)


def test_deactivated(waiting, on_duty) -> None:  # type: ignore[no-untyped-def]
    deactivate(on_duty.membership)
    assert refusal(on_duty, waiting) == ("not-approved", 403)


def test_as_many_live_ones_as_the_municipality_says(waiting, on_duty) -> None:  # type: ignore[no-untyped-def]
    Profile.objects.update(parallel_conversations=1)
    make_active(make_young("Måne"), on_duty)
    assert refusal(on_duty, waiting) == ("too-many", 409)


def test_letters_and_ended_ones_leave_room(waiting, on_duty) -> None:  # type: ignore[no-untyped-def]
    Profile.objects.update(parallel_conversations=1)
    make_active(make_young("Måne"), on_duty, "letter")
    Conversation.objects.filter(pk=make_active(make_young("Sky"), on_duty).pk).update(
        state="closed"
    )
    assert accept(on_duty.membership, waiting.pk).state == "active"


def test_five_letters_for_each_live_one(waiting, on_duty, young) -> None:  # type: ignore[no-untyped-def]
    Profile.objects.update(parallel_conversations=1)
    for name in ("Måne", "Sky", "Vind", "Regn", "Sne"):
        last = make_active(make_young(name), on_duty, "letter")
    letter = make_letter(young)
    assert refusal(on_duty, letter) == ("too-many-letters", 409)
    assert Conversation.objects.get(pk=letter.pk).state == "waiting"
    assert accept(on_duty.membership, waiting.pk).state == "active"
    close(last)
    assert accept(on_duty.membership, letter.pk).state == "active"


def test_a_letter_fits_beside_a_live_one(on_duty, young, team) -> None:  # type: ignore[no-untyped-def]
    Profile.objects.update(parallel_conversations=1)
    make_active(make_young("Måne"), on_duty)
    letter = make_letter(young)
    assert accept(on_duty.membership, letter.pk).state == "active"


@pytest.mark.parametrize(("seconds", "outcome"), [(119, "active"), (121, "taken")])
def test_a_live_place_is_kept_for_two_minutes(  # type: ignore[no-untyped-def]
    clock: Clock, waiting, peer, seconds: int, outcome: str
) -> None:
    clock.pass_(seconds=seconds)
    go_on_duty(peer.membership, "peer")
    if outcome == "active":
        assert [one.pk for one in queries.waiting()] == [waiting.pk]
        assert accept(peer.membership, waiting.pk).state == "active"
    else:
        assert list(queries.waiting()) == []
        assert refusal(peer, waiting) == (outcome, 409)


def test_a_letter_can_be_taken_at_any_time(clock: Clock, young, peer, team) -> None:  # type: ignore[no-untyped-def]
    letter = make_letter(young)
    clock.pass_(days=9)
    go_on_duty(peer.membership, "peer")
    assert [one.pk for one in queries.waiting()] == [letter.pk]
    assert accept(peer.membership, letter.pk).state == "active"


def test_oldest_first(clock: Clock, young, team) -> None:  # type: ignore[no-untyped-def]
    first = make_letter(young)
    Message.objects.update(stored_at=clock())
    clock.pass_(seconds=1)
    second = make_conversation(make_young("Måne"))
    assert [one.pk for one in queries.waiting()] == [first.pk, second.pk]


def test_an_unwritten_letter_is_not_there(clock: Clock, young, on_duty, team) -> None:  # type: ignore[no-untyped-def]
    """It is as if there were none, until its first message is stored; it waits since then."""
    letter = make_conversation(young, "letter")
    assert list(queries.waiting()) == []
    with pytest.raises(Http404):
        accept(on_duty.membership, letter.pk)
    assert Conversation.objects.get().state == "waiting"
    say(letter, young, "Kære en derude")
    written = clock.pass_(days=3)
    Message.objects.update(stored_at=written)  # by this test's clock
    go_on_duty(on_duty.membership, "peer")
    assert queries.waits_since(queries.waiting().get(pk=letter.pk)) == written
    assert [one["queuedAt"] for one in board.read().items] == [written.isoformat()]
    clock.pass_(seconds=90)
    assert accept(on_duty.membership, letter.pk).state == "active"
    assert Fact.objects.get().waited_seconds == 90


def test_a_letter_waits_behind_whoever_came_before_it_was_written(  # type: ignore[no-untyped-def]
    clock: Clock, young, team
) -> None:
    letter = make_conversation(young, "letter")
    clock.pass_(seconds=5)
    live = make_conversation(make_young("Måne"))
    clock.pass_(seconds=5)
    say(letter, young, "Kære en derude")
    Message.objects.update(stored_at=clock())
    assert [one.pk for one in queries.waiting()] == [live.pk, letter.pk]


def test_a_live_one_waits_without_a_word_and_as_a_letter_it_does_not(  # type: ignore[no-untyped-def]
    waiting, young, on_duty
) -> None:
    assert [one.pk for one in queries.waiting()] == [waiting.pk]
    start.switch_kind(seat(waiting.pk, young.identity), "letter")
    assert list(queries.waiting()) == []
    with pytest.raises(Http404):
        accept(on_duty.membership, waiting.pk)


def test_no_such_and_another_municipalitys(on_duty, waiting, ishoej) -> None:  # type: ignore[no-untyped-def]
    with acting_for(ishoej):
        make_team("peers", make_member("volunteer"))
        foreign = make_conversation(make_young("Fremmed"), "letter")
    for pk in (foreign.pk, uuid.uuid4()):
        with pytest.raises(Http404):
            accept(on_duty.membership, pk)
    with acting_for(ishoej):
        assert Conversation.objects.get().state == "waiting"


def test_not_twice_at_the_same_table(waiting, on_duty) -> None:  # type: ignore[no-untyped-def]
    """Whoever sits there as a professional cannot take the peer's seat as well."""
    Participant.objects.create(
        municipality_id=waiting.municipality_id,
        conversation=waiting,
        identity=on_duty.identity,
        membership=on_duty.membership,
        party="professional",
        name="Mads",
        joined_at=waiting.queued_at,
    )
    assert refusal(on_duty, waiting) == ("already-here", 409)
    assert Conversation.objects.get().state == "waiting"
