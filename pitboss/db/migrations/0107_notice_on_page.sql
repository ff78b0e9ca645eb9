-- A notice that went out as a mail, in the words for whoever reads it on a page: there, "reply to this e-mail" is wrong.
SET LOCAL lock_timeout = '5s';

CREATE TABLE notice_on_page (
    brand_id   text NOT NULL,
    message_id uuid NOT NULL,
    text       text NOT NULL,
    PRIMARY KEY (brand_id, message_id),
    FOREIGN KEY (brand_id, message_id) REFERENCES message (brand_id, id) ON DELETE CASCADE
);
ALTER TABLE notice_on_page ENABLE ROW LEVEL SECURITY;
CREATE POLICY notice_on_page_sight ON notice_on_page USING (
    (SELECT is_system())
    OR EXISTS (SELECT 1 FROM message m WHERE m.brand_id = notice_on_page.brand_id AND m.id = notice_on_page.message_id));
GRANT SELECT, INSERT, DELETE ON notice_on_page TO pitboss_app;
