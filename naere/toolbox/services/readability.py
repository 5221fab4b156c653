"""How hard a guide is to read, and which of its sentences weigh most (R50)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from naere.core.lix import lix, sentences, words
from naere.toolbox.enums import Audience
from naere.toolbox.services.markdown import LONGEST, settled

if TYPE_CHECKING:
    from markdown_it.token import Token

# The highest LIX to aim for. The young read in a hard moment; 40 is the middle of "medium".
TARGETS: Final = {Audience.YOUNG: 30, Audience.PEER: 40, Audience.PROFESSIONAL: 45}
_NAMED: Final = 3
_FEWEST_WORDS: Final = 4  # a shorter sentence says little by its LIX


@dataclass(frozen=True)
class Reading:
    """A text's LIX, the highest to aim for, and its heaviest sentences when it is above that."""

    lix: int
    target: int
    heaviest: tuple[str, ...]

    @property
    def is_easy(self) -> bool:
        """Whether the text is as easy as is aimed for."""
        return self.lix <= self.target


def reading(text: str, audience: str) -> Reading:
    """Return how hard a Markdown text is to read for an audience."""
    plain = plain_text(text)
    found, target = round(lix(plain)), TARGETS[Audience(audience)]
    return Reading(found, target, _heaviest(plain, target) if found > target else ())


def plain_text(text: str) -> str:
    """Return what is read of a Markdown text, a line for each heading, paragraph and point."""
    return "\n".join(_line(token) for token in settled(text[:LONGEST]) if token.type == "inline")


def _line(block: Token) -> str:
    return "".join(_said(block.children or []))


def _said(children: list[Token]) -> Iterator[str]:
    for token in children:
        breaks = token.type in {"softbreak", "hardbreak"}
        yield " " if breaks else token.content if token.type in {"text", "code_inline"} else ""


def _heaviest(plain: str, target: int) -> tuple[str, ...]:
    heavy = [
        (lix(sentence), sentence)
        for sentence in sentences(plain)
        if len(words(sentence)) >= _FEWEST_WORDS
    ]
    ranked = sorted((pair for pair in heavy if pair[0] > target), reverse=True)
    return tuple(sentence for _lix, sentence in ranked[:_NAMED])
