"""Where what somebody typed stands in the documents, and what a document is worth by it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, NamedTuple

from django.contrib.postgres.search import SearchQuery
from django.db.models import F, FloatField, Func, Q

from naere.toolbox.reading import Term
from naere.toolbox.words import MOST_CHARACTERS

# What a word is worth by where it stands: situation, name, line, the rest.
_WORTH: Final = {"A": 1.0, "B": 0.6, "C": 0.4, "D": 0.15}
_ROW: Final = 1.0
_LONGER: Final = 0.5  # of it, where only longer words stand: «vejret» is not «vejrkort»
_SAME_NAME: Final = 5.0  # whoever types a tool's name wants that tool


def _query(terms: Iterable[Term], weight: str = "") -> SearchQuery:
    """Return the text query for any way of any term, with a weight or anywhere."""
    either = [text for term in terms for text in _ways(term, weight)]
    return SearchQuery(" | ".join(either), config="danish", search_type="raw")


def _ways(term: Term, weight: str) -> Iterator[str]:
    colon = f":{weight}" if weight else ""
    joint = " <-> " if term.is_row else " & "
    for way in term.ways:
        yield "(" + joint.join(f"'{word}'{colon}" for word in way) + ")"
    for word in term.longer:
        yield f"'{word}'{colon}"
    if term.is_beginning:
        yield f"'{term.typed}':*{weight}"


def stand(terms: Sequence[Term], weight: str = "") -> Q:
    """Return where any of the terms stands, with a weight or anywhere."""
    has_ways = any(term.ways or term.longer or term.is_beginning for term in terms)
    text = Q(vector=_query(terms, weight)) if has_ways else Q(pk__in=[])
    keys = sorted({key for term in terms for key in term.keys}) if weight in {"", "A"} else []
    return text | Q(facet_keys__overlap=keys) if keys else text


def worth_of(terms: Sequence[Term], text: str) -> Worth:
    """Return how well a document fits what was typed; each term counts by the places where it stands."""
    return Worth(terms, text)


class Worth(Func):
    """The worth of a document by some terms and its name, written as one expression.

    Of conditions of the ORM it would be a hundred, and to write those down takes as long as to ask.
    """

    output_field = FloatField()

    def __init__(self, terms: Sequence[Term], text: str, **extra: Any) -> None:
        self.terms, self.text = tuple(terms), text
        columns = F("vector"), F("facet_keys"), F("tool__name")
        super().__init__(*columns, **extra)

    def as_sql(self, compiler: Any, _connection: Any, **_context: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        """Write the sum down: the name, and each term."""
        vector, keys, name = (compiler.compile(one)[0] for one in self.get_source_expressions())
        at = _Columns(vector, keys)
        parts = [_case(_Sql(f"lower({name}) = lower(%s)", [_plain(self.text)]), _SAME_NAME)]
        parts += [_worth_of_one(term, at) for term in self.terms]
        return _sum(parts)


class _Sql(NamedTuple):
    """A piece of SQL and what is to be filled in."""

    text: str
    params: list[Any]


class _Columns(NamedTuple):
    """Where the words and the facets of a document are."""

    vector: str
    keys: str


def _plain(text: str) -> str:
    return text[:MOST_CHARACTERS].replace("\x00", "").strip()


def _worth_of_one(term: Term, at: _Columns) -> _Sql:
    """Return what a term is worth in a document; less where only longer words stand there."""
    if term.is_row:  # one look: where two words stand side by side tells no more than that they do
        return _case(_stands(term, at), _ROW * term.weight)
    # Asked first, since most documents have none of a word: one look instead of many.
    if term == term.itself:
        return _case(_stands(term, at), _places(term, at))
    itself = _stands(term.itself, at), _places(term.itself, at)
    return _case(_stands(term, at), _case(*itself, otherwise=_places(term, at, _LONGER)))


def _places(term: Term, at: _Columns, share: float = 1.0) -> _Sql:
    """Return the sum of the places where a term stands: who says it twice means it."""
    return _sum(
        _case(_stands(term, at, weight), worth * term.weight * share)
        for weight, worth in _WORTH.items()
    )


def _stands(term: Term, at: _Columns, weight: str = "") -> _Sql:
    """Return where a term stands, with a weight or anywhere: as `stand`, for one document."""
    ways = " | ".join(_ways(term, weight))
    found = [_Sql(f"{at.vector} @@ to_tsquery('danish'::regconfig, %s)", [ways])] if ways else []
    if term.keys and weight in {"", "A"}:
        found.append(_Sql(f"{at.keys} && %s::varchar[]", [sorted(term.keys)]))
    texts = " OR ".join(one.text for one in found) or "FALSE"
    return _Sql(f"({texts})", [param for one in found for param in one.params])


def _case(when: _Sql, then: _Sql | float, otherwise: _Sql | float = 0.0) -> _Sql:
    yes, no = _number(then), _number(otherwise)
    text = f"CASE WHEN {when.text} THEN {yes.text} ELSE {no.text} END"
    return _Sql(text, [*when.params, *yes.params, *no.params])


def _number(value: _Sql | float) -> _Sql:
    return value if isinstance(value, _Sql) else _Sql("%s::float8", [value])


def _sum(parts: Iterable[_Sql]) -> _Sql:
    every = list(parts)
    text = " + ".join(one.text for one in every)
    return _Sql(f"({text})", [param for one in every for param in one.params])
