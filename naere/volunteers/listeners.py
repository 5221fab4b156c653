"""Whoever may no longer be on duty is off duty at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.dispatch import receiver

from naere.accounts.staff.events import membership_changed
from naere.volunteers.services import MAY_TAKE, go_off_duty

if TYPE_CHECKING:
    from naere.accounts.staff.models import Membership


@receiver(membership_changed)
def end_duty(membership: Membership, **_: Any) -> None:
    """End the shifts that the member's roles no longer allow."""
    for kind, roles in MAY_TAKE.items():
        if not membership.is_active or not membership.has_role(*roles):
            go_off_duty(membership, kind)
