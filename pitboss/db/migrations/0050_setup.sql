-- Whoever got their password from somebody else sets their own before anything else.
ALTER TABLE staff ADD COLUMN must_change_password boolean NOT NULL DEFAULT false;

-- When a promise's clock stands still: sla.policies.Pauses.
ALTER TABLE promise_policy ADD COLUMN pauses text[] NOT NULL DEFAULT '{waiting_for_player,on_hold,outside_hours}'
    CHECK (pauses <@ ARRAY['waiting_for_player', 'on_hold', 'outside_hours']);

-- When somebody is there; NULL: day and night. Until now the chat was open as its promise was counted.
ALTER TABLE channel ADD COLUMN calendar_id uuid;
ALTER TABLE channel ADD CONSTRAINT channel_calendar
    FOREIGN KEY (brand_id, calendar_id) REFERENCES calendar (brand_id, id);
CREATE INDEX channel_hours ON channel (brand_id, calendar_id) WHERE calendar_id IS NOT NULL;
UPDATE channel c
SET    calendar_id = p.calendar_id
FROM   promise_policy p
WHERE  c.kind = 'webchat' AND p.brand_id = c.brand_id AND p.channel = 'webchat' AND p.topic IS NULL AND p.priority IS NULL
  AND  p.retired_at IS NULL AND p.calendar_id IS NOT NULL;
