"""A line that goes away, a page that is loaded again, two tabs, a server that dies: nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser import steps
from tests.browser.conftest import FIRST, REPLY, Pair
from tests.browser.watch import examine, watch_of

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.live import Server

pytestmark = pytest.mark.browser

AWAY = ("net::ERR_", "WebSocket connection to")


def test_what_is_written_without_a_line_is_delivered_once(pair: Pair) -> None:
    young = pair.young
    watch_of(young).allow(*AWAY)
    young.context.set_offline(True)
    expect(young.get_by_text("Du er ikke på nettet lige nu.")).to_be_visible()
    texts = ["Er du der endnu?", "Jeg kører i tog."]
    for text in texts:
        steps.write(young, text)
        steps.is_status(young, text, "Er på vej")
    examine(young, "young: offline")
    assert len(stored(pair.server)) == 2
    young.context.set_offline(False)
    for text in texts:
        steps.is_status(young, text, "Set")
        expect(steps.message(pair.panel, text)).to_have_count(1)
    assert len(stored(pair.server)) == 4
    said = pair.panel.get_by_role("log").inner_text()
    assert said.index(texts[0]) < said.index(texts[1])


def test_two_tabs_and_a_page_loaded_again(pair: Pair) -> None:
    first = pair.young
    first.reload()
    for text in (FIRST, REPLY):
        steps.reads(first, text)
    second = first.context.new_page()
    second.goto(f"{pair.server.address()}/skriv/")
    steps.headed(second, f"Du er her som {pair.nickname}. Er det dig?")
    assert REPLY not in second.content()
    steps.press(second, "Ja, det er mig")
    steps.reads(second, REPLY)
    steps.write(second, "Fra den anden fane.")
    steps.write(first, "Fra den første fane.")
    for text in ("Fra den anden fane.", "Fra den første fane."):
        for place in (first, second, pair.panel):
            expect(steps.message(place, text)).to_have_count(1)
    second.close()
    steps.write(first, "Og en til.")
    steps.reads(pair.panel, "Og en til.")
    assert sorted(stored(pair.server)) == [1, 2, 3, 4, 5]


@pytest.mark.crash
def test_another_person_in_a_second_tab_sees_and_takes_nothing(pair: Pair) -> None:
    first = pair.young
    second = first.context.new_page()
    second.goto(f"{pair.server.address()}/skriv/")
    steps.press(second, "Nej, det er ikke mig")
    steps.introduce(second)
    assert REPLY not in second.content()
    steps.headed(first, "Du er logget ud")
    expect(first.get_by_text(REPLY)).to_have_count(0)
    second.close()


def test_a_server_that_dies_in_the_middle_loses_nothing(
    spare: Server, visit: Callable[..., Page]
) -> None:
    from tests.browser.conftest import clear

    clear(spare)
    peer, young = visit(1280, 800), visit()
    for page in (peer, young):
        watch_of(page).allow(*AWAY)
    who = steps.login("frivillig")
    steps.log_in(peer, spare, who, "/frivillig/")
    steps.unlock(peer, who.words)
    steps.go_on_duty(peer)
    nickname = steps.begin(young, spare)
    panel = steps.take(peer, nickname)
    steps.write(young, FIRST)
    steps.reads(panel, FIRST)
    spare.kill()
    steps.write(young, "Skrevet, mens serveren lå ned.")
    steps.write(panel, "Det her også.")
    spare.start()
    steps.reads(panel, "Skrevet, mens serveren lå ned.")
    steps.reads(young, "Det her også.")
    steps.is_status(young, "Skrevet, mens serveren lå ned.", "Set")
    assert sorted(stored(spare)) == [1, 2, 3]


def stored(server: Server) -> list[int]:
    """The places of all stored messages; one conversation is there."""
    return [seq for (seq,) in server.sql("SELECT seq FROM conversations_message")]
