"""Reads of the research log (R52)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from naere.toolbox.models import ResearchNote

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from naere.accounts.staff.models import Membership


def notes(*, example: str = "", tool: UUID | None = None, text: str = "") -> QuerySet[ResearchNote]:
    """Return entries, newest first: all, or those of a kind, of a tool, with a text in title or reason."""
    found: QuerySet[ResearchNote] = ResearchNote.objects.select_related("tool", "by")
    if example:
        found = found.filter(example=example)
    if tool:
        found = found.filter(tool=tool)
    if text:
        found = found.filter(title__icontains=text) | found.filter(why__icontains=text)
    return found.order_by("-created_at", "pk")


def own_note(by: Membership, note: UUID) -> ResearchNote | None:
    """Return an entry that `by` wrote, or None."""
    return notes().filter(by=by, pk=note).first()
