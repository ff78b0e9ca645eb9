"""What the cabinet reads. Transactions act for the player unless it says otherwise, so the wall shows only what is theirs."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import msgspec

from pitboss.api.tracking import words_of
from pitboss.channels import queries as channels
from pitboss.complaints import drafts
from pitboss.complaints.drafts import Draft
from pitboss.complaints.model import ENDINGS
from pitboss.db.tx import Tx
from pitboss.kit.ids import as_uuid
from pitboss.kit.shapes import shaped
from pitboss.players.cabinet import Session
from pitboss.public.shell import Here
from pitboss.tickets.model import COLUMNS, Status, Ticket

PAGE = 20
MOST_MESSAGES = 500


class Listed(msgspec.Struct, frozen=True, kw_only=True):
    id: UUID
    number: int
    subject: str
    status: str
    channel: str
    assigned: bool
    due: datetime | None
    updated_at: datetime
    created_at: datetime


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """`state`: met, near or plain, as the badge takes it."""

    number: int
    reference: str
    subject: str
    channel: str
    words: str
    short: str
    state: str
    due: str
    updated: str
    created: str


class File(msgspec.Struct, frozen=True):
    id: UUID
    name: str
    size: int


class Said(msgspec.Struct, frozen=True, kw_only=True):
    id: UUID
    author: str
    name: str
    channel: str
    text: str
    at: datetime
    files: list[File]


_LISTED = """t.id, t.number, t.subject, t.status::text AS status, t.channel, t.assignee_id IS NOT NULL AS assigned, t.updated_at, t.created_at,
    CASE WHEN t.status IN ('new', 'open') THEN (
        SELECT min(c.due_at) FROM clock c
        WHERE c.brand_id = t.brand_id AND c.ticket_id = t.id AND c.met_at IS NULL AND c.kind <> 'resolution') END AS due"""


def place(one: Listed) -> str:
    return f"{one.updated_at.isoformat()}_{one.id}"


def place_of(text: str | None) -> tuple[datetime, UUID] | None:
    moment, _, id_ = (text or "").replace(" ", "+").rpartition("_")
    try:
        at, known = datetime.fromisoformat(moment), as_uuid(id_)
    except ValueError:
        return None
    return (at, known) if known is not None and at.tzinfo is not None else None


async def requests(
    tx: Tx, session: Session, *, everything: bool, before: tuple[datetime, UUID] | None
) -> list[Listed]:
    """The last touched first; one more than a page, if there are more."""
    return await tx.all(
        Listed,
        f"""
        SELECT {_LISTED}
        FROM   ticket t
        WHERE  t.brand_id = $1 AND t.player_id = $2 AND t.merged_into IS NULL AND NOT t.spam
          AND  ($3 OR t.status NOT IN ('solved', 'closed'))
          AND  ($4::timestamptz IS NULL OR (t.updated_at, t.id) < ($4, $5::uuid))
        ORDER  BY t.updated_at DESC, t.id DESC
        LIMIT  $6
        """,
        session.brand,
        session.player_id,
        everything,
        before[0] if before else None,
        before[1] if before else None,
        PAGE + 1,
    )


async def count_over(tx: Tx, session: Session) -> int:
    count: int = await tx.value(
        """
        SELECT count(*) FROM ticket
        WHERE  brand_id = $1 AND player_id = $2 AND merged_into IS NULL AND NOT spam AND status IN ('solved', 'closed')
        """,
        session.brand,
        session.player_id,
    )
    return count


def brief(ticket: Ticket) -> Listed:
    return shaped(Listed, ticket, assigned=ticket.assignee_id is not None, due=None)


_STATE = {Status.solved: "met", Status.closed: "plain", Status.waiting: "near"}


def shown(here: Here, one: Listed) -> Shown:
    queued = one.status == Status.open and not one.assigned
    return Shown(
        number=one.number,
        reference=f"{here.brand.prefix}-{one.number}",
        subject=one.subject,
        channel=one.channel,
        words=words_of(one.status, queued=queued, language=here.language),
        short=here.t(f"my.status_{one.status}"),
        state=_STATE.get(Status(one.status), "plain"),
        due=here.when(one.due) if one.due else "",
        updated=here.when(one.updated_at),
        created=here.when(one.created_at),
    )


async def conversation(tx: Tx, ticket: Ticket) -> list[Said]:
    """Everything said to and by the player, oldest first. Call it last: it ends with the names that the desk gives its agents."""
    rows = await tx.connection.fetch(
        """
        SELECT * FROM (
            SELECT id, author_kind::text AS author, author_name AS name, channel, text, moved_from, created_at AS at
            FROM   message
            WHERE  brand_id = $1 AND ticket_id = $2 AND kind = 'reply'
            ORDER  BY id DESC
            LIMIT  $3) last
        ORDER  BY id
        """,
        ticket.brand,
        ticket.id,
        MOST_MESSAGES,
    )
    files: dict[UUID, list[File]] = {}
    for row in await tx.connection.fetch(
        "SELECT message_id, id, name, size FROM attachment WHERE brand_id = $1 AND message_id = ANY ($2) AND file_key IS NOT NULL ORDER BY id",
        ticket.brand,
        [row["id"] for row in rows],
    ):
        files.setdefault(row["message_id"], []).append(File(row["id"], row["name"], row["size"]))
    words = await channels.on_page(tx, ticket.brand, [row["id"] for row in rows if row["author"] == "bot"])
    await tx.elevate()
    names = await channels.names_of(tx, ticket.brand, "portal")
    return [
        Said(
            id=row["id"],
            author=row["author"],
            name=names.of(row["name"]) if row["author"] == "agent" else "",
            channel=row["channel"],
            text=tx.links.unsealed(
                words.get(row["id"], row["text"]), ticket.brand, ticket.id, row["moved_from"]
            ),
            at=row["at"],
            files=files.get(row["id"], []),
        )
        for row in rows
    ]


async def may_rate(tx: Tx, ticket: Ticket) -> bool:
    """There is an agent's answer. Whether it was rated already is not the player's to read: see `score`."""
    return bool(
        await tx.value(
            "SELECT EXISTS (SELECT 1 FROM message WHERE brand_id = $1 AND ticket_id = $2 AND kind = 'reply' AND author_kind = 'agent')",
            ticket.brand,
            ticket.id,
        )
    )


async def score(tx: Tx, ticket: Ticket) -> int | None:
    """What the player has said of the answer. The transaction is elevated."""
    given: int | None = await tx.value(
        "SELECT score FROM rating WHERE brand_id = $1 AND ticket_id = $2", ticket.brand, ticket.id
    )
    return given


async def has_chat(tx: Tx, brand: str) -> bool:
    """The transaction is elevated."""
    return await channels.first_channel(tx, brand, "webchat") is not None


async def number_of(tx: Tx, brand: str, ticket: UUID) -> int:
    """The transaction is SYSTEM's."""
    number: int = await tx.value("SELECT number FROM ticket WHERE brand_id = $1 AND id = $2", brand, ticket)
    return number


async def own_ticket(tx: Tx, session: Session, which: UUID) -> Ticket | None:
    """A ticket if it is the session's player's. The transaction is elevated."""
    return await tx.maybe(
        Ticket,
        f"SELECT {COLUMNS} FROM ticket WHERE brand_id = $1 AND id = $2 AND player_id = $3 AND merged_into IS NULL",
        session.brand,
        which,
        session.player_id,
    )


async def own_address(tx: Tx, session: Session) -> str | None:
    """Where a player without an account reads mail: by that address they came in. Whoever has an account reads it where the
    site says. The transaction is elevated."""
    address: str | None = await tx.value(
        """
        SELECT i.value FROM identity i
        WHERE  i.brand_id = $1 AND i.player_id = $2 AND i.kind = 'email'
          AND  NOT EXISTS (SELECT 1 FROM identity a WHERE a.brand_id = $1 AND a.player_id = $2 AND (a.kind = 'account' OR a.registered))
        ORDER  BY i.created_at DESC
        LIMIT  1
        """,
        session.brand,
        session.player_id,
    )
    return address


class ListedCase(msgspec.Struct, frozen=True, kw_only=True):
    number: str
    category: str
    stage: str
    waiting: str | None
    registered_at: datetime


async def complaints(tx: Tx, session: Session, *, everything: bool) -> list[ListedCase]:
    """The player's cases, the newest first. What is over stands there for a while, since it may be appealed."""
    return await tx.all(
        ListedCase,
        """
        SELECT number, category, stage, waiting, registered_at FROM complaint
        WHERE  brand_id = $1 AND player_id = $2
          AND  ($3 OR closed_at IS NULL OR closed_at > now() - interval '30 days')
        ORDER  BY id DESC
        LIMIT  $4
        """,
        session.brand,
        session.player_id,
        everything,
        PAGE,
    )


class ShownCase(msgspec.Struct, frozen=True):
    """`state`: met, near or plain, as the badge takes it."""

    number: str
    about: str
    words: str
    state: str
    registered: str


def shown_complaint(here: Here, one: ListedCase) -> ShownCase:
    waits = one.waiting == "player"
    return ShownCase(
        one.number,
        here.t(f"complaint.cat_{one.category.lower()}"),
        here.t("my.status_waiting") if waits else stage_words(here, one.stage),
        "near" if waits else "met" if one.stage in ("carried_out", "closed") else "plain",
        here.day(one.registered_at),
    )


def stage_words(here: Here, stage: str) -> str:
    """A proposed decision is our own affair until it holds."""
    if stage in ENDINGS:
        return here.t(f"complaint.over_{stage}")
    return here.t(f"complaint.stage_{'investigation' if stage == 'proposed' else stage}")


async def reported_draft(tx: Tx, brand: str, token: str | None) -> Draft | None:
    """What this browser reported before its player was known, if it is no case yet. The transaction is SYSTEM's."""
    draft = await drafts.of_token(tx, brand, token) if token else None
    return draft if draft is not None and draft.report_id is not None and draft.complaint_id is None else None
