"""Whether words that were typed may mean danger: then help is shown first (R7).

The same rules as on the young person's own device (frontend/young/risk.ts); tests hold them
together. It only ever offers help, and nothing of it is stored, counted or logged. Of sentences that an
editor reads anyway, those come first.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from typing import Final, TypeVar

Row = TypeVar("Row")
# Characters of one text that are read: more than any form takes, so that no end is missed.
MOST_READ: Final = 1000
_BETWEEN: Final = 2  # words that may stand between two words of a phrase
_BENDS: Final = 5  # letters: a last word as long as this also counts with more after it
_LETTERS: Final = str.maketrans({"æ": "ae", "ä": "ae", "ø": "oe", "ö": "oe", "å": "aa"})
_NO_WORD: Final = re.compile(r"[\W_]+")


def may_mean_danger(text: str, phrases: Iterable[str]) -> bool:
    """Return whether any phrase stands in `text`, its words in their order and close together."""
    return may_any_mean_danger([text], phrases)


def may_any_mean_danger(texts: Iterable[str], phrases: Iterable[str]) -> bool:
    """Return whether any phrase stands in one of `texts`, each read on its own."""
    return any(which_may_mean_danger(texts, phrases))


def danger_first(
    rows: Iterable[Row], words: Callable[[Row], str], phrases: Iterable[str]
) -> list[tuple[Row, bool]]:
    """Return what somebody is to read, with whether its words may mean danger; those come first."""
    read = list(rows)
    dangers = which_may_mean_danger(map(words, read), phrases)
    return sorted(zip(read, dangers, strict=True), key=lambda one: not one[1])


def which_may_mean_danger(texts: Iterable[str], phrases: Iterable[str]) -> Iterator[bool]:
    """Yield for each of `texts` whether any phrase stands in it."""
    sought = [pattern for phrase in phrases if (pattern := _sought(phrase))]
    for text in texts:
        words = _normalise(text[:MOST_READ])
        yield any(pattern.search(words) for pattern in sought)


def _normalise(text: str) -> str:
    """Return lower case without Danish letters or punctuation, with a space at each end."""
    folded = unicodedata.normalize("NFKC", text).lower().translate(_LETTERS)
    return f" {_NO_WORD.sub(' ', folded).strip()} "


def _sought(phrase: str) -> re.Pattern[str] | None:
    words = _normalise(phrase).split()
    if not words:
        return None
    bends = len(words[-1]) >= _BENDS or phrase.rstrip().endswith("*")
    # "med" changes what a phrase means: "slår op med mig" is no danger.
    joined = rf" (?:(?!med )\S+ ){{0,{_BETWEEN}}}".join(map(re.escape, words))
    return re.compile(f" {joined}{'' if bends else ' '}")
