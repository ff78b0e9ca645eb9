-- What a brand says itself of the rules of complaints, and the letters of cases. docs/subsystems/complaint-rules.md

-- Terms that are the operator's own, dispute bodies that it uses (packs.OwnRules). A case keeps the rules that it began with,
-- so a change here is for cases to come.
CREATE TABLE complaint_own_rules (
    brand_id   text NOT NULL REFERENCES brand (id),
    pack       text NOT NULL CHECK (pack ~ '^[a-z][a-z0-9]{1,30}$'),
    rules      jsonb NOT NULL CHECK (pg_column_size(rules) <= 60000),
    version    int NOT NULL DEFAULT 1,
    changed_by uuid REFERENCES staff (id),
    changed_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (brand_id, pack)
);
ALTER TABLE complaint_own_rules ENABLE ROW LEVEL SECURITY;
CREATE POLICY complaint_own_rules_sight ON complaint_own_rules USING (
    (SELECT is_system()) OR ((SELECT is_staff()) AND brand_id = ANY ((SELECT actor_brands())::text[])));
GRANT SELECT, INSERT, UPDATE ON complaint_own_rules TO pitboss_app;

-- Whoever hears an appeal doesn't read the letter that tells the first decision before they have written what they think. The
-- appeals come with a later migration, so their table is looked for when it is asked.
CREATE FUNCTION complaint_is_blind(brand text, complaint uuid) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = public AS $$
BEGIN
    IF to_regclass('public.complaint_appeal') IS NULL OR NOT is_staff() THEN
        RETURN false;
    END IF;
    RETURN EXISTS (SELECT 1 FROM complaint_appeal a
                   WHERE a.brand_id = $1 AND a.complaint_id = $2 AND a.handler_id = actor_id() AND a.view_at IS NULL);
END $$;
REVOKE EXECUTE ON FUNCTION complaint_is_blind(text, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION complaint_is_blind(text, uuid) TO pitboss_app, pitboss_desk;

-- A letter that has gone out, as it was: its words, what it was checked for by which rules, and the message that carries it.
CREATE TABLE complaint_letter (
    brand_id     text NOT NULL,
    id           uuid NOT NULL,
    complaint_id uuid NOT NULL,
    kind         text NOT NULL CHECK (kind IN ('acknowledgement', 'extension', 'progress', 'information_request', 'final_response',
                                               'final_response_satisfied', 'deadlock', 'appeal_outcome')),
    language     text NOT NULL CHECK (language IN ('ru', 'en')),
    subject      text NOT NULL CHECK (length(subject) <= 1000),
    text         text NOT NULL CHECK (length(text) BETWEEN 1 AND 20000),
    pack_version text NOT NULL,
    lint         jsonb NOT NULL,
    ticket_id    uuid NOT NULL,
    message_id   uuid NOT NULL,
    body         text,                               -- the dispute body that it names
    sent_by      uuid REFERENCES staff (id),
    sent_at      timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (brand_id, id),
    UNIQUE (brand_id, message_id),
    FOREIGN KEY (brand_id, complaint_id) REFERENCES complaint (brand_id, id),
    FOREIGN KEY (brand_id, ticket_id) REFERENCES ticket (brand_id, id)
);
CREATE INDEX ON complaint_letter (brand_id, complaint_id, id);
ALTER TABLE complaint_letter ENABLE ROW LEVEL SECURITY;
CREATE POLICY complaint_letter_sight ON complaint_letter USING (
    (SELECT is_system())
    OR ((SELECT is_staff()) AND brand_id = ANY ((SELECT actor_brands())::text[]) AND brand_id = ANY ((SELECT actor_complaints())::text[])
        AND NOT (kind IN ('final_response', 'final_response_satisfied', 'deadlock') AND complaint_is_blind(brand_id, complaint_id))));
GRANT SELECT, INSERT ON complaint_letter TO pitboss_app;
