"""Guessing is slowed per network and overall, and no address is kept."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.test import RequestFactory

from naere.accounts.youth import attempts
from naere.accounts.youth.attempts import RETURN_BY_WORDS, allow
from naere.accounts.youth.models import Attempts
from naere.core.network import bucket, network_of
from naere.tenancy.models import Municipality

NOON = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)


@pytest.fixture
def clock() -> Any:
    with patch("naere.accounts.youth.attempts.timezone.now", return_value=NOON) as now:
        yield now


def tries(number: int, network: str = "192.0.2.0/24") -> list[int | None]:
    return [allow("words", network) for _ in range(number)]


def test_five_tries_and_then_a_wait(dragoer: Municipality, clock: Any) -> None:
    assert tries(7) == [None] * 5 + [30, 30]


def test_the_wait_grows(dragoer: Municipality, clock: Any) -> None:
    tries(5)
    waits = []
    for _ in range(4):
        wait = allow("words", "192.0.2.0/24")
        assert wait is not None
        waits.append(wait)
        clock.return_value += timedelta(seconds=wait)
        assert allow("words", "192.0.2.0/24") is None
    assert waits == [30, 60, 120, 240]


def test_a_wait_is_never_longer_than_an_hour() -> None:
    assert RETURN_BY_WORDS.network.wait_after(10_000) == timedelta(hours=1)


def test_the_count_is_forgotten_in_time(dragoer: Municipality, clock: Any) -> None:
    tries(5)
    clock.return_value += timedelta(hours=2)
    assert tries(6) == [None] * 5 + [30]


def test_another_network_is_not_slowed(dragoer: Municipality, clock: Any) -> None:
    tries(6)
    assert allow("words", "198.51.100.0/24") is None


def test_many_networks_together_are_slowed(dragoer: Municipality, clock: Any) -> None:
    for number in range(60):
        assert allow("words", f"10.0.{number}.0/24") is None
    assert allow("words", "10.0.99.0/24") == 2


def test_another_municipality_is_not_slowed(
    dragoer: Municipality, ishoej: Municipality, in_tenant: Any, clock: Any
) -> None:
    tries(6)
    with in_tenant(ishoej):
        assert allow("words", "192.0.2.0/24") is None


def test_nothing_leads_back_to_an_address(dragoer: Municipality, clock: Any) -> None:
    tries(1)
    stored = [bytes(row.bucket) for row in Attempts.objects.all()]
    assert [len(one) for one in stored] == [32, 32]
    assert not any(b"192" in one for one in stored)


def test_a_count_cannot_be_linked_across_days() -> None:
    today, tomorrow = NOON.date(), NOON.date() + timedelta(days=1)
    assert bucket("x", today) == bucket("x", today)
    assert bucket("x", today) != bucket("x", tomorrow)


def test_old_counts_are_swept(dragoer: Municipality, clock: Any) -> None:
    tries(1)
    assert attempts.sweep(NOON + timedelta(hours=23)) == 0
    assert attempts.sweep(NOON + timedelta(days=2)) == 2
    assert Attempts.objects.count() == 0


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.77", "192.0.2.0/24"),
        ("::ffff:192.0.2.77", "192.0.2.0/24"),
        ("2001:db8:1:2::3", "2001:db8:1::/48"),
        ("", ""),
        ("unix:", ""),
    ],
)
def test_networks(address: str, network: str) -> None:
    assert network_of(RequestFactory().get("/", REMOTE_ADDR=address)) == network
