-- The complaint form as it is being filled in, so that nothing typed is lost without JavaScript either. docs/subsystems/complaints.md
CREATE TABLE complaint_draft (
    brand_id     text NOT NULL REFERENCES brand (id),
    id           uuid NOT NULL,
    hash         bytea NOT NULL UNIQUE,              -- SHA-256 of the token in the browser's cookie
    player_id    uuid,                               -- whose it is, once somebody signed in fills it in: nobody else's session goes on with it
    reached      smallint NOT NULL DEFAULT 1 CHECK (reached BETWEEN 1 AND 7),
    answers      jsonb NOT NULL DEFAULT '{}' CHECK (pg_column_size(answers) <= 200000),
    files        jsonb NOT NULL DEFAULT '[]' CHECK (pg_column_size(files) <= 20000),
    report_id    uuid,                               -- what it was recorded as while nobody was identified
    complaint_id uuid,                               -- the case that it became
    sent_at      timestamptz,
    created_at   timestamptz NOT NULL DEFAULT now(),
    updated_at   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (brand_id, id),
    FOREIGN KEY (brand_id, player_id) REFERENCES player (brand_id, id),
    FOREIGN KEY (brand_id, report_id) REFERENCES complaint_report (brand_id, id),
    FOREIGN KEY (brand_id, complaint_id) REFERENCES complaint (brand_id, id)
);
CREATE INDEX complaint_draft_old ON complaint_draft (updated_at);
ALTER TABLE complaint_draft ENABLE ROW LEVEL SECURITY;
CREATE POLICY complaint_draft_sight ON complaint_draft USING ((SELECT is_system()));
GRANT SELECT, INSERT, UPDATE, DELETE ON complaint_draft TO pitboss_app;
