"""Every link is looked at about once a week; one that stays missing is marked as gone (R45)."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID

import httpx
from django.utils import timezone

from naere.tenancy.queries import municipalities, profile_without_logo
from naere.tenancy.scope import tenant_scope
from naere.toolbox.models import ToolLink
from naere.toolbox.queries.linkcheck import due_links
from naere.toolbox.services.looking import Heard, Known, Looker

if TYPE_CHECKING:
    from naere.tenancy.models import Municipality

NAME: Final = "NaereLinkCheck/1"
MOST_AT_A_TIME: Final = 200
WEEK: Final = timedelta(days=7)
DAY: Final = timedelta(days=1)
HOUR: Final = timedelta(hours=1)

MISSING: Final = frozenset({404, 410})
# The page is there, and not for programs. It says nothing about people.
NOT_FOR_PROGRAMS: Final = frozenset({401, 402, 403, 405, 406, 407, 451})
TIMES_MISSING: Final = 3
FIRST_WAIT: Final = timedelta(hours=6)
LONGEST_WAIT: Final = timedelta(days=14)
RETRY_WITHIN: Final = (HOUR, timedelta(days=30))


def check_links(looker: Looker | None = None, most: int = MOST_AT_A_TIME) -> int:
    """Look at links that are due in every municipality, one after the other; return how many.

    Nothing of the database is held open while others' servers take their time.
    """
    looker = looker or Looker()
    looked, held = 0, dict[str, datetime]()
    for municipality in municipalities():
        due, looker.agent = _due_of(municipality, most - looked)
        for pk, url, known in due:
            looked += _look_at(municipality, pk, url, known, looker, held)
    return looked


def take_in(link: ToolLink, heard: Heard, now: datetime) -> None:
    """Write into a link what was heard, and when to look again. Does not save.

    Gone is what said 410 twice, or 404 or 410 three times over at least seven days.
    """
    before, link.answer, link.looked_at = link.answer, heard.status, now
    if heard.status in MISSING:
        _missing(link, before, now)
    elif heard.retry_after is not None and heard.status in {429, 503}:
        link.look_after = now + _within(heard.retry_after)
    elif heard.status in NOT_FOR_PROGRAMS:
        link.failures, link.look_after = 0, next_week(link, now)
    elif not 200 <= heard.status < 400:
        link.failures = min(link.failures + 1, 30)
        link.look_after = now + min(FIRST_WAIT * (1 << (link.failures - 1)), LONGEST_WAIT)
    else:
        _there(link, heard, now)


def next_week(link: ToolLink, now: datetime) -> datetime:
    """Return when to look again: in a week, give or take half a day, each link at its own time."""
    return now + WEEK - DAY / 2 + timedelta(seconds=link.pk.int % 86_400)


def _due_of(municipality: Municipality, most: int) -> tuple[list[tuple[UUID, str, Known]], str]:
    with tenant_scope(municipality):
        found = due_links(timezone.now())[:most] if most > 0 else []
        due = [(link.pk, link.url, Known(link.etag, link.last_modified)) for link in found]
        return due, agent_of(profile_without_logo().contact_email)


def agent_of(contact: str) -> str:
    """Return how we introduce ourselves: with the municipality's address, where it has given one."""
    sendable = contact if contact.isascii() else ""
    return f"{NAME} (+mailto:{sendable})" if sendable else NAME


def _look_at(
    municipality: Municipality,
    pk: UUID,
    url: str,
    known: Known,
    looker: Looker,
    held: dict[str, datetime],
) -> int:
    """Look at one link unless its host asked to be left alone; return how many were looked at."""
    host, now = _host_of(url), timezone.now()
    if held.get(host, now) > now:
        _save(municipality, pk, url, None, held[host])
        return 0
    heard = asyncio.run(looker.look(url, known))
    if heard.retry_after is not None and heard.status in {429, 503}:
        held[heard.host] = timezone.now() + _within(heard.retry_after)
    _save(municipality, pk, url, heard, timezone.now())
    return 1


def _save(
    municipality: Municipality, pk: UUID, url: str, heard: Heard | None, when: datetime
) -> None:
    """Keep what was heard at `when`, or without that only look no earlier than `when`."""
    with tenant_scope(municipality):
        # The link may have been changed or deleted while we looked: what was heard is of the old one.
        link = ToolLink.objects.select_for_update().filter(pk=pk, url=url).first()
        if link is None:
            return
        if heard is None:
            link.look_after = when
        else:
            take_in(link, heard, when)
        link.save()


def _missing(link: ToolLink, before: int | None, now: datetime) -> None:
    link.failures = 0
    link.missing_since = link.missing_since or now
    link.times_missing = min(link.times_missing + 1, 1000)
    often = link.times_missing >= TIMES_MISSING and now - link.missing_since >= WEEK
    if often or (link.answer == 410 and before == 410):
        link.gone_since = link.gone_since or now
    # 404 on days 0, 3 and 7 is enough; 410 is asked about the next day.
    wait = DAY if link.answer == 410 else 3 * DAY if link.times_missing == 1 else 4 * DAY
    link.look_after = next_week(link, now) if link.gone_since else now + wait


def _there(link: ToolLink, heard: Heard, now: datetime) -> None:
    link.failures, link.times_missing = 0, 0
    link.missing_since = link.gone_since = None
    link.look_after = next_week(link, now)
    if heard.status != 304:
        link.etag, link.last_modified = heard.etag, heard.last_modified


def _within(asked: timedelta) -> timedelta:
    least, most = RETRY_WITHIN
    return min(max(asked, least), most)


def _host_of(url: str) -> str:
    try:
        return httpx.URL(url).host
    except httpx.InvalidURL:
        return ""
