"""What an import would do: compared with what is here, before anything is written."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _

from naere.toolbox.enums import Audience
from naere.toolbox.models import Facet, Organisation, Picture, Tool
from naere.toolbox.queries.catalogue import tools
from naere.toolbox.queries.exchange import catalogue
from naere.toolbox.rules import PUBLIC_STATES
from naere.toolbox.services.decisions import plain
from naere.toolbox.services.exchange_changes import Change, changes_between, normal
from naere.toolbox.services.exchange_notes import NotesHere, PlannedNote, notes_of
from naere.toolbox.services.exchange_reading import BadFileError, Problem, in_words_of
from naere.toolbox.services.guides import TEXTS
from naere.toolbox.services.markdown import faults, tidy

Json = dict[str, Any]

_PICTURE = re.compile(r"!\[([^\]\n]*)\]\(billede:([0-9A-Fa-f-]{36})\)")
_GUIDE_FIELDS: Final = ("body", "not_when", "instead")


@dataclass(frozen=True)
class PlannedGuide:
    """A guide that becomes a draft; its pictures stay behind where `loses_pictures`."""

    audience: str
    texts: dict[str, str]
    loses_pictures: bool = False

    @property
    def label(self) -> str:
        """For whom it is."""
        return str(Audience(self.audience).label)


@dataclass(frozen=True)
class PlannedTool:
    """A tool of the file: new, changed in `changes`, or the same; and what else comes with it.

    `mine` is what is here of it, None when it is new; `path` is its place in the file. `namesakes`
    are the tools that are here under the name of a new one: most likely the same one.
    """

    path: str
    data: Json
    mine: Json | None
    changes: tuple[Change, ...]
    guides: tuple[PlannedGuide, ...]
    notes: tuple[PlannedNote, ...]
    namesakes: tuple[Tool, ...] = ()

    @property
    def key(self) -> str:
        """What is ticked to have a new tool besides its namesake; no change has it."""
        return f"{self.data['id']}:new"

    @property
    def is_asked(self) -> bool:
        """Whether it is new and taken only where it is ticked."""
        return self.mine is None and bool(self.namesakes)

    @property
    def kind(self) -> str:
        """Whether it is new, changed or the same."""
        brings = self.changes or self.guides or self.notes
        return "new" if self.mine is None else "changed" if brings else "same"

    def taking(self, ticked: Collection[str]) -> PlannedTool:
        """Return it without the changes that are asked about and not ticked."""
        left = {one.field for one in self.changes if one.is_asked and one.key not in ticked}
        if self.mine is None or not left:
            return self
        kept = {field: self.mine[field] for field in left}
        changes = tuple(one for one in self.changes if one.field not in left)
        return replace(self, data=self.data | kept, changes=changes)


@dataclass(frozen=True)
class Plan:
    """All that an import would do; a row of `organisations` or `facets` has its `path` in the file."""

    source: str
    organisations: tuple[Json, ...]
    facets: tuple[Json, ...]
    tools: tuple[PlannedTool, ...]

    @property
    def does_something(self) -> bool:
        """Whether anything would change."""
        changed = any(tool.kind != "same" for tool in self.tools)
        return bool(self.organisations or self.facets or changed)

    @property
    def asks(self) -> bool:
        """Whether anything is taken only where it is ticked."""
        return self.asks_of_changes or self.asks_of_new

    @property
    def asks_of_changes(self) -> bool:
        """Whether there are changes that are taken only where they are ticked."""
        return any(change.is_asked for tool in self.tools for change in tool.changes)

    @property
    def asks_of_new(self) -> bool:
        """Whether there are new tools that are taken only where they are ticked."""
        return any(tool.is_asked for tool in self.tools)

    def taking(self, ticked: Collection[str]) -> Plan:
        """Return the plan with what is not asked about, and what is and whose `key` is ticked."""
        found = tuple(
            tool.taking(ticked) for tool in self.tools if not tool.is_asked or tool.key in ticked
        )
        providers = {tool.data["provider"] for tool in found}
        used = {facet for tool in found for facet in tool.data["facets"]}
        return replace(
            self,
            tools=found,
            organisations=tuple(one for one in self.organisations if one["name"] in providers),
            facets=tuple(one for one in self.facets if one["key"] in used),
        )

    @property
    def fingerprint(self) -> str:
        """What tells this plan from every other."""
        said: list[Any] = [self.organisations, self.facets]
        for tool in self.tools:
            guides = [guide.texts for guide in tool.guides]
            namesakes = [(str(one.pk), one.name, one.state) for one in tool.namesakes]
            said.append((tool.data, tool.kind, tool.changes, guides, tool.notes, namesakes))
        text = json.dumps(said, sort_keys=True, default=str)
        return hashlib.sha256(text.encode()).hexdigest()[:32]


def plan(data: Json) -> Plan:
    """Return what importing a catalogue would do. Raises BadFileError for what does not fit here."""
    with in_words_of(data):
        return _plan(data)


def _plan(data: Json) -> Plan:
    here = _here(data)
    planned = [_planned(row, at, here, data) for at, row in enumerate(data["tools"])]
    problems = [
        *_dangling_facets(data),
        *(problem for at, row in enumerate(data["tools"]) for problem in _unfit(row, at, here)),
    ]
    if problems:
        raise BadFileError(problems)
    used = {facet for tool in planned for facet in tool.data["facets"]}
    return Plan(
        source=data["municipality"]["name"],
        organisations=tuple(_new_organisations(data, planned)),
        facets=tuple(_new_facets(data, used)),
        tools=tuple(planned),
    )


def guide_texts(guide: Json) -> dict[str, str]:
    """Return a guide's texts as they are kept."""
    return {
        f"{field}_{code}": tidy(guide[field].get(code, "")).strip()
        for field in _GUIDE_FIELDS
        for code in ("da", "en")
    }


@dataclass(frozen=True)
class _Here:
    """What this municipality has of the file's tools, by stable id; all its tools by `plain` name."""

    rows: dict[str, Json]
    names: Mapping[str, tuple[Tool, ...]]
    pictures: dict[str, list[Picture]]
    facets: Mapping[str, str]
    notes: NotesHere


def _here(data: Json) -> _Here:
    ids = [row["id"] for row in data["tools"]]
    mine = tools().filter(stable_id__in=ids)
    pictures: dict[str, list[Picture]] = {}
    for picture in Picture.objects.filter(tool__in=mine).select_related("tool").defer("data"):
        pictures.setdefault(str(picture.tool.stable_id), []).append(picture)
    return _Here(
        rows={row["id"]: row for row in catalogue(mine, "/", drafts=True)["tools"]},
        names=_by_name(),
        pictures=pictures,
        facets=_facet_labels(data),
        notes=NotesHere.of(data),
    )


def _by_name() -> dict[str, tuple[Tool, ...]]:
    found: dict[str, tuple[Tool, ...]] = {}
    for tool in Tool.objects.only("name", "state").order_by("name", "pk"):
        name = plain(tool.name)
        found[name] = (*found.get(name, ()), tool)
    return found


def _facet_labels(data: Json) -> dict[str, str]:
    """Return what each facet is called here, or else in the file."""
    brought = {row["key"]: row["label"]["da"] for row in data["facets"]}
    return brought | dict(Facet.objects.values_list("key", "label_da"))


def _planned(row: Json, at: int, here: _Here, data: Json) -> PlannedTool:
    mine = here.rows.get(row["id"])
    theirs = normal(row)
    return PlannedTool(
        path=f"$.tools[{at}]",
        data=theirs | {"id": row["id"], "slug": row["slug"]},
        mine=normal(mine) if mine else None,
        changes=_changes(row["id"], mine, theirs, here) if mine else (),
        guides=tuple(_guides(row, mine, here)),
        notes=tuple(notes_of(row, mine, here.notes, data["municipality"]["name"])),
        namesakes=() if mine else here.names.get(plain(row["name"]), ()),
    )


def _changes(tool: str, mine: Json, theirs: Json, here: _Here) -> tuple[Change, ...]:
    is_public = mine["state"] in PUBLIC_STATES
    return changes_between(normal(mine), theirs, tool=tool, is_public=is_public, facets=here.facets)


def _guides(row: Json, mine: Json | None, here: _Here) -> Iterator[PlannedGuide]:
    there = {guide["audience"]: guide for guide in mine["guides"]} if mine else {}
    for guide in row.get("guides", []):
        given = guide_texts(guide)
        texts = _with_own_pictures(given, row["id"], here)
        known = there.get(guide["audience"])
        if known is None or guide_texts(known) != texts:
            yield PlannedGuide(guide["audience"], texts, loses_pictures=texts != given)


def _with_own_pictures(texts: dict[str, str], tool: str, here: _Here) -> dict[str, str]:
    """Let the words stand for pictures that are not here: a file brings none."""
    known = {str(picture.pk) for picture in here.pictures.get(tool, [])}

    def kept(found: re.Match[str]) -> str:
        return found[0] if found[2].lower() in known else found[1]

    return {field: _PICTURE.sub(kept, text) for field, text in texts.items()}


def _new_organisations(data: Json, planned: list[PlannedTool]) -> Iterator[Json]:
    """Yield the providers that are not here; those who assessed elsewhere are not taken over."""
    wanted = {tool.data["provider"] for tool in planned}
    known = set(
        Organisation.objects.filter(name__in=wanted - {None}).values_list("name", flat=True)
    )
    new = wanted - known
    return (row for row in _with_paths(data, "organisations") if row["name"] in new)


def _new_facets(data: Json, used: set[str]) -> Iterator[Json]:
    """Yield the facets that are used and not here. One that is here keeps its own words."""
    known = set(Facet.objects.filter(key__in=used).values_list("key", flat=True))
    return (row for row in _with_paths(data, "facets") if row["key"] in used - known)


def _with_paths(data: Json, part: str) -> Iterator[Json]:
    return (row | {"path": f"$.{part}[{at}]"} for at, row in enumerate(data[part]))


def _dangling_facets(data: Json) -> Iterator[Problem]:
    """Yield facets that are neither in the file nor here, and those of another group here."""
    groups = {row["key"]: row["group"] for row in data["facets"]}
    mine = dict(Facet.objects.values_list("key", "group"))
    for at, row in enumerate(data["facets"]):
        if mine.get(row["key"], row["group"]) != row["group"]:
            said = _("The facet “%(key)s” belongs to another group here.") % {"key": row["key"]}
            yield Problem(f"$.facets[{at}].group", said)
    for at, tool in enumerate(data["tools"]):
        for place, key in enumerate(tool["facets"]):
            if key not in groups and key not in mine:
                said = _("There is no facet “%(key)s”.") % {"key": key}
                yield Problem(f"$.tools[{at}].facets[{place}]", said)


def _unfit(row: Json, at: int, here: _Here) -> Iterator[Problem]:
    path = f"$.tools[{at}]"
    if row.get("checked_on") and date.fromisoformat(row["checked_on"]) > timezone.localdate():
        yield Problem(f"{path}.checked_on", _("That day has not come yet."))
    mine = here.rows.get(row["id"])
    brought = {guide.audience: guide for guide in _guides(row, mine, here)}
    drafts = {g["audience"] for g in mine["guides"] if not g["published_at"]} if mine else set()
    for place, guide in enumerate(row.get("guides", [])):
        found = brought.get(guide["audience"])
        if found is None:
            continue
        if guide["audience"] in drafts:
            said = _("There is a draft already. Publish it or delete it first.")
            yield Problem(f"{path}.guides[{place}]", said)
        yield from _faulty(found, f"{path}.guides[{place}]", here.pictures.get(row["id"], []))


def _faulty(guide: PlannedGuide, path: str, pictures: list[Picture]) -> Iterator[Problem]:
    for field in TEXTS:
        part, _underscore, code = field.rpartition("_")
        for fault in faults(guide.texts[field], pictures):
            yield Problem(f"{path}.{part}.{code}", str(fault))
