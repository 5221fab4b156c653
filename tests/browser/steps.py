"""What the people of the journeys do, by the words and roles that are on the screen."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from demo.logins import LOGINS, PASSWORD, Login
from tests.browser.watch import examine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playwright.sync_api import Locator, Page

    from tests.live import Server

AGE = "19–23 år"
WAYS = {"now": "Skriv med en nu", "letter": "Skriv et brev"}
QUEUED = {"now": "Du er i kø", "letter": "Dit brev"}

# -- the young person


def headed(page: Page, title: str) -> None:
    """Wait until a view with this heading is there."""
    expect(page.get_by_role("heading", name=title, exact=True).first).to_be_visible()


def press(place: Page | Locator, name: str, *, exact: bool = True) -> None:
    """Press the button with this name."""
    place.get_by_role("button", name=name, exact=exact).first.click()


def introduce(page: Page, age: str = AGE, topics: Sequence[str] = ()) -> str:
    """Say an age and perhaps topics on /skriv/; return the nickname that was offered."""
    headed(page, "Hvad skal vi kalde dig?")
    name = page.get_by_label("Dit kaldenavn").input_value()
    page.get_by_text(age, exact=True).click()
    for topic in topics:
        page.get_by_text(topic, exact=True).click()
    examine(page, "young: start")
    press(page, "Videre")
    headed(page, "Før du skriver")
    return name


def ask(page: Page, kind: str = "now") -> None:
    """Choose a live conversation or a letter, and be in the queue with a line to the server."""
    examine(page, "young: before")
    page.get_by_role("button", name=WAYS[kind]).click()
    headed(page, QUEUED[kind])
    expect(pen(page)).to_be_visible()


def begin(page: Page, server: Server, kind: str = "now", slug: str = "dragoer") -> str:
    """Come in from the front page's link and ask; return the nickname."""
    page.goto(f"{server.address(slug)}/skriv/?som={'nu' if kind == 'now' else 'brev'}")
    name = introduce(page, "18–21 år" if slug == "ishoej" else AGE)
    ask(page, kind)
    return name


def end(page: Page | Locator) -> None:
    """End the conversation, and say that one is sure."""
    press(page, "Slut samtalen")
    press(page, "Ja, slut")


def make_words(page: Page, ask: str = "Jeg vil kunne komme tilbage") -> list[str]:
    """Get six words, type two of them, and come back to where one was; return the words."""
    press(page, ask)
    headed(page, "Dine seks ord")
    shown = page.get_by_role("main").get_by_role("list").get_by_role("listitem")
    expect(shown).to_have_count(6)
    words = shown.all_inner_texts()
    examine(page, "young: words")
    press(page, "Jeg har gemt dem")
    headed(page, "Lad os se, om du har dem")
    for field in page.get_by_role("main").get_by_role("textbox").all():
        label = field.evaluate("field => field.labels[0].textContent")
        field.fill(words[int(label.split()[-1]) - 1])
    examine(page, "young: two words")
    press(page, "Tjek")
    expect(page.get_by_text("Godt. Nu kan du komme tilbage")).to_be_visible()
    press(page, "Videre")
    return words


def come_back(page: Page, server: Server, words: Sequence[str], slug: str = "dragoer") -> None:
    """Type the six words on /retur/ and open."""
    page.goto(f"{server.address(slug)}/retur/")
    headed(page, "Velkommen tilbage")
    page.get_by_label("Ord 1", exact=True).fill(" ".join(words))
    press(page, "Åbn")


# -- both


def pen(place: Page | Locator) -> Locator:
    """Where one writes."""
    return place.get_by_role("textbox", name="Skriv her")


def write(place: Page | Locator, text: str) -> None:
    """Write and send."""
    pen(place).fill(text)
    press(place, "Send")


def reads(place: Page | Locator, text: str) -> None:
    """Wait until a message is on the screen."""
    expect(message(place, text)).to_be_visible()


def message(place: Page | Locator, text: str) -> Locator:
    """The message with this text."""
    return place.get_by_role("log").get_by_role("listitem").filter(has_text=text)


def is_status(place: Page | Locator, text: str, status: str) -> None:
    """Wait until one's own message has come so far: "Sendt", "Set"."""
    expect(message(place, text).get_by_text(status, exact=True).first).to_be_attached()


def reader_names(place: Page | Locator) -> Locator:
    """Open «who can read along», once; the names in it, in no particular order."""
    opened = place.get_by_role("group").filter(has_text="Hvem kan læse med?").last
    if opened.get_attribute("open") is None:
        opened.get_by_text("Hvem kan læse med?").click()
    return opened.get_by_role("listitem")


def can_read(place: Page | Locator, *names: str) -> None:
    """Wait until exactly these are named as those who can read along."""
    there = reader_names(place)
    expect(there).to_have_count(len(names))
    for name in names:
        expect(there.filter(has_text=re.compile(f"^\\s*{re.escape(name)}\\s*$"))).to_have_count(1)


# -- the staff


def login(key: str, municipality: str = "dragoer") -> Login:
    """The demo's login with this key, such as "frivillig"."""
    return next(one for one in LOGINS if (one.key, one.municipality) == (key, municipality))


def log_in(page: Page, server: Server, who: Login, path: str) -> None:
    """Log in with the password on the way to `path`."""
    page.goto(f"{server.address(who.municipality)}{path}")
    headed(page, "Log ind")
    page.get_by_label("E-mail").fill(who.email)
    page.get_by_label("Adgangskode").fill(PASSWORD)
    press(page, "Log ind")
    page.wait_for_url(f"**{path}")


def unlock(page: Page, words: Sequence[str]) -> None:
    """Type the six words that open the keys on this device."""
    headed(page, "Skriv dine seks ord")
    examine(page, "staff: six words")
    page.get_by_label("Ord 1", exact=True).fill(" ".join(words))
    press(page, "Lås op")
    expect(page.get_by_text("Lyd og enhed")).to_be_visible()


def go_on_duty(page: Page) -> None:
    """Go on duty, as peer or professional."""
    switch = page.get_by_role("switch")
    switch.click()
    expect(switch).to_have_attribute("aria-checked", "true")


def take(page: Page, nickname: str) -> Locator:
    """Take the one that waits; return the panel of the conversation."""
    page.get_by_role("button", name="Tag den").click()
    return panel(page, nickname)


def panel(page: Page, nickname: str) -> Locator:
    """The place of one conversation on a desk, when one can write there or read."""
    place = page.get_by_role("group", name=nickname, exact=True)
    expect(place.get_by_role("log")).to_be_visible()
    return place


def confirm(page: Page, yes: str) -> None:
    """Say yes in the dialog that asks."""
    press(page.get_by_role("dialog"), yes)
