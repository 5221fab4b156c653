"""Who, when and what: read from the event tables."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import time

import pghistory
import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import translation

from demo.pictures import lamp, png
from naere.tenancy import services
from naere.tenancy.history import Change, history
from naere.tenancy.models import Municipality, OpeningHours, Profile, RiskWord, Text

InTenant = Callable[[Municipality], AbstractContextManager[None]]


def fields(change: Change) -> list[tuple[str, str, str]]:
    """Return a change's fields as plain tuples."""
    return [(field.label, field.before, field.after) for field in change.fields]


def test_an_update_says_from_and_to(dragoer: Municipality) -> None:
    with pghistory.context(user="42"), translation.override("en"):
        services.update_profile(queue_limit=7, closed_on_holidays=True)
        newest = history(Profile)[0]
    assert (newest.action, newest.user_id) == ("update", "42")
    assert fields(newest) == [
        ("most waiting at a time", "12", "7"),
        ("closed on public holidays", "no", "yes"),
    ]


def test_without_a_user_the_id_is_empty(dragoer: Municipality) -> None:
    assert {change.user_id for change in history(Profile)} == {""}


def test_a_row_that_comes_and_goes(dragoer: Municipality) -> None:
    services.replace_opening_hours([])
    services.replace_opening_hours([{"weekday": 0, "opens": time(9), "closes": time(10)}])
    services.replace_opening_hours([])
    with translation.override("en"):
        found = [(change.action, change.what) for change in history(OpeningHours)[:2]]
    assert found == [("delete", "Monday 09.00–10.00"), ("insert", "Monday 09.00–10.00")]


def test_nothing_changed_is_no_history(dragoer: Municipality) -> None:
    before = len(history(Profile))
    services.update_profile(queue_limit=12)
    assert len(history(Profile)) == before


def test_a_long_text_is_cut_to_where_it_differs(dragoer: Municipality) -> None:
    start, end = "a" * 500, "b" * 500
    services.set_text("about", f"{start}FØR{end}", "x")
    services.set_text("about", f"{start}SENT{end}", "x")
    _label, before, after = fields(history(Text, key="about")[0])[0]
    around = ("… " + "a" * 40, "b" * 40 + " …")
    assert before == f"{around[0]}FØR{around[1]}"
    assert after == f"{around[0]}SENT{around[1]}"


def test_a_new_logo_is_told_without_its_bytes(dragoer: Municipality) -> None:
    services.set_logo(png(8, "#123456", lamp), "En lampe", "A lamp")
    with translation.override("en"):
        found = fields(history(Profile)[0])
    assert found == [
        ("logo", "", "a new picture"),
        ("logo in words, Danish", "", "En lampe"),
        ("logo in words, English", "", "A lamp"),
    ]


def test_more_changes_than_are_shown(dragoer: Municipality) -> None:
    for limit in range(20, 26):
        services.update_profile(queue_limit=limit)
    shown = history(Profile, most=2)
    assert [fields(change)[0][1:] for change in shown] == [("24", "25"), ("23", "24")]


def test_another_municipality_s_history_is_not_shown(
    dragoer: Municipality, ishoej: Municipality, in_tenant: InTenant
) -> None:
    with in_tenant(ishoej):
        services.replace_risk_words(["kun ishøj"])
    assert "kun ishøj" not in [change.what for change in history(RiskWord)]


@pytest.mark.parametrize("statement", ["UPDATE {} SET pgh_label = 'x'", "DELETE FROM {}"])
def test_the_history_cannot_be_rewritten(dragoer: Municipality, statement: str) -> None:
    with (
        pytest.raises(DatabaseError, match="Cannot update or delete"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format("tenancy_profileevent"))
