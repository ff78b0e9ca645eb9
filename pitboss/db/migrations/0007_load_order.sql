-- A ticket that goes from one agent to another touches two counters. Two that go opposite ways at the same time must take
-- them in the same order, else they wait for each other.
CREATE OR REPLACE FUNCTION ticket_to_load() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    before boolean := TG_OP = 'UPDATE' AND counts_as_load(OLD.status, OLD.assignee_id);
    after  boolean := counts_as_load(NEW.status, NEW.assignee_id);
BEGIN
    IF before AND after AND OLD.assignee_id = NEW.assignee_id AND OLD.class = NEW.class THEN RETURN NULL; END IF;
    IF before AND after THEN
        PERFORM 1 FROM staff_load
        WHERE  (staff_id, class) IN ((OLD.assignee_id, OLD.class), (NEW.assignee_id, NEW.class))
        ORDER  BY staff_id, class
        FOR UPDATE;
    END IF;
    IF before THEN
        UPDATE staff_load SET load = load - 1, idle_since = CASE WHEN load = 1 THEN now() ELSE idle_since END
        WHERE  staff_id = OLD.assignee_id AND class = OLD.class;
    END IF;
    IF after THEN
        INSERT INTO staff_load (staff_id, class, capacity, load) VALUES (NEW.assignee_id, NEW.class, 0, 1)
        ON CONFLICT (staff_id, class) DO UPDATE SET load = staff_load.load + 1, idle_since = now();
    END IF;
    RETURN NULL;
END $$;
