-- What is open, in the order in which it came: without it the oldest open ones are looked for among all that are closed.
CREATE INDEX IF NOT EXISTS ticket_open ON ticket (brand_id, id) WHERE status IN ('new', 'open', 'waiting', 'on_hold');
