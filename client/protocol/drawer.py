"""What a young person keeps for themself, sealed under their own identity (`docs/protocol.md`, "Drawer")."""

from __future__ import annotations

from client.errors import ProtocolError
from client.protocol import primitives
from client.protocol.encoding import label, number

STEP = 1024  # bytes by which a sealed drawer grows
MOST = 64 * STEP
OVERHEAD = primitives.NONCE + 16


def key_of(private: bytes) -> bytes:
    """The drawer's own key, which opens nothing else."""
    return primitives.subkey(private, 1, b"drawer__")


def seal(private: bytes, revision: int, plain: str, nonce: bytes | None = None) -> bytes:
    """The text as the server keeps it under this revision. Raises `too-long`, `bad-input`."""
    padded = pad(plain.encode())
    return primitives.seal(key_of(private), padded, _bound(private, revision), nonce)


def unseal(private: bytes, revision: int, sealed: bytes) -> str:
    """The text. Raises `cannot-vouch` when one bit, the identity or the revision is another."""
    padded = primitives.unseal(key_of(private), sealed, _bound(private, revision))
    if padded is None:
        raise ProtocolError("cannot-vouch")
    try:
        return unpad(padded).decode()
    except UnicodeDecodeError:
        raise ProtocolError("cannot-vouch") from None


def pad(data: bytes) -> bytes:
    """ISO 7816-4 to whole steps. Raises `too-long` above 65,535 bytes."""
    if len(data) >= MOST:
        raise ProtocolError("too-long")
    return (data + b"\x80").ljust((len(data) // STEP + 1) * STEP, b"\0")


def unpad(data: bytes) -> bytes:
    """What `pad` was given. Raises `cannot-vouch` for what `pad` cannot make."""
    plain, mark, rest = data.rpartition(b"\x80")
    whole = 0 < len(data) <= MOST and len(data) % STEP == 0
    if not whole or not mark or rest.strip(b"\0") or len(rest) >= STEP:
        raise ProtocolError("cannot-vouch")
    return plain


def _bound(private: bytes, revision: int) -> bytes:
    """What the server cannot change unseen: whose it is, and which writing of it."""
    return label("drawer") + primitives.public_of(private) + number(revision)
