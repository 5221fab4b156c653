"""Team keys: made by a coordinator, shared by holders, renewed when somebody leaves."""

from __future__ import annotations

import os
from uuid import UUID, uuid4

import pytest

from naere.accounts.keys import queries, teams
from naere.accounts.keys.models import TeamKeyShare
from naere.core.api import ApiError
from naere.tenancy.models import Municipality
from tests.factories.people import Member, give_identity, make_member
from tests.factories.teams import make_team

KEY = os.urandom(32)


def boxes(*members: Member) -> dict[UUID, bytes]:
    return {member.identity.pk: os.urandom(teams.BOX_BYTES) for member in members}


@pytest.fixture
def coordinator(dragoer: Municipality) -> Member:
    return make_member("coordinator")


@pytest.fixture
def peer(dragoer: Municipality) -> Member:
    return make_member("volunteer")


def approve(member: Member) -> None:
    teams.approve_member("peers", member.identity.pk)


def test_an_identity_asks_to_join_the_teams_of_its_roles(peer: Member) -> None:
    assert queries.standing("peers", peer.identity) == "pending"
    assert queries.standing("safeguarding", peer.identity) == "none"


def test_the_first_version_is_a_coordinators(coordinator: Member) -> None:
    made = teams.new_version(
        "peers", 1, KEY, coordinator.identity, boxes(coordinator), by_coordinator=True
    )
    assert queries.current_team_key("peers") == made
    assert queries.standing("peers", coordinator.identity) == "approved"


def test_the_first_version_is_nobody_elses(peer: Member) -> None:
    approve(peer)
    with pytest.raises(ApiError, match="not-holder"):
        teams.new_version("peers", 1, KEY, peer.identity, boxes(peer))
    assert queries.newest_version("peers") is None


@pytest.mark.parametrize("version", [1, 3, 0])
def test_only_the_next_number(coordinator: Member, version: int) -> None:
    make_team("peers", coordinator)
    with pytest.raises(ApiError, match="not-next") as raised:
        teams.new_version("peers", version, KEY, coordinator.identity, boxes(coordinator))
    assert raised.value.status == 409


def test_a_version_is_shared_with_exactly_the_approved(coordinator: Member, peer: Member) -> None:
    make_team("peers", coordinator, peer)
    for wrong in (boxes(coordinator), boxes(coordinator, peer, make_member("volunteer"))):
        with pytest.raises(ApiError, match="wrong-recipients"):
            teams.new_version("peers", 2, KEY, coordinator.identity, wrong)
    assert teams.new_version("peers", 2, KEY, peer.identity, boxes(coordinator, peer)).version == 2


def test_a_refused_first_version_approves_nobody(coordinator: Member, peer: Member) -> None:
    with pytest.raises(ApiError, match="wrong-recipients"):
        teams.new_version(
            "peers", 1, KEY, coordinator.identity, boxes(coordinator, peer), by_coordinator=True
        )
    assert queries.standing("peers", coordinator.identity) == "pending"


def test_a_holder_gives_an_approved_member_a_share(coordinator: Member, peer: Member) -> None:
    make_team("peers", coordinator)
    approve(peer)
    assert not queries.is_holder("peers", peer.identity)
    teams.add_shares("peers", 1, coordinator.identity, boxes(peer))
    assert queries.is_holder("peers", peer.identity)


def test_a_share_is_for_the_approved_only(coordinator: Member, peer: Member) -> None:
    make_team("peers", coordinator)
    with pytest.raises(ApiError, match="wrong-recipients"):
        teams.add_shares("peers", 1, coordinator.identity, boxes(peer))


def test_who_holds_nothing_gives_nothing(coordinator: Member, peer: Member) -> None:
    make_team("peers", coordinator)
    approve(peer)
    with pytest.raises(ApiError, match="not-holder") as raised:
        teams.add_shares("peers", 1, peer.identity, boxes(peer))
    assert raised.value.status == 403


def test_a_share_is_not_replaced(coordinator: Member, peer: Member) -> None:
    make_team("peers", coordinator, peer)
    before = bytes(TeamKeyShare.objects.get(identity=peer.identity).box)
    teams.add_shares("peers", 1, coordinator.identity, boxes(peer))
    assert bytes(TeamKeyShare.objects.get(identity=peer.identity).box) == before


def test_removing_a_holder_makes_a_rotation_due(coordinator: Member, peer: Member) -> None:
    make_team("peers", coordinator, peer)
    teams.remove_member("peers", peer.identity.pk)
    assert queries.rotation_due("peers")
    assert not queries.held_shares("peers", peer.identity).exists()
    teams.new_version("peers", 2, KEY, coordinator.identity, boxes(coordinator))
    assert not queries.rotation_due("peers")


def test_removing_one_without_a_share_makes_none_due(coordinator: Member, peer: Member) -> None:
    make_team("peers", coordinator)
    approve(peer)
    teams.remove_member("peers", peer.identity.pk)
    assert not queries.rotation_due("peers")
    assert queries.standing("peers", peer.identity) == "pending"


def test_a_removed_holder_makes_no_version(coordinator: Member, peer: Member) -> None:
    make_team("peers", coordinator, peer)
    teams.remove_member("peers", peer.identity.pk)
    with pytest.raises(ApiError, match="not-holder"):
        teams.new_version("peers", 2, KEY, peer.identity, boxes(coordinator))


def test_a_key_that_nobody_holds_is_not_shared_with(coordinator: Member) -> None:
    make_team("peers", coordinator)
    give_identity(coordinator)
    assert queries.current_team_key("peers") is None
    made = teams.new_version(
        "peers", 2, KEY, coordinator.identity, boxes(coordinator), by_coordinator=True
    )
    assert queries.current_team_key("peers") == made


def test_a_coordinator_does_not_take_a_key_over(coordinator: Member, peer: Member) -> None:
    make_team("peers", coordinator, peer)
    other = make_member("coordinator")
    with pytest.raises(ApiError, match="not-holder"):
        teams.new_version(
            "peers", 2, KEY, other.identity, boxes(coordinator, peer, other), by_coordinator=True
        )


@pytest.mark.parametrize("length", [0, teams.BOX_BYTES - 1, teams.BOX_BYTES + 1])
def test_a_box_of_another_length_is_refused(coordinator: Member, length: int) -> None:
    box = {coordinator.identity.pk: os.urandom(length)}
    with pytest.raises(ApiError, match="bad-box"):
        teams.new_version("peers", 1, KEY, coordinator.identity, box, by_coordinator=True)


def test_approving_a_stranger_is_not_found(dragoer: Municipality) -> None:
    with pytest.raises(ApiError, match="not-found") as raised:
        teams.approve_member("peers", uuid4())
    assert raised.value.status == 404


def test_member_states_tell_who_holds(coordinator: Member, peer: Member) -> None:
    make_team("peers", coordinator)
    approve(peer)
    asking = make_member("volunteer")
    states = {state.identity: state for state in queries.member_states("peers")}
    assert [
        (states[member.identity.pk].approved, states[member.identity.pk].has_share)
        for member in (coordinator, peer, asking)
    ] == [(True, True), (True, False), (False, False)]
