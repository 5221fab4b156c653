"""A conversation's epochs: a committed key, its shares and the link to the one before."""

from __future__ import annotations

from collections.abc import Sequence
from hmac import compare_digest

from client.errors import ProtocolError
from client.protocol import primitives
from client.protocol.encoding import label, number


def create_key() -> bytes:
    """A new epoch key (CEK)."""
    return primitives.new_key()


def commitment(key: bytes) -> bytes:
    """What the server keeps so that nobody can later claim another key."""
    return primitives.mac(key, label("commit"))


def link(previous: bytes, epoch: int, commit: bytes, recipients: Sequence[bytes]) -> bytes:
    """Proof by a holder of the epoch before that this epoch and its readers are theirs."""
    data = label("link") + number(epoch) + commit + b"".join(sorted(recipients))
    return primitives.mac(previous, data)


def share_key(key: bytes, recipient: bytes, private: bytes, nonce: bytes | None = None) -> bytes:
    """The epoch key for one recipient, from the holder of `private`."""
    return primitives.box(key, recipient, private, nonce)


def open_key(boxed: bytes, commit: bytes, creator: bytes, private: bytes) -> bytes:
    """The epoch key of a share. Raises `bad-share`, `bad-commitment`."""
    key = primitives.unbox(boxed, creator, private)
    if key is None or len(key) != primitives.KEY:
        raise ProtocolError("bad-share")
    if not compare_digest(commitment(key), commit):
        raise ProtocolError("bad-commitment")
    return key


def check_link(
    previous: bytes, epoch: int, commit: bytes, recipients: Sequence[bytes], given: bytes | None
) -> None:
    """Raises `bad-link` unless a holder of the epoch before vouches for this one."""
    if given is None or not compare_digest(link(previous, epoch, commit, recipients), given):
        raise ProtocolError("bad-link")
