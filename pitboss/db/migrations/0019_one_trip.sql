-- What a transaction does at its ends in one round trip with BEGIN or COMMIT (pitboss/db/tx.py). In PL/pgSQL, so that the
-- plans are kept, and so that each statement sees what was committed before it.

-- The events that a transaction has noted, in their order.
CREATE FUNCTION write_events(noted jsonb, kind text, who uuid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO event (brand_id, number, ticket_id, type, public, version, actor_kind, actor_id, data)
    SELECT n.brand, event_number(n.place::int), n.ticket, n.type, n.public, n.version, kind, who, n.data
    FROM   ROWS FROM (jsonb_to_recordset(noted)
                      AS (brand text, ticket uuid, type text, public boolean, version int, data jsonb))
           WITH ORDINALITY AS n (brand, ticket, type, public, version, data, place);
END $$;

-- Locks a chat's session and then its latest ticket: two statements, so that the second sees the ticket that another
-- message of the session opened while this one waited for the first lock.
CREATE FUNCTION hold_chat(token bytea) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    chat record;
BEGIN
    SELECT brand_id, id INTO chat FROM chat_session WHERE hash = token FOR UPDATE;
    IF FOUND THEN
        PERFORM FROM ticket
        WHERE  brand_id = chat.brand_id AND session_id = chat.id
        ORDER  BY created_at DESC, id DESC
        LIMIT  1
        FOR UPDATE;
    END IF;
END $$;

-- Chats that somebody opened between `oldest` and `youngest` (ids, which begin with the time) and in which nobody has said
-- anything since, and their visitors, if nothing else is known of these. The application itself may delete no player.
CREATE FUNCTION forget_empty_chats(oldest uuid, youngest uuid, unseen interval, most int) RETURNS int
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE
    empty record;
    gone  int := 0;
BEGIN
    IF NOT is_system() THEN
        RETURN 0;
    END IF;
    FOR empty IN
        SELECT s.brand_id, s.id, s.player_id
        FROM   brand b JOIN chat_session s ON s.brand_id = b.id
        WHERE  s.id BETWEEN oldest AND youngest AND s.seen_at < now() - unseen
          AND  NOT EXISTS (SELECT 1 FROM ticket t WHERE t.brand_id = s.brand_id AND t.session_id = s.id)
          AND  NOT EXISTS (SELECT 1 FROM chat_upload u WHERE u.brand_id = s.brand_id AND u.session_id = s.id)
        LIMIT  most
        FOR    UPDATE OF s SKIP LOCKED
    LOOP
        -- Again, now that it is locked: somebody may have said something in the meantime.
        CONTINUE WHEN EXISTS (SELECT 1 FROM ticket t WHERE t.brand_id = empty.brand_id AND t.session_id = empty.id);
        DELETE FROM chat_session WHERE brand_id = empty.brand_id AND id = empty.id;
        DELETE FROM player p
        WHERE  p.brand_id = empty.brand_id AND p.id = empty.player_id AND p.merged_into IS NULL
          AND  NOT EXISTS (SELECT 1 FROM identity i WHERE i.brand_id = p.brand_id AND i.player_id = p.id)
          AND  NOT EXISTS (SELECT 1 FROM ticket t WHERE t.brand_id = p.brand_id AND t.player_id = p.id)
          AND  NOT EXISTS (SELECT 1 FROM chat_session s WHERE s.brand_id = p.brand_id AND s.player_id = p.id)
          AND  NOT EXISTS (SELECT 1 FROM merge_proposal m WHERE m.brand_id = p.brand_id AND p.id IN (m.player_id, m.other_id))
          AND  NOT EXISTS (SELECT 1 FROM player o WHERE o.brand_id = p.brand_id AND o.merged_into = p.id);
        gone := gone + 1;
    END LOOP;
    RETURN gone;
END $$;
-- What points to a player is found by its index when one is deleted.
CREATE INDEX player_merged ON player (brand_id, merged_into) WHERE merged_into IS NOT NULL;
