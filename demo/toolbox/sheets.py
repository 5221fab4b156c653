"""Reads what the demo says of its invented tools: one file for each, and reasons shared by all."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
TOOLS = FOLDER / "tools"
NOT_APPLICABLE = -1
ASSESSORS = "abc"
# What of a sheet are fields of the tool itself.
FACTS = (
    *("slug", "line_da", "line_en", "about_da", "about_en", "languages", "age_from", "age_to"),
    *("minutes", "price", "price_note_da", "price_note_en", "sign_up", "data_kinds"),
    *("data_note_da", "data_note_en", "works_offline", "ce_mark", "shortlisted"),
)

Sheet = dict[str, Any]


@cache
def sheet(slug: str) -> Sheet:
    """Return all that is said of a tool; raises FileNotFoundError for one that is not written."""
    return tomllib.loads((TOOLS / f"{slug}.toml").read_text(encoding="utf-8"))


def slugs() -> list[str]:
    """Return the slugs of all tools that are written."""
    return sorted(path.stem for path in TOOLS.glob("*.toml"))


def facts(of: Sheet) -> dict[str, Any]:
    """Return the fields of the tool that its sheet gives."""
    return {name: of[name] for name in FACTS if name in of}


def assessors_of(part: Sheet) -> list[str]:
    """Return the letters of those who assessed from one perspective."""
    return [letter for letter in ASSESSORS if letter in part]


def reason(slug: str, part: Sheet, key: str, letter: str, value: int) -> str:
    """Return why an assessor gave a score: in the tool's own words, or in those shared by all."""
    own = part.get("said", {}).get(key, {}).get(letter)
    if own:
        return str(own)
    shared = _reasons()[key][str(value)]
    # Spread by the tool, so that two assessors of a tool do not say the same.
    return shared[(len(slug) + ASSESSORS.index(letter)) % len(shared)]


@cache
def _reasons() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((FOLDER / "reasons.toml").read_text(encoding="utf-8"))
