"""Looks at links: what is asked of others' servers, what never is, and what is made of the answers."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler
from ipaddress import ip_address
from itertools import pairwise
from typing import Any

import httpx
import pytest
from django.urls import reverse
from django.utils import timezone

from naere.tenancy.models import Municipality, Profile
from naere.toolbox.models import ToolLink
from naere.toolbox.queries.linkcheck import is_gone
from naere.toolbox.services import linkcheck, looking
from naere.toolbox.services.linkcheck import agent_of, check_links, take_in
from naere.toolbox.services.looking import Heard, Known, Looker, is_public, retry_after
from naere.toolbox.tasks import look_at_links
from tests.factories.people import make_member
from tests.factories.toolbox import make_tool
from tests.tenant_client import TenantClient
from tests.toolbox.strangers import Stranger, stranger

TLS = httpx.create_ssl_context(trust_env=False)
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def server(settings: Any) -> Iterator[Stranger]:
    settings.NAERE_LINKS_MAY_BE_LOCAL = True
    with stranger() as running:
        yield running


def looker(**options: Any) -> Looker:
    return Looker(**{"pause": 0, "timeout": 2, "longest": 5, "tls": TLS, **options})


def look(url: str, **options: Any) -> Heard:
    return asyncio.run(looker(**options).look(url, Known()))


def link_to(url: str, **fields: Any) -> ToolLink:
    link: ToolLink = make_tool(links={"web": url}).links.get()
    for name, value in fields.items():
        setattr(link, name, value)
    link.save()
    return link


def checked(link: ToolLink, **options: Any) -> ToolLink:
    check_links(looker(**options))
    link.refresh_from_db()
    return link


# --- what is asked


def test_a_page_that_is_there(dragoer: Municipality, server: Stranger) -> None:
    Profile.objects.update(contact_email="hej@dragoer.example")
    modified = "Mon, 02 Mar 2026 10:00:00 GMT"
    link = checked(link_to(server.says("/x?a=1", 200, ETag='"v1"', Last_Modified=modified)))
    assert (link.answer, link.etag, link.last_modified) == (200, '"v1"', modified)
    assert (link.failures, link.times_missing, link.gone_since) == (0, 0, None)
    assert link.looked_at is not None
    assert link.look_after is not None
    assert 6 * DAY < link.look_after - link.looked_at < 8 * DAY
    [asked] = server.asked
    assert (asked.method, asked.path) == ("HEAD", "/x?a=1")
    assert asked.headers == {
        "Host": f"127.0.0.1:{server.port}",
        "User-Agent": "NaereLinkCheck/1 (+mailto:hej@dragoer.example)",
        "Accept": "*/*",
        "Accept-Encoding": "identity",
        "Connection": "close",
    }


def test_the_second_time_only_whether_it_changed(dragoer: Municipality, server: Stranger) -> None:
    url = server.says("/x", 304)
    link = checked(link_to(url, etag='"v1"', last_modified="Mon, 02 Mar 2026 10:00:00 GMT"))
    assert (link.answer, link.etag) == (304, '"v1"')
    headers = server.asked[0].headers
    assert headers["If-None-Match"] == '"v1"'
    assert headers["If-Modified-Since"] == "Mon, 02 Mar 2026 10:00:00 GMT"


@pytest.mark.parametrize("tag", ["x" * 201, "æ"])
def test_a_tag_that_cannot_be_sent_back_is_not_kept(server: Stranger, tag: str) -> None:
    assert look(server.says("/x", 200, ETag=tag)) == Heard(200, host="127.0.0.1")


def test_who_does_not_know_head_is_asked_with_get(server: Stranger) -> None:
    def answer(_server: Stranger, handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(405 if handler.command == "HEAD" else 200)
        handler.end_headers()

    assert look(server.does("/x", answer)).status == 200
    assert server.methods("/x") == ["HEAD", "GET"]


def test_an_endless_body_is_left(server: Stranger) -> None:
    def answer(server: Stranger, handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(405 if handler.command == "HEAD" else 200)
        handler.end_headers()
        while handler.command == "GET":
            server.sent += handler.wfile.write(b"x" * 65536)

    before = time.monotonic()
    assert look(server.does("/x", answer)).status == 200
    assert time.monotonic() - before < 2
    time.sleep(0.3)
    sent = server.sent
    time.sleep(0.2)
    assert server.sent == sent, "the connection is closed"
    assert sent < 16 * 1024 * 1024, "no more than what the sockets hold"


def test_a_slow_server_is_left(dragoer: Municipality, server: Stranger) -> None:
    url = server.does("/x", lambda *_: time.sleep(1))
    link = checked(link_to(url), timeout=0.2)
    assert (link.answer, link.failures, link.gone_since) == (0, 1, None)


def test_a_server_that_drips_is_left(server: Stranger) -> None:
    def drip(_server: Stranger, handler: BaseHTTPRequestHandler) -> None:
        for _ in range(30):
            handler.wfile.write(b"H")
            handler.wfile.flush()
            time.sleep(0.05)

    before = time.monotonic()
    assert look(server.does("/x", drip), timeout=1, longest=0.3) == Heard()
    assert time.monotonic() - before < 1


def test_nobody_there(settings: Any) -> None:
    settings.NAERE_LINKS_MAY_BE_LOCAL = True
    with stranger() as gone:
        url = gone.url("/")
    assert look(url) == Heard()


def test_nonsense_is_no_answer(server: Stranger) -> None:
    def answer(_server: Stranger, handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"220 mail\r\n\r\n")

    assert look(server.does("/x", answer)) == Heard()


def test_hosts_are_asked_one_after_the_other_with_a_pause(
    dragoer: Municipality, server: Stranger
) -> None:
    for number in range(3):
        link_to(server.says(f"/{number}", 200))
    assert check_links(looker(pause=0.25)) == 3
    times = [one.at for one in server.asked]
    assert all(later - earlier >= 0.24 for earlier, later in pairwise(times))


# --- where it leads


def test_redirects_are_followed_without_cookies(server: Stranger) -> None:
    server.says("/a", 302, Location="/b", Set_Cookie="id=1")
    server.says("/b", 301, Location=server.url("/c"))
    server.says("/c", 200)
    assert look(server.url("/a")).status == 200
    assert [one.path for one in server.asked] == ["/a", "/b", "/c"]
    assert all("Cookie" not in one.headers for one in server.asked)
    assert all("Referer" not in one.headers for one in server.asked)


@pytest.mark.parametrize(("hops", "status"), [(5, 200), (6, 0)])
def test_five_redirects_and_no_more(server: Stranger, hops: int, status: int) -> None:
    for number in range(hops):
        server.says(f"/{number}", 307, Location=f"/{number + 1}")
    server.says(f"/{hops}", 200)
    assert look(server.url("/0")).status == status
    assert len(server.asked) == 6


@pytest.mark.parametrize(
    "where",
    [
        "http://10.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[fd00::1]/",
        "http://[::ffff:10.0.0.1]/",
        "http://0x0a000001/",
        "http://0.0.0.0/",
        "https://192.168.1.1/",
        "file:///etc/passwd",
        "ftp://example.org/",
        "gopher://127.0.0.1:25/",
        "http://[nonsense/",
    ],
)
def test_no_redirect_leads_inside(
    server: Stranger, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    went: list[str] = []
    original = httpx.AsyncHTTPTransport.handle_async_request

    async def watched(self: Any, request: httpx.Request) -> httpx.Response:
        went.append(request.url.host)
        return await original(self, request)

    monkeypatch.setattr(httpx.AsyncHTTPTransport, "handle_async_request", watched)
    assert look(server.says("/x", 302, Location=where)).status == 0
    assert went == ["127.0.0.1"]


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433"])
def test_our_own_machine_is_not_asked(settings: Any, host: str) -> None:
    with stranger() as inside:
        inside.says("/", 200)
        assert settings.NAERE_LINKS_MAY_BE_LOCAL is False
        assert look(inside.url("/", host)) == Heard()
        assert inside.asked == []


def test_only_the_ports_of_the_web(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    async def public(*_: Any) -> list[Any]:
        return [ip_address("1.1.1.1")]

    monkeypatch.setattr(looking, "resolve", public)
    check = looking.checked_address
    for url in ("http://x.example/", "https://x.example/", "https://x.example:443/"):
        assert str(asyncio.run(check(httpx.URL(url)))) == "1.1.1.1"
    for url in ("http://x.example:25/", "http://x.example:8080/", "ws://x.example/"):
        with pytest.raises(looking.UnsafeAddressError):
            asyncio.run(check(httpx.URL(url)))


def test_a_name_is_resolved_once_and_gone_to_as_checked(
    server: Stranger, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that says something public first and something of ours then (DNS rebinding)."""
    said = iter([["127.0.0.1"], ["10.0.0.1"]])
    asked: list[str] = []

    async def changing(host: str, _port: int) -> list[Any]:
        asked.append(host)
        return [ip_address(one) for one in next(said)]

    monkeypatch.setattr(looking, "resolve", changing)
    server.says("/", 200)
    url = server.url("/", "changing.example")
    assert look(url).status == 200
    assert asked == ["changing.example"]
    assert server.asked[0].headers["Host"] == f"changing.example:{server.port}"
    assert look(url) == Heard()


def test_one_bad_address_among_good_ones_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    async def both(*_: Any) -> list[Any]:
        return [ip_address("1.1.1.1"), ip_address("10.0.0.1")]

    monkeypatch.setattr(looking, "resolve", both)
    with pytest.raises(looking.UnsafeAddressError):
        asyncio.run(looking.checked_address(httpx.URL("https://x.example/")))


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("1.1.1.1", True),
        ("2606:4700::1111", True),
        ("::ffff:1.1.1.1", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.0.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("240.0.0.1", False),
        ("::1", False),
        ("::", False),
        ("fe80::1", False),
        ("fd00::1", False),
        ("ff02::1", False),
        ("::ffff:127.0.0.1", False),
        ("64:ff9b::a00:1", False),
        ("2002:a00:1::", False),
        ("2001:0:a00:1::", False),
    ],
)
def test_which_addresses_are_public(address: str, public: bool) -> None:
    assert is_public(ip_address(address)) is public


def test_a_password_in_a_link_is_not_sent(server: Stranger) -> None:
    server.says("/", 200)
    assert look(f"http://anna:secret@127.0.0.1:{server.port}/").status == 200
    assert "Authorization" not in server.asked[0].headers


# --- what is made of it


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
