"""What the finder searches, written whenever something that is said of a tool changes.

A tool that nobody may see has no document, and its words are in no vocabulary.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.contrib.postgres.search import SearchVector
from django.db import connection, transaction
from django.db.models import F, Value

from naere.core.ids import new_id
from naere.tenancy.scope import current_municipality
from naere.toolbox.enums import Audience, FacetGroup, Price, SignUp
from naere.toolbox.facts import FREE, NO_SIGN_UP, OFFLINE, SHORT, SHORT_MINUTES
from naere.toolbox.models import Facet, Tool, ToolDocument, Word
from naere.toolbox.queries.guides import published_guide
from naere.toolbox.rules import PUBLIC_STATES
from naere.toolbox.words import LONGEST_WORD, fold, vocabulary

_MOST_OF_A_GUIDE: Final = 4000  # characters; the rest says little more of what a tool is for

_MORE: Final = """
INSERT INTO toolbox_word (id, municipality_id, word, folded, tools)
SELECT id, %s, word, folded, 1 FROM unnest(%s::uuid[], %s::text[], %s::text[]) AS new(id, word, folded)
ON CONFLICT (municipality_id, word) DO UPDATE SET tools = toolbox_word.tools + 1
"""


@dataclass(frozen=True)
class Said:
    """What is said of a tool, by how much it tells of when to use it: weights A to D."""

    situations: str
    name: str
    line: str
    rest: str

    def __iter__(self) -> Iterator[str]:
        return iter((self.situations, self.name, self.line, self.rest))


def reindex(tool: Tool) -> None:
    """Write what is searched of a tool anew; call it after every change of what is said of it."""
    with transaction.atomic():
        # Locked, so that the words of two changes at the same time are each counted once.
        current = Tool.objects.select_for_update(of=("self",)).get(pk=tool.pk)
        before = _words_of(current)
        after = _write(current) if current.state in PUBLIC_STATES else _forget(current)
        _count(before, after)


def reindex_tools_of(facet: Facet) -> None:
    """Write anew what is searched of every tool under a facet, whose words have changed."""
    for tool in Tool.objects.filter(facets=facet, state__in=PUBLIC_STATES):
        reindex(tool)


def reindex_all() -> None:
    """Write every document of the municipality and its vocabulary anew, from nothing."""
    with transaction.atomic():
        # Locked first, so that nobody writes a document of theirs in the meantime.
        tools = list(Tool.objects.select_for_update(of=("self",)).order_by("pk"))
        ToolDocument.objects.all().delete()
        times = Counter(
            word for tool in tools if tool.state in PUBLIC_STATES for word in _write(tool)
        )
        Word.objects.all().delete()
        Word.objects.bulk_create((_word(word, count) for word, count in times.items()), 1000)


def _word(word: str, tools: int) -> Word:
    folded = fold(word)[:LONGEST_WORD]
    return Word(municipality=current_municipality(), word=word, folded=folded, tools=tools)


def _words_of(tool: Tool) -> set[str]:
    found = ToolDocument.objects.filter(tool=tool).values_list("words", flat=True).first()
    return set(found or ())


def _forget(tool: Tool) -> set[str]:
    ToolDocument.objects.filter(tool=tool).delete()
    return set()


def _write(tool: Tool) -> set[str]:
    facets = list(tool.facets.all())
    said = _said(tool, facets)
    words = vocabulary(said)
    values = {"vector": _vector(said), "words": sorted(words), "facet_keys": _keys(tool, facets)}
    own: dict[str, Any] = {"municipality": current_municipality(), "tool": tool}
    document, _made = ToolDocument.objects.get_or_create(**own)
    ToolDocument.objects.filter(pk=document.pk).update(**values)
    return words


def _said(tool: Tool, facets: list[Facet]) -> Said:
    situations = [one for one in facets if one.group == FacetGroup.SITUATION]
    others = [one for one in facets if one.group != FacetGroup.SITUATION]
    rest = [tool.about_da, tool.about_en, *_guide(tool), *_meanings(others)]
    return Said(
        situations="\n".join(_labels(situations)),
        name=tool.name,
        line="\n".join([tool.line_da, tool.line_en, *_meanings(situations), *_labels(others)]),
        rest="\n".join(rest),
    )


def _labels(facets: Iterable[Facet]) -> list[str]:
    return [text for one in facets for text in (one.label_da, one.label_en)]


def _meanings(facets: Iterable[Facet]) -> list[str]:
    return [text for one in facets for text in (one.about_da, one.about_en)]


def _guide(tool: Tool) -> list[str]:
    """Return the young people's guide. When *not* to use a tool is nothing to find it by."""
    guide = published_guide(tool, Audience.YOUNG)
    return [text[:_MOST_OF_A_GUIDE] for text in (guide.body_da, guide.body_en)] if guide else []


def _vector(said: Said) -> Any:
    weighted = [
        SearchVector(Value(text), config="danish", weight=weight)
        for text, weight in zip(said, "ABCD", strict=True)
    ]
    return weighted[0] + weighted[1] + weighted[2] + weighted[3]


def _keys(tool: Tool, facets: list[Facet]) -> list[str]:
    facts = {
        FREE: tool.price == Price.FREE,
        NO_SIGN_UP: tool.sign_up in {SignUp.NONE, SignUp.OPTIONAL},
        OFFLINE: tool.works_offline,
        SHORT: tool.minutes is not None and tool.minutes <= SHORT_MINUTES,
    }
    return sorted([*(one.key for one in facets), *(key for key, is_so in facts.items() if is_so)])


def _count(before: set[str], after: set[str]) -> None:
    """Count the words that came and went; in order, so that two changes never wait for each other."""
    gone, come = sorted(before - after), sorted(after - before)
    if gone:
        words = Word.objects.filter(word__in=gone)
        list(words.select_for_update().order_by("word").values_list("pk"))
        words.filter(tools__lte=1).delete()
        words.update(tools=F("tools") - 1)
    if come:
        _add(come)


def _add(words: list[str]) -> None:
    ids = [new_id() for _ in words]
    folded = [fold(word)[:LONGEST_WORD] for word in words]
    with connection.cursor() as cursor:
        cursor.execute(_MORE, [current_municipality().pk, ids, words, folded])
