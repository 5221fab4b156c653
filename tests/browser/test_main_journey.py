"""The heart of it: a young person and a peer find each other, write, part, and meet again."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from naere.config import env
from tests.browser import steps
from tests.browser.steps import headed, press
from tests.browser.watch import examine

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from tests.live import Server

pytestmark = pytest.mark.browser

PICTURES = env.ROOT / "docs" / "pictures"
HELLO = "Hej. Jeg sover ikke så godt for tiden."
ANSWER = "Tak, fordi du skriver. Vil du fortælle lidt om nætterne?"


def picture(page: Page, name: str) -> None:
    """Keep a picture for the README when asked to: a test run changes no file of the project."""
    if os.environ.get("NAERE_PICTURES") == "1":
        page.evaluate("document.activeElement.blur()")
        PICTURES.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=PICTURES / f"{name}.png")


def test_a_conversation_from_the_front_page_to_coming_back(
    fresh: Server, visit: Callable[..., Page]
) -> None:
    peer = visit(1280, 800)
    come_to_work(peer, fresh)
    young = visit(390, 844)
    nickname = come_in(young, fresh)
    panel = take_in(peer, nickname, fresh)
    talk(young, peer, panel, nickname, fresh)
    words = part(young, peer, panel, nickname, fresh)
    meet_again(visit(390, 844), fresh, words)


def come_to_work(peer: Page, server: Server) -> None:
    """The peer logs in, opens the keys and goes on duty."""
    who = steps.login("frivillig")
    peer.goto(f"{server.address()}/frivillig/")
    headed(peer, "Log ind")
    examine(peer, "staff: login")
    steps.log_in(peer, server, who, "/frivillig/")
    steps.unlock(peer, who.words)
    expect(peer.get_by_text("Gå på vagt for at tage en samtale.")).to_be_visible()
    examine(peer, "peer: off duty")
    steps.go_on_duty(peer)
    expect(peer.get_by_text("Ingen venter lige nu.")).to_be_visible()
    examine(peer, "peer: on duty, nobody waits")


def come_in(young: Page, server: Server) -> str:
    """Two taps from the front page to what one must know; then now; then a place in the queue."""
    young.goto(f"{server.address()}/")
    expect(young.get_by_text("Der er nogen her nu.")).to_be_visible()
    picture(young, "front-390")
    examine(young, "young: front, somebody there")
    young.get_by_role("link", name="Skriv nu").click()
    nickname = steps.introduce(young, "16–18 år", ["Familien"])
    for told in ("Hvem kan læse det?", "Hvor lang tid tager det?", "Er nogen i fare?"):
        headed(young, told)
    steps.ask(young)
    expect(young.get_by_text("Du er den næste.")).to_be_visible()
    examine(young, "young: waiting")
    steps.write(young, HELLO)
    steps.is_status(young, HELLO, "Sendt")
    return nickname


def take_in(peer: Page, nickname: str, server: Server) -> Locator:
    """The queue shows age and topics, and nothing of who or what; then the peer takes it."""
    queue = peer.get_by_role("region", name="De venter på en frivillig")
    expect(queue.get_by_text("16–18 år", exact=True)).to_be_visible()
    expect(queue.get_by_text("Familien", exact=True)).to_be_visible()
    assert HELLO not in peer.content()
    assert nickname not in peer.content()
    picture(peer, "duty-1280")
    examine(peer, "peer: somebody waits")
    panel = steps.take(peer, nickname)
    steps.reads(panel, HELLO)
    assert server.sql("SELECT state FROM conversations_conversation") == [("active",)]
    return panel


def talk(young: Page, peer: Page, panel: Locator, nickname: str, server: Server) -> None:
    """Both write; sent, seen, typing, presence, readers; the database has ciphertext alone."""
    expect(young.get_by_text("Freja", exact=True).first).to_be_visible()
    expect(young.get_by_text("Er her nu", exact=True)).to_be_visible()
    assert_in_view(young)
    expect(panel.get_by_text("Er her nu", exact=True)).to_be_visible()
    steps.is_status(young, HELLO, "Set")
    steps.pen(panel).press_sequentially("Tak", delay=20)
    expect(young.get_by_text("Freja skriver …")).to_be_visible()
    steps.write(panel, ANSWER)
    steps.reads(young, ANSWER)
    steps.is_status(panel, ANSWER, "Set")
    for text in ("Jeg ligger bare og tænker.", "Det er værst ved tretiden."):
        steps.write(young, text)
        steps.reads(panel, text)
    picture(young, "conversation-390")
    examine(young, "young: conversation")
    picture(peer, "conversation-1280")
    examine(peer, "peer: conversation")
    steps.can_read(young, "Du", "Freja (frivillig)")
    examine(young, "young: who can read along")
    steps.can_read(panel, "Du", f"{nickname} (ung)")
    only_ciphertext(server)


def assert_in_view(young: Page) -> None:
    """The whole conversation, from its head to the pen, is on the screen without scrolling."""
    box = young.locator("naere-conversation").bounding_box()
    head = young.get_by_role("link", name="Hjælp nu").first.bounding_box()
    assert box
    assert head
    assert box["y"] >= head["y"] + head["height"]
    for part in (steps.pen(young), young.get_by_role("button", name="Send", exact=True)):
        expect(part).to_be_in_viewport(ratio=1)


def only_ciphertext(server: Server) -> None:
    """No stored message holds a word that was written, whatever its bytes are read as."""
    stored = [bytes(row[0]) for row in server.sql("SELECT ciphertext FROM conversations_message")]
    assert len(stored) == 4
    for word in (b"sover", "fortælle".encode(), b"tretiden", b"text"):
        assert not any(word in ciphertext for ciphertext in stored)


def part(young: Page, peer: Page, panel: Locator, nickname: str, server: Server) -> list[str]:
    """The young person ends; questions, words; the peer fills in the registration."""
    young.keyboard.press("Escape")
    steps.end(young)
    headed(young, "Tak for snakken")
    examine(young, "young: ended")
    answer_questions(young, server)
    words = steps.make_words(young)
    headed(young, "Tak for snakken")
    assert server.sql("SELECT count(*) FROM conversations_message") == [(4,)]
    register(peer, server)
    return words


def answer_questions(young: Page, server: Server) -> None:
    """Three are answered, one is skipped; what is kept has no name on it."""
    scales = young.locator("fieldset.scale")
    expect(scales).to_have_count(4)
    expect(young.get_by_role("radio", checked=True)).to_have_count(0)
    for place, point in {0: 0, 1: 6, 3: 8}.items():
        scales.nth(place).locator(".scale-point").nth(point).click()
    last = scales.nth(3).get_by_role("radio", name="8")
    last.press("ArrowRight")  # as any radio
    expect(scales.nth(3).get_by_role("radio", name="9")).to_be_checked()
    scales.nth(2).get_by_role("radio", name="3").check(force=True)
    press(scales.nth(2), "Fjern svaret", exact=False)
    expect(scales.nth(2).get_by_role("radio", checked=True)).to_have_count(0)
    press(young, "Send svar")
    expect(young.get_by_text("Tak. Dine svar hjælper os.")).to_be_visible()
    given = server.sql("SELECT value FROM surveys_answer ORDER BY value")
    assert given == [(0,), (6,), (9,)]


def register(peer: Page, server: Server) -> None:
    """Taps, no typing; afterwards the desk is free."""
    headed(peer, "Registrér samtalen")
    examine(peer, "peer: registration")
    peer.get_by_role("checkbox", name="Familie", exact=True).check()
    press(peer, "Gem og luk")
    expect(peer.get_by_text("Tak. Samtalen er registreret.")).to_be_visible()
    assert server.sql("SELECT answers FROM conversations_closing") == [({"themes": ["family"]},)]


def meet_again(young: Page, server: Server, words: list[str]) -> None:
    """In another browser the words open the conversation; one can read it and write again."""
    steps.come_back(young, server, words)
    headed(young, "Dine samtaler")
    examine(young, "young: my conversations")
    young.get_by_role("button", name="Samtale med Freja").click()
    steps.reads(young, HELLO)
    steps.reads(young, ANSWER)
    press(young, "Skriv igen")
    headed(young, "Før du skriver")
    steps.ask(young)
    expect(young.get_by_text("Du er den næste.")).to_be_visible()
