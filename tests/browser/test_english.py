"""Everything in English: the way of a young person, the toolbox, the desk, the workshop, the settings.

Danish may stand where somebody wrote it in one language (a name, a reason, what a young person
thought of a tool); the pages themselves say nothing in Danish.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser import steps
from tests.browser.english import danish_on, every_kind, is_danish, written
from tests.browser.steps import headed, press
from tests.browser.watch import examine

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from tests.live import Server

pytestmark = pytest.mark.browser

HELLO, ANSWER = "Hi. I sleep badly these days.", "Thank you for writing. Tell me more."
SIDEWAYS = ("/sprog/", "/log-ud", "/aabn/", ".pdf", ".svg", ".csv", ".json", ".ics")
SAY_DU = "Say du."  # the one Danish word that is meant


@dataclass
class Reader:
    """Somebody who has chosen English, and what of Danish they may meet."""

    page: Page
    server: Server
    allowed: list[str]

    def go(self, path: str) -> None:
        """Go to a page."""
        self.page.goto(f"{self.server.address()}{path}")

    def look(self, state: str) -> None:
        """Hold the state to English, in what it says and in what it says it is."""
        lang = self.page.evaluate("document.documentElement.lang")
        assert (state, lang, danish_on(self.page, self.allowed)) == (state, "en", [])
        examine(self.page, f"english: {state}")

    def walk(self, start: str, within: str) -> list[str]:
        """Look at one page of each kind; return where one was."""
        address = f"{self.server.address()}{start}"
        paths = []
        for path in every_kind(self.page, address, within, SIDEWAYS):
            self.look(path)
            paths.append(path)
        return paths


def english(page: Page, server: Server, path: str = "/", *, in_both: bool = False) -> Reader:
    """Choose English by the link that every page has."""
    page.goto(f"{server.address()}{path}")
    page.get_by_role("link", name="English", exact=True).click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    return Reader(page, server, [*written(server, in_both=in_both), SAY_DU])


def test_what_is_danish_is_known() -> None:
    assert all(map(is_danish, ("Skriv her", "Værsgo", "Du er nummer 2", "Tak, og hej")))
    assert not any(map(is_danish, ("Write here", "You are number 2", "Alarm 112", "")))


def test_every_page_for_the_young(server: Server, visit: Callable[..., Page]) -> None:
    reader = english(visit(390, 844), server)
    paths = reader.walk("/", "/")
    there = {path.split("/")[1] for path in paths}
    assert {"", "skriv", "retur", "hjaelp", "privatliv", "vaerktoejer", "vaerktoej"} <= there
    assert {path.split("/")[-2] for path in paths if "/vejledning/" in path} >= {"young"}
    assert any(path.startswith("/oevelser/") and path != "/oevelser/" for path in paths)


@pytest.mark.parametrize(
    ("who", "start", "within", "least"),
    [
        ("administrator", "/styring/", "/styring/", 25),
        ("redaktoer", "/vaerksted/vaerktoejer/", "/vaerksted/", 20),
        ("vurderer", "/vaerksted/vurderinger/", "/vaerksted/", 3),
    ],
)
def test_every_page_for_those_who_decide(
    server: Server, visit: Callable[..., Page], who: str, start: str, within: str, least: int
) -> None:
    page = visit(1280, 800)
    steps.log_in(page, server, steps.login(who), start)
    reader = english(page, server, start, in_both=True)
    assert len(reader.walk(start, within)) >= least


def test_from_the_front_page_to_coming_back(fresh: Server, visit: Callable[..., Page]) -> None:
    peer = come_to_work(visit(1280, 800), fresh)
    young = english(visit(390, 844), fresh)
    nickname = come_in(young)
    panel = talk(young, peer, nickname)
    words = part(young, peer, panel)
    again = english(visit(390, 844), fresh)
    again.go("/retur/")
    headed(again.page, "Welcome back")
    again.look("return")
    again.page.get_by_label("Word 1", exact=True).fill(" ".join(words))
    press(again.page, "Open")
    headed(again.page, "Your conversations")
    again.look("one's own conversations")


def come_to_work(page: Page, server: Server) -> Reader:
    """The peer opens the keys, chooses English and goes on duty."""
    who = steps.login("frivillig")
    steps.log_in(page, server, who, "/frivillig/")
    steps.unlock(page, who.words)
    peer = english(page, server, "/frivillig/")
    expect(page.get_by_text("Sound and device")).to_be_visible()
    peer.look("desk, off duty")
    steps.go_on_duty(page)
    peer.look("desk, on duty")
    return peer


def come_in(young: Reader) -> str:
    """From the front page to a place in the queue; returns the nickname."""
    page = young.page
    page.get_by_role("link", name="Write now").click()
    headed(page, "What shall we call you?")
    young.look("start")
    nickname = page.get_by_label("Your nickname").input_value()
    page.get_by_text("19–23 years", exact=True).click()
    press(page, "Go on")
    headed(page, "Before you write")
    assert not is_danish(nickname)
    young.look("before")
    press(page, "Write with someone now", exact=False)
    headed(page, "You are in the queue")
    expect(page.get_by_text("You are next.")).to_be_visible()
    young.look("waiting")
    return nickname


def talk(young: Reader, peer: Reader, nickname: str) -> Locator:
    """Both write and read; returns the peer's panel."""
    write(young.page, HELLO)
    expect(peer.page.get_by_role("button", name="Take it")).to_be_visible()
    # What the peer sees of the young person is kept in Danish: a group and topics by their names.
    peer.allowed += ["19–23 år"]
    peer.look("desk, somebody waits")
    peer.page.get_by_role("button", name="Take it").click()
    panel = steps.panel(peer.page, nickname)
    steps.reads(panel, HELLO)
    write(panel, ANSWER)
    steps.reads(young.page, ANSWER)
    young.look("conversation")
    peer.look("desk, conversation")
    return panel


def part(young: Reader, peer: Reader, panel: Locator) -> list[str]:
    """The young person ends it and gets six words; the peer registers. Returns the words."""
    page = young.page
    press(page, "End the conversation")
    young.look("asked before the end")
    press(page, "Yes, end it")
    headed(page, "Thank you for the talk")
    young.look("end")
    expect(panel.get_by_text("Register the conversation")).to_be_visible()
    peer.look("registration")
    press(page, "I want to be able to come back")
    headed(page, "Your six words")
    shown = page.get_by_role("main").get_by_role("list").get_by_role("listitem")
    expect(shown).to_have_count(6)
    words = shown.all_inner_texts()
    young.look("six words")
    press(page, "I have kept them")
    young.look("two of the words")
    for field in page.get_by_role("main").get_by_role("textbox").all():
        label = field.evaluate("field => field.labels[0].textContent")
        field.fill(words[int(label.split()[-1]) - 1])
    press(page, "Check")
    expect(page.get_by_text("Good. Now you can come back")).to_be_visible()
    return words


def write(place: Page | Locator, text: str) -> None:
    """Write and send."""
    place.get_by_role("textbox", name="Write here").fill(text)
    press(place, "Send")
