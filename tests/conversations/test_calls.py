"""The professional on duty, called from inside a conversation (R41)."""

from __future__ import annotations

import uuid

import pytest
from django.http import Http404

from naere.accounts.keys import teams
from naere.accounts.keys.models import TeamKeyShare
from naere.conversations import queries
from naere.conversations.api import wire
from naere.conversations.hub import board
from naere.conversations.models import Call, Conversation, Fact
from naere.conversations.services import calls, leaving
from naere.conversations.services.access import seat
from naere.core.api import ApiError
from naere.volunteers.services import go_off_duty, go_on_duty
from tests.conversations.clock import Clock
from tests.conversations.readers import readable
from tests.factories.conversations import close, make_active, make_conversation, next_epoch
from tests.factories.people import Member, Young, make_member, make_young
from tests.factories.teams import make_team


@pytest.fixture
def on_duty(professional: Member) -> Member:
    go_on_duty(professional.membership, "professional")
    return professional


def call(conversation: Conversation, by) -> Call:  # type: ignore[no-untyped-def]
    return calls.call_professional(seat(conversation.pk, by.identity))


def answer(conversation: Conversation, by: Member) -> Conversation:
    return calls.answer_call(by.membership, conversation.pk)


def states() -> list[str]:
    return [call.state for call in Call.objects.order_by("called_at")]


def test_it_is_seen_by_whoever_is_on_duty(active, young, on_duty) -> None:  # type: ignore[no-untyped-def]
    made = call(active, young)
    assert [(one.pk, one.caller.party) for one in queries.open_calls()] == [(made.pk, "young")]
    assert Fact.objects.get().professional_called


def test_the_peer_may_call_too(active, peer, on_duty) -> None:  # type: ignore[no-untyped-def]
    assert call(active, peer).caller.party == "peer"


def test_nobody_on_duty(active, young, professional, peer) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ApiError, match="nobody-on-duty"):
        call(active, young)
    go_on_duty(professional.membership, "professional")
    go_off_duty(professional.membership)
    with pytest.raises(ApiError, match="nobody-on-duty"):
        call(active, young)
    assert states() == []


def test_once_at_a_time(active, young, peer, on_duty) -> None:  # type: ignore[no-untyped-def]
    call(active, young)
    with pytest.raises(ApiError, match="already-called"):
        call(active, peer)
    answer(active, on_duty)
    with pytest.raises(ApiError, match="already-called"):
        call(active, peer)
    assert states() == ["answered"]


def test_again_when_the_professional_has_left(clock: Clock, active, young, on_duty) -> None:  # type: ignore[no-untyped-def]
    call(active, young)
    answer(active, on_duty)
    leaving.professional_leaves(seat(active.pk, on_duty.identity))
    clock.pass_(seconds=1)
    call(active, young)
    assert states() == ["answered", "open"]


def test_taken_back(clock: Clock, active, young, peer, on_duty) -> None:  # type: ignore[no-untyped-def]
    call(active, young)
    calls.withdraw_call(seat(active.pk, peer.identity))
    assert states() == ["withdrawn"]
    assert list(queries.open_calls()) == []
    with pytest.raises(ApiError, match="not-called"):
        calls.withdraw_call(seat(active.pk, young.identity))
    with pytest.raises(ApiError, match="taken"):
        answer(active, on_duty)
    clock.pass_(seconds=1)
    call(active, young)
    assert states() == ["withdrawn", "open"]


def test_an_answered_one_is_not_taken_back(active, young, on_duty) -> None:  # type: ignore[no-untyped-def]
    call(active, young)
    answer(active, on_duty)
    with pytest.raises(ApiError, match="not-called"):
        calls.withdraw_call(seat(active.pk, young.identity))


def test_the_professional_joins(clock: Clock, active, young, on_duty) -> None:  # type: ignore[no-untyped-def]
    call(active, young)
    found = answer(active, on_duty)
    assert (found.state, found.epoch_due) == ("active", "joined")
    here = seat(active.pk, on_duty.identity)
    assert (here.party, here.name, here.joined_at) == ("professional", "Hanne", clock())
    made = Call.objects.get()
    assert (made.state, made.answered_by, made.answered_at) == (
        "answered",
        on_duty.membership,
        clock(),
    )


def test_nothing_can_be_read_before_a_participant_shares(active, young, on_duty) -> None:  # type: ignore[no-untyped-def]
    call(active, young)
    answer(active, on_duty)
    shown = wire.epochs(seat(active.pk, on_duty.identity))
    assert [epoch["share"] for epoch in shown] == [None, None]
    assert readable(active, on_duty) == set()
    next_epoch(active, young)
    assert readable(active, on_duty) == {2}


def test_not_by_the_peers_teams_key_either(waiting, young) -> None:  # type: ignore[no-untyped-def]
    both = make_member("coordinator", "professional")
    teams.ask_to_join("peers", both.identity)
    teams.approve_member("peers", both.identity.pk)
    TeamKeyShare.objects.create(
        municipality_id=waiting.municipality_id,
        team_key_id=waiting.shares.get(team_key__isnull=False).team_key_id,
        identity=both.identity,
        box=b"box",
        creator_public_key=b"creator",
    )
    go_on_duty(both.membership, "professional")
    call(waiting, young)
    answer(waiting, both)
    assert [epoch["share"] for epoch in wire.epochs(seat(waiting.pk, both.identity))] == [None]


def test_while_somebody_left_that_comes_first(active, young, peer, on_duty) -> None:  # type: ignore[no-untyped-def]
    leaving.hand_over(seat(active.pk, peer.identity))
    call(active, young)
    assert answer(active, on_duty).epoch_due == "left"


def test_second(active, young, on_duty) -> None:  # type: ignore[no-untyped-def]
    other = make_member("on_duty")
    go_on_duty(other.membership, "professional")
    call(active, young)
    answer(active, on_duty)
    with pytest.raises(ApiError, match="taken"):
        answer(active, other)
    assert active.participants.filter(party="professional").count() == 1


def test_only_on_duty_and_with_keys(active, young, on_duty) -> None:  # type: ignore[no-untyped-def]
    call(active, young)
    with pytest.raises(ApiError, match="off-duty"):
        answer(active, make_member("professional"))
    with pytest.raises(ApiError, match="no-identity"):
        answer(active, make_member("professional", with_identity=False))


def test_who_was_not_called_finds_nothing(active, on_duty) -> None:  # type: ignore[no-untyped-def]
    for pk in (active.pk, uuid.uuid4()):
        with pytest.raises(Http404):
            calls.answer_call(on_duty.membership, pk)


def test_not_from_an_ended_conversation(active, young, on_duty) -> None:  # type: ignore[no-untyped-def]
    close(active)
    with pytest.raises(ApiError, match="closed"):
        call(active, young)


@pytest.fixture
def both(young: Young) -> Member:
    """A peer who is a professional on duty as well, in a conversation with `young`."""
    found = make_member("volunteer", "professional")
    make_team("peers", found)
    make_active(young, found)
    go_on_duty(found.membership, "professional")
    return found


def test_the_peer_does_not_answer_their_own_call(young, both, on_duty) -> None:  # type: ignore[no-untyped-def]
    active = Conversation.objects.get()
    call(active, both)
    with pytest.raises(ApiError, match="already-here"):
        answer(active, both)
    assert states() == ["open"]


def test_nobody_is_called_when_the_peer_is_the_only_one_on_duty(young, both) -> None:  # type: ignore[no-untyped-def]
    """Who is called could never come, for whoever has a place gets no second one."""
    active = Conversation.objects.get()
    for side in (young, both):
        assert wire.conversation(seat(active.pk, side.identity))["professionalOnDuty"] is False
        with pytest.raises(ApiError, match="nobody-on-duty"):
            call(active, side)
    assert (states(), board.read().reach.at(str(active.pk))) == ([], False)
    other = make_conversation(make_young("Måne"))
    assert wire.conversation(other.participants.get())["professionalOnDuty"] is True
    assert board.read().reach.at(str(other.pk))


def test_another_on_duty_can_be_called(young, both, on_duty) -> None:  # type: ignore[no-untyped-def]
    active = Conversation.objects.get()
    assert wire.conversation(seat(active.pk, young.identity))["professionalOnDuty"] is True
    assert board.read().reach.at(str(active.pk))
    call(active, young)
    answer(active, on_duty)
    assert not board.read().reach.at(str(active.pk))


def test_the_peer_who_handed_over_can_be_called(young, both) -> None:  # type: ignore[no-untyped-def]
    active = Conversation.objects.get()
    leaving.hand_over(seat(active.pk, both.identity))
    assert wire.conversation(seat(active.pk, young.identity))["professionalOnDuty"] is True
    assert board.read().reach.at(str(active.pk))
    call(active, young)
    assert states() == ["open"]


def test_leaving_takes_the_shares_along(active, young, on_duty) -> None:  # type: ignore[no-untyped-def]
    call(active, young)
    answer(active, on_duty)
    next_epoch(active, young)
    leaving.professional_leaves(seat(active.pk, on_duty.identity))
    assert readable(active, on_duty) == set()
    assert Conversation.objects.get().epoch_due == "left"
