"""How often each collection, and the catalogue in other pages, was shown (R79)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from naere.insight.queries import hits_by_page
from naere.insight.small import told, told_sum
from naere.toolbox.queries.collections import titles

# The names under which they are counted: a collection by its own.
_COLLECTION, _FRAME = "collection:", "embed"


@dataclass(frozen=True)
class Shared:
    """Showings in one month. A collection that was not shown is not there."""

    collections: list[tuple[str, int]]
    frames: int

    def rows(self) -> list[tuple[str, str]]:
        """Return the title of each collection, and how often it was shown as it is told."""
        return [(title, told(count)) for title, count in self.collections]

    def total(self) -> str:
        """Return how often collections were shown, out of what is told of each."""
        return told_sum(count for _title, count in self.collections)

    def framed(self) -> str:
        """Return how often the catalogue was shown in other pages, as it is told."""
        return told(self.frames)


def shared(first: date, last: date) -> Shared:
    """Return what was shown from `first` to `last`, the collections by title."""
    pages = hits_by_page(first, last)
    counts = [(title, pages.get(f"{_COLLECTION}{slug}", 0)) for slug, title in titles()]
    shown = [(title, count) for title, count in counts if count]
    return Shared(shown, pages.get(_FRAME, 0))
