-- One action over all tickets of a filter, done in the background, each ticket in its own transaction. Its owner's alone.
CREATE TABLE bulk_action (
    id         uuid PRIMARY KEY,
    staff_id   uuid NOT NULL REFERENCES staff (id),
    scopes     text[],                          -- of the API token that asked; NULL: a session did
    action     text NOT NULL,
    arguments  jsonb NOT NULL,
    filter     jsonb NOT NULL,
    state      text NOT NULL DEFAULT 'running' CHECK (state IN ('running', 'done', 'stopped', 'undoing', 'undone')),
    total      int NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    ended_at   timestamptz
);
CREATE INDEX ON bulk_action (staff_id, id DESC);
CREATE INDEX bulk_action_going ON bulk_action (id) WHERE state IN ('running', 'undoing');
ALTER TABLE bulk_action ENABLE ROW LEVEL SECURITY;
CREATE POLICY bulk_action_sight ON bulk_action USING (
    (SELECT is_system()) OR ((SELECT is_staff()) AND staff_id = (SELECT actor_id())));
GRANT SELECT, INSERT, UPDATE, DELETE ON bulk_action TO pitboss_app;

-- `before` and `after`: what of the ticket the action changed, for the undo.
CREATE TABLE bulk_ticket (
    brand_id   text NOT NULL,
    bulk_id    uuid NOT NULL REFERENCES bulk_action (id) ON DELETE CASCADE,
    ticket_id  uuid NOT NULL,
    state      text NOT NULL DEFAULT 'waiting'
               CHECK (state IN ('waiting', 'done', 'unchanged', 'refused', 'undo', 'undone', 'kept')),
    refusal    text,
    before     jsonb,
    after      jsonb,
    PRIMARY KEY (brand_id, bulk_id, ticket_id),
    FOREIGN KEY (brand_id, ticket_id) REFERENCES ticket (brand_id, id)
);
CREATE INDEX ON bulk_ticket (bulk_id, state, ticket_id);
CREATE INDEX ON bulk_ticket (brand_id, ticket_id);
ALTER TABLE bulk_ticket ENABLE ROW LEVEL SECURITY;
CREATE POLICY bulk_ticket_sight ON bulk_ticket USING (
    (SELECT is_system())
    OR ((SELECT is_staff()) AND brand_id = ANY ((SELECT actor_brands())::text[])
        AND EXISTS (SELECT 1 FROM bulk_action b WHERE b.id = bulk_ticket.bulk_id)));
GRANT SELECT, INSERT, UPDATE, DELETE ON bulk_ticket TO pitboss_app;
