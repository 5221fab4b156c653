"""Who may see and change what: every page, every role, two municipalities, as a table."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass

import pytest
from django.urls import reverse

from naere.accounts.staff.enums import Role
from naere.tenancy.models import Municipality
from naere.web.steering.access import EDITORS, READERS
from naere.web.steering.sections import COLLECTIONS, SINGLES, Collection
from tests.factories.people import Member, make_member
from tests.tenant_client import TenantClient

Clients = Callable[[Municipality], TenantClient]
InTenant = Callable[[Municipality], AbstractContextManager[None]]
ITEMS = [c for c in COLLECTIONS if c.key != "lukkedage"]


@dataclass
class Two:
    """Both municipalities with a client for each, and a member per role in Dragør."""

    dragoer: Municipality
    ishoej: Municipality
    clients: Clients
    in_tenant: InTenant

    def logged_in(self, *roles: str) -> TenantClient:
        """Return a client on Dragør's host, logged in with `roles`."""
        member: Member = make_member(*roles, with_identity=False)
        return self.clients(self.dragoer).be_staff(member.membership)

    def first(self, section: Collection, *, of: Municipality) -> uuid.UUID:
        """Return the id of a municipality's first row."""
        with self.in_tenant(of):
            found: uuid.UUID = section.rows()[0].pk
            return found


@pytest.fixture
def two(
    dragoer: Municipality, ishoej: Municipality, client_for: Clients, in_tenant: InTenant
) -> Two:
    """Both municipalities."""
    return Two(dragoer, ishoej, client_for, in_tenant)


def pages() -> list[str]:
    """Return the addresses of all pages that need no row."""
    names = [
        "home",
        "tekster",
        "ord",
        "registrering",
        *(s.key for s in SINGLES),
        *(c.key for c in COLLECTIONS),
    ]
    return [
        *(reverse(f"steering:{name}") for name in names),
        reverse("steering:tekst", args=["about"]),
    ]


def item_pages(pk: Callable[[Collection], uuid.UUID]) -> list[str]:
    """Return the addresses of one row of every collection that the test bed fills."""
    return [reverse(f"steering:{section.key}-en", args=[pk(section)]) for section in ITEMS]


@pytest.mark.parametrize("role", [None, *Role.values])
def test_only_three_roles_see_the_pages(two: Two, role: str | None) -> None:
    client = two.logged_in(role) if role else two.clients(two.dragoer)
    urls = [*pages(), *item_pages(lambda section: two.first(section, of=two.dragoer))]
    found = {client.get(url).status_code for url in urls}
    assert found == {302 if role is None else 200 if role in READERS else 404}


def test_nobody_logged_in_is_sent_to_the_login(two: Two) -> None:
    response = two.clients(two.dragoer).get("/styring/navn/")
    assert response["Location"] == "/konto/log-ind/?next=/styring/navn/"


@pytest.mark.parametrize("role", [None, *Role.values])
def test_only_two_roles_change_anything(two: Two, role: str | None) -> None:
    client = two.logged_in(role) if role else two.clients(two.dragoer)
    urls = [*pages()[1:], *item_pages(lambda section: two.first(section, of=two.dragoer))]
    urls.remove(reverse("steering:tekster"))
    found = {client.post(url, {"nothing": "useful", "act": "save"}).status_code for url in urls}
    wanted = {302} if role is None else {400, 302} if role in EDITORS else {404}
    assert found <= wanted


@pytest.mark.parametrize("role", EDITORS)
def test_another_municipality_s_rows_are_not_there(two: Two, role: str) -> None:
    client = two.logged_in(role)
    theirs = {section.key: two.first(section, of=two.ishoej) for section in ITEMS}
    for section in ITEMS:
        nowhere, their = uuid.uuid4(), theirs[section.key]
        for pk in (nowhere, their):
            url = reverse(f"steering:{section.key}-en", args=[pk])
            assert (client.get(url).status_code, client.post(url).status_code) == (404, 404)
            if section.may_delete:
                url = reverse(f"steering:{section.key}-slet", args=[pk])
                assert client.post(url).status_code == 404
        assert two.first(section, of=two.ishoej) == their


def test_a_member_of_one_municipality_is_nobody_in_the_other(two: Two) -> None:
    member = make_member("administrator", with_identity=False)
    client = two.clients(two.ishoej).be_staff(member.membership)
    assert {client.get(url).status_code for url in pages()} <= {302, 404}


@pytest.mark.parametrize("section", [c for c in ITEMS if c.may_delete], ids=lambda c: c.key)
def test_a_coordinator_cannot_delete(two: Two, section: Collection) -> None:
    pk = two.first(section, of=two.dragoer)
    response = two.logged_in("coordinator").post(f"/styring/{section.key}/{pk}/slet/")
    assert (response.status_code, two.first(section, of=two.dragoer)) == (404, pk)


def test_a_coordinator_reads_without_a_button(two: Two) -> None:
    html = two.logged_in("coordinator").get("/styring/navn/").content.decode()
    assert "Netværket i Dragør" in html
    assert 'class="button button-primary"' not in html
