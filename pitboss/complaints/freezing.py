"""Freezing evidence: from the operator's back office, from our own tickets, from what the player sent.

A freeze is asked for first, and that is committed before anybody outside is asked. So a back office that is down, or a
process that dies, loses no freeze: the worker tries again until it is done, or a person waives it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec
import structlog
from obstore.exceptions import BaseError as StoreError

from pitboss.backoffice.connector import (
    BackOfficeAway,
    BackOfficeDenied,
    BackOfficeNonsense,
    BackOfficeRefusal,
    Connector,
    NoSuchRecord,
    NotConnected,
    NotOffered,
    Taken,
)
from pitboss.backoffice.settings import back_office
from pitboss.complaints import chain, checklists, evidence, queries
from pitboss.complaints.actions import hold
from pitboss.complaints.checklists import From
from pitboss.complaints.evidence import Found, Need, NeedState, draw_up, the_need
from pitboss.complaints.model import CaseOver, Complaint, WrongStage
from pitboss.db.tx import SYSTEM, Actor, Database, Tx
from pitboss.files import documents
from pitboss.files.documents import DocumentGone
from pitboss.files.queries import attached, must_be_ready
from pitboss.files.sealed import Keys, Unopenable
from pitboss.files.store import FileMissing, FileStore
from pitboss.kit.ids import new_id
from pitboss.kit.refused import Invalid, NotFound, Refused

log = structlog.get_logger()

FOLDER = "evidence"
WHILE_ASKED = timedelta(minutes=3)  # so long the one who asked has for it before the worker takes over
PAUSES = (1, 5, 15, 60)  # minutes before each further try; then hourly
MOST_TRIES = 72
LOOK_BACK = timedelta(days=366)
MOST_RECORD = 200
MOST_MESSAGES = 5000


class NoAccount(NotFound):
    """The desk does not know this player's account, so the back office can't be asked. Link the account to the player first."""


class NotYourTicket(Refused):
    """A ticket of this case is not yours to see, so its conversation can't be frozen by you. Somebody who sees it can."""

    status = 403


class NothingSent(NotFound):
    """The player has not sent this yet."""


class Outside(msgspec.Struct, frozen=True):
    """What a freeze needs besides the database."""

    files: FileStore
    keys: Keys | None
    backoffice_hosts: Sequence[str]


class Freeze(msgspec.Struct, frozen=True, kw_only=True):
    """One that was asked for. `record`: a bet, payment or round by its id; empty: all of the kind."""

    id: UUID
    brand: str
    complaint: UUID
    code: str
    record: str
    by: UUID | None


Read = Callable[[Connector, str, str, datetime], Awaitable[Taken[Any]]]

READS: dict[str, Read] = {
    "account": lambda office, account, record, since: office.player(account),
    "kyc": lambda office, account, record, since: office.kyc(account),
    "payments": lambda office, account, record, since: (
        office.payment(account, record) if record else office.payments(account, since=since)
    ),
    "bets": lambda office, account, record, since: (
        office.bet(account, record) if record else office.bets(account, since=since)
    ),
    "rounds": lambda office, account, record, since: (
        office.round(account, record) if record else office.rounds(account, since=since)
    ),
    "bonuses": lambda office, account, record, since: office.bonuses(account),
    "restrictions": lambda office, account, record, since: office.restrictions(account),
    "sessions": lambda office, account, record, since: office.sessions(account, since=since),
    "terms": lambda office, account, record, since: office.terms(account),
    "changes": lambda office, account, record, since: office.changes(account),
    "messages": lambda office, account, record, since: office.messages(account),
}
BY_RECORD = frozenset({"payments", "bets", "rounds"})


# ── asking for it ───────────────────────────────────────────────────────────────────────────────────────────


async def want(tx: Tx, held: Complaint, code: str, *, record: str = "", by: UUID) -> Freeze:
    """Notes that this is to be frozen; `carry_out` does it, after the commit. The caller holds the case.

    Raises:
        NoSuchNeed, Invalid.
    """
    held = await draw_up(tx, held)
    await the_need(tx, held, code)
    record = record.strip()
    if record and (code not in BY_RECORD or len(record) > MOST_RECORD or not record.isprintable()):
        raise Invalid("Only a bet, a payment or a round is frozen by its number.")
    freeze = Freeze(id=new_id(), brand=held.brand, complaint=held.id, code=code, record=record, by=by)
    await tx.run(
        """
        UPDATE complaint_need
        SET    freeze_id = $4, freeze_by = $5, record = $6, tries = 0, trouble = '', next_try_at = now() + $7::interval, at = now()
        WHERE  brand_id = $1 AND complaint_id = $2 AND code = $3
        """,
        held.brand,
        held.id,
        code,
        freeze.id,
        by,
        record,
        WHILE_ASKED if evidence.comes_from(code) is From.back_office else None,
    )
    return freeze


async def want_missing(tx: Tx, held: Complaint, *, by: UUID) -> list[Freeze]:
    """Everything that the category needs and the desk can get by itself, and what the player has sent."""
    held = await draw_up(tx, held)
    open_ = [
        need
        for need in await evidence.needs(tx, held.brand, held.id)
        if need.state in (NeedState.needed, NeedState.asked)
    ]
    sent = await _sent(tx, held)
    return [await want(tx, held, need.code, by=by) for need in open_ if _can_get(need, sent)]


def _can_get(need: Need, sent: set[str]) -> bool:
    item = checklists.checklists().items[need.code]
    if item.from_ is From.player:
        return item.document in sent
    return need.needed or item.from_ is From.desk


async def _sent(tx: Tx, held: Complaint) -> set[str]:
    """Kinds of documents that came in on the case's tickets."""
    return set(
        await tx.column(
            """
            SELECT DISTINCT d.kind FROM document d
            JOIN   complaint_ticket c ON c.brand_id = d.brand_id AND c.ticket_id = d.ticket_id
            WHERE  c.brand_id = $1 AND c.complaint_id = $2 AND d.state <> 'wanted' AND d.deleted_at IS NULL
            """,
            held.brand,
            held.id,
        )
    )


# ── doing it ────────────────────────────────────────────────────────────────────────────────────────────────


async def carry_out(db: Database, outside: Outside, freeze: Freeze, actor: Actor) -> Refused | None:
    """Takes what was asked for and puts it into the chain; None if that was done, else why not, which is kept with the
    need. `actor`: SYSTEM when the worker tries again."""
    try:
        found = await _taken(db, outside, freeze, actor)
    except Refused as refusal:
        await _troubled(db, freeze, refusal)
        return refusal
    try:
        async with db.tx(SYSTEM) as tx:
            held = await hold(tx, freeze.brand, freeze.complaint)
            if not await _still_wanted(tx, freeze):
                return None
            for item in found:
                need = None if item.kind == evidence.NOTES else freeze.code
                held, _ = await evidence.append(tx, held, item, need=need, by=freeze.by)
    except (CaseOver, WrongStage, evidence.TooMuchEvidence) as refusal:
        await _troubled(db, freeze, refusal, again=False)
        return refusal
    return None


async def _still_wanted(tx: Tx, freeze: Freeze) -> bool:
    """Nobody else has done it meanwhile, or waived it."""
    return bool(
        await tx.value(
            "SELECT EXISTS (SELECT 1 FROM complaint_need WHERE brand_id = $1 AND complaint_id = $2 AND code = $3 AND freeze_id = $4)",
            freeze.brand,
            freeze.complaint,
            freeze.code,
            freeze.id,
        )
    )


async def _troubled(db: Database, freeze: Freeze, refusal: Refused, *, again: bool = True) -> None:
    """A back office may be better later; what it says it does not have, and what somebody has to do first, is not tried
    again by itself."""
    again = again and isinstance(refusal, BackOfficeRefusal) and not isinstance(refusal, NotOffered)
    async with db.tx(SYSTEM) as tx:
        tries: int | None = await tx.value(
            """
            UPDATE complaint_need SET tries = tries + 1, trouble = $5, next_try_at = NULL, at = now()
            WHERE  brand_id = $1 AND complaint_id = $2 AND code = $3 AND freeze_id = $4
            RETURNING tries
            """,
            freeze.brand,
            freeze.complaint,
            freeze.code,
            freeze.id,
            refusal.code[:60],
        )
        if tries is None or not again or tries >= MOST_TRIES:
            return
        await tx.run(
            """
            UPDATE complaint_need SET next_try_at = now() + $5::interval
            WHERE  brand_id = $1 AND complaint_id = $2 AND code = $3 AND freeze_id = $4
            """,
            freeze.brand,
            freeze.complaint,
            freeze.code,
            freeze.id,
            timedelta(minutes=PAUSES[min(tries, len(PAUSES)) - 1]),
        )


async def _taken(db: Database, outside: Outside, freeze: Freeze, actor: Actor) -> list[Found]:
    """Raises Refused."""
    item = checklists.checklists().items[freeze.code]
    match item.from_:
        case From.back_office:
            return [await _from_back_office(db, outside, freeze)]
        case From.desk:
            return await _transcripts(db, outside, freeze, actor)
        case From.player:
            assert item.document is not None
            return [await _from_player(db, outside, freeze, item.document)]


async def _from_back_office(db: Database, outside: Outside, freeze: Freeze) -> Found:
    async with db.tx(SYSTEM) as tx:
        case = await queries.complaint(tx, freeze.brand, freeze.complaint)
        account: str | None = await tx.value(
            "SELECT value FROM identity WHERE brand_id = $1 AND player_id = $2 AND kind = 'account' ORDER BY created_at LIMIT 1",
            case.brand,
            case.player_id,
        )
    if account is None:
        raise NoAccount
    async with await back_office(db, freeze.brand, inside_hosts=outside.backoffice_hosts) as office:
        taken = await READS[freeze.code](office, account, freeze.record, case.first_received_at - LOOK_BACK)
    name = f"{freeze.code}{f'-{_in_name(freeze.record)}' if freeze.record else ''}.json"
    return await _kept(
        outside,
        freeze.brand,
        kind=freeze.code,
        title=freeze.record or account,
        source=taken.source,
        taken_at=taken.taken_at,
        name=name,
        media_type="application/json",
        raw=taken.raw,
        normalised=_storable(chain.plain(taken.value)),
    )


class _Message(msgspec.Struct, frozen=True):
    id: UUID
    kind: str
    author_kind: str
    author_name: str
    channel: str
    subject: str | None
    text: str
    created_at: datetime
    files: list[dict[str, Any]]


async def _transcripts(db: Database, outside: Outside, freeze: Freeze, actor: Actor) -> list[Found]:
    """One item for each ticket of the case, as `actor` sees them: nobody freezes what they may not see. Inner notes are an
    item of their own, so that the conversation can be handed out as it was frozen."""
    raws: list[_Talk] = []
    async with db.tx(actor) as tx:
        linked: list[UUID] = await tx.column(
            "SELECT ticket_id FROM complaint_ticket WHERE brand_id = $1 AND complaint_id = $2 ORDER BY linked_at, ticket_id",
            freeze.brand,
            freeze.complaint,
        )
        for ticket in linked:
            raws += await _talks(tx, freeze.brand, ticket)
    if not raws:
        raise NothingSent("The case has no tickets yet.")
    now = datetime.now(UTC)
    return [
        await _kept(
            outside,
            freeze.brand,
            kind=talk.kind,
            title=talk.reference,
            source=f"ticket {talk.reference}",
            taken_at=now,
            occurred_at=talk.began,
            name=f"{talk.reference}{'-notes' if talk.kind == evidence.NOTES else ''}.json",
            media_type="application/json",
            raw=chain.canonical(talk.said),
            normalised=_storable(talk.said),
        )
        for talk in raws
    ]


class _Talk(msgspec.Struct, frozen=True):
    kind: str
    reference: str
    began: datetime
    said: Any


async def _talks(tx: Tx, brand: str, ticket: UUID) -> list[_Talk]:
    row = await tx.connection.fetchrow(
        """
        SELECT b.prefix || '-' || t.number AS reference, t.subject, t.channel, t.created_at
        FROM   ticket t JOIN brand b ON b.id = t.brand_id
        WHERE  t.brand_id = $1 AND t.id = $2
        """,
        brand,
        ticket,
    )
    if row is None:
        raise NotYourTicket
    messages = await tx.all(
        _Message,
        """
        SELECT m.id, m.kind::text, m.author_kind::text, m.author_name, m.channel, m.subject, m.text, m.created_at,
               coalesce((SELECT jsonb_agg(jsonb_build_object('id', a.id, 'name', a.name, 'type', a.content_type, 'size', a.size,
                                                             'sha256', encode(a.sha256, 'hex')) ORDER BY a.id)
                         FROM attachment a WHERE a.brand_id = m.brand_id AND a.message_id = m.id), '[]') AS files
        FROM   message m
        WHERE  m.brand_id = $1 AND m.ticket_id = $2
        ORDER  BY m.created_at, m.id
        LIMIT  $3
        """,
        brand,
        ticket,
        MOST_MESSAGES,
    )
    messages = [msgspec.structs.replace(m, text=without_links(m.text, tx.links.page(""))) for m in messages]

    def talk(kind: str, some: list[_Message]) -> _Talk:
        said = {
            "reference": row["reference"],
            "subject": row["subject"],
            "channel": row["channel"],
            "created_at": row["created_at"],
            "messages": some,
        }
        return _Talk(kind, row["reference"], row["created_at"], chain.plain(said))

    notes = [m for m in messages if m.kind != "reply"]
    heard = talk("transcript", [m for m in messages if m.kind == "reply"])
    return [heard, talk(evidence.NOTES, notes)] if notes else [heard]


def without_links(text: str, home: str) -> str:
    """What the desk sends holds links by which one sees a request, rates it or uploads for it. Whoever reads a pack must
    not get in by them, so of addresses of the desk's own, but for its public pages, only the host is kept."""
    base = home.rstrip("/")
    public = (
        r"(?!(?:verify|help/[^\s/]+/[^\s/]+"
        r"(?:/(?:(?:a|c|rules)/[^\s/<>\"')\]]+|rules|service|search|channels|verify|request|complaint))?)"
        r"/?[.,;:?!]?(?:[\s<>\"')\]]|$))"
    )
    return re.sub(re.escape(base) + "/" + public + r"[^\s<>\"')\]]+", f"{base}/…", text)


class _OfPlayer(msgspec.Struct, frozen=True):
    brand: str
    document: UUID
    name: str
    content_type: str
    file_key: str
    key_id: str
    wrapped_key: bytes
    created_at: datetime


async def _from_player(db: Database, outside: Outside, freeze: Freeze, kind: str) -> Found:
    """The newest document of the kind on the case's tickets. It stays encrypted, under a key of its own."""
    async with db.tx(SYSTEM) as tx:
        sent = await tx.maybe(
            _OfPlayer,
            """
            SELECT f.brand_id AS brand, f.document_id AS document, f.name, f.content_type, f.file_key, f.key_id, f.wrapped_key,
                   f.created_at
            FROM   complaint_ticket c
            JOIN   document d ON d.brand_id = c.brand_id AND d.ticket_id = c.ticket_id AND d.kind = $3 AND d.state <> 'wanted'
            JOIN   document_file f ON f.brand_id = d.brand_id AND f.document_id = d.id
            WHERE  c.brand_id = $1 AND c.complaint_id = $2
            ORDER  BY f.created_at DESC
            LIMIT  1
            """,
            freeze.brand,
            freeze.complaint,
            kind,
        )
    if sent is None:
        raise NothingSent
    if outside.keys is None:
        raise documents.NoDocumentKey
    stored = documents.Stored(
        sent.brand, sent.document, sent.name, sent.content_type, sent.file_key, sent.key_id, sent.wrapped_key
    )
    try:
        data = await documents.opened(outside.files, outside.keys, stored)
    except (Unopenable, FileMissing) as problem:
        raise DocumentGone from problem
    return await _kept(
        outside,
        freeze.brand,
        kind=freeze.code,
        title=sent.name,
        source=f"upload {sent.document}",
        taken_at=datetime.now(UTC),
        occurred_at=sent.created_at,
        name=sent.name,
        media_type=sent.content_type,
        raw=data,
        normalised={
            "name": sent.name,
            "type": sent.content_type,
            "size": len(data),
            "document": str(sent.document),
        },
        keys=outside.keys,
        public=True,
    )


async def freeze_attachment(
    db: Database,
    outside: Outside,
    actor: Actor,
    brand: str,
    complaint: UUID,
    attachment: UUID,
    *,
    need: str | None,
    by: UUID,
) -> UUID:
    """A file of a message that the actor sees, in a ticket of the case.

    Raises:
        NoSuchEvidence, NoSuchNeed, BeingChecked, Infected, NotCheckable, FileRedacted, FileMissing.
    """
    async with db.tx(actor) as tx:
        await queries.complaint(tx, brand, complaint)
        file = await attached(tx, [brand], attachment)
        row = await tx.connection.fetchrow(
            """
            SELECT m.kind::text, m.author_kind::text, m.created_at
            FROM   attachment a
            JOIN   message m ON m.brand_id = a.brand_id AND m.id = a.message_id
            JOIN   complaint_ticket c ON c.brand_id = a.brand_id AND c.ticket_id = a.ticket_id AND c.complaint_id = $3
            WHERE  a.brand_id = $1 AND a.id = $2
            """,
            brand,
            attachment,
            complaint,
        )
        if file is None or row is None:
            raise evidence.NoSuchEvidence("There is no such file in the tickets of this case.")
        key = must_be_ready(file, scanning=db.scanning)
    data = await outside.files.get(key)
    found = await _kept(
        outside,
        brand,
        kind="file",
        title=file.name,
        source=f"attachment {attachment}",
        taken_at=datetime.now(UTC),
        occurred_at=row["created_at"],
        name=file.name or "file",
        media_type=file.content_type,
        raw=data,
        normalised={
            "name": file.name,
            "type": file.content_type,
            "size": len(data),
            "author": row["author_kind"],
        },
        public=row["kind"] == "reply",
    )
    async with db.tx(actor) as tx:
        held = await draw_up(tx, await hold(tx, brand, complaint))
        if (there := await frozen_file(tx, held, attachment)) is not None:
            return there
        if need is not None:
            await the_need(tx, held, need)
        _, item = await evidence.append(tx, held, found, need=need, by=by)
    return item


async def frozen_file(tx: Tx, case: Complaint, attachment: UUID) -> UUID | None:
    """The item that is this file, if it was frozen already."""
    found: UUID | None = await tx.value(
        "SELECT id FROM complaint_evidence WHERE brand_id = $1 AND complaint_id = $2 AND source = $3 ORDER BY seq LIMIT 1",
        case.brand,
        case.id,
        f"attachment {attachment}",
    )
    return found


async def _kept(
    outside: Outside,
    brand: str,
    *,
    kind: str,
    title: str,
    source: str,
    taken_at: datetime,
    occurred_at: datetime | None = None,
    name: str,
    media_type: str,
    raw: bytes,
    normalised: Any,
    keys: Keys | None = None,
    public: bool = False,
) -> Found:
    """The bytes lie in the store before anything says so. Each item has a file of its own: what is deleted elsewhere
    deletes none of these."""
    item = new_id()
    file_key = f"{FOLDER}/{brand}/{item}"
    sealed = keys.seal(brand, item, raw) if keys is not None else None
    try:
        await outside.files.put_sealed(file_key, sealed.data if sealed else raw)
    except StoreError as problem:
        log.warning("evidence could not be stored", problem=type(problem).__name__)
        raise
    return Found(
        id=item,
        kind=kind,
        title=title[:200],
        source=source[:2000],
        taken_at=taken_at,
        occurred_at=occurred_at,
        name=name[:200],
        media_type=media_type[:200],
        raw_size=len(raw),
        content_sha256=hashlib.sha256(raw).hexdigest(),
        file_key=file_key,
        normalised=normalised,
        public=public,
        key_id=sealed.key_id if sealed else None,
        wrapped_key=sealed.wrapped_key if sealed else None,
    )


def _storable(value: Any) -> Any:
    """PostgreSQL keeps no NUL in text; the raw form has it."""
    match value:
        case str():
            return value.replace("\x00", "\ufffd")
        case list():
            return [_storable(item) for item in value]
        case dict():
            return {_storable(key): _storable(item) for key, item in value.items()}
    return value


def _in_name(record: str) -> str:
    return "".join(c if c.isascii() and (c.isalnum() or c in "-_") else "_" for c in record)[:80]


# ── again, by the worker ────────────────────────────────────────────────────────────────────────────────────


async def step(db: Database, outside: Outside) -> int:
    """Tries freezes again whose time has come; gives how many it tried."""
    async with db.tx(SYSTEM) as tx:
        due = await tx.all(
            Freeze,
            """
            UPDATE complaint_need n SET next_try_at = now() + $1::interval
            FROM  (SELECT brand_id, complaint_id, code FROM complaint_need
                   WHERE  next_try_at <= now() AND freeze_id IS NOT NULL
                   ORDER  BY next_try_at
                   LIMIT  10
                   FOR UPDATE SKIP LOCKED) AS due
            WHERE  n.brand_id = due.brand_id AND n.complaint_id = due.complaint_id AND n.code = due.code
            RETURNING n.freeze_id AS id, n.brand_id AS brand, n.complaint_id AS complaint, n.code, n.record, n.freeze_by AS by
            """,
            WHILE_ASKED,
        )
    for freeze in due:
        await carry_out(db, outside, freeze, SYSTEM)
    return len(due)


async def next_at(db: Database) -> datetime | None:
    async with db.tx(SYSTEM) as tx:
        moment: datetime | None = await tx.value(
            "SELECT min(next_try_at) FROM complaint_need WHERE next_try_at IS NOT NULL"
        )
        return moment


_TROUBLES: tuple[type[Refused], ...] = (
    NotConnected,
    BackOfficeAway,
    BackOfficeDenied,
    BackOfficeNonsense,
    NotOffered,
    NoSuchRecord,
    NoAccount,
    NotYourTicket,
    NothingSent,
    DocumentGone,
    documents.NoDocumentKey,
    CaseOver,
    WrongStage,
    evidence.TooMuchEvidence,
)


def in_words(trouble: str) -> str:
    """The sentence of what stands in the way of a freeze."""
    return next((kind().detail for kind in _TROUBLES if kind().code == trouble), "")
