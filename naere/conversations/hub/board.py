"""What those on duty see: the queue without content, who is there, who calls."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import OperationalError, connection

from naere.accounts.staff.queries import memberships
from naere.conversations import queries
from naere.conversations.enums import Kind, State
from naere.tenancy.queries import municipalities
from naere.tenancy.scope import tenant_scope
from naere.volunteers.queries import on_duty
from naere.volunteers.services import touch

if TYPE_CHECKING:
    from naere.conversations.hub.seats import Seat


@dataclass(frozen=True)
class Reach:
    """Where a professional can be called: wherever not all of those on duty are already."""

    on_duty: bool
    not_in: frozenset[str] = frozenset()

    def at(self, conversation: str) -> bool:
        """Return whether one can be called into a conversation."""
        return self.on_duty and conversation not in self.not_in


@dataclass(frozen=True)
class Board:
    """A municipality's queue, people on duty, calls, and places of those who wait live."""

    items: list[dict[str, Any]]
    on_duty: list[dict[str, Any]]
    calls: list[dict[str, Any]]
    professionals: set[str]
    places: list[tuple[str, int | None]]
    reach: Reach


def board_of(tenant: str) -> Board | None:
    """Read a municipality's board; None while the database is away."""
    try:
        municipality = municipalities().filter(pk=tenant).first()
        if municipality is None:
            return Board([], [], [], set(), [], Reach(on_duty=False))
        with tenant_scope(municipality):
            return read()
    except OperationalError:
        return None
    finally:
        connection.close()


def conversations_of(seat: Seat) -> list[str]:
    """Return the conversations that a member takes part in now; none while the database is away."""
    try:
        municipality = municipalities().filter(pk=seat.tenant).first()
        if municipality is None:
            return []
        with tenant_scope(municipality):
            return queries.conversation_ids_of(seat.membership)
    except OperationalError:
        return []
    finally:
        connection.close()


def touch_duty(seat: Seat) -> None:
    """Keep a member's shifts alive: they are still there."""
    try:
        municipality = municipalities().filter(pk=seat.tenant).first()
        if municipality is not None:
            with tenant_scope(municipality):
                touch(memberships().get(pk=seat.membership))
    except OperationalError:
        return
    finally:
        connection.close()


def read() -> Board:
    """Read the board of the current municipality."""
    queue = list(queries.waiting())
    live = [conversation for conversation in queue if conversation.kind == Kind.NOW]
    room = queries.capacity() if live else queries.Capacity(0, 0, 0)
    called = {str(one.membership_id): one.membership.identity_id for one in on_duty("professional")}
    return Board(
        items=[_item(conversation) for conversation in queue],
        on_duty=_people(),
        calls=[_call(call) for call in queries.open_calls()],
        professionals=set(called),
        places=[
            (str(conversation.pk), queries.wait_for(position, room))
            for position, conversation in enumerate(live, start=1)
        ],
        reach=Reach(bool(called), frozenset(map(str, queries.held_by_all(called.values())))),
    )


def _item(conversation: Any) -> dict[str, Any]:
    return {
        "id": str(conversation.pk),
        "kind": conversation.kind,
        "queuedAt": conversation.waits_since.isoformat(),
        "ageGroup": conversation.age_group,
        "topics": conversation.topics,
        "handedOver": conversation.handed_over,
    }


def _people() -> list[dict[str, Any]]:
    busy = queries.conversations_per_member(state=State.ACTIVE)
    return [
        {
            "alias": shift.membership.alias,
            "kind": kind,
            "conversations": busy.get(shift.membership_id, 0),
            "isProgram": shift.membership.is_program,
        }
        for kind in ("peer", "professional")
        for shift in on_duty(kind)
    ]


def _call(call: Any) -> dict[str, Any]:
    return {
        "conversation": str(call.conversation_id),
        "callerParty": call.caller.party,
        "callerName": call.caller.name,
        "calledAt": call.called_at.isoformat(),
    }
