"""Reads of deep reviews (R51)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Prefetch, Q

from naere.toolbox.models import Assessor, DeepReview, Finding, Organisation, Picture, Tool
from naere.toolbox.queries.catalogue import organisations, tools
from naere.toolbox.queries.rounds import to_do
from naere.toolbox.workshop import EDITORS

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from naere.accounts.staff.models import Membership

# How many tools the plan looks closer at: a hint, not a wall.
FEWEST, MOST = 4, 6


def reviews() -> QuerySet[DeepReview]:
    """Return every deep review with its tool, organisation and findings, the newest first."""
    pictures = Picture.objects.defer("data")
    findings = Finding.objects.prefetch_related(Prefetch("picture", queryset=pictures))
    found: QuerySet[DeepReview] = DeepReview.objects.select_related("tool", "organisation")
    return found.prefetch_related(Prefetch("findings", queryset=findings)).order_by(
        "-started_at", "pk"
    )


def reviews_for(membership: Membership) -> QuerySet[DeepReview]:
    """Return the reviews that a member may read in the workshop, the newest first.

    Not others' of a tool on which the member is still to hand in an assessment: what others found
    there would be half the answer.
    """
    unfinished = to_do(membership).values("tool")
    return reviews().exclude(~Q(by=membership) | Q(by=None), tool__in=unfinished)


def written_for(membership: Membership) -> QuerySet[Organisation]:
    """Return the organisations in whose name a member may write, by name: an editor in anybody's."""
    if any(membership.has_role(role) for role in EDITORS):
        return organisations()
    own = Assessor.objects.filter(membership=membership).values("organisation")
    return organisations().filter(pk__in=own)


def finished_reviews(tool: Tool) -> QuerySet[DeepReview]:
    """Return a tool's finished reviews, which everybody may read."""
    return reviews().filter(tool=tool, finished_at__isnull=False)


def shortlisted() -> QuerySet[Tool]:
    """Return the tools that are to have a deep review, by name."""
    return tools().filter(shortlisted=True)


def is_off_plan(count: int) -> bool:
    """Return whether so many shortlisted tools are fewer or more than the plan says."""
    return not FEWEST <= count <= MOST
