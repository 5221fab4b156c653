"""Two professionals answer, or two sides call, at the same moment."""

from __future__ import annotations

from functools import partial

import pytest

from naere.conversations.models import Call, Conversation, Participant
from naere.conversations.services import calls
from naere.conversations.services.access import seat
from naere.tenancy.models import Municipality
from naere.tenancy.scope import tenant_scope
from naere.volunteers.services import go_on_duty
from tests.conversations.at_once import at_once
from tests.factories.conversations import make_active
from tests.factories.people import Member, Young, make_member, make_young
from tests.factories.teams import make_team


@pytest.fixture
def scene(committed: Municipality) -> tuple[Conversation, Young, Member, list[Member]]:
    with tenant_scope(committed):
        young, peer = make_young(), make_member("volunteer")
        make_team("peers", peer)
        called = [make_member("professional"), make_member("on_duty")]
        for member in called:
            go_on_duty(member.membership, "professional")
        return make_active(young, peer), young, peer, called


def test_one_of_two_answers(committed: Municipality, scene) -> None:  # type: ignore[no-untyped-def]
    active, young, _, called = scene
    with tenant_scope(committed):
        calls.call_professional(seat(active.pk, young.identity))
    works = [partial(calls.answer_call, one.membership, active.pk) for one in called]
    assert at_once(committed, *works) == ["done", "taken"]
    with tenant_scope(committed):
        assert Participant.objects.filter(party="professional").count() == 1


def test_one_of_two_calls(committed: Municipality, scene) -> None:  # type: ignore[no-untyped-def]
    active, young, peer, _ = scene

    def call(by: Young | Member) -> Call:
        return calls.call_professional(seat(active.pk, by.identity))

    works = [partial(call, by) for by in (young, peer)]
    assert at_once(committed, *works) == ["already-called", "done"]
    with tenant_scope(committed):
        assert Call.objects.count() == 1
