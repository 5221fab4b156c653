"""Reads of conversations: who may see one, who waits, how long it takes."""

from __future__ import annotations

import math
import statistics
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from naere.accounts.staff.enums import Role
from naere.conversations.enums import Ending, Kind, Party, State
from naere.conversations.models import (
    Call,
    ClosingForm,
    Conversation,
    Fact,
    Message,
    Participant,
    Report,
)
from naere.conversations.rules import expected_wait
from naere.tenancy.opening import opening_now
from naere.tenancy.queries import profile_without_logo
from naere.volunteers.queries import on_duty, professional_on_duty

if TYPE_CHECKING:
    from uuid import UUID

    from naere.accounts.staff.models import Membership
    from naere.accounts.youth.models import YoungPerson
    from naere.tenancy.models import Profile

FITTING = {
    Party.PEER: (Role.VOLUNTEER,),
    Party.PROFESSIONAL: (Role.ON_DUTY, Role.PROFESSIONAL),
}
PLACE_KEPT = timedelta(seconds=120)
WAITS_MEASURED_OVER = timedelta(days=30)


@dataclass(frozen=True)
class Now:
    """What a young person can do at this moment, and how long it is expected to take."""

    open: bool
    peers_on_duty: int
    can_start: bool
    waiting: int
    expected_wait_seconds: int | None
    opens_at: datetime | None
    queue_full: bool


@dataclass(frozen=True)
class Capacity:
    """How many live conversations the peers on duty can hold, and how many are free."""

    peers: int
    slots: int
    free: int


def waiting(now: datetime | None = None) -> QuerySet[Conversation]:
    """Conversations that a peer may accept, who has waited longest first (`waits_since`).

    Neither who lost the place is among them nor a letter that is not written yet.
    """
    found: QuerySet[Conversation] = Conversation.objects.filter(
        reachable(now or timezone.now()), state=State.WAITING
    )
    letter = When(kind=Kind.LETTER, then=Subquery(_messages("stored_at")[:1]))
    return found.annotate(waits_since=Case(letter, default=F("queued_at"))).order_by(
        "waits_since", "id"
    )


def reachable(now: datetime) -> Q:
    """Return the condition that somebody who waits can be answered: a letter, or a place kept."""
    live = Q(kind=Kind.NOW, present_at__gte=now - PLACE_KEPT)
    return Q(Exists(_messages()), kind=Kind.LETTER) | live


def unwritten() -> Q:
    """Return the condition that a letter is still to be written: nobody but its author knows of it."""
    return Q(~Exists(_messages()), kind=Kind.LETTER, state=State.WAITING)


def waits_since(conversation: Conversation) -> datetime:
    """Return since when somebody waits to be accepted: with a letter, since there is one to read.

    Not `queued_at` there: who waited live for a while and went back to the letter waited all along.
    """
    first = conversation.kind == Kind.LETTER and conversation.messages.order_by("seq").first()
    return first.stored_at if first else conversation.queued_at


def capacity(profile: Profile | None = None) -> Capacity:
    """Return how much room there is among the peers on duty; `profile` when it is already read."""
    members = [shift.membership_id for shift in on_duty("peer")]
    each = (profile or profile_without_logo()).parallel_conversations
    busy = dict(
        Participant.objects.filter(
            membership_id__in=members,
            party=Party.PEER,
            left_at__isnull=True,
            conversation__state=State.ACTIVE,
            conversation__kind=Kind.NOW,
        )
        .values_list("membership_id")
        .annotate(count=Count("pk"))
    )
    free = sum(max(each - busy.get(member, 0), 0) for member in members)
    return Capacity(peers=len(members), slots=each * len(members), free=free)


def measured(field: str, kind: str = Kind.NOW) -> int | None:
    """Return the median seconds of `field` over the last 20 of a kind in 30 days; None under five."""
    recent = (
        Fact.objects.filter(
            kind=kind,
            requested_hour__gte=timezone.now() - WAITS_MEASURED_OVER,
            **{f"{field}__isnull": False},
        )
        .order_by("-requested_hour")
        .values_list(field, flat=True)[:20]
    )
    values = list(recent)
    return round(statistics.median(values)) if len(values) >= 5 else None


def wait_for(position: int, room: Capacity) -> int | None:
    """Return the seconds that somebody at `position` (from 1) can expect to wait, or None."""
    return expected_wait(
        position, room.free, room.slots, measured("waited_seconds"), measured("length_seconds")
    )


def now_for(profile: Profile | None = None) -> Now:
    """Return what the front page says of this moment (R3); `profile` when it is already read."""
    profile = profile or profile_without_logo()
    hours = opening_now(profile=profile)
    room = capacity(profile)
    queue = waiting().filter(kind=Kind.NOW).count()
    full = queue >= profile.queue_limit
    return Now(
        open=hours.open,
        peers_on_duty=room.peers,
        can_start=hours.open and room.peers > 0 and not full,
        waiting=queue,
        expected_wait_seconds=wait_for(queue + 1, room) if hours.open and room.peers else None,
        opens_at=hours.opens_at,
        queue_full=full,
    )


def letter_answer_hours() -> int | None:
    """Return within how many whole hours a letter is usually taken up; None when too few were."""
    usual = measured("waited_seconds", Kind.LETTER)
    return None if usual is None else max(1, math.ceil(usual / 3600))


def for_young(person: YoungPerson) -> QuerySet[Conversation]:
    """All conversations of a young person, newest first."""
    found: QuerySet[Conversation] = Conversation.objects.filter(young=person)
    return found.order_by("-queued_at")


def for_membership(membership: Membership) -> QuerySet[Conversation]:
    """The conversations that a member takes part in now, and closed ones still to be registered."""
    mine = Participant.objects.filter(membership=membership, left_at__isnull=True)
    found: QuerySet[Conversation] = Conversation.objects.filter(
        pk__in=mine.values("conversation_id")
    )
    return found.order_by("-queued_at")


def seat_of_identity(conversation_id: UUID, identity_id: UUID | None) -> Participant | None:
    """Return the present participant that an identity is in a conversation, or None.

    None as well for a member who may not take part any more (`still_fits`).
    """
    if identity_id is None:
        return None
    found: Participant | None = (
        Participant.objects.select_related("conversation", "identity", "membership")
        .filter(conversation_id=conversation_id, identity_id=identity_id, left_at__isnull=True)
        .first()
    )
    return found if found is not None and still_fits(found, found.membership) else None


def still_fits(place: Participant, membership: Membership | None) -> bool:
    """Return whether who has a place may have it: for staff, active, with the role and the keys."""
    if place.party == Party.YOUNG:
        return True
    if membership is None or place.identity_id != membership.identity_id:
        return False
    return membership.is_active and membership.has_role(*FITTING[Party(place.party)])


def places() -> QuerySet[Participant]:
    """Return who takes part, in what goes on and in what has ended, by conversation."""
    found: QuerySet[Participant] = Participant.objects.select_related("identity")
    return found.filter(left_at__isnull=True).order_by("conversation_id")


def can_be_called(conversation: Conversation) -> bool:
    """Return whether a professional can be called there now (R41): one who has no place there yet."""
    here = conversation.participants.filter(left_at__isnull=True)
    return professional_on_duty(but_not=here.values("identity"))


def held_by_all(identities: Collection[UUID | None]) -> set[UUID]:
    """Return what goes on or waits and all of these take part in; none when they are nobody."""
    wanted = set(identities)
    held = (
        Participant.objects.filter(identity__in=wanted - {None}, left_at__isnull=True)
        .exclude(conversation__state=State.CLOSED)
        .values_list("conversation_id")
        .annotate(count=Count("identity", distinct=True))
        .filter(count=len(wanted))
    )
    return {conversation for conversation, _ in held} if wanted else set()


def open_calls() -> QuerySet[Call]:
    """Calls that wait for a professional, oldest first."""
    found: QuerySet[Call] = Call.objects.select_related("caller", "conversation")
    return found.filter(state="open").order_by("called_at")


def reports() -> QuerySet[Report]:
    """Reported conversations, newest first."""
    found: QuerySet[Report] = Report.objects.select_related("reporter", "conversation")
    return found.order_by("-reported_at")


def report_opened_for(seat: Participant) -> bool:
    """Return whether somebody else's report was opened, and this participant is to be told."""
    told = Report.objects.filter(
        conversation_id=seat.conversation_id, other_told_at__isnull=False
    ).exclude(reporter__identity_id=seat.identity_id)
    return bool(told.exists())


def current_closing_form() -> ClosingForm | None:
    """Return the newest version of the registration after a conversation (R42)."""
    found: ClosingForm | None = ClosingForm.objects.order_by("-version").first()
    return found


def with_last_seq(conversations: QuerySet[Conversation]) -> QuerySet[Conversation]:
    """Add `newest_seq`, the number of the last message, 0 for none."""
    newest = Subquery(_messages("seq").order_by("-seq")[:1])
    return conversations.annotate(newest_seq=Coalesce(newest, 0))


def said_since(moment: datetime) -> Exists:
    """Return the condition that something was said in a conversation since `moment`."""
    return Exists(_messages().filter(stored_at__gte=moment))


def _messages(*fields: str) -> QuerySet[Any, Any]:
    """Return the messages of the conversation around this subquery, the first one first."""
    found = Message.objects.filter(
        municipality_id=OuterRef("municipality_id"), conversation_id=OuterRef("pk")
    ).order_by("seq")
    return found.values(*fields) if fields else found


def last_seq(conversation: Conversation) -> int:
    """Return the number of the conversation's last message, 0 for none."""
    known = getattr(conversation, "newest_seq", None)
    if known is not None:
        return int(known)
    newest = conversation.messages.order_by("-seq").values_list("seq", flat=True).first()
    return newest or 0


def summary(conversation: Conversation) -> dict[str, Any]:
    """Return the wire form `Summary`."""
    peers = [p for p in conversation.participants.all() if p.party == Party.PEER and not p.left_at]
    return {
        "id": str(conversation.pk),
        "kind": conversation.kind,
        "state": conversation.state,
        "epoch": conversation.epoch,
        "lastSeq": last_seq(conversation),
        "queuedAt": conversation.queued_at.isoformat(),
        "acceptedAt": conversation.accepted_at and conversation.accepted_at.isoformat(),
        "closedAt": conversation.closed_at and conversation.closed_at.isoformat(),
        "deleteAfter": conversation.delete_after and conversation.delete_after.isoformat(),
        "peerName": peers[-1].name if peers else None,
        "nickname": conversation.nickname,
        "lost": conversation.ending == Ending.GONE,
    }


def summaries_for(membership: Membership) -> list[dict[str, Any]]:
    """Return the summaries of a member's conversations; a closed one until it is registered."""
    found = with_last_seq(for_membership(membership)).prefetch_related("participants", "closings")
    return [_summary_for(conversation, membership) for conversation in found]


def _summary_for(conversation: Conversation, membership: Membership) -> dict[str, Any]:
    """Return a summary with what the list of one's own needs: as what, how far read.

    Who made a new identity after lost words has no share of what came before: not `readable`.
    """
    seats = [p for p in conversation.participants.all() if p.membership_id == membership.pk]
    return summary(conversation) | {
        "registered": bool(conversation.closings.all()),
        "readable": seats[-1].identity_id == membership.identity_id,
        "party": seats[-1].party,
        "seenSeq": seats[-1].seen_seq,
    }


def summaries_for_young(person: YoungPerson) -> list[dict[str, Any]]:
    """Return the summaries of a young person's conversations, newest first."""
    return [
        summary(found)
        for found in with_last_seq(for_young(person)).prefetch_related("participants")
    ]


def conversation_ids_of(membership_id: UUID | str) -> list[str]:
    """Return the ids of the conversations that a member takes part in now."""
    mine = Participant.objects.filter(membership_id=membership_id, left_at__isnull=True)
    return [str(found) for found in mine.values_list("conversation_id", flat=True)]


def conversations_per_member(*, state: str) -> dict[UUID, int]:
    """Return how many conversations in `state` each member takes part in."""
    there = Participant.objects.filter(
        membership__isnull=False, left_at__isnull=True, conversation__state=state
    )
    return dict(there.values_list("membership_id").annotate(count=Count("pk")))
