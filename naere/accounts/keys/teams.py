"""Teams and their keys: who is approved, who holds the key, when a new version is made.

Every change locks the team first, so that two browsers cannot make the same version twice or
share with somebody who is being removed (docs/protocol.md, team key).
"""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.db import connection
from django.utils import timezone

from naere.accounts.keys import queries
from naere.accounts.keys.models import Identity, TeamKey, TeamKeyShare, TeamMember, TeamRotation
from naere.accounts.keys.services import KEY_BYTES
from naere.core.api import ApiError
from naere.core.signals import notify
from naere.tenancy.scope import current_municipality

BOX_BYTES = 24 + 16 + KEY_BYTES  # nonce, tag, the team's private key


def ask_to_join(kind: str, identity: Identity) -> None:
    """Note that an identity belongs to a team as soon as a coordinator approves it."""
    TeamMember.objects.get_or_create(
        municipality=current_municipality(), kind=kind, identity=identity
    )
    _tell(kind)


def approve_member(kind: str, identity_id: UUID) -> None:
    """Approve one who asked; a holder's browser gives the share. Raises 404 for anyone else."""
    _lock(kind)
    row = TeamMember.objects.filter(kind=kind, identity_id=identity_id).first()
    if row is None:
        raise ApiError("not-found", 404)
    if row.approved_at is None:
        row.approved_at = timezone.now()
        row.save(update_fields=["approved_at"])
    _tell(kind)


def remove_member(kind: str, identity_id: UUID, *, may_return: bool = True) -> None:
    """Take a member's approval and shares away; a new version falls due when one was held.

    With `may_return` the identity stays in the list as one who asks, to be approved again.
    """
    _lock(kind)
    shares = TeamKeyShare.objects.filter(team_key__kind=kind, identity_id=identity_id)
    held_one, _ = shares.delete()
    rows = TeamMember.objects.filter(kind=kind, identity_id=identity_id)
    if may_return:
        rows.update(approved_at=None)
    else:
        rows.delete()
    if held_one:
        TeamRotation.objects.get_or_create(municipality=current_municipality(), kind=kind)
    _tell(kind)


def add_shares(kind: str, version: int, by: Identity, shares: Mapping[UUID, bytes]) -> None:
    """Give approved members their share of a version that `by` holds; those who have one keep it.

    Raises ApiError: 403 "not-holder", 400 "wrong-recipients", 400 "bad-box".
    """
    _lock(kind)
    held = queries.held_shares(kind, by).filter(team_key__version=version).first()
    if held is None or not queries.is_approved(kind, by):
        raise ApiError("not-holder", 403)
    if not set(shares) <= _approved_ids(kind):
        raise ApiError("wrong-recipients")
    _check_lengths(bytes(held.team_key.public_key), shares)
    _store(held.team_key, by, shares)
    _tell(kind)


def new_version(
    kind: str,
    version: int,
    public_key: bytes,
    by: Identity,
    shares: Mapping[UUID, bytes],
    *,
    by_coordinator: bool = False,
) -> TeamKey:
    """Make the next version of a team's key, shared with exactly the approved members.

    A holder makes it. When nobody holds the newest version (there is none yet, or the last holder
    lost their words) a coordinator does, and is thereby a member. Raises ApiError: 409 "not-next",
    403 "not-holder", 400 "wrong-recipients", 400 "bad-publicKey", 400 "bad-box".
    """
    _lock(kind)
    if version != queries.next_version(kind):
        raise ApiError("not-next", 409)
    starts_anew = by_coordinator and queries.current_team_key(kind) is None
    if not starts_anew and not queries.is_holder(kind, by):
        raise ApiError("not-holder", 403)
    if set(shares) != _approved_ids(kind) | ({by.pk} if starts_anew else set()):
        raise ApiError("wrong-recipients")
    _check_lengths(public_key, shares)
    if starts_anew:
        _approve_itself(kind, by)
    key = _make(kind, version, public_key, by)
    _store(key, by, shares)
    TeamRotation.objects.filter(kind=kind).delete()
    _tell(kind)
    return key


def _check_lengths(public_key: bytes, shares: Mapping[UUID, bytes]) -> None:
    if len(public_key) != KEY_BYTES:
        raise ApiError("bad-publicKey")
    if any(len(box) != BOX_BYTES for box in shares.values()):
        raise ApiError("bad-box")


def _make(kind: str, version: int, public_key: bytes, by: Identity) -> TeamKey:
    made: TeamKey = TeamKey.objects.create(
        municipality=current_municipality(),
        kind=kind,
        version=version,
        public_key=public_key,
        made_by=by,
    )
    return made


def _store(key: TeamKey, by: Identity, shares: Mapping[UUID, bytes]) -> None:
    rows = [
        TeamKeyShare(
            municipality=current_municipality(),
            team_key=key,
            identity_id=identity_id,
            box=box,
            creator_public_key=by.public_key,
        )
        for identity_id, box in shares.items()
    ]
    TeamKeyShare.objects.bulk_create(rows, ignore_conflicts=True)


def _approve_itself(kind: str, identity: Identity) -> None:
    TeamMember.objects.update_or_create(
        municipality=current_municipality(),
        kind=kind,
        identity=identity,
        defaults={"approved_at": timezone.now()},
    )


def _approved_ids(kind: str) -> set[UUID]:
    return set(queries.approved_members(kind).values_list("identity_id", flat=True))


def _lock(kind: str) -> None:
    """Lock the team until the transaction ends. It has no row of its own, so an advisory lock."""
    name = f"team {current_municipality().pk} {kind}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])


def _tell(kind: str) -> None:
    notify("team", current_municipality().pk, kind=kind)
