"""A real server and real browsers, for the tests that need them.

`server` runs the program as production does (uvicorn, web role, hub) on a seeded database of its
own, one for the whole session. `page` and `open_page` give browsers, one context a party.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg
import pytest

from demo import tools
from demo.run import answers
from naere.config import env
from naere.config.embedded import WEB, EmbeddedPostgres
from tests.chromium import ARGUMENTS, find_chromium
from tests.database import SETTINGS, seeded_copy

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

PATIENCE = 40  # seconds until a server must answer
LOGS = env.ROOT / ".data" / "log"


@dataclass
class Server:
    """A running server. `kill` and `start` are for tests of what survives."""

    cluster: EmbeddedPostgres
    database: str
    port: int
    settings: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None

    @property
    def log(self) -> Path:
        """Where the server writes what it has to say."""
        return LOGS / f"test-server-{self.port}.log"

    def address(self, slug: str = "dragoer") -> str:
        """Return a municipality's address, without a slash at the end."""
        return f"http://{slug}.localhost:{self.port}"

    def start(self) -> None:
        """Start the process and wait until it answers."""
        given = {
            "DATABASE_URL": self.cluster.url(WEB, self.database),
            "DJANGO_SETTINGS_MODULE": SETTINGS,
            "NAERE_BUILT": "1",
            "NAERE_RUN_WORKER": "0",
        }
        LOGS.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                (sys.executable, "-m", "naere.config.serve", "--port", str(self.port)),
                cwd=env.ROOT,
                env=os.environ | given | self.settings,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        self._wait()

    def _wait(self) -> None:
        assert self.process is not None
        last = time.monotonic() + PATIENCE
        while not answers(self.port, f"dragoer.localhost:{self.port}"):
            over = self.process.poll() is not None or time.monotonic() > last
            assert not over, f"the server did not start:\n{self.log.read_text()[-3000:]}"
            time.sleep(0.1)

    def kill(self, number: int = signal.SIGKILL) -> None:
        """End the process with a signal and wait until it is gone."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(number)
            self.process.wait(20)

    def sql(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """Run a query as the superuser, past row-level security; returns its rows."""
        with psycopg.connect(self.cluster.url("postgres", self.database), autocommit=True) as link:
            cursor = link.execute(query, values or None)
            return cursor.fetchall() if cursor.description else []


def free_port() -> int:
    """Return a port that nobody listens on at this moment."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
    return port


@pytest.fixture(scope="session")
def built() -> None:
    """Build the front end, translations and static files, unless that was done."""
    tools.make_frontend()
    tools.make_django_files()


@pytest.fixture(scope="session")
def make_server(cluster: EmbeddedPostgres, built: None) -> Iterator[Callable[..., Server]]:
    """Return a maker of servers: `make_server(database=None, **environment)`; all end at the end.

    Without `database` a new seeded one is made; give another server's to run two on one database.
    """
    made: list[Server] = []
    own: list[str] = []

    def make(database: str | None = None, **settings: str) -> Server:
        if database is None:
            database = seeded_copy(cluster, f"live{len(own)}")
            own.append(database)
        server = Server(cluster, database, free_port(), settings)
        made.append(server)
        server.log.unlink(missing_ok=True)
        server.start()
        return server

    yield make
    for server in made:
        server.kill(signal.SIGTERM)
    for name in own:
        cluster.drop_database(name)


@pytest.fixture(scope="session")
def server(make_server: Callable[..., Server]) -> Server:
    """The session's server, seeded with the demo's municipalities and people; no Asta."""
    return make_server()


@pytest.fixture(scope="session")
def spare(make_server: Callable[..., Server]) -> Server:
    """A second server, with a database of its own, for tests that kill it or leave it untidy."""
    return make_server()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium. None to be had is a failure, never a skip."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=find_chromium(), args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Callable[..., Page]]:
    """Return a maker of pages, each in a context (a browser) of its own.

    `open_page(width=390, height=844, **context_options)`. A picture of each page is kept in
    tests/browser/shots/ when the test fails.
    """
    contexts: list[BrowserContext] = []

    def make(width: int = 390, height: int = 844, **options: Any) -> Page:
        size: Any = {"width": width, "height": height}
        context = browser.new_context(viewport=size, locale="da-DK", **options)
        context.set_default_timeout(15_000)
        contexts.append(context)
        return context.new_page()

    failed_before = request.session.testsfailed
    yield make
    for number, context in enumerate(contexts):
        if request.session.testsfailed > failed_before or _failed(request):
            _keep_pictures(context, f"{request.node.name}-{number}")
        context.close()


def _failed(request: pytest.FixtureRequest) -> bool:
    report = getattr(request.node, "report_of_call", None)
    return bool(report is not None and report.failed)


def _keep_pictures(context: BrowserContext, name: str) -> None:
    folder = env.ROOT / "tests" / "browser" / "shots"
    folder.mkdir(parents=True, exist_ok=True)
    for number, page in enumerate(context.pages):
        page.screenshot(path=folder / f"failed-{name[:80]}-{number}.png".replace("/", "_"))


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    """One page at the width of a phone (390 px)."""
    return open_page()


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: Any) -> Iterator[None]:
    """Leave the report of a test where its fixtures find it when they end."""
    outcome: Any = yield
    report = outcome.get_result()
    if report.when == "call":
        item.report_of_call = report  # type: ignore[attr-defined]
