"""A peer finds again what has ended, and may read it until it is deleted."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser import steps
from tests.browser.conftest import FIRST, Pair
from tests.browser.steps import press
from tests.browser.test_main_journey import register
from tests.browser.watch import examine

pytestmark = pytest.mark.browser


def test_an_ended_conversation_is_found_and_read_again(pair: Pair) -> None:
    peer = pair.peer
    steps.end(pair.young)
    register(peer, pair.server)
    past = peer.locator("details.mine-past")
    expect(past.locator("summary")).to_have_text("Afsluttede samtaler 1")
    past.locator("summary").click()
    expect(past.locator("li")).to_contain_text("registreret · slettes ")
    examine(peer, "peer: what has ended")
    press(past, f"Læs {pair.nickname}")
    panel = peer.get_by_role("group", name=pair.nickname, exact=True)
    steps.reads(panel, FIRST)
    expect(panel.get_by_text("Registrér samtalen")).to_have_count(0)
    expect(panel.locator("textarea")).to_have_count(0)
    press(panel, "Læg til side")
    expect(panel).to_have_count(0)


def test_what_was_handed_over_is_not_among_them(pair: Pair) -> None:
    peer = pair.peer
    press(pair.panel, "Giv videre")
    press(peer, "Ja, giv videre")
    expect(peer.get_by_text("Samtalen er givet videre.")).to_be_visible()
    expect(peer.locator("naere-mine li")).to_have_count(0)
