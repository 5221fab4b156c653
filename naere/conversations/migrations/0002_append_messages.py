"""The one statement by which messages come into being. See naere/conversations/hub/writer.py.

A function, since each statement inside a volatile function sees what was committed before it took
its locks: a retry that raced through another process is found as the duplicate that it is.
"""

from django.db import migrations

_APPEND = """
CREATE FUNCTION append_messages(
    tenant uuid, conversations uuid[], ids uuid[], senders uuid[],
    epochs integer[], counters bigint[], texts bytea[]
) RETURNS TABLE (ord integer, outcome text, seq bigint, stored_at timestamptz)
LANGUAGE plpgsql VOLATILE AS $$
DECLARE now_at timestamptz := clock_timestamp();
BEGIN
    -- Locked in id order, so that two processes with overlapping batches cannot deadlock.
    PERFORM 1 FROM conversations_conversation c
        WHERE c.municipality_id = tenant AND c.id = ANY(conversations)
        ORDER BY c.id FOR NO KEY UPDATE;

    RETURN QUERY
    WITH batch AS (
        SELECT b.*, b.o::integer AS place
        FROM unnest(conversations, ids, senders, epochs, counters, texts)
            WITH ORDINALITY AS b(conversation_id, message_id, sender, epoch, n, ciphertext, o)
    ), judged AS (
        SELECT b.*, c.last_seq, m.seq AS old_seq, m.stored_at AS old_at,
            CASE
                WHEN m.seq IS NOT NULL AND m.sender = b.sender THEN 'duplicate'
                WHEN m.seq IS NOT NULL THEN 'id-taken'
                WHEN c.id IS NULL THEN 'not-found'
                WHEN c.state = 'closed' THEN 'closed'
                WHEN NOT EXISTS (
                    SELECT 1 FROM conversations_participant p
                    WHERE p.municipality_id = tenant AND p.conversation_id = c.id
                        AND p.identity_id = b.sender AND p.left_at IS NULL
                ) THEN 'not-participant'
                WHEN b.epoch <> c.epoch THEN 'wrong-epoch'
                WHEN c.epoch_due IN ('left', 'reported') THEN 'epoch-due'
                WHEN b.n <= GREATEST(
                    COALESCE((
                        SELECT max(o.n) FROM conversations_message o
                        WHERE o.municipality_id = tenant AND o.conversation_id = b.conversation_id
                            AND o.sender = b.sender
                    ), 0),
                    COALESCE(max(b.n) OVER (
                        PARTITION BY b.conversation_id, b.sender ORDER BY b.place
                        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
                    ), 0)
                ) THEN 'counter'
                WHEN row_number() OVER (
                    PARTITION BY b.conversation_id, b.message_id ORDER BY b.place
                ) > 1 THEN 'duplicate'
                ELSE 'stored'
            END AS verdict
        FROM batch b
        LEFT JOIN conversations_conversation c
            ON c.municipality_id = tenant AND c.id = b.conversation_id
        LEFT JOIN conversations_message m
            ON m.municipality_id = tenant AND m.conversation_id = b.conversation_id
            AND m.message_id = b.message_id
    ), numbered AS (
        SELECT j.*, j.last_seq + row_number() OVER (
            PARTITION BY j.conversation_id ORDER BY j.place
        ) AS new_seq
        FROM judged j WHERE j.verdict = 'stored'
    ), stored AS (
        INSERT INTO conversations_message
            (municipality_id, conversation_id, seq, message_id, sender, epoch, n, ciphertext, stored_at)
        SELECT tenant, conversation_id, new_seq, message_id, sender, epoch, n, ciphertext, now_at
        FROM numbered ORDER BY conversation_id, new_seq
        RETURNING conversation_id
    ), counted AS (
        UPDATE conversations_conversation c SET last_seq = c.last_seq + s.added
        FROM (SELECT conversation_id, count(*) AS added FROM stored GROUP BY 1) s
        WHERE c.municipality_id = tenant AND c.id = s.conversation_id
    )
    SELECT j.place, j.verdict, COALESCE(k.new_seq, j.old_seq), COALESCE(j.old_at, now_at)
    FROM judged j LEFT JOIN numbered k ON k.place = j.place;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("conversations", "0001_initial")]

    operations = [migrations.RunSQL(_APPEND, "DROP FUNCTION append_messages")]
