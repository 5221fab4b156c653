"""What may be done with identities: make, seal, forget. Teams are in `teams`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from naere.accounts.keys.models import Identity
from naere.core.api import ApiError
from naere.core.ids import digest
from naere.tenancy.scope import current_municipality

if TYPE_CHECKING:
    from uuid import UUID

KEY_BYTES = 32  # an X25519 public key, and what the words give (docs/protocol.md)
SEALED_BYTES = 24 + KEY_BYTES + 16  # nonce, key, tag


def create_identity(kind: str, public_key: bytes) -> Identity:
    """Return a new identity; raises ApiError("key-taken") when the municipality knows the key."""
    _demand(len(public_key) == KEY_BYTES, "bad-publicKey")
    try:
        with transaction.atomic():
            made: Identity = Identity.objects.create(
                municipality=current_municipality(), kind=kind, public_key=public_key
            )
    except IntegrityError as error:
        raise ApiError("key-taken", 409) from error
    return made


def locked(identity: Identity) -> Identity:
    """Return an identity as it is now, locked until the transaction ends."""
    found: Identity = Identity.objects.select_for_update().get(pk=identity.pk)
    return found


def seal_identity(identity: Identity, lookup: bytes, auth: bytes, sealed_private: bytes) -> None:
    """Keep an identity for whoever has its six words; a second call replaces the words.

    Of `lookup` and `auth` only SHA-256 is stored. Raises ApiError("words-taken") on the (in
    practice impossible) collision of two people's words.
    """
    _demand(len(lookup) == KEY_BYTES, "bad-lookup")
    _demand(len(auth) == KEY_BYTES, "bad-auth")
    _demand(len(sealed_private) == SEALED_BYTES, "bad-sealedPrivate")
    identity.lookup_hash, identity.auth_hash = digest(lookup), digest(auth)
    identity.sealed_private = sealed_private
    try:
        with transaction.atomic():
            identity.save(update_fields=["lookup_hash", "auth_hash", "sealed_private"])
    except IntegrityError as error:
        raise ApiError("words-taken", 409) from error


def unseal_for_good(identity: Identity) -> None:
    """Throw away what words could open: the identity stays in the past of conversations only."""
    identity.lookup_hash = identity.auth_hash = identity.sealed_private = None
    identity.save(update_fields=["lookup_hash", "auth_hash", "sealed_private"])


def delete_identity(identity_id: UUID) -> None:
    """Delete an identity and everything that hangs on it."""
    Identity.objects.filter(pk=identity_id).delete()


def _demand(holds: bool, code: str) -> None:
    if not holds:
        raise ApiError(code)
