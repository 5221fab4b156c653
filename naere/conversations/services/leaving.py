"""Ends: a peer hands over, somebody ends, a professional leaves, somebody deletes."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from naere.conversations import queries
from naere.conversations.enums import CallState, Due, Ending, Kind, Party, State
from naere.conversations.models import Call, Closing, Conversation, EpochShare, Participant
from naere.conversations.queries import last_seq
from naere.conversations.services.access import (
    changed,
    must_be_open,
    note,
    place,
    queue_changed,
)
from naere.core.api import ApiError
from naere.core.signals import notify
from naere.tenancy.queries import profile_without_logo


def leave(seat: Participant) -> None:
    """Take a participant out: their shares go, and the next epoch is due before anything is said.

    In what has ended nothing more is said, so no epoch falls due there.
    """
    conversation = seat.conversation
    now = timezone.now()
    seat.left_at = now
    seat.save(update_fields=["left_at"])
    EpochShare.objects.filter(conversation=conversation, identity=seat.identity).delete()
    if conversation.state != State.CLOSED:
        conversation.epoch_due = Due.LEFT
        conversation.save(update_fields=["epoch_due"])
    notify(
        "left",
        conversation.municipality_id,
        c=str(conversation.pk),
        i=str(seat.identity_id),
    )
    changed(conversation, "left")


def hand_over(seat: Participant) -> None:
    """Let the peer leave and the conversation wait for another, in the place it had (R21)."""
    conversation = seat.conversation
    must_be_open(conversation)
    leave(seat)
    _withdraw_calls(conversation)
    conversation.state = State.WAITING
    conversation.handed_over = True
    conversation.present_at = timezone.now()
    conversation.save(update_fields=["state", "handed_over", "present_at"])
    queue_changed(conversation)


def professional_leaves(seat: Participant) -> None:
    """Let a professional leave; those who remain go on under a new key."""
    must_be_open(seat.conversation)
    leave(seat)


def step_out(seat: Participant) -> None:
    """Take out a member who may take part no more, from what has ended as well.

    A peer hands over, so that the conversation waits for another; a professional leaves.
    """
    if seat.conversation.state == State.CLOSED:
        leave(seat)
    elif seat.party == Party.PEER:
        hand_over(seat)
    else:
        professional_leaves(seat)


def step_out_everywhere(identity_id: UUID) -> None:
    """Let a peer who was taken out of the team step out of whatever they were in."""
    for found in queries.places().filter(identity=identity_id, party=Party.PEER):
        step_out(place(found.conversation_id, found.identity))


def end(conversation: Conversation, ending: str) -> None:
    """Close a conversation; it is deleted when the municipality's days have passed."""
    must_be_open(conversation)
    now = timezone.now()
    conversation.state = State.CLOSED
    conversation.ending = ending
    conversation.closed_at = now
    conversation.delete_after = now + timedelta(days=profile_without_logo().days_kept)
    conversation.save(update_fields=["state", "ending", "closed_at", "delete_after"])
    _withdraw_calls(conversation)
    _note_end(conversation, ending)
    changed(conversation, "closed")
    queue_changed(conversation)


def ending_by(seat: Participant) -> str:
    """Return how it ended when `seat` ended it; raises ApiError for a professional."""
    if seat.party == Party.PROFESSIONAL:
        raise ApiError("not-yours", 403)
    return Ending.YOUNG if seat.party == Party.YOUNG else Ending.PEER


def delete(conversation: Conversation) -> None:
    """Delete keys, ciphertext and commitments at once; numbers without a person remain."""
    if conversation.state != State.CLOSED:
        _note_end(conversation, Ending.DELETED)
    # Without its conversation a registration says nothing of a person any more.
    Closing.objects.filter(conversation=conversation).update(conversation=None)
    changed(conversation, "deleted")
    queue_changed(conversation)
    conversation.delete()


def seconds_of(conversation: Conversation) -> int:
    """Return how long a conversation lasted from being accepted, in seconds; 0 when it never was."""
    if conversation.accepted_at is None:
        return 0
    until = conversation.closed_at or timezone.now()
    return max(0, int((until - conversation.accepted_at).total_seconds()))


def _note_end(conversation: Conversation, ending: str) -> None:
    numbers: dict[str, object] = {"ending": ending, "messages": last_seq(conversation)}
    if conversation.accepted_at and conversation.kind == Kind.NOW:
        numbers["length_seconds"] = seconds_of(conversation)
    note(conversation, **numbers)


def _withdraw_calls(conversation: Conversation) -> None:
    withdrawn = Call.objects.filter(conversation=conversation, state=CallState.OPEN).update(
        state=CallState.WITHDRAWN
    )
    if withdrawn:
        notify("call", conversation.municipality_id)
