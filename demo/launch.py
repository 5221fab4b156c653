"""The first half of bin/demo, in whatever Python there is: checks, then everything that is built.

Standard library only. The second half, `demo.run`, takes the process over inside `.venv`.
"""

from __future__ import annotations

import argparse
import os
import socket
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from demo import tools
from demo.terminal import ROOT, Problem, answer, say, stop_on_signals

PORT = 8000


def main(arguments: Sequence[str]) -> int:
    """Build what is missing and go on in `.venv`; returns only when something is wrong."""
    options = read(arguments)
    return answer(lambda: _launch(options))


def read(arguments: Sequence[str]) -> argparse.Namespace:
    """Return the options."""
    parser = argparse.ArgumentParser(
        prog="bin/demo", description="Starts Nære on this machine, with demo data."
    )
    parser.add_argument("--port", type=int, default=PORT, help=f"the port (default {PORT})")
    parser.add_argument("--fresh", action="store_true", help="throw the demo's data away first")
    return parser.parse_args(arguments)


def _launch(options: argparse.Namespace) -> int:
    check_port(options.port)
    check_folder(ROOT)
    check_folder(data_folder().parent)
    stop_on_signals()
    say("Nære")
    tools.make_python()
    tools.make_frontend()
    tools.make_django_files()
    fresh = ("--fresh",) if options.fresh else ()
    program = (str(tools.PYTHON), "-m", "demo.run", "--port", str(options.port), *fresh)
    os.chdir(ROOT)
    os.execv(program[0], program)


def data_folder() -> Path:
    """Return where the demo's database is: NAERE_DATA, or `.data`."""
    return Path(os.environ.get("NAERE_DATA") or ROOT / ".data").resolve()


def check_port(port: int) -> None:
    """Raise Problem unless the port can be had on this machine."""
    if not 0 < port < 65536:
        raise Problem(f"There is no port {port}. Choose one from 1024 to 65535 with --port.")
    try:
        _listen(port)
    except PermissionError:
        raise Problem(
            f"Port {port} is for administrators only. Try: bin/demo --port 8000"
        ) from None
    except OSError:
        free = _listen(0)
        raise Problem(f"Port {port} is taken. Try another: bin/demo --port {free}") from None


def _listen(port: int) -> int:
    """Take a port for a moment and return its number."""
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind(("127.0.0.1", port))
        taken.listen(1)
        number: int = taken.getsockname()[1]
    return number


def check_folder(folder: Path) -> None:
    """Raise Problem unless one can write in the folder."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return
    except OSError:
        raise Problem(
            f"Nære cannot write in {folder}. Move the project to a folder of your own, or give"
            " yourself the right to write there."
        ) from None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
