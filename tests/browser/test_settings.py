"""The administrator changes hours and a crisis line: the young people's pages show it, the history says who."""

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

PAGES = ["", "navn/", "udseende/", "samtaler/", "helligdage/", "aabningstider/", "hjaelpelinjer/"]
PAGES += ["registrering/", "tekster/", "ord/", "medlemmer/"]


@pytest.fixture
def administrator(server: Server, visit: Callable[..., Page]) -> Page:
    """Ishøj's administrator, logged in at the settings."""
    page = visit(1280, 800)
    steps.log_in(page, server, steps.login("administrator", "ishoej"), "/styring/")
    headed(page, "Indstillinger")
    return page


def test_what_is_changed_is_shown_and_remembered(
    server: Server, administrator: Page, visit: Callable[..., Page]
) -> None:
    page, young = administrator, visit()
    page.get_by_role("link", name="Hjælpelinjer").click()
    page.get_by_role("link", name="Akuttelefonen").click()
    page.get_by_label("Åbent, dansk").fill("Hver dag efter klokken 16")
    press(page, "Gem")
    expect(page.get_by_text("Gemt.")).to_be_visible()
    history(page, "Når din egen læge har lukket", "Hver dag efter klokken 16")
    young.goto(f"{server.address('ishoej')}/hjaelp/")
    expect(young.get_by_text("Hver dag efter klokken 16")).to_be_visible()

    page.goto(f"{server.address('ishoej')}/styring/aabningstider/")
    page.get_by_role("main").get_by_role("listitem").get_by_role("link").first.click()
    page.get_by_label("Åbner").fill("09:15")
    press(page, "Gem")
    expect(page.get_by_text("Gemt.")).to_be_visible()
    history(page, "12:00", "09:15")


def history(page: Page, before: str, after: str) -> None:
    """The newest entry says what was before and is now, and who changed it today."""
    entry = page.get_by_role("region", name="Historik").get_by_role("listitem").first
    expect(entry).to_contain_text("Vibeke")
    expect(entry).to_contain_text(before)
    expect(entry).to_contain_text(after)


def test_every_page_of_the_settings_fits(server: Server, administrator: Page) -> None:
    for path in PAGES:
        administrator.goto(f"{server.address('ishoej')}/styring/{path}")
        expect(administrator.get_by_role("heading", level=1)).to_be_visible()
        for width in (1280, 320):
            administrator.set_viewport_size({"width": width, "height": 800})
            examine(administrator, f"settings: /{path}")
