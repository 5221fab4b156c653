"""What the young person thought of it, kept without anybody in it (R29)."""

from __future__ import annotations

from typing import Any

import pytest

from naere.conversations.models import Conversation
from naere.conversations.services import aftermath
from naere.conversations.services.access import seat
from naere.core.api import ApiError
from naere.surveys.models import Answer
from tests.factories.conversations import close


def give(conversation: Conversation, young: Any, **answers: int) -> None:
    aftermath.give_feedback(seat(conversation.pk, young.identity), answers)


def test_the_stored_row_leads_to_nobody(active, young) -> None:  # type: ignore[no-untyped-def]
    give(close(active), young, heard=9)
    row = vars(Answer.objects.select_related("question").get())
    assert {name for name in row if not name.startswith("_")} == {
        "id",
        "municipality_id",
        "question_id",
        "value",
        "month",
    }
    assert (row["value"], row["month"].day) == (9, 1)
    related = {field.related_model for field in Answer._meta.fields if field.is_relation}
    assert {model.__name__ for model in related if model} == {"Municipality", "Question"}


def test_once(active, young) -> None:  # type: ignore[no-untyped-def]
    give(close(active), young, heard=9)
    with pytest.raises(ApiError, match="already-given"):
        give(active, young, heard=1)
    assert [one.value for one in Answer.objects.all()] == [9]
    assert Conversation.objects.get().gave_feedback


def test_not_before_it_has_ended(active, young) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ApiError, match="not-closed"):
        give(active, young, heard=9)
    assert Answer.objects.count() == 0


def test_an_unknown_question_keeps_nothing_and_may_be_mended(active, young) -> None:  # type: ignore[no-untyped-def]
    close(active)
    with pytest.raises(ApiError, match="bad-answers"):
        give(active, young, heard=9, name=1)
    assert Answer.objects.count() == 0
    give(active, young, heard=9)
    assert Answer.objects.count() == 1
