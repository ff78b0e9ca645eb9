"""Writes the demo's two weeks in a few statements. All of it lies before the first start of the desk, so nobody waits for it
and no timer runs beside it."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from uuid import UUID

import msgspec

from pitboss.channels import queries as channels
from pitboss.db.tx import SYSTEM, Database, Tx
from pitboss.demo import pictures
from pitboss.demo.cast import Person, rows_of
from pitboss.demo.ledger import Brand, Case, Row, Staff
from pitboss.demo.present import TAG, Marked, stage
from pitboss.demo.stories import Plan, begin, live, plans
from pitboss.files.store import FileStore, Kept
from pitboss.sla import actions as sla
from pitboss.staff import teams
from pitboss.staff.actors import actor_of
from pitboss.tickets import actions, broadcasts, drafts, queries, saved_views
from pitboss.tickets.filters import Sort, TicketFilter

BRANDS = ("harbour", "mayak")
TABLES = (
    "player", "identity", "chat_session", "ticket", "message", "mail_reference", "ticket_address", "attachment", "ticket_link",
    "mention", "correction", "read_mark", "rating", "survey", "delivery", "clock", "staff_notice", "job",
)  # fmt: skip
READ = timedelta(hours=3)
UNNUMBERED = 900_000_000
TOLD = "Version 5.2 of the app crashes on Android 14 · Версия 5.2 вылетает на Android 14. Fix tonight, исправление вечером."
TEAMS = {
    "Payments": ("payments", "payments2", "supervisor"),
    "Front line": ("frontline", "newcomer", "senior"),
}
DRAFT = {
    "ru": "Спасибо за терпение. Банк ответил: перевод в пути, номер операции ",
    "en": "Thank you for your patience. The bank has answered: the transfer is on its way, its reference is ",
}


class Written(msgspec.Struct, frozen=True):
    tickets: int
    messages: int
    events: int
    players: int


async def write(db: Database, files: FileStore, people: Mapping[str, UUID]) -> Written:
    """The history of both brands; they have none yet."""
    async with db.tx(SYSTEM) as tx:
        now: datetime = (await tx.value("SELECT now()")).astimezone(UTC)
        rows: dict[str, list[Row]] = defaultdict(list)
        log: list[Row] = []
        marked: dict[str, Marked] = {}
        for name in BRANDS:
            brand = await _brand(tx, name, people)
            cases, marked[name] = _cases(brand, now)
            await _number(tx, brand, cases)
            await _attach(files, name, cases)
            _readers(brand, cases, now)
            for who in {case.player.id: case.player for case in cases}.values():
                assert isinstance(who, Person)
                made, told = rows_of(who)
                log += told
                for table, some in made.items():
                    rows[table] += some
            for case in cases:
                for table, some in case.finished().items():
                    rows[table] += some
                log += case.log
        for table in TABLES:
            await _put(tx, table, rows[table])
        await _log(tx, log)
        await _know_agents(tx)
        tx.wake.add("settings")
    await _by_hand(db, people, marked)
    return Written(len(rows["ticket"]), len(rows["message"]), len(log), len(rows["player"]))


def _cases(brand: Brand, now: datetime) -> tuple[list[Case], Marked]:
    """Everything that happened. Tickets are numbered afterwards, in the order in which they began; until then each has a
    number that no ticket reaches, so that it can be found in the notices that name it."""
    cases: list[Case] = []

    def opened(plan: Plan, /, *, unsure: bool = False) -> Case:
        dice = random.Random(plan.seed)
        case = Case(brand, plan.who, dice, now)
        begin(case, plan, UNNUMBERED + len(cases), dice, unsure=unsure)
        cases.append(case)
        return case

    for plan in plans(brand.id, now):
        live(opened(plan), plan, random.Random(f"{plan.seed}:life"), now)
    marked = stage(brand.id, now, opened)
    for case in cases:
        case.settles()
    return cases, marked


async def _number(tx: Tx, brand: Brand, cases: list[Case]) -> None:
    numbers = await tx.column(
        "SELECT next_ticket_number($1) FROM generate_series(1, $2::int)", brand.id, len(cases)
    )
    in_order = sorted(cases, key=lambda case: case.ticket["created_at"])
    for case, number in zip(in_order, sorted(numbers), strict=True):
        was, now = (f"{brand.prefix}-{n}" for n in (case.ticket["number"], number))
        case.ticket["number"] = number
        for message in case.rows["message"]:
            if message["author_kind"] == "bot":
                for part in ("text", "html", "subject"):
                    message[part] = message[part] and message[part].replace(was, now)


async def _brand(tx: Tx, name: str, people: Mapping[str, UUID]) -> Brand:
    it = await channels.brand(tx, name)
    members: dict[UUID, list[UUID]] = defaultdict(list)
    for row in await tx.connection.fetch(
        "SELECT queue_id, staff_id FROM queue_member WHERE brand_id = $1 ORDER BY staff_id", name
    ):
        members[row["queue_id"]].append(row["staff_id"])
    names = {row["id"]: row["name"] for row in await tx.connection.fetch("SELECT id, name FROM staff")}
    return Brand(
        id=name,
        name=it.name,
        prefix=it.prefix,
        jurisdiction=it.jurisdiction,
        help_lines=it.settings.get("help_lines", {}),
        grace=timedelta(days=it.grace_days),
        channels={channel.kind: channel for channel in await channels.channels(tx, name)},
        policies=tuple((await sla.policies(tx, name)).values()),
        queues=tuple(await queries.queues(tx, name)),
        members={queue: tuple(who) for queue, who in members.items()},
        staff={login: Staff(who, names[who]) for login, who in people.items()},
        links=tx.links,
    )


async def _attach(files: FileStore, brand: str, cases: list[Case]) -> None:
    """Screenshots with what looks like a fault, statements with money that is missed."""
    screen = await files.put(brand, pictures.screenshot())
    paper = await files.put(brand, pictures.statement())
    for place, case in enumerate(cases):
        first = case.rows["message"][0]["id"]
        russian = case.ticket["language"] == "ru"
        topic = case.ticket["topic"]
        if topic in ("site_fault", "game_fault") or (topic == "bonus_missing" and place % 2):
            _file(case, first, "снимок экрана.png" if russian else "screenshot.png", "image/png", screen)
        elif topic in ("deposit_missing", "withdrawal_status") and place % 3 == 0:
            _file(case, first, "выписка.pdf" if russian else "statement.pdf", "application/pdf", paper)


def _file(case: Case, message: UUID, name: str, content_type: str, kept: Kept) -> None:
    case.attaches(message, name, content_type, kept.size, kept.sha256, kept.key)


def _readers(brand: Brand, cases: list[Case], now: datetime) -> None:
    """The supervisor and whoever had a ticket have read what is older."""
    for case in cases:
        read = {row["reader_id"] for row in case.rows.get("read_mark", [])}
        for who in {brand.staff["supervisor"].id, case.ticket["last_assignee_id"]} - {None} - read:
            case.read_by(who, now - READ)


async def _put(tx: Tx, table: str, rows: list[Row]) -> None:
    if rows:
        names = ", ".join(sorted(rows[0]))
        await tx.run(
            f"INSERT INTO {table} ({names}) SELECT {names} FROM jsonb_populate_recordset(NULL::{table}, $1)",
            rows,
        )


async def _log(tx: Tx, happened: list[Row]) -> None:
    """In the order of time, so that numbers rise with it."""
    await tx.run(
        """
        INSERT INTO event (brand_id, number, ticket_id, type, public, version, actor_kind, actor_id, data, at)
        SELECT e.brand_id, event_number(e.place::int), e.ticket_id, e.type, e.public, e.version, e.actor_kind, e.actor_id, e.data,
               e.at
        FROM   ROWS FROM (jsonb_to_recordset($1)
                          AS (brand_id text, ticket_id uuid, type text, public boolean, version int, actor_kind text,
                              actor_id uuid, data jsonb, at timestamptz))
               WITH ORDINALITY AS e (brand_id, ticket_id, type, public, version, actor_kind, actor_id, data, at, place)
        """,
        sorted(happened, key=lambda event: event["at"]),
    )


async def _know_agents(tx: Tx) -> None:
    await tx.run(
        """
        UPDATE player p SET last_agent_id = t.last_assignee_id
        FROM  (SELECT DISTINCT ON (brand_id, player_id) brand_id, player_id, last_assignee_id
               FROM   ticket
               WHERE  last_assignee_id IS NOT NULL
               ORDER  BY brand_id, player_id, id DESC) t
        WHERE  p.brand_id = t.brand_id AND p.id = t.player_id
        """
    )


# ── by the same verbs as real work ──────────────────────────────────────────────────────────────────────────


async def _by_hand(db: Database, people: Mapping[str, UUID], marked: Mapping[str, Marked]) -> None:
    """A merge, drafts, teams, saved views, and words to all."""
    async with db.tx(SYSTEM) as tx:
        admin, chief, payer = [await actor_of(tx, people[who]) for who in ("admin", "supervisor", "payments")]
    assert admin is not None
    assert chief is not None
    assert payer is not None
    payments: dict[str, UUID] = {}
    for brand in BRANDS:
        made: dict[str, UUID] = {}
        async with db.tx(admin) as tx:
            for name, members in TEAMS.items():
                made[name] = await teams.create_team(tx, brand, name)
                for login in members:
                    if login != "payments2" or brand == "harbour":
                        await teams.join_team(
                            tx, brand, made[name], people[login], lead=login == "supervisor"
                        )
        for case in marked[brand].drafts:
            async with db.tx(payer) as tx:
                ticket = await actions.hold(tx, brand, case.ticket["id"])
                await drafts.keep(
                    tx,
                    ticket,
                    payer.id or people["payments"],
                    "reply",
                    text=DRAFT[ticket.language],
                    html=None,
                    files=[],
                    version=ticket.version,
                )
        async with db.tx(chief) as tx:
            both = [await actions.hold(tx, brand, case.ticket["id"]) for case in marked[brand].pair]
            await actions.merge(tx, both[1], both[0])
        payments.setdefault(brand, made["Payments"])
    home = BRANDS[0]  # a view shows what its reader may see, of all brands
    async with db.tx(chief) as tx:
        await _view(tx, home, "VIP", TicketFilter(status=["active"], vip=True), "all")
        await _view(tx, home, "Incident: app 5.2", TicketFilter(tag=[TAG]), "all")
        payouts = TicketFilter(status=["active"], topic=["withdrawal_status", "withdrawal_terms"])
        await _view(tx, home, "Payouts", payouts, "team", payments[home])
        await _view(tx, home, "Where I am asked", TicketFilter(mentioned="unseen"), "own")
        await broadcasts.tell(tx, home, TOLD, "all", None)
    async with db.tx(payer) as tx:
        mine = TicketFilter(status=["active"], assignee=["me"])
        await _view(tx, home, "Mine, most urgent first", mine, "own")
        missed = TicketFilter(status=["active"], topic=["deposit_missing"], language=["ru"])
        await _view(tx, home, "Депозиты, по-русски", missed, "own")


async def _view(
    tx: Tx, brand: str, name: str, wanted: TicketFilter, scope: saved_views.Scope, team: UUID | None = None
) -> None:
    await saved_views.save_view(
        tx, brand, name=name, wanted=wanted, sort=Sort.urgency, scope=scope, team=team
    )
