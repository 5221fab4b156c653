"""Rounds of assessment: several people, independent of each other, on one version of a rubric (R49).

Nobody sees another's scores before all are in: until then each assessor's work is a draft of their own
and no `Score` exists.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from naere.accounts.staff.enums import Role
from naere.tenancy.scope import current_municipality
from naere.toolbox.enums import RoundState, ToolState
from naere.toolbox.models import Assessment, Assessor, Criterion, Round, Score, Tool
from naere.toolbox.queries.rounds import is_conflicted
from naere.toolbox.queries.rubrics import rubric_in_use
from naere.toolbox.scoring import Answer, Answers, keep_answers, unanimous
from naere.toolbox.workshop import EDITORS

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from naere.accounts.staff.models import Membership
    from naere.toolbox.enums import Perspective
    from naere.toolbox.models import Rubric
    from naere.toolbox.scoring import Kept

FEWEST = 2
LOOKED_AT = (ToolState.CANDIDATE, ToolState.ASSESSING, ToolState.PUBLISHED, ToolState.REVIEWING)


class RoundRefusedError(Exception):
    """What somebody wanted of a round cannot be done; the text says why, to that person."""


class IncompleteError(RoundRefusedError):
    """Something is missing before it can be handed in; `criteria` are the questions that lack it."""

    def __init__(self, said: str, criteria: Sequence[Criterion] = ()) -> None:
        super().__init__(said)
        self.criteria = criteria


def open_round(
    tool: Tool,
    perspective: Perspective,
    assessors: Sequence[Assessor],
    by: Membership | None,
    at: datetime | None = None,
) -> Round:
    """Ask assessors for their scores. At least two people of at least two organisations.

    Raises RoundRefusedError: a tool that nobody assesses now, a round under way, somebody who may not
    assess this perspective, or whose organisation makes the tool.
    """
    locked = Tool.objects.select_for_update().get(pk=tool.pk)
    _demand_assessable(locked)
    rubric = rubric_in_use(perspective)
    if rubric is None:
        raise RoundRefusedError(_("There is no rubric in use for this perspective yet."))
    _demand_independent(locked, perspective, assessors)
    seen = _know_scores(locked, perspective, assessors)
    made = _make_round(locked, rubric, by, at or timezone.now(), seen_before=seen)
    _ask(made, assessors)
    return made


def save_draft(round_id: UUID, by: Membership, answers: Answers, summary: str) -> Assessment:
    """Keep what an assessor has so far; nobody else can read it."""
    _found, own = _own_open(round_id, by)
    own.draft, own.summary = keep_answers(answers), summary
    own.save(update_fields=["draft", "summary"])
    return own


def submit(
    round_id: UUID, by: Membership, answers: Answers, summary: str, at: datetime | None = None
) -> Round:
    """Hand in an assessor's scores for good. The last one opens all of them to those who gave them."""
    found, own = _own_open(round_id, by)
    criteria = list(found.rubric.criteria.all())
    _demand_complete(criteria, answers)
    _store_scores(own, criteria, answers)
    own.draft, own.summary, own.submitted_at = {}, summary, at or timezone.now()
    own.save(update_fields=["draft", "summary", "submitted_at"])
    if not found.assessments.filter(submitted_at=None).exists():
        _begin_comparing(found)
    return found


def withdraw(round_id: UUID, because: str, at: datetime | None = None) -> Round:
    """Give up a round that is not settled. Its scores are shown to nobody; that it was, and why, is public."""
    found = locked_round(round_id)
    if found.state not in {RoundState.OPEN, RoundState.COMPARING}:
        raise RoundRefusedError(_("This assessment is over already."))
    if not because.strip():
        raise RoundRefusedError(_("Say why."))
    found.state, found.withdrawn_because = RoundState.WITHDRAWN, because.strip()
    found.withdrawn_at, found.draft = at or timezone.now(), {}
    found.save(update_fields=["state", "withdrawn_at", "withdrawn_because", "draft"])
    return found


def locked_round(round_id: UUID) -> Round:
    """Return a round, locked; whoever changes it or anything in it comes one after the other."""
    found: Round | None = (
        Round.objects.select_for_update(of=("self",))
        .select_related("rubric", "tool")
        .filter(pk=round_id)
        .first()
    )
    if found is None:
        raise RoundRefusedError(_("There is no such assessment."))
    return found


def _demand_assessable(tool: Tool) -> None:
    if tool.state not in LOOKED_AT:
        raise RoundRefusedError(_("A tool is assessed once it is a candidate."))


def _demand_independent(
    tool: Tool, perspective: Perspective, assessors: Sequence[Assessor]
) -> None:
    people = {assessor.membership_id for assessor in assessors}
    if len(people) < len(assessors):
        raise RoundRefusedError(_("The same person cannot assess twice."))
    if len(people) < FEWEST:
        raise RoundRefusedError(_("Choose at least two assessors."))
    if len({assessor.organisation_id for assessor in assessors}) < FEWEST:
        raise RoundRefusedError(_("Choose assessors of at least two organisations."))
    for assessor in assessors:
        _demand_fit(tool, perspective, assessor)


def _demand_fit(tool: Tool, perspective: Perspective, assessor: Assessor) -> None:
    member = assessor.membership
    if not (member.is_active and member.has_role(Role.ASSESSOR)):
        raise RoundRefusedError(_("%(who)s is not an assessor now.") % {"who": member.user})
    if perspective not in assessor.perspectives:
        raise RoundRefusedError(
            _("%(who)s does not assess from this perspective.") % {"who": member.user}
        )
    if tool.provider_id is not None and assessor.organisation_id == tool.provider_id:
        raise RoundRefusedError(
            _("%(who)s comes from the organisation that makes the tool.") % {"who": member.user}
        )


def _know_scores(tool: Tool, perspective: Perspective, assessors: Sequence[Assessor]) -> bool:
    """Return whether any of them may have read others' scores in a round that was then given up.

    Scores are opened when all have handed in, so that a round without anybody missing had shown them:
    to those who took part, and to every editor.
    """
    given_up = Round.objects.filter(tool=tool, perspective=perspective, state=RoundState.WITHDRAWN)
    shown = given_up.exclude(assessments__submitted_at=None)
    if any(one.membership.has_role(*EDITORS) for one in assessors) and shown.exists():
        return True
    return Assessment.objects.filter(round__in=shown, assessor__in=assessors).exists()


def _make_round(
    tool: Tool, rubric: Rubric, by: Membership | None, at: datetime, *, seen_before: bool
) -> Round:
    try:
        with transaction.atomic():
            made: Round = Round.objects.create(
                municipality=current_municipality(),
                tool=tool,
                perspective=rubric.perspective,
                rubric=rubric,
                opened_by=by,
                opened_at=at,
                seen_before=seen_before,
            )
    except IntegrityError as error:
        raise RoundRefusedError(
            _("The tool is being assessed from this perspective already.")
        ) from error
    return made


def _ask(made: Round, assessors: Sequence[Assessor]) -> None:
    Assessment.objects.bulk_create(
        Assessment(
            municipality=made.municipality,
            round=made,
            assessor=assessor,
            organisation=assessor.organisation,
        )
        for assessor in assessors
    )


def _own_open(round_id: UUID, by: Membership) -> tuple[Round, Assessment]:
    # The round is locked first: of two who hand in at the same moment, one is the last.
    found = locked_round(round_id)
    own = found.assessments.filter(assessor__membership=by).select_related("assessor").first()
    if own is None:
        raise RoundRefusedError(_("You do not take part in this assessment."))
    if found.state != RoundState.OPEN:
        raise RoundRefusedError(_("This assessment is not open any more."))
    if own.submitted_at is not None:
        raise RoundRefusedError(_("You have handed in. Your scores cannot be changed."))
    if is_conflicted(found.tool, [own]):
        raise RoundRefusedError(_("You come from the organisation that makes the tool."))
    return found, own


def _demand_complete(criteria: Sequence[Criterion], answers: Answers) -> None:
    missing = [c for c in criteria if not answers.get(str(c.pk), Answer()).complete]
    if missing:
        titles = ", ".join(criterion.title_da for criterion in missing)
        raise IncompleteError(_("Not answered yet: %(titles)s") % {"titles": titles}, missing)


def _store_scores(own: Assessment, criteria: Sequence[Criterion], answers: Answers) -> None:
    Score.objects.bulk_create(
        Score(
            municipality=own.municipality,
            assessment=own,
            criterion=criterion,
            value=answers[str(criterion.pk)].kept()["value"],
            reason=answers[str(criterion.pk)].reason,
            evidence=answers[str(criterion.pk)].evidence,
        )
        for criterion in criteria
    )


def _begin_comparing(found: Round) -> None:
    found.state, found.draft = RoundState.COMPARING, _agreed_already(found)
    found.save(update_fields=["state", "draft"])


def _agreed_already(found: Round) -> dict[str, Kept]:
    """Return a draft of the consensus: what all gave the same is filled in."""
    given: dict[str, list[Score]] = {}
    for score in Score.objects.filter(assessment__round=found):
        given.setdefault(str(score.criterion_id), []).append(score)
    agreed = {
        key: Answer(scores[0].value, scores[0].value is None, _why_not(scores))
        for key, scores in given.items()
        if unanimous([score.value for score in scores])
    }
    return keep_answers(agreed)


def _why_not(scores: Sequence[Score]) -> str:
    """Return why a criterion is not applicable, in the first one's words; nothing for a score."""
    return scores[0].reason if scores[0].value is None else ""
