"""Reads of the access log."""

from __future__ import annotations

from django.db.models import QuerySet

from naere.safeguarding.models import AccessEntry


def accesses() -> QuerySet[AccessEntry]:
    """Return who opened what, newest first."""
    entries: QuerySet[AccessEntry] = AccessEntry.objects.select_related("membership")
    return entries.order_by("-at", "pk")


def accesses_of(subject: str) -> QuerySet[AccessEntry]:
    """Return who opened one thing, newest first."""
    return accesses().filter(subject=subject)
