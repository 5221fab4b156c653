"""Row-level security: the database itself shows a connection one municipality's rows only.

Every tenant-owned table gets `FORCE ROW LEVEL SECURITY` in the migration that makes it (R85).
Without a tenant set, a connection sees no row and may write none.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import connection, migrations

_ENABLE = """
ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
CREATE POLICY one_municipality ON {table}
    USING (municipality_id = NULLIF(current_setting('app.tenant', true), '')::uuid)
    WITH CHECK (municipality_id = NULLIF(current_setting('app.tenant', true), '')::uuid);
"""
_DISABLE = """
DROP POLICY one_municipality ON {table};
ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY;
ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;
"""


def force_row_level_security(*tables: str) -> list[migrations.RunSQL]:
    """Return the migration operations that shut `tables` to all but one municipality at a time."""
    return [
        migrations.RunSQL(_ENABLE.format(table=table), _DISABLE.format(table=table))
        for table in tables
    ]


def set_tenant(municipality_id: UUID | None) -> Any:
    """Tell this connection's transaction which municipality it may see; None: none."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('app.tenant', %s, true)",
            [str(municipality_id) if municipality_id else ""],
        )
