"""Every address × everybody × two municipalities, from the resolver itself.

Who may enter is what the view declares; `INSIDE` names the addresses where an object narrows it:
a conversation lets in who takes part, a team who may belong to it.
"""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest
from django.db import transaction

from naere.accounts.staff.enums import Role
from naere.core.entry import PUBLIC, STAFF
from naere.tenancy.models import Municipality
from tests.guards.routes import Route, own_routes
from tests.guards.world import ACTORS, ANONYMOUS, YOUNG, World, make_world
from tests.tenant_client import TenantClient

PEER, PROFESSIONAL = Role.VOLUNTEER.value, Role.ON_DUTY.value
COORDINATOR, EDITORS = Role.COORDINATOR.value, {"administrator", "project_manager"}
WRITER = Role.EDITOR.value
TALKING = {YOUNG, PEER, PROFESSIONAL}

INSIDE: dict[str, set[str]] = {
    "conversations:show": TALKING,
    "conversations:epochs": TALKING,
    "conversations:shares": TALKING,
    "conversations:kind": {YOUNG},
    "conversations:delete": {YOUNG},
    "conversations:feedback": {YOUNG},
    "conversations:end": {YOUNG, PEER},
    "conversations:call": {YOUNG, PEER},
    "conversations:withdraw": {YOUNG, PEER},
    "conversations:report": {YOUNG, PEER},
    "conversations:handover": {PEER},
    "conversations:closing": {PEER},
    "conversations:leave": {PROFESSIONAL},
    "staff-api:shares": {PEER, COORDINATOR},
    "staff-api:versions": {PEER, COORDINATOR},
    **{
        f"toolbox:collection-{name}": {"professional", WRITER, *EDITORS}
        for name in ("edit", "close", "code", "sheet", "remove")
    },
    "toolbox:note": {WRITER},
    "toolbox:note-remove": {WRITER},
}
# The free parts of an address that name a thing of one municipality.
THINGS = {"conversation", "report", "pk", "tool", "round_id", "rubric", "criterion", "review"}
THINGS |= {"picture", "suggestion", "note", "declaration", "token"}
THINGS |= {"file", "collection", "chosen", "feedback"}
LOGIN = "/konto/log-ind/"
REFUSED = {401, 403, 404}


@pytest.fixture
def here(dragoer: Municipality) -> World:
    return make_world(dragoer)


@pytest.fixture
def there(ishoej: Municipality, in_tenant: Any) -> World:
    with in_tenant(ishoej):
        return make_world(ishoej)


def may_enter(route: Route, actor: str) -> bool:
    """Return whether an actor is to get in at an address with this world's objects."""
    if PUBLIC in route.entry:
        return True
    if route.name in INSIDE:
        return actor in INSIDE[route.name]
    if route.name.startswith("steering:") and route.name.endswith(("-slet", "-tjekket")):
        return actor in EDITORS
    return actor in route.entry or (STAFF in route.entry and actor in Role.values)


def answers(browser: TenantClient, path: str) -> dict[str, Any]:
    """Return what GET and POST answer; whatever they did is undone."""
    return {"GET": _undone(browser, "get", path), "POST": _undone(browser, "post_json", path)}


def _undone(browser: TenantClient, method: str, path: str) -> Any:
    cookies = deepcopy(browser.cookies)
    with transaction.atomic():
        response = getattr(browser, method)(path)
        transaction.set_rollback(True)
    browser.cookies = cookies
    return response


def let_in(given: dict[str, Any]) -> bool:
    """Return whether any of the answers is more than a refusal."""
    return any(not _refusal(response) for response in given.values())


def _refusal(response: Any) -> bool:
    to_login = response.status_code == 302 and response["Location"].startswith(LOGIN)
    return response.status_code in REFUSED | {405} or to_login


def told(given: dict[str, Any]) -> str:
    """Return the answers for the message of a failure."""
    return " ".join(f"{method} {response.status_code}" for method, response in given.items())


@pytest.mark.parametrize("actor", ACTORS)
def test_who_gets_in(here: World, actor: str) -> None:
    browser, wrong, walked = here.browser(actor), [], 0
    for route in own_routes():
        if route.view.__name__ == "closed":
            continue
        walked += 1
        given = answers(browser, route.path(**here.example(route)))
        if let_in(given) != may_enter(route, actor):
            wrong.append(f"{route.name}: {told(given)}")
    assert wrong == []
    assert walked > 70


@pytest.mark.parametrize("actor", ACTORS)
def test_another_municipalitys_things_do_not_exist(
    here: World, there: World, in_tenant: Any, actor: str
) -> None:
    browser, wrong, walked = here.browser(actor), [], 0
    for route in own_routes():
        if THINGS.isdisjoint(route.free):
            continue
        walked += 1
        with in_tenant(there.municipality):
            path = route.path(**there.example(route))
        given = answers(browser, path)
        statuses = {response.status_code for response in given.values()} - {405}
        expected = {401} if actor == ANONYMOUS and path.startswith("/api/") else {404}
        if statuses - expected and not _sent_away(given, actor):
            wrong.append(f"{route.name}: {told(given)}")
    assert wrong == []
    assert walked > 25


def _sent_away(given: dict[str, Any], actor: str) -> bool:
    """Return whether all that was said is "log in", to somebody without a login."""
    logged_in = actor in Role.values
    return not logged_in and all(
        response.status_code in {401, 405} or _refusal(response) for response in given.values()
    )


@pytest.mark.parametrize("actor", ACTORS)
def test_a_login_opens_nothing_at_another_host(
    here: World, there: World, in_tenant: Any, actor: str
) -> None:
    browser, wrong = here.browser(actor, there.municipality), []
    for route in own_routes():
        if PUBLIC in route.entry:
            continue
        with in_tenant(there.municipality):
            path = route.path(**there.example(route))
        given = answers(browser, path)
        if let_in(given):
            wrong.append(f"{route.name}: {told(given)}")
    assert wrong == []


def test_nothing_else_is_narrowed() -> None:
    names = {route.name for route in own_routes()}
    assert set(INSIDE) <= names
    declared = {route.name: route.entry for route in own_routes()}
    too_wide = {
        name: inside - declared[name]
        for name, inside in INSIDE.items()
        if STAFF not in declared[name] and inside - declared[name]
    }
    assert too_wide == {}
