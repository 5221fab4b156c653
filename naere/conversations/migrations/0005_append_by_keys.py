"""Append messages by keys whatever the planner knows, and without windows for the common batch.

With the tables never analysed, a plan by (municipality, anything) looked as cheap as one by the
primary key, and each message read every conversation of its municipality and every message of its
conversation. Each look-up now asks for an order that only the wanted index gives, and sorting is
forbidden: a range from a key to the same key is that key, and an index on something else would
have to be sorted.
"""

from importlib import import_module

from django.db import migrations

_OLD = import_module("naere.conversations.migrations.0002_append_messages")._APPEND

# A batch nearly always holds each conversation once: then a message's place is the one after the
# last that is stored, and nothing in the batch can stand against it.
_LOOK_UPS = """
        LEFT JOIN LATERAL (
            SELECT m.seq, m.sender, m.n FROM conversations_message m
            WHERE m.municipality_id = tenant AND m.conversation_id = b.conversation_id
            ORDER BY m.seq DESC LIMIT 1
        ) l ON true
        LEFT JOIN LATERAL (
            SELECT m.seq, m.sender, m.stored_at FROM conversations_message m
            WHERE m.municipality_id = tenant AND m.conversation_id = b.conversation_id
                AND m.message_id >= b.message_id AND m.message_id <= b.message_id
            ORDER BY m.message_id LIMIT 1
        ) old ON true
"""
_REFUSALS = """
                WHEN old.seq IS NOT NULL AND old.sender = b.sender THEN 'duplicate'
                WHEN old.seq IS NOT NULL THEN 'id-taken'
                WHEN f.id IS NULL THEN 'not-found'
                WHEN f.closed THEN 'closed'
                WHEN (
                    SELECT p.id FROM conversations_participant p
                    WHERE p.identity_id = b.sender AND p.left_at IS NULL
                        AND p.conversation_id >= b.conversation_id
                        AND p.conversation_id <= b.conversation_id
                    ORDER BY p.conversation_id LIMIT 1
                ) IS NULL THEN 'not-participant'
                WHEN b.epoch <> f.epoch THEN 'wrong-epoch'
                WHEN f.due THEN 'epoch-due'
"""
# The sender's last message has its highest counter, and is at the end or near it.
_LAST_N = """
                CASE WHEN l.sender = b.sender THEN l.n ELSE COALESCE((
                    SELECT m.n FROM conversations_message m
                    WHERE m.municipality_id = tenant AND m.conversation_id = b.conversation_id
                        AND m.sender = b.sender
                    ORDER BY m.seq DESC LIMIT 1
                ), 0) END
"""
_FROM = f"""
        FROM unnest(conversations, ids, senders, epochs, counters, texts)
            WITH ORDINALITY AS b(conversation_id, message_id, sender, epoch, n, ciphertext, place)
        LEFT JOIN unnest(known, known_epochs, known_closed, known_due) AS f(id, epoch, closed, due)
            ON f.id = b.conversation_id
        {_LOOK_UPS}
"""
_INSERT = """
        INSERT INTO conversations_message
            (municipality_id, conversation_id, seq, message_id, sender, epoch, n, ciphertext, stored_at)
        SELECT tenant, k.conversation_id, k.new_seq, k.message_id, k.sender, k.epoch, k.n,
            k.ciphertext, now_at
"""
_APPEND = f"""
CREATE OR REPLACE FUNCTION append_messages(
    tenant uuid, conversations uuid[], ids uuid[], senders uuid[],
    epochs integer[], counters bigint[], texts bytea[]
) RETURNS TABLE (ord integer, outcome text, seq bigint, stored_at timestamptz)
LANGUAGE plpgsql VOLATILE
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
SET enable_sort = off
SET enable_memoize = off
AS $$
DECLARE
    now_at timestamptz := clock_timestamp();
    known uuid[];
    known_epochs integer[];
    known_closed boolean[];
    known_due boolean[];
BEGIN
    -- Locked in id order, so that two processes with overlapping batches cannot deadlock; what the
    -- rows say is taken along. The next statement sees all that was committed before the locks.
    SELECT array_agg(c.id), array_agg(c.epoch), array_agg(c.closed), array_agg(c.due)
    INTO known, known_epochs, known_closed, known_due
    FROM (SELECT DISTINCT u.id FROM unnest(conversations) AS u(id) ORDER BY u.id) u
    CROSS JOIN LATERAL (
        SELECT c.id, c.epoch, c.state = 'closed' AS closed,
            c.epoch_due IN ('left', 'reported') AS due
        FROM conversations_conversation c
        WHERE c.id >= u.id AND c.id <= u.id ORDER BY c.id LIMIT 1
        FOR NO KEY UPDATE
    ) c;

    IF cardinality(known) = cardinality(conversations) THEN
        RETURN QUERY
        WITH judged AS MATERIALIZED (
            SELECT b.*, COALESCE(l.seq, 0) + 1 AS new_seq, old.seq AS old_seq,
                old.stored_at AS old_at,
                CASE
                    {_REFUSALS}
                    WHEN b.n <= {_LAST_N} THEN 'counter'
                    ELSE 'stored'
                END AS verdict
            {_FROM}
        ), stored AS (
            {_INSERT} FROM judged k WHERE k.verdict = 'stored'
        )
        SELECT j.place::integer, j.verdict,
            CASE WHEN j.verdict = 'stored' THEN j.new_seq ELSE j.old_seq END,
            COALESCE(j.old_at, now_at)
        FROM judged j;
        RETURN;
    END IF;

    RETURN QUERY
    WITH judged AS MATERIALIZED (
        SELECT b.*, COALESCE(l.seq, 0) AS last_seq, old.seq AS old_seq, old.stored_at AS old_at,
            {_LAST_N} AS last_n,
            CASE {_REFUSALS} END AS refusal
        {_FROM}
    ), counted AS MATERIALIZED (
        -- Against what was stored and what comes before it in the batch, refused ones left out.
        SELECT j.*,
            j.n > GREATEST(j.last_n, max(j.n) OVER (
                PARTITION BY j.conversation_id, j.sender ORDER BY j.place
                ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
            )) AS grows
        FROM judged j WHERE j.refusal IS NULL
    ), firsts AS MATERIALIZED (
        SELECT DISTINCT ON (c.conversation_id, c.message_id) c.*
        FROM counted c WHERE c.grows
        ORDER BY c.conversation_id, c.message_id, c.place
    ), numbered AS MATERIALIZED (
        SELECT f.*, f.last_seq + row_number() OVER (
            PARTITION BY f.conversation_id ORDER BY f.place
        ) AS new_seq
        FROM firsts f
    ), stored AS (
        {_INSERT} FROM numbered k
    )
    SELECT j.place::integer,
        CASE
            WHEN j.refusal IS NOT NULL THEN j.refusal
            WHEN k.place = j.place THEN 'stored'
            -- The same id earlier in this batch: answered with the place of that one.
            WHEN k.place < j.place AND k.sender = j.sender THEN 'duplicate'
            WHEN k.place < j.place THEN 'id-taken'
            ELSE 'counter'
        END,
        CASE WHEN k.place <= j.place THEN k.new_seq ELSE j.old_seq END,
        COALESCE(j.old_at, now_at)
    FROM judged j
    LEFT JOIN numbered k ON j.refusal IS NULL
        AND k.conversation_id = j.conversation_id AND k.message_id = j.message_id
    ORDER BY j.place;
END $$;
"""  # noqa: S608 — of this file's own parts


class Migration(migrations.Migration):
    dependencies = [("conversations", "0004_ending_silent")]

    operations = [
        migrations.RunSQL(_APPEND, _OLD.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION"))
    ]
