"""Reads of who is on duty."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.utils import timezone

from naere.volunteers.models import Shift

if TYPE_CHECKING:
    from naere.accounts.staff.models import Membership

SEEN_WITHIN = timedelta(seconds=120)  # a browser on duty says so every 25 s (docs/wire.md)


def on_duty(kind: str, now: datetime | None = None) -> QuerySet[Shift]:
    """Return the open shifts of a kind whose browser was heard from lately, longest on duty first.

    A membership that was deactivated is not on duty, whatever its shift says.
    """
    shifts: QuerySet[Shift] = Shift.objects.filter(
        kind=kind,
        ended_at__isnull=True,
        last_seen_at__gte=(now or timezone.now()) - SEEN_WITHIN,
        membership__is_active=True,
    )
    return shifts.select_related("membership").order_by("started_at", "pk")


def professional_on_duty(but_not: QuerySet[Any, Any]) -> bool:
    """Return whether a professional is on duty who can be called (R41); never who, or how many.

    Not by whom they are in a conversation with already: `but_not` are the identities there.
    """
    return bool(on_duty("professional").exclude(membership__identity__in=but_not).exists())


def duties(membership: Membership) -> dict[str, bool]:
    """Return per kind of shift whether a member is on duty (wire `shifts`)."""
    kinds = {shift.kind for shift in _open(membership)}
    return {"peer": "peer" in kinds, "professional": "professional" in kinds}


def _open(membership: Membership) -> QuerySet[Shift]:
    shifts: QuerySet[Shift] = Shift.objects.filter(
        membership=membership,
        ended_at__isnull=True,
        last_seen_at__gte=timezone.now() - SEEN_WITHIN,
    )
    return shifts
