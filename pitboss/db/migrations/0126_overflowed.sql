-- When a ticket that overflowed is due at a senior by what was asked before it did: the time goes on where the ticket goes. Only for
-- the wait that it had then: `queued_at` is the ticket's own at that moment, and a ticket that was given to somebody or put
-- elsewhere since has another. A table of its own, so that the ticket's row and its indexes stay as they are.
-- docs/subsystems/dispatch.md
SET LOCAL lock_timeout = '5s';

CREATE TABLE overflowed (
    brand_id    text NOT NULL,
    ticket_id   uuid NOT NULL,
    queued_at   timestamptz NOT NULL,
    escalate_at timestamptz NOT NULL,
    queue_name  text NOT NULL,                         -- which asked for it, as it was called then
    PRIMARY KEY (brand_id, ticket_id),
    FOREIGN KEY (brand_id, ticket_id) REFERENCES ticket (brand_id, id)
);
CREATE INDEX overflowed_due ON overflowed (escalate_at);
ALTER TABLE overflowed ENABLE ROW LEVEL SECURITY;
CREATE POLICY overflowed_sight ON overflowed USING ((SELECT is_system()));
GRANT SELECT, INSERT, UPDATE, DELETE ON overflowed TO pitboss_app;
