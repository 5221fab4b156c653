"""Goals beside what was measured."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Goal:
    """What is aimed at, in words; what was measured; whether it was reached."""

    name: str
    measured: object
    reached: bool


def print_goals(goals: list[Goal]) -> None:
    """Print each goal on a line of its own."""
    for goal in goals:
        print(f"{'reached' if goal.reached else 'MISSED':<8} {goal.name}: {goal.measured}")
