"""A component's attributes are those that it declares: a mistyped one fails here, not in silence."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

NAERE = Path(__file__).resolve().parents[2] / "naere"
COMPONENTS = NAERE / "design" / "templates" / "cotton"
PLAIN = {"id", "class", "title", "name", "value", "hidden", "role", "lang", "form", "disabled"}
_TAG = re.compile(r"<c-([a-z-]+)((?:\s+[^\s=/>]+(?:=\"[^\"]*\")?)*)\s*/?>")
_ATTRIBUTE = re.compile(r"\s:?([a-z][\w-]*)(?:=\"[^\"]*\")?")


def declared(component: str) -> set[str]:
    source = (COMPONENTS / f"{component}.html").read_text()
    found = re.search(r"<c-vars([^>]*?)/?>", source)
    return set(_ATTRIBUTE.findall(found[1])) if found else set()


def faults(source: str) -> list[str]:
    found = []
    for name, attributes in _TAG.findall(source):
        if name in {"vars", "slot"}:
            continue
        if not (COMPONENTS / f"{name}.html").exists():
            found.append(f"no component {name}")
            continue
        extra = set(_ATTRIBUTE.findall(attributes)) - declared(name) - PLAIN
        found += [f"{name}: {a}" for a in sorted(extra) if not a.startswith(("data-", "aria-"))]
    return found


def test_every_use_of_a_component_is_declared() -> None:
    templates = [p for p in NAERE.rglob("*.html") if "<c-" in p.read_text()]
    assert len(templates) > 10
    wrong = {str(p.relative_to(NAERE)): faults(p.read_text()) for p in templates}
    assert {path: found for path, found in wrong.items() if found} == {}


def test_every_icon_that_is_asked_for_is_drawn() -> None:
    drawn = set(re.findall(r'name == "([a-z]+)"', (COMPONENTS / "icon.html").read_text()))
    asked = {
        icon
        for path in NAERE.rglob("*.html")
        for icon in re.findall(r'(?:<c-icon name|\bicon)="([a-z]+)"', path.read_text())
    }
    assert asked
    assert asked <= drawn


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('<c-button href="/" kind="primary" data-x="1">x</c-button>', []),
        ('<c-button hrf="/">x</c-button>', ["button: hrf"]),
        ("<c-buton>x</c-buton>", ["no component buton"]),
        ('<c-phone :line="line" />', []),
    ],
)
def test_the_guard_sees_a_mistake(source: str, expected: list[str]) -> None:
    assert faults(source) == expected
