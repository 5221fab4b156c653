"""The peer's registration after a conversation (R42)."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

import pytest

from naere.conversations import queries
from naere.conversations.models import Closing, ClosingForm, Conversation
from naere.conversations.services import aftermath, calls, leaving
from naere.conversations.services.access import seat
from naere.core.api import ApiError
from naere.volunteers.services import go_on_duty
from tests.conversations.clock import Clock
from tests.factories.conversations import close
from tests.factories.people import Member, make_member


@pytest.fixture
def form(dragoer: Any) -> ClosingForm:
    found = queries.current_closing_form()
    assert found is not None
    return found


def register(conversation: Conversation, peer: Member, form: Any, **answers: Any) -> Closing:
    return aftermath.register(seat(conversation.pk, peer.identity), form.pk, answers)


def test_the_length_is_computed(clock: Clock, active, peer, form) -> None:  # type: ignore[no-untyped-def]
    clock.pass_(minutes=42)
    close(active)
    clock.pass_(hours=5)
    made = register(active, peer, form, themes=["alone"], passed_on=True)
    assert made.answers == {"themes": ["alone"], "passed_on": True}
    assert (made.length_seconds, made.kind, made.professional_called) == (42 * 60, "now", False)
    assert made.month == date(clock().year, clock().month, 1)


def test_a_call_is_counted(active, young, peer, professional, form) -> None:  # type: ignore[no-untyped-def]
    go_on_duty(professional.membership, "professional")
    calls.call_professional(seat(active.pk, young.identity))
    close(active)
    assert register(active, peer, form, themes=["alone"]).professional_called


@pytest.mark.parametrize(
    ("answers", "key"),
    [({}, "themes"), ({"themes": ["other"]}, "themes"), ({"themes": ["alone"], "x": 1}, "x")],
)
def test_by_the_forms_schema(active, peer, form, answers: dict[str, Any], key: str) -> None:  # type: ignore[no-untyped-def]
    close(active)
    with pytest.raises(ApiError, match=f"^bad-answer-{key}$"):
        register(active, peer, form, **answers)
    assert Closing.objects.count() == 0


def test_by_a_form_of_this_municipality(active, peer) -> None:  # type: ignore[no-untyped-def]
    close(active)
    with pytest.raises(ApiError, match="bad-form"):
        aftermath.register(seat(active.pk, peer.identity), uuid.uuid4(), {"themes": ["alone"]})


def test_an_older_version_that_lay_open_is_taken(active, peer, form) -> None:  # type: ignore[no-untyped-def]
    newer = aftermath.new_closing_form(form.municipality_id, [{"key": "ok", "type": "yesno"}])
    assert (newer.version, queries.current_closing_form()) == (form.version + 1, newer)
    close(active)
    assert register(active, peer, form, themes=["alone"]).form == form


def test_once_and_not_before_it_has_ended(active, peer, form) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ApiError, match="not-closed"):
        register(active, peer, form, themes=["alone"])
    close(active)
    register(active, peer, form, themes=["alone"])
    with pytest.raises(ApiError, match="already-given"):
        register(active, peer, form, themes=["school"])
    assert [one.answers for one in Closing.objects.all()] == [{"themes": ["alone"]}]


def test_until_then_it_is_among_the_peers_own(active, peer, form) -> None:  # type: ignore[no-untyped-def]
    close(active)
    assert [one["registered"] for one in queries.summaries_for(peer.membership)] == [False]
    register(active, peer, form, themes=["alone"])
    assert [one["registered"] for one in queries.summaries_for(peer.membership)] == [True]


def test_with_a_new_identity_it_can_be_read_no_more(active, peer, form) -> None:  # type: ignore[no-untyped-def]
    close(active)
    assert [one["readable"] for one in queries.summaries_for(peer.membership)] == [True]
    peer.membership.identity = make_member("volunteer").identity
    assert [one["readable"] for one in queries.summaries_for(peer.membership)] == [False]


def test_the_link_goes_with_the_conversation(active, peer, form) -> None:  # type: ignore[no-untyped-def]
    close(active)
    made = register(active, peer, form, themes=["alone"])
    assert made.conversation == active
    leaving.delete(active)
    assert Closing.objects.get(pk=made.pk).conversation_id is None


def test_free_text_is_taken_where_it_is_asked_for(active, peer) -> None:  # type: ignore[no-untyped-def]
    note = {"key": "note", "type": "text", "label": {"da": "Andet", "en": "Else"}}
    form = aftermath.save_closing_form([note], after=1)
    close(active)
    for wrong in ("a" * 301, 7, ["a"], "a\0"):
        with pytest.raises(ApiError, match=r"^bad-answer-note$"):
            aftermath.register(seat(active.pk, peer.identity), form.pk, {"note": wrong})
    made = aftermath.register(seat(active.pk, peer.identity), form.pk, {"note": "a" * 300})
    assert made.answers == {"note": "a" * 300}


def test_answers_stay_with_the_version_that_asked(active, peer, form) -> None:  # type: ignore[no-untyped-def]
    close(active)
    made = register(active, peer, form, themes=["alone"])
    other = {"key": "other", "type": "yesno", "label": {"da": "Andet?", "en": "Else?"}}
    assert aftermath.save_closing_form([other], after=form.version).version == form.version + 1
    made.refresh_from_db()
    assert (made.form.fields, made.answers) == (form.fields, {"themes": ["alone"]})
