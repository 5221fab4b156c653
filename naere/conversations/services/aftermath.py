"""After a conversation: what the young person thought of it, and the peer's registration."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from naere.conversations.enums import State
from naere.conversations.models import Closing, ClosingForm, Participant
from naere.conversations.queries import current_closing_form
from naere.conversations.rules import check_answers
from naere.conversations.services.leaving import seconds_of
from naere.core.api import ApiError
from naere.surveys.services import keep_answers
from naere.tenancy.scope import current_municipality


def give_feedback(seat: Participant, answers: dict[str, int]) -> None:
    """Store the answers without identity, once per conversation; 409 "not-closed", "already-given"."""
    conversation = seat.conversation
    if conversation.state != State.CLOSED:
        raise ApiError("not-closed", 409)
    if conversation.gave_feedback:
        raise ApiError("already-given", 409)
    keep_answers(answers)
    conversation.gave_feedback = True
    conversation.save(update_fields=["gave_feedback"])


def register(seat: Participant, form_id: UUID, answers: dict[str, Any]) -> Closing:
    """Store the peer's registration, by the form's schema; once, and the length is computed (R42)."""
    conversation = seat.conversation
    if conversation.state != State.CLOSED:
        raise ApiError("not-closed", 409)
    if conversation.closings.exists():
        raise ApiError("already-given", 409)
    form = ClosingForm.objects.filter(pk=form_id).first()
    if form is None:
        raise ApiError("bad-form")
    try:
        kept = check_answers(form.fields, answers)
    except ValueError as error:
        raise ApiError(f"bad-answer-{error}") from error
    made: Closing = Closing.objects.create(
        municipality_id=conversation.municipality_id,
        form=form,
        conversation=conversation,
        answers=kept,
        kind=conversation.kind,
        length_seconds=seconds_of(conversation),
        professional_called=conversation.calls.exists(),
        month=timezone.localdate().replace(day=1),
    )
    return made


class FormConflictError(Exception):
    """Somebody else has saved a version of the form meanwhile; `version` is the newest."""

    def __init__(self, version: int) -> None:
        super().__init__(version)
        self.version = version


def save_closing_form(fields: list[dict[str, Any]], after: int) -> ClosingForm:
    """Make the version after `after` (0: the first); older registrations keep theirs.

    Returns the form in use when nothing was changed. Raises FormConflictError when `after` is not
    the newest: of two who save at once, the database lets one through.
    """
    newest = current_closing_form()
    number = newest.version if newest else 0
    if number != after:
        raise FormConflictError(number)
    if newest and newest.fields == fields:
        return newest
    try:
        with transaction.atomic():
            return _next_version(current_municipality().pk, after + 1, fields)
    except IntegrityError as error:
        raise FormConflictError(after + 1) from error


def new_closing_form(municipality_id: UUID, fields: list[dict[str, Any]]) -> ClosingForm:
    """Make the next version without asking which one was seen, for a municipality that begins."""
    newest = current_closing_form()
    return _next_version(municipality_id, newest.version + 1 if newest else 1, fields)


def _next_version(municipality_id: UUID, version: int, fields: list[dict[str, Any]]) -> ClosingForm:
    made: ClosingForm = ClosingForm.objects.create(
        municipality_id=municipality_id, version=version, fields=fields
    )
    return made
