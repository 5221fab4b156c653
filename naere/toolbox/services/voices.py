"""Somebody says whether a tool helped, and an editor reads the sentence before anybody sees it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.utils import timezone

from naere.accounts.youth.attempts import Limit, Limits, allow
from naere.tenancy.scope import current_municipality
from naere.toolbox.enums import Moderation, Verdict
from naere.toolbox.models import Feedback
from naere.toolbox.queries.voices import sentences
from naere.toolbox.services.workflow import StaleStateError

if TYPE_CHECKING:
    from uuid import UUID

    from naere.accounts.staff.models import Membership
    from naere.toolbox.models import Tool

# A class that tries tools together is let through; somebody who answers all day is not.
LIMITS: Final = Limits(
    network=Limit(30, timedelta(seconds=20), timedelta(hours=1), timedelta(hours=6)),
    overall=Limit(600, timedelta(seconds=2), timedelta(minutes=1), timedelta(hours=1)),
)


def seconds_to_wait(network: str) -> int | None:
    """Count an answer from a network; return None, or the seconds to wait before the next."""
    return allow("say of a tool", network, LIMITS)


def say(tool: Tool, verdict: Verdict, sentence: str = "") -> Feedback:
    """Keep an answer: what was said and the day, never by whom."""
    said: Feedback = Feedback.objects.create(
        municipality=current_municipality(), tool=tool, verdict=verdict, sentence=sentence.strip()
    )
    return said


def moderate(pk: UUID, to: Moderation, seen: Moderation, by: Membership) -> Feedback:
    """Show a sentence, or put it back to be read; hide it, and then its words are gone for good.

    What is hidden may show who somebody is, so it is not kept. `seen` is how it stood on the page;
    raises StaleStateError when somebody was quicker, and Feedback.DoesNotExist when there is no such
    sentence here.
    """
    # Locked, so that of two who decide at once the second is told.
    said: Feedback = sentences().select_for_update().get(pk=pk)
    if said.moderation != seen or not said.sentence:
        raise StaleStateError
    said.moderation, said.moderated_by, said.moderated_at = to, by, timezone.now()
    if to == Moderation.HIDDEN:
        said.sentence = ""
    said.save(update_fields=["moderation", "moderated_by", "moderated_at", "sentence"])
    return said
