"""A young person asks for a peer: now, or by a letter (R34)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from naere.accounts.keys.queries import current_team_key
from naere.conversations import queries
from naere.conversations.enums import Kind, Party, State
from naere.conversations.models import Conversation, Fact, Participant
from naere.conversations.services.access import changed, note, queue_changed
from naere.conversations.services.epochs import Share, first_epoch
from naere.core.api import ApiError

if TYPE_CHECKING:
    from naere.accounts.youth.models import YoungPerson

MOST_OPEN_PER_PERSON = 3


@transaction.atomic
def ask(
    person: YoungPerson, conversation_id: UUID, kind: str, commit: bytes, shares: list[Share]
) -> Conversation:
    """Put a new conversation in the queue, its first key shared with the peers' team.

    Raises ApiError (409): "no-team", "too-many-open", "id-taken"; live only: "closed-now",
    "queue-full", "nobody-on-duty"; (400) "wrong-recipients". Nothing is kept then.
    """
    _may_ask(person, kind)
    if current_team_key("peers") is None:
        raise ApiError("no-team", 409)
    conversation = _create(person, conversation_id, kind)
    seat = Participant.objects.create(
        municipality_id=person.municipality_id,
        conversation=conversation,
        identity=person.identity,
        party=Party.YOUNG,
        name=person.nickname,
        joined_at=conversation.queued_at,
    )
    first_epoch(seat, commit, shares)
    queue_changed(conversation)
    return conversation


def _create(person: YoungPerson, conversation_id: UUID, kind: str) -> Conversation:
    now = timezone.now()
    made = Conversation(
        pk=conversation_id,
        municipality_id=person.municipality_id,
        young=person,
        fact=_fact(person, kind),
        kind=kind,
        nickname=person.nickname,
        age_group=person.age_group,
        may_be_minor=person.may_be_minor,
        topics=person.topics,
        queued_at=now,
        present_at=now,
        epoch_since=now,
    )
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as error:
        # Not looked up before: another municipality's row is there, and cannot be seen.
        raise ApiError("id-taken", 409) from error
    return made


def _may_ask(person: YoungPerson, kind: str) -> None:
    _lock_queue(person.municipality_id)
    still_open = queries.for_young(person).exclude(state=State.CLOSED).count()
    if still_open >= MOST_OPEN_PER_PERSON:
        raise ApiError("too-many-open", 409)
    if kind == Kind.NOW:
        _may_wait()


def _lock_queue(municipality_id: UUID) -> None:
    """Let one join a municipality's queue at a time, so that its limit is one.

    It has no row of its own, so an advisory lock, until the transaction ends.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"queue {municipality_id}"]
        )


def _may_wait() -> None:
    now = queries.now_for()
    if not now.open:
        raise ApiError("closed-now", 409)
    if now.queue_full:
        raise ApiError("queue-full", 409)
    if now.peers_on_duty == 0:
        raise ApiError("nobody-on-duty", 409)


def _fact(person: YoungPerson, kind: str) -> Fact:
    fact: Fact = Fact.objects.create(
        municipality_id=person.municipality_id,
        kind=kind,
        requested_hour=timezone.now().replace(minute=0, second=0, microsecond=0),
        age_group=person.age_group,
        topics=person.topics,
    )
    return fact


def switch_kind(seat: Participant, kind: str) -> None:
    """Make a waiting conversation a letter, or a waiting letter live.

    Raises ApiError (409) "not-waiting"; to live also "closed-now", "queue-full", "nobody-on-duty".
    """
    conversation = seat.conversation
    if conversation.state != State.WAITING:
        raise ApiError("not-waiting", 409)
    if kind == conversation.kind:
        return
    if kind == Kind.NOW:
        _lock_queue(conversation.municipality_id)
        _may_wait()
    now = timezone.now()
    conversation.kind = kind
    conversation.queued_at = now if kind == Kind.NOW else conversation.queued_at
    conversation.present_at = now
    conversation.save(update_fields=["kind", "queued_at", "present_at"])
    note(conversation, kind=kind)
    changed(conversation, "kind")
    queue_changed(conversation)
