-- What concerns somebody's safety comes to the bell of those who look after it: a report of somebody unknown, or a case.
SET LOCAL lock_timeout = '5s';

ALTER TABLE staff_notice DROP CONSTRAINT staff_notice_kind_check;
ALTER TABLE staff_notice ADD CONSTRAINT staff_notice_kind_check CHECK (kind IN (
    'notify_team', 'notify_supervisor', 'reply_stopped', 'whisper', 'broadcast', 'article_overdue', 'incident_suspected',
    'assigned', 'taken_over', 'said', 'mentioned', 'complaint_given', 'complaint_warned', 'complaint_broken', 'rules_warned',
    'complaint_safety', 'report_safety'));
ALTER TABLE staff_notice ADD COLUMN report_id uuid;
ALTER TABLE staff_notice ADD FOREIGN KEY (brand_id, report_id) REFERENCES complaint_report (brand_id, id);
ALTER TABLE staff_notice DROP CONSTRAINT staff_notice_about_one;
ALTER TABLE staff_notice ADD CONSTRAINT staff_notice_about_one
    CHECK (num_nonnulls(ticket_id, broadcast_id, article_id, alarm_id, complaint_id, pack, report_id) = 1);
ALTER TABLE staff_notice ADD CONSTRAINT staff_notice_report CHECK ((kind = 'report_safety') = (report_id IS NOT NULL));
CREATE UNIQUE INDEX staff_notice_report_once ON staff_notice (brand_id, report_id, staff_id)
    WHERE report_id IS NOT NULL AND seen_at IS NULL;
