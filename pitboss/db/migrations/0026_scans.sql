-- Files are scanned for viruses where a scanner is configured; until then nobody gets them.
SET LOCAL lock_timeout = '5s';

ALTER TABLE attachment
    ADD COLUMN scan      text NOT NULL DEFAULT 'none'        -- none: there was no scanner when it came
        CHECK (scan IN ('none', 'waiting', 'clean', 'infected', 'unchecked')),
    ADD COLUMN scan_at   timestamptz NOT NULL DEFAULT now(), -- when it is tried next
    ADD COLUMN scans     int NOT NULL DEFAULT 0,
    ADD COLUMN scan_said text;
CREATE INDEX attachment_infected ON attachment (id) WHERE scan = 'infected';
CREATE INDEX attachment_scan ON attachment (id DESC) WHERE scan IN ('none', 'waiting');
