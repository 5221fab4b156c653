"""Rules of conversations as plain functions: no database, no clock."""

from __future__ import annotations

import math
from typing import Any

# nonce + padded body + authentication tag (docs/protocol.md, message)
CIPHERTEXT_SIZES = frozenset(24 + padded + 16 for padded in (256, 512, 1024, 2048, 4096, 8192))
AGED_AFTER_DAYS = 7
LONGEST_FREE_TEXT = 300  # characters of a closing form's free text, when it has any
SILENT_AFTER_HOURS = {"now": 12, "letter": 24 * 60}
AGED_AFTER_MESSAGES = 200


def expected_wait(
    position: int, free: int, slots: int, usual_wait: int | None, usual_length: int | None
) -> int | None:
    """Return the expected seconds until somebody at `position` in the queue is accepted.

    With a free place for everybody ahead it is the usual (median, measured) wait. Otherwise each
    place comes free once in a usual conversation's length, spread evenly over `slots`. None when
    too little was measured to be honest, or nobody is on duty.
    """
    if usual_wait is None or slots == 0:
        return None
    behind = position - free
    if behind <= 0:
        return usual_wait
    if usual_length is None:
        return None
    return usual_wait + math.ceil(behind * usual_length / slots)


def check_answers(fields: list[dict[str, Any]], answers: dict[str, Any]) -> dict[str, Any]:
    """Return the answers that fit a closing form's `fields`; raises ValueError with the field's key."""
    if unknown := set(answers) - {field["key"] for field in fields}:
        raise ValueError(min(unknown))
    kept = {}
    for field in fields:
        value = answers.get(field["key"])
        if value in (None, [], ""):
            if field.get("required"):
                raise ValueError(field["key"])
            continue
        if not _fits(field, value):
            raise ValueError(field["key"])
        kept[field["key"]] = value
    return kept


def _fits(field: dict[str, Any], value: Any) -> bool:
    keys = {option["key"] for option in field.get("options", [])}
    if field["type"] == "yesno":
        return isinstance(value, bool)
    if field["type"] == "text":
        return isinstance(value, str) and len(value) <= LONGEST_FREE_TEXT and "\0" not in value
    if field["type"] == "choice":
        return isinstance(value, str) and value in keys
    if not isinstance(value, list) or not all(isinstance(v, str) and v in keys for v in value):
        return False
    return len(set(value)) == len(value)
