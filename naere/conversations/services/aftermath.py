"""After a conversation: what the young person thought of it, and the peer's registration."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils import timezone

from naere.conversations.enums import State
from naere.conversations.models import Closing, ClosingForm, Participant
from naere.conversations.rules import check_answers
from naere.conversations.services.leaving import seconds_of
from naere.core.api import ApiError
from naere.surveys.services import keep_answers


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


def new_closing_form(municipality_id: UUID, fields: list[dict[str, Any]]) -> ClosingForm:
    """Make the next version of the registration; older registrations keep theirs."""
    newest = ClosingForm.objects.order_by("-version").first()
    made: ClosingForm = ClosingForm.objects.create(
        municipality_id=municipality_id,
        version=newest.version + 1 if newest else 1,
        fields=fields,
    )
    return made
