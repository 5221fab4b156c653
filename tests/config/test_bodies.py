"""A body that is too large never reaches the program."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from naere.config.bodies import MOST_THROWN_AWAY, BodyLimit

MB = 1024 * 1024


class Program:
    """Reads the whole body, as Django's handler does, and answers."""

    def __init__(self) -> None:
        self.read = 0

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        more = True
        while more:
            message = await receive()
            self.read += len(message["body"])
            more = message["more_body"]
        await send({"type": "http.response.start", "status": 200, "headers": []})


def answer(length: int | None, pieces: int, program: Program) -> tuple[int, int]:
    """Send `pieces` MB; return the status and how many pieces were taken."""
    taken, statuses = 0, []

    async def receive() -> dict[str, Any]:
        nonlocal taken
        taken += 1
        return {"type": "http.request", "body": b"\0" * MB, "more_body": taken < pieces}

    async def send(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            statuses.append(message["status"])

    headers = [] if length is None else [(b"content-length", str(length).encode())]
    scope: Any = {"type": "http", "headers": headers}
    asyncio.run(BodyLimit(program)(scope, receive, send))  # type: ignore[arg-type]
    return statuses[0], taken


def test_what_fits_is_read() -> None:
    program = Program()
    assert answer(8 * MB, 8, program) == (200, 8)
    assert program.read == 8 * MB


def test_fifty_megabytes_never_reach_the_program() -> None:
    program = Program()
    assert answer(50 * MB, 50, program) == (413, 50)
    assert program.read == 0


def test_nobody_sends_for_ever() -> None:
    assert answer(10**12, 10**6, Program()) == (413, MOST_THROWN_AWAY // MB)


@pytest.mark.parametrize("length", [None, 5])
def test_what_says_no_length_or_a_false_one_is_stopped(length: int | None) -> None:
    program = Program()
    assert answer(length, 50, program) == (413, 10)
    assert program.read == 9 * MB


def test_sockets_are_left_alone() -> None:
    seen = []

    async def program(scope: Any, receive: Any, send: Any) -> None:
        seen.append(scope["type"])

    asyncio.run(BodyLimit(program)({"type": "websocket"}, None, None))  # type: ignore[arg-type]
    assert seen == ["websocket"]
