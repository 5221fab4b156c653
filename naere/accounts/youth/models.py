"""A young person: a nickname, an age group, topics. No e-mail, phone, name or number (R2, R35)."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from naere.tenancy.base import TenantOwned


class YoungPerson(TenantOwned):
    """Somebody who chose a nickname. Never linked to an account of a staff member."""

    identity = models.OneToOneField("keys.Identity", on_delete=models.CASCADE, related_name="+")
    nickname = models.CharField(max_length=40)
    age_group = models.CharField(max_length=30)  # "" when it was not told
    may_be_minor = models.BooleanField(default=True)
    topics = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    created_on = models.DateField(auto_now_add=True)

    def __str__(self) -> str:
        return self.nickname


class YoungSession(TenantOwned):
    """A browser that is somebody, for a while. The cookie's secret is stored as a hash only."""

    token_hash = models.BinaryField()
    person = models.ForeignKey(YoungPerson, on_delete=models.CASCADE, related_name="sessions")
    expires_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "token_hash"], name="one_young_token")
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Attempts(TenantOwned):
    """How often something guarded was tried lately. `bucket` is a keyed hash, never an address."""

    bucket = models.BinaryField()
    window_start = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "bucket"], name="one_attempts_bucket")
        ]

    def __str__(self) -> str:
        return f"{self.count}"


class Drawer(TenantOwned):
    """What a young person keeps for themself, sealed in their browser under their own key (R53).

    One piece of ciphertext, so that the server does not even know how many things are in it.
    `revision` counts the writes: two tabs cannot overwrite each other unseen.
    """

    person = models.OneToOneField(YoungPerson, on_delete=models.CASCADE, related_name="drawer")
    sealed = models.BinaryField()
    revision = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"{self.revision}"
