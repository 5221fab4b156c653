"""What a benchmark stands on: a PostgreSQL of its own, the server's own process, rows to talk in."""

from __future__ import annotations

import contextlib
import json
import os
import random
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from naere.config.embedded import OWNER, WEB, EmbeddedPostgres

ROOT = Path(__file__).resolve().parent.parent
HOST = "bench.localhost"


@dataclass(frozen=True)
class Side:
    """One participant as a load client needs it."""

    conversation: str
    identity: str
    cookie: str


def environment(database_url: str) -> dict[str, str]:
    """Return the environment of a server or a management command on `database_url`."""
    return os.environ | {
        "DATABASE_URL": database_url,
        "DJANGO_SETTINGS_MODULE": "naere.config.settings.demo",
        "NAERE_RUN_WORKER": "0",
        # Checked for each message as ever, and never reached: a benchmark writes faster than people.
        "NAERE_MESSAGE_BURST": "1000000000",
        "PYTHONPATH": str(ROOT),
    }


@contextlib.contextmanager
def database(name: str) -> Iterator[tuple[EmbeddedPostgres, str]]:
    """Give a durable server with a migrated database, and the web role's URL; all gone afterwards."""
    folder = ROOT / ".data" / f"bench-{name}"
    shutil.rmtree(folder, ignore_errors=True)
    server = EmbeddedPostgres(folder)
    server.start()
    try:
        server.make_database("bench")
        migrate(server.url(OWNER, "bench"))
        yield server, server.url(WEB, "bench")
    finally:
        server.stop("immediate")
        shutil.rmtree(folder, ignore_errors=True)


def migrate(owner_url: str) -> None:
    """Migrate as the owner role."""
    command = [sys.executable, str(ROOT / "manage.py"), "migrate", "-v", "0"]
    subprocess.run(command, check=True, env=environment(owner_url), stderr=subprocess.PIPE)


def free_port() -> int:
    """Return a port that nobody listens on, and that no outgoing connection is given.

    A client that keeps trying an address of its own machine, where nobody listens for a moment,
    may be given that very port to call from, and connects to itself: then the server cannot return.
    """
    while True:
        port = random.randrange(18_000, 30_000)
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("127.0.0.1", port))
            return port


class Served:
    """A process that serves `app` on its own port."""

    def __init__(self, url: str, app: str = "naere.config.asgi:application", port: int = 0) -> None:
        self.url, self.app, self.port = url, app, port or free_port()
        self.process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Served:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    def start(self) -> None:
        """Start the process and wait until it answers."""
        command = [
            sys.executable,
            "-m",
            "naere.config.serve",
            "--port",
            str(self.port),
            "--app",
            self.app,
        ]
        self.process = subprocess.Popen(
            command, env=environment(self.url), cwd=ROOT, stderr=subprocess.DEVNULL
        )
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and self.process.poll() is None:
            with (
                contextlib.suppress(OSError),
                socket.create_connection(("127.0.0.1", self.port), 1),
            ):
                return
            time.sleep(0.1)
        raise RuntimeError("the server did not start")

    def kill(self) -> None:
        """Kill the process without asking (SIGKILL)."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()

    def resident_kb(self) -> int:
        """Return the resident memory of the process in kB."""
        import psutil

        assert self.process is not None
        return int(psutil.Process(self.process.pid).memory_info().rss) // 1024


def make_pairs(url: str, pairs: int) -> list[tuple[Side, Side]]:
    """Make `pairs` conversations of two, with their sessions, and return both sides."""
    command = [sys.executable, "-m", "benchmarks.rows", str(pairs)]
    done = subprocess.run(
        command, env=environment(url), cwd=ROOT, check=True, capture_output=True, text=True
    )
    return [(Side(**a), Side(**b)) for a, b in json.loads(done.stdout.splitlines()[-1])]


def run_load(port: int, plan: dict[str, Any]) -> dict[str, Any]:
    """Run the load client in a process of its own and return what it measured."""
    command = [sys.executable, "-m", "benchmarks.load"]
    request = json.dumps({"port": port, "host": HOST} | plan)
    done = subprocess.run(
        command,
        input=request,
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
        env=environment(""),
    )
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


def as_json(sides: list[tuple[Side, Side]]) -> list[list[dict[str, str]]]:
    """Return pairs in the form that the load client reads."""
    return [[asdict(a), asdict(b)] for a, b in sides]
