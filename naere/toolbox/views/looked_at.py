"""What an assessor sees of the tool that they score: where it is, what is written of it, its guides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language

from naere.toolbox.enums import Audience, Platform
from naere.toolbox.queries.guides import newest
from naere.toolbox.services.reading import shown, texts_in
from naere.toolbox.views.finding import facets_of

if TYPE_CHECKING:
    from naere.toolbox.models import GuideVersion, Tool
    from naere.toolbox.services.reading import Texts


@dataclass(frozen=True)
class GuideToRead:
    """The newest version of a guide, with its texts in the reader's language."""

    audience: Audience
    version: GuideVersion
    texts: Texts


def looked_at(tool: Tool) -> dict[str, Any]:
    """Return what a page tells of a tool to whoever scores it.

    Nothing of what others found: whoever assesses has not read it (R49).
    """
    links = tool.links.exclude(url="", platform=Platform.PAPER)
    return {
        "tool": tool,
        "groups": facets_of(tool),
        "links": sorted(links, key=lambda link: Platform.values.index(link.platform)),
        "guides": [found for one in Audience if (found := _guide(tool, one))],
    }


def _guide(tool: Tool, audience: Audience) -> GuideToRead | None:
    version = newest(tool, audience)
    if version is None:
        return None
    return GuideToRead(audience, version, shown(tool, texts_in(version, get_language() or "")))
