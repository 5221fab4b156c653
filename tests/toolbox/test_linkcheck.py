"""What is made of the looks at links: when to look again, and what is gone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from naere.tenancy.models import Municipality
from naere.toolbox.models import ToolLink
from naere.toolbox.queries.linkcheck import is_gone
from naere.toolbox.services import linkcheck
from naere.toolbox.services.linkcheck import agent_of, check_links, take_in
from naere.toolbox.services.looking import Heard, retry_after
from naere.toolbox.tasks import look_at_links
from tests.factories.people import make_member
from tests.factories.toolbox import make_tool
from tests.tenant_client import TenantClient
from tests.toolbox.looks import checked, link_to, looker
from tests.toolbox.strangers import Stranger, stranger

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def server(settings: Any) -> Iterator[Stranger]:
    settings.NAERE_LINKS_MAY_BE_LOCAL = True
    with stranger() as running:
        yield running


def test_missing_once_is_not_gone(dragoer: Municipality, server: Stranger) -> None:
    link = checked(link_to(server.url("/nothing")))
    assert (link.answer, link.times_missing, link.gone_since) == (404, 1, None)
    assert server.methods("/nothing") == ["HEAD", "GET"]
    assert is_gone(link.tool) is False


def test_404_three_times_in_a_week_is_gone_and_may_come_back() -> None:
    link, seen = ToolLink(), []
    for days in (0, 1, 2, 6.9, 7):
        take_in(link, Heard(404), NOW + days * DAY)
        seen.append(link.gone_since)
    assert seen == [None, None, None, None, NOW + 7 * DAY]
    take_in(link, Heard(404), NOW + 14 * DAY)
    assert link.gone_since == NOW + 7 * DAY
    take_in(link, Heard(200), NOW + 21 * DAY)
    left = [link.gone_since, link.missing_since, link.times_missing]
    assert left == [None, None, 0]


def test_the_looks_themselves_come_to_it_in_a_week() -> None:
    link, now = ToolLink(), NOW
    while link.gone_since is None:
        take_in(link, Heard(404), now)
        assert link.look_after is not None
        now = link.look_after
    assert link.gone_since == NOW + 7 * DAY
    assert link.times_missing == 3


def test_410_twice_is_gone() -> None:
    link = ToolLink()
    take_in(link, Heard(410), NOW)
    assert (link.gone_since, link.look_after) == (None, NOW + DAY)
    take_in(link, Heard(410), NOW + DAY)
    assert link.gone_since == NOW + DAY


def test_410_after_404_is_asked_again() -> None:
    link = ToolLink()
    take_in(link, Heard(404), NOW)
    take_in(link, Heard(410), NOW + DAY)
    assert link.gone_since is None


def test_in_between_answers_do_not_hide_that_it_is_missing() -> None:
    link = ToolLink()
    for days, status in [(0, 404), (3, 500), (4, 404), (5, 0), (8, 404)]:
        take_in(link, Heard(status), NOW + days * DAY)
    assert link.gone_since == NOW + 8 * DAY


@pytest.mark.parametrize("status", [401, 403, 451])
def test_not_for_programs_says_nothing_about_people(status: int) -> None:
    link = ToolLink()
    take_in(link, Heard(status), NOW)
    assert (link.failures, link.times_missing, link.gone_since) == (0, 0, None)


def test_failures_are_asked_about_ever_more_seldom() -> None:
    link, waits = ToolLink(), []
    for _ in range(40):
        take_in(link, Heard(500), NOW)
        assert link.look_after is not None
        waits.append(link.look_after - NOW)
    hours = [wait / timedelta(hours=1) for wait in waits[:7]]
    assert hours == [6, 12, 24, 48, 96, 192, 336]
    assert waits[-1] == 14 * DAY
    assert link.gone_since is None


def test_links_are_spread_over_a_day() -> None:
    times = {linkcheck.next_week(ToolLink(), NOW) for _ in range(50)}
    assert len(times) > 40
    assert all(NOW + 6.5 * DAY <= one <= NOW + 7.5 * DAY for one in times)


def test_who_asks_to_be_left_alone_is(dragoer: Municipality, server: Stranger) -> None:
    first = link_to(server.says("/a", 429, Retry_After="7200"), look_after=timezone.now() - DAY)
    second = link_to(server.says("/b", 200), look_after=timezone.now())
    elsewhere = link_to(server.says("/c", 200).replace("127.0.0.1", "localhost"))
    elsewhere.look_after = timezone.now()
    elsewhere.save()
    assert check_links(looker()) == 2
    assert [one.path for one in server.asked] == ["/a", "/c"], "no GET after it, no other link"
    for link in (first, second):
        link.refresh_from_db()
        assert link.look_after is not None
        left = link.look_after - timezone.now()
        assert timedelta(minutes=119) < left <= timedelta(minutes=120)
    assert (first.answer, first.failures, second.answer) == (429, 0, None)


@pytest.mark.parametrize(
    ("asked", "kept"), [("1", timedelta(hours=1)), ("99999999999999", timedelta(days=30))]
)
def test_what_is_asked_is_kept_within_reason(asked: str, kept: timedelta) -> None:
    link = ToolLink()
    take_in(link, Heard(503, retry_after=retry_after(asked, NOW)), NOW)
    assert link.look_after == NOW + kept


def test_retry_after_as_a_date() -> None:
    assert retry_after("Mon, 02 Mar 2026 14:00:00 GMT", NOW) == timedelta(hours=2)
    assert retry_after("soon", NOW) is None


@pytest.mark.parametrize("state", ["suggested", "retired"])
def test_a_strangers_suggestion_is_not_gone_to(
    dragoer: Municipality, server: Stranger, state: str
) -> None:
    make_tool(state=state, links={"web": server.says("/x", 200)})
    make_tool(is_example=True, links={"web": server.says("/y", 200)})
    make_tool(links={"paper": ""})
    link_to(server.says("/z", 200), look_after=timezone.now() + DAY)
    assert check_links(looker()) == 0
    assert server.asked == []


def test_no_more_than_so_many_at_a_time(dragoer: Municipality, server: Stranger) -> None:
    for number in range(3):
        link_to(server.says(f"/{number}", 200))
    assert check_links(looker(), most=2) == 2
    assert check_links(looker(), most=2) == 1
    assert check_links(looker(), most=2) == 0


def test_a_link_that_was_changed_meanwhile_is_left_as_it_is(
    dragoer: Municipality, server: Stranger, monkeypatch: pytest.MonkeyPatch
) -> None:
    link, save = link_to(server.says("/old", 410)), linkcheck._save

    def change_first(*args: Any) -> None:
        ToolLink.objects.filter(pk=link.pk).update(url="https://new.example/")
        save(*args)

    monkeypatch.setattr(linkcheck, "_save", change_first)
    assert check_links(looker()) == 1
    link.refresh_from_db()
    assert (link.answer, link.looked_at) == (None, None)


def test_a_tool_is_gone_when_every_link_is(dragoer: Municipality) -> None:
    tool = make_tool(links={"web": "https://a.example/", "ios": "https://b.example/"})
    tool.links.filter(platform="web").update(gone_since=NOW)
    assert is_gone(tool) is False
    tool.links.update(gone_since=NOW)
    assert is_gone(tool) is True
    assert is_gone(make_tool(links={})) is False


@pytest.mark.parametrize("contact", ["", "hej@ærø.example"])
def test_who_gave_no_usable_address_has_none(contact: str) -> None:
    assert agent_of(contact) == "NaereLinkCheck/1"


@pytest.mark.parametrize(("wanted", "calls"), [(True, 1), (False, 0)])
def test_the_job(settings: Any, monkeypatch: pytest.MonkeyPatch, wanted: bool, calls: int) -> None:
    settings.NAERE_CHECK_LINKS = wanted
    called: list[int] = []
    monkeypatch.setattr("naere.toolbox.tasks.check_links", lambda: called.append(1))
    look_at_links(0)
    assert len(called) == calls


@pytest.mark.parametrize(
    ("known", "sentence"),
    [
        ({}, "Ingen har kigget på det endnu."),
        ({"answer": 200}, "Siden var der den 02.03.2026."),
        ({"answer": 304}, "Siden var der den 02.03.2026."),
        ({"answer": 403}, "Siden lader ikke programmer kigge (403). Kig selv på den."),
        ({"answer": 500}, "Siden svarede med en fejl den 02.03.2026 (500). Vi kigger igen."),
        ({"answer": 0}, "Intet svar den 02.03.2026, eller det førte et sted hen, hvor vi ikke går"),
        ({"answer": 404, "missing_since": NOW}, "Ikke fundet siden 02.03.2026."),
        ({"answer": 410, "missing_since": NOW, "gone_since": NOW}, "Væk siden 02.03.2026."),
    ],
)
def test_staff_see_how_it_went(dragoer: Municipality, known: dict[str, Any], sentence: str) -> None:
    link = link_to("https://a.example/", looked_at=NOW if known else None, **known)
    browser = TenantClient(dragoer).be_staff(make_member("editor").membership)
    shown = browser.get(reverse("toolbox:tool-edit", args=[link.tool_id])).content.decode()
    assert sentence in shown
