"""What holds for every call: one method, JSON, a token, a size."""

from __future__ import annotations

import io
import json
import uuid
from typing import Any

import pytest
from django.core.handlers.asgi import ASGIRequest
from django.urls import URLPattern

from naere.conversations import urls
from naere.conversations.api import staff_urls
from naere.conversations.models import Conversation
from naere.core.api import MOST_BYTES, ApiError, read_body
from naere.tenancy.scope import current_municipality
from tests.conversations.browsers import browser
from tests.conversations.every_call import ALL, CONVERSATIONS, STAFF, Call
from tests.factories.people import Member, Young
from tests.tenant_client import TenantClient

POSTS = [call for call in ALL if call.body is not None]
READERS = [call for call in POSTS if call.reads]


@pytest.fixture
def conversation(active: Conversation) -> Conversation:
    """A conversation with a report of the same id, so that one id does for every call."""
    active.reports.create(
        pk=active.pk,
        municipality_id=active.municipality_id,
        reporter=active.participants.get(party="young"),
        numbers=[0],
        reported_at=active.queued_at,
    )
    return active


@pytest.fixture
def browsers(conversation: Conversation, young: Young, peer: Member) -> list[TenantClient]:
    """The young person's, and the peer's with every role."""
    peer.membership.roles = ["volunteer", "coordinator", "professional"]
    peer.membership.save()
    return [browser(young), browser(peer)]


def all_say(
    browsers: list[TenantClient], pk: object, calls: list[Call], body: bytes | str, code: str
) -> list[str]:
    """Return the calls for which no browser is answered `code`."""
    return [
        call.path
        for call in calls
        if code not in {answered(one, call.at(pk), body) for one in browsers}
    ]


def answered(client: TenantClient, path: str, body: bytes | str, method: str = "POST") -> str:
    answer = client.generic(method, path, body, "application/json")
    return f"{answer.status_code} {answer.json().get('error', '')}"


def names(patterns: list[URLPattern]) -> list[str]:
    return sorted(str(pattern.name) for pattern in patterns)


def test_the_tables_know_every_call() -> None:
    assert names(urls.urlpatterns) == sorted(call.name for call in CONVERSATIONS)
    assert names(staff_urls.urlpatterns) == sorted(call.name for call in STAFF)


def test_one_method(browsers: list[TenantClient], conversation: Conversation) -> None:
    methods = ("GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS")
    wrong = {
        (call.path, method): answered(browsers[0], call.at(conversation.pk), "{}", method)
        for call in ALL
        for method in methods
        if method != call.method
    }
    assert len(wrong) == len(ALL) * 5
    assert set(wrong.values()) == {"405 wrong-method"}
    assert Conversation.objects.get().state == "active"


def test_nothing_without_the_token(conversation: Conversation, young: Young, peer: Member) -> None:
    for strict in (
        strict_browser().be_young(young.token),
        strict_browser().be_staff(peer.membership),
    ):
        for call in POSTS:
            if call.name == "leave-session":  # test_quick_exit.py
                continue
            answer = strict.post_json(call.at(conversation.pk), call.body)
            assert (answer.status_code, answer.json()["error"]) == (403, "forbidden"), call.path
            assert answer.json()["message"]
    found = Conversation.objects.get()
    assert (found.state, found.epoch, found.epoch_due) == ("active", 1, "")


def strict_browser() -> TenantClient:
    return TenantClient(current_municipality(), enforce_csrf_checks=True)


def test_with_the_token_it_works(active: Conversation, young: Young) -> None:
    strict = strict_browser().be_young(young.token)
    token = "a" * 32
    strict.cookies["naere-csrf"] = token
    path = f"/api/conversations/{active.pk}/end"
    assert strict.post_json(path, headers={"X-CSRFToken": "b" * 32}).status_code == 403
    assert strict.post_json(path, headers={"X-CSRFToken": token}).status_code == 200


NOT_JSON = {
    "cut off": b'{"kind": ',
    "a list": b"[]",
    "null": b"null",
    "a number": b"1",
    "a text": b'"kind"',
    "no text at all": b"\xff\xfe\x00",
    "deep": b"[" * 200_000,
    "deep objects": b'{"a":' * 50_000,
    "a huge number": b'{"number": ' + b"9" * 5000 + b"}",
    "a form": b"kind=letter",
}


@pytest.mark.parametrize("body", NOT_JSON.values(), ids=NOT_JSON)
def test_what_is_no_json_object(
    browsers: list[TenantClient], conversation: Conversation, body: bytes
) -> None:
    assert all_say(browsers, conversation.pk, READERS, body, "400 not-json") == []


def test_too_large(browsers: list[TenantClient], conversation: Conversation) -> None:
    body = json.dumps({"kind": "x" * MOST_BYTES})
    assert all_say(browsers, conversation.pk, READERS, body, "413 too-large") == []


def test_fifty_megabytes(active: Conversation, young: Young) -> None:
    path = f"/api/conversations/{active.pk}/kind"
    assert answered(browser(young), path, b"x" * 50_000_000) == "413 too-large"


def test_too_large_in_chunks_that_say_no_length() -> None:
    scope: dict[str, Any] = {"type": "http", "method": "POST", "path": "/", "headers": []}
    request = ASGIRequest(scope, io.BytesIO(b" " * (MOST_BYTES + 1)))
    with pytest.raises(ApiError, match="too-large"):
        read_body(request)


BAD_IDS = ("1", "x" * 36, str(uuid.uuid4()).upper(), f"{uuid.uuid4()}/x", "%00", "..")


@pytest.mark.parametrize("bad", BAD_IDS)
def test_a_malformed_id_is_not_found(browsers: list[TenantClient], bad: str) -> None:
    answers = {
        answered(browsers[1], call.at(bad), "{}", call.method) for call in ALL if "{}" in call.path
    }
    assert answers == {"404 not-found"}
