"""A PostgreSQL of its own, with all its care for what is committed, that a test may stop at once."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from naere.config import env
from naere.config.embedded import EmbeddedPostgres
from tests.database import empty_copy

PREFIX = "test-durable-"


@contextmanager
def durable_cluster(source: EmbeddedPostgres) -> Iterator[EmbeddedPostgres]:
    """Give a running server; everything of it is gone afterwards."""
    _clear_left_behind()
    folder = env.ROOT / ".data" / f"{PREFIX}{os.getpid()}"
    shutil.rmtree(folder, ignore_errors=True)
    cluster = EmbeddedPostgres(folder)
    cluster.start()
    try:
        yield cluster
    finally:
        _remove(folder)


def bring_over(source: EmbeddedPostgres, target: EmbeddedPostgres, name: str) -> None:
    """Make database `name` in `target` with every table: a dump is quicker than migrating again."""
    copy = empty_copy(source, f"dump_{name}")
    try:
        target.make_database(name)
        dump = subprocess.run(
            (str(source.bin_path / "pg_dump"), source.url("postgres", copy)),
            check=True,
            capture_output=True,
        )
        restore = (str(target.bin_path / "psql"), "-qX", "-v", "ON_ERROR_STOP=1")
        subprocess.run(
            (*restore, target.url("postgres", name)),
            input=dump.stdout,
            check=True,
            capture_output=True,
        )
    finally:
        source.drop_database(copy)


def _clear_left_behind() -> None:
    """Remove the servers of test runs that were killed."""
    for folder in (env.ROOT / ".data").glob(f"{PREFIX}*"):
        if not Path(f"/proc/{folder.name.removeprefix(PREFIX)}").exists():
            _remove(folder)


def _remove(folder: Path) -> None:
    EmbeddedPostgres(folder).stop("immediate")
    shutil.rmtree(folder, ignore_errors=True)
