"""bin/bench pages: which pages it measures, and what it makes of the figures."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from benchmarks import pages, toolbox_pages, views
from benchmarks.goals import conclude
from naere.tenancy.models import Municipality
from naere.toolbox.exercises import EXERCISES
from naere.toolbox.services.indexing import reindex
from tests.factories.guides import make_guide
from tests.factories.people import make_member
from tests.factories.toolbox import make_tool
from tests.tenant_client import TenantClient


def row(path: str, **changed: Any) -> dict[str, Any]:
    good = {"status": 200, "ms": 12.5, "fastest_ms": 9.0, "fewest_queries": 7, "most_queries": 7}
    seen = {"kb": 52.0, "requests": 8, "other_hosts": 0, "encoding": "gzip"}
    return {"path": path} | seen | good | changed


def test_every_youth_page_is_measured(dragoer: Municipality) -> None:
    """Read from the resolver; what is no page to look at is left out."""
    assert views.pages(TenantClient(dragoer)) == [
        "/",
        "/skriv/",
        "/retur/",
        "/hjaelp/",
        "/saadan/",
        "/om/",
        "/for-paaroerende/",
        "/privatliv/",
        "/tilgaengelighed/",
    ]


def test_every_page_of_the_toolbox_is_measured(dragoer: Municipality) -> None:
    make_member("editor")
    for name in ("Blid", "Trin", "Mod"):
        tool = make_tool(name, slug=name.lower())
        make_guide(tool)
        reindex(tool)
    paths = toolbox_pages.pages(TenantClient(dragoer), dragoer.slug)
    assert [re.sub(r"[a-z0-9]{14}", "…", path) for path in paths] == [
        "/vaerktoejer/",
        "/vaerktoej/blid/",
        "/vaerktoej/blid/vejledning/young/",
        "/vaerktoej/blid/vurdering/",
        "/vaerktoejer/sammenlign/?v=blid,mod,trin",
        "/vaerktoejer/samling/…/",
        "/vaerktoejer/indlejret/",
        "/vaerktoejer/katalog.json",
        "/gemt/",
        "/oevelser/",
        *(f"/oevelser/{one.slug}/" for one in EXERCISES),
    ]
    assert all(toolbox_pages.is_toolbox(path) for path in paths)
    assert {views._cost(TenantClient(dragoer), path, 1)["status"] for path in paths} == {200}


def test_a_toolbox_that_is_not_there_is_not_measured_in_silence(dragoer: Municipality) -> None:
    with pytest.raises(LookupError):
        toolbox_pages.pages(TenantClient(dragoer), dragoer.slug)
    assert [goal.reached for goal in pages.goals_of(pages.summarise([row("/")]))][1] is False


def test_the_costs_of_a_page(dragoer: Municipality) -> None:
    cost = pages.Cost(**views._cost(TenantClient(dragoer), "/om/", 3))
    assert (cost.path, cost.status) == ("/om/", 200)
    assert 0 < cost.fastest_ms <= cost.ms
    assert 0 < cost.fewest_queries == cost.most_queries


def test_the_worst_page_counts() -> None:
    rows = [row("/"), row("/skriv/", ms=31.0, other_hosts=2, most_queries=9)]
    summary = pages.summarise(rows)
    assert summary == {
        "front_kb": 52.0,
        "toolbox_kb": None,
        "other_hosts": 2,
        "slowest_ms": 31.0,
        "fixed_queries": False,
        "all_ok": True,
        "pages": rows,
    }
    assert pages.summarise([row("/"), row("/om/", status=500)])["all_ok"] is False


def test_queries_as_a_number_or_a_range() -> None:
    assert pages.queries_of(row("/")) == "7"
    assert pages.queries_of(row("/", most_queries=9)) == "7–9"


@pytest.mark.parametrize(
    ("changed", "missed"),
    [
        ({}, []),
        ({"kb": 100.0, "ms": 30.0}, []),
        ({"kb": 100.1}, ["front page"]),
        ({"other_hosts": 1}, ["no request"]),
        ({"ms": 30.1}, ["server median"]),
        ({"fewest_queries": 6}, ["a fixed number"]),
        ({"status": 404}, ["every page answered"]),
    ],
)
def test_goals(
    changed: dict[str, Any], missed: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    summary = pages.summarise([row("/", **changed), row("/vaerktoejer/")])
    assert conclude(pages.goals_of(summary), summary) == bool(missed)
    *lines, last = capsys.readouterr().out.splitlines()
    assert json.loads(last) == summary
    found = [line.removeprefix("MISSED").strip() for line in lines if line.startswith("MISSED")]
    assert len(lines) == 6
    assert [line.startswith(start) for line, start in zip(found, missed, strict=True)] == [
        True
    ] * len(missed)
