"""Members: added once, following their roles into teams, shut out at once."""

from __future__ import annotations

from typing import Any

import pytest
from django_scopes import scopes_disabled

from naere.accounts.keys import queries as keys
from naere.accounts.keys.queries import find_by_words
from naere.accounts.staff import rules, services
from naere.accounts.staff.models import Membership, User
from naere.accounts.staff.queries import membership_for_user, names_of, names_of_users, teams_for
from naere.accounts.staff.services import MemberError
from naere.tenancy.models import Municipality
from tests.factories.people import give_identity, make_member
from tests.factories.teams import make_team


def test_a_new_login_without_a_password_cannot_log_in_yet(dragoer: Municipality) -> None:
    membership = services.add_member("Mia@Example.dk ", "Mia Holm", "Mia", ["volunteer"])
    assert membership.user.email == "mia@example.dk"
    assert not membership.user.has_usable_password()


def test_one_membership_per_person(dragoer: Municipality) -> None:
    services.add_member("mia@example.dk", "Mia", "Mia", ["volunteer"])
    with pytest.raises(MemberError):
        services.add_member("MIA@example.dk", "Mia", "Mia", ["editor"])
    assert Membership.objects.count() == 1


def test_one_login_may_belong_to_two_municipalities(
    dragoer: Municipality, ishoej: Municipality, in_tenant: Any
) -> None:
    here = services.add_member("mia@example.dk", "Mia", "Mia", ["volunteer"])
    with in_tenant(ishoej):
        there = services.add_member("mia@example.dk", "Other", "Rose", ["editor"])
        found = membership_for_user(here.user_id)
        assert found == there
    assert here.user_id == there.user_id
    assert User.objects.get().name == "Mia"


def test_an_unknown_role_is_refused(dragoer: Municipality) -> None:
    with pytest.raises(MemberError):
        services.add_member("mia@example.dk", "Mia", "Mia", ["operator"])
    assert not User.objects.exists()


@pytest.mark.parametrize(
    ("roles", "teams"),
    [
        (["volunteer"], ["peers"]),
        (["coordinator"], ["peers", "safeguarding"]),
        (["professional"], ["safeguarding"]),
        (["on_duty"], ["safeguarding"]),
        (["editor", "administrator"], []),
    ],
)
def test_teams_of_roles(roles: list[str], teams: list[str]) -> None:
    assert teams_for(roles) == teams


def test_new_roles_leave_the_old_team_and_ask_to_join_the_new(dragoer: Municipality) -> None:
    coordinator, peer = make_member("coordinator"), make_member("volunteer")
    make_team("peers", coordinator, peer)
    services.set_roles(peer.membership, ["professional"])
    assert keys.standing("peers", peer.identity) == "none"
    assert keys.standing("safeguarding", peer.identity) == "pending"
    assert keys.rotation_due("peers")


def test_a_shut_out_member_loses_everything_at_once(dragoer: Municipality) -> None:
    coordinator, peer = make_member("coordinator"), make_member("volunteer")
    make_team("peers", coordinator, peer)
    services.deactivate(peer.membership)
    assert membership_for_user(peer.membership.user_id) is None
    assert not keys.is_approved("peers", peer.identity)
    assert not keys.held_shares("peers", peer.identity).exists()
    assert keys.rotation_due("peers")


def test_whoever_is_let_in_again_must_be_approved_anew(dragoer: Municipality) -> None:
    peer = make_member("volunteer")
    make_team("peers", make_member("coordinator"), peer)
    services.deactivate(peer.membership)
    services.reactivate(peer.membership)
    assert membership_for_user(peer.membership.user_id) == peer.membership
    assert keys.standing("peers", peer.identity) == "pending"


def test_the_last_administrator_stays(dragoer: Municipality) -> None:
    first = make_member("administrator", with_identity=False).membership
    with pytest.raises(MemberError):
        services.deactivate(first)
    with pytest.raises(MemberError):
        services.set_roles(first, ["editor"])
    make_member("administrator", with_identity=False)
    services.set_roles(first, ["editor"])
    assert Membership.objects.get(pk=first.pk).roles == ["editor"]


def test_an_administrator_elsewhere_does_not_count(
    dragoer: Municipality, ishoej: Municipality, in_tenant: Any
) -> None:
    first = make_member("administrator", with_identity=False).membership
    with in_tenant(ishoej):
        make_member("administrator", with_identity=False)
    with pytest.raises(MemberError):
        services.deactivate(first)


def test_a_new_start_after_lost_words(dragoer: Municipality) -> None:
    peer = make_member("volunteer")
    make_team("peers", make_member("coordinator"), peer)
    old = peer.identity
    new = give_identity(peer)
    assert new.pk != old.pk
    assert keys.standing("peers", new) == "pending"
    assert keys.standing("peers", old) == "none"
    old.refresh_from_db()
    assert (old.sealed_private, old.lookup_hash, old.auth_hash) == (None, None, None)
    assert keys.rotation_due("peers")


def test_a_staff_identity_is_no_young_persons(dragoer: Municipality) -> None:
    identity = make_member("volunteer").identity
    assert identity.kind == "staff"
    assert find_by_words(b"", b"") is None


def test_names(dragoer: Municipality) -> None:
    member = make_member("volunteer", alias="Mads")
    identity, user = member.identity.pk, member.membership.user
    assert names_of([identity]) == {identity: "Mads"}
    assert names_of([identity], real=True) == {identity: f"Mads ({user.name})"}
    with scopes_disabled():
        assert names_of_users([user.pk]) == {str(user.pk): user.name}


@pytest.mark.parametrize(
    ("manager", "roles", "may"),
    [
        (["administrator"], ["administrator", "coordinator"], True),
        (["coordinator"], ["volunteer"], True),
        (["coordinator"], ["volunteer", "coordinator"], True),
        (["coordinator"], ["volunteer", "administrator"], False),
        (["coordinator"], ["on_duty"], False),
        (["project_manager"], ["volunteer"], False),
    ],
)
def test_who_may_manage_whom(manager: list[str], roles: list[str], may: bool) -> None:
    assert rules.may_manage(manager, roles) is may
