"""A peer hands over: a new key at once, and the young person decides about what was written before."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser import steps
from tests.browser.conftest import FIRST, REPLY, Pair
from tests.browser.steps import press
from tests.browser.watch import examine

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

AGAIN = "Jeg er her stadig."


def test_the_next_peer_reads_what_is_shared_and_no_more(
    pair: Pair, staff: Callable[..., Page]
) -> None:
    young, second = pair.young, staff("frivillig2", "/frivillig/")
    steps.go_on_duty(second)
    hand_over(pair)
    expect(young.get_by_text("Den frivillige måtte gå. Du har din plads.")).to_be_visible()
    question = young.get_by_role("group", name="Den frivillige er gået.")
    expect(question).to_be_visible()
    examine(young, "young: asked to share what was before")
    steps.write(young, AGAIN)
    steps.is_status(young, AGAIN, "Sendt")  # in the key that the young person's browser made
    expect(second.get_by_text("Overdraget")).to_be_visible()
    panel = steps.take(second, pair.nickname)
    steps.reads(panel, AGAIN)
    expect(panel.get_by_text("2 beskeder fra før er ikke delt med dig.")).to_be_visible()
    assert FIRST not in second.content()
    press(question, "Ja, del det")
    steps.reads(panel, FIRST)
    steps.reads(panel, REPLY)
    expect(panel.get_by_text("ikke delt med dig")).to_have_count(0)
    steps.can_read(young, "Du", "Malik (frivillig)")
    assert AGAIN not in pair.peer.content()


def hand_over(pair: Pair) -> None:
    """The peer is asked once, and the conversation leaves the desk."""
    press(pair.peer, "Giv videre")
    examine(pair.peer, "peer: asked before handing over")
    steps.confirm(pair.peer, "Ja, giv videre")
    expect(pair.peer.get_by_text("Samtalen er givet videre.")).to_be_visible()
    expect(pair.panel).to_have_count(0)
