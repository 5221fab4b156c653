"""Identities: made once, sealed under six words, found by both hashes or not at all."""

from __future__ import annotations

import os
from typing import Any

import pytest

from naere.accounts.keys import services
from naere.accounts.keys.models import Identity
from naere.accounts.keys.queries import find_by_words
from naere.core.api import ApiError
from naere.core.ids import digest
from naere.tenancy.models import Municipality

LOOKUP, AUTH, SEALED = os.urandom(32), os.urandom(32), os.urandom(72)


@pytest.fixture
def sealed(dragoer: Municipality) -> Identity:
    identity = services.create_identity("young", os.urandom(32))
    services.seal_identity(identity, LOOKUP, AUTH, SEALED)
    return identity


def test_words_find_the_identity(sealed: Identity) -> None:
    assert find_by_words(LOOKUP, AUTH) == sealed


@pytest.mark.parametrize(
    ("lookup", "auth"),
    [(LOOKUP, os.urandom(32)), (os.urandom(32), AUTH), (AUTH, LOOKUP), (b"", b"")],
)
def test_other_words_find_nothing(sealed: Identity, lookup: bytes, auth: bytes) -> None:
    assert find_by_words(lookup, auth) is None


def test_an_identity_without_words_is_never_found(dragoer: Municipality) -> None:
    services.create_identity("young", os.urandom(32))
    assert find_by_words(b"", b"") is None


def test_staff_words_do_not_open_the_young_peoples_door(sealed: Identity) -> None:
    assert find_by_words(LOOKUP, AUTH, kind="staff") is None


def test_only_hashes_are_stored(sealed: Identity) -> None:
    stored = Identity.objects.get(pk=sealed.pk)
    assert bytes(stored.lookup_hash or b"") == digest(LOOKUP)
    assert bytes(stored.auth_hash or b"") == digest(AUTH)


@pytest.mark.parametrize(
    ("lookup", "auth"), [(LOOKUP, os.urandom(32)), (os.urandom(32), os.urandom(32))]
)
def test_the_same_work_whether_the_lookup_exists(
    sealed: Identity, lookup: bytes, auth: bytes, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(1):
        find_by_words(lookup, auth)


def test_another_municipality_does_not_find_it(
    sealed: Identity, ishoej: Municipality, in_tenant: Any
) -> None:
    with in_tenant(ishoej):
        assert find_by_words(LOOKUP, AUTH) is None


def test_a_public_key_is_one_identity(dragoer: Municipality) -> None:
    key = os.urandom(32)
    services.create_identity("young", key)
    with pytest.raises(ApiError, match="key-taken"):
        services.create_identity("staff", key)


@pytest.mark.parametrize("length", [0, 31, 33])
def test_a_key_of_another_length_is_refused(dragoer: Municipality, length: int) -> None:
    with pytest.raises(ApiError, match="bad-publicKey"):
        services.create_identity("young", os.urandom(length))
    assert Identity.objects.count() == 0


def test_a_sealed_key_of_another_length_is_refused(sealed: Identity) -> None:
    with pytest.raises(ApiError, match="bad-sealedPrivate"):
        services.seal_identity(sealed, LOOKUP, AUTH, SEALED + b"x")


def test_unsealed_for_good(sealed: Identity) -> None:
    services.unseal_for_good(sealed)
    assert find_by_words(LOOKUP, AUTH) is None
    assert Identity.objects.get(pk=sealed.pk).sealed_private is None
