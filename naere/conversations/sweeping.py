"""What time does to conversations: lost places, due keys, deletion."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import F, Q

from naere.accounts.youth.services import sweep_forgotten
from naere.conversations import rules
from naere.conversations.enums import Due, Ending, Kind, State
from naere.conversations.models import Conversation
from naere.conversations.queries import PLACE_KEPT, said_since, with_last_seq
from naere.conversations.services.access import changed, locked
from naere.conversations.services.leaving import delete, end


def sweep(now: datetime) -> None:
    """Do all that is due at `now`, in the current municipality.

    Each part locks in the order of the ids, as the hub does.
    """
    end_lost_places(now)
    end_silent(now)
    make_old_epochs_due(now)
    delete_what_is_over(now)
    sweep_forgotten(Conversation.objects.values("young_id"))


def end_lost_places(now: datetime) -> int:
    """End live conversations whose young person went away while waiting; returns how many."""
    lost = Conversation.objects.filter(
        state=State.WAITING, kind=Kind.NOW, present_at__lt=now - PLACE_KEPT
    )
    ended = 0
    for pk in list(lost.order_by("pk").values_list("pk", flat=True)):
        conversation = locked(pk)
        if conversation.state == State.WAITING and conversation.present_at < now - PLACE_KEPT:
            end(conversation, Ending.GONE)
            ended += 1
    return ended


def end_silent(now: datetime) -> int:
    """End conversations that somebody left open: nothing said for long; returns how many.

    Otherwise they would never be deleted: a live one after 12 hours, a letter after 60 days, also
    one that nobody takes up.
    """
    ended = 0
    for kind, hours in rules.SILENT_AFTER_HOURS.items():
        since = now - timedelta(hours=hours)
        left_open = Q(state=State.ACTIVE, accepted_at__lt=since)
        if kind == Kind.LETTER:  # a live one that waits is ended by the place it loses
            left_open |= Q(state=State.WAITING, queued_at__lt=since)
        silent = Conversation.objects.filter(left_open, kind=kind).exclude(said_since(since))
        ended += sum(
            _end_if_open(pk) for pk in list(silent.order_by("pk").values_list("pk", flat=True))
        )
    return ended


def _end_if_open(pk: UUID) -> bool:
    conversation = locked(pk)
    if conversation.state == State.CLOSED:
        return False
    end(conversation, Ending.SILENT)
    return True


def make_old_epochs_due(now: datetime) -> int:
    """Make the next key due after seven days or 200 messages under one; returns how many."""
    aged = Q(epoch_since__lt=now - timedelta(days=rules.AGED_AFTER_DAYS)) | Q(
        newest_seq__gte=F("epoch_first_seq") + rules.AGED_AFTER_MESSAGES - 1
    )
    running = with_last_seq(Conversation.objects.filter(state=State.ACTIVE, epoch_due=Due.NONE))
    due = running.filter(aged)
    found = list(due)
    for conversation in found:
        # Compared again in the database: another process may have made the epoch meanwhile.
        same = Conversation.objects.filter(pk=conversation.pk, epoch=conversation.epoch)
        if same.filter(epoch_due=Due.NONE).update(epoch_due=Due.AGED):
            changed(conversation, "epoch")
    return len(found)


def delete_what_is_over(now: datetime) -> int:
    """Delete closed conversations whose days have passed; returns how many."""
    over = Conversation.objects.filter(delete_after__lt=now)
    found = list(over.order_by("pk").values_list("pk", flat=True))
    for pk in found:
        delete(locked(pk))
    return len(found)
