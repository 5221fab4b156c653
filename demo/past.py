"""Two months of a municipality's past: conversations held and deleted, so that only numbers remain.

Every one is lived through the services with the clock set back: asked for, accepted, ended,
registered, deleted. What was "said" is random bytes that nobody could ever have read.
"""

from __future__ import annotations

import os
import random
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any
from unittest.mock import patch

from django.db import connection
from django.utils import timezone

from client.protocol import KeyRing, NewEpoch, Recipient
from client.protocol.encoding import from_base64, to_base64
from demo.staff import Person, with_role
from demo.toolbox.shown import look_at_tools
from naere.accounts.keys.queries import current_team_key
from naere.accounts.youth import services as youth
from naere.accounts.youth.models import YoungPerson
from naere.conversations.models import Conversation, Participant
from naere.conversations.queries import current_closing_form
from naere.conversations.services import accept, aftermath, calls, epochs, leaving, start
from naere.conversations.services.access import seat
from naere.insight.services import count_hit
from naere.surveys.queries import questions
from naere.tenancy.opening import DANISH_TIME, Schedule, is_open, schedule_of_scope
from naere.tenancy.queries import age_groups, topics
from naere.tenancy.scope import current_municipality
from naere.volunteers.services import go_on_duty

DAYS = 60
PAGES = {"front": (8, 30), "help": (1, 6), "how": (1, 9)}
SMALLEST = 24 + 256 + 16  # bytes of the shortest ciphertext


def make_past(people: list[Person], *, per_day: float) -> None:
    """Live through the last two months of the current municipality, ending yesterday."""
    chance = random.Random(current_municipality().slug)
    today = timezone.localdate()
    schedule = schedule_of_scope(today - timedelta(days=DAYS))
    for back in range(DAYS, 0, -1):
        midnight = datetime.combine(today - timedelta(days=back), datetime.min.time(), DANISH_TIME)
        _count_hits(chance, midnight)
        for _ in range(_how_many(chance, per_day)):
            begins = midnight + timedelta(minutes=chance.randrange(10 * 60, 22 * 60))
            _live_through(chance, begins, people, schedule)


def _how_many(chance: random.Random, per_day: float) -> int:
    whole = int(per_day)
    return whole + (chance.random() < per_day - whole) + chance.choice((-1, 0, 0, 1)) * bool(whole)


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Set the clock of the services to a moment."""
    with patch("django.utils.timezone.now", return_value=moment):
        yield


def _count_hits(chance: random.Random, day: datetime) -> None:
    with at(day + timedelta(hours=12)):
        for page, (few, many) in PAGES.items():
            for _ in range(chance.randint(few, many)):
                count_hit(page)
        look_at_tools(chance)


def _live_through(
    chance: random.Random, begins: datetime, people: list[Person], schedule: Schedule
) -> None:
    kind = "now" if is_open(schedule, begins) and chance.random() < 0.8 else "letter"
    waits = chance.expovariate(1 / 180) if kind == "now" else chance.uniform(3_600, 60_000)
    peer = chance.choice(with_role(people, "volunteer"))
    ring = KeyRing()
    with at(begins):
        go_on_duty(peer.membership, "peer")
        person = _somebody(chance, ring)
        conversation = _ask(person, ring, kind)
        if kind == "letter":
            _write_letter(conversation, begins)
    if kind == "now" and (waits > 900 or chance.random() < 0.06):
        with at(begins + timedelta(minutes=6)):
            leaving.end(conversation, "gone")
            _forget(conversation, person)
    else:
        _talk(chance, conversation, ring, peer, begins + timedelta(seconds=waits), people)


def _talk(
    chance: random.Random,
    conversation: Conversation,
    ring: KeyRing,
    peer: Person,
    accepted: datetime,
    people: list[Person],
) -> None:
    person = conversation.young
    # A live conversation keeps its place for two minutes without a socket: it is there until then.
    conversation.present_at = accepted
    conversation.save(update_fields=["present_at"])
    lasts = timedelta(minutes=chance.triangular(6, 55, 32))
    with at(accepted):
        _accept(conversation, peer, ring, person)
        _say(chance, conversation, (person.identity_id, peer.identity.pk))
        if chance.random() < 0.07:
            _call(people, seat(conversation.pk, peer.identity))
    with at(accepted + lasts):
        conversation.refresh_from_db()
        leaving.end(conversation, chance.choice(("young", "young", "peer")))
        _look_back(chance, conversation, person, peer)
        _forget(conversation, person)


def _somebody(chance: random.Random, ring: KeyRing) -> YoungPerson:
    group = chance.choice(list(age_groups()))
    chosen = chance.sample(list(topics()), k=chance.choice((0, 1, 1, 2)))
    person, _token = youth.start(
        current_municipality(),
        "Nogen",
        str(group.pk),
        [str(topic.pk) for topic in chosen],
        from_base64(ring.create_identity()),
    )
    return person


def _ask(person: YoungPerson, ring: KeyRing, kind: str) -> Conversation:
    team = current_team_key("peers")
    assert team is not None
    new_id = uuid.uuid4()
    wanted = [
        Recipient(str(person.identity_id), ring.public_key()),
        Recipient(str(team.pk), to_base64(bytes(team.public_key))),
    ]
    made = ring.create_epoch(str(new_id), 0, wanted)
    return start.ask(person, new_id, kind, from_base64(made.commit), _shares(made))


def _accept(conversation: Conversation, peer: Person, ring: KeyRing, person: YoungPerson) -> None:
    go_on_duty(peer.membership, "peer")
    accept.accept(peer.membership, conversation.pk)
    # The young person's keys make epoch 1 here: nobody needs to read what is deleted at once.
    place = seat(conversation.pk, person.identity)
    wanted = [
        Recipient(str(to.id), to_base64(to.public_key))
        for to in epochs.required(place.conversation)
    ]
    made = ring.create_epoch(str(conversation.pk), 1, wanted)
    assert made.link is not None
    epochs.next_epoch(place, 1, from_base64(made.commit), from_base64(made.link), _shares(made))


def _shares(made: NewEpoch) -> list[epochs.Share]:
    return [
        epochs.Share(made.epoch, uuid.UUID(one.recipient), from_base64(one.box))
        for one in made.shares
    ]


def _write_letter(conversation: Conversation, written: datetime) -> None:
    """Write what a peer takes up; the database stamps it with its own clock, so set that back."""
    _store(conversation, [(conversation.young.identity_id, 1)], epoch=0)
    conversation.messages.update(stored_at=written)


def _say(
    chance: random.Random, conversation: Conversation, senders: tuple[uuid.UUID, uuid.UUID]
) -> None:
    """Store as many random bytes as were messages; a letter has its first one already."""
    first = conversation.messages.count()
    places = range(first, first + chance.randint(6, 60))
    _store(conversation, [(senders[place % 2], place // 2 + 1) for place in places], epoch=1)


def _store(
    conversation: Conversation, messages: list[tuple[uuid.UUID, int]], *, epoch: int
) -> None:
    """Store random bytes for each sender and counter, through the hub's own statement."""
    count = len(messages)
    columns: list[Any] = [
        conversation.municipality_id,
        [conversation.pk] * count,
        [uuid.uuid4() for _ in range(count)],
        [sender for sender, _ in messages],
        [epoch] * count,
        [n for _, n in messages],
        [os.urandom(SMALLEST) for _ in range(count)],
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM append_messages(%s::uuid, %s::uuid[], %s::uuid[], %s::uuid[],"
            " %s::integer[], %s::bigint[], %s::bytea[]) WHERE outcome = 'stored'",
            columns,
        )
        assert cursor.fetchone() == (count,)


def _call(people: list[Person], peer_seat: Participant) -> None:
    for professional in with_role(people, "on_duty"):
        go_on_duty(professional.membership, "professional")
    calls.call_professional(peer_seat)


def _look_back(
    chance: random.Random, conversation: Conversation, person: YoungPerson, peer: Person
) -> None:
    form = current_closing_form()
    assert form is not None
    if chance.random() < 0.9:
        aftermath.register(seat(conversation.pk, peer.identity), form.pk, _answers(chance, form))
    if chance.random() < 0.55:
        felt = {
            question.key: min(10, max(0, round(chance.gauss(7.6, 1.8))))
            for question in questions()
            if chance.random() < 0.9
        }
        aftermath.give_feedback(seat(conversation.pk, person.identity), felt)


def _answers(chance: random.Random, form: object) -> dict[str, object]:
    options = {
        field["key"]: [option["key"] for option in field.get("options", [])]
        for field in form.fields  # type: ignore[attr-defined]
    }
    return {
        "themes": chance.sample(options["themes"], k=chance.choice((1, 1, 2, 3))),
        "passed_on": [chance.choice(options["passed_on"])],
        "wants_more": chance.random() < 0.6,
    }


def _forget(conversation: Conversation, person: YoungPerson) -> None:
    leaving.delete(conversation)
    youth.forget(person)
