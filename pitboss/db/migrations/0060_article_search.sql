-- Articles are found by an index that each process holds in memory (pitboss/knowledge/index.py). Here is by what it knows
-- that an article has changed, and what players have said that led to an article.

-- Rises with each change of a brand's articles that search must know of. Its row is locked until the commit, so a higher
-- stamp never commits before a lower one.
CREATE TABLE article_stamp (
    brand_id text PRIMARY KEY REFERENCES brand (id),
    stamp    bigint NOT NULL
);
ALTER TABLE article_stamp ENABLE ROW LEVEL SECURITY;
CREATE POLICY article_stamp_sight ON article_stamp USING (
    (SELECT is_system()) OR brand_id = ANY ((SELECT actor_brands())::text[]));
GRANT SELECT ON article_stamp TO pitboss_app;

-- The last change of each article, those that are gone too.
CREATE TABLE article_mark (
    brand_id   text NOT NULL REFERENCES brand (id),
    article_id uuid NOT NULL,
    language   text NOT NULL,
    stamp      bigint NOT NULL,
    PRIMARY KEY (brand_id, article_id)
);
CREATE INDEX ON article_mark (brand_id, language, stamp);
ALTER TABLE article_mark ENABLE ROW LEVEL SECURITY;
CREATE POLICY article_mark_sight ON article_mark USING ((SELECT is_system()));
GRANT SELECT ON article_mark TO pitboss_app;

-- How players said what an article answers: the first words of solved requests. Only what an editor has approved is found.
-- Whose words they were is not kept.
CREATE TABLE article_phrase (
    brand_id   text NOT NULL,
    id         uuid NOT NULL,
    article_id uuid NOT NULL,
    phrase     text NOT NULL CHECK (length(phrase) BETWEEN 3 AND 200),
    why        text NOT NULL CHECK (why IN ('sent', 'topic')),  -- the agent had sent the article; it is the main one of the topic
    state      text NOT NULL DEFAULT 'proposed' CHECK (state IN ('proposed', 'approved', 'rejected')),
    times      int NOT NULL DEFAULT 1,                -- how often it was said
    created_at timestamptz NOT NULL DEFAULT now(),
    decided_at timestamptz,
    decided_by uuid REFERENCES staff (id),
    PRIMARY KEY (brand_id, id),
    FOREIGN KEY (brand_id, article_id) REFERENCES article (brand_id, id) ON DELETE CASCADE,
    CHECK ((state = 'proposed') = (decided_at IS NULL))
);
CREATE UNIQUE INDEX article_phrase_once ON article_phrase (brand_id, article_id, lower(phrase));
CREATE INDEX article_phrase_listed ON article_phrase (brand_id, state, id DESC);
ALTER TABLE article_phrase ENABLE ROW LEVEL SECURITY;
CREATE POLICY article_phrase_sight ON article_phrase USING (
    (SELECT is_system())
    OR ((SELECT is_staff()) AND EXISTS (
            SELECT 1 FROM article a WHERE a.brand_id = article_phrase.brand_id AND a.id = article_phrase.article_id)));
GRANT SELECT, INSERT, UPDATE, DELETE ON article_phrase TO pitboss_app;

-- As the owner: whoever publishes needs no right to stamps. Deferred to the commit, so the stamp is the last lock taken.
CREATE FUNCTION mark_article() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE
    brand   text;
    changed uuid;
    lang    text;
    now_at  bigint;
BEGIN
    brand := CASE TG_OP WHEN 'DELETE' THEN OLD.brand_id ELSE NEW.brand_id END;
    IF TG_TABLE_NAME = 'article' THEN
        changed := CASE TG_OP WHEN 'DELETE' THEN OLD.id ELSE NEW.id END;
        lang := CASE TG_OP WHEN 'DELETE' THEN OLD.language ELSE NEW.language END;
    ELSE
        changed := CASE TG_OP WHEN 'DELETE' THEN OLD.article_id ELSE NEW.article_id END;
        SELECT a.language INTO lang FROM article a WHERE a.brand_id = brand AND a.id = changed;
    END IF;
    IF lang IS NULL THEN
        RETURN NULL;  -- it went with its article, which has its own mark
    END IF;
    INSERT INTO article_stamp AS s (brand_id, stamp) VALUES (brand, 1)
    ON CONFLICT (brand_id) DO UPDATE SET stamp = s.stamp + 1
    RETURNING stamp INTO now_at;
    INSERT INTO article_mark (brand_id, article_id, language, stamp) VALUES (brand, changed, lang, now_at)
    ON CONFLICT (brand_id, article_id) DO UPDATE SET stamp = excluded.stamp;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER mark_changed AFTER UPDATE OF state, visibility, topics ON article
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN ((OLD.state, OLD.visibility, OLD.topics) IS DISTINCT FROM (NEW.state, NEW.visibility, NEW.topics))
    EXECUTE FUNCTION mark_article();
CREATE CONSTRAINT TRIGGER mark_deleted AFTER DELETE ON article
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD.state = 'published') EXECUTE FUNCTION mark_article();
CREATE CONSTRAINT TRIGGER mark_version_made AFTER INSERT ON article_version
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.live) EXECUTE FUNCTION mark_article();
CREATE CONSTRAINT TRIGGER mark_version_live AFTER UPDATE OF live ON article_version
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD.live OR NEW.live) EXECUTE FUNCTION mark_article();
CREATE CONSTRAINT TRIGGER mark_phrase AFTER UPDATE OF state, phrase ON article_phrase
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD.state = 'approved' OR NEW.state = 'approved')
    EXECUTE FUNCTION mark_article();
CREATE CONSTRAINT TRIGGER mark_phrase_made AFTER INSERT ON article_phrase
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.state = 'approved') EXECUTE FUNCTION mark_article();
CREATE CONSTRAINT TRIGGER mark_phrase_gone AFTER DELETE ON article_phrase
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD.state = 'approved') EXECUTE FUNCTION mark_article();

INSERT INTO article_mark (brand_id, article_id, language, stamp) SELECT brand_id, id, language, 1 FROM article;
INSERT INTO article_stamp (brand_id, stamp) SELECT DISTINCT brand_id, 1 FROM article;

DROP FUNCTION search_articles(text, text, text, text[], int);
ALTER TABLE article_version DROP COLUMN search;
DROP FUNCTION article_words(text, text[], text, text);
