"""The evidence of a complaint: its checklist, frozen items, packs to take away; and compliance's closed notes."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

import msgspec
from litestar import Response, get, post
from litestar.response import Stream

from pitboss.api.edge import COOKIE, Desk, Req, bearer, write
from pitboss.api.files import disposition
from pitboss.api.sentences import in_language
from pitboss.api.views import gives
from pitboss.complaints import (
    chain,
    checklists,
    chronology,
    compartment,
    evidence,
    export,
    freezing,
    pack_keys,
    queries,
)
from pitboss.complaints.actions import hold, look
from pitboss.complaints.chronology import Dated
from pitboss.complaints.compartment import ComplianceNote, ComplianceRead
from pitboss.complaints.evidence import Evidence, Head, Need, NeedState, PackTaken
from pitboss.complaints.freezing import Freeze, Outside
from pitboss.complaints.model import Complaint
from pitboss.complaints.pack_keys import PackKeyInUse
from pitboss.db.tx import Tx
from pitboss.files import documents
from pitboss.kit.refused import Forbidden
from pitboss.staff.actors import Signed
from pitboss.tickets import actions as tickets
from pitboss.tickets import queries as ticket_queries
from pitboss.tickets.model import check_step

HANDLE = "complaints.handle"


class NeedView(msgspec.Struct, frozen=True, kw_only=True):
    """`needed`: nothing is decided without it. `comes_from`: player, back_office or desk. `freezing`: it was asked for and is
    not there yet; `trouble` says why, and `next_try_at` when the desk tries again (null: a person has to)."""

    code: str
    label: str
    needed: bool
    comes_from: checklists.From
    state: NeedState
    asked_by: UUID | None
    asked_at: datetime | None
    waived_by: UUID | None
    waived_at: datetime | None
    reason: str
    freezing: bool
    trouble: str
    trouble_code: str
    tries: int
    next_try_at: datetime | None


class EvidenceView(msgspec.Struct, frozen=True, kw_only=True):
    """A frozen item. `sha256`: of its link; `content_sha256`: of the bytes as they were taken. `sealed`: its file opens only
    for who reads documents."""

    id: UUID
    seq: int
    kind: str
    label: str
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
    content_sha256: str
    sha256: str
    reviewed_by: UUID | None
    reviewed_at: datetime | None


class CaseEvidence(msgspec.Struct, frozen=True, kw_only=True):
    """`whole`: every link of the chain holds. `may_handle`: you may freeze, ask, waive and review."""

    complaint: UUID
    version: int
    needs: list[NeedView]
    items: list[EvidenceView]
    head: Head
    whole: bool
    may_handle: bool


class EvidenceItem(msgspec.Struct, frozen=True, kw_only=True):
    """An item with what was read of it. `meta_sha256`: of everything that is said about it; `previous_sha256`: of the link
    before."""

    item: EvidenceView
    facts: dict[str, Any]
    meta_sha256: str
    previous_sha256: str


def need_view(need: Need, language: str) -> NeedView:
    return NeedView(
        code=need.code,
        label=checklists.label(need.code, language),
        needed=need.needed,
        comes_from=evidence.comes_from(need.code),
        state=need.state,
        asked_by=need.asked_by,
        asked_at=need.asked_at,
        waived_by=need.waived_by,
        waived_at=need.waived_at,
        reason=need.reason,
        freezing=need.freeze_id is not None,
        trouble=in_language(freezing.in_words(need.trouble), language) if need.trouble else "",
        trouble_code=need.trouble,
        tries=need.tries,
        next_try_at=need.next_try_at,
    )


def evidence_view(item: Evidence, language: str) -> EvidenceView:
    known = checklists.checklists().items
    return EvidenceView(
        id=item.id,
        seq=item.seq,
        kind=item.kind,
        label=checklists.label(item.kind, language) if item.kind in known else item.name,
        need=item.need,
        title=item.title,
        source=item.source,
        taken_at=item.taken_at,
        occurred_at=item.occurred_at,
        taken_by=item.taken_by,
        name=item.name,
        media_type=item.media_type,
        size=item.size,
        sealed=item.sealed,
        content_sha256=item.content_sha256.hex(),
        sha256=item.sha256.hex(),
        reviewed_by=item.reviewed_by,
        reviewed_at=item.reviewed_at,
    )


async def of_case(tx: Tx, signed: Signed, case: Complaint) -> CaseEvidence:
    return CaseEvidence(
        complaint=case.id,
        version=case.version,
        needs=[need_view(need, signed.locale) for need in await evidence.needs(tx, case.brand, case.id)],
        items=[evidence_view(item, signed.locale) for item in await evidence.items(tx, case.brand, case.id)],
        head=await evidence.head(tx, case.brand, case.id),
        whole=chain.breaks(await evidence.links(tx, case.brand, case.id)) is None,
        may_handle=signed.actor.can(HANDLE, case.brand),
    )


def _outside(desk: Desk) -> Outside:
    return Outside(desk.files, desk.document_keys, desk.settings.backoffice_hosts)


@get("/complaints/{complaint:str}/evidence")
async def get_evidence(desk: Desk, signed: Signed, complaint: str, brand: str | None = None) -> CaseEvidence:
    """The checklist and what is frozen. That you looked is kept."""
    async with desk.db.tx(signed.actor) as tx:
        case = await queries.find(tx, complaint, brand=brand)
        await look(tx, case, "evidence")
        return await of_case(tx, signed, case)


class WantedFreeze(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`code`: of the checklist; null freezes everything that is missing and can be got. `record`: of one bet, payment or
    round."""

    code: str | None = None
    record: str = ""
    key: str | None = None


@post("/complaints/{complaint:str}/evidence/freeze", status_code=200, responses=gives(200, CaseEvidence))
async def freeze(
    desk: Desk, signed: Signed, request: Req, complaint: str, data: WantedFreeze, brand: str | None = None
) -> Response[bytes]:
    """Freezes evidence. What a back office does not give now is kept as wanted, and tried again; `trouble` says so."""
    asked: list[Freeze] = []

    async def do(tx: Tx) -> tuple[int, Any]:
        case = await queries.find(tx, complaint, brand=brand)
        signed.actor.must(HANDLE, case.brand)
        held = await hold(tx, case.brand, case.id)
        if data.code is None:
            asked.extend(await freezing.want_missing(tx, held, by=signed.staff_id))
        else:
            asked.append(await freezing.want(tx, held, data.code, record=data.record, by=signed.staff_id))
        return 200, {"asked": [one.code for one in asked]}

    answer = await write(desk, request, signed.actor, do, key=data.key)
    for one in asked:
        await freezing.carry_out(desk.db, _outside(desk), one, signed.actor)
    async with desk.db.tx(signed.actor) as tx:
        case = await queries.find(tx, complaint, brand=brand)
        body = msgspec.json.encode(await of_case(tx, signed, case))
    return Response(body, status_code=200, media_type="application/json", headers=answer.headers)


class WantedFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`attachment`: a file in a ticket of the case. `need`: what of the checklist it is."""

    attachment: UUID
    need: str | None = None


@post("/complaints/{complaint:str}/evidence/files", status_code=201)
async def freeze_file(
    desk: Desk, signed: Signed, complaint: str, data: WantedFile, brand: str | None = None
) -> CaseEvidence:
    """Freezes a file that came in a message. The same file again gives what is there."""
    async with desk.db.tx(signed.actor) as tx:
        case = await queries.find(tx, complaint, brand=brand)
        signed.actor.must(HANDLE, case.brand)
        there = await freezing.frozen_file(tx, case, data.attachment)
    if there is None:
        await freezing.freeze_attachment(
            desk.db,
            _outside(desk),
            signed.actor,
            case.brand,
            case.id,
            data.attachment,
            need=data.need,
            by=signed.staff_id,
        )
    async with desk.db.tx(signed.actor) as tx:
        return await of_case(tx, signed, await queries.complaint(tx, case.brand, case.id))


class WantedUpload(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`ticket`: in which the player is asked. `note`: a sentence for the player. `days`: how long the link is good."""

    ticket: UUID
    codes: list[str]
    note: str = ""
    days: int = evidence.ASK_DAYS


@post("/complaints/{complaint:str}/evidence/ask", status_code=200, responses=gives(200, CaseEvidence))
async def ask(
    desk: Desk, signed: Signed, request: Req, complaint: str, data: WantedUpload, brand: str | None = None
) -> Response[bytes]:
    """Asks the player for what only they have, by a one-time link."""
    if desk.document_keys is None:
        raise documents.NoDocumentKey

    async def do(tx: Tx) -> tuple[int, Any]:
        case = await queries.find(tx, complaint, brand=brand)
        signed.actor.must(HANDLE, case.brand)
        signed.actor.must("tickets.reply", case.brand)
        found = await ticket_queries.find(tx, str(data.ticket), brand=case.brand)
        held = await hold(tx, case.brand, case.id)
        ticket = await tickets.hold(tx, found.brand, found.id)
        check_step(ticket, "reply")
        held = await evidence.ask_player(
            tx,
            held,
            ticket,
            data.codes,
            note=data.note.strip(),
            days=data.days,
            by=signed.staff_id,
            language=ticket.language,
        )
        return 200, await of_case(tx, signed, held)

    return await write(desk, request, signed.actor, do)


class Waiver(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    reason: str


@post(
    "/complaints/{complaint:str}/evidence/needs/{code:str}/waive",
    status_code=200,
    responses=gives(200, CaseEvidence),
)
async def waive(
    desk: Desk,
    signed: Signed,
    request: Req,
    complaint: str,
    code: str,
    data: Waiver,
    brand: str | None = None,
) -> Response[bytes]:
    """Goes on without it, for a reason that stays with the case."""

    async def do(tx: Tx) -> tuple[int, Any]:
        case = await queries.find(tx, complaint, brand=brand)
        signed.actor.must(HANDLE, case.brand)
        held = await hold(tx, case.brand, case.id)
        held = await evidence.waive(tx, held, code, reason=data.reason, by=signed.staff_id)
        return 200, await of_case(tx, signed, held)

    return await write(desk, request, signed.actor, do)


class Reviewed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    items: list[UUID]


@post("/complaints/{complaint:str}/evidence/review", status_code=200, responses=gives(200, CaseEvidence))
async def review(
    desk: Desk, signed: Signed, request: Req, complaint: str, data: Reviewed, brand: str | None = None
) -> Response[bytes]:
    """You have read these items."""

    async def do(tx: Tx) -> tuple[int, Any]:
        case = await queries.find(tx, complaint, brand=brand)
        if not signed.actor.can("complaints.decide", case.brand):
            signed.actor.must(HANDLE, case.brand)
        held = await hold(tx, case.brand, case.id)
        for item in dict.fromkeys(data.items[: evidence.MOST_ITEMS]):
            held = await evidence.review(tx, held, item, by=signed.staff_id)
        return 200, await of_case(tx, signed, held)

    return await write(desk, request, signed.actor, do)


@get("/complaints/{complaint:str}/evidence/chronology")
async def get_chronology(desk: Desk, signed: Signed, complaint: str, brand: str | None = None) -> list[Dated]:
    """What the frozen evidence says happened, the oldest first: payments, bets, sessions and the rest."""
    async with desk.db.tx(signed.actor) as tx:
        case = await queries.find(tx, complaint, brand=brand)
        await look(tx, case, "evidence")
        return await chronology.of_case(tx, case.brand, case.id)


@get("/complaints/{complaint:str}/evidence/export", responses=gives(200, bytes, "application/zip"))
async def get_export(
    desk: Desk,
    signed: Signed,
    complaint: str,
    brand: str | None = None,
    edition: Literal["full", "redacted"] = "full",
    form: Literal["zip", "pdf"] = "zip",
    language: Literal["ru", "en"] | None = None,
) -> Stream:
    """The pack of a case: its evidence, what was decided, done and written. `edition`: full for the dispute body, redacted for
    the player. That you took it is kept; whoever hears an appeal writes their own view first."""
    async with desk.db.tx(signed.actor) as tx:
        case = await queries.find(tx, complaint, brand=brand)
        if not signed.actor.can("complaints.decide", case.brand):
            signed.actor.must(HANDLE, case.brand)
        sealed: bool = await tx.value(
            "SELECT EXISTS (SELECT 1 FROM complaint_evidence WHERE brand_id = $1 AND complaint_id = $2 AND sealed)",
            case.brand,
            case.id,
        )
        if sealed and edition == "full" and form == "zip":
            signed.actor.must(documents.READ, case.brand)
    wanted = export.Wanted(
        edition=export.Edition(edition),
        language=language or ("ru" if case.language == "ru" else "en"),
        by=signed.staff_id,
    )
    signer = pack_keys.signer(desk.settings.secret_key, desk.settings.pack_key)
    order = await export.begin(desk.db, signed.actor, case, wanted, signer, form=form)
    maker = export.Maker(desk.db, _outside(desk), signer, order)
    name = f"{case.number}-{edition}.{form}"
    kind = "application/zip" if form == "zip" else "application/pdf"
    return Stream(
        maker.zip() if form == "zip" else maker.pdf_parts(),
        media_type=kind,
        headers={
            "content-disposition": disposition(name),
            "cache-control": "private, no-store",
            "x-pack-head": order.head.sha256,
            "x-pack-key": signer.fingerprint,
        },
    )


@get("/complaints/{complaint:str}/evidence/exports")
async def list_exports(
    desk: Desk, signed: Signed, complaint: str, brand: str | None = None
) -> list[PackTaken]:
    """The packs that were made of a case, the newest first."""
    async with desk.db.tx(signed.actor) as tx:
        case = await queries.find(tx, complaint, brand=brand)
        return await evidence.packs_taken(tx, case.brand, case.id)


class PackKey(msgspec.Struct, frozen=True):
    """By which packs of this installation are signed: Ed25519, in Base64; `fingerprint` is the SHA-256 of its bytes."""

    public_key: str
    fingerprint: str


@get("/complaints/pack-key")
async def get_pack_key(desk: Desk, signed: Signed) -> PackKey:
    """What `pitboss verify-pack --fingerprint` compares with. Publish the fingerprint where dispute bodies find it."""
    signer = pack_keys.signer(desk.settings.secret_key, desk.settings.pack_key)
    return PackKey(pack_keys.public_text(signer.key.public_key()), signer.fingerprint)


@get("/complaints/pack-keys")
async def list_pack_keys(desk: Desk, signed: Signed) -> list[PackKeyInUse]:
    """All keys by which packs of this installation were signed, with the first and the last one that was, the newest first: to
    publish, so that packs of before a new key can be told."""
    async with desk.db.tx(signed.actor) as tx:
        return await pack_keys.known(tx)


@get("/complaints/{complaint:str}/evidence/{item:uuid}")
async def get_item(
    desk: Desk, signed: Signed, complaint: str, item: UUID, brand: str | None = None
) -> EvidenceItem:
    """One item, with what was read of it."""
    async with desk.db.tx(signed.actor) as tx:
        case = await queries.find(tx, complaint, brand=brand)
        await look(tx, case, "evidence")
        held = await evidence.one(tx, case.brand, case.id, item)
        shown = next(one for one in await evidence.items(tx, case.brand, case.id) if one.id == item)
        return EvidenceItem(
            item=evidence_view(shown, signed.locale),
            facts=held.normalised,
            meta_sha256=held.meta_sha256.hex(),
            previous_sha256=held.previous_sha256.hex(),
        )


@get("/complaints/{complaint:str}/evidence/{item:uuid}/file", media_type="application/octet-stream")
async def get_file(
    desk: Desk, signed: Signed, complaint: str, item: UUID, brand: str | None = None
) -> Response[bytes]:
    """The bytes as they were taken, to save. A sealed one needs documents.read."""
    async with desk.db.tx(signed.actor) as tx:
        case = await queries.find(tx, complaint, brand=brand)
        held = await evidence.one(tx, case.brand, case.id, item)
        if held.sealed:
            signed.actor.must(documents.READ, case.brand)
        await look(tx, case, f"file {held.seq}")
    data = await export.bytes_of(desk.db, _outside(desk), case.brand, held)
    return Response(
        data,
        media_type="application/octet-stream",
        headers={
            "content-disposition": disposition(held.meta["name"]),
            "content-security-policy": "sandbox; default-src 'none'",
            "x-content-type-options": "nosniff",
            "cache-control": "private, no-store",
        },
    )


# ── compliance's closed notes ───────────────────────────────────────────────────────────────────────────────


class NotInPerson(Forbidden):
    """This is open to people who are signed in, never to an API token."""


def _session(request: Req, signed: Signed) -> str:
    """The session token itself: the database asks for it, not for who we say is there."""
    token = bearer(request) or request.cookies.get(COOKIE)
    if signed.session is None or token is None:
        raise NotInPerson
    return token


class ClosedNote(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    text: str


class NoteKept(msgspec.Struct, frozen=True):
    id: UUID


async def _case(desk: Desk, signed: Signed, permission: str, complaint: str, brand: str | None) -> Complaint:
    async with desk.db.tx(signed.actor) as tx:
        case = await queries.find(tx, complaint, brand=brand)
    signed.actor.must(permission, case.brand)
    return case


@get("/complaints/{complaint:str}/compliance")
async def get_notes(
    desk: Desk, signed: Signed, request: Req, complaint: str, why: str = "", brand: str | None = None
) -> list[ComplianceNote]:
    """Notes that the law forbids to disclose. Needs compliance.read; who read them is kept. `why`: is kept too."""
    case = await _case(desk, signed, "compliance.read", complaint, brand)
    async with desk.db.tx(signed.actor) as tx:
        return await compartment.notes(tx, _session(request, signed), case.brand, case.id, why=why)


@post("/complaints/{complaint:str}/compliance", status_code=201, responses=gives(201, NoteKept))
async def add_note(
    desk: Desk, signed: Signed, request: Req, complaint: str, data: ClosedNote, brand: str | None = None
) -> Response[bytes]:
    """A note that no export, search, report or colleague without the permission reaches. It can't be changed."""
    case = await _case(desk, signed, "compliance.write", complaint, brand)

    async def do(tx: Tx) -> tuple[int, Any]:
        made = await compartment.add(tx, _session(request, signed), case.brand, case.id, data.text)
        return 201, NoteKept(made)

    return await write(desk, request, signed.actor, do)


@get("/complaints/{complaint:str}/compliance/reads")
async def get_reads(
    desk: Desk, signed: Signed, request: Req, complaint: str, brand: str | None = None
) -> list[ComplianceRead]:
    """Who wrote and read the closed notes of a case. Needs compliance.read."""
    case = await _case(desk, signed, "compliance.read", complaint, brand)
    async with desk.db.tx(signed.actor) as tx:
        return await compartment.reads(tx, _session(request, signed), case.brand, case.id)


HANDLERS = [
    get_evidence,
    freeze,
    freeze_file,
    ask,
    waive,
    review,
    get_chronology,
    get_export,
    list_exports,
    get_pack_key,
    list_pack_keys,
    get_item,
    get_file,
    get_notes,
    add_note,
    get_reads,
]
