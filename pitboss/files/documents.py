"""Documents of players (identity, proof of payment): asked for by a one-time link, kept encrypted and apart, opened by few
and for a purpose. docs/subsystems/files.md says who can see what, and why."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

import msgspec

from pitboss.db.tx import Tx
from pitboss.events.log import Subject, record
from pitboss.files import events
from pitboss.files.admit import PictureTooSlow, look
from pitboss.files.kinds import FileEmpty, FileTooLarge, named, type_of
from pitboss.files.sealed import Keys, Sealed
from pitboss.files.store import FileStore
from pitboss.jobs.queue import enqueue
from pitboss.kit.ids import new_id
from pitboss.kit.refused import Conflict, Invalid, NotFound, Refused

MOST_KINDS = 5
MOST_PAGES = 30
MOST_NOTE = 500
MOST_DAYS = 30
DRAFTS_KEPT = timedelta(days=1)  # after the link's end
REWRAP_BATCH = 200
FOLDER = "documents"
READ = "documents.read"
_TAKEN = ("image/png", "image/jpeg", "image/webp", "application/pdf")


class DocumentKind(StrEnum):
    identity = "identity"
    address = "address"
    selfie = "selfie"
    card = "card"
    bank = "bank"
    payment = "payment"
    funds = "funds"
    statement = "statement"
    screenshots = "screenshots"
    other = "other"


class DocumentState(StrEnum):
    wanted = "wanted"
    received = "received"
    checking = "checking"
    accepted = "accepted"
    refused = "refused"


class Purpose(StrEnum):
    check = "check"
    payment = "payment"
    fraud = "fraud"
    complaint = "complaint"
    law = "law"


class RefusalReason(StrEnum):
    unreadable = "unreadable"
    cropped = "cropped"
    expired = "expired"
    other_name = "other_name"
    other_kind = "other_kind"
    too_old = "too_old"
    edited = "edited"
    other = "other"


class NoDocumentKey(Conflict):
    """Documents can't be asked for: this desk has no PITBOSS_DOCUMENT_KEY yet."""


class NoSuchUpload(NotFound):
    """There is no such upload page. Check that the link is complete, or ask us for a new one."""


class UploadOver(Refused):
    """This link is no longer good. Ask us for a new one."""

    status: ClassVar[int] = 410


class UploadDone(Refused):
    """The documents of this link were sent already. Thank you; there is nothing more to do."""

    status: ClassVar[int] = 410


class DocumentRefusedHere(Refused):
    """This can't be taken. Send a photo (JPEG, PNG, WebP) or a PDF."""

    status: ClassVar[int] = 415


class DocumentUnreadable(Refused):
    """The file can't be opened. Take the photo again, or save the PDF anew without a password."""

    status: ClassVar[int] = 422


class DocumentNotPlain(Refused):
    """This PDF holds a program or other files. Print it to a new PDF, or take a photo, and send that."""

    status: ClassVar[int] = 422


class TooManyPages(Refused):
    """This PDF has too many pages. Send only those that we asked for."""

    status: ClassVar[int] = 413


class SomethingMissing(Refused):
    """Something that we asked for is not here yet. Add it, then send."""

    status: ClassVar[int] = 422


class DocumentGone(NotFound):
    """This document is not here, or no longer: documents are deleted after some time."""


class Request(msgspec.Struct, frozen=True):
    brand: str
    id: UUID
    ticket: UUID
    note: str
    language: str
    expires_at: datetime
    submitted_at: datetime | None
    withdrawn_at: datetime | None
    now: datetime

    @property
    def over(self) -> bool:
        return self.withdrawn_at is not None or (self.submitted_at is None and self.expires_at <= self.now)


class Asked(msgspec.Struct, frozen=True):
    """What the message to the player needs, and the log must not hold."""

    request: UUID
    kinds: tuple[str, ...]
    note: str
    expires_at: datetime


class Decided(msgspec.Struct, frozen=True):
    """What the message to the player needs."""

    kind: str
    reason: str
    comment: str


class Slot(msgspec.Struct, frozen=True):
    """What the holder of the link sees of one wanted document: nothing of what was sent, since links get about."""

    kind: DocumentKind
    sent: bool


class Document(msgspec.Struct, frozen=True):
    """What everybody sees who sees the ticket."""

    id: UUID
    request: UUID
    kind: DocumentKind
    state: DocumentState
    reason: str
    comment: str
    decided_by: UUID | None
    decided_at: datetime | None
    deleted_at: datetime | None


class DocumentFile(msgspec.Struct, frozen=True):
    """What only those see who read documents."""

    document: UUID
    name: str
    content_type: str
    size: int
    pages: int | None
    created_at: datetime


class DocumentLook(msgspec.Struct, frozen=True):
    """Somebody opened it."""

    document: UUID
    staff: UUID
    purpose: Purpose
    note: str
    at: datetime


class RequestView(msgspec.Struct, frozen=True):
    id: UUID
    note: str
    created_by: UUID
    created_at: datetime
    expires_at: datetime
    submitted_at: datetime | None
    withdrawn_at: datetime | None


class Stored(msgspec.Struct, frozen=True):
    brand: str
    document: UUID
    name: str
    content_type: str
    file_key: str
    key_id: str
    wrapped_key: bytes


# ── asking ──────────────────────────────────────────────────────────────────────────────────────────────────


async def ask(
    tx: Tx,
    ticket: Subject,
    player: UUID,
    *,
    kinds: Sequence[DocumentKind],
    note: str,
    days: int,
    by: UUID,
    language: str,
) -> UUID:
    """A link for these documents; one that was open for the ticket is no longer good. The player is told by the event."""
    wanted = tuple(dict.fromkeys(kinds))
    if not 1 <= len(wanted) <= MOST_KINDS:
        raise Invalid(f"Ask for 1 to {MOST_KINDS} documents at once.")
    if len(note) > MOST_NOTE:
        raise Invalid(f"The note has at most {MOST_NOTE} characters.")
    if not 1 <= days <= MOST_DAYS:
        raise Invalid(f"A link is good for 1 to {MOST_DAYS} days.")
    await withdraw(tx, ticket)
    request = new_id()
    expires_at: datetime = await tx.value(
        """
        INSERT INTO document_request (brand_id, id, ticket_id, player_id, token_hash, note, language, created_by, expires_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, now() + $9::interval)
        RETURNING expires_at
        """,
        ticket.brand,
        request,
        ticket.id,
        player,
        _hash(tx.links.documents_token(ticket.brand, request)),
        note,
        language,
        by,
        timedelta(days=days),
    )
    await tx.connection.executemany(
        "INSERT INTO document (brand_id, id, request_id, ticket_id, kind) VALUES ($1, $2, $3, $4, $5)",
        [(ticket.brand, new_id(), request, ticket.id, kind.value) for kind in wanted],
    )
    asked = Asked(request, tuple(kind.value for kind in wanted), note, expires_at)
    await record(
        tx, ticket, events.DocumentsAsked(request=request, kinds=[kind.value for kind in wanted]), asked
    )
    return request


async def withdraw(tx: Tx, ticket: Subject) -> int:
    """Open links of the ticket are no longer good; gives how many."""
    gone = await tx.column(
        """
        UPDATE document_request SET withdrawn_at = now()
        WHERE  brand_id = $1 AND ticket_id = $2 AND submitted_at IS NULL AND withdrawn_at IS NULL AND expires_at > now()
        RETURNING id
        """,
        ticket.brand,
        ticket.id,
    )
    for request in gone:
        await record(tx, ticket, events.DocumentsWithdrawn(request=request))
    return len(gone)


# ── by the link; the transaction is SYSTEM's ────────────────────────────────────────────────────────────────


async def by_token(tx: Tx, brand: str, token: str, *, hold: bool = False) -> Request:
    """Raises NoSuchUpload: the same for a token of another brand as for none at all."""
    found = await tx.maybe(
        Request,
        f"""
        SELECT brand_id AS brand, id, ticket_id AS ticket, note, language, expires_at, submitted_at, withdrawn_at, now() AS now
        FROM   document_request WHERE token_hash = $2 AND brand_id = $1 {"FOR UPDATE" if hold else ""}
        """,
        brand,
        _hash(token),
    )
    if found is None:
        raise NoSuchUpload
    return found


def must_be_open(request: Request) -> None:
    """Raises UploadDone, UploadOver."""
    if request.submitted_at is not None:
        raise UploadDone
    if request.over:
        raise UploadOver


async def slots(tx: Tx, request: Request) -> list[Slot]:
    return await tx.all(
        Slot,
        """
        SELECT d.kind, f.document_id IS NOT NULL AS sent
        FROM   document d LEFT JOIN document_file f ON f.brand_id = d.brand_id AND f.document_id = d.id
        WHERE  d.brand_id = $1 AND d.request_id = $2
        ORDER  BY d.id
        """,
        request.brand,
        request.id,
    )


class Fit(msgspec.Struct, frozen=True):
    """A file that may be kept as a document."""

    name: str
    content_type: str
    pages: int | None
    data: bytes


async def fit(name: str, data: bytes, *, most: int) -> Fit:
    """The file as it may be kept.

    Raises:
        FileEmpty, FileTooLarge, DocumentRefusedHere, DocumentUnreadable, DocumentNotPlain, TooManyPages.
    """
    if not data:
        raise FileEmpty
    if len(data) > most:
        raise FileTooLarge(f"The file is too large: at most {most // 2**20} MB are allowed.")
    kind = type_of(data)
    if kind is None or kind not in _TAKEN:
        raise DocumentRefusedHere
    pdf = kind == "application/pdf"
    found = await look(kind, data, most=MOST_PAGES if pdf else None)
    match found.problem:
        case None:
            return Fit(named(name, kind), kind, found.pages, data if pdf else found.data)
        case "pages":
            raise TooManyPages
        case "pixels":
            raise FileTooLarge("This picture has too many pixels. Send a smaller one.")
        case "slow":
            raise PictureTooSlow if not pdf else DocumentUnreadable
        case "lively":
            raise DocumentNotPlain
        case _:
            raise DocumentUnreadable


async def put(tx: Tx, store: FileStore, keys: Keys, request: Request, kind: DocumentKind, file: Fit) -> None:
    """Keeps a document until the set is submitted; one that was sent before is replaced. The caller holds the request."""
    must_be_open(request)
    document: UUID | None = await tx.value(
        "SELECT id FROM document WHERE brand_id = $1 AND request_id = $2 AND kind = $3",
        request.brand,
        request.id,
        kind.value,
    )
    if document is None:
        raise Invalid("We did not ask for this document.")
    sealed = keys.seal(request.brand, document, file.data)
    file_key = f"{FOLDER}/{request.brand}/{new_id()}"
    await store.put_sealed(file_key, sealed.data)
    before: str | None = await tx.value(
        "DELETE FROM document_file WHERE brand_id = $1 AND document_id = $2 RETURNING file_key",
        request.brand,
        document,
    )
    if before is not None:
        await enqueue(tx, "forget_document", {"key": before}, brand=request.brand)
    await tx.run(
        """
        INSERT INTO document_file (brand_id, document_id, ticket_id, name, content_type, size, pages, file_key, key_id, wrapped_key)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        """,
        request.brand,
        document,
        request.ticket,
        file.name,
        file.content_type,
        len(file.data),
        file.pages,
        file_key,
        sealed.key_id,
        sealed.wrapped_key,
    )


async def submit(tx: Tx, ticket: Subject, request: Request, *, keep_days: int) -> None:
    """Hands the whole set over; from here on the link takes nothing more. The caller holds the request."""
    must_be_open(request)
    here = await slots(tx, request)
    if not all(slot.sent for slot in here):
        raise SomethingMissing
    await tx.run(
        "UPDATE document_request SET submitted_at = now() WHERE brand_id = $1 AND id = $2",
        request.brand,
        request.id,
    )
    await tx.run(
        """
        UPDATE document SET state = 'received', delete_at = now() + $3::interval
        WHERE  brand_id = $1 AND request_id = $2
        """,
        request.brand,
        request.id,
        timedelta(days=keep_days),
    )
    await record(
        tx,
        ticket,
        events.DocumentsReceived(request=request.id, kinds=[str(slot.kind) for slot in here]),
    )


async def turned_away(tx: Tx, ticket: Subject, request: Request, why: str) -> None:
    await record(tx, ticket, events.DocumentRefusedAtDoor(request=request.id, why=why))


# ── staff ───────────────────────────────────────────────────────────────────────────────────────────────────


async def may_read(tx: Tx, brand: str) -> None:
    """Opens the wall before this brand's documents, of tickets that the actor sees, for this transaction.

    Raises:
        Forbidden: without the permission.
    """
    tx.actor.must(READ, brand)
    await tx.value("SELECT set_config('pitboss.documents', $1, true)", brand)


async def requests_of(tx: Tx, brand: str, tickets: Sequence[UUID]) -> list[RequestView]:
    return await tx.all(
        RequestView,
        """
        SELECT id, note, created_by, created_at, expires_at, submitted_at, withdrawn_at
        FROM   document_request WHERE brand_id = $1 AND ticket_id = ANY ($2)
        ORDER  BY id DESC
        """,
        brand,
        list(tickets),
    )


async def documents_of(tx: Tx, brand: str, tickets: Sequence[UUID]) -> list[Document]:
    return await tx.all(
        Document,
        """
        SELECT id, request_id AS request, kind, state, reason, comment, decided_by, decided_at, deleted_at
        FROM   document WHERE brand_id = $1 AND ticket_id = ANY ($2)
        ORDER  BY id
        """,
        brand,
        list(tickets),
    )


async def held(tx: Tx, brand: str, documents: Sequence[UUID]) -> list[DocumentFile]:
    """Nothing, unless `may_read` went before. Drafts are the player's own until they are submitted."""
    return await tx.all(
        DocumentFile,
        """
        SELECT f.document_id AS document, f.name, f.content_type, f.size, f.pages, f.created_at
        FROM   document_file f JOIN document d ON d.brand_id = f.brand_id AND d.id = f.document_id
        WHERE  f.brand_id = $1 AND f.document_id = ANY ($2) AND d.state <> 'wanted'
        """,
        brand,
        list(documents),
    )


async def looks(tx: Tx, brand: str, documents: Sequence[UUID]) -> list[DocumentLook]:
    """Nothing, unless `may_read` went before."""
    return await tx.all(
        DocumentLook,
        """
        SELECT document_id AS document, staff_id AS staff, purpose, note, at
        FROM   document_view WHERE brand_id = $1 AND document_id = ANY ($2)
        ORDER  BY at
        """,
        brand,
        list(documents),
    )


class Place(msgspec.Struct, frozen=True):
    brand: str
    id: UUID
    ticket: UUID
    kind: DocumentKind
    state: DocumentState


async def find(tx: Tx, brands: Sequence[str], document: UUID, *, hold: bool = False) -> Place:
    """Raises DocumentGone."""
    found = await tx.maybe(
        Place,
        f"""
        SELECT brand_id AS brand, id, ticket_id AS ticket, kind, state FROM document
        WHERE  brand_id = ANY ($1) AND id = $2 {"FOR UPDATE" if hold else ""}
        """,
        list(brands),
        document,
    )
    if found is None:
        raise DocumentGone
    return found


async def view(tx: Tx, ticket: Subject, place: Place, *, by: UUID, purpose: Purpose, note: str) -> UUID:
    """Notes who looks at it, when and why, before they do; gives the look. `may_read` went before."""
    if len(note) > MOST_NOTE:
        raise Invalid(f"The note has at most {MOST_NOTE} characters.")
    if not await held(tx, place.brand, [place.id]):
        raise DocumentGone
    look_id = new_id()
    await tx.run(
        """
        INSERT INTO document_view (brand_id, id, document_id, ticket_id, staff_id, purpose, note)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        """,
        place.brand,
        look_id,
        place.id,
        place.ticket,
        by,
        purpose.value,
        note,
    )
    await tx.run(
        "UPDATE document SET state = 'checking' WHERE brand_id = $1 AND id = $2 AND state = 'received'",
        place.brand,
        place.id,
    )
    seen = events.DocumentViewed(document=place.id, kind=str(place.kind), purpose=purpose.value)
    await record(tx, ticket, seen)
    return look_id


async def decide(
    tx: Tx, ticket: Subject, place: Place, *, by: UUID, reason: RefusalReason | None, comment: str
) -> None:
    """Accepts it, or refuses it for a `reason`; the player is told by the event. `may_read` went before."""
    if place.state not in (DocumentState.received, DocumentState.checking):
        raise Conflict("This document is decided already, or was never sent.")
    if len(comment) > MOST_NOTE:
        raise Invalid(f"The note has at most {MOST_NOTE} characters.")
    if reason is RefusalReason.other and not comment.strip():
        raise Invalid("Say in a sentence why it is refused; the player reads it.")
    if not await tx.value(
        "SELECT EXISTS (SELECT 1 FROM document_view WHERE brand_id = $1 AND document_id = $2 AND staff_id = $3)",
        place.brand,
        place.id,
        by,
    ):
        raise Conflict("Open the document before you decide on it.")
    await tx.run(
        """
        UPDATE document SET state = $3, reason = $4, comment = $5, decided_by = $6, decided_at = now()
        WHERE  brand_id = $1 AND id = $2
        """,
        place.brand,
        place.id,
        "refused" if reason else "accepted",
        reason.value if reason else "",
        comment if reason else "",
        by,
    )
    told = Decided(str(place.kind), reason.value if reason else "", comment)
    outcome = events.DocumentRefused if reason else events.DocumentAccepted
    await record(tx, ticket, outcome(document=place.id, kind=str(place.kind)), told)


async def stored_of_look(tx: Tx, brand: str, look_id: UUID) -> Stored:
    """What a link to a look leads to. The transaction is SYSTEM's. Raises DocumentGone."""
    found = await tx.maybe(
        Stored,
        """
        SELECT f.brand_id AS brand, f.document_id AS document, f.name, f.content_type, f.file_key, f.key_id, f.wrapped_key
        FROM   document_view v
        JOIN   document_file f ON f.brand_id = v.brand_id AND f.document_id = v.document_id
        JOIN   staff s ON s.id = v.staff_id AND s.active
        WHERE  v.brand_id = $1 AND v.id = $2
        """,
        brand,
        look_id,
    )
    if found is None:
        raise DocumentGone
    return found


async def opened(store: FileStore, keys: Keys, stored: Stored) -> bytes:
    """Raises sealed.Unopenable, FileMissing."""
    data = await store.get(stored.file_key)
    return keys.open(stored.brand, stored.document, Sealed(stored.key_id, stored.wrapped_key, data))


# ── keeping ─────────────────────────────────────────────────────────────────────────────────────────────────


class _Over(msgspec.Struct, frozen=True):
    brand: str
    id: UUID
    ticket: UUID
    version: int
    kind: str
    was_sent: bool


class _Of(msgspec.Struct, frozen=True):
    """A ticket, as far as an event needs it."""

    brand: str
    id: UUID
    version: int


async def forget_old(tx: Tx) -> int:
    """Deletes documents whose time is over, and what was never submitted; gives how many. Their places stay to be seen."""
    over = await tx.all(
        _Over,
        """
        SELECT d.brand_id AS brand, d.id, d.ticket_id AS ticket, t.version, d.kind, d.state <> 'wanted' AS was_sent
        FROM   document d
        JOIN   document_request r ON r.brand_id = d.brand_id AND r.id = d.request_id
        JOIN   ticket t ON t.brand_id = d.brand_id AND t.id = d.ticket_id
        JOIN   document_file f ON f.brand_id = d.brand_id AND f.document_id = d.id
        WHERE  d.delete_at <= now()
           OR  r.submitted_at IS NULL AND least(r.expires_at, r.withdrawn_at) < now() - $1::interval
        LIMIT  500
        """,
        DRAFTS_KEPT,
    )
    for one in over:
        key: str = await tx.value(
            "DELETE FROM document_file WHERE brand_id = $1 AND document_id = $2 RETURNING file_key",
            one.brand,
            one.id,
        )
        await enqueue(tx, "forget_document", {"key": key}, brand=one.brand)
        await tx.run(
            "UPDATE document SET delete_at = NULL, deleted_at = now() WHERE brand_id = $1 AND id = $2",
            one.brand,
            one.id,
        )
        if one.was_sent:
            gone = events.DocumentDeleted(document=one.id, kind=one.kind)
            await record(tx, _Of(one.brand, one.ticket, one.version), gone)
    return len(over)


class _Wrapped(msgspec.Struct, frozen=True):
    brand: str
    owner: UUID
    key_id: str
    wrapped_key: bytes


async def rewrap(tx: Tx, keys: Keys, *, table: str = "document_file", column: str = "document_id") -> int:
    """After a new master key: puts the keys of a table under it, some at a time; gives how many. Once none is left under
    the old one, that may go. `column`: what each key belongs to."""
    old = await tx.all(
        _Wrapped,
        f"""
        SELECT brand_id AS brand, {column} AS owner, key_id, wrapped_key FROM {table}
        WHERE  key_id <> $1
        LIMIT  $2
        FOR UPDATE SKIP LOCKED
        """,
        keys.current,
        REWRAP_BATCH,
    )
    known = [one for one in old if keys.knows(one.key_id)]
    for one in known:
        await tx.run(
            f"UPDATE {table} SET key_id = $3, wrapped_key = $4 WHERE brand_id = $1 AND {column} = $2",
            one.brand,
            one.owner,
            keys.current,
            keys.rewrap(one.brand, one.owner, one.key_id, one.wrapped_key),
        )
    return len(known)


def _hash(token: str) -> bytes:
    return hashlib.sha256(b"documents:" + token.encode("utf-8", "replace")).digest()
