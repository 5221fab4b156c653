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
