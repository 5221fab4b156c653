"""A young person starts, comes back by six words, and is forgotten."""

from __future__ import annotations

import os
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from naere.accounts.keys.models import Identity
from naere.accounts.youth import services
from naere.accounts.youth.entry import session_of_token
from naere.accounts.youth.models import YoungPerson, YoungSession
from naere.core.api import ApiError
from naere.core.ids import digest
from naere.tenancy.models import Municipality
from naere.tenancy.queries import age_groups, topics
from tests.factories.people import Young, make_young

WORDS = (os.urandom(32), os.urandom(32), os.urandom(72))
HOME = "192.0.2.0/24"


@pytest.fixture
def young(dragoer: Municipality) -> Young:
    return make_young()


def young_of_token(token: str) -> YoungPerson | None:
    session = session_of_token(token)
    return session.person if session else None


def start(municipality: Municipality, **changed: object) -> YoungPerson:
    given = {
        "nickname": "Sol",
        "age_group": str(age_groups()[1].pk),
        "topics": [str(topics()[0].pk)],
        "public_key": os.urandom(32),
    }
    person, _token = services.start(municipality, **(given | changed))  # type: ignore[arg-type]
    return person


def test_start_keeps_what_was_said_and_no_more(dragoer: Municipality) -> None:
    person = start(dragoer)
    assert (person.nickname, person.age_group, person.topics) == ("Sol", "19–23", ["Ensomhed"])
    assert not person.may_be_minor
    kept = {field.name for field in YoungPerson._meta.get_fields() if field.concrete}
    assert kept == {
        "id",
        "municipality",
        "identity",
        "nickname",
        "age_group",
        "may_be_minor",
        "topics",
        "created_on",
    }


def test_whoever_does_not_tell_their_age_may_be_a_minor(dragoer: Municipality) -> None:
    person = start(dragoer, age_group="")
    assert (person.age_group, person.may_be_minor) == ("", True)


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("age_group", "16", "bad-ageGroup"),
        ("age_group", " ", "bad-ageGroup"),
        ("topics", ["Ensomhed"], "bad-topics"),
        ("nickname", "mia@example.dk", "looks-like-email"),
        ("public_key", b"short", "bad-publicKey"),
    ],
)
def test_start_refuses(dragoer: Municipality, field: str, value: object, code: str) -> None:
    with pytest.raises(ApiError, match=code):
        start(dragoer, **{field: value})
    assert YoungPerson.objects.count() == 0


def test_another_municipalitys_topic_is_refused(
    dragoer: Municipality, ishoej: Municipality, in_tenant: Any
) -> None:
    with in_tenant(ishoej):
        foreign = str(topics()[0].pk)
    with pytest.raises(ApiError, match="bad-topics"):
        start(dragoer, topics=[foreign])


def test_the_token_is_stored_as_a_hash(young: Young) -> None:
    stored = YoungSession.objects.get(person=young.person)
    assert bytes(stored.token_hash) == digest(young.token)
    assert young_of_token(young.token) == young.person


def test_a_session_ends(young: Young) -> None:
    services.end_session(young.token)
    assert young_of_token(young.token) is None
    assert YoungPerson.objects.count() == 1


def test_a_session_runs_out_and_is_swept(young: Young) -> None:
    later = timezone.now() + services.SESSION_LASTS
    YoungSession.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert young_of_token(young.token) is None
    assert services.sweep_sessions(later) == 1


def test_return_by_words(young: Young) -> None:
    assert not services.has_words(young.person)
    services.keep_words(young.person, *WORDS)
    assert services.has_words(young.person)
    person, token = services.return_by_words(WORDS[0], WORDS[1], HOME)
    assert person == young.person
    assert token != young.token
    assert young_of_token(token) == young.person


def test_wrong_words_say_the_same_whether_they_exist(young: Young) -> None:
    services.keep_words(young.person, *WORDS)
    said = set()
    for lookup in (WORDS[0], os.urandom(32)):
        with pytest.raises(ApiError) as raised:
            services.return_by_words(lookup, os.urandom(32), HOME)
        said.add((raised.value.code, raised.value.status, str(raised.value.message)))
    assert [(code, status) for code, status, _ in said] == [("wrong-words", 403)]


@pytest.mark.parametrize("lookup", [WORDS[0], os.urandom(32)], ids=["known", "unknown"])
def test_the_same_queries_whether_they_exist(
    young: Young, lookup: bytes, django_assert_num_queries: Any
) -> None:
    services.keep_words(young.person, *WORDS)
    with pytest.raises(ApiError):
        services.return_by_words(lookup, os.urandom(32), HOME)
    with django_assert_num_queries(8), pytest.raises(ApiError, match="wrong-words"):
        services.return_by_words(lookup, os.urandom(32), HOME)


def test_right_words_are_slowed_as_well(young: Young) -> None:
    services.keep_words(young.person, *WORDS)
    for _ in range(5):
        with pytest.raises(ApiError, match="wrong-words"):
            services.return_by_words(os.urandom(32), os.urandom(32), HOME)
    with pytest.raises(ApiError, match="slow-down") as raised:
        services.return_by_words(WORDS[0], WORDS[1], HOME)
    assert raised.value.status == 429
    assert 25 <= raised.value.extra["retryAfter"] <= 30


def test_forget_leaves_nothing(young: Young) -> None:
    make_young("Måne")
    services.keep_words(young.person, *WORDS)
    services.forget(young.person)
    assert [person.nickname for person in YoungPerson.objects.all()] == ["Måne"]
    assert Identity.objects.count() == 1
    assert young_of_token(young.token) is None
