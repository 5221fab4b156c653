"""What young people say of tools: counted, and the sentences that somebody has read first."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db.models import Count
from django.db.models.functions import TruncMonth

from naere.toolbox.enums import Moderation, Verdict
from naere.toolbox.models import Feedback

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from django.db.models import QuerySet

    from naere.toolbox.models import Tool

# Below it nothing is shown: of four answers, three friends know whose the fourth is.
FEWEST_VOICES: Final = 5
MOST_SENTENCES: Final = 12


@dataclass(frozen=True)
class Bar:
    """How many said one thing; `percent` is rounded to whole numbers."""

    verdict: Verdict
    count: int
    percent: int

    @property
    def is_few(self) -> bool:
        """Whether the number is so small that it could point at somebody, and is only called few."""
        return 0 < self.count < FEWEST_VOICES

    @property
    def shown_percent(self) -> int:
        """The length of the bar: all that are few have the same."""
        return 5 if self.is_few else self.percent


@dataclass(frozen=True)
class Voices:
    """What is shown of what others said about a tool."""

    total: int
    bars: list[Bar]
    sentences: list[Feedback]


def shown_voices(tool: Tool) -> Voices | None:
    """Return what may be seen of a tool's voices; None while fewer than `FEWEST_VOICES` spoke."""
    count = verdicts_of([tool.pk]).get(tool.pk, Counter())
    total = count.total()
    if total < FEWEST_VOICES:
        return None
    bars = [
        Bar(verdict, count[verdict], round(100 * count[verdict] / total)) for verdict in Verdict
    ]
    return Voices(total, bars, list(shown_sentences([tool.pk])[:MOST_SENTENCES]))


def verdicts_of(tools: Iterable[UUID]) -> dict[UUID, Counter[str]]:
    """Return how often each verdict was given, for each tool that has any."""
    counted = Feedback.objects.filter(tool__in=list(tools)).order_by()
    found: dict[UUID, Counter[str]] = defaultdict(Counter)
    for tool, verdict, count in counted.values_list("tool", "verdict").annotate(Count("pk")):
        found[tool][verdict] = count
    return dict(found)


def verdicts_by_month(first: date, last: date) -> dict[tuple[date, UUID], Counter[str]]:
    """Return how often each verdict was given of each tool, by the month's first day (R72)."""
    said = Feedback.objects.filter(day__range=(first, last)).order_by()
    months = said.annotate(month=TruncMonth("day")).values_list("month", "tool", "verdict")
    found: dict[tuple[date, UUID], Counter[str]] = defaultdict(Counter)
    for month, tool, verdict, count in months.annotate(Count("pk")):
        found[month, tool][verdict] = count
    return dict(found)


def shown_sentences(tools: Iterable[UUID]) -> QuerySet[Feedback]:
    """Return the sentences that may be seen, newest first."""
    found = sentences().filter(tool__in=list(tools), moderation=Moderation.SHOWN)
    return found.order_by("-day", "pk")


def waiting() -> QuerySet[Feedback]:
    """Return the sentences that nobody has read, oldest first."""
    return (
        sentences()
        .filter(moderation=Moderation.WAITING)
        .select_related("tool")
        .order_by("day", "pk")
    )


def decided() -> QuerySet[Feedback]:
    """Return the sentences that somebody has read, the last decision first."""
    found = sentences().exclude(moderation=Moderation.WAITING)
    return found.select_related("tool", "moderated_by").order_by("-moderated_at", "pk")


def sentences() -> QuerySet[Feedback]:
    """Return the answers that have a sentence, read or not."""
    found: QuerySet[Feedback] = Feedback.objects.exclude(sentence="")
    return found
