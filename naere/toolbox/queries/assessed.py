"""Settled assessments as data: scores, reasons, agreement, organisations; no person (R49)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils import timezone

from naere.toolbox.agreement import Agreement, agreement
from naere.toolbox.models import ConsensusScore, Round, Score
from naere.toolbox.queries.past import replaced, withdrawn
from naere.toolbox.queries.published import scores_among, summaries
from naere.toolbox.queries.rounds import scores_of

if TYPE_CHECKING:
    from naere.toolbox.queries.published import Summary

Json = dict[str, Any]


def assessed(tools: Sequence[UUID]) -> dict[UUID, list[Json]]:
    """Return each tool's newest settled assessment of each perspective, valid or not."""
    found = scores_among(tools, timezone.localdate())
    return _by_tool([one for summary in found.values() for one in summary])


def assessed_before(tools: Sequence[UUID]) -> dict[UUID, list[Json]]:
    """Return each tool's settled assessments that a newer one has replaced, newest first."""
    return _by_tool(summaries(replaced(tools), timezone.localdate()))


def given_up(tools: Sequence[UUID]) -> dict[UUID, list[Json]]:
    """Return each tool's assessments that were withdrawn, newest first: that they were, and why."""
    found: dict[UUID, list[Json]] = defaultdict(list)
    for one in withdrawn(tools):
        found[one.tool_id].append(_given_up(one))
    return found


def _by_tool(found: Sequence[Summary]) -> dict[UUID, list[Json]]:
    given = _given(one.round.pk for one in found)
    rows: dict[UUID, list[Json]] = defaultdict(list)
    for one in found:
        rows[one.round.tool_id].append(_assessment(one, given[one.round.pk]))
    return rows


def _given_up(found: Round) -> Json:
    day = timezone.localdate(found.withdrawn_at).isoformat() if found.withdrawn_at else None
    return {
        "id": str(found.pk),
        "perspective": found.perspective,
        "withdrawn_on": day,
        "reason": found.withdrawn_because if found.withdrawn_at else "",
    }


def _given(rounds: Iterable[UUID]) -> dict[UUID, list[Score]]:
    found: dict[UUID, list[Score]] = defaultdict(list)
    for score in scores_of(rounds):
        found[score.assessment.round_id].append(score)
    return found


def _assessment(summary: Summary, given: list[Score]) -> Json:
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
        "seen_before": found.seen_before,
        "scores": [_score(score, given) for score in summary.agreed],
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
