-- What a search finds of a message: its subject and its text, stemmed, and the stems stemmed once more. Snowball takes the
-- end of some Russian words for a verb's («депозит» → «депоз», but «депозиты» → «депозит»; «лимит» likewise), and only the
-- second pass brings their forms together.
CREATE FUNCTION search_words(subject text, words text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN to_tsvector('russian', left(coalesce(subject, '') || ' . ' || words, 100000))
        || strip(to_tsvector('russian', array_to_string(
               tsvector_to_array(to_tsvector('russian', left(coalesce(subject, '') || ' . ' || words, 100000))), ' ')));

DROP INDEX message_text;
CREATE INDEX message_words ON message USING gin (search_words(subject, text));

CREATE OR REPLACE FUNCTION search_messages(words text, reach int, OUT brand_id text, OUT ticket_id uuid, OUT message_id uuid, OUT rank real, OUT excerpt text)
    RETURNS SETOF record LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    WITH once AS MATERIALIZED (SELECT websearch_to_tsquery('russian', words) AS q),
    query AS MATERIALIZED (SELECT once.q || to_tsquery('russian', once.q::text) AS q FROM once),
    hits AS MATERIALIZED (
        SELECT m.brand_id, m.ticket_id, m.id, m.kind, m.subject, m.text
        FROM   message m, query
        WHERE  search_words(m.subject, m.text) @@ query.q
          AND  (is_system() OR m.brand_id = ANY (actor_brands()))
        LIMIT  reach),
    seen AS (
        SELECT h.*
        FROM   hits h JOIN ticket t ON t.brand_id = h.brand_id AND t.id = h.ticket_id
        WHERE  is_system() OR (is_staff() AND staff_sees(t.brand_id, t.queue_id, t.assignee_id, t.restricted)))
    SELECT seen.brand_id, seen.ticket_id, seen.id,
           ts_rank(search_words(seen.subject, seen.text), query.q),
           ts_headline('russian', left(coalesce(seen.subject || ' · ', '') || seen.text, 5000), query.q,
                       'StartSel=«, StopSel=», MaxWords=30, MinWords=10')
    FROM   seen, query
    ORDER  BY 4 DESC, 3 DESC
    LIMIT  200
$$;
