-- The reach of a search is spent on the brands of the one who searches, so a large brand can't crowd out a small one.
CREATE OR REPLACE FUNCTION search_messages(words text, reach int, OUT brand_id text, OUT ticket_id uuid, OUT message_id uuid, OUT rank real, OUT excerpt text)
    RETURNS SETOF record LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    WITH query AS MATERIALIZED (SELECT websearch_to_tsquery('russian', words) AS q),
    hits AS MATERIALIZED (
        SELECT m.brand_id, m.ticket_id, m.id, m.kind, m.text
        FROM   message m, query
        WHERE  to_tsvector('russian', left(m.text, 100000)) @@ query.q
          AND  (is_system() OR m.brand_id = ANY (actor_brands()))
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
