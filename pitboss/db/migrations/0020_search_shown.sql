-- A search in one look: messages by their words, and tickets of the player whose account, address or phone `name` is. It
-- ranks what the actor sees, takes each ticket's best message, and cuts excerpts only out of those that are shown. To rank,
-- a text is stemmed once; only where the hit lies in the second pass of `search_words` does it take that too.
-- The policies would be asked for each row and each table, so the search runs as the owner, and asks about the tickets what
-- `ticket_sight` asks. It takes those of a brand at once by an array and not by an index scan, so that their pages are read
-- side by side and not one after the other.
DROP FUNCTION search_messages(text, int);
CREATE FUNCTION search_tickets(brands text[], words text, name text, reach int, shown int,
                               OUT brand_id text, OUT ticket_id uuid, OUT message_id uuid, OUT rank real, OUT excerpt text)
    RETURNS SETOF record LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public SET enable_indexscan = off AS $$
    WITH once AS MATERIALIZED (SELECT websearch_to_tsquery('russian', words) AS q),
    query AS MATERIALIZED (SELECT once.q || to_tsquery('russian', once.q::text) AS q FROM once),
    hits AS MATERIALIZED (
        SELECT m.brand_id, m.ticket_id, m.id, m.subject, m.text
        FROM   message m, query
        WHERE  search_words(m.subject, m.text) @@ query.q AND m.brand_id = ANY (brands)
        LIMIT  reach),
    named AS MATERIALIZED (
        SELECT t.brand_id, t.id AS ticket_id, i.value, t.updated_at
        FROM   identity i JOIN ticket t ON t.brand_id = i.brand_id AND t.player_id = i.player_id
        WHERE  i.brand_id = ANY (brands) AND i.kind IN ('account', 'email', 'phone', 'telegram')
          AND  i.value IN (name, lower(name))
        ORDER  BY t.updated_at DESC
        LIMIT  reach),
    seen AS MATERIALIZED (
        SELECT t.brand_id, t.id
        FROM   (SELECT f.brand_id, array_agg(DISTINCT f.ticket_id) AS ids
                FROM   (SELECT hits.brand_id, hits.ticket_id FROM hits UNION ALL SELECT named.brand_id, named.ticket_id FROM named) AS f
                GROUP  BY f.brand_id) AS found
        CROSS  JOIN LATERAL (
            SELECT t.brand_id, t.id
            FROM   ticket t
            WHERE  t.brand_id = found.brand_id AND t.id = ANY (found.ids)
              AND  ((SELECT is_system())
                    OR ((SELECT is_staff()) AND t.brand_id = ANY ((SELECT actor_brands())::text[]) AND (
                        t.assignee_id = (SELECT actor_id())
                        OR t.queue_id = ANY ((SELECT actor_queues())::uuid[])
                        OR (NOT t.restricted AND t.brand_id = ANY ((SELECT actor_wide())::text[])))))
            OFFSET 0) AS t),
    ranked AS (
        SELECT DISTINCT ON (h.brand_id, h.ticket_id) h.*, r.rank
        FROM   query, hits h JOIN seen ON seen.brand_id = h.brand_id AND seen.id = h.ticket_id
        CROSS  JOIN LATERAL (
            SELECT coalesce(
                nullif(ts_rank(to_tsvector('russian', left(coalesce(h.subject, '') || ' . ' || h.text, 100000)), query.q), 0),
                ts_rank(search_words(h.subject, h.text), query.q)) AS rank
            OFFSET 0) AS r
        ORDER  BY h.brand_id, h.ticket_id, r.rank DESC, h.id DESC),
    best AS (SELECT ranked.* FROM ranked ORDER BY ranked.rank DESC, ranked.id DESC LIMIT shown)
    (SELECT n.brand_id, n.ticket_id, NULL::uuid, 5::real, n.value
     FROM   named n JOIN seen ON seen.brand_id = n.brand_id AND seen.id = n.ticket_id
     ORDER  BY n.updated_at DESC
     LIMIT  shown)
    UNION ALL
    (SELECT best.brand_id, best.ticket_id, best.id, best.rank,
            ts_headline('russian', left(coalesce(best.subject || ' · ', '') || best.text, 5000), query.q,
                        'StartSel=«, StopSel=», MaxWords=30, MinWords=10')
     FROM   best, query
     ORDER  BY best.rank DESC, best.id DESC)
$$;
