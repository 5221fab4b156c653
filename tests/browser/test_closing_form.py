"""The administrator changes the registration after a conversation by its buttons."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser import steps
from tests.browser.steps import headed, press
from tests.browser.watch import examine, watch_of

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.live import Server

pytestmark = pytest.mark.browser
TITLE = "Registrering efter en samtale"


def test_a_question_is_added_moved_seen_and_saved(
    server: Server, visit: Callable[..., Page]
) -> None:
    page = visit(1280, 800)
    steps.log_in(page, server, steps.login("administrator", "ishoej"), "/styring/")
    page.get_by_role("link", name=TITLE).click()
    headed(page, TITLE)
    count = page.get_by_role("group", name=re.compile("^Spørgsmål [0-9]")).count()
    preview = page.get_by_role("region", name="Som den frivillige ser det")

    press(page, "Ja eller nej")
    added = page.get_by_role("group", name=f"Spørgsmål {count + 1}: ja eller nej")
    added.get_by_label("Dansk").fill("Var det svært?")
    watch_of(page).allow("status of 400")
    press(page, "Gem som ny udgave")
    expect(page.get_by_role("alert")).to_contain_text("mangler ord på dansk eller engelsk")
    added.get_by_label("Engelsk").fill("Was it hard?")
    added.get_by_role("button", name="Flyt spørgsmålet op").click()
    moved = page.get_by_role("group", name=f"Spørgsmål {count}: ja eller nej")
    expect(moved.get_by_label("Dansk")).to_have_value("Var det svært?")
    expect(preview.get_by_role("group").nth(count - 1)).to_contain_text("Var det svært?")

    for width in (1280, 390, 320):
        page.set_viewport_size({"width": width, "height": 800})
        page.evaluate("scrollTo(0, 0)")  # the bar at the top covers nothing there
        examine(page, "registration")
        if to := os.environ.get("LOOK"):
            page.screenshot(path=f"{to}/closing-{width}.png", full_page=True)
    press(page, "Gem som ny udgave")
    expect(page.get_by_text("Gemt.")).to_be_visible()
    entry = page.get_by_role("region", name="Historik").get_by_role("listitem").first
    expect(entry).to_contain_text("Vibeke")
    expect(entry).to_contain_text("Var det svært? / Was it hard?")
