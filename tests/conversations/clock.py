"""A time that stands still until a test moves it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass
class Clock:
    """Called as `django.utils.timezone.now`."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, **time: float) -> datetime:
        """Let `timedelta(**time)` go by; returns the new time."""
        self.now += timedelta(**time)
        return self.now
