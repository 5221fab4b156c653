"""What every municipality's toolbox begins with: whole, well-formed, easy to read, in both languages."""

from __future__ import annotations

import re
from typing import Any

import pytest

from naere.core.lix import lix
from naere.tenancy.models import Municipality
from naere.tenancy.scope import tenant_scope
from naere.toolbox import defaults
from naere.toolbox.defaults import RubricRow
from naere.toolbox.enums import FacetGroup, Perspective
from naere.toolbox.models import HIGHEST, Criterion, Facet, Rubric, Settings, Synonym
from naere.toolbox.services.founding import found_toolbox
from tests.guards.test_papers import built_and_later

EASY = 30
RUBRICS = defaults.rubrics()


def counts() -> dict[str, int]:
    models = (Settings, Facet, Synonym, Rubric, Criterion)
    return {model.__name__: model.objects.count() for model in models}


def all_danish() -> list[str]:
    """Return every Danish text of the defaults that stands on a screen."""
    found = [text for facet in defaults.facets() for text in (facet.label_da, facet.about_da)]
    for rubric in RUBRICS:
        found += [rubric.name_da, *(text for row in rubric.criteria for text in danish_of(row))]
    return found


def danish_of(row: Any) -> list[str]:
    return [row.area_da, row.title_da, row.question_da, *row.anchors_da]


def test_a_municipality_is_given_everything_once(dragoer: Municipality) -> None:
    found_toolbox(dragoer)
    with tenant_scope(dragoer):
        first = counts()
    found_toolbox(dragoer)
    with tenant_scope(dragoer):
        assert counts() == first
    assert first == {
        "Settings": 1,
        "Facet": len(defaults.facets()),
        "Synonym": len(defaults.synonyms()),
        "Rubric": 2,
        "Criterion": sum(len(rubric.criteria) for rubric in RUBRICS),
    }


def test_what_a_municipality_changed_is_left_alone(dragoer: Municipality) -> None:
    found_toolbox(dragoer)
    with tenant_scope(dragoer):
        Facet.objects.filter(key="cannot-sleep").update(label_da="Vågen igen")
        Rubric.objects.update(version=2)
    found_toolbox(dragoer)
    with tenant_scope(dragoer):
        assert Facet.objects.get(key="cannot-sleep").label_da == "Vågen igen"
        assert set(Rubric.objects.values_list("version", flat=True)) == {2}


def test_another_municipality_gets_nothing_of_it(
    dragoer: Municipality, ishoej: Municipality
) -> None:
    found_toolbox(dragoer)
    with tenant_scope(ishoej):
        assert set(counts().values()) == {0}


def test_every_row_passes_the_tables_own_checks(dragoer: Municipality) -> None:
    found_toolbox(dragoer)
    with tenant_scope(dragoer):
        for model in (Settings, Facet, Synonym, Rubric, Criterion):
            for row in model.objects.all():
                row.full_clean()


def test_the_facets_are_the_ones_that_are_asked_for() -> None:
    keys = {group: [f.key for f in defaults.facets() if f.group == group] for group in FacetGroup}
    assert set(keys[FacetGroup.METHOD]) == {
        *("self-evaluation", "coping", "structuring", "exercises", "knowledge", "contact")
    }
    assert set(keys[FacetGroup.TARGET]) == {
        *("oneself", "with-peer", "with-professional", "with-relative")
    }
    assert len(keys[FacetGroup.SITUATION]) >= 12
    assert sum(map(len, keys.values())) == len({f.key for f in defaults.facets()})


def test_the_facets_are_easy_to_read() -> None:
    heavy = {f.key: lix(f.about_da) for f in defaults.facets() if lix(f.about_da) > EASY}
    assert heavy == {}


def test_the_synonyms_lead_to_words_that_are_others() -> None:
    rows = defaults.synonyms()
    assert len(rows) >= 80
    assert len({row.phrase for row in rows}) == len(rows)
    assert [row.phrase for row in rows if row.phrase != row.phrase.lower().strip()] == []
    assert [row.phrase for row in rows if not row.means or row.phrase in row.means] == []
    assert "anger" not in {row.phrase for row in rows}  # in Danish it is remorse


def test_the_synonyms_lead_to_words_that_the_facets_use() -> None:
    """A word that leads nowhere in the shipped words would help nobody in a new municipality."""
    said = " ".join(f"{f.label_da} {f.about_da}" for f in defaults.facets()).lower()
    lost = {
        row.phrase
        for row in defaults.synonyms()
        if not any(word in said for means in row.means for word in means.split())
    }
    assert lost == set()


def test_there_is_one_rubric_for_each_perspective() -> None:
    assert [rubric.perspective for rubric in RUBRICS] == list(Perspective.values)
    assert {rubric.version for rubric in RUBRICS} == {1}


@pytest.mark.parametrize("rubric", RUBRICS, ids=lambda rubric: rubric.perspective)
def test_a_rubric_has_its_anchors_in_both_languages(rubric: RubricRow) -> None:
    assert 8 <= len(rubric.criteria) <= 12
    assert len({row.key for row in rubric.criteria}) == len(rubric.criteria)
    for row in rubric.criteria:
        for anchors in (row.anchors_da, row.anchors_en):
            assert len(set(anchors)) == HIGHEST + 1, row.key
            assert all(text.endswith(".") for text in anchors), row.key
        assert row.question_da.endswith("?")
        assert row.question_en.endswith("?")
        assert 1 <= row.weight <= 5


def test_the_rubrics_name_what_they_build_on() -> None:
    pedagogical, usability = (rubric.source for rubric in RUBRICS)
    for source in (pedagogical, usability):
        for name in ("MIND", "ORCHA", "PsyberGuide", "CEN-ISO/TS 82304-2", "Egne ord"):
            assert name in source
    assert "WCAG 2.2" in usability
    assert "artikel 5" in usability


def test_accessibility_and_privacy_have_two_criteria_each() -> None:
    areas = [row.area_en for row in RUBRICS[1].criteria]
    assert (areas.count("For everybody"), areas.count("Privacy")) == (2, 2)


def test_the_danish_keeps_to_the_glossary() -> None:
    built, _later = built_and_later()
    avoided = {word for term in built for word in term.avoid}
    text = "\n".join(all_danish()).lower()
    assert {word for word in avoided if re.search(rf"\b{re.escape(word)}", text)} == set()
