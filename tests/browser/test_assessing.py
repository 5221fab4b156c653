"""Two assessors score apart, agree, and settle; everybody reads how a tool was assessed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser import steps
from tests.browser.steps import headed, press
from tests.browser.watch import examine, watch_of

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from tests.live import Server

pytestmark = pytest.mark.browser

HOME = "/vaerksted/vurderinger/"
TITLE = "Ugens tråd: psykologisk-pædagogisk"


@pytest.fixture
def desk(server: Server, visit: Callable[..., Page]) -> Callable[[str], Page]:
    """Return a maker of Ishøj's assessors, each logged in at the assessments."""

    def make(key: str) -> Page:
        page = visit(1280, 800)
        steps.log_in(page, server, steps.login(key, "ishoej"), HOME)
        headed(page, "Vurderinger")
        return page

    return make


def fits(page: Page, name: str) -> None:
    """Examine a page on a desk and on a small phone."""
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        examine(page, name)


def questions(page: Page) -> list[Locator]:
    """The questions on the form. What is known of the tool is folded up above them."""
    return page.get_by_role("group").filter(has=page.get_by_role("radio")).all()


def test_scored_apart_agreed_and_settled(desk: Callable[[str], Page]) -> None:
    one = desk("vurderer")
    fits(one, "assessing: list")
    one.get_by_role("region", name="Du skal vurdere").get_by_role("link").first.click()
    headed(one, TITLE)
    fits(one, "assessing: scores")
    watch_of(one).allow("status of 400")
    press(one, "Aflevér")
    expect(one.get_by_role("alert").first).to_contain_text("kan ikke afleveres endnu")
    for question in questions(one):
        question.get_by_role("radio").nth(2).check()
    one.get_by_label("Hvorfor", exact=True).first.fill("Set på to telefoner.")
    press(one, "Gem, og fortsæt senere")
    expect(one.get_by_text("Gemt. Kun du kan se det.")).to_be_visible()
    press(one, "Aflevér")
    expect(one.get_by_text("Afleveret. Du ser de andres point")).to_be_visible()

    one.get_by_role("link", name=TITLE.partition(":")[0]).first.click()
    fits(one, "assessing: compared")
    one.get_by_role("link", name="Bliv enige om pointene").click()
    headed(one, "Bliv enige om pointene")
    fits(one, "assessing: consensus")
    for question in questions(one):
        question.get_by_role("radio", name="3", exact=True).check()
        question.get_by_role("textbox").fill("Vi prøvede det sammen.")
    one.get_by_label("Konklusion, dansk").fill("Godt til at begynde med.")
    press(one, "Foreslå som resultat")
    expect(one.get_by_text("Foreslået. En anden af jer bekræfter det.")).to_be_visible()

    other = desk("vurderer2")
    other.get_by_role("link", name=TITLE.partition(":")[0]).first.click()
    other.get_by_role("link", name="Bliv enige om pointene").click()
    press(other, "Bekræft resultatet")
    expect(other.get_by_text("Afsluttet.")).to_be_visible()
    expect(other.get_by_text("Godt til at begynde med.")).to_be_visible()
    fits(other, "assessing: settled")


def test_everybody_reads_how_a_tool_was_assessed(
    server: Server, visit: Callable[..., Page]
) -> None:
    page = visit()
    page.goto(f"{server.address('ishoej')}/vaerktoejer/")
    page.get_by_role("main").locator("a[href^='/vaerktoej/']").first.click()
    page.goto(f"{page.url.partition('?')[0]}vurdering/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Vurderingen af")
    question = page.locator("details.criterion").first
    question.locator("summary").press("Enter")
    expect(question.get_by_text("Det betyder pointene:")).to_be_visible()
    fits(page, "assessment: public")
    page.get_by_role("link", name="English").click()
    expect(page.get_by_text("All in all").first).to_be_visible()


def test_rubrics_and_deep_reviews_fit(server: Server, visit: Callable[..., Page]) -> None:
    page = visit(1280, 800)
    steps.log_in(page, server, steps.login("redaktoer", "ishoej"), HOME)
    for path in ("ny/", "skemaer/", "dyk/"):
        page.goto(f"{server.address('ishoej')}{HOME}{path}")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        fits(page, f"assessing: {path}")
    page.goto(f"{server.address('ishoej')}{HOME}skemaer/")
    page.locator(".rows").get_by_role("link").first.click()
    headed(page, "Kriterier")
    fits(page, "assessing: a rubric")
