"""A letter while it is closed: written now, answered later, read with the six words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser import steps
from tests.browser.steps import headed
from tests.browser.watch import examine

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.live import Server

pytestmark = pytest.mark.browser

LETTER, ANSWER = "Kære du. Jeg er flyttet hjemmefra.", "Kære Sky. Tak for dit brev."
HERE = "municipality_id = (SELECT id FROM tenancy_municipality WHERE slug = 'ishoej')"


@pytest.fixture
def closed(fresh: Server) -> Iterator[Server]:
    """Ishøj, closed now and open in three days; as it was before when the journey is over."""
    hours = "SELECT weekday, opens, closes, id FROM tenancy_openinghours"
    before = fresh.sql(f"{hours} WHERE {HERE}")
    moved = "(extract(isodow FROM now())::int - 1 + 3) % 7"
    fresh.sql(
        f"UPDATE tenancy_openinghours SET weekday = {moved}, opens = '16:00', closes = '17:00' WHERE {HERE}"
    )
    yield fresh
    for row in before:
        fresh.sql(
            "UPDATE tenancy_openinghours SET (weekday, opens, closes) = (%s, %s, %s) WHERE id = %s",
            *row,
        )


def test_a_letter_is_answered_while_the_young_person_is_away(
    closed: Server, visit: Callable[..., Page]
) -> None:
    young = visit()
    words = write_letter(young, closed)
    young.context.close()
    answer(visit(1280, 800), closed)
    again = visit()
    steps.come_back(again, closed, words, "ishoej")
    again.get_by_role("button", name="Brev med Noah").click()
    steps.reads(again, LETTER)
    steps.reads(again, ANSWER)
    examine(again, "young: letter, answered")


def write_letter(young: Page, server: Server) -> list[str]:
    """The page says when it opens, and offers a letter alone."""
    young.goto(f"{server.address('ishoej')}/")
    expect(young.get_by_text("Vi åbner")).to_be_visible()
    expect(young.get_by_role("link", name="Skriv nu")).to_have_count(0)
    examine(young, "young: front, closed")
    young.get_by_role("link", name="Skriv et brev").click()
    steps.introduce(young, "18–21 år")
    expect(young.get_by_text("Der er lukket lige nu.")).to_be_visible()
    expect(young.get_by_role("button", name="Skriv med en nu")).to_have_count(0)
    steps.ask(young, "letter")
    examine(young, "young: letter")
    steps.write(young, LETTER)
    steps.is_status(young, LETTER, "Sendt")
    words = steps.make_words(young, "Få seks ord")
    headed(young, "Dit brev")
    steps.reads(young, LETTER)
    return words


def answer(peer: Page, server: Server) -> None:
    """The letter waits in the queue as one; it may be answered outside the hours."""
    who = steps.login("frivillig", "ishoej")
    steps.log_in(peer, server, who, "/frivillig/")
    steps.unlock(peer, who.words)
    steps.go_on_duty(peer)
    queue = peer.get_by_role("region", name="De venter på en frivillig")
    expect(queue.get_by_text("Brev", exact=True)).to_be_visible()
    peer.get_by_role("button", name="Tag den").click()
    steps.reads(peer.get_by_role("main"), LETTER)
    steps.write(peer.get_by_role("main"), ANSWER)
    steps.is_status(peer.get_by_role("main"), ANSWER, "Sendt")
