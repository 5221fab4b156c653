"""Reads of identities and teams. What is returned is public or sealed."""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from naere.accounts.keys.enums import IdentityKind, TeamKind
from naere.accounts.keys.models import Identity, TeamKey, TeamKeyShare, TeamMember, TeamRotation
from naere.core.ids import digest

_NOBODY = digest("naere/v1/nobody has these words")


@dataclass(frozen=True)
class MemberState:
    """One who belongs to a team or asks to: may be approved, may hold the current key."""

    identity: UUID
    public_key: bytes
    approved: bool
    has_share: bool


def find_by_words(
    lookup: bytes, auth: bytes, kind: str = IdentityKind.YOUNG.value
) -> Identity | None:
    """Return whose words gave `lookup` and `auth`, or None.

    One query and one comparison in constant time, whether `lookup` is known or not, so that
    neither answer nor time tells which words exist (docs/protocol.md, words).
    """
    found = Identity.objects.filter(kind=kind, lookup_hash=digest(lookup)).first()
    stored = bytes(found.auth_hash) if found and found.auth_hash else _NOBODY
    return found if hmac.compare_digest(stored, digest(auth)) else None


def identities(ids: Iterable[UUID]) -> QuerySet[Identity]:
    """Return the identities of `ids`."""
    found: QuerySet[Identity] = Identity.objects.filter(pk__in=list(ids))
    return found


def newest_version(kind: str) -> TeamKey | None:
    """Return the newest version of a team's key, even when nobody holds it any more."""
    newest: TeamKey | None = TeamKey.objects.filter(kind=kind).order_by("-version").first()
    return newest


def next_version(kind: str) -> int:
    """Return the number that the team's next version must have."""
    newest = newest_version(kind)
    return newest.version + 1 if newest else 1


def current_team_key(kind: str) -> TeamKey | None:
    """Return the version of a team's key that one shares with, or None when nobody could open it."""
    newest = newest_version(kind)
    return newest if newest and holders(newest).exists() else None


def holders(key: TeamKey) -> QuerySet[TeamMember]:
    """Return the approved members of the team who hold `key`."""
    held = TeamKeyShare.objects.filter(team_key=key, identity=OuterRef("identity"))
    return approved_members(key.kind).filter(Exists(held))


def approved_members(kind: str) -> QuerySet[TeamMember]:
    """Return the approved members of a team."""
    members: QuerySet[TeamMember] = TeamMember.objects.filter(kind=kind, approved_at__isnull=False)
    return members


def is_approved(kind: str, identity: Identity | None) -> bool:
    """Return whether `identity` is an approved member of the team."""
    return identity is not None and approved_members(kind).filter(identity=identity).exists()


def is_holder(kind: str, identity: Identity | None) -> bool:
    """Return whether `identity` is an approved member who holds the newest version."""
    newest = newest_version(kind) if identity else None
    return newest is not None and holders(newest).filter(identity=identity).exists()


def standing(kind: str, identity: Identity | None) -> str:
    """Return "approved", "pending" or "none" for an identity and a team (wire `TeamState.member`)."""
    row = TeamMember.objects.filter(kind=kind, identity=identity).first() if identity else None
    if row is None:
        return "none"
    return "approved" if row.approved_at else "pending"


def held_shares(kind: str, identity: Identity | None) -> QuerySet[TeamKeyShare]:
    """Return the shares of all versions that a member was given, newest first."""
    shares: QuerySet[TeamKeyShare] = TeamKeyShare.objects.none()
    if identity is not None:
        shares = TeamKeyShare.objects.filter(team_key__kind=kind, identity=identity)
    return shares.select_related("team_key").order_by("-team_key__version")


def rotation_due(kind: str) -> bool:
    """Return whether somebody left and the team waits for a new version of its key."""
    return bool(TeamRotation.objects.filter(kind=kind).exists())


def member_states(kind: str) -> list[MemberState]:
    """Return all who belong to a team or ask to, in the order in which they were approved."""
    shares = TeamKeyShare.objects.filter(
        team_key=newest_version(kind), identity=OuterRef("identity")
    )
    rows = (
        TeamMember.objects.filter(kind=kind)
        .select_related("identity")
        .annotate(holds=Exists(shares))
        .order_by("approved_at", "pk")
    )
    return [
        MemberState(
            row.identity_id, bytes(row.identity.public_key), row.approved_at is not None, row.holds
        )
        for row in rows
    ]


def team_kinds() -> list[str]:
    """Return the kinds of team there are."""
    return list(TeamKind.values)
