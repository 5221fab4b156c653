"""The staff's menu follows the roles, and never leads to a page that is not there."""

from __future__ import annotations

import pytest
from django.urls import NoReverseMatch

from naere.accounts.staff.enums import Role
from naere.accounts.staff.models import Membership
from naere.web import navigation
from naere.web.navigation import menu

PAGES = {
    "staff:home": "/frivillig/",
    "staff:team": "/frivillig/hold/",
    "staff:duty": "/fag/",
    "staff:reports": "/fag/anmeldelser/",
    "steering:home": "/styring/",
}


@pytest.fixture(autouse=True)
def pages(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    known = dict(PAGES)

    def reverse(name: str) -> str:
        if name not in known:
            raise NoReverseMatch(name)
        return known[name]

    monkeypatch.setattr(navigation, "reverse", reverse)
    return known


def urls(*roles: Role, at: str = "/") -> list[str]:
    return [item["url"] for item in menu(Membership(roles=list(roles)), at)]


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        (Role.VOLUNTEER, ["/frivillig/"]),
        (Role.COORDINATOR, ["/frivillig/hold/", "/styring/"]),
        (Role.ON_DUTY, ["/fag/", "/fag/anmeldelser/"]),
        (Role.PROFESSIONAL, ["/fag/", "/fag/anmeldelser/"]),
        (Role.ADMINISTRATOR, ["/styring/"]),
        (Role.PROJECT_MANAGER, ["/styring/"]),
        (Role.ANALYST, []),
    ],
)
def test_each_role_sees_its_own(role: Role, expected: list[str]) -> None:
    assert urls(role) == expected


def test_a_visitor_has_no_menu() -> None:
    assert menu(None, "/") == []


def test_a_page_that_is_not_built_is_left_out(pages: dict[str, str]) -> None:
    del pages["staff:team"]
    assert urls(Role.COORDINATOR) == ["/styring/"]


@pytest.mark.parametrize(
    ("at", "current"),
    [
        ("/frivillig/", ["/frivillig/"]),
        ("/frivillig/hold/", ["/frivillig/hold/"]),
        ("/styring/tekster/", ["/styring/"]),
        ("/konto/2fa/", []),
    ],
)
def test_the_nearest_page_is_the_current_one(at: str, current: list[str]) -> None:
    found = menu(Membership(roles=[Role.VOLUNTEER, Role.COORDINATOR]), at)
    assert [item["url"] for item in found if item["current"]] == current
