"""How far assessors agree: Krippendorff's alpha, interval metric, missing scores left out (R49).

Krippendorff, K. (2011), Computing Krippendorff's Alpha-Reliability; the limits in words are those of
Krippendorff (2004), Content Analysis, 2nd ed., p. 241. docs/adr/0013-agreement.md says more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

RELIABLE: Final = 0.800
TENTATIVE: Final = 0.667

# Who gave a score, to what, and which; None is not applicable.
Rating = tuple[str, str, int | None]


class Reading(TextChoices):
    """What an agreement means, in words."""

    RELIABLE = "reliable", _("The assessors agree.")
    TENTATIVE = "tentative", _("The assessors agree fairly well. Draw careful conclusions only.")
    LOW = "low", _("The assessors agree little. Read the reasons, and not the number alone.")
    SAME = "same", _("All gave the same.")
    TOO_FEW = "too-few", _("There are too few scores to say how far the assessors agree.")


@dataclass(frozen=True)
class Agreement:
    """Alpha (1: agree in everything, 0: as by chance, below: less than that), and its reading.

    `alpha` is None where it is not defined: too few scores, or no difference at all between them.
    """

    alpha: float | None
    reading: Reading


def agreement(ratings: Iterable[Rating]) -> Agreement:
    """Return how far the ratings agree. A thing rated by one alone says nothing and is left out."""
    paired = _paired(ratings)
    values = {value for _who, _what, value in paired}
    if not paired:
        return Agreement(None, Reading.TOO_FEW)
    if len(values) == 1:
        return Agreement(None, Reading.SAME)
    alpha = _alpha(paired)
    return Agreement(alpha, _reading(alpha))


def _paired(ratings: Iterable[Rating]) -> list[tuple[str, str, int]]:
    found: dict[str, list[tuple[str, str, int]]] = defaultdict(list)
    for who, what, value in ratings:
        if value is not None:
            found[what].append((who, what, value))
    return [rating for group in found.values() if len(group) > 1 for rating in group]


def _alpha(paired: list[tuple[str, str, int]]) -> float:
    # Imported here: the library takes longer to load than all pages that do without it.
    from nltk.metrics.agreement import AnnotationTask  # type: ignore[import-untyped]
    from nltk.metrics.distance import interval_distance  # type: ignore[import-untyped]

    return float(AnnotationTask(data=paired, distance=interval_distance).alpha())


def _reading(alpha: float) -> Reading:
    if alpha >= RELIABLE:
        return Reading.RELIABLE
    return Reading.TENTATIVE if alpha >= TENTATIVE else Reading.LOW
