"""Another municipality's rows do not exist: asked of the database itself, as the web role (R85).

Plain psycopg, without Django and without django-scopes: what the server's own login can do.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.apps import apps
from psycopg import sql

from naere.config.embedded import WEB, EmbeddedPostgres
from tests.database import empty_copy

HERE, THERE = uuid.uuid4(), uuid.uuid4()
REFUSED = (psycopg.errors.InsufficientPrivilege, psycopg.errors.RaiseException)
TABLES = sorted(
    model._meta.db_table
    for model in apps.get_models(include_auto_created=True)
    if any(field.name == "municipality" for field in model._meta.get_fields())
)
# What a row needs beside any value of the right type, where a check constraint demands more.
NEEDS: dict[str, dict[str, Any]] = {
    "tenancy_openinghours": {"closes": "11:00"},
    "conversations_epochshare": {"identity_id": uuid.uuid4()},
    "toolbox_score": {"value": 1},
    "toolbox_consensusscore": {"value": 1},
}
VALUES: dict[str, Any] = {
    "uuid": uuid.uuid4(),
    "character varying": "x",
    "text": "x",
    "smallint": 1,
    "integer": 1,
    "bigint": 1,
    "boolean": True,
    "date": "2026-11-25",
    "time without time zone": "10:00",
    "timestamp with time zone": "2026-11-25T10:00Z",
    "jsonb": "{}",
    "bytea": b"x",
    "ARRAY": "{}",
}


class Database:
    """One copy of the migrated database, with a superuser to fill it and the web role to try it."""

    def __init__(self, cluster: EmbeddedPostgres, name: str) -> None:
        self.superuser = psycopg.connect(cluster.url("postgres", name), autocommit=True)
        self.web = psycopg.connect(cluster.url(WEB, name), autocommit=True)

    def close(self) -> None:
        """Close both connections."""
        self.superuser.close()
        self.web.close()

    def be(self, tenant: uuid.UUID | None) -> None:
        """Let the web role act for a municipality, or for none."""
        self.web.execute("SELECT set_config('app.tenant', %s, false)", [str(tenant or "")])

    def row(self, table: str, municipality: uuid.UUID) -> sql.Composed:
        """Return the statement that inserts some row of `municipality` into `table`."""
        columns = self.superuser.execute(
            "SELECT column_name, data_type FROM information_schema.columns"
            " WHERE table_name = %s AND table_schema = 'public' AND is_nullable = 'NO'"
            " AND is_identity = 'NO'",
            [table],
        ).fetchall()
        values = {name: VALUES[kind] for name, kind in columns}
        values |= NEEDS.get(table, {}) | {"municipality_id": municipality}
        if "id" in values:
            values["id"] = uuid.uuid4()
        return sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(
            sql.Identifier(table),
            sql.SQL(", ").join(map(sql.Identifier, values)),
            sql.SQL(", ").join(map(sql.Literal, values.values())),
        )

    def seen(self, table: str) -> int:
        """Return how many rows the web role sees."""
        counted = self.web.execute(
            sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))
        ).fetchone()
        assert counted is not None
        return int(counted[0])


@pytest.fixture(scope="module")
def database(cluster: EmbeddedPostgres) -> Iterator[Database]:
    """A database with one row of THERE in every tenant-owned table, and none of HERE."""
    name = empty_copy(cluster, "rls")
    found = Database(cluster, name)
    # Foreign keys and triggers are not what is tried here, so the filling goes past them.
    found.superuser.execute("SET session_replication_role = replica")
    for table in TABLES:
        found.superuser.execute(found.row(table, THERE))
    yield found
    found.close()
    cluster.drop_database(name)


def test_every_table_with_a_municipality_is_known_here(database: Database) -> None:
    catalogue = database.superuser.execute(
        "SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid"
        " WHERE a.attname = 'municipality_id' AND c.relkind IN ('r', 'p')"
        " AND c.relnamespace = 'public'::regnamespace ORDER BY 1"
    ).fetchall()
    assert [name for (name,) in catalogue] == TABLES
    assert len(TABLES) > 30


def test_row_level_security_is_forced_on_all_of_them(database: Database) -> None:
    unforced = database.superuser.execute(
        "SELECT relname FROM pg_class WHERE relname = ANY(%s)"
        " AND NOT (relrowsecurity AND relforcerowsecurity)",
        [TABLES],
    ).fetchall()
    assert unforced == []


def test_each_has_exactly_one_policy_for_everyone_and_everything(database: Database) -> None:
    policies = database.superuser.execute(
        "SELECT tablename, permissive, roles, cmd FROM pg_policies ORDER BY tablename"
    ).fetchall()
    assert policies == [(table, "PERMISSIVE", ["public"], "ALL") for table in TABLES]


def test_the_web_role_has_no_way_around(database: Database) -> None:
    rights = database.superuser.execute(
        "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = %s",
        [WEB],
    ).fetchone()
    owned = database.superuser.execute(
        "SELECT relname FROM pg_class WHERE relowner = %s::regrole", [WEB]
    ).fetchall()
    memberships = database.superuser.execute(
        "SELECT roleid::regrole::text FROM pg_auth_members WHERE member = %s::regrole", [WEB]
    ).fetchall()
    assert (rights, owned, memberships) == ((False,) * 4, [], [])


@pytest.mark.parametrize("table", TABLES)
def test_the_row_is_there_for_its_own_municipality(database: Database, table: str) -> None:
    database.be(THERE)
    assert database.seen(table) == 1


@pytest.mark.parametrize("tenant", [HERE, None], ids=["another", "none"])
@pytest.mark.parametrize("table", TABLES)
def test_it_is_not_there_for_anybody_else(
    database: Database, table: str, tenant: uuid.UUID | None
) -> None:
    database.be(tenant)
    assert database.seen(table) == 0
    name = sql.Identifier(table)
    for statement in ("UPDATE {} SET municipality_id = municipality_id", "DELETE FROM {}"):
        try:
            touched = database.web.execute(sql.SQL(statement).format(name)).rowcount
        except psycopg.errors.InsufficientPrivilege:
            touched = 0  # not even granted
        assert touched == 0
    database.be(THERE)
    assert database.seen(table) == 1


@pytest.mark.parametrize("tenant", [HERE, None], ids=["another", "none"])
@pytest.mark.parametrize("table", TABLES)
def test_nobody_else_can_write_one(
    database: Database, table: str, tenant: uuid.UUID | None
) -> None:
    database.be(tenant)
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        database.web.execute(database.row(table, THERE))


@pytest.mark.parametrize("table", TABLES)
def test_a_row_cannot_be_given_away(database: Database, table: str) -> None:
    database.be(THERE)
    statement = sql.SQL("UPDATE {} SET municipality_id = {}")
    with pytest.raises(REFUSED):
        database.web.execute(statement.format(sql.Identifier(table), sql.Literal(HERE)))
    assert database.seen(table) == 1


def test_a_wrong_tenant_is_an_error_and_never_everybody(database: Database) -> None:
    database.web.execute("SELECT set_config('app.tenant', 'everyone', false)")
    with pytest.raises(psycopg.errors.InvalidTextRepresentation):
        database.seen("tenancy_profile")
