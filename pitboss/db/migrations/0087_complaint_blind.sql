-- The letter that tells the first decision is a message of a ticket too, and is as unseen as the decision itself.
CREATE FUNCTION actor_blind_messages() RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT coalesce(array_agg(l.message_id), '{}')
    FROM   complaint_appeal a JOIN complaint_letter l ON l.brand_id = a.brand_id AND l.complaint_id = a.complaint_id
    WHERE  a.handler_id = actor_id() AND a.view_at IS NULL
      AND  l.kind IN ('final_response', 'final_response_satisfied', 'deadlock')
$$;
CREATE POLICY message_blind ON message AS RESTRICTIVE FOR SELECT TO pitboss_app USING (
    (SELECT is_system()) OR id <> ALL ((SELECT actor_blind_messages())::uuid[]));

-- Of the log only what tells something of it: an outcome, what is to be done, words of the staff.
DROP POLICY event_blind ON event;
CREATE POLICY event_blind ON event AS RESTRICTIVE FOR SELECT TO pitboss_app USING (
    (SELECT is_system() OR cardinality(actor_blind_to()) = 0)
    OR type NOT LIKE 'complaint\_%' OR (data->>'complaint')::uuid <> ALL ((SELECT actor_blind_to())::uuid[])
    OR NOT (data ?| '{outcome,result,todo}' OR coalesce(data->>'reason', '') <> ''));
