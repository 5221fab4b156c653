"""Reads of guides: what is read, what is being written, and what was (R50)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from naere.toolbox.enums import Audience
from naere.toolbox.models import Guide, GuideVersion, Picture, Tool

if TYPE_CHECKING:
    from django.db.models import QuerySet


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


def published_audiences(tool: Tool) -> list[Audience]:
    """Return for whom a tool has a guide to read, in the order of `Audience`."""
    found = set(
        Guide.objects.filter(tool=tool, versions__published_at__isnull=False).values_list(
            "audience", flat=True
        )
    )
    return [audience for audience in Audience if audience.value in found]


def draft_of(guide: Guide) -> GuideVersion | None:
    """Return the version that is being written, or None. It is always the newest."""
    newest: GuideVersion | None = guide.versions.order_by("-number").first()
    return newest if newest is not None and newest.published_at is None else None


def versions(tool: Tool, audience: str) -> QuerySet[GuideVersion]:
    """Return every version of a guide, newest first."""
    found: QuerySet[GuideVersion] = (
        GuideVersion.objects.filter(guide__tool=tool, guide__audience=audience)
        .select_related("guide", "by")
        .order_by("-number")
    )
    return found


def pictures(tool: Tool) -> QuerySet[Picture]:
    """Return a tool's pictures without their bytes."""
    found: QuerySet[Picture] = Picture.objects.filter(tool=tool).defer("data")
    return found
