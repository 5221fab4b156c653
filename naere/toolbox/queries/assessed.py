"""The newest settled assessments as data: scores, reasons, agreement, organisations; no person (R49)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils import timezone

from naere.toolbox.agreement import Agreement, agreement
from naere.toolbox.models import ConsensusScore, Round, Score
from naere.toolbox.queries.published import scores_among
from naere.toolbox.queries.rounds import scores_of

if TYPE_CHECKING:
    from naere.toolbox.queries.published import Summary

Json = dict[str, Any]


def assessed(tools: Sequence[UUID]) -> dict[UUID, list[Json]]:
    """Return each tool's newest settled assessment of each perspective, valid or not."""
    summaries = scores_among(tools, timezone.localdate())
    rounds = [one.round.pk for found in summaries.values() for one in found]
    agreed, given = _agreed(rounds), _given(rounds)
    return {
        tool: [_assessment(one, agreed[one.round.pk], given[one.round.pk]) for one in found]
        for tool, found in summaries.items()
    }


def _agreed(rounds: Iterable[UUID]) -> dict[UUID, list[ConsensusScore]]:
    found: dict[UUID, list[ConsensusScore]] = defaultdict(list)
    scores = ConsensusScore.objects.filter(round__in=rounds).select_related("criterion")
    for score in scores.order_by("criterion__order", "criterion__key"):
        found[score.round_id].append(score)
    return found


def _given(rounds: Iterable[UUID]) -> dict[UUID, list[Score]]:
    found: dict[UUID, list[Score]] = defaultdict(list)
    for score in scores_of(rounds):
        found[score.assessment.round_id].append(score)
    return found


def _assessment(summary: Summary, agreed: list[ConsensusScore], given: list[Score]) -> Json:
    found: Round = summary.round
    settled = timezone.localdate(found.settled_at)
    return {
        "id": str(found.pk),
        "perspective": found.perspective,
        "rubric": {
            "version": found.rubric.version,
            "name": {"da": found.rubric.name_da, "en": found.rubric.name_en},
        },
        "organisations": summary.organisations,
        "settled_on": settled.isoformat(),
        "valid_until": found.valid_until.isoformat() if found.valid_until else None,
        "overall": _rounded(summary.overall.value),
        "agreement": _agreement(given),
        "conclusion": {"da": found.conclusion_da, "en": found.conclusion_en},
        "scores": [_score(score, given) for score in agreed],
    }


def _agreement(given: Iterable[Score]) -> Json:
    found: Agreement = agreement(
        (str(score.assessment_id), str(score.criterion_id), score.value) for score in given
    )
    return {"alpha": _rounded(found.alpha), "reading": found.reading.value}


def _score(score: ConsensusScore, given: Iterable[Score]) -> Json:
    return {
        "criterion": score.criterion.key,
        "title": {"da": score.criterion.title_da, "en": score.criterion.title_en},
        "weight": score.criterion.weight,
        "value": score.value,
        "reason": score.reason,
        "given": [_one(one) for one in given if one.criterion_id == score.criterion_id],
    }


def _one(score: Score) -> Json:
    """Return what an assessor gave, as the public page does: under the organisation's name."""
    return {
        "organisation": score.assessment.organisation.name,
        "value": score.value,
        "reason": score.reason,
        "evidence": score.evidence,
    }


def _rounded(number: float | None) -> float | None:
    return None if number is None else round(number, 3)
