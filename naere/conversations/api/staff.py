"""The calls of peers, coordinators and professionals about themselves (docs/wire.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest

from naere.accounts.keys.enums import TeamKind
from naere.accounts.keys.queries import current_team_key
from naere.accounts.staff import services as staff
from naere.accounts.staff.entry import staff_call
from naere.conversations import queries
from naere.conversations.api import wire
from naere.conversations.api.teams import team_states
from naere.core.api import api, read_body
from naere.core.binary import to_text
from naere.volunteers import services as duty_services
from naere.volunteers.queries import duties

if TYPE_CHECKING:
    from naere.accounts.keys.models import Identity
    from naere.accounts.staff.models import Membership


@api("GET")
@staff_call()
def me(request: HttpRequest) -> dict[str, Any]:
    """Return who I am, my keys and teams, my conversations and my duties."""
    return _me(_membership(request))


@api("POST")
@staff_call()
def identity(request: HttpRequest) -> dict[str, Any]:
    """Take in my identity: at the first login, or as a new start after lost words."""
    membership, body = _membership(request), read_body(request)
    with transaction.atomic():  # an identity that cannot be sealed is not made: a 400 is committed
        membership.identity = staff.set_identity(
            membership,
            body.bytes("publicKey", length=32),
            body.bytes("lookup", length=32),
            body.bytes("auth", length=32),
            body.bytes("sealedPrivate", most=200),
        )
    return _me(membership)


@api("POST")
@staff_call()
def preferences(request: HttpRequest) -> dict[str, Any]:
    """Keep how I want to be told of something new."""
    body = read_body(request)
    staff.set_preferences(
        _membership(request),
        wants_sound=body.flag("wantsSound"),
        wants_title=body.flag("wantsTitle"),
    )
    return {}


@api("POST")
@staff_call()
def duty(request: HttpRequest) -> dict[str, Any]:
    """Go on or off duty; a peer that is a program may be on duty in the demo only."""
    membership, body = _membership(request), read_body(request)
    kind = body.text("kind", least=1, most=20)
    if body.flag("on"):
        duty_services.go_on_duty(membership, kind)
    else:
        duty_services.go_off_duty(membership, kind)
    return {"shifts": duties(membership)}


def _me(membership: Membership) -> dict[str, Any]:
    return {
        "tenant": str(membership.municipality_id),
        "membership": {
            "id": str(membership.pk),
            "alias": membership.alias,
            "roles": membership.roles,
            "wantsSound": membership.wants_sound,
            "wantsTitle": membership.wants_title,
        },
        "identity": _identity(membership.identity),
        "teams": team_states(membership),
        "safeguardingTeam": wire.team(current_team_key(TeamKind.SAFEGUARDING)),
        "conversations": queries.summaries_for(membership),
        "shifts": duties(membership),
        "closingForm": _closing_form(),
        "program": membership.is_program and settings.NAERE_PROGRAM_PEERS,
    }


def _identity(mine: Identity | None) -> dict[str, Any] | None:
    if mine is None:
        return None
    return {
        "id": str(mine.pk),
        "publicKey": to_text(mine.public_key),
        "sealedPrivate": to_text(mine.sealed_private) if mine.sealed_private else None,
    }


def _closing_form() -> dict[str, Any] | None:
    form = queries.current_closing_form()
    return {"id": str(form.pk), "fields": form.fields} if form else None


def _membership(request: HttpRequest) -> Membership:
    membership: Membership = request.membership  # type: ignore[attr-defined]
    return membership
