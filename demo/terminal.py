"""What a reader of the terminal sees: one line a step, its time, and how to stop. Standard library only."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).resolve().parent.parent
LAST_LINES = 25


class Problem(Exception):
    """Something that the reader must know, or do, in one line."""


class Stopped(Exception):
    """The reader stopped it: Ctrl-C, or SIGTERM."""


_children: list[subprocess.Popen[bytes]] = []


def stop_on_signals() -> None:
    """Turn Ctrl-C and SIGTERM into `Stopped`, and take the running child along."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _stopped)


def _stopped(number: int, frame: FrameType | None) -> None:
    for child in _children:
        end_group(child)
    raise Stopped


def end_group(child: subprocess.Popen[bytes], number: int = signal.SIGTERM) -> None:
    """Send a signal to a child and to all that it started."""
    try:
        os.killpg(child.pid, number)
    except ProcessLookupError:
        return


def see_off(child: subprocess.Popen[bytes], patience: float = 10) -> None:
    """Wait until a child that was told to stop is gone; it is killed when that takes too long."""
    try:
        child.wait(patience)
    except subprocess.TimeoutExpired:
        end_group(child, signal.SIGKILL)
        child.wait()


@contextmanager
def step(name: str) -> Iterator[None]:
    """Show a step while it goes on, then how many seconds it took."""
    begun = time.monotonic()
    say(f"  {name:<34}", end="")
    try:
        yield
    except BaseException:
        say("")
        raise
    say(f"{time.monotonic() - begun:6.1f} s")


def say(text: str, end: str = "\n") -> None:
    """Write to the terminal at once."""
    sys.stdout.write(text + end)
    sys.stdout.flush()


def run(arguments: Sequence[str], log: Path, given: Mapping[str, str] | None = None) -> None:
    """Run a program to its end, its output in `log`; raises Problem with the last of it."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as output:
        child = subprocess.Popen(
            arguments,
            cwd=ROOT,
            env=os.environ | dict(given or {}),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        _children.append(child)
        try:
            code = child.wait()
        finally:
            _children.remove(child)
            see_off(child)
    if code:
        raise Problem(f"{tail(log)}\n{Path(arguments[0]).name} failed. All it said is in {log}")


def tail(log: Path) -> str:
    """Return the last lines of a log."""
    lines = log.read_text(errors="replace").splitlines()
    return "\n".join(f"    {line}" for line in lines[-LAST_LINES:])


def answer(work: Callable[[], int]) -> int:
    """Do the work and return the exit code: a Problem is one line, not a traceback."""
    try:
        return work()
    except Problem as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    except Stopped:
        say("Stopped.")
        return 130
