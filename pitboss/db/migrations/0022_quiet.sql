-- How long a channel is usually quiet is learned from what came in; a setting of its own still stands above it.
SET LOCAL lock_timeout = '5s';

ALTER TABLE channel
    ALTER COLUMN quiet_after DROP NOT NULL,
    ALTER COLUMN quiet_after DROP DEFAULT,
    ADD COLUMN usual_quiet interval[],
    ADD COLUMN usual_at timestamptz;
UPDATE channel SET quiet_after = NULL WHERE quiet_after = interval '24 hours';
