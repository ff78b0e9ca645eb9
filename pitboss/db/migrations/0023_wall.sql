-- The supervisor's wall reads only what is open now, or what happened today.
CREATE INDEX clock_at_risk ON clock (brand_id, ticket_id) WHERE met_at IS NULL AND (warned_at IS NOT NULL OR breached_at IS NOT NULL);
CREATE INDEX clock_met ON clock (brand_id, kind, met_at) WHERE met_at IS NOT NULL;
CREATE INDEX clock_broke ON clock (brand_id, breached_at) WHERE breached_at IS NOT NULL;
CREATE INDEX ticket_solved ON ticket (brand_id, solved_at) WHERE solved_at IS NOT NULL;

-- What a supervisor tells many at once. Who has read it stands in their notices.
CREATE TABLE broadcast (
    brand_id   text NOT NULL REFERENCES brand (id),
    id         uuid NOT NULL,
    staff_id   uuid NOT NULL REFERENCES staff (id),
    audience   text NOT NULL CHECK (audience IN ('all', 'queue', 'team')),
    target_id  uuid,                               -- the queue or team
    text       text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (brand_id, id),
    CHECK ((audience = 'all') = (target_id IS NULL))
);
CREATE INDEX ON broadcast (created_at);
ALTER TABLE staff_notice ADD COLUMN broadcast_id uuid;
ALTER TABLE staff_notice ADD FOREIGN KEY (brand_id, broadcast_id) REFERENCES broadcast (brand_id, id) ON DELETE CASCADE;
ALTER TABLE staff_notice ADD CHECK ((kind = 'broadcast') = (broadcast_id IS NOT NULL));
ALTER TABLE staff_notice ADD CHECK ((ticket_id IS NULL) = (broadcast_id IS NOT NULL));
CREATE INDEX ON staff_notice (brand_id, broadcast_id) WHERE broadcast_id IS NOT NULL;
ALTER TABLE broadcast ENABLE ROW LEVEL SECURITY;
-- A colleague sees what was told to them; the desk itself shows the others to whoever may see the wall.
CREATE POLICY broadcast_sight ON broadcast USING (
    (SELECT is_system())
    OR ((SELECT is_staff()) AND brand_id = ANY ((SELECT actor_brands())::text[]) AND (
            staff_id = (SELECT actor_id())
            OR EXISTS (SELECT 1 FROM staff_notice n
                       WHERE n.brand_id = broadcast.brand_id AND n.broadcast_id = broadcast.id AND n.staff_id = (SELECT actor_id())))));
GRANT SELECT, INSERT, UPDATE, DELETE ON broadcast TO pitboss_app;
