"""By keys alone, with a focus that one sees; small screens; a screen that stands still."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser import steps
from tests.browser.conftest import Pair
from tests.browser.steps import headed, pen
from tests.browser.watch import examine, watch_of

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.live import Server

pytestmark = pytest.mark.browser

MOST_TABS = 60
FOCUSED = """() => {
  const one = document.activeElement;
  const shown = [one, one.nextElementSibling, one.closest("label"), one.labels?.[0]];
  const seen = shown.filter(Boolean).some((part) => {
    const style = getComputedStyle(part);
    const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1;
    return outlined || style.boxShadow !== "none";
  });
  const words = one.labels?.[0] ?? one;
  const name = one.getAttribute("aria-label") ?? words.innerText ?? "";
  return { name: name.replace(/\\s+/g, " ").trim(), seen, tag: one.localName };
}"""


def tab_to(page: Page, name: str, key: str = "Tab") -> None:
    """Press Tab until what is named so has the focus; on the way the focus is always visible."""
    for _ in range(MOST_TABS):
        page.keyboard.press(key)
        at = page.evaluate(FOCUSED)
        assert at["seen"] or at["tag"] == "body", f"no visible focus on {at}"
        if at["name"].startswith(name):
            return
    raise AssertionError(f"{name} cannot be reached by {key}")


def focus_is_on(page: Page, title: str) -> None:
    """After a step, reading goes on at the heading of what is new."""
    headed(page, title)
    expect(page.get_by_role("heading", name=title, exact=True)).to_be_focused()


def test_a_whole_conversation_by_keys_alone(
    fresh: Server, visit: Callable[..., Page], staff: Callable[..., Page]
) -> None:
    peer, young = staff("frivillig", "/frivillig/"), visit(1280, 800)
    steps.go_on_duty(peer)
    young.goto(f"{fresh.address()}/")
    tab_to(young, "Gå til indholdet")
    young.keyboard.press("Enter")
    tab_to(young, "Skriv nu")
    young.keyboard.press("Enter")
    headed(young, "Hvad skal vi kalde dig?")
    tab_to(young, "16–18 år")
    young.keyboard.press("ArrowRight")
    tab_to(young, "Familien")
    young.keyboard.press("Space")
    tab_to(young, "Videre")
    young.keyboard.press("Enter")
    focus_is_on(young, "Før du skriver")
    tab_to(young, "Skriv med en nu")
    young.keyboard.press("Enter")
    focus_is_on(young, "Du er i kø")
    tab_to(young, "Skriv her")
    young.keyboard.type("Jeg skriver uden mus.")
    young.keyboard.press("Enter")
    steps.is_status(young, "Jeg skriver uden mus.", "Sendt")
    [(nickname,)] = fresh.sql("SELECT nickname FROM conversations_conversation")
    panel = steps.take(peer, nickname)
    expect(young.get_by_text("Er her nu", exact=True)).to_be_visible()
    expect(pen(young)).to_be_focused()  # the cursor stays where one writes
    steps.write(panel, "Det går fint.")
    steps.reads(young, "Det går fint.")
    expect(young.get_by_role("log", name="Det, I har skrevet")).to_be_visible()
    young.keyboard.press("Escape")  # once is nothing
    tab_to(young, "Slut samtalen", "Shift+Tab")
    young.keyboard.press("Enter")
    tab_to(young, "Ja, slut")
    young.keyboard.press("Space")
    focus_is_on(young, "Tak for snakken")


def test_a_peer_takes_a_conversation_by_keys_alone(
    fresh: Server, visit: Callable[..., Page], staff: Callable[..., Page]
) -> None:
    peer, young = staff("frivillig", "/frivillig/"), visit()
    tab_to(peer, "På vagt")
    peer.keyboard.press("Space")
    expect(peer.get_by_role("switch")).to_have_attribute("aria-checked", "true")
    nickname = steps.begin(young, fresh)
    expect(peer.get_by_role("button", name="Tag den")).to_be_enabled()
    tab_to(peer, "Tag den")
    peer.keyboard.press("Enter")
    panel = steps.panel(peer, nickname)
    expect(pen(panel)).to_be_focused()
    peer.keyboard.type("Hej.")
    peer.keyboard.press("Enter")
    steps.reads(young, "Hej.")
    tab_to(peer, "Giv videre", "Shift+Tab")
    peer.keyboard.press("Enter")
    expect(peer.get_by_role("dialog")).to_be_visible()
    peer.keyboard.press("Escape")
    expect(peer.get_by_role("dialog")).to_have_count(0)
    expect(pen(panel)).to_be_visible()


@pytest.mark.parametrize(("width", "height"), [(390, 844), (320, 568)])
def test_the_pen_is_in_view_on_a_phone(pair: Pair, width: int, height: int) -> None:
    young = pair.young
    young.set_viewport_size({"width": width, "height": height})
    young.reload()
    steps.reads(young, "Ja, jeg er her.")
    for part in (pen(young), young.get_by_role("button", name="Send", exact=True)):
        expect(part).to_be_in_viewport(ratio=1)
    expect(steps.message(young, "Ja, jeg er her.")).to_be_in_viewport()
    expect(young.get_by_role("link", name="Hjælp nu").first).to_be_in_viewport()
    examine(young, "young: conversation")


def test_the_way_in_fits_320_pixels(fresh: Server, visit: Callable[..., Page]) -> None:
    """What 200 % zoom leaves of a screen of 640 pixels."""
    young = visit(320, 568)
    for path in ("", "hjaelp/", "saadan/", "om/", "for-paaroerende/", "privatliv/", "retur/"):
        young.goto(f"{fresh.address()}/{path}")
        headed_by_any(young)
        examine(young, f"young: /{path}")
    steps.begin(young, fresh, "letter")
    examine(young, "young: letter")


def headed_by_any(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_be_visible()


WATCH_MOVES = """() => {
  window.moves = new Set();
  const look = () => {
    for (const one of document.getAnimations())
      if (one.playState === "running") window.moves.add(one.transitionProperty ?? one.animationName);
    requestAnimationFrame(look);
  };
  look();
}"""


def moves_under_the_pointer(page: Page) -> list[str]:
    """What moved in any frame, while the pointer went over every button and link in sight."""
    page.evaluate(WATCH_MOVES)
    for part in page.locator("main button:visible").all():
        part.hover()
    names: list[str] = page.evaluate("() => [...window.moves].sort()")
    return names


def test_the_breathing_stands_still_when_asked_to(pair: Pair, visit: Callable[..., Page]) -> None:
    moving, still = visit(), visit(reduced_motion="reduce")
    for page in (moving, still):
        steps.begin(page, pair.server)
        steps.press(page, "Træk vejret med")
    circle = "() => document.querySelectorAll('.breathe-circle').length"
    expect(moving.get_by_text("mens cirklen vokser")).to_be_visible()
    assert moving.evaluate(circle) == 1
    expect(still.get_by_text("mens du tæller til 4.")).to_be_visible()
    assert still.evaluate(circle) == 0
    assert moves_under_the_pointer(still) == []
    examine(still, "young: breathing, still")
    assert watch_of(still).complaints == []
