-- What reports on complaints count, narrow and in the order of time, so that no report reads the log itself: each step that is
-- counted or leads to another stage, and when that stage was left. Written by the log alone, in the transaction of the step.
-- docs/subsystems/complaint-decisions.md

-- The stage that an event leads to; NULL where it leads to none.
CREATE FUNCTION complaint_stage_of(type text, data jsonb) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
    CASE type
        WHEN 'complaint_registered' THEN 'registered' WHEN 'complaint_acknowledged' THEN 'acknowledged'
        WHEN 'complaint_analysed' THEN 'analysis' WHEN 'complaint_investigated' THEN 'investigation'
        WHEN 'complaint_decision_proposed' THEN 'proposed' WHEN 'complaint_proposal_returned' THEN 'investigation'
        WHEN 'complaint_decided' THEN 'decided' WHEN 'complaint_carried_out' THEN 'carried_out'
        WHEN 'complaint_closed' THEN 'closed' WHEN 'complaint_withdrawn' THEN 'withdrawn'
        WHEN 'complaint_out_of_scope' THEN 'out_of_scope' WHEN 'complaint_merged' THEN 'merged'
        WHEN 'complaint_appeal_decided' THEN CASE data ->> 'outcome' WHEN 'sent_back' THEN 'investigation' WHEN 'changed' THEN 'decided' END
        WHEN 'complaint_referral_ruled' THEN CASE WHEN data -> 'todo' <> '[]' THEN 'decided' END
    END;

CREATE TABLE complaint_step (
    brand_id     text NOT NULL,
    number       bigint NOT NULL,                    -- of its event
    complaint_id uuid NOT NULL,
    type         text NOT NULL,
    at           timestamptz NOT NULL,
    decision_id  uuid,                               -- that it names
    tells        boolean NOT NULL,                   -- something of the decision, as event_blind has it
    stage        text,                               -- into which it led, where that was another one
    left_at      timestamptz,                        -- when that stage was left
    PRIMARY KEY (brand_id, complaint_id, number),
    FOREIGN KEY (brand_id, number) REFERENCES event (brand_id, number),
    FOREIGN KEY (brand_id, complaint_id) REFERENCES complaint (brand_id, id),
    CHECK (left_at IS NULL OR stage IS NOT NULL)
);
-- A case stands in one stage at a time.
CREATE UNIQUE INDEX complaint_step_stands ON complaint_step (brand_id, complaint_id) WHERE stage IS NOT NULL AND left_at IS NULL;
CREATE INDEX complaint_step_at ON complaint_step (brand_id, type, at) INCLUDE (complaint_id, decision_id, tells);
CREATE INDEX complaint_step_left ON complaint_step (brand_id, stage, left_at) INCLUDE (at, complaint_id, tells) WHERE left_at IS NOT NULL;
ALTER TABLE complaint_step ENABLE ROW LEVEL SECURITY;
CREATE POLICY complaint_step_sight ON complaint_step USING (
    (SELECT is_system())
    OR ((SELECT is_staff()) AND brand_id = ANY ((SELECT actor_brands())::text[]) AND brand_id = ANY ((SELECT actor_complaints())::text[])));
CREATE POLICY complaint_step_blind ON complaint_step AS RESTRICTIVE FOR SELECT TO pitboss_app USING (
    (SELECT is_system() OR cardinality(actor_blind_to()) = 0)
    OR NOT tells OR complaint_id <> ALL ((SELECT actor_blind_to())::uuid[]));
GRANT SELECT ON complaint_step TO pitboss_app;

CREATE FUNCTION note_complaint_step() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE
    of   uuid := (NEW.data ->> 'complaint')::uuid;
    into_stage text := complaint_stage_of(NEW.type, NEW.data);
BEGIN
    IF into_stage IS NOT NULL THEN
        IF EXISTS (SELECT 1 FROM complaint_step s
                   WHERE s.brand_id = NEW.brand_id AND s.complaint_id = of AND s.stage = into_stage AND s.left_at IS NULL) THEN
            into_stage := NULL;
        ELSE
            UPDATE complaint_step s SET left_at = NEW.at
            WHERE  s.brand_id = NEW.brand_id AND s.complaint_id = of AND s.stage IS NOT NULL AND s.left_at IS NULL;
        END IF;
    END IF;
    INSERT INTO complaint_step (brand_id, number, complaint_id, type, at, decision_id, tells, stage)
    VALUES (NEW.brand_id, NEW.number, of, NEW.type, NEW.at, (NEW.data ->> 'decision')::uuid,
            NEW.data ?| '{outcome,result,todo}' OR coalesce(NEW.data ->> 'reason', '') <> '', into_stage);
    RETURN NULL;
END $$;
REVOKE EXECUTE ON FUNCTION note_complaint_step() FROM PUBLIC;
CREATE TRIGGER note_complaint_step AFTER INSERT ON event FOR EACH ROW
WHEN (NEW.type IN (
    'complaint_registered', 'complaint_acknowledged', 'complaint_analysed', 'complaint_investigated', 'complaint_decision_proposed',
    'complaint_proposal_returned', 'complaint_decided', 'complaint_carried_out', 'complaint_closed', 'complaint_withdrawn',
    'complaint_out_of_scope', 'complaint_merged', 'complaint_appeal_asked', 'complaint_appeal_decided', 'complaint_referral_sent',
    'complaint_referral_ruled', 'complaint_deadline_broken'))
EXECUTE FUNCTION note_complaint_step();

-- Writes them all anew from the log: for a desk that has cases already, and for one that was filled past its triggers.
CREATE FUNCTION renew_complaint_steps() RETURNS void LANGUAGE sql SET search_path = public AS $$
    DELETE FROM complaint_step;
    WITH steps AS (
        SELECT e.brand_id, e.number, (e.data ->> 'complaint')::uuid AS complaint_id, e.type, e.at, e.data,
               complaint_stage_of(e.type, e.data) AS stage
        FROM   event e
        WHERE  e.type LIKE 'complaint\_%' AND e.type IN (
                   'complaint_registered', 'complaint_acknowledged', 'complaint_analysed', 'complaint_investigated',
                   'complaint_decision_proposed', 'complaint_proposal_returned', 'complaint_decided', 'complaint_carried_out',
                   'complaint_closed', 'complaint_withdrawn', 'complaint_out_of_scope', 'complaint_merged', 'complaint_appeal_asked',
                   'complaint_appeal_decided', 'complaint_referral_sent', 'complaint_referral_ruled', 'complaint_deadline_broken')),
    moved AS (
        SELECT brand_id, number, complaint_id, at, stage, lag(stage) OVER (PARTITION BY brand_id, complaint_id ORDER BY number) AS before
        FROM   steps
        WHERE  stage IS NOT NULL),
    stays AS (
        SELECT brand_id, number, stage, lead(at) OVER (PARTITION BY brand_id, complaint_id ORDER BY number) AS left_at
        FROM   moved
        WHERE  stage IS DISTINCT FROM before)
    INSERT INTO complaint_step (brand_id, number, complaint_id, type, at, decision_id, tells, stage, left_at)
    SELECT s.brand_id, s.number, s.complaint_id, s.type, s.at, (s.data ->> 'decision')::uuid,
           s.data ?| '{outcome,result,todo}' OR coalesce(s.data ->> 'reason', '') <> '', y.stage, y.left_at
    FROM   steps s LEFT JOIN stays y ON y.brand_id = s.brand_id AND y.number = s.number
$$;
REVOKE EXECUTE ON FUNCTION renew_complaint_steps() FROM PUBLIC;
SELECT renew_complaint_steps();
