-- How many promises of a day were kept and broken, so that the service page need not count a month of clocks.
CREATE TABLE promise_day (
    brand_id text NOT NULL REFERENCES brand (id),
    day      date NOT NULL,                          -- UTC, on which it was met or broke
    channel  text NOT NULL,
    kept     int NOT NULL,
    broken   int NOT NULL,
    PRIMARY KEY (brand_id, day, channel)
);
ALTER TABLE promise_day ENABLE ROW LEVEL SECURITY;
CREATE POLICY promise_day_sight ON promise_day USING ((SELECT is_system()));
GRANT SELECT, INSERT, UPDATE, DELETE ON promise_day TO pitboss_app;
