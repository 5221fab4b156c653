"""Tools come into the catalogue, and are changed: facts, facets and links together, or not at all."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from django.db import transaction
from django.utils.text import slugify

from naere.tenancy.scope import current_municipality
from naere.toolbox.enums import ToolState
from naere.toolbox.models import Facet, Tool, ToolFacet, ToolLink
from naere.toolbox.queries.catalogue import fingerprint
from naere.toolbox.services.indexing import reindex
from naere.toolbox.services.workflow import begin

if TYPE_CHECKING:
    from naere.accounts.staff.models import Membership

BEGINNINGS: Final = frozenset({ToolState.SUGGESTED, ToolState.CANDIDATE})
_DANISH: Final = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "Æ": "ae", "Ø": "oe", "Å": "aa"})
_LONGEST_SLUG: Final = 60


class StaleToolError(Exception):
    """Somebody else changed the tool after it was shown to whoever saves now."""


@transaction.atomic
def add_tool(
    name: str,
    by: Membership | None,
    reason: str,
    *,
    state: str = ToolState.CANDIDATE,
    facets: Iterable[Facet] = (),
    links: Mapping[str, str] | None = None,
    **values: Any,
) -> Tool:
    """Bring a tool into the catalogue, suggested or as a candidate, with its first history.

    `links` maps platforms to addresses; the slug is made of the name unless given. Raises
    ValidationError for values that the model refuses.
    """
    if state not in BEGINNINGS:
        raise ValueError(state)
    slug = values.pop("slug", "") or free_slug(name)
    tool = Tool(municipality=current_municipality(), name=name, slug=slug, state=state, **values)
    tool.full_clean()
    tool.save()
    _write(tool, facets, links)
    begin(tool, reason, by)
    return tool


@transaction.atomic
def save_tool(
    tool: Tool,
    values: Mapping[str, Any],
    *,
    facets: Iterable[Facet] | None = None,
    links: Mapping[str, str] | None = None,
    seen: str = "",
) -> Tool:
    """Change a tool's facts, its facets and its links (each left alone when not given).

    `seen` is the `fingerprint` of what was shown: raises StaleToolError when somebody else has
    changed the tool since, ValidationError for values that the model refuses.
    """
    # Locked, so that of two who save at the same time the second is told and undoes nothing.
    locked = Tool.objects.select_for_update(of=("self",)).get(pk=tool.pk)
    if seen and seen != fingerprint(locked):
        raise StaleToolError
    for field, value in values.items():
        setattr(locked, field, value)
    locked.full_clean()
    locked.save(update_fields=[*values])
    _write(locked, facets, links)
    return locked


def free_slug(name: str, also: Collection[str] = ()) -> str:
    """Return an address for a tool of that name that no other tool has, and is none of `also`."""
    base = slugify(name.translate(_DANISH))[: _LONGEST_SLUG - 4].strip("-") or "vaerktoej"
    taken = set(Tool.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    taken.update(slug for slug in also if slug.startswith(base))
    numbered = (f"{base}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in (base, *numbered) if slug not in taken)


def _write(tool: Tool, facets: Iterable[Facet] | None, links: Mapping[str, str] | None) -> None:
    if facets is not None:
        _tie(tool, {facet.pk for facet in facets})
    if links is not None:
        _link(tool, links)
    reindex(tool)


def _tie(tool: Tool, wanted: set[UUID]) -> None:
    """Make the tool's facets exactly `wanted`; what stays keeps its history."""
    there = set(tool.tool_facets.values_list("facet_id", flat=True))
    tool.tool_facets.exclude(facet__in=wanted).delete()
    own = {"municipality_id": tool.municipality_id, "tool": tool}
    ToolFacet.objects.bulk_create(ToolFacet(**own, facet_id=pk) for pk in wanted - there)


def _link(tool: Tool, wanted: Mapping[str, str]) -> None:
    """Make the tool's links exactly `wanted`; an address that stays keeps what is known of it."""
    kept = {link.platform for link in tool.links.all() if wanted.get(link.platform) == link.url}
    tool.links.exclude(platform__in=kept).delete()
    own = {"municipality_id": tool.municipality_id, "tool": tool}
    for platform, url in wanted.items():
        if platform not in kept:
            ToolLink.objects.create(**own, platform=platform, url=url)
