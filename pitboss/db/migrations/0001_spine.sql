-- Brands, staff, players, tickets, channels, events, promises, queues.
-- Keys begin with brand_id, so no reference crosses brands. Policies stand beside each table.

CREATE TYPE ticket_status AS ENUM ('new', 'open', 'waiting', 'on_hold', 'solved', 'closed');
CREATE TYPE ticket_level AS ENUM ('bot', 'first_line', 'senior', 'specialist', 'developers', 'disputes');
CREATE TYPE message_kind AS ENUM ('reply', 'note', 'system');
CREATE TYPE author_kind AS ENUM ('player', 'agent', 'bot', 'system');
CREATE TYPE delivery_state AS ENUM ('queued', 'sending', 'sent', 'delivered', 'read', 'failed');
CREATE TYPE original_state AS ENUM ('new', 'done', 'ignored', 'quarantined');
CREATE TYPE presence_state AS ENUM ('online', 'away', 'transfer_only', 'offline');
CREATE TYPE clock_kind AS ENUM ('first_reply', 'next_reply', 'resolution');

-- Who acts: set by the application at the start of each transaction (pitboss/db/tx.py).
CREATE FUNCTION actor_kind() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
    RETURN coalesce(current_setting('pitboss.kind', true), '');
CREATE FUNCTION actor_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
    RETURN nullif(current_setting('pitboss.actor', true), '')::uuid;
CREATE FUNCTION actor_brands() RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE
    RETURN coalesce(nullif(current_setting('pitboss.brands', true), ''), '{}')::text[];
CREATE FUNCTION actor_wide() RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE
    RETURN coalesce(nullif(current_setting('pitboss.wide', true), ''), '{}')::text[];
CREATE FUNCTION actor_queues() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE
    RETURN coalesce(nullif(current_setting('pitboss.queues', true), ''), '{}')::uuid[];
CREATE FUNCTION is_system() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
    RETURN actor_kind() = 'system';
CREATE FUNCTION is_staff() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
    RETURN actor_kind() = 'staff';

-- ── the installation ────────────────────────────────────────────────────────────────────────────────

CREATE TABLE brand (
    id           text PRIMARY KEY CHECK (id ~ '^[a-z][a-z0-9-]{1,30}$'),
    name         text NOT NULL,
    prefix       text NOT NULL UNIQUE CHECK (prefix ~ '^[A-Z]{2,5}$'),
    language     text NOT NULL CHECK (language IN ('ru', 'en')),
    jurisdiction text NOT NULL,
    origins      text[] NOT NULL DEFAULT '{}',     -- sites whose pages may open a chat
    grace_days   int NOT NULL DEFAULT 7,           -- how long a message still reopens a solved ticket
    settings     jsonb NOT NULL DEFAULT '{}',
    created_at   timestamptz NOT NULL DEFAULT now()
);

-- What only the desk itself may read: the key that signs the operator's chat tokens.
CREATE TABLE brand_secret (
    brand_id text NOT NULL REFERENCES brand (id),
    name     text NOT NULL,
    value    text NOT NULL,
    PRIMARY KEY (brand_id, name)
);

CREATE TABLE role (
    name        text PRIMARY KEY CHECK (name ~ '^[a-z][a-z0-9_]{1,40}$'),
    permissions text[] NOT NULL,
    builtin     boolean NOT NULL DEFAULT false
);

CREATE TABLE staff (
    id            uuid PRIMARY KEY,
    email         text NOT NULL UNIQUE CHECK (email = lower(email)),
    name          text NOT NULL,
    password_hash text NOT NULL,
    languages     text[] NOT NULL DEFAULT '{en}',
    locale        text NOT NULL DEFAULT 'en' CHECK (locale IN ('ru', 'en')),
    active        boolean NOT NULL DEFAULT true,
    failures      int NOT NULL DEFAULT 0,
    locked_until  timestamptz,
    created_at    timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE staff_role (
    brand_id text NOT NULL REFERENCES brand (id),
    staff_id uuid NOT NULL REFERENCES staff (id),
    role     text NOT NULL REFERENCES role (name),
    PRIMARY KEY (brand_id, staff_id, role)
);
CREATE INDEX ON staff_role (staff_id);

CREATE TABLE staff_session (
    hash       bytea PRIMARY KEY,               -- SHA-256 of the token; the token itself is nowhere
    staff_id   uuid NOT NULL REFERENCES staff (id),
    created_at timestamptz NOT NULL DEFAULT now(),
    seen_at    timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    address    text,
    device     text
);
CREATE INDEX ON staff_session (staff_id);

CREATE TABLE api_token (
    id         uuid PRIMARY KEY,
    hash       bytea NOT NULL UNIQUE,
    staff_id   uuid NOT NULL REFERENCES staff (id),
    name       text NOT NULL,
    scopes     text[] NOT NULL,                 -- permissions; the token can do no more than its owner
    created_at timestamptz NOT NULL DEFAULT now(),
    used_at    timestamptz,
    expires_at timestamptz
);
CREATE INDEX ON api_token (staff_id);

CREATE TABLE team (
    brand_id text NOT NULL REFERENCES brand (id),
    id       uuid NOT NULL,
    name     text NOT NULL,
    PRIMARY KEY (brand_id, id),
    UNIQUE (brand_id, name)
);

CREATE TABLE team_member (
    brand_id text NOT NULL,
    team_id  uuid NOT NULL,
    staff_id uuid NOT NULL REFERENCES staff (id),
    lead     boolean NOT NULL DEFAULT false,
    PRIMARY KEY (brand_id, team_id, staff_id),
    FOREIGN KEY (brand_id, team_id) REFERENCES team (brand_id, id)
);

CREATE TABLE presence (
    staff_id uuid PRIMARY KEY REFERENCES staff (id),
    state    presence_state NOT NULL DEFAULT 'offline',
    beat_at  timestamptz NOT NULL DEFAULT now(),
    since    timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX ON presence (beat_at) WHERE state <> 'offline';

-- How much an agent holds and may hold, by class of channel. `load` follows ticket changes by trigger, so
-- nothing that assigns can forget it; `online` follows presence.
CREATE TABLE staff_load (
    staff_id   uuid NOT NULL REFERENCES staff (id),
    class      text NOT NULL CHECK (class IN ('chat', 'mail', 'phone')),
    capacity   int NOT NULL CHECK (capacity >= 0),
    load       int NOT NULL DEFAULT 0,
    online     boolean NOT NULL DEFAULT false,
    idle_since timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (staff_id, class)
);
CREATE INDEX staff_free ON staff_load (class, idle_since) WHERE online AND load < capacity;

CREATE FUNCTION presence_to_load() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE staff_load SET online = (NEW.state = 'online')
    WHERE  staff_id = NEW.staff_id AND online <> (NEW.state = 'online');
    RETURN NULL;
END $$;
CREATE TRIGGER presence_to_load AFTER INSERT OR UPDATE OF state ON presence
    FOR EACH ROW EXECUTE FUNCTION presence_to_load();

-- ── players ─────────────────────────────────────────────────────────────────────────────────────────

CREATE TABLE player (
    brand_id      text NOT NULL REFERENCES brand (id),
    id            uuid NOT NULL,
    name          text NOT NULL DEFAULT '',
    language      text CHECK (language IN ('ru', 'en')),
    jurisdiction  text,
    vip           int NOT NULL DEFAULT 0 CHECK (vip BETWEEN 0 AND 10),
    flags         text[] NOT NULL DEFAULT '{}',
    last_agent_id uuid REFERENCES staff (id),
    merged_into   uuid,
    created_at    timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (brand_id, id),
    FOREIGN KEY (brand_id, merged_into) REFERENCES player (brand_id, id)
);

-- A site account id belongs to one player; an e-mail or phone may be shared, and then is only a hint.
CREATE TABLE identity (
    brand_id   text NOT NULL,
    id         uuid NOT NULL,
    player_id  uuid NOT NULL,
    kind       text NOT NULL CHECK (kind IN ('account', 'email', 'phone', 'telegram')),
    value      text NOT NULL,
    registered boolean NOT NULL DEFAULT false,   -- the operator's site says it is the player's
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (brand_id, id),
    UNIQUE (brand_id, kind, value, player_id),
    FOREIGN KEY (brand_id, player_id) REFERENCES player (brand_id, id)
);
CREATE UNIQUE INDEX identity_account ON identity (brand_id, value) WHERE kind = 'account';
CREATE INDEX ON identity (brand_id, player_id);

CREATE TABLE merge_proposal (
    brand_id   text NOT NULL,
    id         uuid NOT NULL,
    player_id  uuid NOT NULL,                    -- who stays
    other_id   uuid NOT NULL,                    -- who would be merged into them
    reason     text NOT NULL,
    state      text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'approved', 'refused', 'undone')),
    decided_by uuid REFERENCES staff (id),
    decided_at timestamptz,
    moved      jsonb NOT NULL DEFAULT '{}',      -- what the merge moved, for the undo
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (brand_id, id),
    FOREIGN KEY (brand_id, player_id) REFERENCES player (brand_id, id),
    FOREIGN KEY (brand_id, other_id) REFERENCES player (brand_id, id),
    CHECK (player_id <> other_id)
);
CREATE UNIQUE INDEX ON merge_proposal (brand_id, least(player_id, other_id), greatest(player_id, other_id))
    WHERE state = 'open';

-- ── channels ────────────────────────────────────────────────────────────────────────────────────────

CREATE TABLE channel (
    brand_id    text NOT NULL REFERENCES brand (id),
    id          uuid NOT NULL,
    kind        text NOT NULL,
    name        text NOT NULL,
    address     text,
    settings    jsonb NOT NULL DEFAULT '{}',
    enabled     boolean NOT NULL DEFAULT true,
    quiet_after interval NOT NULL DEFAULT interval '24 hours',
    last_error  text,
    error_at    timestamptz,
    errors      int NOT NULL DEFAULT 0,
    created_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (brand_id, id),
    UNIQUE (brand_id, kind, name)
);
CREATE UNIQUE INDEX channel_address ON channel (lower(address)) WHERE address IS NOT NULL;

-- The provider's raw original, kept before anything is read from it.
CREATE TABLE original (
    brand_id    text NOT NULL,
    id          uuid NOT NULL,
    channel_id  uuid NOT NULL,
    external_id text NOT NULL,
    state       original_state NOT NULL DEFAULT 'new',
    envelope    jsonb NOT NULL DEFAULT '{}',
    raw         bytea,                            -- NULL: in the object store, under file_key
    file_key    text,
    size        int NOT NULL,
    sha256      bytea NOT NULL,
    masked      text[] NOT NULL DEFAULT '{}',
    attempts    int NOT NULL DEFAULT 0,
    next_at     timestamptz DEFAULT now(),        -- NULL: nothing to do
    error       text,
    ticket_id   uuid,
    message_id  uuid,
    received_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (brand_id, id),
    UNIQUE (brand_id, channel_id, external_id),
    FOREIGN KEY (brand_id, channel_id) REFERENCES channel (brand_id, id),
    CHECK (raw IS NOT NULL OR file_key IS NOT NULL)
);
CREATE INDEX original_due ON original (next_at) WHERE next_at IS NOT NULL;
CREATE INDEX original_quarantine ON original (brand_id, id) WHERE state = 'quarantined';
ALTER TABLE original ALTER COLUMN raw SET STORAGE EXTERNAL;

CREATE TABLE mailbox_state (                      -- how far an IMAP mailbox has been read
    brand_id     text NOT NULL,
    channel_id   uuid NOT NULL,
    folder       text NOT NULL,
    uid_validity bigint NOT NULL,
    last_uid     bigint NOT NULL,
    checked_at   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (brand_id, channel_id, folder),
    FOREIGN KEY (brand_id, channel_id) REFERENCES channel (brand_id, id)
);

-- ── queues ──────────────────────────────────────────────────────────────────────────────────────────

CREATE TABLE queue (
    brand_id          text NOT NULL REFERENCES brand (id),
    id                uuid NOT NULL,
    name              text NOT NULL,
    topics            text[] NOT NULL DEFAULT '{}',
    languages         text[] NOT NULL DEFAULT '{}',     -- empty: any
    restricted        boolean NOT NULL DEFAULT false,   -- protection: only its members and those with the permission
    fallback          boolean NOT NULL DEFAULT false,   -- takes what no other queue takes, and what is unsure
    level             ticket_level NOT NULL DEFAULT 'first_line',
    overflow_queue_id uuid,
    overflow_after    interval,
    escalate_after    interval,
    PRIMARY KEY (brand_id, id),
    UNIQUE (brand_id, name),
    FOREIGN KEY (brand_id, overflow_queue_id) REFERENCES queue (brand_id, id)
);
CREATE UNIQUE INDEX queue_fallback ON queue (brand_id) WHERE fallback;

CREATE TABLE queue_member (
    brand_id text NOT NULL,
    queue_id uuid NOT NULL,
    staff_id uuid NOT NULL REFERENCES staff (id),
    PRIMARY KEY (brand_id, queue_id, staff_id),
    FOREIGN KEY (brand_id, queue_id) REFERENCES queue (brand_id, id)
);
CREATE INDEX ON queue_member (staff_id);

-- ── tickets ─────────────────────────────────────────────────────────────────────────────────────────

CREATE TABLE ticket (
    brand_id         text NOT NULL REFERENCES brand (id),
    id               uuid NOT NULL,
    number           bigint NOT NULL,
    subject          text NOT NULL DEFAULT '',
    status           ticket_status NOT NULL DEFAULT 'new',
    hold_reason      text,
    topic            text NOT NULL DEFAULT 'unsure',
    topic_confidence real NOT NULL DEFAULT 0,
    topic_reason     text NOT NULL DEFAULT '',
    topic_manual     boolean NOT NULL DEFAULT false,
    danger           text[] NOT NULL DEFAULT '{}',
    priority         smallint NOT NULL DEFAULT 2 CHECK (priority BETWEEN 0 AND 3),  -- 0 urgent … 3 low
    priority_score   int NOT NULL DEFAULT 0,
    priority_reasons jsonb NOT NULL DEFAULT '[]',
    priority_manual  boolean NOT NULL DEFAULT false,
    restricted       boolean NOT NULL DEFAULT false,
    queue_id         uuid,
    queued_at        timestamptz,
    to_front         boolean NOT NULL DEFAULT false,    -- reopened while its agent is away
    assignee_id      uuid REFERENCES staff (id),
    assigned_at      timestamptz,
    last_assignee_id uuid REFERENCES staff (id),
    level            ticket_level NOT NULL DEFAULT 'first_line',
    player_id        uuid NOT NULL,
    session_id       uuid,                              -- the chat session that opened it
    channel_id       uuid NOT NULL,
    channel          text NOT NULL,                     -- kind of the channel it is answered by now
    class            text NOT NULL CHECK (class IN ('chat', 'mail', 'phone')),
    language         text NOT NULL CHECK (language IN ('ru', 'en')),
    jurisdiction     text NOT NULL,
    tags             text[] NOT NULL DEFAULT '{}',
    version          int NOT NULL DEFAULT 1,
    due_at           timestamptz,                       -- the promise that breaks first
    waiting_since    timestamptz,                       -- the player's first unanswered message
    snoozed_until    timestamptz,
    solved_at        timestamptz,
    spam             boolean NOT NULL DEFAULT false,
    merged_into      uuid,
    created_at       timestamptz NOT NULL DEFAULT now(),
    updated_at       timestamptz NOT NULL DEFAULT now(),
    waiting          boolean GENERATED ALWAYS AS (
        status IN ('new', 'open') AND assignee_id IS NULL AND snoozed_until IS NULL
        AND NOT spam AND merged_into IS NULL AND queue_id IS NOT NULL
    ) STORED,
    PRIMARY KEY (brand_id, id),
    UNIQUE (brand_id, number),
    FOREIGN KEY (brand_id, queue_id) REFERENCES queue (brand_id, id),
    FOREIGN KEY (brand_id, player_id) REFERENCES player (brand_id, id),
    FOREIGN KEY (brand_id, channel_id) REFERENCES channel (brand_id, id),
    FOREIGN KEY (brand_id, merged_into) REFERENCES ticket (brand_id, id),
    CHECK (status <> 'on_hold' OR hold_reason IS NOT NULL)
) WITH (fillfactor = 85);
-- the lists
CREATE INDEX ticket_recent ON ticket (brand_id, updated_at DESC, id DESC);
CREATE INDEX ticket_queue_recent ON ticket (brand_id, queue_id, updated_at DESC, id DESC) WHERE status IN ('new', 'open', 'waiting', 'on_hold');
CREATE INDEX ticket_player ON ticket (brand_id, player_id, updated_at DESC, id DESC);
CREATE INDEX ticket_assignee ON ticket (assignee_id, updated_at DESC) WHERE assignee_id IS NOT NULL AND status IN ('new', 'open', 'waiting', 'on_hold');
CREATE INDEX ticket_session ON ticket (brand_id, session_id) WHERE session_id IS NOT NULL;
-- dispatch: the next of a queue for a class of channel and a language
CREATE INDEX ticket_waiting ON ticket (brand_id, queue_id, class, language, to_front DESC, priority, due_at, id) WHERE waiting;
CREATE INDEX ticket_queued_at ON ticket (brand_id, queue_id, queued_at) WHERE waiting;
CREATE INDEX ticket_snoozed ON ticket (snoozed_until) WHERE snoozed_until IS NOT NULL;

CREATE FUNCTION counts_as_load(status ticket_status, assignee uuid) RETURNS boolean LANGUAGE sql IMMUTABLE
    RETURN assignee IS NOT NULL AND status IN ('new', 'open');

CREATE FUNCTION ticket_to_load() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    before boolean := TG_OP = 'UPDATE' AND counts_as_load(OLD.status, OLD.assignee_id);
    after  boolean := counts_as_load(NEW.status, NEW.assignee_id);
BEGIN
    IF before AND after AND OLD.assignee_id = NEW.assignee_id AND OLD.class = NEW.class THEN RETURN NULL; END IF;
    IF before THEN
        UPDATE staff_load SET load = load - 1, idle_since = CASE WHEN load = 1 THEN now() ELSE idle_since END
        WHERE  staff_id = OLD.assignee_id AND class = OLD.class;
    END IF;
    IF after THEN
        INSERT INTO staff_load (staff_id, class, capacity, load) VALUES (NEW.assignee_id, NEW.class, 0, 1)
        ON CONFLICT (staff_id, class) DO UPDATE SET load = staff_load.load + 1, idle_since = now();
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER ticket_to_load AFTER INSERT OR UPDATE OF assignee_id, status, class ON ticket
    FOR EACH ROW EXECUTE FUNCTION ticket_to_load();

CREATE TABLE message (
    brand_id    text NOT NULL,
    id          uuid NOT NULL,
    ticket_id   uuid NOT NULL,
    kind        message_kind NOT NULL,
    author_kind author_kind NOT NULL,
    author_id   uuid,
    author_name text NOT NULL DEFAULT '',
    channel_id  uuid,
    channel     text NOT NULL,
    subject     text,
    text        text NOT NULL,
    html        text,
    quoted      text,
    external_id text,
    key         text,
    original_id uuid,
    address     text,                                 -- the identity that a player wrote from
    assurance   smallint NOT NULL DEFAULT 0 CHECK (assurance BETWEEN 0 AND 3),
    automatic   text,
    masked      text[] NOT NULL DEFAULT '{}',
    version     int NOT NULL DEFAULT 1,               -- the ticket's version when it came
    moved_from  uuid,                                 -- the ticket it came from by a merge or a split
    created_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (brand_id, id),
    FOREIGN KEY (brand_id, ticket_id) REFERENCES ticket (brand_id, id),
    FOREIGN KEY (brand_id, channel_id) REFERENCES channel (brand_id, id)
);
CREATE INDEX ON message (brand_id, ticket_id, id);
CREATE UNIQUE INDEX message_external ON message (brand_id, channel_id, external_id) WHERE external_id IS NOT NULL;
CREATE UNIQUE INDEX message_key ON message (brand_id, ticket_id, key) WHERE key IS NOT NULL;
CREATE INDEX message_channel_in ON message (brand_id, channel_id, id DESC) WHERE author_kind = 'player';
-- One `russian` configuration stems Latin words as English.
CREATE INDEX message_text ON message USING gin (to_tsvector('russian', left(text, 100000)));

CREATE TABLE mail_reference (                       -- every Message-ID of a thread, ours and theirs
    brand_id   text NOT NULL,
    message_id text NOT NULL,
    ticket_id  uuid NOT NULL,
    PRIMARY KEY (brand_id, message_id, ticket_id),
    FOREIGN KEY (brand_id, ticket_id) REFERENCES ticket (brand_id, id)
);

CREATE TABLE ticket_address (                       -- mail addresses that belong to a ticket's conversation
    brand_id  text NOT NULL,
    ticket_id uuid NOT NULL,
    address   text NOT NULL,
    PRIMARY KEY (brand_id, ticket_id, address),
    FOREIGN KEY (brand_id, ticket_id) REFERENCES ticket (brand_id, id)
);

CREATE TABLE attachment (
    brand_id     text NOT NULL,
    id           uuid NOT NULL,
    ticket_id    uuid NOT NULL,
    message_id   uuid NOT NULL,
    name         text NOT NULL,
    content_type text NOT NULL,
    size         bigint NOT NULL,
    sha256       bytea NOT NULL,
    inline       boolean NOT NULL DEFAULT false,
    content_id   text,
    file_key     text NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (brand_id, id),
    FOREIGN KEY (brand_id, message_id) REFERENCES message (brand_id, id),
    FOREIGN KEY (brand_id, ticket_id) REFERENCES ticket (brand_id, id)
);
CREATE INDEX ON attachment (brand_id, message_id);

CREATE TABLE ticket_link (
    brand_id  text NOT NULL,
    ticket_id uuid NOT NULL,
    other_id  uuid NOT NULL,
    kind      text NOT NULL CHECK (kind IN ('duplicate', 'follow_up', 'incident', 'merged', 'split')),
    PRIMARY KEY (brand_id, ticket_id, other_id, kind),
    FOREIGN KEY (brand_id, ticket_id) REFERENCES ticket (brand_id, id),
    FOREIGN KEY (brand_id, other_id) REFERENCES ticket (brand_id, id)
);

CREATE TABLE mention (
    brand_id   text NOT NULL,
    ticket_id  uuid NOT NULL,
    message_id uuid NOT NULL,
    staff_id   uuid NOT NULL REFERENCES staff (id),
    seen_at    timestamptz,
    PRIMARY KEY (brand_id, message_id, staff_id),
    FOREIGN KEY (brand_id, message_id) REFERENCES message (brand_id, id),
    FOREIGN KEY (brand_id, ticket_id) REFERENCES ticket (brand_id, id)
);
CREATE INDEX ON mention (staff_id) WHERE seen_at IS NULL;

CREATE TABLE correction (                           -- what agents put right; the classifier learns from it
    brand_id   text NOT NULL,
    ticket_id  uuid NOT NULL,
    topic      text NOT NULL,
    was        text NOT NULL,
    text       text NOT NULL,
    staff_id   uuid REFERENCES staff (id),
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (brand_id, ticket_id),
    FOREIGN KEY (brand_id, ticket_id) REFERENCES ticket (brand_id, id)
);

CREATE TABLE read_mark (
    brand_id  text NOT NULL,
    ticket_id uuid NOT NULL,
    reader_id uuid NOT NULL,                        -- a player or a member of staff
    message   uuid NOT NULL,
    at        timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (brand_id, ticket_id, reader_id),
    FOREIGN KEY (brand_id, ticket_id) REFERENCES ticket (brand_id, id)
);

CREATE TABLE rating (
    brand_id   text NOT NULL,
    ticket_id  uuid NOT NULL,
    score      smallint NOT NULL CHECK (score BETWEEN 1 AND 5),
    comment    text NOT NULL DEFAULT '',
    staff_id   uuid REFERENCES staff (id),
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (brand_id, ticket_id),
    FOREIGN KEY (brand_id, ticket_id) REFERENCES ticket (brand_id, id)
);

-- ── the way out ─────────────────────────────────────────────────────────────────────────────────────

CREATE TABLE delivery (
    brand_id    text NOT NULL,
    id          uuid NOT NULL,
    ticket_id   uuid NOT NULL,
    message_id  uuid NOT NULL,
    channel_id  uuid NOT NULL,
    address     text NOT NULL,
    state       delivery_state NOT NULL DEFAULT 'queued',
    attempts    int NOT NULL DEFAULT 0,
    next_at     timestamptz DEFAULT now(),          -- NULL: nothing to do
    external_id text,
    error       text,
    created_at  timestamptz NOT NULL DEFAULT now(),
    sent_at     timestamptz,
    PRIMARY KEY (brand_id, id),
    UNIQUE (brand_id, message_id, address),
    FOREIGN KEY (brand_id, message_id) REFERENCES message (brand_id, id),
    FOREIGN KEY (brand_id, ticket_id) REFERENCES ticket (brand_id, id),
    FOREIGN KEY (brand_id, channel_id) REFERENCES channel (brand_id, id)
);
CREATE INDEX delivery_due ON delivery (next_at) WHERE next_at IS NOT NULL;
CREATE INDEX delivery_failed ON delivery (brand_id, id) WHERE state = 'failed';
CREATE INDEX delivery_external ON delivery (brand_id, external_id) WHERE external_id IS NOT NULL;
CREATE INDEX delivery_channel_out ON delivery (brand_id, channel_id, sent_at DESC) WHERE sent_at IS NOT NULL;

-- ── chat ────────────────────────────────────────────────────────────────────────────────────────────

CREATE TABLE chat_session (
    brand_id        text NOT NULL,
    id              uuid NOT NULL,
    hash            bytea NOT NULL UNIQUE,          -- SHA-256 of the session's token
    channel_id      uuid NOT NULL,
    player_id       uuid NOT NULL,
    assurance       smallint NOT NULL DEFAULT 0,
    assurance_until timestamptz,
    language        text NOT NULL,
    email           text,
    device          jsonb NOT NULL DEFAULT '{}',
    created_at      timestamptz NOT NULL DEFAULT now(),
    seen_at         timestamptz NOT NULL DEFAULT now(),
    left_at         timestamptz,
    ended_at        timestamptz,
    PRIMARY KEY (brand_id, id),
    FOREIGN KEY (brand_id, channel_id) REFERENCES channel (brand_id, id),
    FOREIGN KEY (brand_id, player_id) REFERENCES player (brand_id, id)
);

-- ── promises ────────────────────────────────────────────────────────────────────────────────────────

CREATE TABLE calendar (
    brand_id text NOT NULL REFERENCES brand (id),
    id       uuid NOT NULL,
    name     text NOT NULL,
    hours    jsonb NOT NULL,
    PRIMARY KEY (brand_id, id),
    UNIQUE (brand_id, name)
);

CREATE TABLE promise_policy (
    brand_id    text NOT NULL REFERENCES brand (id),
    id          uuid NOT NULL,
    name        text NOT NULL,
    channel     text,                               -- NULL: any
    topic       text,
    priority    smallint,
    first_reply interval,
    next_reply  interval,
    resolution  interval,
    aim         interval,                           -- what the team strives for; starts no clock
    warn_share  real NOT NULL DEFAULT 0.75 CHECK (warn_share > 0 AND warn_share < 1),
    calendar_id uuid,                               -- NULL: day and night
    ladder      jsonb NOT NULL DEFAULT '[]',
    position    int NOT NULL DEFAULT 0,
    PRIMARY KEY (brand_id, id),
    UNIQUE (brand_id, name),
    FOREIGN KEY (brand_id, calendar_id) REFERENCES calendar (brand_id, id)
);

CREATE TABLE clock (
    brand_id      text NOT NULL,
    id            uuid NOT NULL,
    ticket_id     uuid NOT NULL,
    kind          clock_kind NOT NULL,
    policy_id     uuid NOT NULL,
    allowance     interval NOT NULL,
    warn_share    real NOT NULL,
    started_at    timestamptz NOT NULL,
    spent         interval NOT NULL DEFAULT interval '0',   -- open time used before running_since
    running_since timestamptz,                              -- NULL: paused or over
    pauses        jsonb NOT NULL DEFAULT '[]',
    due_at        timestamptz,
    warn_at       timestamptz,
    warned_at     timestamptz,
    breached_at   timestamptz,
    met_at        timestamptz,
    told_warning  boolean NOT NULL DEFAULT false,
    told_breach   boolean NOT NULL DEFAULT false,
    step          int NOT NULL DEFAULT 0,                   -- rungs of the ladder already climbed
    next_at       timestamptz,                              -- NULL: nothing will happen by itself
    PRIMARY KEY (brand_id, id),
    FOREIGN KEY (brand_id, ticket_id) REFERENCES ticket (brand_id, id),
    FOREIGN KEY (brand_id, policy_id) REFERENCES promise_policy (brand_id, id)
);
CREATE INDEX ON clock (brand_id, ticket_id);
CREATE UNIQUE INDEX clock_open ON clock (brand_id, ticket_id, kind) WHERE met_at IS NULL;
CREATE INDEX clock_breached ON clock (kind) WHERE breached_at IS NOT NULL;
CREATE INDEX clock_next ON clock (next_at) WHERE next_at IS NOT NULL;

CREATE TABLE brand_text (                           -- a brand's own words instead of the built-in template
    brand_id text NOT NULL REFERENCES brand (id),
    template text NOT NULL,
    language text NOT NULL,
    subject  text,
    text     text NOT NULL,
    PRIMARY KEY (brand_id, template, language)
);

-- ── dispatch ────────────────────────────────────────────────────────────────────────────────────────

CREATE TABLE dispatch_log (
    brand_id  text NOT NULL,
    id        uuid NOT NULL,
    ticket_id uuid NOT NULL,
    staff_id  uuid REFERENCES staff (id),
    reason    text NOT NULL,
    facts     jsonb NOT NULL,
    at        timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (brand_id, id),
    FOREIGN KEY (brand_id, ticket_id) REFERENCES ticket (brand_id, id)
);
CREATE INDEX ON dispatch_log (brand_id, ticket_id, id);

-- ── the one log ─────────────────────────────────────────────────────────────────────────────────────

-- Numbers rise in the order in which transactions began writing: transaction id × 65536 + place in the transaction.
-- A reader takes only numbers below the oldest transaction still open, so none can appear behind its back
-- (docs/subsystems/events.md). `event_epoch` is added to the transaction id; it is 0 until the data is restored
-- into another server, whose transaction ids start low again (pitboss migrate sets it then).
CREATE TABLE event_epoch (one boolean PRIMARY KEY DEFAULT true CHECK (one), value bigint NOT NULL);
INSERT INTO event_epoch (value) VALUES (0);

CREATE FUNCTION event_number(place int) RETURNS bigint LANGUAGE sql VOLATILE
    RETURN ((pg_current_xact_id()::text::bigint + (SELECT value FROM event_epoch)) << 16) + place;
CREATE FUNCTION event_watermark() RETURNS bigint LANGUAGE sql STABLE
    RETURN (pg_snapshot_xmin(pg_current_snapshot())::text::bigint + (SELECT value FROM event_epoch)) << 16;

CREATE TABLE event (
    brand_id   text NOT NULL REFERENCES brand (id),
    number     bigint NOT NULL,
    ticket_id  uuid,
    type       text NOT NULL,
    public     boolean NOT NULL,                    -- the ticket's player may see it
    version    int,
    actor_kind text NOT NULL,
    actor_id   uuid,
    data       jsonb NOT NULL,
    at         timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (brand_id, number),
    FOREIGN KEY (brand_id, ticket_id) REFERENCES ticket (brand_id, id)
);
CREATE UNIQUE INDEX ON event (number);
CREATE INDEX ON event (brand_id, ticket_id, number) WHERE ticket_id IS NOT NULL;

-- ── jobs, keys ──────────────────────────────────────────────────────────────────────────────────────

CREATE TABLE job (
    id         uuid PRIMARY KEY,
    brand_id   text REFERENCES brand (id),
    kind       text NOT NULL,
    data       jsonb NOT NULL,
    attempts   int NOT NULL DEFAULT 0,
    next_at    timestamptz DEFAULT now(),           -- NULL: gave up; see error
    error      text,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX job_due ON job (next_at) WHERE next_at IS NOT NULL;

CREATE TABLE idempotency (
    actor      text NOT NULL,
    key        text NOT NULL,
    request    bytea NOT NULL,                      -- SHA-256 of method, path and body
    status     int,                                 -- NULL only inside the transaction that makes it
    body       bytea,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (actor, key)
);
CREATE INDEX ON idempotency (created_at);

-- ── who sees what ───────────────────────────────────────────────────────────────────────────────────
-- `(SELECT f())` makes the planner call f once a query, not once a row.

CREATE FUNCTION staff_sees(brand text, queue uuid, assignee uuid, is_restricted boolean) RETURNS boolean
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN brand = ANY (actor_brands()) AND (
        assignee = actor_id() OR queue = ANY (actor_queues()) OR (NOT is_restricted AND brand = ANY (actor_wide())));

ALTER TABLE ticket ENABLE ROW LEVEL SECURITY;
CREATE POLICY ticket_sight ON ticket USING (
    (SELECT is_system())
    OR ((SELECT is_staff()) AND brand_id = ANY ((SELECT actor_brands())::text[]) AND (
            assignee_id = (SELECT actor_id())
            OR queue_id = ANY ((SELECT actor_queues())::uuid[])
            OR (NOT restricted AND brand_id = ANY ((SELECT actor_wide())::text[]))))
    OR ((SELECT actor_kind()) = 'player' AND brand_id = ANY ((SELECT actor_brands())::text[]) AND player_id = (SELECT actor_id()))
    OR ((SELECT actor_kind()) = 'visitor' AND brand_id = ANY ((SELECT actor_brands())::text[]) AND session_id = (SELECT actor_id()))
);

-- What belongs to a ticket is seen by whoever sees the ticket; players see nothing of the inside.
DO $$
DECLARE t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['message', 'attachment', 'delivery', 'event', 'ticket_address', 'ticket_link', 'mention', 'correction',
                             'read_mark', 'rating', 'clock', 'dispatch_log', 'mail_reference'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format($f$
            CREATE POLICY %1$I ON %2$I USING (
                (SELECT is_system())
                OR ((SELECT is_staff()) AND EXISTS (
                    SELECT 1 FROM ticket WHERE ticket.brand_id = %2$I.brand_id AND ticket.id = %2$I.ticket_id)))$f$,
            t || '_sight', t);
    END LOOP;
END $$;
CREATE POLICY message_player ON message FOR SELECT USING (
    (SELECT actor_kind()) IN ('player', 'visitor') AND kind = 'reply' AND EXISTS (
        SELECT 1 FROM ticket WHERE ticket.brand_id = message.brand_id AND ticket.id = message.ticket_id));
CREATE POLICY attachment_player ON attachment FOR SELECT USING (
    (SELECT actor_kind()) IN ('player', 'visitor') AND EXISTS (
        SELECT 1 FROM message WHERE message.brand_id = attachment.brand_id AND message.id = attachment.message_id));
CREATE POLICY event_player ON event FOR SELECT USING (
    (SELECT actor_kind()) IN ('player', 'visitor') AND public AND EXISTS (
        SELECT 1 FROM ticket WHERE ticket.brand_id = event.brand_id AND ticket.id = event.ticket_id));
CREATE POLICY clock_player ON clock FOR SELECT USING (
    (SELECT actor_kind()) IN ('player', 'visitor') AND EXISTS (
        SELECT 1 FROM ticket WHERE ticket.brand_id = clock.brand_id AND ticket.id = clock.ticket_id));
-- Events of no ticket (players merged, settings changed) are for the brand's staff.
CREATE POLICY event_brand ON event USING (
    (SELECT is_staff()) AND ticket_id IS NULL AND brand_id = ANY ((SELECT actor_brands())::text[]));

-- A brand's own settings and people: its staff.
DO $$
DECLARE t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['player', 'identity', 'merge_proposal', 'channel', 'queue', 'queue_member', 'team', 'team_member',
                             'calendar', 'promise_policy', 'brand_text', 'staff_role', 'chat_session', 'original'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format($f$
            CREATE POLICY %1$I ON %2$I USING (
                (SELECT is_system())
                OR ((SELECT is_staff()) AND brand_id = ANY ((SELECT actor_brands())::text[])))$f$,
            t || '_sight', t);
    END LOOP;
END $$;
ALTER TABLE staff ENABLE ROW LEVEL SECURITY;
CREATE POLICY staff_sight ON staff USING ((SELECT is_system()) OR (SELECT is_staff()));
ALTER TABLE brand ENABLE ROW LEVEL SECURITY;
CREATE POLICY brand_sight ON brand USING ((SELECT is_system()) OR id = ANY ((SELECT actor_brands())::text[]));

-- Only the desk itself.
DO $$
DECLARE t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['brand_secret', 'mailbox_state', 'job', 'staff_session', 'api_token'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('CREATE POLICY %1$I ON %2$I USING ((SELECT is_system()))', t || '_sight', t);
    END LOOP;
END $$;

ALTER TABLE idempotency ENABLE ROW LEVEL SECURITY;
CREATE POLICY idempotency_sight ON idempotency USING (
    (SELECT is_system()) OR actor = (SELECT actor_kind() || ':' || actor_id()));

-- ── search ──────────────────────────────────────────────────────────────────────────────────────────
-- A policy keeps `@@` from the index (the operator isn't leakproof), so the search runs as the owner and asks
-- the same question as the policy itself. At most `reach` matches are looked at: a word that everybody
-- uses is ranked among those.
CREATE FUNCTION search_messages(words text, reach int, OUT brand_id text, OUT ticket_id uuid, OUT message_id uuid, OUT rank real, OUT excerpt text)
    RETURNS SETOF record LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    WITH query AS MATERIALIZED (SELECT websearch_to_tsquery('russian', words) AS q),
    hits AS MATERIALIZED (
        SELECT m.brand_id, m.ticket_id, m.id, m.kind, m.text
        FROM   message m, query
        WHERE  to_tsvector('russian', left(m.text, 100000)) @@ query.q
        LIMIT  reach),
    seen AS (
        SELECT h.*
        FROM   hits h JOIN ticket t ON t.brand_id = h.brand_id AND t.id = h.ticket_id
        WHERE  is_system() OR (is_staff() AND staff_sees(t.brand_id, t.queue_id, t.assignee_id, t.restricted)))
    SELECT seen.brand_id, seen.ticket_id, seen.id,
           ts_rank(to_tsvector('russian', left(seen.text, 100000)), query.q),
           ts_headline('russian', left(seen.text, 5000), query.q, 'StartSel=«, StopSel=», MaxWords=30, MinWords=10')
    FROM   seen, query
    ORDER  BY 4 DESC, 3 DESC
    LIMIT  200
$$;

-- A new brand gets its own sequence of ticket numbers: no lock is held between two tickets.
CREATE FUNCTION make_number_sequence() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
    EXECUTE format('CREATE SEQUENCE %I MINVALUE 1001', 'ticket_number_' || NEW.id);
    EXECUTE format('GRANT USAGE ON SEQUENCE %I TO pitboss_app', 'ticket_number_' || NEW.id);
    RETURN NULL;
END $$;
CREATE TRIGGER brand_numbers AFTER INSERT ON brand FOR EACH ROW EXECUTE FUNCTION make_number_sequence();
CREATE FUNCTION next_ticket_number(brand text) RETURNS bigint LANGUAGE sql VOLATILE
    RETURN nextval(format('%I', 'ticket_number_' || brand)::regclass);

-- ── what the application may do ─────────────────────────────────────────────────────────────────────
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO pitboss_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO pitboss_app;
REVOKE UPDATE, DELETE, TRUNCATE ON event FROM pitboss_app;
REVOKE INSERT, UPDATE, DELETE ON event_epoch, schema_migration FROM pitboss_app;
REVOKE DELETE ON ticket, player, original, dispatch_log FROM pitboss_app;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO pitboss_app;
REVOKE EXECUTE ON FUNCTION make_number_sequence() FROM PUBLIC;
