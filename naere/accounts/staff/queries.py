"""Reads of memberships, in the current municipality."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from naere.accounts.keys.enums import TeamKind
from naere.accounts.staff.enums import Role
from naere.accounts.staff.models import Membership, User

TEAM_ROLES: dict[str, frozenset[str]] = {
    TeamKind.PEERS.value: frozenset({Role.VOLUNTEER, Role.COORDINATOR}),
    TeamKind.SAFEGUARDING.value: frozenset({Role.PROFESSIONAL, Role.ON_DUTY, Role.COORDINATOR}),
}


def memberships() -> QuerySet[Membership]:
    """Return everyone of the municipality, the active first, by name."""
    found: QuerySet[Membership] = Membership.objects.select_related("user")
    return found.order_by("-is_active", "user__name", "user__email")


def membership_for_user(user_id: UUID) -> Membership | None:
    """Return the active membership of a user, with identity and user, or None."""
    found: Membership | None = (
        Membership.objects.select_related("user", "identity")
        .filter(user_id=user_id, user__is_active=True, is_active=True)
        .first()
    )
    return found


def membership_by_email(email: str) -> Membership | None:
    """Return the active membership of whoever logs in with this address, or None."""
    user = User.objects.filter(email=email.strip().lower()).first()
    return membership_for_user(user.pk) if user else None


def names_of(identity_ids: Iterable[UUID], *, real: bool = False) -> dict[UUID, str]:
    """Return per identity the name the young see; with `real` the person's own name after it."""
    rows = Membership.objects.filter(identity_id__in=list(identity_ids)).select_related("user")
    return {row.identity_id: _named(row) if real else row.alias for row in rows if row.identity_id}


def programs_among(identity_ids: Iterable[UUID]) -> set[UUID]:
    """Return which identities are a program's, to be labelled as such wherever they are shown."""
    rows = Membership.objects.filter(identity_id__in=list(identity_ids), is_program=True)
    return set(rows.values_list("identity_id", flat=True))


def names_of_users(user_ids: Iterable[UUID | str]) -> dict[str, str]:
    """Return per user id (as text) the name for a history: the person's own, else the e-mail."""
    found = User.objects.filter(pk__in=[str(user_id) for user_id in user_ids])
    return {str(user.pk): str(user) for user in found}


def teams_for(roles: Iterable[str]) -> list[str]:
    """Return the kinds of team that somebody with these roles may be approved for."""
    return [kind for kind, fitting in TEAM_ROLES.items() if not fitting.isdisjoint(roles)]


def _named(row: Membership) -> str:
    name = row.user.name
    return f"{row.alias} ({name})" if name and name != row.alias else row.alias
