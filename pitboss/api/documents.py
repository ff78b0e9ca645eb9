"""Documents of players: asked for, looked at and decided by staff; sent by players through a one-time link."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec
import structlog
from litestar import Response, get, post
from litestar.datastructures import UploadFile

from pitboss.api.edge import PUBLIC_WRITE, Desk, Req, address_of, write
from pitboss.api.files import must_be_files_host, told
from pitboss.api.sentences import speaks
from pitboss.api.views import gives
from pitboss.channels import queries as channels
from pitboss.db.tx import SYSTEM, Tx
from pitboss.files import clamd, documents
from pitboss.files.clamd import ScannerAway
from pitboss.files.document_words import kind_in_words
from pitboss.files.documents import (
    DocumentFile,
    DocumentKind,
    DocumentLook,
    DocumentState,
    Place,
    Purpose,
    RefusalReason,
    RequestView,
)
from pitboss.files.links import How
from pitboss.files.sealed import Unopenable
from pitboss.kit.ids import as_uuid
from pitboss.kit.limits import Limit
from pitboss.kit.refused import Invalid, Refused
from pitboss.staff.actors import Signed
from pitboss.tickets import actions, queries
from pitboss.tickets.model import Ticket, check_step

log = structlog.get_logger()

LOOK_LASTS = timedelta(minutes=2)
BY_LINK = Limit("documents-by-link", burst=40, per_second=0.5)


class DocumentInfected(Refused):
    """The check found a virus in this file, so it was not taken. Take a new photo of the document and send that."""

    status = 422


class CheckAway(Refused):
    """Files can't be checked for viruses right now, so nothing is taken. What you sent before is kept; try again soon."""

    status = 503


# ── staff ───────────────────────────────────────────────────────────────────────────────────────────────────


class AskForDocuments(msgspec.Struct, frozen=True):
    """`note`: a sentence for the player. `days`: how long the link is good."""

    kinds: list[DocumentKind]
    note: str = ""
    days: int = 7
    key: str | None = None


class DocumentView(msgspec.Struct, frozen=True, kw_only=True):
    """`reason` and `comment`: of a refusal. `file` and `looks` only with the permission documents.read."""

    id: UUID
    kind: DocumentKind
    state: DocumentState
    reason: str
    comment: str
    decided_by: UUID | None
    decided_at: datetime | None
    deleted: bool
    file: DocumentFile | None
    looks: list[DocumentLook]


class DocumentRequestView(msgspec.Struct, frozen=True, kw_only=True):
    """`open`: the link still takes documents."""

    id: UUID
    note: str
    created_by: UUID
    created_at: datetime
    expires_at: datetime
    submitted_at: datetime | None
    withdrawn_at: datetime | None
    open: bool
    documents: list[DocumentView]


class TicketDocuments(msgspec.Struct, frozen=True):
    """`may_read`: you may open documents of this ticket's brand."""

    may_read: bool
    requests: list[DocumentRequestView]


async def _of_ticket(tx: Tx, signed: Signed, ticket: Ticket) -> TicketDocuments:
    brand = ticket.brand
    ids = [ticket.id, *(await tx.column(
        "SELECT id FROM ticket WHERE brand_id = $1 AND merged_into = $2", brand, ticket.id
    ))]  # fmt: skip
    asked = await documents.requests_of(tx, brand, ids)
    all_of_them = await documents.documents_of(tx, brand, ids)
    may = signed.actor.can(documents.READ, brand)
    files: dict[UUID, DocumentFile] = {}
    looks: dict[UUID, list[DocumentLook]] = {}
    if may and all_of_them:
        await documents.may_read(tx, brand)
        files = {one.document: one for one in await documents.held(tx, brand, [d.id for d in all_of_them])}
        for look in await documents.looks(tx, brand, [d.id for d in all_of_them]):
            looks.setdefault(look.document, []).append(look)
    now = datetime.now(UTC)

    def request_view(r: RequestView) -> DocumentRequestView:
        return DocumentRequestView(
            id=r.id,
            note=r.note,
            created_by=r.created_by,
            created_at=r.created_at,
            expires_at=r.expires_at,
            submitted_at=r.submitted_at,
            withdrawn_at=r.withdrawn_at,
            open=r.submitted_at is None and r.withdrawn_at is None and r.expires_at > now,
            documents=[
                DocumentView(
                    id=d.id,
                    kind=d.kind,
                    state=d.state,
                    reason=d.reason,
                    comment=d.comment,
                    decided_by=d.decided_by,
                    decided_at=d.decided_at,
                    deleted=d.deleted_at is not None,
                    file=files.get(d.id),
                    looks=looks.get(d.id, []),
                )
                for d in all_of_them
                if d.request == r.id
            ],
        )

    return TicketDocuments(may, [request_view(r) for r in asked])


async def _held_to_ask(tx: Tx, signed: Signed, name: str, brand: str | None) -> Ticket:
    found = await queries.find(tx, name, brand=brand)
    signed.actor.must("tickets.reply", found.brand)
    return await actions.hold(tx, found.brand, found.id)


@get("/tickets/{name:str}/documents", operation_id="listDocuments")
async def listed(desk: Desk, signed: Signed, name: str, brand: str | None = None) -> TicketDocuments:
    """What was asked of the player and how it stands; the files themselves only for those who read documents."""
    async with desk.db.tx(signed.actor) as tx:
        return await _of_ticket(tx, signed, await queries.find(tx, name, brand=brand))


@post(
    "/tickets/{name:str}/documents",
    status_code=201,
    responses=gives(201, TicketDocuments),
    operation_id="askForDocuments",
)
async def ask(
    desk: Desk, signed: Signed, request: Req, name: str, data: AskForDocuments, brand: str | None = None
) -> Response[bytes]:
    """Sends the player a one-time link to upload these documents. A link that was open before is no longer good."""
    if desk.document_keys is None:
        raise documents.NoDocumentKey

    async def do(tx: Tx) -> tuple[int, Any]:
        ticket = await _held_to_ask(tx, signed, name, brand)
        check_step(ticket, "reply")
        await documents.ask(
            tx,
            ticket,
            ticket.player_id,
            kinds=data.kinds,
            note=data.note.strip(),
            days=data.days,
            by=signed.staff_id,
            language=ticket.language,
        )
        return 201, await _of_ticket(tx, signed, await queries.find(tx, str(ticket.id), brand=ticket.brand))

    return await write(desk, request, signed.actor, do, key=data.key)


@post(
    "/tickets/{name:str}/documents/withdraw",
    status_code=200,
    responses=gives(200, TicketDocuments),
    operation_id="withdrawDocuments",
)
async def withdraw(
    desk: Desk, signed: Signed, request: Req, name: str, brand: str | None = None
) -> Response[bytes]:
    """The open link of the ticket is no longer good."""

    async def do(tx: Tx) -> tuple[int, Any]:
        ticket = await _held_to_ask(tx, signed, name, brand)
        await documents.withdraw(tx, ticket)
        return 200, await _of_ticket(tx, signed, ticket)

    return await write(desk, request, signed.actor, do)


async def _held_to_read(tx: Tx, signed: Signed, document: UUID) -> tuple[Ticket, Place]:
    """A document and its ticket, which is held; from here on the transaction reads documents."""
    place = await documents.find(tx, sorted(signed.actor.brands), document)
    await documents.may_read(tx, place.brand)
    return await actions.hold(tx, place.brand, place.ticket), place


class LookAtDocument(msgspec.Struct, frozen=True):
    """`purpose` is logged with your name and the time; `note`: more on it, such as a case number."""

    purpose: Purpose
    note: str = ""


class Opened(msgspec.Struct, frozen=True):
    """`url` is good for two minutes."""

    url: str
    expires_at: datetime
    name: str
    content_type: str


@post(
    "/documents/{document:uuid}/looks",
    status_code=201,
    responses=gives(201, Opened),
    operation_id="lookAtDocument",
)
async def look(
    desk: Desk, signed: Signed, request: Req, document: UUID, data: LookAtDocument
) -> Response[bytes]:
    """Notes who looks and why, and gives a link to the document. Needs documents.read."""

    async def do(tx: Tx) -> tuple[int, Any]:
        ticket, place = await _held_to_read(tx, signed, document)
        look_id = await documents.view(
            tx, ticket, place, by=signed.staff_id, purpose=data.purpose, note=data.note.strip()
        )
        (file,) = await documents.held(tx, place.brand, [place.id])
        link = desk.links.make(place.brand, look_id, How.document, datetime.now(UTC), lasts=LOOK_LASTS)
        return 201, Opened(link.url, link.expires_at, file.name, file.content_type)

    return await write(desk, request, signed.actor, do)


class DecideOnDocument(msgspec.Struct, frozen=True):
    """`reason`: null accepts it. `comment`: with a refusal, a sentence for the player."""

    reason: RefusalReason | None
    comment: str = ""
    key: str | None = None


@post(
    "/documents/{document:uuid}/decision",
    status_code=200,
    responses=gives(200, TicketDocuments),
    operation_id="decideOnDocument",
)
async def decide(
    desk: Desk, signed: Signed, request: Req, document: UUID, data: DecideOnDocument
) -> Response[bytes]:
    """Accepts or refuses a document that you have opened, and tells the player. Needs documents.read."""

    async def do(tx: Tx) -> tuple[int, Any]:
        ticket, seen = await _held_to_read(tx, signed, document)
        place = await documents.find(tx, [seen.brand], document, hold=True)
        await documents.decide(
            tx, ticket, place, by=signed.staff_id, reason=data.reason, comment=data.comment.strip()
        )
        # The message to the player may have elevated the transaction, and a view is read by the actor's own right.
        return 200, await _of_ticket(tx, signed, await queries.find(tx, str(ticket.id), brand=ticket.brand))

    return await write(desk, request, signed.actor, do, key=data.key)


@get("/files/{brand:str}/{item:str}/document/{until:int}/{mac:str}", include_in_schema=False)
async def serve(desk: Desk, request: Req, brand: str, item: str, until: int, mac: str) -> Response[bytes]:
    """What a link of one look leads to, decrypted on the way."""
    must_be_files_host(desk, request)
    look_id = as_uuid(item) or UUID(int=0)
    desk.links.check(brand, look_id, How.document, until, mac, datetime.now(UTC))
    if desk.document_keys is None:
        raise documents.NoDocumentKey
    async with desk.db.tx(SYSTEM) as tx:
        stored = await documents.stored_of_look(tx, brand, look_id)
    try:
        data = await documents.opened(desk.files, desk.document_keys, stored)
    except Unopenable as problem:
        log.error("document can't be decrypted", document=str(stored.document), problem=str(problem))
        raise documents.DocumentGone(
            "This document can't be decrypted: its master key is missing, or its bytes were changed."
        ) from problem
    return told(desk, data, name=stored.name, content_type=stored.content_type, inline=True)


# ── players, by the link ────────────────────────────────────────────────────────────────────────────────────


class WantedDocument(msgspec.Struct, frozen=True):
    """`sent`: it is here, and can still be replaced."""

    kind: DocumentKind
    words: str
    sent: bool


class UploadPage(msgspec.Struct, frozen=True, kw_only=True):
    """`done`: all was handed over. `over`: the link is no longer good."""

    brand: str
    language: str
    note: str
    expires_at: datetime
    done: bool
    over: bool
    most_bytes: int
    documents: list[WantedDocument]


async def page_of(desk: Desk, brand: str, token: str) -> UploadPage:
    """Raises NoSuchUpload."""
    async with desk.db.tx(SYSTEM) as tx:
        return await _page(tx, desk, await documents.by_token(tx, brand, token))


async def _page(tx: Tx, desk: Desk, asked: documents.Request) -> UploadPage:
    return UploadPage(
        brand=(await channels.brand(tx, asked.brand)).name,
        language="ru" if asked.language == "ru" else "en",
        note=asked.note,
        expires_at=asked.expires_at,
        done=asked.submitted_at is not None,
        over=asked.over,
        most_bytes=desk.settings.max_upload_bytes,
        documents=[
            WantedDocument(slot.kind, kind_in_words(slot.kind, asked.language), slot.sent)
            for slot in await documents.slots(tx, asked)
        ],
    )


async def take(
    desk: Desk, request: Req, brand: str, token: str, kind: DocumentKind, file: UploadFile | None
) -> UploadPage:
    """One document of the link's set; the same kind again replaces it."""
    if desk.document_keys is None:
        raise documents.NoDocumentKey
    async with desk.db.tx(SYSTEM) as tx:
        asked = await documents.by_token(tx, brand, token)
        speaks(request, asked.language)
        documents.must_be_open(asked)
    if file is None:
        raise Invalid("Choose a file first.")
    fit = await documents.fit(file.filename or "", await file.read(), most=desk.settings.max_upload_bytes)
    if desk.settings.clamd is not None:
        await _must_be_clean(desk, asked, fit)
    async with desk.db.tx(SYSTEM) as tx:
        held = await documents.by_token(tx, brand, token, hold=True)
        await documents.put(tx, desk.files, desk.document_keys, held, kind, fit)
        return await _page(tx, desk, held)


async def _must_be_clean(desk: Desk, asked: documents.Request, fit: documents.Fit) -> None:
    assert desk.settings.clamd is not None, "asked for only where there is a scanner"
    try:
        verdict = await clamd.scan(desk.settings.clamd, fit.data)
    except ScannerAway as problem:
        raise CheckAway(retry_after=60) from problem
    if verdict.result != "clean":
        async with desk.db.tx(SYSTEM) as tx:
            ticket = await actions.hold(tx, asked.brand, asked.ticket)
            await documents.turned_away(tx, ticket, asked, verdict.result)
        raise DocumentInfected


async def hand_over(desk: Desk, request: Req, brand: str, token: str) -> UploadPage:
    """The whole set is here: it goes to those who check it, and the link takes nothing more."""
    async with desk.db.tx(SYSTEM) as tx:
        asked = await documents.by_token(tx, brand, token, hold=True)
        speaks(request, asked.language)
        ticket = await actions.hold_where_it_went(tx, brand, asked.ticket)
        await documents.submit(tx, ticket, asked, keep_days=desk.settings.document_days)
        return await _page(tx, desk, await documents.by_token(tx, brand, token))


def limited(desk: Desk, request: Req, *, writes: bool = False) -> None:
    """Raises TooMany: a token can't be guessed, and nobody gets to try often."""
    address = address_of(request, desk.settings)
    desk.buckets.take(BY_LINK, address)
    if writes:
        desk.buckets.take(PUBLIC_WRITE, address)


@get("/help/{brand:str}/documents/{token:str}", operation_id="getUploadPage")
async def page(desk: Desk, request: Req, brand: str, token: str) -> Response[UploadPage]:
    """What was asked for by a link."""
    limited(desk, request)
    shown = await page_of(desk, brand, token)
    speaks(request, shown.language)
    return Response(shown, headers={"cache-control": "no-store"})


@post(
    "/help/{brand:str}/documents/{token:str}/{kind:str}",
    status_code=200,
    operation_id="uploadDocument",
    responses=gives(200, UploadPage),
)
async def upload(
    desk: Desk, request: Req, brand: str, token: str, kind: DocumentKind
) -> Response[UploadPage]:
    """One document as multipart/form-data, in the field `file`. The same kind again replaces it, so a retry does no harm."""
    limited(desk, request, writes=True)
    sent = (await request.form()).get("file")
    shown = await take(desk, request, brand, token, kind, sent if isinstance(sent, UploadFile) else None)
    return Response(shown, headers={"cache-control": "no-store"})


@post(
    "/help/{brand:str}/documents/{token:str}",
    status_code=200,
    operation_id="submitDocuments",
    responses=gives(200, UploadPage),
)
async def submit(desk: Desk, request: Req, brand: str, token: str) -> Response[UploadPage]:
    """Hands over the whole set."""
    limited(desk, request, writes=True)
    return Response(await hand_over(desk, request, brand, token), headers={"cache-control": "no-store"})


HANDLERS = [listed, ask, withdraw, look, decide, page, upload, submit]
PAGES = [serve]
