"""bin/demo for real: starts, stops with everything, comes back after kill -9."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from demo.run import answers
from demo.terminal import ROOT
from naere.config.embedded import EmbeddedPostgres
from tests.live import free_port

PATIENCE = 150  # seconds
pytestmark = pytest.mark.crash


class Run:
    """One run of bin/demo on a data folder of its own."""

    def __init__(self, data: Path, port: int) -> None:
        self.data, self.port = data, port
        data.mkdir(parents=True, exist_ok=True)
        self.output = data.parent / f"output-{time.monotonic_ns()}"
        given = {"NAERE_DATA": str(data), "NAERE_DEMO_PAST": "0", "NAERE_DEMO_ASTA": "0"}
        with self.output.open("wb") as output:
            self.process = subprocess.Popen(
                (sys.executable, str(ROOT / "bin" / "demo"), "--port", str(port)),
                env=os.environ | given,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    @property
    def said(self) -> str:
        """What it has said so far."""
        return self.output.read_text()

    def wait_for(self, text: str) -> None:
        """Wait until it has said something."""
        last = time.monotonic() + PATIENCE
        while text not in self.said:
            assert self.process.poll() is None, self.said
            assert time.monotonic() < last, self.said
            time.sleep(0.05)

    def end(self, number: int) -> int:
        """End it with a signal; returns its exit code."""
        self.process.send_signal(number)
        return self.process.wait(60)

    def postmaster(self) -> int | None:
        """Return the process id of its PostgreSQL."""
        return EmbeddedPostgres(self.data / "pg").postmaster()

    def is_serving(self) -> bool:
        """Return whether the web server answers."""
        return answers(self.port, f"dragoer.localhost:{self.port}")


def until(holds: object, seconds: float = 15) -> bool:
    """Wait until a condition holds; return whether it came to that."""
    last = time.monotonic() + seconds
    while time.monotonic() < last:
        if holds():  # type: ignore[operator]
            return True
        time.sleep(0.1)
    return False


def _serves(child: psutil.Process) -> bool:
    return "demo.serve" in child.cmdline()


@pytest.fixture
def start(built: None) -> Iterator[Callable[..., Run]]:
    """Return a maker of runs on one data folder; what a failed test left running is ended.

    The folder is not below pytest's own, which other runs of pytest close to the server's user.
    """
    folder = Path(tempfile.mkdtemp(prefix="test-demo-", dir=ROOT / ".data"))
    runs: list[Run] = []

    def make(port: int) -> Run:
        runs.append(Run(folder / "data", port))
        return runs[-1]

    yield make
    for run in runs:
        run.process.kill()
        run.process.wait()
    EmbeddedPostgres(folder / "data" / "pg").stop("immediate")
    shutil.rmtree(folder)


def test_start_stop_kill_and_start_again(start: Callable[..., Run]) -> None:
    """One data folder through four starts, since making it is what takes long."""
    first = start(free_port())
    first.wait_for("Ctrl-C stops everything.")
    for expected in (
        f"http://dragoer.localhost:{first.port}",
        f"http://ishoej.localhost:{first.port}",
        "frivillig@dragoer.example",
    ):
        assert expected in first.said
    assert re.search(r"Demo data +\d+\.\d s", first.said)
    assert first.is_serving()
    assert first.end(signal.SIGTERM) == 0
    assert not first.is_serving()
    assert first.postmaster() is None

    second = start(first.port)
    second.wait_for("Ctrl-C stops everything.")
    assert "Demo data" not in second.said
    assert "Tables" not in second.said
    second.end(signal.SIGKILL)
    assert until(lambda: not second.is_serving()), "the server outlived bin/demo"
    assert first.postmaster() is not None

    third = start(first.port)
    third.wait_for("Ctrl-C stops everything.")
    assert "PostgreSQL (was still running)" in third.said
    assert third.is_serving()
    assert third.end(signal.SIGINT) == 0
    assert first.postmaster() is None

    fourth = start(first.port)
    fourth.wait_for("Ctrl-C stops everything.")
    [web] = [child for child in psutil.Process(fourth.process.pid).children() if _serves(child)]
    web.kill()
    assert fourth.process.wait(30) == 1
    assert "The server ended by itself." in fourth.said
    assert first.postmaster() is None


def test_stopped_while_it_starts(start: Callable[..., Run]) -> None:
    run = start(free_port())
    run.wait_for("Tables")
    assert run.end(signal.SIGTERM) == 130
    assert run.said.endswith("Stopped.\n")
    assert run.postmaster() is None
