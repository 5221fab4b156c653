"""A server of somebody else, on loopback: it answers as it is told and remembers what it was asked."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answer = Callable[["Stranger", BaseHTTPRequestHandler], None]


@dataclass(frozen=True)
class Asked:
    """One request that came."""

    method: str
    path: str
    headers: dict[str, str]
    at: float


@dataclass
class Stranger:
    """The server: `says` an answer for each path; 404 for others."""

    port: int = 0
    asked: list[Asked] = field(default_factory=list)
    answers: dict[str, Answer] = field(default_factory=dict)
    sent: int = 0

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def says(self, path: str, status: int, **headers: str) -> str:
        """Let a path be answered with a status and headers (`_` for `-`); return its address."""

        def answer(_stranger: Stranger, handler: BaseHTTPRequestHandler) -> None:
            handler.send_response(status)
            for name, value in headers.items():
                handler.send_header(name.replace("_", "-"), value)
            handler.end_headers()

        self.answers[path] = answer
        return self.url(path)

    def does(self, path: str, answer: Answer) -> str:
        """Let a path be answered by a function; return its address."""
        self.answers[path] = answer
        return self.url(path)

    def methods(self, path: str) -> list[str]:
        return [one.method for one in self.asked if one.path == path]


def _nothing(_stranger: Stranger, handler: BaseHTTPRequestHandler) -> None:
    handler.send_error(404)


@contextmanager
def stranger() -> Iterator[Stranger]:
    """Run a server for the time of a test."""
    known = Stranger()

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            asked = Asked(self.command, self.path, dict(self.headers), time.monotonic())
            known.asked.append(asked)
            # Whoever asked may have gone.
            with suppress(OSError):
                known.answers.get(self.path, _nothing)(known, self)

        do_GET = do_HEAD = answer

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    known.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield known
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
