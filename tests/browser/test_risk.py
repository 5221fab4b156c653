"""Words that suggest danger: the phone itself offers help, tells nobody, and lets one go on."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser import steps
from tests.browser.conftest import Pair
from tests.browser.steps import pen, press
from tests.browser.watch import examine, watch_of

if TYPE_CHECKING:
    from playwright.sync_api import WebSocket

pytestmark = pytest.mark.browser

DARK = "Nogle gange tænker jeg, at jeg vil dø."
OFFER = "Det lyder, som om du har det svært."


def test_help_is_offered_and_nobody_is_told(pair: Pair) -> None:
    young = pair.young
    sent: list[dict[str, object]] = []

    def listen(socket: WebSocket) -> None:
        socket.on("framesent", lambda text: sent.append(json.loads(text)))

    young.on("websocket", listen)
    young.reload()
    steps.reads(young, "Ja, jeg er her.")
    watch_of(young).requests.clear()
    pen(young).press_sequentially(DARK)
    expect(young.get_by_text(OFFER)).to_be_visible()
    examine(young, "young: offered help")
    expect(pen(young)).to_have_value(DARK)
    expect(pen(young)).to_be_in_viewport()
    card = young.get_by_role("region", name="Hjælp nu")
    press(card, "Hjælp nu")
    expect(card.get_by_role("link", name="Ring Livslinien")).to_have_attribute(
        "href", "tel:70201201"
    )
    examine(young, "young: who to call")
    press(card, "Luk")
    expect(card).to_have_count(0)
    assert [request.url for request in watch_of(young).requests] == []
    assert {frame["t"] for frame in sent} <= {"hello", "seen", "typing", "ping"}
    assert all(set(frame) <= {"t", "after", "seq"} for frame in sent)
    expect(pair.panel.get_by_text(OFFER)).to_have_count(0)
    press(young, "Send")
    steps.reads(pair.panel, DARK)
    pen(young).press_sequentially(DARK)
    young.wait_for_timeout(1_500)  # longer than the pause after which the draft is looked at
    expect(card).to_have_count(0)  # "no" was heard
    assert [request.url for request in watch_of(young).requests] == []
