"""The finder in real browsers: in place and without scripts, by keys alone, on a small screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from playwright.sync_api import expect
from psycopg.types.json import Jsonb

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
    expect(cards(page)).not_to_have_count(everything)
    expect(words(page)).to_be_focused()
    assert 0 < cards(page).count() < everything
    assert page.url == f"{server.address()}/vaerktoejer/"
    box = page.get_by_role("checkbox", name="Kan ikke sove")
    box.check()
    page.wait_for_url("**situation=*")
    expect(box).to_be_focused()
    expect(box).to_be_checked()
    assert page.evaluate("window.stayed")
    examine(page, "finder, in place")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Kopiér link til søgningen").click()
    expect(page.get_by_text("Det, du har skrevet, står i det.")).to_be_visible()
    link = page.evaluate("navigator.clipboard.readText()")
    shared = visit(width, 844)
    shared.goto(link)
    assert cards(shared).all_inner_texts() == cards(page).all_inner_texts()
    expect(words(shared)).to_have_value("kan ikke sove")
    shared.wait_for_url(page.url)  # the words are on the page, and no longer in the address


COPIES = 14
COPY = """INSERT INTO {table} SELECT (jsonb_populate_record(NULL::{table}, to_jsonb(one) || %s)).*
    FROM {table} one JOIN toolbox_tool tool ON tool.id = one.{key}
    WHERE tool.slug = %s AND tool.municipality_id = (SELECT id FROM tenancy_municipality WHERE slug = 'dragoer')"""


@pytest.fixture
def many(server: Server, visit: Visit) -> Iterator[str]:
    """Words that more tools of Dragør's fit than one page holds."""
    page = finder(server, visit)
    first = str(cards(page).first.get_by_role("link").get_attribute("href")).split("/")[-2]
    name = cards(page).first.inner_text()
    ids = [str(uuid4()) for _number in range(COPIES)]
    for number, pk in enumerate(ids):
        tool = {"id": pk, "stable_id": pk, "slug": f"en-af-mange-{number}"}
        server.sql(COPY.format(table="toolbox_tool", key="id"), Jsonb(tool), first)
        document = Jsonb({"id": str(uuid4()), "tool_id": pk})
        server.sql(COPY.format(table="toolbox_tooldocument", key="tool_id"), document, first)
    yield name
    server.sql("DELETE FROM toolbox_tooldocument WHERE tool_id = ANY(%s::uuid[])", ids)
    server.sql("DELETE FROM toolbox_tool WHERE id = ANY(%s::uuid[])", ids)


def test_what_is_typed_leaves_no_trail(server: Server, visit: Visit, many: str) -> None:
    page = visit()
    page.goto(f"{server.address()}/")
    page.get_by_role("main").get_by_role("link", name="Find et værktøj").click()
    page.wait_for_url("**/vaerktoejer/")
    before = page.evaluate("history.length")
    seen: list[str] = []
    page.on("framenavigated", lambda frame: seen.append(frame.url))
    words(page).press_sequentially(many)
    expect(page.get_by_text("Side 1 af 2")).to_be_visible()
    words(page).press("Enter")
    assert page.evaluate("history.length") == before
    page.get_by_role("button", name="Flere", exact=True).click()
    expect(page.get_by_text("Side 2 af 2")).to_be_visible()
    expect(page.locator("#svar")).to_be_focused()
    name = cards(page).first.inner_text()
    with page.expect_request("**/vaerktoej/**") as asked:
        cards(page).first.get_by_role("link").click()
    assert "referer" not in asked.value.headers
    expect(page.get_by_role("heading", name=name, level=1)).to_be_visible()
    page.go_back()
    page.wait_for_url("**/vaerktoejer/")
    page.go_back()
    page.wait_for_url(f"{server.address()}/")
    assert "q=" not in "".join(seen)


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
    everything = cards(page).count()
    page.keyboard.type("sove")
    expect(cards(page)).not_to_have_count(everything)
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


def test_grave_words_show_help_at_once(server: Server, visit: Visit) -> None:
    """Beside the words, on a phone too: not below two screens of choices."""
    page = finder(server, visit, 320)
    words(page).fill("selvmordstanker")
    title = page.get_by_role("heading", name="Det lyder hårdt.")
    expect(title).to_be_in_viewport()
    expect(page.locator("#finder-count")).to_have_text("")  # «2 tools fit» is no answer to that
    expect(cards(page).first).to_be_hidden()
    examine(page, "finder, help first")
    words(page).fill("sove")
    expect(title).to_have_count(0)


def test_from_the_words_it_is_one_tap_to_what_fits(server: Server, visit: Visit) -> None:
    page = finder(server, visit, 320)
    expect(page.locator("#finder-jump")).to_be_hidden()
    words(page).fill("kan ikke sove")
    way = page.get_by_role("link", name="der passer")
    expect(way).to_be_in_viewport()
    way.click()
    expect(cards(page).first).to_be_in_viewport()
    words(page).fill("qwxzqwxz")
    expect(page.locator("#finder-jump")).to_be_hidden()


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


def test_no_connection_is_said_and_one_may_try_again(server: Server, visit: Visit) -> None:
    page = finder(server, visit)
    everything = cards(page).count()
    watch_of(page).allow("ERR_", "Failed to load", "status of 500", "htmx")
    page.route("**/vaerktoejer/?q=*", lambda route: route.abort())
    words(page).press_sequentially("sove")
    expect(page.get_by_role("status")).to_contain_text("Der er ingen forbindelse.")
    page.get_by_role("button", name="Vis værktøjer").click()
    expect(page.get_by_role("status")).to_contain_text("Der er ingen forbindelse.")
    assert (
        page.url == f"{server.address()}/vaerktoejer/"
    )  # the plain form would put it in the address
    page.unroute("**/vaerktoejer/?q=*")
    page.get_by_role("button", name="Vis værktøjer").click()
    expect(cards(page)).not_to_have_count(everything)
    assert page.url == f"{server.address()}/vaerktoejer/"


def test_no_connection_and_nothing_typed_the_plain_form_takes_over(
    server: Server, visit: Visit
) -> None:
    page = finder(server, visit)
    watch_of(page).allow("ERR_", "Failed to load", "htmx")
    page.route(
        "**/vaerktoejer/?*",
        lambda route: (
            route.abort() if route.request.resource_type == "fetch" else route.continue_()
        ),
    )
    page.get_by_role("checkbox", name="Kan ikke sove").check()
    expect(page.get_by_role("status")).to_contain_text("Der er ingen forbindelse.")
    page.get_by_role("button", name="Vis værktøjer").click()
    page.wait_for_url("**situation=*")
    assert cards(page).count() >= 1
