"""Whoever may no longer be on duty is off duty at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.signals import user_logged_out
from django.dispatch import receiver

from naere.accounts.staff.events import membership_changed
from naere.accounts.staff.queries import membership_for_user
from naere.volunteers.services import MAY_TAKE, go_off_duty

if TYPE_CHECKING:
    from django.http import HttpRequest

    from naere.accounts.staff.models import Membership


@receiver(membership_changed)
def end_duty(membership: Membership, **_: Any) -> None:
    """End the shifts that the member's roles no longer allow."""
    for kind, roles in MAY_TAKE.items():
        if not membership.is_active or not membership.has_role(*roles):
            go_off_duty(membership, kind)


@receiver(user_logged_out)
def leave_duty(request: HttpRequest, user: Any, **_: Any) -> None:
    """End the shifts of whoever logs out: nobody must wait for a peer who went home."""
    if user is not None and getattr(request, "municipality", None) is not None:
        membership = membership_for_user(user.pk)
        if membership is not None:
            go_off_duty(membership)
