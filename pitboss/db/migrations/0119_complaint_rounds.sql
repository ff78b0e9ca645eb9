-- A case that an appeal sent back is decided anew, and may be appealed anew. Whoever hears a later round took no part in an
-- earlier one, and is as blind to what was thought and told there as to the decisions.
CREATE FUNCTION keep_complaint_rounds() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.handler_id IS NOT NULL AND EXISTS (
        SELECT 1 FROM complaint_appeal a
        WHERE  a.brand_id = NEW.brand_id AND a.complaint_id = NEW.complaint_id AND a.id <> NEW.id AND a.handler_id = NEW.handler_id) THEN
        RAISE EXCEPTION 'nobody who heard an earlier appeal of a case hears a later one' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
REVOKE EXECUTE ON FUNCTION keep_complaint_rounds() FROM PUBLIC;
CREATE TRIGGER keep_complaint_rounds BEFORE INSERT OR UPDATE ON complaint_appeal FOR EACH ROW EXECUTE FUNCTION keep_complaint_rounds();
CREATE UNIQUE INDEX complaint_appeal_open ON complaint_appeal (brand_id, complaint_id) WHERE decided_at IS NULL;

CREATE POLICY complaint_appeal_blind ON complaint_appeal AS RESTRICTIVE FOR SELECT TO pitboss_app USING (
    (SELECT is_system()) OR NOT (SELECT is_staff()) OR handler_id = (SELECT actor_id())
    OR complaint_id <> ALL ((SELECT actor_blind_to())::uuid[]));

CREATE OR REPLACE FUNCTION actor_blind_messages() RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT coalesce(array_agg(l.message_id), '{}')
    FROM   complaint_appeal a JOIN complaint_letter l ON l.brand_id = a.brand_id AND l.complaint_id = a.complaint_id
    WHERE  a.handler_id = actor_id() AND a.view_at IS NULL
      AND  l.kind IN ('final_response', 'final_response_satisfied', 'deadlock', 'appeal_outcome')
$$;
DROP POLICY complaint_letter_sight ON complaint_letter;
CREATE POLICY complaint_letter_sight ON complaint_letter USING (
    (SELECT is_system())
    OR ((SELECT is_staff()) AND brand_id = ANY ((SELECT actor_brands())::text[]) AND brand_id = ANY ((SELECT actor_complaints())::text[])
        AND NOT (kind IN ('final_response', 'final_response_satisfied', 'deadlock', 'appeal_outcome')
                 AND complaint_is_blind(brand_id, complaint_id))));

-- A brand's own words in place of a packaged letter: every version that was ever written, with who wrote it; the last one holds,
-- and one without words is the way back to the packaged text.
CREATE TABLE complaint_letter_text (
    brand_id   text NOT NULL REFERENCES brand (id),
    id         uuid NOT NULL,
    kind       text NOT NULL CHECK (length(kind) <= 40),
    language   text NOT NULL CHECK (language IN ('ru', 'en')),
    subject    text CHECK (length(subject) <= 200),
    text       text CHECK (length(text) BETWEEN 1 AND 10000),
    changed_by uuid REFERENCES staff (id),
    changed_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (brand_id, id),
    CHECK ((subject IS NULL) = (text IS NULL))
);
CREATE INDEX complaint_letter_text_last ON complaint_letter_text (brand_id, kind, language, id DESC);
ALTER TABLE complaint_letter_text ENABLE ROW LEVEL SECURITY;
CREATE POLICY complaint_letter_text_sight ON complaint_letter_text USING (
    (SELECT is_system()) OR ((SELECT is_staff()) AND brand_id = ANY ((SELECT actor_brands())::text[])));
GRANT SELECT, INSERT ON complaint_letter_text TO pitboss_app;
