-- More of what goes with the commit (0019), as functions whose plans are kept: planning an INSERT or UPDATE anew for each
-- message of a chat took longer than running it.

-- The answer to a request with a key, so that the same request again gets the same answer.
CREATE FUNCTION keep_answer(owner text, name text, asked bytea, code int, answer bytea) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO idempotency (actor, key, request, status, body) VALUES (owner, name, asked, code, answer);
END $$;

-- What a ticket's new score is made of.
CREATE FUNCTION keep_weight(brand text, ticket uuid, score int, reasons jsonb, again timestamptz) RETURNS void
    LANGUAGE plpgsql AS $$
BEGIN
    UPDATE ticket t SET priority_score = score, priority_reasons = reasons, weigh_at = again
    WHERE  t.brand_id = brand AND t.id = ticket;
END $$;

-- The player is in the chat.
CREATE FUNCTION see_chat(brand text, session uuid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    UPDATE chat_session SET seen_at = now() WHERE brand_id = brand AND id = session;
END $$;
