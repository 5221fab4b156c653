"""The queue: one sees one's place, moves up when somebody leaves, and may turn it into a letter."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser import steps
from tests.browser.steps import headed, press
from tests.browser.watch import examine

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.live import Server

pytestmark = pytest.mark.browser


def test_a_place_moves_up_and_becomes_a_letter(
    fresh: Server, visit: Callable[..., Page], staff: Callable[..., Page]
) -> None:
    peer, first, second = staff("frivillig", "/frivillig/"), visit(), visit()
    steps.go_on_duty(peer)
    steps.begin(first, fresh)
    expect(first.get_by_text("Du er den næste.")).to_be_visible()
    steps.begin(second, fresh)
    expect(second.get_by_text("Du er nummer 2 af 2.")).to_be_visible()
    examine(second, "young: second in the queue")
    leave(first)
    expect(second.get_by_text("Du er den næste.")).to_be_visible()
    expect(peer.get_by_role("button", name="Tag den")).to_have_count(1)
    press(second, "Lav det om til et brev")
    headed(second, "Dit brev")
    expect(peer.get_by_role("button", name="Tag den")).to_have_count(
        0
    )  # there is nothing to read yet
    steps.write(second, "Kære en derude")
    expect(peer.get_by_text("Brev", exact=True)).to_be_visible()
    kinds = "SELECT kind, state FROM conversations_conversation ORDER BY queued_at"
    assert fresh.sql(kinds) == [("now", "closed"), ("letter", "waiting")]


def leave(page: Page) -> None:
    """Leave the queue, after being asked once."""
    press(page, "Gå ud af køen")
    examine(page, "young: asked before leaving the queue")
    press(page, "Ja, gå ud")
    headed(page, "Du er ude af køen")
