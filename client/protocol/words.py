"""From six words to the keys that find, prove and open an identity (e2ee.md, "Keys")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from client.protocol.encoding import label, uuid
from client.protocol.primitives import digest, stretch, subkey
from client.words import parse_words


@dataclass(frozen=True)
class WordKeys:
    """`lookup` and `auth` go to the server; `wrap` never leaves the client. 32 bytes each."""

    lookup: bytes
    auth: bytes
    wrap: bytes


def salt(tenant: str) -> bytes:
    """Sixteen bytes that make the same words different at another municipality."""
    return digest(label("words") + uuid(tenant))[:16]


def derive(words: str | Sequence[str], tenant: str) -> WordKeys:
    """The keys of six words, however they are typed. Raises `unknown-word`, `word-count`."""
    master = stretch(" ".join(parse_words(words)).encode(), salt(tenant))
    return WordKeys(
        lookup=subkey(master, 1, b"lookup__"),
        auth=subkey(master, 2, b"auth____"),
        wrap=subkey(master, 3, b"wrap____"),
    )
