"""Judge a batch in two steps, so that a message which was refused is never acknowledged.

Before, a repetition within one batch was answered with "duplicate" whatever became of the first:
one that was refused for its epoch or counter was then acknowledged and nowhere. And a refused
counter stood in the way of a smaller one that had a right to its place.
"""

from django.db import migrations

# Rows are fetched by `= ANY(array)` into materialised sets and joined there. Joined directly, the
# planner may read all rows of the municipality for each batch, which grows with its size.
_APPEND = """
CREATE OR REPLACE FUNCTION append_messages(
    tenant uuid, conversations uuid[], ids uuid[], senders uuid[],
    epochs integer[], counters bigint[], texts bytea[]
) RETURNS TABLE (ord integer, outcome text, seq bigint, stored_at timestamptz)
LANGUAGE plpgsql VOLATILE AS $$
DECLARE now_at timestamptz := clock_timestamp();
BEGIN
    -- Locked in id order, so that two processes with overlapping batches cannot deadlock.
    PERFORM 1 FROM conversations_conversation c
        WHERE c.id = ANY(conversations) ORDER BY c.id FOR NO KEY UPDATE;

    RETURN QUERY
    WITH batch AS MATERIALIZED (
        SELECT b.*, b.o::integer AS place
        FROM unnest(conversations, ids, senders, epochs, counters, texts)
            WITH ORDINALITY AS b(conversation_id, message_id, sender, epoch, n, ciphertext, o)
    ), known AS MATERIALIZED (
        SELECT c.id, c.state, c.epoch, c.epoch_due, (
                SELECT COALESCE(max(m.seq), 0) FROM conversations_message m
                WHERE m.municipality_id = tenant AND m.conversation_id = c.id
            ) AS last_seq
        FROM conversations_conversation c WHERE c.id = ANY(conversations)
    ), seated AS MATERIALIZED (
        SELECT p.conversation_id, p.identity_id
        FROM conversations_participant p
        WHERE p.conversation_id = ANY(conversations) AND p.left_at IS NULL
    ), old AS MATERIALIZED (
        SELECT m.conversation_id, m.message_id, m.sender, m.seq, m.stored_at
        FROM conversations_message m
        WHERE m.municipality_id = tenant AND m.conversation_id = ANY(conversations)
            AND m.message_id = ANY(ids)
    ), judged AS MATERIALIZED (
        SELECT b.*, c.last_seq, m.seq AS old_seq, m.stored_at AS old_at,
            CASE
                WHEN m.seq IS NOT NULL AND m.sender = b.sender THEN 'duplicate'
                WHEN m.seq IS NOT NULL THEN 'id-taken'
                WHEN c.id IS NULL THEN 'not-found'
                WHEN c.state = 'closed' THEN 'closed'
                WHEN p.identity_id IS NULL THEN 'not-participant'
                WHEN b.epoch <> c.epoch THEN 'wrong-epoch'
                WHEN c.epoch_due IN ('left', 'reported') THEN 'epoch-due'
            END AS refusal
        FROM batch b
        LEFT JOIN known c ON c.id = b.conversation_id
        LEFT JOIN seated p ON p.conversation_id = b.conversation_id AND p.identity_id = b.sender
        LEFT JOIN old m ON m.conversation_id = b.conversation_id AND m.message_id = b.message_id
    ), counted AS MATERIALIZED (
        -- Against what was stored and what comes before it in the batch, refused ones left out.
        SELECT j.place, j.conversation_id, j.message_id, j.sender, j.last_seq,
            j.n > GREATEST(
                COALESCE((
                    SELECT max(o.n) FROM conversations_message o
                    WHERE o.municipality_id = tenant AND o.conversation_id = j.conversation_id
                        AND o.sender = j.sender
                ), 0),
                COALESCE(max(j.n) OVER (
                    PARTITION BY j.conversation_id, j.sender ORDER BY j.place
                    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
                ), 0)
            ) AS grows
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
        INSERT INTO conversations_message
            (municipality_id, conversation_id, seq, message_id, sender, epoch, n, ciphertext, stored_at)
        SELECT tenant, k.conversation_id, k.new_seq, k.message_id, k.sender, b.epoch, b.n,
            b.ciphertext, now_at
        FROM numbered k JOIN batch b ON b.place = k.place
    )
    SELECT j.place,
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
"""


class Migration(migrations.Migration):
    dependencies = [("conversations", "0002_append_messages")]

    operations = [migrations.RunSQL(_APPEND, migrations.RunSQL.noop)]
