"""Reads of what was suggested, and of what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rapidfuzz import fuzz, process, utils

from naere.toolbox.enums import ToolState
from naere.toolbox.models import StateChange, Tool
from naere.toolbox.queries.catalogue import tools

if TYPE_CHECKING:
    from django.db.models import QuerySet

ALIKE: Final = 82  # of 100, by rapidfuzz's WRatio: one typing mistake in a short name still counts
MOST_ALIKE: Final = 5


def waiting() -> QuerySet[Tool]:
    """Return the suggestions that nobody has decided on, oldest first."""
    found = tools().filter(state=ToolState.SUGGESTED).select_related("suggested_by")
    return found.prefetch_related("links").order_by("created_at", "pk")


def others(tool: Tool) -> QuerySet[Tool]:
    """Return the tools that a suggestion could be a double of."""
    return tools().exclude(pk=tool.pk)


def read_as_one(name: str, why: str) -> str:
    """Return a suggestion as it is looked through for danger: a sentence may go on from name to why."""
    return f"{name} {why}"


def look_alikes(tool: Tool) -> list[Tool]:
    """Return the tools that are called nearly the same, the likest first."""
    there = {other.pk: other for other in others(tool).select_related(None).only("name", "state")}
    found = process.extract(
        tool.name,
        {pk: other.name for pk, other in there.items()},
        scorer=fuzz.WRatio,
        processor=utils.default_process,
        score_cutoff=ALIKE,
        limit=MOST_ALIKE,
    )
    return [there[pk] for _name, _score, pk in found]


def decided() -> QuerySet[StateChange]:
    """Return what was decided on suggestions, newest first."""
    found: QuerySet[StateChange] = StateChange.objects.filter(from_state=ToolState.SUGGESTED)
    return found.select_related("tool", "by").order_by("-at")
