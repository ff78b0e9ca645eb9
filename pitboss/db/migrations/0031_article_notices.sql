-- The owner of an article whose review is overdue finds that among their notices.
ALTER TABLE staff_notice DROP CONSTRAINT staff_notice_kind_check;
ALTER TABLE staff_notice ADD CONSTRAINT staff_notice_kind_check
    CHECK (kind IN ('notify_team', 'notify_supervisor', 'reply_stopped', 'whisper', 'broadcast', 'article_overdue'));
ALTER TABLE staff_notice DROP CONSTRAINT staff_notice_check1;
ALTER TABLE staff_notice ADD COLUMN article_id uuid;
ALTER TABLE staff_notice ADD FOREIGN KEY (brand_id, article_id) REFERENCES article (brand_id, id) ON DELETE CASCADE;
ALTER TABLE staff_notice ADD CONSTRAINT staff_notice_about_one CHECK (num_nonnulls(ticket_id, broadcast_id, article_id) = 1);
ALTER TABLE staff_notice ADD CONSTRAINT staff_notice_article CHECK ((kind = 'article_overdue') = (article_id IS NOT NULL));
CREATE INDEX ON staff_notice (brand_id, article_id) WHERE article_id IS NOT NULL;
CREATE UNIQUE INDEX staff_notice_article_unseen ON staff_notice (brand_id, article_id, staff_id) WHERE article_id IS NOT NULL AND seen_at IS NULL;
