-- "Is it really you?": the official channels with their history, codes of messages, reported impostors.

-- A row is never written anew: what changes ends, and something else begins.
CREATE TABLE official_channel (
    brand_id   text NOT NULL REFERENCES brand (id),
    id         uuid NOT NULL,
    kind       text NOT NULL CHECK (kind IN ('site', 'email', 'phone', 'handle', 'name')),
    platform   text NOT NULL DEFAULT '',             -- of a handle: telegram, whatsapp …
    value      text NOT NULL,                         -- as it is shown
    normal     text NOT NULL,                         -- the one spelling by which it is found
    about_en   text NOT NULL DEFAULT '',
    about_ru   text NOT NULL DEFAULT '',
    shown      boolean NOT NULL DEFAULT true,         -- on the brand's page; verified either way
    source     text NOT NULL DEFAULT 'staff' CHECK (source IN ('staff', 'desk')),  -- desk: follows the brand's channels
    valid_from timestamptz NOT NULL DEFAULT now(),
    valid_to   timestamptz,
    added_by   uuid REFERENCES staff (id),
    ended_by   uuid REFERENCES staff (id),
    PRIMARY KEY (brand_id, id),
    CHECK (valid_to IS NULL OR valid_to >= valid_from)
);
CREATE UNIQUE INDEX official_channel_now ON official_channel (brand_id, kind, platform, normal) WHERE valid_to IS NULL;
CREATE INDEX ON official_channel (brand_id, valid_from);
ALTER TABLE official_channel ENABLE ROW LEVEL SECURITY;
CREATE POLICY official_channel_sight ON official_channel USING (
    (SELECT is_system()) OR ((SELECT is_staff()) AND brand_id = ANY ((SELECT actor_brands())::text[])));
CREATE POLICY official_channel_public ON official_channel FOR SELECT USING (
    (SELECT actor_kind()) IN ('player', 'visitor') AND shown AND brand_id = ANY ((SELECT actor_brands())::text[]));
GRANT SELECT, INSERT, UPDATE ON official_channel TO pitboss_app;

CREATE FUNCTION keep_official_channel() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (OLD.kind, OLD.platform, OLD.value, OLD.normal, OLD.about_en, OLD.about_ru, OLD.shown, OLD.source, OLD.valid_from, OLD.added_by)
        IS DISTINCT FROM
       (NEW.kind, NEW.platform, NEW.value, NEW.normal, NEW.about_en, NEW.about_ru, NEW.shown, NEW.source, NEW.valid_from, NEW.added_by)
       OR OLD.valid_to IS NOT NULL THEN
        RAISE EXCEPTION 'what was official stays as it was' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER keep_official_channel BEFORE UPDATE ON official_channel
    FOR EACH ROW EXECUTE FUNCTION keep_official_channel();

-- What the desk already receives for, and where its chats stand.
INSERT INTO official_channel (brand_id, id, kind, value, normal, source)
SELECT DISTINCT ON (brand_id, lower(address)) brand_id, gen_random_uuid(), 'email', lower(address), lower(address), 'desk'
FROM   channel
WHERE  kind = 'email' AND address IS NOT NULL AND enabled;
INSERT INTO official_channel (brand_id, id, kind, value, normal, source)
SELECT DISTINCT brand_id, gen_random_uuid(), 'site', host, host, 'desk'
FROM  (SELECT DISTINCT id AS brand_id, lower(regexp_replace(origin, '^https?://(www\.)?|:\d+$', '', 'g')) AS host
       FROM brand, unnest(origins) AS origin) AS sites
WHERE  host <> '' AND host NOT LIKE '[%';

-- The code that a message carries, as a keyed hash.
CREATE TABLE message_code (
    brand_id   text NOT NULL,
    hash       bytea NOT NULL,
    ticket_id  uuid NOT NULL,
    message_id uuid NOT NULL,
    made_at    timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (brand_id, hash),
    FOREIGN KEY (brand_id, ticket_id) REFERENCES ticket (brand_id, id),
    FOREIGN KEY (brand_id, message_id) REFERENCES message (brand_id, id)
);
CREATE UNIQUE INDEX message_code_hash ON message_code (hash);
CREATE INDEX ON message_code (brand_id, message_id);
ALTER TABLE message_code ENABLE ROW LEVEL SECURITY;
CREATE POLICY message_code_sight ON message_code USING ((SELECT is_system()));
GRANT SELECT, INSERT ON message_code TO pitboss_app;

CREATE TABLE impostor (
    brand_id    text NOT NULL REFERENCES brand (id),
    id          uuid NOT NULL,
    kind        text NOT NULL CHECK (kind IN ('site', 'email', 'phone', 'handle', 'name')),
    platform    text NOT NULL DEFAULT '',
    value       text NOT NULL,
    normal      text NOT NULL,
    state       text NOT NULL DEFAULT 'reported'
                CHECK (state IN ('reported', 'checking', 'confirmed', 'takedown_asked', 'down', 'not_an_impostor')),
    note        text NOT NULL DEFAULT '',             -- of staff: whom they asked, under which number
    state_by    uuid REFERENCES staff (id),
    state_at    timestamptz NOT NULL DEFAULT now(),
    reported_at timestamptz NOT NULL DEFAULT now(),
    version     int NOT NULL DEFAULT 1,
    PRIMARY KEY (brand_id, id),
    UNIQUE (brand_id, kind, platform, normal)
);
CREATE INDEX ON impostor (brand_id, reported_at DESC, id DESC);
ALTER TABLE impostor ENABLE ROW LEVEL SECURITY;
CREATE POLICY impostor_sight ON impostor USING (
    (SELECT is_system()) OR ((SELECT is_staff()) AND brand_id = ANY ((SELECT actor_brands())::text[])));
GRANT SELECT, INSERT, UPDATE ON impostor TO pitboss_app;

-- Each report of an impostor is a ticket.
CREATE TABLE impostor_report (
    brand_id    text NOT NULL,
    impostor_id uuid NOT NULL,
    ticket_id   uuid NOT NULL,
    reported_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (brand_id, impostor_id, ticket_id),
    FOREIGN KEY (brand_id, impostor_id) REFERENCES impostor (brand_id, id),
    FOREIGN KEY (brand_id, ticket_id) REFERENCES ticket (brand_id, id)
);
CREATE INDEX ON impostor_report (brand_id, ticket_id);
ALTER TABLE impostor_report ENABLE ROW LEVEL SECURITY;
CREATE POLICY impostor_report_sight ON impostor_report USING (
    (SELECT is_system())
    OR ((SELECT is_staff()) AND EXISTS (
            SELECT 1 FROM ticket WHERE ticket.brand_id = impostor_report.brand_id AND ticket.id = impostor_report.ticket_id)));
GRANT SELECT, INSERT ON impostor_report TO pitboss_app;
