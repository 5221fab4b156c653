"""`bin/bench chat`: how many messages the hub stores and delivers, beside a raw echo in the same run.

Ping-pong between pairs, each message committed to PostgreSQL before it is delivered. The machine's
speed cancels out in the ratio; absolute figures are those of the machine that ran it.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from typing import Any

from benchmarks.goals import Goal, conclude
from benchmarks.ground import (
    ROOT,
    Served,
    Side,
    as_json,
    database,
    environment,
    make_pairs,
    run_load,
)

SIZES = (10, 50, 200, 1000)
IDLE = 5000
RATIO, IDLE_KB = 0.5, 40.0  # the goals


def main() -> int:
    """Measure, print a table, and one JSON object as the last line; return 1 if a goal is missed."""
    parser = argparse.ArgumentParser(prog="bin/bench chat", description=__doc__)
    parser.add_argument("--seconds", type=float, default=8.0, help="measured per size and server")
    parser.add_argument("--warm-up", type=float, default=2.0, help="seconds before each measuring")
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help="pairs, comma-separated")
    parser.add_argument("--idle", type=int, default=IDLE, help="idle sockets; 0 leaves them out")
    given = parser.parse_args()
    sizes = [int(size) for size in given.sizes.split(",")]
    with database("chat") as (_, url):
        rows = measure_all(url, sizes, given.seconds, given.warm_up)
        summary = summarise(rows)
        if given.idle:
            summary["idle_kb_per_socket"] = idle_kb(url, given.idle)
            print(f"idle: {summary['idle_kb_per_socket']} kB a socket at {given.idle} sockets")
    return conclude(goals_of(summary), summary)


def measure_all(url: str, sizes: list[int], seconds: float, warm_up: float) -> list[dict[str, Any]]:
    """Measure hub and echo in turn at each size."""
    print(
        f"{'pairs':>6} {'delivered/s':>12} {'echo/s':>9} {'ratio':>6} {'p50 ms':>8} {'p99 ms':>8}"
    )
    rows = []
    for size in sizes:
        pairs = make_pairs(url, size)
        row = {"pairs": size} | measure_one(url, pairs, seconds, warm_up)
        rows.append(row)
        print(
            f"{size:>6} {row['delivered_per_s']:>12} {row['echo_per_s']:>9} {row['ratio']:>6}"
            f" {row['p50_ms']:>8} {row['p99_ms']:>8}",
            flush=True,
        )
    return rows


def measure_one(
    url: str, pairs: list[tuple[Side, Side]], seconds: float, warm_up: float
) -> dict[str, Any]:
    """Measure the hub and the echo with the same number of sockets at work, one after the other."""
    plan = {"seconds": seconds, "warm_up": warm_up}
    with Served(url) as server:
        hub = run_load(server.port, plan | {"kind": "ping-pong", "pairs": as_json(pairs)})
    with Served(url, "benchmarks.echo:application") as server:
        # One frame of a pair is under way at a time, so one echo socket stands for one pair.
        echo = run_load(server.port, plan | {"kind": "echo", "count": len(pairs)})
    return {
        "delivered_per_s": hub["per_s"],
        "echo_per_s": echo["per_s"],
        "ratio": round(hub["per_s"] / max(1, echo["per_s"]), 3),
        "p50_ms": hub["p50_ms"],
        "p99_ms": hub["p99_ms"],
    }


def summarise(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the figures for 200 pairs (or the largest size measured), and every row."""
    main_row = next((row for row in rows if row["pairs"] == 200), rows[-1])
    return main_row | {"rows": rows}


def goals_of(summary: dict[str, Any]) -> list[Goal]:
    """Return the goals that were measured; those about 200 and 1,000 pairs need these sizes."""
    ratios = {row["pairs"]: row["ratio"] for row in summary["rows"]}
    goals = []
    if 200 in ratios:
        goals.append(Goal(f"ratio ≥ {RATIO} at 200 pairs", ratios[200], ratios[200] >= RATIO))
    if {200, 1000} <= set(ratios):
        kept = ratios[1000] >= ratios[200]
        goals.append(Goal("ratio at 1,000 pairs not below that at 200", ratios[1000], kept))
    if "idle_kb_per_socket" in summary:
        kb = summary["idle_kb_per_socket"]
        goals.append(Goal(f"an idle socket ≤ {IDLE_KB:.0f} kB", kb, kb <= IDLE_KB))
    return goals


def idle_kb(url: str, count: int) -> float:
    """Return the server's resident kB per idle socket of a conversation."""
    pairs = make_pairs(url, 100)
    with Served(url) as server:
        plan = {"kind": "idle", "count": 200, "pairs": as_json(pairs)}
        with _Holding(server.port, plan):
            before = server.resident_kb()
        with _Holding(server.port, plan | {"count": count}):
            after = server.resident_kb()
    return round((after - before) / (count - 200), 1)


class _Holding:
    """A load client that holds its sockets open."""

    def __init__(self, port: int, plan: dict[str, Any]) -> None:
        self.request = json.dumps({"port": port, "host": "bench.localhost"} | plan)

    def __enter__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.load"],
            cwd=ROOT,
            env=environment(""),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(self.request + "\n")
        self.process.stdin.flush()
        if self.process.stdout.readline().strip() != "open":
            raise RuntimeError("the sockets did not open")

    def __exit__(self, *_: object) -> None:
        self.process.communicate("stop\n")


if __name__ == "__main__":
    sys.exit(main())
