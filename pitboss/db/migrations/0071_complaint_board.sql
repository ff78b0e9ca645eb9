-- The board and the search of cases, clocks that are not ours, proposals, notices, and whose eyes the events are for.

-- Deadlines of the player and of a dispute body are told, not broken by us.
ALTER TABLE complaint_deadline ADD COLUMN ours boolean NOT NULL DEFAULT true;
ALTER TABLE complaint_deadline ALTER COLUMN due_at DROP NOT NULL, ALTER COLUMN warn_at DROP NOT NULL;  -- NULL: the clock rests
DROP INDEX complaint_deadline_warn;
DROP INDEX complaint_deadline_break;
ALTER TABLE complaint_deadline DROP COLUMN paused_at;
-- What the timer looks at: the next moment at which a clock warns or breaks; NULL where nothing will come of it.
ALTER TABLE complaint_deadline ADD COLUMN next_at timestamptz;
CREATE INDEX complaint_deadline_next ON complaint_deadline (next_at) WHERE next_at IS NOT NULL;

CREATE INDEX complaint_board ON complaint (brand_id, stage, coalesce(next_due_at, 'infinity'::timestamptz), id);
CREATE INDEX complaint_open ON complaint (brand_id, coalesce(next_due_at, 'infinity'::timestamptz), id) WHERE closed_at IS NULL;
CREATE INDEX complaint_category ON complaint (brand_id, category, id);
DROP INDEX complaint_due;

-- Words of the staff about a case.
CREATE FUNCTION complaint_words(summary text, claim text, about text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN to_tsvector('russian'::regconfig, left(summary || ' . ' || claim || ' . ' || about, 20000));
CREATE INDEX complaint_text ON complaint USING gin (complaint_words(summary, claim, about));
-- A policy keeps `@@` from the index, so this runs as the owner and asks what `complaint_sight` asks.
CREATE FUNCTION find_complaints(brands text[], words text, name text, shown int)
    RETURNS TABLE (brand_id text, id uuid) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    WITH mine AS MATERIALIZED (
        SELECT b FROM unnest($1) AS b
        WHERE  (SELECT is_system())
           OR  ((SELECT is_staff()) AND b = ANY ((SELECT actor_brands())::text[]) AND b = ANY ((SELECT actor_complaints())::text[]))),
    found AS (
        (SELECT c.brand_id, c.id FROM complaint c
         WHERE  complaint_words(c.summary, c.claim, c.about) @@ websearch_to_tsquery('russian', $2)
           AND  c.brand_id IN (SELECT b FROM mine)
         LIMIT  $4)
        UNION
        (SELECT c.brand_id, c.id FROM complaint c
         WHERE  c.brand_id IN (SELECT b FROM mine) AND c.number = upper($3)
         LIMIT  $4)
        UNION
        (SELECT c.brand_id, c.id
         FROM   identity i JOIN complaint c ON c.brand_id = i.brand_id AND c.player_id = i.player_id
         WHERE  i.brand_id IN (SELECT b FROM mine) AND i.kind IN ('account', 'email', 'phone', 'telegram') AND i.value IN ($3, lower($3))
         LIMIT  $4))
    SELECT found.brand_id, found.id FROM found ORDER BY found.id DESC LIMIT $4
$$;
REVOKE EXECUTE ON FUNCTION find_complaints(text[], text, text, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION find_complaints(text[], text, text, int) TO pitboss_app, pitboss_desk;
GRANT EXECUTE ON FUNCTION complaint_words(text, text, text) TO pitboss_app, pitboss_desk;

-- A message that reads like a complaint: the desk proposes, a person decides.
CREATE TABLE complaint_proposal (
    brand_id     text NOT NULL,
    ticket_id    uuid NOT NULL,
    message_id   uuid NOT NULL,
    reason       text NOT NULL CHECK (length(reason) <= 40),
    score        real NOT NULL,
    category     text,
    state        text NOT NULL DEFAULT 'proposed' CHECK (state IN ('proposed', 'accepted', 'declined')),
    complaint_id uuid,
    declined_why text NOT NULL DEFAULT '' CHECK (length(declined_why) <= 500),
    decided_by   uuid REFERENCES staff (id),
    decided_at   timestamptz,
    at           timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (brand_id, ticket_id),
    FOREIGN KEY (brand_id, ticket_id) REFERENCES ticket (brand_id, id),
    FOREIGN KEY (brand_id, complaint_id) REFERENCES complaint (brand_id, id),
    CHECK ((state = 'proposed') = (decided_at IS NULL))
);
ALTER TABLE complaint_proposal ENABLE ROW LEVEL SECURITY;
CREATE POLICY complaint_proposal_sight ON complaint_proposal USING (
    (SELECT is_system())
    OR ((SELECT is_staff()) AND EXISTS (
            SELECT 1 FROM ticket WHERE ticket.brand_id = complaint_proposal.brand_id AND ticket.id = complaint_proposal.ticket_id)));
GRANT SELECT, INSERT, UPDATE ON complaint_proposal TO pitboss_app;

-- Events of a case are for those who see cases; those of no ticket and no case stay for all of the brand's staff.
DROP POLICY event_brand ON event;
CREATE POLICY event_brand ON event USING (
    (SELECT is_staff()) AND ticket_id IS NULL AND brand_id = ANY ((SELECT actor_brands())::text[])
    AND (type NOT LIKE 'complaint\_%' OR brand_id = ANY ((SELECT actor_complaints())::text[])));

-- Whoever has a case, and those who lead, find its clocks among their notices.
ALTER TABLE staff_notice DROP CONSTRAINT staff_notice_kind_check;
ALTER TABLE staff_notice ADD CONSTRAINT staff_notice_kind_check CHECK (kind IN (
    'notify_team', 'notify_supervisor', 'reply_stopped', 'whisper', 'broadcast', 'article_overdue', 'incident_suspected',
    'assigned', 'taken_over', 'said', 'mentioned', 'complaint_given', 'complaint_warned', 'complaint_broken'));
ALTER TABLE staff_notice ADD COLUMN complaint_id uuid;
ALTER TABLE staff_notice ADD FOREIGN KEY (brand_id, complaint_id) REFERENCES complaint (brand_id, id);
ALTER TABLE staff_notice DROP CONSTRAINT staff_notice_about_one;
ALTER TABLE staff_notice ADD CONSTRAINT staff_notice_about_one
    CHECK (num_nonnulls(ticket_id, broadcast_id, article_id, alarm_id, complaint_id) = 1);
ALTER TABLE staff_notice ADD CONSTRAINT staff_notice_complaint CHECK ((kind LIKE 'complaint\_%') = (complaint_id IS NOT NULL));
CREATE UNIQUE INDEX staff_notice_complaint_once ON staff_notice (brand_id, complaint_id, staff_id, kind)
    WHERE complaint_id IS NOT NULL AND seen_at IS NULL;

-- The rules that cases began with, whole, so that a later edition moves nothing of them.
CREATE TABLE complaint_rules (
    brand_id text NOT NULL REFERENCES brand (id),
    version  text NOT NULL,
    content  bytea NOT NULL,
    kept_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (brand_id, version)
);
-- Moments from which clocks count, besides the first receipt: final_response, appeal_asked, referred, …
CREATE TABLE complaint_moment (
    brand_id     text NOT NULL,
    complaint_id uuid NOT NULL,
    moment       text NOT NULL CHECK (length(moment) <= 40),
    at           timestamptz NOT NULL,
    about        text NOT NULL DEFAULT '',
    PRIMARY KEY (brand_id, complaint_id, moment),
    FOREIGN KEY (brand_id, complaint_id) REFERENCES complaint (brand_id, id)
);
CREATE TABLE complaint_extension (
    brand_id     text NOT NULL,
    complaint_id uuid NOT NULL,
    rule         text NOT NULL,
    told_at      timestamptz NOT NULL DEFAULT now(),
    staff_id     uuid REFERENCES staff (id),
    PRIMARY KEY (brand_id, complaint_id, rule, told_at),
    FOREIGN KEY (brand_id, complaint_id) REFERENCES complaint (brand_id, id)
);
DO $$
DECLARE t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['complaint_rules', 'complaint_moment', 'complaint_extension'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format($f$
            CREATE POLICY %1$I ON %2$I USING (
                (SELECT is_system())
                OR ((SELECT is_staff()) AND brand_id = ANY ((SELECT actor_brands())::text[])
                    AND brand_id = ANY ((SELECT actor_complaints())::text[])))$f$,
            t || '_sight', t);
        EXECUTE format('GRANT SELECT, INSERT ON %I TO pitboss_app', t);
    END LOOP;
END $$;
GRANT UPDATE ON complaint_moment TO pitboss_app;
