"""The teams and their keys (docs/wire.md, peers, coordinators, professionals)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import Http404, HttpRequest

from naere.accounts.keys import queries as keys
from naere.accounts.keys import teams
from naere.accounts.keys.enums import TeamKind
from naere.accounts.staff.entry import staff_call
from naere.accounts.staff.enums import Role
from naere.accounts.staff.queries import TEAM_ROLES, names_of, programs_among
from naere.conversations.api import wire
from naere.conversations.services.leaving import step_out_everywhere
from naere.core.api import ApiError, Body, api, read_body
from naere.core.binary import to_text

if TYPE_CHECKING:
    from naere.accounts.keys.models import Identity
    from naere.accounts.staff.models import Membership

MOST_MEMBERS = 500
IN_A_TEAM = (Role.VOLUNTEER, Role.COORDINATOR, Role.PROFESSIONAL, Role.ON_DUTY)


@api("POST")
@staff_call(Role.COORDINATOR)
def members(request: HttpRequest, kind: str) -> dict[str, Any]:
    """Approve one who asked to join, or take another out; a rotation may fall due.

    Nobody takes themself out (409 "not-yourself"): a slip would leave the team without who repairs it.
    """
    membership, body = _enter(request, kind), read_body(request)
    identity = body.uuid("identity")
    if identity not in {row.identity for row in keys.member_states(kind)}:
        raise Http404
    if body.flag("approved"):
        teams.approve_member(kind, identity)
    elif membership.identity is not None and identity == membership.identity.pk:
        raise ApiError("not-yourself", 409)
    else:
        teams.remove_member(kind, identity)
        if kind == TeamKind.PEERS:
            step_out_everywhere(identity)
    return {"team": team_state(kind, membership)}


@api("POST")
@staff_call(*IN_A_TEAM)
def shares(request: HttpRequest, kind: str) -> dict[str, Any]:
    """Give approved members their share of a version that I hold."""
    membership, body = _enter(request, kind), read_body(request)
    version = body.number("version", most=2**31 - 1)
    teams.add_shares(kind, version, _identity(membership), _boxes(body))
    return {"team": team_state(kind, membership)}


@api("POST")
@staff_call(*IN_A_TEAM)
def versions(request: HttpRequest, kind: str) -> dict[str, Any]:
    """Make the next version of the team's key, shared with exactly the approved members."""
    membership, body = _enter(request, kind), read_body(request)
    teams.new_version(
        kind,
        body.number("version", most=2**31 - 1),
        body.bytes("publicKey", length=32),
        _identity(membership),
        _boxes(body),
        by_coordinator=membership.has_role(Role.COORDINATOR),
    )
    return {"team": team_state(kind, membership)}


def team_states(membership: Membership) -> list[dict[str, Any]]:
    """Return the wire form `TeamState` of each team that the member's roles touch."""
    return [
        team_state(kind, membership) for kind in keys.team_kinds() if _touches(kind, membership)
    ]


def team_state(kind: str, membership: Membership) -> dict[str, Any]:
    """Return the wire form `TeamState` as a member may see it; others' states for those who act."""
    identity, coordinates = membership.identity, membership.has_role(Role.COORDINATOR)
    holds = keys.is_holder(kind, identity)
    state: dict[str, Any] = {
        "kind": kind,
        "member": keys.standing(kind, identity),
        "current": wire.team(keys.current_team_key(kind)),
        "nextVersion": keys.next_version(kind),
        "held": [_held(share) for share in keys.held_shares(kind, identity)],
        "rotationDue": keys.rotation_due(kind),
    }
    return state | ({"members": _members(kind, real=coordinates)} if coordinates or holds else {})


def _members(kind: str, *, real: bool) -> list[dict[str, Any]]:
    rows = keys.member_states(kind)
    identities = [row.identity for row in rows]
    names, programs = names_of(identities, real=real), programs_among(identities)
    return [
        {
            "identity": str(row.identity),
            "publicKey": to_text(row.public_key),
            "name": names.get(row.identity, ""),
            "isProgram": row.identity in programs,
            "approved": row.approved,
            "hasShare": row.has_share,
        }
        for row in rows
    ]


def _held(share: Any) -> dict[str, Any]:
    return {
        "team": wire.team(share.team_key),
        "box": to_text(share.box),
        "creatorPublicKey": to_text(share.creator_public_key),
    }


def _enter(request: HttpRequest, kind: str) -> Membership:
    membership: Membership = request.membership  # type: ignore[attr-defined]
    if kind not in keys.team_kinds() or not _touches(kind, membership):
        raise Http404
    return membership


def _touches(kind: str, membership: Membership) -> bool:
    return membership.has_role(*TEAM_ROLES[kind])


def _identity(membership: Membership) -> Identity:
    if membership.identity is None:
        raise ApiError("no-identity", 409)
    return membership.identity


def _boxes(body: Body) -> dict[UUID, bytes]:
    given = body.objects("shares", most=MOST_MEMBERS)
    return {one.uuid("recipient"): one.bytes("box", length=teams.BOX_BYTES) for one in given}
