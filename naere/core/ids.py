"""Identifiers and secrets: random, never sequential, never derived from a person."""

from __future__ import annotations

import hashlib
import secrets
import uuid


def new_id() -> uuid.UUID:
    """Return a random (version 4) UUID."""
    return uuid.uuid4()


def new_token() -> str:
    """Return a secret of 256 bits for a cookie; store only its `digest`."""
    return secrets.token_urlsafe(32)


def digest(secret: str | bytes) -> bytes:
    """Return the SHA-256 of a secret of full entropy, for storage and look-up."""
    return hashlib.sha256(secret.encode() if isinstance(secret, str) else secret).digest()
