"""Who is on duty: peers who may accept, professionals who may be called (R41)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from naere.tenancy.base import TenantOwned


class ShiftKind(models.TextChoices):
    """As what somebody is on duty."""

    PEER = "peer", _("peer")
    PROFESSIONAL = "professional", _("professional")


class Shift(TenantOwned):
    """Somebody's time on duty. Open while `ended_at` is empty and `last_seen_at` is fresh."""

    membership = models.ForeignKey(
        "staff.Membership", on_delete=models.CASCADE, related_name="shifts"
    )
    kind = models.CharField(max_length=12, choices=ShiftKind.choices)
    started_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "membership", "kind"],
                condition=models.Q(ended_at__isnull=True),
                name="one_open_shift",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.started_at:%F %R}"
