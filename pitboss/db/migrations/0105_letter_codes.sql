-- Letters carry codes too: of a sign-in code, which belongs to no request, or of a survey, which belongs to one.
SET LOCAL lock_timeout = '5s';

ALTER TABLE letter ADD COLUMN ticket_id uuid;
ALTER TABLE message_code ALTER COLUMN ticket_id DROP NOT NULL;
ALTER TABLE message_code ALTER COLUMN message_id DROP NOT NULL;
ALTER TABLE message_code ADD COLUMN letter text;     -- its template; the letter itself is forgotten after 30 days
ALTER TABLE message_code ADD CONSTRAINT message_code_of_one CHECK (num_nonnulls(message_id, letter) = 1);
