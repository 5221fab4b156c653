"""The 7,776 Danish words and the forgiving way they are read (e2ee.md, "Words"; R35)."""

from __future__ import annotations

import re
import secrets
import unicodedata
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from client.errors import ProtocolError

COUNT = 6
COMPLETE_FROM = 3
_FOLDS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe"})
_BETWEEN = re.compile(r"[\W\d_]+")


@cache
def word_list() -> tuple[str, ...]:
    """All words in the order of their code points."""
    return tuple((Path(__file__).parent / "words-da.txt").read_text(encoding="utf-8").split())


def fold(word: str) -> str:
    """What a word counts as when typed: lower case, without Danish letters."""
    return unicodedata.normalize("NFKC", word).lower().translate(_FOLDS)


@cache
def _by_fold() -> dict[str, str]:
    return {fold(word): word for word in word_list()}


def create_words() -> list[str]:
    """Six words, each drawn evenly: 77.5 bits."""
    return [secrets.choice(word_list()) for _ in range(COUNT)]


def parse_words(typed: str | Sequence[str]) -> list[str]:
    """The six words of the list that were meant, in the order typed.

    Case, æ/ae ø/oe å/aa, extra spaces, commas and numbering do not matter.
    Raises `unknown-word` when a word is not in the list, `word-count` when there are not six.
    """
    text = unicodedata.normalize("NFKC", typed if isinstance(typed, str) else " ".join(typed))
    found = [_by_fold().get(fold(part)) for part in _BETWEEN.split(text) if part]
    words = [word for word in found if word is not None]
    if len(words) != len(found):
        raise ProtocolError("unknown-word")
    if len(words) != COUNT:
        raise ProtocolError("word-count")
    return words


def word_completions(prefix: str) -> list[str]:
    """The words that begin so; none before three letters are typed."""
    start = unicodedata.normalize("NFKC", prefix).strip()
    if len(start) < COMPLETE_FROM:
        return []
    return [word for word in word_list() if fold(word).startswith(fold(start))]
