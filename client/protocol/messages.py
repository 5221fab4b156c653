"""One message: a header that is authenticated and a padded body that is encrypted."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from client.errors import ProtocolError
from client.protocol import primitives
from client.protocol.encoding import label, number, uuid

VERSION = 1
SIZES = (256, 512, 1024, 2048, 4096, 8192)  # bytes of a padded body
Body = dict[str, Any]


@dataclass(frozen=True)
class Header:
    """What the server sees of a message and the aead holds it to."""

    tenant: str
    conversation: str
    epoch: int
    id: str
    sender: str
    n: int

    def encode(self) -> bytes:
        """The canonical bytes. Raises `bad-input`."""
        return b"".join(
            (
                label("message"),
                number(VERSION),
                uuid(self.tenant),
                uuid(self.conversation),
                number(self.epoch),
                uuid(self.id),
                uuid(self.sender),
                number(self.n),
            )
        )


def pad(data: bytes) -> bytes:
    """ISO 7816-4 to the smallest size that fits. Raises `too-long` above 8,191 bytes."""
    size = next((size for size in SIZES if len(data) < size), None)
    if size is None:
        raise ProtocolError("too-long")
    return (data + b"\x80").ljust(size, b"\0")


def unpad(data: bytes) -> bytes:
    """What `pad` was given. Raises `cannot-vouch` for a size or an ending that `pad` cannot make."""
    plain, mark, rest = data.rpartition(b"\x80")
    if len(data) not in SIZES or not mark or rest.strip(b"\0"):
        raise ProtocolError("cannot-vouch")
    return plain


def _refuse(constant: str) -> None:
    raise ValueError(constant)  # NaN and its kin are not JSON


def encode_body(body: Body) -> bytes:
    """The body as compact JSON. The text is not normalised: it stays as it was written."""
    try:
        return json.dumps(body, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
    except (TypeError, ValueError):
        raise ProtocolError("bad-input") from None


def decode_body(data: bytes) -> Body:
    """The body of JSON. Raises `cannot-vouch` unless it is an object with a `kind`."""
    try:
        body = json.loads(data.decode(), parse_constant=_refuse)
    except ValueError:
        raise ProtocolError("cannot-vouch") from None
    if not isinstance(body, dict) or not isinstance(body.get("kind"), str):
        raise ProtocolError("cannot-vouch")
    return body


def message_key(epoch_key: bytes) -> bytes:
    """The key of all messages of an epoch; the nonces differ."""
    return primitives.subkey(epoch_key, 1, b"message_")


def encrypt(epoch_key: bytes, header: Header, body: Body, nonce: bytes | None = None) -> bytes:
    """A message as it goes over the wire. Raises `too-long`, `bad-input`."""
    padded = pad(encode_body(body))
    return primitives.seal(message_key(epoch_key), padded, header.encode(), nonce)


def decrypt(epoch_key: bytes, header: Header, ciphertext: bytes) -> Body:
    """The body. Raises `cannot-vouch` unless every bit is as the sender made it."""
    padded = primitives.unseal(message_key(epoch_key), ciphertext, header.encode())
    if padded is None:
        raise ProtocolError("cannot-vouch")
    return decode_body(unpad(padded))
