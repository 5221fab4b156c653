"""An identity: an X25519 pair whose private key rests at the server, sealed (e2ee.md, "Keys")."""

from __future__ import annotations

from client.errors import ProtocolError
from client.protocol import primitives
from client.protocol.encoding import label


def create_private() -> bytes:
    """A new private key."""
    return primitives.new_key()


def seal_private(wrap: bytes, private: bytes, nonce: bytes | None = None) -> bytes:
    """The private key under `wrap`, bound to its public key."""
    aad = label("identity") + primitives.public_of(private)
    return primitives.seal(wrap, private, aad, nonce)


def unseal_private(wrap: bytes, sealed: bytes, public: bytes) -> bytes:
    """The private key of `public`. Raises `wrong-words`."""
    private = primitives.unseal(wrap, sealed, label("identity") + public)
    if private is None or len(private) != primitives.KEY:
        raise ProtocolError("wrong-words")
    if primitives.public_of(private) != public:
        raise ProtocolError("wrong-words")
    return private
