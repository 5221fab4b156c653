"""How long somebody can expect to wait (R3): honest, or not said at all."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from naere.conversations import queries
from naere.conversations.models import Fact
from naere.conversations.rules import expected_wait
from naere.tenancy.models import Municipality

COUNTS, SECONDS = st.integers(1, 40), st.integers(0, 7200)


@pytest.mark.parametrize(
    ("position", "free", "slots", "usual_wait", "usual_length", "expected"),
    [
        (1, 1, 2, 90, 2400, 90),
        (2, 2, 2, 90, 2400, 90),
        (2, 1, 2, 90, 2400, 90 + 1200),
        (1, 0, 2, 90, 2400, 90 + 1200),
        (3, 0, 2, 90, 2401, 90 + 3602),
        (1, 0, 2, 90, None, None),
        (1, 1, 2, 90, None, 90),
        (1, 0, 0, 90, 2400, None),
        (1, 1, 2, None, 2400, None),
    ],
)
def test_expected_wait(  # type: ignore[no-untyped-def]
    position, free, slots, usual_wait, usual_length, expected
) -> None:
    assert expected_wait(position, free, slots, usual_wait, usual_length) == expected


@given(COUNTS, st.integers(0, 40), COUNTS, SECONDS, SECONDS)
def test_further_back_never_waits_less(
    position: int, free: int, slots: int, usual: int, length: int
) -> None:
    here = expected_wait(position, free, slots, usual, length)
    behind = expected_wait(position + 1, free, slots, usual, length)
    assert here is not None
    assert behind is not None
    assert usual <= here <= behind


@given(COUNTS, st.integers(0, 40), COUNTS, SECONDS, SECONDS)
def test_one_more_place_never_makes_it_longer(
    position: int, free: int, slots: int, usual: int, length: int
) -> None:
    fewer = expected_wait(position, free, slots, usual, length)
    more = expected_wait(position, free + 1, slots + 1, usual, length)
    assert fewer is not None
    assert more is not None
    assert more <= fewer


def facts(municipality: Municipality, *waits: int | None, kind: str = "now", days: int = 0) -> None:
    hour = timezone.now() - timedelta(days=days)
    for wait in waits:
        Fact.objects.create(
            municipality=municipality,
            kind=kind,
            requested_hour=hour,
            age_group="16–18",
            waited_seconds=wait,
        )


def test_four_are_too_few_to_measure(dragoer: Municipality) -> None:
    facts(dragoer, 10, 20, 30, 40, None)
    assert queries.measured("waited_seconds") is None
    facts(dragoer, 900)
    assert queries.measured("waited_seconds") == 30


def test_letters_and_what_is_long_ago_are_not_measured(dragoer: Municipality) -> None:
    facts(dragoer, *[60] * 5)
    facts(dragoer, *[9000] * 9, kind="letter")
    facts(dragoer, *[9000] * 9, days=31)
    assert queries.measured("waited_seconds") == 60


def test_the_last_twenty_count(dragoer: Municipality) -> None:
    facts(dragoer, *[9000] * 30, days=2)
    facts(dragoer, *[60] * 20, days=1)
    assert queries.measured("waited_seconds") == 60
