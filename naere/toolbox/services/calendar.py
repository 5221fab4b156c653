"""A reminder for one's own calendar that says nothing of what it is for."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime, timedelta

from django.utils.translation import gettext as _
from icalendar import Calendar, Event

LONGEST = timedelta(days=366)


def is_ahead(day: date, today: date) -> bool:
    """Return whether one may be reminded on `day`: today or within a year."""
    return today <= day <= today + LONGEST


def reminder(day: date) -> bytes:
    """Return an iCalendar file (RFC 5545) with a whole day's entry: no tool, no place, no sender."""
    event = Event()
    event.add("uid", str(uuid.uuid4()))
    event.add("dtstamp", datetime.now(UTC))
    event.add("dtstart", day)
    event.add("summary", _("Remember: a little time for yourself"))
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    calendar = Calendar()
    calendar.add("prodid", "-//calendar//DA")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    data: bytes = calendar.to_ical()
    return data
