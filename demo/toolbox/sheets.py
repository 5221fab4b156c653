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


def part(of: Sheet, perspective: str, *, first: bool = False) -> Sheet:
    """Return what a sheet says of one perspective; `first`: as it was before the tool's new edition."""
    now: Sheet = of[perspective]
    before: Sheet = of.get(f"{perspective}_before", {}) if first else {}
    return {**now, **before, "said": {**now.get("said", {}), **before.get("said", {})}}


def reasons(of: Sheet, part: Sheet, key: str, place: int) -> dict[str, str]:
    """Return why each assessor gave a criterion its score: in the tool's own words, or in shared ones.

    Of the shared ones only those that are true of such a tool, and no two assessors say the same.
    Raises ValueError when there are too few.
    """
    own: dict[str, str] = part["said"].get(key, {})
    given: dict[str, str] = {}
    for letter in assessors_of(part):
        given[letter] = own.get(letter) or _shared(of, key, part[letter][place], letter, given)
    return given


def _shared(of: Sheet, key: str, value: int, letter: str, given: dict[str, str]) -> str:
    traits = _traits(of)
    fitting = [
        one["why"]
        for one in _reasons()[key].get(str(value), [])
        if traits.issuperset(one.get("only", ())) and one["why"] not in given.values()
    ]
    if not fitting:
        raise ValueError(f"{of['slug']}: no reason left for {key} = {value}")
    return str(fitting[(len(of["slug"]) + ASSESSORS.index(letter)) % len(fitting)])


def _traits(of: Sheet) -> set[str]:
    """Return what a shared reason may count on, of what `has` and the facts say."""
    facts = {
        "no-profile": of.get("sign_up") == "none",
        "profile": of.get("sign_up") != "none",
        "choice": of.get("sign_up") != "required",
        "no-data": of.get("data_kinds") == [],
        "free": of.get("price") == "free",
        "no-trace": "keeps" not in of["has"],
        "unwritten": "writes" not in of["has"],
    }
    return {*of["has"], *(name for name, is_so in facts.items() if is_so)}


@cache
def _reasons() -> dict[str, dict[str, list[Sheet]]]:
    return tomllib.loads((FOLDER / "reasons.toml").read_text(encoding="utf-8"))
