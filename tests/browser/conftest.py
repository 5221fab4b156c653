"""Browsers of young people and of staff, each watched for what must not happen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from naere.config import env
from tests.browser import steps
from tests.browser.watch import Watch

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

    from tests.live import Server

PATIENCE = 20_000  # ms: two slow cores, several browsers
EMPTIED = "youth_youngperson, youth_attempts, conversations_message, surveys_answer"

Visit = Callable[..., "Page"]

expect.set_options(timeout=PATIENCE)


@pytest.fixture
def fresh(server: Server) -> Server:
    """The session's server with nobody waiting, nobody on duty and no try counted."""
    clear(server)
    return server


def clear(server: Server) -> None:
    """Take everything away that young people left, and everybody off duty."""
    server.sql(f"TRUNCATE {EMPTIED} CASCADE")
    server.sql("UPDATE volunteers_shift SET ended_at = now() WHERE ended_at IS NULL")


@pytest.fixture
def visit(open_page: Callable[..., Page]) -> Iterator[Visit]:
    """Return a maker of watched browsers: `visit(width=390, height=844, **context_options)`.

    A browser that complained fails the journey; `watch_of(page)` has what it said.
    """
    watches: list[Watch] = []

    def make(width: int = 390, height: int = 844, **options: Any) -> Page:
        page = open_page(width, height, **options)
        watches.append(watch(page))
        return page

    yield make
    assert [line for one in watches for line in one.complaints] == []


def watch(page: Page) -> Watch:
    """Watch the browser that a new page is in."""
    page.context.set_default_timeout(PATIENCE)
    return Watch(page.context)


@dataclass
class Desk:
    """A member of staff whose keys are open in a browser that lasts the whole session."""

    page: Page
    watch: Watch


@pytest.fixture(scope="session")
def desks(browser: Browser) -> Iterator[dict[str, Desk]]:
    """The desks that are set up so far: opening keys takes seconds, so each is opened once."""
    found: dict[str, Desk] = {}
    yield found
    for desk in found.values():
        desk.page.context.close()


@pytest.fixture
def staff(
    browser: Browser, fresh: Server, desks: dict[str, Desk], request: pytest.FixtureRequest
) -> Iterator[Callable[..., Page]]:
    """Return a maker: `staff("frivillig", "/frivillig/")` is that member's page, keys open."""
    used: list[str] = []

    def make(key: str, path: str) -> Page:
        if key not in desks:
            desks[key] = _set_up(browser, fresh, key, path)
        used.append(key)
        page = desks[key].page
        page.goto(f"{fresh.address()}{path}")
        if page.get_by_role("button", name="Log ind", exact=True).count():
            page.context.close()  # a test before this one ended the session
            desks[key] = _set_up(browser, fresh, key, path)
            page = desks[key].page
        expect(page.get_by_text("Lyd og enhed")).to_be_visible()
        return page

    yield make
    _leave([desks[key] for key in set(used)], request)


def _set_up(browser: Browser, server: Server, key: str, path: str) -> Desk:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="da-DK")
    page = context.new_page()
    desk = Desk(page, watch(page))
    who = steps.login(key)
    steps.log_in(page, server, who, path)
    steps.unlock(page, who.words)
    return desk


def _leave(used: list[Desk], request: pytest.FixtureRequest) -> None:
    """Keep a picture of what failed, leave the pages, and pass on what the browsers said."""
    complaints: list[str] = []
    report = getattr(request.node, "report_of_call", None)
    for number, desk in enumerate(used):
        if report is None or report.failed:
            folder = env.ROOT / "tests" / "browser" / "shots"
            folder.mkdir(parents=True, exist_ok=True)
            desk.page.screenshot(path=folder / f"failed-{request.node.name}-staff{number}.png")
        desk.page.goto("about:blank")
        complaints += desk.watch.complaints
        desk.watch.forget()
    assert complaints == []


@dataclass
class Pair:
    """A conversation that goes on: a young person's phone and a peer's desk."""

    server: Server
    young: Page
    peer: Page
    panel: Locator
    nickname: str
    id: str


FIRST, REPLY = "Er der nogen?", "Ja, jeg er her."


@pytest.fixture
def pair(fresh: Server, visit: Visit, staff: Visit) -> Pair:
    """A young person and Freja, who have said FIRST and REPLY to each other."""
    young, peer = visit(), staff("frivillig", "/frivillig/")
    steps.go_on_duty(peer)
    nickname = steps.begin(young, fresh)
    steps.write(young, FIRST)
    steps.is_status(young, FIRST, "Sendt")
    panel = steps.take(peer, nickname)
    steps.reads(panel, FIRST)
    steps.write(panel, REPLY)
    steps.reads(young, REPLY)
    [(found,)] = fresh.sql("SELECT id::text FROM conversations_conversation")
    return Pair(fresh, young, peer, panel, nickname, found)
