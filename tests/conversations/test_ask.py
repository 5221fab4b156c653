"""A young person asks for a peer (R34)."""

from __future__ import annotations

import os
import uuid
from contextlib import nullcontext
from typing import Any

import pytest

from client.protocol.encoding import to_base64
from naere.accounts.keys.models import TeamKey
from naere.accounts.keys.queries import current_team_key
from naere.conversations.models import Conversation, EpochShare, Fact, Participant
from naere.conversations.services import start
from naere.conversations.services.epochs import Share
from naere.core.api import ApiError
from naere.tenancy.models import Municipality, OpeningHours, Profile
from naere.volunteers.services import go_on_duty
from tests.conftest import acting_for
from tests.conversations.readers import readable
from tests.factories.conversations import make_active, make_conversation, somebody_on_duty
from tests.factories.people import Member, Young, make_member, make_young
from tests.factories.teams import make_team


def ask(young: Young, *recipients: Any, alone: bool = False, **given: Any) -> Any:
    """Ask while a peer is on duty, or (`alone`) while it is as it is."""
    shares = [Share(0, to, os.urandom(72)) for to in recipients]
    pk, kind = given.get("pk") or uuid.uuid4(), given.get("kind", "now")
    with nullcontext() if alone else somebody_on_duty():
        return start.ask(young.person, pk, kind, os.urandom(32), shares)


def refusal(young: Young, *recipients: Any, **changed: Any) -> tuple[str, int]:
    before = counts()
    with pytest.raises(ApiError) as raised:
        ask(young, *recipients, **changed)
    assert counts() == before
    return raised.value.code, raised.value.status


def counts() -> list[int]:
    return [model.objects.count() for model in (Conversation, Fact, Participant, EpochShare)]


def test_it_waits_with_what_the_person_said(young: Young, team: TeamKey) -> None:
    made = ask(young, young.identity.pk, team.pk)
    assert (made.state, made.kind, made.epoch, made.epoch_due) == ("waiting", "now", 0, "")
    assert (made.nickname, made.age_group, made.may_be_minor) == ("Sol", "16–18", True)
    assert [(p.party, p.name) for p in made.participants.all()] == [("young", "Sol")]


def test_epoch_0_is_for_the_young_person_and_the_team(waiting, young, peer, other_peer) -> None:  # type: ignore[no-untyped-def]
    assert readable(waiting, young) == {0}
    assert readable(waiting, peer) == readable(waiting, other_peer) == {0}
    epoch = waiting.epochs.get()
    team = current_team_key("peers")
    assert team is not None
    keys = [young.ring.public_key(), to_base64(bytes(team.public_key))]
    assert sorted(to_base64(bytes(key)) for key in epoch.recipients) == sorted(keys)


def test_the_fact_knows_the_hour_and_nobody(waiting: Conversation) -> None:
    fact = Fact.objects.get()
    assert waiting.fact_id == fact.pk
    hour = fact.requested_hour
    assert (hour.minute, hour.second, hour.microsecond) == (0, 0, 0)
    assert "Sol" not in {str(value) for value in vars(fact).values()}


def test_only_to_exactly_the_required(young, peer, team) -> None:  # type: ignore[no-untyped-def]
    me = young.identity.pk
    wrong = ("wrong-recipients", 400)
    assert refusal(young) == wrong
    assert refusal(young, me) == wrong
    assert refusal(young, team.pk) == wrong
    assert refusal(young, me, me, team.pk) == wrong
    assert refusal(young, me, team.pk, peer.identity.pk) == wrong
    assert refusal(young, me, peer.identity.pk) == wrong


def test_an_old_version_of_the_teams_key(young, peer, other_peer, team) -> None:  # type: ignore[no-untyped-def]
    from naere.accounts.keys import teams

    boxes = {peer.identity.pk: os.urandom(72), other_peer.identity.pk: os.urandom(72)}
    newer = teams.new_version("peers", 2, os.urandom(32), peer.identity, boxes)
    assert refusal(young, young.identity.pk, team.pk) == ("wrong-recipients", 400)
    assert ask(young, young.identity.pk, newer.pk).state == "waiting"


def test_without_a_team(young: Young) -> None:
    assert refusal(young, young.identity.pk) == ("no-team", 409)


def test_live_only_while_open_and_a_letter_at_any_time(young, team) -> None:  # type: ignore[no-untyped-def]
    OpeningHours.objects.all().delete()
    both = (young.identity.pk, team.pk)
    assert refusal(young, *both) == ("closed-now", 409)
    assert ask(young, *both, kind="letter").state == "waiting"


def test_a_full_queue_takes_letters_only(young, team) -> None:  # type: ignore[no-untyped-def]
    Profile.objects.update(queue_limit=1)
    make_conversation(make_young("Måne"))
    both = (young.identity.pk, team.pk)
    assert refusal(young, *both) == ("queue-full", 409)
    assert ask(young, *both, kind="letter").state == "waiting"


def test_letters_do_not_fill_the_queue(young, team) -> None:  # type: ignore[no-untyped-def]
    Profile.objects.update(queue_limit=1)
    make_conversation(make_young("Måne"), "letter")
    assert ask(young, young.identity.pk, team.pk).state == "waiting"


def test_live_only_while_a_peer_is_on_duty(young, peer, professional, team) -> None:  # type: ignore[no-untyped-def]
    both = (young.identity.pk, team.pk)
    go_on_duty(professional.membership, "professional")
    assert refusal(young, *both, alone=True) == ("nobody-on-duty", 409)
    assert ask(young, *both, alone=True, kind="letter").state == "waiting"
    go_on_duty(peer.membership, "peer")
    assert ask(young, *both, alone=True).state == "waiting"


def test_three_open_at_a_time(young, peer, team) -> None:  # type: ignore[no-untyped-def]
    make_active(young, peer)
    make_conversation(young)
    third = make_conversation(young, "letter")
    both = (young.identity.pk, team.pk)
    assert refusal(young, *both, kind="letter") == ("too-many-open", 409)
    Conversation.objects.filter(pk=third.pk).update(state="closed")
    assert ask(young, *both, kind="letter").state == "waiting"


def test_an_id_is_used_once(waiting, team) -> None:  # type: ignore[no-untyped-def]
    other = make_young("Måne")
    assert refusal(other, other.identity.pk, team.pk, pk=waiting.pk) == ("id-taken", 409)


def test_an_id_of_another_municipality_is_taken_too(
    young: Young, team: TeamKey, ishoej: Municipality
) -> None:
    with acting_for(ishoej):
        foreign_peer: Member = make_member("volunteer")
        make_team("peers", foreign_peer)
        foreign = make_conversation(make_young("Fremmed"), "letter")
    both = (young.identity.pk, team.pk)
    assert refusal(young, *both, pk=foreign.pk) == ("id-taken", 409)
