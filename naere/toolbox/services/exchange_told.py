"""Where a fault of a catalogue is, in the words of the screens: which tool, and which of its fields."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field, Model
from django.utils.translation import gettext_lazy

from naere.toolbox.enums import Audience, Platform
from naere.toolbox.models import Facet, GuideVersion, Organisation, Tool
from naere.toolbox.services.exchange_changes import FACTS

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

_ROW: Final = re.compile(r"\$\.(tools|facets|organisations)\[(\d{1,6})\](.*)", re.DOTALL)
_STEP: Final = re.compile(r"\.(\w+)|\[(\d{1,6})\]")
_LONGEST_NAME: Final = 80
_MODELS: Final[dict[str, type[Model]]] = {
    "tools": Tool,
    "facets": Facet,
    "organisations": Organisation,
}
_NUMBERED: Final = {
    "tools": gettext_lazy("Tool no. %(number)s"),
    "facets": gettext_lazy("Facet no. %(number)s"),
    "organisations": gettext_lazy("Organisation no. %(number)s"),
}
# What a tool of a file has besides its facts.
_BESIDES: Final[dict[str, _StrPromise]] = {
    "id": gettext_lazy("stable id"),
    "state": gettext_lazy("state"),
    "state_since": gettext_lazy("state"),
    "assessments": gettext_lazy("assessments"),
    "earlier_assessments": gettext_lazy("earlier assessments"),
    "withdrawn_assessments": gettext_lazy("assessments that were given up"),
    "guides": gettext_lazy("guide"),
    "history": gettext_lazy("history"),
    "voices": gettext_lazy("what young people say"),
}


def where(path: str, data: Any) -> str:
    """Return what a JSON path points at in a catalogue: “Rolig · price”; nothing outside its rows.

    Nothing of the catalogue is taken for granted: it may be the very thing that is wrong.
    """
    found = _ROW.fullmatch(path)
    if found is None:
        return ""
    kind, at = found[1], int(found[2])
    row = _inside(data, kind, at)
    steps = _STEP.findall(found[3])
    parts = [_called(kind, at, row), *_field(kind, row, steps)]
    return " · ".join(part for part in parts if part)


def _inside(value: Any, *steps: str | int) -> Any:
    """Return what stands somewhere in a value, None when there is nothing."""
    for step in steps:
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            return None
    return value


def _called(kind: str, at: int, row: Any) -> str:
    name = _inside(row, "label", "da") if kind == "facets" else _inside(row, "name")
    if isinstance(name, str) and name.strip() and name.isprintable():
        return name.strip()[:_LONGEST_NAME]
    return _NUMBERED[kind] % {"number": at + 1}


def _field(kind: str, row: Any, steps: Sequence[tuple[str, str]]) -> Iterator[str]:
    words = [word for word, _at in steps if word]
    if not words:
        return
    first, model = words[0], _MODELS[kind]
    if kind == "tools" and first in _BESIDES:
        yield str(_BESIDES[first])
    else:
        yield _verbose(model, words) or (_fact(first) if kind == "tools" else "")
    if first in ("links", "guides") and len(steps) > 1 and steps[1][1]:
        yield _entry(_inside(row, first, int(steps[1][1])))
    if first == "guides":
        yield _verbose(GuideVersion, words[1:])


def _fact(field: str) -> str:
    return str(FACTS[field][0]) if field in FACTS else ""


def _entry(entry: Any) -> str:
    """Return where a link leads, or for whom a guide is."""
    labels = dict(Platform.choices) | dict(Audience.choices)
    value = _inside(entry, "platform") or _inside(entry, "audience")
    return str(labels.get(value, "")) if isinstance(value, str) else ""


def _verbose(model: type[Model], words: Sequence[str]) -> str:
    """Return what a model calls a field: of one in two languages the file says which, or it is Danish."""
    for name in ("_".join(words[:2]), *words[:1], *(f"{word}_da" for word in words[:1])):
        try:
            field = model._meta.get_field(name)
        except FieldDoesNotExist:
            continue
        if isinstance(field, Field) and not field.is_relation:
            return str(field.verbose_name)
    return ""
