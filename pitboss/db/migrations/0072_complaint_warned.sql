-- Beside the nearest end of a case's clocks the nearest warning, so that the board is counted without a look at each clock.
ALTER TABLE complaint ADD COLUMN next_warn_at timestamptz;
UPDATE complaint c SET next_warn_at = (
    SELECT min(d.warn_at) FROM complaint_deadline d
    WHERE  d.brand_id = c.brand_id AND d.complaint_id = c.id AND d.ours AND d.met_at IS NULL)
WHERE  c.next_due_at IS NOT NULL;
CREATE INDEX complaint_counted ON complaint (brand_id, stage) INCLUDE (next_due_at, next_warn_at) WHERE closed_at IS NULL;
