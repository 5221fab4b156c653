"""What a closing registration's form may look like (R42): limits, and what is wrong with one.

A form is a list of questions: `key`, `type`, `label` {da, en}, `required`, and `options`
(`key`, `label`) for the types that choose. Plain functions, no database.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

from django.utils.text import slugify
from django.utils.translation import gettext as _

Field = dict[str, Any]

ONE, SEVERAL, YES_NO, FREE = "choice", "choices", "yesno", "text"
CHOOSING: Final = (ONE, SEVERAL)
KINDS: Final = (*CHOOSING, YES_NO, FREE)
MOST_QUESTIONS: Final = 12
MOST_OPTIONS: Final = 20
LONGEST_QUESTION: Final = 120
LONGEST_OPTION: Final = 60
LONGEST_KEY: Final = 40
_DANISH: Final = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})
_KEY: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")


def with_keys(rows: list[Field], fallback: str) -> list[Field]:
    """Return the rows, each new one with a short name made of its Danish words, unlike the others'."""
    taken = {row["key"] for row in rows if row["key"]}
    named = []
    for row in rows:
        key = row["key"] or _free_key(row["label"]["da"], fallback, taken)
        taken.add(key)
        named.append({**row, "key": key})
    return named


def _free_key(words: str, fallback: str, taken: set[str]) -> str:
    stem = slugify(words.casefold().translate(_DANISH))[: LONGEST_KEY - 4].strip("-_") or fallback
    numbered = (f"{stem}-{number}" for number in range(2, len(taken) + 3))
    return next(key for key in (stem, *numbered) if key not in taken)


def problems(fields: list[Field]) -> list[str]:
    """Return what is wrong with a form, a sentence each in the reader's language; [] when it is good."""
    return [*_of_the_whole(fields), *(said for at, f in _numbered(fields) for said in _of(at, f))]


def _of_the_whole(fields: list[Field]) -> Iterator[str]:
    if not fields:
        yield _("There must be at least one question.")
    if len(fields) > MOST_QUESTIONS:
        yield _(
            "There are %(count)s questions. %(most)s is the most: it has to be done in half a minute."
        ) % {"count": len(fields), "most": MOST_QUESTIONS}
    for key in _twice(field["key"] for field in fields):
        yield _("Two questions have the same short name: %(key)s.") % {"key": key}


def _of(number: int, field: Field) -> Iterator[str]:
    at = {"number": number}
    if field["type"] not in KINDS or not _KEY.fullmatch(field["key"]):
        yield _("Question %(number)s could not be understood. Delete it and add it again.") % at
    if not _in_both(field["label"]):
        yield _("Question %(number)s needs words in both Danish and English.") % at
    if _longest(field["label"]) > LONGEST_QUESTION:
        yield _("Question %(number)s is too long. %(most)s characters is the most.") % (
            at | {"most": LONGEST_QUESTION}
        )
    if field["type"] in CHOOSING:
        yield from _of_options(number, field.get("options", []))


def _of_options(number: int, options: list[Field]) -> Iterator[str]:
    at = {"number": number, "count": len(options), "most": MOST_OPTIONS}
    if len(options) < 2:
        yield _("Question %(number)s needs at least two answers to choose between.") % at
    if len(options) > MOST_OPTIONS:
        yield _("Question %(number)s has %(count)s answers. %(most)s is the most.") % at
    for key in _twice(option["key"] for option in options):
        yield _("Two answers to question %(number)s have the same short name: %(key)s.") % (
            at | {"key": key}
        )
    for words in _twice(option["label"]["da"].casefold() for option in options):
        yield _("Two answers to question %(number)s say the same: %(words)s.") % (
            at | {"words": words}
        )
    for place, option in _numbered(options):
        yield from _of_option(number, place, option)


def _of_option(number: int, place: int, option: Field) -> Iterator[str]:
    at = {"number": number, "place": place, "most": LONGEST_OPTION}
    if not _KEY.fullmatch(option["key"]):
        yield _("Question %(number)s could not be understood. Delete it and add it again.") % at
    if not _in_both(option["label"]):
        yield (
            _("Answer %(place)s to question %(number)s needs words in both Danish and English.")
            % at
        )
    if _longest(option["label"]) > LONGEST_OPTION:
        yield (
            _(
                "Answer %(place)s to question %(number)s is too long. %(most)s characters is the most."
            )
            % at
        )


def _numbered(rows: list[Field]) -> Iterator[tuple[int, Field]]:
    return enumerate(rows, start=1)


def _twice(keys: Iterator[str]) -> list[str]:
    return [key for key, count in Counter(keys).items() if key and count > 1]


def _in_both(label: dict[str, str]) -> bool:
    return all(label.get(language, "").strip() for language in ("da", "en"))


def _longest(label: dict[str, str]) -> int:
    return max(len(words) for words in label.values())
