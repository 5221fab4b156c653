"""POST /api/teams/KIND/members|shares|versions (docs/wire.md)."""

from __future__ import annotations

import os
from typing import Any

import pytest

from naere.accounts.keys import queries as keys
from naere.accounts.keys.teams import BOX_BYTES
from naere.core.binary import to_text
from naere.tenancy.models import Municipality
from tests.factories.people import Member, make_member
from tests.factories.teams import make_team
from tests.tenant_client import TenantClient


@pytest.fixture
def coordinator(dragoer: Municipality) -> Member:
    return make_member("coordinator", alias="Ida")


@pytest.fixture
def peer(dragoer: Municipality) -> Member:
    return make_member("volunteer", alias="Mads")


def browser_of(member: Member) -> TenantClient:
    return TenantClient(member.membership.municipality).be_staff(member.membership)


def boxes(*members: Member) -> list[dict[str, str]]:
    return [
        {"recipient": str(member.identity.pk), "box": to_text(os.urandom(BOX_BYTES))}
        for member in members
    ]


def call(member: Member, path: str, **body: Any) -> tuple[int, dict[str, Any]]:
    answer = browser_of(member).post_json(f"/api/teams/{path}", body)
    return answer.status_code, answer.json()


def test_from_no_team_to_a_member_who_holds_the_key(coordinator: Member, peer: Member) -> None:
    key = to_text(os.urandom(32))
    status, made = call(
        coordinator, "peers/versions", version=1, publicKey=key, shares=boxes(coordinator)
    )
    assert (status, made["team"]["current"]["publicKey"]) == (200, key)
    _, approved = call(coordinator, "peers/members", identity=str(peer.identity.pk), approved=True)
    mads = next(m for m in approved["team"]["members"] if m["identity"] == str(peer.identity.pk))
    assert (mads["approved"], mads["hasShare"]) == (True, False)
    status, _ = call(coordinator, "peers/shares", version=1, shares=boxes(peer))
    assert status == 200
    state = browser_of(peer).get_json("/api/staff/me")["teams"][0]
    assert (state["member"], [held["team"]["version"] for held in state["held"]]) == (
        "approved",
        [1],
    )


def test_names_are_full_for_the_coordinator_alone(coordinator: Member, peer: Member) -> None:
    make_team("peers", coordinator, peer)
    name = peer.membership.user.name
    for reader, shown in ((coordinator, f"Mads ({name})"), (peer, "Mads")):
        members = browser_of(reader).get_json("/api/staff/me")["teams"][0]["members"]
        assert shown in [member["name"] for member in members]


def test_members_are_not_shown_to_who_does_not_hold_the_key(
    coordinator: Member, peer: Member
) -> None:
    make_team("peers", coordinator)
    assert "members" not in browser_of(peer).get_json("/api/staff/me")["teams"][0]


def test_removing_makes_a_rotation_due(coordinator: Member, peer: Member) -> None:
    make_team("peers", coordinator, peer)
    _, answer = call(coordinator, "peers/members", identity=str(peer.identity.pk), approved=False)
    assert answer["team"]["rotationDue"] is True
    status, answer = call(
        coordinator,
        "peers/versions",
        version=answer["team"]["nextVersion"],
        publicKey=to_text(os.urandom(32)),
        shares=boxes(coordinator),
    )
    assert (status, answer["team"]["rotationDue"]) == (200, False)


def test_nobody_takes_themself_out(coordinator: Member, peer: Member) -> None:
    make_team("peers", coordinator, peer)
    me = str(coordinator.identity.pk)
    status, answer = call(coordinator, "peers/members", identity=me, approved=False)
    assert (status, answer["error"]) == (409, "not-yourself")
    assert keys.standing("peers", coordinator.identity) == "approved"
    assert not keys.rotation_due("peers")


def test_the_second_of_two_versions_is_told(coordinator: Member, peer: Member) -> None:
    make_team("peers", coordinator, peer)
    body = {"version": 2, "publicKey": to_text(os.urandom(32)), "shares": boxes(coordinator, peer)}
    assert call(coordinator, "peers/versions", **body)[0] == 200
    status, answer = call(peer, "peers/versions", **body)
    assert (status, answer["error"]) == (409, "not-next")


def test_a_volunteer_approves_nobody(coordinator: Member, peer: Member) -> None:
    make_team("peers", coordinator, peer)
    other = make_member("volunteer")
    status, _ = call(peer, "peers/members", identity=str(other.identity.pk), approved=True)
    assert status == 404
    assert keys.standing("peers", other.identity) == "pending"


def test_a_volunteer_is_nothing_to_the_safeguarding_team(coordinator: Member, peer: Member) -> None:
    make_team("safeguarding", coordinator)
    assert call(peer, "safeguarding/shares", version=1, shares=boxes(peer))[0] == 404


@pytest.mark.parametrize("kind", ["other", "staff", "peers2"])
def test_an_unknown_team(coordinator: Member, kind: str) -> None:
    body = {"version": 1, "publicKey": to_text(os.urandom(32)), "shares": boxes(coordinator)}
    assert call(coordinator, f"{kind}/versions", **body)[0] == 404


def test_another_municipalitys_identity_is_not_found(
    coordinator: Member, ishoej: Municipality, in_tenant: Any
) -> None:
    make_team("peers", coordinator)
    with in_tenant(ishoej):
        foreign = make_member("volunteer").identity
    assert call(coordinator, "peers/members", identity=str(foreign.pk), approved=True)[0] == 404


def test_without_an_identity_there_is_nothing_to_share(dragoer: Municipality) -> None:
    fresh = make_member("volunteer", with_identity=False)
    status, answer = call(fresh, "peers/shares", version=1, shares=[])
    assert (status, answer["error"]) == (409, "no-identity")


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"version": -1, "shares": []},
        {"version": True, "shares": []},
        {"version": 1, "shares": {}},
        {"version": 1, "shares": [{"recipient": "x", "box": ""}]},
        {"version": 2**40, "shares": []},
    ],
)
def test_a_malformed_call(coordinator: Member, body: dict[str, Any]) -> None:
    make_team("peers", coordinator)
    assert call(coordinator, "peers/shares", **body)[0] == 400
