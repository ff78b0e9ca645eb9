-- A player's further message goes with whatever its transaction sends next, or with the commit: a function whose plan is
-- kept, since nothing that it does has to be asked for (pitboss/tickets/actions.py).
CREATE FUNCTION hear_player(brand text, ticket uuid, become text, wakes boolean, at timestamptz, excerpt int, said jsonb)
    RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    m message := jsonb_populate_record(NULL::message, said);
BEGIN
    UPDATE ticket t
    SET    version = m.version, updated_at = at, status = become::ticket_status,
           hold_reason = CASE WHEN wakes THEN NULL ELSE hold_reason END,
           snoozed_until = CASE WHEN wakes THEN NULL ELSE snoozed_until END,
           solved_at = CASE WHEN wakes THEN NULL ELSE solved_at END,
           waiting_since = CASE WHEN wakes THEN coalesce(waiting_since, at) ELSE waiting_since END,
           said_kind = m.kind, said_by = m.author_kind,
           said_excerpt = left(btrim(regexp_replace(left(m.text, 1000), '\s+', ' ', 'g')), excerpt), said_at = at,
           player_said_at = at, heard = heard + 1
    WHERE  t.brand_id = brand AND t.id = ticket;
    INSERT INTO message (brand_id, ticket_id, id, kind, author_kind, author_id, author_name, channel_id, channel, subject, text,
                         html, quoted, external_id, key, original_id, address, assurance, automatic, masked, version, created_at)
    VALUES (brand, ticket, m.id, m.kind, m.author_kind, m.author_id, m.author_name, m.channel_id, m.channel, m.subject, m.text,
            m.html, m.quoted, m.external_id, m.key, m.original_id, m.address, m.assurance, m.automatic, m.masked, m.version, at);
END $$;

-- Locks a chat's session and its latest ticket, as hold_chat does, for a message that has read both and the player before. What
-- was read holds if nobody has written these rows since; else the transaction fails, and is done again, reading under the
-- locks.
CREATE FUNCTION hold_same_chat(token bytea, session_was text, player_was text, ticket_was text) RETURNS void
    LANGUAGE plpgsql AS $$
DECLARE
    chat   record;
    latest text;
BEGIN
    SELECT s.brand_id, s.id, s.player_id, s.xmin::text AS was INTO chat
    FROM   chat_session s
    WHERE  s.hash = coalesce(
        (SELECT o.hash FROM chat_token w JOIN chat_session o ON o.brand_id = w.brand_id AND o.id = w.session_id
         WHERE w.hash = token), token)
    FOR    UPDATE;
    IF FOUND THEN
        SELECT t.xmin::text INTO latest
        FROM   ticket t
        WHERE  t.brand_id = chat.brand_id AND t.session_id = chat.id
        ORDER  BY t.created_at DESC, t.id DESC
        LIMIT  1
        FOR    UPDATE;
    END IF;
    IF chat.was IS DISTINCT FROM session_was OR latest IS DISTINCT FROM ticket_was OR NOT EXISTS (
        SELECT 1 FROM player p WHERE p.brand_id = chat.brand_id AND p.id = chat.player_id AND p.xmin::text = player_was) THEN
        RAISE EXCEPTION 'the chat has moved on' USING ERRCODE = 'serialization_failure';
    END IF;
END $$;
