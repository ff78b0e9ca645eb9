-- The words of a player's name as they are looked for: in small letters, ё as е, parted also by signs that would hold an
-- address or a double name together. «simple» stems nothing, so each word is found by its beginning, in any alphabet.
CREATE FUNCTION plain_name(name text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN translate(left(name, 500), 'ёЁ.@_-+/\''’`"«»(),:;&=#~', rpad('еЕ', 40));
CREATE INDEX player_name ON player USING gin (to_tsvector('simple', plain_name(name)));

-- Players by the beginnings of their names' words; `wanted` is a tsquery. A policy keeps `@@` from the index (the operator
-- isn't leakproof), so it runs as the owner and asks what `player_sight` asks.
CREATE FUNCTION find_players(brands text[], wanted text, shown int)
    RETURNS TABLE (brand_id text, id uuid, name text, vip int) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT found.brand_id, found.id, found.name, found.vip
    FROM  (SELECT p.brand_id, p.id, p.name, p.vip
           FROM   player p
           WHERE  to_tsvector('simple', plain_name(p.name)) @@ to_tsquery('simple', translate($2, 'ёЁ', 'еЕ'))
             AND  p.brand_id = ANY ($1) AND p.merged_into IS NULL
             AND  ((SELECT is_system()) OR ((SELECT is_staff()) AND p.brand_id = ANY ((SELECT actor_brands())::text[])))
           LIMIT  $3) AS found
    ORDER  BY found.name, found.id
$$;
