"""A waiting young person changes between live and letter."""

from __future__ import annotations

import pytest

from naere.conversations import queries
from naere.conversations.models import Conversation, Fact, Message
from naere.conversations.services import accept as accepting
from naere.conversations.services import start
from naere.conversations.services.access import seat
from naere.core.api import ApiError
from naere.tenancy.models import OpeningHours, Profile
from naere.volunteers.services import go_on_duty
from tests.conversations.clock import Clock
from tests.factories.conversations import make_conversation, make_letter, somebody_on_duty
from tests.factories.people import make_young


def switch(conversation: Conversation, young, kind: str) -> Conversation:  # type: ignore[no-untyped-def]
    start.switch_kind(seat(conversation.pk, young.identity), kind)
    return Conversation.objects.get(pk=conversation.pk)


def test_to_a_letter_and_the_place_in_time_stays(clock: Clock, waiting, young) -> None:  # type: ignore[no-untyped-def]
    clock.pass_(seconds=60)
    letter = switch(waiting, young, "letter")
    assert (letter.kind, letter.queued_at) == ("letter", waiting.queued_at)
    assert Fact.objects.get().kind == "letter"


def test_to_live_from_the_end_of_the_queue(clock: Clock, young, team) -> None:  # type: ignore[no-untyped-def]
    letter = make_conversation(young, "letter")
    clock.pass_(days=1)
    with somebody_on_duty():
        live = switch(letter, young, "now")
    assert (live.kind, live.queued_at, live.present_at) == ("now", clock(), clock())


def test_a_letter_that_was_live_for_a_while_has_waited_all_along(  # type: ignore[no-untyped-def]
    clock: Clock, young, peer, team
) -> None:
    letter = make_letter(young)
    written = clock()
    Message.objects.update(stored_at=written)  # by this test's clock
    clock.pass_(hours=10)
    between = make_letter(make_young("Måne"))
    Message.objects.filter(conversation=between).update(stored_at=clock())
    clock.pass_(hours=10)
    with somebody_on_duty():
        live = switch(letter, young, "now")
    assert queries.waits_since(live) == clock()
    clock.pass_(minutes=5)
    again = switch(live, young, "letter")
    assert queries.waits_since(again) == written
    assert [one.pk for one in queries.waiting()] == [letter.pk, between.pk]
    go_on_duty(peer.membership, "peer")
    accepting.accept(peer.membership, letter.pk)
    waited = Fact.objects.exclude(waited_seconds=None).get().waited_seconds
    assert waited == (clock() - written).total_seconds()


def test_the_same_kind_changes_nothing(clock: Clock, waiting, young) -> None:  # type: ignore[no-untyped-def]
    clock.pass_(seconds=30)
    assert switch(waiting, young, "now").queued_at == waiting.queued_at


def test_not_to_live_while_closed_or_full(young, team) -> None:  # type: ignore[no-untyped-def]
    letter = make_conversation(young, "letter")
    Profile.objects.update(queue_limit=1)
    make_conversation(make_young("Måne"))
    with pytest.raises(ApiError, match="queue-full"):
        switch(letter, young, "now")
    OpeningHours.objects.all().delete()
    with pytest.raises(ApiError, match="closed-now"):
        switch(letter, young, "now")
    assert Conversation.objects.get(pk=letter.pk).kind == "letter"


def test_not_to_live_while_nobody_is_on_duty(young, team) -> None:  # type: ignore[no-untyped-def]
    letter = make_conversation(young, "letter")
    with pytest.raises(ApiError, match="nobody-on-duty"):
        switch(letter, young, "now")
    assert Conversation.objects.get(pk=letter.pk).kind == "letter"


@pytest.mark.parametrize("state", ["active", "closed"])
def test_only_while_waiting(waiting, young, state: str) -> None:  # type: ignore[no-untyped-def]
    Conversation.objects.update(state=state)
    with pytest.raises(ApiError, match="not-waiting"):
        switch(waiting, young, "letter")
