"""A peer takes a conversation from the queue: one wins, the others are told kindly."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404
from django.utils import timezone

from naere.accounts.keys.queries import is_approved
from naere.accounts.staff.services import lock_membership
from naere.conversations import queries
from naere.conversations.enums import Due, Kind, Party, State
from naere.conversations.models import Conversation, Participant
from naere.conversations.services.access import changed, must_not_be_here, note, queue_changed
from naere.core.api import ApiError
from naere.tenancy.queries import profile_without_logo
from naere.volunteers.queries import on_duty

if TYPE_CHECKING:
    from naere.accounts.keys.models import Identity
    from naere.accounts.staff.models import Membership

LETTERS_PER_LIVE_ONE = 5


def accept(membership: Membership, conversation_id: UUID) -> Conversation:
    """Take a waiting conversation, by one compare-and-swap on its state.

    Raises Http404 when there is none, or a letter not yet written; ApiError "not-approved" (403), and with 409 "off-duty",
    "too-many" or "too-many-letters", "already-here" (as the professional), "taken".
    """
    # The peer's own row is locked first: two taps at once cannot both find the last free place.
    lock_membership(membership)
    identity = _may_accept(membership)
    found = Conversation.objects.exclude(queries.unwritten()).filter(pk=conversation_id).first()
    if found is None:
        raise Http404
    _has_room(membership, found.kind)
    if found.state == State.WAITING:
        must_not_be_here(found, identity)
    if not _swap(found):
        raise ApiError("taken", 409)
    conversation = Conversation.objects.select_for_update().get(pk=conversation_id)
    _join(conversation, membership, identity)
    _measure_wait(conversation)
    changed(conversation, "accepted")
    queue_changed(conversation)
    return conversation


def _may_accept(membership: Membership) -> Identity:
    if membership.identity is None or not is_approved("peers", membership.identity):
        raise ApiError("not-approved", 403)
    if not on_duty("peer").filter(membership=membership).exists():
        raise ApiError("off-duty", 409)
    return membership.identity


def _has_room(membership: Membership, kind: str) -> None:
    """Refuse more than the municipality's number of live ones, or five letters for each of these.

    Letters leave time to answer, but whoever takes all of them keeps other peers from answering.
    """
    held = queries.for_membership(membership).filter(
        state=State.ACTIVE,
        kind=kind,
        participants__party=Party.PEER,
        participants__membership=membership,
        participants__left_at__isnull=True,
    )
    most = profile_without_logo().parallel_conversations
    if kind == Kind.LETTER and held.distinct().count() >= most * LETTERS_PER_LIVE_ONE:
        raise ApiError("too-many-letters", 409)
    if kind == Kind.NOW and held.distinct().count() >= most:
        raise ApiError("too-many", 409)


def _swap(found: Conversation) -> bool:
    now = timezone.now()
    swapped: int = Conversation.objects.filter(
        queries.reachable(now), pk=found.pk, state=State.WAITING
    ).update(state=State.ACTIVE, accepted_at=now)
    return swapped == 1


def _join(conversation: Conversation, membership: Membership, identity: Identity) -> None:
    Participant.objects.create(
        municipality_id=conversation.municipality_id,
        conversation=conversation,
        identity=identity,
        membership=membership,
        party=Party.PEER,
        name=membership.alias,
        is_program=membership.is_program,
        joined_at=timezone.now(),
    )
    if conversation.epoch_due != Due.LEFT:
        conversation.epoch_due = Due.JOINED
        conversation.save(update_fields=["epoch_due"])


def _measure_wait(conversation: Conversation) -> None:
    if conversation.accepted_at and not conversation.handed_over:
        waited = (conversation.accepted_at - queries.waits_since(conversation)).total_seconds()
        note(conversation, waited_seconds=max(0, int(waited)))
