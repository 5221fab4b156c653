"""What the JSON calls answer: the wire forms of docs/wire.md."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from naere.accounts.keys.queries import current_team_key, held_shares
from naere.conversations.enums import CallState, Party, State
from naere.conversations.models import Conversation, EpochShare, Participant
from naere.conversations.queries import (
    Now,
    can_be_called,
    letter_answer_hours,
    now_for,
    report_opened_for,
    summaries_for_young,
    summary,
)
from naere.conversations.services.epochs import Recipient, required
from naere.core.binary import to_text
from naere.tenancy.queries import profile_without_logo

if TYPE_CHECKING:
    from naere.accounts.keys.models import TeamKey
    from naere.accounts.youth.models import YoungPerson


def me(person: YoungPerson, *, sealed: bool = False) -> dict[str, Any]:
    """Return the wire form `Me`; with the sealed private key right after a return by words."""
    identity = person.identity
    answer: dict[str, Any] = {
        "tenant": str(person.municipality_id),
        "person": {
            "nickname": person.nickname,
            "ageGroup": person.age_group,
            "mayBeMinor": person.may_be_minor,
            "topics": person.topics,
            "hasWords": identity.sealed_private is not None,
        },
        "identity": {"id": str(identity.pk), "publicKey": to_text(identity.public_key)},
        "peersTeam": team(current_team_key("peers")),
        "safeguardingTeam": team(current_team_key("safeguarding")),
        "conversations": summaries_for_young(person),
        "now": now(now_for()),
    }
    if sealed and identity.sealed_private is not None:
        answer["identity"]["sealedPrivate"] = to_text(identity.sealed_private)
    return answer


def team(key: TeamKey | None) -> dict[str, Any] | None:
    """Return the wire form `Team`."""
    if key is None:
        return None
    return {
        "id": str(key.pk),
        "kind": key.kind,
        "version": key.version,
        "publicKey": to_text(key.public_key),
    }


def now(state: Now) -> dict[str, Any]:
    """Return the wire form `Now`."""
    fields = asdict(state)
    return {
        "open": state.open,
        "peersOnDuty": state.peers_on_duty,
        "canStart": state.can_start,
        "waiting": state.waiting,
        "expectedWaitSeconds": state.expected_wait_seconds,
        "opensAt": fields["opens_at"] and state.opens_at and state.opens_at.isoformat(),
        "letterAnswerHours": letter_answer_hours(),
        "queueFull": state.queue_full,
    }


def conversation(seat: Participant) -> dict[str, Any]:
    """Return the wire form `Conversation` as the participant at `seat` may see it."""
    found = seat.conversation
    settings = profile_without_logo()
    return summary(found) | {
        "tenant": str(found.municipality_id),
        "nickname": found.nickname,
        "ageGroup": found.age_group,
        "mayBeMinor": found.may_be_minor,
        "topics": found.topics,
        "sessionMinutes": settings.session_minutes,
        "epochDue": found.epoch_due,
        "required": [recipient(one) for one in required(found)],
        "participants": [participant(one) for one in _participants(found)],
        "epochs": epochs(seat),
        "call": _call(found),
        "professionalOnDuty": can_be_called(found),
        "gaveFeedback": found.gave_feedback,
        "myLastN": last_counter(found, str(seat.identity_id)),
        "handedOver": found.handed_over,
        "reportOpened": report_opened_for(seat),
    }


def recipient(one: Recipient) -> dict[str, Any]:
    """Return the wire form `Recipient`."""
    return {"id": str(one.id), "publicKey": to_text(one.public_key), "party": one.party}


def participant(one: Participant) -> dict[str, Any]:
    """Return a participant, past or present."""
    return {
        "identity": str(one.identity_id),
        "publicKey": to_text(one.identity.public_key),
        "party": one.party,
        "name": one.name,
        "isProgram": one.is_program,
        "joinedAt": one.joined_at.isoformat(),
        "leftAt": one.left_at and one.left_at.isoformat(),
        "seenSeq": one.seen_seq,
    }


def epochs(seat: Participant) -> list[dict[str, Any]]:
    """Return every epoch with the share that the participant may open, its own before the team's."""
    shares: dict[int, EpochShare] = {}
    for share in _shares_of(seat):
        if share.number not in shares or share.identity_id is not None:
            shares[share.number] = share
    return [
        {
            "number": epoch.number,
            "commit": to_text(epoch.commit),
            "link": to_text(epoch.link) if epoch.link else None,
            "recipients": [to_text(key) for key in epoch.recipients],
            "share": share_form(shares.get(epoch.number)),
        }
        for epoch in seat.conversation.epochs.all()
    ]


def share_form(share: EpochShare | None) -> dict[str, Any] | None:
    """Return a share: the box, who made it, whose key opens it."""
    if share is None:
        return None
    key = share.team_key or share.identity
    return {
        "box": to_text(share.box),
        "creatorPublicKey": to_text(share.creator_public_key),
        "recipientPublicKey": to_text(key.public_key) if key else "",
        "team": str(share.team_key_id) if share.team_key_id else None,
    }


def last_counter(found: Conversation, identity: str) -> int:
    """Return the last counter that an identity used in the conversation; 0 for none."""
    newest = found.messages.filter(sender=identity).order_by("-n").values_list("n", flat=True)
    return newest.first() or 0


def _shares_of(seat: Participant) -> list[EpochShare]:
    held = held_shares("peers", seat.identity) if seat.party == Party.PEER else None
    mine = Q(identity=seat.identity)
    if held is not None:
        mine |= Q(team_key__in=held.values("team_key"))
    found = seat.conversation.shares.filter(mine)
    return list(found.select_related("identity", "team_key"))


def _participants(found: Conversation) -> list[Participant]:
    return list(found.participants.select_related("identity"))


def _call(found: Conversation) -> dict[str, Any] | None:
    call = found.calls.select_related("caller", "answered_by").order_by("-called_at").first()
    if call is None or call.state == CallState.WITHDRAWN or found.state == State.CLOSED:
        return None
    return {
        "state": call.state,
        "callerParty": call.caller.party,
        "callerIdentity": str(call.caller.identity_id),
        "answeredBy": call.answered_by.alias if call.answered_by else None,
    }
