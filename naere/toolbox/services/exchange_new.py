"""The new tools of an import, written together: few statements, however many tools.

What `services.catalogue.add_tool` and `services.guides.save_draft` do for one tool. Nobody sees a
candidate, so there is nothing to index, and its guides have no earlier version to be held against.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.core.exceptions import ValidationError

from naere.tenancy.scope import current_municipality
from naere.toolbox.enums import ToolState
from naere.toolbox.models import (
    Facet,
    Guide,
    GuideVersion,
    StateChange,
    Tool,
    ToolFacet,
    ToolLink,
)
from naere.toolbox.services.catalogue import free_slug
from naere.toolbox.services.exchange_reading import BadFileError, Problem
from naere.toolbox.services.exchange_refused import create, refusals

if TYPE_CHECKING:
    from naere.accounts.staff.models import Membership
    from naere.toolbox.services.exchange_plan import PlannedGuide

# Looked up once for all of them, so not again for each.
_KNOWN: Final = ("municipality", "provider", "slug", "stable_id")


@dataclass(frozen=True)
class NewTool:
    """A tool with its facts, and what is tied to it; `path` is its place in the file."""

    path: str
    values: Mapping[str, Any]
    facets: Sequence[Facet]
    links: Mapping[str, str]
    guides: Sequence[PlannedGuide]


def add_new(new: Sequence[NewTool], by: Membership | None, reason: str, note: str) -> list[Tool]:
    """Bring tools into the catalogue as candidates, their guides as drafts; returns them in order.

    Raises BadFileError with everything that the model refuses, each at its place in the file.
    """
    tools = _tools(new)
    own = {"municipality": current_municipality()}
    pairs = list(zip(tools, new, strict=True))
    create(
        (f"{row.path}.facets", ToolFacet(**own, tool=tool, facet=one))
        for tool, row in pairs
        for one in row.facets
    )
    create(
        (f"{row.path}.links", ToolLink(**own, tool=tool, platform=platform, url=url))
        for tool, row in pairs
        for platform, url in row.links.items()
    )
    begun = {"from_state": "", "to_state": ToolState.CANDIDATE, "reason": reason, "by": by}
    create((row.path, StateChange(**own, tool=tool, **begun)) for tool, row in pairs)
    _write_drafts(pairs, by, note)
    return tools


def _tools(new: Sequence[NewTool]) -> list[Tool]:
    taken = set(Tool.objects.values_list("slug", flat=True))
    made, problems = [], []
    for row in new:
        values = dict(row.values)
        if values["slug"] in taken:
            values["slug"] = free_slug(values["slug"], taken)
        taken.add(values["slug"])
        tool = Tool(municipality=current_municipality(), state=ToolState.CANDIDATE, **values)
        problems += _refused(tool, row.path)
        made.append(tool)
    if problems:
        raise BadFileError(problems)
    return create((row.path, tool) for row, tool in zip(new, made, strict=True))


def _refused(tool: Tool, path: str) -> list[Problem]:
    # The constraints are left to the database: it would be asked about each tool on its own.
    try:
        tool.clean_fields(exclude=_KNOWN)
    except ValidationError as error:
        return refusals(path, error)
    return []


def _write_drafts(pairs: Iterable[tuple[Tool, NewTool]], by: Membership | None, note: str) -> None:
    own = {"municipality": current_municipality()}
    drafts = [
        (f"{row.path}.guides[{at}]", Guide(**own, tool=tool, audience=guide.audience), guide.texts)
        for tool, row in pairs
        for at, guide in enumerate(row.guides)
    ]
    create((path, guide) for path, guide, _texts in drafts)
    create(
        (path, GuideVersion(**own, guide=guide, number=1, by=by, note=note, **texts))
        for path, guide, texts in drafts
    )
