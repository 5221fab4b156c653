"""A guide is written, looked at, published and read; a catalogue goes out and comes in again."""

from __future__ import annotations

import json
from collections.abc import Callable
from http.client import HTTPConnection
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser import steps
from tests.browser.steps import headed, press
from tests.browser.watch import examine, watch_of

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.live import Server

pytestmark = pytest.mark.browser

GUIDES = "/vaerksted/vejledninger/"
NOT_WHEN = "Brug det ikke, hvis du er i fare."
WIDTHS = (1280, 390, 320)


@pytest.fixture
def editor(server: Server, visit: Callable[..., Page]) -> Page:
    """Ishøj's editor, logged in at the guides."""
    page = visit(1280, 800)
    steps.log_in(page, server, steps.login("redaktoer", "ishoej"), GUIDES)
    headed(page, "Vejledninger")
    return page


def fits(page: Page, state: str) -> None:
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        examine(page, f"{state} at {width}")


def fetched(server: Server, path: str) -> bytes:
    """Return what Ishøj's host answers to somebody who is no browser."""
    link = HTTPConnection("127.0.0.1", server.port, timeout=20)
    link.request("GET", path, headers={"Host": f"ishoej.localhost:{server.port}"})
    answer = link.getresponse()
    assert answer.status == 200, path
    return answer.read()


def public_tools(server: Server) -> list[dict[str, Any]]:
    """Return the tools that everybody sees."""
    found: list[dict[str, Any]] = json.loads(fetched(server, "/vaerktoejer/katalog.json"))["tools"]
    return found


def test_a_guide_is_written_published_and_read(
    server: Server, editor: Page, visit: Callable[..., Page]
) -> None:
    tool = public_tools(server)[0]
    name, slug = tool["name"], tool["slug"]
    fits(editor, "guides: all of them")
    editor.set_viewport_size({"width": 1280, "height": 800})
    row = editor.get_by_role("row").filter(has=editor.get_by_role("rowheader", name=name))
    row.get_by_role("link").first.click()
    headed(editor, f"{name}: til den unge")
    editor.get_by_label("Vejledning, dansk").fill("# Sådan gør du\n\nÅbn siden.\n\n- Træk vejret")
    editor.get_by_label("Hvornår du ikke skal bruge det, dansk").fill(NOT_WHEN)
    editor.get_by_label("Hvad du kan gøre i stedet, dansk").fill("Ring [112](tel:112).")
    press(editor, "Se, hvordan den ser ud")
    preview = editor.get_by_role("region", name="Sådan ser den ud, dansk")
    expect(preview.get_by_role("heading", name="Sådan gør du")).to_be_visible()
    fits(editor, "guides: writing")
    editor.set_viewport_size({"width": 1280, "height": 800})
    for field in ("Vejledning, engelsk", "Hvornår du ikke skal bruge det, engelsk"):
        editor.get_by_label(field).fill("")
    editor.get_by_label("Hvad du kan gøre i stedet, engelsk").fill("")
    press(editor, "Offentliggør")
    expect(editor.get_by_text("Offentliggjort.")).to_be_visible()
    editor.get_by_role("link", name="Alle udgaver").click()
    editor.get_by_role("listitem").filter(has_text="Offentliggjort").get_by_role(
        "link"
    ).first.click()
    fits(editor, "guides: a version")

    reader = visit(390, 844)
    reader.goto(f"{server.address('ishoej')}/vaerktoej/{slug}/vejledning/young/")
    headed(reader, f"{name}: vejledning")
    expect(reader.get_by_text(NOT_WHEN)).to_be_in_viewport()
    fits(reader, "a guide")
    link = reader.get_by_role("link", name="Print den eller gem den: PDF").get_attribute("href")
    assert fetched(server, str(link)).startswith(b"%PDF-")


def test_a_guide_needs_no_script(server: Server, open_page: Callable[..., Page]) -> None:
    page = open_page(390, 844, java_script_enabled=False)
    tool = next(tool for tool in public_tools(server) if tool["guides"])
    audience = tool["guides"][0]["audience"]
    page.goto(f"{server.address('ishoej')}/vaerktoej/{tool['slug']}/vejledning/{audience}/")
    headed(page, f"{tool['name']}: vejledning")
    expect(page.get_by_role("heading", name="Hvornår du ikke skal bruge det")).to_be_visible()


def test_a_catalogue_is_looked_at_and_imported(
    server: Server, editor: Page, tmp_path: Path
) -> None:
    editor.goto(f"{server.address('ishoej')}/vaerksted/import/")
    fits(editor, "the import")
    catalogue = {
        "format": "urn:naere:catalogue:1",
        "municipality": {"slug": "et", "name": "Et Andet Sted"},
        "organisations": [],
        "facets": [],
        "tools": [
            {
                "id": "0190a7a0-0000-7000-8000-00000000aaaa",
                "slug": "hentet-udefra",
                "name": "Hentet udefra",
                "line": {"da": "Et eksempel på en linje"},
                "price": "dyrt",
                "example": True,
                "facets": [],
                "links": [{"platform": "web", "url": "https://hentet.example/"}],
            }
        ],
    }
    watch_of(editor).allow("status of 400")
    file = tmp_path / "katalog.json"
    file.write_text(json.dumps(catalogue))
    editor.set_viewport_size({"width": 1280, "height": 800})
    editor.get_by_label("Katalog").set_input_files(file)
    press(editor, "Se, hvad filen vil ændre")
    expect(editor.get_by_text("$.tools[0].price")).to_be_visible()
    fits(editor, "an import with faults")
    file.write_text(json.dumps(catalogue).replace("dyrt", "free"))
    editor.get_by_label("Katalog").set_input_files(file)
    press(editor, "Se, hvad filen vil ændre")
    headed(editor, "Det vil kataloget fra Et Andet Sted ændre")
    fits(editor, "an import")
    press(editor, "Importér det hele")
    expect(editor.get_by_text("1 værktøj importeret.")).to_be_visible()
