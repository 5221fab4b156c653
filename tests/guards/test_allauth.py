"""allauth's addresses and the chooser's × everybody: they declare nothing, so each answer is written here."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import reverse

from naere.accounts.staff.enums import Role
from naere.tenancy.models import Municipality
from tests.factories.people import PASSWORD
from tests.guards.routes import ALLAUTH, CHOOSER, Route, routes
from tests.guards.world import ACTORS, ANONYMOUS, YOUNG, World, make_world

LOGIN, CONFIRM = "/konto/log-ind/", "/konto/bekraeft/"
# What GET answers a member of staff: a status, or where it leads.
EVERYONE = {
    "account_inactive": "200",
    "account_reset_password": "200",
    "account_reset_password_done": "200",
    "account_reset_password_from_key": "200",  # with a key that is nobody's: it says so
    "account_reset_password_from_key_done": "200",
}
SIGNED_IN = {
    "account_login": "home",
    "account_logout": "200",
    "account_reauthenticate": "200",
    "account_change_password": "200",
    "mfa_index": "200",
    "mfa_list_webauthn": "200",
    "mfa_authenticate": "home",
    "mfa_login_webauthn": "home",
    "mfa_reauthenticate": CONFIRM,
    "mfa_reauthenticate_webauthn": CONFIRM,
    "mfa_activate_totp": CONFIRM,
    "mfa_add_webauthn": CONFIRM,
    "mfa_generate_recovery_codes": CONFIRM,
    "mfa_remove_webauthn": CONFIRM,
    "mfa_edit_webauthn": CONFIRM,
    # They have no factor of which anything could be shown.
    "mfa_deactivate_totp": "404",
    "mfa_view_recovery_codes": "404",
    "mfa_download_recovery_codes": "404",
}
SIGNED_OUT = dict.fromkeys(SIGNED_IN, LOGIN) | {"account_login": "200", "account_logout": "/"}
HOMES = ("/frivillig/", "/fag/", "/styring/", "/vaerksted/", "/konto/velkommen/")


@pytest.fixture
def world(dragoer: Municipality) -> World:
    return make_world(dragoer)


@pytest.fixture
def key_of_another(world: World) -> int:
    """The number of a security key whose owner takes part in no test."""
    from tests.factories.people import make_member

    user = make_member("volunteer", with_identity=False).membership.user
    kind = Authenticator.Type.WEBAUTHN
    return int(Authenticator.objects.create(user=user, type=kind, data={"name": "Nøgle"}).pk)


def test_every_exempt_address_is_in_the_table() -> None:
    assert {*EVERYONE, *SIGNED_IN} == set(ALLAUTH)


@pytest.mark.parametrize("actor", ACTORS)
def test_what_allauth_answers(world: World, key_of_another: int, actor: str) -> None:
    expected = EVERYONE | (SIGNED_OUT if actor in {ANONYMOUS, YOUNG} else SIGNED_IN)
    browser, wrong = world.browser(actor), {}
    for name, wanted in expected.items():
        found = said(get(browser, address(name, key_of_another)))
        if found != wanted:
            wrong[name] = f"{found}, not {wanted}"
    assert wrong == {}


@pytest.mark.parametrize("actor", Role.values)
def test_another_members_key_does_not_exist(world: World, key_of_another: int, actor: str) -> None:
    browser = world.browser(actor)
    browser.post(CONFIRM, {"password": PASSWORD})
    for name in ("mfa_remove_webauthn", "mfa_edit_webauthn"):
        assert said(get(browser, address(name, key_of_another))) == "404", name
    assert said(get(browser, reverse("mfa_activate_totp"))) == "200"


def address(name: str, key: int) -> str:
    """Return the address of an allauth view."""
    free: dict[str, dict[str, Any]] = {
        "account_reset_password_from_key": {"uidb36": "1", "key": "set-password"},
        "mfa_remove_webauthn": {"pk": key},
        "mfa_edit_webauthn": {"pk": key},
    }
    return reverse(name, kwargs=free.get(name))


def get(browser: Any, path: str) -> Any:
    """GET a path; whatever it did is undone."""
    cookies = deepcopy(browser.cookies)
    with transaction.atomic():
        response = browser.get(path)
        transaction.set_rollback(True)
    browser.cookies = cookies
    return response


def said(response: Any) -> str:
    """Return the status, or where a redirect leads without its query ("home" for a first page)."""
    if response.status_code != 302:
        return str(response.status_code)
    path = str(response["Location"]).partition("?")[0]
    return "home" if path in HOMES else path


@pytest.mark.parametrize("actor", ACTORS)
def test_the_chooser_is_the_same_for_everybody(world: World, actor: str) -> None:
    bare = Client(HTTP_HOST=settings.NAERE_BASE_HOST)
    found = {route.name: bare.get(path_of(route)) for route in routes(CHOOSER)}
    bare.cookies = world.browser(actor).cookies
    known = {route.name: bare.get(path_of(route)) for route in routes(CHOOSER)}
    assert {name: one.status_code for name, one in known.items()} == {
        name: one.status_code for name, one in found.items()
    }
    pages = [name for name, one in found.items() if one.status_code == 200]
    assert len(pages) > 1
    assert [name for name in pages if known[name].content != found[name].content] == []


def path_of(route: Route) -> str:
    """Return a chooser's address, with Danish where a language is asked for."""
    return route.path(**dict.fromkeys(route.free, "da"))
