"""A tool inside a message, as the program reads it: the same cases as frontend/toolbox/cards.test.ts."""

from __future__ import annotations

from typing import Any

import pytest

from client.cards import Card, card_body, read_card

TOOL = {
    "id": "3d5a8f6e-0c1b-4d2e-9f3a-4b5c6d7e8f90",
    "slug": "sov-roligt",
    "name": "Sov roligt",
    "line": "Øvelser til når du ikke kan sove",
}


def test_a_card_brings_nothing_else_along() -> None:
    picked = TOOL | {"situations": ["kan ikke sove"], "url": "https://evil.example/"}
    assert card_body(picked) == {"kind": "tool", "tool": TOOL}
    assert read_card(card_body(picked)) == Card(**TOOL)
    assert Card(**TOOL).page == "/vaerktoej/sov-roligt/"


@pytest.mark.parametrize(
    "changed",
    [
        {"slug": None},
        {"slug": "../konto"},
        {"slug": "https://evil.example"},
        {"slug": "javascript:alert(1)"},
        {"slug": ".."},
        {"slug": "sov\n"},
        {"slug": "a" * 61},
        {"slug": ["sov"]},
        {"id": "1"},
        {"id": TOOL["id"].upper()},
        {"name": ""},
        {"name": "  "},
        {"name": "x" * 81},
        {"name": "Sov \u202eroligt"},
        {"name": "Sov\0"},
        {"line": "x" * 161},
        {"line": None},
    ],
)
def test_what_is_malformed_is_no_card(changed: dict[str, Any]) -> None:
    assert read_card({"kind": "tool", "tool": TOOL | changed}) is None
    with pytest.raises(ValueError, match="not a tool"):
        card_body(TOOL | changed)


@pytest.mark.parametrize(
    "body", [None, {"kind": "text", "tool": TOOL}, {"kind": "tool"}, {"kind": "tool", "tool": [1]}]
)
def test_only_a_tools_message_is_one(body: dict[str, Any] | None) -> None:
    assert read_card(body) is None
