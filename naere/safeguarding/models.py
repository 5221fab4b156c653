"""The append-only log of who opened something sensitive, and why."""

from __future__ import annotations

from django.db import models

from naere.tenancy.base import TenantOwned


class AccessEntry(TenantOwned):
    """Somebody opened something. Rows are never changed or removed, and hold no content."""

    membership = models.ForeignKey(
        "staff.Membership", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(auto_now_add=True)
    action = models.CharField(max_length=40)
    subject = models.CharField(max_length=60)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["municipality", "-at"], name="access_newest")]

    def __str__(self) -> str:
        return f"{self.action} {self.subject}"
