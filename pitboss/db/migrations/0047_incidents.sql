-- Incidents: one technical failure that many tickets report, what players are told of it, and the alarm that suspects one.
CREATE TABLE incident (
    brand_id    text NOT NULL REFERENCES brand (id),
    id          uuid NOT NULL,
    title_ru    text NOT NULL,
    title_en    text NOT NULL,
    public      boolean NOT NULL,                    -- on the service page, and told to whoever reports it
    state       text NOT NULL DEFAULT 'investigating' CHECK (state IN ('investigating', 'identified', 'monitoring', 'resolved')),
    severity    text NOT NULL CHECK (severity IN ('minor', 'major', 'critical')),
    topics      text[] NOT NULL DEFAULT '{}',
    games       text[] NOT NULL DEFAULT '{}',
    methods     text[] NOT NULL DEFAULT '{}',        -- of payment
    words       text[] NOT NULL DEFAULT '{}',        -- what the tickets of the alarm had in common
    version     int NOT NULL DEFAULT 1,
    opened_by   uuid REFERENCES staff (id),
    opened_at   timestamptz NOT NULL DEFAULT now(),
    resolved_at timestamptz,
    PRIMARY KEY (brand_id, id),
    CHECK ((state = 'resolved') = (resolved_at IS NOT NULL))
);
CREATE INDEX incident_open ON incident (brand_id) WHERE state <> 'resolved';
CREATE INDEX incident_over ON incident (brand_id, resolved_at) WHERE state = 'resolved';
ALTER TABLE incident ENABLE ROW LEVEL SECURITY;
CREATE POLICY incident_sight ON incident USING (
    (SELECT is_system()) OR ((SELECT is_staff()) AND brand_id = ANY ((SELECT actor_brands())::text[])));
CREATE POLICY incident_public ON incident FOR SELECT USING (
    (SELECT actor_kind()) IN ('player', 'visitor') AND public AND brand_id = ANY ((SELECT actor_brands())::text[]));
GRANT SELECT, INSERT, UPDATE ON incident TO pitboss_app;

-- The timeline. What was told stays as it was.
CREATE TABLE incident_entry (
    brand_id    text NOT NULL,
    id          uuid NOT NULL,
    incident_id uuid NOT NULL,
    state       text NOT NULL CHECK (state IN ('investigating', 'identified', 'monitoring', 'resolved')),
    was         text CHECK (was IN ('investigating', 'identified', 'monitoring', 'resolved')),
    text_ru     text NOT NULL DEFAULT '',            -- empty: only the state changed
    text_en     text NOT NULL DEFAULT '',
    solves      boolean NOT NULL DEFAULT false,      -- the tickets told of it are solved
    telling     boolean NOT NULL DEFAULT false,      -- some of them still wait
    staff_id    uuid REFERENCES staff (id),
    at          timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (brand_id, id),
    FOREIGN KEY (brand_id, incident_id) REFERENCES incident (brand_id, id)
);
CREATE INDEX ON incident_entry (brand_id, incident_id, id);
CREATE INDEX incident_entry_telling ON incident_entry (id) WHERE telling;
ALTER TABLE incident_entry ENABLE ROW LEVEL SECURITY;
CREATE POLICY incident_entry_sight ON incident_entry USING (
    (SELECT is_system()) OR ((SELECT is_staff()) AND brand_id = ANY ((SELECT actor_brands())::text[])));
CREATE POLICY incident_entry_public ON incident_entry FOR SELECT USING (
    (SELECT actor_kind()) IN ('player', 'visitor')
    AND EXISTS (SELECT 1 FROM incident i WHERE i.brand_id = incident_entry.brand_id AND i.id = incident_entry.incident_id));
GRANT SELECT, INSERT, UPDATE ON incident_entry TO pitboss_app;

-- Staff see of it what they see of tickets.
CREATE TABLE incident_ticket (
    brand_id    text NOT NULL,
    incident_id uuid NOT NULL,
    ticket_id   uuid NOT NULL,
    how         text NOT NULL CHECK (how IN ('hand', 'suggestion', 'alarm')),
    linked_by   uuid REFERENCES staff (id),
    linked_at   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (brand_id, incident_id, ticket_id),
    FOREIGN KEY (brand_id, incident_id) REFERENCES incident (brand_id, id),
    FOREIGN KEY (brand_id, ticket_id) REFERENCES ticket (brand_id, id)
);
CREATE INDEX ON incident_ticket (brand_id, ticket_id);
ALTER TABLE incident_ticket ENABLE ROW LEVEL SECURITY;
CREATE POLICY incident_ticket_sight ON incident_ticket USING (
    (SELECT is_system())
    OR ((SELECT is_staff()) AND EXISTS (
            SELECT 1 FROM ticket WHERE ticket.brand_id = incident_ticket.brand_id AND ticket.id = incident_ticket.ticket_id)));
GRANT SELECT, INSERT, DELETE ON incident_ticket TO pitboss_app;

-- Whom an update still has to reach, and whom it has reached: written with the message, so nobody is told twice.
CREATE TABLE incident_told (
    brand_id  text NOT NULL,
    entry_id  uuid NOT NULL,
    ticket_id uuid NOT NULL,
    state     text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'told', 'left_out', 'failed')),
    why       text NOT NULL DEFAULT '',              -- of those left out: spam, merged, danger, same_player
    at        timestamptz,
    PRIMARY KEY (brand_id, entry_id, ticket_id),
    FOREIGN KEY (brand_id, entry_id) REFERENCES incident_entry (brand_id, id),
    FOREIGN KEY (brand_id, ticket_id) REFERENCES ticket (brand_id, id)
);
CREATE INDEX incident_told_waiting ON incident_told (brand_id, entry_id, ticket_id) WHERE state = 'waiting';
CREATE INDEX ON incident_told (brand_id, ticket_id);
ALTER TABLE incident_told ENABLE ROW LEVEL SECURITY;
CREATE POLICY incident_told_sight ON incident_told USING ((SELECT is_system()));
GRANT SELECT, INSERT, UPDATE ON incident_told TO pitboss_app;

-- Many alike in ten minutes.
CREATE TABLE incident_alarm (
    brand_id    text NOT NULL REFERENCES brand (id),
    id          uuid NOT NULL,
    topic       text NOT NULL,
    words       text[] NOT NULL,                     -- what they have in common; empty: the topic alone
    state       text NOT NULL DEFAULT 'suspected' CHECK (state IN ('suspected', 'confirmed', 'dismissed', 'passed')),
    players     int NOT NULL,
    usual       real,                                -- in ten minutes; NULL: not known yet
    first_at    timestamptz NOT NULL DEFAULT now(),
    last_at     timestamptz NOT NULL DEFAULT now(),
    incident_id uuid,
    reason      text NOT NULL DEFAULT '',
    quiet_until timestamptz,
    decided_by  uuid REFERENCES staff (id),
    decided_at  timestamptz,
    PRIMARY KEY (brand_id, id),
    FOREIGN KEY (brand_id, incident_id) REFERENCES incident (brand_id, id)
);
CREATE INDEX ON incident_alarm (brand_id, last_at);
CREATE INDEX incident_alarm_suspected ON incident_alarm (brand_id) WHERE state = 'suspected';
ALTER TABLE incident_alarm ENABLE ROW LEVEL SECURITY;
CREATE POLICY incident_alarm_sight ON incident_alarm USING (
    (SELECT is_system()) OR ((SELECT is_staff()) AND brand_id = ANY ((SELECT actor_brands())::text[])));
GRANT SELECT, INSERT, UPDATE ON incident_alarm TO pitboss_app;

CREATE TABLE incident_alarm_ticket (
    brand_id  text NOT NULL,
    alarm_id  uuid NOT NULL,
    ticket_id uuid NOT NULL,
    PRIMARY KEY (brand_id, alarm_id, ticket_id),
    FOREIGN KEY (brand_id, alarm_id) REFERENCES incident_alarm (brand_id, id) ON DELETE CASCADE,
    FOREIGN KEY (brand_id, ticket_id) REFERENCES ticket (brand_id, id)
);
CREATE INDEX ON incident_alarm_ticket (brand_id, ticket_id);
ALTER TABLE incident_alarm_ticket ENABLE ROW LEVEL SECURITY;
CREATE POLICY incident_alarm_ticket_sight ON incident_alarm_ticket USING (
    (SELECT is_system())
    OR ((SELECT is_staff()) AND EXISTS (
            SELECT 1 FROM ticket WHERE ticket.brand_id = incident_alarm_ticket.brand_id AND ticket.id = incident_alarm_ticket.ticket_id)));
GRANT SELECT, INSERT ON incident_alarm_ticket TO pitboss_app;

-- How many players usually write about a topic in ten minutes of this hour of the day (UTC), learned once a day.
CREATE TABLE incident_usual (
    brand_id text NOT NULL REFERENCES brand (id),
    topic    text NOT NULL,
    hour     smallint NOT NULL CHECK (hour BETWEEN 0 AND 23),
    players  real NOT NULL,
    PRIMARY KEY (brand_id, topic, hour)
);
ALTER TABLE incident_usual ENABLE ROW LEVEL SECURITY;
CREATE POLICY incident_usual_sight ON incident_usual USING ((SELECT is_system()));
GRANT SELECT, INSERT, UPDATE, DELETE ON incident_usual TO pitboss_app;

-- When a brand was looked at last, so that of several workers one does. `days`: how many of them `incident_usual` knows.
CREATE TABLE incident_watch (
    brand_id   text PRIMARY KEY REFERENCES brand (id),
    looked_at  timestamptz NOT NULL DEFAULT '-infinity',
    learned_at timestamptz NOT NULL DEFAULT '-infinity',
    days       int NOT NULL DEFAULT 0
);
ALTER TABLE incident_watch ENABLE ROW LEVEL SECURITY;
CREATE POLICY incident_watch_sight ON incident_watch USING ((SELECT is_system()));
GRANT SELECT, INSERT, UPDATE ON incident_watch TO pitboss_app;

-- Leads find an alarm among their notices.
ALTER TABLE staff_notice DROP CONSTRAINT staff_notice_kind_check;
ALTER TABLE staff_notice ADD CONSTRAINT staff_notice_kind_check CHECK (kind IN (
    'notify_team', 'notify_supervisor', 'reply_stopped', 'whisper', 'broadcast', 'article_overdue', 'incident_suspected'));
ALTER TABLE staff_notice ADD COLUMN alarm_id uuid;
ALTER TABLE staff_notice ADD FOREIGN KEY (brand_id, alarm_id) REFERENCES incident_alarm (brand_id, id) ON DELETE CASCADE;
ALTER TABLE staff_notice DROP CONSTRAINT staff_notice_about_one;
ALTER TABLE staff_notice ADD CONSTRAINT staff_notice_about_one
    CHECK (num_nonnulls(ticket_id, broadcast_id, article_id, alarm_id) = 1);
ALTER TABLE staff_notice ADD CONSTRAINT staff_notice_alarm CHECK ((kind = 'incident_suspected') = (alarm_id IS NOT NULL));
CREATE UNIQUE INDEX staff_notice_alarm_once ON staff_notice (brand_id, alarm_id, staff_id) WHERE alarm_id IS NOT NULL;
