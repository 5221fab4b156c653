"""Where room is scarce, the words and the pen have most of it, and the ways to help stay in view."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Pair
from tests.browser.steps import pen, press
from tests.browser.test_risk import DARK
from tests.browser.test_signed_out import log_out_in_another_tab
from tests.browser.watch import examine, watch_of

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytestmark = pytest.mark.browser

SMALLEST = (320, 568)
LEAST = 0.6  # of the screen, for what is written and the pen
SOME_WORDS = 80  # px
HEIGHT = 800  # of a peer's desk


def extent(place: Locator) -> tuple[float, float]:
    """Return where something begins and ends, in pixels from the top of the screen."""
    box = place.bounding_box()
    assert box is not None
    return box["y"], box["y"] + box["height"]


def in_view(place: Locator, height: int) -> bool:
    """Tell whether the whole of something is on the screen."""
    top, bottom = extent(place)
    return top >= 0 and bottom <= height


def out_of_view(young: Page, height: int) -> list[str]:
    """Name what must always be on a young person's screen and is not."""
    always = {
        "help": young.get_by_role("link", name="Hjælp nu").first,
        "exit": young.get_by_role("link", name="Forlad siden").first,
        "who reads": young.get_by_text("Hvem kan læse med?"),
        "end": young.get_by_role("button", name="Slut samtalen", exact=True),
        "pen": pen(young),
        "send": young.get_by_role("button", name="Send", exact=True),
    }
    return [name for name, place in always.items() if not in_view(place, height)]


def test_the_conversation_has_most_of_the_smallest_screen(pair: Pair) -> None:
    young, (width, height) = pair.young, SMALLEST
    young.set_viewport_size({"width": width, "height": height})
    young.evaluate("document.querySelector('naere-conversation').scrollIntoView()")
    top, _ = extent(young.locator(".talk-log"))
    _, bottom = extent(young.locator(".composer"))
    assert (bottom - top) / height >= LEAST
    assert out_of_view(young, height) == []
    examine(young, "young: the smallest screen")


def test_an_offer_of_help_leaves_the_pen_and_some_words_in_view(pair: Pair) -> None:
    young, (width, height) = pair.young, SMALLEST
    young.set_viewport_size({"width": width, "height": height})
    young.evaluate("document.querySelector('naere-conversation').scrollIntoView()")
    pen(young).fill(DARK)
    card = young.get_by_role("region", name="Hjælp nu")
    expect(card).to_be_visible()
    assert out_of_view(young, height) == []
    assert in_view(card, height)
    assert in_view(card.get_by_role("button", name="Nej tak"), height)
    top, bottom = extent(young.locator(".talk-log"))
    assert bottom - top >= SOME_WORDS
    press(card, "Hjælp nu")
    expect(card.get_by_role("link", name="112")).to_be_visible()
    assert out_of_view(young, height) == []
    assert in_view(card, height)


def test_a_peer_who_is_told_something_still_sees_the_pen(pair: Pair) -> None:
    """Logged out in another tab, and off duty meanwhile: both are said above the conversation."""
    peer, panel = pair.peer, pair.panel
    watch_of(peer).allow("status of 401", "status of 403", "WebSocket connection to")
    peer.evaluate("scrollTo(0, 0)")
    assert in_view(pen(panel), HEIGHT)
    log_out_in_another_tab(pair)
    expect(peer.locator("p.signed-out")).to_be_visible()
    peer.evaluate("document.querySelector('naere-staff').office.lapsed = 'peer'")
    peer.evaluate("document.querySelector('naere-duty-bar').requestUpdate()")
    expect(peer.get_by_text("Du har været væk i mere end to minutter")).to_be_visible()
    peer.evaluate("scrollTo(0, 0)")
    assert in_view(pen(panel), HEIGHT)
    peer.set_viewport_size({"width": 390, "height": 844})
    press(peer, f"Vis samtalen med {pair.nickname}", exact=False)
    expect(peer.get_by_role("link", name=re.compile("^Log ind"))).to_have_count(1)
    assert in_view(pen(panel), 844)
    peer.set_viewport_size({"width": 1280, "height": HEIGHT})
