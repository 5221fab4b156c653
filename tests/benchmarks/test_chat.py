"""`bin/bench chat`: its goals, and its figures on tiny numbers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from benchmarks import chat
from benchmarks.goals import conclude
from naere.config.embedded import WEB, EmbeddedPostgres
from tests.database import empty_copy


def summary(at_200: float, at_1000: float, idle: float | None = None) -> dict[str, Any]:
    rows = [{"pairs": 200, "ratio": at_200}, {"pairs": 1000, "ratio": at_1000}]
    return {"rows": rows} | ({} if idle is None else {"idle_kb_per_socket": idle})


@pytest.mark.parametrize(
    ("measured", "reached"),
    [
        (summary(0.5, 0.5, 40.0), [True, True, True]),
        (summary(0.49, 0.5, 40.1), [False, True, False]),
        (summary(0.6, 0.59), [True, False]),
        ({"rows": [{"pairs": 10, "ratio": 0.1}]}, []),
    ],
)
def test_the_goals(measured: dict[str, Any], reached: list[bool]) -> None:
    assert [goal.reached for goal in chat.goals_of(measured)] == reached
    assert conclude(chat.goals_of(measured), measured) == (False in reached)


def test_what_it_prints(
    cluster: EmbeddedPostgres, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    name = empty_copy(cluster, "bench")

    @contextmanager
    def ready(_name: str) -> Iterator[tuple[EmbeddedPostgres, str]]:
        yield cluster, cluster.url(WEB, name)

    monkeypatch.setattr(chat, "database", ready)
    arguments = [
        "bin/bench chat",
        "--sizes",
        "2",
        "--seconds",
        "0.5",
        "--warm-up",
        "0.1",
        "--idle",
        "0",
    ]
    monkeypatch.setattr("sys.argv", arguments)
    assert chat.main() == 0  # too little is measured for a goal
    cluster.drop_database(name)
    found = json.loads(capsys.readouterr().out.splitlines()[-1])
    figures = {"pairs", "delivered_per_s", "echo_per_s", "ratio", "p50_ms", "p99_ms"}
    assert set(found) == figures | {"rows"}
    assert [set(row) for row in found["rows"]] == [figures]
    assert found["delivered_per_s"] > 0
    assert found["ratio"] == round(found["delivered_per_s"] / found["echo_per_s"], 3)
