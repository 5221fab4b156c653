"""A tool goes from a volunteer to a young person, is saved, and is there again on another phone."""

from __future__ import annotations

import re
import uuid
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from icalendar import Calendar
from playwright.sync_api import expect

from tests.browser import steps
from tests.browser.watch import examine, watch_of

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from tests.browser.conftest import Pair, Visit
    from tests.live import Server

pytestmark = pytest.mark.browser

NAME, LINE, SLUG = "Stille nat", "Øvelser til når kroppen er vågen", "stille-nat"
NOTE = "Hjalp mig tirsdag aften"
ELSEWHERE = "https://www.dmi.dk/"
OUR_WORDS = "Kun du kan se det."


@pytest.fixture
def tool(fresh: Server) -> str:
    """A published tool of Dragør's."""
    fresh.sql("DELETE FROM toolbox_tool WHERE slug = %s", SLUG)
    fresh.sql(
        """
        INSERT INTO toolbox_tool (id, municipality_id, stable_id, slug, name, line_da, line_en,
            about_da, about_en, languages, price, price_note_da, price_note_en, sign_up, data_kinds,
            data_note_da, data_note_en, works_offline, ce_mark, state, state_since, shortlisted,
            is_example, suggestion, created_at, minutes)
        SELECT %s, id, %s, %s, %s, %s, '', '', '', '{da}', 'free', '', '', 'none', '{}', '', '',
            false, 'no', 'published', now(), false, true, '', now(), 5
        FROM tenancy_municipality WHERE slug = 'dragoer'
        """,
        *(str(uuid.uuid4()), str(uuid.uuid4()), SLUG, NAME, LINE),
    )
    return SLUG


def send_tool(panel: Locator, typed: str = "stille") -> None:
    """Find the tool by the keyboard alone, look at it, and send it."""
    opener = panel.get_by_role("button", name="Værktøj", exact=True)
    opener.focus()
    opener.press("Enter")
    search = panel.get_by_role("searchbox")
    expect(search).to_be_focused()
    search.press_sequentially(typed)
    expect(panel.get_by_text("1 værktøj", exact=True)).to_be_visible()
    search.press("ArrowDown")
    panel.page.keyboard.press("Enter")
    send = panel.get_by_role("button", name="Send kortet")
    expect(send).to_be_focused()
    examine(panel.page, "staff: a tool is looked at")
    send.press("Enter")


def card(place: Page | Locator) -> Locator:
    """The card in the log."""
    return place.get_by_role("log").get_by_role("group", name=f"Værktøj: {NAME}")


def test_from_the_card_to_another_phone(pair: Pair, tool: str, visit: Visit) -> None:
    young = pair.young
    send_tool(pair.panel)
    for place in (pair.panel, young):
        expect(card(place)).to_contain_text(LINE)
    expect(card(pair.panel).get_by_role("button")).to_have_count(0)
    examine(pair.peer, "staff: a tool is sent")
    examine(young, "young: a tool came")
    keeps_to_the_width(young)

    card(young).get_by_role("button", name="Gem").click()
    expect(card(young).get_by_text("Gemt", exact=True)).to_be_visible()
    sealed = pair.server.sql("SELECT sealed FROM youth_drawer")
    assert len(sealed) == 1
    assert NAME.encode() not in bytes(sealed[0][0])

    with young.context.expect_page() as opened:
        card(young).get_by_role("link", name="Se det, du har gemt").click()
    saved = opened.value
    steps.press(saved, "Ja, det er mig")
    steps.headed(saved, "Det, du har gemt")
    expect(saved.get_by_role("link", name=f"Se {NAME}")).to_be_visible()
    examine(saved, "young: saved")
    keeps_to_the_width(saved)
    words = steps.make_words(saved, "Få dine seks ord")
    saved.get_by_label("Din note").fill(NOTE)
    expect(saved.get_by_text("Noten er gemt.")).to_be_visible()
    expect(steps.pen(young)).to_be_visible()  # the conversation stayed

    phone = visit(320, 640)
    steps.come_back(phone, pair.server, words)
    steps.headed(phone, "Dine samtaler")
    phone.goto(f"{pair.server.address()}/gemt/")
    expect(phone.get_by_label("Din note")).to_have_value(NOTE)
    examine(phone, "young: saved, at 320 px")
    keeps_to_the_width(phone)


def test_the_newest_stays_in_view_while_one_picks(pair: Pair, tool: str) -> None:
    pair.peer.set_viewport_size({"width": 1280, "height": 900})
    for place in range(8):
        steps.write(pair.panel, f"Linje {place}")
    steps.is_status(pair.panel, "Linje 7", "Set")
    newest = steps.message(pair.panel, "Linje 7").get_by_text("Linje 7")
    expect(newest).to_be_in_viewport(ratio=1)
    steps.press(pair.panel, "Værktøj")
    expect(pair.panel.get_by_role("button", name="Vælg").first).to_be_visible()
    expect(newest).to_be_in_viewport(ratio=1, timeout=2000)  # not when the clock is next looked at
    pair.peer.set_viewport_size({"width": 1280, "height": 800})


def test_a_reminder_stands_on_the_next_page(pair: Pair, tool: str) -> None:
    young = pair.young
    send_tool(pair.panel)
    card(young).get_by_role("button", name="Gem").click()
    expect(card(young).get_by_text("Gemt", exact=True)).to_be_visible()
    young.goto(f"{pair.server.address()}/gemt/")
    young.get_by_label("Mind mig om det").select_option(label="i morgen")
    expect(young.get_by_text("Vi minder dig om det i morgen, når du kommer her.")).to_be_visible()
    tomorrow = datetime.now().astimezone() + timedelta(days=1)
    asked = len(watch_of(young).requests)
    with young.expect_download() as given:
        steps.press(young, "Læg det i din kalender")
    assert given.value.suggested_filename == "husk.ics"
    (event,) = Calendar.from_ical(given.value.path().read_bytes()).walk("VEVENT")
    assert event.decoded("dtstart") == tomorrow.date()
    assert str(event["summary"]) == "Husk: lidt tid til dig selv"
    assert set(event) == {"UID", "DTSTAMP", "DTSTART", "SUMMARY", "TRANSP", "CLASS"}
    sent = [one.url for one in watch_of(young).requests[asked:]]
    assert [url for url in sent if not url.startswith("blob:")] == []  # the server hears nothing
    line = young.get_by_text("Du bad os minde dig om noget i dag.")

    young.goto(f"{pair.server.address()}/saadan/")
    expect(young.get_by_role("heading", level=1)).to_be_visible()
    expect(line).to_have_count(0)
    young.clock.set_fixed_time(tomorrow)
    young.reload()
    expect(line).to_be_visible()
    assert NAME not in young.content()
    examine(young, "young: reminded")
    young.get_by_role("link", name="Se det", exact=True).click()
    steps.headed(young, "Det, du har gemt")
    expect(young.get_by_role("heading", name="Du bad os minde dig om det her")).to_be_visible()
    expect(line).to_have_count(0)


def test_saving_makes_somebody_on_the_spot(fresh: Server, tool: str, visit: Visit) -> None:
    page = visit(320, 640)
    page.goto(f"{fresh.address()}/vaerktoej/{tool}/")
    steps.press(page, "Gem værktøjet")
    steps.headed(page, "Hvad skal vi kalde dig?")
    examine(page, "young: beginning on a tool's page")
    keeps_to_the_width(page)
    steps.press(
        page, "Videre"
    )  # a name of ours, and no age: nobody has to tell it to keep something
    expect(page.get_by_text(re.compile(OUR_WORDS))).to_be_visible()
    expect(page.get_by_text("Uden seks ord er det væk, når du lukker siden.")).to_be_visible()
    assert fresh.sql("SELECT age_group, may_be_minor FROM youth_youngperson") == [("", True)]
    assert fresh.sql("SELECT count(*) FROM youth_drawer") == [(1,)]
    page.reload()
    expect(page.get_by_text(re.compile(OUR_WORDS))).to_be_visible()
    steps.press(page, "Fjern igen")
    expect(page.get_by_role("button", name="Gem værktøjet")).to_be_visible()
    page.goto(f"{fresh.address()}/gemt/")
    expect(page.get_by_text("Du har ikke gemt noget endnu.")).to_be_visible()


def test_nobody_here_is_told_so_kindly(fresh: Server, visit: Visit) -> None:
    page = visit(320, 640)
    page.goto(f"{fresh.address()}/gemt/")
    steps.headed(page, "Du har ikke noget åbent lige nu")
    examine(page, "young: nothing is open")
    keeps_to_the_width(page)


def test_the_quick_exit_takes_it_all_away(pair: Pair, tool: str) -> None:
    young = pair.young
    send_tool(pair.panel)
    card(young).get_by_role("button", name="Gem").click()
    expect(card(young).get_by_text("Gemt", exact=True)).to_be_visible()
    with young.context.expect_page() as opened:
        card(young).get_by_role("link", name="Se det, du har gemt").click()
    saved = opened.value
    steps.press(saved, "Ja, det er mig")
    expect(saved.get_by_role("link", name=f"Se {NAME}")).to_be_visible()
    watch_of(young).allow(f"foreign host: {ELSEWHERE}", "status of 404", "favicon")
    young.context.route(f"{ELSEWHERE}**", lambda route: route.fulfill(body="Sol og lidt regn."))
    saved.get_by_role("link", name="Forlad siden").click()
    for page in (saved, young):
        expect(page.get_by_text("Sol og lidt regn.")).to_be_visible()
        page.goto(f"{pair.server.address()}/gemt/")
        steps.headed(page, "Du har ikke noget åbent lige nu")


def keeps_to_the_width(page: Page) -> None:
    """Nothing is wider than the screen."""
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wide <= 0
