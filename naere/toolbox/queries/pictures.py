"""Reads of pictures. Their bytes are read only where they are served."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q

from naere.toolbox.models import Finding, GuideVersion, Picture, Tool
from naere.toolbox.queries.catalogue import seen_tools
from naere.toolbox.rules import PUBLIC_STATES

if TYPE_CHECKING:
    from django.db.models import QuerySet


def pictures_of(tool: Tool) -> QuerySet[Picture]:
    """Return all pictures of a tool in their order, without their bytes."""
    found: QuerySet[Picture] = Picture.objects.filter(tool=tool)
    return found.defer("data").order_by("order", "pk")


def gallery(tool: Tool) -> QuerySet[Picture]:
    """Return the pictures that the tool's page shows, without their bytes."""
    return pictures_of(tool).filter(in_gallery=True)


def picture_with_tool(picture: UUID) -> Picture | None:
    """Return a picture with its bytes and its tool, or None."""
    found: Picture | None = Picture.objects.select_related("tool").filter(pk=picture).first()
    return found


def is_public(picture: Picture) -> bool:
    """Return whether anybody may see a picture: of a public tool, or in what stays of one that was."""
    if picture.tool.state in PUBLIC_STATES:
        return True
    shown = Finding.objects.filter(picture=picture, review__finished_at__isnull=False)
    return shown.exists() and seen_tools().filter(pk=picture.tool_id).exists()


def is_in_a_guide(picture: Picture) -> bool:
    """Return whether any version of a guide shows the picture."""
    key = str(picture.pk)
    shows = Q(body_da__contains=key) | Q(body_en__contains=key)
    return bool(GuideVersion.objects.filter(shows, guide__tool=picture.tool_id).exists())
