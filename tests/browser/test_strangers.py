"""Who has not the words does not come in, and nobody reaches what is not theirs."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from client.words import word_list
from tests.browser import steps
from tests.browser.conftest import Pair
from tests.browser.steps import press
from tests.browser.watch import examine, watch_of

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.live import Server

pytestmark = pytest.mark.browser

WRONG = "Ordene passer ikke. Tjek dem, og prøv igen."


def test_wrong_words_are_answered_kindly_then_slowly(
    fresh: Server, visit: Callable[..., Page]
) -> None:
    young = visit()
    watch_of(young).allow("status of 403", "status of 429")
    steps.come_back(young, fresh, ["dyrplageri", *word_list()[:5]])
    expect(young.get_by_text("Et af ordene er ikke på vores liste.")).to_be_visible()
    assert fresh.sql("SELECT count(*) FROM youth_attempts") == [(0,)]  # found out on the phone
    steps.come_back(young, fresh, word_list()[:6])
    for _ in range(4):
        expect(young.get_by_role("alert")).to_have_text(WRONG)
        assert young.get_by_label("Ord 6").input_value() == word_list()[5]  # nothing to type again
        with young.expect_response("**/api/young/return") as answer:
            press(young, "Åbn")
        assert answer.value.status == 403
    expect(young.get_by_role("alert")).to_have_text(WRONG)
    examine(young, "young: wrong words")
    press(young, "Åbn")
    expect(young.get_by_role("alert")).to_contain_text("sekunder, og prøv igen.")
    expect(young.get_by_role("button", name="Åbn", exact=True)).to_be_disabled()
    examine(young, "young: too many tries")


def test_a_conversation_of_somebody_else_cannot_be_reached(
    pair: Pair, visit: Callable[..., Page]
) -> None:
    stranger = visit()
    watch_of(stranger).allow("status of 404", "WebSocket connection to")
    stranger.goto(f"{pair.server.address()}/skriv/?som=nu")
    steps.introduce(stranger)
    address = f"/api/conversations/{pair.id}"
    status = "async (path) => (await fetch(path)).status"
    assert stranger.evaluate(status, address) == 404
    assert stranger.evaluate(status, address.replace(pair.id, pair.id[::-1])) == 404
    opens = """(path) => new Promise((done) => {
      const socket = new WebSocket(location.origin.replace("http", "ws") + path);
      socket.onopen = () => done(true);
      socket.onerror = () => done(false);
    })"""
    assert stranger.evaluate(opens, f"/ws/conversations/{pair.id}/") is False
    assert pair.young.evaluate(opens, f"/ws/conversations/{pair.id}/") is True
