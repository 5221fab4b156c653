"""Going on and off duty, and being heard from in between."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from naere.accounts.staff.enums import Role
from naere.accounts.staff.services import lock_membership
from naere.core.api import ApiError
from naere.core.signals import notify
from naere.volunteers.models import Shift, ShiftKind
from naere.volunteers.queries import SEEN_WITHIN

if TYPE_CHECKING:
    from naere.accounts.staff.models import Membership

MAY_TAKE: dict[str, tuple[str, ...]] = {
    ShiftKind.PEER.value: (Role.VOLUNTEER,),
    ShiftKind.PROFESSIONAL.value: (Role.ON_DUTY, Role.PROFESSIONAL),
}


def go_on_duty(membership: Membership, kind: str) -> Shift:
    """Open a shift; one that is open and fresh goes on, a forgotten one is ended first.

    Raises ApiError: 400 "bad-kind", 403 "wrong-role", 403 "no-programs" (a peer that is a program,
    outside the demo).
    """
    may_take = MAY_TAKE.get(kind)
    if may_take is None:
        raise ApiError("bad-kind")
    if not membership.has_role(*may_take):
        raise ApiError("wrong-role", 403)
    if membership.is_program and not settings.NAERE_PROGRAM_PEERS:
        raise ApiError("no-programs", 403)
    # Locked, so that two tabs going on duty at once make one shift.
    lock_membership(membership)
    now = timezone.now()
    end_forgotten(now, membership)
    shift: Shift
    shift, made = Shift.objects.get_or_create(
        municipality_id=membership.municipality_id,
        membership=membership,
        kind=kind,
        ended_at=None,
        defaults={"started_at": now, "last_seen_at": now},
    )
    if made:
        notify("duty", membership.municipality_id)
    return shift


def go_off_duty(membership: Membership, kind: str | None = None) -> None:
    """End a member's open shifts, of one kind or of all; nothing happens when there is none."""
    shifts = Shift.objects.filter(membership=membership, ended_at__isnull=True)
    if kind is not None:
        shifts = shifts.filter(kind=kind)
    if shifts.update(ended_at=timezone.now()):
        notify("duty", membership.municipality_id)


def touch(membership: Membership) -> None:
    """Note that a member on duty was heard from; keeps the shift alive for 120 s.

    Who was silent for longer and is back is told of like somebody who goes on duty.
    """
    now = timezone.now()
    shifts = Shift.objects.filter(membership=membership, ended_at__isnull=True)
    is_back = shifts.filter(last_seen_at__lt=now - SEEN_WITHIN).exists()
    shifts.update(last_seen_at=now)
    if is_back:
        notify("duty", membership.municipality_id)


def end_forgotten(now: datetime, membership: Membership | None = None) -> int:
    """End the shifts whose browser was not heard from in time, at when it last was; count them."""
    late = Q(ended_at__isnull=True, last_seen_at__lt=now - SEEN_WITHIN)
    whose = Q(membership=membership) if membership else Q()
    shifts = list(Shift.objects.select_for_update().filter(late & whose).order_by("pk"))
    for shift in shifts:
        shift.ended_at = shift.last_seen_at
        shift.save(update_fields=["ended_at"])
    if shifts and membership is None:
        notify("duty", shifts[0].municipality_id)
    return len(shifts)
