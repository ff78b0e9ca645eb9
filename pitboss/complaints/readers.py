"""Who a player is that reads a pack, and whose names are not theirs to read."""

from __future__ import annotations

import re

from pitboss.channels import names
from pitboss.channels.names import AgentNames, Names
from pitboss.channels.queries import Brand
from pitboss.complaints.case_file import CaseFile
from pitboss.complaints.hidden_names import Given, HiddenNames, Person
from pitboss.complaints.redact import Reader
from pitboss.db.tx import Tx

MOST_STAFF = 5_000
MOST_OTHERS = 500
_A_NAME = re.compile(r"(?:\b[^\W\d_a-zа-яё][\w'’-]*\.?\s*){2}")


async def player(tx: Tx, file: CaseFile, brand: Brand) -> Reader:
    """The transaction is elevated."""
    case = file.case
    own = await tx.column(
        "SELECT value FROM identity WHERE brand_id = $1 AND player_id = $2", case.brand, case.player_id
    )
    called = await tx.column(
        "SELECT name FROM player WHERE brand_id = $1 AND (id = $2 OR merged_into = $2) AND name <> ''",
        case.brand,
        case.player_id,
    )
    sender = names.names(brand.name, brand.settings.get("sender"), None, "email")
    people = [*await _staff(tx, file, sender), *await _players(tx, file), *await _operators(tx, file)]
    return Reader(own, sender.of, HiddenNames(people, called))


async def _staff(tx: Tx, file: CaseFile, sender: Names) -> list[Person]:
    """Whoever works on the case, then everybody else of the brand. An agent who wrote to the player keeps the name that the player saw."""
    rows = await tx.connection.fetch(
        r"""
        WITH spoke AS (
            SELECT m.author_id, bool_or(m.kind = 'reply') AS shown
            FROM   complaint_ticket l JOIN message m ON m.brand_id = l.brand_id AND m.ticket_id = l.ticket_id
            WHERE  l.brand_id = $1 AND l.complaint_id = $2 AND m.author_kind = 'agent' AND m.author_id IS NOT NULL
            GROUP  BY m.author_id),
        near AS (
            SELECT author_id AS id FROM spoke
            UNION SELECT unnest($3::uuid[])
            UNION SELECT staff_id FROM complaint_party WHERE brand_id = $1 AND complaint_id = $2
            UNION SELECT staff_id FROM complaint_conflict WHERE brand_id = $1 AND complaint_id = $2
            UNION SELECT staff_id FROM complaint_note WHERE brand_id = $1 AND complaint_id = $2
            UNION SELECT unnest(ARRAY[owner_staff_id, registered_by]) FROM complaint WHERE brand_id = $1 AND id = $2
            UNION SELECT unnest(ARRAY[t.assignee_id, t.last_assignee_id])
                  FROM complaint_ticket l JOIN ticket t ON t.brand_id = l.brand_id AND t.id = l.ticket_id
                  WHERE l.brand_id = $1 AND l.complaint_id = $2
            UNION SELECT actor_id FROM event
                  WHERE brand_id = $1 AND data ->> 'complaint' = $4 AND type LIKE 'complaint\_%' AND actor_kind = 'staff')
        SELECT s.name, coalesce((SELECT shown FROM spoke WHERE author_id = s.id), false) AS shown,
               s.id IN (SELECT id FROM near) AS near
        FROM   staff s
        WHERE  s.id IN (SELECT id FROM near)
           OR  EXISTS (SELECT 1 FROM staff_role r WHERE r.staff_id = s.id AND r.brand_id = $1)
        ORDER  BY shown DESC, near DESC, s.id
        LIMIT  $5
        """,
        file.case.brand,
        file.case.id,
        list(file.people),
        str(file.case.id),
        MOST_STAFF,
    )
    found, taken = [], set[str]()
    for row in rows:
        if row["name"].casefold() in taken:
            continue  # a namesake of whom the player knows
        taken.add(row["name"].casefold())
        if row["shown"] and sender.agents is AgentNames.full:
            continue
        if row["shown"] and sender.agents is not AgentNames.sender:
            given = Given.shown
        else:
            given = Given.alone if row["near"] else Given.beside
        found.append(Person(row["name"], given))
    return found


async def _players(tx: Tx, file: CaseFile) -> list[Person]:
    """Other players, of the tickets that belong to the case."""
    found = await tx.column(
        """
        SELECT DISTINCT p.name
        FROM   complaint_ticket l
        JOIN   ticket t ON t.brand_id = l.brand_id AND t.id = l.ticket_id
        JOIN   player p ON p.brand_id = t.brand_id AND p.id = t.player_id
        WHERE  l.brand_id = $1 AND l.complaint_id = $2 AND p.name <> '' AND p.id <> $3 AND p.merged_into IS DISTINCT FROM $3
        LIMIT  $4
        """,
        file.case.brand,
        file.case.id,
        file.case.player_id,
        MOST_OTHERS,
    )
    return [Person(name, Given.alone) for name in found]


async def _operators(tx: Tx, file: CaseFile) -> list[Person]:
    """The operator's people, as its system names them in what was frozen."""
    found = await tx.column(
        """
        SELECT DISTINCT one #>> '{}'
        FROM   complaint_evidence i,
               unnest(ARRAY['$.**.by', '$.**.set_by', '$.**.ended_by', '$.**.asked_by']::jsonpath[]) AS path,
               jsonb_path_query(i.normalised, path) AS one
        WHERE  i.brand_id = $1 AND i.complaint_id = $2 AND i.kind NOT IN ('transcript', 'notes')
          AND  jsonb_typeof(one) = 'string' AND length(one #>> '{}') <= 200
        LIMIT  $3
        """,
        file.case.brand,
        file.case.id,
        MOST_OTHERS,
    )
    return [Person(name, capital=True) for name in found if _A_NAME.search(name)]
