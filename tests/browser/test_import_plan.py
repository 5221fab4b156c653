"""What comes from elsewhere, before anybody else sees it: a file's changes, and voices."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser import steps
from tests.browser.steps import headed, press
from tests.browser.watch import examine

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.live import Server

pytestmark = pytest.mark.browser

WIDTHS = (1280, 390, 320)
IMPORT = "/vaerksted/import/"


def seen(page: Page, state: str) -> None:
    """Look at a page at every width."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        examine(page, state)


@pytest.fixture
def editor(server: Server, visit: Callable[..., Page]) -> Page:
    """Ishøj's editor, logged in at the import."""
    page = visit(1280, 900)
    steps.log_in(page, server, steps.login("redaktoer", "ishoej"), IMPORT)
    headed(page, "Eksport og import")
    return page


def exported(editor: Page) -> dict[str, Any]:
    """Return the whole catalogue, as the editor's browser gets it."""
    found: dict[str, Any] = editor.evaluate(
        "() => fetch('/vaerksted/import/katalog.json').then((answer) => answer.json())"
    )
    return found


def test_a_change_that_the_young_would_see_is_ticked(editor: Page, tmp_path: Path) -> None:
    data = exported(editor)
    tool = next(one for one in data["tools"] if one["state"] == "published" and one["links"])
    before = dict(tool)
    kept, tool["minutes"] = tool["links"][0]["url"], 7
    tool["links"][0]["url"] = "https://et-andet-sted.example/med/en/lang/adresse/som/ikke/brydes"
    tool["example"], tool["provider"] = False, None
    tool["price"] = "free" if tool["price"] != "free" else "once"
    tool["data"] = [] if tool["data"] else ["health"]
    file = tmp_path / "katalog.json"
    file.write_text(json.dumps(data), encoding="utf-8")
    editor.locator("input[type=file]").set_input_files(file)
    editor.locator("form:has(input[type=file]) button").click()
    expect(editor.locator("ins", has_text="et-andet-sted.example")).to_be_visible()
    expect(editor.locator("del", has_text=kept)).to_be_visible()
    assert editor.locator("input[name=take]").count() == 5
    seen(editor, "what an import changes")
    editor.get_by_label("Tag det med: et opfundet eksempel").check()
    press(editor, "Importér, også det med flueben")
    after = exported(editor)
    now = next(one for one in after["tools"] if one["id"] == tool["id"])
    assert (now["minutes"], now["links"][0]["url"]) == (7, kept)
    assert (now["price"], now["data"]) == (before["price"], before["data"])


def test_what_others_say_and_where_it_is_read(editor: Page, server: Server) -> None:
    home = editor.url.split("/vaerksted")[0]
    editor.goto(f"{home}/vaerksted/svar/")
    seen(editor, "voices to be read")
    editor.goto(f"{server.address('dragoer')}/vaerktoej/foerste-saetning/")
    expect(editor.get_by_text("Mindst", exact=False).first).to_be_visible()
    seen(editor, "a tool's voices")
