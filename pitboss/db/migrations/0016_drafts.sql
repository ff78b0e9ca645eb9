-- What an agent has written and not yet sent: theirs alone, by ticket and kind.
CREATE TABLE draft (
    brand_id   text NOT NULL,
    ticket_id  uuid NOT NULL,
    staff_id   uuid NOT NULL REFERENCES staff (id),
    kind       text NOT NULL CHECK (kind IN ('reply', 'note')),
    text       text NOT NULL,
    html       text,
    files      uuid[] NOT NULL DEFAULT '{}',       -- uploads of the author
    version    int NOT NULL,                       -- the ticket's version against which it was begun
    came_back  text,                               -- why a reply that was to go later lies here again; NULL: it was only written
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (brand_id, ticket_id, staff_id, kind),
    FOREIGN KEY (brand_id, ticket_id) REFERENCES ticket (brand_id, id)
);
CREATE INDEX ON draft (staff_id, updated_at DESC);
CREATE INDEX ON draft (updated_at);
ALTER TABLE draft ENABLE ROW LEVEL SECURITY;
CREATE POLICY draft_sight ON draft USING (
    (SELECT is_system())
    OR ((SELECT is_staff()) AND staff_id = (SELECT actor_id()) AND EXISTS (
        SELECT 1 FROM ticket WHERE ticket.brand_id = draft.brand_id AND ticket.id = draft.ticket_id)));
GRANT SELECT, INSERT, UPDATE, DELETE ON draft TO pitboss_app;

-- Prepared text: one's own, a team's, or the whole brand's.
CREATE TABLE canned_reply (
    brand_id   text NOT NULL REFERENCES brand (id),
    id         uuid NOT NULL,
    shortcut   text NOT NULL,
    title_ru   text,
    title_en   text,
    text_ru    text,
    text_en    text,
    topics     text[] NOT NULL DEFAULT '{}',       -- empty: any
    channels   text[] NOT NULL DEFAULT '{}',       -- kinds of channel; empty: any
    scope      text NOT NULL CHECK (scope IN ('own', 'team', 'brand')),
    owner_id   uuid REFERENCES staff (id),         -- NULL: came with the desk
    team_id    uuid,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (brand_id, id),
    FOREIGN KEY (brand_id, team_id) REFERENCES team (brand_id, id),
    CHECK ((scope = 'team') = (team_id IS NOT NULL)),
    CHECK (scope <> 'own' OR owner_id IS NOT NULL),
    CHECK (text_ru IS NOT NULL OR text_en IS NOT NULL)
);
-- A shortcut is somebody's: a colleague's own one may be the same.
CREATE UNIQUE INDEX canned_shortcut_brand ON canned_reply (brand_id, shortcut) WHERE scope = 'brand';
CREATE UNIQUE INDEX canned_shortcut_team ON canned_reply (brand_id, team_id, shortcut) WHERE scope = 'team';
CREATE UNIQUE INDEX canned_shortcut_own ON canned_reply (brand_id, owner_id, shortcut) WHERE scope = 'own';
ALTER TABLE canned_reply ENABLE ROW LEVEL SECURITY;
CREATE POLICY canned_reply_sight ON canned_reply USING (
    (SELECT is_system())
    OR ((SELECT is_staff()) AND brand_id = ANY ((SELECT actor_brands())::text[]) AND (
            scope = 'brand'
            OR (scope = 'own' AND owner_id = (SELECT actor_id()))
            OR (scope = 'team' AND EXISTS (
                SELECT 1 FROM team_member m
                WHERE m.brand_id = canned_reply.brand_id AND m.team_id = canned_reply.team_id AND m.staff_id = (SELECT actor_id()))))));
GRANT SELECT, INSERT, UPDATE, DELETE ON canned_reply TO pitboss_app;
