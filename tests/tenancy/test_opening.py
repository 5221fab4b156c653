"""When it is open: Danish clocks, holidays, closed days, the two nights when the clock changes."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from naere.tenancy.opening import (
    DANISH_TIME,
    Hours,
    Schedule,
    closes_at,
    is_holiday,
    is_open,
    next_opening,
)

CLOCKS = st.builds(time, st.integers(0, 23), st.sampled_from([0, 15, 30, 45, 59]))
HOURS = st.builds(Hours, st.integers(0, 6), CLOCKS, CLOCKS).filter(lambda h: h.opens < h.closes)
DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))
SCHEDULES = st.builds(
    Schedule,
    st.lists(HOURS, max_size=8).map(tuple),
    st.frozensets(DAYS, max_size=6),
    st.booleans(),
)
NIGHTS = [datetime(2026, 3, 29, tzinfo=UTC), datetime(2026, 10, 25, tzinfo=UTC)]
NEAR_A_CHANGE = st.builds(
    lambda night, minutes: night + timedelta(minutes=minutes),
    st.sampled_from(NIGHTS),
    st.integers(-300, 400),
)
MOMENTS = NEAR_A_CHANGE | st.datetimes(
    datetime(2026, 1, 1),  # noqa: DTZ001 (hypothesis adds the zone)
    datetime(2027, 12, 31),  # noqa: DTZ001
    timezones=st.just(UTC),
)


def danish(*parts: int, fold: int = 0) -> datetime:
    """Return a moment on the Danish clock."""
    return datetime(*parts, tzinfo=DANISH_TIME, fold=fold)  # type: ignore[misc,arg-type]


def weekly(*spans: tuple[int, str, str], **more: object) -> Schedule:
    """Return a schedule of (weekday, opens, closes)."""
    hours = (Hours(day, time.fromisoformat(a), time.fromisoformat(b)) for day, a, b in spans)
    return Schedule(tuple(hours), **more)  # type: ignore[arg-type]


WEDNESDAYS = weekly((2, "15:00", "22:00"))


@given(SCHEDULES, MOMENTS)
@settings(max_examples=150, deadline=None)
@example(weekly((6, "02:15", "02:45")), NIGHTS[0] - timedelta(hours=2))
def test_it_is_open_at_the_next_opening_and_never_before_it(
    schedule: Schedule, now: datetime
) -> None:
    opens = next_opening(schedule, now)
    assert opens is None or (opens >= now and is_open(schedule, opens))
    until = min(opens or now + timedelta(days=8), now + timedelta(days=8))
    steps = int((until - now) / timedelta(minutes=15))
    shut = [now + timedelta(minutes=15) * step for step in range(steps)]
    assert [moment for moment in shut if moment < until and is_open(schedule, moment)] == []


@given(SCHEDULES, MOMENTS)
@settings(max_examples=150, deadline=None)
def test_it_is_open_until_it_closes_and_not_then(schedule: Schedule, now: datetime) -> None:
    closes = closes_at(schedule, now)
    if not is_open(schedule, now):
        assert closes is None
    elif closes is not None:
        assert is_open(schedule, closes - timedelta(microseconds=1))
        assert not is_open(schedule, closes)


@given(SCHEDULES, MOMENTS)
@settings(max_examples=150, deadline=None)
def test_the_clock_on_the_wall_decides(schedule: Schedule, now: datetime) -> None:
    local = now.astimezone(DANISH_TIME)
    ambiguous_or_skipped = local.date() in {date(2027, 3, 28), date(2026, 10, 25)} | {
        date(2026, 3, 29),
        date(2027, 10, 31),
    }
    if ambiguous_or_skipped and local.hour < 4:
        return
    wall = local.time()
    expected = not schedule.is_closed_day(local.date()) and any(
        h.weekday == local.weekday()
        and h.opens <= wall
        and (wall < h.closes or h.closes == time(23, 59))
        for h in schedule.hours
    )
    assert is_open(schedule, now) == expected


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (danish(2026, 11, 25, 14, 59, 59), False),
        (danish(2026, 11, 25, 15, 0), True),
        (danish(2026, 11, 25, 21, 59, 59), True),
        (danish(2026, 11, 25, 22, 0), False),
        (danish(2026, 11, 26, 16, 0), False),
    ],
)
def test_the_ends_of_a_span(now: datetime, expected: bool) -> None:
    assert is_open(WEDNESDAYS, now) is expected


def test_summer_and_winter_are_the_same_hour_on_the_wall() -> None:
    winter = next_opening(WEDNESDAYS, danish(2026, 11, 24, 12))
    summer = next_opening(WEDNESDAYS, danish(2026, 7, 14, 12))
    assert (winter, summer) == (
        datetime(2026, 11, 25, 14, tzinfo=UTC),
        datetime(2026, 7, 15, 13, tzinfo=UTC),
    )


def test_the_repeated_hour_of_october_is_open_both_times() -> None:
    schedule = weekly((6, "01:00", "02:30"))
    first, second = danish(2026, 10, 25, 2, 15), danish(2026, 10, 25, 2, 15, fold=1)
    assert second.timestamp() - first.timestamp() == 3600
    assert closes_at(schedule, first) == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert is_open(schedule, second)


def test_an_hour_that_march_skips_opens_at_the_skip() -> None:
    schedule = weekly((6, "02:30", "04:00"))
    assert next_opening(schedule, danish(2026, 3, 29, 1)) == datetime(2026, 3, 29, 1, tzinfo=UTC)
    assert closes_at(schedule, danish(2026, 3, 29, 3, 30)) == danish(2026, 3, 29, 4)


def test_a_span_inside_the_skipped_hour_waits_a_week() -> None:
    schedule = weekly((6, "02:15", "02:45"), closed_on_holidays=False)
    expected = danish(2026, 4, 5, 2, 15)
    assert next_opening(schedule, danish(2026, 3, 29, 0)) == expected


def test_christmas_day_is_closed_only_when_the_municipality_says_so() -> None:
    hours = weekly((4, "15:00", "22:00")).hours  # 25 December 2026 is a Friday
    now = danish(2026, 12, 25, 16)
    assert not is_open(Schedule(hours, closed_on_holidays=True), now)
    assert is_open(Schedule(hours, closed_on_holidays=False), now)


def test_great_prayer_day_is_no_holiday_any_more() -> None:
    assert is_holiday(date(2023, 5, 5))
    assert not is_holiday(date(2027, 4, 23))


def test_a_closed_day_is_skipped() -> None:
    closed = weekly((2, "15:00", "22:00"), closed=frozenset({date(2026, 11, 25)}))
    now = danish(2026, 11, 25, 16)
    assert (is_open(closed, now), next_opening(closed, now)) == (False, danish(2026, 12, 2, 15))


def test_adjacent_spans_are_one() -> None:
    spans = weekly((2, "15:00", "18:00"), (2, "18:00", "23:59"), (3, "00:00", "01:00"))
    assert closes_at(spans, danish(2026, 11, 25, 16)) == danish(2026, 11, 26, 1)


def test_open_all_day_every_day_never_closes() -> None:
    always = weekly(*((day, "00:00", "23:59") for day in range(7)), closed_on_holidays=False)
    midnight = danish(2026, 11, 25, 23, 59, 30)
    assert is_open(always, midnight)
    assert closes_at(always, midnight) is None


def test_no_hours_at_all() -> None:
    nothing = Schedule()
    now = danish(2026, 11, 25, 16)
    assert (is_open(nothing, now), next_opening(nothing, now), closes_at(nothing, now)) == (
        False,
        None,
        None,
    )


@given(SCHEDULES, DAYS)
@settings(max_examples=60, deadline=None)
def test_openings_come_in_order(schedule: Schedule, day: date) -> None:
    moment = datetime.combine(day, time(), UTC)
    found: list[datetime] = []
    for _ in range(6):
        opens = next_opening(schedule, moment)
        closes = opens and closes_at(schedule, opens)
        if not opens or not closes:
            break
        found += [opens, closes]
        moment = closes
    assert all(earlier < later for earlier, later in pairwise(found))
