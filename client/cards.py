"""A tool inside a message (`docs/protocol.md`, "Message"): what may be in it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from client.protocol import Body

MOST_NAME, MOST_LINE = 80, 160  # characters
_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_SLUG = re.compile(r"[A-Za-z0-9_-]{1,60}")
_TURNS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True)
class Card:
    """What the sender saw of a tool. Its link is made from `slug`, to a page of the reader's own site."""

    id: str
    slug: str
    name: str
    line: str

    @property
    def page(self) -> str:
        """The address of our page about it."""
        return f"/vaerktoej/{self.slug}/"


def card_body(tool: Mapping[str, Any]) -> Body:
    """The body that hands over a tool of `GET /api/staff/tools`; the time is the sender's to add.

    Raises ValueError for what no reader would show.
    """
    card = read_card({"kind": "tool", "tool": dict(tool)})
    if card is None:
        raise ValueError("not a tool that can be sent")
    return {"kind": "tool", "tool": asdict(card)}


def read_card(body: Body | None) -> Card | None:
    """The card of a message, or None for another kind and for what is malformed."""
    tool = (body or {}).get("tool") if (body or {}).get("kind") == "tool" else None
    if not isinstance(tool, dict):
        return None
    found = [tool.get(part) for part in ("id", "slug", "name", "line")]
    if not all(isinstance(part, str) for part in found):
        return None
    card = Card(*map(str, found))
    return card if _is_whole(card) else None


def _is_whole(card: Card) -> bool:
    known = _ID.fullmatch(card.id) and _SLUG.fullmatch(card.slug)
    named = bool(card.name.strip()) and _is_plain(card.name, MOST_NAME)
    return bool(known) and named and _is_plain(card.line, MOST_LINE)


def _is_plain(text: str, most: int) -> bool:
    hidden = _TURNS.search(text) or any(unicodedata.category(char) == "Cc" for char in text)
    return len(text) <= most and not hidden
