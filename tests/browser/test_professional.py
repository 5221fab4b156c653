"""One tap calls the professional on duty, who reads nothing before a participant's browser shares."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser import steps
from tests.browser.conftest import FIRST, Pair
from tests.browser.steps import press
from tests.browser.watch import examine, watch_of

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page, Route

pytestmark = pytest.mark.browser

CALL, NOBODY = "Kald en fagperson", "Der er ingen fagperson på vagt lige nu."
THREE = ["Du", "Freja (frivillig)", "Karen (fagperson)"]


def test_a_professional_is_called_joins_and_leaves(pair: Pair, staff: Callable[..., Page]) -> None:
    held: list[Route] = []
    pair.peer.route(
        "**/epochs", lambda route: held.append(route)
    )  # the peer's browser has not shared yet
    professional = staff("vagt", "/fag/")
    steps.go_on_duty(professional)
    panel = answer_call(pair, professional)
    expect(panel.get_by_text("Vi venter på, at Freja deler samtalen med dig.")).to_be_visible()
    examine(professional, "professional: before the share")
    assert FIRST not in professional.content()
    share_now(pair.peer, held)
    expect(pair.young.get_by_text("Karen er fagperson og er med nu.")).to_be_visible()
    all_three_read(pair, panel)
    go_out(pair, professional)


def test_a_call_is_offered_while_a_professional_is_on_duty(
    pair: Pair, staff: Callable[..., Page]
) -> None:
    """Both sides read it at once; in between there is Hjælp nu, and a tap that comes too late."""
    pair.young.get_by_text("Mere", exact=True).click()
    both = (pair.young, pair.panel)
    nobody_is_there(pair)
    professional = staff("vagt", "/fag/")
    steps.go_on_duty(professional)
    for place in both:
        expect(place.get_by_role("button", name=CALL)).to_be_visible()
        expect(place.get_by_text(NOBODY)).to_have_count(0)
    examine(pair.young, "young: a professional on duty")
    too_late(pair, professional)
    for place in both:
        expect(place.get_by_role("button", name=CALL)).to_have_count(0)


def nobody_is_there(pair: Pair) -> None:
    """The young person is shown who to call instead, the peer the page of help."""
    for place in (pair.young, pair.panel):
        expect(place.get_by_text(NOBODY)).to_be_visible()
        expect(place.get_by_role("button", name=CALL)).to_have_count(0)
    examine(pair.young, "young: no professional on duty")
    examine(pair.peer, "peer: no professional on duty")
    help_page = pair.panel.get_by_role("link", name="Hjælp nu")
    assert help_page.get_attribute("href") == "/hjaelp/"
    press(pair.young.get_by_role("main"), "Hjælp nu")
    card = pair.young.get_by_role("region", name="Hjælp nu")
    expect(card.get_by_role("link", name="Ring Livslinien")).to_be_in_viewport()
    expect(card.get_by_role("button")).to_have_text(["Luk"])
    press(card, "Luk")


def too_late(pair: Pair, professional: Page) -> None:
    """The professional goes home, and the browser of who calls has not heard of it yet."""
    watch_of(pair.young).allow("status of 409")
    pair.young.route("**/call", lambda route: go_home(professional, route))
    press(pair.young, CALL)
    card = pair.young.get_by_role("region", name="Hjælp nu")
    expect(card.get_by_text(NOBODY)).to_be_visible()
    expect(card.get_by_role("button")).to_have_text(["Luk"])
    examine(pair.young, "young: called too late")
    calls = "SELECT count(*) FROM conversations_call"
    assert pair.server.sql(calls) == [(0,)]


def go_home(professional: Page, route: Route) -> None:
    """Go off duty, before the call comes to the server."""
    switch = professional.get_by_role("switch")
    switch.click()
    expect(switch).to_have_attribute("aria-checked", "false")
    route.continue_()


def share_now(peer: Page, held: list[Route]) -> None:
    """Let the peer's browser share, and hold nothing back any more."""
    peer.route("**/epochs", lambda route: route.continue_())
    assert len(held) == 1
    held.pop().continue_()


def answer_call(pair: Pair, professional: Page) -> Locator:
    """One tap by the peer; the young person is told; the professional sees who calls."""
    expect(professional.get_by_text("Ingen kalder lige nu.")).to_be_visible()
    examine(professional, "professional: on duty")
    press(pair.panel, CALL)
    expect(pair.panel.get_by_text("En fagperson er kaldt. Bliv her.")).to_be_visible()
    expect(pair.young.get_by_text("Freja har kaldt en fagperson.")).to_be_visible()
    expect(professional.get_by_text("Freja (frivillig) kalder")).to_be_visible()
    assert pair.nickname not in professional.content()
    examine(professional, "professional: called")
    press(professional, "Kom med", exact=False)
    return steps.panel(professional, pair.nickname)


def all_three_read(pair: Pair, panel: Locator) -> None:
    """From now on the professional reads; what was before was not shared."""
    steps.write(pair.young, "Nu er vi tre.")
    steps.reads(panel, "Nu er vi tre.")
    expect(panel.get_by_text("fra før er ikke delt med dig.")).to_be_visible()
    expect(steps.message(panel, FIRST)).to_have_count(0)
    steps.can_read(pair.young, *THREE)
    steps.write(panel, "Hej, jeg hedder Karen.")
    steps.reads(pair.young, "Hej, jeg hedder Karen.")
    steps.reads(pair.panel, "Hej, jeg hedder Karen.")


def go_out(pair: Pair, professional: Page) -> None:
    """The list is two again, and what is written then is not for the professional."""
    press(professional, "Gå ud")
    examine(professional, "professional: asked before leaving")
    steps.confirm(professional, "Ja, gå ud")
    expect(professional.get_by_text("Du er gået ud af samtalen.")).to_be_visible()
    steps.can_read(pair.young, *THREE[:2])
    steps.write(pair.young, "Nu er vi to igen.")
    steps.reads(pair.panel, "Nu er vi to igen.")
    assert "Nu er vi to igen." not in professional.content()
