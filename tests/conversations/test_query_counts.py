"""As many queries for one row as for three: what is read does not grow with what there is."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from naere.conversations.models import Conversation, Report
from naere.tenancy.models import Profile
from tests.conversations.browsers import browser
from tests.conversations.test_reports import report
from tests.factories.conversations import make_active, make_conversation, next_epoch, open_own, say
from tests.factories.people import Member, Young, make_young
from tests.tenant_client import TenantClient

# Seven of each are the request's own: the municipality, its scope, the test's savepoints.
YOUNG_CONVERSATION, PEER_CONVERSATION, YOUNG_ME, STAFF_ME, REPORTS = 21, 23, 23, 29, 13


@pytest.fixture
def counted(django_assert_num_queries: Any) -> Any:
    """Return a GET that must take a number of queries, after one that fills the caches."""

    def get(client: TenantClient, path: str, queries: int) -> Any:
        client.get_json(path)
        with django_assert_num_queries(queries):
            return client.get_json(path)

    return get


def test_a_conversation(young: Young, peer: Member, active: Conversation, counted: Any) -> None:
    path = f"/api/conversations/{active.pk}"
    say(active, young, "hej")
    counted(browser(young), path, YOUNG_CONVERSATION)
    for _ in range(3):
        next_epoch(active, young)
        open_own(Conversation.objects.get(pk=active.pk), peer)
        say(active, young, "mere")
    shown = counted(browser(young), path, YOUNG_CONVERSATION)
    assert (len(shown["epochs"]), shown["lastSeq"], shown["myLastN"]) == (5, 4, 4)


def test_the_peer_is_signed_in_by_two_more(
    peer: Member, active: Conversation, counted: Any
) -> None:
    counted(browser(peer), f"/api/conversations/{active.pk}", PEER_CONVERSATION)


def test_a_young_person(young: Young, peer: Member, active: Conversation, counted: Any) -> None:
    one = counted(browser(young), "/api/young/me", YOUNG_ME)
    make_conversation(young, "letter")
    make_active(young, peer, "letter")
    make_conversation(make_young("Måne"), "letter")
    three = counted(browser(young), "/api/young/me", YOUNG_ME)
    assert [len(me["conversations"]) for me in (one, three)] == [1, 3]


def test_a_peer(young: Young, peer: Member, other_peer: Member, active: Any, counted: Any) -> None:
    Profile.objects.update(parallel_conversations=6)
    one = counted(browser(peer), "/api/staff/me", STAFF_ME)
    for name in ("Måne", "Sky"):
        make_active(make_young(name), peer)
    make_active(make_young("Regn"), other_peer)
    three = counted(browser(peer), "/api/staff/me", STAFF_ME)
    assert [len(me["conversations"]) for me in (one, three)] == [1, 3]


def test_reports(
    young: Young, peer: Member, professional: Member, safeguarding: Any, active: Any, counted: Any
) -> None:
    report(active, young, safeguarding, 1)
    counted(browser(professional), "/api/reports", REPORTS)
    report(active, peer, safeguarding, 1)
    Report.objects.update(opened_at=timezone.now())
    report(active, young, safeguarding, 0)
    three = counted(browser(professional), "/api/reports", REPORTS)
    assert len(three["reports"]) == 3
