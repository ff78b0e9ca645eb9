"""Staff of one brand never see or change another, by any endpoint that the API describes."""

from __future__ import annotations

import httpx
from litestar import Litestar

from pitboss.db.tx import SYSTEM, Database
from tests.management.client import Client
from tests.management.description import Home, Operation, a_home, operations

# What belongs to the installation, or to whoever asks, and names no brand.
NOBODYS = {
    ("GET", "/brands"),
    ("GET", "/me/presence"),
    ("PUT", "/me/presence"),
    ("POST", "/me/beat"),
    ("GET", "/permissions"),
    ("GET", "/roles"),
    ("GET", "/me/drafts"),
    ("GET", "/me/preferences"),
    ("PUT", "/me/preferences"),
    ("GET", "/me/push"),
    ("GET", "/me/notices"),
    ("GET", "/me/chats"),
    ("GET", "/players"),
    ("GET", "/tokens"),
    ("POST", "/tokens"),
    ("GET", "/tickets"),
    ("GET", "/complaints"),
    ("GET", "/complaints/counts"),
    ("GET", "/complaints/words"),
    ("GET", "/complaints/pack-key"),
    ("GET", "/complaints/pack-keys"),
    ("GET", "/complaint-reports"),
    ("GET", "/search"),
    ("GET", "/counts"),
    ("GET", "/bulk"),
    ("POST", "/bulk/preview"),
    ("POST", "/bulk"),
    ("POST", "/next"),
}
# Built-in roles are nobody's to change, and a browser that isn't there can't be told.
CONFLICTS = {("PUT", "/roles/{name}"): 409, ("POST", "/me/push"): 400}


async def ask(client: Client, operation: Operation, home: Home) -> httpx.Response:
    query: dict[str, str] = {
        "brand": home.brand,
        "q": "hello",
        "email": "anna@desk.example",
        "ticket": str(home.ids["ticket"]),
        "pack": "gb",
        "figure": "decided",
        **({"since": "2026-01-01", "until": "2026-02-01"} if "/reports/" in operation.path else {}),
    }
    named = {name for name, _ in operation.in_query}
    return await client.call(
        operation.method,
        operation.path.format(**home.in_path(operation)),
        params={name: value for name, value in query.items() if name in named},
        json=home.body(operation) if operation.fields is not None else None,
    )


async def everything_of(db: Database, brand: str) -> dict[str, str]:
    """A hash of all rows of a brand, by table."""
    async with db.tx(SYSTEM) as tx:
        tables = await tx.column(
            """
            SELECT c.table_name::text FROM information_schema.columns c JOIN information_schema.tables t USING (table_name)
            WHERE  c.column_name = 'brand_id' AND t.table_type = 'BASE TABLE' AND c.table_schema = 'public'
            """
        )
        return {
            table: await tx.value(
                f"SELECT md5(coalesce(string_agg(t::text, E'\\n' ORDER BY t::text), '')) FROM {table} t WHERE brand_id = $1",
                brand,
            )
            for table in tables
        }


async def test_a_stranger_finds_nothing_and_changes_nothing(
    app: Litestar, admin: Client, stranger: Client, db: Database
) -> None:
    home = await a_home(db, admin)
    before = await everything_of(db, home.brand)
    assert before["queue"]
    wrong = []
    for operation in operations(app):
        answer = await ask(stranger, operation, home)
        which = (operation.method, operation.path)
        if which in NOBODYS:
            fine = answer.status_code < 300 and not any(
                str(foreign) in answer.text for foreign in (home.brand, *home.ids.values())
            )
        else:
            fine = answer.status_code in (403, 404, CONFLICTS.get(which))
        if not fine:
            wrong.append((*which, answer.status_code, answer.text[:200]))
    assert wrong == [], "\n".join(map(str, wrong))
    assert await everything_of(db, home.brand) == before


async def test_nobody_gets_in_without_signing_in(
    app: Litestar, http: httpx.AsyncClient, admin: Client, db: Database
) -> None:
    home = await a_home(db, admin)
    forged = Client(http, "nonsense", admin.person, admin.brand)
    nobody = Client(http, "", admin.person, admin.brand)
    nobody.headers = {}
    for operation in operations(app):
        for asker in (forged, nobody):
            answer = await ask(asker, operation, home)
            assert answer.status_code == 401, (operation.method, operation.path)


async def test_the_brands_own_people_reach_every_endpoint(app: Litestar, admin: Client, db: Database) -> None:
    """What the other test refuses is refused for who asks, and not for how."""
    home = await a_home(db, admin)
    for operation in operations(app):
        if operation.method == "GET":
            answer = await ask(admin, operation, home)
            if "/compliance" in operation.path:  # closed even to who runs everything
                assert answer.status_code == 403, answer.text
                continue
            assert answer.status_code in (200, 404), (operation.path, answer.text)
            if answer.status_code == 404:
                assert operation.path in (
                    "/staff/by-email",
                    "/attachments/{attachment}",
                    "/attachments/{attachment}/link",
                    "/attachments/{attachment}/view",
                    "/knowledge/images/{image}",
                    "/messages/{message}/original",
                    "/messages/{message}/source",
                    "/tickets/{name}/drafts/{kind}",
                    "/complaints/{complaint}/appeal",
                    "/complaints/{complaint}/appeal/candidates",
                    "/complaints/{complaint}/evidence/{item}/file",
                    "/complaints/{complaint}/evidence/{item}",
                    "/complaints/{complaint}/deadlines/{kind}/explained",
                )
