"""The calls about one conversation (docs/wire.md, conversations)."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.http import Http404, HttpRequest

from naere.accounts.staff.entry import membership_of, staff_call
from naere.accounts.staff.enums import Role
from naere.accounts.youth.entry import young_call, young_of
from naere.conversations import queries
from naere.conversations.api import wire
from naere.conversations.enums import Kind, Party
from naere.conversations.models import Participant
from naere.conversations.services import (
    accept,
    aftermath,
    calls,
    epochs,
    leaving,
    reports,
    start,
)
from naere.conversations.services.access import seat
from naere.core.api import ApiError, Body, api, read_body
from naere.core.entry import STAFF, YOUNG, declare

if TYPE_CHECKING:
    from naere.accounts.staff.models import Membership

PUBLIC_KEY, COMMIT, BOX = 32, 32, 24 + 32 + 16

Call = Callable[[HttpRequest, Participant], dict[str, Any]]


def seated(*parties: str) -> Callable[[Call], Callable[..., Any]]:
    """Make a JSON call of a participant: the seat is loaded, locked and authorised in one go."""

    def wrap(view: Call) -> Callable[..., Any]:
        @functools.wraps(view)
        def enter(request: HttpRequest, conversation: UUID) -> dict[str, Any]:
            identity = _participating(request, conversation).identity
            return view(request, seat(conversation, identity, *parties))

        return declare(enter, YOUNG, STAFF)

    return wrap


def _participating(request: HttpRequest, conversation: UUID) -> Participant:
    """Return as whom the browser takes part. It may be a young person's and a volunteer's at once."""
    young, membership = young_of(request), membership_of(request)
    if young is None and membership is None:
        raise ApiError("sign-in", 401)
    for who in (young, membership):
        identity_id = who.identity_id if who else None
        found = queries.seat_of_identity(conversation, identity_id)
        if found is not None:
            return found
    raise Http404


def read_shares(body: Body, name: str, number: int | None = None) -> list[epochs.Share]:
    """Return the shares of a body; `number` for those that say none."""
    return [
        epochs.Share(
            item.number("number") if number is None else number,
            item.uuid("recipient"),
            item.bytes("box", length=BOX),
        )
        for item in body.objects(name, most=epochs.MOST_SHARES)
    ]


@api("POST")
@young_call
def ask(request: HttpRequest) -> dict[str, Any]:
    """Ask for a peer: now, or by letter."""
    body = read_body(request)
    first = body.object("epoch")
    made = start.ask(
        request.young,  # type: ignore[attr-defined]
        body.uuid("id"),
        _kind(body),
        first.bytes("commit", length=COMMIT),
        read_shares(first, "shares", 0),
    )
    return wire.conversation(seat(made.pk, request.young.identity))  # type: ignore[attr-defined]


def _show(request: HttpRequest, conversation: UUID) -> dict[str, Any]:
    return wire.conversation(_participating(request, conversation))


# A look takes no lock: it must not make the hub's writer wait.
show = api("GET")(declare(_show, YOUNG, STAFF))


@api("POST")
@seated(Party.YOUNG)
def kind(request: HttpRequest, here: Participant) -> dict[str, Any]:
    """Switch between live and letter while waiting."""
    start.switch_kind(here, _kind(read_body(request)))
    return wire.conversation(here)


@api("POST")
@staff_call(Role.VOLUNTEER)
def take(request: HttpRequest, conversation: UUID) -> dict[str, Any]:
    """Accept a waiting conversation; one peer wins."""
    membership = _membership(request)
    accept.accept(membership, conversation)
    return wire.conversation(seat(conversation, membership.identity))


@api("POST")
@seated()
def new_epoch(request: HttpRequest, here: Participant) -> dict[str, Any]:
    """Make the next epoch, and re-share older ones in the same go."""
    body = read_body(request)
    link = body.bytes("link", length=COMMIT) if body.optional("link") else None
    number = body.number("number", most=2**31 - 1)
    commit = body.bytes("commit", length=COMMIT)
    reshares, shares = read_shares(body, "reshares"), read_shares(body, "shares", number)
    with transaction.atomic():  # all of it or nothing: an answer of 409 is committed as well
        # First the re-shares: the team's shares that they come from go when a peer's epoch is made.
        epochs.add_shares(here, reshares)
        epochs.next_epoch(here, number, commit, link, shares)
    return wire.conversation(here)


@api("POST")
@seated()
def share(request: HttpRequest, here: Participant) -> dict[str, Any]:
    """Re-share older epochs with somebody present."""
    epochs.add_shares(here, read_shares(read_body(request), "shares"))
    return wire.conversation(here)


@api("POST")
@seated(Party.PEER)
def hand_over(request: HttpRequest, here: Participant) -> dict[str, Any]:
    """Leave, and let the conversation wait for another peer."""
    leaving.hand_over(here)
    return {}


@api("POST")
@seated(Party.YOUNG, Party.PEER)
def end(request: HttpRequest, here: Participant) -> dict[str, Any]:
    """End the conversation."""
    leaving.end(here.conversation, leaving.ending_by(here))
    return wire.conversation(here)


@api("POST")
@seated(Party.YOUNG)
def delete(request: HttpRequest, here: Participant) -> dict[str, Any]:
    """Delete the conversation at once."""
    leaving.delete(here.conversation)
    return {"deleted": True}


@api("POST")
@seated(Party.YOUNG, Party.PEER)
def call(request: HttpRequest, here: Participant) -> dict[str, Any]:
    """Call the professional on duty."""
    calls.call_professional(here)
    return wire.conversation(here)


@api("POST")
@seated(Party.YOUNG, Party.PEER)
def withdraw(request: HttpRequest, here: Participant) -> dict[str, Any]:
    """Take an unanswered call back."""
    calls.withdraw_call(here)
    return wire.conversation(here)


@api("POST")
@staff_call(Role.ON_DUTY, Role.PROFESSIONAL)
def answer(request: HttpRequest, conversation: UUID) -> dict[str, Any]:
    """Answer a call: join, and read what a participant's client shares."""
    membership = _membership(request)
    calls.answer_call(membership, conversation)
    return wire.conversation(seat(conversation, membership.identity))


@api("POST")
@seated(Party.PROFESSIONAL)
def leave(request: HttpRequest, here: Participant) -> dict[str, Any]:
    """Leave as the professional."""
    leaving.professional_leaves(here)
    return {}


@api("POST")
@seated(Party.YOUNG, Party.PEER)
def report(request: HttpRequest, here: Participant) -> dict[str, Any]:
    """Share chosen epochs with the safeguarding team."""
    body = read_body(request)
    items = body.objects("shares", most=epochs.MOST_SHARES)
    boxes = {item.number("number"): item.bytes("box", length=BOX) for item in items}
    reports.report(here, body.uuid("team"), boxes)
    return {"reported": True}


@api("POST")
@seated(Party.YOUNG)
def feedback(request: HttpRequest, here: Participant) -> dict[str, Any]:
    """Keep what I thought of it, without my name on it."""
    answers = read_body(request).object("answers")
    aftermath.give_feedback(here, {key: answers.number(key, most=10) for key in answers.data})
    return {}


@api("POST")
@seated(Party.PEER)
def closing(request: HttpRequest, here: Participant) -> dict[str, Any]:
    """Keep the peer's registration."""
    body = read_body(request)
    aftermath.register(here, body.uuid("form"), body.object("answers").data)
    return {}


def _membership(request: HttpRequest) -> Membership:
    membership: Membership = request.membership  # type: ignore[attr-defined]
    return membership


def _kind(body: Body) -> str:
    value = body.text("kind", most=10)
    if value not in Kind.values:
        raise ApiError("bad-kind")
    return value
