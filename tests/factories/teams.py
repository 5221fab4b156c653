"""Teams with a key that their members really hold."""

from __future__ import annotations

from client.protocol.encoding import from_base64
from naere.accounts.keys import teams
from naere.accounts.keys.models import TeamKey
from tests.factories.people import Member


def make_team(kind: str, first: Member, *others: Member) -> TeamKey:
    """Return version 1 of a team's key, made by `first` and shared with all of them."""
    for member in others:
        teams.ask_to_join(kind, member.identity)
        teams.approve_member(kind, member.identity.pk)
    public = first.ring.create_team_key()
    shares = {
        member.identity.pk: from_base64(first.ring.share_team_key(public, member.ring.public_key()))
        for member in (first, *others)
    }
    key = teams.new_version(
        kind, 1, from_base64(public), first.identity, shares, by_coordinator=True
    )
    for member in others:
        open_team(member, first, public, shares[member.identity.pk])
    return key


def open_team(member: Member, creator: Member, public: str, box: bytes) -> None:
    """Let a member's client hold the team's key from its share."""
    from client.protocol.encoding import to_base64

    member.ring.open_team_key(public, to_base64(box), creator.ring.public_key())
