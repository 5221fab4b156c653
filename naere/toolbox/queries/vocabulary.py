"""Reads of the words that a search is understood by. Two queries, whatever is typed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Count, IntegerField, Q, Subquery, Value
from django.db.models.functions import Left, Length, Right

from naere.toolbox.enums import FacetGroup
from naere.toolbox.models import Facet, Synonym, ToolDocument, Word
from naere.toolbox.reading import Known, Lexicon
from naere.toolbox.words import FILLERS, fold, typed_words

FARTHEST = 2  # letters that a word and its mistake differ in length


def lexicon(text: str, facets: Sequence[Facet]) -> Lexicon:
    """Return what is needed to understand `text`, not the whole vocabulary."""
    folded = {fold(word) for word in typed_words(text) if word not in FILLERS}
    rows = list(_near(folded).values_list("word", "folded", "tools", "all"))
    return Lexicon(
        known=[Known(word, form, tools) for word, form, tools, _all in rows],
        synonyms=list(Synonym.objects.values_list("phrase", "means")),
        labels=_labels(facets),
        tools=rows[0][3] if rows else 0,
    )


def _labels(facets: Iterable[Facet]) -> dict[str, tuple[str, str]]:
    situations = (one for one in facets if one.group == FacetGroup.SITUATION)
    return {one.key: (one.label_da, one.label_en) for one in situations}


def _near(folded: set[str]) -> Any:
    """Return the words that may be these with other endings, mistakes, parts or more before them.

    A mistake is looked for among words of about the same length that begin or end alike: of
    20,000 words some hundreds, which rapidfuzz then compares.
    """
    lengths = [len(word) for word in folded] or [0]
    alike = Q(letters__range=(min(lengths) - FARTHEST, max(lengths) + FARTHEST)) & (
        Q(first__in={letter for word in folded for letter in word[:2]})
        | Q(last__in={word[-3:] for word in folded})
    )
    parts = {part for word in folded for part in _parts_of(word)}
    wanted = alike | Q(folded__in=parts) | _ends_or_begins(folded)
    return Word.objects.annotate(
        letters=Length("folded"), first=Left("folded", 1), last=Right("folded", 3), all=_tools()
    ).filter(wanted)


def _parts_of(word: str) -> list[str]:
    cuts = range(3, len(word) - 2)
    return [part for cut in cuts for part in (word[:cut], word[cut:])]


def _ends_or_begins(folded: set[str]) -> Q:
    found = Q(pk__in=[])
    for word in folded:
        if len(word) >= 3:
            found |= Q(folded__endswith=word) | Q(folded__startswith=word)
    return found


def _tools() -> Subquery:
    """Return the number of tools that are searched, as a column."""
    one = ToolDocument.objects.order_by().annotate(one=Value(1)).values("one")
    return Subquery(one.annotate(n=Count("pk")).values("n"), output_field=IntegerField())
