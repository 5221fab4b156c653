"""Rubrics in versions: a draft is edited, what was published never changes (R49)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from naere.tenancy.scope import current_municipality
from naere.toolbox.models import HIGHEST, Criterion, Rubric

if TYPE_CHECKING:
    from uuid import UUID

    from naere.toolbox.enums import Perspective

COPIED = (
    "key",
    "area_da",
    "area_en",
    "title_da",
    "title_en",
    "question_da",
    "question_en",
    "anchors_da",
    "anchors_en",
    "weight",
    "order",
)


class RubricRefusedError(Exception):
    """A rubric cannot be changed like that; the text says why, to whoever tried."""


def add_rubric(
    perspective: Perspective | str,
    name_da: str,
    name_en: str,
    source: str,
    criteria: Iterable[Mapping[str, Any]],
) -> Rubric:
    """Return a new draft with these criteria (fields of `Criterion`), in their order."""
    rubric = _new_version(perspective, name_da=name_da, name_en=name_en, source=source)
    _add_criteria(rubric, criteria)
    return rubric


def draft_rubric(perspective: Perspective | str) -> Rubric:
    """Return a new draft: a copy of what is in use, or an empty one."""
    found = Rubric.objects.filter(perspective=perspective, published_at__isnull=False).first()
    if found is None:
        return _new_version(perspective)
    named = {"name_da": found.name_da, "name_en": found.name_en, "source": found.source}
    rubric = _new_version(perspective, **named)
    _add_criteria(rubric, found.criteria.values(*COPIED))
    return rubric


def save_rubric(rubric: Rubric) -> None:
    """Store a draft's names and source."""
    _locked_draft(rubric.pk)
    rubric.clean_fields(exclude={"published_at"})
    rubric.save(update_fields=["name_da", "name_en", "source"])


def save_criterion(criterion: Criterion) -> None:
    """Store a new or changed criterion of a draft."""
    _locked_draft(criterion.rubric_id)
    criterion.municipality = current_municipality()
    criterion.full_clean()
    criterion.save()


def remove_criterion(criterion: Criterion) -> None:
    """Take a criterion out of a draft."""
    _locked_draft(criterion.rubric_id)
    criterion.delete()


def remove_draft(rubric_id: UUID) -> None:
    """Delete a draft with its criteria."""
    _locked_draft(rubric_id).delete()


def publish_rubric(rubric_id: UUID) -> Rubric:
    """Take a draft into use: rounds begin with it from now on, and it is frozen."""
    rubric = _locked_draft(rubric_id)
    _demand_whole(rubric)
    rubric.published_at = timezone.now()
    rubric.save(update_fields=["published_at"])
    return rubric


def _new_version(perspective: Perspective | str, **fields: str) -> Rubric:
    newest = Rubric.objects.filter(perspective=perspective).aggregate(newest=Max("version"))
    try:
        with transaction.atomic():
            rubric: Rubric = Rubric.objects.create(
                municipality=current_municipality(),
                perspective=perspective,
                version=(newest["newest"] or 0) + 1,
                **fields,
            )
    except IntegrityError as error:
        raise RubricRefusedError(_("There is a draft already. Finish it, or delete it.")) from error
    return rubric


def _add_criteria(rubric: Rubric, criteria: Iterable[Mapping[str, Any]]) -> None:
    municipality = current_municipality()
    rows = [
        Criterion(municipality=municipality, rubric=rubric, **({"order": at} | dict(values)))
        for at, values in enumerate(criteria)
    ]
    for row in rows:
        row.full_clean()
    Criterion.objects.bulk_create(rows)


def _locked_draft(rubric_id: UUID) -> Rubric:
    # Locked, so that nothing changes in it while it is being published.
    rubric: Rubric | None = Rubric.objects.select_for_update().filter(pk=rubric_id).first()
    if rubric is None:
        raise RubricRefusedError(_("This draft is gone."))
    if rubric.published_at is not None:
        raise RubricRefusedError(
            _("This version is in use and cannot be changed. Make a new version.")
        )
    return rubric


def _demand_whole(rubric: Rubric) -> None:
    criteria = list(rubric.criteria.all())
    if not criteria:
        raise RubricRefusedError(_("Write at least one criterion first."))
    if not (rubric.name_da and rubric.name_en):
        raise RubricRefusedError(_("Give it a name in Danish and English first."))
    for criterion in criteria:
        anchors = [*criterion.anchors_da, *criterion.anchors_en]
        if sum(bool(anchor.strip()) for anchor in anchors) != 2 * (HIGHEST + 1):
            raise RubricRefusedError(
                _("Say what each score from 0 to 4 means: %(title)s")
                % {"title": criterion.title_da}
            )
