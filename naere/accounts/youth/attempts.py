"""Slowing down who guesses, without knowing who it is.

What is counted is a keyed hash of the network that a try came from, never the address
(`naere.core.network`).

The count is part of the request's transaction. That is safe: a try that fails answers 403 and is
kept (`ApiError.keep`); only an answer of 500 and above is rolled back, and such an answer does not
tell whether the words were right. The lock on the counts also makes tries of one network wait for
each other, so that a hundred at once are not let through as the fifth.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from naere.accounts.youth.models import Attempts
from naere.core.network import bucket, network_of
from naere.tenancy.scope import current_municipality

__all__ = ["RETURN_BY_WORDS", "START", "Limit", "Limits", "allow", "network_of", "sweep"]


@dataclass(frozen=True)
class Limit:
    """`free` tries, then a wait before each that starts at `first` and doubles up to `longest`.

    After `forgotten` without a try the count starts again.
    """

    free: int
    first: timedelta
    longest: timedelta
    forgotten: timedelta

    def wait_after(self, tries: int) -> timedelta:
        """Return how long to wait after the last of `tries` tries."""
        if tries < self.free:
            return timedelta(0)
        return min(self.first * (1 << min(tries - self.free, 16)), self.longest)


@dataclass(frozen=True)
class Limits:
    """One limit for each network, one for the whole municipality."""

    network: Limit
    overall: Limit


RETURN_BY_WORDS = Limits(
    network=Limit(5, timedelta(seconds=30), timedelta(hours=1), timedelta(hours=2)),
    # Mild, since a stranger's tries must not lock out everybody else for long.
    overall=Limit(60, timedelta(seconds=2), timedelta(seconds=20), timedelta(hours=1)),
)
START = Limits(
    network=Limit(30, timedelta(seconds=10), timedelta(minutes=10), timedelta(hours=1)),
    overall=Limit(600, timedelta(seconds=1), timedelta(seconds=5), timedelta(hours=1)),
)


def allow(name: str, network: str, limits: Limits = RETURN_BY_WORDS) -> int | None:
    """Count a try of `name` from `network`; return None, or the seconds to wait before the next.

    A try that must wait is not counted and must not be carried out (answer 429 `retryAfter`).
    """
    now = timezone.now()
    # Always in this order, so that two requests cannot wait for each other.
    counted = [
        (limits.network, _locked(f"{name} from {network}", now)),
        (limits.overall, _locked(name, now)),
    ]
    left = max(_left(limit, row, now) for limit, row in counted)
    if left > timedelta(0):
        return math.ceil(left.total_seconds())
    for limit, row in counted:
        _count(limit, row, now)
    return None


def sweep(now: datetime) -> int:
    """Delete counts of yesterday and before; return how many. For the periodic job."""
    deleted, _per_model = Attempts.objects.filter(window_start__lt=now - timedelta(days=1)).delete()
    return int(deleted)


def _locked(name: str, now: datetime) -> Attempts:
    row, _made = Attempts.objects.get_or_create(
        municipality=current_municipality(),
        bucket=bucket(name, timezone.localdate(now)),
        defaults={"window_start": now},
    )
    locked: Attempts = Attempts.objects.select_for_update().get(pk=row.pk)
    return locked


def _left(limit: Limit, row: Attempts, now: datetime) -> timedelta:
    if now - row.window_start >= limit.forgotten:
        return timedelta(0)
    return row.window_start + limit.wait_after(row.count) - now


def _count(limit: Limit, row: Attempts, now: datetime) -> None:
    row.count = 1 if now - row.window_start >= limit.forgotten else row.count + 1
    row.window_start = now
    row.save(update_fields=["count", "window_start"])
