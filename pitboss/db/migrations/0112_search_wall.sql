-- Who sees all of a brand's tickets but the restricted ones needs to know only that a found ticket is not one of those:
-- an index of the few restricted tickets tells it without a page of each ticket. For the others the wall's columns stand in
-- an index of their own.
CREATE INDEX ticket_restricted ON ticket (brand_id, id) WHERE restricted;
CREATE INDEX ticket_wall ON ticket (brand_id, id) INCLUDE (assignee_id, queue_id);

CREATE OR REPLACE FUNCTION search_tickets(brands text[], words text, name text, reach int, shown int,
                               OUT brand_id text, OUT ticket_id uuid, OUT message_id uuid, OUT rank real, OUT said text, OUT sought text)
    RETURNS SETOF record LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    WITH once AS MATERIALIZED (SELECT websearch_to_tsquery('russian', words) AS q),
    query AS MATERIALIZED (SELECT once.q || to_tsquery('russian', once.q::text) AS q FROM once),
    hits AS MATERIALIZED (
        SELECT m.brand_id, m.ticket_id, m.id, m.subject, m.text, m.found
        FROM   message m, query
        WHERE  m.found @@ query.q AND m.brand_id = ANY (brands)
        LIMIT  reach),
    named AS MATERIALIZED (
        SELECT t.brand_id, t.id AS ticket_id, i.value, t.updated_at
        FROM   identity i JOIN ticket t ON t.brand_id = i.brand_id AND t.player_id = i.player_id
        WHERE  i.brand_id = ANY (brands) AND i.kind IN ('account', 'email', 'phone', 'telegram')
          AND  i.value IN (name, lower(name))
        ORDER  BY t.updated_at DESC
        LIMIT  reach),
    seen AS MATERIALIZED (
        SELECT f.brand_id, f.ticket_id AS id
        FROM   (SELECT hits.brand_id, hits.ticket_id FROM hits UNION SELECT named.brand_id, named.ticket_id FROM named) AS f
        WHERE  (SELECT is_system())
           OR ((SELECT is_staff()) AND f.brand_id = ANY ((SELECT actor_brands())::text[]) AND (
               (f.brand_id = ANY ((SELECT actor_wide())::text[])
                AND (SELECT true FROM ticket t WHERE t.brand_id = f.brand_id AND t.id = f.ticket_id AND t.restricted) IS NULL)
               OR (SELECT t.assignee_id = actor_id() OR t.queue_id = ANY (actor_queues())
                   FROM   ticket t
                   WHERE  t.brand_id = f.brand_id AND t.id = f.ticket_id)))),
    ranked AS (
        SELECT DISTINCT ON (h.brand_id, h.ticket_id) h.brand_id, h.ticket_id, h.id, h.subject, h.text, ts_rank(h.found, query.q) AS rank
        FROM   query, hits h JOIN seen ON seen.brand_id = h.brand_id AND seen.id = h.ticket_id
        ORDER  BY h.brand_id, h.ticket_id, rank DESC, h.id DESC),
    best AS (SELECT ranked.* FROM ranked ORDER BY ranked.rank DESC, ranked.id DESC LIMIT shown)
    (SELECT n.brand_id, n.ticket_id, NULL::uuid, 5::real, n.value, NULL::text
     FROM   named n JOIN seen ON seen.brand_id = n.brand_id AND seen.id = n.ticket_id
     ORDER  BY n.updated_at DESC
     LIMIT  shown)
    UNION ALL
    (SELECT best.brand_id, best.ticket_id, best.id, best.rank,
            left(coalesce(best.subject || ' · ', '') || best.text, 5000), query.q::text
     FROM   best, query
     ORDER  BY best.rank DESC, best.id DESC)
$$;
