-- Files that a member of staff has sent and not yet put into a message: theirs alone.
CREATE TABLE staff_upload (
    brand_id     text NOT NULL REFERENCES brand (id),
    id           uuid NOT NULL,
    staff_id     uuid NOT NULL REFERENCES staff (id),
    name         text NOT NULL,
    content_type text NOT NULL,
    size         bigint NOT NULL,
    sha256       bytea NOT NULL,
    file_key     text NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (brand_id, id)
);
CREATE INDEX ON staff_upload (created_at);
ALTER TABLE staff_upload ENABLE ROW LEVEL SECURITY;
CREATE POLICY staff_upload_sight ON staff_upload USING (
    (SELECT is_system())
    OR ((SELECT is_staff()) AND staff_id = (SELECT actor_id()) AND brand_id = ANY ((SELECT actor_brands())::text[])));
GRANT SELECT, INSERT, UPDATE, DELETE ON staff_upload TO pitboss_app;

CREATE INDEX ON ticket_link (brand_id, other_id);

-- A file that was redacted: the row says that there was one, and the file is gone.
ALTER TABLE attachment ALTER COLUMN file_key DROP NOT NULL;
CREATE INDEX ON attachment (brand_id, ticket_id);
