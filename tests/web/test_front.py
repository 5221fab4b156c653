"""The front page says whether someone is there now, how long it takes, and what to do otherwise."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from naere.conversations.models import Fact
from naere.conversations.queries import Now
from naere.tenancy.models import OpeningHours
from naere.tenancy.scope import current_municipality
from naere.volunteers.services import go_on_duty
from naere.web import views
from tests.factories.conversations import make_conversation
from tests.factories.people import make_member, make_young
from tests.factories.teams import make_team
from tests.tenant_client import TenantClient
from tests.web.reading import paragraphs

WRITE_NOW, WRITE_LETTER = 'href="/skriv/?som=nu"', 'href="/skriv/?som=brev"'
SOMEONE = Now(
    open=True,
    peers_on_duty=2,
    can_start=True,
    waiting=1,
    expected_wait_seconds=241,
    opens_at=None,
    queue_full=False,
)
QUERIES, QUERIES_WITH_PEERS = 14, 17


def shown(reader: TenantClient, monkeypatch: pytest.MonkeyPatch, now: Now) -> tuple[str, str]:
    monkeypatch.setattr(views, "now_for", lambda _municipality: now)
    html = reader.get("/").content.decode()
    return html, "\n".join(paragraphs(html))


def test_one_glance_tells_what_it_is(reader: TenantClient) -> None:
    found = paragraphs(reader.get("/").content.decode())
    assert found[:4] == ["Gratis", "Anonymt", "Ingen sag", "Her er nogen at skrive med"]


def test_someone_is_there(reader: TenantClient, monkeypatch: pytest.MonkeyPatch) -> None:
    html, text = shown(reader, monkeypatch, SOMEONE)
    assert "Der er nogen her nu. Du kan regne med at vente cirka 5 minutter." in text
    assert html.index(WRITE_NOW) < html.index(WRITE_LETTER)


def test_an_unknown_wait_is_not_made_up(
    reader: TenantClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = replace(SOMEONE, expected_wait_seconds=None)
    _html, text = shown(reader, monkeypatch, now)
    assert "Vi ved endnu ikke, hvor længe du skal vente." in text
    assert "regne med" not in text


def test_open_but_nobody_is_there(reader: TenantClient, monkeypatch: pytest.MonkeyPatch) -> None:
    now = replace(SOMEONE, peers_on_duty=0, can_start=False, expected_wait_seconds=None)
    html, text = shown(reader, monkeypatch, now)
    assert "Vi har åbent, men ingen frivillig er her lige nu." in text
    assert WRITE_LETTER in html
    assert WRITE_NOW not in html


def test_a_full_queue(reader: TenantClient, monkeypatch: pytest.MonkeyPatch) -> None:
    now = replace(SOMEONE, can_start=False, queue_full=True, waiting=12)
    html, text = shown(reader, monkeypatch, now)
    assert "Der er mange, der skriver lige nu. Køen er fuld." in text
    assert WRITE_NOW not in html


def test_closed_says_when_it_opens(reader: TenantClient, monkeypatch: pytest.MonkeyPatch) -> None:
    opens_at = datetime(2099, 7, 1, 13, 0, tzinfo=UTC)
    now = replace(SOMEONE, open=False, can_start=False, peers_on_duty=0, opens_at=opens_at)
    html, text = shown(reader, monkeypatch, now)
    assert "Vi åbner den 1. juli kl. 15.00. Du kan altid skrive et brev, også nu." in text
    assert WRITE_NOW not in html


def test_closed_without_an_opening(reader: TenantClient, monkeypatch: pytest.MonkeyPatch) -> None:
    now = replace(SOMEONE, open=False, can_start=False, peers_on_duty=0)
    _html, text = shown(reader, monkeypatch, now)
    assert "Vi har lukket lige nu. Du kan altid skrive et brev, også nu." in text


def test_the_real_state_is_asked(reader: TenantClient) -> None:
    assert "Vi har åbent, men ingen frivillig er her" in reader.get("/").content.decode()
    OpeningHours.objects.all().delete()
    assert "Vi har lukket lige nu." in reader.get("/").content.decode()


def test_the_way_back_is_always_there(reader: TenantClient) -> None:
    assert '<a href="/retur/">' in reader.get("/").content.decode()


def measure(seconds: int) -> None:
    """Let five have waited and talked: from then on there is something to expect."""
    hour = timezone.now().replace(minute=0, second=0, microsecond=0)
    for _ in range(5):
        Fact.objects.create(
            municipality=current_municipality(),
            kind="now",
            requested_hour=hour,
            age_group="16–18",
            waited_seconds=seconds,
            length_seconds=seconds,
        )


# The state of things, and what it costs: open with nobody there; with peers, their places and two medians more.
@pytest.mark.parametrize("peers", [0, 1, 3])
@pytest.mark.parametrize("queue", [0, 2])
@pytest.mark.parametrize("is_measured", [False, True])
def test_a_fixed_number_of_queries(
    reader: TenantClient,
    django_assert_num_queries: DjangoAssertNumQueries,
    peers: int,
    queue: int,
    is_measured: bool,
) -> None:
    members = [make_member("volunteer") for _ in range(max(peers, 1))]
    make_team("peers", *members)
    for _ in range(queue):
        make_conversation(make_young())
    for member in members[:peers]:
        go_on_duty(member.membership, "peer")
    if is_measured:
        measure(300)
    with django_assert_num_queries(QUERIES_WITH_PEERS if peers else QUERIES):
        reader.get("/")


def test_closed_costs_no_more(
    reader: TenantClient, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    OpeningHours.objects.all().delete()
    with django_assert_num_queries(QUERIES):
        reader.get("/")
