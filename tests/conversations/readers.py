"""What somebody can really open, by their own keys and the shares that lie in the database."""

from __future__ import annotations

from collections.abc import Mapping

from client.errors import ProtocolError
from client.protocol import KeyRing
from client.protocol import Share as BoxedShare
from client.protocol.encoding import to_base64
from naere.conversations.api import wire
from naere.conversations.models import Conversation, Epoch, EpochShare, Participant
from tests.factories.people import Member, Young


def readable(conversation: Conversation, reader: Young | Member) -> set[int]:
    """Return the epochs that a reader's identity and team keys open, out of all stored shares.

    Whatever the calls would show: this is what a reader with a copy of the database could read.
    """
    return all_readable(conversation, {"reader": reader})["reader"]


def all_readable(
    conversation: Conversation, readers: Mapping[str, Young | Member]
) -> dict[str, set[int]]:
    """Return for each reader what `readable` tells."""
    shares = list(conversation.shares.all())
    epochs = {epoch.number: epoch for epoch in conversation.epochs.all()}
    return {
        name: {share.number for share in shares if opens(reader, share, epochs[share.number])}
        for name, reader in readers.items()
    }


def opens(reader: Young | Member, share: EpochShare, epoch: Epoch) -> bool:
    """Return whether one of the reader's keys opens the share, and what it holds is committed."""
    ring = afresh(reader)
    return any(_opens(ring, public, share, epoch) for public in (ring.public_key(), *ring._teams))


def afresh(reader: Young | Member) -> KeyRing:
    """Return a key ring as after a reload: the identity and the team keys, no epoch."""
    ring = KeyRing()
    ring._become(reader.ring._own())
    ring._teams = {public: bytearray(key) for public, key in reader.ring._teams.items()}
    return ring


def as_shown(seat: Participant, reader: Young | Member) -> KeyRing:
    """Return a fresh key ring with every epoch that the call shows the participant a share of."""
    ring, conversation = afresh(reader), str(seat.conversation_id)
    for epoch in wire.epochs(seat):
        share = epoch["share"]
        if share is not None:
            boxed = BoxedShare(share["box"], share["creatorPublicKey"], share["recipientPublicKey"])
            number, commit, link = epoch["number"], epoch["commit"], epoch["link"]
            ring.open_epoch(
                conversation, number, commit, link, epoch["recipients"], boxed, may_start=True
            )
    return ring


def _opens(ring: KeyRing, public: str, share: EpochShare, epoch: Epoch) -> bool:
    boxed = BoxedShare(
        to_base64(bytes(share.box)), to_base64(bytes(share.creator_public_key)), public
    )
    commit = to_base64(bytes(epoch.commit))
    link = to_base64(bytes(epoch.link)) if epoch.link else None
    try:
        ring.open_epoch(
            str(epoch.conversation_id), epoch.number, commit, link, [], boxed, may_start=True
        )
    except ProtocolError:
        return False
    return True
