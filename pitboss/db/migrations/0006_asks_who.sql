-- Functions that look past the wall ask who acts, so that a player's or visitor's transaction learns nothing by them.
CREATE OR REPLACE FUNCTION staff_power(who uuid, OUT brand_id text, OUT role text, OUT permissions text[])
    RETURNS SETOF record LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT r.brand_id, r.role, role.permissions
    FROM   staff_role r JOIN role ON role.name = r.role
    WHERE  r.staff_id = who AND (is_system() OR is_staff())
$$;

CREATE OR REPLACE FUNCTION role_use(which text, OUT brand_id text, OUT holders int)
    RETURNS SETOF record LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT brand_id, count(*)::int FROM staff_role WHERE role = which AND (is_system() OR is_staff()) GROUP BY brand_id
$$;
