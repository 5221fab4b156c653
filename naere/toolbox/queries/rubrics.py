"""Reads of rubrics and their criteria (R49)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count

from naere.accounts.staff.changes import named
from naere.tenancy.history import MOST_SHOWN, history
from naere.toolbox.models import Criterion, Rubric

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from naere.accounts.staff.changes import Entry
    from naere.toolbox.enums import Perspective


def rubrics() -> QuerySet[Rubric]:
    """Return every version, the newest of each perspective first, with how much it asks (`asks`)."""
    found: QuerySet[Rubric] = Rubric.objects.annotate(asks=Count("criteria"))
    return found.order_by("perspective", "-version")


def rubric_in_use(perspective: Perspective | str) -> Rubric | None:
    """Return the version that a new round begins with, or None when there is none yet."""
    found: Rubric | None = (
        Rubric.objects.filter(perspective=perspective, published_at__isnull=False)
        .order_by("-version")
        .first()
    )
    return found


def criteria() -> QuerySet[Criterion]:
    """Return every criterion with its rubric, in order."""
    found: QuerySet[Criterion] = Criterion.objects.select_related("rubric")
    return found.order_by("order", "key")


def changes_of(rubric: Rubric) -> list[Entry]:
    """Return the newest changes of a version and its criteria, newest first, with who made them."""
    found = [
        *history(Rubric, pgh_obj_id=rubric.pk),
        *history(Criterion, rubric_id=rubric.pk),
    ]
    return named(sorted(found, key=lambda change: change.when, reverse=True)[:MOST_SHOWN])
