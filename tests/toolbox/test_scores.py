"""What scores add up to, and what everybody may know of them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.utils import timezone

from naere.tenancy.models import Municipality
from naere.toolbox.agreement import Reading
from naere.toolbox.enums import Perspective, RoundState
from naere.toolbox.models import Round
from naere.toolbox.queries import past, published
from naere.toolbox.queries.assessments import (
    expired_among,
    is_expired,
    valid_rounds,
    valid_until,
)
from naere.toolbox.scoring import in_months, spread, unanimous, weighted
from tests.factories.assessments import (
    PEDAGOGICAL,
    USABILITY,
    hand_in,
    make_round,
    make_rubric,
    make_settled,
    settle,
)
from tests.factories.toolbox import make_organisation, make_tool

LAST_YEAR = datetime(2025, 3, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("scores", "mean"),
    [
        ([], None),
        ([(None, 3)], None),
        ([(4, 1), (0, 1)], 2.0),
        ([(4, 3), (0, 1)], 3.0),
        ([(4, 3), (None, 5), (0, 1)], 3.0),
    ],
)
def test_the_weighted_mean(scores: list[tuple[int | None, int]], mean: float | None) -> None:
    assert weighted(scores) == mean


@pytest.mark.parametrize(
    ("values", "apart", "same"),
    [
        ([3, 3], 0, True),
        ([3, 4], 1, False),
        ([0, 4, 1], 4, False),
        ([None, None], 0, True),
        ([None, 3], 2, False),
        ([None, 0, 4], 4, False),
    ],
)
def test_how_far_scores_are_apart(values: list[int | None], apart: int, same: bool) -> None:
    assert (spread(values), unanimous(values)) == (apart, same)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2026, 11, 25), 12, date(2027, 11, 25)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 6, 15), 36, date(2029, 6, 15)),
    ],
)
def test_months_later(start: date, months: int, end: date) -> None:
    assert in_months(start, months) == end


def test_a_tool_that_was_not_assessed_is_neither_valid_nor_expired(dragoer: Municipality) -> None:
    tool, today = make_tool(), timezone.localdate()
    assert (valid_rounds(tool, today), is_expired(tool, today)) == ({}, False)


def test_valid_to_its_last_day_and_expired_on_the_next(dragoer: Municipality) -> None:
    tool = make_tool()
    found = make_settled(tool, at=LAST_YEAR)
    last, after = date(2026, 3, 1), date(2026, 3, 2)
    assert valid_rounds(tool, last) == {Perspective.PEDAGOGICAL: found}
    assert (is_expired(tool, last), is_expired(tool, after)) == (False, True)
    assert valid_rounds(tool, after) == {}


def test_one_expired_perspective_is_enough(dragoer: Municipality) -> None:
    tool, other = make_tool(), make_tool()
    make_settled(tool, PEDAGOGICAL, LAST_YEAR)
    make_settled(tool, USABILITY)
    make_settled(other, USABILITY)
    today = timezone.localdate()
    assert expired_among([tool.pk, other.pk], today) == {tool.pk}
    assert valid_until([tool.pk])[tool.pk] == date(2026, 3, 1)


def test_a_new_round_takes_the_expired_ones_place(dragoer: Municipality) -> None:
    tool = make_tool()
    make_settled(tool, at=LAST_YEAR)
    newer = make_settled(tool)
    today = timezone.localdate()
    assert valid_rounds(tool, today) == {Perspective.PEDAGOGICAL: newer}
    assert is_expired(tool, today) is False
    assert past.assessments_of(tool, today)[0].round.pk == newer.pk


def test_what_is_not_settled_is_not_known(dragoer: Municipality) -> None:
    tool = make_tool()
    hand_in(make_round(tool), [4, 4, 4], [4, 4, 4])
    today = timezone.localdate()
    assert published.public_scores(tool, today) == []
    assert past.assessments_of(tool, today) == []


def test_the_whole_and_each_area(dragoer: Municipality) -> None:
    make_rubric(weights=(3, 1, 2, 1))
    tool = make_tool()
    found = hand_in(make_round(tool), [4, 0, 3, 2], [4, 0, 3, None])
    settle(found, [4, 0, 3, None])
    (summary,) = published.public_scores(tool, timezone.localdate())
    assert summary.overall.value == 3.0
    marks = [(mark.name_da, mark.value, mark.width) for mark in summary.areas]
    assert marks == [("Tryghed", 3.0, 750), ("Form", 3.0, 750)]
    assert (summary.organisations, summary.expired) == (["A", "B"], False)


def test_every_score_and_reason_is_public_by_organisation(dragoer: Municipality) -> None:
    tool = make_tool()
    found = hand_in(make_round(tool), [4, 0, 1], [4, 3, 1])
    settle(found, [4, 2, 1])
    (detail,) = past.newest_details(past.assessments_of(tool, timezone.localdate()))
    first, second, _third = detail.lines
    assert [line.compared.values for line in detail.lines] == [[4, 4], [0, 3], [1, 1]]
    assert (first.changed, second.changed, second.mark.value) == (False, True, 2.0)
    assert [one.assessment.organisation.name for one in second.compared.scores] == ["A", "B"]
    assert detail.agreement.alpha is not None
    # By hand: within 2 · 3², across 178 / 5.
    assert round(detail.agreement.alpha, 6) == round(1 - 18 / 35.6, 6)


def test_agreement_on_a_criterion_is_over_all_tools(dragoer: Municipality) -> None:
    make_rubric()
    for given in ([0, 4, 1], [2, 4, 1], [4, 4, 3]):
        settle(hand_in(make_round(make_tool()), given, given), given)
    rubric = Round.objects.all()[0].rubric
    found = published.agreement_over_tools(rubric)
    readings = [found[one.pk].reading for one in rubric.criteria.all()]
    assert readings == [Reading.RELIABLE, Reading.SAME, Reading.RELIABLE]


def test_agreement_over_tools_is_new_when_another_round_is_settled(dragoer: Municipality) -> None:
    make_rubric()
    settle(hand_in(make_round(make_tool()), [0, 4, 1], [0, 4, 1]), [0, 4, 1])
    rubric = Round.objects.all()[0].rubric
    first = rubric.criteria.all()[0].pk
    assert published.agreement_over_tools(rubric)[first].reading == Reading.SAME
    settle(hand_in(make_round(make_tool()), [4, 4, 1], [0, 4, 1]), [4, 4, 1])
    assert published.agreement_over_tools(rubric)[first].alpha is not None


def test_a_provider_who_came_later_is_told(dragoer: Municipality) -> None:
    tool = make_tool()
    make_settled(tool)
    tool.provider = make_organisation("A")
    tool.save()
    (detail,) = past.newest_details(past.assessments_of(tool, timezone.localdate()))
    assert detail.now_provider is True


def test_scores_of_many_tools_in_as_many_queries_as_of_one(
    dragoer: Municipality, django_assert_num_queries: Any
) -> None:
    made = [make_tool() for _ in range(3)]
    for tool in made:
        make_settled(tool, PEDAGOGICAL)
        make_settled(tool, USABILITY)
    today = timezone.localdate()
    for tools in (made[:1], made):
        with django_assert_num_queries(3):
            found = published.scores_among([tool.pk for tool in tools], today)
            assert all(one.overall.value for scores in found.values() for one in scores)
        assert [len(found[tool.pk]) for tool in tools] == [2] * len(tools)


def test_the_two_perspectives_do_not_mix(dragoer: Municipality) -> None:
    tool = make_tool()
    make_settled(tool, PEDAGOGICAL)
    found = make_round(tool, USABILITY)
    hand_in(found, [0, 0, 0], [0, 0, 0])
    settle(found, [0, 0, 0])
    marks = {
        one.perspective: one.overall.value
        for one in published.public_scores(tool, timezone.localdate())
    }
    assert marks == {Perspective.PEDAGOGICAL: 3.0, Perspective.USABILITY: 0.0}
    assert Round.objects.filter(state=RoundState.SETTLED).count() == 2
