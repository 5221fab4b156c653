"""The word list itself, and reading that forgives (R35)."""

from __future__ import annotations

import math
import re

from hypothesis import given
from hypothesis import strategies as st

from client.words import COUNT, create_words, fold, parse_words, word_list

six = st.lists(st.sampled_from(word_list()), min_size=COUNT, max_size=COUNT)
between = st.sampled_from([" ", "  ", "\n", ", ", "\t", " - ", "; 4. "])
spelling = st.sampled_from(
    [
        str.upper,
        str.title,
        fold,
        lambda word: word.replace("å", "a\u030a"),
        lambda word: word.replace("ø", "ö").replace("æ", "ä"),
    ]
)


def test_the_list_has_its_shape() -> None:
    words = word_list()
    assert len(words) == 6**5
    assert list(words) == sorted(words)
    assert len({fold(word) for word in words}) == len(words)
    assert all(re.fullmatch("[a-zæøå]{4,8}", word) for word in words)
    assert math.log2(len(words) ** COUNT) >= 77


def test_three_letters_leave_few_enough_to_choose_from() -> None:
    starts = [word[:3] for word in word_list()]
    average = sum(starts.count(start) for start in set(starts)) / len(set(starts))
    assert average <= 6


def test_nothing_that_hurts_is_in_the_list() -> None:
    stems = "død selvm dræb drab mord voldt sex porn narko hash luder nazi perker skam knivs"
    found = [word for word in word_list() if any(stem in word for stem in stems.split())]
    assert found == []


def test_new_words_are_six_of_the_list_and_differ() -> None:
    drawn = [tuple(create_words()) for _ in range(50)]
    assert all(len(words) == COUNT and set(words) <= set(word_list()) for words in drawn)
    assert len(set(drawn)) == 50


@given(six, st.lists(between, min_size=7, max_size=7), st.lists(spelling, min_size=6, max_size=6))
def test_reading_forgives_and_is_idempotent(
    words: list[str], gaps: list[str], spellings: list[object]
) -> None:
    spelled = [how(word) for how, word in zip(spellings, words, strict=True)]  # type: ignore[operator]
    typed = gaps[6] + "".join(word + gap for word, gap in zip(spelled, gaps, strict=False))
    assert parse_words(typed) == words
    assert parse_words(parse_words(typed)) == words
