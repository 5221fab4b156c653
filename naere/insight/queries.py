"""Reads of what was counted."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q, Sum
from django.db.models.functions import TruncMonth

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


def hits_by_month(
    prefixes: tuple[str, ...], first: date, last: date
) -> dict[tuple[date, str], int]:
    """Return how often each page beginning with one of `prefixes` was shown, by the month's first day."""
    begins = Q()
    for prefix in prefixes:
        begins |= Q(page__startswith=prefix)
    found = hits(first, last).filter(begins).order_by().annotate(month=TruncMonth("day"))
    summed = found.values_list("month", "page").annotate(total=Sum("count"))
    return {(month, page): total for month, page, total in summed}
