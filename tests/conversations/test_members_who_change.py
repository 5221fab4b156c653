"""A peer who is shut out, or starts anew, leaves nobody waiting for an answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.http import Http404

from naere.accounts.staff import services as staff
from naere.accounts.staff.models import Membership
from naere.conversations.models import Conversation, Participant
from naere.conversations.queries import seat_of_identity
from naere.conversations.services import calls
from naere.conversations.services.access import seat
from naere.tenancy.models import Municipality
from naere.volunteers.queries import on_duty
from naere.volunteers.services import go_on_duty
from tests.factories.conversations import close, make_active
from tests.factories.people import Member, Young, give_identity, make_member, make_young
from tests.factories.teams import make_team


@pytest.fixture
def peer(dragoer: Municipality) -> Member:
    return make_member("volunteer")


@pytest.fixture
def young(dragoer: Municipality) -> Young:
    return make_young()


@pytest.fixture
def conversation(peer: Member, young: Young) -> Conversation:
    make_team("peers", make_member("coordinator"), peer)
    return make_active(young, peer)


def standing(conversation: Conversation) -> tuple[str, str, bool]:
    conversation.refresh_from_db()
    return conversation.state, conversation.epoch_due, conversation.handed_over


def present(conversation: Conversation) -> set[str]:
    places = Participant.objects.filter(conversation=conversation, left_at__isnull=True)
    return {place.party for place in places}


def test_a_shut_out_peer_hands_over(peer: Member, conversation: Conversation) -> None:
    staff.deactivate(peer.membership)
    assert standing(conversation) == ("waiting", "left", True)
    assert present(conversation) == {"young"}
    assert not conversation.shares.filter(identity=peer.identity).exists()


def test_a_peer_without_the_role_hands_over(peer: Member, conversation: Conversation) -> None:
    staff.set_roles(peer.membership, ["editor"])
    assert standing(conversation) == ("waiting", "left", True)


def test_a_new_start_hands_over(peer: Member, conversation: Conversation) -> None:
    give_identity(peer)
    assert standing(conversation) == ("waiting", "left", True)


def test_another_role_beside_changes_nothing(peer: Member, conversation: Conversation) -> None:
    staff.set_roles(peer.membership, ["volunteer", "editor"])
    assert standing(conversation) == ("active", "", False)
    assert present(conversation) == {"young", "peer"}


def shut_out(peer: Member) -> None:
    staff.deactivate(peer.membership)


def lose_role(peer: Member) -> None:
    staff.set_roles(peer.membership, ["editor", "professional"])


@pytest.mark.parametrize("change", [shut_out, lose_role, give_identity])
def test_what_has_ended_is_closed_to_them(
    peer: Member, conversation: Conversation, change: Callable[[Member], object]
) -> None:
    close(conversation)
    identity = peer.identity
    change(peer)
    assert standing(conversation) == ("closed", "", False)
    assert present(conversation) == {"young"}
    assert not conversation.shares.filter(identity=identity).exists()


def test_what_has_ended_stays_with_whom_it_may(peer: Member, conversation: Conversation) -> None:
    close(conversation)
    staff.set_roles(peer.membership, ["volunteer", "editor"])
    assert present(conversation) == {"young", "peer"}
    assert conversation.shares.filter(identity=peer.identity).exists()


@pytest.mark.parametrize(
    "change", [{"is_active": False}, {"roles": ["editor"]}, {"identity": None}]
)
def test_a_place_that_was_left_over_opens_nothing(
    peer: Member, conversation: Conversation, change: dict[str, Any]
) -> None:
    """Whatever took the membership away, and whether it told or not."""
    Membership.objects.filter(pk=peer.membership.pk).update(**change)
    with pytest.raises(Http404):
        seat(conversation.pk, peer.identity)
    assert seat_of_identity(conversation.pk, peer.identity.pk) is None
    assert present(conversation) == {"young", "peer"}


def test_a_professional_leaves(young: Young, conversation: Conversation) -> None:
    professional = make_member("on_duty")
    go_on_duty(professional.membership, "professional")
    calls.call_professional(seat(conversation.pk, young.identity))
    calls.answer_call(professional.membership, conversation.pk)
    staff.deactivate(professional.membership)
    assert standing(conversation)[:2] == ("active", "left")
    assert present(conversation) == {"young", "peer"}


@pytest.mark.parametrize("roles", [["editor"], ["on_duty"]])
def test_duty_ends_with_the_role(peer: Member, roles: list[str]) -> None:
    go_on_duty(peer.membership, "peer")
    staff.set_roles(peer.membership, roles)
    assert not on_duty("peer").exists()


def test_duty_goes_on_with_the_role(peer: Member) -> None:
    go_on_duty(peer.membership, "peer")
    staff.set_roles(peer.membership, ["volunteer", "editor"])
    assert on_duty("peer").count() == 1
