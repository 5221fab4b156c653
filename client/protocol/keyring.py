"""The keys one client holds, and the verbs of `CryptoClient` (frontend/crypto/client.ts) over them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from client.errors import ProtocolError
from client.protocol import drawer, epochs, identity, messages, primitives, team
from client.protocol import words as word_keys
from client.protocol.encoding import from_base64, public_key, to_base64
from client.protocol.messages import Body, Header


@dataclass(frozen=True)
class Recipient:
    """Who an epoch is shared with: an identity or a team key version."""

    id: str
    public_key: str


@dataclass(frozen=True)
class NewShare:
    """A share for the recipient with this id."""

    recipient: str
    box: str


@dataclass(frozen=True)
class NewEpoch:
    """What the server is given of a new epoch."""

    epoch: int
    commit: str
    link: str | None
    shares: list[NewShare]


@dataclass(frozen=True)
class Share:
    """A share as the server returns it; `recipient_public_key` is one of ours."""

    box: str
    creator_public_key: str
    recipient_public_key: str


@dataclass(frozen=True)
class SealedIdentity:
    """What the server is given of an identity with words."""

    lookup: str
    auth: str
    sealed_private: str


class KeyRing:
    """All keys of one identity. Everything in and out is base64 or an id; keys stay inside."""

    def __init__(self) -> None:
        self._private: bytearray | None = None
        self._wrap: bytearray | None = None
        self._teams: dict[str, bytearray] = {}
        self._epochs: dict[tuple[str, int], bytearray] = {}

    # identity

    def create_identity(self) -> str:
        """A new identity instead of any held one; its public key."""
        return self._become(identity.create_private())

    def public_key(self) -> str:
        """The held identity's public key. Raises `no-identity`."""
        return to_base64(primitives.public_of(self._own()))

    def seal_with_words(self, words: str | Sequence[str], tenant: str) -> SealedIdentity:
        """The held identity for six words. Raises `no-identity`, `unknown-word`, `word-count`."""
        private = self._own()
        keys = word_keys.derive(words, tenant)
        sealed = identity.seal_private(keys.wrap, private)
        return SealedIdentity(to_base64(keys.lookup), to_base64(keys.auth), to_base64(sealed))

    def derive_from_words(self, words: str | Sequence[str], tenant: str) -> tuple[str, str]:
        """`lookup` and `auth`; `wrap` waits inside for `unseal_identity`."""
        keys = word_keys.derive(words, tenant)
        self._wrap = bytearray(keys.wrap)
        return to_base64(keys.lookup), to_base64(keys.auth)

    def unseal_identity(self, sealed_private: str, public: str) -> str:
        """Become the identity that the words seal; its public key. Raises `wrong-words`."""
        if self._wrap is None:
            raise ProtocolError("no-key")
        sealed, expected = from_base64(sealed_private, "wrong-words"), public_key(public)
        return self._become(identity.unseal_private(bytes(self._wrap), sealed, expected))

    # team keys

    def create_team_key(self) -> str:
        """A new team key, held here; its public key. Raises `no-identity`."""
        self._own()
        private = identity.create_private()
        public = to_base64(primitives.public_of(private))
        self._teams[public] = bytearray(private)
        return public

    def share_team_key(self, team_public: str, recipient: str) -> str:
        """The held team key for one member. Raises `no-key`."""
        private = self._own()
        held = self._teams.get(team_public)
        if held is None:
            raise ProtocolError("no-key")
        return to_base64(team.share_team_key(bytes(held), public_key(recipient), private))

    def open_team_key(self, team_public: str, box: str, creator: str) -> None:
        """Hold the team key that was shared with us. Raises `bad-share`."""
        private = self._own()
        opened = team.open_team_key(
            from_base64(box, "bad-share"), public_key(team_public), public_key(creator), private
        )
        self._teams[team_public] = bytearray(opened)

    # epochs

    def create_epoch(
        self, conversation: str, epoch: int, recipients: Sequence[Recipient]
    ) -> NewEpoch:
        """A new epoch, held here.

        Raises `no-epoch` when the one before is not held, `bad-input` unless we are a recipient.
        """
        private, key = self._own(), epochs.create_key()
        keys = [public_key(recipient.public_key) for recipient in recipients]
        # Told of another key as its own, a maker would lock itself out and let somebody in.
        if keys.count(primitives.public_of(private)) != 1:
            raise ProtocolError("bad-input")
        commit = epochs.commitment(key)
        linked = None
        if epoch > 0:
            linked = to_base64(
                epochs.link(self._epoch(conversation, epoch - 1), epoch, commit, keys)
            )
        boxes = [to_base64(epochs.share_key(key, public, private)) for public in keys]
        self._epochs[conversation, epoch] = bytearray(key)
        shares = [NewShare(to.id, box) for to, box in zip(recipients, boxes, strict=True)]
        return NewEpoch(epoch, to_base64(commit), linked, shares)

    def open_epoch(
        self,
        conversation: str,
        epoch: int,
        commit: str,
        link: str | None,
        recipients: Sequence[str],
        share: Share,
        *,
        may_start: bool,
    ) -> bool:
        """Hold an epoch that was shared with us; whether its link could be checked.

        It cannot when the epoch before is not held: then `may_start` decides. What is refused is not
        held. Raises `bad-share`, `bad-commitment`, `bad-link`, `no-key`.
        """
        private, creator = self._key_of(share.recipient_public_key), share.creator_public_key
        committed, boxed = (
            from_base64(commit, "bad-commitment"),
            from_base64(share.box, "bad-share"),
        )
        key = epochs.open_key(boxed, committed, public_key(creator), private)
        previous = self._epochs.get((conversation, epoch - 1))
        if previous is not None:
            given = None if link is None else from_base64(link, "bad-link")
            keys = [public_key(recipient) for recipient in recipients]
            epochs.check_link(bytes(previous), epoch, committed, keys, given)
        elif not may_start or self._epochs.get((conversation, epoch), key) != key:
            raise ProtocolError("bad-link")
        self._epochs[conversation, epoch] = bytearray(key)
        return previous is not None

    def has_epoch(self, conversation: str, epoch: int) -> bool:
        """Whether the epoch's key is held."""
        return (conversation, epoch) in self._epochs

    def reshare(self, conversation: str, epoch: int, recipient: str) -> str:
        """A held epoch for one more recipient. Raises `no-epoch`."""
        private, key = self._own(), self._epoch(conversation, epoch)
        return to_base64(epochs.share_key(key, public_key(recipient), private))

    # messages

    def encrypt(self, header: Header, body: Body) -> str:
        """A message for the wire. Raises `no-epoch`, `too-long`, `bad-input`."""
        key = self._epoch(header.conversation, header.epoch)
        return to_base64(messages.encrypt(key, header, body))

    def decrypt(self, header: Header, ciphertext: str) -> Body:
        """What was written. Raises `no-epoch`, `cannot-vouch`."""
        key = self._epoch(header.conversation, header.epoch)
        return messages.decrypt(key, header, from_base64(ciphertext, "cannot-vouch"))

    # drawer

    def seal_drawer(self, revision: int, text: str) -> str:
        """What one keeps for oneself, as the server keeps it. Raises `no-identity`, `too-long`."""
        return to_base64(drawer.seal(self._own(), revision, text))

    def open_drawer(self, revision: int, sealed: str) -> str:
        """What one kept for oneself. Raises `no-identity`, `cannot-vouch`."""
        return drawer.unseal(self._own(), revision, from_base64(sealed, "cannot-vouch"))

    def wipe(self) -> None:
        """Overwrite and drop every key; best effort, Python may have copied them."""
        held = (self._private, self._wrap, *self._teams.values(), *self._epochs.values())
        for key in filter(None, held):
            key[:] = bytes(len(key))
        self._private = self._wrap = None
        self._teams.clear()
        self._epochs.clear()

    def _become(self, private: bytes) -> str:
        self.wipe()
        self._private = bytearray(private)
        return self.public_key()

    def _own(self) -> bytes:
        if self._private is None:
            raise ProtocolError("no-identity")
        return bytes(self._private)

    def _key_of(self, public: str) -> bytes:
        if public == self.public_key():
            return self._own()
        held = self._teams.get(public)
        if held is None:
            raise ProtocolError("no-key")
        return bytes(held)

    def _epoch(self, conversation: str, epoch: int) -> bytes:
        self._own()
        key = self._epochs.get((conversation, epoch))
        if key is None:
            raise ProtocolError("no-epoch")
        return bytes(key)


__all__ = ["KeyRing", "NewEpoch", "NewShare", "Recipient", "SealedIdentity", "Share"]
