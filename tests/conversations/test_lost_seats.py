"""Members who may no longer read along leave their conversations."""

from __future__ import annotations

import pytest

from naere.accounts.keys import teams
from naere.accounts.staff.services import deactivate, set_roles
from naere.conversations.models import Conversation
from naere.conversations.services import calls
from naere.conversations.services.access import seat
from naere.conversations.services.leaving import release_lost_seats
from naere.volunteers.services import go_on_duty
from tests.conversations.readers import readable
from tests.factories.conversations import close
from tests.factories.people import Member, give_identity


def shut_out(member: Member) -> None:
    deactivate(member.membership)


def new_words(member: Member) -> None:
    member.ring = type(member.ring)()
    give_identity(member)


def removed(member: Member) -> None:
    teams.remove_member("peers", member.identity.pk)


def other_role(member: Member) -> None:
    set_roles(member.membership, ["teacher"])


@pytest.mark.parametrize("how", [shut_out, new_words, removed, other_role])
def test_a_peer_who_is_gone_hands_over(active: Conversation, peer: Member, how) -> None:  # type: ignore[no-untyped-def]
    assert release_lost_seats() == 0
    old = peer.identity.pk
    how(peer)
    assert release_lost_seats() == 1
    found = Conversation.objects.get()
    assert (found.state, found.epoch_due, found.handed_over) == ("waiting", "left", True)
    assert found.shares.filter(identity=old).count() == 0
    assert release_lost_seats() == 0


@pytest.mark.parametrize("how", [shut_out, new_words])
def test_a_professional_who_is_gone_leaves(active, young, professional, how) -> None:  # type: ignore[no-untyped-def]
    go_on_duty(professional.membership, "professional")
    calls.call_professional(seat(active.pk, young.identity))
    calls.answer_call(professional.membership, active.pk)
    assert release_lost_seats() == 0
    how(professional)
    assert release_lost_seats() == 1
    found = Conversation.objects.get()
    assert (found.state, found.epoch_due) == ("active", "left")
    assert found.participants.filter(left_at__isnull=True).count() == 2


def test_an_ended_one_stays_as_it_is(active, peer) -> None:  # type: ignore[no-untyped-def]
    close(active)
    removed(peer)
    assert release_lost_seats() == 0
    assert readable(active, peer) == {1}


def test_others_stay(active, other_peer) -> None:  # type: ignore[no-untyped-def]
    removed(other_peer)
    assert release_lost_seats() == 0
