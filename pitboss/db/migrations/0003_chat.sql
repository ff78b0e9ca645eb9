-- Web chat: files that wait for their message, and who is still there.

CREATE TABLE chat_upload (
    brand_id     text NOT NULL,
    id           uuid NOT NULL,
    session_id   uuid NOT NULL,
    name         text NOT NULL,
    content_type text NOT NULL,
    size         bigint NOT NULL,
    sha256       bytea NOT NULL,
    file_key     text NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (brand_id, id),
    FOREIGN KEY (brand_id, session_id) REFERENCES chat_session (brand_id, id)
);
CREATE INDEX ON chat_upload (brand_id, session_id);
CREATE INDEX ON chat_upload (created_at);
-- A file that belongs to no message yet is nobody's to see: the desk hands it on when its session sends the message.
ALTER TABLE chat_upload ENABLE ROW LEVEL SECURITY;
CREATE POLICY chat_upload_sight ON chat_upload USING ((SELECT is_system()));
GRANT SELECT, INSERT, UPDATE, DELETE ON chat_upload TO pitboss_app;

CREATE INDEX chat_session_here ON chat_session (seen_at) WHERE left_at IS NULL AND ended_at IS NULL;
CREATE INDEX chat_session_player ON chat_session (brand_id, player_id);
