-- What a brand said itself of the rules of complaints, each time it changed: who, when, why. Nobody changes or deletes it.
SET LOCAL lock_timeout = '5s';

CREATE TABLE complaint_own_rules_change (
    brand_id   text NOT NULL REFERENCES brand (id),
    id         uuid NOT NULL,
    pack       text NOT NULL CHECK (pack ~ '^[a-z][a-z0-9]{1,30}$'),
    version    int NOT NULL,
    was        jsonb NOT NULL CHECK (pg_column_size(was) <= 60000),
    rules      jsonb NOT NULL CHECK (pg_column_size(rules) <= 60000),
    reason     text NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
    changed_by uuid REFERENCES staff (id),            -- null: the installation
    changed_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (brand_id, id),
    UNIQUE (brand_id, pack, version)
);
ALTER TABLE complaint_own_rules_change ENABLE ROW LEVEL SECURITY;
CREATE POLICY complaint_own_rules_change_sight ON complaint_own_rules_change USING (
    (SELECT is_system()) OR ((SELECT is_staff()) AND brand_id = ANY ((SELECT actor_brands())::text[])));
GRANT SELECT, INSERT ON complaint_own_rules_change TO pitboss_app;
