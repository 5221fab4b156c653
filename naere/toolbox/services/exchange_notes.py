"""What an import writes into the research log: what others decided about a tool, and why; no score."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from naere.toolbox.enums import Perspective, ToolState
from naere.toolbox.models import ResearchNote, Round, Tool

Json = dict[str, Any]
_LONGEST_TITLE: Final = 120
_LONGEST_WHY: Final = 1200


@dataclass(frozen=True)
class PlannedNote:
    """An entry of the research log; `part` is what it is taken from in the tool of the file."""

    part: str
    title: str
    why: str
    url: str = ""

    @property
    def is_doubt(self) -> bool:
        """Whether somebody decided against the tool, or began to ask: what a reader must not miss."""
        return self.part == "history"


@dataclass(frozen=True)
class NotesHere:
    """What is here already: our own assessments, and the entries by tool, title and text."""

    rounds: Collection[str]
    notes: Collection[tuple[str, str, str]]

    @classmethod
    def of(cls, data: Json) -> NotesHere:
        """Return what is here of the tools of a file."""
        assessed = [one["id"] for row in data["tools"] for one in row.get("assessments", [])]
        rounds = Round.objects.filter(pk__in=assessed).values_list("pk", flat=True)
        mine = Tool.objects.filter(stable_id__in=[row["id"] for row in data["tools"]])
        notes = ResearchNote.objects.filter(tool__in=mine)
        found = notes.values_list("tool__stable_id", "title", "why")
        return cls(
            {str(pk) for pk in rounds}, {(str(tool), title, why) for tool, title, why in found}
        )


def notes_of(row: Json, mine: Json | None, here: NotesHere, source: str) -> Iterator[PlannedNote]:
    """Yield the entries that a tool of the file brings and that are not here; `mine` is it here."""
    for one in _all_of(row, mine, here, source):
        if (row["id"], one.title, one.why) not in here.notes:
            yield one


def _all_of(row: Json, mine: Json | None, here: NotesHere, source: str) -> Iterator[PlannedNote]:
    yield from _doubted(row, mine, source)
    for one in row.get("assessments", []):
        if one["id"] not in here.rounds:
            yield _assessed(row, one, source)


def _assessed(row: Json, one: Json, source: str) -> PlannedNote:
    day = date_format(date.fromisoformat(one["settled_on"]), "DATE_FORMAT")
    said = _("%(perspective)s: assessed by %(who)s, taken from %(source)s. Settled on %(day)s.") % {
        "perspective": str(Perspective(one["perspective"]).label).capitalize(),
        "who": ", ".join(one["organisations"])[:800],
        "source": source,
        "day": day,
    }
    title = _("%(tool)s, assessed elsewhere") % {"tool": row["name"]}
    return _note("assessments", title, said, url=one.get("page", ""))


def _doubted(row: Json, mine: Json | None, source: str) -> Iterator[PlannedNote]:
    """Yield that a tool was put away elsewhere, or that it is looked at again there for a reason."""
    state = row.get("state", "")
    change = _change_to(state, row.get("history", []))
    reason = change.get("reason", "").strip()
    retired, reviewed = state == ToolState.RETIRED, state == ToolState.REVIEWING and reason
    if not (retired or reviewed) or _is_ours(state, change, mine):
        return
    title = (
        _("%(tool)s, put away elsewhere") if retired else _("%(tool)s, looked at again elsewhere")
    )
    said = (
        _("Put away in %(source)s: %(why)s")
        if retired
        else _("Looked at again in %(source)s: %(why)s")
    )
    why = reason or _("the file gives no reason.")
    yield _note("history", title % {"tool": row["name"]}, said % {"source": source, "why": why})


def _change_to(state: str, history: list[Json]) -> Json:
    """Return the last change to a state; the history begins with the oldest."""
    return next((one for one in reversed(history) if one["to"] == state), {})


def _is_ours(state: str, change: Json, mine: Json | None) -> bool:
    """Whether it was decided here: the file is our own."""
    if mine is None:
        return False
    if not change:
        return bool(mine["state"] == state)
    return any((one["to"], one["at"]) == (state, change["at"]) for one in mine["history"])


def _note(part: str, title: str, why: str, url: str = "") -> PlannedNote:
    return PlannedNote(part, title[:_LONGEST_TITLE].strip(), why[:_LONGEST_WHY].strip(), url)
