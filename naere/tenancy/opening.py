"""When live conversations may start: hours in Danish time, closed days and public holidays.

An hour on the clock becomes a moment: an opening counts from the first time the clock shows it, a
closing from the last time (the clock shows 2–3 twice in October). An hour that March skips is the
moment of the skip. A closing at 23.59 is midnight, since a clock has no 24.00.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import holidays
from django.utils import timezone

from naere.tenancy.queries import closed_days, opening_hours, profile_without_logo

if TYPE_CHECKING:
    from naere.tenancy.models import Profile

DANISH_TIME = ZoneInfo("Europe/Copenhagen")
LAST_MINUTE = time(23, 59)
LOOK_AHEAD_DAYS = 370


@dataclass(frozen=True)
class Hours:
    """A span of a weekday (0 is Monday) on the Danish clock; `opens` comes before `closes`."""

    weekday: int
    opens: time
    closes: time


@dataclass(frozen=True)
class Schedule:
    """All that decides when it is open."""

    hours: tuple[Hours, ...] = ()
    closed: frozenset[date] = frozenset()
    closed_on_holidays: bool = True

    def is_closed_day(self, day: date) -> bool:
        """Return whether the whole of `day` is closed."""
        return day in self.closed or (self.closed_on_holidays and is_holiday(day))


@dataclass(frozen=True)
class Opening:
    """This moment: open with when it closes (None: not within a year), or closed with when it opens."""

    open: bool
    opens_at: datetime | None
    closes_at: datetime | None


def is_open(schedule: Schedule, now: datetime) -> bool:
    """Return whether it is open at `now` (aware)."""
    return any(start <= now < end for start, end in _spans(schedule, _day(now) - _DAY, 3))


def next_opening(schedule: Schedule, now: datetime) -> datetime | None:
    """Return the first moment from `now` on at which it is open; None when there is none in a year."""
    for start, end in _spans(schedule, _day(now) - _DAY, LOOK_AHEAD_DAYS):
        if end > now:
            return max(start, now)
    return None


def closes_at(schedule: Schedule, now: datetime) -> datetime | None:
    """Return when the span that is open at `now` ends; None when closed, or open for a year on end."""
    for start, end in _joined(_spans(schedule, _day(now) - _DAY, LOOK_AHEAD_DAYS)):
        if start > now:
            return None
        if now < end:
            return end if end < now + timedelta(days=LOOK_AHEAD_DAYS - 3) else None
    return None


def schedule_of_scope(since: date, profile: Profile | None = None) -> Schedule:
    """Return the schedule of the municipality in scope, with the closed days from `since` on."""
    return Schedule(
        tuple(Hours(h.weekday, h.opens, h.closes) for h in opening_hours()),
        frozenset(closed_days(since).values_list("date", flat=True)),
        (profile or profile_without_logo()).closed_on_holidays,
    )


def opening_now(now: datetime | None = None, profile: Profile | None = None) -> Opening:
    """Return whether it is open at `now` (this moment) in the municipality in scope, and until when.

    `profile` when it is already read.
    """
    now = now or timezone.now()
    schedule = schedule_of_scope(_day(now) - _DAY, profile)
    if is_open(schedule, now):
        return Opening(True, None, closes_at(schedule, now))
    return Opening(False, next_opening(schedule, now), None)


def is_holiday(day: date) -> bool:
    """Return whether `day` is a Danish public holiday (package `holidays`)."""
    return day in _holidays_of(day.year)


_DAY = timedelta(days=1)


@lru_cache(maxsize=16)
def _holidays_of(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("DK", years=year))


def _day(moment: datetime) -> date:
    return moment.astimezone(DANISH_TIME).date()


def _spans(schedule: Schedule, first: date, days: int) -> Iterator[tuple[datetime, datetime]]:
    """Yield the open spans of `days` days as moments, in order of their start."""
    if not schedule.hours:
        return
    for day in (first + timedelta(days=ahead) for ahead in range(days)):
        if not schedule.is_closed_day(day):
            today = [hours for hours in schedule.hours if hours.weekday == day.weekday()]
            spans = sorted((_opens(day, h.opens), _closes(day, h.closes)) for h in today)
            yield from (span for span in spans if span[0] < span[1])  # March may skip a whole one


def _joined(spans: Iterator[tuple[datetime, datetime]]) -> Iterator[tuple[datetime, datetime]]:
    """Yield spans with those that touch or overlap made one."""
    held: tuple[datetime, datetime] | None = None
    for start, end in spans:
        if held and start <= held[1]:
            held = (held[0], max(held[1], end))
            continue
        if held:
            yield held
        held = (start, end)
    if held:
        yield held


def _opens(day: date, clock: time) -> datetime:
    return _moment(datetime.combine(day, clock, DANISH_TIME))


def _closes(day: date, clock: time) -> datetime:
    if clock >= LAST_MINUTE:
        return _moment(datetime.combine(day + _DAY, time(), DANISH_TIME))
    return _moment(datetime.combine(day, clock, DANISH_TIME).replace(fold=1))


def _moment(local: datetime) -> datetime:
    moment = local.astimezone(UTC)
    if moment.astimezone(DANISH_TIME).replace(tzinfo=None) == local.replace(tzinfo=None):
        return moment
    # Skipped by the clock: summer time begins at 01.00 UTC (directive 2000/84/EC, article 2).
    return datetime.combine(local.date(), time(1), UTC)
