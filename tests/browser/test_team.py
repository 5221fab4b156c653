"""A peer who is taken out of the team opens nothing that comes afterwards."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser import steps
from tests.browser.conftest import clear
from tests.browser.watch import examine, watch_of

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.live import Server

pytestmark = pytest.mark.browser

LATER = "Jeg skriver, efter at Malik er taget ud."
HOLDERS = """SELECT k.version, u.email FROM keys_teamkeyshare s
  JOIN keys_teamkey k ON k.id = s.team_key_id
  JOIN staff_membership m ON m.identity_id = s.identity_id JOIN staff_user u ON u.id = m.user_id
  JOIN tenancy_municipality p ON p.id = k.municipality_id
  WHERE k.kind = 'peers' AND p.slug = 'dragoer' ORDER BY k.version DESC, u.email"""


def test_a_removed_peer_cannot_open_what_comes_later(
    spare: Server, visit: Callable[..., Page]
) -> None:
    clear(spare)
    coordinator = at_work(visit(1280, 800), spare, "koordinator", "/frivillig/hold/")
    removed = at_work(visit(1280, 800), spare, "frivillig2", "/frivillig/")
    steps.go_on_duty(removed)
    examine(coordinator, "coordinator: the team")
    take_out(coordinator, "Malik")
    expect(removed.get_by_text("Du er ikke godkendt på holdet endnu.")).to_be_visible()
    young = visit()
    steps.begin(young, spare, "letter")
    steps.write(young, LATER)
    steps.is_status(young, LATER, "Sendt")
    expect(removed.get_by_role("button", name="Tag den")).to_be_disabled()
    assert who_holds_the_newest(spare) == {"frivillig", "koordinator", "asta"}
    assert refused(removed, spare) == 403
    assert LATER not in removed.content()


def at_work(page: Page, server: Server, key: str, path: str) -> Page:
    """Log in and open the keys."""
    who = steps.login(key)
    steps.log_in(page, server, who, path)
    steps.unlock(page, who.words)
    return page


def take_out(coordinator: Page, alias: str) -> None:
    """Remove a peer; the coordinator's browser makes a new key for those who stay."""
    coordinator.get_by_role("button", name=f"Fjern {alias}").click()
    examine(coordinator, "coordinator: asked before removing")
    steps.confirm(coordinator, "Ja, fjern")
    peers = coordinator.get_by_role("region", name="Frivillige")
    expect(peers.get_by_text("Holdets nøgle er lavet (nummer 2).")).to_be_visible()


def who_holds_the_newest(server: Server) -> set[str]:
    """The keys of those to whom the team's second key was boxed."""
    return {email.split("@")[0] for version, email in server.sql(HOLDERS) if version == 2}


def refused(page: Page, server: Server) -> int:
    """What the server says when the button is got around."""
    watch_of(page).allow("status of 403")
    [(found,)] = server.sql("SELECT id::text FROM conversations_conversation")
    call = """async (path) => (await fetch(path, {
      method: "POST", body: "{}",
      headers: {
        "Content-Type": "application/json",
        "X-CSRFToken": document.querySelector("meta[name=csrf-token]").content,
      },
    })).status"""
    status: int = page.evaluate(call, f"/api/conversations/{found}/accept")
    return status
