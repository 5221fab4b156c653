"""Epochs and their shares: who must get the next key (docs/protocol.md, rotation)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils import timezone

from naere.accounts.keys.enums import TeamKind
from naere.accounts.keys.queries import current_team_key
from naere.conversations.enums import Due, Party, State
from naere.conversations.models import Conversation, Epoch, EpochShare, Participant
from naere.conversations.queries import last_seq
from naere.conversations.services.access import changed, must_be_open
from naere.core.api import ApiError

if TYPE_CHECKING:
    from naere.accounts.keys.models import TeamKey

MOST_SHARES = 400


@dataclass(frozen=True)
class Recipient:
    """Somebody, or a team, that an epoch's key is boxed to."""

    id: UUID
    public_key: bytes
    party: str
    team_key: TeamKey | None = None

    def column(self) -> dict[str, Any]:
        """Return which column of a share holds this recipient."""
        if self.team_key is not None:
            return {"team_key": self.team_key, "identity": None}
        return {"team_key": None, "identity_id": self.id}


@dataclass(frozen=True)
class Share:
    """A key of epoch `number` boxed to `recipient`, as a client sent it."""

    number: int
    recipient: UUID
    box: bytes


def required(conversation: Conversation) -> list[Recipient]:
    """Return whom the next epoch must be shared with: all present, and the peers while no peer is.

    A closed conversation needs nobody more.
    """
    there = conversation.participants.filter(left_at__isnull=True).select_related("identity")
    people = [Recipient(p.identity_id, bytes(p.identity.public_key), p.party) for p in there]
    if any(person.party == Party.PEER for person in people) or conversation.state == State.CLOSED:
        return people
    team = current_team_key("peers")
    if team is None:
        return people
    return [*people, Recipient(team.pk, bytes(team.public_key), "team", team)]


def next_epoch(
    seat: Participant, number: int, commit: bytes, link: bytes | None, shares: list[Share]
) -> Epoch:
    """Make epoch `number` from a participant's client; the conversation is locked by the caller.

    Raises ApiError "not-next" (409) when another client was quicker, "wrong-recipients" (400) unless
    the shares are for exactly `required`, "no-link" (400) without a link.
    """
    conversation = seat.conversation
    must_be_open(conversation)
    if number != conversation.epoch + 1:
        raise ApiError("not-next", 409)
    if link is None:
        raise ApiError("no-link")
    epoch = _store(conversation, seat, number, commit, link, shares)
    conversation.epoch = number
    conversation.epoch_since = timezone.now()
    conversation.epoch_first_seq = last_seq(conversation) + 1
    conversation.epoch_due = Due.NONE
    conversation.save(update_fields=["epoch", "epoch_since", "epoch_first_seq", "epoch_due"])
    if conversation.state == State.ACTIVE:
        # A peer reads along by a share of its own from here: the whole team no longer can. What
        # was shared with the safeguarding team by a report stays.
        conversation.shares.filter(team_key__kind=TeamKind.PEERS).delete()
    changed(conversation, "epoch")
    return epoch


def first_epoch(seat: Participant, commit: bytes, shares: list[Share]) -> Epoch:
    """Make epoch 0, from the young person's client: for itself and the peers' team."""
    return _store(seat.conversation, seat, 0, commit, None, shares)


def _store(
    conversation: Conversation,
    seat: Participant,
    number: int,
    commit: bytes,
    link: bytes | None,
    shares: list[Share],
) -> Epoch:
    wanted = {recipient.id: recipient for recipient in required(conversation)}
    given = [share.recipient for share in shares]
    if sorted(given, key=str) != sorted(wanted, key=str):
        raise ApiError("wrong-recipients")
    epoch: Epoch = Epoch.objects.create(
        municipality_id=conversation.municipality_id,
        conversation=conversation,
        number=number,
        commit=commit,
        link=link,
        recipients=sorted(recipient.public_key for recipient in wanted.values()),
        made_by=seat.identity,
    )
    _keep(seat, [Share(number, share.recipient, share.box) for share in shares], wanted)
    return epoch


def add_shares(seat: Participant, shares: list[Share]) -> None:
    """Re-share older epochs with whoever is present now; raises ApiError("wrong-recipients").

    A share that is there is replaced by its maker or its reader alone: nobody can put one that does
    not open in the place of one that does.
    """
    conversation = seat.conversation
    must_be_open(conversation)
    if len(shares) > MOST_SHARES:
        raise ApiError("too-many-shares")
    wanted = {recipient.id: recipient for recipient in required(conversation)}
    if any(s.recipient not in wanted or s.number > conversation.epoch for s in shares):
        raise ApiError("wrong-recipients")
    _keep(seat, shares, wanted)
    changed(conversation, "epoch")


def _keep(seat: Participant, shares: list[Share], wanted: dict[UUID, Recipient]) -> None:
    for share in shares:
        _put(seat, share, wanted[share.recipient].column())


def _put(seat: Participant, share: Share, column: dict[str, Any]) -> None:
    creator = bytes(seat.identity.public_key)
    place = EpochShare.objects.filter(conversation=seat.conversation, number=share.number, **column)
    there = place.first()
    if there is None:
        EpochShare.objects.create(
            municipality_id=seat.municipality_id,
            conversation=seat.conversation,
            number=share.number,
            box=share.box,
            creator_public_key=creator,
            **column,
        )
    elif bytes(there.creator_public_key) == creator or share.recipient == seat.identity_id:
        there.box, there.creator_public_key = share.box, creator
        there.save(update_fields=["box", "creator_public_key"])
