"""The verbs: they check, they change only what they say, and they belong to one municipality."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, time
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from naere.tenancy import queries, services
from naere.tenancy.models import Municipality

PROFILE: dict[str, Any] = {
    "name": "Nettet",
    "colour": "#123456",
    "exit_url": "https://www.dmi.dk/",
    "age_from": 15,
    "age_to": 25,
}

InTenant = Callable[[Municipality], AbstractContextManager[None]]


def test_a_new_municipality_has_a_profile(db: None, in_tenant: InTenant) -> None:
    made = services.create_municipality("nyby", "Nyby", PROFILE, host="nyby.example")
    with in_tenant(made):
        assert (queries.profile().name, queries.profile().age_to) == ("Nettet", 25)


@pytest.mark.parametrize(
    "wrong",
    [
        {"colour": "red"},
        {"colour": "#12345"},
        {"days_kept": 31},
        {"session_minutes": 5},
        {"parallel_conversations": 0},
        {"queue_limit": 0},
        {"exit_url": "javascript:alert(1)"},
        {"age_from": 26},
    ],
)
def test_a_wrong_setting_makes_nothing(db: None, wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        services.create_municipality("nyby", "Nyby", PROFILE | wrong)
    assert not Municipality.objects.filter(slug="nyby").exists()


def test_two_with_the_same_slug(dragoer: Municipality) -> None:
    with pytest.raises(ValidationError):
        services.create_municipality(dragoer.slug, "Dragør igen", PROFILE)


def test_a_change_leaves_the_other_fields_alone(dragoer: Municipality) -> None:
    before = queries.profile()
    services.update_profile(queue_limit=7)
    after = queries.profile()
    assert (after.queue_limit, after.name, after.colour) == (7, before.name, before.colour)


def test_a_wrong_change_changes_nothing(dragoer: Municipality) -> None:
    with pytest.raises(ValidationError):
        services.update_profile(days_kept=31)
    assert queries.profile().days_kept == 30


def test_replaced_hours_keep_the_rows_that_stay(dragoer: Municipality) -> None:
    span = {"opens": time(15), "closes": time(22)}
    services.replace_opening_hours([{"weekday": 0, **span}, {"weekday": 1, **span}])
    kept = queries.opening_hours()[0].pk
    services.replace_opening_hours([{"weekday": 0, **span}, {"weekday": 6, **span}])
    rows = list(queries.opening_hours())
    assert [(row.weekday, row.pk == kept) for row in rows] == [(0, True), (6, False)]


def test_the_same_closed_day_twice(dragoer: Municipality) -> None:
    with pytest.raises(ValidationError):
        services.replace_closed_days([{"date": date(2026, 12, 24)}] * 2)


def test_risk_words_are_cleaned(dragoer: Municipality) -> None:
    services.replace_risk_words([" Vil Dø ", "vil dø", "", "Ærlig"])
    assert queries.risk_words() == ["vil dø", "ærlig"]


def test_a_text_is_written_and_written_again(dragoer: Municipality) -> None:
    services.set_text("about", "Hej", "Hi")
    services.set_text("about", "Hej med dig", "Hi there")
    assert queries.texts()["about"].body_da == "Hej med dig"


def test_an_unknown_text_is_refused(dragoer: Municipality) -> None:
    with pytest.raises(ValidationError):
        services.set_text("nothing", "Hej", "Hi")


def test_the_last_age_group_stays(dragoer: Municipality) -> None:
    services.replace_age_groups(
        [{"label_da": "Alle", "label_en": "All", "age_from": 16, "age_to": 30}]
    )
    only = queries.age_groups()[0]
    with pytest.raises(services.LastOneError):
        services.remove_row(only, keep_one=True)
    assert queries.age_groups().count() == 1


def test_a_change_stays_in_its_municipality(
    dragoer: Municipality, ishoej: Municipality, in_tenant: InTenant
) -> None:
    services.replace_topics([])
    services.update_profile(queue_limit=99)
    with in_tenant(ishoej):
        topics, limit = queries.topics().count(), queries.profile().queue_limit
    assert (topics, limit) == (1, 5)
    assert queries.topics().count() == 0
