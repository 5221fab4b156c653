"""What everybody may know of a tool's assessments: scores, reasons, agreement, and organisations (R49).

No person is named here, and nothing of a round that is not settled.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.core.cache import caches
from django.db.models import Count, Max

from naere.toolbox.agreement import Agreement, Rating, agreement
from naere.toolbox.enums import Perspective, RoundState
from naere.toolbox.models import HIGHEST, Assessment, ConsensusScore, Round, Rubric, Score, Tool
from naere.toolbox.queries.assessments import is_valid, newest_settled
from naere.toolbox.queries.rounds import Compared, is_conflicted, round_agreement, scores_of
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
    agreed: list[ConsensusScore]


@dataclass(frozen=True)
class Line:
    """A criterion on the public page: what each gave, what they agreed on, and why.

    `over_tools` is how far assessors agree on it over all tools; None in what a newer one replaced.
    """

    compared: Compared
    agreed: ConsensusScore
    over_tools: Agreement | None

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
    found: dict[UUID, list[Summary]] = defaultdict(list)
    for one in summaries(list(newest_settled(tools).select_related("rubric")), on):
        found[one.round.tool_id].append(one)
    return found


def summaries(rounds: Sequence[Round], on: date) -> list[Summary]:
    """Return what settled rounds came to, in their order, in two queries."""
    agreed, names = _agreed_in(rounds), _organisations_of(rounds)
    return [_summary(one, agreed[one.pk], names[one.pk], on) for one in rounds]


def details(
    tool: Tool, found: Sequence[Summary], with_all_tools: Collection[UUID] = ()
) -> list[Detail]:
    """Return what is behind some of a tool's assessments, in their order, in two queries.

    Those `with_all_tools` also tell of each criterion how far assessors agree on it anywhere: two
    more queries for each version of a rubric among them.
    """
    rounds = [one.round for one in found]
    given, asked = _given_in(rounds), _asked_in(rounds)
    return [
        _detail(
            one, given, is_conflicted(tool, asked[one.round.pk]), one.round.pk in with_all_tools
        )
        for one in found
    ]


def agreement_over_tools(rubric: Rubric) -> dict[UUID, Agreement]:
    """Return per criterion how far assessors agree, over all tools settled with this rubric version.

    Kept until another round is settled with it: it is the sum of every score there is.
    """
    settled = Round.objects.filter(rubric=rubric, state=RoundState.SETTLED)
    seen = settled.aggregate(newest=Max("settled_at"), count=Count("pk"))
    key = f"toolbox.agreement.{rubric.pk}.{seen['newest']}.{seen['count']}".replace(" ", "")
    kept = caches["pages"]
    found: dict[UUID, Agreement] | None = kept.get(key)
    if found is None:
        found = _over_tools(settled)
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


def _summary(found: Round, agreed: Sequence[ConsensusScore], names: list[str], on: date) -> Summary:
    return Summary(
        round=found,
        perspective=Perspective(found.perspective),
        overall=_mark("", "", agreed),
        areas=_areas(agreed),
        organisations=names,
        expired=not is_valid(found, on),
        agreed=list(agreed),
    )


def _areas(agreed: Sequence[ConsensusScore]) -> list[Mark]:
    areas: dict[tuple[str, str], list[ConsensusScore]] = defaultdict(list)
    for score in agreed:
        areas[score.criterion.area_da, score.criterion.area_en].append(score)
    return [_mark(*area, scores) for area, scores in areas.items()]


def _mark(name_da: str, name_en: str, scores: Sequence[ConsensusScore]) -> Mark:
    mean = weighted((score.value, score.criterion.weight) for score in scores)
    return Mark(name_da, name_en, mean)


def _given_in(rounds: Sequence[Round]) -> dict[tuple[UUID, UUID], list[Score]]:
    found: dict[tuple[UUID, UUID], list[Score]] = defaultdict(list)
    for score in scores_of(one.pk for one in rounds):
        found[score.assessment.round_id, score.criterion_id].append(score)
    return found


def _asked_in(rounds: Sequence[Round]) -> dict[UUID, list[Assessment]]:
    found: dict[UUID, list[Assessment]] = defaultdict(list)
    for one in Assessment.objects.filter(round__in=rounds).select_related("assessor"):
        found[one.round_id].append(one)
    return found


def _detail(
    summary: Summary,
    given: Mapping[tuple[UUID, UUID], list[Score]],
    now_provider: bool,
    with_all_tools: bool,
) -> Detail:
    found = summary.round
    over_tools = agreement_over_tools(found.rubric) if with_all_tools else {}
    lines = [
        Line(
            Compared(agreed.criterion, given.get((found.pk, agreed.criterion_id), [])),
            agreed,
            over_tools.get(agreed.criterion_id),
        )
        for agreed in summary.agreed
    ]
    together = round_agreement([line.compared for line in lines])
    return Detail(summary, lines, together, now_provider)
