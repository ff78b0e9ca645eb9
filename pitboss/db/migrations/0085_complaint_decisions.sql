-- From a proposed decision to its execution, its appeal and its referral. Decisions are never written anew: a changed mind is a
-- new decision that names the old one.

-- Up to what sum somebody with a role decides alone. A currency without a limit takes two people.
CREATE TABLE complaint_sign_limit (
    brand_id text NOT NULL REFERENCES brand (id),
    role     text NOT NULL REFERENCES role (name),
    currency text NOT NULL CHECK (currency ~ '^[A-Z]{3,5}$'),
    amount   numeric(24, 8) NOT NULL CHECK (amount >= 0),
    set_by   uuid REFERENCES staff (id),
    set_at   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (brand_id, role, currency)
);
ALTER TABLE complaint_sign_limit ENABLE ROW LEVEL SECURITY;
CREATE POLICY complaint_sign_limit_sight ON complaint_sign_limit USING (
    (SELECT is_system()) OR ((SELECT is_staff()) AND brand_id = ANY ((SELECT actor_brands())::text[])));
GRANT SELECT, INSERT, UPDATE, DELETE ON complaint_sign_limit TO pitboss_app;

CREATE TABLE complaint_appeal (
    brand_id      text NOT NULL,
    id            uuid NOT NULL,
    complaint_id  uuid NOT NULL,
    decision_id   uuid NOT NULL,                     -- what is appealed
    how           text NOT NULL CHECK (how IN ('link', 'cabinet', 'staff')),
    grounds       text NOT NULL,                     -- the player's own words
    noted_by      uuid REFERENCES staff (id),
    asked_at      timestamptz NOT NULL DEFAULT now(),
    until         timestamptz,                       -- how long it could be asked; NULL: the pack sets no end
    rule          text NOT NULL DEFAULT '',          -- of the pack, by which that is
    handler_id    uuid REFERENCES staff (id),
    given_by      uuid REFERENCES staff (id),
    given_at      timestamptz,
    view_outcome  text,                              -- provisional, before the first decision is seen
    view_text     text,
    view_at       timestamptz,
    outcome       text CHECK (outcome IN ('upheld', 'changed', 'sent_back')),
    reasoning     text,
    new_decision_id uuid,
    decided_at    timestamptz,
    version       int NOT NULL DEFAULT 1,
    PRIMARY KEY (brand_id, id),
    UNIQUE (brand_id, decision_id),                  -- one appeal of one decision, however often it is sent
    FOREIGN KEY (brand_id, complaint_id) REFERENCES complaint (brand_id, id),
    CHECK ((handler_id IS NULL) = (given_at IS NULL)),
    CHECK ((view_at IS NULL) = (view_text IS NULL) AND (view_at IS NULL) = (view_outcome IS NULL)),
    CHECK (decided_at IS NULL OR (view_at IS NOT NULL AND outcome IS NOT NULL)),
    CHECK (view_at IS NULL OR handler_id IS NOT NULL)
);
CREATE INDEX ON complaint_appeal (brand_id, complaint_id);
CREATE INDEX complaint_appeal_blind ON complaint_appeal (handler_id) WHERE handler_id IS NOT NULL AND view_at IS NULL;
CREATE INDEX complaint_appeal_decided ON complaint_appeal (brand_id, decided_at) WHERE decided_at IS NOT NULL;

-- Whoever hears an appeal does not see what was decided before they have written what they think themselves: the cases to
-- whose first decision the actor is blind. Asked by the policies below, so that lists, exports and reports are blind alike.
CREATE FUNCTION actor_blind_to() RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT coalesce(array_agg(a.complaint_id), '{}') FROM complaint_appeal a WHERE a.handler_id = actor_id() AND a.view_at IS NULL
$$;

CREATE TABLE complaint_decision (
    brand_id     text NOT NULL,
    id           uuid NOT NULL,
    complaint_id uuid NOT NULL,
    replaces     uuid,
    appeal_id    uuid,                               -- the appeal that it answers
    state        text NOT NULL DEFAULT 'proposed' CHECK (state IN ('proposed', 'signing', 'decided', 'returned')),
    outcome      text NOT NULL,
    disputed_on  date NOT NULL,                      -- the day of the disputed event; the clauses are of that day
    facts        text NOT NULL,
    clauses      jsonb NOT NULL,                     -- as they stood, with their text
    no_clause    text NOT NULL DEFAULT '',           -- why none applies
    reasoning    text NOT NULL,
    language     text NOT NULL,
    redress      jsonb NOT NULL,
    digest       bytea NOT NULL,                     -- of all the above: what exactly was signed
    proposed_by  uuid NOT NULL REFERENCES staff (id),
    proposed_at  timestamptz NOT NULL DEFAULT now(),
    decided_by   uuid REFERENCES staff (id),
    decided_at   timestamptz,
    second       boolean NOT NULL DEFAULT false,     -- it takes a second person,
    beyond       jsonb NOT NULL DEFAULT '[]',        -- for these sums
    taken_at     timestamptz,                        -- from when on it holds
    returned_by  uuid REFERENCES staff (id),
    returned_at  timestamptz,
    returned_why text,
    PRIMARY KEY (brand_id, id),
    FOREIGN KEY (brand_id, complaint_id) REFERENCES complaint (brand_id, id),
    FOREIGN KEY (brand_id, replaces) REFERENCES complaint_decision (brand_id, id),
    FOREIGN KEY (brand_id, appeal_id) REFERENCES complaint_appeal (brand_id, id),
    CHECK ((state = 'decided') = (taken_at IS NOT NULL)),
    CHECK ((state = 'returned') = (returned_at IS NOT NULL)),
    CHECK (state IN ('proposed', 'returned') OR decided_by IS NOT NULL),
    CHECK ((jsonb_array_length(clauses) = 0) = (no_clause <> ''))
);
CREATE INDEX ON complaint_decision (brand_id, complaint_id);
CREATE INDEX complaint_decision_taken ON complaint_decision (brand_id, taken_at) WHERE state = 'decided';
CREATE INDEX complaint_decision_waiting ON complaint_decision (brand_id, proposed_at) WHERE state IN ('proposed', 'signing');
-- Two deciders at once: one proposal waits at a time, one decision begins a case's line, and each is replaced once.
CREATE UNIQUE INDEX complaint_decision_open ON complaint_decision (brand_id, complaint_id) WHERE state IN ('proposed', 'signing');
CREATE UNIQUE INDEX complaint_decision_first ON complaint_decision (brand_id, complaint_id) WHERE state = 'decided' AND replaces IS NULL;
CREATE UNIQUE INDEX complaint_decision_replaced ON complaint_decision (brand_id, replaces) WHERE state = 'decided' AND replaces IS NOT NULL;
ALTER TABLE complaint_appeal ADD FOREIGN KEY (brand_id, decision_id) REFERENCES complaint_decision (brand_id, id);
ALTER TABLE complaint_appeal ADD FOREIGN KEY (brand_id, new_decision_id) REFERENCES complaint_decision (brand_id, id);

CREATE TABLE complaint_signature (
    brand_id    text NOT NULL,
    decision_id uuid NOT NULL,
    role        text NOT NULL CHECK (role IN ('proposer', 'decider', 'second')),
    staff_id    uuid NOT NULL REFERENCES staff (id),
    digest      bytea NOT NULL,
    at          timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (brand_id, decision_id, role),
    FOREIGN KEY (brand_id, decision_id) REFERENCES complaint_decision (brand_id, id)
);
CREATE INDEX ON complaint_signature (staff_id);

CREATE TABLE complaint_referral (
    brand_id     text NOT NULL,
    id           uuid NOT NULL,
    complaint_id uuid NOT NULL,
    decision_id  uuid,                               -- what stood when it was referred; NULL: no decision in time
    body         text NOT NULL,                      -- of the pack, on the day
    body_name    text NOT NULL,
    body_record  jsonb NOT NULL,                     -- the pack's record of it, as it stood
    asked_by     text NOT NULL CHECK (asked_by IN ('player', 'us')),
    reference    text NOT NULL DEFAULT '',           -- the body's own
    export_id    uuid,                               -- the pack of evidence that went with it
    export_hash  text NOT NULL DEFAULT '',
    sent_at      timestamptz NOT NULL DEFAULT now(),
    sent_by      uuid REFERENCES staff (id),
    answer_due   timestamptz,                        -- NULL: the pack sets no time
    rule         text NOT NULL DEFAULT '',
    answered_at  timestamptz,
    answered_by  uuid REFERENCES staff (id),
    ruling       text CHECK (ruling IN ('for_player', 'for_operator', 'settled', 'refused')),
    ruling_text  text,
    ruling_redress jsonb NOT NULL DEFAULT '[]',
    ruled_at     timestamptz,                        -- by the body
    noted_by     uuid REFERENCES staff (id),
    noted_at     timestamptz,
    version      int NOT NULL DEFAULT 1,
    PRIMARY KEY (brand_id, id),
    FOREIGN KEY (brand_id, complaint_id) REFERENCES complaint (brand_id, id),
    FOREIGN KEY (brand_id, decision_id) REFERENCES complaint_decision (brand_id, id),
    CHECK ((ruling IS NULL) = (ruled_at IS NULL))
);
CREATE INDEX ON complaint_referral (brand_id, complaint_id);
CREATE INDEX ON complaint_referral (brand_id, sent_at);
CREATE UNIQUE INDEX complaint_referral_open ON complaint_referral (brand_id, complaint_id) WHERE ruling IS NULL;

CREATE TABLE complaint_execution (
    brand_id     text NOT NULL,
    id           uuid NOT NULL,
    complaint_id uuid NOT NULL,
    decision_id  uuid,                               -- or
    referral_id  uuid,                               -- whose ruling it carries out
    place        int NOT NULL,
    kind         text NOT NULL CHECK (kind IN ('payment', 'bonus_restored', 'bet_resettled', 'limit_lifted', 'account_reopened', 'apology', 'other')),
    amount       numeric(24, 8),
    currency     text,
    subject      text NOT NULL DEFAULT '',
    what         text NOT NULL DEFAULT '',
    promised_for timestamptz,                       -- the end of the day that was promised
    since        timestamptz NOT NULL DEFAULT now(), -- nothing older proves it
    state        text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'proven', 'verified', 'dropped')),
    by_hand      boolean NOT NULL,                   -- no system can show it: a second person confirms
    reference    text,
    proof        text NOT NULL DEFAULT '',           -- in words
    proven_by    uuid REFERENCES staff (id),
    proven_at    timestamptz,
    found        text NOT NULL DEFAULT '',           -- why it is not verified yet
    tries        int NOT NULL DEFAULT 0,
    next_at      timestamptz,                        -- when the back office is asked again
    verified_at  timestamptz,
    verified_by  uuid REFERENCES staff (id),         -- NULL: the back office showed it
    record       bytea,                              -- SHA-256 of its answer
    source       text,
    version      int NOT NULL DEFAULT 1,
    PRIMARY KEY (brand_id, id),
    FOREIGN KEY (brand_id, complaint_id) REFERENCES complaint (brand_id, id),
    FOREIGN KEY (brand_id, decision_id) REFERENCES complaint_decision (brand_id, id),
    FOREIGN KEY (brand_id, referral_id) REFERENCES complaint_referral (brand_id, id),
    CHECK (num_nonnulls(decision_id, referral_id) = 1),
    CHECK ((amount IS NULL) = (currency IS NULL)),
    CHECK ((state = 'verified') = (verified_at IS NOT NULL)),
    CHECK (state <> 'verified' OR (proven_by IS NOT NULL AND (record IS NOT NULL OR verified_by <> proven_by))),
    CHECK (state IN ('open', 'dropped') OR proven_at IS NOT NULL)
);
CREATE INDEX ON complaint_execution (brand_id, complaint_id);
CREATE INDEX complaint_execution_due ON complaint_execution (next_at) WHERE state = 'proven' AND next_at IS NOT NULL;
-- One payment carries out one action.
CREATE UNIQUE INDEX complaint_execution_proof ON complaint_execution (brand_id, kind, reference)
    WHERE kind = 'payment' AND state = 'verified';

-- ── what never changes ──────────────────────────────────────────────────────────────────────────────

-- A decision's words stay as they were proposed. It holds only with the signatures that it takes, of people without a conflict.
CREATE FUNCTION keep_complaint_decision() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    signers uuid[];
BEGIN
    IF (OLD.complaint_id, OLD.replaces, OLD.appeal_id, OLD.outcome, OLD.disputed_on, OLD.facts, OLD.clauses, OLD.no_clause,
        OLD.reasoning, OLD.language, OLD.redress, OLD.digest, OLD.proposed_by, OLD.proposed_at)
       IS DISTINCT FROM
       (NEW.complaint_id, NEW.replaces, NEW.appeal_id, NEW.outcome, NEW.disputed_on, NEW.facts, NEW.clauses, NEW.no_clause,
        NEW.reasoning, NEW.language, NEW.redress, NEW.digest, NEW.proposed_by, NEW.proposed_at)
       OR OLD.state IN ('decided', 'returned') THEN
        RAISE EXCEPTION 'a decision stays as it is' USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.state = 'decided' THEN
        SELECT array_agg(s.staff_id) INTO signers FROM complaint_signature s
        WHERE  s.brand_id = NEW.brand_id AND s.decision_id = NEW.id AND s.role IN ('decider', 'second') AND s.digest = NEW.digest;
        IF NOT coalesce(NEW.decided_by = ANY (signers), false) THEN
            RAISE EXCEPTION 'a decision holds only once its decider has signed it' USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.second AND NOT EXISTS (
            SELECT 1 FROM unnest(signers) AS one WHERE one <> NEW.decided_by AND one <> NEW.proposed_by) THEN
            RAISE EXCEPTION 'this decision takes a second person' USING ERRCODE = 'check_violation';
        END IF;
        IF EXISTS (SELECT 1 FROM complaint_party p
                   WHERE p.brand_id = NEW.brand_id AND p.complaint_id = NEW.complaint_id AND p.staff_id = ANY (signers))
           OR EXISTS (SELECT 1 FROM complaint_conflict c
                      WHERE c.brand_id = NEW.brand_id AND c.complaint_id = NEW.complaint_id AND c.staff_id = ANY (signers)) THEN
            RAISE EXCEPTION 'nobody with a conflict decides or signs' USING ERRCODE = 'check_violation';
        END IF;
    END IF;
    RETURN NEW;
END $$;
REVOKE EXECUTE ON FUNCTION keep_complaint_decision() FROM PUBLIC;
CREATE TRIGGER keep_complaint_decision BEFORE UPDATE ON complaint_decision FOR EACH ROW EXECUTE FUNCTION keep_complaint_decision();

-- A decision begins as a proposal.
CREATE FUNCTION begin_complaint_decision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state <> 'proposed' OR NEW.decided_by IS NOT NULL THEN
        RAISE EXCEPTION 'a decision begins as a proposal' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
REVOKE EXECUTE ON FUNCTION begin_complaint_decision() FROM PUBLIC;
CREATE TRIGGER begin_complaint_decision BEFORE INSERT ON complaint_decision FOR EACH ROW EXECUTE FUNCTION begin_complaint_decision();

-- What the player asked and what the handler thought stay; nobody who took part in the first decision hears its appeal.
CREATE FUNCTION keep_complaint_appeal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND (
        (OLD.complaint_id, OLD.decision_id, OLD.how, OLD.grounds, OLD.asked_at, OLD.until, OLD.rule)
            IS DISTINCT FROM (NEW.complaint_id, NEW.decision_id, NEW.how, NEW.grounds, NEW.asked_at, NEW.until, NEW.rule)
        OR OLD.decided_at IS NOT NULL
        OR (OLD.view_at IS NOT NULL AND (OLD.view_at, OLD.view_outcome, OLD.view_text, OLD.handler_id)
            IS DISTINCT FROM (NEW.view_at, NEW.view_outcome, NEW.view_text, NEW.handler_id))) THEN
        RAISE EXCEPTION 'an appeal stays as it is' USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.handler_id IS NOT NULL AND (
        EXISTS (SELECT 1 FROM complaint_signature s JOIN complaint_decision d ON d.brand_id = s.brand_id AND d.id = s.decision_id
                WHERE  d.brand_id = NEW.brand_id AND d.complaint_id = NEW.complaint_id AND s.staff_id = NEW.handler_id
                  AND  d.appeal_id IS DISTINCT FROM NEW.id)
        OR EXISTS (SELECT 1 FROM complaint_party p
                   WHERE p.brand_id = NEW.brand_id AND p.complaint_id = NEW.complaint_id AND p.staff_id = NEW.handler_id)
        OR EXISTS (SELECT 1 FROM complaint_conflict c
                   WHERE c.brand_id = NEW.brand_id AND c.complaint_id = NEW.complaint_id AND c.staff_id = NEW.handler_id)) THEN
        RAISE EXCEPTION 'nobody with a conflict hears an appeal' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
REVOKE EXECUTE ON FUNCTION keep_complaint_appeal() FROM PUBLIC;
CREATE TRIGGER keep_complaint_appeal BEFORE INSERT OR UPDATE ON complaint_appeal FOR EACH ROW EXECUTE FUNCTION keep_complaint_appeal();

CREATE FUNCTION keep_complaint_execution() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (OLD.complaint_id, OLD.decision_id, OLD.referral_id, OLD.kind, OLD.amount, OLD.currency, OLD.subject, OLD.what, OLD.since)
       IS DISTINCT FROM
       (NEW.complaint_id, NEW.decision_id, NEW.referral_id, NEW.kind, NEW.amount, NEW.currency, NEW.subject, NEW.what, NEW.since)
       OR OLD.state IN ('verified', 'dropped') THEN
        RAISE EXCEPTION 'what is to be carried out, and what was, stays as it is' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
REVOKE EXECUTE ON FUNCTION keep_complaint_execution() FROM PUBLIC;
CREATE TRIGGER keep_complaint_execution BEFORE UPDATE ON complaint_execution FOR EACH ROW EXECUTE FUNCTION keep_complaint_execution();

CREATE FUNCTION keep_complaint_referral() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (OLD.complaint_id, OLD.decision_id, OLD.body, OLD.body_record, OLD.export_id, OLD.export_hash, OLD.sent_at)
       IS DISTINCT FROM
       (NEW.complaint_id, NEW.decision_id, NEW.body, NEW.body_record, NEW.export_id, NEW.export_hash, NEW.sent_at)
       OR OLD.ruled_at IS NOT NULL THEN
        RAISE EXCEPTION 'a referral stays as it is' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
REVOKE EXECUTE ON FUNCTION keep_complaint_referral() FROM PUBLIC;
CREATE TRIGGER keep_complaint_referral BEFORE UPDATE ON complaint_referral FOR EACH ROW EXECUTE FUNCTION keep_complaint_referral();

-- ── who sees it ─────────────────────────────────────────────────────────────────────────────────────

DO $$
DECLARE t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['complaint_decision', 'complaint_execution', 'complaint_appeal', 'complaint_referral'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format($f$
            CREATE POLICY %1$I ON %2$I USING (
                (SELECT is_system())
                OR ((SELECT is_staff()) AND brand_id = ANY ((SELECT actor_brands())::text[])
                    AND brand_id = ANY ((SELECT actor_complaints())::text[]) %3$s))$f$,
            t || '_sight', t,
            CASE WHEN t IN ('complaint_decision', 'complaint_execution')
                 THEN 'AND complaint_id <> ALL ((SELECT actor_blind_to())::uuid[])' ELSE '' END);
        EXECUTE format('GRANT SELECT, INSERT, UPDATE ON %I TO pitboss_app', t);
    END LOOP;
END $$;
ALTER TABLE complaint_signature ENABLE ROW LEVEL SECURITY;
CREATE POLICY complaint_signature_sight ON complaint_signature USING (
    (SELECT is_system())
    OR ((SELECT is_staff()) AND EXISTS (
            SELECT 1 FROM complaint_decision d
            WHERE  d.brand_id = complaint_signature.brand_id AND d.id = complaint_signature.decision_id)));
GRANT SELECT, INSERT ON complaint_signature TO pitboss_app;

-- A player sees what was decided in their own cases, and what is done about it.
CREATE POLICY complaint_decision_player ON complaint_decision FOR SELECT USING (
    (SELECT actor_kind()) = 'player' AND state = 'decided'
    AND EXISTS (SELECT 1 FROM complaint c WHERE c.brand_id = complaint_decision.brand_id AND c.id = complaint_decision.complaint_id));
CREATE POLICY complaint_execution_player ON complaint_execution FOR SELECT USING (
    (SELECT actor_kind()) = 'player'
    AND EXISTS (SELECT 1 FROM complaint c WHERE c.brand_id = complaint_execution.brand_id AND c.id = complaint_execution.complaint_id));
CREATE POLICY complaint_appeal_player ON complaint_appeal FOR SELECT USING (
    (SELECT actor_kind()) = 'player'
    AND EXISTS (SELECT 1 FROM complaint c WHERE c.brand_id = complaint_appeal.brand_id AND c.id = complaint_appeal.complaint_id));
CREATE POLICY complaint_referral_player ON complaint_referral FOR SELECT USING (
    (SELECT actor_kind()) = 'player'
    AND EXISTS (SELECT 1 FROM complaint c WHERE c.brand_id = complaint_referral.brand_id AND c.id = complaint_referral.complaint_id));

-- Blind to the first decision is also who would read it in the notes on the case, or in the log.
CREATE POLICY complaint_note_blind ON complaint_note AS RESTRICTIVE FOR SELECT TO pitboss_app USING (
    (SELECT is_system()) OR complaint_id <> ALL ((SELECT actor_blind_to())::uuid[]));
CREATE POLICY event_blind ON event AS RESTRICTIVE FOR SELECT TO pitboss_app USING (
    (SELECT is_system() OR cardinality(actor_blind_to()) = 0)
    OR type NOT LIKE 'complaint\_%' OR (data->>'complaint')::uuid <> ALL ((SELECT actor_blind_to())::uuid[])
    OR NOT (data ?| '{outcome,result,reason,todo}'));
