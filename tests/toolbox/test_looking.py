"""Looks at others' servers: what is asked of them, what never is, and where no link leads."""

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

from naere.tenancy.models import Municipality, Profile
from naere.toolbox.services import looking
from naere.toolbox.services.linkcheck import check_links
from naere.toolbox.services.looking import Heard, is_public
from tests.toolbox.looks import checked, link_to, look, looker
from tests.toolbox.strangers import Stranger, stranger

DAY = timedelta(days=1)


@pytest.fixture
def server(settings: Any) -> Iterator[Stranger]:
    settings.NAERE_LINKS_MAY_BE_LOCAL = True
    with stranger() as running:
        yield running


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


@pytest.mark.parametrize(
    "value", ["Mon, 02 Mar 99999999999999999999 14:00:00 GMT", "Mon, 99 Xyz 2026", "-1", "9" * 30]
)
def test_a_retry_after_that_is_nonsense_stops_nothing(value: str) -> None:
    found = looking.retry_after(value, datetime.now(UTC))
    assert found is None or found <= timedelta(seconds=10**8)
