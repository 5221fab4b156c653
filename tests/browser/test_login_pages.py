"""The login in Chromium: readable, without a violation of the policy, and passkeys work."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from demo.logins import PASSWORD
from tests.chromium import axe

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.live import Server

pytestmark = pytest.mark.browser

# Nobody else's login in the browser tests: it gets a second factor here.
WHO, DOOR = "underviser@dragoer.example", "**/konto/velkommen/"
OWN_PAGES = [
    "velkommen/",
    "2fa/",
    "2fa/totp/activate/",
    "2fa/webauthn/add/",
    "adgangskode/",
    "log-ud/",
]


def watched(page: Page) -> list[str]:
    """Return a list that fills with what the browser complains about."""
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    return complaints


def log_in(page: Page, server: Server) -> None:
    page.goto(f"{server.address()}/konto/log-ind/")
    page.fill("input[name=login]", WHO)
    page.fill("input[name=password]", PASSWORD)
    page.click("form:has(input[name=password]) button[type=submit]")
    page.wait_for_url(DOOR)


def confirm(page: Page) -> None:
    """Show once more who it is, when that is asked."""
    if "/bekraeft/" in page.url:
        page.fill("input[type=password]", PASSWORD)
        page.click("main button[type=submit]")


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_the_login_page(server: Server, open_page: Callable[..., Page], width: int) -> None:
    page = open_page(width=width)
    complaints = watched(page)
    for path in ("log-ind/", "glemt/", "ingen-adgang/"):
        page.goto(f"{server.address()}/konto/{path}")
        assert axe(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    assert complaints == []


def test_ones_own_pages(server: Server, page: Page) -> None:
    complaints = watched(page)
    log_in(page, server)
    for path in OWN_PAGES:
        page.goto(f"{server.address()}/konto/{path}")
        confirm(page)
        page.wait_for_url(f"**/konto/{path}")
        assert axe(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, path
    assert [said for said in complaints if "Content Security Policy" in said] == []


def test_a_passkey_is_set_up_and_logs_in(server: Server, page: Page) -> None:
    complaints = watched(page)
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    device.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    log_in(page, server)
    page.goto(f"{server.address()}/konto/2fa/webauthn/add/")
    confirm(page)
    page.wait_for_url("**/2fa/webauthn/add/")
    page.fill("input[name=name]", "Min telefon")
    page.click("form[data-passkey=create] button[type=submit]")
    page.wait_for_url("**/2fa/recovery-codes/")
    assert page.locator("ul.codes code").count() == 10
    page.context.clear_cookies()
    page.goto(f"{server.address()}/konto/log-ind/")
    page.click("form[data-passkey=get] button[type=submit]")
    page.wait_for_url(DOOR)
    assert complaints == []


def test_a_passkey_that_is_not_there_is_said(server: Server, page: Page) -> None:
    page.goto(f"{server.address()}/konto/log-ind/")
    page.evaluate("() => { navigator.credentials.get = () => Promise.reject(new Error('no')); }")
    page.click("form[data-passkey=get] button[type=submit]")
    page.wait_for_selector("[data-passkey-error]:not([hidden])")
