"""Reads of what providers say of their own tools."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from naere.core.ids import digest
from naere.toolbox.declaring import Answer, shown_answers
from naere.toolbox.models import Declaration, Tool

if TYPE_CHECKING:
    from django.db.models import QuerySet


def declarations_of(tool: Tool) -> QuerySet[Declaration]:
    """Return all links made for a tool, answered or not, newest first."""
    found: QuerySet[Declaration] = Declaration.objects.filter(tool=tool)
    return found.select_related("made_by", "shown_by").order_by("-created_at")


def latest_declaration(tool: Tool) -> Declaration | None:
    """Return the newest answer of the tool's provider that an editor has read, or None.

    Its own words: no part of an assessment.
    """
    found = declarations_of(tool).filter(shown_at__isnull=False)
    return found.order_by("-answered_at").first()


def unread_among(tools: Iterable[UUID]) -> set[UUID]:
    """Return which tools have an answer of their provider that no editor has shown yet."""
    found = Declaration.objects.filter(
        tool__in=list(tools), answered_at__isnull=False, shown_at__isnull=True
    )
    return set(found.values_list("tool", flat=True))


def public_answers(declaration: Declaration) -> list[Answer]:
    """Return what anybody may read of an answer."""
    return shown_answers(declaration.form_version, declaration.answers, public=True)


def all_answers(declaration: Declaration) -> list[Answer]:
    """Return what the municipality may read of an answer."""
    return shown_answers(declaration.form_version, declaration.answers, public=False)


def declaration_by_token(token: str, now: datetime) -> Declaration | None:
    """Return what a link opens: one to be answered in time, or one that was answered; else None."""
    found: Declaration | None = (
        Declaration.objects.select_related("tool").filter(token_hash=digest(token)).first()
    )
    if found is None or (found.answered_at is None and found.expires_at <= now):
        return None
    return found
