"""What changed from one text to another, in words that were taken out and words that came in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

_WORDS = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True)
class Piece:
    """Words that stayed ("same"), were taken out ("out") or came in ("in")."""

    kind: str
    text: str


def differences(old: str, new: str) -> list[Piece]:
    """Return `new` in pieces, with what was taken out of `old` where it stood."""
    found: list[Piece] = []
    for piece in _pieces(old.splitlines(keepends=True), new.splitlines(keepends=True)):
        if found and found[-1].kind == piece.kind:
            piece = Piece(piece.kind, found.pop().text + piece.text)
        found.append(piece)
    return found


def _pieces(old: list[str], new: list[str]) -> Iterator[Piece]:
    """Compare line by line, and the lines that differ word by word."""
    for kind, old_from, old_to, new_from, new_to in SequenceMatcher(None, old, new).get_opcodes():
        before, after = "".join(old[old_from:old_to]), "".join(new[new_from:new_to])
        if kind == "equal":
            yield Piece("same", after)
        else:
            yield from _words(before, after)


def _words(before: str, after: str) -> Iterator[Piece]:
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    for kind, old_from, old_to, new_from, new_to in SequenceMatcher(None, old, new).get_opcodes():
        if kind == "equal":
            yield Piece("same", "".join(new[new_from:new_to]))
            continue
        if old_from < old_to:
            yield Piece("out", "".join(old[old_from:old_to]))
        if new_from < new_to:
            yield Piece("in", "".join(new[new_from:new_to]))
