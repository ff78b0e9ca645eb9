-- Evidence of complaints: frozen when it is taken, chained by hashes, never changed. docs/subsystems/evidence.md

-- What a case needs of its category's checklist, and how far that is. A freeze that was asked for and could not be done
-- waits here, and is tried again.
CREATE TABLE complaint_need (
    brand_id     text NOT NULL,
    complaint_id uuid NOT NULL,
    code         text NOT NULL CHECK (length(code) BETWEEN 1 AND 40),
    needed       boolean NOT NULL,                   -- nothing is decided without it; else it only helps
    state        text NOT NULL DEFAULT 'needed' CHECK (state IN ('needed', 'asked', 'present', 'waived')),
    asked_by     uuid REFERENCES staff (id),
    asked_at     timestamptz,
    ticket_id    uuid,                               -- in which the player was asked
    waived_by    uuid REFERENCES staff (id),
    waived_at    timestamptz,
    reason       text NOT NULL DEFAULT '' CHECK (length(reason) <= 1000),
    freeze_id    uuid,                               -- a freeze that was asked for and is not done
    freeze_by    uuid REFERENCES staff (id),
    record       text NOT NULL DEFAULT '' CHECK (length(record) <= 200),
    tries        int NOT NULL DEFAULT 0,
    next_try_at  timestamptz,                        -- null: the desk does not try again by itself
    trouble      text NOT NULL DEFAULT '' CHECK (length(trouble) <= 60),
    at           timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (brand_id, complaint_id, code),
    FOREIGN KEY (brand_id, complaint_id) REFERENCES complaint (brand_id, id),
    FOREIGN KEY (brand_id, ticket_id) REFERENCES ticket (brand_id, id),
    CHECK (state <> 'waived' OR (reason <> '' AND waived_by IS NOT NULL))
);
CREATE INDEX complaint_need_due ON complaint_need (next_try_at) WHERE next_try_at IS NOT NULL;

CREATE TABLE complaint_evidence (
    brand_id        text NOT NULL,
    id              uuid NOT NULL,
    complaint_id    uuid NOT NULL,
    seq             int NOT NULL CHECK (seq >= 1),
    kind            text NOT NULL CHECK (length(kind) BETWEEN 1 AND 40),
    need            text CHECK (length(need) <= 40),
    title           text NOT NULL CHECK (length(title) <= 200),
    source          text NOT NULL CHECK (length(source) <= 2000),
    taken_at        timestamptz NOT NULL,
    occurred_at     timestamptz,
    taken_by        uuid REFERENCES staff (id),
    name            text NOT NULL CHECK (length(name) <= 200),  -- of the file
    media_type      text NOT NULL CHECK (length(media_type) <= 200),
    size            bigint NOT NULL CHECK (size >= 0),
    file_key        text NOT NULL,
    sealed          boolean NOT NULL DEFAULT false,  -- encrypted like the document that it is a copy of
    public          boolean NOT NULL DEFAULT false,  -- the player has it already: their own file, or one that was sent to them
    normalised      jsonb NOT NULL,
    meta            jsonb NOT NULL,                  -- everything that the link's `meta` covers
    content_sha256  bytea NOT NULL CHECK (length(content_sha256) = 32),
    meta_sha256     bytea NOT NULL CHECK (length(meta_sha256) = 32),
    previous_sha256 bytea NOT NULL CHECK (length(previous_sha256) = 32),
    sha256          bytea NOT NULL CHECK (length(sha256) = 32),
    reviewed_by     uuid REFERENCES staff (id),
    reviewed_at     timestamptz,
    PRIMARY KEY (brand_id, id),
    UNIQUE (brand_id, complaint_id, seq),
    FOREIGN KEY (brand_id, complaint_id) REFERENCES complaint (brand_id, id),
    CHECK ((reviewed_by IS NULL) = (reviewed_at IS NULL))
);
CREATE INDEX ON complaint_evidence (file_key);

-- The chain is checked where it is kept: an item follows the last one, and its hash is that of its link.
CREATE FUNCTION complaint_evidence_follows() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    last record;
BEGIN
    PERFORM 1 FROM complaint WHERE brand_id = NEW.brand_id AND id = NEW.complaint_id FOR NO KEY UPDATE;
    SELECT seq, sha256 INTO last FROM complaint_evidence
    WHERE  brand_id = NEW.brand_id AND complaint_id = NEW.complaint_id
    ORDER  BY seq DESC LIMIT 1;
    IF NEW.seq <> coalesce(last.seq, 0) + 1
       OR NEW.previous_sha256 <> coalesce(last.sha256, decode(repeat('00', 32), 'hex'))
       OR NEW.sha256 <> sha256(convert_to(format(
              '{"content":"%s","format":"pitboss-evidence-1","id":"%s","meta":"%s","previous":"%s","seq":%s}',
              encode(NEW.content_sha256, 'hex'), NEW.id, encode(NEW.meta_sha256, 'hex'), encode(NEW.previous_sha256, 'hex'), NEW.seq),
              'UTF8'))
       OR NEW.reviewed_at IS NOT NULL THEN
        RAISE EXCEPTION 'this is not the next link of the chain' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER complaint_evidence_follows BEFORE INSERT ON complaint_evidence
    FOR EACH ROW EXECUTE FUNCTION complaint_evidence_follows();

-- Also for who owns the table: evidence does not change. A review mark is made once.
CREATE FUNCTION complaint_evidence_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF OLD.reviewed_at IS NULL
           AND to_jsonb(NEW) - '{reviewed_by,reviewed_at}'::text[] = to_jsonb(OLD) - '{reviewed_by,reviewed_at}'::text[] THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'evidence stays as it was taken' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER complaint_evidence_stays BEFORE UPDATE OR DELETE ON complaint_evidence
    FOR EACH ROW EXECUTE FUNCTION complaint_evidence_stays();
CREATE TRIGGER complaint_evidence_all_stay BEFORE TRUNCATE ON complaint_evidence
    FOR EACH STATEMENT EXECUTE FUNCTION complaint_evidence_stays();

-- The wrapped keys of sealed items: they change when a new master key wraps them, and the item does not.
CREATE TABLE complaint_evidence_key (
    brand_id    text NOT NULL,
    evidence_id uuid NOT NULL,
    key_id      text NOT NULL,
    wrapped_key bytea NOT NULL,
    PRIMARY KEY (brand_id, evidence_id),
    FOREIGN KEY (brand_id, evidence_id) REFERENCES complaint_evidence (brand_id, id)
);
CREATE INDEX complaint_evidence_key_id ON complaint_evidence_key (key_id);

-- Each pack that left the desk: who took it, which edition, and where the chain stood.
CREATE TABLE complaint_export (
    brand_id     text NOT NULL,
    id           uuid NOT NULL,
    complaint_id uuid NOT NULL,
    edition      text NOT NULL CHECK (edition IN ('full', 'redacted')),
    form         text NOT NULL CHECK (form IN ('zip', 'pdf')),
    items        int NOT NULL,
    head_sha256  bytea NOT NULL CHECK (length(head_sha256) = 32),
    made_by      uuid REFERENCES staff (id),
    made_at      timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (brand_id, id),
    FOREIGN KEY (brand_id, complaint_id) REFERENCES complaint (brand_id, id)
);
CREATE INDEX ON complaint_export (brand_id, complaint_id, id);

DO $$
DECLARE t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['complaint_need', 'complaint_evidence', 'complaint_evidence_key', 'complaint_export'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format($f$
            CREATE POLICY %1$I ON %2$I USING (
                (SELECT is_system())
                OR ((SELECT is_staff()) %3$s AND brand_id = ANY ((SELECT actor_brands())::text[])
                    AND brand_id = ANY ((SELECT actor_complaints())::text[])))$f$,
            t || '_sight', t, CASE WHEN t = 'complaint_evidence_key' THEN 'AND brand_id = (SELECT reads_documents_of())' ELSE '' END);
    END LOOP;
END $$;
GRANT SELECT, INSERT, UPDATE ON complaint_need, complaint_evidence_key TO pitboss_app;
-- To both roles here: equip_desk copies what is given for a table, not what is given for columns.
GRANT SELECT, INSERT ON complaint_evidence, complaint_export TO pitboss_app, pitboss_desk;
GRANT UPDATE (reviewed_by, reviewed_at) ON complaint_evidence TO pitboss_app, pitboss_desk;

-- What a player can be asked for besides: a statement in their own words, screenshots.
ALTER TABLE document DROP CONSTRAINT document_kind_check;
ALTER TABLE document ADD CONSTRAINT document_kind_check CHECK (
    kind IN ('identity', 'address', 'selfie', 'card', 'bank', 'payment', 'funds', 'statement', 'screenshots', 'other'));
