"""Keep answers that belong to nobody, and decide what is asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils import timezone

from naere.core.api import ApiError
from naere.surveys.models import Answer, Question
from naere.surveys.queries import questions
from naere.tenancy.scope import current_municipality

HIGHEST = 10


def keep_answers(answers: Mapping[str, int], month: date | None = None) -> None:
    """Store one answer per key with the month alone (this one); raises ApiError("bad-answers").

    A question may be left out. An unknown key or a number outside 0–10 stores nothing at all.
    """
    asked = {question.key: question for question in questions()}
    if not answers.keys() <= asked.keys() or not all(_fits(v) for v in answers.values()):
        raise ApiError("bad-answers")
    first = (month or timezone.localdate()).replace(day=1)
    here = current_municipality()
    Answer.objects.bulk_create(
        Answer(municipality=here, question=asked[key], value=value, month=first)
        for key, value in answers.items()
    )


def replace_questions(rows: Iterable[Mapping[str, Any]]) -> None:
    """Ask exactly `rows` (fields of `Question`), in their order; others are kept, no longer asked."""
    keys: list[str] = []
    for order, row in enumerate(rows):
        values = {"order": order, "is_asked": True, **row}
        found = Question.objects.filter(key=row["key"]).first()
        question = found or Question(municipality=current_municipality())
        for name, value in values.items():
            setattr(question, name, value)
        question.save()
        keys.append(question.key)
    for question in questions().exclude(key__in=keys):
        question.is_asked = False
        question.save(update_fields=["is_asked"])


def _fits(value: int) -> bool:
    return 0 <= value <= HIGHEST
