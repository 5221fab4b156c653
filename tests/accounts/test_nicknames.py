"""What a nickname may not say about whoever chose it."""

from __future__ import annotations

import pytest

from naere.accounts.youth.rules import gives_away, tidy
from naere.accounts.youth.services import check_nickname
from naere.core.api import ApiError


@pytest.mark.parametrize(
    ("nickname", "looks_like"),
    [
        ("mia@example.dk", "email"),
        ("mia på example.dk", "email"),
        ("010203-1234", "cpr"),
        ("0102031234", "cpr"),
        ("311299 4321", "cpr"),
        ("12345678", "phone"),
        ("+45 12 34 56 78", "phone"),
        ("ring 12 34 56 78", "phone"),
        ("Sol", ""),
        ("Mia Jensen", ""),
        ("Ræv 2007", ""),
        ("Nr. 1234567", ""),
        ("991399-1234", ""),
    ],
)
def test_looks_like(nickname: str, looks_like: str) -> None:
    assert gives_away(nickname) == looks_like


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("  Sol   skin ", "Sol skin"),
        ("So\u200bl", "Sol"),
        ("a\tb\nc", "a b c"),
        ("\u202eSol", "Sol"),
    ],
)
def test_tidy(given: str, kept: str) -> None:
    assert tidy(given) == kept


@pytest.mark.parametrize("nickname", ["", "   ", "\u200b", "x" * 41])
def test_of_a_fitting_length(nickname: str) -> None:
    with pytest.raises(ApiError, match="bad-nickname"):
        check_nickname(nickname)


def test_hidden_characters_do_not_hide_a_number() -> None:
    with pytest.raises(ApiError, match="looks-like-phone"):
        check_nickname("1234\u200b5678")
