"""Delete everything now: at the second tap it is gone, and whoever was there is told."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import FIRST, Pair
from tests.browser.steps import headed, press
from tests.browser.watch import examine, watch_of

pytestmark = pytest.mark.browser

OF_THEIRS = (
    "youth_youngperson",
    "youth_youngsession",
    "conversations_conversation",
    "conversations_participant",
    "conversations_epoch",
    "conversations_epochshare",
    "conversations_message",
)


def left(pair: Pair) -> list[int]:
    """How many rows there are of all that is a young person's."""
    tables = " UNION ALL ".join(f"SELECT count(*) FROM {name}" for name in OF_THEIRS)
    young = "SELECT count(*) FROM keys_identity WHERE kind = 'young'"
    return [count for (count,) in pair.server.sql(f"{tables} UNION ALL {young}")]


def test_everything_goes_at_once(pair: Pair) -> None:
    young = pair.young
    for page in (young, pair.peer):
        watch_of(page).allow("status of 404", "WebSocket connection to")
    pair.server.sql(
        "DELETE FROM keys_identity i WHERE kind = 'young' AND NOT EXISTS (SELECT 1 FROM youth_youngperson y WHERE y.identity_id = i.id)"
    )
    young.get_by_text("Mere", exact=True).click()
    press(young, "Slet alt nu")
    headed(young, "Slet alt nu")
    examine(young, "young: delete")
    press(young, "Slet alt")
    assert min(left(pair)) > 0  # nothing yet: it takes a second tap
    press(young, "Tryk en gang til for at slette alt")
    headed(young, "Nu er alt slettet.")
    examine(young, "young: deleted")
    assert set(left(pair)) == {0}
    expect(pair.panel).to_have_count(0)
    expect(pair.peer.get_by_text("Samtalen er slettet")).to_be_visible()
    assert FIRST not in pair.peer.content()
    young.goto(f"{pair.server.address()}/retur/")
    headed(young, "Velkommen tilbage")
    assert FIRST not in young.content()
