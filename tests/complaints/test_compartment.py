"""Compliance's closed notes: nobody else learns what stands in them, nor that there are any."""

from __future__ import annotations

import asyncio
import io
import re
import zipfile
from typing import Any

import asyncpg
import msgspec
import pypdf
import pytest
from websockets.asyncio.client import connect

from pitboss.db.tx import SYSTEM, Actor, Kind, app_url
from tests.casino import Open
from tests.complaints.cases import ACase, a_case
from tests.desk import Desk, Seat
from tests.house.test_code import FILES, PACKAGE

WORD = "XYLOPHONE"  # nowhere else
NOTE = f"A report of suspicion was filed, reference {WORD}-77. The player must not learn of it."


async def a_noted_case(desk: Desk, casino: Open) -> tuple[ACase, Seat]:
    """And the officer who wrote the note."""
    case = await a_case(desk, casino)
    officer = await desk.sits("compliance", desk.brand.queue)
    kept = await case.does("compliance", {"text": NOTE}, expect=201, by=officer)
    assert set(kept) == {"id"}
    return case, officer


async def test_compliance_writes_and_reads_and_each_look_is_kept(desk: Desk, casino: Open) -> None:
    case, officer = await a_noted_case(desk, casino)
    other = await desk.sits("compliance", desk.brand.queue)
    (note,) = await case.sees("compliance", by=other, why="annual review")
    assert (note["text"], note["staff_id"]) == (NOTE, str(officer.id))
    log = await case.sees("compliance/reads", by=officer)
    assert [(one["staff_id"], one["what"], one["why"], one["notes"]) for one in log] == [
        (str(officer.id), "wrote", "", 1),
        (str(other.id), "read", "annual review", 1),
    ]
    assert [one["what"] for one in await case.sees("compliance/reads", by=officer)][-1] == "read_log"


@pytest.mark.parametrize(
    "role",
    [
        "complaints_handler",
        "complaints_lead",
        "complaints_reviewer",
        "supervisor",
        "admin",
        "senior",
        "quality",
    ],
)
async def test_nobody_else_reads_writes_or_learns_that_there_is_one(
    desk: Desk, casino: Open, role: str
) -> None:
    case, _ = await a_noted_case(desk, casino)
    bare = await a_case(desk, casino, account="hb-20418")
    seat = await desk.sits(role, desk.brand.queue)
    for path in ("compliance", "compliance/reads"):
        noted = await case.asks(seat, "GET", path)
        unnoted = await bare.asks(seat, "GET", path)
        assert noted.status_code in (403, 404)
        assert (noted.status_code, said(noted)) == (unnoted.status_code, said(unnoted)), (
            "the same answer either way"
        )
        assert WORD not in noted.text
    assert (await case.asks(seat, "POST", "compliance", {"text": "mine"})).status_code in (403, 404)


def said(answer: Any) -> Any:
    return answer.json()["detail"]


async def test_a_handler_finds_nothing_of_it_anywhere(desk: Desk, casino: Open) -> None:
    case, _ = await a_noted_case(desk, casino)
    await case.does("evidence/freeze", {})
    await case.does("evidence/needs/screenshots/waive", {"reason": "None."})
    brand, ticket = desk.brand.id, case.ticket.id
    lead = await desk.sits("complaints_lead", desk.brand.queue)
    admin = await desk.sits("admin", desk.brand.queue)
    reached = 0
    for seat in (case.handler, lead, admin):
        for path, query in (
            ("/tickets", {"q": WORD}),
            ("/search", {"q": WORD}),
            (f"/tickets/{ticket}", {}),
            (f"/tickets/{ticket}/messages", {}),
            (f"/tickets/{ticket}/events", {}),
            (f"/tickets/{ticket}/context", {}),
            (f"/tickets/{ticket}/mentionable", {}),
            (f"/complaints/{case.id}", {}),
            (f"/complaints/{case.id}/timeline", {}),
            (f"/complaints/{case.id}/notes", {}),
            (f"/complaints/{case.id}/evidence", {}),
            (f"/complaints/{case.id}/evidence/chronology", {}),
            ("/complaints", {"q": WORD}),
            ("/complaints/reports/workload", {}),
            ("/audit", {}),
            ("/audit.csv", {}),
            ("/me/notices", {}),
            ("/session", {}),
        ):
            answer = await seat.asks("GET", path, brand=brand, **query)
            assert WORD not in answer.text, path
            assert "compliance_note" not in answer.text, path
            assert answer.status_code < 500, path
            reached += answer.status_code == 200
    assert reached > 20, "the places are there to be looked at"
    for edition in ("full", "redacted"):
        archive = zipfile.ZipFile(io.BytesIO(await case.takes(edition=edition)))
        for name in archive.namelist():
            assert WORD.encode() not in archive.read(name), name
        pdf = pypdf.PdfReader(io.BytesIO(archive.read("pack.pdf")))
        assert WORD not in "".join(page.extract_text() for page in pdf.pages)


async def test_sockets_and_the_log_carry_nothing_of_it(desk: Desk, casino: Open) -> None:
    case = await a_case(desk, casino)
    officer = await desk.sits("compliance", desk.brand.queue)
    async with desk.db.tx(SYSTEM) as tx:
        before = await tx.value("SELECT count(*) FROM event WHERE brand_id = $1", desk.brand.id)
    where = desk.building.base_url.replace("http", "ws") + f"/api/v1/stream?token={case.handler.token}"
    async with connect(where) as socket:
        await socket.recv()
        await case.does("compliance", {"text": NOTE}, expect=201, by=officer)
        await case.sees("compliance", by=officer)
        await case.handler.says(case.ticket, "A word after which everything before it has come.")
        frames: list[dict[str, Any]] = []
        async with asyncio.timeout(20):
            while not any(frame.get("type") == "message_sent" for frame in frames):
                frames.append(msgspec.json.decode(await socket.recv()))
    assert WORD not in str(frames)
    async with desk.db.tx(SYSTEM) as tx:
        types = await tx.column(
            "SELECT type FROM event WHERE brand_id = $1 ORDER BY number OFFSET $2", desk.brand.id, before
        )
        kept = await tx.column("SELECT convert_from(body, 'UTF8') FROM idempotency WHERE body IS NOT NULL")
    assert not any("compliance" in name for name in types)
    assert not any(WORD in body for body in kept)


async def test_a_note_that_mentions_a_colleague_tells_them_nothing(desk: Desk, casino: Open) -> None:
    case = await a_case(desk, casino)
    officer = await desk.sits("compliance", desk.brand.queue)
    note = f"{NOTE} @{case.handler.person.name} [mention:{case.handler.id}]"
    await case.does("compliance", {"text": note}, expect=201, by=officer)
    await desk.work_until_idle()
    assert WORD not in str(await case.handler.gets("/me/notices"))
    assert desk.sent_mails(case.handler.person.email) == []


@pytest.mark.parametrize(
    "attempt",
    [
        "SELECT text FROM compliance.compliance_note",
        "SELECT count(*) FROM compliance.compliance_note",
        "SELECT * FROM compliance.compliance_read",
        "INSERT INTO compliance.compliance_note (brand_id, complaint_id, staff_id, text) SELECT brand_id, id, id, 'x' FROM complaint",
        "UPDATE compliance.compliance_note SET text = ''",
        "DELETE FROM compliance.compliance_read",
        "TRUNCATE compliance.compliance_read",
        "SELECT compliance.holder('x', 'y', 'compliance.read')",
        "GRANT pitboss_compliance TO pitboss_app",
        "ALTER SCHEMA compliance OWNER TO pitboss_app",
        "CREATE TABLE compliance.mine (id int)",
        "CREATE OR REPLACE FUNCTION compliance.stays() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
        "SELECT pg_read_file('/etc/hostname')",
    ],
)
@pytest.mark.parametrize("role", ["pitboss_app", "pitboss_desk"])
async def test_sql_as_the_web_or_the_worker_reaches_nothing(
    desk: Desk, casino: Open, attempt: str, role: str
) -> None:
    await a_noted_case(desk, casino)
    async with desk.db.tx(SYSTEM) as tx:
        await tx.run(f"SET LOCAL ROLE {role}")
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            async with tx.savepoint():
                await tx.run(attempt)


async def test_who_signs_in_as_the_application_can_not_become_the_compartments_owner(
    database_url: str, desk: Desk
) -> None:
    application = await asyncpg.connect(app_url(database_url))
    try:
        for attempt in ("SET ROLE pitboss_compliance", "SELECT count(*) FROM compliance.compliance_note"):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await application.execute(attempt)
    finally:
        await application.close()


async def test_to_say_that_one_is_the_officer_is_not_enough(desk: Desk, casino: Open) -> None:
    case, officer = await a_noted_case(desk, casino)
    as_officer = Actor(
        kind=Kind.staff,
        id=officer.id,
        brands=frozenset({desk.brand.id}),
        complaints=frozenset({desk.brand.id}),
        permissions={desk.brand.id: frozenset({"compliance.read", "compliance.write"})},
    )
    async with desk.db.tx(SYSTEM) as tx:
        stolen = await tx.value(
            "SELECT encode(hash, 'hex') FROM staff_session WHERE staff_id = $1", officer.id
        )
    for actor in (SYSTEM, as_officer):
        for session in ("", "guess", stolen, str(officer.id), case.handler.token):
            with pytest.raises(asyncpg.InsufficientPrivilegeError, match="not for you"):
                async with desk.db.tx(actor) as tx:
                    await tx.all(
                        tuple,
                        "SELECT id FROM compliance.read_notes($1, $2, $3, '')",
                        session,
                        desk.brand.id,
                        case.id,
                    )


async def test_an_api_token_and_a_session_that_is_over_open_nothing(desk: Desk, casino: Open) -> None:
    case, officer = await a_noted_case(desk, casino)
    answer = await officer.asks(
        "POST",
        "/tokens",
        {"name": "script", "scopes": ["complaints.see", "compliance.read"]},
    )
    assert answer.status_code == 201, answer.text
    by_token = await desk.building.client.get(
        f"/complaints/{case.id}/compliance",
        headers={"authorization": f"Bearer {answer.json()['text']}"},
        params={"brand": desk.brand.id},
    )
    assert by_token.status_code == 403
    assert WORD not in by_token.text
    async with desk.db.tx(SYSTEM) as tx:
        await tx.run(
            "UPDATE staff_session SET seen_at = now() - interval '13 hours' WHERE staff_id = $1", officer.id
        )
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            async with tx.savepoint():
                await tx.value(
                    "SELECT count(*) FROM compliance.read_notes($1, $2, $3, '')",
                    officer.token,
                    desk.brand.id,
                    case.id,
                )


async def test_an_officer_of_another_brand_reads_nothing(desk: Desk, casino: Open, building: Any) -> None:
    case, officer = await a_noted_case(desk, casino)
    async with desk.db.tx(SYSTEM) as tx:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            async with tx.savepoint():
                await tx.value(
                    "SELECT count(*) FROM compliance.read_notes($1, 'elsewhere', $2, '')",
                    officer.token,
                    case.id,
                )
        await tx.run("DELETE FROM staff_role WHERE staff_id = $1", officer.id)
    assert (await case.asks(officer, "GET", "compliance")).status_code in (403, 404)


async def test_what_compliance_wrote_stays_also_for_the_owner(
    desk: Desk, casino: Open, database_url: str
) -> None:
    await a_noted_case(desk, casino)
    owner = await asyncpg.connect(database_url)
    try:
        for attempt in (
            "UPDATE compliance.compliance_note SET text = 'x'",
            "DELETE FROM compliance.compliance_note",
            "DELETE FROM compliance.compliance_read",
        ):
            with pytest.raises(asyncpg.RestrictViolationError):
                await owner.execute(attempt)
        owners = await owner.fetch(
            """
            SELECT DISTINCT pg_get_userbyid(c.relowner)::text AS who FROM pg_class c WHERE c.relnamespace = 'compliance'::regnamespace
            UNION SELECT pg_get_userbyid(p.proowner)::text FROM pg_proc p WHERE p.pronamespace = 'compliance'::regnamespace
            """
        )
        assert [row["who"] for row in owners] == ["pitboss_compliance"]
        role = await owner.fetchrow(
            "SELECT rolcanlogin, rolsuper, rolbypassrls, rolcreaterole FROM pg_roles WHERE rolname = 'pitboss_compliance'"
        )
        assert role is not None
        assert not any(role.values())
        for name in ("pitboss_app", "pitboss_desk"):
            assert not await owner.fetchval("SELECT pg_has_role($1, 'pitboss_compliance', 'MEMBER')", name)
    finally:
        await owner.close()


def test_only_the_compartment_names_the_schemas_functions() -> None:
    called = re.compile(r"\bcompliance\.(compliance_\w+|write_note|read_notes|read_log|holder)\b")
    named = {path.relative_to(PACKAGE).as_posix() for path in FILES if called.search(path.read_text())}
    assert named == {"complaints/compartment.py"}
