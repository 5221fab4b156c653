"""On duty: by role, once, and only while the browser is heard from."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.utils import timezone

from naere.accounts.staff import services as staff
from naere.core.api import ApiError
from naere.tenancy.models import Municipality
from naere.volunteers import services
from naere.volunteers.models import Shift
from naere.volunteers.queries import SEEN_WITHIN, duties, on_duty
from tests.factories.people import Member, make_member
from tests.tenant_client import TenantClient


@pytest.fixture
def peer(dragoer: Municipality) -> Member:
    return make_member("volunteer", with_identity=False)


def there(kind: str = "peer") -> list[str]:
    return [shift.membership.alias for shift in on_duty(kind)]


def go_quiet() -> None:
    Shift.objects.update(last_seen_at=timezone.now() - SEEN_WITHIN - timedelta(seconds=1))


@pytest.mark.parametrize(
    ("role", "kind", "may"),
    [
        ("volunteer", "peer", True),
        ("coordinator", "peer", False),
        ("on_duty", "professional", True),
        ("professional", "professional", True),
        ("volunteer", "professional", False),
        ("on_duty", "peer", False),
        ("administrator", "peer", False),
    ],
)
def test_duty_by_role(dragoer: Municipality, role: str, kind: str, may: bool) -> None:
    member = make_member(role, with_identity=False).membership
    if may:
        services.go_on_duty(member, kind)
        assert there(kind) == [member.alias]
    else:
        with pytest.raises(ApiError, match="wrong-role"):
            services.go_on_duty(member, kind)
        assert there(kind) == []


def test_an_unknown_kind(peer: Member) -> None:
    with pytest.raises(ApiError, match="bad-kind"):
        services.go_on_duty(peer.membership, "both")


def test_on_duty_twice_is_one_shift(peer: Member) -> None:
    first = services.go_on_duty(peer.membership, "peer")
    assert services.go_on_duty(peer.membership, "peer") == first
    assert Shift.objects.count() == 1


def test_off_duty(peer: Member) -> None:
    services.go_on_duty(peer.membership, "peer")
    services.go_off_duty(peer.membership, "peer")
    assert there() == []
    assert Shift.objects.get().ended_at is not None


def test_off_duty_as_one_thing_only(dragoer: Municipality) -> None:
    both = make_member("volunteer", "on_duty", with_identity=False).membership
    services.go_on_duty(both, "peer")
    services.go_on_duty(both, "professional")
    services.go_off_duty(both, "peer")
    assert duties(both) == {"peer": False, "professional": True}


def test_not_heard_from_is_not_there(peer: Member) -> None:
    services.go_on_duty(peer.membership, "peer")
    go_quiet()
    assert there() == []
    assert duties(peer.membership) == {"peer": False, "professional": False}


def test_being_heard_from_keeps_the_shift(peer: Member) -> None:
    services.go_on_duty(peer.membership, "peer")
    go_quiet()
    with patch.object(services, "notify") as told:
        services.touch(peer.membership)
        assert [call.args[0] for call in told.call_args_list] == ["duty"]
        services.touch(peer.membership)
        assert told.call_count == 1  # heard from all the time is nothing new
    assert there() == [peer.membership.alias]


def test_a_forgotten_shift_ends_when_it_was_last_seen(peer: Member) -> None:
    first = services.go_on_duty(peer.membership, "peer")
    go_quiet()
    second = services.go_on_duty(peer.membership, "peer")
    assert second != first
    first.refresh_from_db()
    assert first.ended_at == first.last_seen_at


def test_all_forgotten_shifts_end(dragoer: Municipality) -> None:
    for _ in range(2):
        services.go_on_duty(make_member("volunteer", with_identity=False).membership, "peer")
    assert services.end_forgotten(timezone.now()) == 0
    assert services.end_forgotten(timezone.now() + SEEN_WITHIN + timedelta(seconds=1)) == 2


def test_a_shut_out_member_is_not_on_duty(peer: Member) -> None:
    services.go_on_duty(peer.membership, "peer")
    staff.deactivate(peer.membership)
    assert there() == []


def test_longest_on_duty_first(dragoer: Municipality) -> None:
    for alias in ("A", "B"):
        member = make_member("volunteer", alias=alias, with_identity=False)
        services.go_on_duty(member.membership, "peer")
    assert there() == ["A", "B"]


def test_a_program_is_on_duty_in_the_demo_only(dragoer: Municipality, settings: Any) -> None:
    program = make_member("volunteer", with_identity=False, is_program=True).membership
    settings.NAERE_PROGRAM_PEERS = False
    with pytest.raises(ApiError, match="no-programs"):
        services.go_on_duty(program, "peer")
    settings.NAERE_PROGRAM_PEERS = True
    assert services.go_on_duty(program, "peer").membership == program


def test_who_logs_out_is_off_duty(peer: Member) -> None:
    services.go_on_duty(peer.membership, "peer")
    browser = TenantClient(peer.membership.municipality).be_staff(peer.membership)
    browser.post("/konto/log-ud/")
    assert there() == []
