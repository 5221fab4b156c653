"""bin/bench: brings what is missing and runs one benchmark in `.venv`. Standard library only."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from demo import tools
from demo.terminal import ROOT, answer, stop_on_signals

KNOWN = ("chat", "pages", "tools", "crash")


def main(arguments: Sequence[str]) -> int:
    """Run the benchmark that is named; what follows is its own."""
    if not arguments or arguments[0] not in KNOWN:
        sys.stderr.write(f"Say which: bin/bench {'|'.join(KNOWN)}\n")
        return 2
    return answer(lambda: _run(*arguments))


def _run(name: str, *rest: str) -> int:
    stop_on_signals()
    tools.make_python(tools.DEVELOPMENT)
    tools.make_frontend()
    tools.make_django_files()
    os.chdir(ROOT)
    os.execv(str(tools.PYTHON), (str(tools.PYTHON), "-m", f"benchmarks.{name}", *rest))
