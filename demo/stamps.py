"""What was done already: a hash of what went in, kept in a file. Standard library only."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from demo.terminal import ROOT

_SKIPPED = {"node_modules", "dist", "__pycache__", ".data"}


class Stamp:
    """Remembers that a step was done for exactly these files (and `also`)."""

    def __init__(self, folder: Path, name: str, files: Iterable[Path], also: str = "") -> None:
        self.path = folder / name
        self.value = hash_of(files, also)

    def holds(self) -> bool:
        """Return whether the step was done and nothing that went in has changed."""
        return self.path.exists() and self.path.read_text() == self.value

    def set(self) -> None:
        """Note that the step is done."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_text(self.value)


def hash_of(files: Iterable[Path], also: str = "") -> str:
    """Return a hash of names and contents; a missing file counts as such."""
    digest = hashlib.sha256(also.encode())
    for path in sorted(files):
        content = path.read_bytes() if path.is_file() else b"missing"
        digest.update(str(path).encode() + b"\0" + hashlib.sha256(content).digest())
    return digest.hexdigest()


def files_in(folder: str, *endings: str) -> list[Path]:
    """Return the files below a folder of the project with these endings (any without)."""
    found = []
    for path in (ROOT / folder).rglob("*"):
        skipped = _SKIPPED.intersection(path.relative_to(ROOT).parts)
        if not skipped and path.is_file() and (not endings or path.suffix in endings):
            found.append(path)
    return found
