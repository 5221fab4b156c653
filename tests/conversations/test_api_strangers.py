"""A conversation of others looks like none at all, whoever asks and whatever for."""

from __future__ import annotations

import uuid
from typing import Any

import pytest

from naere.conversations.models import Conversation
from naere.conversations.services import calls
from naere.conversations.services.access import seat
from naere.tenancy.models import Municipality
from naere.volunteers.services import go_on_duty
from tests.conftest import acting_for
from tests.conversations.browsers import browser
from tests.conversations.every_call import OF_ONE, TO_JOIN, Call
from tests.factories.conversations import close
from tests.factories.people import Member, Young, make_member, make_young
from tests.factories.teams import make_team
from tests.tenant_client import TenantClient

STRANGERS = [
    "another young person",
    "another peer",
    "a professional who was not called",
    "a coordinator",
    "a young person elsewhere",
    "a peer elsewhere",
    "the peer who left",
]


@pytest.fixture
def strangers(
    active: Conversation,
    peer: Member,
    other_peer: Member,
    professional: Member,
    ishoej: Municipality,
) -> dict[str, Any]:
    """Makers of the browsers of those who have no business here."""
    go_on_duty(other_peer.membership, "peer")
    go_on_duty(professional.membership, "professional")

    def elsewhere(make: Any) -> Any:
        with acting_for(ishoej):
            return make()

    def peer_elsewhere() -> Member:
        member = make_member("volunteer", "professional")
        make_team("peers", member)
        go_on_duty(member.membership, "peer")
        go_on_duty(member.membership, "professional")
        return member

    return {
        "another young person": lambda: browser(make_young("Måne")),
        "another peer": lambda: browser(other_peer),
        "a professional who was not called": lambda: browser(professional),
        "a coordinator": lambda: browser(make_member("coordinator")),
        "a young person elsewhere": lambda: browser(elsewhere(lambda: make_young("Fremmed"))),
        "a peer elsewhere": lambda: browser(elsewhere(peer_elsewhere)),
        "the peer who left": lambda: _left(active, peer),
    }


def _left(active: Conversation, peer: Member) -> TenantClient:
    active.participants.filter(party="peer").update(left_at=active.queued_at)
    return browser(peer)


def ask(client: TenantClient, call: Call, pk: object) -> tuple[int, bytes]:
    if call.body is None:
        answer = client.get(call.at(pk))
    else:
        answer = client.post_json(call.at(pk), call.body)
    return answer.status_code, answer.content


def snapshot() -> list[Any]:
    found = Conversation.objects.get()
    tables = ("participants", "epochs", "shares", "calls", "reports", "closings")
    counts = [getattr(found, table).count() for table in tables]
    return [found.state, found.epoch, found.epoch_due, found.kind, found.gave_feedback, *counts]


@pytest.mark.parametrize("who", STRANGERS)
def test_not_theirs(active: Conversation, strangers: dict[str, Any], who: str) -> None:
    client = strangers[who]()
    before = snapshot()
    for call in OF_ONE:
        status, content = ask(client, call, active.pk)
        assert (call.path, status, content) == (call.path, *ask(client, call, uuid.uuid4()))
        assert (call.path, status) == (call.path, 404)
        assert snapshot() == before


@pytest.mark.parametrize("who", STRANGERS)
def test_nor_to_be_joined(active: Conversation, strangers: dict[str, Any], who: str) -> None:
    client = strangers[who]()
    taken = 409 if who in ("another peer", "the peer who left") else 404
    expected = [401, 401] if "young" in who else [taken, 404]
    for conversation in (active, close(active)):
        before = snapshot()
        assert [ask(client, call, conversation.pk)[0] for call in TO_JOIN] == expected
        assert snapshot() == before


def test_without_a_session(active: Conversation, dragoer: Municipality) -> None:
    before = snapshot()
    calls = (*OF_ONE, *TO_JOIN)
    answers = {call.path: ask(TenantClient(dragoer), call, active.pk)[0] for call in calls}
    assert answers == {call.path: 401 for call in calls}
    assert snapshot() == before


def test_a_session_of_here_is_nothing_elsewhere(
    active: Conversation, young: Young, peer: Member, ishoej: Municipality
) -> None:
    """The very people of the conversation, at the other municipality's address."""
    client = TenantClient(ishoej).be_young(young.token)
    assert {ask(client, call, active.pk)[0] for call in OF_ONE} == {401}
    client.cookies["naere-fag"] = browser(peer).cookies["naere-fag"].value
    assert {ask(client, call, active.pk)[0] for call in OF_ONE} == {401}
    assert {ask(client, call, active.pk)[0] for call in TO_JOIN} == {404}


ONLY = {
    "kind": {"young"},
    "handover": {"peer"},
    "end": {"young", "peer"},
    "delete": {"young"},
    "call": {"young", "peer"},
    "withdraw": {"young", "peer"},
    "leave": {"professional"},
    "report": {"young", "peer"},
    "feedback": {"young"},
    "closing": {"peer"},
}


@pytest.mark.parametrize("party", ["young", "peer", "professional"])
def test_each_partys_own_verbs(
    active: Conversation, young: Young, peer: Member, professional: Member, party: str
) -> None:
    """Whoever takes part as another party is told so: 403, and nothing happens."""
    go_on_duty(professional.membership, "professional")
    calls.call_professional(seat(active.pk, young.identity))
    calls.answer_call(professional.membership, active.pk)
    before = snapshot()
    who: Any = {"young": young, "peer": peer, "professional": professional}[party]
    client = browser(who)
    others = [call for call in OF_ONE if call.name in ONLY and party not in ONLY[call.name]]
    assert others
    for call in others:
        status, content = ask(client, call, active.pk)
        assert (call.path, status, b"not-yours" in content) == (call.path, 403, True)
        assert snapshot() == before
