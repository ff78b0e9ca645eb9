-- A category that is hidden holds no article that is written or read; what was archived in it stays where it is.
ALTER TABLE article_category ADD COLUMN hidden boolean NOT NULL DEFAULT false;
