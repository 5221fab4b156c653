"""A tool is suggested, looked into, pictured and asked about: on a phone, at a desk, without JavaScript."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser import steps
from tests.browser.steps import headed, press
from tests.browser.watch import examine, watch_of

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.live import Server

pytestmark = pytest.mark.browser

SUGGEST = "/vaerktoejer/foreslaa/"
WIDTHS = (1280, 390, 320)


def picture(size: tuple[int, int] = (900, 600)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (15, 100, 102)).save(out, "PNG")
    return out.getvalue()


def seen(page: Page, state: str) -> None:
    """Look at a page at every width."""
    size = page.viewport_size
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        examine(page, state)
    assert size is not None
    page.set_viewport_size(size)


@pytest.fixture
def editor(server: Server, visit: Callable[..., Page]) -> Page:
    """Ishøj's editor, logged in at the list of suggestions."""
    page = visit(1280, 800)
    steps.log_in(page, server, steps.login("redaktoer", "ishoej"), "/vaerksted/forslag/")
    headed(page, "Forslag")
    return page


def test_somebody_suggests_and_an_editor_decides(
    server: Server, visit: Callable[..., Page], editor: Page
) -> None:
    young = visit(java_script_enabled=False)
    watch_of(young).allow("status of 400")
    young.goto(f"{server.address('ishoej')}{SUGGEST}")
    press(young, "Send forslaget")
    expect(young.get_by_text("Skriv, hvad det hedder.")).to_be_visible()
    young.get_by_label("Hvad hedder det?").fill("Natlyset")
    young.get_by_label("Hvorfor er det godt?").fill("Det er roligt.")
    press(young, "Send forslaget")
    headed(young, "Tak for forslaget")

    editor.reload()
    seen(editor, "the inbox")
    editor.get_by_role("link", name="Natlyset").click()
    headed(editor, "Natlyset")
    seen(editor, "a suggestion")
    editor.get_by_label("Hvad skal der ske med det?").select_option(label="Sig nej")
    editor.get_by_label("Hvorfor", exact=True).fill("Det er en lampe.")
    press(editor, "Beslut")
    expect(editor.get_by_text("Det er en lampe.")).to_be_visible()


def test_the_page_to_suggest_fits(server: Server, visit: Callable[..., Page]) -> None:
    page = visit()
    page.goto(f"{server.address('ishoej')}{SUGGEST}")
    watch_of(page).allow("status of 400")
    seen(page, "suggest a tool")
    press(page, "Send forslaget")
    seen(page, "suggest a tool: what is missing")
    page.get_by_label("Hvad hedder det?").fill("Natlyset.dk")
    page.get_by_label("Hvorfor er det godt?").fill("Før tænkte jeg på selvmord.")
    press(page, "Send forslaget")
    headed(page, "Tak for forslaget")
    expect(page.locator(".finder-danger")).to_be_visible()
    seen(page, "help before the thanks")


def test_pictures_are_added_and_what_is_none_is_refused(server: Server, editor: Page) -> None:
    open_tool(server, editor, "Billeder")
    watch_of(editor).allow("status of 400")
    before = editor.locator(".picture-row").count()
    add(editor, "a.png", picture())
    expect(editor.locator(".picture-row")).to_have_count(before + 1)
    shown = editor.locator(".picture-row img").last
    shown.scroll_into_view_if_needed()
    expect(shown).to_have_js_property("naturalWidth", 900)
    seen(editor, "pictures")
    add(editor, "a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>")
    expect(editor.get_by_text("Vælg en PNG, JPEG eller WebP.")).to_be_visible()
    add(editor, "a.png", picture() + os.urandom(8 * 1024 * 1024))
    expect(editor.get_by_text("Billedet er større end 8 MB.")).to_be_visible()
    expect(editor.locator(".picture-row")).to_have_count(before + 1)


def test_fifty_megabytes_get_a_plain_answer(server: Server, editor: Page, tmp_path: object) -> None:
    open_tool(server, editor, "Billeder")
    watch_of(editor).allow("status of 413", "status of 404", "favicon")
    heavy = f"{tmp_path}/heavy.png"
    with open(heavy, "wb") as file:
        file.truncate(50 * 1024 * 1024)
    editor.get_by_label("Billede", exact=True).set_input_files(heavy)
    fill_words(editor)
    with editor.expect_response(lambda response: response.request.method == "POST") as answered:
        press(editor, "Tilføj")
    assert answered.value.status == 413
    editor.goto(f"{server.address('ishoej')}/vaerksted/forslag/")
    headed(editor, "Forslag")


def test_the_research_log(server: Server, editor: Page) -> None:
    editor.goto(f"{server.address('ishoej')}/vaerksted/research/")
    editor.get_by_label("Hvad", exact=True).fill("En side om søvn")
    editor.get_by_role("main").get_by_label("Eksempel", exact=True).last.select_option(
        label="dårligt eksempel"
    )
    editor.get_by_label("Hvorfor", exact=True).fill("Mange reklamer.")
    press(editor, "Tilføj")
    expect(editor.get_by_text("Mange reklamer.")).to_be_visible()
    seen(editor, "the research log")
    editor.get_by_label("Tekst", exact=True).fill("reklamer")
    press(editor, "Vis")
    expect(editor).to_have_url(re.compile(r"q=reklamer"))
    expect(editor.get_by_role("link", name="En side om søvn")).to_be_visible()
    with editor.expect_download() as download:
        editor.get_by_role("link", name="Hent som CSV").click()
    assert "Mange reklamer." in download.value.path().read_text("utf-8-sig")
    editor.get_by_role("link", name="En side om søvn").click()
    seen(editor, "an entry")


def test_a_provider_answers_once(server: Server, visit: Callable[..., Page], editor: Page) -> None:
    open_tool(server, editor, "Udbyderens egne ord")
    press(editor, "Lav et link")
    seen(editor, "a link for a provider")
    address = editor.locator("code").inner_text()
    provider = visit(java_script_enabled=False)
    provider.goto(address)
    expect(provider.get_by_role("heading", level=1)).to_contain_text("Om ")
    for label, answer in ANSWERS.items():
        provider.get_by_label(label).fill(answer)
    for label, choice in CHOICES.items():
        provider.get_by_label(label).select_option(label=choice)
    press(provider, "Send svarene")
    headed(provider, "Tak for svarene")
    assert provider.context.cookies() == []
    editor.get_by_role("link", name=re.compile("^←")).click()
    open_page(editor, "Udbyderens egne ord")
    expect(editor.get_by_text("kun på personens egen enhed").first).to_be_visible()
    expect(editor.get_by_text("Ikke vist endnu.")).to_be_visible()
    seen(editor, "a provider's answers")
    press(editor, "Jeg har læst det: vis det")
    expect(editor.get_by_text("Nu står svarene på værktøjets side.")).to_be_visible()
    expect(editor.get_by_text("Ikke vist endnu.")).to_have_count(0)


def test_the_providers_page_fits(server: Server, visit: Callable[..., Page], editor: Page) -> None:
    open_tool(server, editor, "Udbyderens egne ord")
    press(editor, "Lav et link")
    page = visit()
    page.goto(editor.locator("code").inner_text())
    seen(page, "a provider is asked")


ANSWERS = {
    "Hvilke data samler I ind": "Ingen",
    "Hvem bliver de delt med?": "Ingen",
    "Hvordan sletter man alt": "Man sletter den.",
    "Hvem betaler for værktøjet?": "En fond",
    "Fra hvilken alder": "13",
    "Hvad sker der, når nogen": "De ser hjælpelinjer.",
    "Hvem svarer": "Direktøren",
    "E-mail til spørgsmål": "x@udbyder.example",
}
CHOICES = {
    "Hvor bliver de gemt?": "kun på personens egen enhed",
    "Viser det reklamer": "nej",
    "Hvor tilgængeligt": "testet af os selv",
    "Er det CE-mærket": "nej, det er ikke medicinsk udstyr",
    "Siger I, at det kan behandle": "nej",
}


def open_tool(server: Server, editor: Page, name: str) -> None:
    """Go to a page about the first tool of the catalogue."""
    editor.goto(f"{server.address('ishoej')}/vaerksted/vaerktoejer/")
    editor.get_by_role("main").locator(".rows").get_by_role("link").first.click()
    open_page(editor, name)


def open_page(editor: Page, name: str) -> None:
    editor.locator(".tool-pages").get_by_role("link", name=name).click()
    headed(editor, name)


def fill_words(editor: Page) -> None:
    form = editor.get_by_role("region", name="Tilføj")
    form.get_by_label("Med ord, dansk").fill("En grøn flade")
    form.get_by_label("Med ord, engelsk").fill("A green plane")


def add(editor: Page, name: str, data: bytes) -> None:
    """Send a file as a picture, with its words."""
    file = {"name": name, "mimeType": "image/png", "buffer": data}
    editor.get_by_label("Billede", exact=True).set_input_files(file)  # type: ignore[arg-type]
    fill_words(editor)
    press(editor, "Tilføj")
