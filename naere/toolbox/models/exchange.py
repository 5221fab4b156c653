"""A catalogue from elsewhere, while somebody looks at what it would bring."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from naere.tenancy.base import TenantOwned


class CatalogueFile(TenantOwned):
    """A checked file that is to be imported, compressed. It is deleted when that is done, or after a day."""

    data = models.BinaryField()
    by = models.ForeignKey(
        "staff.Membership", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["municipality", "-created_at"], name="file_of_catalogue")]

    def __str__(self) -> str:
        return str(self.created_at)
