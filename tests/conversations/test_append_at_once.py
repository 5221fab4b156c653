"""`append_messages` from two connections of the web role: no gap, no double, no deadlock."""

from __future__ import annotations

import random
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg
import pytest
from django.conf import settings

from naere.conversations.models import Conversation, Message
from naere.tenancy.models import Municipality, Profile
from naere.tenancy.scope import tenant_scope
from tests.conversations.batches import STATEMENT, Sent, append_on, columns
from tests.factories.conversations import make_active
from tests.factories.people import make_member, make_young
from tests.factories.teams import make_team

Connect = Callable[[], psycopg.Connection[Any]]


@pytest.fixture
def connect(committed: Municipality) -> Iterator[Connect]:
    """Return a maker of connections of the web role to the tests' database."""
    opened = []

    def make() -> psycopg.Connection[Any]:
        given = settings.DATABASES["default"]
        opened.append(
            psycopg.connect(
                host=given["HOST"],
                port=given["PORT"] or None,
                user=given["USER"],
                dbname=given["NAME"],
                autocommit=True,
            )
        )
        return opened[-1]

    yield make
    for one in opened:
        one.close()


@pytest.fixture
def talks(committed: Municipality) -> list[tuple[Conversation, uuid.UUID]]:
    """Three conversations, each with the young person's identity."""
    with tenant_scope(committed):
        Profile.objects.update(parallel_conversations=3)
        peer = make_member("volunteer")
        make_team("peers", peer)
        people = [make_young(name) for name in ("Sol", "Måne", "Sky")]
        return [(make_active(one, peer), one.identity.pk) for one in people]


def test_the_web_role_is_no_owner_and_no_superuser(connect: Connect) -> None:
    row = connect().execute(
        "SELECT current_user, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user"
    )
    assert row.fetchone() == ("naere_web", False, False)


def test_without_its_municipality_nothing_is_found(connect: Connect, talks, committed) -> None:  # type: ignore[no-untyped-def]
    conversation, sender = talks[0]
    other = uuid.uuid4()
    assert append_on(connect(), other, Sent(conversation.pk, sender, 1)) == [("not-found", None)]


def test_in_anothers_name_it_is_refused(connect: Connect, talks, ishoej, committed) -> None:  # type: ignore[no-untyped-def]
    """A municipality in the argument that is not the connection's own."""
    conversation, sender = talks[0]
    one = connect()
    one.execute("SELECT set_config('app.tenant', %s, false)", [str(committed.pk)])
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        one.execute(STATEMENT, columns(ishoej.pk, (Sent(conversation.pk, sender, 1),)))


def test_two_connections_interleaved(connect: Connect, talks, committed) -> None:  # type: ignore[no-untyped-def]
    """Each sender alternates between the connections; every batch touches all conversations."""
    with tenant_scope(committed):
        peers = [talk.participants.get(party="peer").identity_id for talk, _ in talks]
    sides = [[young for _, young in talks], peers]

    def write(number: int) -> list[tuple[str, int | None]]:
        own, order, told = connect(), random.Random(number), []
        for n in range(1, 41):
            places = list(range(3))
            order.shuffle(places)
            batch = [Sent(talks[place][0].pk, sides[number][place], n) for place in places]
            told += append_on(own, committed.pk, *batch)
        return told

    with ThreadPoolExecutor(2) as pool:
        told = [outcome for side in pool.map(write, range(2)) for outcome in side]
    assert {outcome for outcome, _ in told} == {"stored"}
    with tenant_scope(committed):
        for conversation, _ in talks:
            rows = Message.objects.filter(conversation=conversation).order_by("seq")
            assert [row.seq for row in rows] == list(range(1, 81))
            for side in {row.sender for row in rows}:
                assert [row.n for row in rows if row.sender == side] == list(range(1, 41))


def test_a_retry_that_races_through_the_other_is_found(connect: Connect, talks, committed) -> None:  # type: ignore[no-untyped-def]
    conversation, sender = talks[0]
    sent = [Sent(conversation.pk, sender, n) for n in range(1, 31)]

    def write(_: int) -> list[tuple[str, int | None]]:
        own = connect()
        return [append_on(own, committed.pk, one)[0] for one in sent]

    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(write, range(2))
    assert [seq for _, seq in first] == [seq for _, seq in second] == list(range(1, 31))
    for pair in zip(first, second, strict=True):
        assert sorted(outcome for outcome, _ in pair) == ["duplicate", "stored"]
