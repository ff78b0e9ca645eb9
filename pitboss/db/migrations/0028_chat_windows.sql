-- A chat in more than one window, and limits that hold for the whole desk.

-- Further tokens of a chat's session: the same player goes on with it in another window. The first stands in the session.
CREATE TABLE chat_token (
    brand_id   text NOT NULL,
    hash       bytea NOT NULL,               -- SHA-256 of the token
    session_id uuid NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (brand_id, hash),
    UNIQUE (hash),
    FOREIGN KEY (brand_id, session_id) REFERENCES chat_session (brand_id, id) ON DELETE CASCADE
);
CREATE INDEX ON chat_token (brand_id, session_id, created_at);
ALTER TABLE chat_token ENABLE ROW LEVEL SECURITY;
CREATE POLICY chat_token_sight ON chat_token USING ((SELECT is_system()));
GRANT SELECT, INSERT, DELETE ON chat_token TO pitboss_app;

CREATE OR REPLACE FUNCTION hold_chat(token bytea) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    chat record;
BEGIN
    SELECT brand_id, id INTO chat FROM chat_session WHERE hash = token FOR UPDATE;
    IF NOT FOUND THEN
        SELECT s.brand_id, s.id INTO chat
        FROM   chat_token t JOIN chat_session s ON s.brand_id = t.brand_id AND s.id = t.session_id
        WHERE  t.hash = token
        FOR    UPDATE OF s;
    END IF;
    IF FOUND THEN
        PERFORM FROM ticket
        WHERE  brand_id = chat.brand_id AND session_id = chat.id
        ORDER  BY created_at DESC, id DESC
        LIMIT  1
        FOR UPDATE;
    END IF;
END $$;

-- What is left of an allowance (pitboss/api/allowances.py). `key` is hashed: it may be somebody's address.
CREATE TABLE allowance (
    brand_id text NOT NULL REFERENCES brand (id),
    name     text NOT NULL,
    key      bytea NOT NULL,
    tokens   double precision NOT NULL,
    taken_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (brand_id, name, key)
);
CREATE INDEX ON allowance (taken_at);
ALTER TABLE allowance ENABLE ROW LEVEL SECURITY;
CREATE POLICY allowance_sight ON allowance USING ((SELECT is_system()));
GRANT SELECT, INSERT, UPDATE, DELETE ON allowance TO pitboss_app;
