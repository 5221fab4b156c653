"""How the tools are used, month by month: counts without a person (R70, R72, R79)."""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from naere.insight.queries import hits_by_month
from naere.insight.small import told
from naere.toolbox.enums import Audience, Verdict
from naere.toolbox.queries.catalogue import public_tools
from naere.toolbox.queries.voices import verdicts_by_month

MONTHS: Final = 12
# The names under which pages are counted, and how much of a tool's address is in them.
_SHOWN, _OPENED, _GUIDE, _PAPER = "tool:", "open:", "guide:", "paper:"
_LONGEST_NAME, _LONGEST_SLUG = 60, 40

Hits = dict[tuple[date, str], int]


@dataclass(frozen=True)
class Use:
    """One tool in one month."""

    month: date
    name: str
    shown: int
    opened: int
    guides: int
    papers: int
    verdicts: Counter[str]

    def numbers(self) -> list[str]:
        """Return the counts as they are told, in the order of `headings`."""
        said = [self.verdicts[verdict] for verdict in Verdict]
        return [told(n) for n in (self.shown, self.opened, self.guides, self.papers, *said)]


def headings() -> list[str]:
    """Return what each number of `Use.numbers` is."""
    pages = [_("shown"), _("opened"), _("guides read"), _("guides as PDF")]
    return [*pages, *(str(verdict.label) for verdict in Verdict)]


def months_until(today: date) -> list[date]:
    """Return the first days of the last twelve months, this one first."""
    found = [today.replace(day=1)]
    while len(found) < MONTHS:
        found.append((found[-1] - timedelta(days=1)).replace(day=1))
    return found


def use_of_tools(first: date, last: date) -> list[Use]:
    """Return how each public tool was used in each month from `first` to `last`, newest month first."""
    hits = hits_by_month((_SHOWN, _OPENED, _GUIDE, _PAPER), first, last)
    verdicts = verdicts_by_month(first, last)
    months = sorted({month for month, _page in hits} | {month for month, _tool in verdicts})
    tools = list(public_tools().order_by("name").values_list("pk", "slug", "name"))
    return [
        _use(month, tool, slug, name, hits, verdicts)
        for month in reversed(months)
        for tool, slug, name in tools
    ]


def as_csv(uses: list[Use]) -> str:
    """Return the figures for a spreadsheet; a name that would be taken for a formula is defused."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL)
    writer.writerow([_("month"), _("tool"), *headings()])
    for use in uses:
        name = f"'{use.name}" if use.name[:1] in "=+-@\t\r" else use.name
        writer.writerow([f"{use.month:%Y-%m}", name, *use.numbers()])
    return "\ufeff" + out.getvalue()


def _use(
    month: date,
    tool: UUID,
    slug: str,
    name: str,
    hits: Hits,
    verdicts: dict[tuple[date, UUID], Counter[str]],
) -> Use:
    def page(prefix: str) -> int:
        return hits.get((month, f"{prefix}{slug}"[:_LONGEST_NAME]), 0)

    def guides(prefix: str) -> int:
        short = slug[:_LONGEST_SLUG]
        return sum(hits.get((month, f"{prefix}{one}:{short}"), 0) for one in Audience.values)

    said = verdicts.get((month, tool), Counter())
    return Use(month, name, page(_SHOWN), page(_OPENED), guides(_GUIDE), guides(_PAPER), said)
