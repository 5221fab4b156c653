"""Deep reviews of shortlisted tools by experts of usability (R51)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from naere.tenancy.scope import current_municipality
from naere.toolbox.models import Assessor, DeepReview, Finding
from naere.toolbox.queries.reviews import written_for

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from naere.accounts.staff.models import Membership
    from naere.toolbox.models import Organisation, Tool


class ReviewRefusedError(Exception):
    """A deep review cannot be changed like that; the text says why, to whoever tried."""


def begin_review(
    tool: Tool, organisation: Organisation, by: Membership | None, at: datetime | None = None
) -> DeepReview:
    """Begin a closer look at a shortlisted tool, by somebody who is not of its provider.

    Its findings are told in the organisation's name, so that only its own assessors write them, or
    an editor who writes down what an expert of it said.
    """
    if not tool.shortlisted:
        raise ReviewRefusedError(_("Only a shortlisted tool gets a deep review."))
    _demand_independent(tool, organisation)
    if by is not None and _is_of(by, tool.provider_id):
        raise ReviewRefusedError(_("You come from the organisation that makes the tool."))
    if by is not None and not may_write_for(by, organisation.pk):
        raise ReviewRefusedError(_("You can only write for your own organisation."))
    return DeepReview.objects.create(
        municipality=current_municipality(),
        tool=tool,
        organisation=organisation,
        by=by,
        started_at=at or timezone.now(),
    )


def save_summary(review_id: UUID, summary_da: str, summary_en: str) -> DeepReview:
    """Store what a review says in short."""
    review = _unfinished(review_id)
    review.summary_da, review.summary_en = summary_da, summary_en
    review.save(update_fields=["summary_da", "summary_en"])
    return review


def save_finding(finding: Finding) -> Finding:
    """Store a new or changed finding; a new one comes last. Its picture is one of the same tool."""
    review = _unfinished(finding.review_id)
    if finding.picture is not None and finding.picture.tool_id != review.tool_id:
        raise ReviewRefusedError(_("The picture belongs to another tool."))
    if finding._state.adding:
        newest = review.findings.aggregate(newest=Max("order"))["newest"]
        finding.order = 0 if newest is None else newest + 1
    finding.municipality = current_municipality()
    finding.full_clean()
    finding.save()
    return finding


def remove_finding(finding: Finding) -> None:
    """Take a finding out of a review that is not finished."""
    _unfinished(finding.review_id)
    finding.delete()


def finish_review(review_id: UUID, at: datetime | None = None) -> DeepReview:
    """Finish a review for good: it is shown with the tool's assessment."""
    review = _unfinished(review_id)
    _demand_independent(review.tool, review.organisation)
    if not review.summary_da:
        raise ReviewRefusedError(_("Say in short what you found first."))
    if not review.findings.exists():
        raise ReviewRefusedError(_("Write down at least one finding first."))
    review.finished_at = at or timezone.now()
    review.save(update_fields=["finished_at"])
    return review


def _unfinished(review_id: UUID) -> DeepReview:
    # Locked, so that nothing changes in it while it is being finished.
    review: DeepReview | None = (
        DeepReview.objects.select_for_update(of=("self",))
        .select_related("tool", "organisation")
        .filter(pk=review_id)
        .first()
    )
    if review is None:
        raise ReviewRefusedError(_("There is no such review."))
    if review.finished_at is not None:
        raise ReviewRefusedError(_("This review is finished and cannot be changed."))
    return review


def makes_the_tool(by: Membership, tool: Tool) -> bool:
    """Return whether a member assesses for the organisation that makes a tool."""
    return _is_of(by, tool.provider_id)


def may_write_for(by: Membership, organisation_id: UUID) -> bool:
    """Return whether a member may write what an organisation found: one of its own, or an editor."""
    return written_for(by).filter(pk=organisation_id).exists()


def _is_of(by: Membership, organisation_id: UUID | None) -> bool:
    """Return whether a member assesses for an organisation."""
    found = Assessor.objects.filter(membership=by, organisation=organisation_id)
    return organisation_id is not None and found.exists()


def _demand_independent(tool: Tool, organisation: Organisation) -> None:
    if tool.provider_id is not None and tool.provider_id == organisation.pk:
        raise ReviewRefusedError(_("This organisation makes the tool."))
