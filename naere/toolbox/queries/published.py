"""What everybody may know of a tool's assessments: scores, reasons, agreement, and organisations (R49).

No person is named here, and nothing of a round that is not settled.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from django.core.cache import caches
from django.db.models import Count, Max

from naere.toolbox.agreement import Agreement, Rating, agreement
from naere.toolbox.enums import Perspective, RoundState
from naere.toolbox.models import HIGHEST, ConsensusScore, Round, Rubric, Score, Tool
from naere.toolbox.queries.assessments import is_valid, newest_settled
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


class Agreed:
    """What was agreed on in some settled rounds, read when it is first asked for."""

    def __init__(self, rounds: Sequence[Round]) -> None:
        self._rounds = rounds

    def of(self, found: Round) -> list[ConsensusScore]:
        """Return the agreed scores of one of the rounds, in the rubric's order."""
        return self._scores.get(found.pk, [])

    @cached_property
    def _scores(self) -> dict[UUID, list[ConsensusScore]]:
        return _agreed_in(self._rounds)


@dataclass(frozen=True)
class Summary:
    """What an assessment came to: the whole and each area, until when, and by whom."""

    round: Round
    perspective: Perspective
    organisations: list[str]
    expired: bool
    of_all: Agreed

    @property
    def agreed(self) -> list[ConsensusScore]:
        """Return the agreed scores, in the rubric's order."""
        return self.of_all.of(self.round)

    @cached_property
    def overall(self) -> Mark:
        """Return what all the agreed scores come to."""
        return _mark("", "", self.agreed)

    @cached_property
    def areas(self) -> list[Mark]:
        """Return what those of each area come to."""
        return _areas(self.agreed)


def public_scores(tool: Tool, on: date) -> list[Summary]:
    """Return what a tool's newest assessments came to, a perspective each, in a fixed number of queries."""
    return scores_among([tool.pk], on).get(tool.pk, [])


def scores_among(tools: Iterable[UUID], on: date) -> dict[UUID, list[Summary]]:
    """Return the same for several tools at once: three queries, however many they are."""
    found: dict[UUID, list[Summary]] = defaultdict(list)
    for one in summaries(list(newest_settled(tools).select_related("rubric")), on):
        found[one.round.tool_id].append(one)
    return found


def summaries(rounds: Sequence[Round], on: date) -> list[Summary]:
    """Return what settled rounds came to, in their order, in two queries; one until scores are asked for."""
    agreed, names = Agreed(rounds), _organisations_of(rounds)
    return [_summary(one, agreed, names[one.pk], on) for one in rounds]


def agreement_over_tools(rubric: Rubric) -> dict[UUID, Agreement]:
    """Return per criterion how far assessors agree, over all tools settled with this rubric version.

    Kept until another round is settled with it: it is the sum of every score there is.
    """
    return kept_over_tools(rubric.pk, settled_with([rubric.pk]).get(rubric.pk, ""))


def settled_with(rubrics: Collection[UUID]) -> dict[UUID, str]:
    """Return of each rubric version with a settled round what is another when one more is settled."""
    settled = Round.objects.filter(rubric__in=rubrics, state=RoundState.SETTLED).order_by()
    seen = settled.values_list("rubric").annotate(Max("settled_at"), Count("pk"))
    return {rubric: f"{newest}.{count}".replace(" ", "") for rubric, newest, count in seen}


def kept_over_tools(rubric: UUID, settled: str) -> dict[UUID, Agreement]:
    """Return `agreement_over_tools` of a version of which it is known what is `settled_with` it."""
    key, kept = f"toolbox.agreement.{rubric}.{settled}", caches["pages"]
    found: dict[UUID, Agreement] | None = kept.get(key)
    if found is None:
        found = _over_tools(Round.objects.filter(rubric=rubric, state=RoundState.SETTLED))
        kept.set(key, found, CACHED_SECONDS)
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


def _summary(found: Round, agreed: Agreed, names: list[str], on: date) -> Summary:
    return Summary(
        round=found,
        perspective=Perspective(found.perspective),
        organisations=names,
        expired=not is_valid(found, on),
        of_all=agreed,
    )


def _areas(agreed: Sequence[ConsensusScore]) -> list[Mark]:
    areas: dict[tuple[str, str], list[ConsensusScore]] = defaultdict(list)
    for score in agreed:
        areas[score.criterion.area_da, score.criterion.area_en].append(score)
    return [_mark(*area, scores) for area, scores in areas.items()]


def _mark(name_da: str, name_en: str, scores: Sequence[ConsensusScore]) -> Mark:
    mean = weighted((score.value, score.criterion.weight) for score in scores)
    return Mark(name_da, name_en, mean)
