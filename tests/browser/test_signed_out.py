"""A session that ends in the middle of a sentence: the sentence stays, and one goes on with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from demo.logins import PASSWORD
from tests.browser import steps
from tests.browser.conftest import Pair
from tests.browser.steps import pen, press
from tests.browser.watch import examine, watch_of

if TYPE_CHECKING:
    from playwright._impl._sync_base import EventInfo
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

HALF = "Jeg sidder midt i en sæt"


def test_a_peer_who_is_logged_out_keeps_the_draft(pair: Pair) -> None:
    peer = pair.peer
    watch_of(peer).allow("status of 401", "status of 403", "WebSocket connection to")
    pen(pair.panel).fill(HALF)
    log_out_in_another_tab(pair)
    expect(
        peer.get_by_text("Du er logget ud. Det, du har skrevet, er her endnu.").first
    ).to_be_visible()
    expect(pen(pair.panel)).to_have_value(HALF)
    examine(peer, "peer: logged out in the middle")
    with peer.context.expect_page() as opened:
        peer.get_by_role("link", name="Log ind i en ny fane").click()
    log_in_there(pair, opened)
    expect(peer.get_by_text("Du er logget ud.")).to_have_count(0)
    expect(pen(pair.panel)).to_have_value(HALF)
    pen(pair.panel).press_sequentially("ning.")
    press(pair.panel, "Send")
    steps.reads(pair.young, HALF + "ning.")


def log_out_in_another_tab(pair: Pair) -> None:
    """End the session under the feet of the tab in which one writes."""
    tab = pair.peer.context.new_page()
    tab.goto(f"{pair.server.address()}/frivillig/")
    press(tab, "Log ud")
    tab.wait_for_url(lambda url: "/frivillig/" not in url)
    tab.close()
    come_back_to(pair.peer)


def come_back_to(page: Page) -> None:
    """Look at a tab again. A headless browser thinks that all of its tabs are always looked at."""
    page.bring_to_front()
    page.evaluate("dispatchEvent(new Event('focus'))")


def log_in_there(pair: Pair, opened: EventInfo[Page]) -> None:
    """Log in in the tab that the link opened, and close it."""
    tab = opened.value
    tab.get_by_label("E-mail").fill(steps.login("frivillig").email)
    tab.get_by_label("Adgangskode").fill(PASSWORD)
    press(tab, "Log ind")
    tab.wait_for_url("**/frivillig/")
    tab.close()
    come_back_to(pair.peer)
