"""What everybody may know of a tool's assessments: scores, reasons, agreement, and organisations (R49).

No person is named here, and nothing of a round that is not settled.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.core.cache import cache
from django.db.models import Count, Max

from naere.toolbox.agreement import Agreement, Rating, agreement
from naere.toolbox.enums import Perspective, RoundState
from naere.toolbox.models import HIGHEST, ConsensusScore, Round, Rubric, Score, Tool
from naere.toolbox.queries.assessments import is_valid, newest_settled
from naere.toolbox.queries.rounds import Compared, compared, is_conflicted, round_agreement
from naere.toolbox.scoring import weighted

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet

WIDTH = 1000
CACHED_SECONDS = 24 * 60 * 60


@dataclass(frozen=True)
class Mark:
    """A weighted mean from 0 to 4 under a name; None where nothing was applicable."""

    name_da: str
    name_en: str
    value: float | None

    @property
    def width(self) -> int:
        """Return how long the bar is, in thousandths of the whole."""
        return round((self.value or 0) / HIGHEST * WIDTH)


@dataclass(frozen=True)
class Summary:
    """What an assessment came to: the whole and each area, until when, and by whom."""

    round: Round
    perspective: Perspective
    overall: Mark
    areas: list[Mark]
    organisations: list[str]
    expired: bool


@dataclass(frozen=True)
class Line:
    """A criterion on the public page: what each gave, what they agreed on, and why."""

    compared: Compared
    agreed: ConsensusScore
    over_tools: Agreement

    @property
    def mark(self) -> Mark:
        """Return the agreed score as a bar."""
        criterion, value = self.compared.criterion, self.agreed.value
        number = None if value is None else float(value)
        return Mark(criterion.title_da, criterion.title_en, number)

    @property
    def changed(self) -> bool:
        """Return whether the agreed score is another than somebody gave."""
        return any(value != self.agreed.value for value in self.compared.values)


@dataclass(frozen=True)
class Detail:
    """A settled assessment with everything behind it."""

    summary: Summary
    lines: list[Line]
    agreement: Agreement
    now_provider: bool


def public_scores(tool: Tool, on: date) -> list[Summary]:
    """Return what a tool's newest assessments came to, a perspective each, in a fixed number of queries."""
    return scores_among([tool.pk], on).get(tool.pk, [])


def scores_among(tools: Iterable[UUID], on: date) -> dict[UUID, list[Summary]]:
    """Return the same for several tools at once: three queries, however many they are."""
    rounds = list(newest_settled(tools).select_related("rubric"))
    found: dict[UUID, list[Summary]] = defaultdict(list)
    agreed = _agreed_in(rounds)
    names = _organisations_of(rounds)
    for one in rounds:
        found[one.tool_id].append(_summary(one, agreed[one.pk], names[one.pk], on))
    return found


def public_assessment(tool: Tool, on: date) -> list[Detail]:
    """Return a tool's newest settled assessments with all scores and reasons."""
    return [_detail(tool, summary) for summary in public_scores(tool, on)]


def history(tool: Tool) -> list[Round]:
    """Return every settled assessment of a tool, the newest first. Organisations: `who_assessed`."""
    found: QuerySet[Round] = tool.rounds.filter(state=RoundState.SETTLED).select_related("rubric")
    return list(
        found.prefetch_related("assessments__organisation").order_by("-settled_at", "perspective")
    )


def who_assessed(found: Round) -> list[str]:
    """Return the organisations of a round, by name, each once."""
    return sorted({one.organisation.name for one in found.assessments.all()})


def agreement_over_tools(rubric: Rubric) -> dict[UUID, Agreement]:
    """Return per criterion how far assessors agree, over all tools settled with this rubric version.

    Kept until another round is settled with it: it is the sum of every score there is.
    """
    settled = Round.objects.filter(rubric=rubric, state=RoundState.SETTLED)
    seen = settled.aggregate(newest=Max("settled_at"), count=Count("pk"))
    key = f"toolbox.agreement.{rubric.pk}.{seen['newest']}.{seen['count']}".replace(" ", "")
    found: dict[UUID, Agreement] | None = cache.get(key)
    if found is None:
        found = _over_tools(settled)
        cache.set(key, found, CACHED_SECONDS)
    return found


def _over_tools(settled: QuerySet[Round]) -> dict[UUID, Agreement]:
    ratings: dict[UUID, list[Rating]] = defaultdict(list)
    scores = Score.objects.filter(assessment__round__in=settled).values_list(
        "criterion_id", "assessment__assessor_id", "assessment__round_id", "value"
    )
    for criterion, who, what, value in scores:
        ratings[criterion].append((str(who), str(what), value))
    return {criterion: agreement(found) for criterion, found in ratings.items()}


def _agreed_in(rounds: Sequence[Round]) -> dict[UUID, list[ConsensusScore]]:
    found: dict[UUID, list[ConsensusScore]] = defaultdict(list)
    scores = ConsensusScore.objects.filter(round__in=rounds).select_related("criterion")
    for score in scores.order_by("criterion__order", "criterion__key"):
        found[score.round_id].append(score)
    return found


def _organisations_of(rounds: Sequence[Round]) -> dict[UUID, list[str]]:
    found: dict[UUID, list[str]] = defaultdict(list)
    asked = Round.objects.filter(pk__in=[one.pk for one in rounds])
    names = asked.values_list("pk", "assessments__organisation__name").distinct()
    for pk, name in sorted(names, key=lambda pair: pair[1] or ""):
        found[pk].append(name)
    return found


def _summary(found: Round, agreed: Sequence[ConsensusScore], names: list[str], on: date) -> Summary:
    return Summary(
        round=found,
        perspective=Perspective(found.perspective),
        overall=_mark("", "", agreed),
        areas=_areas(agreed),
        organisations=names,
        expired=not is_valid(found, on),
    )


def _areas(agreed: Sequence[ConsensusScore]) -> list[Mark]:
    areas: dict[tuple[str, str], list[ConsensusScore]] = defaultdict(list)
    for score in agreed:
        areas[score.criterion.area_da, score.criterion.area_en].append(score)
    return [_mark(*area, scores) for area, scores in areas.items()]


def _mark(name_da: str, name_en: str, scores: Sequence[ConsensusScore]) -> Mark:
    mean = weighted((score.value, score.criterion.weight) for score in scores)
    return Mark(name_da, name_en, mean)


def _detail(tool: Tool, summary: Summary) -> Detail:
    rows = compared(summary.round)
    agreed = {score.criterion_id: score for score in summary.round.consensus.all()}
    asked = summary.round.assessments.select_related("assessor")
    over_tools = agreement_over_tools(summary.round.rubric)
    lines = [Line(row, agreed[row.criterion.pk], over_tools[row.criterion.pk]) for row in rows]
    return Detail(summary, lines, round_agreement(rows), is_conflicted(tool, asked))
