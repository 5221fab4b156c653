"""The operator's commands: the first administrator, and a login that starts over."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from urllib.parse import urlsplit

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.management import CommandError, call_command

from naere.accounts.staff.models import Membership, User
from naere.tenancy.models import Municipality
from tests.factories.people import make_member
from tests.tenant_client import TenantClient

InTenant = Callable[[Municipality], AbstractContextManager[None]]
Output = pytest.CaptureFixture[str]
PASSWORD = "blå bølger i april"


def link_in(text: str) -> str:
    [found] = re.findall(r"http://\S+", text)
    return str(found)


def follow(municipality: Municipality, link: str) -> TenantClient:
    """Choose a password at the printed address, as its reader would."""
    browser = TenantClient(municipality)
    path = browser.get(urlsplit(link).path)["Location"]
    browser.post(path, {"password1": PASSWORD, "password2": PASSWORD})
    return browser


def test_the_first_administrator_gets_in(dragoer: Municipality, capsys: Output) -> None:
    call_command("add_administrator", "dragoer", "Rask@dragoer.example", "Anders Rask")
    added = Membership.objects.get()
    assert (added.roles, added.alias) == (["administrator"], "Anders")
    link = link_in(capsys.readouterr().out)
    assert link.startswith("http://dragoer.localhost/konto/ny/")
    browser = follow(dragoer, link)
    given = {"login": "rask@dragoer.example", "password": PASSWORD}
    assert browser.post("/konto/log-ind/", given)["Location"] == "/styring/"


def test_the_link_works_once(dragoer: Municipality, capsys: Output) -> None:
    call_command("add_administrator", "dragoer", "rask@dragoer.example", "Anders Rask")
    link = link_in(capsys.readouterr().out)
    follow(dragoer, link)
    again = TenantClient(dragoer).get(urlsplit(link).path)
    assert again.status_code == 200  # no way on to the form: the page says that it was used
    assert b'name="password1"' not in again.content


def test_whoever_has_a_password_keeps_it(
    dragoer: Municipality, ishoej: Municipality, in_tenant: InTenant, capsys: Output
) -> None:
    with in_tenant(ishoej):
        known = make_member("administrator", with_identity=False).membership.user
    call_command("add_administrator", "dragoer", known.email, "Somebody")
    assert "http" not in capsys.readouterr().out
    assert User.objects.get().password == known.password


@pytest.mark.parametrize("email", ["", "rask", "rask@"])
def test_no_address(dragoer: Municipality, email: str) -> None:
    with pytest.raises(CommandError):
        call_command("add_administrator", "dragoer", email, "Anders Rask")
    assert not User.objects.exists()


def test_a_member_already(dragoer: Municipality) -> None:
    there = make_member("volunteer", with_identity=False).membership
    with pytest.raises(CommandError, match=there.user.email):
        call_command("add_administrator", "dragoer", there.user.email, "Anders Rask")
    there.refresh_from_db()
    assert there.roles == ["volunteer"]


@pytest.mark.parametrize("command", ["add_administrator", "reset_login"])
def test_no_such_municipality(dragoer: Municipality, command: str) -> None:
    rest = ["a@b.example", "Anders"] if command == "add_administrator" else ["a@b.example"]
    with pytest.raises(CommandError, match="no municipality nowhere"):
        call_command(command, "nowhere", *rest)


def test_a_login_starts_over(dragoer: Municipality, capsys: Output) -> None:
    member = make_member("volunteer")
    membership, user = member.membership, member.membership.user
    TOTP.activate(user, generate_totp_secret())
    browser = TenantClient(dragoer).be_staff(membership)
    assert browser.get("/frivillig/").status_code == 200
    call_command("reset_login", "dragoer", user.email.upper())
    user.refresh_from_db()
    assert not user.has_usable_password()
    assert not Authenticator.objects.filter(user=user).exists()
    assert browser.get("/frivillig/").status_code == 302
    assert Membership.objects.get().identity_id == membership.identity_id
    follow(dragoer, link_in(capsys.readouterr().out))
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_nobody_else_is_reset(
    dragoer: Municipality, ishoej: Municipality, in_tenant: InTenant
) -> None:
    with in_tenant(ishoej):
        other = make_member("volunteer", with_identity=False).membership.user
    with pytest.raises(CommandError, match="no active member of Dragør"):
        call_command("reset_login", "dragoer", other.email)
    assert User.objects.get().has_usable_password() == other.has_usable_password()
