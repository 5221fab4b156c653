"""An entry for one's own calendar that says nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar

from naere.tenancy.models import Municipality
from tests.tenant_client import TenantClient

PATH = "/vaerktoejer/husk.ics"


@pytest.fixture
def reader(dragoer: Municipality) -> TenantClient:
    return TenantClient(dragoer)


def test_a_day_and_a_neutral_title(reader: TenantClient) -> None:
    day = timezone.localdate() + timedelta(days=3)
    answer = reader.get(f"{PATH}?dag={day}")
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert answer["Content-Disposition"] == 'attachment; filename="husk.ics"'
    calendar = Calendar.from_ical(answer.content)
    (event,) = calendar.walk("VEVENT")
    assert event.decoded("dtstart") == day
    assert str(event["summary"]) == "Husk: lidt tid til dig selv"
    assert set(event) == {"UID", "DTSTAMP", "DTSTART", "SUMMARY", "TRANSP", "CLASS"}


def test_it_does_not_say_where_it_is_from(reader: TenantClient) -> None:
    written = reader.get(f"{PATH}?dag={timezone.localdate()}").content.lower()
    for telling in (b"drag", b"naere", "nære".encode(), b"localhost", b"v\xc3\xa6rkt", b"http"):
        assert telling not in written


def test_in_the_readers_language(reader: TenantClient) -> None:
    reader.get("/sprog/en/")
    written = reader.get(f"{PATH}?dag={timezone.localdate()}").content
    assert b"SUMMARY:Remember: a little time for yourself" in written


@pytest.mark.parametrize(
    "day", ["", "i-morgen", "2026-13-40", "20261231", "2026-1-1", "x" * 10_000, "2026-01-01\r\nX:1"]
)
def test_what_is_no_day_is_refused(reader: TenantClient, day: str) -> None:
    assert reader.get(PATH, {"dag": day}).status_code == 400


@pytest.mark.parametrize("days", [-1, 367, 40_000])
def test_only_today_and_a_year_ahead(reader: TenantClient, days: int) -> None:
    day = timezone.localdate() + timedelta(days=days)
    assert reader.get(PATH, {"dag": str(day)}).status_code == 400


def test_it_is_only_to_be_fetched(reader: TenantClient) -> None:
    assert reader.post(f"{PATH}?dag={timezone.localdate()}").status_code == 405
