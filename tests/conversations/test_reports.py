"""A participant shares chosen epochs with the safeguarding team, and nobody else reads them."""

from __future__ import annotations

import os
import uuid

import pytest

from client.protocol.encoding import from_base64, to_base64
from naere.accounts.keys import teams
from naere.accounts.keys.models import TeamKey
from naere.conversations.models import Conversation, Fact, Report
from naere.conversations.services import reports
from naere.conversations.services.access import seat
from naere.core.api import ApiError
from naere.safeguarding.models import AccessEntry
from tests.conversations.readers import readable
from tests.factories.conversations import close, next_epoch, open_own, say
from tests.factories.people import Member, Young, make_member


def report(conversation: Conversation, by: Young | Member, team: TeamKey, *numbers: int) -> Report:
    """Let a participant's client share epochs with the safeguarding team."""
    public = to_base64(bytes(team.public_key))
    boxes = {
        number: from_base64(by.ring.reshare(str(conversation.pk), number, public))
        for number in numbers
    }
    return reports.report(seat(conversation.pk, by.identity), team.pk, boxes)


def test_the_team_reads_the_chosen_epoch_alone(  # type: ignore[no-untyped-def]
    active, young, peer, other_peer, professional, safeguarding
) -> None:
    next_epoch(active, young)
    report(active, young, safeguarding, 1)
    assert readable(active, professional) == {1}
    assert readable(active, young) == {0, 1, 2}
    assert readable(active, other_peer) == set()


def test_it_survives_the_next_epoch(active, young, peer, professional, safeguarding) -> None:  # type: ignore[no-untyped-def]
    made = report(active, young, safeguarding, 0, 1)
    next_epoch(active, young)
    open_own(Conversation.objects.get(pk=active.pk), peer)
    next_epoch(active, peer)
    assert readable(active, professional) == {0, 1}
    assert [share.number for share in reports.shares_for_team(made)] == [0, 1]


def test_what_is_noted(active, young, safeguarding) -> None:  # type: ignore[no-untyped-def]
    made = report(active, young, safeguarding, 1, 0)
    assert (made.numbers, made.reporter.party) == ([0, 1], "young")
    assert (made.opened_at, made.other_told_at) == (None, None)
    found = Conversation.objects.get()
    assert (found.state, found.epoch_due) == ("active", "reported")
    assert Fact.objects.get().reported


def test_the_next_epoch_comes_before_another_word(active, young, peer, safeguarding) -> None:  # type: ignore[no-untyped-def]
    report(active, young, safeguarding, 1)
    assert say(active, peer, "hvad?") == ("epoch-due", 0)
    next_epoch(active, young)
    open_own(Conversation.objects.get(pk=active.pk), peer)
    assert say(active, peer, "hej")[0] == "stored"


def test_an_ended_one_can_be_reported(active, young, professional, safeguarding) -> None:  # type: ignore[no-untyped-def]
    close(active)
    report(active, young, safeguarding, 1)
    assert readable(active, professional) == {1}
    assert Conversation.objects.get().epoch_due == ""


def test_the_other_side_cannot_spoil_a_report(  # type: ignore[no-untyped-def]
    active, young, peer, professional, safeguarding
) -> None:
    mine = report(active, young, safeguarding, 1)
    theirs = reports.report(seat(active.pk, peer.identity), safeguarding.pk, {1: os.urandom(72)})
    assert readable(active, professional) == {1}
    keys = [bytes(reports.shares_for_team(one)[0].creator_public_key) for one in (mine, theirs)]
    assert keys == [bytes(young.identity.public_key), bytes(peer.identity.public_key)]


def test_nor_beforehand(active, young, peer, professional, safeguarding) -> None:  # type: ignore[no-untyped-def]
    reports.report(seat(active.pk, peer.identity), safeguarding.pk, {1: os.urandom(72)})
    assert readable(active, professional) == set()
    report(active, young, safeguarding, 1)
    assert readable(active, professional) == {1}


def test_once_until_it_is_opened(active, young, peer, professional, safeguarding) -> None:  # type: ignore[no-untyped-def]
    made = report(active, young, safeguarding, 0)
    with pytest.raises(ApiError, match="already-reported"):
        report(active, young, safeguarding, 1)
    report(active, peer, safeguarding, 1)  # the other side's is its own
    reports.open_report(professional.membership, made, tell_other=True, reason="")
    report(active, young, safeguarding, 1)
    assert Report.objects.count() == 3


def newer_key(professional: Member) -> TeamKey:
    """Let the team make the next version of its key."""
    public = professional.ring.create_team_key()
    own = professional.ring.share_team_key(public, professional.ring.public_key())
    maker, boxes = professional.identity, {professional.identity.pk: from_base64(own)}
    return teams.new_version("safeguarding", 2, from_base64(public), maker, boxes)


def test_again_when_the_team_has_a_new_key(active, young, professional, safeguarding) -> None:  # type: ignore[no-untyped-def]
    """Nobody may be left who could open the first."""
    report(active, young, safeguarding, 1)
    report(active, young, newer_key(professional), 1)
    assert Report.objects.count() == 2


def test_what_is_sealed_to_an_older_key_is_not_taken(  # type: ignore[no-untyped-def]
    active, young, professional, safeguarding
) -> None:
    """Filed under the key of now, it would look sent and could be opened by nobody."""
    newer = newer_key(professional)
    with pytest.raises(ApiError, match="old-team") as refused:
        report(active, young, safeguarding, 1)
    assert refused.value.status == 409
    assert (Report.objects.count(), readable(active, professional)) == (0, set())
    report(active, young, newer, 1)
    assert readable(active, professional) == {1}


@pytest.mark.parametrize("numbers", [[], [2], [0, 1, 7]])
def test_only_epochs_that_there_are(active, young, safeguarding, numbers: list[int]) -> None:  # type: ignore[no-untyped-def]
    boxes = {number: os.urandom(72) for number in numbers}
    with pytest.raises(ApiError, match="wrong-epochs"):
        reports.report(seat(active.pk, young.identity), safeguarding.pk, boxes)
    assert Report.objects.count() == 0


def test_without_a_team(active, young) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ApiError, match="no-team"):
        reports.report(seat(active.pk, young.identity), uuid.uuid4(), {1: os.urandom(72)})


# opening


def log() -> list[tuple[str, str, str]]:
    return list(AccessEntry.objects.order_by("at").values_list("action", "subject", "note"))


def test_opening_is_logged_and_the_other_told(active, young, professional, safeguarding) -> None:  # type: ignore[no-untyped-def]
    made = report(active, young, safeguarding, 1)
    reports.open_report(professional.membership, made, tell_other=True, reason="")
    made.refresh_from_db()
    assert made.opened_at is not None
    assert (made.other_told_at, made.not_told_because) == (made.opened_at, "")
    assert log() == [("report-opened", str(made.pk), "")]


def test_opening_again_is_logged_again(active, young, professional, safeguarding) -> None:  # type: ignore[no-untyped-def]
    made = report(active, young, safeguarding, 1)
    reports.open_report(professional.membership, made, tell_other=False, reason="fare")
    first = Report.objects.get().opened_at
    reports.open_report(professional.membership, made, tell_other=True, reason="")
    found = Report.objects.get()
    assert (found.opened_at, found.not_told_because) == (first, "fare")
    assert found.other_told_at is not None
    assert [note for _, _, note in log()] == ["fare", ""]


def test_not_telling_needs_a_reason(active, young, professional, safeguarding) -> None:  # type: ignore[no-untyped-def]
    made = report(active, young, safeguarding, 1)
    with pytest.raises(ApiError, match="no-reason"):
        reports.open_report(professional.membership, made, tell_other=False, reason="")
    assert (Report.objects.get().opened_at, log()) == (None, [])


def test_only_approved_members_open(active, young, safeguarding) -> None:  # type: ignore[no-untyped-def]
    made = report(active, young, safeguarding, 1)
    for member in (make_member("professional"), make_member("professional", with_identity=False)):
        with pytest.raises(ApiError, match="not-approved"):
            reports.open_report(member.membership, made, tell_other=True, reason="")
    assert (Report.objects.get().opened_at, log()) == (None, [])
