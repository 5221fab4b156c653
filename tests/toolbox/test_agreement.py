"""Krippendorff's alpha, held against the worked examples that he published."""

from __future__ import annotations

import math
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from naere.toolbox.agreement import Agreement, Rating, Reading, agreement

# Krippendorff (2011), "Computing Krippendorff's Alpha-Reliability": four observers, twelve units,
# a dot is missing.
EXAMPLE = """
1 2 3 3 2 1 4 1 2 . . .
1 2 3 3 2 2 4 1 2 5 . 3
. 3 3 3 2 3 4 2 2 5 1 .
1 2 3 3 2 4 4 1 2 5 1 .
"""


def table(text: str) -> list[Rating]:
    """Return the ratings of a table with a row per observer."""
    return [
        (f"o{who}", f"u{what}", None if value == "." else int(value))
        for who, row in enumerate(text.strip().splitlines())
        for what, value in enumerate(row.split())
    ]


def test_the_published_example_gives_the_published_value() -> None:
    found = agreement(table(EXAMPLE))
    assert found.alpha is not None
    assert round(found.alpha, 3) == 0.849
    assert found.reading == Reading.RELIABLE


def by_hand(ratings: list[Rating]) -> float:
    """Return alpha by the definition: one less what differs over what would differ by chance."""
    units: dict[str, list[int]] = {}
    for _who, what, value in ratings:
        if value is not None:
            units.setdefault(what, []).append(value)
    paired = [values for values in units.values() if len(values) > 1]
    everything = [value for values in paired for value in values]
    n = len(everything)
    within = sum(
        sum((a - b) ** 2 for a in values for b in values) / (len(values) - 1) for values in paired
    )
    across = sum((a - b) ** 2 for a in everything for b in everything) / (n - 1)
    return 1 - within / across


scores = st.one_of(st.none(), st.integers(0, 4))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(scores, min_size=8, max_size=8), min_size=2, max_size=5))
def test_every_table_has_a_number_of_its_definition_or_says_why_not(
    rows: list[list[int | None]],
) -> None:
    ratings: list[Rating] = [
        (str(who), str(what), value)
        for who, row in enumerate(rows)
        for what, value in enumerate(row)
    ]
    found = agreement(ratings)
    if found.alpha is None:
        assert found.reading in {Reading.SAME, Reading.TOO_FEW}
    else:
        assert math.isclose(found.alpha, by_hand(ratings), abs_tol=1e-9)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", Agreement(None, Reading.TOO_FEW)),
        ("1 . 3\n. 2 .", Agreement(None, Reading.TOO_FEW)),
        ("3 3 3\n3 3 3", Agreement(None, Reading.SAME)),
        ("3 3 1\n3 3 .", Agreement(None, Reading.SAME)),
        ("2\n2", Agreement(None, Reading.SAME)),
        (". .\n. .", Agreement(None, Reading.TOO_FEW)),
    ],
)
def test_where_it_is_not_defined_it_says_so(text: str, expected: Agreement) -> None:
    assert agreement(table(text)) == expected


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("0 1 2 3 4\n0 1 2 3 4", Reading.RELIABLE),
        ("0 1 2 3 4\n0 1 2 3 2", Reading.TENTATIVE),
        ("0 4 0 4\n4 0 4 0", Reading.LOW),
    ],
)
def test_what_a_value_means(text: str, reading: Reading) -> None:
    assert agreement(table(text)).reading == reading


def test_disagreement_is_below_chance_and_never_hidden() -> None:
    found = agreement(table("0 4 0 4\n4 0 4 0"))
    assert found.alpha is not None
    assert found.alpha < 0


def test_the_library_is_loaded_only_when_it_is_needed() -> None:
    code = "import sys, naere.config.urls; sys.exit('nltk' in sys.modules)"
    start = "import django; django.setup();"
    run = subprocess.run((sys.executable, "-c", start + code), check=False, capture_output=True)
    assert (run.returncode, run.stderr) == (0, b"")
