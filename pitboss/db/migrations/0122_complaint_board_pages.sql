-- The board: what is open, at a stage, of all; those of one person or team; the few whose appeal is open, or that wait. A policy
-- lets CASE into an index, and keeps coalesce() from it, so that each page of the old ones began at the first row.
DROP INDEX complaint_open, complaint_board, complaint_ordered, complaint_owned, complaint_of_team, complaint_appealed, complaint_waits;
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
