-- The role of transactions in which the desk itself acts (pitboss/db/tx.py). It may do what pitboss_app may and no more,
-- but its policy is `true`: a statement behind `is_system() OR …` sets up some 30 sub-selects for each table before its
-- first row. pitboss_app does not inherit it; it takes it on connections that no other actor gets.
-- `pitboss migrate` calls this after the last migration, so that it holds for every table.
CREATE FUNCTION equip_desk() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    it record;
BEGIN
    GRANT USAGE ON SCHEMA public TO pitboss_desk;
    FOR it IN
        SELECT c.oid::regclass AS name, CASE c.relkind WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END AS kind, may.rights, has.rights AS had,
               c.relrowsecurity AND NOT EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = 'desk') AS walled
        FROM   pg_class c
        CROSS  JOIN LATERAL (SELECT coalesce(string_agg(a.privilege_type, ', ' ORDER BY a.privilege_type), '') AS rights
                             FROM aclexplode(c.relacl) a WHERE a.grantee = 'pitboss_app'::regrole) may
        CROSS  JOIN LATERAL (SELECT coalesce(string_agg(a.privilege_type, ', ' ORDER BY a.privilege_type), '') AS rights
                             FROM aclexplode(c.relacl) a WHERE a.grantee = 'pitboss_desk'::regrole) has
        WHERE  c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'S')
    LOOP
        IF it.had <> it.rights THEN
            EXECUTE format('REVOKE ALL ON %s %s FROM pitboss_desk', it.kind, it.name);
            IF it.rights <> '' THEN
                EXECUTE format('GRANT %s ON %s %s TO pitboss_desk', it.rights, it.kind, it.name);
            END IF;
        END IF;
        IF it.walled THEN
            EXECUTE format('CREATE POLICY desk ON %s TO pitboss_desk USING (true)', it.name);
        END IF;
    END LOOP;
END $$;
REVOKE EXECUTE ON FUNCTION equip_desk() FROM PUBLIC;

CREATE OR REPLACE FUNCTION make_number_sequence() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
    EXECUTE format('CREATE SEQUENCE %I MINVALUE 1001', 'ticket_number_' || NEW.id);
    EXECUTE format('GRANT USAGE ON SEQUENCE %I TO pitboss_app, pitboss_desk', 'ticket_number_' || NEW.id);
    RETURN NULL;
END $$;
