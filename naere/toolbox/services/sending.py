"""The tools that somebody in a conversation may send, and when a volunteer's guide says not to."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from naere.toolbox.enums import Audience
from naere.toolbox.queries.cards import cards
from naere.toolbox.queries.guides import read_now
from naere.toolbox.services.readability import plain_text
from naere.toolbox.services.reading import texts_in


def tools_to_send(language: str) -> list[dict[str, Any]]:
    """Return the cards in "da" or "en", each with `notWhen`: plain text, None without a guide for volunteers."""
    limits = {
        version.guide.tool.slug: _plain(texts_in(version, language).not_when)
        for version in read_now(Audience.PEER)
    }
    return [card | {"notWhen": limits.get(card["slug"])} for card in cards(language)]


@lru_cache(maxsize=1000)
def _plain(text: str) -> str:
    """Return a published text plain, parsed once: a version never changes, and a new one is another text."""
    return plain_text(text)
