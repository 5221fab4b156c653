"""Public keys, sealed private keys and team keys. Nothing here opens a conversation.

Field lengths are those of docs/protocol.md. The server holds what is sealed and never a key to it.
"""

from __future__ import annotations

from django.db import models

from naere.accounts.keys.enums import IdentityKind, TeamKind
from naere.tenancy.base import TenantOwned


class Identity(TenantOwned):
    """An X25519 identity. `lookup_hash` and `auth_hash` are hashes of what six words give."""

    kind = models.CharField(max_length=8, choices=IdentityKind.choices)
    public_key = models.BinaryField()
    sealed_private = models.BinaryField(null=True)
    lookup_hash = models.BinaryField(null=True)
    auth_hash = models.BinaryField(null=True)
    created_on = models.DateField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "lookup_hash"], name="one_lookup"),
            models.UniqueConstraint(fields=["municipality", "public_key"], name="one_public_key"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class TeamKey(TenantOwned):
    """One version of a team's key pair: its public half. The newest version is in use."""

    kind = models.CharField(max_length=16, choices=TeamKind.choices)
    version = models.PositiveIntegerField()
    public_key = models.BinaryField()
    made_by = models.ForeignKey(Identity, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "kind", "version"], name="one_team_version"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.version}"


class TeamKeyShare(TenantOwned):
    """The private half of a team key, boxed to one member by another."""

    team_key = models.ForeignKey(TeamKey, on_delete=models.CASCADE, related_name="shares")
    identity = models.ForeignKey(Identity, on_delete=models.CASCADE, related_name="team_shares")
    box = models.BinaryField()
    creator_public_key = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "team_key", "identity"], name="one_team_share"
            )
        ]

    def __str__(self) -> str:
        return f"{self.team_key_id} {self.identity_id}"


class TeamMember(TenantOwned):
    """An approved member of a team. Approval by a coordinator comes before any share."""

    kind = models.CharField(max_length=16, choices=TeamKind.choices)
    identity = models.ForeignKey(Identity, on_delete=models.CASCADE, related_name="teams")
    approved_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "kind", "identity"], name="one_membership_of_team"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.identity_id}"


class TeamRotation(TenantOwned):
    """A new version of a team's key is due, since a member left."""

    kind = models.CharField(max_length=16, choices=TeamKind.choices)
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "kind"], name="one_rotation_due")
        ]

    def __str__(self) -> str:
        return self.kind
