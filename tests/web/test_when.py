"""Opening times and waits in the words that people use."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from naere.web.when import opens_in_words, wait_in_words

HERE = ZoneInfo("Europe/Copenhagen")
NOW = datetime(2026, 11, 25, 23, 30, tzinfo=HERE)  # a Wednesday


@pytest.mark.parametrize(
    ("opens_at", "danish", "english"),
    [
        (datetime(2026, 11, 25, 23, 45, tzinfo=HERE), "i dag kl. 23.45", "today at 23.45"),
        (datetime(2026, 11, 26, 15, 0, tzinfo=HERE), "i morgen kl. 15.00", "tomorrow at 15.00"),
        (datetime(2026, 11, 29, 16, 0, tzinfo=HERE), "søndag kl. 16.00", "Sunday at 16.00"),
        (datetime(2026, 12, 1, 9, 5, tzinfo=HERE), "tirsdag kl. 09.05", "Tuesday at 09.05"),
        (
            datetime(2026, 12, 2, 15, 0, tzinfo=HERE),
            "den 2. december kl. 15.00",
            "on 2. December at 15.00",
        ),
    ],
)
def test_when_it_opens(opens_at: datetime, danish: str, english: str) -> None:
    assert opens_in_words(opens_at, NOW) == danish
    with translation.override("en"):
        assert opens_in_words(opens_at, NOW) == english


def test_another_zones_midnight_is_the_danish_day() -> None:
    opens_at = datetime(2026, 11, 25, 23, 15, tzinfo=ZoneInfo("UTC"))
    assert opens_in_words(opens_at, NOW) == "i morgen kl. 00.15"


@pytest.mark.parametrize(
    ("seconds", "danish"),
    [
        (0, "cirka et minut"),
        (60, "cirka et minut"),
        (61, "cirka 2 minutter"),
        (3540, "cirka 59 minutter"),
        (3600, "cirka en time"),
        (8000, "cirka 2 timer"),
    ],
)
def test_a_wait(seconds: int, danish: str) -> None:
    assert wait_in_words(seconds) == danish
