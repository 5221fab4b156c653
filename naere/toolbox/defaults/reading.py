"""Reads the shipped files; a misspelt or missing name raises TypeError at once."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
RUBRICS = ("rubric_pedagogical", "rubric_usability")


@dataclass(frozen=True, kw_only=True)
class FacetRow:
    """A way to find a tool; `group` is a FacetGroup."""

    group: str
    key: str
    label_da: str
    label_en: str
    about_da: str
    about_en: str


@dataclass(frozen=True, kw_only=True)
class SynonymRow:
    """What somebody may type, and the words that the catalogue uses for it."""

    phrase: str
    means: list[str]


@dataclass(frozen=True, kw_only=True)
class CriterionRow:
    """A question with its five anchors, from 0 to 4."""

    key: str
    weight: int
    area_da: str
    area_en: str
    title_da: str
    title_en: str
    question_da: str
    question_en: str
    anchors_da: list[str]
    anchors_en: list[str]


@dataclass(frozen=True, kw_only=True)
class RubricRow:
    """A rubric from one perspective; `source` names what it builds on."""

    perspective: str
    version: int
    name_da: str
    name_en: str
    source: str
    criteria: list[CriterionRow]


def facets() -> list[FacetRow]:
    """Return the facets in the order in which they are shown."""
    return [FacetRow(**row) for row in _read("facets")]


def synonyms() -> list[SynonymRow]:
    """Return the synonyms, each phrase once."""
    return [SynonymRow(**row) for row in _read("synonyms")]


def rubrics() -> list[RubricRow]:
    """Return version 1 of both rubrics."""
    return [_rubric(_read(name)) for name in RUBRICS]


def _rubric(row: dict[str, Any]) -> RubricRow:
    criteria = [CriterionRow(**criterion) for criterion in row["criteria"]]
    return RubricRow(**(row | {"criteria": criteria}))


def _read(name: str) -> Any:
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
