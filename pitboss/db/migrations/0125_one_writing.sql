-- What a player says in a conversation is one statement (docs/subsystems/chat.md), and one writing of the ticket's row.

DROP FUNCTION hear_player(text, uuid, text, boolean, timestamptz, int, jsonb);
CREATE FUNCTION hear_player(brand text, ticket uuid, become text, wakes boolean, at timestamptz, excerpt text, said jsonb,
                            score int, reasons jsonb, again timestamptz) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    m message := jsonb_populate_record(NULL::message, said);
BEGIN
    UPDATE ticket t
    SET    version = m.version, updated_at = at, status = become::ticket_status,
           hold_reason = CASE WHEN wakes THEN NULL ELSE hold_reason END,
           snoozed_until = CASE WHEN wakes THEN NULL ELSE snoozed_until END,
           solved_at = CASE WHEN wakes THEN NULL ELSE solved_at END,
           waiting_since = CASE WHEN wakes THEN coalesce(waiting_since, at) ELSE waiting_since END,
           said_kind = m.kind, said_by = m.author_kind, said_excerpt = excerpt, said_at = at,
           player_said_at = at, heard = heard + 1,
           priority_score = coalesce(score, priority_score), priority_reasons = coalesce(reasons, priority_reasons),
           weigh_at = CASE WHEN score IS NULL THEN weigh_at ELSE again END
    WHERE  t.brand_id = brand AND t.id = ticket;
    INSERT INTO message (brand_id, ticket_id, id, kind, author_kind, author_id, author_name, channel_id, channel, subject, text,
                         html, quoted, external_id, key, original_id, address, assurance, automatic, masked, version, created_at)
    VALUES (brand, ticket, m.id, m.kind, m.author_kind, m.author_id, m.author_name, m.channel_id, m.channel, m.subject, m.text,
            m.html, m.quoted, m.external_id, m.key, m.original_id, m.address, m.assurance, m.automatic, m.masked, m.version, at);
END $$;

CREATE FUNCTION answer_key(owner text, name text, code int, answer bytea) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    UPDATE idempotency SET status = code, body = answer WHERE actor = owner AND key = name;
END $$;

-- The number of the first event that this transaction writes, the number of the last one before it that anybody has written, and
-- whether none can come between: no older transaction is open. That is asked first, so what such a one wrote is seen afterwards.
CREATE FUNCTION place_in_log(OUT first bigint, OUT before bigint, OUT alone boolean, OUT at timestamptz) LANGUAGE plpgsql AS $$
BEGIN
    first := event_number(1);
    at := now();
    alone := pg_snapshot_xmin(pg_current_snapshot()) = pg_current_xact_id();
    before := coalesce((SELECT max(e.number) FROM event e WHERE e.number < first), 0);
END $$;
