"""The members' pages: invite, change, shut out, within what the manager may grant."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.apps import apps
from django.core import mail

from naere.accounts.staff.models import Membership
from naere.tenancy.models import Municipality
from tests.factories.people import Member, make_member
from tests.tenant_client import TenantClient

LIST = "/styring/medlemmer/"
LINK = r"http://[^/]+(/konto/ny/\S+)"
NEW = {"name": "Mia Holm", "email": "mia@example.dk", "alias": "Mia", "roles": ["volunteer"]}


@pytest.fixture
def administrator(dragoer: Municipality) -> Member:
    return make_member("administrator", with_identity=False)


@pytest.fixture
def coordinator(dragoer: Municipality) -> Member:
    return make_member("coordinator", with_identity=False)


@pytest.fixture
def peer(dragoer: Municipality) -> Member:
    return make_member("volunteer", alias="Mads", with_identity=False)


def browser_of(member: Member) -> TenantClient:
    municipality = member.membership.municipality
    return TenantClient(municipality).be_staff(member.membership)


def page_of(member: Member, about: Member, verb: str = "") -> str:
    return f"{LIST}{about.membership.pk}/{verb}"


def test_the_list_shows_everyone_here_and_nobody_else(
    administrator: Member, peer: Member, ishoej: Municipality, in_tenant: Any
) -> None:
    with in_tenant(ishoej):
        make_member("volunteer", alias="Fremmed", with_identity=False)
    html = browser_of(administrator).get(LIST).content.decode()
    assert "Mads" in html
    assert "Fremmed" not in html


def test_an_invitation_ends_in_a_password(administrator: Member) -> None:
    response = browser_of(administrator).post(f"{LIST}ny/", NEW)
    assert response["Location"] == LIST
    added = Membership.objects.get(alias="Mia")
    assert added.roles == ["volunteer"]
    [sent] = mail.outbox
    assert sent.to == ["mia@example.dk"]
    stranger = TenantClient(administrator.membership.municipality)
    link = re.search(LINK, str(sent.body))
    assert link, sent.body
    path = stranger.get(link[1])["Location"]
    chosen = {"password1": "fire ord uden sammenhæng", "password2": "fire ord uden sammenhæng"}
    assert stranger.post(path, chosen)["Location"] == "/konto/ny/faerdig/"
    logged_in = stranger.post(
        "/konto/log-ind/", {"login": NEW["email"], "password": chosen["password1"]}
    )
    assert logged_in["Location"] == "/frivillig/"


def test_each_line_says_what_it_is_where_the_rows_are_stacked(administrator: Member) -> None:
    html = browser_of(administrator).get(LIST).content.decode()
    labels = re.findall(r'<td><span class="members-label">([^<]*): </span>\s*\S', html)
    assert labels == ["Navn, som de unge ser", "Roller", "Nøgle"]


def test_an_invitations_link_works_once(administrator: Member) -> None:
    browser_of(administrator).post(f"{LIST}ny/", NEW)
    link = re.search(LINK, str(mail.outbox[0].body))
    assert link
    stranger = TenantClient(administrator.membership.municipality)
    path = stranger.get(link[1])["Location"]
    stranger.post(path, {"password1": "fire ord uden hank", "password2": "fire ord uden hank"})
    assert stranger.get(link[1]).context["token_fail"] is True


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"email": "not an address"}, "email"),
        ({"alias": ""}, "alias"),
        ({"alias": "x" * 41}, "alias"),
        ({"roles": ["operator"]}, "roles"),
        ({"roles": []}, "roles"),
    ],
)
def test_a_bad_form_says_where(administrator: Member, changed: dict[str, Any], field: str) -> None:
    response = browser_of(administrator).post(f"{LIST}ny/", NEW | changed)
    assert response.status_code == 400
    assert list(response.context["form"].errors) == [field]
    assert not Membership.objects.filter(alias="Mia").exists()


def test_a_coordinator_makes_no_administrator(coordinator: Member) -> None:
    response = browser_of(coordinator).post(f"{LIST}ny/", NEW | {"roles": ["administrator"]})
    assert list(response.context["form"].errors) == ["roles"]


@pytest.mark.parametrize("verb", ["", "luk-ude/", "luk-ind/", "link/"])
def test_a_coordinator_does_not_manage_an_administrator(
    coordinator: Member, administrator: Member, verb: str
) -> None:
    path = page_of(coordinator, administrator, verb)
    assert browser_of(coordinator).post(path, {"alias": "X"}).status_code == 404


@pytest.mark.parametrize("verb", ["", "luk-ude/", "luk-ind/", "link/"])
def test_another_municipalitys_member_is_not_here(
    administrator: Member, ishoej: Municipality, in_tenant: Any, verb: str
) -> None:
    with in_tenant(ishoej):
        foreign = make_member("volunteer", with_identity=False)
    path = page_of(administrator, foreign, verb)
    assert browser_of(administrator).post(path, {"alias": "X"}).status_code == 404
    assert mail.outbox == []


def test_roles_and_alias_change(administrator: Member, peer: Member) -> None:
    form = {"alias": "Maja", "roles": ["volunteer", "on_duty"]}
    assert browser_of(administrator).post(page_of(administrator, peer), form).status_code == 302
    changed = Membership.objects.get(pk=peer.membership.pk)
    assert (changed.alias, changed.roles) == ("Maja", ["volunteer", "on_duty"])


def test_the_last_administrator_is_told_why(administrator: Member) -> None:
    path = page_of(administrator, administrator)
    response = browser_of(administrator).post(path, {"alias": "A", "roles": ["editor"]})
    assert response.status_code == 400
    assert Membership.objects.get(pk=administrator.membership.pk).roles == ["administrator"]


def test_shut_out_and_let_in(administrator: Member, peer: Member) -> None:
    browser, his = browser_of(administrator), browser_of(peer)
    assert his.get("/api/staff/me").status_code == 200
    browser.post(page_of(administrator, peer, "luk-ude/"))
    assert his.get("/api/staff/me").status_code == 404
    browser.post(page_of(administrator, peer, "luk-ind/"))
    assert his.get("/api/staff/me").status_code == 200


@pytest.mark.parametrize("verb", ["luk-ude/", "luk-ind/", "link/"])
def test_reading_changes_nothing(administrator: Member, peer: Member, verb: str) -> None:
    assert browser_of(administrator).get(page_of(administrator, peer, verb)).status_code == 405


def test_a_new_link_for_whoever_lost_the_first(administrator: Member, peer: Member) -> None:
    browser_of(administrator).post(page_of(administrator, peer, "link/"))
    assert [sent.to for sent in mail.outbox] == [[peer.email]]


def test_what_is_changed_is_remembered(administrator: Member, peer: Member) -> None:
    browser_of(administrator).post(
        page_of(administrator, peer), {"alias": "Maja", "roles": ["volunteer"]}
    )
    events = apps.get_model("staff", "MembershipEvent").objects
    history = events.filter(pgh_obj_id=peer.membership.pk)
    last = history.order_by("-pgh_id").first()
    assert last.alias == "Maja"
    assert last.pgh_context["user"] == str(administrator.membership.user_id)
