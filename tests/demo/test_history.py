"""What the demo begins with: two weeks that could have happened, and a second start that leaves them alone."""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from pitboss.assist.taxonomy import TOPICS
from pitboss.channels import intake
from pitboss.db import embedded
from pitboss.db.migrate import migrate
from pitboss.db.tx import SYSTEM, Database, app_url
from pitboss.demo.cast import GUESTS, person
from pitboss.demo.company import COLLEAGUES, Company
from pitboss.demo.seed import Seeded, seed
from pitboss.demo.words import words
from pitboss.events import log
from pitboss.files.store import FileStore
from pitboss.settings import read_settings
from pitboss.staff.actors import actor_of
from pitboss.tickets import actions
from pitboss.web import OwnAddresses, make_adapters, open_database
from tests.demo.test_simulate import a_demo, environment


@pytest.fixture(scope="module")
async def made(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[tuple[Database, Seeded, Path]]:
    """The demo's data in a database of its own."""
    folder = tmp_path_factory.mktemp("past")
    settings = read_settings({"PITBOSS_DATA_DIR": str(folder), "PITBOSS_LOG_LEVEL": "error"})
    owner = await asyncio.to_thread(embedded.start, folder)
    try:
        await migrate(owner)
        db = await open_database(settings, app_url(owner), size=4, application="tests")
        try:
            yield db, await seed(db, settings, "a password of the demo"), folder
        finally:
            await db.close()
    finally:
        await asyncio.to_thread(embedded.stop, folder)


Made = tuple[Database, Seeded, Path]


async def rows(made: Made, sql: str) -> list[Any]:
    async with made[0].tx(SYSTEM) as tx:
        return list(await tx.connection.fetch(sql))


async def test_there_are_hundreds_of_tickets_of_all_topics_ways_and_languages(made: Made) -> None:
    tickets = await rows(made, "SELECT topic, channel, language, status::text, created_at FROM ticket")
    assert 300 <= len(tickets) <= 700
    assert {t["topic"] for t in tickets} >= TOPICS.keys() - {"unsure"}
    assert {t["channel"] for t in tickets} == {"webchat", "email", "portal"}
    assert {t["status"] for t in tickets} == {"new", "open", "waiting", "on_hold", "solved", "closed"}
    now = datetime.now(UTC)
    assert all(t["created_at"] <= now for t in tickets)
    assert min(t["created_at"] for t in tickets) < now - timedelta(days=13)


async def test_the_log_tells_of_each_ticket_in_order(made: Made) -> None:
    told: dict[Any, list[Any]] = defaultdict(list)
    for event in await rows(made, "SELECT * FROM event WHERE ticket_id IS NOT NULL ORDER BY number"):
        told[event["ticket_id"]].append(event)
    tickets = await rows(made, "SELECT id, status::text, version, created_at FROM ticket")
    assert told.keys() == {t["id"] for t in tickets}
    for ticket in tickets:
        events = told[ticket["id"]]
        assert events[0]["type"] == "ticket_opened"
        assert events[0]["at"] == ticket["created_at"]
        moments, versions = [e["at"] for e in events], [e["version"] for e in events]
        assert moments == sorted(moments)
        assert versions == sorted(versions)
        assert versions[-1] <= ticket["version"]
        changed = [e["data"] for e in events if e["type"] == "status_changed"]
        assert [c["was"] for c in changed] == ["new", *(c["status"] for c in changed)][: len(changed)]
        assert ticket["status"] == (changed[-1]["status"] if changed else "new")


async def test_whoever_follows_the_log_gets_all_of_it(made: Made) -> None:
    async with made[0].tx(SYSTEM) as tx:
        there = await tx.value("SELECT count(*) FROM event")
        number, got = 0, 0
        while page := await log.after(tx, number, limit=2000):
            number, got = page[-1].number, got + len(page)
    assert got == there


async def test_ids_lie_in_the_order_of_time(made: Made) -> None:
    for table, moment in (("ticket", "created_at"), ("message", "created_at")):
        found = await rows(made, f"SELECT id, {moment} AS at FROM {table}")
        for row in found:
            made_at = datetime.fromtimestamp((row["id"].int >> 80) / 1000, UTC)
            assert abs(made_at - row["at"]) < timedelta(seconds=5)


async def test_every_clock_can_be_explained(made: Made) -> None:
    for row in await rows(made, "SELECT * FROM clock"):
        if row["met_at"] is not None:
            late = row["breached_at"] is not None and row["breached_at"] < row["met_at"]
            used = row["met_at"] - row["started_at"]
            assert row["running_since"] is None
            assert late or row["spent"] <= row["allowance"]
            assert row["spent"] <= used
        elif row["running_since"] is not None:
            due = row["running_since"] + row["allowance"] - row["spent"]
            assert row["breached_at"] or abs(row["due_at"] - due) < timedelta(seconds=1)
    open_kinds = await rows(
        made,
        """
        SELECT t.id FROM ticket t
        WHERE  t.status IN ('solved', 'closed') AND t.merged_into IS NULL
          AND  EXISTS (SELECT 1 FROM clock c WHERE c.brand_id = t.brand_id AND c.ticket_id = t.id AND c.met_at IS NULL)
        """,
    )
    assert open_kinds == []


async def test_most_promises_are_kept_and_some_are_not(made: Made) -> None:
    met = await rows(made, "SELECT breached_at < met_at AS late FROM clock WHERE met_at IS NOT NULL")
    late = sum(bool(row["late"]) for row in met)
    assert 0 < late < len(met) * 0.12


async def test_no_ticket_lies_in_a_queue_where_it_must_not_be(made: Made) -> None:
    wrong = await rows(
        made,
        """
        SELECT t.number, t.topic, q.name
        FROM   ticket t LEFT JOIN queue q ON q.brand_id = t.brand_id AND q.id = t.queue_id
        WHERE  q.id IS NULL OR t.restricted <> q.restricted
           OR  (cardinality(t.danger) > 0 AND NOT q.restricted)
           OR  NOT (t.topic = ANY (q.topics) OR q.fallback OR q.level IN ('senior', 'developers') OR q.restricted)
        """,
    )
    assert [tuple(row) for row in wrong] == []


async def test_each_sees_only_what_is_theirs(made: Made) -> None:
    db, seeded, _ = made
    async with db.tx(SYSTEM) as tx:
        james = await actor_of(tx, seeded.people["payments2"])
    assert james is not None
    async with db.tx(james) as tx:
        seen = await tx.connection.fetch("SELECT brand_id, queue_id, assignee_id, restricted FROM ticket")
    assert {row["brand_id"] for row in seen} == {"harbour"}
    assert all(row["queue_id"] in james.queues or row["assignee_id"] == james.id for row in seen)
    assert len(seen) > 20


async def test_a_search_finds_another_form_of_the_word(made: Made) -> None:
    async with made[0].tx(SYSTEM) as tx:
        found = await tx.column(
            "SELECT ticket_id FROM search_tickets(ARRAY['mayak'], 'выводами', 'выводами', 500, 20)"
        )
    assert found


async def test_the_present_holds_something_of_everything(made: Made) -> None:
    (counts,) = await rows(
        made,
        """
        SELECT (SELECT count(*) FROM ticket WHERE status IN ('new', 'open', 'waiting', 'on_hold')) AS open,
               (SELECT count(*) FROM ticket WHERE merged_into IS NOT NULL) AS merged,
               (SELECT count(*) FROM ticket WHERE snoozed_until > now()) AS snoozed,
               (SELECT count(*) FROM ticket_link WHERE kind = 'incident') AS linked,
               (SELECT count(*) FROM mention WHERE seen_at IS NULL) AS mentions,
               (SELECT count(*) FROM draft) AS drafts,
               (SELECT count(DISTINCT scope) FROM saved_view) AS scopes,
               (SELECT count(*) FROM rating) AS ratings,
               (SELECT count(*) FROM message WHERE masked <> '{}') AS masked,
               (SELECT count(DISTINCT content_type) FROM attachment) AS files,
               (SELECT count(*) FROM ticket t JOIN staff s ON s.id = t.assignee_id
                WHERE s.email = 'payments@demo.example' AND t.class = 'chat' AND t.status = 'open') AS chats
        """,
    )
    assert counts["chats"] == 3
    assert counts["scopes"] == 3
    assert counts["files"] == 2
    assert all(counts.values()), dict(counts)


async def test_staff_never_shout_and_name_nobody_real(made: Made) -> None:
    said = await rows(made, "SELECT text FROM message WHERE author_kind = 'agent'")
    loud = [m["text"] for m in said if "!" in m["text"]]
    assert len(loud) <= 10, loud[:3]  # the first mails' own greetings
    addresses = await rows(made, "SELECT value FROM identity WHERE kind = 'email'")
    assert all(a["value"].endswith(".example") for a in addresses)


async def test_loads_agree_with_tickets(made: Made) -> None:
    counted: Counter[tuple[Any, str]] = Counter()
    for t in await rows(
        made,
        "SELECT assignee_id, class FROM ticket WHERE assignee_id IS NOT NULL AND status IN ('new', 'open')",
    ):
        counted[t["assignee_id"], t["class"]] += 1
    for held in await rows(made, "SELECT staff_id, class, load FROM staff_load"):
        assert held["load"] == counted[held["staff_id"], held["class"]]


async def test_a_second_start_keeps_the_data(made: Made) -> None:
    db, seeded, folder = made
    assert seeded.fresh
    before = await rows(made, "SELECT count(*) FROM event")
    settings = read_settings({"PITBOSS_DATA_DIR": str(folder), "PITBOSS_LOG_LEVEL": "error"})
    again = await seed(db, settings, "a password of the demo")
    assert not again.fresh
    assert again.people == seeded.people
    assert await rows(made, "SELECT count(*) FROM event") == before


async def test_colleagues_leave_the_newcomers_tickets_alone(made: Made) -> None:
    db, seeded, folder = made
    company = Company(db, FileStore((folder / "files").as_uri()), seeded.people, "http://127.0.0.1:9")
    before = await rows(made, "SELECT id, version FROM ticket ORDER BY id")
    await company.work()
    assert await rows(made, "SELECT id, version FROM ticket ORDER BY id") == before
    states = await rows(made, "SELECT state::text FROM presence WHERE state <> 'offline'")
    assert [row["state"] for row in states] == ["transfer_only"] * len(COLLEAGUES)


async def test_a_guest_is_answered_by_a_colleague_unless_a_newcomer_has_them(made: Made) -> None:
    db, seeded, folder = made
    settings = read_settings({"PITBOSS_DATA_DIR": str(folder), "PITBOSS_LOG_LEVEL": "error"})
    files = FileStore(settings.files_url)
    company = Company(db, files, seeded.people, "http://127.0.0.1:9")
    script = next(s for s in words().en if s.topic == "cash_out")
    for number in (1, 2):
        guest = person("harbour", number, datetime.now(UTC))
        await company.mails(guest, f"guest{number}@{GUESTS}", script)
    own = OwnAddresses()
    await own.renew(db)
    while await intake.step(db, files, make_adapters(settings, own)):
        pass
    mine, theirs = [
        row["id"]
        for row in await rows(
            made,
            "SELECT t.id FROM ticket t JOIN identity i ON i.brand_id = t.brand_id AND i.player_id = t.player_id "
            f"WHERE i.value LIKE '%@{GUESTS}' ORDER BY t.id",
        )
    ]
    async with db.tx(SYSTEM) as tx:
        await actions.assign(tx, await actions.hold(tx, "harbour", mine), seeded.people["senior"], reason="")
    for _ in ("takes it", "answers", "solves it"):
        async with db.tx(SYSTEM) as tx:
            await tx.run(
                "UPDATE ticket SET updated_at = now() - interval '1 hour' WHERE id = ANY ($1)", [mine, theirs]
            )
        await company.work()
    states = {row["id"]: row for row in await rows(made, "SELECT id, status::text, assignee_id FROM ticket")}
    assert (states[mine]["status"], states[mine]["assignee_id"]) == ("open", seeded.people["senior"])
    assert (states[theirs]["status"], states[theirs]["assignee_id"]) == ("solved", seeded.people["bets"])


async def test_while_it_is_quiet_nothing_moves_and_a_reset_starts_anew(tmp_path: Path) -> None:
    env = environment(tmp_path)
    async with a_demo(env) as settings, httpx.AsyncClient(trust_env=False) as client:
        password = (tmp_path / "demo-password").read_text().strip()
        base = f"http://127.0.0.1:{settings.port}/api/v1"
        signed = await client.post(
            f"{base}/session", json={"email": "supervisor@demo.example", "password": password}
        )
        headers = {"authorization": f"Bearer {signed.json()['token']}"}
        wall = (await client.get(f"{base}/wall", params={"brand": "mayak"}, headers=headers)).json()
        assert {agent["state"] for agent in wall["agents"]} == {"offline"}
        assert sum(queue["waiting"] for queue in wall["queues"]) > 10
    (tmp_path / "mailbox" / "of-last-time").touch()
    async with a_demo(env):
        assert (tmp_path / "mailbox" / "of-last-time").exists()
    async with a_demo(env, "--reset"):
        assert not (tmp_path / "mailbox" / "of-last-time").exists()


async def test_both_brands_have_complaints_at_several_stages_and_some_that_are_only_proposed(
    made: Made,
) -> None:
    cases = await rows(made, "SELECT brand_id, stage, next_due_at, waiting FROM complaint")
    assert {case["brand_id"] for case in cases} == {"harbour", "mayak"}
    assert len({case["stage"] for case in cases}) >= 4
    assert any(case["waiting"] == "player" for case in cases)
    assert all(
        case["next_due_at"] is not None
        for case in cases
        if case["stage"] != "withdrawn" and case["waiting"] is None
    )
    assert len(await rows(made, "SELECT 1 FROM complaint_report WHERE safety")) == 2
    assert await rows(made, "SELECT 1 FROM complaint_proposal WHERE state = 'proposed'")


async def test_both_brands_have_complaints_in_every_later_stage_with_their_letters(made: Made) -> None:
    cases = await rows(made, "SELECT id, brand_id, stage, appeal, referral, waiting FROM complaint")
    late = await rows(
        made,
        "SELECT DISTINCT brand_id FROM complaint_deadline WHERE kind = 'final_answer' AND met_at IS NULL AND due_at < now()",
    )
    assert {row["brand_id"] for row in late} == {"harbour", "mayak"}
    for brand in ("harbour", "mayak"):
        here = [case for case in cases if case["brand_id"] == brand]
        assert {"decided", "carried_out", "closed"} <= {case["stage"] for case in here}
        assert "heard" in {case["appeal"] for case in here}
        assert "sent" in {case["referral"] for case in here}
        assert "player" in {case["waiting"] for case in here}
    told = await rows(
        made, "SELECT DISTINCT complaint_id FROM complaint_letter WHERE kind = 'final_response'"
    )
    assert len(told) == 8
    paused = await rows(made, "SELECT 1 FROM complaint_pause WHERE pauses AND to_at IS NULL")
    assert paused, "Britain's clock rests while the player is waited for"
