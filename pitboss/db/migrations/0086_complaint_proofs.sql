-- One payment carries out one action, under whichever of its references it was named.
ALTER TABLE complaint_execution ADD COLUMN record_id text;  -- of the payment, as the back office names it
DROP INDEX complaint_execution_proof;
CREATE UNIQUE INDEX complaint_execution_proof ON complaint_execution (brand_id, record_id) WHERE record_id IS NOT NULL;

-- No decision holds while evidence that the case needs is missing, or was read by nobody.
CREATE FUNCTION complaint_evidence_first() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state = 'decided' AND OLD.state <> 'decided' AND (
        EXISTS (SELECT 1 FROM complaint_need n
                WHERE  n.brand_id = NEW.brand_id AND n.complaint_id = NEW.complaint_id AND n.needed
                  AND  n.state NOT IN ('present', 'waived'))
        OR EXISTS (SELECT 1 FROM complaint_evidence i
                   WHERE i.brand_id = NEW.brand_id AND i.complaint_id = NEW.complaint_id AND i.reviewed_at IS NULL)) THEN
        RAISE EXCEPTION 'no decision before the evidence is there and read' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
REVOKE EXECUTE ON FUNCTION complaint_evidence_first() FROM PUBLIC;
CREATE TRIGGER complaint_evidence_first BEFORE UPDATE ON complaint_decision FOR EACH ROW EXECUTE FUNCTION complaint_evidence_first();
