"""The server's risk words find what the young person's own device finds: the same examples try both."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from naere.tenancy.grave_words import GRAVE_WORDS
from naere.toolbox.danger import may_any_mean_danger, may_mean_danger

SOURCE = (Path(__file__).resolve().parents[2] / "frontend/young/risk.test.ts").read_text()
OWN = ["selvmord", "vil ikke leve", "gør mig ondt", "slå mig", "overdosis", "vold*", "???", "*"]


def examples(title: str) -> list[str]:
    """Return the examples of a table in the browser's tests."""
    table = re.search(rf'test\.each\(\[([^\]]*)\]\)\("{re.escape(title)}"', SOURCE)
    assert table is not None, title
    lines = (line.split("//")[0].strip().rstrip(",") for line in table[1].splitlines())
    return [line.strip('"').replace("\\n", "\n") for line in lines if line]


def test_the_browsers_own_words_are_these() -> None:
    listed = re.search(r"^const words = \[(.*)\];", SOURCE, re.MULTILINE)
    assert listed is not None
    assert re.findall(r'"([^"]+)"', listed[1]) == OWN


@pytest.mark.parametrize("text", examples("%s offers help"))
def test_danger(text: str) -> None:
    assert may_mean_danger(text, OWN)


@pytest.mark.parametrize("text", examples("%s does not"))
def test_no_danger(text: str) -> None:
    assert not may_mean_danger(text, OWN)


@pytest.mark.parametrize("text", examples("with the demo's own words, «%s» offers help"))
def test_danger_in_a_municipalitys_words(text: str) -> None:
    assert may_mean_danger(text, GRAVE_WORDS)


@pytest.mark.parametrize("text", examples("with the demo's own words, «%s» does not"))
def test_no_danger_in_a_municipalitys_words(text: str) -> None:
    assert not may_mean_danger(text, GRAVE_WORDS)


@pytest.mark.parametrize("length", [240, 600, 1000])
def test_danger_at_the_end_of_what_a_form_takes(length: int) -> None:
    assert may_mean_danger("vil ikke leve".rjust(length, "x").replace("xvil", " vil"), OWN)


def test_a_long_text_costs_no_more() -> None:
    assert not may_mean_danger("vil ikke " * 100_000, OWN)
    assert not may_mean_danger("x" * 1_000 + " selvmord", OWN), "the rest is not read"
    assert not may_mean_danger("selvmord", [])


def test_each_of_several_texts_is_read_on_its_own() -> None:
    assert may_any_mean_danger(["x" * 2_000, "selvmord"], OWN)
    assert not may_any_mean_danger(["vil ikke", "leve"], OWN)
