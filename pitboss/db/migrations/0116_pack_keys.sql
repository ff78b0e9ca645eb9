-- The public keys by which packs of evidence are and were signed, from the first pack to the last: a pack of before still shows
-- whose it is after a new key. Of the installation, so without a brand. docs/subsystems/evidence.md
SET LOCAL lock_timeout = '5s';

CREATE TABLE complaint_pack_key (
    fingerprint bytea PRIMARY KEY CHECK (length(fingerprint) = 32),
    public_key  bytea NOT NULL CHECK (length(public_key) = 32),
    from_at     timestamptz NOT NULL,
    to_at       timestamptz NOT NULL,
    CHECK (fingerprint = sha256(public_key)),
    CHECK (from_at <= to_at)
);
ALTER TABLE complaint_pack_key ENABLE ROW LEVEL SECURITY;
CREATE POLICY complaint_pack_key_sight ON complaint_pack_key FOR SELECT USING ((SELECT is_system()) OR (SELECT is_staff()));
CREATE POLICY complaint_pack_key_write ON complaint_pack_key FOR INSERT WITH CHECK ((SELECT is_system()));
CREATE POLICY complaint_pack_key_goes_on ON complaint_pack_key FOR UPDATE USING ((SELECT is_system()));
-- To both roles here: equip_desk copies what is given for a table, not what is given for columns.
GRANT SELECT, INSERT ON complaint_pack_key TO pitboss_app, pitboss_desk;
GRANT UPDATE (to_at) ON complaint_pack_key TO pitboss_app, pitboss_desk;

-- Packs were made before this was kept; by which key can't be told here, so the desk says so with its first pack (pack_keys.py).
