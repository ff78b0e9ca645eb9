-- A filter and an order under a name: one's own, a team's, or everybody's in the brand. The filter is kept as the API
-- takes it; what it holds is what its reader may see.
CREATE TABLE saved_view (
    brand_id   text NOT NULL REFERENCES brand (id),
    id         uuid NOT NULL,
    name       text NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
    filter     jsonb NOT NULL,
    sort       text NOT NULL,
    scope      text NOT NULL CHECK (scope IN ('own', 'team', 'all')),
    owner_id   uuid NOT NULL REFERENCES staff (id),
    team_id    uuid,
    position   int NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (brand_id, id),
    FOREIGN KEY (brand_id, team_id) REFERENCES team (brand_id, id),
    CHECK ((scope = 'team') = (team_id IS NOT NULL))
);
CREATE INDEX ON saved_view (owner_id);
ALTER TABLE saved_view ENABLE ROW LEVEL SECURITY;
CREATE POLICY saved_view_sight ON saved_view USING (
    (SELECT is_system())
    OR ((SELECT is_staff()) AND brand_id = ANY ((SELECT actor_brands())::text[]) AND (
            scope = 'all'
            OR owner_id = (SELECT actor_id())
            OR (scope = 'team' AND EXISTS (
                SELECT 1 FROM team_member m
                WHERE  m.brand_id = saved_view.brand_id AND m.team_id = saved_view.team_id AND m.staff_id = (SELECT actor_id()))))));
GRANT SELECT, INSERT, UPDATE, DELETE ON saved_view TO pitboss_app;

-- The counter of what nobody has.
CREATE INDEX ticket_nobody ON ticket (brand_id, id)
    WHERE assignee_id IS NULL AND status IN ('new', 'open', 'waiting', 'on_hold');
