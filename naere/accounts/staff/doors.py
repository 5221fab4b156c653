"""Which door a member comes in by: the first page after the login."""

from __future__ import annotations

from typing import TYPE_CHECKING

from naere.accounts.staff.enums import Role

if TYPE_CHECKING:
    from naere.accounts.staff.models import Membership

PEERS_DOOR = "/frivillig/"
_DOORS: list[tuple[str, tuple[str, ...]]] = [
    (PEERS_DOOR, (Role.VOLUNTEER, Role.COORDINATOR)),
    ("/fag/", (Role.ON_DUTY, Role.PROFESSIONAL)),
    ("/styring/", (Role.ADMINISTRATOR, Role.PROJECT_MANAGER)),
    ("/vaerksted/", (Role.EDITOR, Role.ASSESSOR, Role.ANALYST, Role.STEERING)),
]
# Whoever has no page yet is told so, and that the login works.
NO_PAGE_YET = "/konto/velkommen/"


def door_for(membership: Membership | None) -> str:
    """Return the path of the first page for a member; a kind word when no door is open."""
    for path, roles in _DOORS:
        if membership is not None and membership.has_role(*roles):
            return path
    return NO_PAGE_YET
