"""One tap calls the professional on duty, who reads nothing before a participant's browser shares."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser import steps
from tests.browser.conftest import FIRST, Pair
from tests.browser.steps import press
from tests.browser.watch import examine

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page, Route

pytestmark = pytest.mark.browser

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


def share_now(peer: Page, held: list[Route]) -> None:
    """Let the peer's browser share, and hold nothing back any more."""
    peer.route("**/epochs", lambda route: route.continue_())
    assert len(held) == 1
    held.pop().continue_()


def answer_call(pair: Pair, professional: Page) -> Locator:
    """One tap by the peer; the young person is told; the professional sees who calls."""
    expect(professional.get_by_text("Ingen kalder lige nu.")).to_be_visible()
    examine(professional, "professional: on duty")
    press(pair.panel, "Kald en fagperson")
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
