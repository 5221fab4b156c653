"""The young person or the peer ends a conversation."""

from __future__ import annotations

from datetime import timedelta

import pytest

from naere.conversations.models import Call, Conversation, Fact
from naere.conversations.services import calls, leaving
from naere.conversations.services.access import seat
from naere.core.api import ApiError
from naere.tenancy.models import Profile
from naere.volunteers.services import go_on_duty
from tests.conversations.clock import Clock
from tests.factories.conversations import make_active, say


def end(conversation: Conversation, by) -> Conversation:  # type: ignore[no-untyped-def]
    here = seat(conversation.pk, by.identity)
    leaving.end(here.conversation, leaving.ending_by(here))
    return Conversation.objects.get(pk=conversation.pk)


def test_by_the_young_person(clock: Clock, active, young, peer) -> None:  # type: ignore[no-untyped-def]
    say(active, young, "hej")
    say(active, peer, "hej")
    clock.pass_(minutes=50)
    found = end(active, young)
    assert (found.state, found.ending, found.closed_at) == ("closed", "young", clock())
    fact = Fact.objects.get()
    assert (fact.ending, fact.length_seconds, fact.messages) == ("young", 3000, 2)


def test_by_the_peer(active, peer) -> None:  # type: ignore[no-untyped-def]
    assert end(active, peer).ending == "peer"
    assert Fact.objects.get().ending == "peer"


@pytest.mark.parametrize("days", [0, 14, 30])
def test_it_is_kept_for_the_municipalitys_days(clock: Clock, active, young, days: int) -> None:  # type: ignore[no-untyped-def]
    Profile.objects.update(days_kept=days)
    assert end(active, young).delete_after == clock() + timedelta(days=days)


def test_while_waiting_it_had_no_length(waiting, young) -> None:  # type: ignore[no-untyped-def]
    assert end(waiting, young).state == "closed"
    fact = Fact.objects.get()
    assert (fact.length_seconds, fact.waited_seconds, fact.messages) == (None, None, 0)


def test_a_letters_length_is_not_measured(clock: Clock, young, peer, team) -> None:  # type: ignore[no-untyped-def]
    letter = make_active(young, peer, "letter")
    clock.pass_(days=3)
    end(letter, young)
    assert Fact.objects.get().length_seconds is None


def test_once(active, young, peer) -> None:  # type: ignore[no-untyped-def]
    end(active, young)
    with pytest.raises(ApiError, match="closed"):
        end(active, peer)
    assert Conversation.objects.get().ending == "young"


def test_not_by_the_professional(active, young, professional) -> None:  # type: ignore[no-untyped-def]
    go_on_duty(professional.membership, "professional")
    calls.call_professional(seat(active.pk, young.identity))
    calls.answer_call(professional.membership, active.pk)
    with pytest.raises(ApiError, match="not-yours"):
        end(active, professional)


def test_an_open_call_is_taken_back(active, young, professional) -> None:  # type: ignore[no-untyped-def]
    go_on_duty(professional.membership, "professional")
    calls.call_professional(seat(active.pk, young.identity))
    end(active, young)
    assert Call.objects.get().state == "withdrawn"
