"""What scores add up to: weighted means on the scale of the anchors, 0 to 4. No database.

The scale is kept, and not stretched to 100: a reader can look up what a 3 means, and nobody is led
to believe that 71 differs from 72.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, TypedDict

FAR_APART: Final = 2


class Kept(TypedDict):
    """An answer as a draft keeps it."""

    value: int | None
    not_applicable: bool
    reason: str
    evidence: str


@dataclass(frozen=True)
class Answer:
    """What is said of a criterion: 0 to 4, not applicable, or (neither) not decided yet."""

    value: int | None = None
    not_applicable: bool = False
    reason: str = ""
    evidence: str = ""

    @property
    def complete(self) -> bool:
        """Return whether it can be handed in: a score, or not applicable with a reason."""
        return bool(self.reason) if self.not_applicable else self.value is not None

    def kept(self) -> Kept:
        """Return it as a draft keeps it."""
        return Kept(
            value=None if self.not_applicable else self.value,
            not_applicable=self.not_applicable,
            reason=self.reason,
            evidence=self.evidence,
        )


Answers = Mapping[str, Answer]


def read_answers(draft: Mapping[str, Any]) -> dict[str, Answer]:
    """Return the answers of a draft, by the criterion's id as text."""
    return {key: Answer(**kept) for key, kept in draft.items()}


def keep_answers(answers: Answers) -> dict[str, Kept]:
    """Return a draft of answers."""
    return {key: answer.kept() for key, answer in answers.items()}


def weighted(scores: Iterable[tuple[int | None, int]]) -> float | None:
    """Return the mean of (score, weight); what is not applicable does not count. None of nothing."""
    counted = [(value, weight) for value, weight in scores if value is not None]
    total = sum(weight for _value, weight in counted)
    return sum(value * weight for value, weight in counted) / total if total else None


def spread(values: Sequence[int | None]) -> int:
    """Return how far apart scores are. Not applicable beside a score is as far as it can be."""
    numbers = [value for value in values if value is not None]
    if not numbers:
        return 0
    if len(numbers) < len(values):
        return max(FAR_APART, max(numbers) - min(numbers))
    return max(numbers) - min(numbers)


def unanimous(values: Sequence[int | None]) -> bool:
    """Return whether all say the same."""
    return len(set(values)) == 1


def in_months(start: date, months: int) -> date:
    """Return the same day some months later, or that month's last day."""
    year, month = divmod(start.month - 1 + months, 12)
    year, month = start.year + year, month + 1
    return date(year, month, min(start.day, calendar.monthrange(year, month)[1]))
