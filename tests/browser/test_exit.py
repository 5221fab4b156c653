"""Away at once, no way back, no key left; help reachable from every page, with and without scripts."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser import steps
from tests.browser.steps import headed
from tests.browser.watch import examine, watch_of

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from tests.live import Server

pytestmark = pytest.mark.browser

ELSEWHERE = "https://www.dmi.dk/"
SECRET = "Ingen må se, at jeg skriver her."
KEYS = """() => new Promise((done) => {
  const opening = indexedDB.open("naere-keys");
  opening.onsuccess = () => {
    const base = opening.result;
    if (!base.objectStoreNames.contains("keys")) return done([]);
    const asked = base.transaction("keys").objectStore("keys").getAllKeys();
    asked.onsuccess = () => done(asked.result);
  };
})"""
PATHS = ["", "skriv/", "retur/", "hjaelp/", "saadan/", "om/", "for-paaroerende/", "privatliv/"]
PATHS += ["tilgaengelighed/", "findes-ikke/"]


@pytest.fixture
def young(visit: Callable[..., Page]) -> Page:
    """A phone on which the neutral page is one that we made ourselves."""
    page = visit()
    watch_of(page).allow(f"foreign host: {ELSEWHERE}", "status of 404", "favicon")
    weather = "<!doctype html><title>Vejret</title><p>Sol og lidt regn.</p>"
    page.context.route(
        f"{ELSEWHERE}**",
        lambda route: route.fulfill(body=weather, content_type="text/html; charset=utf-8"),
    )
    return page


@pytest.mark.parametrize("how", ["the button", "Esc twice"])
def test_the_quick_exit_leaves_nothing(fresh: Server, young: Page, how: str) -> None:
    young.goto(f"{fresh.address()}/saadan/")
    steps.begin(young, fresh, "letter")
    steps.write(young, SECRET)
    steps.is_status(young, SECRET, "Sendt")
    assert young.evaluate(KEYS) != []
    if how == "the button":
        young.get_by_role("link", name="Forlad siden").click()
    else:
        young.keyboard.press("Escape")
        young.keyboard.press("Escape")
    expect(young.get_by_text("Sol og lidt regn.")).to_be_visible()
    young.go_back()
    expect(young.get_by_text("Sol og lidt regn.")).to_be_visible()
    young.goto(f"{fresh.address()}/hjaelp/")
    assert young.evaluate(KEYS) == []
    assert young.evaluate("Object.keys(sessionStorage)") == []
    young.goto(f"{fresh.address()}/skriv/")
    headed(young, "Hvad skal vi kalde dig?")
    assert SECRET not in young.content()


def test_it_leaves_nothing_from_a_reading_page_either(fresh: Server, young: Page) -> None:
    steps.begin(young, fresh, "letter")
    young.goto(f"{fresh.address()}/hjaelp/")
    young.get_by_role("link", name="Forlad siden").click()
    expect(young.get_by_text("Sol og lidt regn.")).to_be_visible()
    young.goto(f"{fresh.address()}/hjaelp/")
    nothing_is_left(young, fresh)
    young.goto(f"{fresh.address()}/skriv/")
    headed(young, "Hvad skal vi kalde dig?")


def test_all_tabs_leave(fresh: Server, young: Page) -> None:
    steps.begin(young, fresh, "letter")
    steps.write(young, SECRET)
    steps.is_status(young, SECRET, "Sendt")
    reading = young.context.new_page()
    reading.goto(f"{fresh.address()}/saadan/")
    reading.keyboard.press("Escape")
    reading.keyboard.press("Escape")
    for tab in (reading, young):
        expect(tab.get_by_text("Sol og lidt regn.")).to_be_visible()
    for tab in (reading, young):
        tab.goto(f"{fresh.address()}/hjaelp/")
        nothing_is_left(tab, fresh)


@pytest.mark.parametrize("how", ["the button", "Esc twice"])
def test_tabs_of_which_we_know_nothing_leave_too(fresh: Server, young: Page, how: str) -> None:
    steps.begin(young, fresh, "letter")
    [(slug,)] = fresh.sql("SELECT slug FROM toolbox_tool WHERE state = 'published' LIMIT 1")
    others = []
    for path in (f"vaerktoej/{slug}/", "oevelser/tryghedsplan/", "privatliv/"):
        tab = young.context.new_page()
        tab.goto(f"{fresh.address()}/om/")  # where Back would lead
        tab.goto(f"{fresh.address()}/{path}")
        others.append(tab)
    others[1].get_by_label("Hvad mærker jeg hos mig selv?").fill(SECRET)
    young.bring_to_front()
    if how == "the button":
        young.get_by_role("link", name="Forlad siden").click()
    else:
        steps.pen(young).press("Escape")
        steps.pen(young).press("Escape")
    for tab in (young, *others):
        expect(tab.get_by_text("Sol og lidt regn.")).to_be_visible()
    for tab in others:
        tab.go_back()
        expect(tab.get_by_text("Sol og lidt regn.")).to_be_visible()
        assert "Hvem er vi" not in tab.content()
    others[0].goto(f"{fresh.address()}/hjaelp/")
    nothing_is_left(others[0], fresh)


def test_back_in_one_tab_does_not_close_what_came_since(fresh: Server, young: Page) -> None:
    other = young.context.new_page()
    for path in ("om/", "saadan/"):
        other.goto(f"{fresh.address()}/{path}")
    young.goto(f"{fresh.address()}/hjaelp/")
    young.get_by_role("link", name="Forlad siden").click()
    expect(other.get_by_text("Sol og lidt regn.")).to_be_visible()
    steps.begin(young, fresh, "letter")
    other.go_back()
    expect(other.get_by_text("Sol og lidt regn.")).to_be_visible()
    expect(steps.pen(young)).to_be_visible()
    steps.write(young, SECRET)
    steps.is_status(young, SECRET, "Sendt")


def test_a_page_of_the_staff_stays_when_a_young_person_leaves(fresh: Server, young: Page) -> None:
    desk = young.context.new_page()
    desk.goto(f"{fresh.address()}/frivillig/")
    headed(desk, "Log ind")
    desk.get_by_label("E-mail").fill("freja@example.dk")
    young.goto(f"{fresh.address()}/om/")
    young.get_by_role("link", name="Forlad siden").click()
    expect(young.get_by_text("Sol og lidt regn.")).to_be_visible()
    expect(desk.get_by_label("E-mail")).to_have_value("freja@example.dk")


def nothing_is_left(page: Page, server: Server) -> None:
    """No key, no session, no word, neither here nor in the table of sessions."""
    assert page.evaluate("indexedDB.databases()") == []
    assert page.evaluate("Object.keys(sessionStorage)") == []
    assert [one["name"] for one in page.context.cookies() if "ung" in one["name"]] == []
    assert server.sql("SELECT count(*) FROM youth_youngsession") == [(0,)]


def test_help_and_the_way_out_are_on_every_page(fresh: Server, young: Page) -> None:
    for path in PATHS:
        young.goto(f"{fresh.address()}/{path}")
        for name in ("Hjælp nu", "Forlad siden"):
            expect(young.get_by_role("link", name=name).first).to_be_in_viewport()
        examine(young, f"young: /{path}")
    young.goto(f"{fresh.address()}/om/")
    young.keyboard.press("Escape")
    young.keyboard.press("Escape")
    expect(young.get_by_text("Sol og lidt regn.")).to_be_visible()


def test_without_scripts_the_numbers_are_there(fresh: Server, visit: Callable[..., Page]) -> None:
    plain = visit(java_script_enabled=False)
    watch_of(plain).allow("status of 404")
    for path in PATHS:
        plain.goto(f"{fresh.address()}/{path}")
        main = plain.get_by_role("main")
        expect(main.locator("a[href='tel:112']:visible").first).to_be_visible()
        assert main.locator("a[href^='tel:']").count() >= 2 or leads_on(main), path
    plain.goto(f"{fresh.address()}/skriv/")
    # Playwright's roles and texts do not look into noscript.
    expect(plain.locator("noscript h1")).to_contain_text("JavaScript")
    expect(plain.locator("naere-young a[href='tel:70201201']")).to_be_visible()


def leads_on(main: Locator) -> bool:
    """Where there is room for 112 alone, a link leads to all the others."""
    return main.locator("a[href='/hjaelp/']:visible").count() > 0
