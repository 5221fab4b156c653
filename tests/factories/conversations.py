"""Conversations as clients make them: real epochs, real ciphertext, through the services."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from django.db import connection

from client.protocol import Header, NewEpoch, Recipient
from client.protocol import Share as BoxedShare
from client.protocol.encoding import from_base64, to_base64
from naere.accounts.keys.queries import current_team_key
from naere.conversations.models import Conversation, EpochShare, Participant
from naere.conversations.services import accept as accepting
from naere.conversations.services import epochs, leaving, start
from naere.conversations.services.access import seat
from naere.volunteers.queries import on_duty
from naere.volunteers.services import go_on_duty
from tests.factories.people import Member, Young, make_member


def make_conversation(young: Young, kind: str = "now") -> Conversation:
    """Return a waiting conversation; the peers' team must have a key (`make_team`)."""
    team = current_team_key("peers")
    assert team is not None, "make_team('peers', …) first"
    conversation_id = uuid.uuid4()
    recipients = [
        Recipient(str(young.identity.pk), young.ring.public_key()),
        Recipient(str(team.pk), to_base64(bytes(team.public_key))),
    ]
    made = young.ring.create_epoch(str(conversation_id), 0, recipients)
    with somebody_on_duty():
        return start.ask(
            young.person, conversation_id, kind, from_base64(made.commit), shares_of(made)
        )


def make_letter(young: Young, text: str = "Kære en derude") -> Conversation:
    """Return a letter that is written, so that a peer may take it."""
    conversation = make_conversation(young, "letter")
    assert say(conversation, young, text) == ("stored", 1)
    return conversation


@contextmanager
def somebody_on_duty() -> Iterator[None]:
    """Have a peer on duty meanwhile, one of whom nothing remains when there is none already."""
    if on_duty("peer").exists():
        yield
        return
    peer = make_member("volunteer", alias="Kun lige nu", with_identity=False).membership
    go_on_duty(peer, "peer")
    try:
        yield
    finally:
        peer.delete()


def accept(conversation: Conversation, peer: Member) -> Participant:
    """Let a peer (put on duty) accept, open epoch 0 through the team key, and make epoch 1."""
    go_on_duty(peer.membership, "peer")
    taken = accepting.accept(peer.membership, conversation.pk)
    open_through_team(taken, peer)
    next_epoch(taken, peer)
    conversation.refresh_from_db()
    return seat(conversation.pk, peer.identity)


def open_through_team(conversation: Conversation, peer: Member) -> None:
    """Let a peer's client hold the newest epoch from the team's share."""
    share = conversation.shares.get(number=conversation.epoch, team_key__kind="peers")
    assert share.team_key is not None
    _open(conversation, peer, share, bytes(share.team_key.public_key))


def open_own(conversation: Conversation, reader: Young | Member) -> None:
    """Let a participant's client hold the newest epoch from its own share."""
    share = conversation.shares.get(number=conversation.epoch, identity=reader.identity)
    _open(conversation, reader, share, bytes(reader.identity.public_key))


def _open(
    conversation: Conversation, reader: Young | Member, share: EpochShare, recipient: bytes
) -> None:
    epoch = conversation.epochs.get(number=share.number)
    reader.ring.open_epoch(
        str(conversation.pk),
        epoch.number,
        to_base64(bytes(epoch.commit)),
        to_base64(bytes(epoch.link)) if epoch.link else None,
        [to_base64(bytes(key)) for key in epoch.recipients],
        BoxedShare(
            to_base64(bytes(share.box)),
            to_base64(bytes(share.creator_public_key)),
            to_base64(recipient),
        ),
        may_start=True,
    )


def next_epoch(conversation: Conversation, maker: Young | Member) -> None:
    """Let a participant's client make the epoch that is due."""
    place = seat(conversation.pk, maker.identity)
    wanted = [
        Recipient(str(to.id), to_base64(to.public_key))
        for to in epochs.required(place.conversation)
    ]
    made = maker.ring.create_epoch(str(conversation.pk), place.conversation.epoch + 1, wanted)
    assert made.link is not None
    epochs.next_epoch(
        place, made.epoch, from_base64(made.commit), from_base64(made.link), shares_of(made)
    )


def make_active(young: Young, peer: Member, kind: str = "now") -> Conversation:
    """Return a conversation that goes on between the two; both hold its newest epoch.

    A letter has its first message.
    """
    conversation = make_letter(young) if kind == "letter" else make_conversation(young)
    accept(conversation, peer)
    open_own(conversation, young)
    return conversation


def close(conversation: Conversation, by: str = "young") -> Conversation:
    """End a conversation and return it."""
    leaving.end(conversation, by)
    conversation.refresh_from_db()
    return conversation


def say(conversation: Conversation, sender: Young | Member, text: str) -> tuple[str, int]:
    """Store a message as the hub does; returns its outcome and place ("stored", 1)."""
    conversation.refresh_from_db()
    newest = conversation.messages.filter(sender=sender.identity.pk).order_by("-n").first()
    header = Header(
        tenant=str(conversation.municipality_id),
        conversation=str(conversation.pk),
        epoch=conversation.epoch,
        id=str(uuid.uuid4()),
        sender=str(sender.identity.pk),
        n=(newest.n if newest else 0) + 1,
    )
    body = {"kind": "text", "text": text, "at": datetime.now(UTC).isoformat()}
    return append(header, from_base64(sender.ring.encrypt(header, body)))


def append(header: Header, ciphertext: bytes) -> tuple[str, int]:
    """Call `append_messages` for one message; returns outcome and seq (0 when not stored)."""
    columns: list[Any] = [
        header.tenant,
        [header.conversation],
        [header.id],
        [header.sender],
        [header.epoch],
        [header.n],
        [ciphertext],
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT outcome, seq FROM append_messages(%s::uuid, %s::uuid[], %s::uuid[],"
            " %s::uuid[], %s::integer[], %s::bigint[], %s::bytea[])",
            columns,
        )
        outcome, seq = cursor.fetchone()
    return outcome, seq or 0


def shares_of(made: NewEpoch) -> list[epochs.Share]:
    """Return a new epoch's shares as the services take them."""
    return [
        epochs.Share(made.epoch, uuid.UUID(share.recipient), from_base64(share.box))
        for share in made.shares
    ]
