-- What the ladder of a promise does reaches people, and raises the ticket until the promise is met.
ALTER TABLE clock ADD COLUMN raised boolean NOT NULL DEFAULT false;

CREATE TABLE staff_notice (
    brand_id   text NOT NULL,
    id         uuid NOT NULL,
    staff_id   uuid NOT NULL REFERENCES staff (id),
    ticket_id  uuid NOT NULL,
    kind       text NOT NULL CHECK (kind IN ('notify_team', 'notify_supervisor')),
    created_at timestamptz NOT NULL DEFAULT now(),
    seen_at    timestamptz,
    PRIMARY KEY (brand_id, id),
    FOREIGN KEY (brand_id, ticket_id) REFERENCES ticket (brand_id, id)
);
CREATE INDEX ON staff_notice (staff_id, created_at DESC, id DESC);
CREATE UNIQUE INDEX staff_notice_unseen ON staff_notice (brand_id, ticket_id, staff_id, kind) WHERE seen_at IS NULL;
CREATE INDEX ON staff_notice (created_at);
ALTER TABLE staff_notice ENABLE ROW LEVEL SECURITY;
CREATE POLICY staff_notice_sight ON staff_notice USING (
    (SELECT is_system())
    OR ((SELECT is_staff()) AND staff_id = (SELECT actor_id()) AND brand_id = ANY ((SELECT actor_brands())::text[])));
GRANT SELECT, INSERT, UPDATE, DELETE ON staff_notice TO pitboss_app;
