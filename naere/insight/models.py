"""Counts. A page view is a number and a date, never a visitor (R70)."""

from __future__ import annotations

from django.db import models

from naere.tenancy.base import TenantOwned


class Hits(TenantOwned):
    """How often a page was shown on a day. No cookie, no address, no identity."""

    page = models.CharField(max_length=60)
    day = models.DateField()
    count = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "page", "day"], name="one_count_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.page} {self.day} {self.count}"
