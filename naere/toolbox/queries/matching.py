"""Where what somebody typed stands in the documents, and what a document is worth by it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from operator import add
from typing import Any, Final

from django.contrib.postgres.search import SearchQuery
from django.db.models import Case, FloatField, Q, Value, When

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


def worth_of(terms: Sequence[Term], text: str) -> Any:
    """Return how well a document fits what was typed; each term counts by the places where it stands."""
    whole = When(tool__name__iexact=_plain(text), then=Value(_SAME_NAME))
    start: Any = Case(whole, default=Value(0.0), output_field=FloatField())
    return reduce(lambda sum_, term: sum_ + _worth_of_one(term), terms, start)


def _plain(text: str) -> str:
    return text[:MOST_CHARACTERS].replace("\x00", "").strip()


def _worth_of_one(term: Term) -> Any:
    """Return what a term is worth in a document; less where only longer words stand there."""
    if term.is_row:  # one look: where two words stand side by side tells no more than that they do
        worth = When(stand([term]), then=Value(_ROW * term.weight))
        return Case(worth, default=Value(0.0), output_field=FloatField())
    # Asked first, since most documents have none of a word: one look instead of many.
    nowhere = When(~stand([term]), then=Value(0.0))
    if term == term.itself:
        return Case(nowhere, default=_places(term), output_field=FloatField())
    itself = When(stand([term.itself]), then=_places(term.itself))
    return Case(nowhere, itself, default=_places(term, _LONGER), output_field=FloatField())


def _places(term: Term, share: float = 1.0) -> Any:
    """Return the sum of the places where a term stands: who says it twice means it."""
    return reduce(add, (_worth_at(term, weight, share) for weight in _WORTH))


def _worth_at(term: Term, weight: str, share: float) -> Case:
    worth = Value(_WORTH[weight] * term.weight * share)
    return Case(
        When(stand([term], weight), then=worth), default=Value(0.0), output_field=FloatField()
    )
