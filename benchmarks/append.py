"""`python -m benchmarks.append`: what judging and storing a batch costs in PostgreSQL alone.

A batch of 100 messages into 100 conversations, 40 times, beside the same rows inserted without
judging anything. Prints medians in milliseconds of execution and commit; the last line is JSON.
"""

from __future__ import annotations

import json
import os
import statistics
import time
import uuid
from typing import Any

import psycopg

from benchmarks.ground import Side, database, make_pairs

BATCH, ROUNDS = 100, 40
_TYPES = "%s::uuid, %s::uuid[], %s::uuid[], %s::uuid[], %s::integer[], %s::bigint[], %s::bytea[]"
JUDGED = f"SELECT * FROM append_messages({_TYPES})"
BARE = """
INSERT INTO conversations_message
    (municipality_id, conversation_id, message_id, sender, epoch, n, ciphertext, seq, stored_at)
SELECT %s::uuid, b.*, b.n, now()
FROM unnest(%s::uuid[], %s::uuid[], %s::uuid[], %s::integer[], %s::bigint[], %s::bytea[])
    AS b(conversation_id, message_id, sender, epoch, n, ciphertext)
"""


def main() -> None:
    """Measure both and print them."""
    with database("append") as (server, url):
        sides = [young for young, _ in make_pairs(url, 2 * BATCH)]
        with psycopg.connect(server.url("postgres", "bench")) as superuser:
            found = superuser.execute("SELECT id FROM tenancy_municipality").fetchone()
        assert found is not None
        with psycopg.connect(url) as web:
            judged = measure(web, JUDGED, str(found[0]), sides[:BATCH])
            bare = measure(web, BARE, str(found[0]), sides[BATCH:])
    print(f"judged {judged}\nbare   {bare}")
    print(json.dumps({"judged": judged, "bare": bare, "batch": BATCH}))


def measure(
    web: psycopg.Connection[Any], statement: str, tenant: str, sides: list[Side]
) -> dict[str, float]:
    """Return the medians of executing and committing one batch, in milliseconds."""
    times = [once(web, statement, tenant, sides, n) for n in range(1, ROUNDS + 1)]
    return {
        "execute_ms": round(statistics.median(a for a, _ in times) * 1000, 2),
        "commit_ms": round(statistics.median(b for _, b in times) * 1000, 2),
    }


def once(
    web: psycopg.Connection[Any], statement: str, tenant: str, sides: list[Side], n: int
) -> tuple[float, float]:
    """Store one batch; returns the seconds of execution and of the commit."""
    columns = [
        tenant,
        [side.conversation for side in sides],
        [str(uuid.uuid4()) for _ in sides],
        [side.identity for side in sides],
        [0] * len(sides),
        [n] * len(sides),
        [os.urandom(552)] * len(sides),
    ]
    start = time.perf_counter()
    web.execute("SELECT set_config('app.tenant', %s, true)", [tenant])
    web.execute(statement, columns)
    executed = time.perf_counter()
    web.commit()
    return executed - start, time.perf_counter() - executed


if __name__ == "__main__":
    main()
