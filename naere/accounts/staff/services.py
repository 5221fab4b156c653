"""What is done with logins and memberships: add, change roles, deactivate, give an identity."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from allauth.mfa.models import Authenticator
from django.utils.translation import gettext as _

from naere.accounts.keys import services as keys
from naere.accounts.keys import teams
from naere.accounts.keys.enums import IdentityKind
from naere.accounts.staff.enums import Role
from naere.accounts.staff.events import membership_changed
from naere.accounts.staff.models import Membership, User
from naere.accounts.staff.queries import TEAM_ROLES, teams_for
from naere.core.signals import notify
from naere.tenancy.scope import current_municipality

if TYPE_CHECKING:
    from naere.accounts.keys.models import Identity


class MemberError(ValueError):
    """A change of a membership that may not be made; its text says why, for the reader."""


def add_member(
    email: str,
    name: str,
    alias: str,
    roles: Iterable[str],
    password: str | None = None,
    *,
    is_program: bool = False,
) -> Membership:
    """Give somebody a place in the current municipality; the login is made when there is none.

    Without `password` a new login has none: an invitation lets its owner choose one. An existing
    login keeps its name and password, since it may belong to another municipality as well.
    Raises MemberError when the person is a member already, or for an unknown role.
    """
    wanted = _known(roles)
    user = User.objects.filter(email=email.strip().lower()).first()
    if user is None:
        user = User.objects.create_user(email.strip(), password, name=name)
    if Membership.objects.filter(user=user).exists():
        raise MemberError(_("This person is a member already."))
    membership: Membership = Membership.objects.create(
        municipality=current_municipality(),
        user=user,
        alias=alias,
        roles=wanted,
        is_program=is_program,
    )
    return membership


def lock_membership(membership: Membership) -> None:
    """Lock a membership's row until the transaction ends: one thing at a time per member."""
    Membership.objects.select_for_update(of=("self",)).get(pk=membership.pk)


def set_roles(membership: Membership, roles: Iterable[str]) -> None:
    """Change what a member may do; leaves the teams that no longer fit, asks to join the new.

    Raises MemberError when nobody would be left who can administer the municipality.
    """
    lock_membership(membership)
    wanted = _known(roles)
    if Role.ADMINISTRATOR not in wanted:
        _not_the_last_administrator(membership)
    membership.roles = wanted
    membership.save(update_fields=["roles"])
    _follow_teams(membership)
    _tell(membership)


def rename(membership: Membership, alias: str) -> None:
    """Change the name that young people see from the next conversation on."""
    membership.alias = alias
    membership.save(update_fields=["alias"])


def deactivate(membership: Membership) -> None:
    """Shut a member out at once: sockets close, teams' keys are taken back, calls answer 404.

    Raises MemberError for the last administrator.
    """
    lock_membership(membership)
    _not_the_last_administrator(membership)
    membership.is_active = False
    membership.save(update_fields=["is_active"])
    _leave_teams(membership, TEAM_ROLES)
    _tell(membership)


def reactivate(membership: Membership) -> None:
    """Let a member in again; the teams must approve them anew."""
    membership.is_active = True
    membership.save(update_fields=["is_active"])
    _follow_teams(membership)


def set_preferences(membership: Membership, *, wants_sound: bool, wants_title: bool) -> None:
    """Keep how a member wants to be told of something new."""
    membership.wants_sound, membership.wants_title = wants_sound, wants_title
    membership.save(update_fields=["wants_sound", "wants_title"])


def set_identity(
    membership: Membership, public_key: bytes, lookup: bytes, auth: bytes, sealed_private: bytes
) -> Identity:
    """Give a member an identity: at the first login, or as a new start after lost words.

    Approval starts anew: the old identity leaves the teams for good and cannot be opened again,
    the new one asks to join those that fit the roles. Raises ApiError as `keys.services` does.
    """
    lock_membership(membership)
    identity = keys.create_identity(IdentityKind.STAFF.value, public_key)
    keys.seal_identity(identity, lookup, auth, sealed_private)
    _retire(membership)
    membership.identity = identity
    membership.save(update_fields=["identity"])
    _follow_teams(membership)
    membership_changed.send(Membership, membership=membership)
    return identity


def reset_login(membership: Membership) -> None:
    """Take a login's password and second factors away, when both factor and recovery codes are lost.

    A link (`invitations.link`) is then the only way in. Keys stay locked under the six words.
    """
    user = membership.user
    user.set_unusable_password()
    user.save(update_fields=["password"])
    Authenticator.objects.filter(user=user).delete()
    _tell(membership)


def _retire(membership: Membership) -> None:
    old = membership.identity
    if old is None:
        return
    _leave_teams(membership, TEAM_ROLES)
    # Not deleted: it stays as the sender of what was written in earlier conversations.
    keys.unseal_for_good(old)


def _follow_teams(membership: Membership) -> None:
    fitting = teams_for(membership.roles) if membership.is_active else []
    _leave_teams(membership, set(TEAM_ROLES) - set(fitting))
    if membership.identity is None:
        return
    for kind in fitting:
        teams.ask_to_join(kind, membership.identity)


def _leave_teams(membership: Membership, kinds: Iterable[str]) -> None:
    if membership.identity_id is None:
        return
    for kind in sorted(kinds):
        teams.remove_member(kind, membership.identity_id, may_return=False)


def _tell(membership: Membership) -> None:
    membership_changed.send(Membership, membership=membership)
    notify("session", membership.municipality_id, membership=membership.pk)


def _not_the_last_administrator(membership: Membership) -> None:
    if not membership.has_role(Role.ADMINISTRATOR):
        return
    others = Membership.objects.filter(
        is_active=True, user__is_active=True, roles__contains=[Role.ADMINISTRATOR.value]
    ).exclude(pk=membership.pk)
    if not others.exists():
        raise MemberError(_("The municipality must have an administrator."))


def _known(roles: Iterable[str]) -> list[str]:
    wanted = [role for role in Role.values if role in set(roles)]
    if len(wanted) != len(set(roles)):
        raise MemberError(_("That role does not exist."))
    return wanted
