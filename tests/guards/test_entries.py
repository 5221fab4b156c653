"""Every address says who may enter. A new one that does not, fails here."""

from __future__ import annotations

import pytest

from naere.accounts.staff.enums import Role
from naere.core.entry import PUBLIC, STAFF, YOUNG
from tests.guards.routes import ALLAUTH, CHOOSER, MUNICIPALITY, own_routes, routes

KNOWN = {PUBLIC, YOUNG, STAFF, *Role.values}


def test_the_walk_finds_the_addresses() -> None:
    names = {route.name for route in routes()}
    assert {"web:front", "web:help", "staff:home", "steering:home", "members:list"} <= names
    assert {"conversations:accept", "staff-api:me", "mfa_index"} <= names
    assert len(routes()) > 90


@pytest.mark.parametrize("urlconf", [MUNICIPALITY, CHOOSER])
def test_every_view_declares_who_may_enter(urlconf: str) -> None:
    silent = [route.name for route in routes(urlconf) if not route.entry]
    assert [name for name in silent if name not in ALLAUTH] == []


@pytest.mark.parametrize("urlconf", [MUNICIPALITY, CHOOSER])
def test_what_is_declared_exists(urlconf: str) -> None:
    wrong = {route.name: set(route.entry - KNOWN) for route in routes(urlconf)}
    assert {name: unknown for name, unknown in wrong.items() if unknown} == {}


def test_nothing_is_public_and_private_at_once() -> None:
    both = [route.name for route in routes() if PUBLIC in route.entry and len(route.entry) > 1]
    assert both == []


def test_the_chooser_is_for_everyone() -> None:
    assert {route.entry for route in routes(CHOOSER)} == {frozenset({PUBLIC})}


def test_the_list_of_allauths_views_is_not_stale() -> None:
    silent = {route.name for route in routes() if not route.entry}
    assert sorted(ALLAUTH - silent) == []


def test_every_call_and_only_calls_are_under_api() -> None:
    spaces = {
        route.name.split(":")[0] for route in own_routes() if route.pattern.startswith("api/")
    }
    assert spaces == {"conversations", "staff-api", "toolbox"}
