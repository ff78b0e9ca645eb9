-- Complaints: formal cases with stages, clocks and a conflict check. docs/subsystems/complaints.md

-- The brands whose complaints a member of staff sees; set with the actor (pitboss/db/tx.py).
CREATE FUNCTION actor_complaints() RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE
    RETURN coalesce(nullif(current_setting('pitboss.complaints', true), ''), '{}')::text[];
GRANT EXECUTE ON FUNCTION actor_complaints() TO pitboss_app, pitboss_desk;

CREATE TABLE complaint (
    brand_id          text NOT NULL REFERENCES brand (id),
    id                uuid NOT NULL,
    number            text NOT NULL CHECK (number ~ '^C-[1-9][0-9]{3,11}$'),
    player_id         uuid NOT NULL,
    category          text NOT NULL CHECK (category IN ('SETL', 'VOID', 'CASH', 'WDRL', 'DEPO', 'KYC', 'BONS', 'ACCT', 'SGEX', 'TECH',
                                                        'MRKT', 'FRUD', 'SERV', 'DATA', 'OTHR')),
    subcategory       text NOT NULL DEFAULT '' CHECK (length(subcategory) <= 60),
    jurisdiction      text NOT NULL,
    pack              text NOT NULL,                 -- the rules that it began with, and stays with
    pack_version      text NOT NULL DEFAULT '',
    language          text NOT NULL,
    channel           text NOT NULL,                 -- of its first receipt
    summary           text NOT NULL CHECK (length(summary) <= 4000),
    claim             text NOT NULL DEFAULT '' CHECK (length(claim) <= 4000),   -- the analysis: what is claimed,
    about             text NOT NULL DEFAULT '' CHECK (length(about) <= 1000),   -- about what,
    rules             text[] NOT NULL DEFAULT '{}',                             -- and which rules it turns on
    owner_staff_id    uuid REFERENCES staff (id),
    team_id           uuid,
    safety            boolean NOT NULL DEFAULT false,
    resolved_at_first_contact boolean NOT NULL DEFAULT false,
    first_received_at timestamptz NOT NULL,          -- on any channel; never changed
    registered_at     timestamptz NOT NULL DEFAULT now(),
    registered_by     uuid REFERENCES staff (id),
    stage             text NOT NULL DEFAULT 'registered' CHECK (stage IN (
                          'registered', 'acknowledged', 'analysis', 'investigation', 'proposed', 'decided', 'carried_out', 'closed',
                          'withdrawn', 'out_of_scope', 'merged')),
    stage_since       timestamptz NOT NULL DEFAULT now(),
    waiting           text CHECK (waiting IN ('player', 'third_party')),
    appeal            text NOT NULL DEFAULT 'none' CHECK (appeal IN ('none', 'asked', 'heard', 'decided')),
    referral          text NOT NULL DEFAULT 'none' CHECK (referral IN ('none', 'sent', 'answered', 'ruled')),
    outcome           text CHECK (outcome IN ('upheld', 'partly_upheld', 'not_upheld', 'goodwill', 'withdrawn', 'no_reply',
                                              'out_of_scope', 'duplicate', 'referred', 'adr_for_player', 'adr_for_operator',
                                              'adr_settled', 'adr_refused', 'court')),
    merged_into       uuid,
    closing           text NOT NULL DEFAULT '' CHECK (length(closing) <= 4000),
    closed_at         timestamptz,
    next_due_at       timestamptz,                   -- of its open deadlines, the nearest
    state             jsonb NOT NULL,                -- stages.State: what its events add up to
    key               text CHECK (length(key) <= 200),
    version           int NOT NULL DEFAULT 1,
    updated_at        timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (brand_id, id),
    UNIQUE (brand_id, number),
    FOREIGN KEY (brand_id, player_id) REFERENCES player (brand_id, id),
    FOREIGN KEY (brand_id, team_id) REFERENCES team (brand_id, id),
    FOREIGN KEY (brand_id, merged_into) REFERENCES complaint (brand_id, id),
    CHECK ((stage = 'merged') = (merged_into IS NOT NULL)),
    CHECK (stage NOT IN ('closed', 'withdrawn', 'out_of_scope', 'merged') OR closed_at IS NOT NULL)
);
CREATE UNIQUE INDEX complaint_key ON complaint (brand_id, key) WHERE key IS NOT NULL;
CREATE INDEX complaint_player ON complaint (brand_id, player_id, id);
CREATE INDEX complaint_stage ON complaint (brand_id, stage, id);
CREATE INDEX complaint_owner ON complaint (brand_id, owner_staff_id, id) WHERE closed_at IS NULL;
CREATE INDEX complaint_due ON complaint (brand_id, next_due_at, id) WHERE closed_at IS NULL AND next_due_at IS NOT NULL;
ALTER TABLE complaint ENABLE ROW LEVEL SECURITY;
CREATE POLICY complaint_sight ON complaint USING (
    (SELECT is_system())
    OR ((SELECT is_staff()) AND brand_id = ANY ((SELECT actor_brands())::text[]) AND brand_id = ANY ((SELECT actor_complaints())::text[])));
CREATE POLICY complaint_player ON complaint FOR SELECT USING (
    (SELECT actor_kind()) = 'player' AND brand_id = ANY ((SELECT actor_brands())::text[]) AND player_id = (SELECT actor_id()));
GRANT SELECT, INSERT, UPDATE ON complaint TO pitboss_app;

-- What the program decides (complaints/stages.py), the database holds as well: the order of the stages, no decision
-- while evidence is missing or unread, no closing while something is not carried out, and no other first receipt.
CREATE FUNCTION complaint_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.first_received_at <> OLD.first_received_at OR NEW.number <> OLD.number OR NEW.registered_at <> OLD.registered_at THEN
        RAISE EXCEPTION 'the first receipt, number and registration of a complaint never change' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.stage = OLD.stage THEN
        RETURN NEW;
    END IF;
    IF NOT (OLD.stage, NEW.stage) IN (
        ('registered', 'acknowledged'), ('acknowledged', 'analysis'), ('analysis', 'investigation'), ('investigation', 'proposed'),
        ('proposed', 'investigation'), ('proposed', 'decided'), ('decided', 'carried_out'), ('carried_out', 'closed'),
        ('decided', 'investigation'), ('carried_out', 'investigation'), ('closed', 'investigation'),
        ('carried_out', 'decided'), ('closed', 'decided'))
       AND NOT (NEW.stage IN ('withdrawn', 'out_of_scope', 'merged')
                AND OLD.stage IN ('registered', 'acknowledged', 'analysis', 'investigation', 'proposed')) THEN
        RAISE EXCEPTION 'a complaint does not go from % to %', OLD.stage, NEW.stage USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.stage = 'proposed' AND NEW.stage = 'decided' AND NOT (
        (NEW.state -> 'listed')::boolean AND NEW.state -> 'needs' = '[]' AND NEW.state -> 'unread' = '[]'
        AND ((NEW.state -> 'read')::int > 0 OR NEW.state -> 'waived' <> '[]')) THEN
        RAISE EXCEPTION 'no decision before the evidence is there and read' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.stage IN ('carried_out', 'closed') AND NEW.state -> 'todo' <> '[]' THEN
        RAISE EXCEPTION 'a complaint is not carried out while an action is not verified' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
REVOKE EXECUTE ON FUNCTION complaint_guard() FROM PUBLIC;
CREATE TRIGGER complaint_guarded BEFORE UPDATE ON complaint FOR EACH ROW EXECUTE FUNCTION complaint_guard();

-- The last number of each brand. Its row is locked until the case is committed, so the numbers have no holes.
CREATE TABLE complaint_number (
    brand_id text PRIMARY KEY REFERENCES brand (id),
    last     bigint NOT NULL
);
ALTER TABLE complaint_number ENABLE ROW LEVEL SECURITY;
CREATE POLICY complaint_number_sight ON complaint_number USING ((SELECT is_system()));
GRANT SELECT, INSERT, UPDATE ON complaint_number TO pitboss_app;

-- The tickets that a case grew from, and those linked later.
CREATE TABLE complaint_ticket (
    brand_id     text NOT NULL,
    complaint_id uuid NOT NULL,
    ticket_id    uuid NOT NULL,
    why          text NOT NULL CHECK (why IN ('origin', 'linked', 'merged')),
    linked_by    uuid REFERENCES staff (id),
    linked_at    timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (brand_id, complaint_id, ticket_id),
    FOREIGN KEY (brand_id, ticket_id) REFERENCES ticket (brand_id, id)
);
CREATE INDEX ON complaint_ticket (brand_id, ticket_id);

-- Staff who handled what is disputed, or whom the complaint is about. What was derived is renewed; what was named stays.
CREATE TABLE complaint_party (
    brand_id     text NOT NULL,
    complaint_id uuid NOT NULL,
    staff_id     uuid NOT NULL REFERENCES staff (id),
    source       text NOT NULL CHECK (source IN ('replied', 'assigned', 'decided', 'named', 'subject')),
    ticket_id    uuid,
    reason       text NOT NULL DEFAULT '' CHECK (length(reason) <= 500),
    named_by     uuid REFERENCES staff (id),
    at           timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (brand_id, complaint_id, staff_id, source),
    FOREIGN KEY (brand_id, ticket_id) REFERENCES ticket (brand_id, id)
);

-- A conflict of interest of a member of staff, logged by themselves or by a lead.
CREATE TABLE complaint_conflict (
    brand_id     text NOT NULL,
    complaint_id uuid NOT NULL,
    staff_id     uuid NOT NULL REFERENCES staff (id),
    reason       text NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
    logged_by    uuid REFERENCES staff (id),
    at           timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (brand_id, complaint_id, staff_id)
);

CREATE TABLE complaint_pause (
    brand_id     text NOT NULL,
    id           uuid NOT NULL,
    complaint_id uuid NOT NULL,
    waiting      text NOT NULL CHECK (waiting IN ('player', 'third_party')),
    ground       text NOT NULL CHECK (length(ground) <= 60),
    rule         text NOT NULL DEFAULT '',           -- of the pack, where it lets the clock rest
    pauses       boolean NOT NULL,                   -- whether the clock rests
    reason       text NOT NULL DEFAULT '' CHECK (length(reason) <= 500),
    staff_id     uuid REFERENCES staff (id),
    from_at      timestamptz NOT NULL DEFAULT now(),
    to_at        timestamptz,
    PRIMARY KEY (brand_id, id),
    CHECK (NOT pauses OR rule <> '')
);
CREATE UNIQUE INDEX complaint_pause_open ON complaint_pause (brand_id, complaint_id) WHERE to_at IS NULL;
CREATE INDEX ON complaint_pause (brand_id, complaint_id, id);

CREATE TABLE complaint_deadline (
    brand_id     text NOT NULL,
    complaint_id uuid NOT NULL,
    kind         text NOT NULL CHECK (length(kind) BETWEEN 1 AND 40),  -- acknowledgement, final_answer, extension, …
    rule         text NOT NULL DEFAULT '',
    force        text NOT NULL DEFAULT 'own_policy' CHECK (force IN ('must', 'should', 'own_policy')),
    started_at   timestamptz NOT NULL,
    due_at       timestamptz NOT NULL,
    warn_at      timestamptz NOT NULL,
    warned_at    timestamptz,
    met_at       timestamptz,
    broken_at    timestamptz,
    paused_at    timestamptz,                        -- the clock rests since
    explained    jsonb NOT NULL DEFAULT '{}',
    PRIMARY KEY (brand_id, complaint_id, kind)
);
-- What the timer looks at: nothing while nothing is near.
CREATE INDEX complaint_deadline_warn ON complaint_deadline (warn_at) WHERE met_at IS NULL AND paused_at IS NULL AND warned_at IS NULL;
CREATE INDEX complaint_deadline_break ON complaint_deadline (due_at) WHERE met_at IS NULL AND paused_at IS NULL AND broken_at IS NULL;

-- What those who work on a case say among themselves. In no edition for the player.
CREATE TABLE complaint_note (
    brand_id     text NOT NULL,
    id           uuid NOT NULL,
    complaint_id uuid NOT NULL,
    staff_id     uuid REFERENCES staff (id),
    text         text NOT NULL CHECK (length(text) BETWEEN 1 AND 20000),
    at           timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (brand_id, id)
);
CREATE INDEX ON complaint_note (brand_id, complaint_id, id);

-- Who looked at what of a case.
CREATE TABLE complaint_view (
    brand_id     text NOT NULL,
    id           uuid NOT NULL,
    complaint_id uuid NOT NULL,
    staff_id     uuid NOT NULL REFERENCES staff (id),
    what         text NOT NULL CHECK (length(what) <= 40),
    at           timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (brand_id, id)
);
CREATE INDEX ON complaint_view (brand_id, complaint_id, id);
CREATE INDEX ON complaint_view (brand_id, complaint_id, staff_id, what, id);

DO $$
DECLARE t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['complaint_ticket', 'complaint_party', 'complaint_conflict', 'complaint_pause', 'complaint_deadline',
                             'complaint_note', 'complaint_view'] LOOP
        EXECUTE format('ALTER TABLE %I ADD FOREIGN KEY (brand_id, complaint_id) REFERENCES complaint (brand_id, id)', t);
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format($f$
            CREATE POLICY %1$I ON %2$I USING (
                (SELECT is_system())
                OR ((SELECT is_staff()) AND brand_id = ANY ((SELECT actor_brands())::text[])
                    AND brand_id = ANY ((SELECT actor_complaints())::text[])))$f$,
            t || '_sight', t);
        EXECUTE format('GRANT SELECT, INSERT, UPDATE ON %I TO pitboss_app', t);
    END LOOP;
END $$;
REVOKE UPDATE ON complaint_note, complaint_view, complaint_conflict FROM pitboss_app;
GRANT DELETE ON complaint_party, complaint_ticket TO pitboss_app;

-- What somebody unknown reports: kept at once, with no player, and opened as a case when they are identified. A report on
-- safety needs no identity.
CREATE TABLE complaint_report (
    brand_id     text NOT NULL REFERENCES brand (id),
    id           uuid NOT NULL,
    number       text NOT NULL CHECK (number ~ '^R-[1-9][0-9]{3,11}$'),
    said         text NOT NULL CHECK (length(said) BETWEEN 1 AND 20000),
    contact      text NOT NULL DEFAULT '' CHECK (length(contact) <= 500),
    channel      text NOT NULL,
    language     text NOT NULL,
    safety       boolean NOT NULL DEFAULT false,
    ticket_id    uuid,
    received_at  timestamptz NOT NULL,
    recorded_at  timestamptz NOT NULL DEFAULT now(),
    recorded_by  uuid REFERENCES staff (id),
    complaint_id uuid,                               -- the case that it became
    settled_at   timestamptz,                        -- a case, or looked at without one
    settled_by   uuid REFERENCES staff (id),
    settled_why  text NOT NULL DEFAULT '' CHECK (length(settled_why) <= 500),
    key          text CHECK (length(key) <= 200),
    PRIMARY KEY (brand_id, id),
    UNIQUE (brand_id, number),
    FOREIGN KEY (brand_id, ticket_id) REFERENCES ticket (brand_id, id),
    FOREIGN KEY (brand_id, complaint_id) REFERENCES complaint (brand_id, id)
);
CREATE UNIQUE INDEX complaint_report_key ON complaint_report (brand_id, key) WHERE key IS NOT NULL;
CREATE INDEX complaint_report_open ON complaint_report (brand_id, id) WHERE settled_at IS NULL;
CREATE INDEX ON complaint_report (brand_id, complaint_id) WHERE complaint_id IS NOT NULL;
ALTER TABLE complaint_report ENABLE ROW LEVEL SECURITY;
CREATE POLICY complaint_report_sight ON complaint_report USING (
    (SELECT is_system())
    OR ((SELECT is_staff()) AND brand_id = ANY ((SELECT actor_brands())::text[]) AND brand_id = ANY ((SELECT actor_complaints())::text[])));
GRANT SELECT, INSERT, UPDATE ON complaint_report TO pitboss_app;

-- A case's events, to replay them.
CREATE INDEX event_complaint ON event (brand_id, (data ->> 'complaint'), number) WHERE type LIKE 'complaint\_%';
