"""How values become bytes (`docs/protocol.md`, "Encoding")."""

from __future__ import annotations

import base64
import binascii
import re
import unicodedata

from client.errors import Code, ProtocolError

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
MAX_NUMBER = 2**53 - 1  # what JavaScript counts exactly


def text(value: str) -> bytes:
    """UTF-8 of the NFKC form after its length as four big-endian bytes."""
    data = unicodedata.normalize("NFKC", value).encode()
    return len(data).to_bytes(4, "big") + data


def number(value: int) -> bytes:
    """Eight big-endian bytes. Raises `bad-input` below 0 or above 2^53 - 1."""
    if not 0 <= value <= MAX_NUMBER:
        raise ProtocolError("bad-input")
    return value.to_bytes(8, "big")


def uuid(value: str) -> bytes:
    """A lower-case UUID with dashes, as text. Raises `bad-input` for anything else."""
    if not _UUID.fullmatch(value):
        raise ProtocolError("bad-input")
    return text(value)


def label(name: str) -> bytes:
    """The domain separator `naere/v1/<name>`, as text."""
    return text(f"naere/v1/{name}")


def to_base64(data: bytes) -> str:
    """Standard base64 with padding."""
    return base64.b64encode(data).decode()


def from_base64(value: str, otherwise: Code = "bad-input") -> bytes:
    """The bytes of canonical standard base64. Raises the code given in `otherwise`."""
    try:
        data = base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError):
        raise ProtocolError(otherwise) from None
    if to_base64(data) != value:
        raise ProtocolError(otherwise)
    return data


def public_key(value: str) -> bytes:
    """A public key out of base64. Raises `bad-input` unless it has 32 bytes."""
    data = from_base64(value)
    if len(data) != 32:
        raise ProtocolError("bad-input")
    return data
