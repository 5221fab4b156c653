"""Which way a tool may go on its way to the young people (R45), without a database."""

from __future__ import annotations

from typing import Final

from naere.toolbox.enums import ToolState as S

# What the public sees: a tool under review stays, with its review said.
PUBLIC_STATES: Final = frozenset({S.PUBLISHED, S.REVIEWING})

# Retired is also where a suggestion ends that was turned down. Nothing is published from anywhere
# but an assessment or a review.
TRANSITIONS: Final[dict[S, tuple[S, ...]]] = {
    S.SUGGESTED: (S.CANDIDATE, S.RETIRED),
    S.CANDIDATE: (S.ASSESSING, S.RETIRED),
    S.ASSESSING: (S.PUBLISHED, S.RETIRED),
    S.PUBLISHED: (S.REVIEWING,),
    S.REVIEWING: (S.PUBLISHED, S.RETIRED),
    S.RETIRED: (S.CANDIDATE,),
}


def ways_from(state: str) -> tuple[S, ...]:
    """Return the states that a tool may go to from `state`."""
    return TRANSITIONS[S(state)]


def may_go(state: str, to: str) -> bool:
    """Return whether a tool may go from `state` to `to` in one step."""
    return to in ways_from(state)


def too_few(published: int, fewest: int) -> int:
    """Return how many published tools are missing to what the municipality aims for, or 0."""
    return max(fewest - published, 0)


def too_many(published: int, most: int) -> int:
    """Return by how many the published tools exceed what the municipality aims for, or 0."""
    return max(published - most, 0)
