-- Mails under the desk's own addresses that became no request are counted in their channel's health.
CREATE INDEX original_ignored ON original (brand_id, channel_id, received_at) WHERE state = 'ignored' AND error IS NOT NULL;
