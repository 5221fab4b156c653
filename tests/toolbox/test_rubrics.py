"""Rubrics: drafts are edited, what is in use is frozen, and a change is a new version."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from naere.tenancy.models import Municipality
from naere.toolbox.models import Criterion, Rubric
from naere.toolbox.queries.rubrics import rubric_in_use, rubrics
from naere.toolbox.services import rubrics as services
from naere.toolbox.services.rubrics import RubricRefusedError
from tests.factories.assessments import PEDAGOGICAL, USABILITY, criterion_values, make_rubric


def refusal(act: Callable[..., Any], *args: Any) -> str:
    """Return why something was refused; fails when it was not."""
    with pytest.raises(RubricRefusedError) as refused:
        act(*args)
    return str(refused.value)


def criterion_of(rubric: Rubric) -> Criterion:
    found: Criterion = rubric.criteria.all()[0]
    return found


def test_a_new_version_is_a_copy_of_what_is_in_use(dragoer: Municipality) -> None:
    old = make_rubric(weights=(3, 1))
    new = services.draft_rubric(PEDAGOGICAL)
    assert (new.version, new.name_da, new.published_at) == (2, "Skema", None)
    values = ("key", "title_da", "anchors_en", "weight", "order")
    assert list(new.criteria.values(*values)) == list(old.criteria.values(*values))
    assert set(new.criteria.values_list("pk")).isdisjoint(old.criteria.values_list("pk"))


def test_the_first_draft_is_empty(dragoer: Municipality) -> None:
    draft = services.draft_rubric(USABILITY)
    assert (draft.version, draft.criteria.count()) == (1, 0)
    assert "mindst ét kriterium" in refusal(services.publish_rubric, draft.pk)


def test_what_is_in_use_never_changes(dragoer: Municipality) -> None:
    rubric = make_rubric()
    rubric.name_da = "Et andet"
    criterion = criterion_of(rubric)
    criterion.title_da = "Noget andet"
    more = Criterion(rubric=rubric, **criterion_values(9))
    attempts: list[tuple[Callable[..., Any], Any]] = [
        (services.save_rubric, rubric),
        (services.save_criterion, criterion),
        (services.save_criterion, more),
        (services.remove_criterion, criterion),
        (services.remove_draft, rubric.pk),
        (services.publish_rubric, rubric.pk),
    ]
    for act, what in attempts:
        assert "Lav en ny udgave" in refusal(act, what)
    kept = Rubric.objects.get()
    assert (kept.name_da, kept.criteria.count()) == ("Skema", 3)
    assert criterion_of(kept).title_da == "Kriterium 0"


def test_a_change_of_the_draft_leaves_what_is_in_use(dragoer: Municipality) -> None:
    old = make_rubric()
    draft = services.draft_rubric(PEDAGOGICAL)
    criterion = criterion_of(draft)
    criterion.title_da = "Bedre spurgt"
    services.save_criterion(criterion)
    assert rubric_in_use(PEDAGOGICAL) == old
    services.publish_rubric(draft.pk)
    assert rubric_in_use(PEDAGOGICAL) == draft
    assert [criterion_of(one).title_da for one in (old, draft)] == ["Kriterium 0", "Bedre spurgt"]


def test_one_draft_at_a_time_for_each_perspective(dragoer: Municipality) -> None:
    make_rubric(published=False)
    assert "allerede en kladde" in refusal(services.draft_rubric, PEDAGOGICAL)
    assert services.draft_rubric(USABILITY).version == 1
    assert rubrics().count() == 2


def test_a_draft_can_be_deleted(dragoer: Municipality) -> None:
    make_rubric()
    draft = services.draft_rubric(PEDAGOGICAL)
    services.remove_draft(draft.pk)
    assert [one.version for one in rubrics()] == [1]
    assert "findes ikke" in refusal(services.publish_rubric, draft.pk)


def test_an_anchor_without_words_is_not_taken_into_use(dragoer: Municipality) -> None:
    draft = make_rubric(published=False)
    Criterion.objects.filter(rubric=draft, key="k1").update(anchors_en=["a", "b", " ", "d", "e"])
    assert "Kriterium 1" in refusal(services.publish_rubric, draft.pk)


def test_without_a_name_it_is_not_taken_into_use(dragoer: Municipality) -> None:
    draft = services.draft_rubric(PEDAGOGICAL)
    criterion = Criterion(rubric=draft, **criterion_values(0))
    services.save_criterion(criterion)
    assert "navn" in refusal(services.publish_rubric, draft.pk)


def test_another_municipality_has_its_own(
    dragoer: Municipality, ishoej: Municipality, in_tenant: Any
) -> None:
    draft = make_rubric(published=False)
    with in_tenant(ishoej):
        assert rubric_in_use(PEDAGOGICAL) is None
        assert "findes ikke" in refusal(services.publish_rubric, draft.pk)
        assert make_rubric().version == 1
    assert Rubric.objects.get().published_at is None
