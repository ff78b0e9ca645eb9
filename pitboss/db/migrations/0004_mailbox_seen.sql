-- Which mails of a mailbox have been taken, so that one that appears late with a low number is noticed.
ALTER TABLE mailbox_state ADD COLUMN seen int8multirange NOT NULL DEFAULT '{}';
