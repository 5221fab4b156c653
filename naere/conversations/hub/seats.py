"""Who may open a socket, decided before it is accepted: origin, session, municipality, part."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from importlib import import_module
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.db import connection

from naere.accounts.staff.enums import Role
from naere.accounts.staff.sessions import membership_of_session
from naere.accounts.youth.entry import session_of_token
from naere.conversations import queries
from naere.conversations.enums import Kind, State
from naere.tenancy.hosts import municipality_of_host
from naere.tenancy.scope import tenant_scope

if TYPE_CHECKING:
    from naere.accounts.staff.models import Membership
    from naere.tenancy.models import Municipality


MAY_WATCH = (Role.VOLUNTEER, Role.COORDINATOR, Role.PROFESSIONAL, Role.ON_DUTY)


class Refused(Exception):
    """The handshake is refused with this HTTP status, and no word of why."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


@dataclass(frozen=True, slots=True)
class Knock:
    """What a handshake brings."""

    host: str
    origin: str
    cookies: dict[str, str]


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody's place in a conversation, or on duty, for as long as the socket lives."""

    tenant: str
    identity: str
    expires_at: float
    conversation: str = ""
    party: str = ""
    membership: str = ""
    person: str = ""
    waits_live: bool = False
    waits_as_letter: bool = False
    knock: Knock | None = field(default=None, repr=False)
    roles: frozenset[str] = field(default_factory=frozenset)


def knock_of(scope: dict[str, Any]) -> Knock:
    """Return what the handshake's headers say."""
    headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
    parts = (part.strip().partition("=") for part in headers.get("cookie", "").split(";"))
    return Knock(
        host=headers.get("host", ""),
        origin=headers.get("origin", ""),
        # Kept with the seat, to ask again whether it still stands; so none but our own.
        cookies={name: value for name, _, value in parts if name in _ours()},
    )


def _ours() -> tuple[str, str]:
    return settings.YOUTH_COOKIE_NAME, settings.SESSION_COOKIE_NAME


def seat_in_conversation(knock: Knock, conversation_id: str) -> Seat:
    """Return the seat in a conversation; raises Refused 403 (who?) or 404 (not there, or not yours)."""
    municipality = _municipality(knock)
    try:
        wanted = UUID(conversation_id)
    except ValueError as error:
        raise Refused(404) from error
    with tenant_scope(municipality):
        for claim in _claims(knock):
            found = queries.seat_of_identity(wanted, claim.identity_id)
            if found is not None:
                kind, state = found.conversation.kind, found.conversation.state
                return Seat(
                    tenant=str(municipality.pk),
                    identity=str(claim.identity_id),
                    expires_at=claim.expires_at.timestamp(),
                    conversation=str(wanted),
                    party=found.party,
                    membership=str(found.membership_id or ""),
                    person=claim.person,
                    knock=knock,
                    waits_live=(kind, state) == (Kind.NOW, State.WAITING),
                    waits_as_letter=(kind, state) == (Kind.LETTER, State.WAITING),
                )
        raise Refused(404)


def seat_on_duty(knock: Knock) -> Seat:
    """Return the seat of a staff member; raises Refused 403 unless a role may watch the queue."""
    municipality = _municipality(knock)
    with tenant_scope(municipality):
        claim = _staff_claim(knock)
        if claim is None or claim.membership is None or not claim.membership.has_role(*MAY_WATCH):
            raise Refused(403)
        return Seat(
            tenant=str(municipality.pk),
            identity=str(claim.identity_id or ""),
            expires_at=claim.expires_at.timestamp(),
            membership=str(claim.membership.pk),
            knock=knock,
            roles=frozenset(claim.membership.roles),
        )


@dataclass(frozen=True, slots=True)
class _Claim:
    identity_id: UUID | None
    expires_at: datetime
    membership: Membership | None = None
    person: str = ""


def _municipality(knock: Knock) -> Municipality:
    municipality = municipality_of_host(knock.host)
    if municipality is None:
        raise Refused(404)
    if _netloc(knock.origin) != knock.host.lower():
        raise Refused(403)
    return municipality


def _netloc(origin: str) -> str:
    try:
        return urlsplit(origin).netloc.lower()
    except ValueError:
        return ""


def _claims(knock: Knock) -> list[_Claim]:
    found = [_young_claim(knock), _staff_claim(knock)]
    claims = [claim for claim in found if claim is not None and claim.identity_id is not None]
    if not claims:
        raise Refused(403)
    return claims


def _young_claim(knock: Knock) -> _Claim | None:
    session = session_of_token(knock.cookies.get(settings.YOUTH_COOKIE_NAME, ""))
    if session is None:
        return None
    person = session.person
    return _Claim(person.identity_id, session.expires_at, person=str(person.pk))


def _staff_claim(knock: Knock) -> _Claim | None:
    key = knock.cookies.get(settings.SESSION_COOKIE_NAME)
    if not key:
        return None
    session = import_module(settings.SESSION_ENGINE).SessionStore(key)
    membership = membership_of_session(session)
    if membership is None:
        return None
    expires_at = session.get_expiry_date()
    return _Claim(membership.identity_id, expires_at, membership=membership)


def refused_now(seat: Seat) -> int:
    """Return 0 when whoever sits here would be let in again, else the status of the refusal.

    Asked after notes may have been missed: a session may have ended, somebody may have left.
    """
    if seat.knock is None:
        return 0
    try:
        if seat.conversation:
            seat_in_conversation(seat.knock, seat.conversation)
        else:
            seat_on_duty(seat.knock)
    except Refused as refused:
        return refused.status
    finally:
        give_connection_back()
    return 0


def give_connection_back() -> None:
    """Return this thread's database connection to the pool."""
    connection.close()
