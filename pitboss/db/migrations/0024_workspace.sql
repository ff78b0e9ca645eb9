-- How the workspace suits its person.
CREATE TABLE staff_preference (
    staff_id   uuid PRIMARY KEY REFERENCES staff (id),
    chosen     jsonb NOT NULL,
    updated_at timestamptz NOT NULL DEFAULT now()
);
ALTER TABLE staff_preference ENABLE ROW LEVEL SECURITY;
CREATE POLICY staff_preference_sight ON staff_preference USING (
    (SELECT is_system()) OR ((SELECT is_staff()) AND staff_id = (SELECT actor_id())));
GRANT SELECT, INSERT, UPDATE, DELETE ON staff_preference TO pitboss_app;

-- Who is there but does nothing goes away by themselves, and comes back by touching the keyboard.
ALTER TABLE presence ADD COLUMN active_at timestamptz NOT NULL DEFAULT now();
ALTER TABLE presence ADD COLUMN idle boolean NOT NULL DEFAULT false;          -- away by themselves, not by choice
ALTER TABLE presence ADD COLUMN focused_until timestamptz;                    -- the workspace is in front of them
CREATE INDEX presence_idle ON presence (active_at) WHERE state = 'online';

-- Keys of the installation itself, made once.
CREATE TABLE installation_secret (
    name  text PRIMARY KEY,
    value text NOT NULL
);
ALTER TABLE installation_secret ENABLE ROW LEVEL SECURITY;
CREATE POLICY installation_secret_sight ON installation_secret USING ((SELECT is_system()));
GRANT SELECT, INSERT ON installation_secret TO pitboss_app;

-- Browsers that may be told by Web Push. One ends with the session that made it.
CREATE TABLE push_subscription (
    id         uuid PRIMARY KEY,
    staff_id   uuid NOT NULL REFERENCES staff (id),
    session    bytea NOT NULL,
    endpoint   text NOT NULL UNIQUE,
    p256dh     bytea NOT NULL,
    auth       bytea NOT NULL,
    device     text NOT NULL DEFAULT '',
    created_at timestamptz NOT NULL DEFAULT now(),
    sent_at    timestamptz,
    failures   int NOT NULL DEFAULT 0
);
CREATE INDEX ON push_subscription (staff_id);
ALTER TABLE push_subscription ENABLE ROW LEVEL SECURITY;
CREATE POLICY push_subscription_sight ON push_subscription USING (
    (SELECT is_system()) OR ((SELECT is_staff()) AND staff_id = (SELECT actor_id())));
GRANT SELECT, INSERT, UPDATE, DELETE ON push_subscription TO pitboss_app;

-- How far the log has been read for it.
CREATE TABLE push_position (one boolean PRIMARY KEY DEFAULT true CHECK (one), number bigint NOT NULL);
INSERT INTO push_position (number) VALUES (0);
ALTER TABLE push_position ENABLE ROW LEVEL SECURITY;
CREATE POLICY push_position_sight ON push_position USING ((SELECT is_system()));
GRANT SELECT, UPDATE ON push_position TO pitboss_app;
