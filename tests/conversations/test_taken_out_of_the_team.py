"""A coordinator takes a peer out of the team: whoever writes with them gets another."""

from __future__ import annotations

from naere.conversations.models import Conversation
from tests.conversations.browsers import browser, said
from tests.factories.conversations import close, make_active
from tests.factories.people import Member, make_member, make_young


def take_out(member: Member) -> tuple[int, str]:
    coordinator = make_member("coordinator")
    path, who = "teams/peers/members", str(member.identity.pk)
    return said(coordinator, path, identity=who, approved=False)


def test_the_peer_hands_over(active: Conversation, peer: Member) -> None:
    second = make_active(make_young("Måne"), peer, "letter")
    assert take_out(peer) == (200, "")
    for conversation in (active, second):
        conversation.refresh_from_db()
        assert (conversation.state, conversation.epoch_due) == ("waiting", "left")
        assert conversation.shares.filter(identity=peer.identity).count() == 0


def test_what_has_ended_can_be_read_no_more(active: Conversation, peer: Member) -> None:
    close(active)
    assert browser(peer).get(f"/api/conversations/{active.pk}").status_code == 200
    assert take_out(peer) == (200, "")
    active.refresh_from_db()
    assert (active.state, active.epoch_due, active.ending) == ("closed", "", "young")
    assert [one.party for one in active.participants.filter(left_at__isnull=True)] == ["young"]
    assert not active.shares.filter(identity=peer.identity).exists()
    assert browser(peer).get(f"/api/conversations/{active.pk}").status_code == 404


def test_others_go_on(active: Conversation, other_peer: Member) -> None:
    assert take_out(other_peer) == (200, "")
    assert Conversation.objects.get().state == "active"
