"""The private exercises in a real browser: kept sealed, gone when not kept, and without a network."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser import steps
from tests.browser.watch import examine, watch_of

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import Visit
    from tests.live import Server

pytestmark = pytest.mark.browser

PLAN = "tryghedsplan"
SIGN = "Jeg svarer ikke min veninde"
SLUGS = ["vejrtraekning", "bekymringstid", "trin-for-trin", PLAN]


def opened(
    server: Server, visit: Visit, slug: str = "", width: int = 390, **options: object
) -> Page:
    page = visit(width, 844, **options)
    page.goto(f"{server.address()}/oevelser/{slug}{'/' if slug else ''}")
    return page


def keep(page: Page) -> None:
    """Ask for what is written to be kept, as somebody new."""
    steps.press(page, "Gem det til mig")
    page.get_by_text(steps.AGE, exact=True).click()
    examine(page, "exercise: who is it for")
    steps.press(page, "Videre")
    expect(page.get_by_text("Gemt og låst. Kun du kan åbne det.")).to_be_visible()


@pytest.mark.parametrize("width", [320, 1280])
def test_each_fits_and_can_be_used_by_everybody(fresh: Server, visit: Visit, width: int) -> None:
    page = opened(fresh, visit, width=width)
    steps.headed(page, "Små øvelser")
    examine(page, f"exercises at {width} px")
    for slug in SLUGS:
        page.goto(f"{fresh.address()}/oevelser/{slug}/")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        examine(page, f"exercise {slug} at {width} px")


def test_a_box_to_tick_is_seen(fresh: Server, visit: Visit) -> None:
    """The design system takes the browser's box away: without one of ours there is nothing to tick."""
    page = opened(fresh, visit, "trin-for-trin")
    box = page.get_by_role("checkbox").first
    expect(box).to_have_css("appearance", "auto")
    box.check()
    size = box.bounding_box()
    assert size
    assert min(size["width"], size["height"]) >= 24


def test_a_number_in_the_plan_is_called_by_one_tap(fresh: Server, visit: Visit) -> None:
    page = opened(fresh, visit, PLAN)
    number = page.get_by_label("Telefon (1)")
    call = page.locator(".exercise-call:visible")
    expect(call).to_have_count(0)
    number.fill("22 33 44 55")
    expect(call).to_have_text("Ring til 22 33 44 55")
    expect(call).to_have_attribute("href", "tel:22334455")
    number.fill("mor")
    expect(call).to_have_count(0)


def test_one_breathes_without_looking(fresh: Server, visit: Visit) -> None:
    page = opened(fresh, visit, "vejrtraekning")
    page.evaluate("navigator.vibrate = (pattern) => { window.buzzed = pattern; return true; }")
    page.get_by_label("Lad telefonen vibrere").check()
    expect(page.get_by_label("Lad telefonen vibrere")).to_have_css("appearance", "auto")
    steps.press(page, "Begynd")
    expect(page.get_by_role("status").filter(has_text=re.compile("^Ind$"))).to_have_count(1)
    assert page.evaluate("window.buzzed") == 60
    expect(page.get_by_role("status").filter(has_text=re.compile("^Ud$"))).to_have_count(1)
    assert page.evaluate("window.buzzed") == [60, 120, 60]


def test_without_javascript_there_is_a_sheet_to_print(fresh: Server, visit: Visit) -> None:
    page = opened(fresh, visit, PLAN, java_script_enabled=False)
    expect(page.get_by_label("Hvad mærker jeg hos mig selv?")).to_be_visible()
    expect(page.get_by_role("link", name="112").first).to_be_visible()
    assert "Du kan printe siden og skrive på den." in page.content()
    expect(page.get_by_role("button", name="Gem det til mig")).to_have_count(0)


def test_what_is_not_kept_is_gone(fresh: Server, visit: Visit) -> None:
    page = opened(fresh, visit, PLAN)
    page.get_by_label("Hvad mærker jeg hos mig selv?").fill(SIGN)
    expect(page.get_by_text("Det, du skriver, er kun på denne side.")).to_be_visible()
    page.goto(f"{fresh.address()}/oevelser/")
    page.goto(f"{fresh.address()}/oevelser/{PLAN}/")
    expect(page.get_by_label("Hvad mærker jeg hos mig selv?")).to_have_value("")
    assert fresh.sql("SELECT sealed FROM youth_drawer") == []


def test_kept_it_is_sealed_and_comes_back_with_the_words(fresh: Server, visit: Visit) -> None:
    page = opened(fresh, visit, PLAN)
    signs = page.get_by_label("Hvad mærker jeg hos mig selv?")
    signs.fill(SIGN)
    keep(page)
    page.get_by_label("Hvad plejer at hjælpe lidt?").fill("At gå en tur")
    expect(page.get_by_text("Gemt.", exact=True)).to_be_visible()
    (sealed,) = fresh.sql("SELECT sealed FROM youth_drawer")
    assert SIGN.encode() not in bytes(sealed[0])
    page.goto(f"{fresh.address()}/gemt/")
    words = steps.make_words(page, "Få dine seks ord")

    phone = visit(320, 640)
    steps.come_back(phone, fresh, words)
    steps.headed(phone, "Din plads")  # no conversation, and still the way to what was kept
    examine(phone, "young: own place without conversations")
    phone.get_by_role("link", name="Det, du har gemt").click()
    phone.get_by_role("link", name="Min tryghedsplan").click()
    expect(phone.get_by_label("Hvad mærker jeg hos mig selv?")).to_have_value(SIGN)
    expect(phone.get_by_label("Hvad plejer at hjælpe lidt?")).to_have_value("At gå en tur")
    examine(phone, "exercise: kept, at 320 px")


def test_a_blank_page_does_not_overwrite_what_is_kept(fresh: Server, visit: Visit) -> None:
    page = opened(fresh, visit, PLAN)
    page.get_by_label("Hvad mærker jeg hos mig selv?").fill(SIGN)
    keep(page)
    watch_of(page).allowed.update({"ERR_FAILED", "Failed to load"})
    page.route("**/api/young/**", lambda route: route.abort())
    page.reload()  # the drawer cannot be opened now
    expect(page.get_by_role("button", name="Gem det til mig")).to_be_visible()
    expect(page.get_by_label("Hvad mærker jeg hos mig selv?")).to_have_value("")
    page.unroute("**/api/young/**")
    page.get_by_label("Hvad plejer at hjælpe lidt?").fill("At gå en tur")
    steps.press(page, "Gem det til mig")
    expect(page.get_by_text("Gemt og låst. Kun du kan åbne det.")).to_be_visible()
    expect(page.get_by_label("Hvad mærker jeg hos mig selv?")).to_have_value(SIGN)
    page.reload()
    expect(page.get_by_label("Hvad mærker jeg hos mig selv?")).to_have_value(SIGN)
    expect(page.get_by_label("Hvad plejer at hjælpe lidt?")).to_have_value("At gå en tur")


def test_two_tabs_keep_what_the_other_wrote(fresh: Server, visit: Visit) -> None:
    one = opened(fresh, visit, PLAN)
    one.get_by_label("Hvad mærker jeg hos mig selv?").fill(SIGN)
    keep(one)
    two = one.context.new_page()
    two.goto(f"{fresh.address()}/oevelser/{PLAN}/")
    steps.press(two, "Gem det til mig")  # the key comes from the other tab
    expect(
        two.get_by_role("heading", name=re.compile("Du er her som .+ Er det dig?"))
    ).to_be_visible()
    expect(two.get_by_label("Hvad mærker jeg hos mig selv?")).to_have_value("")
    examine(two, "exercise: is it you")
    steps.press(two, "Ja, det er mig")
    expect(two.get_by_label("Hvad mærker jeg hos mig selv?")).to_have_value(SIGN)
    two.get_by_label("Hvad vil jeg gerne være her for?").fill("Min hund")
    expect(two.get_by_text("Gemt.", exact=True)).to_be_visible()
    one.get_by_label("Hvad plejer at hjælpe lidt?").fill("At gå en tur")
    expect(one.get_by_label("Hvad vil jeg gerne være her for?")).to_have_value("Min hund")
    two.reload()
    expect(two.get_by_label("Hvad plejer at hjælpe lidt?")).to_have_value("At gå en tur")
    expect(two.get_by_label("Hvad vil jeg gerne være her for?")).to_have_value("Min hund")


def test_another_person_in_a_second_tab_begins_for_themself(fresh: Server, visit: Visit) -> None:
    one = opened(fresh, visit, PLAN)
    one.get_by_label("Hvad mærker jeg hos mig selv?").fill(SIGN)
    keep(one)
    two = one.context.new_page()
    two.goto(f"{fresh.address()}/oevelser/{PLAN}/")
    two.get_by_label("Hvad plejer at hjælpe lidt?").fill("At gå en tur")
    steps.press(two, "Gem det til mig")
    steps.press(two, "Nej, det er ikke mig")
    two.get_by_text(steps.AGE, exact=True).click()
    steps.press(two, "Videre")
    expect(two.get_by_text("Gemt og låst. Kun du kan åbne det.")).to_be_visible()
    expect(two.get_by_label("Hvad mærker jeg hos mig selv?")).to_have_value("")
    # The browser has one session: the first tab shows nothing any more, and writes in nobody's drawer.
    expect(one.get_by_label("Hvad mærker jeg hos mig selv?")).to_have_value("")
    expect(one.get_by_role("button", name="Gem det til mig")).to_be_visible()
    two.reload()
    expect(two.get_by_label("Hvad plejer at hjælpe lidt?")).to_have_value("At gå en tur")
    assert fresh.sql("SELECT count(*) FROM youth_drawer") == [(2,)]


def test_the_pages_work_without_a_network_once_they_are_kept(fresh: Server, visit: Visit) -> None:
    page = opened(fresh, visit)
    steps.press(page, "Gem siderne her")
    expect(page.get_by_text("Nu er siderne gemt her.")).to_be_visible()
    watch_of(page).allowed.update({"ERR_INTERNET_DISCONNECTED", "icon.svg"})
    page.context.set_offline(True)
    page.goto(f"{fresh.address()}/oevelser/vejrtraekning/")
    steps.headed(page, "Træk vejret roligt")
    steps.press(page, "Begynd")
    expect(page.get_by_role("button", name="Stop")).to_be_visible()
    kept = page.evaluate(
        "caches.keys().then((names) => caches.open(names[0])).then((cache) => cache.keys())"
        ".then((all) => all.map((one) => new URL(one.url).pathname))"
    )
    assert sum(path.endswith(".woff2") for path in kept) > 1
    assert sum("keep-" in path for path in kept) == 1
    pages = sorted(path for path in kept if not path.startswith(("/static/", "/tema.css")))
    assert pages == sorted(["/hjaelp/", "/oevelser/", *(f"/oevelser/{slug}/" for slug in SLUGS)])
    page.get_by_role("link", name="Hjælp nu").first.click()
    page.wait_for_url("**/hjaelp/")
    expect(page.get_by_role("link", name="112").first).to_be_visible()
    page.context.set_offline(False)
    page.goto(f"{fresh.address()}/saadan/")  # what other pages name is none of these
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.evaluate(
        "caches.keys().then((names) => caches.open(names[0])).then((cache) => cache.keys())"
    ) == [{}] * len(kept)
    page.goto(f"{fresh.address()}/oevelser/")
    steps.press(page, "Fjern siderne herfra")
    expect(page.get_by_text("Siderne er fjernet.")).to_be_visible()
    assert page.evaluate("caches.keys()") == []
    # The worker serves the open page to its end, and must not keep what it fetches for it.
    page.evaluate("fetch('/static/naere/icon.svg').catch(() => 0)")
    page.goto(f"{fresh.address()}/oevelser/{PLAN}/")
    expect(page.get_by_role("button", name="Gem det til mig")).to_be_visible()
    assert page.evaluate("caches.keys()") == []


def test_what_is_kept_is_everybodys_page_and_not_the_readers(fresh: Server, visit: Visit) -> None:
    """A cookie would bring somebody's own page: here the language that they chose."""
    page = opened(fresh, visit)
    page.goto(f"{fresh.address()}/sprog/en/?next=/oevelser/")
    steps.press(page, "Keep the pages here")
    expect(page.get_by_role("button", name="Remove the pages from here")).to_be_visible()
    watch_of(page).allowed.update({"ERR_INTERNET_DISCONNECTED", "icon.svg"})
    page.context.set_offline(True)
    page.goto(f"{fresh.address()}/oevelser/vejrtraekning/")
    steps.headed(page, "Træk vejret roligt")
    expect(page.locator("html")).to_have_attribute("lang", "da")


def test_the_plan_opens_by_the_words_without_a_network(fresh: Server, visit: Visit) -> None:
    """In the hours in which a safety plan is needed a phone may have no network."""
    page = opened(fresh, visit, PLAN)
    watch_of(page).allowed.update({"ERR_INTERNET_DISCONNECTED", "icon.svg", "status of 401"})
    page.get_by_label("Hvad mærker jeg hos mig selv?").fill(SIGN)
    keep(page)
    expect(page.get_by_text("Uden seks ord er det væk, når du lukker siden.")).to_be_visible()
    page.goto(f"{fresh.address()}/gemt/")
    words = steps.make_words(page, "Få dine seks ord")
    page.goto(f"{fresh.address()}/oevelser/{PLAN}/")
    assert on_device(page) == 0  # nobody has asked for it
    steps.press(page, "Læg det på telefonen")  # and the pages that it stands on
    expect(page.get_by_role("button", name="Fjern det fra telefonen")).to_be_visible()
    expect(page.get_by_role("button", name="Fjern siderne herfra")).to_be_visible()
    examine(page, "exercise: on the device")
    assert on_device(page) == 1

    # The tab is closed, and the phone is off the net.
    tab = page.context.new_page()
    watch_of(tab).allowed.update({"ERR_INTERNET_DISCONNECTED", "icon.svg", "status of 401"})
    page.close()
    tab.context.set_offline(True)
    tab.goto(f"{fresh.address()}/oevelser/{PLAN}/")
    signs = tab.get_by_label("Hvad mærker jeg hos mig selv?")
    expect(signs).to_have_value("")
    expect(tab.get_by_role("button", name="Åbn med mine seks ord")).to_be_in_viewport()
    open_by(tab, [*words[:5], words[0]])
    expect(tab.get_by_text("Ordene passer ikke.")).to_be_visible()
    tab.get_by_label("Ord 1", exact=True).fill(" ".join(words))
    steps.press(tab, "Åbn")
    expect(tab.get_by_text("Åbnet uden net.")).to_be_visible()
    expect(signs).to_have_value(SIGN)
    tab.get_by_label("Hvad plejer at hjælpe lidt?").fill("At gå en tur")
    expect(tab.get_by_text("Gemt.", exact=True)).to_be_visible()
    tab.reload()  # the key is this tab's
    expect(tab.get_by_label("Hvad plejer at hjælpe lidt?")).to_have_value("At gå en tur")
    assert fresh.sql("SELECT revision FROM youth_drawer") == [(1,)]

    tab.context.set_offline(False)
    expect(tab.get_by_text("Gemt og låst.")).to_be_visible()
    assert fresh.sql("SELECT revision FROM youth_drawer") == [(2,)]
    phone = visit(320, 640)
    steps.come_back(phone, fresh, words)
    steps.headed(phone, "Din plads")
    phone.goto(f"{fresh.address()}/oevelser/{PLAN}/")
    expect(phone.get_by_label("Hvad plejer at hjælpe lidt?")).to_have_value("At gå en tur")
    steps.press(tab, "Fjern siderne herfra")
    expect(tab.get_by_text("Siderne er fjernet.")).to_be_visible()
    assert tab.evaluate("indexedDB.databases().then((all) => all.map((one) => one.name))") == [
        "naere-keys"
    ]


ON_DEVICE = """(await new Promise((done) => {
    const asked = indexedDB.open('naere-kept');
    asked.onupgradeneeded = () => asked.transaction.abort();
    asked.onerror = () => done(0);
    asked.onsuccess = () => {
      const count = asked.result.transaction('drawers').objectStore('drawers').count();
      count.onsuccess = () => { asked.result.close(); done(count.result); };
    };
  }))"""


def on_device(page: Page) -> int:
    """Return how many drawers lie on the device."""
    found: int = page.evaluate(f"(async () => {ON_DEVICE})()")
    return found


def open_by(page: Page, words: list[str]) -> None:
    """Type six words on an exercise's page."""
    steps.press(page, "Åbn med mine seks ord")
    page.get_by_label("Ord 1", exact=True).fill(" ".join(words))
    steps.press(page, "Åbn")


def test_one_row_at_a_time_and_all_of_them_on_paper(fresh: Server, visit: Visit) -> None:
    page = opened(fresh, visit, "bekymringstid")
    worries = page.locator("input[name^=worry-]:visible")
    expect(worries).to_have_count(1)
    steps.press(page, "Tilføj en til")
    expect(page.get_by_label("Bekymringen (2)")).to_be_focused()
    page.get_by_label("Bekymringen (2)").fill("Festen på fredag")
    keep(page)
    page.reload()
    expect(page.get_by_label("Bekymringen (2)")).to_have_value("Festen på fredag")
    expect(worries).to_have_count(2)
    page.emulate_media(media="print")
    expect(worries).to_have_count(6)
    expect(page.get_by_role("button", name="Tilføj en til")).to_have_count(0)
    plain = opened(fresh, visit, "trin-for-trin", java_script_enabled=False)
    expect(plain.locator("input[name^=step-]:visible")).to_have_count(5)


def test_a_field_of_many_lines_is_as_wide_as_the_form_and_has_our_border(
    fresh: Server, visit: Visit
) -> None:
    page = opened(fresh, visit, PLAN, width=1280)
    field = page.get_by_label("Hvad mærker jeg hos mig selv?")
    one_line = page.get_by_label("Navn (1)")
    expect(field).to_have_css(
        "border-radius", one_line.evaluate("e => getComputedStyle(e).borderRadius")
    )
    expect(field).to_have_css(
        "border-color", one_line.evaluate("e => getComputedStyle(e).borderColor")
    )
    inside = "e => e.clientWidth - 2 * parseFloat(getComputedStyle(e).paddingLeft)"
    group = page.locator(".exercise-group").first.evaluate(inside)
    box = field.bounding_box()
    assert box
    assert box["width"] >= group - 2
