"""Answers carry a month and a number, and nothing else."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from naere.core.api import ApiError
from naere.surveys import queries, services
from naere.surveys.models import Answer, Question
from naere.tenancy.models import Municipality


def question(key: str, text: str = "Hvordan?") -> dict[str, str]:
    """Return the fields of a question."""
    ends = {"low_da": "Lidt", "low_en": "Little", "high_da": "Meget", "high_en": "Much"}
    return {"key": key, "text_da": text, "text_en": "How?", **ends}


@pytest.fixture
def asked(dragoer: Municipality) -> Municipality:
    """Dragør, asking exactly two questions."""
    services.replace_questions([question("heard"), question("overall")])
    return dragoer


def test_kept_with_the_first_of_the_month(asked: Municipality) -> None:
    services.keep_answers({"heard": 0, "overall": 10})
    first = timezone.localdate().replace(day=1)
    found = queries.answers().order_by("question__order").values_list("value", "month")
    assert list(found) == [(0, first), (10, first)]


def test_a_month_may_be_given(asked: Municipality) -> None:
    services.keep_answers({"heard": 5}, month=date(2026, 9, 17))
    assert queries.answers().get().month == date(2026, 9, 1)


def test_an_answer_can_be_traced_to_nobody() -> None:
    names = {field.name for field in Answer._meta.fields}
    assert names == {"id", "municipality", "question", "value", "month"}


@pytest.mark.parametrize("wrong", [{"heard": 11}, {"heard": -1}, {"heard": 5, "unknown": 5}])
def test_wrong_answers_store_nothing(asked: Municipality, wrong: dict[str, int]) -> None:
    with pytest.raises(ApiError, match="bad-answers"):
        services.keep_answers(wrong)
    assert queries.answers().count() == 0


def test_no_answer_is_an_answer_too(asked: Municipality) -> None:
    services.keep_answers({})
    assert queries.answers().count() == 0


def test_a_retired_question_keeps_its_answers(asked: Municipality) -> None:
    services.keep_answers({"heard": 5, "overall": 6})
    services.replace_questions([question("overall", "Alt i alt?")])
    assert [q.key for q in queries.questions()] == ["overall"]
    assert queries.answers().count() == 2
    with pytest.raises(ApiError):
        services.keep_answers({"heard": 5})


def test_a_new_wording_is_the_same_question(asked: Municipality) -> None:
    before = Question.objects.get(key="overall").pk
    services.replace_questions([question("overall", "Alt i alt?")])
    assert (Question.objects.get(text_da="Alt i alt?").pk, before) == (before, before)
