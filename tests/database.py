"""The tests' own PostgreSQL: one cluster in `.data/test-pg`, templates made once, a copy per run."""

from __future__ import annotations

import fcntl
import hashlib
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import psycopg

from naere.config import env
from naere.config.embedded import OWNER, WEB, EmbeddedPostgres

FOLDER = env.ROOT / ".data" / "test-pg"
SETTINGS = "naere.config.settings.test"
EMPTY, SEEDED = "naere_template", "naere_seeded"


@contextmanager
def running_cluster() -> Iterator[EmbeddedPostgres]:
    """Give the tests' server; whoever of several runs leaves last stops it."""
    cluster = EmbeddedPostgres(FOLDER, durable=False)
    with _open("users") as users:
        with locked():
            fcntl.flock(users, fcntl.LOCK_SH)
            cluster.start()
            _drop_left_behind(cluster)
        try:
            yield cluster
        finally:
            with locked():
                _stop_unless_used(cluster, users)


@contextmanager
def locked() -> Iterator[None]:
    """Let one run at a time start, stop and make templates."""
    with _open("lock") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def empty_copy(cluster: EmbeddedPostgres, purpose: str) -> str:
    """Return the name of a new database with every table and no row, for this process."""
    return _copy(cluster, _empty(cluster), purpose)


def seeded_copy(cluster: EmbeddedPostgres, purpose: str) -> str:
    """Return the name of a new database with the demo's data, for this process."""
    seeded = _template(cluster, SEEDED, _code(), _seed, base=_empty(cluster))
    return _copy(cluster, seeded, purpose)


def _empty(cluster: EmbeddedPostgres) -> str:
    return _template(cluster, EMPTY, _migrations(), _migrate)


def _open(name: str) -> IO[str]:
    FOLDER.parent.mkdir(exist_ok=True)
    return (FOLDER.parent / f"test-pg.{name}").open("w")


def _stop_unless_used(cluster: EmbeddedPostgres, users: IO[str]) -> None:
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return
    cluster.stop()


def _drop_left_behind(cluster: EmbeddedPostgres) -> None:
    """Drop the databases of runs that were killed: their names end in a process id."""
    for name in cluster.databases():
        purpose, _, pid = name.rpartition("_")
        if (
            purpose.startswith("naere_run")
            and not Path(f"/proc/{pid}").exists()
            and not _alive(pid)
        ):
            cluster.drop_database(name)


def _alive(pid: str) -> bool:
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _copy(cluster: EmbeddedPostgres, template: str, purpose: str) -> str:
    name = f"naere_run_{purpose}_{os.getpid()}"
    with locked():
        cluster.drop_database(name)
        cluster.make_database(name, template)
    return name


def _template(
    cluster: EmbeddedPostgres,
    kind: str,
    files: Iterable[Path],
    fill: Callable[[EmbeddedPostgres, str], None],
    base: str | None = None,
) -> str:
    """Return the template for these files, made when there is none; older ones of its kind go."""
    name = f"{kind}_{_hash(files)}"
    with locked():
        there = cluster.databases()
        if name in there:
            return name
        for old in there:
            if old.startswith(f"{kind}_"):
                cluster.drop_database(old)
        unready = f"{kind}_unready"
        cluster.make_database(unready, base)
        fill(cluster, unready)
        cluster.rename_database(unready, name)
    return name


def _migrate(cluster: EmbeddedPostgres, name: str) -> None:
    cluster.migrate(name, SETTINGS)
    # Only here: pytest-django empties the tables after a transactional test.
    with psycopg.connect(cluster.url(OWNER, name), autocommit=True) as connection:
        connection.execute(f"GRANT TRUNCATE ON ALL TABLES IN SCHEMA public TO {WEB}")


def _seed(cluster: EmbeddedPostgres, name: str) -> None:
    given = {
        "DATABASE_URL": cluster.url(WEB, name),
        "DJANGO_SETTINGS_MODULE": SETTINGS,
        "NAERE_DEMO_PAST": "0",
    }
    subprocess.run(
        (sys.executable, "-m", "demo.seed"),
        cwd=env.ROOT,
        env=os.environ | given,
        check=True,
    )


def _migrations() -> list[Path]:
    found = (env.ROOT / "naere").glob("**/migrations/*.py")
    return sorted([*found, env.ROOT / "requirements.lock"])


def _code() -> list[Path]:
    folders = ("naere", "client", "demo")
    return sorted(
        path
        for folder in folders
        for path in (env.ROOT / folder).rglob("*")
        if path.suffix in {".py", ".json", ".toml"}
    )


def _hash(files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in files:
        digest.update(str(path.relative_to(env.ROOT)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]
