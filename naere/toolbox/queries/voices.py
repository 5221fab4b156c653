"""What young people say of tools: counted, and the sentences that somebody has read first."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
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
_FEW_LENGTH: Final = 5  # percent: all bars that are few are equally long


@dataclass(frozen=True)
class Bar:
    """How many said one thing; `length` is its share of the longest bar, in whole percents.

    Not its share of all: with a number beside it, that would tell the total.
    """

    verdict: Verdict
    count: int
    length: int

    @property
    def is_few(self) -> bool:
        """Whether the number is so small that it could point at somebody, and is only called few."""
        return 0 < self.count < FEWEST_VOICES


@dataclass(frozen=True)
class Voices:
    """What is shown of what others said about a tool."""

    total: int
    bars: list[Bar]
    sentences: list[Feedback]

    @property
    def is_total_told(self) -> bool:
        """Whether the total may be told: less the other numbers, it would tell one that is few."""
        return not any(bar.is_few for bar in self.bars)


def shown_voices(tool: Tool) -> Voices | None:
    """Return what may be seen of a tool's voices; None while fewer than `FEWEST_VOICES` spoke."""
    count = verdicts_of([tool.pk]).get(tool.pk, Counter())
    total = count.total()
    if total < FEWEST_VOICES:
        return None
    bars = _bars(count)
    return Voices(total, bars, list(shown_sentences([tool.pk])[:MOST_SENTENCES]))


def _bars(count: Counter[str]) -> list[Bar]:
    longest = max(*count.values(), FEWEST_VOICES)
    bars = [
        Bar(verdict, count[verdict], round(100 * count[verdict] / longest)) for verdict in Verdict
    ]
    return [replace(bar, length=_FEW_LENGTH) if bar.is_few else bar for bar in bars]


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
