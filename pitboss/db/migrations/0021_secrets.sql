-- PDFs are looked into for card numbers after they came in; keys of requests are kept as hashes.
SET LOCAL lock_timeout = '5s';

ALTER TABLE attachment
    ADD COLUMN look_at       timestamptz,
    ADD COLUMN looks         int NOT NULL DEFAULT 0,
    ADD COLUMN may_hold_card boolean NOT NULL DEFAULT false;
CREATE INDEX attachment_look ON attachment (look_at) WHERE look_at IS NOT NULL;

UPDATE idempotency SET key = encode(sha256(convert_to(key, 'UTF8')), 'hex');
