"""The hub's own SQL: group commit of messages, catch-up, what is seen, who is still there.

Everything runs inside a transaction that names the municipality, under row-level security.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import psycopg
from psycopg import AsyncConnection
from psycopg_pool import AsyncConnectionPool

from naere.conversations.hub import packed
from naere.core.binary import to_text

if TYPE_CHECKING:
    from naere.conversations.hub.frames import Send
    from naere.conversations.hub.seats import Seat

Connection = AsyncConnection[Any]

_SET_TENANT = "SELECT set_config('app.tenant', %s, true)"
# The municipality, the notes to other processes and the messages in one statement: one round trip,
# one commit. The subquery is volatile, so it is evaluated before the function that needs it.
_APPEND = """
SELECT a.ord, a.outcome, a.seq, a.stored_at
FROM (
    SELECT set_config('app.tenant', %s, true) AS tenant,
        (SELECT count(pg_notify('naere', note)) FROM unnest(%s::text[]) note)
) s
CROSS JOIN LATERAL append_messages(
    s.tenant::uuid, %s::uuid[], %s::uuid[], %s::uuid[], %s::integer[], %s::bigint[], %s::bytea[]
) a
"""
MOST_ROWS = 500  # the limit of the next statement
_AFTER = (
    "SELECT seq, message_id, epoch, sender, n, ciphertext, stored_at FROM conversations_message"
    " WHERE municipality_id = %s AND conversation_id = %s AND seq > %s"
    " ORDER BY seq LIMIT 500"
)
_STANDING = (
    "SELECT (SELECT COALESCE(max(m.seq), 0) FROM conversations_message m"
    "  WHERE m.municipality_id = c.municipality_id AND m.conversation_id = c.id), c.state, c.kind,"
    " (SELECT json_object_agg(p.identity_id, p.seen_seq) FROM conversations_participant p"
    "  WHERE p.municipality_id = c.municipality_id AND p.conversation_id = c.id AND p.left_at IS NULL)"
    " FROM conversations_conversation c WHERE c.municipality_id = %s AND c.id = %s"
)
_SEEN = (
    "UPDATE conversations_participant SET seen_seq = s.seq"
    " FROM unnest(%s::uuid[], %s::uuid[], %s::bigint[]) AS s(conversation_id, identity_id, seq)"
    " WHERE municipality_id = %s AND conversations_participant.conversation_id = s.conversation_id"
    " AND conversations_participant.identity_id = s.identity_id AND left_at IS NULL"
    " AND seen_seq < s.seq"
)
_HERE = (
    "UPDATE conversations_conversation SET present_at = now()"
    " WHERE municipality_id = %s AND id = ANY(%s::uuid[]) AND state = 'waiting'"
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a message: "stored" or "duplicate" with its place, else an error's code."""

    code: str
    seq: int
    at: str


@dataclass(frozen=True, slots=True)
class Row:
    """A stored message, ready to be written as a frame."""

    seq: int
    id: str
    epoch: int
    sender: str
    n: int
    text: str
    at: str


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a conversation is when somebody comes in."""

    last_seq: int
    state: str
    kind: str
    seen: dict[str, int]


def iso(moment: datetime) -> str:
    """Return a time as the wire has it: UTC, milliseconds."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


class Store:
    """The hub's connections to PostgreSQL."""

    def __init__(self, conninfo: str) -> None:
        self.pool = AsyncConnectionPool(
            conninfo,
            min_size=1,
            max_size=6,
            open=False,
            timeout=30,
            # Attempts come ever more seldom: given up soon, and begun anew by `wake`.
            reconnect_timeout=2,
            kwargs={"autocommit": True},
        )
        self.conninfo = conninfo
        self.writer: Connection | None = None

    async def open(self) -> None:
        """Open the pool; the database may come later."""
        await self.pool.open(wait=False)

    async def wake(self) -> None:
        """Have the pool connect now: the database is back, and some wait already."""
        async with self.pool.connection():
            pass

    async def close(self) -> None:
        """Close every connection."""
        if self.writer is not None:
            await self.writer.close()
        await self.pool.close()

    @asynccontextmanager
    async def tenant(self, tenant: str) -> AsyncIterator[Connection]:
        """Give a transaction bound to a municipality."""
        async with self.pool.connection() as connection, connection.transaction():
            await connection.execute(_SET_TENANT, [tenant])
            yield connection

    async def append(
        self, batches: dict[str, list[tuple[Seat, Send]]], notes: list[str]
    ) -> dict[str, list[Outcome]]:
        """Commit every message of every municipality in one transaction; returns outcomes in order.

        The notes go to the other processes when it commits.
        """
        connection = await self._writer()
        try:
            if len(batches) == 1:
                return await self._append_one(connection, batches, notes)
            return await self._append_many(connection, batches, notes)
        except (psycopg.OperationalError, psycopg.InterfaceError):
            await connection.close()
            raise

    async def _append_one(
        self, connection: Connection, batches: dict[str, list[tuple[Seat, Send]]], notes: list[str]
    ) -> dict[str, list[Outcome]]:
        ((tenant, batch),) = batches.items()
        cursor = await connection.execute(_APPEND, _columns(tenant, notes, batch))
        return {tenant: await _outcomes(cursor)}

    async def _append_many(
        self, connection: Connection, batches: dict[str, list[tuple[Seat, Send]]], notes: list[str]
    ) -> dict[str, list[Outcome]]:
        cursors = {}
        async with connection.pipeline(), connection.transaction():
            for tenant in sorted(batches):
                columns = _columns(tenant, notes, batches[tenant])
                cursors[tenant] = await connection.execute(_APPEND, columns)
                notes = []
        # Read after the commit came back: one round trip for the whole transaction.
        return {tenant: await _outcomes(cursor) for tenant, cursor in cursors.items()}

    async def _writer(self) -> Connection:
        """Return the writer's own connection: its one statement stays prepared there."""
        if self.writer is None or self.writer.closed:
            self.writer = await AsyncConnection.connect(
                self.conninfo, autocommit=True, prepare_threshold=0
            )
            self.writer.adapters.register_dumper(packed.Array, packed.ArrayDumper)
        return self.writer

    async def after(self, seat: Seat, seq: int) -> list[Row]:
        """Return up to 500 messages of the seat's conversation after `seq`."""
        async with self.tenant(seat.tenant) as connection:
            cursor = await connection.execute(
                _AFTER, [seat.tenant, seat.conversation, seq], binary=True
            )
            return _rows(await cursor.fetchall())

    async def arrive(self, seat: Seat, seq: int) -> tuple[Standing | None, list[Row]]:
        """Return the seat's standing and the first messages after `seq`, in one round trip."""
        async with self.pool.connection() as connection:
            async with connection.pipeline(), connection.transaction():
                await connection.execute(_SET_TENANT, [seat.tenant])
                standing = await connection.execute(_STANDING, [seat.tenant, seat.conversation])
                after = await connection.execute(
                    _AFTER, [seat.tenant, seat.conversation, seq], binary=True
                )
            return _standing(await standing.fetchone()), _rows(await after.fetchall())

    async def standing(self, seat: Seat) -> Standing | None:
        """Return where the seat's conversation is, or None when it is gone."""
        async with self.tenant(seat.tenant) as connection:
            cursor = await connection.execute(_STANDING, [seat.tenant, seat.conversation])
            return _standing(await cursor.fetchone())

    async def seen(self, tenant: str, seen: dict[tuple[str, str], int]) -> None:
        """Store how far participants have read."""
        pairs = list(seen)
        async with self.tenant(tenant) as connection:
            await connection.execute(
                _SEEN,
                [[c for c, _ in pairs], [i for _, i in pairs], list(seen.values()), tenant],
            )

    async def here(self, tenant: str, conversations: list[str]) -> None:
        """Keep the places of those who wait with an open socket."""
        async with self.tenant(tenant) as connection:
            await connection.execute(_HERE, [tenant, conversations])

    async def tell(self, note: str) -> None:
        """Tell the other processes something that need not be durable."""
        async with self.pool.connection() as connection:
            await connection.execute("SELECT pg_notify('naere', %s)", [note])


def _standing(row: tuple[Any, ...] | None) -> Standing | None:
    return Standing(row[0], row[1], row[2], row[3] or {}) if row else None


def _rows(rows: list[tuple[Any, ...]]) -> list[Row]:
    return [
        Row(seq, str(mid), epoch, str(sender), n, to_text(data), iso(at))
        for seq, mid, epoch, sender, n, data, at in rows
    ]


def _columns(tenant: str, notes: list[str], batch: list[tuple[Seat, Send]]) -> list[Any]:
    """Return the statement's parameters, each array as PostgreSQL reads it: nothing to parse there."""
    return [
        tenant,
        notes,
        packed.array(packed.UUIDS, [packed.uuid(seat.conversation) for seat, _ in batch]),
        packed.array(packed.UUIDS, [packed.fresh_uuid(send.id) for _, send in batch]),
        packed.array(packed.UUIDS, [packed.uuid(seat.identity) for seat, _ in batch]),
        packed.array(packed.INTEGERS, [packed.integer(send.epoch) for _, send in batch]),
        packed.array(packed.BIGINTS, [packed.bigint(send.n) for _, send in batch]),
        packed.array(packed.BYTEAS, [packed.bytea(send.ciphertext) for _, send in batch]),
    ]


async def _outcomes(cursor: Any) -> list[Outcome]:
    rows = sorted(await cursor.fetchall())
    times = {at: iso(at) for *_, at in rows}
    return [Outcome(code, seq or 0, times[at]) for _, code, seq, at in rows]
