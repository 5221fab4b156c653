"""Deletion leaves numbers, and nothing that leads from them to anybody."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

from django.db import connection, models

from naere.accounts.keys.models import TeamKey
from naere.conversations.models import Closing, Conversation, Fact
from naere.conversations.queries import current_closing_form
from naere.conversations.services import aftermath, calls, leaving, reports
from naere.conversations.services.access import seat
from naere.surveys.models import Answer
from naere.tenancy.models import Municipality
from naere.volunteers.services import go_on_duty
from tests.factories.conversations import close, make_active, next_epoch, open_own, say
from tests.factories.people import Member, Young, make_young


def full(
    active: Conversation, young: Young, peer: Member, professional: Member, safeguarding: TeamKey
) -> Conversation:
    """Return a closed conversation that has left a row wherever one can leave one."""
    go_on_duty(professional.membership, "professional")
    say(active, young, "hej")
    calls.call_professional(seat(active.pk, young.identity))
    calls.answer_call(professional.membership, active.pk)
    next_epoch(active, young)
    open_own(Conversation.objects.get(pk=active.pk), peer)
    reports.report(seat(active.pk, young.identity), safeguarding.pk, {1: os.urandom(72)})
    next_epoch(active, young)
    close(active)
    aftermath.give_feedback(seat(active.pk, young.identity), {"heard": 9, "mattered": 7})
    form = current_closing_form()
    assert form is not None
    aftermath.register(seat(active.pk, peer.identity), form.pk, {"themes": ["alone"]})
    return Conversation.objects.get(pk=active.pk)


def below(model: type[models.Model]) -> Iterator[tuple[type[models.Model], str]]:
    """Yield every model and field that points at `model`, and what points at those."""
    for relation in model._meta.related_objects:
        yield relation.related_model, relation.field.name
        if relation.field.remote_field.on_delete is models.CASCADE:
            yield from below(relation.related_model)


def pointing(conversation: Conversation) -> dict[str, int]:
    """Count per table the rows that point at the conversation, by its foreign keys."""
    found = {}
    for relation in Conversation._meta.related_objects:
        rows = relation.related_model._default_manager.filter(
            **{relation.field.name: conversation.pk}
        )
        found[relation.related_model.__name__] = rows.count()
    return found


def mentioning(value: object) -> list[str]:
    """Return the tables in which any column of a row contains `value`, whoever's models they are."""
    with connection.cursor() as cursor:
        tables = sorted(connection.introspection.table_names(cursor))
        asked = " UNION ALL ".join(
            f"SELECT '{table}' WHERE EXISTS (SELECT FROM \"{table}\" t WHERE t::text LIKE %s)"
            for table in tables
        )
        cursor.execute(asked, [f"%{value}%"] * len(tables))
        return sorted(table for (table,) in cursor.fetchall())


def test_every_table_had_a_row(active, young, peer, professional, safeguarding) -> None:  # type: ignore[no-untyped-def]
    counts = pointing(full(active, young, peer, professional, safeguarding))
    assert min(counts.values()) > 0
    assert set(counts) == {
        "Participant",
        "Epoch",
        "EpochShare",
        "Message",
        "Call",
        "Report",
        "Closing",
    }


def test_the_walk_knows_every_model_that_can_hang_on_a_conversation() -> None:
    names = {model.__name__ for model, _ in below(Conversation)}
    assert names == {
        "Participant",
        "Epoch",
        "EpochShare",
        "Message",
        "Call",
        "Report",
        "Closing",
    }


def test_nothing_of_it_is_anywhere(active, young, peer, professional, safeguarding) -> None:  # type: ignore[no-untyped-def]
    conversation = full(active, young, peer, professional, safeguarding)
    pk, seats = conversation.pk, list(conversation.participants.all())
    ciphertext = bytes(conversation.messages.get().ciphertext).hex()
    commits = [bytes(epoch.commit).hex() for epoch in conversation.epochs.all()]
    assert "conversations_message" in mentioning(ciphertext)
    assert "conversations_conversation" in mentioning(pk)
    leaving.delete(conversation)
    assert mentioning(pk) == []
    assert [mentioning(one.pk) for one in seats] == [[]] * len(seats)
    assert [mentioning(text) for text in (ciphertext, *commits)] == [[]] * (1 + len(commits))


def test_numbers_remain_without_a_link(active, young, peer, professional, safeguarding) -> None:  # type: ignore[no-untyped-def]
    conversation = full(active, young, peer, professional, safeguarding)
    leaving.delete(conversation)
    fact, closing = Fact.objects.get(), Closing.objects.get()
    assert (fact.messages, fact.professional_called, fact.reported) == (1, True, True)
    assert (closing.conversation_id, closing.answers) == (None, {"themes": ["alone"]})
    assert sorted(Answer.objects.values_list("value", flat=True)) == [7, 9]
    for one in (young.person.pk, young.identity.pk, peer.membership.pk, peer.identity.pk):
        assert not {"conversations_fact", "conversations_closing", "surveys_answer"} & set(
            mentioning(one)
        )


def test_while_it_goes_on(active, young) -> None:  # type: ignore[no-untyped-def]
    leaving.delete(active)
    assert Conversation.objects.count() == 0
    assert Fact.objects.get().ending == "deleted"


def test_an_ended_one_keeps_how_it_ended(active) -> None:  # type: ignore[no-untyped-def]
    leaving.delete(close(active, "peer"))
    assert Fact.objects.get().ending == "peer"


def test_others_stay(active, peer, dragoer: Municipality) -> None:  # type: ignore[no-untyped-def]
    other = make_active(make_young("Måne"), peer)
    say(other, peer, "hej")
    before = pointing(other)
    leaving.delete(active)
    assert [one.pk for one in Conversation.objects.all()] == [other.pk]
    assert pointing(other) == before


def test_keys_are_no_longer_needed_by_anything(active, young) -> None:  # type: ignore[no-untyped-def]
    from naere.accounts.youth import services as youth

    leaving.delete(active)
    identity: Any = young.identity.pk
    youth.forget(young.person)
    assert mentioning(identity) == []
