"""The one door to a conversation: loaded, locked and authorised in one call."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404

from naere.conversations import queries
from naere.conversations.enums import State
from naere.conversations.models import Conversation, Fact, Participant
from naere.core.api import ApiError
from naere.core.signals import notify

if TYPE_CHECKING:
    from naere.accounts.keys.models import Identity


def locked(conversation_id: UUID) -> Conversation:
    """Return the conversation with its row locked until the transaction ends; Http404 for none.

    Everything that changes a conversation takes this lock first, so that it and the hub's writer
    see each other's work whole.
    """
    found = Conversation.objects.select_for_update().filter(pk=conversation_id).first()
    if found is None:
        raise Http404
    return found


def seat(conversation_id: UUID, identity: Identity | None, *parties: str) -> Participant:
    """Return the present participant that `identity` is, the conversation locked.

    Http404 when it takes no part, or may not any more: somebody else's conversation and none at
    all look the same. Raises ApiError("not-yours", 403) when it takes part as another party than
    `parties`.
    """
    found = place(conversation_id, identity)
    if not queries.still_fits(found, found.membership):
        raise Http404
    if parties and found.party not in parties:
        raise ApiError("not-yours", 403)
    return found


def place(conversation_id: UUID, identity: Identity | None) -> Participant:
    """Return the place of `identity`, the conversation locked, whoever may use it; Http404 for none."""
    conversation = locked(conversation_id)
    found = (
        Participant.objects.select_related("identity", "membership")
        .filter(conversation=conversation, identity=identity, left_at__isnull=True)
        .first()
        if identity
        else None
    )
    if found is None:
        raise Http404
    found.conversation = conversation
    return found


def must_be_open(conversation: Conversation) -> None:
    """Raise ApiError("closed", 409) when the conversation has ended."""
    if conversation.state == State.CLOSED:
        raise ApiError("closed", 409)


def must_not_be_here(conversation: Conversation, identity: Identity) -> None:
    """Raise ApiError("already-here", 409) when `identity` has a place: it gets no second one."""
    if conversation.participants.filter(identity=identity, left_at__isnull=True).exists():
        raise ApiError("already-here", 409)


def changed(conversation: Conversation, what: str) -> None:
    """Tell the sockets of a conversation what changed, when the transaction commits."""
    notify("changed", conversation.municipality_id, c=str(conversation.pk), what=what)


def queue_changed(conversation: Conversation) -> None:
    """Tell the peers on duty and those who wait that the queue changed."""
    notify("queue", conversation.municipality_id)


def note(conversation: Conversation, **numbers: object) -> None:
    """Write numbers on what will remain of the conversation."""
    if conversation.fact_id is not None:
        Fact.objects.filter(pk=conversation.fact_id).update(**numbers)


def present(conversation: Conversation, party: str) -> Participant | None:
    """Return who is in the conversation as `party` now, or None."""
    found: Participant | None = (
        conversation.participants.filter(party=party, left_at__isnull=True)
        .select_related("identity", "membership")
        .first()
    )
    return found
