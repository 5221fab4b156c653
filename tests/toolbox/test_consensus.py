"""Agreeing: one proposes, another confirms, and every difference has its reason."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connections

from naere.accounts.staff.models import Membership
from naere.tenancy.models import Municipality
from naere.tenancy.scope import tenant_scope
from naere.toolbox.enums import RoundState
from naere.toolbox.models import ConsensusScore, Round
from naere.toolbox.scoring import Answer
from naere.toolbox.services import consensus
from naere.toolbox.services.assessing import RoundRefusedError
from naere.toolbox.services.consensus import StaleError
from tests.factories.assessments import answers, asked, hand_in, make_assessors, make_round, settle
from tests.factories.people import make_member
from tests.factories.toolbox import make_organisation, make_settings, make_tool


def refusal(act: Callable[..., Any], *args: Any) -> str:
    """Return why something was refused; fails when it was not."""
    with pytest.raises(RoundRefusedError) as refused:
        act(*args)
    return str(refused.value)


@pytest.fixture
def compared(dragoer: Municipality) -> Round:
    """A round in which all are in: the same, far apart, and not applicable to both."""
    return hand_in(make_round(make_tool()), [3, 0, None], [3, 4, None])


def people(found: Round) -> list[Membership]:
    return [one.membership for one in asked(found)]


def proposed(found: Round, by: Membership, **changes: Answer) -> int:
    """Save and propose a result; return its version."""
    agreed = answers(found, [3, 2, None]) | changes
    found.refresh_from_db()
    saved = consensus.save_consensus(found.pk, by, found.draft_version, agreed, "Godt nok.", "Ok.")
    consensus.propose(found.pk, by, saved.draft_version)
    return saved.draft_version


def test_settled_when_another_confirms(compared: Round) -> None:
    first, second = people(compared)
    version = proposed(compared, first)
    at = datetime(2026, 11, 25, 22, 59, tzinfo=UTC)
    settled = consensus.confirm(compared.pk, second, version, at)
    assert (settled.state, settled.valid_until) == (RoundState.SETTLED, date(2027, 11, 25))
    assert settled.settled_by == second
    rows = ConsensusScore.objects.order_by("criterion__order").values_list("value", "reason")
    assert list(rows) == [(3, "Derfor."), (2, "Derfor."), (None, "Derfor.")]


def test_valid_for_as_long_as_the_municipality_says(compared: Round) -> None:
    make_settings(valid_months=6)
    at = datetime(2026, 8, 31, 9, tzinfo=UTC)
    assert settle(compared, [3, 2, None], at).valid_until == date(2027, 2, 28)


def test_the_day_is_the_danish_day(compared: Round) -> None:
    late = datetime(2026, 11, 25, 23, 30, tzinfo=UTC)
    assert settle(compared, [3, 2, None], late).valid_until == date(2027, 11, 26)


def test_nobody_settles_alone(compared: Round) -> None:
    first, second = people(compared)
    assert "foreslået" in refusal(consensus.confirm, compared.pk, second, 0)
    version = proposed(compared, first)
    assert "anden" in refusal(consensus.confirm, compared.pk, first, version)
    compared.refresh_from_db()
    assert compared.state == RoundState.COMPARING


def test_whoever_is_not_of_the_round_neither_proposes_nor_confirms(compared: Round) -> None:
    first, _second = people(compared)
    version = proposed(compared, first)
    for stranger in (make_assessors("C")[0].membership, make_member("editor").membership):
        assert "ikke med" in refusal(consensus.confirm, compared.pk, stranger, version)
        assert "ikke med" in refusal(consensus.propose, compared.pk, stranger, version)
        assert "ikke med" in refusal(
            consensus.save_consensus, compared.pk, stranger, version, {}, ""
        )


def test_a_change_takes_the_proposal_back(compared: Round) -> None:
    first, second = people(compared)
    version = proposed(compared, first)
    consensus.save_consensus(compared.pk, first, version, answers(compared, [3, 4, None]), "Nyt.")
    with pytest.raises(StaleError):
        consensus.confirm(compared.pk, second, version)
    assert "foreslået" in refusal(consensus.confirm, compared.pk, second, version + 1)


def test_the_second_of_two_who_save_is_told(compared: Round) -> None:
    first, second = people(compared)
    agreed = answers(compared, [3, 1, None])
    consensus.save_consensus(compared.pk, first, 0, agreed, "Første.")
    with pytest.raises(StaleError):
        consensus.save_consensus(compared.pk, second, 0, agreed, "Anden.")
    compared.refresh_from_db()
    assert compared.conclusion_da == "Første."


@pytest.mark.parametrize(
    ("place", "answer", "wanting"),
    [
        (0, Answer(3), False),
        (0, Answer(2), True),
        (0, Answer(2, reason="Ny viden."), False),
        (1, Answer(0), True),
        (1, Answer(4, reason="Set igen."), False),
        (1, Answer(), True),
        (1, Answer(reason="Uden point"), True),
        (1, Answer(not_applicable=True), True),
        (1, Answer(not_applicable=True, reason="Passer ikke."), False),
        (2, Answer(not_applicable=True), True),
        (2, Answer(1), True),
    ],
)
def test_a_reason_wherever_something_differs(
    compared: Round, place: int, answer: Answer, wanting: bool
) -> None:
    first, _second = people(compared)
    key = str(compared.rubric.criteria.all()[place].pk)
    if not wanting:
        assert proposed(compared, first, **{key: answer}) == 1
        return
    said = refusal(lambda: proposed(compared, first, **{key: answer}))
    assert said == f"Der mangler point eller en begrundelse: Kriterium {place}"


def test_a_conclusion_is_needed(compared: Round) -> None:
    first, _second = people(compared)
    consensus.save_consensus(compared.pk, first, 0, answers(compared, [3, 2, None]))
    assert refusal(consensus.propose, compared.pk, first, 1) == "Skriv først en konklusion."


def test_not_settled_when_an_assessor_comes_from_the_provider_now(compared: Round) -> None:
    first, second = people(compared)
    version = proposed(compared, first)
    compared.tool.provider = make_organisation("A")
    compared.tool.save()
    assert "trækkes tilbage" in refusal(consensus.confirm, compared.pk, second, version)


def test_not_settled_when_an_assessor_has_moved_to_the_provider(compared: Round) -> None:
    first, second = people(compared)
    version = proposed(compared, first)
    moved = asked(compared)[1]
    moved.organisation = make_organisation("Udbyder")
    moved.save()
    assert "trækkes tilbage" in refusal(consensus.confirm, compared.pk, second, version)


def test_before_all_are_in_there_is_nothing_to_agree_on(dragoer: Municipality) -> None:
    found = make_round(make_tool())
    first, _second = people(found)
    said = refusal(consensus.save_consensus, found.pk, first, 0, answers(found, [3, 3, 3]), "Ja.")
    assert "sammenlignes" in said


def test_confirmed_twice_at_once_is_settled_once(committed: Municipality) -> None:
    with tenant_scope(committed):
        found = make_round(make_tool(), assessors=make_assessors("A", "B", "C"))
        hand_in(found, [3, 3, 3], [3, 3, 3], [3, 3, 3])
        first, *others = people(found)
        agreed = answers(found, [3, 3, 3])
        consensus.save_consensus(found.pk, first, 0, agreed, "Godt.")
        consensus.propose(found.pk, first, 1)
    together, results = threading.Barrier(2), []

    def act(member: Membership) -> None:
        together.wait(10)
        try:
            with tenant_scope(committed):
                consensus.confirm(found.pk, member, 1)
            results.append("settled")
        except RoundRefusedError:
            results.append("refused")
        connections.close_all()

    threads = [threading.Thread(target=act, args=(member,)) for member in others]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sorted(results) == ["refused", "settled"]
    with tenant_scope(committed):
        assert ConsensusScore.objects.count() == 3
