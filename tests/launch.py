"""bin/test, its first half: makes `.venv` with what the tests need. Standard library only."""

from __future__ import annotations

import os
from collections.abc import Sequence

from demo import tools
from demo.terminal import ROOT, answer, stop_on_signals


def main(arguments: Sequence[str]) -> int:
    """Go on in `.venv`: everything, or pytest with the arguments."""
    return answer(lambda: _launch(arguments))


def _launch(arguments: Sequence[str]) -> int:
    stop_on_signals()
    tools.make_python(tools.DEVELOPMENT)
    os.chdir(ROOT)
    os.execv(str(tools.PYTHON), (str(tools.PYTHON), "-m", "tests.runner", *arguments))
