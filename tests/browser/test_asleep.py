"""A phone lets tabs in the background sleep: who is there is not taken for nobody."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser import steps
from tests.browser.watch import examine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Page, Route

    from tests.live import Server

pytestmark = pytest.mark.browser

FIRST = "Jeg har brug for at skrive med nogen."
ASKED = "Er du i gang i en anden fane?"
EXERCISE = "oevelser/tryghedsplan/"
SIGN = "Jeg bliver stille"
HOLD = """() => void setTimeout(() => {
  const asking = new XMLHttpRequest();
  asking.open("GET", "/held", false);
  asking.send();
})"""


@pytest.fixture
def young(fresh: Server, visit: Callable[..., Page]) -> Page:
    """Somebody with a letter and no six words, in the only tab."""
    page = visit(390, 800)
    steps.begin(page, fresh, "letter")
    steps.write(page, FIRST)
    steps.is_status(page, FIRST, "Sendt")
    return page


@contextmanager
def asleep(page: Page) -> Iterator[None]:
    """Let nothing in a tab run, as a phone does in the background; what it is told then it hears after.

    Chromium freezes only what is hidden, which no tab of a headless one is: it waits for an answer instead.
    """
    held: list[Route] = []
    page.route("**/held", lambda route: held.append(route))
    with page.expect_request("**/held"):
        page.evaluate(HOLD)
    yield
    held[0].fulfill(body="")
    page.unroute("**/held")


def people(server: Server) -> int:
    [(count,)] = server.sql("SELECT count(*) FROM youth_youngperson")
    return int(str(count))


def test_keeping_in_a_second_tab_does_not_take_the_conversation(fresh: Server, young: Page) -> None:
    second = young.context.new_page()
    second.goto(f"{fresh.address()}/{EXERCISE}")
    second.get_by_label("Hvad mærker jeg hos mig selv?").fill(SIGN)
    with asleep(young):
        steps.press(second, "Gem det til mig")
        steps.headed(second, ASKED)
        examine(second, "exercise: the other tab sleeps")
        steps.press(second, "Ja, i en anden fane")
        steps.headed(second, "Gå til den anden fane")
        examine(second, "exercise: find the other tab")
    steps.press(second, "Prøv igen")
    expect(second.get_by_role("heading", name=re.compile("Du er her som"))).to_be_visible()
    steps.press(second, "Ja, det er mig")
    expect(second.get_by_text("Gemt og låst. Kun du kan åbne det.")).to_be_visible()
    assert people(fresh) == 1
    steps.write(young, "Jeg er her endnu.")
    steps.is_status(young, "Jeg er her endnu.", "Sendt")


def test_a_tab_that_woke_only_for_a_moment_has_answered(fresh: Server, young: Page) -> None:
    second = young.context.new_page()
    second.goto(f"{fresh.address()}/{EXERCISE}")
    with asleep(young):
        steps.press(second, "Gem det til mig")
        steps.headed(second, ASKED)
    expect(steps.pen(young)).to_be_visible()  # awake
    with asleep(young):
        steps.press(second, "Ja, i en anden fane")
        steps.press(second, "Prøv igen")
        steps.press(second, "Ja, det er mig")
        expect(second.get_by_text("Gemt og låst. Kun du kan åbne det.")).to_be_visible()
    assert people(fresh) == 1


def test_writing_anew_beside_a_tab_that_sleeps_is_asked_first(fresh: Server, young: Page) -> None:
    second = young.context.new_page()
    with asleep(young):
        second.goto(f"{fresh.address()}/skriv/")
        steps.headed(second, ASKED)
        assert FIRST not in second.content()
        examine(second, "young: the other tab sleeps")
        steps.press(second, "Nej, begynd som en ny")
        steps.introduce(second)
        assert people(fresh) == 2
    steps.headed(young, "Du er logget ud")


def test_starting_anew_from_the_page_for_six_words_is_asked_first(
    fresh: Server, young: Page
) -> None:
    second = young.context.new_page()
    with asleep(young):
        second.goto(f"{fresh.address()}/retur/")
        second.get_by_text("Er dine ord væk?").click()
        steps.press(second, "Start på ny")
        steps.headed(second, ASKED)
        steps.press(second, "Nej, begynd som en ny")
        steps.headed(second, "Hvad skal vi kalde dig?")
        assert people(fresh) == 1
