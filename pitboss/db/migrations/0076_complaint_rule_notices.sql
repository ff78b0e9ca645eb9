-- What compliance was told of the rules of complaints: a rule that is not verified, has expired or waits for the operator.
CREATE TABLE complaint_rule_warned (
    brand_id text NOT NULL REFERENCES brand (id),
    pack     text NOT NULL,
    rule     text NOT NULL,
    kind     text NOT NULL,
    since    timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (brand_id, pack, rule, kind)
);
ALTER TABLE complaint_rule_warned ENABLE ROW LEVEL SECURITY;
CREATE POLICY complaint_rule_warned_sight ON complaint_rule_warned USING ((SELECT is_system()));
GRANT SELECT, INSERT, DELETE ON complaint_rule_warned TO pitboss_app;

-- One notice for a pack and a person while they have not seen it.
ALTER TABLE staff_notice DROP CONSTRAINT staff_notice_kind_check;
ALTER TABLE staff_notice ADD CONSTRAINT staff_notice_kind_check CHECK (kind IN (
    'notify_team', 'notify_supervisor', 'reply_stopped', 'whisper', 'broadcast', 'article_overdue', 'incident_suspected',
    'assigned', 'taken_over', 'said', 'mentioned', 'complaint_given', 'complaint_warned', 'complaint_broken', 'rules_warned'));
ALTER TABLE staff_notice ADD COLUMN pack text CHECK (length(pack) <= 31);
ALTER TABLE staff_notice DROP CONSTRAINT staff_notice_about_one;
ALTER TABLE staff_notice ADD CONSTRAINT staff_notice_about_one
    CHECK (num_nonnulls(ticket_id, broadcast_id, article_id, alarm_id, complaint_id, pack) = 1);
ALTER TABLE staff_notice ADD CONSTRAINT staff_notice_rules CHECK ((kind = 'rules_warned') = (pack IS NOT NULL));
CREATE UNIQUE INDEX staff_notice_rules_once ON staff_notice (brand_id, pack, staff_id) WHERE pack IS NOT NULL AND seen_at IS NULL;
