"""What is known of tools' assessments: which are valid, which have expired (R49)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from naere.toolbox.enums import Perspective, RoundState
from naere.toolbox.models import Round, Tool

if TYPE_CHECKING:
    from django.db.models import QuerySet


def newest_settled(tools: Iterable[UUID]) -> QuerySet[Round]:
    """Return per tool and perspective the round that was settled last, whether valid or not."""
    found: QuerySet[Round] = Round.objects.filter(tool__in=list(tools), state=RoundState.SETTLED)
    return found.order_by("tool_id", "perspective", "-settled_at").distinct(
        "tool_id", "perspective"
    )


def valid_rounds(tool: Tool, on: date) -> dict[Perspective, Round]:
    """Return per perspective the settled round that is valid on a day; both are needed to publish."""
    return {
        Perspective(found.perspective): found
        for found in newest_settled([tool.pk])
        if is_valid(found, on)
    }


def is_valid(settled: Round, on: date) -> bool:
    """Return whether a settled round is valid on a day; on its last day it still is."""
    return settled.valid_until is not None and on <= settled.valid_until


def is_expired(tool: Tool, on: date) -> bool:
    """Return whether an assessment of a tool has expired. One that was never assessed has not."""
    return tool.pk in expired_among([tool.pk], on)


def expired_among(tools: Iterable[UUID], on: date) -> set[UUID]:
    """Return which tools have an assessment that has expired, in one query."""
    return {found.tool_id for found in newest_settled(tools) if not is_valid(found, on)}


def valid_until(tools: Iterable[UUID]) -> dict[UUID, date]:
    """Return per assessed tool the day on which the first of its perspectives runs out, in one query."""
    days: dict[UUID, list[date]] = defaultdict(list)
    for found in newest_settled(tools):
        if found.valid_until is not None:
            days[found.tool_id].append(found.valid_until)
    return {tool: min(found) for tool, found in days.items()}
