"""The one statement by which messages come into being. See naere/conversations/hub/writer.py.

A function, since each statement inside a volatile function sees what was committed before it took
its locks: a retry that raced through another process is found as the duplicate that it is.
"""

from django.db import migrations

# Rows are fetched by `= ANY(array)` into materialised sets and joined there. Joined directly, the
# planner may read all rows of the municipality for each batch, which grows with its size.
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
                WHEN row_number() OVER (
                    PARTITION BY b.conversation_id, b.message_id ORDER BY b.place
                ) > 1 THEN 'again'
                WHEN b.n <= GREATEST(
                    COALESCE((
                        -- The sender's last one has its highest counter, and is near the end.
                        SELECT o.n FROM conversations_message o
                        WHERE o.municipality_id = tenant AND o.conversation_id = b.conversation_id
                            AND o.sender = b.sender
                        ORDER BY o.seq DESC LIMIT 1
                    ), 0),
                    COALESCE(max(b.n) OVER (
                        PARTITION BY b.conversation_id, b.sender ORDER BY b.place
                        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
                    ), 0)
                ) THEN 'counter'
                ELSE 'stored'
            END AS verdict
        FROM batch b
        LEFT JOIN known c ON c.id = b.conversation_id
        LEFT JOIN seated p ON p.conversation_id = b.conversation_id AND p.identity_id = b.sender
        LEFT JOIN old m ON m.conversation_id = b.conversation_id AND m.message_id = b.message_id
    ), numbered AS MATERIALIZED (
        SELECT j.*, j.last_seq + row_number() OVER (
            PARTITION BY j.conversation_id ORDER BY j.place
        ) AS new_seq
        FROM judged j WHERE j.verdict = 'stored'
    ), stored AS (
        INSERT INTO conversations_message
            (municipality_id, conversation_id, seq, message_id, sender, epoch, n, ciphertext, stored_at)
        SELECT tenant, k.conversation_id, k.new_seq, k.message_id, k.sender, k.epoch, k.n,
            k.ciphertext, now_at
        FROM numbered k
    )
    SELECT j.place,
        CASE j.verdict WHEN 'again' THEN 'duplicate' ELSE j.verdict END,
        COALESCE(k.new_seq, j.old_seq, first.new_seq),
        COALESCE(j.old_at, now_at)
    FROM judged j
    LEFT JOIN numbered k ON k.place = j.place
    -- The same id twice in one batch: the second is answered with the place of the first.
    LEFT JOIN numbered first ON j.verdict = 'again'
        AND first.conversation_id = j.conversation_id AND first.message_id = j.message_id;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("conversations", "0001_initial")]

    operations = [migrations.RunSQL(_APPEND, "DROP FUNCTION append_messages")]
