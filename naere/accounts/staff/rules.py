"""Who may give which role to whom. No database."""

from __future__ import annotations

from collections.abc import Iterable

from naere.accounts.staff.enums import Role

MANAGERS = (Role.ADMINISTRATOR, Role.COORDINATOR)


def grantable(roles: Iterable[str]) -> frozenset[str]:
    """Return the roles that a member holding `roles` may give and take.

    An administrator: all. A coordinator: those of the volunteers, so that nobody can make
    themself an administrator by way of a second account.
    """
    held = set(roles)
    if Role.ADMINISTRATOR in held:
        return frozenset(Role.values)
    if Role.COORDINATOR in held:
        return frozenset({Role.VOLUNTEER.value, Role.COORDINATOR.value})
    return frozenset()


def may_manage(manager_roles: Iterable[str], roles: Iterable[str]) -> bool:
    """Return whether a member with `manager_roles` may change one with `roles`."""
    return set(roles) <= grantable(manager_roles)
