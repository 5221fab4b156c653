"""The finder in real browsers: in place and without scripts, by keys alone, on a small screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.test_keyboard import tab_to
from tests.browser.watch import examine, watch_of

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page, Route

    from tests.live import Server

pytestmark = pytest.mark.browser

Visit = Callable[..., "Page"]
HOSTILE = """<section id="fund"><img src=x onerror="window.harmed = 1"><script>window.harmed = 2</script>
<a id="bad" href="javascript:window.harmed=3">a</a><p id="dressed" style="color: red">b</p>
<button id="away" formaction="https://elsewhere.example/">c</button><iframe srcdoc="x"></iframe>
<p id="run" hx-on:click="window.harmed = 4">d</p><style>p { color: red }</style></section>"""


def finder(server: Server, visit: Visit, width: int = 390, **options: object) -> Page:
    page = visit(width, 844, **options)
    page.goto(f"{server.address()}/vaerktoejer/")
    return page


def cards(page: Page) -> Locator:
    return page.locator(".tool-card h3")


def words(page: Page) -> Locator:
    return page.get_by_label("Med dine egne ord")


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_choosing_and_typing_change_the_page_in_place(
    server: Server, visit: Visit, width: int
) -> None:
    page = finder(server, visit, width)
    everything = cards(page).count()
    page.evaluate("window.stayed = true")
    words(page).press_sequentially("kan ikke sove")
    expect(page.get_by_role("status")).not_to_have_text("")
    expect(cards(page).first).to_be_visible()
    page.wait_for_url("**/vaerktoejer/?q=kan+ikke+sove*")
    expect(words(page)).to_be_focused()
    assert 0 < cards(page).count() < everything
    box = page.get_by_role("checkbox", name="Kan ikke sove")
    box.check()
    page.wait_for_url("**situation=*")
    expect(box).to_be_focused()
    expect(box).to_be_checked()
    assert page.evaluate("window.stayed")
    examine(page, "finder, in place")
    shared = visit(width, 844)
    shared.goto(page.url)
    assert cards(shared).all_inner_texts() == cards(page).all_inner_texts()


def test_what_is_typed_leaves_no_trail(server: Server, visit: Visit) -> None:
    page = visit()
    page.goto(f"{server.address()}/")
    page.get_by_role("main").get_by_role("link", name="Find et værktøj").click()
    before = page.evaluate("history.length")
    words(page).press_sequentially("jeg er så alene")
    page.wait_for_url("**q=*")
    assert page.evaluate("history.length") == before
    page.go_back()
    page.wait_for_url(f"{server.address()}/")


@pytest.mark.parametrize("width", [320, 1280])
def test_without_scripts_it_is_a_plain_form(server: Server, visit: Visit, width: int) -> None:
    page = finder(server, visit, width, java_script_enabled=False)
    words(page).fill("eksmaen")
    page.get_by_role("button", name="Vis værktøjer").click()
    assert "q=eksmaen" in page.url
    names = cards(page).all_inner_texts()
    assert len(names) >= 1
    page.get_by_role("link", name="Begynd forfra").click()
    for box in page.get_by_role("checkbox", name="Sammenlign").all()[:2]:
        box.check()
    page.get_by_role("button", name="Sammenlign dem, du har valgt").click()
    assert page.locator("thead th").count() == 2
    page.locator("thead th a").first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_by_keys_alone(server: Server, visit: Visit) -> None:
    page = finder(server, visit, 320)
    tab_to(page, "Med dine egne ord")
    page.keyboard.type("sove")
    page.wait_for_url("**q=sove*")
    tab_to(page, "Kan ikke sove")
    page.keyboard.press("Space")
    page.wait_for_url("**situation=*")
    name = cards(page).first.inner_text()
    tab_to(page, name)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=name, level=1)).to_be_visible()
    examine(page, "tool, by keys")


@pytest.mark.parametrize("width", [320, 1280])
def test_every_page_holds_its_width_and_axe(server: Server, visit: Visit, width: int) -> None:
    page = finder(server, visit, width)
    examine(page, "finder")
    address = cards(page).first.get_by_role("link").get_attribute("href")
    slugs = [one.get_attribute("value") for one in page.locator("input[name=v]").all()[:3]]
    for path in (str(address), f"/vaerktoejer/sammenlign/?v={','.join(map(str, slugs))}"):
        page.goto(f"{server.address()}{path}")
        examine(page, path.split("?")[0])


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_what_a_choice_means_is_there_for_all(server: Server, visit: Visit, width: int) -> None:
    page = finder(server, visit, width, has_touch=True)
    about = server.sql("SELECT about_da FROM toolbox_facet WHERE label_da ILIKE 'kan ikke sove'")
    box = page.get_by_role("checkbox", name="Kan ikke sove")
    expect(box).to_have_accessible_description(str(about[0][0]))
    text = page.locator(".finder-question[open] .pick-about dd").first
    expect(text).to_be_hidden()
    opener = page.get_by_text("Hvad betyder de?").first
    assert opener.bounding_box()["height"] >= 44  # type: ignore[index]
    opener.tap()
    expect(text).to_be_visible()
    page.evaluate("scrollTo(0, 0)")  # what a bar half covers is measured as half a target
    examine(page, "finder, what the choices mean")
    opener.press("Enter")
    expect(text).to_be_hidden()


def test_grave_words_show_help_first(server: Server, visit: Visit) -> None:
    page = finder(server, visit)
    words(page).fill("selvmordstanker")
    title = page.get_by_role("heading", name="Det lyder hårdt.")
    expect(title).to_be_visible()
    assert title.bounding_box()["y"] < page.locator("#fund").bounding_box()["y"]  # type: ignore[index]
    examine(page, "finder, help first")
    words(page).fill("sove")
    expect(title).to_have_count(0)


def test_what_comes_later_is_cleaned(server: Server, visit: Visit) -> None:
    page = finder(server, visit)
    # Chromium tells of what the policy blocks already where DOMPurify parses; the picture is not there.
    watch_of(page).allow("Content Security Policy", "status of 404")
    page.route("**/vaerktoejer/?q=*", lambda route: _answer(route, HOSTILE))
    words(page).press_sequentially("sove")
    expect(page.locator("#bad")).to_be_visible()
    for chosen in ("#bad", "#away", "#run"):
        page.locator(chosen).click()
    assert page.evaluate("window.harmed") is None
    assert page.url.startswith(server.address())
    kept = page.locator("#fund").evaluate("one => one.outerHTML")
    for bad in ("onerror", "javascript:", "style", "formaction", "iframe", "hx-on"):
        assert bad not in kept


def _answer(route: Route, body: str) -> None:
    route.fulfill(status=200, content_type="text/html", body=body)


def test_no_connection_is_said_and_the_plain_form_takes_over(server: Server, visit: Visit) -> None:
    page = finder(server, visit)
    watch_of(page).allow("ERR_", "Failed to load", "status of 500", "htmx")
    page.route("**/vaerktoejer/?q=*", lambda route: route.abort())
    words(page).press_sequentially("sove")
    expect(page.get_by_role("status")).to_contain_text("Der er ingen forbindelse.")
    page.unroute("**/vaerktoejer/?q=*")
    page.route(
        "**/vaerktoejer/?q=*",
        lambda route: (
            route.abort() if route.request.resource_type == "fetch" else route.continue_()
        ),
    )
    page.get_by_role("button", name="Vis værktøjer").click()
    page.wait_for_url("**q=sove*")
    assert cards(page).count() >= 1
