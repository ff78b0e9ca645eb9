-- A conversation that somebody froze once a decision had been proposed may tell it to whoever hears the appeal. What they froze
-- themselves they saw themselves.
CREATE FUNCTION complaint_proposed_at(brand text, complaint uuid) RETURNS timestamptz LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = public AS $$
    SELECT min(proposed_at) FROM complaint_decision
    WHERE  brand_id = brand AND complaint_id = complaint AND (is_system() OR brand = ANY (actor_brands()))
$$;
CREATE POLICY complaint_evidence_blind ON complaint_evidence AS RESTRICTIVE FOR SELECT TO pitboss_app USING (
    (SELECT is_system() OR cardinality(actor_blind_to()) = 0)
    OR complaint_id <> ALL ((SELECT actor_blind_to())::uuid[])
    OR kind NOT IN ('transcript', 'notes') OR taken_by = (SELECT actor_id())
    OR taken_at < complaint_proposed_at(brand_id, complaint_id));

-- Whether the chain holds doesn't depend on who looks: its hashes, for whoever may see the case.
CREATE FUNCTION complaint_links(brand text, complaint uuid) RETURNS TABLE (
        seq int, id uuid, content_sha256 bytea, meta_sha256 bytea, previous_sha256 bytea, sha256 bytea)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT e.seq, e.id, e.content_sha256, e.meta_sha256, e.previous_sha256, e.sha256
    FROM   complaint_evidence e
    WHERE  e.brand_id = brand AND e.complaint_id = complaint
      AND  (is_system() OR (is_staff() AND brand = ANY (actor_brands()) AND brand = ANY (actor_complaints())))
    ORDER  BY e.seq
$$;
