"""The access log is added to and read, and the database refuses the rest."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, transaction

from naere.accounts.staff.models import Membership
from naere.safeguarding.models import AccessEntry
from naere.safeguarding.queries import accesses, accesses_of
from naere.safeguarding.services import log_access
from naere.tenancy.models import Municipality
from tests.factories.people import make_member


@pytest.fixture
def member(dragoer: Municipality) -> Membership:
    return make_member("professional", with_identity=False).membership


def test_an_entry_says_who_what_and_why(member: Membership) -> None:
    log_access(member, "report-opened", "r1", "in danger")
    log_access(member, "report-opened", "r2")
    assert [(entry.membership, entry.subject, entry.note) for entry in accesses()] == [
        (member, "r2", ""),
        (member, "r1", "in danger"),
    ]
    assert [entry.subject for entry in accesses_of("r1")] == ["r1"]


def test_a_long_reason_is_cut(member: Membership) -> None:
    assert len(log_access(member, "report-opened", "r1", "x" * 900).note) == 300


@pytest.mark.parametrize("field", ["action", "subject", "note", "at"])
def test_no_field_is_changed(member: Membership, field: str) -> None:
    entry = log_access(member, "report-opened", "r1")
    value = "2020-01-01T00:00:00Z" if field == "at" else "other"
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        AccessEntry.objects.filter(pk=entry.pk).update(**{field: value})


def test_no_entry_is_given_to_somebody_else(member: Membership) -> None:
    entry = log_access(member, "report-opened", "r1")
    other = make_member("professional", with_identity=False).membership
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        AccessEntry.objects.filter(pk=entry.pk).update(membership=other)


def test_no_entry_is_removed(member: Membership) -> None:
    log_access(member, "report-opened", "r1")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        AccessEntry.objects.all().delete()
    assert AccessEntry.objects.count() == 1


def test_another_municipality_sees_none_of_it(
    member: Membership, ishoej: Municipality, in_tenant: Any
) -> None:
    log_access(member, "report-opened", "r1")
    with in_tenant(ishoej):
        assert not accesses().exists()
