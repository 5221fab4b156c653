"""The things of assessments that the world has one of."""

from __future__ import annotations

from typing import Any

from naere.toolbox.models import Assessor, Finding, Tool
from naere.toolbox.services import reviews, rubrics
from tests.factories.assessments import PEDAGOGICAL, make_assessors, make_round


def make_assessed(tool: Tool, assessor: Assessor) -> dict[str, Any]:
    """Return what fills the free parts of the addresses of assessments, by their names."""
    under_way = make_round(tool, assessors=[assessor, *make_assessors("En anden")])
    draft = rubrics.draft_rubric(PEDAGOGICAL)
    Tool.objects.filter(pk=tool.pk).update(shortlisted=True)
    tool.refresh_from_db()
    review = reviews.begin_review(tool, assessor.organisation, assessor.membership)
    finding = reviews.save_finding(Finding(review=review, kind="task", title="Fund", body="Her."))
    return {
        "round_id": under_way.pk,
        "rubric": draft.pk,
        "criterion": draft.criteria.all()[0].pk,
        "review": review.pk,
        "finding": finding.pk,
    }
