"""What the finder's form asks for, read from an address. Whatever is not known is passed over."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from urllib.parse import urlencode

from django.core.validators import slug_re
from django.http import QueryDict

from naere.toolbox.enums import FacetGroup
from naere.toolbox.facts import FACTS
from naere.toolbox.models import Facet
from naere.toolbox.queries.finding import Asked
from naere.toolbox.words import MOST_CHARACTERS

# The names in the address.
NAMES: Final[dict[str, str]] = {
    FacetGroup.SITUATION.value: "situation",
    FacetGroup.METHOD.value: "maade",
    FacetGroup.TARGET.value: "hvem",
    "fact": "krav",
}
TEXT, PAGE, COMPARED = "q", "side", "v"
MOST_COMPARED: Final = 3


def read(given: QueryDict, facets: Sequence[Facet]) -> Asked:
    """Return what was asked for; of what was typed, at most `MOST_CHARACTERS`."""
    known = {
        group: {one.key for one in facets if one.group == group} for group in FacetGroup.values
    }
    known["fact"] = set(FACTS)
    chosen = {
        group: frozenset(known[group].intersection(given.getlist(name)))
        for group, name in NAMES.items()
    }
    text = given.get(TEXT, "").replace("\x00", "")[:MOST_CHARACTERS]
    return Asked(text, chosen, _page(given.get(PAGE, "")))


def to_share(asked: Asked) -> str:
    """Return what of it may stand in an address by itself: the choices, never the words."""
    chosen = [(NAMES[group], key) for group in NAMES for key in sorted(asked.chosen[group])]
    return urlencode(chosen)


def compared(given: QueryDict) -> list[str]:
    """Return the short names of tools to compare, each once, in the order in which they were chosen."""
    slugs = (slug for one in given.getlist(COMPARED)[:20] for slug in one[:600].split(","))
    return [slug for slug in dict.fromkeys(slugs) if slug_re.match(slug)][:20]


def _page(given: str) -> int:
    return (
        int(given)
        if given.isascii() and given.isdecimal() and len(given) < 6 and given != "0"
        else 1
    )
