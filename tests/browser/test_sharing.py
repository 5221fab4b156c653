"""A collection goes to a class; another page frames the catalogue; what young people say is read first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser import steps
from tests.browser.watch import examine, watch_of

if TYPE_CHECKING:
    from playwright.sync_api import Page, Request

    from tests.browser.conftest import Visit
    from tests.live import Server

pytestmark = pytest.mark.browser

EMBED = "/vaerktoejer/indlejret/"


def desk(server: Server, visit: Visit, key: str, path: str, width: int = 1280) -> Page:
    page = visit(width, 800)
    steps.log_in(page, server, steps.login(key), path)
    return page


def test_a_professional_gathers_and_a_class_opens(fresh: Server, visit: Visit) -> None:
    page = desk(fresh, visit, "fagperson", "/vaerksted/samlinger/")
    steps.headed(page, "Samlinger")
    examine(page, "workshop: collections")
    page.get_by_role("link", name="Ny samling").click()
    page.get_by_label("Titel").fill("Til 9. b før eksamen")
    page.get_by_label("Værktøj 1", exact=True).select_option(index=1)
    steps.press(page, "Tilføj et til")
    page.get_by_label("Værktøj 2", exact=True).select_option(index=2)
    second = page.get_by_label("Værktøj 2", exact=True).locator("option:checked").inner_text()
    page.get_by_role("button", name=re.compile("Flyt op.*Værktøj 2")).click()
    first = page.get_by_label("Værktøj 1", exact=True).locator("option:checked")
    expect(first).to_have_text(second)
    page.get_by_role("button", name="Gem", exact=True).last.click()
    expect(page.get_by_role("img", name="En kode, der fører til linket")).to_be_visible()
    examine(page, "workshop: a collection")
    link = page.get_by_role("link", name="/vaerktoejer/samling/").get_attribute("href")
    assert link is not None
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    steps.press(page, "Kopiér link")
    expect(page.get_by_text("Kopieret.")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == link
    page.get_by_role("link", name="Et ark til at hænge op").click()
    steps.headed(page, "Til 9. b før eksamen")
    page.evaluate("window.print = () => { document.title = 'printed' }")
    steps.press(page, "Print arket")
    expect(page).to_have_title("printed")
    examine(page, "workshop: a sheet")

    young = visit(320, 640)
    young.goto(link)
    steps.headed(young, "Til 9. b før eksamen")
    expect(young.locator(".tool-card h2").first).to_have_text(second)
    examine(young, "young: a collection")
    page.go_back()
    steps.press(page, "Luk linket")
    watch_of(young).allowed.add("status of 410")
    young.reload()
    steps.headed(young, "Linket er lukket")


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_what_is_hidden_or_saved_by_two_is_told(fresh: Server, visit: Visit, width: int) -> None:
    page = desk(fresh, visit, "fagperson", "/vaerksted/samlinger/ny/", width)
    page.get_by_label("Titel").fill("Til 9. b")
    page.get_by_label("Værktøj 1", exact=True).select_option(label="Ankerplads")
    steps.press(page, "Tilføj et til")
    page.get_by_label("Værktøj 2", exact=True).select_option(label="Natlygten")
    page.get_by_role("button", name="Gem", exact=True).last.click()
    expect(page.get_by_text("Samlingen er lavet.")).to_be_visible()
    other = desk(fresh, visit, "redaktoer", page.url.removeprefix(fresh.address()), width)
    fresh.sql("UPDATE toolbox_tool SET state = 'retired' WHERE name = 'Ankerplads'")
    try:
        page.reload()
        first = page.get_by_label("Værktøj 1", exact=True)
        expect(first).to_have_accessible_description(
            "Vises ikke lige nu, fordi værktøjet er lagt væk."
        )
        examine(page, "workshop: a collection, one hidden")
        page.get_by_role("button", name="Gem", exact=True).last.click()
        expect(page.get_by_text("Gemt.", exact=True)).to_be_visible()
        expect(first.locator("option:checked")).to_contain_text("Ankerplads")
        watch_of(other).allowed.add("status of 409")
        other.get_by_label("Titel").fill("Til 9. c")
        other.get_by_role("button", name="Gem", exact=True).last.click()
        expect(other.get_by_text("En anden har lige gemt samlingen.")).to_be_visible()
        expect(other.get_by_label("Titel")).to_have_value("Til 9. c")
        other.get_by_text("Se, hvad de gemte").click()
        expect(other.get_by_text("Til 9. b", exact=True).last).to_be_visible()
        examine(other, "workshop: a collection, saved by two")
    finally:
        fresh.sql("UPDATE toolbox_tool SET state = 'published' WHERE name = 'Ankerplads'")


class _Municipality(BaseHTTPRequestHandler):
    """Another page of the municipality's, with the catalogue in a frame."""

    frame = ""

    def do_GET(self) -> None:
        body = (
            f'<title>x</title><iframe id="f" src="{self.frame}" width="380" height="800"></iframe>'
        )
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def elsewhere(fresh: Server) -> Iterator[str]:
    """The port of another site, which frames Dragør's catalogue under any name."""
    _Municipality.frame = f"{fresh.address()}{EMBED}"
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Municipality)
    Thread(target=server.serve_forever, daemon=True).start()
    yield str(server.server_address[1])
    server.shutdown()
    fresh.sql("UPDATE toolbox_settings SET embed_origins = '{}'")


@pytest.mark.parametrize(("name", "is_shown"), [("kommunen", True), ("ukendt", False)])
def test_only_a_listed_site_frames_the_catalogue(
    fresh: Server, visit: Visit, elsewhere: str, name: str, is_shown: bool
) -> None:
    listed = f"http://kommunen.localhost:{elsewhere}"
    fresh.sql("UPDATE toolbox_settings SET embed_origins = %s", [listed])
    page = visit(390, 844)
    watch_of(page).allowed.update({"frame-ancestors", "favicon", "status of 404"})
    page.goto(f"http://{name}.localhost:{elsewhere}/")
    heading = page.frame_locator("#f").get_by_role("heading", name="Digitale værktøjer")
    if is_shown:
        expect(heading).to_be_visible()
        assert page.context.cookies() == []
    else:
        page.wait_for_load_state("networkidle")
        expect(heading).to_have_count(0)
        assert page.frames[1].url.startswith("chrome-error")


@pytest.fixture
def many(fresh: Server) -> Iterator[None]:
    """Three hundred more tools of Dragør's, as long as tools can be."""
    fresh.sql(
        """
        INSERT INTO toolbox_tool (id, municipality_id, stable_id, slug, name, line_da, line_en,
            about_da, about_en, languages, price, price_note_da, price_note_en, sign_up, data_kinds,
            data_note_da, data_note_en, works_offline, ce_mark, state, state_since, shortlisted,
            is_example, suggestion, created_at, minutes)
        SELECT gen_random_uuid(), municipality.id, gen_random_uuid(), 'rammetest-' || n,
            rpad('Værktøj nummer ' || n, 80, ' og et ord til'),
            rpad('Det er her', 160, ' og lidt til'), '', '', '', '{da}', 'free', '', '', 'none', '{}',
            '', '', true, 'no', 'published', now(), false, true, '', now(), 5
        FROM tenancy_municipality municipality, generate_series(1, 300) n
        WHERE municipality.slug = 'dragoer'
        """
    )
    yield
    fresh.sql("DELETE FROM toolbox_tool WHERE slug LIKE 'rammetest-%%'")


@pytest.mark.usefixtures("many")
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_a_catalogue_of_any_length_comes_a_page_at_a_time(
    fresh: Server, visit: Visit, width: int
) -> None:
    page = visit(width, 844)
    watch_of(page).allowed.add("status of 404")  # a frame has no icon of its own
    finished: list[Request] = []
    page.on("requestfinished", lambda request: finished.append(request))
    page.goto(f"{fresh.address()}{EMBED}", wait_until="networkidle")
    sizes = [request.sizes() for request in finished]
    assert sum(one["responseBodySize"] + one["responseHeadersSize"] for one in sizes) < 100_000
    examine(page, "embedded: the first page")
    first = page.locator(".tool-card h2").all_inner_texts()
    page.get_by_role("link", name="Flere").click()
    page.wait_for_url("**side=2")
    examine(page, "embedded: a page between")
    assert not set(first) & set(page.locator(".tool-card h2").all_inner_texts())
    page.goto(f"{fresh.address()}{EMBED}?side=99")
    expect(page.get_by_role("link", name="Flere")).to_have_count(0)
    examine(page, "embedded: the last page")


@pytest.mark.usefixtures("many")
def test_its_pages_turn_inside_the_frame(fresh: Server, visit: Visit, elsewhere: str) -> None:
    origin = f"http://kommunen.localhost:{elsewhere}"
    fresh.sql("UPDATE toolbox_settings SET embed_origins = %s", [origin])
    page = visit(390, 844)
    watch_of(page).allowed.update({"favicon", "status of 404"})
    page.goto(f"{origin}/")
    frame = page.frame_locator("#f")
    for link, said in (("Flere", "Side 2 af"), ("Tilbage", "Side 1 af")):
        frame.get_by_role("link", name=link, exact=True).click()
        expect(frame.get_by_text(said)).to_be_visible()
    assert (page.url, len(page.context.pages)) == (f"{origin}/", 1)
    assert page.context.cookies() == []


def test_what_is_said_is_read_before_it_is_seen(fresh: Server, visit: Visit) -> None:
    said = "Den er god at have i lommen."
    young = visit(320, 640)
    young.goto(f"{fresh.address()}/vaerktoej/ankerplads/")
    steps.headed(young, "Det siger andre")
    examine(young, "young: what others say")
    young.get_by_role("link", name="Har du prøvet det?").click()
    examine(young, "young: did it help")
    young.get_by_label("Det hjalp", exact=True).check()
    young.get_by_label("Vil du sige lidt mere?").fill(said)
    steps.press(young, "Send svaret")
    steps.headed(young, "Tak for dit svar")
    young.goto(f"{fresh.address()}/vaerktoej/ankerplads/")
    expect(young.get_by_text(said)).to_have_count(0)

    page = desk(fresh, visit, "redaktoer", "/vaerksted/svar/")
    examine(page, "workshop: what young people say")
    page.get_by_role("button", name=re.compile(f"Vis det.*{said}")).click()
    expect(page.get_by_text("Godkendt. Andre kan se det, når måneden er slut.")).to_be_visible()
    young.reload()
    expect(young.get_by_text(said)).to_have_count(0)  # before its month is over
    fresh.sql("UPDATE toolbox_feedback SET day = day - 31 WHERE sentence = %s", said)
    young.reload()
    expect(young.get_by_text(said)).to_be_visible()
    page.get_by_role("button", name=re.compile(f"Fortryd.*{said}")).click()
    young.reload()
    expect(young.get_by_text(said)).to_have_count(0)


def test_the_figures_are_a_table_with_words(fresh: Server, visit: Visit) -> None:
    page = desk(fresh, visit, "analytiker", "/vaerksted/brug/")
    steps.headed(page, "Sådan bliver værktøjerne brugt")
    examine(page, "workshop: use")
    for width in (390, 320):
        small = desk(fresh, visit, "analytiker", "/vaerksted/brug/", width)
        examine(small, "workshop: use")
