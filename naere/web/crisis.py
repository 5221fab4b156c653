"""Who helps when it is urgent, kept in memory too: «Hjælp nu» answers when the database does not."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language

from naere.tenancy.queries import crisis_lines

NEUTRAL_PAGE = "https://www.dmi.dk/"  # the weather: where the quick exit leads when no one has said


@dataclass(frozen=True)
class Line:
    """A crisis line in both languages."""

    name: str
    phone: str
    who_da: str
    who_en: str
    hours_da: str
    hours_en: str
    url: str
    checked_on: date

    @property
    def who(self) -> str:
        """For whom it is, in the reader's language."""
        return self.who_en if get_language() == "en" else self.who_da

    @property
    def hours(self) -> str:
        """When it is open, in the reader's language."""
        return self.hours_en if get_language() == "en" else self.hours_da

    @property
    def digits(self) -> str:
        """The number as a telephone wants it."""
        return re.sub(r"[^\d+]", "", self.phone)


@dataclass(frozen=True)
class Snapshot:
    """What a host's error page can still say."""

    lines: tuple[Line, ...] = ()
    exit_url: str = NEUTRAL_PAGE


_known: dict[str, Snapshot] = {}


def read(host: str, exit_url: str) -> tuple[Line, ...]:
    """Return the lines of the municipality in scope, 112 first, and remember them for `host`."""
    found = [
        Line(
            line.name,
            line.phone,
            line.who_da,
            line.who_en,
            line.hours_da,
            line.hours_en,
            line.url,
            line.checked_on,
        )
        for line in crisis_lines()
    ]
    lines = tuple(sorted(found, key=lambda line: line.digits != "112"))
    _known[host] = Snapshot(lines, exit_url)
    return lines


def last_known(host: str) -> Snapshot:
    """Return what was last read for `host`; nothing but the neutral page when it never was."""
    return _known.get(host, Snapshot())
