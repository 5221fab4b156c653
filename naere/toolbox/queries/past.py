"""Every assessment that a tool has had: what holds now, what a newer one replaced, what was given up (R49).

Public: no person is named, and nothing of a round that is under way.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from naere.toolbox.enums import Perspective, RoundState
from naere.toolbox.models import Round, Tool
from naere.toolbox.queries.behind import Detail, details
from naere.toolbox.queries.published import summaries

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet


@dataclass(frozen=True)
class Entry:
    """An assessment in a tool's history, on the day it was settled or given up.

    `detail` is all of a settled one, `is_newest` whether none of its perspective came after it.
    """

    round: Round
    at: datetime
    detail: Detail | None = None
    is_newest: bool = False


def assessments_of(tool: Tool, on: date) -> list[Entry]:
    """Return every settled and withdrawn assessment of a tool, newest first.

    The number of queries does not grow with them; only of each newest one is it told how far
    assessors agree over all tools.
    """
    settled = list(_settled([tool.pk]))
    newest = {one.pk for one in newest_of(settled)}
    behind = details(tool, summaries(settled, on), with_all_tools=newest)
    found = [
        *(_settled_entry(one, one.summary.round.pk in newest) for one in behind),
        *(Entry(one, one.withdrawn_at or one.opened_at) for one in withdrawn([tool.pk])),
    ]
    return sorted(found, key=lambda entry: entry.at, reverse=True)


def newest_details(entries: Iterable[Entry]) -> list[Detail]:
    """Return what is behind the newest assessment of each perspective, in the perspectives' order."""
    found = [one.detail for one in entries if one.detail is not None and one.is_newest]
    order = Perspective.values
    return sorted(found, key=lambda detail: order.index(detail.summary.perspective))


def replaced(tools: Sequence[UUID]) -> list[Round]:
    """Return the settled rounds of some tools that a newer one has replaced, newest first."""
    settled: dict[UUID, list[Round]] = defaultdict(list)
    for one in _settled(tools):
        settled[one.tool_id].append(one)
    newest = {one.pk for rounds in settled.values() for one in newest_of(rounds)}
    return [one for rounds in settled.values() for one in rounds if one.pk not in newest]


def withdrawn(tools: Sequence[UUID]) -> QuerySet[Round]:
    """Return the rounds of some tools that were given up, newest first."""
    found: QuerySet[Round] = Round.objects.filter(tool__in=tools, state=RoundState.WITHDRAWN)
    return found.select_related("rubric").order_by("tool_id", "-withdrawn_at", "-opened_at", "pk")


def newest_of(settled: Iterable[Round]) -> list[Round]:
    """Return the first of each perspective among one tool's rounds, which come newest first."""
    found: dict[str, Round] = {}
    for one in settled:
        found.setdefault(one.perspective, one)
    return list(found.values())


def _settled(tools: Sequence[UUID]) -> QuerySet[Round]:
    found: QuerySet[Round] = Round.objects.filter(tool__in=tools, state=RoundState.SETTLED)
    return found.select_related("rubric").order_by("tool_id", "-settled_at", "pk")


def _settled_entry(detail: Detail, is_newest: bool) -> Entry:
    found = detail.summary.round
    return Entry(found, found.settled_at or found.opened_at, detail, is_newest)
