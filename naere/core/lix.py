"""LIX, the Nordic measure of how hard a text is to read."""

from __future__ import annotations

import re

LONG = 6

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d+(?:[.,:]\d+)*")
_SHORTENED = re.compile(r"\b(kl|ca|fx|nr|mv|osv|bl\.a|f\.eks)\.(?=\s)", re.IGNORECASE)
_ENDING = re.compile(r"[.!?:…]+(?=\s|$|[»”\"')])|\n")


def words(text: str) -> list[str]:
    """Return the words of `text`; a number is a word."""
    return _WORD.findall(text)


def sentences(text: str) -> list[str]:
    """Return the sentences of `text`. A line ends one too: a heading or a button has no full stop."""
    whole = _SHORTENED.sub(r"\1", text)
    return [part.strip() for part in _ENDING.split(whole) if words(part)]


def lix(text: str) -> float:
    """Return the LIX of `text`: words per sentence plus the percentage of words over six letters.

    Under 25 is very easy, 25–34 easy, 35–44 medium, 45–54 hard, 55 and more very hard; a text
    without words is 0. Source: C. H. Björnsson, *Läsbarhet*, Liber, Stockholm 1968.
    """
    found = words(text)
    if not found:
        return 0.0
    long_words = sum(len(word) > LONG for word in found)
    return len(found) / len(sentences(text)) + 100 * long_words / len(found)
