"""An editor corrects a tool and decides about it; the workshop fits a phone and a desk."""

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

TOOLS = "/vaerksted/vaerktoejer/"
PAGES = [TOOLS, f"{TOOLS}?state=candidate", f"{TOOLS}nyt/", "/vaerksted/ord/"]
PAGES += [f"/vaerksted/ord/{name}/" for name in ("facetter", "synonymer", "organisationer")]
PAGES += ["/vaerksted/ord/vurderere/", "/vaerksted/ord/indstillinger/"]


@pytest.fixture
def editor(server: Server, visit: Callable[..., Page]) -> Page:
    """Ishøj's editor, logged in at the list of tools."""
    page = visit(1280, 800)
    steps.log_in(page, server, steps.login("redaktoer", "ishoej"), TOOLS)
    headed(page, "Værktøjer")
    return page


def test_a_candidate_is_described_and_assessed(server: Server, editor: Page) -> None:
    editor.get_by_role("link", name="Nyt værktøj").click()
    editor.get_by_label("Navn", exact=True).fill("Søvnlyde til prøve")
    editor.get_by_label("Hvad det er, på én linje, dansk").fill("Rolige lyde til natten.")
    editor.get_by_label("Eller en ny udbyder").fill("Eksempelfonden for lyd")
    editor.get_by_label("Hvorfor det er en kandidat").fill("Set på et bibliotek.")
    press(editor, "Tilføj")
    headed(editor, "Søvnlyde til prøve")
    editor.get_by_label("Det er på papir").check()
    editor.get_by_role("group", name="Hvornår og hvor").get_by_role("checkbox").first.check()
    editor.get_by_label("Minutter ad gangen").fill("10")
    press(editor, "Gem")
    expect(editor.get_by_text("Gemt.")).to_be_visible()
    expect(editor.get_by_label("Minutter ad gangen")).to_have_value("10")
    examine(editor, "workshop: a tool")

    editor.get_by_role("link", name="Beslut, hvad der skal ske nu").click()
    editor.get_by_label("Lad det blive vurderet").check()
    editor.get_by_label("Hvorfor").fill("De unge spørger efter lyde.")
    press(editor, "Beslut")
    expect(editor.get_by_text("«Søvnlyde til prøve» er nu: under vurdering.")).to_be_visible()

    editor.get_by_role("link", name="Beslut, hvad der skal ske nu").click()
    missing = editor.get_by_role("listitem").filter(has_text="En gyldig")
    expect(missing).to_have_count(2)
    examine(editor, "workshop: a decision")
    editor.go_back()
    editor.get_by_role("main").get_by_role("link", name="Historik").click()
    expect(editor.get_by_text("De unge spørger efter lyde.")).to_be_visible()
    examine(editor, "workshop: a history")


def test_every_page_of_the_workshop_fits(server: Server, editor: Page) -> None:
    first = editor.get_by_role("main").locator(".rows").get_by_role("link").first
    tool = first.get_attribute("href") or ""
    for path in [*PAGES, tool, f"{tool}tilstand/", f"{tool}historie/"]:
        editor.goto(f"{server.address('ishoej')}{path}")
        expect(editor.get_by_role("heading", level=1)).to_be_visible()
        for width in (1280, 320):
            editor.set_viewport_size({"width": width, "height": 800})
            examine(editor, f"workshop: {path}")
