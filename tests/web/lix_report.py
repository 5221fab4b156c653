"""What `test_lix` measured, kept until the end of the run."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest

HEAVIEST = 10


@dataclass
class Measured:
    """The average LIX over the young people's texts, and (LIX, where, sentence) of each paragraph."""

    average: float = 0.0
    paragraphs: list[tuple[float, str, str]] = field(default_factory=list)


LAST = Measured()


def write(reporter: pytest.TerminalReporter) -> None:
    """Write the average and the heaviest paragraphs, when they were measured."""
    if not LAST.paragraphs:
        return
    reporter.section(f"LIX of the young people's texts: {LAST.average:.1f} on average")
    for value, where, text in sorted(LAST.paragraphs, reverse=True)[:HEAVIEST]:
        shown = text if len(text) <= 90 else f"{text[:89]}…"
        reporter.write_line(f"{value:5.1f}  {where}: {shown}")
