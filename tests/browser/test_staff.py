"""Volunteers, a coordinator and a professional, each in a browser of their own, with real keys."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from client.session import YoungClient
from demo.logins import PASSWORD, PEOPLE, Login
from tests.chromium import axe

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.live import Server

pytestmark = pytest.mark.browser

# Ishøj and letters, so that these journeys and those of Dragør's live queue never meet.
WHERE = "ishoej"
Open = Callable[..., "Page"]


def who(key: str) -> Login:
    return next(one for one in PEOPLE if one.municipality == WHERE and one.key == key)


def log_in(page: Page, server: Server, key: str) -> Login:
    person = who(key)
    page.goto(f"{server.address(WHERE)}/konto/log-ind/")
    page.fill("input[name=login]", person.email)
    page.fill("input[name=password]", PASSWORD)
    page.click("form:has(input[name=password]) button[type=submit]")
    return person


def at_work(page: Page, server: Server, key: str) -> Page:
    """Log in, and open the keys with the six words."""
    person = log_in(page, server, key)
    page.fill("#word-0", " ".join(person.words))
    page.click("form.keys button.button-primary")
    expect(page.locator("naere-duty-bar")).to_be_visible()
    return page


def on_duty(page: Page) -> Page:
    switch = page.get_by_role("switch")
    if switch.get_attribute("aria-checked") != "true":
        switch.click()
    expect(switch).to_have_attribute("aria-checked", "true")
    return page


@pytest.fixture
def letter(server: Server) -> Iterator[Callable[[str, str], None]]:
    """Return a way to write a letter as a young person: `letter(nickname, text)`."""
    address = server.address(WHERE)
    # The municipality's own ids, as the page of the young person is told.
    groups = server.sql(
        "SELECT g.id FROM tenancy_agegroup g JOIN tenancy_municipality m ON m.id = g.municipality_id"
        " WHERE m.slug = %s ORDER BY g.age_from LIMIT 1",
        WHERE,
    )

    async def write(nickname: str, text: str) -> None:
        async with YoungClient(address) as young:
            await young.start(nickname, str(groups[0][0]))
            async with await young.ask("letter") as conversation:
                await conversation.send(text)

    with ThreadPoolExecutor(1) as thread:
        yield lambda nickname, text: thread.submit(asyncio.run, write(nickname, text)).result()


def take(page: Page, nickname: str, text: str) -> None:
    """Accept the oldest of the queue and see what was written."""
    page.locator(".queue-item button").first.click()
    expect(page.get_by_role("log").get_by_text(text)).to_be_visible()
    expect(page.locator("naere-conversation .talk-name")).to_have_text(nickname)


def test_two_reach_for_the_same_and_one_registers_it(
    server: Server, open_page: Open, letter: Callable[[str, str], None]
) -> None:
    """One wins, the other is told kindly; a professional is called; the registration takes taps alone."""
    first, professional = open_page(width=1280, height=800), open_page(width=390)
    second = open_page(width=1280, height=800)
    peers = {first: who("frivillig"), second: who("frivillig2")}
    for page, peer in peers.items():
        on_duty(at_work(page, server, peer.key))
    letter("Sky", "Hej, er der nogen?")
    for page in peers:
        expect(page.locator(".queue-item")).to_have_count(1)
    for page in peers:
        page.evaluate("document.querySelector('.queue-item button').click()")
    winner, loser = first, second
    expect(
        first.locator(".said .notice").or_(first.locator("naere-conversation")).first
    ).to_be_visible()
    if first.locator(".said .notice").count():
        winner, loser = second, first
    expect(loser.get_by_text("En anden nåede det først.")).to_be_visible()
    expect(winner.get_by_role("log").get_by_text("Hej, er der nogen?")).to_be_visible()
    expect(loser.locator("naere-conversation")).to_have_count(0)

    on_duty(at_work(professional, server, "vagt"))
    winner.get_by_role("button", name="Kald en fagperson").click()
    expect(professional.locator(".queue-call")).to_contain_text(
        f"{peers[winner].alias} (frivillig)"
    )
    professional.get_by_role("button", name=re.compile("^Kom med")).click()
    expect(professional.locator("naere-composer")).to_be_visible()
    winner.locator("naere-composer textarea").fill("Nu er vi tre")
    winner.get_by_role("button", name="Send").click()
    expect(professional.get_by_role("log").get_by_text("Nu er vi tre")).to_be_visible()
    assert axe(winner) == []
    assert axe(professional) == []
    professional.get_by_role("button", name="Gå ud").click()
    professional.get_by_role("button", name="Ja, gå ud").click()
    expect(professional.get_by_text("Du er gået ud af samtalen.")).to_be_visible()

    winner.get_by_role("button", name="Slut").first.click()
    winner.locator(".talk-notices button.button-primary").click()
    save = winner.get_by_role("button", name="Gem og luk")
    save.click()
    expect(winner.get_by_role("alert").filter(has_text="Mangler svar")).to_be_visible()
    for question in winner.locator(".closing fieldset").all():
        question.locator("input").first.check(force=True)
    assert axe(winner) == []
    save.click()
    expect(winner.get_by_text("Tak. Samtalen er registreret.")).to_be_visible()


def test_a_first_login_an_approval_and_a_letter(
    server: Server, open_page: Open, letter: Callable[[str, str], None]
) -> None:
    """Keys are made with six words; the coordinator's browser shares the team's; the letter opens."""
    newcomer, coordinator = open_page(width=390), open_page(width=1280, height=800)
    server.sql(
        "UPDATE staff_membership SET identity_id = NULL FROM staff_user u"
        " WHERE u.id = user_id AND u.email = %s",
        who("frivillig2").email,
    )
    log_in(newcomer, server, "frivillig2")
    newcomer.get_by_role("button", name="Lav mine seks ord").click()
    assert axe(newcomer) == []
    words = newcomer.locator(".words-list li").all_inner_texts()
    assert len(words) == 6
    newcomer.get_by_role("button", name="Jeg har gemt dem").click()
    fields = newcomer.locator("form.keys input.form-input")
    fields.first.fill("forkert")
    fields.last.fill("forkert")
    newcomer.get_by_role("button", name="Færdig").click()
    expect(newcomer.get_by_role("alert")).to_have_text("Det passer ikke. Se på dine ord igen.")
    for field in fields.all():
        field.fill(words[int(field.get_attribute("name") or "")].upper())
    newcomer.get_by_role("button", name="Færdig").click()
    expect(newcomer.get_by_text("Du er ikke godkendt på holdet endnu.")).to_be_visible()

    at_work(coordinator, server, "koordinator")
    assert axe(coordinator) == []
    row = coordinator.get_by_role("row").filter(has_text=who("frivillig2").alias)
    row.get_by_role("button", name=re.compile("^Godkend ")).click()
    expect(row).to_contain_text("Godkendt og har nøglen")
    expect(newcomer.get_by_text("godkendt på holdet")).to_have_count(0)

    letter("Regn", "Et brev om at være ny")
    take(on_duty(newcomer), "Regn", "Et brev om at være ny")
    newcomer.get_by_role("button", name="Giv videre").click()
    newcomer.get_by_role("button", name="Ja, giv videre").click()
    expect(newcomer.get_by_text("Samtalen er givet videre.")).to_be_visible()
    # Nobody is left to share it with: the young person's browser must come back first.
    expect(newcomer.locator(".queue-item")).to_contain_text("Overdraget")

    row.get_by_role("button", name=re.compile("^Fjern ")).click()
    coordinator.get_by_role("button", name="Ja, fjern").click()
    expect(coordinator.locator("#team-peers + p")).to_have_text(
        "Holdets nøgle er lavet (nummer 2)."
    )
    expect(newcomer.get_by_text("Du er ikke godkendt på holdet endnu.")).to_be_visible()
    server.sql("UPDATE conversations_conversation SET state = 'closed' WHERE nickname = 'Regn'")


@pytest.mark.parametrize("key", ["frivillig", "koordinator", "vagt"])
def test_a_page_fits_and_is_readable(server: Server, open_page: Open, key: str) -> None:
    """At three widths; the browser has nothing to complain of, least of all the page's policy."""
    page = open_page(width=1280, height=800)
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    at_work(page, server, key)
    for width in (1280, 390, 320):
        page.set_viewport_size({"width": width, "height": 800})
        assert axe(page) == [], width
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert complaints == []
