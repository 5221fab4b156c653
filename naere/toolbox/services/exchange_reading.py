"""A catalogue that somebody sent: read with care, and every fault named with where it is.

What can be said without the database is said here; `services.exchange` goes on from there.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]
from jsonschema.exceptions import ValidationError as SchemaError  # type: ignore[import-untyped]
from jsonschema.validators import extend  # type: ignore[import-untyped]

from naere.toolbox.exchange import FORMAT, SCHEMA
from naere.toolbox.services.exchange_told import where

Json = dict[str, Any]

MOST_BYTES: Final = 5 * 1024 * 1024
MOST_SHOWN: Final = 200
_MOST_COUNTED: Final = 1000
_MOST_PARTS: Final = 200_000
# The days of a tool's assessments, by the list that they stand in.
_DAYS: Final = {
    "assessments": ("settled_on", "valid_until"),
    "earlier_assessments": ("settled_on", "valid_until"),
    "withdrawn_assessments": ("withdrawn_on",),
}
_LONGEST_SAID: Final = 60
# What half of may be left where a file was cut, and the length of a sign that is written as a number.
_WHOLE: Final = ("true", "false", "null", "-", ".", "e+", "e-", "E+", "E-")
_SIGN: Final = 6
# What JSON can say and PostgreSQL cannot store: NUL, and half of a pair of surrogates.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def _fits(validator: Any, pattern: str, instance: Any, _schema: Any) -> Iterator[SchemaError]:
    """Yield a text that a pattern refuses. JSON's "$" is the very end, Python's also before a newline."""
    whole = re.sub(r"\$$", r"\\Z", pattern)
    if validator.is_type(instance, "string") and not re.search(whole, instance):
        yield SchemaError(f"{instance!r} does not match {pattern!r}")


_VALIDATOR: Final = extend(Draft202012Validator, {"pattern": _fits})(SCHEMA)
_WEB_ADDRESS: Final = URLValidator(schemes=["http", "https"])


@dataclass(frozen=True)
class Problem:
    """Something that is wrong, its JSON path, and what that points at in words."""

    path: str
    message: str
    where: str = ""


class BadFileError(Exception):
    """The file cannot be taken in; nothing of it was. `problems` are the first of `total`."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        found = [_sendable(one) for one in islice(problems, _MOST_COUNTED + 1)]
        super().__init__(f"{len(found)} problems")
        self.problems, self.total = found[:MOST_SHOWN], min(len(found), _MOST_COUNTED)
        self.more = len(found) > _MOST_COUNTED


def _sendable(problem: Problem) -> Problem:
    """Return a problem that quotes nothing that no page can hold."""
    path, message = (_UNSTORABLE.sub("\ufffd", text) for text in (problem.path, problem.message))
    return replace(problem, path=path, message=message)


@contextmanager
def in_words_of(data: Json) -> Iterator[None]:
    """Say of every fault of a catalogue which of its rows and fields it is about."""
    try:
        yield
    except BadFileError as error:
        error.problems = [replace(one, where=where(one.path, data)) for one in error.problems]
        raise


def read(data: bytes) -> Json:
    """Return the catalogue that a file holds; raises BadFileError with every fault."""
    if len(data) > MOST_BYTES:
        raise BadFileError([Problem("$", _("The file is larger than 5 MB."))])
    found = _parsed(data)
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        said = _("This is no catalogue of version 1: “format” must be “%(format)s”.")
        raise BadFileError([Problem("$.format", said % {"format": FORMAT})])
    with in_words_of(found):
        for problems in (_unstorable(found), _against_schema(found), _meaningless(found)):
            first = next(problems, None)
            if first is not None:
                raise BadFileError([first, *islice(problems, _MOST_COUNTED)])
    return found


def _parsed(data: bytes) -> Any:
    text = _decoded(data)
    try:
        return json.loads(text, parse_constant=_refuse, object_pairs_hook=_once_each)
    except RecursionError as error:
        raise BadFileError([Problem("$", _("The file is nested too deep."))]) from error
    except _DoubleNameError as error:
        said = _("The name “%(name)s” stands twice in one object.") % {
            "name": _short(error.args[0])
        }
        raise BadFileError([Problem("$", said)]) from error
    except json.JSONDecodeError as error:
        said = _("The file stops in the middle. Fetch it again.")
        if not _is_cut(text, error):
            said = _("The file is not JSON.")
        raise BadFileError([Problem(f"$ ({error.lineno}:{error.colno})", said)]) from error
    except ValueError as error:  # NaN and the like, or a number with thousands of digits
        raise BadFileError([Problem("$", _("The file is not JSON."))]) from error


def _decoded(data: bytes) -> str:
    if not data.strip():
        raise BadFileError([Problem("$", _("The file is empty."))])
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        said = _("The file is not saved as UTF-8.")
        if error.reason == "unexpected end of data":
            said = _("The file stops in the middle. Fetch it again.")
        raise BadFileError([Problem("$", said)]) from error


def _is_cut(text: str, error: json.JSONDecodeError) -> bool:
    """Whether a file was good as far as it goes."""
    rest = text[error.pos :].strip()
    if error.msg.startswith("Expecting") and any(one.startswith(rest) for one in _WHOLE):
        return True  # nothing left, or half a word
    in_a_sign = error.msg.startswith("Invalid \\uXXXX") and len(rest) < _SIGN
    return error.msg.startswith("Unterminated string") or in_a_sign


class _DoubleNameError(ValueError):
    pass


def _refuse(constant: str) -> None:
    raise ValueError(constant)


def _once_each(pairs: list[tuple[str, Any]]) -> Json:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = Counter(name for name, _value in pairs)
        raise _DoubleNameError(names.most_common(1)[0][0])
    return found


def _unstorable(data: Json) -> Iterator[Problem]:
    """Yield texts that cannot be kept; one problem alone when the file has too many parts."""
    waiting: list[tuple[str, Any]] = [("$", data)]
    seen = 0
    while waiting:
        path, value = waiting.pop()
        seen += 1
        if seen > _MOST_PARTS:
            yield Problem("$", _("The file has more than 200,000 parts."))
            return
        if isinstance(value, str) and _UNSTORABLE.search(value):
            yield Problem(path, _("A sign that cannot be kept, such as NUL."))
        elif isinstance(value, dict):
            waiting += [(f"{path}.{name}", inside) for name, inside in value.items()]
            if any(_UNSTORABLE.search(name) for name in value):
                yield Problem(path, _("A sign that cannot be kept, such as NUL."))
        elif isinstance(value, list):
            waiting += [(f"{path}[{at}]", inside) for at, inside in enumerate(value)]


def _against_schema(data: Json) -> Iterator[Problem]:
    for error in _VALIDATOR.iter_errors(data):
        yield Problem(error.json_path[:300], _said(error))


def _said(error: SchemaError) -> str:
    """Return a schema's complaint in plain words."""
    wanted: Any = error.validator_value
    kind = str(error.validator)
    if kind == "required":
        missing = error.message.partition("'")[2].partition("'")[0]
        return _("“%(name)s” is missing.") % {"name": missing}
    if kind == "additionalProperties":
        known = error.schema.get("properties", {}) if isinstance(error.schema, dict) else {}
        extra = ", ".join(_short(name) for name in error.instance if name not in known)
        return _("There is no “%(name)s” here.") % {"name": _short(extra)}
    if kind in _SENTENCES:
        names = _KINDS if kind == "type" else {}
        many = wanted if isinstance(wanted, list) else [wanted]
        shown = _listed([str(names.get(one, one)) for one in many])
        return str(_SENTENCES[kind]() % {"wanted": shown, "found": _short(error.instance)})
    return _("“%(found)s” does not fit here.") % {"found": _short(error.instance)}


def _listed(words: list[str]) -> str:
    *first, last = words
    return _("%(first)s or %(last)s") % {"first": ", ".join(first), "last": last} if first else last


_SENTENCES: Final = {
    "type": lambda: _("“%(found)s” must be: %(wanted)s."),
    "enum": lambda: _("“%(found)s” is none of: %(wanted)s."),
    "maxLength": lambda: _("The text is longer than %(wanted)s characters."),
    "maxItems": lambda: _("There are more than %(wanted)s."),
    "minimum": lambda: _("%(found)s is less than %(wanted)s."),
    "maximum": lambda: _("%(found)s is more than %(wanted)s."),
    "pattern": lambda: _("“%(found)s” is not written as it must be."),
}


# What JSON's kinds are called to whoever reads of a fault.
_KINDS: Final = {
    "string": gettext_lazy("text"),
    "integer": gettext_lazy("a whole number"),
    "number": gettext_lazy("a number"),
    "boolean": gettext_lazy("true or false"),
    "array": gettext_lazy("a list"),
    "object": gettext_lazy("an object with names"),
    "null": gettext_lazy("empty (null)"),
}


def _short(value: Any) -> str:
    text = value if isinstance(value, str) else repr(value)
    return text if len(text) <= _LONGEST_SAID else f"{text[:_LONGEST_SAID]}…"


def _meaningless(data: Json) -> Iterator[Problem]:
    """Yield what a schema cannot see: doubles, what points nowhere, days that do not exist."""
    yield from _doubles(data["organisations"], "organisations", "name")
    yield from _doubles(data["facets"], "facets", "key")
    yield from _doubles(data["tools"], "tools", "id")
    yield from _doubles(data["tools"], "tools", "slug")
    for at, one in enumerate(data["organisations"]):
        yield from _wrong_address(
            one.get("url", ""), f"$.organisations[{at}].url", may_be_empty=True
        )
    names = {one["name"] for one in data["organisations"]}
    for at, tool in enumerate(data["tools"]):
        yield from _wrong_in_tool(tool, f"$.tools[{at}]", names)


def _doubles(rows: list[Json], path: str, key: str) -> Iterator[Problem]:
    seen: set[str] = set()
    for at, row in enumerate(rows):
        if row[key] in seen:
            said = _("“%(found)s” stands here twice.") % {"found": _short(row[key])}
            yield Problem(f"$.{path}[{at}].{key}", said)
        seen.add(row[key])


def _wrong_in_tool(tool: Json, path: str, names: set[str]) -> Iterator[Problem]:
    provider, age = tool.get("provider"), tool.get("age") or {"from": None, "to": None}
    if provider is not None and provider not in names:
        said = _("“%(found)s” is none of the organisations of the file.") % {"found": provider}
        yield Problem(f"{path}.provider", said)
    if None not in age.values() and age["from"] > age["to"]:
        yield Problem(f"{path}.age", _("From must not be higher than to."))
    yield from _wrong_day(tool.get("checked_on"), f"{path}.checked_on")
    yield from _doubles_in(tool["facets"], f"{path}.facets")
    yield from _doubles_in([link["platform"] for link in tool["links"]], f"{path}.links")
    guides = [guide["audience"] for guide in tool.get("guides", [])]
    yield from _doubles_in(guides, f"{path}.guides")
    for at, link in enumerate(tool["links"]):
        on_paper = link["platform"] == "paper"
        yield from _wrong_address(link["url"], f"{path}.links[{at}].url", may_be_empty=on_paper)
    for kind, fields in _DAYS.items():
        for at, assessment in enumerate(tool.get(kind, [])):
            page = f"{path}.{kind}[{at}].page"
            yield from _wrong_address(assessment.get("page", ""), page, may_be_empty=True)
            for field in fields:
                yield from _wrong_day(assessment[field], f"{path}.{kind}[{at}].{field}")


def _doubles_in(values: list[str], path: str) -> Iterator[Problem]:
    for value, count in Counter(values).items():
        if count > 1:
            yield Problem(path, _("“%(found)s” stands here twice.") % {"found": value})


def _wrong_address(url: str, path: str, *, may_be_empty: bool) -> Iterator[Problem]:
    if not url and may_be_empty:
        return
    try:
        _WEB_ADDRESS(url)
    except ValidationError:
        yield Problem(path, _("“%(found)s” is no address of a page.") % {"found": _short(url)})


def _wrong_day(day: str | None, path: str) -> Iterator[Problem]:
    try:
        date.fromisoformat(day or "2000-01-01")
    except ValueError:
        yield Problem(path, _("“%(found)s” is no day.") % {"found": day})
