"""A registration fits its form, or is refused by the key that does not (R42)."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naere.conversations.rules import check_answers

FIELDS: list[dict[str, Any]] = [
    {"key": "themes", "type": "choices", "required": True, "options": [{"key": "a"}, {"key": "b"}]},
    {"key": "passed_on", "type": "yesno"},
    {"key": "how", "type": "choice", "options": [{"key": "well"}, {"key": "badly"}]},
]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3)
    ),
    max_leaves=6,
)


@pytest.mark.parametrize(
    ("answers", "kept"),
    [
        ({"themes": ["a"]}, {"themes": ["a"]}),
        ({"themes": ["b", "a"], "passed_on": False}, {"themes": ["b", "a"], "passed_on": False}),
        ({"themes": ["a"], "how": "well"}, {"themes": ["a"], "how": "well"}),
        ({"themes": ["a"], "how": "", "passed_on": None}, {"themes": ["a"]}),
    ],
)
def test_fits(answers: dict[str, Any], kept: dict[str, Any]) -> None:
    assert check_answers(FIELDS, answers) == kept


@pytest.mark.parametrize(
    ("answers", "key"),
    [
        ({}, "themes"),
        ({"themes": []}, "themes"),
        ({"themes": "a"}, "themes"),
        ({"themes": ["c"]}, "themes"),
        ({"themes": [["a"]]}, "themes"),
        ({"themes": {"a": True}}, "themes"),
        ({"themes": ["a", "a"]}, "themes"),
        ({"themes": ["a"], "passed_on": 1}, "passed_on"),
        ({"themes": ["a"], "passed_on": "yes"}, "passed_on"),
        ({"themes": ["a"], "how": ["well"]}, "how"),
        ({"themes": ["a"], "how": "well "}, "how"),
        ({"themes": ["a"], "name": "Mia"}, "name"),
    ],
)
def test_does_not_fit(answers: dict[str, Any], key: str) -> None:
    with pytest.raises(ValueError, match=f"^{key}$"):
        check_answers(FIELDS, answers)


@given(st.dictionaries(st.sampled_from(["themes", "passed_on", "how", "other"]), JSON))
def test_what_is_kept_is_of_the_forms_own_words(answers: dict[str, Any]) -> None:
    try:
        kept = check_answers(FIELDS, answers)
    except ValueError:
        return
    assert set(kept["themes"]) <= {"a", "b"}
    assert kept.get("passed_on") in (None, True, False)
    assert kept.get("how") in (None, "well", "badly")
    assert check_answers(FIELDS, kept) == kept
