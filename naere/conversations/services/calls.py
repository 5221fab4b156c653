"""The professional on duty, called with one tap (R41)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404
from django.utils import timezone

from naere.accounts.staff.services import lock_membership
from naere.conversations.enums import CallState, Due, Party
from naere.conversations.models import Call, Conversation, Participant
from naere.conversations.queries import can_be_called
from naere.conversations.services.access import (
    changed,
    locked,
    must_be_open,
    must_not_be_here,
    note,
    present,
)
from naere.core.api import ApiError
from naere.core.signals import notify
from naere.volunteers.queries import on_duty

if TYPE_CHECKING:
    from naere.accounts.staff.models import Membership


def call_professional(seat: Participant) -> Call:
    """Call whoever is on duty and not here already; 409 "already-called" or "nobody-on-duty"."""
    conversation = seat.conversation
    must_be_open(conversation)
    if present(conversation, Party.PROFESSIONAL) or _open_call(conversation):
        raise ApiError("already-called", 409)
    if not can_be_called(conversation):
        raise ApiError("nobody-on-duty", 409)
    call: Call = Call.objects.create(
        municipality_id=conversation.municipality_id,
        conversation=conversation,
        caller=seat,
        called_at=timezone.now(),
    )
    note(conversation, professional_called=True)
    _tell(conversation)
    return call


def withdraw_call(seat: Participant) -> None:
    """Take an unanswered call back; 409 "not-called" without one."""
    call = _open_call(seat.conversation)
    if call is None:
        raise ApiError("not-called", 409)
    call.state = CallState.WITHDRAWN
    call.save(update_fields=["state"])
    _tell(seat.conversation)


def answer_call(membership: Membership, conversation_id: UUID) -> Conversation:
    """Join as the professional who was called. Nothing can be read before a client shares.

    Http404 when nobody called from there; ApiError (409) "taken" when another answered or the call
    was taken back, "no-identity", "off-duty", "already-here" (as the peer).
    """
    # In this order, as accept does: the member's own row, then the conversation's.
    lock_membership(membership)
    conversation = locked(conversation_id)
    if not conversation.calls.exists():
        raise Http404
    call = _open_call(conversation)
    if call is None:
        raise ApiError("taken", 409)
    if membership.identity is None:
        raise ApiError("no-identity", 409)
    must_not_be_here(conversation, membership.identity)
    if not on_duty("professional").filter(membership=membership).exists():
        raise ApiError("off-duty", 409)
    now = timezone.now()
    call.state, call.answered_by, call.answered_at = CallState.ANSWERED, membership, now
    call.save(update_fields=["state", "answered_by", "answered_at"])
    Participant.objects.create(
        municipality_id=conversation.municipality_id,
        conversation=conversation,
        identity=membership.identity,
        membership=membership,
        party=Party.PROFESSIONAL,
        name=membership.alias,
        joined_at=now,
    )
    if conversation.epoch_due == Due.NONE:
        conversation.epoch_due = Due.JOINED
        conversation.save(update_fields=["epoch_due"])
    _tell(conversation, "joined")
    return conversation


def _open_call(conversation: Conversation) -> Call | None:
    found: Call | None = conversation.calls.filter(state=CallState.OPEN).first()
    return found


def _tell(conversation: Conversation, what: str = "call") -> None:
    changed(conversation, what)
    notify("call", conversation.municipality_id)
