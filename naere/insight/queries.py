"""Reads of what was counted."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Sum

from naere.insight.models import Hits

if TYPE_CHECKING:
    from django.db.models import QuerySet


def hits(first: date, last: date) -> QuerySet[Hits]:
    """Page views of the municipality in scope from `first` to `last`, both counted in (R70)."""
    found: QuerySet[Hits] = Hits.objects.filter(day__range=(first, last))
    return found.order_by("day", "page")


def hits_by_page(first: date, last: date) -> dict[str, int]:
    """Return how often each page was shown from `first` to `last`."""
    summed = hits(first, last).order_by("page").values("page").annotate(total=Sum("count"))
    return {row["page"]: row["total"] for row in summed}
