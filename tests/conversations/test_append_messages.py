"""`append_messages`, the one statement by which messages come into being: every outcome."""

from __future__ import annotations

import uuid
from uuid import UUID

import pytest

from naere.accounts.keys.models import TeamKey
from naere.conversations.models import Conversation, Message
from naere.conversations.services import leaving
from naere.conversations.services.access import seat
from naere.tenancy.models import Municipality
from tests.conftest import acting_for
from tests.conversations.batches import Sent, append
from tests.factories.conversations import close, make_active
from tests.factories.people import Member, Young, make_member, make_young
from tests.factories.teams import make_team


def sent(conversation: Conversation, sender: Young | Member, n: int, **changed: object) -> Sent:
    return Sent(conversation.pk, sender.identity.pk, n, **changed)  # type: ignore[arg-type]


def stored(conversation: Conversation) -> list[tuple[int, UUID, int]]:
    rows = Message.objects.filter(conversation=conversation).order_by("seq")
    return list(rows.values_list("seq", "sender", "n"))


def test_a_batch_is_numbered_in_its_order(active, young, peer, dragoer) -> None:  # type: ignore[no-untyped-def]
    batch = [sent(active, young, 1), sent(active, peer, 1), sent(active, young, 2)]
    assert append(dragoer.pk, *batch) == [("stored", 1), ("stored", 2), ("stored", 3)]
    mine, theirs = young.identity.pk, peer.identity.pk
    assert stored(active) == [(1, mine, 1), (2, theirs, 1), (3, mine, 2)]
    assert append(dragoer.pk, sent(active, peer, 2)) == [("stored", 4)]


def test_what_is_kept(active, young, dragoer) -> None:  # type: ignore[no-untyped-def]
    one = sent(active, young, 7, text=b"\x00\xff sealed")
    append(dragoer.pk, one)
    kept = Message.objects.get(conversation=active)
    assert (kept.municipality_id, kept.message_id, kept.epoch, kept.n) == (dragoer.pk, one.id, 1, 7)
    assert bytes(kept.ciphertext) == one.text


def test_each_conversation_has_its_own_numbers(
    active: Conversation, young: Young, peer: Member, dragoer: Municipality
) -> None:
    second = make_active(make_young("Måne"), peer)
    batch = [sent(active, peer, 1), sent(second, peer, 1), sent(active, peer, 2)]
    assert append(dragoer.pk, *batch) == [("stored", 1), ("stored", 1), ("stored", 2)]


def test_sent_again_later(active, young, dragoer) -> None:  # type: ignore[no-untyped-def]
    one, two = sent(active, young, 1), sent(active, young, 2)
    assert append(dragoer.pk, one, two) == [("stored", 1), ("stored", 2)]
    assert append(dragoer.pk, two, one) == [("duplicate", 2), ("duplicate", 1)]
    assert len(stored(active)) == 2


def test_sent_again_in_one_batch(active, young, dragoer) -> None:  # type: ignore[no-untyped-def]
    one, two = sent(active, young, 1), sent(active, young, 2)
    assert append(dragoer.pk, one, one, two, one) == [
        ("stored", 1),
        ("duplicate", 1),
        ("stored", 2),
        ("duplicate", 1),
    ]
    assert len(stored(active)) == 2


def test_sent_again_under_the_next_counter_in_one_batch(active, young, dragoer) -> None:  # type: ignore[no-untyped-def]
    one = sent(active, young, 1)
    again = sent(active, young, 2, id=one.id)
    assert append(dragoer.pk, one, again) == [("stored", 1), ("duplicate", 1)]
    assert stored(active) == [(1, young.identity.pk, 1)]


def test_a_refused_one_is_not_acknowledged_by_its_repetition(active, young, dragoer) -> None:  # type: ignore[no-untyped-def]
    append(dragoer.pk, sent(active, young, 5))
    late = sent(active, young, 5)
    assert append(dragoer.pk, late, late) == [("counter", None), ("counter", None)]


def test_refused_for_its_epoch_and_sent_anew_in_one_batch(active, young, dragoer) -> None:  # type: ignore[no-untyped-def]
    before = sent(active, young, 1, epoch=0)
    anew = sent(active, young, 2, id=before.id)
    assert append(dragoer.pk, before, anew) == [("wrong-epoch", None), ("stored", 1)]
    assert stored(active) == [(1, young.identity.pk, 2)]


def test_a_refused_counter_does_not_stand_in_the_way(active, young, dragoer) -> None:  # type: ignore[no-untyped-def]
    refused = sent(active, young, 9, epoch=0)
    assert append(dragoer.pk, refused, sent(active, young, 1)) == [
        ("wrong-epoch", None),
        ("stored", 1),
    ]


def test_an_id_of_the_other_side_is_taken(active, young, peer, dragoer) -> None:  # type: ignore[no-untyped-def]
    mine = sent(active, young, 1)
    theirs = sent(active, peer, 1, id=mine.id)
    assert append(dragoer.pk, mine)[0] == ("stored", 1)
    assert append(dragoer.pk, theirs)[0][0] == "id-taken"
    assert stored(active) == [(1, young.identity.pk, 1)]


def test_an_id_of_the_other_side_in_one_batch(active, young, peer, dragoer) -> None:  # type: ignore[no-untyped-def]
    mine = sent(active, young, 1)
    theirs = sent(active, peer, 1, id=mine.id)
    assert [outcome for outcome, _ in append(dragoer.pk, mine, theirs)] == ["stored", "id-taken"]
    assert stored(active) == [(1, young.identity.pk, 1)]


@pytest.mark.parametrize(("n", "outcome"), [(3, "counter"), (4, "counter"), (5, "stored")])
def test_a_counter_must_grow(active, young, dragoer, n: int, outcome: str) -> None:  # type: ignore[no-untyped-def]
    append(dragoer.pk, sent(active, young, 4))
    assert append(dragoer.pk, sent(active, young, n))[0][0] == outcome


def test_a_counter_must_grow_within_a_batch(active, young, peer, dragoer) -> None:  # type: ignore[no-untyped-def]
    batch = [sent(active, young, 4), sent(active, young, 4), sent(active, peer, 2)]
    assert append(dragoer.pk, *batch, sent(active, young, 3)) == [
        ("stored", 1),
        ("counter", None),
        ("stored", 2),
        ("counter", None),
    ]


@pytest.mark.parametrize("epoch", [0, 2])
def test_another_epoch(active, young, dragoer, epoch: int) -> None:  # type: ignore[no-untyped-def]
    assert append(dragoer.pk, sent(active, young, 1, epoch=epoch)) == [("wrong-epoch", None)]


def test_while_somebody_left_nothing_is_said(active, young, peer, dragoer) -> None:  # type: ignore[no-untyped-def]
    leaving.hand_over(seat(active.pk, peer.identity))
    assert append(dragoer.pk, sent(active, young, 1)) == [("epoch-due", None)]
    assert append(dragoer.pk, sent(active, peer, 1)) == [("not-participant", None)]


@pytest.mark.parametrize(
    ("due", "outcome"),
    [("", "stored"), ("joined", "stored"), ("aged", "stored"), ("reported", "epoch-due")],
)
def test_which_due_epoch_comes_first(active, young, dragoer, due: str, outcome: str) -> None:  # type: ignore[no-untyped-def]
    Conversation.objects.update(epoch_due=due)
    assert append(dragoer.pk, sent(active, young, 1))[0][0] == outcome


def test_closed(active, young, dragoer) -> None:  # type: ignore[no-untyped-def]
    before = sent(active, young, 1)
    append(dragoer.pk, before)
    close(active)
    assert append(dragoer.pk, before, sent(active, young, 2)) == [
        ("duplicate", 1),
        ("closed", None),
    ]


def test_who_takes_no_part(active, other_peer, dragoer) -> None:  # type: ignore[no-untyped-def]
    assert append(dragoer.pk, sent(active, other_peer, 1)) == [("not-participant", None)]


def test_no_such_conversation(young, dragoer) -> None:  # type: ignore[no-untyped-def]
    assert append(dragoer.pk, Sent(uuid.uuid4(), young.identity.pk, 1)) == [("not-found", None)]


def test_another_municipalitys_conversation_is_not_found(  # type: ignore[no-untyped-def]
    active, young, dragoer, ishoej
) -> None:
    with acting_for(ishoej):
        foreign_peer = make_member("volunteer")
        make_team("peers", foreign_peer)
        foreign = make_active(make_young("Fremmed"), foreign_peer, "letter")
    batch = [sent(foreign, foreign_peer, 1), sent(active, young, 1)]
    assert append(dragoer.pk, *batch) == [("not-found", None), ("stored", 1)]
    with acting_for(ishoej):
        assert [one.n for one in Message.objects.exclude(sender=foreign.young.identity_id)] == []


def test_a_batch_of_one_conversation_and_all_outcomes(active, young, peer, dragoer) -> None:  # type: ignore[no-untyped-def]
    first = sent(active, young, 1)
    append(dragoer.pk, first)
    batch = [
        first,
        sent(active, peer, 1, id=first.id),
        sent(active, young, 1),
        sent(active, young, 2, epoch=0),
        Sent(active.pk, uuid.uuid4(), 1),
        sent(active, young, 3),
        sent(active, peer, 1),
    ]
    assert [outcome for outcome, _ in append(dragoer.pk, *batch)] == [
        "duplicate",
        "id-taken",
        "counter",
        "wrong-epoch",
        "not-participant",
        "stored",
        "stored",
    ]
    assert [seq for seq, _, _ in stored(active)] == [1, 2, 3]


def test_an_empty_batch(team: TeamKey, dragoer: Municipality) -> None:
    assert append(dragoer.pk) == []
