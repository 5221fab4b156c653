"""What is written into the research log, and how it is given out (R52). No scores: reasons."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from naere.tenancy.scope import current_municipality
from naere.toolbox.models import ResearchNote, Tool

if TYPE_CHECKING:
    from naere.accounts.staff.models import Membership

# Without it a spreadsheet takes Danish letters for something else.
BYTE_ORDER_MARK: Final = "\ufeff"
# A spreadsheet takes a cell that begins so for a formula (OWASP, "CSV Injection"); the wide forms
# are taken for the narrow ones by some.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


class NotOwnError(Exception):
    """Somebody else wrote the entry."""


def write_note(
    by: Membership | None,
    *,
    title: str,
    example: str,
    why: str,
    url: str = "",
    tool: Tool | None = None,
) -> ResearchNote:
    """Add an entry; raises ValidationError for what the model refuses."""
    own = {"municipality": current_municipality(), "by": by}
    note = ResearchNote(**own, title=title, example=example, why=why, url=url, tool=tool)
    note.full_clean(exclude=["by"])  # nobody: who wrote it has left, or a demo did
    note.save()
    return note


def change_note(note: ResearchNote, by: Membership) -> None:
    """Save what `by` changed in an entry of their own; raises NotOwnError for another's."""
    _demand_own(note, by)
    note.full_clean(exclude=["by"])  # nobody: who wrote it has left, or a demo did
    note.save(update_fields=["title", "url", "example", "why", "tool"])


def remove_note(note: ResearchNote, by: Membership) -> None:
    """Delete an entry of one's own; raises NotOwnError for another's."""
    _demand_own(note, by)
    note.delete()


def as_csv(notes: Iterable[ResearchNote]) -> Iterator[str]:
    """Return the entries as CSV, row by row: semicolons, as Danish spreadsheets expect; every cell a text."""
    yield BYTE_ORDER_MARK + _row(
        [_("date"), _("what"), _("link"), _("example"), _("why"), _("tool"), _("written by")]
    )
    for note in notes:
        yield _row(
            [
                date_format(localtime(note.created_at), "Y-m-d"),
                note.title,
                note.url,
                note.get_example_display(),
                note.why,
                note.tool.name if note.tool else "",
                note.by.alias if note.by else "",
            ]
        )


def safe_cell(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.lstrip(" \u00a0").startswith(_FORMULA) else text


def _row(cells: Iterable[str]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL)
    writer.writerow([safe_cell(str(cell)) for cell in cells])
    return out.getvalue()


def _demand_own(note: ResearchNote, by: Membership) -> None:
    if note.by_id != by.pk:
        raise NotOwnError
