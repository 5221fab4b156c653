"""`bin/bench tools`: what the finder costs with very many tools.

5,000 published tools in one municipality, each assessed six times (three from each perspective),
in a vocabulary of about 20,000 words. Server time and queries are taken in process, through every
middleware and with the page written; the last line is JSON.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from typing import Any

from benchmarks.goals import Goal, conclude, yes_or_no
from benchmarks.ground import ROOT, database, environment
from benchmarks.tool_rows import ASSESSORS

SERVER_MS = 100.0  # the goal


def main() -> int:
    """Make the rows, measure, print a table and the goals, and one JSON object as the last line; return 1 if a goal is missed."""
    parser = argparse.ArgumentParser(prog="bin/bench tools", description=__doc__)
    parser.add_argument("--tools", type=int, default=5000)
    parser.add_argument("--times", type=int, default=20, help="requests for each search")
    given = parser.parse_args()
    with database("tools") as (_, url):
        run(url, "benchmarks.tool_rows", given.tools)
        rows = json.loads(run(url, "benchmarks.tool_costs", given.times).splitlines()[-1])
    show(rows)
    summary = summarise(rows, given.tools)
    return conclude(goals_of(summary), summary)


def run(url: str, module: str, number: int) -> str:
    """Run a module of the benchmark in a process of its own and return what it printed."""
    command = [sys.executable, "-m", module, str(number)]
    done = subprocess.run(
        command, cwd=ROOT, env=environment(url), check=True, stdout=subprocess.PIPE, text=True
    )
    return done.stdout


def show(rows: list[dict[str, Any]]) -> None:
    """Print the table."""
    print(f"{'search':<60} {'server ms':>9} {'fastest':>7} {'queries':>7}")
    for row in rows:
        print(
            f"{row['path'][12:72] or '(nothing)':<60} {row['ms']:>9} {row['fastest_ms']:>7}"
            f" {row['most_queries']:>7}"
        )


def summarise(rows: list[dict[str, Any]], tools: int) -> dict[str, Any]:
    """Return the figures that the goals are about, and every row."""
    return {
        "tools": tools,
        "assessments": tools * 2 * ASSESSORS,
        "slowest_ms": max(row["ms"] for row in rows),
        "slowest_fastest_ms": max(row["fastest_ms"] for row in rows),
        "most_queries": max(row["most_queries"] for row in rows),
        "all_ok": all(row["status"] == 200 for row in rows),
        "fixed_queries": all(row["fewest_queries"] == row["most_queries"] for row in rows),
        "searches": rows,
    }


def goals_of(summary: dict[str, Any]) -> list[Goal]:
    """Return each goal beside what was measured."""
    ms = summary["slowest_ms"]
    return [
        Goal(f"server median ≤ {SERVER_MS:.0f} ms (slowest search)", ms, ms <= SERVER_MS),
        yes_or_no("a fixed number of queries for each", summary["fixed_queries"]),
        yes_or_no("every search answered", summary["all_ok"]),
    ]


if __name__ == "__main__":
    os.chdir(ROOT)
    sys.exit(main())
