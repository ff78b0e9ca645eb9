-- Documents of players: asked for by one-time links, kept encrypted and apart from all other files. Whoever sees the ticket
-- sees what was asked and how it stands; what the file is, only those who read documents, each time for a purpose.

CREATE TABLE document_request (
    brand_id     text NOT NULL,
    id           uuid NOT NULL,
    ticket_id    uuid NOT NULL,
    player_id    uuid NOT NULL,
    token_hash   bytea NOT NULL,
    note         text NOT NULL DEFAULT '',
    language     text NOT NULL,
    created_by   uuid NOT NULL REFERENCES staff (id),
    created_at   timestamptz NOT NULL DEFAULT now(),
    expires_at   timestamptz NOT NULL,
    submitted_at timestamptz,
    withdrawn_at timestamptz,
    PRIMARY KEY (brand_id, id),
    FOREIGN KEY (brand_id, ticket_id) REFERENCES ticket (brand_id, id)
);
CREATE INDEX ON document_request (brand_id, ticket_id);
CREATE UNIQUE INDEX document_request_token ON document_request (token_hash);

CREATE TABLE document (
    brand_id   text NOT NULL,
    id         uuid NOT NULL,
    request_id uuid NOT NULL,
    ticket_id  uuid NOT NULL,
    kind       text NOT NULL CHECK (kind IN ('identity', 'address', 'selfie', 'card', 'bank', 'payment', 'funds', 'other')),
    state      text NOT NULL DEFAULT 'wanted' CHECK (state IN ('wanted', 'received', 'checking', 'accepted', 'refused')),
    reason     text NOT NULL DEFAULT '',               -- of a refusal: its code
    comment    text NOT NULL DEFAULT '' CHECK (length(comment) <= 500),
    decided_by uuid REFERENCES staff (id),
    decided_at timestamptz,
    delete_at  timestamptz,
    deleted_at timestamptz,
    PRIMARY KEY (brand_id, id),
    UNIQUE (brand_id, request_id, kind),
    FOREIGN KEY (brand_id, request_id) REFERENCES document_request (brand_id, id),
    FOREIGN KEY (brand_id, ticket_id) REFERENCES ticket (brand_id, id)
);
CREATE INDEX ON document (brand_id, ticket_id);
CREATE INDEX document_delete ON document (delete_at) WHERE delete_at IS NOT NULL;

CREATE TABLE document_file (
    brand_id     text NOT NULL,
    document_id  uuid NOT NULL,
    ticket_id    uuid NOT NULL,
    name         text NOT NULL,
    content_type text NOT NULL,
    size         bigint NOT NULL,
    pages        int,
    file_key     text NOT NULL,
    key_id       text NOT NULL,                       -- the master key that wraps the data key
    wrapped_key  bytea NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (brand_id, document_id),
    FOREIGN KEY (brand_id, document_id) REFERENCES document (brand_id, id),
    FOREIGN KEY (brand_id, ticket_id) REFERENCES ticket (brand_id, id)
);
CREATE INDEX document_file_key ON document_file (key_id);

CREATE TABLE document_view (
    brand_id    text NOT NULL,
    id          uuid NOT NULL,
    document_id uuid NOT NULL,
    ticket_id   uuid NOT NULL,
    staff_id    uuid NOT NULL REFERENCES staff (id),
    purpose     text NOT NULL CHECK (purpose IN ('check', 'payment', 'fraud', 'complaint', 'law')),
    note        text NOT NULL DEFAULT '' CHECK (length(note) <= 500),
    at          timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (brand_id, id),
    FOREIGN KEY (brand_id, document_id) REFERENCES document (brand_id, id),
    FOREIGN KEY (brand_id, ticket_id) REFERENCES ticket (brand_id, id)
);
CREATE INDEX ON document_view (brand_id, document_id);

-- The brand whose documents a transaction reads. It is set by documents.may_read alone, once the permission was asked for.
CREATE FUNCTION reads_documents_of() RETURNS text LANGUAGE sql STABLE AS $$
    SELECT nullif(current_setting('pitboss.documents', true), '') $$;

DO $$
DECLARE t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['document_request', 'document', 'document_file', 'document_view'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format($f$
            CREATE POLICY %1$I ON %2$I USING (
                (SELECT is_system())
                OR ((SELECT is_staff()) %3$s AND EXISTS (
                    SELECT 1 FROM ticket WHERE ticket.brand_id = %2$I.brand_id AND ticket.id = %2$I.ticket_id)))$f$,
            t || '_sight', t,
            CASE WHEN t IN ('document_file', 'document_view') THEN 'AND brand_id = (SELECT reads_documents_of())' ELSE '' END);
    END LOOP;
END $$;
GRANT SELECT, INSERT, UPDATE ON document_request, document TO pitboss_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON document_file TO pitboss_app;
GRANT SELECT, INSERT ON document_view TO pitboss_app;
GRANT EXECUTE ON FUNCTION reads_documents_of() TO pitboss_app, pitboss_desk;
