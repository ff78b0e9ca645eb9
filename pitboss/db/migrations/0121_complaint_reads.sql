-- Where reads of complaints met a policy or read whole tables.

-- The numbers of a case's events, the oldest first. A policy keeps `->>` from its index, so a case's log was sought through all
-- events of all cases; this runs as the owner and asks what the policy asks. The events themselves are read behind it.
CREATE FUNCTION events_of_complaint(brand text, complaint uuid, after bigint) RETURNS SETOF bigint
    LANGUAGE sql STABLE SECURITY DEFINER ROWS 50 SET search_path = public AS $$
    SELECT e.number FROM event e
    WHERE  e.brand_id = $1 AND e.data ->> 'complaint' = $2::text AND e.type LIKE 'complaint\_%' AND e.number > $3
      AND  ((SELECT is_system())
            OR ((SELECT is_staff()) AND $1 = ANY ((SELECT actor_brands())::text[]) AND $1 = ANY ((SELECT actor_complaints())::text[])))
    ORDER  BY e.number
$$;
REVOKE EXECUTE ON FUNCTION events_of_complaint(text, uuid, bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION events_of_complaint(text, uuid, bigint) TO pitboss_app, pitboss_desk;

-- What reports ask of a case, without its words.
CREATE INDEX complaint_kind ON complaint (brand_id, id) INCLUDE (category, subcategory, pack, team_id, player_id);
CREATE INDEX complaint_received ON complaint (brand_id, pack, first_received_at);
DROP INDEX complaint_decision_taken;
CREATE INDEX complaint_decision_taken ON complaint_decision (brand_id, taken_at) INCLUDE (complaint_id, outcome, state) WHERE state = 'decided';
CREATE INDEX complaint_referral_ruled ON complaint_referral (brand_id, noted_at) INCLUDE (complaint_id, ruling) WHERE ruling IS NOT NULL;
CREATE INDEX complaint_execution_since ON complaint_execution (brand_id, since) INCLUDE (complaint_id, currency, amount)
    WHERE currency IS NOT NULL;
CREATE INDEX complaint_execution_verified ON complaint_execution (brand_id, verified_at) INCLUDE (complaint_id, currency, amount)
    WHERE currency IS NOT NULL AND verified_at IS NOT NULL;
CREATE INDEX complaint_deadline_ended ON complaint_deadline (brand_id, (CASE WHEN met_at IS NULL THEN broken_at ELSE met_at END))
    INCLUDE (complaint_id, kind, force, met_at, broken_at) WHERE ours;
CREATE INDEX complaint_deadline_open ON complaint_deadline (brand_id, due_at) WHERE ours AND met_at IS NULL;

-- The board: what is open, at a stage, of all; those of one person or team; the few whose appeal is open, or that wait. A policy
-- lets CASE into an index, and keeps coalesce() from it, so that each page of the old ones began at the first row.
DROP INDEX complaint_open, complaint_board;
DO $$
DECLARE
    due text := $due$ (CASE WHEN next_due_at IS NULL THEN 'infinity'::timestamptz ELSE next_due_at END), id $due$;
BEGIN
    EXECUTE 'CREATE INDEX complaint_open ON complaint (brand_id, ' || due || ') WHERE closed_at IS NULL';
    EXECUTE 'CREATE INDEX complaint_board ON complaint (brand_id, stage, ' || due || ')';
    EXECUTE 'CREATE INDEX complaint_ordered ON complaint (brand_id, ' || due || ')';
    EXECUTE 'CREATE INDEX complaint_owned ON complaint (brand_id, owner_staff_id, ' || due || ')';
    EXECUTE 'CREATE INDEX complaint_owned_ever ON complaint (brand_id, owner_staff_id, id)';
    EXECUTE 'CREATE INDEX complaint_of_team ON complaint (brand_id, team_id, ' || due || ')';
    EXECUTE 'CREATE INDEX complaint_appealed ON complaint (brand_id, ' || due || $q$) WHERE appeal IN ('asked', 'heard')$q$;
    EXECUTE 'CREATE INDEX complaint_waits ON complaint (brand_id, ' || due || ') WHERE waiting IS NOT NULL';
END $$;
