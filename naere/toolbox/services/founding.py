"""Gives a municipality the toolbox that it begins with (R46–R49); it changes its own copies afterwards."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from naere.tenancy.scope import tenant_scope
from naere.toolbox import defaults
from naere.toolbox.defaults import CriterionRow, RubricRow
from naere.toolbox.models import Criterion, Facet, Rubric, Settings, Synonym

if TYPE_CHECKING:
    from naere.tenancy.models import Municipality


@transaction.atomic
def found_toolbox(municipality: Municipality) -> None:
    """Make the settings, facets, synonyms and rubrics that are not there; what is there stays as it is."""
    with tenant_scope(municipality):
        Settings.objects.get_or_create(municipality=municipality)
        _make_facets(municipality)
        _make_synonyms(municipality)
        for row in defaults.rubrics():
            if not Rubric.objects.filter(perspective=row.perspective).exists():
                _make_rubric(municipality, row)


def _make_facets(municipality: Municipality) -> None:
    rows = [
        Facet(municipality=municipality, order=order, **asdict(row))
        for order, row in enumerate(defaults.facets())
    ]
    Facet.objects.bulk_create(rows, ignore_conflicts=True)


def _make_synonyms(municipality: Municipality) -> None:
    rows = [Synonym(municipality=municipality, **asdict(row)) for row in defaults.synonyms()]
    Synonym.objects.bulk_create(rows, ignore_conflicts=True)


def _make_rubric(municipality: Municipality, row: RubricRow) -> None:
    """Make version 1, in use at once."""
    rubric = Rubric.objects.create(
        municipality=municipality,
        perspective=row.perspective,
        version=row.version,
        name_da=row.name_da,
        name_en=row.name_en,
        source=row.source,
        published_at=timezone.now(),
    )
    criteria = [_criterion(rubric, order, one) for order, one in enumerate(row.criteria)]
    Criterion.objects.bulk_create(criteria)


def _criterion(rubric: Rubric, order: int, row: CriterionRow) -> Criterion:
    return Criterion(
        municipality_id=rubric.municipality_id, rubric=rubric, order=order, **asdict(row)
    )
