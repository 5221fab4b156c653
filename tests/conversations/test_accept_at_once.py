"""Two take the same conversation, or one takes two, at the same moment."""

from __future__ import annotations

import pytest

from naere.conversations.models import Conversation, Participant
from naere.conversations.services.accept import accept
from naere.tenancy.models import Municipality, Profile
from naere.tenancy.scope import tenant_scope
from naere.volunteers.services import go_on_duty
from tests.conversations.at_once import at_once
from tests.factories.conversations import make_conversation
from tests.factories.people import Member, make_member, make_young
from tests.factories.teams import make_team


def peers(count: int) -> list[Member]:
    made = [make_member("volunteer") for _ in range(count)]
    make_team("peers", *made)
    for member in made:
        go_on_duty(member.membership, "peer")
    return made


def takes(member: Member, conversation: Conversation) -> object:
    return lambda: accept(member.membership, conversation.pk)


def test_of_four_peers_one_wins(committed: Municipality) -> None:
    with tenant_scope(committed):
        members = peers(4)
        waiting = make_conversation(make_young())
    works = [takes(member, waiting) for member in members]
    assert at_once(committed, *works) == ["done", "taken", "taken", "taken"]  # type: ignore[arg-type]
    with tenant_scope(committed):
        assert Participant.objects.filter(party="peer").count() == 1
        assert Conversation.objects.get().epoch_due == "joined"


@pytest.mark.parametrize(("places", "outcome"), [(1, "too-many"), (2, "done")])
def test_two_taps_find_one_free_place_once(
    committed: Municipality, places: int, outcome: str
) -> None:
    with tenant_scope(committed):
        Profile.objects.update(parallel_conversations=places)
        (member,) = peers(1)
        two = [make_conversation(make_young(name)) for name in ("Sol", "Måne")]
    works = [takes(member, waiting) for waiting in two]
    assert at_once(committed, *works) == ["done", outcome]  # type: ignore[arg-type]
    with tenant_scope(committed):
        assert Conversation.objects.filter(state="active").count() == (1 if places == 1 else 2)


def test_the_last_place_in_the_queue_is_given_once(committed: Municipality) -> None:
    with tenant_scope(committed):
        Profile.objects.update(queue_limit=1)
        peers(1)
        young = [make_young(name) for name in ("Sol", "Måne", "Sky")]
    works = [lambda one=one: make_conversation(one) for one in young]
    assert at_once(committed, *works) == ["done", "queue-full", "queue-full"]


def test_one_person_opens_no_more_than_three(committed: Municipality) -> None:
    with tenant_scope(committed):
        peers(1)
        young = make_young()
    works = [lambda: make_conversation(young, "letter")] * 5
    assert at_once(committed, *works) == ["done"] * 3 + ["too-many-open"] * 2
