-- What a list shows of each ticket stands on its row, written with the change itself: no look at other tables per row.
-- `said_*`: the last thing that a person said (the desk's own notices are not a conversation). `heard`: how many messages
-- of the player there are; a reader's mark holds how many there were, and the difference is unread. `promises`: the open
-- clocks. docs/subsystems/lists.md
ALTER TABLE ticket
    ADD COLUMN said_kind      message_kind,
    ADD COLUMN said_by        author_kind,
    ADD COLUMN said_excerpt   text,
    ADD COLUMN said_at        timestamptz,
    ADD COLUMN player_said_at timestamptz,
    ADD COLUMN heard          int NOT NULL DEFAULT 0,
    ADD COLUMN promises       jsonb NOT NULL DEFAULT '[]';
ALTER TABLE read_mark ADD COLUMN heard int NOT NULL DEFAULT 0;

-- An agent's own marks need no look at each ticket: they say nothing but how far the agent has read.
DROP POLICY read_mark_sight ON read_mark;
CREATE POLICY read_mark_sight ON read_mark USING (
    (SELECT is_system())
    OR ((SELECT is_staff()) AND (reader_id = (SELECT actor_id()) OR EXISTS (
        SELECT 1 FROM ticket WHERE ticket.brand_id = read_mark.brand_id AND ticket.id = read_mark.ticket_id))));

UPDATE ticket t
SET    said_kind = s.kind, said_by = s.author_kind, said_excerpt = s.excerpt, said_at = s.created_at,
       player_said_at = h.last_at, heard = h.heard, promises = c.promises
FROM   ticket x
LEFT   JOIN LATERAL (
    SELECT m.kind, m.author_kind, left(btrim(regexp_replace(m.text, '\s+', ' ', 'g')), 140) AS excerpt, m.created_at
    FROM   message m
    WHERE  m.brand_id = x.brand_id AND m.ticket_id = x.id AND m.author_kind IN ('player', 'agent')
    ORDER  BY m.id DESC
    LIMIT  1) AS s ON true
CROSS  JOIN LATERAL (
    SELECT count(*) AS heard, max(m.created_at) AS last_at
    FROM   message m
    WHERE  m.brand_id = x.brand_id AND m.ticket_id = x.id AND m.author_kind = 'player') AS h
CROSS  JOIN LATERAL (
    SELECT coalesce(jsonb_agg(jsonb_build_object(
               'kind', c.kind, 'due_at', c.due_at, 'warn_at', c.warn_at, 'warned', c.warned_at IS NOT NULL,
               'breached', c.breached_at IS NOT NULL, 'paused', c.running_since IS NULL) ORDER BY c.kind), '[]') AS promises
    FROM   clock c
    WHERE  c.brand_id = x.brand_id AND c.ticket_id = x.id AND c.met_at IS NULL) AS c
WHERE  t.brand_id = x.brand_id AND t.id = x.id;

UPDATE read_mark r
SET    heard = (SELECT count(*) FROM message m
                WHERE m.brand_id = r.brand_id AND m.ticket_id = r.ticket_id AND m.author_kind = 'player' AND m.id <= r.message);

-- The orders of lists, over what is open. The newest and the oldest go by id, which holds the time.
CREATE INDEX ticket_urgent ON ticket (brand_id, priority, (coalesce(due_at, 'infinity'::timestamptz)), id)
    WHERE status IN ('new', 'open', 'waiting', 'on_hold');
CREATE INDEX ticket_due ON ticket (brand_id, (coalesce(due_at, 'infinity'::timestamptz)), id)
    WHERE status IN ('new', 'open', 'waiting', 'on_hold');
CREATE INDEX ticket_unanswered ON ticket (brand_id, (coalesce(waiting_since, 'infinity'::timestamptz)), id)
    WHERE status IN ('new', 'open', 'waiting', 'on_hold');
CREATE INDEX ON mention (staff_id, brand_id, ticket_id);
