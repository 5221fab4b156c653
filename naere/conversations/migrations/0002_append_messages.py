"""The one statement by which messages come into being. See naere/conversations/hub/writer.py.

A function, since each statement inside a volatile function sees what was committed before it took
its locks: a retry that raced through another process is found as the duplicate that it is.
"""

from django.db import migrations

# Each message looks up its own few rows by their keys. Joined as sets, the planner may read all rows
# of the municipality for each batch, which grows with its size.
_APPEND = """
CREATE FUNCTION append_messages(
    tenant uuid, conversations uuid[], ids uuid[], senders uuid[],
    epochs integer[], counters bigint[], texts bytea[]
) RETURNS TABLE (ord integer, outcome text, seq bigint, stored_at timestamptz)
LANGUAGE plpgsql VOLATILE
-- Planned once (planning for each batch cost more than carrying it out), perhaps while the tables are
-- still empty: then by key all the same.
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
SET enable_memoize = off
AS $$
DECLARE now_at timestamptz := clock_timestamp();
BEGIN
    -- Locked in id order, so that two processes with overlapping batches cannot deadlock.
    PERFORM 1 FROM conversations_conversation c
        WHERE c.id = ANY(conversations) ORDER BY c.id FOR NO KEY UPDATE;

    RETURN QUERY
    WITH judged AS MATERIALIZED (
        SELECT b.*, f.last_seq, f.last_n, old.seq AS old_seq, old.stored_at AS old_at,
            CASE
                WHEN old.seq IS NOT NULL AND old.sender = b.sender THEN 'duplicate'
                WHEN old.seq IS NOT NULL THEN 'id-taken'
                WHEN f.state IS NULL THEN 'not-found'
                WHEN f.state = 'closed' THEN 'closed'
                WHEN NOT f.seated THEN 'not-participant'
                WHEN b.epoch <> f.epoch THEN 'wrong-epoch'
                WHEN f.epoch_due IN ('left', 'reported') THEN 'epoch-due'
            END AS refusal
        FROM (
            SELECT u.*, u.o::integer AS place
            FROM unnest(conversations, ids, senders, epochs, counters, texts)
                WITH ORDINALITY AS u(conversation_id, message_id, sender, epoch, n, ciphertext, o)
        ) b
        LEFT JOIN LATERAL (
            SELECT c.state, c.epoch, c.epoch_due,
                COALESCE((
                    SELECT m.seq FROM conversations_message m
                    WHERE m.municipality_id = tenant AND m.conversation_id = b.conversation_id
                    ORDER BY m.seq DESC LIMIT 1
                ), 0) AS last_seq,
                -- The sender's last message has its highest counter, and is near the end.
                COALESCE((
                    SELECT m.n FROM conversations_message m
                    WHERE m.municipality_id = tenant AND m.conversation_id = b.conversation_id
                        AND m.sender = b.sender
                    ORDER BY m.seq DESC LIMIT 1
                ), 0) AS last_n,
                EXISTS (
                    SELECT 1 FROM conversations_participant p
                    WHERE p.conversation_id = b.conversation_id
                        AND p.identity_id = b.sender AND p.left_at IS NULL
                ) AS seated
            FROM conversations_conversation c WHERE c.id = b.conversation_id
            OFFSET 0
        ) f ON true
        LEFT JOIN LATERAL (
            SELECT m.seq, m.sender, m.stored_at FROM conversations_message m
            WHERE m.municipality_id = tenant AND m.message_id = b.message_id
                -- Not by the primary key, which would read the whole conversation.
                AND m.conversation_id IS NOT DISTINCT FROM b.conversation_id
            OFFSET 0
        ) old ON true
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
        INSERT INTO conversations_message
            (municipality_id, conversation_id, seq, message_id, sender, epoch, n, ciphertext, stored_at)
        SELECT tenant, k.conversation_id, k.new_seq, k.message_id, k.sender, k.epoch, k.n,
            k.ciphertext, now_at
        FROM numbered k
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
    dependencies = [("conversations", "0001_initial")]

    operations = [migrations.RunSQL(_APPEND, "DROP FUNCTION append_messages")]
