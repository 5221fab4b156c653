"""A report: shown by the young person, opened by a professional, noted, and told to the other."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser import steps
from tests.browser.conftest import FIRST, REPLY, Pair
from tests.browser.steps import headed, press
from tests.browser.watch import examine

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

LOGGED = "SELECT action FROM safeguarding_accessentry ORDER BY at"


def test_a_report_is_opened_noted_and_told(pair: Pair, staff: Callable[..., Page]) -> None:
    noted = len(pair.server.sql(LOGGED))
    report(pair.young)
    reader = staff("fagperson", "/fag/anmeldelser/")
    examine(reader, "reports: one")
    press(reader, "Åbn", exact=False)
    headed(reader, "Åbn anmeldelsen")
    assert FIRST not in reader.content()
    examine(reader, "reports: before opening")
    reader.get_by_role("radio", name="Ja, fortæl det").check()
    press(reader, "Åbn og læs")
    headed(reader, "Den delte samtale")
    expect(reader.get_by_text("Alle beskeder er kontrolleret")).to_be_visible()
    examine(reader, "reports: open")
    for text in (FIRST, REPLY):
        expect(reader.get_by_text(text, exact=True)).to_be_visible()
    assert pair.server.sql(LOGGED)[noted:] == [("report-opened",)]
    expect(pair.panel.get_by_text("En fagperson har læst noget af samtalen")).to_be_visible()
    examine(pair.peer, "peer: told that it was read")
    steps.write(pair.panel, "Vi skriver bare videre.")
    steps.reads(pair.young, "Vi skriver bare videre.")
    assert "Vi skriver bare videre." not in reader.content()


def test_a_peer_reports_and_the_young_person_is_not_told(
    pair: Pair, staff: Callable[..., Page]
) -> None:
    """Not told is a choice that takes a reason, and the reason is kept."""
    press(pair.peer, "Meld samtalen")
    examine(pair.peer, "peer: report")
    press(pair.peer, "Meld den")
    expect(pair.peer.get_by_text("Samtalen er meldt.")).to_be_visible()
    reader = staff("fagperson", "/fag/anmeldelser/")
    press(reader, "Åbn", exact=False)
    reader.get_by_role("radio", name="Nej, ikke nu").check()
    press(reader, "Åbn og læs")
    expect(reader.get_by_role("alert")).to_have_text("Skriv grunden, før du åbner.")
    reader.get_by_label("Hvorfor ikke?").fill("Det kan bringe den unge i fare.")
    examine(reader, "reports: why not told")
    press(reader, "Åbn og læs")
    expect(reader.get_by_text(FIRST, exact=True)).to_be_visible()
    [(reason,)] = pair.server.sql("SELECT not_told_because FROM conversations_report")
    assert reason == "Det kan bringe den unge i fare."
    steps.write(pair.panel, "Er du der stadig?")  # what comes after: nothing was told before it
    steps.reads(pair.young, "Er du der stadig?")
    expect(pair.young.get_by_text("En fagperson har læst")).to_have_count(0)


def report(young: Page) -> None:
    """Two taps and one to send; what is shown, and to whom, is said before."""
    young.get_by_text("Mere", exact=True).click()
    press(young, "Meld samtalen")
    headed(young, "Meld samtalen")
    examine(young, "young: report")
    press(young, "Meld det")
    expect(young.get_by_text("Tak, fordi du sagde det.")).to_be_visible()
    press(young, "Tilbage")
    steps.reads(young, FIRST)
