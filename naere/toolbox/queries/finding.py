"""Finds tools by what somebody types and chooses. A fixed number of queries, however many tools.

Row-level security lets no full-text index be used (`@@` is not leakproof), so the documents of the
municipality are read through; docs/adr/0014 says what that costs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import and_, or_
from typing import Any, Final
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import (
    BooleanField,
    Case,
    Exists,
    ExpressionWrapper,
    FloatField,
    Func,
    IntegerField,
    OuterRef,
    Q,
    UUIDField,
    Value,
    When,
)
from django.utils import timezone

from naere.toolbox.enums import FacetGroup, RoundState
from naere.toolbox.models import Facet, Round, Tool, ToolDocument, ToolLink
from naere.toolbox.queries.catalogue import public_tools
from naere.toolbox.queries.matching import stand, worth_of
from naere.toolbox.queries.vocabulary import lexicon
from naere.toolbox.queries.voices import months_that_helped
from naere.toolbox.reading import Term, understand
from naere.toolbox.rules import PUBLIC_STATES
from naere.toolbox.words import FILLERS, fold, root, words_of

PAGE: Final = 12  # tools on a page of results
NEAREST: Final = 3  # that are shown where nothing fits

_CHOSEN: Final = 0.5  # a choice that a tool fits, where none fits all
EVERY: Final = ":every"  # among the keys: every document has it
_MOST_MONTHS: Final = 3  # in which a tool helped: more of them put it no higher
_GROUPS: Final = (*FacetGroup.values, "fact")


@dataclass(frozen=True)
class Asked:
    """What somebody typed and chose: keys by group, where `fact` holds keys of `facts.FACTS`."""

    text: str = ""
    chosen: dict[str, frozenset[str]] = field(default_factory=dict)
    page: int = 1

    @property
    def is_nothing(self) -> bool:
        """Whether nothing was asked for: then everything is shown."""
        return not self.text.strip() and not any(self.chosen.values())


@dataclass(frozen=True)
class Result:
    """A tool, and why it is shown: the situations that were meant come first."""

    tool: Tool
    situations: list[Facet]
    is_expired: bool
    is_gone: bool


@dataclass(frozen=True)
class Found:
    """What fits: one page of it, how many in all, and per key how many there would be with it."""

    results: list[Result]
    total: int
    counts: dict[str, int]
    page: int
    pages: int
    nearest: list[Result]


def is_anything_public() -> bool:
    """Return whether there is a tool to find."""
    return bool(public_tools().exists())


def search(asked: Asked, facets: Sequence[Facet]) -> Found:
    """Return what fits: within a group any choice does, across groups all must."""
    terms = understand(asked.text, lexicon(asked.text, facets)) if asked.text.strip() else []
    meant, over = _meant(asked, terms), _over()
    counts = _counts(asked, terms, facets)
    total = counts.pop(EVERY, 0)
    pages = max(1, -(-total // PAGE))
    page = min(asked.page, pages)
    shown = _ranked(asked, terms, over, page)
    nearest = [] if shown or asked.is_nothing else _nearest(asked, terms)
    return Found(
        results=_results(shown, meant, over),
        total=total,
        counts={key: count for key, count in counts.items() if count},
        page=page,
        pages=pages,
        nearest=_results(nearest, meant, over),
    )


def results_of(tools: Iterable[UUID]) -> list[Result]:
    """Return tools as results, in this order; one that nobody may see is left out."""
    ids = list(tools)
    return _results(ids, _Meant(frozenset(), frozenset()), _over(ids))


def expired_tools(of: Iterable[UUID] | None = None) -> set[UUID]:
    """Return the tools that a newest settled assessment has expired of; of all tools unless given."""
    settled = _among(Round.objects.filter(state=RoundState.SETTLED), of)
    newer = Round.objects.filter(
        state=RoundState.SETTLED,
        tool=OuterRef("tool"),
        perspective=OuterRef("perspective"),
        settled_at__gt=OuterRef("settled_at"),
    )
    over = Q(valid_until__lt=timezone.localdate()) | Q(valid_until__isnull=True)
    return set(settled.filter(over).exclude(Exists(newer)).values_list("tool_id", flat=True))


def gone_tools(of: Iterable[UUID] | None = None) -> set[UUID]:
    """Return the tools that are found at no link any more; of all tools unless given."""
    there = ToolLink.objects.filter(tool=OuterRef("tool"), gone_since__isnull=True)
    gone = _among(ToolLink.objects.filter(gone_since__isnull=False), of)
    return set(gone.exclude(Exists(there)).values_list("tool_id", flat=True))


@dataclass(frozen=True)
class _Over:
    """Tools that do not hold any more: an assessment has expired, or every link is gone."""

    expired: set[UUID]
    gone: set[UUID]


def _over(of: Iterable[UUID] | None = None) -> _Over:
    return _Over(expired_tools(of), gone_tools(of))


def _among(rows: Any, of: Iterable[UUID] | None) -> Any:
    return rows if of is None else rows.filter(tool__in=list(of))


# What is looked for


def _documents() -> Any:
    return ToolDocument.objects.filter(tool__state__in=PUBLIC_STATES).order_by()


def _text_fits(asked: Asked, terms: Sequence[Term]) -> Q:
    """Return what any of the terms fits; everything where nothing is typed, nothing where no word is."""
    if not asked.text.strip():
        return Q()
    return stand(terms)


def _fits(group: str, chosen: frozenset[str]) -> Q:
    """Return what fits a group: any of the chosen facets, every one of the chosen facts."""
    keys = sorted(chosen)
    if not keys:
        return Q()
    return Q(facet_keys__contains=keys) if group == "fact" else Q(facet_keys__overlap=keys)


def _all_fit(asked: Asked, but: str = "") -> Q:
    groups = (group for group in _GROUPS if group != but)
    return reduce(and_, (_fits(group, asked.chosen.get(group, frozenset())) for group in groups))


# What is found


def _ranked(asked: Asked, terms: Sequence[Term], over: _Over, page: int) -> list[UUID]:
    """Return a page of what fits: the best first, then what holds, then what helped."""
    rows = _documents().filter(_text_fits(asked, terms), _all_fit(asked))
    rows = rows.annotate(worth=worth_of(terms, asked.text))
    ordered = rows.order_by("-worth", *_last(over), *_helped(), "tool__name", "tool")
    return list(ordered.values_list("tool", flat=True)[(page - 1) * PAGE : page * PAGE])


def _last(over: _Over) -> list[Any]:
    """Return the order in which what does not hold any more comes last."""
    tools = sorted(over.expired | over.gone)
    return [_OneOf("tool", Value(tools, output_field=ArrayField(UUIDField())))] if tools else []


class _OneOf(Func):
    """Whether a value is in a list that is sent as one, however long it is."""

    template, arg_joiner = "(%(expressions)s))", " = ANY("
    output_field = BooleanField()


def _helped() -> list[Any]:
    """Return the order by the months in which a tool helped at least five: no more than three count.

    It parts what is equal and no more. The order tells nothing that the tool's page does not, and
    many answers from one place on one day are one month.
    """
    by_months: dict[int, list[UUID]] = defaultdict(list)
    for tool, months in months_that_helped(_MOST_MONTHS).items():
        by_months[months].append(tool)
    whens = [When(tool__in=tools, then=Value(months)) for months, tools in by_months.items()]
    return [Case(*whens, default=Value(0), output_field=IntegerField()).desc()] if whens else []


def _counts(asked: Asked, terms: Sequence[Term], facets: Iterable[Facet]) -> dict[str, int]:
    """Return per key how many tools fit with it: the other choices of its own group set aside."""
    # A group of which nothing is chosen counts as everything else does.
    groups = {facet.key: facet.group for facet in facets if asked.chosen.get(facet.group)}
    fits = {"all": _all_fit(asked)}
    fits |= {group: _all_fit(asked, but=group) for group in sorted(set(groups.values()))}
    # Without a look at the tools: only what is public has a document (`services.indexing`).
    documents = ToolDocument.objects.order_by().filter(_text_fits(asked, terms))
    if all(fits.values()):  # an empty one fits everything
        documents = documents.filter(reduce(or_, fits.values()))
    columns = {f"in_{name}": _as_column(fit) for name, fit in fits.items()}
    rows = _counted(documents.values_list("facet_keys", *columns.values()), len(fits))
    return {key: counts[list(fits).index(groups.get(key, "all"))] for key, *counts in rows}


def _as_column(fit: Q) -> Any:
    return ExpressionWrapper(fit, BooleanField()) if fit else Value(True)


def _counted(documents: Any, fits: int) -> list[tuple[Any, ...]]:
    """Return each key, and for each column of `documents` after its keys in how many it is true.

    Behind a fence (`OFFSET 0`): what a document fits is judged once, and not for each of its keys.
    One key more than a document has is counted, which is all of them.
    """
    try:
        inner, params = documents.query.sql_with_params()
    except EmptyResultSet:  # of what was typed nothing can be looked for
        return []
    names = [f"fit{number}" for number in range(fits)]
    counts = ", ".join(f"count(*) FILTER (WHERE {name})" for name in names)
    query = (
        f"SELECT key, {counts} FROM ({inner} OFFSET 0) AS found (keys, {', '.join(names)}),"  # noqa: S608
        " unnest(array_append(keys, %s)) AS key GROUP BY key"
    )
    with connection.cursor() as cursor:
        cursor.execute(query, [*params, EVERY])
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found


def _nearest(asked: Asked, terms: Sequence[Term]) -> list[UUID]:
    """Return the few tools that fit most of what was asked, where none fits all of it."""
    fits = [_fits(group, chosen) for group, chosen in asked.chosen.items() if chosen]
    worth: Any = worth_of(terms, asked.text)
    for one in fits:
        worth += Case(When(one, then=Value(_CHOSEN)), default=Value(0.0), output_field=FloatField())
    rows = _documents().annotate(worth=worth).filter(worth__gt=0)
    return list(rows.order_by("-worth", "tool__name").values_list("tool", flat=True)[:NEAREST])


# Why it is found


@dataclass(frozen=True)
class _Meant:
    """The situations that somebody meant: by their keys, or by words of their labels."""

    keys: frozenset[str]
    roots: frozenset[str]

    def __contains__(self, facet: Facet) -> bool:
        words = words_of(f"{facet.label_da} {facet.label_en}")
        telling = {root(fold(word)) for word in words if word not in FILLERS}
        return facet.key in self.keys or not self.roots.isdisjoint(telling)


def _meant(asked: Asked, terms: Iterable[Term]) -> _Meant:
    chosen = asked.chosen.get(FacetGroup.SITUATION, frozenset())
    keys = [chosen, *(term.keys for term in terms)]
    words = {word for term in terms for way in term.ways for word in way if word not in FILLERS}
    return _Meant(frozenset().union(*keys), frozenset(root(fold(word)) for word in words))


def _results(ids: list[UUID], meant: _Meant, over: _Over) -> list[Result]:
    rows = public_tools().filter(pk__in=ids).prefetch_related("facets")
    tools = {tool.pk: tool for tool in rows}
    return [
        Result(tools[pk], _situations(tools[pk], meant), pk in over.expired, pk in over.gone)
        for pk in ids
        if pk in tools
    ]


def _situations(tool: Tool, meant: _Meant) -> list[Facet]:
    found = [one for one in tool.facets.all() if one.group == FacetGroup.SITUATION]
    return sorted(found, key=lambda one: (one not in meant, one.order, one.label_da))
