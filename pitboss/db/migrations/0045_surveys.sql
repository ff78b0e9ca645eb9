-- The question after solving: asked once for a ticket; and what the comments to ratings are about.
SET LOCAL lock_timeout = '5s';

-- The secret of its link is not kept: it follows from the id and the desk's key.
CREATE TABLE survey (
    brand_id   text NOT NULL REFERENCES brand (id),
    ticket_id  uuid NOT NULL,
    id         uuid NOT NULL,
    staff_id   uuid REFERENCES staff (id),           -- whose answer is asked about
    by         text NOT NULL CHECK (by IN ('chat', 'mail')),
    asked_at   timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL DEFAULT now() + interval '30 days',
    PRIMARY KEY (brand_id, ticket_id),
    UNIQUE (brand_id, id),
    FOREIGN KEY (brand_id, ticket_id) REFERENCES ticket (brand_id, id)
);
CREATE INDEX survey_asked ON survey (brand_id, asked_at);
GRANT SELECT, INSERT, UPDATE, DELETE ON survey TO pitboss_app;
ALTER TABLE survey ENABLE ROW LEVEL SECURITY;
CREATE POLICY survey_sight ON survey USING (
    (SELECT is_system())
    OR ((SELECT is_staff()) AND EXISTS (
        SELECT 1 FROM ticket WHERE ticket.brand_id = survey.brand_id AND ticket.id = survey.ticket_id)));

ALTER TABLE rating ADD COLUMN themes text[] NOT NULL DEFAULT '{}';
CREATE INDEX rating_given ON rating (brand_id, created_at);
