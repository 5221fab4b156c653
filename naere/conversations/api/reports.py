"""Reported conversations, for the safeguarding team (docs/wire.md)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest

from naere.accounts.staff.entry import staff_call
from naere.accounts.staff.enums import Role
from naere.conversations import queries
from naere.conversations.api import wire
from naere.conversations.models import Message, Report
from naere.conversations.services.reports import (
    demand_approval,
    locked_report,
    open_report,
    shares_for_team,
)
from naere.core.api import api, read_body
from naere.core.binary import to_text

MAY = (Role.PROFESSIONAL, Role.ON_DUTY)


@api("GET")
@staff_call(*MAY)
def reports(request: HttpRequest) -> dict[str, Any]:
    """Return the reports, newest first, without content; to approved members of the team alone."""
    demand_approval(request.membership)  # type: ignore[attr-defined]
    return {"reports": [_form(found) for found in queries.reports()]}


@api("POST")
@staff_call(*MAY)
def open_one(request: HttpRequest, report: UUID) -> dict[str, Any]:
    """Open a report: logged, and the other party is told unless a reason is given."""
    body = read_body(request)
    found = locked_report(report)
    reason = body.text("reason", most=300) if body.optional("reason") else ""
    open_report(request.membership, found, body.flag("tellOther"), reason)  # type: ignore[attr-defined]
    return _contents(found)


def _form(found: Report) -> dict[str, Any]:
    return {
        "id": str(found.pk),
        "conversation": str(found.conversation_id),
        "reporter": found.reporter.party,
        "reporterName": found.reporter.name,
        "reportedAt": found.reported_at.isoformat(),
        "openedAt": found.opened_at and found.opened_at.isoformat(),
        "otherTold": found.other_told_at is not None,
        "kind": found.conversation.kind,
        "state": found.conversation.state,
    }


def _contents(found: Report) -> dict[str, Any]:
    shares = {share.number: share for share in shares_for_team(found)}
    chosen = found.conversation.epochs.filter(number__in=found.numbers)
    people = found.conversation.participants.select_related("identity")
    messages = found.conversation.messages.filter(epoch__in=found.numbers).order_by("seq")
    return _form(found) | {
        "tenant": str(found.municipality_id),
        "epochs": [
            {
                "number": epoch.number,
                "commit": to_text(epoch.commit),
                "link": to_text(epoch.link) if epoch.link else None,
                "recipients": [to_text(key) for key in epoch.recipients],
                "share": wire.share_form(shares.get(epoch.number)),
            }
            for epoch in chosen
        ],
        "participants": [wire.participant(one) for one in people],
        "messages": [_message(message) for message in messages],
    }


def _message(message: Message) -> dict[str, Any]:
    return {
        "t": "msg",
        "seq": message.seq,
        "id": str(message.message_id),
        "e": message.epoch,
        "s": str(message.sender),
        "n": message.n,
        "c": to_text(message.ciphertext),
        "at": message.stored_at.isoformat(),
    }
