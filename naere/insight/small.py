"""Counts as they are told: a small one is only said to be small, alone and in a sum (R72)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from django.utils.translation import gettext as _

FEW: Final = 5  # below it a number could point at somebody, and is not told


def told(count: int) -> str:
    """Return a count as it is told: a small one is only said to be small."""
    return str(count) if not _is_small(count) else _("under %(few)s") % {"few": FEW}


def told_sum(counts: Iterable[int]) -> str:
    """Return a sum of counts that are told elsewhere, made of what is told and nothing more.

    Each small count stands for 1 to 4, so the sum is told as the least and the most that it may
    be. Whatever is worked out from it can be worked out without it.
    """
    parts = list(counts)
    small = sum(map(_is_small, parts))
    known = sum(count for count in parts if not _is_small(count))
    if not small:
        return str(known)
    if not known and small == 1:
        return told(1)
    return _("%(least)s to %(most)s") % {
        "least": known + small,
        "most": known + small * (FEW - 1),
    }


def _is_small(count: int) -> bool:
    return 0 < count < FEW
