"""Reads of deep reviews (R51)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Prefetch

from naere.toolbox.models import DeepReview, Finding, Picture, Tool
from naere.toolbox.queries.catalogue import tools

if TYPE_CHECKING:
    from django.db.models import QuerySet

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


def finished_reviews(tool: Tool) -> QuerySet[DeepReview]:
    """Return a tool's finished reviews, which everybody may read."""
    return reviews().filter(tool=tool, finished_at__isnull=False)


def shortlisted() -> QuerySet[Tool]:
    """Return the tools that are to have a deep review, by name."""
    return tools().filter(shortlisted=True)


def is_off_plan(count: int) -> bool:
    """Return whether so many shortlisted tools are fewer or more than the plan says."""
    return not FEWEST <= count <= MOST
