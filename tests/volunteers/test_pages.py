"""The pages of volunteers, coordinators and professionals: who comes in, and where others are led."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from naere.tenancy.models import Municipality
from tests.factories.people import make_member
from tests.tenant_client import TenantClient

HOME, TEAM, DUTY, REPORTS = "/frivillig/", "/frivillig/hold/", "/fag/", "/fag/anmeldelser/"


def browser(*roles: str) -> TenantClient:
    member = make_member(*roles, with_identity=False)
    return TenantClient(member.membership.municipality).be_staff(member.membership)


@pytest.mark.parametrize(
    ("role", "path", "page"),
    [
        ("volunteer", HOME, "home"),
        ("coordinator", TEAM, "team"),
        ("on_duty", DUTY, "duty"),
        ("professional", DUTY, "duty"),
        ("on_duty", REPORTS, "reports"),
        ("professional", REPORTS, "reports"),
    ],
)
def test_a_page_holds_its_island(dragoer: Municipality, role: str, path: str, page: str) -> None:
    html = browser(role).get(path).content.decode()
    assert f'<naere-staff page="{page}" place="' in html
    assert "<noscript>" in html


@pytest.mark.parametrize(
    ("role", "path"),
    [
        ("volunteer", TEAM),
        ("volunteer", DUTY),
        ("volunteer", REPORTS),
        ("coordinator", DUTY),
        ("coordinator", REPORTS),
        ("on_duty", TEAM),
        ("administrator", TEAM),
        ("administrator", REPORTS),
    ],
)
def test_a_page_of_another_role_is_not_there(dragoer: Municipality, role: str, path: str) -> None:
    assert browser(role).get(path).status_code == 404


@pytest.mark.parametrize(
    ("role", "path"),
    [
        ("coordinator", TEAM),
        ("on_duty", DUTY),
        ("professional", DUTY),
        ("administrator", "/styring/"),
        ("analyst", "/vaerksted/"),
        ("teacher", "/konto/velkommen/"),
    ],
)
def test_after_the_login_everybody_is_led_to_their_own_door(
    dragoer: Municipality, role: str, path: str
) -> None:
    assert browser(role).get(HOME)["Location"] == path


def test_a_coordinator_who_is_a_volunteer_too_comes_to_the_queue(dragoer: Municipality) -> None:
    response = browser("volunteer", "coordinator").get(HOME)
    assert '<naere-staff page="home"' in response.content.decode()


@pytest.mark.parametrize("path", [HOME, TEAM, DUTY, REPORTS])
def test_nobody_logged_in_is_sent_to_the_login(dragoer: Municipality, path: str) -> None:
    assert TenantClient(dragoer).get(path)["Location"] == f"/konto/log-ind/?next={path}"


def test_a_member_of_another_municipality_finds_nothing(
    dragoer: Municipality, ishoej: Municipality
) -> None:
    member = make_member("volunteer", with_identity=False)
    stranger = TenantClient(ishoej).be_staff(member.membership)
    assert stranger.get(HOME).status_code == 404


@pytest.mark.parametrize("path", [HOME, TEAM])
def test_a_page_is_read_only(dragoer: Municipality, path: str) -> None:
    assert browser("volunteer", "coordinator").post(path).status_code == 405


def test_nothing_personal_is_kept_by_the_browser(dragoer: Municipality) -> None:
    assert browser("volunteer").get(HOME)["Cache-Control"] == "no-store"


def test_the_page_itself_carries_nothing_of_a_conversation(dragoer: Municipality) -> None:
    """The queue comes by the socket alone; the page asks for the member and the profile, no more."""
    client = browser("volunteer")
    client.get(HOME)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        client.get(HOME)
    assert not [query for query in queries if "conversations_" in query["sql"]]


@pytest.mark.parametrize("path", ["/frivillig/", "/styring/", "/styring/medlemmer/", "/konto/2fa/"])
def test_help_is_one_tap_away_at_work_too(dragoer: Municipality, path: str) -> None:
    html = browser("volunteer", "administrator").get(path, follow=True).content.decode()
    assert 'href="/hjaelp/"' in html
