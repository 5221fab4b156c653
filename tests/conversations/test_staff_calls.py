"""GET /api/staff/me and what a member decides for themself (docs/wire.md)."""

from __future__ import annotations

import os
from typing import Any

import pytest

from naere.accounts.staff.models import Membership
from naere.core.binary import to_text
from naere.tenancy.models import Municipality
from tests.factories.people import Member, make_member
from tests.factories.teams import make_team
from tests.tenant_client import TenantClient


@pytest.fixture
def peer(dragoer: Municipality) -> Member:
    return make_member("volunteer", alias="Mads")


@pytest.fixture
def browser(dragoer: Municipality, peer: Member) -> TenantClient:
    return TenantClient(dragoer).be_staff(peer.membership)


def new_identity(**changed: Any) -> dict[str, Any]:
    return {
        "publicKey": to_text(os.urandom(32)),
        "lookup": to_text(os.urandom(32)),
        "auth": to_text(os.urandom(32)),
        "sealedPrivate": to_text(os.urandom(72)),
    } | changed


def test_who_i_am(browser: TenantClient, peer: Member, dragoer: Municipality) -> None:
    me = browser.get_json("/api/staff/me")
    assert set(me) == {
        "tenant",
        "membership",
        "identity",
        "teams",
        "safeguardingTeam",
        "conversations",
        "shifts",
        "closingForm",
        "program",
    }
    assert me["safeguardingTeam"] is None
    assert me["tenant"] == str(dragoer.pk)
    assert me["membership"] == {
        "id": str(peer.membership.pk),
        "alias": "Mads",
        "roles": ["volunteer"],
        "wantsSound": True,
        "wantsTitle": True,
    }
    assert me["identity"]["id"] == str(peer.identity.pk)
    assert (me["conversations"], me["program"]) == ([], False)
    assert [field["key"] for field in me["closingForm"]["fields"]] == ["themes", "passed_on"]


def test_a_peer_gets_the_key_that_a_report_is_shared_with(browser: TenantClient) -> None:
    newest = make_team("safeguarding", make_member("professional"))
    assert browser.get_json("/api/staff/me")["safeguardingTeam"] == {
        "id": str(newest.pk),
        "kind": "safeguarding",
        "version": 1,
        "publicKey": to_text(newest.public_key),
    }
    assert {team["kind"] for team in browser.get_json("/api/staff/me")["teams"]} == {"peers"}


def test_only_the_teams_of_my_roles(browser: TenantClient) -> None:
    teams = browser.get_json("/api/staff/me")["teams"]
    assert [(team["kind"], team["member"]) for team in teams] == [("peers", "pending")]


def test_a_first_login_has_no_identity(dragoer: Municipality) -> None:
    fresh = TenantClient(dragoer).be_staff(make_member(with_identity=False).membership)
    assert fresh.get_json("/api/staff/me")["identity"] is None
    given = new_identity()
    made = fresh.post_json("/api/staff/identity", given).json()
    assert made["identity"]["publicKey"] == given["publicKey"]
    assert made["identity"]["sealedPrivate"] == given["sealedPrivate"]
    assert fresh.get_json("/api/staff/me")["identity"] == made["identity"]


def test_a_new_start_asks_for_approval_anew(browser: TenantClient, peer: Member) -> None:
    make_team("peers", make_member("coordinator"), peer)
    assert browser.get_json("/api/staff/me")["teams"][0]["member"] == "approved"
    browser.post_json("/api/staff/identity", new_identity())
    assert browser.get_json("/api/staff/me")["teams"][0]["member"] == "pending"


@pytest.mark.parametrize("field", ["publicKey", "lookup", "auth", "sealedPrivate"])
@pytest.mark.parametrize("value", [None, "AAAA", "no base64!", 5])
def test_a_bad_identity_changes_nothing(
    browser: TenantClient, peer: Member, field: str, value: Any
) -> None:
    answer = browser.post_json("/api/staff/identity", new_identity(**{field: value}))
    assert (answer.status_code, answer.json()["error"]) == (400, f"bad-{field}")
    assert Membership.objects.get(pk=peer.membership.pk).identity_id == peer.identity.pk


def test_preferences(browser: TenantClient, peer: Member) -> None:
    wanted = {"wantsSound": False, "wantsTitle": True}
    assert browser.post_json("/api/staff/preferences", wanted).json() == {}
    peer.membership.refresh_from_db()
    assert (peer.membership.wants_sound, peer.membership.wants_title) == (False, True)
    assert browser.post_json("/api/staff/preferences", {"wantsSound": 1}).status_code == 400


def test_duty_on_and_off(browser: TenantClient) -> None:
    on = browser.post_json("/api/staff/duty", {"kind": "peer", "on": True}).json()
    assert on == {"shifts": {"peer": True, "professional": False}}
    off = browser.post_json("/api/staff/duty", {"kind": "peer", "on": False}).json()
    assert off == {"shifts": {"peer": False, "professional": False}}


def test_duty_that_is_not_mine(browser: TenantClient) -> None:
    answer = browser.post_json("/api/staff/duty", {"kind": "professional", "on": True})
    assert (answer.status_code, answer.json()["error"]) == (403, "wrong-role")
