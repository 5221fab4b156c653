"""What young people say of tools: counted, and the sentences that somebody has read first.

What anybody may see is made of whole months that are over, and of nothing but what is told of each
month (`naere.insight`): a number of five or more, or that it was one to four. So nobody can read a
single answer out of two pages, nor out of one page before and after.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, Final

from django.db.models import Count
from django.db.models.functions import TruncMonth
from django.utils import timezone

from naere.toolbox.enums import Moderation, Verdict
from naere.toolbox.models import Feedback
from naere.toolbox.rules import PUBLIC_STATES

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from django.db.models import QuerySet

    from naere.toolbox.models import Tool

# Below it nothing is shown: of four answers, three friends know whose the fourth is.
FEWEST_VOICES: Final = 5
MOST_SENTENCES: Final = 12
_MANY_A_DAY: Final = 10  # answers: fewer on one day are nothing to look at


class Seen(Enum):
    """When anybody sees a sentence that an editor has shown.

    Unsaid of a tool that is not public, and where newer sentences take all the room.
    """

    NOW = auto()
    AFTER_THE_MONTH = auto()
    WHEN_MORE_SPEAK = auto()
    AFTER_THE_MONTH_WHEN_MORE_SPEAK = auto()
    UNSAID = auto()


@dataclass(frozen=True)
class Told:
    """What is told of a number of answers: how many at least, and whether it is exactly that many.

    `least` counts a month with one to four answers as one.
    """

    least: int = 0
    is_exact: bool = True

    @property
    def is_few(self) -> bool:
        """Whether it is so small that it is only called few."""
        return 0 < self.least < FEWEST_VOICES

    def and_(self, count: int) -> Told:
        """Return this and the count of one more month."""
        if 0 < count < FEWEST_VOICES:
            return Told(self.least + 1, is_exact=False)
        return Told(self.least + count, self.is_exact)


@dataclass(frozen=True)
class VerdictCount:
    """How many said one thing. It is told in numbers: a length needs a whole, and the whole would betray the few."""

    verdict: Verdict
    told: Told


@dataclass(frozen=True)
class Voices:
    """What is shown of what others said about a tool."""

    total: Told
    counts: list[VerdictCount]
    sentences: list[Feedback]


def shown_voices(tool: Tool) -> Voices | None:
    """Return what may be seen of a tool's voices; None while it cannot be told that five spoke."""
    said = told_of([tool.pk]).get(tool.pk, {})
    total = total_of(said)
    if total.least < FEWEST_VOICES:
        return None
    return Voices(total, counts_of(said), list(shown_sentences([tool.pk])[:MOST_SENTENCES]))


def counts_of(said: dict[str, Told]) -> list[VerdictCount]:
    """Return what is told of each verdict, in their order."""
    return [VerdictCount(verdict, said.get(verdict, Told())) for verdict in Verdict]


def told_of(tools: Iterable[UUID]) -> dict[UUID, dict[str, Told]]:
    """Return what is told of each verdict, for each tool of which somebody spoke in a month that is over."""
    return summed(_by_month(Feedback.objects.filter(tool__in=list(tools), day__lt=_this_month())))


def summed(months: Mapping[tuple[date, UUID], Counter[str]]) -> dict[UUID, dict[str, Told]]:
    """Return what is told of each tool's verdicts, out of what is told of them in each month."""
    found: dict[UUID, dict[str, Told]] = defaultdict(dict)
    for (_month, tool), verdicts in months.items():
        for verdict, count in verdicts.items():
            found[tool][verdict] = found[tool].get(verdict, Told()).and_(count)
    return dict(found)


def total_of(said: dict[str, Told]) -> Told:
    """Return what is told of all answers to one tool: the sum of what is told of each verdict."""
    parts = said.values()
    return Told(sum(one.least for one in parts), all(one.is_exact for one in parts))


def months_that_helped(most: int) -> dict[UUID, int]:
    """Return in how many months that are over at least five said that a tool helped; `most` at most."""
    helped = Feedback.objects.filter(verdict=Verdict.HELPED, day__lt=_this_month()).order_by()
    months = helped.annotate(month=TruncMonth("day")).values("tool", "month")
    told = months.annotate(times=Count("pk")).filter(times__gte=FEWEST_VOICES)
    counted = Counter(told.values_list("tool", flat=True))
    return {tool: min(months, most) for tool, months in counted.items()}


def one_day_of(tools: Iterable[UUID]) -> dict[UUID, date]:
    """Return the day on which most of a tool's answers came, where that is so and they are not few.

    For editors: a tool that a class tried, or that somebody talks up.
    """
    said = Feedback.objects.filter(tool__in=list(tools)).order_by()
    days: dict[UUID, Counter[date]] = defaultdict(Counter)
    for tool, day, count in said.values_list("tool", "day").annotate(Count("pk")):
        days[tool][day] = count
    fullest = {tool: counts.most_common(1)[0] for tool, counts in days.items()}
    return {
        tool: day
        for tool, (day, count) in fullest.items()
        if count >= _MANY_A_DAY and 2 * count > days[tool].total()
    }


def verdicts_by_month(first: date, last: date) -> dict[tuple[date, UUID], Counter[str]]:
    """Return how often each verdict was given of each tool, by the month's first day (R72)."""
    return _by_month(Feedback.objects.filter(day__range=(first, last)))


def _by_month(said: QuerySet[Feedback]) -> dict[tuple[date, UUID], Counter[str]]:
    months = said.order_by().annotate(month=TruncMonth("day"))
    counted = months.values_list("month", "tool", "verdict").annotate(Count("pk"))
    found: dict[tuple[date, UUID], Counter[str]] = defaultdict(Counter)
    for month, tool, verdict, count in counted:
        found[month, tool][verdict] = count
    return dict(found)


def _this_month() -> date:
    return timezone.localdate().replace(day=1)


def shown_sentences(tools: Iterable[UUID]) -> QuerySet[Feedback]:
    """Return the sentences that may be seen, newest first: those of months that are over."""
    found = sentences().filter(
        tool__in=list(tools), moderation=Moderation.SHOWN, day__lt=_this_month()
    )
    return found.order_by("-day", "pk")


def seen_when(said: Feedback) -> Seen:
    """Return when anybody sees a sentence that has just been shown."""
    if said.tool.state not in PUBLIC_STATES:
        return Seen.UNSAID
    voices, is_over = shown_voices(said.tool), said.day < _this_month()
    if voices is None:
        return Seen.WHEN_MORE_SPEAK if is_over else Seen.AFTER_THE_MONTH_WHEN_MORE_SPEAK
    if not is_over:
        return Seen.AFTER_THE_MONTH
    return Seen.NOW if said in voices.sentences else Seen.UNSAID


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
    """Return the answers that came with a sentence, read or not; a hidden one's words are gone."""
    found: QuerySet[Feedback] = Feedback.objects.exclude(sentence="", moderation=Moderation.WAITING)
    return found
