"""bin/bench tools: what is made to be searched, and what is made of the figures."""

from __future__ import annotations

import json
import runpy
import subprocess
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from benchmarks import tool_costs, tool_rows, tools
from benchmarks.goals import conclude
from naere.tenancy.models import Municipality
from naere.tenancy.scope import tenant_scope
from naere.toolbox.models import Assessment, Tool, ToolDocument, Word
from naere.toolbox.queries.guides import unwritten


def row(path: str = "/vaerktoejer/?q=ro", **changed: Any) -> dict[str, Any]:
    good = {"status": 200, "ms": 60.0, "fastest_ms": 50.0, "fewest_queries": 19}
    return {"path": path, "most_queries": 19} | good | changed


@pytest.mark.django_db
def test_what_is_searched() -> None:
    tool_rows.main(5)
    with tenant_scope(Municipality.objects.get(slug=tool_rows.SLUG)):
        assert Tool.objects.filter(state="published").count() == ToolDocument.objects.count() == 5
        assert Assessment.objects.count() == 30
        tools_here = [tool.pk for tool in Tool.objects.all()]
        assert set(map(len, unwritten(tools_here).values())) == {0}
        assert Word.objects.count() > 100
    found = json.loads(json.dumps(tool_costs.main(1)))
    assert [one["status"] for one in found] == [200] * len(tool_costs.ASKED)
    assert {one["fewest_queries"] == one["most_queries"] for one in found} == {True}
    html = Client(HTTP_HOST="bench.localhost").get("/vaerktoejer/").content.decode()
    assert "5 værktøjer passer." in html


def test_the_slowest_search_counts() -> None:
    summary = tools.summarise([row(), row(ms=101.0, most_queries=20)], 10)
    assert summary.pop("searches") == [row(), row(ms=101.0, most_queries=20)]
    assert summary == {
        "tools": 10,
        "assessments": 60,
        "slowest_ms": 101.0,
        "slowest_fastest_ms": 50.0,
        "most_queries": 20,
        "all_ok": True,
        "fixed_queries": False,
    }


@pytest.mark.parametrize(
    ("changed", "missed"),
    [
        ({}, 0),
        ({"ms": 100.0}, 0),
        ({"ms": 100.1}, 1),
        ({"most_queries": 20}, 1),
        ({"status": 500}, 1),
    ],
)
def test_goals(changed: dict[str, Any], missed: int, capsys: pytest.CaptureFixture[str]) -> None:
    summary = tools.summarise([row(**changed)], 10)
    assert conclude(tools.goals_of(summary), summary) == missed
    *lines, last = capsys.readouterr().out.splitlines()
    assert json.loads(last) == summary
    assert (len(lines), sum(line.startswith("MISSED") for line in lines)) == (3, missed)


@pytest.mark.parametrize(("ms", "code"), [(100.0, 0), (100.1, 1)])
@pytest.mark.filterwarnings("ignore:'benchmarks.tools' found in sys.modules")
def test_a_slow_search_fails_the_command(
    ms: float, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The command as bin/bench runs it, without the rows and the measuring."""
    measured = json.dumps([row(), row(ms=ms)])

    def run(command: list[str], **_more: Any) -> subprocess.CompletedProcess[str]:
        return subprocess.CompletedProcess(command, 0, stdout=f"{measured}\n")

    monkeypatch.setattr(subprocess, "run", run)
    monkeypatch.setattr("benchmarks.ground.database", lambda _name: nullcontext(("", "postgres:")))
    monkeypatch.setattr(sys, "argv", ["tools"])
    monkeypatch.chdir(Path.cwd())  # it goes to the root itself
    with pytest.raises(SystemExit) as ended:
        runpy.run_module("benchmarks.tools", run_name="__main__")
    assert ended.value.code == code
