"""Whatever is set beside whatever, nothing that is told tells a number under five."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from itertools import product
from typing import Any, Final
from uuid import UUID

from naere.insight import quarters, tools
from naere.toolbox.enums import Verdict
from naere.toolbox.queries.exchange import voices_number
from naere.toolbox.queries.voices import FEWEST_VOICES, counts_of, summed, total_of

TOOL: Final = UUID(int=1)
MONTHS: Final = (date(2026, 1, 1), date(2026, 2, 1))
SAID: Final = (Verdict.HELPED, Verdict.NOT_HELPED)
SMALL: Final = (0, 1, 2, 3, 4, 5, 9)


def told_everywhere(counts: tuple[int, ...]) -> tuple[Any, ...]:
    """Return all that anybody and all that staff are shown of these answers, month after month."""
    places = zip(product(MONTHS, SAID), counts, strict=True)
    answers: dict[tuple[date, UUID], Counter[str]] = defaultdict(Counter)
    for (month, verdict), count in places:
        answers[month, TOOL][verdict.value] = count
    cells = [
        number
        for (month, _tool), verdicts in answers.items()
        for number in tools.Use(month, "", 0, 0, 0, 0, verdicts).numbers()
    ]
    after_one, after_two = (
        {(m, t): c for (m, t), c in answers.items() if m in MONTHS[:n]} for n in (1, 2)
    )
    pages = [*public(after_one), *public(after_two)]
    return (*cells, *pages, *quarters.in_quarters([MONTHS[0]], answers)[0].numbers())


def public(answers: dict[tuple[date, UUID], Counter[str]]) -> list[Any]:
    """Return what a tool's page and the catalogue as data tell when these months are over."""
    said = summed(answers)[TOOL]
    total = total_of(said)
    if total.least < FEWEST_VOICES:
        return [None]
    return [total, *counts_of(said), *map(voices_number, said.values())]


def test_each_number_under_five_may_be_any_of_one_to_four() -> None:
    worlds: dict[tuple[Any, ...], list[tuple[int, ...]]] = defaultdict(list)
    for counts in product(SMALL, repeat=4):
        worlds[told_everywhere(counts)].append(counts)
    shown = 0
    for told, found in worlds.items():
        shown += told.count(None) < 2
        for place in range(4):
            possible = {world[place] for world in found}
            assert possible >= {1, 2, 3, 4} or not possible & {1, 2, 3, 4}, found
    assert shown
