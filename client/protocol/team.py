"""A team key's private half, boxed from one member to another (e2ee.md, "Team key")."""

from __future__ import annotations

from client.errors import ProtocolError
from client.protocol import primitives


def share_team_key(
    team_private: bytes, recipient: bytes, private: bytes, nonce: bytes | None = None
) -> bytes:
    """The team's private key for one recipient, from the holder of `private`."""
    return primitives.box(team_private, recipient, private, nonce)


def open_team_key(boxed: bytes, team_public: bytes, creator: bytes, private: bytes) -> bytes:
    """The team's private key. Raises `bad-share` unless it is the one of `team_public`."""
    team_private = primitives.unbox(boxed, creator, private)
    if team_private is None or len(team_private) != primitives.KEY:
        raise ProtocolError("bad-share")
    if primitives.public_of(team_private) != team_public:
        raise ProtocolError("bad-share")
    return team_private
