"""bin/demo for real: starts, stops with everything, comes back after kill -9."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
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

    def is_serving(self) -> bool:
        """Return whether the web server answers."""
        return answers(self.port, f"dragoer.localhost:{self.port}")


def postmaster(data: Path) -> int | None:
    """Return the process id of the PostgreSQL on a data folder."""
    return EmbeddedPostgres(data / "pg").postmaster()


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
def data(request: pytest.FixtureRequest, built: None) -> Iterator[Path]:
    """A data folder; a PostgreSQL that a failed test left on it is stopped.

    Not below pytest's own, which other runs of pytest close to the server's system user.
    """
    folder = ROOT / ".data" / f"test-demo-{os.getpid()}"
    yield folder / "data"
    EmbeddedPostgres(folder / "data" / "pg").stop("immediate")
    if not request.session.testsfailed:
        shutil.rmtree(folder)


def test_start_stop_kill_and_start_again(data: Path) -> None:
    """One data folder through four starts, since making it is what takes long."""
    first = Run(data, free_port())
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
    assert postmaster(data) is None

    second = Run(data, first.port)
    second.wait_for("Ctrl-C stops everything.")
    assert "Demo data" not in second.said
    assert "Tables" not in second.said
    second.end(signal.SIGKILL)
    assert until(lambda: not second.is_serving()), "the server outlived bin/demo"
    assert postmaster(data) is not None

    third = Run(data, first.port)
    third.wait_for("Ctrl-C stops everything.")
    assert "PostgreSQL (was still running)" in third.said
    assert third.is_serving()
    assert third.end(signal.SIGINT) == 0
    assert postmaster(data) is None

    fourth = Run(data, first.port)
    fourth.wait_for("Ctrl-C stops everything.")
    [web] = [child for child in psutil.Process(fourth.process.pid).children() if _serves(child)]
    web.kill()
    assert fourth.process.wait(30) == 1
    assert "The server ended by itself." in fourth.said
    assert postmaster(data) is None


def test_stopped_while_it_starts(data: Path) -> None:
    run = Run(data, free_port())
    run.wait_for("Tables")
    assert run.end(signal.SIGTERM) == 130
    assert run.said.endswith("Stopped.\n")
    assert postmaster(data) is None
