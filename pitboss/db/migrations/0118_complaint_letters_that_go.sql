-- A step that is told by a letter is met once that has gone. So a letter keeps which decision it tells, and a moment that is
-- not true any more (the answer came back, an appeal sent the case back) is taken out, with the player's clocks from it.
ALTER TABLE complaint_letter ADD COLUMN decision_id uuid;
ALTER TABLE complaint_letter ADD FOREIGN KEY (brand_id, decision_id) REFERENCES complaint_decision (brand_id, id);
UPDATE complaint_letter l SET decision_id = (
    SELECT d.id FROM complaint_decision d
    WHERE  d.brand_id = l.brand_id AND d.complaint_id = l.complaint_id AND d.state = 'decided' AND d.taken_at <= l.sent_at
    ORDER  BY d.taken_at DESC LIMIT 1)
WHERE  l.kind IN ('final_response', 'final_response_satisfied', 'deadlock', 'appeal_outcome');
ALTER TABLE complaint_letter DROP CONSTRAINT complaint_letter_kind_check;
ALTER TABLE complaint_letter ADD CONSTRAINT complaint_letter_kind_check CHECK (kind IN (
    'acknowledgement', 'extension', 'progress', 'information_request', 'overdue', 'final_response', 'final_response_satisfied',
    'deadlock', 'appeal_outcome'));
GRANT DELETE ON complaint_moment, complaint_deadline TO pitboss_app;

-- A dispute body that has the case because our answer did not come in time may rule before we have decided; its ruling is then
-- what is carried out. It is the one way to "decided" past a decision of ours.
CREATE OR REPLACE FUNCTION complaint_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    ruled boolean := OLD.referral IN ('sent', 'answered') AND NEW.referral = 'ruled';
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
       AND NOT (NEW.stage = 'decided' AND ruled)
       AND NOT (NEW.stage IN ('withdrawn', 'out_of_scope', 'merged')
                AND OLD.stage IN ('registered', 'acknowledged', 'analysis', 'investigation', 'proposed')) THEN
        RAISE EXCEPTION 'a complaint does not go from % to %', OLD.stage, NEW.stage USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.stage = 'proposed' AND NEW.stage = 'decided' AND NOT ruled AND NOT (
        (NEW.state -> 'listed')::boolean AND NEW.state -> 'needs' = '[]' AND NEW.state -> 'unread' = '[]'
        AND ((NEW.state -> 'read')::int > 0 OR NEW.state -> 'waived' <> '[]')) THEN
        RAISE EXCEPTION 'no decision before the evidence is there and read' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.stage IN ('carried_out', 'closed') AND NEW.state -> 'todo' <> '[]' THEN
        RAISE EXCEPTION 'a complaint is not carried out while an action is not verified' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
