"""Rounds: who may be asked, what nobody may see, and what happens when all are in."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connections

from naere.accounts.staff.services import set_roles
from naere.tenancy.models import Municipality
from naere.tenancy.scope import tenant_scope
from naere.toolbox.enums import RoundState, ToolState
from naere.toolbox.models import Assessment, Round, Score
from naere.toolbox.queries import rounds as queries
from naere.toolbox.scoring import Answer
from naere.toolbox.services import assessing, rubrics
from naere.toolbox.services.assessing import RoundRefusedError
from tests.factories.assessments import (
    PEDAGOGICAL,
    USABILITY,
    answers,
    asked,
    hand_in,
    make_assessors,
    make_round,
    make_rubric,
    settle,
)
from tests.factories.people import make_member
from tests.factories.toolbox import make_assessor, make_organisation, make_tool


def refusal(act: Callable[..., Any], *args: Any) -> str:
    """Return why something was refused; fails when it was not."""
    with pytest.raises(RoundRefusedError) as refused:
        act(*args)
    return str(refused.value)


def test_a_round_asks_each_and_names_their_organisations(dragoer: Municipality) -> None:
    found = make_round(make_tool())
    rows = found.assessments.order_by("organisation__name")
    assert [(row.organisation.name, row.submitted_at) for row in rows] == [("A", None), ("B", None)]
    assert found.state == RoundState.OPEN


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["A"], "Vælg mindst to"),
        (["A", "A"], "mindst to organisationer"),
        (["A", "Udbyder"], "laver værktøjet"),
        (["A", "A", "Udbyder"], "laver værktøjet"),
    ],
)
def test_who_cannot_be_asked(dragoer: Municipality, names: list[str], said: str) -> None:
    make_rubric()
    tool = make_tool()
    found = refusal(assessing.open_round, tool, PEDAGOGICAL, make_assessors(*names), None)
    assert said in found
    assert Round.objects.count() == 0


def test_two_of_one_organisation_and_one_of_another_are_enough(dragoer: Municipality) -> None:
    found = make_round(make_tool(), assessors=make_assessors("A", "A", "B"))
    assert found.assessments.count() == 3


def test_the_same_person_is_not_asked_twice(dragoer: Municipality) -> None:
    make_rubric()
    one, other = make_assessors("A", "B")
    args = make_tool(), PEDAGOGICAL, [one, other, one], None
    assert "samme person" in refusal(assessing.open_round, *args)


def test_somebody_of_the_other_perspective_is_not_asked(dragoer: Municipality) -> None:
    make_rubric()
    other = make_assessor(make_member("assessor").membership, "C", USABILITY)
    args = make_tool(), PEDAGOGICAL, [*make_assessors("A"), other], None
    assert "ud fra" in refusal(assessing.open_round, *args)


def test_somebody_who_is_no_assessor_any_more_is_not_asked(dragoer: Municipality) -> None:
    make_rubric()
    gone, other = make_assessors("A", "B")
    set_roles(gone.membership, ["volunteer"])
    gone.membership.refresh_from_db()
    args = make_tool(), PEDAGOGICAL, [gone, other], None
    assert "vurderer ikke" in refusal(assessing.open_round, *args)


@pytest.mark.parametrize("state", [ToolState.SUGGESTED, ToolState.RETIRED])
def test_what_is_no_candidate_is_not_assessed(dragoer: Municipality, state: ToolState) -> None:
    make_rubric()
    args = make_tool(state=state), PEDAGOGICAL, make_assessors("A", "B"), None
    assert "kandidat" in refusal(assessing.open_round, *args)


def test_one_round_at_a_time_for_each_perspective(dragoer: Municipality) -> None:
    tool = make_tool()
    make_round(tool)
    args = tool, PEDAGOGICAL, make_assessors("A", "B"), None
    assert "allerede" in refusal(assessing.open_round, *args)
    assert make_round(tool, USABILITY).perspective == USABILITY


def test_without_a_rubric_no_round(dragoer: Municipality) -> None:
    args = make_tool(), PEDAGOGICAL, make_assessors("A", "B"), None
    assert "skema" in refusal(assessing.open_round, *args)


def test_a_round_keeps_the_version_that_it_began_with(dragoer: Municipality) -> None:
    found = make_round(make_tool())
    newer = rubrics.draft_rubric(PEDAGOGICAL)
    rubrics.remove_criterion(newer.criteria.all()[0])
    rubrics.publish_rubric(newer.pk)
    hand_in(found, [3, 3, 3], [1, 3, 3])
    assert (found.rubric.version, newer.version) == (1, 2)
    assert [row.values for row in queries.compared(found)] == [[3, 1], [3, 3], [3, 3]]


def test_nothing_can_be_seen_before_all_are_in(dragoer: Municipality) -> None:
    found = make_round(make_tool())
    first, second = asked(found)
    assessing.save_draft(found.pk, second.membership, answers(found, [4, 4, 4]), "Hemmeligt")
    assert Score.objects.count() == 0
    assessing.submit(found.pk, first.membership, answers(found, [0, 0, 0]), "Hemmeligt")
    found.refresh_from_db()
    assert found.state == RoundState.OPEN
    assert queries.compared(found) == []
    assert list(queries.scores_of([found.pk])) == []
    seen = queries.rounds().get(pk=found.pk).assessments.all()
    assert [one.get_deferred_fields() for one in seen] == [{"draft", "summary"}] * 2


def test_the_last_one_in_opens_the_comparing(dragoer: Municipality) -> None:
    found = hand_in(make_round(make_tool()), [3, 0, None], [3, 4, None])
    assert found.state == RoundState.COMPARING
    rows = queries.compared(found)
    assert [row.far_apart for row in rows] == [False, True, False]
    assert [row.all_the_same for row in rows] == [True, False, True]


def test_what_all_gave_the_same_is_filled_in(dragoer: Municipality) -> None:
    found = hand_in(make_round(make_tool()), [3, 0, None], [3, 4, None])
    first, second, third = (str(one.pk) for one in found.rubric.criteria.all())
    assert second not in found.draft
    assert (found.draft[first]["value"], found.draft[first]["reason"]) == (3, "")
    assert (found.draft[third]["not_applicable"], found.draft[third]["reason"]) == (True, "Derfor.")


def test_handed_in_is_handed_in(dragoer: Municipality) -> None:
    found = make_round(make_tool())
    first = asked(found)[0].membership
    assessing.submit(found.pk, first, answers(found, [1, 1, 1]), "")
    again = found.pk, first, answers(found, [4, 4, 4]), ""
    assert "ikke ændres" in refusal(assessing.submit, *again)
    assert "ikke ændres" in refusal(assessing.save_draft, *again)
    assert list(Score.objects.values_list("value", flat=True)) == [1, 1, 1]


@pytest.mark.parametrize("wrong", [Answer(), Answer(not_applicable=True), Answer(reason="Måske")])
def test_only_the_complete_can_be_handed_in(dragoer: Municipality, wrong: Answer) -> None:
    found = make_round(make_tool())
    given = answers(found, [3, 3, 3])
    given[str(found.rubric.criteria.all()[1].pk)] = wrong
    said = refusal(assessing.submit, found.pk, asked(found)[0].membership, given, "")
    assert said == "Ikke besvaret endnu: Kriterium 1"
    assert Score.objects.count() == 0


def test_whoever_is_not_asked_gives_no_scores(dragoer: Municipality) -> None:
    found = make_round(make_tool())
    stranger = make_assessors("A")[0].membership
    said = refusal(assessing.submit, found.pk, stranger, answers(found, [3, 3, 3]), "")
    assert "ikke med" in said


def test_whose_organisation_takes_the_tool_over_gives_no_scores(dragoer: Municipality) -> None:
    tool = make_tool()
    found = make_round(tool)
    tool.provider = make_organisation("B")
    tool.save()
    first, second = asked(found)
    args = found.pk, second.membership, answers(found, [3, 3, 3]), ""
    assert "laver værktøjet" in refusal(assessing.submit, *args)
    assert queries.is_conflicted(tool, found.assessments.all())
    assessing.submit(found.pk, first.membership, answers(found, [3, 3, 3]), "")
    assert Score.objects.count() == 3


def test_withdrawn_is_shown_to_nobody(dragoer: Municipality) -> None:
    tool = make_tool()
    found = hand_in(make_round(tool), [3, 0, 1], [3, 4, 1])
    assessing.withdraw(found.pk, "Forkert værktøj.")
    found.refresh_from_db()
    assert (found.state, found.draft) == (RoundState.WITHDRAWN, {})
    assert found.withdrawn_at is not None
    assert queries.compared(found) == []
    assert make_round(tool).state == RoundState.OPEN


def test_who_knew_the_scores_of_a_withdrawn_round_is_told_with_the_next(
    dragoer: Municipality,
) -> None:
    tool, asked = make_tool(), make_assessors("A", "B")
    unread = make_round(tool, assessors=asked)
    assessing.withdraw(unread.pk, "Forkert skema.")  # nobody had handed in
    first = make_round(tool, assessors=asked)
    assert first.seen_before is False
    hand_in(first, [1, 1, 1], [1, 1, 1])
    assessing.withdraw(first.pk, "Vi vil prøve igen.")
    assert make_round(tool, USABILITY, asked).seen_before is False
    others = make_round(tool, assessors=make_assessors("C", "D"))
    assert others.seen_before is False
    assessing.withdraw(others.pk, "Forkert skema.")
    assert make_round(tool, assessors=[asked[0], *make_assessors("E")]).seen_before is True


def test_an_editor_who_assesses_may_have_read_a_withdrawn_round(dragoer: Municipality) -> None:
    tool, other = make_tool(), make_assessors("D")
    member = make_member("assessor", "editor", with_identity=False).membership
    edits = make_assessor(member, "C")
    unread = make_round(tool)
    assessing.withdraw(unread.pk, "Forkert skema.")  # nobody had handed in
    assert make_round(tool, USABILITY, [edits, *other]).seen_before is False
    first = make_round(tool, assessors=[edits, *other])
    assert first.seen_before is False
    assessing.withdraw(first.pk, "Forkert skema.")
    shown = hand_in(make_round(tool), [1, 1, 1], [1, 1, 1])
    assessing.withdraw(shown.pk, "Vi vil prøve igen.")
    again = make_round(tool, assessors=[edits, *other])
    assert again.seen_before is True
    assessing.withdraw(again.pk, "Forkert skema.")
    assert make_round(tool, assessors=make_assessors("E", "F")).seen_before is False


def test_withdrawing_needs_a_reason_and_a_round_under_way(dragoer: Municipality) -> None:
    found = hand_in(make_round(make_tool()), [3, 0, 1], [3, 4, 1])
    assert refusal(assessing.withdraw, found.pk, "  ") == "Skriv hvorfor."
    settle(found, [3, 2, 1])
    assert "slut" in refusal(assessing.withdraw, found.pk, "Fordi")
    found.refresh_from_db()
    assert found.state == RoundState.SETTLED


def test_own_work_is_the_own_alone(dragoer: Municipality) -> None:
    found = make_round(make_tool())
    first, second = (one.membership for one in asked(found))
    assessing.save_draft(found.pk, first, answers(found, [1, 1, 1]), "Mit")
    own = queries.own_assessment(found.pk, second)
    assert own is not None
    assert (own.draft, own.summary) == ({}, "")
    assert [one.pk for one in queries.to_do(first)] == [found.pk]
    assert list(queries.to_do(make_member("assessor").membership)) == []


def test_another_municipality_knows_nothing_of_it(
    dragoer: Municipality, ishoej: Municipality, in_tenant: Any
) -> None:
    found = hand_in(make_round(make_tool()), [3, 0, 1], [3, 4, 1])
    with in_tenant(ishoej):
        assert list(queries.rounds()) == []
        assert Assessment.objects.count() == 0
        assert "findes ikke" in refusal(assessing.withdraw, found.pk, "Fordi")


def test_of_the_last_two_at_once_one_opens_the_comparing(committed: Municipality) -> None:
    with tenant_scope(committed):
        found = make_round(make_tool())
        people = [one.membership for one in asked(found)]
        given = answers(found, [3, 3, 3])
    together, states = threading.Barrier(2), []

    def act(member: Any) -> None:
        together.wait(10)
        with tenant_scope(committed):
            states.append(assessing.submit(found.pk, member, given, "").state)
        connections.close_all()

    threads = [threading.Thread(target=act, args=(member,)) for member in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sorted(states) == [RoundState.COMPARING, RoundState.OPEN]
    with tenant_scope(committed):
        assert Round.objects.get().state == RoundState.COMPARING
        assert Score.objects.count() == 6
