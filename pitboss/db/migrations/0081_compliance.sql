-- Notes on a case that the law forbids to disclose (a report of suspected money laundering, say). They lie in a schema of
-- their own, in tables that belong to a role of their own; neither pitboss_app nor pitboss_desk may read them. There are
-- three functions, and each asks for the session of a person who holds the permission and keeps who read what.
-- docs/subsystems/evidence.md

CREATE SCHEMA compliance;

CREATE TABLE compliance.compliance_note (
    brand_id     text NOT NULL,
    id           uuid NOT NULL DEFAULT gen_random_uuid(),
    complaint_id uuid NOT NULL,
    staff_id     uuid NOT NULL,
    text         text NOT NULL CHECK (length(text) BETWEEN 1 AND 20000),
    at           timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (brand_id, id),
    FOREIGN KEY (brand_id, complaint_id) REFERENCES public.complaint (brand_id, id)
);
CREATE INDEX ON compliance.compliance_note (brand_id, complaint_id, at);

CREATE TABLE compliance.compliance_read (
    brand_id     text NOT NULL,
    id           uuid NOT NULL DEFAULT gen_random_uuid(),
    complaint_id uuid NOT NULL,
    staff_id     uuid NOT NULL,
    what         text NOT NULL CHECK (what IN ('wrote', 'read', 'read_log')),
    why          text NOT NULL DEFAULT '' CHECK (length(why) <= 500),
    notes        int NOT NULL,
    at           timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (brand_id, id)
);
CREATE INDEX ON compliance.compliance_read (brand_id, complaint_id, at);

-- Kept as they were written, for whoever reads them.
CREATE FUNCTION compliance.stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what compliance wrote stays' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER stays BEFORE UPDATE OR DELETE ON compliance.compliance_note FOR EACH ROW EXECUTE FUNCTION compliance.stays();
CREATE TRIGGER stays BEFORE UPDATE OR DELETE ON compliance.compliance_read FOR EACH ROW EXECUTE FUNCTION compliance.stays();

-- Whose session this is, if they hold the permission in the brand now and have set their own password. It is the token
-- that counts, not who the transaction says it acts for: whoever can make the application run SQL can say anything there.
CREATE FUNCTION compliance.holder(session text, brand text, permission text) RETURNS uuid LANGUAGE plpgsql STABLE
    SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    found uuid;
BEGIN
    SELECT s.id INTO found
    FROM   public.staff_session t
    JOIN   public.staff s ON s.id = t.staff_id AND s.active AND NOT s.must_change_password
    WHERE  t.hash = sha256(convert_to(session, 'UTF8')) AND t.expires_at > now() AND t.seen_at > now() - interval '12 hours'
      AND  EXISTS (SELECT 1 FROM public.staff_role r JOIN public.role o ON o.name = r.role
                   WHERE  r.staff_id = s.id AND r.brand_id = brand AND permission = ANY (o.permissions));
    IF found IS NULL THEN
        RAISE EXCEPTION 'not for you' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN found;
END $$;

CREATE FUNCTION compliance.write_note(session text, brand text, complaint uuid, note text) RETURNS uuid LANGUAGE plpgsql VOLATILE
    SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    who uuid := compliance.holder(session, brand, 'compliance.write');
    made uuid;
BEGIN
    INSERT INTO compliance.compliance_note (brand_id, complaint_id, staff_id, text) VALUES (brand, complaint, who, note)
    RETURNING id INTO made;
    INSERT INTO compliance.compliance_read (brand_id, complaint_id, staff_id, what, notes) VALUES (brand, complaint, who, 'wrote', 1);
    RETURN made;
END $$;

CREATE FUNCTION compliance.read_notes(session text, brand text, complaint uuid, reason text)
    RETURNS TABLE (id uuid, staff_id uuid, text text, at timestamptz) LANGUAGE plpgsql VOLATILE
    SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    who uuid := compliance.holder(session, brand, 'compliance.read');
BEGIN
    INSERT INTO compliance.compliance_read (brand_id, complaint_id, staff_id, what, why, notes)
    SELECT brand, complaint, who, 'read', reason, count(*) FROM compliance.compliance_note n
    WHERE  n.brand_id = brand AND n.complaint_id = complaint;
    RETURN QUERY
    SELECT n.id, n.staff_id, n.text, n.at FROM compliance.compliance_note n
    WHERE  n.brand_id = brand AND n.complaint_id = complaint
    ORDER  BY n.at, n.id;
END $$;

CREATE FUNCTION compliance.read_log(session text, brand text, complaint uuid)
    RETURNS TABLE (staff_id uuid, what text, why text, notes int, at timestamptz) LANGUAGE plpgsql VOLATILE
    SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    who uuid := compliance.holder(session, brand, 'compliance.read');
BEGIN
    RETURN QUERY
    SELECT r.staff_id, r.what, r.why, r.notes, r.at FROM compliance.compliance_read r
    WHERE  r.brand_id = brand AND r.complaint_id = complaint
    ORDER  BY r.at, r.id;
    INSERT INTO compliance.compliance_read (brand_id, complaint_id, staff_id, what, notes) VALUES (brand, complaint, who, 'read_log', 0);
END $$;

-- What the functions look at to know whose session it is.
GRANT USAGE ON SCHEMA public TO pitboss_compliance;
GRANT SELECT (hash, staff_id, expires_at, seen_at) ON public.staff_session TO pitboss_compliance;
GRANT SELECT (id, active, must_change_password) ON public.staff TO pitboss_compliance;
GRANT SELECT (staff_id, brand_id, role) ON public.staff_role TO pitboss_compliance;
GRANT SELECT (name, permissions) ON public.role TO pitboss_compliance;
CREATE POLICY compliance ON public.staff_session FOR SELECT TO pitboss_compliance USING (true);
CREATE POLICY compliance ON public.staff FOR SELECT TO pitboss_compliance USING (true);
CREATE POLICY compliance ON public.staff_role FOR SELECT TO pitboss_compliance USING (true);

GRANT CREATE ON SCHEMA compliance TO pitboss_compliance;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA compliance FROM PUBLIC;
GRANT USAGE ON SCHEMA compliance TO pitboss_app, pitboss_desk;
GRANT EXECUTE ON FUNCTION compliance.write_note(text, text, uuid, text), compliance.read_notes(text, text, uuid, text),
    compliance.read_log(text, text, uuid) TO pitboss_app, pitboss_desk;
ALTER FUNCTION compliance.stays() OWNER TO pitboss_compliance;
ALTER FUNCTION compliance.holder(text, text, text) OWNER TO pitboss_compliance;
ALTER FUNCTION compliance.write_note(text, text, uuid, text) OWNER TO pitboss_compliance;
ALTER FUNCTION compliance.read_notes(text, text, uuid, text) OWNER TO pitboss_compliance;
ALTER FUNCTION compliance.read_log(text, text, uuid) OWNER TO pitboss_compliance;
ALTER TABLE compliance.compliance_note OWNER TO pitboss_compliance;
ALTER TABLE compliance.compliance_read OWNER TO pitboss_compliance;
ALTER TABLE compliance.compliance_note ENABLE ROW LEVEL SECURITY;
ALTER TABLE compliance.compliance_read ENABLE ROW LEVEL SECURITY;
ALTER SCHEMA compliance OWNER TO pitboss_compliance;
