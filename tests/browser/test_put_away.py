"""A tool that is put away: its page, its assessments, and what a newer assessment replaced."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.watch import examine, watch_of

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.live import Server

pytestmark = pytest.mark.browser

SLUG = "ankerplads"
TOOL = "(SELECT t.id FROM toolbox_tool t JOIN tenancy_municipality m ON m.id = t.municipality_id"
TOOL += " WHERE m.slug = 'dragoer' AND t.slug = %s)"


@pytest.fixture
def away(server: Server) -> Iterator[str]:
    """The address of a tool of Dragør's that is retired for the length of a test."""
    server.sql(
        "INSERT INTO toolbox_statechange (id, municipality_id, tool_id, from_state, to_state,"
        " reason, at) SELECT gen_random_uuid(), municipality_id, id, 'reviewing', 'retired',"
        f" 'Siden er lukket af dem, der lavede den.', now() FROM toolbox_tool WHERE id = {TOOL}",
        SLUG,
    )
    server.sql(f"UPDATE toolbox_tool SET state = 'retired' WHERE id = {TOOL}", SLUG)
    yield f"{server.address()}/vaerktoej/{SLUG}/"
    server.sql(f"UPDATE toolbox_tool SET state = 'published' WHERE id = {TOOL}", SLUG)
    server.sql(
        f"DELETE FROM toolbox_statechange WHERE to_state = 'retired' AND tool_id = {TOOL}", SLUG
    )


def fits(page: Page, name: str) -> None:
    """Examine a page on phones and on a desk."""
    for width in (320, 390, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        examine(page, f"{name} {width}")


def test_where_a_saved_tool_led_to_it_is_said_that_it_is_put_away(
    away: str, visit: Callable[..., Page]
) -> None:
    page = visit()
    watch_of(page).allow("status of 410")
    page.goto(f"{away}vejledning/young/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ankerplads er lagt væk")
    expect(page.get_by_text("Siden er lukket af dem, der lavede den.")).to_be_visible()
    fits(page, "put away")
    page.get_by_role("link", name="Se, hvordan det blev vurderet").click()
    expect(page.get_by_text("Værktøjet er lagt væk")).to_be_visible()
    fits(page, "put away: assessments")
    page.get_by_role("link", name="Se hvorfor").click()
    expect(page.get_by_text("Siden er lukket af dem, der lavede den.")).to_be_in_viewport()
    page.goto(away)
    page.get_by_role("link", name="Find et andet værktøj").click()
    expect(page).to_have_url(away.partition("/vaerktoej/")[0] + "/vaerktoejer/")


def test_what_was_replaced_opens_without_a_script(
    server: Server, visit: Callable[..., Page]
) -> None:
    page = visit(java_script_enabled=False)
    page.goto(f"{server.address()}/vaerktoej/{SLUG}/vurdering/")
    told = page.get_by_role("region", name="Alle vurderinger af værktøjet")
    expect(told.get_by_text("Der kom en ny udgave, mens vi så på den gamle.")).to_be_visible()
    replaced = told.locator("details.past-one")
    replaced.locator("summary").first.click()
    expect(replaced.get_by_text("En nyere har afløst den.")).to_be_visible()
    question = replaced.locator("details.criterion").first
    question.locator("summary").click()
    expect(question.get_by_text("betyder:").first).to_be_visible()


def test_the_history_fits(server: Server, visit: Callable[..., Page]) -> None:
    page = visit()
    page.goto(f"{server.address()}/vaerktoej/{SLUG}/vurdering/")
    page.locator("details.past-one > summary").click()
    page.locator("details.past-one details.criterion > summary").first.click()
    fits(page, "assessment: history")
