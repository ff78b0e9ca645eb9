"""The evidence of a case: what its checklist needs, what is there, and the one way by which something joins the chain.
docs/subsystems/evidence.md says why nothing in it can change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

import msgspec

from pitboss.complaints import chain, checklists
from pitboss.complaints import events as e
from pitboss.complaints.actions import state_of, take
from pitboss.complaints.checklists import From
from pitboss.complaints.model import Complaint
from pitboss.db.tx import Tx
from pitboss.events.log import record_in
from pitboss.files import documents
from pitboss.files.sealed import Keys
from pitboss.kit.refused import Conflict, Invalid, NotFound

MOST_ITEMS = 5000  # of one case
MOST_REASON = 1000
ASK_DAYS = 7
NOTES = "notes"  # what staff wrote to each other: in no edition of a pack


class NeedState(StrEnum):
    needed = "needed"
    asked = "asked"
    present = "present"
    waived = "waived"


class Need(msgspec.Struct, frozen=True, kw_only=True):
    """`needed`: nothing is decided without it; else it only helps. `freeze_id`: a freeze was asked for and is not done;
    `trouble` says why, `next_try_at` when the desk tries again by itself."""

    code: str
    needed: bool
    state: NeedState
    asked_by: UUID | None
    asked_at: datetime | None
    ticket_id: UUID | None
    waived_by: UUID | None
    waived_at: datetime | None
    reason: str
    freeze_id: UUID | None
    record: str
    tries: int
    next_try_at: datetime | None
    trouble: str


_NEED = """code, needed, state, asked_by, asked_at, ticket_id, waived_by, waived_at, reason, freeze_id, record, tries,
    next_try_at, trouble"""


class EvidenceFields(msgspec.Struct, frozen=True, kw_only=True):
    """What of an item goes out as it is."""

    id: UUID
    seq: int
    kind: str
    need: str | None
    title: str
    source: str
    taken_at: datetime
    occurred_at: datetime | None
    taken_by: UUID | None
    name: str
    media_type: str
    size: int
    sealed: bool
    reviewed_by: UUID | None
    reviewed_at: datetime | None


class Evidence(EvidenceFields, frozen=True, kw_only=True):
    """One frozen item. `taken_at`: when it was frozen; `occurred_at`: when it happened, if it is about one moment.
    `public`: the player has it already. `sealed`: its file is encrypted, and opened only by who reads documents."""

    public: bool
    content_sha256: bytes
    sha256: bytes


_EVIDENCE = """id, seq, kind, need, title, source, taken_at, occurred_at, taken_by, name, media_type, size, sealed, public,
    content_sha256, sha256, reviewed_by, reviewed_at"""


class Whole(Evidence, frozen=True, kw_only=True):
    """An item with everything that its link covers, and where its file is."""

    file_key: str
    normalised: Any
    meta: dict[str, Any]
    meta_sha256: bytes
    previous_sha256: bytes

    @property
    def link(self) -> chain.Link:
        """As it is kept; `chain.breaks` says whether it holds."""
        return _link(msgspec.structs.asdict(self))


_WHOLE = f"{_EVIDENCE}, file_key, normalised, meta, meta_sha256, previous_sha256"


def _link(row: Mapping[str, Any]) -> chain.Link:
    hashes = (row[name].hex() for name in ("content_sha256", "meta_sha256", "previous_sha256", "sha256"))
    return chain.Link(row["seq"], str(row["id"]), *hashes)


class NoSuchEvidence(NotFound):
    """There is no such evidence in this case."""


class NoSuchNeed(Invalid):
    """This is not on the checklist of this case."""


class TooMuchEvidence(Conflict):
    """This case has as much evidence as a case can have."""


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """What was taken and is to join the chain. `raw_size`, `content_sha256`: of the bytes as they came, which lie under
    `file_key` already. `key_id`, `wrapped_key`: of sealed bytes, which belong to the item `id`."""

    id: UUID
    kind: str
    title: str
    source: str
    taken_at: datetime
    occurred_at: datetime | None = None
    name: str
    media_type: str
    raw_size: int
    content_sha256: str
    file_key: str
    normalised: Any
    public: bool = False
    key_id: str | None = None
    wrapped_key: bytes | None = None


# ── the checklist ───────────────────────────────────────────────────────────────────────────────────────────


async def needs(tx: Tx, brand: str, complaint: UUID) -> list[Need]:
    """What decides first, in the order of the checklist."""
    rows = await tx.all(
        Need,
        f"SELECT {_NEED} FROM complaint_need WHERE brand_id = $1 AND complaint_id = $2",
        brand,
        complaint,
    )
    order = {code: place for place, code in enumerate(checklists.checklists().items)}
    return sorted(rows, key=lambda need: (not need.needed, order.get(need.code, len(order)), need.code))


async def draw_up(tx: Tx, held: Complaint) -> Complaint:
    """Makes the list of what the case's category needs, once; again after another category. What was taken or waived
    stays. The caller holds the case."""
    wanted = checklists.of(held.category)
    known = {need.code: need.needed for need in await needs(tx, held.brand, held.id)}
    now = {**dict.fromkeys(wanted.helps, False), **dict.fromkeys(wanted.needs, True)}
    state = state_of(held)
    if state.listed and now.keys() <= known.keys() and all(known[code] == now[code] for code in now):
        return held
    await tx.run(
        """
        INSERT INTO complaint_need (brand_id, complaint_id, code, needed)
        SELECT $1, $2, code, needed FROM unnest($3::text[], $4::bool[]) AS one (code, needed)
        ON CONFLICT (brand_id, complaint_id, code) DO UPDATE SET needed = excluded.needed
        """,
        held.brand,
        held.id,
        list(now),
        list(now.values()),
    )
    await tx.run(
        "UPDATE complaint_need SET needed = false WHERE brand_id = $1 AND complaint_id = $2 AND NOT code = ANY ($3)",
        held.brand,
        held.id,
        list(now),
    )
    open_: list[str] = await tx.column(
        """
        SELECT code FROM complaint_need
        WHERE  brand_id = $1 AND complaint_id = $2 AND needed AND state IN ('needed', 'asked')
        """,
        held.brand,
        held.id,
    )
    return await take(tx, held, e.ComplaintEvidenceNeeded(complaint=held.id, needs=sorted(open_)))


async def waive(tx: Tx, held: Complaint, code: str, *, reason: str, by: UUID) -> Complaint:
    """Goes on without it, for a reason that stays with the case.

    Raises:
        Invalid, NoSuchNeed.
        WrongStage: it is there already.
    """
    reason = reason.strip()
    if not 1 <= len(reason) <= MOST_REASON:
        raise Invalid(f"Say in 1 to {MOST_REASON} characters why the case goes on without it.")
    held = await draw_up(tx, held)
    need = await the_need(tx, held, code)
    if need.needed:
        held = await take(tx, held, e.ComplaintEvidenceWaived(complaint=held.id, need=code, reason=reason))
    elif need.state is NeedState.present:
        raise Conflict("This is there already.")
    await tx.run(
        """
        UPDATE complaint_need
        SET    state = 'waived', waived_by = $4, waived_at = now(), reason = $5, freeze_id = NULL, next_try_at = NULL,
               trouble = '', at = now()
        WHERE  brand_id = $1 AND complaint_id = $2 AND code = $3
        """,
        held.brand,
        held.id,
        code,
        by,
        reason,
    )
    return held


async def the_need(tx: Tx, held: Complaint, code: str) -> Need:
    """Raises NoSuchNeed."""
    found = await tx.maybe(
        Need,
        f"SELECT {_NEED} FROM complaint_need WHERE brand_id = $1 AND complaint_id = $2 AND code = $3",
        held.brand,
        held.id,
        code,
    )
    if found is None:
        raise NoSuchNeed
    return found


async def ask_player(
    tx: Tx,
    held: Complaint,
    ticket: Any,
    codes: Sequence[str],
    *,
    note: str,
    days: int,
    by: UUID,
    language: str,
) -> Complaint:
    """Sends the player the one-time link by which they upload what only they have. The caller holds the case and the
    ticket, which is one of the case's.

    Raises:
        NoSuchNeed, Invalid.
    """
    held = await draw_up(tx, held)
    if not await tx.value(
        "SELECT EXISTS (SELECT 1 FROM complaint_ticket WHERE brand_id = $1 AND complaint_id = $2 AND ticket_id = $3)",
        held.brand,
        held.id,
        ticket.id,
    ):
        raise Invalid("This ticket does not belong to the case.")
    items = checklists.checklists().items
    kinds = []
    for code in dict.fromkeys(codes):
        await the_need(tx, held, code)
        document = items[code].document
        if document is None:
            raise Invalid("The player is asked only for what comes from the player.")
        kinds.append(document)
    await documents.ask(
        tx, ticket, held.player_id, kinds=kinds, note=note, days=days, by=by, language=language
    )
    await tx.run(
        """
        UPDATE complaint_need
        SET    state = CASE WHEN state = 'needed' THEN 'asked' ELSE state END, asked_by = $4, asked_at = now(),
               ticket_id = $5, at = now()
        WHERE  brand_id = $1 AND complaint_id = $2 AND code = ANY ($3)
        """,
        held.brand,
        held.id,
        list(codes),
        by,
        ticket.id,
    )
    await record_in(tx, held.brand, e.ComplaintEvidenceAsked(complaint=held.id, needs=sorted(set(codes))))
    return held


# ── the items ───────────────────────────────────────────────────────────────────────────────────────────────


async def items(tx: Tx, brand: str, complaint: UUID) -> list[Evidence]:
    """In the order of the chain."""
    return await tx.all(
        Evidence,
        f"SELECT {_EVIDENCE} FROM complaint_evidence WHERE brand_id = $1 AND complaint_id = $2 ORDER BY seq",
        brand,
        complaint,
    )


async def whole(tx: Tx, brand: str, complaint: UUID, *, after: int, upto: int, limit: int) -> list[Whole]:
    """Items by their place in the chain, after one and up to another."""
    return await tx.all(
        Whole,
        f"""
        SELECT {_WHOLE} FROM complaint_evidence
        WHERE  brand_id = $1 AND complaint_id = $2 AND seq > $3 AND seq <= $4
        ORDER  BY seq
        LIMIT  $5
        """,
        brand,
        complaint,
        after,
        upto,
        limit,
    )


async def one(tx: Tx, brand: str, complaint: UUID, item: UUID) -> Whole:
    """Raises NoSuchEvidence."""
    found = await tx.maybe(
        Whole,
        f"SELECT {_WHOLE} FROM complaint_evidence WHERE brand_id = $1 AND complaint_id = $2 AND id = $3",
        brand,
        complaint,
        item,
    )
    if found is None:
        raise NoSuchEvidence
    return found


class Head(msgspec.Struct, frozen=True):
    """Where a chain stands: how many links, and the hash of the last."""

    length: int
    sha256: str


async def head(tx: Tx, brand: str, complaint: UUID) -> Head:
    row = await tx.connection.fetchrow(
        """
        SELECT seq, sha256 FROM complaint_evidence WHERE brand_id = $1 AND complaint_id = $2
        ORDER  BY seq DESC LIMIT 1
        """,
        brand,
        complaint,
    )
    return Head(row["seq"], row["sha256"].hex()) if row else Head(0, chain.START)


class PackTaken(msgspec.Struct, frozen=True, kw_only=True):
    """A pack that was made. `head_sha256`: where the chain stood in it; a referral names the pack by its `id`."""

    id: UUID
    edition: str
    form: str
    items: int
    head_sha256: str
    made_by: UUID | None
    made_at: datetime


async def packs_taken(tx: Tx, brand: str, complaint: UUID) -> list[PackTaken]:
    """The newest first."""
    return await tx.all(
        PackTaken,
        """
        SELECT id, edition, form, items, encode(head_sha256, 'hex') AS head_sha256, made_by, made_at FROM complaint_export
        WHERE  brand_id = $1 AND complaint_id = $2
        ORDER  BY id DESC
        LIMIT  200
        """,
        brand,
        complaint,
    )


async def links(tx: Tx, brand: str, complaint: UUID) -> list[chain.Link]:
    """Of the whole chain, also where the actor may not see an item yet."""
    rows = await tx.connection.fetch("SELECT * FROM complaint_links($1, $2)", brand, complaint)
    return [_link(row) for row in rows]


def described(held: Complaint, found: Found, need: str | None, by: UUID | None) -> dict[str, Any]:
    """Everything that a link's `meta` covers."""
    said = {
        "brand": held.brand,
        "complaint": held.id,
        "number": held.number,
        "kind": found.kind,
        "need": need,
        "title": found.title,
        "source": found.source,
        "taken_at": found.taken_at,
        "occurred_at": found.occurred_at,
        "taken_by": by,
        "name": found.name,
        "media_type": found.media_type,
        "size": found.raw_size,
        "public": found.public,
        "normalised": chain.sha256(chain.canonical(found.normalised)),
    }
    plain: dict[str, Any] = chain.plain(said)
    return plain


async def append(
    tx: Tx, held: Complaint, found: Found, *, need: str | None, by: UUID | None
) -> tuple[Complaint, UUID]:
    """Puts an item at the end of the chain, for good. The caller holds the case, so the chain has one end.

    Raises:
        TooMuchEvidence, CaseOver, WrongStage.
    """
    last = await head(tx, held.brand, held.id)
    if last.length >= MOST_ITEMS:
        raise TooMuchEvidence
    meta = described(held, found, need, by)
    link = chain.link(
        last.length + 1, found.id, content=found.content_sha256, meta=meta, previous=last.sha256
    )
    await tx.run(
        """
        INSERT INTO complaint_evidence (
            brand_id, id, complaint_id, seq, kind, need, title, source, taken_at, occurred_at, taken_by, name, media_type, size,
            file_key, sealed, public, normalised, meta, content_sha256, meta_sha256, previous_sha256, sha256)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23)
        """,
        held.brand,
        found.id,
        held.id,
        link.seq,
        found.kind,
        need,
        found.title,
        found.source,
        found.taken_at.astimezone(UTC),
        found.occurred_at,
        by,
        found.name,
        found.media_type,
        found.raw_size,
        found.file_key,
        found.wrapped_key is not None,
        found.public,
        found.normalised,
        meta,
        bytes.fromhex(link.content),
        bytes.fromhex(link.meta),
        bytes.fromhex(link.previous),
        bytes.fromhex(link.sha256),
    )
    if found.wrapped_key is not None:
        await tx.run(
            "INSERT INTO complaint_evidence_key (brand_id, evidence_id, key_id, wrapped_key) VALUES ($1, $2, $3, $4)",
            held.brand,
            found.id,
            found.key_id,
            found.wrapped_key,
        )
    if need is not None:
        await tx.run(
            """
            UPDATE complaint_need
            SET    state = 'present', freeze_id = NULL, next_try_at = NULL, trouble = '', tries = 0, at = now()
            WHERE  brand_id = $1 AND complaint_id = $2 AND code = $3
            """,
            held.brand,
            held.id,
            need,
        )
    step = e.ComplaintEvidenceFrozen(
        complaint=held.id, evidence=found.id, kind=found.kind, sha256=link.sha256, need=need
    )
    return await take(tx, held, step), found.id


async def review(tx: Tx, held: Complaint, item: UUID, *, by: UUID) -> Complaint:
    """Marks that a person has read it; once.

    Raises:
        NoSuchEvidence.
        WrongStage: it was reviewed already.
    """
    await one(tx, held.brand, held.id, item)
    held = await take(tx, held, e.ComplaintEvidenceReviewed(complaint=held.id, evidence=item))
    await tx.run(
        """
        UPDATE complaint_evidence SET reviewed_by = $3, reviewed_at = now()
        WHERE  brand_id = $1 AND id = $2
        """,
        held.brand,
        item,
        by,
    )
    return held


async def rewrap(tx: Tx, keys: Keys) -> int:
    """documents.rewrap for sealed items. The items and their hashes stay as they are."""
    return await documents.rewrap(tx, keys, table="complaint_evidence_key", column="evidence_id")


def comes_from(code: str) -> From:
    return checklists.checklists().items[code].from_
