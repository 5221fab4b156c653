"""Reads of how the looks at links went."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.db.models import F, Q

from naere.toolbox.enums import ToolState
from naere.toolbox.models import Tool, ToolLink

if TYPE_CHECKING:
    from django.db.models import QuerySet

# Not a suggestion's: a stranger would decide where we go.
WATCHED: Final = (
    ToolState.CANDIDATE,
    ToolState.ASSESSING,
    ToolState.PUBLISHED,
    ToolState.REVIEWING,
)


def watched_links() -> QuerySet[ToolLink]:
    """Return the links that are looked at: of tools that are worked on or shown, not of examples."""
    found: QuerySet[ToolLink] = ToolLink.objects.filter(
        tool__state__in=WATCHED, tool__is_example=False
    )
    return found.exclude(url="")


def due_links(now: datetime) -> QuerySet[ToolLink]:
    """Return the links that it is time to look at; those never looked at come first."""
    due = Q(look_after__isnull=True) | Q(look_after__lte=now)
    return watched_links().filter(due).order_by(F("look_after").asc(nulls_first=True), "pk")


def is_gone(tool: Tool) -> bool:
    """Return whether a tool is no longer available: it has links, and every one is gone."""
    gone = [link.gone_since is not None for link in tool.links.all()]
    return bool(gone) and all(gone)
