-- Replies that go later: at a moment that their author chose, or after the seconds in which they may take them back.
CREATE TABLE later_reply (
    brand_id   text NOT NULL,
    id         uuid NOT NULL,
    ticket_id  uuid NOT NULL,
    staff_id   uuid NOT NULL REFERENCES staff (id),
    text       text NOT NULL,
    html       text,
    files      uuid[] NOT NULL DEFAULT '{}',       -- uploads of the author
    masked     text[] NOT NULL DEFAULT '{}',
    status     text NOT NULL CHECK (status IN ('waiting', 'open', 'solved')),  -- the ticket's afterwards
    key        text,
    version    int NOT NULL,                       -- the ticket's version that its author read
    stops      boolean NOT NULL,                   -- it does not go any more once something else is said
    stopped    text,                               -- why it does not go
    send_at    timestamptz NOT NULL,
    next_at    timestamptz NOT NULL,               -- when something is to be done with it
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (brand_id, id),
    FOREIGN KEY (brand_id, ticket_id) REFERENCES ticket (brand_id, id)
);
CREATE INDEX later_reply_due ON later_reply (next_at);
CREATE INDEX ON later_reply (brand_id, ticket_id);
CREATE UNIQUE INDEX later_reply_key ON later_reply (brand_id, ticket_id, key) WHERE key IS NOT NULL;
ALTER TABLE later_reply ENABLE ROW LEVEL SECURITY;
-- Colleagues see that an answer is on its way; the player doesn't.
CREATE POLICY later_reply_sight ON later_reply USING (
    (SELECT is_system())
    OR ((SELECT is_staff()) AND EXISTS (
        SELECT 1 FROM ticket WHERE ticket.brand_id = later_reply.brand_id AND ticket.id = later_reply.ticket_id)));
GRANT SELECT, INSERT, UPDATE, DELETE ON later_reply TO pitboss_app;

-- Whatever is said, by whichever way it came in, stops what was to be said later. By a trigger, so that no way in can
-- forget it and none pays a round trip.
CREATE FUNCTION message_stops_later() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE later_reply
    SET    stopped = CASE WHEN NEW.author_kind = 'player' THEN 'player_wrote' ELSE 'answered' END, next_at = now()
    WHERE  brand_id = NEW.brand_id AND ticket_id = NEW.ticket_id AND stops AND stopped IS NULL
      AND  (NEW.author_kind = 'player' OR staff_id IS DISTINCT FROM NEW.author_id);
    IF FOUND THEN
        PERFORM pg_notify('pitboss_work', 'later');
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER message_stops_later AFTER INSERT ON message FOR EACH ROW
    WHEN (NEW.kind = 'reply' AND (NEW.author_kind = 'agent' OR (NEW.author_kind = 'player' AND NEW.automatic IS NULL)))
    EXECUTE FUNCTION message_stops_later();

-- Notices to staff: of more kinds, and also about no ticket.
ALTER TABLE staff_notice DROP CONSTRAINT staff_notice_kind_check;
ALTER TABLE staff_notice ADD CONSTRAINT staff_notice_kind_check
    CHECK (kind IN ('notify_team', 'notify_supervisor', 'reply_stopped', 'whisper', 'broadcast'));
ALTER TABLE staff_notice ALTER COLUMN ticket_id DROP NOT NULL;
