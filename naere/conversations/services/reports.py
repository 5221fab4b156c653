"""A participant shares chosen epochs with the safeguarding team (docs/protocol.md, report)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from naere.accounts.keys.enums import TeamKind
from naere.accounts.keys.queries import current_team_key, is_approved
from naere.conversations import queries
from naere.conversations.enums import Due, State
from naere.conversations.models import EpochShare, Participant, Report
from naere.conversations.services.access import changed, note
from naere.core.api import ApiError
from naere.core.signals import notify
from naere.safeguarding.services import log_access

if TYPE_CHECKING:
    from uuid import UUID

    from naere.accounts.keys.models import TeamKey
    from naere.accounts.staff.models import Membership


def report(seat: Participant, team_key: UUID, boxes: dict[int, bytes]) -> Report:
    """Keep the shares of the chosen epochs for the safeguarding team, and make a new epoch due.

    `team_key` is the version of the team's key that the boxes are sealed to: kept as the key of
    another version, they could be opened by nobody. Raises ApiError "no-team" (409) when the team
    has no key, "old-team" (409) when it has a newer one, "wrong-epochs" (400), "already-reported"
    (409) while one's earlier report waits to be opened.
    """
    conversation = seat.conversation
    team = _current_team(team_key)
    if not boxes or any(number > conversation.epoch for number in boxes):
        raise ApiError("wrong-epochs")
    if _waits_unopened(seat, team):
        said = _("You have already reported this. A professional will read it.")
        raise ApiError("already-reported", 409, said)
    for number, box in boxes.items():
        EpochShare.objects.update_or_create(
            municipality_id=conversation.municipality_id,
            conversation=conversation,
            number=number,
            identity=None,
            team_key=team,
            # The other side's report of the same epoch lies beside it and replaces nothing.
            creator_public_key=bytes(seat.identity.public_key),
            defaults={"box": box},
        )
    made: Report = Report.objects.create(
        municipality_id=conversation.municipality_id,
        conversation=conversation,
        reporter=seat,
        numbers=sorted(boxes),
        reported_at=timezone.now(),
    )
    if conversation.state != State.CLOSED and conversation.epoch_due != Due.LEFT:
        conversation.epoch_due = Due.REPORTED
        conversation.save(update_fields=["epoch_due"])
        changed(conversation, "epoch")
    note(conversation, reported=True)
    notify("reports", conversation.municipality_id)
    return made


def _current_team(sealed_to: UUID) -> TeamKey:
    """Return the team's key of now; raises ApiError when it is not the one that was sealed to."""
    team = current_team_key(TeamKind.SAFEGUARDING)
    if team is None:
        raise ApiError("no-team", 409)
    if team.pk != sealed_to:
        raise ApiError("old-team", 409)
    return team


def _waits_unopened(seat: Participant, team: TeamKey) -> bool:
    """Return whether one's earlier report is yet to be opened, by whoever holds the key of now."""
    unopened = Report.objects.filter(
        conversation=seat.conversation, reporter__identity=seat.identity, opened_at__isnull=True
    )
    shared = EpochShare.objects.filter(
        conversation=seat.conversation,
        team_key=team,
        creator_public_key=bytes(seat.identity.public_key),
    )
    return unopened.exists() and shared.exists()


def demand_approval(membership: Membership) -> None:
    """Raise ApiError "not-approved" (403) unless the member is approved for the safeguarding team."""
    if not is_approved(TeamKind.SAFEGUARDING, membership.identity):
        raise ApiError("not-approved", 403)


def locked_report(report_id: UUID) -> Report:
    """Return a report locked until the transaction ends; raises Http404 when there is none here."""
    found = queries.reports().select_for_update(of=("self",)).filter(pk=report_id).first()
    if found is None:
        raise Http404
    return found


def open_report(membership: Membership, found: Report, tell_other: bool, reason: str) -> Report:
    """Log that a member of the safeguarding team opens a report, and tell the other party.

    `reason` is why the other is not told; ApiError "no-reason" without one, "not-approved" (403).
    """
    demand_approval(membership)
    if not tell_other and not reason:
        raise ApiError("no-reason")
    now = timezone.now()
    found.opened_at = found.opened_at or now
    if tell_other and found.other_told_at is None:
        found.other_told_at = now
        changed(found.conversation, "reported")
    elif not tell_other:
        found.not_told_because = reason
    found.save(update_fields=["opened_at", "other_told_at", "not_told_because"])
    log_access(membership, "report-opened", str(found.pk), reason)
    return found


def shares_for_team(found: Report) -> list[EpochShare]:
    """Return the reporter's shares of the reported epochs for the team's key, newest version last."""
    shares = EpochShare.objects.filter(
        team_key__kind=TeamKind.SAFEGUARDING,
        conversation=found.conversation,
        number__in=found.numbers,
        creator_public_key=bytes(found.reporter.identity.public_key),
    )
    return list(shares.select_related("team_key").order_by("team_key__version"))
