"""Whether words that were typed may mean danger: then help is shown first (R7).

The same rules as on the young person's own device (frontend/young/risk.ts); tests hold them
together. It only ever offers help, and nothing of it is stored, counted or logged. Of sentences that an
editor reads anyway, those come first.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, TypeVar

Row = TypeVar("Row")
# Characters of one text that are read: more than any form takes, so that no end is missed.
MOST_READ: Final = 1000
_BETWEEN: Final = 2  # words that may stand between two words of a phrase
_PARTS: Final = "med"  # never one of them: "slår op med mig" is no danger
_BENDS: Final = 5  # letters: a last word as long as this also counts with more after it
_FORGIVEN: Final = 5  # letters: in a word as long as this one mistake is forgiven
_FORGIVEN_STEM: Final = 6  # the same for the beginning of a word that the phrase ends in `*`
_SHORTEST: Final = 3  # letters: in a shorter word nothing is forgiven
_MOST_JOINED: Final = 6  # letters of a phrase that is found without the spaces between its words
_VOWELS: Final = frozenset("aeiouy")
_LETTERS: Final = str.maketrans({"æ": "ae", "ä": "ae", "ø": "oe", "ö": "oe", "å": "aa"})
_NO_WORD: Final = re.compile(r"[\W_]+")
_AGAIN: Final = re.compile(r"(.)\1+")


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
    sought = [found for phrase in phrases if (found := _read(phrase))]
    for text in texts:
        words = _words(text[:MOST_READ])
        yield any(phrase.stands_in(words) for phrase in sought)


@lru_cache(maxsize=2000)
def _read(phrase: str) -> _Phrase | None:
    return _Phrase.read(phrase)


def _words(text: str) -> list[str]:
    """Return the words as they are compared: lower case, no Danish letters, no letter twice in a row."""
    lower = unicodedata.normalize("NFKC", text).lower()
    return [_folded(word) for word in _NO_WORD.split(lower) if word]


def _folded(word: str) -> str:
    return _AGAIN.sub(r"\1", _AGAIN.sub(r"\1", word).translate(_LETTERS))


@dataclass(frozen=True)
class _Phrase:
    """What to look for. `letters` is how long each word is as it was written."""

    words: tuple[str, ...]
    letters: tuple[int, ...]
    bends: bool
    is_stem: bool

    @classmethod
    def read(cls, phrase: str) -> _Phrase | None:
        lower = unicodedata.normalize("NFKC", phrase).lower()
        written = [word for word in _NO_WORD.split(lower) if word]
        if not written:
            return None
        is_stem = phrase.rstrip().endswith("*")
        letters = tuple(map(len, written))
        bends = is_stem or letters[-1] >= _BENDS
        return cls(tuple(map(_folded, written)), letters, bends, is_stem)

    def stands_in(self, words: Sequence[str]) -> bool:
        first = self.words[0][0]
        begins = any(
            self._goes_on(words, at, 0) for at, word in enumerate(words) if word[0] == first
        )
        return begins or self._runs_together(words)

    def _goes_on(self, words: Sequence[str], at: int, place: int) -> bool:
        """Return whether the phrase's words from `place` on stand from the text's word `at` on."""
        for after in self._ends_of(words, at, place):
            if place + 1 == len(self.words):
                return True
            for gap in range(_BETWEEN + 1):
                if self._goes_on(words, after + gap, place + 1):
                    return True
                if words[after + gap : after + gap + 1] in ([], [_PARTS]):
                    break
        return False

    def _ends_of(self, words: Sequence[str], at: int, place: int) -> Iterator[int]:
        """Yield where the phrase's word ends when it stands at `at`; a long one may be cut in two."""
        if at >= len(words):
            return
        if self._is(words[at], place):
            yield at + 1
        elif self.letters[place] > _FORGIVEN and at + 1 < len(words):
            both = words[at] + words[at + 1]
            if both == self.words[place]:
                yield at + 2

    def _is(self, word: str, place: int) -> bool:
        wanted, letters = self.words[place], self.letters[place]
        if word[0] != wanted[0]:
            return False
        if not self.bends or place + 1 < len(self.words):
            return _is_nearly(word, wanted, letters)
        if word.startswith(wanted):
            return True
        if letters < (_FORGIVEN_STEM if self.is_stem else _FORGIVEN):
            return False
        ends = range(len(wanted) - 1, len(wanted) + 2)
        return any(_is_nearly(word[:end], wanted, letters) for end in ends)

    def _runs_together(self, words: Sequence[str]) -> bool:
        joined = "".join(self.words)
        long_enough = len(self.words) > 1 and len(joined) >= _MOST_JOINED
        return long_enough and joined in " ".join(words)


def _is_nearly(word: str, wanted: str, letters: int) -> bool:
    """Return whether `word` is `wanted`, or that with one typing mistake; the first letter is right."""
    if word == wanted:
        return True
    if letters < _SHORTEST or abs(len(word) - len(wanted)) > 1:
        return False
    at = next((i for i, (a, b) in enumerate(zip(word, wanted, strict=False)) if a != b), len(word))
    swapped = wanted[:at] + wanted[at : at + 2][::-1] + wanted[at + 2 :]
    if word == swapped:
        return at > 0
    if letters < _FORGIVEN:  # a word that is none: its vowel is missing
        return word == "".join(letter for letter in wanted if letter not in _VOWELS)
    if len(word) < len(wanted):
        return word[at:] == wanted[at + 1 :]
    return word[at + 1 :] == wanted[at + (len(word) == len(wanted)) :]
