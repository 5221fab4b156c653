"""A young person's drawer at the server: ciphertext, a revision, and nobody else's."""

from __future__ import annotations

import base64
import os
from typing import Any

import pytest

from naere.accounts.youth import drawer, services
from naere.accounts.youth.models import Drawer
from naere.core.api import ApiError
from naere.tenancy.models import Municipality
from naere.tenancy.scope import tenant_scope
from tests.conversations.at_once import at_once
from tests.factories.people import Young, make_member, make_young
from tests.tenant_client import TenantClient

PATH = "/api/young/drawer"
SMALLEST, LARGEST = 40 + 1024, 40 + 64 * 1024


def text(size: int) -> str:
    return base64.b64encode(os.urandom(size)).decode()


def browser_of(municipality: Municipality, young: Young) -> TenantClient:
    browser = TenantClient(municipality)
    browser.be_young(young.token)
    return browser


def put(browser: TenantClient, revision: Any, sealed: Any) -> Any:
    body = {"revision": revision, "sealed": sealed}
    return browser.put(PATH, body, content_type="application/json")


@pytest.fixture
def young(dragoer: Municipality) -> Young:
    return make_young()


@pytest.fixture
def browser(dragoer: Municipality, young: Young) -> TenantClient:
    return browser_of(dragoer, young)


def test_nothing_is_kept_at_first(browser: TenantClient) -> None:
    assert browser.get_json(PATH) == {"revision": 0, "sealed": None}


def test_what_is_put_comes_back_and_counts(browser: TenantClient) -> None:
    first, second = text(SMALLEST), text(LARGEST)
    assert put(browser, 0, first).json() == {"revision": 1}
    assert browser.get_json(PATH) == {"revision": 1, "sealed": first}
    assert put(browser, 1, second).json() == {"revision": 2}
    assert browser.get_json(PATH) == {"revision": 2, "sealed": second}


def test_the_slower_of_two_tabs_overwrites_nothing(browser: TenantClient) -> None:
    first, late = text(SMALLEST), text(SMALLEST)
    put(browser, 0, first)
    for revision in (0, 2):
        answer = put(browser, revision, late)
        assert (answer.status_code, answer.json()["error"]) == (409, "changed")
        assert answer.json()["revision"] == 1
    assert browser.get_json(PATH) == {"revision": 1, "sealed": first}


def test_a_replay_is_refused(browser: TenantClient) -> None:
    old = text(SMALLEST)
    put(browser, 0, old)
    put(browser, 1, text(SMALLEST))
    assert put(browser, 0, old).status_code == 409


@pytest.mark.parametrize("size", [0, 40, 1024, SMALLEST - 1, SMALLEST + 1, LARGEST + 1024])
def test_a_size_that_no_drawer_has_is_refused(browser: TenantClient, size: int) -> None:
    answer = put(browser, 0, text(size))
    assert (answer.status_code, answer.json()["error"]) == (400, "bad-sealed")
    assert not Drawer.objects.exists()


@pytest.mark.parametrize(
    ("revision", "sealed", "code"),
    [
        (-1, text(SMALLEST), "bad-revision"),
        ("0", text(SMALLEST), "bad-revision"),
        (None, text(SMALLEST), "bad-revision"),
        (2**31, text(SMALLEST), "bad-revision"),
        (0, "***", "bad-sealed"),
        (0, None, "bad-sealed"),
        (0, ["a"], "bad-sealed"),
    ],
)
def test_malformed(browser: TenantClient, revision: Any, sealed: Any, code: str) -> None:
    answer = put(browser, revision, sealed)
    assert (answer.status_code, answer.json()["error"]) == (400, code)


def test_a_megabyte_is_refused(browser: TenantClient) -> None:
    assert put(browser, 0, "A" * 1_000_000).status_code == 413


def test_post_is_no_way_in(browser: TenantClient) -> None:
    assert browser.post_json(PATH, {"revision": 0, "sealed": text(SMALLEST)}).status_code == 405


def test_it_needs_the_token_of_a_page(dragoer: Municipality, young: Young) -> None:
    strict = TenantClient(dragoer)
    strict.handler.enforce_csrf_checks = True
    strict.be_young(young.token)
    assert put(strict, 0, text(SMALLEST)).status_code == 403
    token = strict.get_json("/api/young/begin")["token"]
    body = {"revision": 0, "sealed": text(SMALLEST)}
    given = {"content_type": "application/json", "HTTP_X_CSRFTOKEN": token}
    assert strict.put(PATH, body, **given).status_code == 200


def test_strangers_and_staff_are_nobody_here(dragoer: Municipality) -> None:
    staff = TenantClient(dragoer)
    staff.be_staff(make_member("professional").membership)
    for browser in (TenantClient(dragoer), staff):
        assert browser.get(PATH).status_code == 401
        assert put(browser, 0, text(SMALLEST)).status_code == 401


def test_a_session_opens_no_drawer_at_another_municipality(
    dragoer: Municipality, ishoej: Municipality, young: Young
) -> None:
    assert browser_of(ishoej, young).get(PATH).status_code == 401


def test_each_has_their_own(dragoer: Municipality, browser: TenantClient) -> None:
    mine = text(SMALLEST)
    put(browser, 0, mine)
    other = browser_of(dragoer, make_young("Måne"))
    assert other.get_json(PATH) == {"revision": 0, "sealed": None}
    put(other, 0, text(SMALLEST))
    assert browser.get_json(PATH) == {"revision": 1, "sealed": mine}


def test_it_goes_with_the_person(dragoer: Municipality, browser: TenantClient) -> None:
    put(browser, 0, text(SMALLEST))
    make_young("Måne")
    assert Drawer.objects.count() == 1
    assert browser.post_json("/api/young/forget").json() == {"deleted": True}
    assert not Drawer.objects.exists()


def test_somebody_forgotten_meanwhile_keeps_nothing(young: Young) -> None:
    services.forget(young.person)
    with pytest.raises(ApiError, match="sign-in"):
        drawer.keep(young.person, 0, os.urandom(SMALLEST))


def test_of_two_tabs_at_once_one_wins(committed: Municipality) -> None:
    with tenant_scope(committed):
        person = make_young().person
    works = [lambda: drawer.keep(person, 0, os.urandom(SMALLEST)) for _ in range(3)]
    assert at_once(committed, *works) == ["changed", "changed", "done"]
    with tenant_scope(committed):
        assert Drawer.objects.get().revision == 1


def test_beginning_tells_of_the_place_and_of_nobody(dragoer: Municipality, young: Young) -> None:
    answer = browser_of(dragoer, young).get_json("/api/young/begin")
    assert set(answer) == {"token", "config", "hasSession"}
    assert set(answer["config"]) == {"tenant", "name", "ageGroups"}
    assert young.person.nickname not in str(answer)


def test_beginning_tells_whether_this_browser_is_somebody_already(
    dragoer: Municipality, ishoej: Municipality, young: Young
) -> None:
    def has_session(browser: TenantClient) -> bool:
        return bool(browser.get_json("/api/young/begin")["hasSession"])

    assert has_session(browser_of(dragoer, young))
    assert not has_session(browser_of(ishoej, young))  # not at another municipality
    assert not has_session(TenantClient(dragoer))
    browser = browser_of(dragoer, young)
    browser.post_json("/api/young/leave")
    assert not has_session(browser)


def test_the_page_names_nothing_saved(browser: TenantClient) -> None:
    put(browser, 0, text(SMALLEST))
    page = browser.get("/gemt/")
    assert page.status_code == 200
    assert page["Cache-Control"] == "no-store"
    assert b"Det, du har gemt" in page.content
    assert b"revision" not in page.content
