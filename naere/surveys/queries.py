"""Reads of questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from naere.surveys.models import Answer, Question

if TYPE_CHECKING:
    from django.db.models import QuerySet


def all_questions() -> QuerySet[Question]:
    """Every question, also those no longer asked, in the municipality's order."""
    found: QuerySet[Question] = Question.objects.order_by("order", "key")
    return found


def questions() -> QuerySet[Question]:
    """The questions that are asked after a conversation now (R29)."""
    return all_questions().filter(is_asked=True)


def answers() -> QuerySet[Answer]:
    """Every answer with its question. They carry a month and nobody's name (R72)."""
    found: QuerySet[Answer] = Answer.objects.select_related("question")
    return found
