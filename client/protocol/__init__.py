"""Protocol v1 of Nære's end-to-end encryption (`docs/protocol.md`). Begin with `KeyRing`."""

from client.errors import ProtocolError
from client.protocol.keyring import KeyRing, NewEpoch, NewShare, Recipient, SealedIdentity, Share
from client.protocol.messages import Body, Header

__all__ = [
    "Body",
    "Header",
    "KeyRing",
    "NewEpoch",
    "NewShare",
    "ProtocolError",
    "Recipient",
    "SealedIdentity",
    "Share",
]
