"""Logging in: with a password in the demo, with a second factor elsewhere, at one host only."""

from __future__ import annotations

import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.core.cache import cache

from naere.accounts.staff.services import deactivate
from naere.tenancy.models import Municipality
from tests.factories.people import PASSWORD, Member, make_member
from tests.tenant_client import TenantClient

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture
def peer(dragoer: Municipality) -> Member:
    return make_member("volunteer", with_identity=False)


@pytest.fixture
def browser(dragoer: Municipality) -> TenantClient:
    return TenantClient(dragoer)


@pytest.fixture
def demanding(settings: Any) -> None:
    """As in production: a password alone is not enough."""
    settings.NAERE_PASSWORD_ONLY_LOGIN = False


def log_in(browser: TenantClient, member: Member, password: str = PASSWORD) -> Any:
    return browser.post("/konto/log-ind/", {"login": member.email, "password": password})


def status(browser: TenantClient) -> int:
    """Return what a call of staff's answers to this browser."""
    return int(browser.get("/api/staff/me").status_code)


def code_now(secret: str = SECRET) -> str:
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))


@pytest.mark.parametrize(
    ("roles", "door"),
    [
        (["volunteer"], "/frivillig/"),
        (["coordinator"], "/frivillig/"),
        (["on_duty"], "/fag/"),
        (["administrator"], "/styring/"),
        (["editor"], "/vaerksted/"),
        (["assessor"], "/vaerksted/"),
        (["teacher"], "/konto/velkommen/"),
        (["contact_person"], "/konto/velkommen/"),
    ],
)
def test_each_to_their_own_door(browser: TenantClient, roles: list[str], door: str) -> None:
    response = log_in(browser, make_member(*roles, with_identity=False))
    assert (response.status_code, response["Location"]) == (302, door)


def test_whoever_has_no_page_yet_is_told_kindly(browser: TenantClient) -> None:
    browser.be_staff(make_member("teacher", with_identity=False).membership)
    page = browser.get("/vaerksted/", follow=True)
    html = page.content.decode()
    assert (page.status_code, "Her er ikke noget til dig endnu." in html) == (200, True)
    assert "Dit login virker" in html
    assert all(f'href="{way}"' in html for way in ("/", "/konto/2fa/"))
    browser.be_staff(make_member("editor", with_identity=False).membership)
    assert browser.get("/konto/velkommen/")["Location"] == "/vaerksted/"


def test_the_demo_says_that_a_password_is_enough_here(browser: TenantClient, settings: Any) -> None:
    settings.NAERE_PASSWORD_ONLY_LOGIN = True
    assert "demo" in browser.get("/konto/log-ind/").content.decode()
    settings.NAERE_PASSWORD_ONLY_LOGIN = False
    assert "demo" not in browser.get("/konto/log-ind/").content.decode()


def test_a_wrong_password(browser: TenantClient, peer: Member) -> None:
    assert log_in(browser, peer, "wrong").status_code == 200
    assert status(browser) == 401


def test_an_unknown_address_gets_the_same_answer(browser: TenantClient, peer: Member) -> None:
    known = log_in(browser, peer, "wrong").context["form"].errors
    unknown = browser.post("/konto/log-ind/", {"login": "x@example.dk", "password": "wrong"})
    assert unknown.context["form"].errors == known


def test_too_many_wrong_passwords(browser: TenantClient, peer: Member) -> None:
    for _ in range(5):
        log_in(browser, peer, "wrong")
    assert log_in(browser, peer).status_code == 200


def test_no_address_is_kept(browser: TenantClient, peer: Member) -> None:
    browser.post(
        "/konto/log-ind/",
        {"login": peer.email, "password": "wrong"},
        REMOTE_ADDR="203.0.113.77",
    )
    kept = list(cache._cache)  # type: ignore[attr-defined]
    assert any(":login:30/60/ip:" in key for key in kept), kept
    assert not any("203.0.113" in key for key in kept)


def test_a_member_of_another_municipality_is_sent_back(
    browser: TenantClient, ishoej: Municipality, in_tenant: Any
) -> None:
    with in_tenant(ishoej):
        stranger = make_member("volunteer", with_identity=False)
    assert log_in(browser, stranger)["Location"] == "/konto/ingen-adgang/"
    assert status(browser) == 401


def test_a_shut_out_member_is_sent_back(browser: TenantClient, peer: Member) -> None:
    deactivate(peer.membership)
    assert log_in(browser, peer)["Location"] == "/konto/ingen-adgang/"


def test_a_session_is_good_for_one_municipality(
    browser: TenantClient, peer: Member, ishoej: Municipality, in_tenant: Any
) -> None:
    from naere.accounts.staff.services import add_member

    with in_tenant(ishoej):
        add_member(peer.email, "", "Rose", ["volunteer"])
    log_in(browser, peer)
    assert status(browser) == 200
    elsewhere = TenantClient(ishoej)
    elsewhere.cookies = browser.cookies
    assert status(elsewhere) == 404


def test_without_a_second_factor_there_is_one_way(
    demanding: None, browser: TenantClient, peer: Member
) -> None:
    log_in(browser, peer)
    assert browser.get("/styring/medlemmer/")["Location"] == "/konto/2fa/"
    call = browser.get("/api/staff/me")
    assert (call.status_code, call.json()["error"]) == (401, "second-factor")
    assert browser.get("/konto/2fa/").status_code == 200
    assert browser.get("/konto/adgangskode/")["Location"] == "/konto/2fa/"


def test_half_a_login_takes_no_part_in_conversations(
    demanding: None, browser: TenantClient, peer: Member
) -> None:
    # The call is open to young people too, so the middleware lets it through to the view.
    log_in(browser, peer)
    call = browser.get("/api/conversations/00000000-0000-4000-8000-000000000000")
    assert (call.status_code, call.json()["error"]) == (401, "sign-in")


def test_setting_up_a_second_factor_opens_the_door(
    demanding: None, browser: TenantClient, peer: Member, django_capture_on_commit_callbacks: Any
) -> None:
    log_in(browser, peer)
    asked = browser.get("/konto/2fa/totp/activate/")
    assert asked["Location"].startswith("/konto/bekraeft/")
    browser.post("/konto/bekraeft/", {"password": PASSWORD})
    page = browser.get("/konto/2fa/totp/activate/")
    secret = page.context["form"].secret
    assert "<svg" in page.content.decode()
    code = code_now(secret)
    with django_capture_on_commit_callbacks(execute=True):
        done = browser.post("/konto/2fa/totp/activate/", {"code": code})
    assert done["Location"] == "/konto/2fa/recovery-codes/"
    assert status(browser) == 200


def test_a_stored_secret_is_encrypted(peer: Member) -> None:
    TOTP.activate(peer.membership.user, SECRET)
    stored = Authenticator.objects.get(user=peer.membership.user)
    assert SECRET not in str(stored.data)
    assert stored.wrap().validate_code(code_now())


def test_the_code_is_asked_for_at_the_next_login(
    demanding: None, browser: TenantClient, peer: Member
) -> None:
    TOTP.activate(peer.membership.user, SECRET)
    assert log_in(browser, peer)["Location"] == "/konto/2fa/authenticate/"
    assert status(browser) == 401
    wrong = browser.post("/konto/2fa/authenticate/", {"code": "000000"})
    assert wrong.status_code == 200
    right = browser.post("/konto/2fa/authenticate/", {"code": code_now()})
    assert right["Location"] == "/frivillig/"
    assert status(browser) == 200


def test_a_factor_set_up_elsewhere_does_not_open_an_old_session(
    demanding: None, browser: TenantClient, peer: Member
) -> None:
    log_in(browser, peer)
    TOTP.activate(peer.membership.user, SECRET)
    assert status(browser) == 401


@pytest.mark.parametrize("path", ["opret/", "mail/", "mail/sendt/", "adgangskode/vaelg/", "kode/"])
def test_what_is_shut(browser: TenantClient, path: str) -> None:
    assert browser.get(f"/konto/{path}").status_code == 404
    assert browser.post(f"/konto/{path}").status_code == 404


def test_no_script_or_style_in_the_pages(browser: TenantClient, peer: Member) -> None:
    log_in(browser, peer)
    browser.post("/konto/bekraeft/", {"password": PASSWORD})
    for path in ("2fa/", "2fa/totp/activate/", "2fa/webauthn/add/", "adgangskode/", "log-ud/"):
        html = browser.get(f"/konto/{path}").content.decode()
        assert "style=" not in html, path
        assert " onclick" not in html, path
        assert html.count("<script") == html.count('<script type="module"') + html.count(
            'type="application/json"'
        ), path
