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
