"""Reads of guides: what is read, what is being written, and what was (R50)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Max, Q

from naere.toolbox.enums import Audience
from naere.toolbox.models import Guide, GuideVersion, Tool

if TYPE_CHECKING:
    from django.db.models import QuerySet


@dataclass(frozen=True)
class GuideState:
    """How far a guide is: the number of its published version, and whether a draft waits."""

    published: int | None
    has_draft: bool


def published_guide(tool: Tool, audience: str) -> GuideVersion | None:
    """Return the newest published version of a tool's guide for an audience, or None."""
    found: GuideVersion | None = (
        GuideVersion.objects.filter(
            guide__tool=tool, guide__audience=audience, published_at__isnull=False
        )
        .select_related("guide")
        .order_by("-number")
        .first()
    )
    return found


def read_now(audience: str) -> QuerySet[GuideVersion]:
    """Return the newest published version of every tool's guide for an audience, with its tool."""
    found: QuerySet[GuideVersion] = (
        GuideVersion.objects.filter(guide__audience=audience, published_at__isnull=False)
        .select_related("guide__tool")
        .order_by("guide_id", "-number")
        .distinct("guide_id")
    )
    return found


def published_audiences(tool: Tool) -> list[Audience]:
    """Return for whom a tool has a guide to read, in the order of `Audience`."""
    found = set(
        Guide.objects.filter(tool=tool, versions__published_at__isnull=False).values_list(
            "audience", flat=True
        )
    )
    return [audience for audience in Audience if audience.value in found]


def unwritten(tools: Sequence[UUID]) -> dict[UUID, list[Audience]]:
    """Return for whom each tool lacks a guide to read, in the order of `Audience`, in one query.

    A guide counts when its newest published version says when not to use the tool and what to do
    instead. What is published is never taken back: a later draft changes nothing here.
    """
    versions = GuideVersion.objects.filter(guide__tool__in=tools, published_at__isnull=False)
    newest = versions.order_by("guide_id", "-number").distinct("guide_id")
    written = {
        (tool, audience)
        for tool, audience, not_when, instead in newest.values_list(
            "guide__tool_id", "guide__audience", "not_when_da", "instead_da"
        )
        if not_when.strip() and instead.strip()
    }
    return {tool: [one for one in Audience if (tool, one.value) not in written] for tool in tools}


def newest(tool: Tool, audience: str) -> GuideVersion | None:
    """Return the newest version of a guide: the draft when there is one; None when nothing is written."""
    found: GuideVersion | None = versions(tool, audience).first()
    return found


def versions(tool: Tool, audience: str) -> QuerySet[GuideVersion]:
    """Return every version of a guide, newest first."""
    found: QuerySet[GuideVersion] = (
        GuideVersion.objects.filter(guide__tool=tool, guide__audience=audience)
        .select_related("guide", "by")
        .order_by("-number")
    )
    return found


def states(tools: Iterable[Tool]) -> dict[tuple[UUID, str], GuideState]:
    """Return how far each guide of the tools is, by tool and audience, in one query."""
    found = (
        Guide.objects.filter(tool__in=tools)
        .annotate(
            published=Max("versions__number", filter=Q(versions__published_at__isnull=False)),
            newest=Max("versions__number"),
        )
        .values_list("tool_id", "audience", "published", "newest")
    )
    return {
        (tool, audience): GuideState(published, (newest or 0) > (published or 0))
        for tool, audience, published, newest in found
    }
