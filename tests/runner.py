"""bin/test, its second half: every check, what it said when it failed, and a table at the end.

With arguments it is pytest alone.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from types import FrameType

from demo import tools
from demo.terminal import ROOT, Problem, say
from tests.chromium import ensure_chromium

PYTHON = sys.executable
NOWHERE = {
    "DATABASE_URL": "host=/nonexistent dbname=naere user=naere_web",
    "DJANGO_SETTINGS_MODULE": "naere.config.settings.test",
}
DJANGO = (PYTHON, "-W", "ignore::RuntimeWarning", "manage.py")
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "naere.config.settings.production",
    "NAERE_SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_",
    "NAERE_BASE_HOST": "naere.example",
    "NAERE_EMAIL_FROM": "naere@naere.example",
    "DATABASE_URL": "host=db.naere.example dbname=naere user=naere_web",
}


@dataclass(frozen=True)
class Check:
    """One thing that must hold, and the command that says whether it does."""

    name: str
    command: tuple[str, ...]
    given: dict[str, str] | None = None


@dataclass(frozen=True)
class Result:
    """What became of a check."""

    name: str
    seconds: float
    failed: bool
    output: str = ""


PYTHON_CHECKS = (
    Check("format (ruff)", (PYTHON, "-m", "ruff", "format", "--check", ".")),
    Check("lint (ruff)", (PYTHON, "-m", "ruff", "check", ".")),
    Check("imports (import-linter)", (f"{sys.prefix}/bin/lint-imports", "--no-cache")),
    Check("migrations", (*DJANGO, "makemigrations", "--check", "--dry-run"), NOWHERE),
    Check(
        "deployment (check --deploy)",
        (*DJANGO, "check", "--deploy", "--fail-level", "WARNING"),
        PRODUCTION,
    ),
    Check("translations", (*DJANGO, "build_translations", "--check"), NOWHERE),
    Check("types (mypy)", (PYTHON, "-m", "mypy"), NOWHERE),
)
FRONTEND_CHECKS = (
    Check("types (tsc)", ("npm", "run", "--silent", "check")),
    Check("front end (vitest)", ("npm", "run", "--silent", "test")),
)
# Which tests a lane has, as pytest's `-m`.
LANES = {"tests (pytest)": "not browser", "journeys (pytest)": "browser"}
_PERCENT = len("[100%]")


def main(arguments: Sequence[str]) -> int:
    """Run everything, or pytest with the arguments; 0 when all of it holds."""
    signal.signal(signal.SIGTERM, _stop)
    return _some(arguments) if arguments else _everything()


def _some(arguments: Sequence[str]) -> int:
    """Run pytest with the arguments, after what a fresh clone has not made yet."""
    try:
        tools.make_frontend()
        tools.make_django_files()
    except Problem as problem:
        say(str(problem))
        return 1
    return subprocess.run((PYTHON, "-m", "pytest", *arguments), cwd=ROOT, check=False).returncode


def _stop(number: int, frame: FrameType | None) -> None:
    sys.exit(128 + number)


def _everything() -> int:
    begun = time.monotonic()
    results = [_guarded("front end, built", tools.make_frontend)]
    with ThreadPoolExecutor(2) as lanes:
        node = tools.make_node()
        python = lanes.submit(_lane, PYTHON_CHECKS, {})
        frontend = lanes.submit(_lane, FRONTEND_CHECKS, node)
        results += python.result() + frontend.result()
    results.append(_guarded("translations and static files", tools.make_django_files))
    results.append(_guarded("Chromium", ensure_chromium))
    tests = _pytest()
    results += tests
    _show(results, time.monotonic() - begun)
    for lane in tests:
        say(f"{lane.name}: {lane.output}")
    return 1 if any(result.failed for result in results) else 0


def _lane(checks: Sequence[Check], given: dict[str, str]) -> list[Result]:
    return [_run(check, given) for check in checks]


def _run(check: Check, given: dict[str, str]) -> Result:
    begun = time.monotonic()
    done = subprocess.run(
        check.command,
        cwd=ROOT,
        env=os.environ | given | (check.given or {}),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    result = Result(
        check.name, time.monotonic() - begun, done.returncode != 0, done.stdout.rstrip()
    )
    _tell(result)
    return result


def _guarded(name: str, work: Callable[[], object]) -> Result:
    begun = time.monotonic()
    try:
        work()
        result = Result(name, time.monotonic() - begun, False)
    except Problem as problem:
        result = Result(name, time.monotonic() - begun, True, str(problem))
    _tell(result)
    return result


def _tell(result: Result) -> None:
    """Show a result at once; what a failed check said in full."""
    say(_line(result))
    if result.failed:
        say(result.output)


def _pytest() -> list[Result]:
    """Run the tests in two lanes at once: one core waits for browsers while the other works."""
    with ThreadPoolExecutor(len(LANES)) as lanes:
        running = [_begun(marked) for marked in LANES.values()]
        try:
            return list(lanes.map(_followed, LANES, running))
        except BaseException:
            for process in running:
                process.send_signal(signal.SIGINT)  # pytest then ends its servers
            raise


def _begun(marked: str) -> subprocess.Popen[str]:
    command = (PYTHON, "-m", "pytest", "-m", marked, "--durations=10", "--color=no")
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def _followed(name: str, running: subprocess.Popen[str]) -> Result:
    """Tell how far a lane is as it goes, and in one piece at its end what it said."""
    begun, said = time.monotonic(), list[str]()
    with running:
        assert running.stdout is not None
        for line in running.stdout:
            if line.rstrip().endswith("%]"):
                say(f"  {name} {line.rstrip()[-_PERCENT:]}")
            else:
                said.append(line)
    seconds = time.monotonic() - begun
    say("".join(said), end="")
    return Result(name, seconds, running.returncode != 0, said[-1].strip() if said else "")


def _show(results: Sequence[Result], seconds: float) -> None:
    say("\n" + "\n".join(_line(result) for result in results))
    failed = [result.name for result in results if result.failed]
    say(
        f"{len(results)} checks in {seconds:.0f} s; "
        + (f"failed: {', '.join(failed)}" if failed else "all hold")
    )


def _line(result: Result) -> str:
    return f"  {'FAILED' if result.failed else 'ok':<8}{result.name:<34}{result.seconds:8.1f} s"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
