-- What needs somebody in a ticket is a notice of the desk, the same in each of their browsers. Of each kind there is one for a
-- ticket and a person: it counts while they have not seen it, and begins anew when they have.
ALTER TABLE staff_notice DROP CONSTRAINT staff_notice_kind_check;
ALTER TABLE staff_notice ADD CONSTRAINT staff_notice_kind_check
    CHECK (kind IN ('notify_team', 'notify_supervisor', 'reply_stopped', 'whisper', 'broadcast', 'article_overdue',
                    'incident_suspected', 'assigned', 'taken_over', 'said', 'mentioned'));
ALTER TABLE staff_notice ADD COLUMN times int NOT NULL DEFAULT 1;
ALTER TABLE staff_notice ADD COLUMN by_id uuid REFERENCES staff (id);
CREATE UNIQUE INDEX staff_notice_once ON staff_notice (brand_id, ticket_id, staff_id, kind)
    WHERE kind IN ('assigned', 'taken_over', 'said', 'mentioned');

-- Goes with the commit of what happened (0019, 0055).
CREATE FUNCTION tell_staff(brand text, ticket uuid, what text, who uuid, notices uuid[], people uuid[]) RETURNS void
    LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO staff_notice AS n (brand_id, id, staff_id, ticket_id, kind, by_id)
    SELECT brand, told.notice, told.person, ticket, what, who
    FROM   unnest(notices, people) AS told (notice, person)
    ON CONFLICT (brand_id, ticket_id, staff_id, kind) WHERE kind IN ('assigned', 'taken_over', 'said', 'mentioned')
    DO UPDATE SET times = CASE WHEN n.seen_at IS NULL THEN n.times + 1 ELSE 1 END, seen_at = NULL, by_id = excluded.by_id,
                  created_at = now();
END $$;
