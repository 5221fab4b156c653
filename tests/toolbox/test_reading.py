"""What somebody may have meant, word by word, without a database."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naere.toolbox.reading import GUESSED, MOST_TERMS, MOST_WAYS, Known, Lexicon, understand
from naere.toolbox.words import fold, root, typed_words

KNOWN = ["søvn", "sove", "eksamen", "angst", "eksamensangst", "tanker", "åndedræt", "venner"]
LEXICON = Lexicon(
    known=[Known(word, fold(word), 1) for word in KNOWN],
    synonyms=[("insomnia", ["sove", "alt er for meget"]), ("klappen går ned", ["eksamen"])],
    labels={"sove": ["Kan ikke sove", "Cannot sleep"], "meget": ["Når alt er for meget", ""]},
    tools=10,
)


def ways(typed: str) -> set[str]:
    return {" ".join(way) for term in understand(typed, LEXICON) for way in term.ways}


def keys(typed: str) -> set[str]:
    return {key for term in understand(typed, LEXICON) for key in term.keys}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("sover", "sove"),
        ("sovn", "søvn"),
        ("soevn", "søvn"),
        ("aandedraet", "åndedræt"),
        ("tnaker", "tanker"),
        ("insomnia", "sove"),
        ("insomnya", "sove"),
        ("klappen gik ned, klappen går ned", "eksamen"),
        ("vennerangst", "venner"),
        ("søvnproblemer", "søvn"),
        ("klappen går bare helt ned", "eksamen"),  # a word or two between those of a phrase
    ],
)
def test_what_is_meant(typed: str, meant: str) -> None:
    assert meant in ways(typed)


@pytest.mark.parametrize(
    ("typed", "not_meant"),
    [
        ("klappen og noget helt andet og ned", "eksamen"),
        ("ned med klappen", "eksamen"),
        ("so", "sove"),
        ("vand", "venner"),
        ("angel", "angst"),
        ("kat", "sove"),
    ],
)
def test_what_is_not_meant(typed: str, not_meant: str) -> None:
    assert not_meant not in ways(typed)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("jeg kan ikke sove", {"sove"}),
        ("alt er for meget nu", {"meget"}),
        ("insomnia", {"meget"}),
        ("ikke sove", set()),  # the one that tells finds the label by itself
        ("for meget", set()),  # two little words are no phrase
        ("kan ikke", set()),
    ],
)
def test_situations_by_words_in_a_row(typed: str, found: set[str]) -> None:
    assert keys(typed) == found


def test_a_longer_word_is_not_the_same() -> None:
    (term,) = understand("angst", LEXICON)
    assert (term.ways, term.longer) == ((("angst",),), ("eksamensangst",))
    assert (term.itself.longer, term.itself.is_beginning) == ((), False)


def test_two_words_side_by_side() -> None:
    rows = [
        (term.typed, term.ways)
        for term in understand("åndedræt tanker og ven", LEXICON)
        if term.is_row
    ]
    assert rows == [("åndedræt tanker", (("åndedræt", "tanker"),))]
    assert not [term for term in understand("åndedræt jeg tanker kat", LEXICON) if term.is_row]


def test_a_word_that_was_guessed_tells_less() -> None:
    weights = {term.typed: term.weight for term in understand("tnaker søvn", LEXICON)}
    assert weights["tnaker"] == GUESSED < weights["søvn"]


def test_the_same_word_counts_once() -> None:
    assert [term.typed for term in understand("angst " * 12, LEXICON)] == ["angst"]


def test_only_the_last_word_may_be_a_short_beginning() -> None:
    terms = {term.typed: term.is_beginning for term in understand("eks angst ven", LEXICON)}
    assert terms == {"eks": False, "angst": True, "ven": True}


def test_a_word_that_stands_nearly_everywhere_is_looked_for_only_alone() -> None:
    common = Lexicon(known=[Known("ro", "ro", 10), Known("uro", "uro", 2)], tools=10)
    assert [(term.typed, term.weight) for term in understand("ro", common)] == [("ro", 0.2)]
    assert [(term.typed, term.weight) for term in understand("ro uro", common)] == [("uro", 0.82)]


@given(st.text(max_size=400))
def test_whatever_is_typed_stays_small(typed: str) -> None:
    terms = understand(typed, LEXICON)
    assert len(terms) <= MOST_TERMS
    assert all(len(term.ways) <= MOST_WAYS for term in terms)
    assert all(word.isalnum() for term in terms for way in term.ways for word in way)


@given(st.text(max_size=60))
def test_a_root_is_a_beginning_and_folding_settles(text: str) -> None:
    for word in typed_words(text):
        assert fold(word).startswith(root(fold(word)))
        assert len(root(fold(word))) >= min(2, len(fold(word)))


def test_a_short_word_has_its_endings_too() -> None:
    assert {root(fold(word)) for word in ("ny", "nyt", "nye")} == {"ny"}
    assert [root(word) for word in ("far", "men", "des")] == ["far", "men", "des"]
