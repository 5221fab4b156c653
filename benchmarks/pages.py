"""`bin/bench pages`: what each youth page and each page of the toolbox costs the reader and the server.

A seeded server. The bytes, requests and hosts are Chromium's, each page on a first visit with
nothing kept, compressed as it was served (`as served` names how the page itself was); server time
and queries are taken in process, through every middleware.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from benchmarks.goals import Goal, conclude, yes_or_no
from benchmarks.ground import ROOT, Served, database, environment
from benchmarks.toolbox_pages import is_toolbox

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Request

SLUG = "dragoer"
FRONT_KB, SERVER_MS = 100.0, 30.0  # the goals


@dataclass(frozen=True)
class Visit:
    """A first visit: kB over the network (headers and compressed bodies), requests, other hosts.

    `encoding` is how the page itself was compressed, empty where it was not.
    """

    kb: float
    requests: int
    other_hosts: int
    encoding: str


@dataclass(frozen=True)
class Cost:
    """What a page costs the server: ms, and the fewest and most queries of several times.

    `fastest_ms` is beside the median `ms` for machines that have other things to do.
    """

    path: str
    status: int
    ms: float
    fastest_ms: float
    fewest_queries: int
    most_queries: int


def main() -> int:
    """Measure, print a table and the goals, and one JSON object as the last line; return 1 if a goal is missed."""
    parser = argparse.ArgumentParser(prog="bin/bench pages", description=__doc__)
    parser.add_argument("--times", type=int, default=40, help="requests for the server's time")
    given = parser.parse_args()
    with database("pages") as (_, url):
        seed(url)
        costs = server_costs(url, given.times)
        with Served(url) as server:
            visits = visit_all(server.port, [cost.path for cost in costs])
    rows = [asdict(cost) | asdict(visits[cost.path]) for cost in costs]
    show(rows)
    summary = summarise(rows)
    return conclude(goals_of(summary), summary)


def seed(url: str) -> None:
    """Fill the database with the demo's municipalities, people and past."""
    command = [sys.executable, "-m", "demo.seed"]
    subprocess.run(command, cwd=ROOT, env=environment(url), check=True)


def server_costs(url: str, times: int) -> list[Cost]:
    """Measure every youth page in a process of its own: Playwright's loop and Django's ORM do not mix."""
    command = [sys.executable, "-m", "benchmarks.views", SLUG, str(times)]
    done = subprocess.run(
        command, cwd=ROOT, env=environment(url), check=True, capture_output=True, text=True
    )
    return [Cost(**one) for one in json.loads(done.stdout.splitlines()[-1])]


def visit_all(port: int, paths: list[str]) -> dict[str, Visit]:
    """Visit each page in Chromium, each time as somebody who was never there."""
    from playwright.sync_api import sync_playwright

    from tests.chromium import ARGUMENTS, ensure_chromium

    executable = ensure_chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        found = {path: visit(browser, f"http://{SLUG}.localhost:{port}{path}") for path in paths}
        browser.close()
    return found


def visit(browser: Browser, address: str) -> Visit:
    """Load one page until the network is quiet, and a moment longer for what comes late."""
    context = browser.new_context(locale="da-DK", viewport={"width": 390, "height": 844})
    started: list[str] = []
    finished: list[Request] = []
    context.on("request", lambda request: started.append(request.url))
    context.on("requestfinished", lambda request: finished.append(request))
    page = context.new_page()
    answer = page.goto(address, wait_until="networkidle")
    assert answer is not None
    encoding = answer.headers.get("content-encoding", "")
    page.wait_for_timeout(500)
    sizes = [request.sizes() for request in finished]
    context.close()
    own = urlsplit(address).netloc
    outside = [url for url in started if urlsplit(url).netloc not in {own, ""}]
    transferred = sum(one["responseBodySize"] + one["responseHeadersSize"] for one in sizes)
    return Visit(round(transferred / 1000, 1), len(started), len(outside), encoding)


def show(rows: list[dict[str, Any]]) -> None:
    """Print the table."""
    print(
        f"{'page':<44} {'kB':>7} {'as served':>9} {'requests':>8} {'others':>6} {'server ms':>9} {'fastest':>7} {'queries':>8}"
    )
    for row in rows:
        print(
            f"{row['path'][:44]:<44} {row['kb']:>7} {row['encoding'] or 'plain':>9}"
            f" {row['requests']:>8} {row['other_hosts']:>6}"
            f" {row['ms']:>9} {row['fastest_ms']:>7} {queries_of(row):>8}"
        )


def queries_of(row: dict[str, Any]) -> str:
    """Return the number of queries, or its range."""
    fewest, most = row["fewest_queries"], row["most_queries"]
    return str(most) if fewest == most else f"{fewest}–{most}"


def summarise(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the figures that the goals are about, and every row."""
    front = next(row for row in rows if row["path"] == "/")
    return {
        "front_kb": front["kb"],
        "toolbox_kb": max((row["kb"] for row in rows if is_toolbox(row["path"])), default=None),
        "other_hosts": sum(row["other_hosts"] for row in rows),
        "slowest_ms": max(row["ms"] for row in rows),
        "fixed_queries": all(row["fewest_queries"] == row["most_queries"] for row in rows),
        "all_ok": all(row["status"] == 200 for row in rows),
        "pages": rows,
    }


def goals_of(summary: dict[str, Any]) -> list[Goal]:
    """Return each goal beside what was measured."""
    kb, others, ms = summary["front_kb"], summary["other_hosts"], summary["slowest_ms"]
    heavy = summary["toolbox_kb"]
    return [
        Goal(f"front page ≤ {FRONT_KB:.0f} kB", kb, kb <= FRONT_KB),
        # Not measured is missed.
        Goal(
            f"heaviest page of the toolbox ≤ {FRONT_KB:.0f} kB",
            heavy,
            heavy is not None and heavy <= FRONT_KB,
        ),
        Goal("no request to anyone else", others, others == 0),
        Goal(f"server median ≤ {SERVER_MS:.0f} ms (slowest page)", ms, ms <= SERVER_MS),
        yes_or_no("a fixed number of queries", summary["fixed_queries"]),
        yes_or_no("every page answered", summary["all_ok"]),
    ]


if __name__ == "__main__":
    os.chdir(ROOT)
    sys.exit(main())
