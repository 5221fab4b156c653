"""Tell every web process that something changed, by PostgreSQL's LISTEN/NOTIFY.

Sent when the transaction commits and never when it rolls back, so that nobody hears of what did
not happen. Carries ids alone; whoever listens reads the rows.
"""

from __future__ import annotations

import json
from typing import Any, Final, Literal
from uuid import UUID

from django.db import connection

CHANNEL: Final = "naere"

Kind = Literal[
    "changed", "left", "queue", "duty", "team", "call", "reports", "session", "conversation"
]


def notify(kind: Kind, municipality_id: UUID, /, **ids: Any) -> None:
    """Send `kind` with `ids` to the listeners of one municipality, on commit.

    The payload is JSON `{"k": kind, "m": municipality, …}` of at most 8,000 bytes (PostgreSQL's
    limit: a longer one is refused by the database).
    """
    payload = json.dumps({"k": kind, "m": str(municipality_id), **ids}, default=str)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, payload])
