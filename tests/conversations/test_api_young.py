"""The young person's calls (docs/wire.md): exactly what they answer."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings

from naere.accounts.youth.models import YoungPerson, YoungSession
from naere.conversations.models import Conversation
from naere.tenancy.models import Municipality
from naere.tenancy.queries import age_groups, topics
from tests.conversations.browsers import browser, post, random_text, said
from tests.factories.conversations import make_active
from tests.factories.people import Young, make_young
from tests.tenant_client import TenantClient

ME = {
    "tenant",
    "person",
    "identity",
    "peersTeam",
    "safeguardingTeam",
    "conversations",
    "now",
}


def given(**changed: Any) -> dict[str, Any]:
    return {
        "nickname": "Sol",
        "ageGroup": str(age_groups()[0].pk),
        "topics": [str(topics()[0].pk)],
        "publicKey": random_text(32),
    } | changed


def words(**changed: Any) -> dict[str, Any]:
    return {
        "lookup": random_text(32),
        "auth": random_text(32),
        "sealedPrivate": random_text(72),
    } | changed


def test_start(dragoer: Municipality) -> None:
    client, body = TenantClient(dragoer), given()
    answer = client.post_json("/api/young/start", body)
    me = answer.json()
    person = YoungPerson.objects.get()
    assert (answer.status_code, set(me)) == (200, ME)
    assert me["tenant"] == str(dragoer.pk)
    assert me["person"] == {
        "nickname": "Sol",
        "ageGroup": "16–18",
        "mayBeMinor": True,
        "topics": ["Ensomhed"],
        "hasWords": False,
    }
    assert me["identity"] == {"id": str(person.identity_id), "publicKey": body["publicKey"]}
    assert (me["peersTeam"], me["safeguardingTeam"], me["conversations"]) == (None, None, [])
    assert client.get_json("/api/young/me") == me


def test_the_session_is_for_this_visit_and_for_no_script(dragoer: Municipality) -> None:
    answer = TenantClient(dragoer).post_json("/api/young/start", given())
    cookie = answer.cookies[settings.YOUTH_COOKIE_NAME]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Strict", "/")
    assert (cookie["max-age"], cookie["expires"]) == ("", "")
    assert settings.SESSION_COOKIE_NAME not in answer.cookies


def test_me(young: Young, team: Any, safeguarding: Any) -> None:
    me = browser(young).get_json("/api/young/me")
    assert set(me) == ME
    assert set(me["peersTeam"]) == {"id", "kind", "version", "publicKey"}
    assert [me[name]["kind"] for name in ("peersTeam", "safeguardingTeam")] == [
        "peers",
        "safeguarding",
    ]
    assert me["now"] == {
        "open": True,
        "peersOnDuty": 0,
        "canStart": False,
        "waiting": 0,
        "expectedWaitSeconds": None,
        "opensAt": None,
        "letterAnswerHours": None,
        "queueFull": False,
    }


def test_my_conversations(young: Young, peer: Any, active: Conversation) -> None:
    make_active(make_young("Måne"), peer)
    (mine,) = browser(young).get_json("/api/young/me")["conversations"]
    assert mine == {
        "id": str(active.pk),
        "kind": "now",
        "state": "active",
        "epoch": 1,
        "lastSeq": 0,
        "queuedAt": active.queued_at.isoformat(),
        "acceptedAt": active.accepted_at and active.accepted_at.isoformat(),
        "closedAt": None,
        "deleteAfter": None,
        "peerName": "Mads",
        "nickname": "Sol",
        "lost": False,
    }


def test_words_and_back(young: Young) -> None:
    mine = words()
    assert post(young, "young/words", **mine) == (200, {})
    other = TenantClient(young.person.municipality)
    back = {name: mine[name] for name in ("lookup", "auth")}
    answer = other.post_json("/api/young/return", back)
    me = answer.json()
    assert (answer.status_code, set(me)) == (200, ME)
    assert me["person"]["hasWords"] is True
    assert me["identity"]["sealedPrivate"] == mine["sealedPrivate"]
    again = other.get_json("/api/young/me")
    assert again["identity"] == {name: me["identity"][name] for name in ("id", "publicKey")}
    assert again["identity"]["id"] == str(young.identity.pk)


def test_words_are_replaced_only_on_purpose(young: Young) -> None:
    """They may stand on a piece of paper; a page that is loaded again must not make them void."""
    first, second = words(), words()
    assert post(young, "young/words", **first) == (200, {})
    assert said(young, "young/words", **second) == (409, "has-words")
    assert said(young, "young/words", **second, replaces=False) == (409, "has-words")
    assert said(young, "young/words", **second, replaces="ja") == (400, "bad-replaces")
    assert browser(young).get_json("/api/young/sealed")["sealedPrivate"] == first["sealedPrivate"]
    assert post(young, "young/words", **second, replaces=True) == (200, {})
    assert browser(young).get_json("/api/young/sealed")["sealedPrivate"] == second["sealedPrivate"]


def test_what_is_sealed_under_the_words_is_told_to_whoever_has_them(young: Young) -> None:
    mine = words()
    assert browser(young).get_json("/api/young/sealed") == {"sealedPrivate": None}
    post(young, "young/words", **mine)
    told = browser(young).get_json("/api/young/sealed")
    assert told == {"sealedPrivate": mine["sealedPrivate"]}
    assert browser(make_young()).get_json("/api/young/sealed") == {"sealedPrivate": None}


def test_leave_ends_this_session_alone(young: Young, active: Conversation) -> None:
    client = browser(young)
    left = client.post_json("/api/young/leave")
    assert (left.status_code, left.json()) == (200, {})
    assert left.cookies[settings.YOUTH_COOKIE_NAME].value == ""
    client.be_young(young.token)
    assert client.get("/api/young/me").status_code == 401
    assert (YoungPerson.objects.count(), Conversation.objects.count()) == (1, 1)


def test_forget_deletes_everything(young: Young, peer: Any, active: Conversation) -> None:
    make_active(make_young("Måne"), peer)
    client = browser(young)
    gone = client.post_json("/api/young/forget")
    assert (gone.status_code, gone.json()) == (200, {"deleted": True})
    assert gone.cookies[settings.YOUTH_COOKIE_NAME].value == ""
    assert [one.nickname for one in YoungPerson.objects.all()] == ["Måne"]
    assert [one.nickname for one in Conversation.objects.all()] == ["Måne"]
    assert YoungSession.objects.count() == 1


@pytest.mark.parametrize("path", ["words", "forget"])
def test_without_a_session(dragoer: Municipality, path: str) -> None:
    answer = TenantClient(dragoer).post_json(f"/api/young/{path}", words())
    assert (answer.status_code, answer.json()["error"]) == (401, "sign-in")


def test_anothers_municipality_does_not_know_the_session(young: Young, ishoej: Any) -> None:
    foreign = TenantClient(ishoej).be_young(young.token)
    assert foreign.get("/api/young/me").status_code == 401


BAD_START: list[tuple[str, Any, str]] = [
    ("nickname", None, "bad-nickname"),
    ("nickname", "", "bad-nickname"),
    ("nickname", "  ", "bad-nickname"),
    ("nickname", "x" * 41, "bad-nickname"),
    ("nickname", 5, "bad-nickname"),
    ("nickname", [], "bad-nickname"),
    ("nickname", "a\x00b", "bad-nickname"),
    ("nickname", "\ud800", "bad-nickname"),
    ("nickname", "mia@example.dk", "looks-like-email"),
    ("nickname", "12 34 56 78", "looks-like-phone"),
    ("ageGroup", "16–18", "bad-ageGroup"),
    ("ageGroup", None, "bad-ageGroup"),
    ("ageGroup", {"id": 1}, "bad-ageGroup"),
    ("topics", None, "bad-topics"),
    ("topics", "Ensomhed", "bad-topics"),
    ("topics", [1], "bad-topics"),
    ("topics", ["Ensomhed"], "bad-topics"),
    ("topics", ["x"] * 21, "bad-topics"),
    ("topics", ["x"] * 100_000, "bad-topics"),
    ("publicKey", None, "bad-publicKey"),
    ("publicKey", random_text(31), "bad-publicKey"),
    ("publicKey", random_text(33), "bad-publicKey"),
    ("publicKey", "ikke base64!", "bad-publicKey"),
    ("publicKey", ["A"], "bad-publicKey"),
]


@pytest.mark.parametrize(("field", "value", "code"), BAD_START)
def test_a_bad_start_makes_nobody(dragoer: Municipality, field: str, value: Any, code: str) -> None:
    client = TenantClient(dragoer)
    answer = client.post_json("/api/young/start", given(**{field: value}))
    assert (answer.status_code, answer.json()["error"]) == (400, code)
    assert answer.json()["message"]
    assert (YoungPerson.objects.count(), dict(client.cookies)) == (0, {})


@pytest.mark.parametrize("field", ["lookup", "auth", "sealedPrivate"])
def test_bad_words_change_nothing(young: Young, field: str) -> None:
    for value in (None, "", "AAAA", "no base64!", 7, random_text(73)):
        assert said(young, "young/words", **words(**{field: value})) == (400, f"bad-{field}")
    young.identity.refresh_from_db()
    assert young.identity.sealed_private is None
