-- Articles and instructions with their versions, clauses of terms and rules, and what readers make of them. The same slug
-- in two languages is one article told twice; each has a life of its own. docs/subsystems/knowledge.md says why it is right.

CREATE TABLE article_category (
    brand_id   text NOT NULL REFERENCES brand (id),
    id         text NOT NULL CHECK (id ~ '^[a-z0-9][a-z0-9-]{0,59}$'),
    icon       text NOT NULL DEFAULT '',
    name_en    text NOT NULL,
    name_ru    text NOT NULL,
    about_en   text NOT NULL DEFAULT '',
    about_ru   text NOT NULL DEFAULT '',
    place      int NOT NULL DEFAULT 0,
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (brand_id, id)
);
ALTER TABLE article_category ENABLE ROW LEVEL SECURITY;
CREATE POLICY article_category_sight ON article_category USING (
    (SELECT is_system()) OR brand_id = ANY ((SELECT actor_brands())::text[]));
GRANT SELECT, INSERT, UPDATE, DELETE ON article_category TO pitboss_app;

CREATE TABLE article (
    brand_id    text NOT NULL REFERENCES brand (id),
    id          uuid NOT NULL,
    language    text NOT NULL CHECK (language IN ('ru', 'en')),
    slug        text NOT NULL CHECK (slug ~ '^[a-z0-9][a-z0-9-]{0,99}$'),
    kind        text NOT NULL CHECK (kind IN ('article', 'instruction')),
    state       text NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'published', 'archived')),
    visibility  text NOT NULL CHECK (visibility IN ('public', 'players', 'staff', 'team')),
    team_id     uuid,
    category_id text,
    topics      text[] NOT NULL DEFAULT '{}',
    related     text[] NOT NULL DEFAULT '{}',         -- slugs, in order
    place       int NOT NULL DEFAULT 0,               -- within the category
    owner_id    uuid REFERENCES staff (id),
    review_days int NOT NULL CHECK (review_days BETWEEN 1 AND 3650),
    review_by   date,                                 -- NULL until it is published
    reminded_at timestamptz,
    created_by  uuid REFERENCES staff (id),           -- NULL: imported
    created_at  timestamptz NOT NULL DEFAULT now(),
    updated_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (brand_id, id),
    UNIQUE (brand_id, language, slug),
    FOREIGN KEY (brand_id, team_id) REFERENCES team (brand_id, id),
    FOREIGN KEY (brand_id, category_id) REFERENCES article_category (brand_id, id),
    CHECK ((visibility = 'team') = (team_id IS NOT NULL)),
    CHECK (kind = 'article' OR visibility IN ('staff', 'team')),
    CHECK (kind = 'article' OR review_days <= 31)
);
CREATE INDEX ON article (brand_id, category_id);
CREATE INDEX article_review ON article (review_by) WHERE state = 'published';
ALTER TABLE article ENABLE ROW LEVEL SECURITY;
CREATE POLICY article_sight ON article USING (
    (SELECT is_system())
    OR ((SELECT is_staff()) AND brand_id = ANY ((SELECT actor_brands())::text[]) AND (
            visibility <> 'team' OR owner_id = (SELECT actor_id()) OR created_by = (SELECT actor_id())
            OR EXISTS (SELECT 1 FROM team_member m
                       WHERE m.brand_id = article.brand_id AND m.team_id = article.team_id AND m.staff_id = (SELECT actor_id()))))
    OR ((SELECT actor_kind()) IN ('player', 'visitor') AND brand_id = ANY ((SELECT actor_brands())::text[])
        AND state = 'published' AND kind = 'article'
        AND (visibility = 'public' OR (visibility = 'players' AND (SELECT actor_kind()) = 'player'))));
GRANT SELECT, INSERT, UPDATE, DELETE ON article TO pitboss_app;

-- What a search finds, weighed: the title, how players say it and the summary, the text. Stemmed twice, as in search_words.
CREATE FUNCTION article_words(title text, words text[], summary text, plain text) RETURNS tsvector
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN setweight(search_words(NULL, title), 'A')
        || setweight(search_words(NULL, array_to_string(words, ' . ')), 'B')
        || setweight(search_words(NULL, summary), 'C')
        || setweight(search_words(NULL, plain), 'D');

CREATE TABLE article_version (
    brand_id     text NOT NULL,
    article_id   uuid NOT NULL,
    number       int NOT NULL,
    state        text NOT NULL CHECK (state IN ('draft', 'review', 'approved', 'published', 'replaced')),
    live         boolean NOT NULL DEFAULT false,      -- what readers see
    language     text NOT NULL,
    title        text NOT NULL,
    summary      text NOT NULL DEFAULT '',
    text         text NOT NULL,                       -- Markdown
    words        text[] NOT NULL DEFAULT '{}',        -- how players say it
    plain        text NOT NULL,                       -- the text without its marks, for search and excerpts
    cites        text[] NOT NULL DEFAULT '{}',        -- names of clauses
    images       uuid[] NOT NULL DEFAULT '{}',
    change       text NOT NULL DEFAULT '',            -- what is new, in a line
    revision     int NOT NULL DEFAULT 1,              -- rises with each saving of a draft
    authors      uuid[] NOT NULL DEFAULT '{}',        -- everybody who wrote in it; empty: imported
    created_at   timestamptz NOT NULL DEFAULT now(),
    updated_at   timestamptz NOT NULL DEFAULT now(),
    submitted_at timestamptz,
    reviewer_id  uuid REFERENCES staff (id),
    reviewed_at  timestamptz,
    review_note  text NOT NULL DEFAULT '',
    publish_at   timestamptz,
    published_at timestamptz,
    published_by uuid REFERENCES staff (id),
    search       tsvector GENERATED ALWAYS AS (article_words(title, words, summary, plain)) STORED,
    PRIMARY KEY (brand_id, article_id, number),
    FOREIGN KEY (brand_id, article_id) REFERENCES article (brand_id, id) ON DELETE CASCADE,
    CHECK (NOT live OR state = 'published'),
    CHECK (publish_at IS NULL OR state = 'approved'),
    CHECK ((published_at IS NOT NULL) = (state IN ('published', 'replaced'))),
    CHECK (reviewer_id IS NULL OR reviewer_id <> ALL (authors))
);
CREATE UNIQUE INDEX article_version_live ON article_version (brand_id, article_id) WHERE live;
CREATE UNIQUE INDEX article_version_work ON article_version (brand_id, article_id) WHERE state IN ('draft', 'review', 'approved');
CREATE INDEX article_version_due ON article_version (publish_at) WHERE publish_at IS NOT NULL;
CREATE INDEX article_version_search ON article_version USING gin (search) WHERE live;
CREATE INDEX article_version_cites ON article_version USING gin (cites);
CREATE INDEX article_version_images ON article_version USING gin (images);
ALTER TABLE article_version ENABLE ROW LEVEL SECURITY;
CREATE POLICY article_version_sight ON article_version USING (
    (SELECT is_system())
    OR (((SELECT is_staff()) OR live)
        AND EXISTS (SELECT 1 FROM article a WHERE a.brand_id = article_version.brand_id AND a.id = article_version.article_id)));
GRANT SELECT, INSERT, UPDATE, DELETE ON article_version TO pitboss_app;

-- What readers have once seen stays as they saw it.
CREATE FUNCTION keep_published_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.published_at IS NOT NULL AND (TG_OP = 'DELETE' OR
        (OLD.title, OLD.summary, OLD.text, OLD.words, OLD.published_at) IS DISTINCT FROM
        (NEW.title, NEW.summary, NEW.text, NEW.words, NEW.published_at)) THEN
        RAISE EXCEPTION 'a published version stays as it was' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER keep_published_version BEFORE UPDATE OR DELETE ON article_version
    FOR EACH ROW EXECUTE FUNCTION keep_published_version();

CREATE TABLE article_image (
    brand_id     text NOT NULL REFERENCES brand (id),
    id           uuid NOT NULL,
    name         text NOT NULL,
    content_type text NOT NULL CHECK (content_type IN ('image/png', 'image/jpeg', 'image/webp')),
    size         bigint NOT NULL,
    sha256       bytea NOT NULL,
    file_key     text NOT NULL,
    created_by   uuid REFERENCES staff (id),
    created_at   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (brand_id, id)
);
CREATE INDEX ON article_image (brand_id, file_key);
ALTER TABLE article_image ENABLE ROW LEVEL SECURITY;
CREATE POLICY article_image_sight ON article_image USING (
    (SELECT is_system())
    OR ((SELECT is_staff()) AND brand_id = ANY ((SELECT actor_brands())::text[]))
    OR ((SELECT actor_kind()) IN ('player', 'visitor') AND EXISTS (
            SELECT 1 FROM article_version v
            WHERE  v.brand_id = article_image.brand_id AND v.live AND v.images @> ARRAY[article_image.id])));
GRANT SELECT, INSERT, DELETE ON article_image TO pitboss_app;

-- ── clauses ─────────────────────────────────────────────────────────────────────────────────────────────────

-- One text of a clause for a time. Its name (terms-4.2) is what others cite; a clause of no jurisdiction holds in all that
-- have none of their own.
CREATE TABLE clause (
    brand_id     text NOT NULL REFERENCES brand (id),
    id           uuid NOT NULL,
    name         text NOT NULL CHECK (name ~ '^[a-z0-9][a-z0-9.-]{0,59}$'),
    kind         text NOT NULL CHECK (kind IN ('terms', 'bonus', 'sports')),
    language     text NOT NULL CHECK (language IN ('ru', 'en')),
    jurisdiction text,
    title        text NOT NULL,
    text         text NOT NULL,                       -- Markdown
    valid_from   date NOT NULL,
    valid_to     date,                                -- the last day; NULL: until further notice
    place        int NOT NULL DEFAULT 0,
    entered_by   uuid REFERENCES staff (id),
    entered_at   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (brand_id, id),
    CHECK (valid_to IS NULL OR valid_to >= valid_from)
);
CREATE INDEX ON clause (brand_id, name, language, valid_from);
ALTER TABLE clause ENABLE ROW LEVEL SECURITY;
CREATE POLICY clause_sight ON clause USING (
    (SELECT is_system()) OR brand_id = ANY ((SELECT actor_brands())::text[]));
GRANT SELECT, INSERT, UPDATE, DELETE ON clause TO pitboss_app;

-- Two texts of one clause never hold on the same day; and what held yesterday stays what it was. A day's grace, since a
-- brand's day may end after the database's.
CREATE FUNCTION keep_clauses_apart() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' AND OLD.valid_from < CURRENT_DATE - 1 THEN
        IF TG_OP = 'DELETE' OR (OLD.name, OLD.kind, OLD.language, OLD.jurisdiction, OLD.title, OLD.text, OLD.valid_from)
            IS DISTINCT FROM (NEW.name, NEW.kind, NEW.language, NEW.jurisdiction, NEW.title, NEW.text, NEW.valid_from) THEN
            RAISE EXCEPTION 'a clause that has held stays as it was' USING ERRCODE = 'restrict_violation';
        END IF;
        IF OLD.valid_to IS DISTINCT FROM NEW.valid_to
            AND (coalesce(OLD.valid_to, 'infinity') < CURRENT_DATE - 1 OR coalesce(NEW.valid_to, 'infinity') < CURRENT_DATE - 1) THEN
            RAISE EXCEPTION 'days that are over stay as they were' USING ERRCODE = 'restrict_violation';
        END IF;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended(NEW.brand_id || ' clause ' || NEW.name, 0));
    IF EXISTS (SELECT 1 FROM clause c
               WHERE  c.brand_id = NEW.brand_id AND c.name = NEW.name AND c.language = NEW.language
                 AND  c.jurisdiction IS NOT DISTINCT FROM NEW.jurisdiction AND c.id <> NEW.id
                 AND  daterange(c.valid_from, c.valid_to, '[]') && daterange(NEW.valid_from, NEW.valid_to, '[]')) THEN
        RAISE EXCEPTION 'two texts of one clause on one day' USING ERRCODE = 'exclusion_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER keep_clauses_apart BEFORE INSERT OR UPDATE OR DELETE ON clause
    FOR EACH ROW EXECUTE FUNCTION keep_clauses_apart();

-- What cites a clause that has changed since, until somebody confirms it.
CREATE TABLE stale_citation (
    brand_id     text NOT NULL REFERENCES brand (id),
    id           uuid NOT NULL,
    clause       text NOT NULL,
    language     text NOT NULL,
    cause        text NOT NULL CHECK (cause IN ('added', 'changed', 'closed', 'removed')),
    kind         text NOT NULL CHECK (kind IN ('article', 'canned_reply', 'text')),
    article_id   uuid,
    reply_id     uuid,
    template     text,
    since        timestamptz NOT NULL DEFAULT now(),
    confirmed_at timestamptz,
    confirmed_by uuid REFERENCES staff (id),
    PRIMARY KEY (brand_id, id),
    FOREIGN KEY (brand_id, article_id) REFERENCES article (brand_id, id) ON DELETE CASCADE,
    FOREIGN KEY (brand_id, reply_id) REFERENCES canned_reply (brand_id, id) ON DELETE CASCADE,
    CHECK (num_nonnulls(article_id, reply_id, template) = 1)
);
CREATE UNIQUE INDEX stale_citation_open ON stale_citation
    (brand_id, clause, language, kind, coalesce(article_id::text, reply_id::text, template)) WHERE confirmed_at IS NULL;
CREATE INDEX ON stale_citation (brand_id, article_id) WHERE article_id IS NOT NULL;
CREATE INDEX ON stale_citation (brand_id, reply_id) WHERE reply_id IS NOT NULL;
ALTER TABLE stale_citation ENABLE ROW LEVEL SECURITY;
CREATE POLICY stale_citation_sight ON stale_citation USING (
    (SELECT is_system())
    OR ((SELECT is_staff()) AND brand_id = ANY ((SELECT actor_brands())::text[])
        AND (article_id IS NULL OR EXISTS (SELECT 1 FROM article a
                                           WHERE a.brand_id = stale_citation.brand_id AND a.id = stale_citation.article_id))
        AND (reply_id IS NULL OR EXISTS (SELECT 1 FROM canned_reply r
                                         WHERE r.brand_id = stale_citation.brand_id AND r.id = stale_citation.reply_id))));
GRANT SELECT, INSERT, UPDATE, DELETE ON stale_citation TO pitboss_app;

-- ── readers ─────────────────────────────────────────────────────────────────────────────────────────────────

-- One word of each visitor on each version. `visitor` is a keyed hash; nobody can be found by it.
CREATE TABLE article_feedback (
    brand_id   text NOT NULL,
    article_id uuid NOT NULL,
    version    int NOT NULL,
    visitor    bytea NOT NULL,
    helpful    boolean NOT NULL,
    comment    text NOT NULL DEFAULT '',
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (brand_id, article_id, version, visitor),
    FOREIGN KEY (brand_id, article_id) REFERENCES article (brand_id, id) ON DELETE CASCADE
);
CREATE INDEX ON article_feedback (brand_id, created_at);
ALTER TABLE article_feedback ENABLE ROW LEVEL SECURITY;
CREATE POLICY article_feedback_sight ON article_feedback USING (
    (SELECT is_system())
    OR ((SELECT is_staff()) AND EXISTS (
            SELECT 1 FROM article a WHERE a.brand_id = article_feedback.brand_id AND a.id = article_feedback.article_id)));
GRANT SELECT, INSERT, UPDATE, DELETE ON article_feedback TO pitboss_app;

CREATE TABLE article_views (
    brand_id   text NOT NULL,
    article_id uuid NOT NULL,
    day        date NOT NULL,
    views      int NOT NULL,
    PRIMARY KEY (brand_id, article_id, day),
    FOREIGN KEY (brand_id, article_id) REFERENCES article (brand_id, id) ON DELETE CASCADE
);
ALTER TABLE article_views ENABLE ROW LEVEL SECURITY;
CREATE POLICY article_views_sight ON article_views USING (
    (SELECT is_system())
    OR ((SELECT is_staff()) AND EXISTS (
            SELECT 1 FROM article a WHERE a.brand_id = article_views.brand_id AND a.id = article_views.article_id)));
GRANT SELECT, INSERT, UPDATE, DELETE ON article_views TO pitboss_app;

-- What was looked for, by day and nobody. `place`: who looked, players or staff.
CREATE TABLE article_search (
    brand_id text NOT NULL REFERENCES brand (id),
    day      date NOT NULL,
    language text NOT NULL,
    place    text NOT NULL CHECK (place IN ('players', 'staff')),
    words    text NOT NULL,
    searches int NOT NULL,
    empty    int NOT NULL,                            -- of them without a result
    PRIMARY KEY (brand_id, day, language, place, words)
);
ALTER TABLE article_search ENABLE ROW LEVEL SECURITY;
CREATE POLICY article_search_sight ON article_search USING (
    (SELECT is_system()) OR ((SELECT is_staff()) AND brand_id = ANY ((SELECT actor_brands())::text[])));
GRANT SELECT, INSERT, UPDATE, DELETE ON article_search TO pitboss_app;

-- ── search ──────────────────────────────────────────────────────────────────────────────────────────────────

-- Runs as the owner, since a policy keeps `@@` from its index; asks about the articles what `article_sight` asks.
CREATE FUNCTION search_articles(brand text, lang text, asked text, seen_by text[], most int,
                                OUT id uuid, OUT rank real, OUT excerpt text)
    RETURNS SETOF record LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    WITH once AS MATERIALIZED (SELECT replace(plainto_tsquery('russian', asked)::text, '&', '|')::tsquery AS q),
    query AS MATERIALIZED (SELECT once.q || to_tsquery('russian', once.q::text) AS q FROM once WHERE numnode(once.q) > 0),
    hits AS MATERIALIZED (
        SELECT a.id, v.title, v.plain, ts_rank('{0.1, 0.3, 0.6, 1.0}', v.search, query.q, 1) AS rank
        FROM   query, article_version v JOIN article a ON a.brand_id = v.brand_id AND a.id = v.article_id
        WHERE  v.live AND v.search @@ query.q AND v.brand_id = brand AND v.language = lang
          AND  a.state = 'published' AND a.visibility = ANY (seen_by)
          AND  ((SELECT is_system())
                OR ((SELECT is_staff()) AND brand = ANY ((SELECT actor_brands())::text[]) AND (
                    a.visibility <> 'team' OR a.owner_id = (SELECT actor_id()) OR a.created_by = (SELECT actor_id())
                    OR EXISTS (SELECT 1 FROM team_member m
                               WHERE m.brand_id = a.brand_id AND m.team_id = a.team_id AND m.staff_id = (SELECT actor_id()))))
                OR ((SELECT actor_kind()) IN ('player', 'visitor') AND brand = ANY ((SELECT actor_brands())::text[])
                    AND a.kind = 'article'
                    AND (a.visibility = 'public' OR (a.visibility = 'players' AND (SELECT actor_kind()) = 'player'))))
        ORDER  BY rank DESC, a.id
        LIMIT  most)
    SELECT hits.id, hits.rank,
           ts_headline('russian', left(hits.plain, 5000), query.q, 'StartSel=«, StopSel=», MaxWords=30, MinWords=10')
    FROM   hits, query
    ORDER  BY hits.rank DESC, hits.id
$$;
