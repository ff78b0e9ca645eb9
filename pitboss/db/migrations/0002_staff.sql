-- Sign-in attempts and what staff actions need to know beyond the actor's brands.

-- Attempts are counted for whatever was typed, so that an address without an account is locked like one with.
ALTER TABLE staff DROP COLUMN failures, DROP COLUMN locked_until;
CREATE TABLE sign_in_attempt (
    subject      bytea PRIMARY KEY,               -- SHA-256 of the e-mail address typed, or of the network address
    failures     int NOT NULL,
    locked_until timestamptz,
    last_at      timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX ON sign_in_attempt (last_at);
ALTER TABLE sign_in_attempt ENABLE ROW LEVEL SECURITY;
CREATE POLICY sign_in_attempt_sight ON sign_in_attempt USING ((SELECT is_system()));
GRANT SELECT, INSERT, UPDATE, DELETE ON sign_in_attempt TO pitboss_app;

-- Every brand a person works for, and what they may do there: nobody may change a colleague who has more power than
-- they, also where that power lies in a brand that they can't see.
CREATE FUNCTION staff_power(who uuid, OUT brand_id text, OUT role text, OUT permissions text[])
    RETURNS SETOF record LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT r.brand_id, r.role, role.permissions
    FROM   staff_role r JOIN role ON role.name = r.role
    WHERE  r.staff_id = who
$$;

-- Who in the installation holds a role: changing it changes their rights.
CREATE FUNCTION role_use(which text, OUT brand_id text, OUT holders int)
    RETURNS SETOF record LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT brand_id, count(*)::int FROM staff_role WHERE role = which GROUP BY brand_id
$$;

-- Waits for the identity's lock, then looks: each statement of the function has its own snapshot, so what the former
-- holder of the lock committed is seen, in one round trip. Of several players with the address the one for whom it is
-- registered comes first, then the one whose tickets moved last.
CREATE FUNCTION lock_identity(brand text, of_kind text, of_value text) RETURNS void LANGUAGE sql VOLATILE
    RETURN pg_advisory_xact_lock(hashtextextended(brand || ' ' || of_kind || ' ' || of_value, 0));

CREATE FUNCTION holder_of_identity(brand text, of_kind text, of_value text) RETURNS TABLE (found player, registered boolean)
    LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    PERFORM lock_identity(brand, of_kind, of_value);
    RETURN QUERY
    SELECT p, i.registered
    FROM   identity i JOIN player p ON p.brand_id = i.brand_id AND p.id = i.player_id
    WHERE  i.brand_id = brand AND i.kind = of_kind AND i.value = of_value
    ORDER  BY i.registered DESC,
              (SELECT max(t.updated_at) FROM ticket t WHERE t.brand_id = brand AND t.player_id = i.player_id) DESC NULLS LAST,
              i.player_id
    LIMIT  1;
END $$;
