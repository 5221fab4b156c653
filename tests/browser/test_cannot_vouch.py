"""Bytes that were changed in the database: the reader is told, sees none of them, and goes on."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser import steps
from tests.browser.conftest import FIRST, REPLY, Pair
from tests.browser.watch import examine

pytestmark = pytest.mark.browser

FLIPPED = "set_byte({0}, length({0}) - 5, get_byte({0}, length({0}) - 5) # 1)"
MESSAGE = "Vi kan ikke stå inde for den her besked. Derfor viser vi den ikke."
KEY = "Nøglen til samtalen passer ikke."


def flip(pair: Pair, table: str, column: str, where: str) -> None:
    """Change one bit of a stored value."""
    change = FLIPPED.format(column)
    pair.server.sql(f"UPDATE conversations_{table} SET {column} = {change} WHERE {where}")


def test_a_message_that_was_changed_is_not_shown(pair: Pair) -> None:
    flip(pair, "message", "ciphertext", "seq = 2")
    pair.young.reload()
    expect(pair.young.get_by_text(MESSAGE)).to_be_visible()
    steps.reads(pair.young, FIRST)
    assert REPLY not in pair.young.content()
    examine(pair.young, "young: cannot vouch for a message")
    steps.write(pair.young, "Kan du skrive det igen?")
    steps.reads(pair.panel, "Kan du skrive det igen?")


@pytest.mark.parametrize(
    ("table", "column", "where"),
    [("epochshare", "box", "number = 1"), ("epoch", "commit", "number = 1")],
)
def test_a_key_that_was_changed_is_not_used(
    pair: Pair, table: str, column: str, where: str
) -> None:
    flip(pair, table, column, where)
    pair.young.reload()
    expect(pair.young.get_by_text(KEY)).to_be_visible()
    expect(pair.young.get_by_text(MESSAGE)).to_be_visible()
    steps.reads(pair.young, FIRST)  # of the epoch before, which holds
    assert REPLY not in pair.young.content()
    examine(pair.young, "young: cannot vouch for the key")


def test_a_link_that_was_changed_is_refused(pair: Pair) -> None:
    flip(pair, "epoch", "link", "number = 1")
    pair.young.reload()
    expect(pair.young.get_by_text(KEY)).to_be_visible()
    assert REPLY not in pair.young.content()
