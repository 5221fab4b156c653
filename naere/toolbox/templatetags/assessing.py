"""What the pages of assessments say in the reader's language."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from django import template
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from naere.toolbox.scoring import FAR_APART, spread, unanimous

if TYPE_CHECKING:
    from naere.toolbox.models import Assessment, Criterion, Score

register = template.Library()


@register.filter
def anchors(criterion: Criterion) -> list[str]:
    """Return what 0 to 4 mean; Danish where there is no English."""
    english: list[str] = criterion.anchors_en
    in_english = get_language() == "en" and all(english)
    return english if in_english else criterion.anchors_da


@register.filter
def anchor(criterion: Criterion, value: int | None) -> str:
    """Return what one score means; nothing for none."""
    return "" if value is None else anchors(criterion)[value]


@register.filter
def apart(values: list[int | None]) -> str:
    """Return in words how far apart scores are."""
    if unanimous(values):
        return _("All gave the same.")
    if None in values:
        return _("Some say that it does not apply.")
    if spread(values) < FAR_APART:
        return _("The scores are close to each other.")
    return _("The scores are far apart.")


@register.filter
def named(assessments: list[Assessment]) -> list[tuple[Any, str]]:
    """Return (assessment's id, organisation), numbered where several are of the same one."""
    names = [one.organisation.name for one in assessments]
    seen: Counter[str] = Counter()
    found = []
    for one, name in zip(assessments, names, strict=True):
        seen[name] += 1
        found.append((one.pk, f"{name} ({seen[name]})" if names.count(name) > 1 else name))
    return found


@register.filter
def columns(scores: list[Score]) -> list[tuple[Score, str]]:
    """Return each score with the name of the organisation that gave it."""
    names = named([score.assessment for score in scores])
    return [(score, name) for score, (_pk, name) in zip(scores, names, strict=True)]
