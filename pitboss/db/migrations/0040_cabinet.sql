-- The player's cabinet: sign-in by a code or link to an address, sessions, one-time links that carry a request to another
-- channel, and mail that belongs to no request.
SET LOCAL lock_timeout = '5s';

-- A code that was asked for. Neither the code nor the link is kept: both follow from the id and the desk's key.
CREATE TABLE cabinet_code (
    brand_id   text NOT NULL REFERENCES brand (id),
    id         uuid NOT NULL,
    address    text NOT NULL,
    player_id  uuid,                                 -- null: nobody is known by the address, and nothing is sent
    assurance  smallint NOT NULL DEFAULT 0,
    tries      smallint NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL DEFAULT now(),
    used_at    timestamptz,
    PRIMARY KEY (brand_id, id),
    FOREIGN KEY (brand_id, player_id) REFERENCES player (brand_id, id)
);
CREATE INDEX cabinet_code_address ON cabinet_code (brand_id, address, created_at);

CREATE TABLE cabinet_session (
    brand_id   text NOT NULL REFERENCES brand (id),
    id         uuid NOT NULL,
    hash       bytea NOT NULL UNIQUE,                -- SHA-256 of the session's token
    player_id  uuid NOT NULL,
    assurance  smallint NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    seen_at    timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (brand_id, id),
    FOREIGN KEY (brand_id, player_id) REFERENCES player (brand_id, id)
);

-- A one-time link that carries a conversation to another channel, with the assurance that it had.
CREATE TABLE handover (
    brand_id        text NOT NULL REFERENCES brand (id),
    id              uuid NOT NULL,
    hash            bytea NOT NULL UNIQUE,
    ticket_id       uuid NOT NULL,
    player_id       uuid NOT NULL,
    goes_to         text NOT NULL CHECK (goes_to IN ('cabinet', 'chat')),
    assurance       smallint NOT NULL,
    assurance_until timestamptz,
    created_at      timestamptz NOT NULL DEFAULT now(),
    used_at         timestamptz,
    PRIMARY KEY (brand_id, id),
    FOREIGN KEY (brand_id, ticket_id) REFERENCES ticket (brand_id, id),
    FOREIGN KEY (brand_id, player_id) REFERENCES player (brand_id, id)
);

CREATE TABLE letter (
    brand_id   text NOT NULL REFERENCES brand (id),
    id         uuid NOT NULL,
    template   text NOT NULL,
    language   text NOT NULL,
    address    text NOT NULL,
    name       text NOT NULL DEFAULT '',
    variables  jsonb NOT NULL DEFAULT '{}',
    state      delivery_state NOT NULL DEFAULT 'queued',
    attempts   smallint NOT NULL DEFAULT 0,
    next_at    timestamptz DEFAULT now(),
    good_until timestamptz,                          -- later it would only confuse
    error      text,
    created_at timestamptz NOT NULL DEFAULT now(),
    sent_at    timestamptz,
    PRIMARY KEY (brand_id, id)
);
CREATE INDEX letter_due ON letter (next_at) WHERE next_at IS NOT NULL;

-- What a player wants to hear by mail: all stages, or only answers and what can't wait.
ALTER TABLE player ADD COLUMN mails text NOT NULL DEFAULT 'all' CHECK (mails IN ('all', 'answers'));

DO $$
DECLARE t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['cabinet_code', 'cabinet_session', 'handover', 'letter'] LOOP
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO pitboss_app', t);
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('CREATE POLICY %1$I ON %2$I USING ((SELECT is_system()))', t || '_sight', t);
    END LOOP;
END $$;
