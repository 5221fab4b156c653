"""Batches of messages for `append_messages`, with ciphertext that nobody needs to open."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import psycopg
from django.db import connection

STATEMENT = (
    "SELECT ord, outcome, seq FROM append_messages(%s::uuid, %s::uuid[], %s::uuid[],"
    " %s::uuid[], %s::integer[], %s::bigint[], %s::bytea[]) ORDER BY ord"
)


@dataclass(frozen=True)
class Sent:
    """A message on its way in."""

    conversation: UUID
    sender: UUID
    n: int
    epoch: int = 1
    id: UUID = field(default_factory=uuid.uuid4)
    text: bytes = b"ciphertext"


def append(tenant: UUID, *batch: Sent) -> list[tuple[str, int | None]]:
    """Append as the web role on Django's connection; returns outcome and seq in the batch's order."""
    with connection.cursor() as cursor:
        cursor.execute(STATEMENT, columns(tenant, batch))
        return [(outcome, seq) for _, outcome, seq in cursor.fetchall()]


def append_on(
    own: psycopg.Connection[Any], tenant: UUID, *batch: Sent
) -> list[tuple[str, int | None]]:
    """Append on a connection of one's own, in one transaction."""
    with own.transaction():
        own.execute("SELECT set_config('app.tenant', %s, true)", [str(tenant)])
        rows = own.execute(STATEMENT, columns(tenant, batch)).fetchall()
    return [(outcome, seq) for _, outcome, seq in rows]


def columns(tenant: UUID, batch: tuple[Sent, ...]) -> list[Any]:
    """Return the function's arguments for a batch."""
    return [
        tenant,
        [sent.conversation for sent in batch],
        [sent.id for sent in batch],
        [sent.sender for sent in batch],
        [sent.epoch for sent in batch],
        [sent.n for sent in batch],
        [sent.text for sent in batch],
    ]
