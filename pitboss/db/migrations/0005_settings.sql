-- A promise once given names its policy for ever, so a policy is retired, not deleted: it fits no new ticket, and its
-- name is free again.
ALTER TABLE promise_policy ADD COLUMN retired_at timestamptz;
ALTER TABLE promise_policy DROP CONSTRAINT promise_policy_brand_id_name_key;
CREATE UNIQUE INDEX promise_policy_name ON promise_policy (brand_id, name) WHERE retired_at IS NULL;
