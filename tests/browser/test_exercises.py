"""The private exercises in a real browser: kept sealed, gone when not kept, and without a network."""

from __future__ import annotations

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


@pytest.mark.parametrize("width", [320, 1280])
def test_each_fits_and_can_be_used_by_everybody(fresh: Server, visit: Visit, width: int) -> None:
    page = opened(fresh, visit, width=width)
    steps.headed(page, "Små øvelser")
    examine(page, f"exercises at {width} px")
    for slug in SLUGS:
        page.goto(f"{fresh.address()}/oevelser/{slug}/")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        examine(page, f"exercise {slug} at {width} px")


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
    steps.press(page, "Gem det til mig")
    page.get_by_text(steps.AGE, exact=True).click()
    examine(page, "exercise: who is it for")
    steps.press(page, "Videre")
    expect(page.get_by_text("Gemt og låst. Kun du kan åbne det.")).to_be_visible()
    page.get_by_label("Hvad plejer at hjælpe lidt?").fill("At gå en tur")
    expect(page.get_by_text("Gemt.", exact=True)).to_be_visible()
    (sealed,) = fresh.sql("SELECT sealed FROM youth_drawer")
    assert SIGN.encode() not in bytes(sealed[0])
    page.goto(f"{fresh.address()}/gemt/")
    words = steps.make_words(page, "Få dine seks ord")

    phone = visit(320, 640)
    steps.come_back(phone, fresh, words)
    steps.headed(phone, "Dine samtaler")
    phone.goto(f"{fresh.address()}/oevelser/{PLAN}/")
    expect(phone.get_by_label("Hvad mærker jeg hos mig selv?")).to_have_value(SIGN)
    expect(phone.get_by_label("Hvad plejer at hjælpe lidt?")).to_have_value("At gå en tur")
    examine(phone, "exercise: kept, at 320 px")


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
    pages = sorted(path for path in kept if not path.startswith(("/static/", "/tema.css")))
    assert pages == sorted(["/oevelser/", *(f"/oevelser/{slug}/" for slug in SLUGS)])
    page.context.set_offline(False)
    page.goto(f"{fresh.address()}/oevelser/")
    steps.press(page, "Fjern siderne herfra")
    expect(page.get_by_text("Siderne er fjernet.")).to_be_visible()
    assert page.evaluate("caches.keys()") == []
