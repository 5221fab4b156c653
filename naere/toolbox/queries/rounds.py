"""Reads of rounds of assessment, for those who do the work. Scores only once all are in (R49)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Prefetch

from naere.accounts.staff.enums import Role
from naere.toolbox.agreement import Agreement, agreement
from naere.toolbox.enums import RoundState
from naere.toolbox.models import Assessment, Assessor, Criterion, Round, Score, Tool
from naere.toolbox.scoring import FAR_APART, spread, unanimous

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet

    from naere.accounts.staff.models import Membership

ALL_IN = (RoundState.COMPARING, RoundState.SETTLED)


@dataclass(frozen=True)
class Compared:
    """A criterion with what each assessor gave, in the order of the round's assessors."""

    criterion: Criterion
    scores: list[Score]

    @property
    def values(self) -> list[int | None]:
        """Return the scores alone; None is not applicable."""
        return [score.value for score in self.scores]

    @property
    def apart(self) -> int:
        """Return how far apart the scores are."""
        return spread(self.values)

    @property
    def far_apart(self) -> bool:
        """Return whether the difference is one to talk about."""
        return self.apart >= FAR_APART

    @property
    def all_the_same(self) -> bool:
        """Return whether all gave the same."""
        return unanimous(self.values)


def assessors() -> QuerySet[Assessor]:
    """Return everybody who may be asked to assess, by name."""
    found: QuerySet[Assessor] = Assessor.objects.select_related("membership__user", "organisation")
    return found.filter(
        membership__is_active=True, membership__roles__contains=[Role.ASSESSOR]
    ).order_by("membership__user__name", "membership__user__email")


def may_be_asked(membership: Membership) -> bool:
    """Return whether somebody has said from which organisation a member assesses."""
    found: bool = Assessor.objects.filter(membership=membership).exists()
    return found


def rounds() -> QuerySet[Round]:
    """Return every round with its tool and assessors, the newest first. Without a score."""
    asked = Assessment.objects.select_related(
        "assessor__membership__user", "assessor", "organisation"
    ).defer("draft", "summary")
    found: QuerySet[Round] = Round.objects.select_related("tool", "rubric").prefetch_related(
        Prefetch("assessments", queryset=asked.order_by("organisation__name", "pk"))
    )
    return found.order_by("-opened_at", "pk")


def rounds_for(membership: Membership) -> QuerySet[Round]:
    """Return the rounds that a member is asked to take part in."""
    return rounds().filter(assessments__assessor__membership=membership)


def to_do(membership: Membership) -> QuerySet[Round]:
    """Return the rounds in which a member is still to hand in, the oldest first."""
    waiting = rounds_for(membership).filter(
        state=RoundState.OPEN,
        assessments__assessor__membership=membership,
        assessments__submitted_at=None,
    )
    return waiting.order_by("opened_at", "pk")


def own_assessment(round_id: UUID, membership: Membership) -> Assessment | None:
    """Return a member's own part of a round, or None. Never anybody else's."""
    found: Assessment | None = (
        Assessment.objects.filter(round=round_id, assessor__membership=membership)
        .select_related("round__tool", "round__rubric")
        .first()
    )
    return found


def own_scores(assessment: Assessment) -> list[Score]:
    """Return what an assessor handed in, in the rubric's order."""
    scores = assessment.scores.select_related("criterion")
    return list(scores.order_by("criterion__order", "criterion__key"))


def compared(found: Round) -> list[Compared]:
    """Return all scores side by side. Empty until all are in, and of a round that was withdrawn."""
    if found.state not in ALL_IN:
        return []
    given: dict[UUID, list[Score]] = defaultdict(list)
    for score in scores_of([found.pk]):
        given[score.criterion_id].append(score)
    return [Compared(criterion, given[criterion.pk]) for criterion in found.rubric.criteria.all()]


def scores_of(round_ids: Iterable[UUID]) -> QuerySet[Score]:
    """Return the scores of rounds in which all are in, by organisation, in the order of the table."""
    found: QuerySet[Score] = Score.objects.select_related("assessment__organisation")
    return found.filter(
        assessment__round__in=list(round_ids), assessment__round__state__in=ALL_IN
    ).order_by("assessment__organisation__name", "assessment_id")


def round_agreement(rows: Sequence[Compared]) -> Agreement:
    """Return how far the assessors of a round agree, over its criteria."""
    return agreement(
        (str(score.assessment_id), str(row.criterion.pk), score.value)
        for row in rows
        for score in row.scores
    )


def is_conflicted(tool: Tool, asked: Iterable[Assessment]) -> bool:
    """Return whether an assessor comes from the tool's provider: when asked, or now."""
    if tool.provider_id is None:
        return False
    return any(
        tool.provider_id in {one.organisation_id, one.assessor.organisation_id} for one in asked
    )
