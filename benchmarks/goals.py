"""Goals beside what was measured."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Goal:
    """What is aimed at, in words; what was measured; whether it was reached."""

    name: str
    measured: object
    reached: bool


def yes_or_no(name: str, is_so: bool) -> Goal:
    """Return a goal that is reached where something is so."""
    return Goal(name, "yes" if is_so else "no", is_so)


def print_goals(goals: list[Goal]) -> None:
    """Print each goal on a line of its own."""
    for goal in goals:
        print(f"{'reached' if goal.reached else 'MISSED':<8} {goal.name}: {goal.measured}")


def conclude(goals: list[Goal], summary: dict[str, Any]) -> int:
    """Print the goals and, last, the figures as one JSON object; returns 1 where a goal was missed.

    A short form that measures too little for a goal has no such goal, and misses none.
    """
    print_goals(goals)
    print(json.dumps(summary))
    return int(not all(goal.reached for goal in goals))
