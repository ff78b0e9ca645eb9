-- What the ladder of a promise does reaches people, and raises the ticket until the promise is met.
ALTER TABLE clock ADD COLUMN raised boolean NOT NULL DEFAULT false;

CREATE TABLE staff_notice (
    brand_id   text NOT NULL,
    id         uuid NOT NULL,
    staff_id   uuid NOT NULL REFERENCES staff (id),
    ticket_id  uuid NOT NULL,
    kind       text NOT NULL CHECK (kind IN ('notify_team', 'notify_supervisor')),
    created_at timestamptz NOT NULL DEFAULT now(),
    seen_at    timestamptz,
    PRIMARY KEY (brand_id, id),
    FOREIGN KEY (brand_id, ticket_id) REFERENCES ticket (brand_id, id)
);
CREATE INDEX ON staff_notice (staff_id, created_at DESC, id DESC);
CREATE UNIQUE INDEX staff_notice_unseen ON staff_notice (brand_id, ticket_id, staff_id, kind) WHERE seen_at IS NULL;
CREATE INDEX ON staff_notice (created_at);
ALTER TABLE staff_notice ENABLE ROW LEVEL SECURITY;
CREATE POLICY staff_notice_sight ON staff_notice USING (
    (SELECT is_system())
    OR ((SELECT is_staff()) AND staff_id = (SELECT actor_id()) AND brand_id = ANY ((SELECT actor_brands())::text[])));
GRANT SELECT, INSERT, UPDATE, DELETE ON staff_notice TO pitboss_app;

-- When a waiting ticket is weighed anew because it has waited an hour more; NULL: its age counts no further.
ALTER TABLE ticket ADD COLUMN weigh_at timestamptz DEFAULT now() + interval '1 hour';
CREATE INDEX ticket_weigh ON ticket (weigh_at) WHERE waiting AND weigh_at IS NOT NULL;

-- Word of a player's death is promised the same as other signs of danger, in brands that had no such promise yet.
INSERT INTO promise_policy (brand_id, id, name, channel, topic, priority, first_reply, next_reply, resolution, aim, warn_share,
                            calendar_id, ladder, position)
SELECT brand_id, gen_random_uuid(), replace(name, 'crisis', 'deceased'), channel, 'deceased', priority, first_reply, next_reply,
       resolution, aim, warn_share, calendar_id, ladder, position
FROM   promise_policy p
WHERE  topic = 'crisis' AND retired_at IS NULL AND name LIKE 'crisis · %'
  AND  NOT EXISTS (SELECT 1 FROM promise_policy o WHERE o.brand_id = p.brand_id AND o.topic = 'deceased' AND o.retired_at IS NULL)
ON CONFLICT DO NOTHING;
