"""What young people answered after a try, quarter by quarter, for all tools together (R72)."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from naere.insight.small import told_sum
from naere.toolbox.enums import Verdict
from naere.toolbox.queries.voices import verdicts_by_month

QUARTERS: Final = 4

Answers = dict[tuple[date, UUID], Counter[str]]  # by the month's first day and the tool


@dataclass(frozen=True)
class Quarter:
    """What was answered in one quarter: the counts of each month and tool, which are told apart."""

    first: date
    parts: list[Counter[str]]

    @property
    def number(self) -> int:
        """Which quarter of the year it is, from 1."""
        return _number(self.first)

    def numbers(self) -> list[str]:
        """Return the sums as they are told, in the order of the verdicts."""
        return [told_sum(part[verdict] for part in self.parts) for verdict in Verdict]


def quarters_until(today: date) -> list[Quarter]:
    """Return what was answered in each of the last four quarters, this one first."""
    firsts = _firsts(today)
    return in_quarters(firsts, verdicts_by_month(firsts[-1], today))


def in_quarters(firsts: list[date], answers: Answers) -> list[Quarter]:
    """Return answers by the quarters that begin on `firsts`."""
    parts: dict[date, list[Counter[str]]] = defaultdict(list)
    for (month, _tool), verdicts in answers.items():
        parts[_first(month)].append(verdicts)
    return [Quarter(first, parts[first]) for first in firsts]


def _firsts(today: date) -> list[date]:
    found = [_first(today)]
    while len(found) < QUARTERS:
        found.append(_first(found[-1] - timedelta(days=1)))
    return found


def _first(day: date) -> date:
    return day.replace(month=3 * _number(day) - 2, day=1)


def _number(day: date) -> int:
    return (day.month + 2) // 3
