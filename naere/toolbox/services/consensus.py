"""Agreeing on the scores: one assessor of the round proposes, another confirms (R49)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from naere.toolbox.enums import RoundState
from naere.toolbox.models import ConsensusScore, Criterion, Round, Score
from naere.toolbox.queries.catalogue import toolbox_settings
from naere.toolbox.queries.rounds import is_conflicted
from naere.toolbox.scoring import Answer, Answers, in_months, keep_answers, read_answers, unanimous
from naere.toolbox.services.assessing import IncompleteError, RoundRefusedError, locked_round

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from naere.accounts.staff.models import Membership

Given = Mapping[str, Sequence[int | None]]


class StaleError(RoundRefusedError):
    """Somebody else of the round has saved in between."""


def save_consensus(
    round_id: UUID,
    by: Membership,
    version: int,
    agreed: Answers,
    conclusion_da: str = "",
    conclusion_en: str = "",
) -> Round:
    """Keep what the assessors agree on so far. A proposal that stood is taken back by it."""
    found = _comparing(round_id, by, version)
    found.draft = keep_answers(agreed)
    found.conclusion_da, found.conclusion_en = conclusion_da, conclusion_en
    found.draft_version += 1
    found.proposed_by = None
    found.save(
        update_fields=["draft", "conclusion_da", "conclusion_en", "draft_version", "proposed_by"]
    )
    return found


def propose(round_id: UUID, by: Membership, version: int) -> Round:
    """Say that this is the consensus; another assessor of the round is to confirm it."""
    found = _comparing(round_id, by, version)
    _demand_agreed(found)
    found.proposed_by = by
    found.save(update_fields=["proposed_by"])
    return found


def confirm(round_id: UUID, by: Membership, version: int, at: datetime | None = None) -> Round:
    """Settle a round that another assessor proposed. From today it is valid for the set months."""
    found = _comparing(round_id, by, version)
    if found.proposed_by_id is None:
        raise RoundRefusedError(_("Nobody has proposed a result yet."))
    if found.proposed_by_id == by.pk:
        raise RoundRefusedError(_("Another assessor must confirm what you proposed."))
    _demand_agreed(found)
    _store_consensus(found)
    _settle(found, by, at or timezone.now())
    return found


def _comparing(round_id: UUID, by: Membership, version: int) -> Round:
    found = locked_round(round_id)
    asked = list(found.assessments.select_related("assessor"))
    if by.pk not in {assessment.assessor.membership_id for assessment in asked}:
        raise RoundRefusedError(_("You do not take part in this assessment."))
    if found.state != RoundState.COMPARING:
        raise RoundRefusedError(_("The scores cannot be compared now."))
    if found.draft_version != version:
        raise StaleError(_("Somebody else has saved in between. Look at it, and save again."))
    if is_conflicted(found.tool, asked):
        raise RoundRefusedError(
            _(
                "One of the assessors comes from the organisation that makes the tool now. The "
                "assessment must be withdrawn."
            )
        )
    return found


def _demand_agreed(found: Round) -> None:
    agreed, given = read_answers(found.draft), _given(found)
    open_ones = [
        criterion
        for criterion in found.rubric.criteria.all()
        if not _is_agreed(criterion, agreed, given)
    ]
    if open_ones:
        titles = ", ".join(criterion.title_da for criterion in open_ones)
        raise IncompleteError(
            _("A score or a reason is missing: %(titles)s") % {"titles": titles}, open_ones
        )
    if not found.conclusion_da:
        raise IncompleteError(_("Write a conclusion first."))


def _is_agreed(criterion: Criterion, agreed: Mapping[str, Answer], given: Given) -> bool:
    """Return whether there is a score, and a reason unless all had given just that score."""
    answer = agreed.get(str(criterion.pk), Answer())
    values = given.get(str(criterion.pk), ())
    said_by_all = unanimous(values) and values[0] == answer.value
    return answer.complete and bool(answer.reason or said_by_all)


def _given(found: Round) -> dict[str, list[int | None]]:
    given: dict[str, list[int | None]] = defaultdict(list)
    scores = Score.objects.filter(assessment__round=found)
    for criterion_id, value in scores.values_list("criterion_id", "value"):
        given[str(criterion_id)].append(value)
    return given


def _store_consensus(found: Round) -> None:
    agreed = read_answers(found.draft)
    ConsensusScore.objects.bulk_create(
        ConsensusScore(
            municipality=found.municipality,
            round=found,
            criterion=criterion,
            value=agreed[str(criterion.pk)].kept()["value"],
            reason=agreed[str(criterion.pk)].reason,
        )
        for criterion in found.rubric.criteria.all()
    )


def _settle(found: Round, by: Membership, at: datetime) -> None:
    found.state, found.settled_at, found.settled_by = RoundState.SETTLED, at, by
    found.valid_until = in_months(timezone.localdate(at), toolbox_settings().valid_months)
    found.draft = {}
    found.save(update_fields=["state", "settled_at", "settled_by", "valid_until", "draft"])
