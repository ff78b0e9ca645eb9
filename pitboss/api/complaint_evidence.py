"""The evidence of a complaint: its checklist, frozen items, packs to take away; and compliance's closed notes."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

import msgspec
from litestar import Response, get, post
from litestar.response import Stream

from pitboss.api.complaint_case import TheCase
from pitboss.api.edge import COOKIE, Desk, bearer
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
from pitboss.complaints.actions import HANDLE, hold, look
from pitboss.complaints.chronology import Dated
from pitboss.complaints.compartment import ComplianceNote, ComplianceRead
from pitboss.complaints.evidence import Evidence, EvidenceFields, Head, Need, NeedState, PackTaken
from pitboss.complaints.freezing import Freeze, Outside
from pitboss.complaints.model import Complaint
from pitboss.complaints.pack_keys import PackKeyInUse
from pitboss.db.tx import Tx
from pitboss.files import documents
from pitboss.kit.refused import Forbidden
from pitboss.kit.shapes import shaped
from pitboss.staff.actors import Signed
from pitboss.tickets import actions as tickets
from pitboss.tickets import queries as ticket_queries
from pitboss.tickets.model import check_step


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


class EvidenceView(EvidenceFields, frozen=True, kw_only=True):
    """A frozen item. `sha256`: of its link; `content_sha256`: of the bytes as they were taken. `sealed`: its file opens only
    for who reads documents."""

    label: str
    content_sha256: str
    sha256: str


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


def _need(need: Need, language: str) -> NeedView:
    return shaped(
        NeedView,
        need,
        label=checklists.label(need.code, language),
        comes_from=evidence.comes_from(need.code),
        freezing=need.freeze_id is not None,
        trouble=in_language(freezing.in_words(need.trouble), language) if need.trouble else "",
        trouble_code=need.trouble,
    )


def _item(item: Evidence, language: str) -> EvidenceView:
    known = checklists.checklists().items
    return shaped(
        EvidenceView,
        item,
        label=checklists.label(item.kind, language) if item.kind in known else item.name,
        content_sha256=item.content_sha256.hex(),
        sha256=item.sha256.hex(),
    )


async def _in_full(tx: Tx, signed: Signed, one: Complaint) -> CaseEvidence:
    return CaseEvidence(
        complaint=one.id,
        version=one.version,
        needs=[_need(need, signed.locale) for need in await evidence.needs(tx, one.brand, one.id)],
        items=[_item(item, signed.locale) for item in await evidence.items(tx, one.brand, one.id)],
        head=await evidence.head(tx, one.brand, one.id),
        whole=chain.breaks(await evidence.links(tx, one.brand, one.id)) is None,
        may_handle=signed.actor.can(HANDLE, one.brand),
    )


def _outside(desk: Desk) -> Outside:
    return Outside(desk.files, desk.document_keys, desk.settings.backoffice_hosts)


def _must_work_on(signed: Signed, one: Complaint) -> None:
    if not signed.actor.can("complaints.decide", one.brand):
        signed.actor.must(HANDLE, one.brand)


async def _changed(case: TheCase, do: Callable[[Tx, Complaint], Awaitable[Complaint]]) -> Response[bytes]:
    """The answer of a change is all evidence as it is then."""

    async def act(tx: Tx, one: Complaint) -> CaseEvidence:
        return await _in_full(tx, case.signed, await do(tx, one))

    return await case.write(act)


@get("/complaints/{complaint:str}/evidence")
async def get_evidence(case: TheCase) -> CaseEvidence:
    """The checklist and what is frozen. That you looked is kept."""
    async with case.looked_at("evidence") as (tx, one):
        return await _in_full(tx, case.signed, one)


class WantedFreeze(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`code`: of the checklist; null freezes everything that is missing and can be got. `record`: of one bet, payment or
    round."""

    code: str | None = None
    record: str = ""
    key: str | None = None


@post("/complaints/{complaint:str}/evidence/freeze", status_code=200, responses=gives(200, CaseEvidence))
async def freeze(case: TheCase, data: WantedFreeze) -> Response[bytes]:
    """Freezes evidence. What a back office does not give now is kept as wanted, and tried again; `trouble` says so."""
    desk, signed = case.desk, case.signed
    asked: list[Freeze] = []

    async def do(tx: Tx, one: Complaint) -> dict[str, list[str]]:
        signed.actor.must(HANDLE, one.brand)
        held = await hold(tx, one.brand, one.id)
        asked[:] = (  # not added to: the transaction may be tried again
            await freezing.want_missing(tx, held, by=signed.staff_id)
            if data.code is None
            else [await freezing.want(tx, held, data.code, record=data.record, by=signed.staff_id)]
        )
        return {"asked": [freeze.code for freeze in asked]}

    answer = await case.write(do, key=data.key)
    for wanted in asked:
        await freezing.carry_out(desk.db, _outside(desk), wanted, signed.actor)
    async with case.tx() as (tx, one):
        body = msgspec.json.encode(await _in_full(tx, signed, one))
    return Response(body, status_code=200, media_type="application/json", headers=answer.headers)


class WantedFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`attachment`: a file in a ticket of the case. `need`: what of the checklist it is."""

    attachment: UUID
    need: str | None = None


@post("/complaints/{complaint:str}/evidence/files", status_code=201)
async def freeze_file(case: TheCase, data: WantedFile) -> CaseEvidence:
    """Freezes a file that came in a message. The same file again gives what is there."""
    desk, signed = case.desk, case.signed
    async with case.tx() as (tx, one):
        signed.actor.must(HANDLE, one.brand)
        there = await freezing.frozen_file(tx, one, data.attachment)
    if there is None:
        await freezing.freeze_attachment(
            desk.db,
            _outside(desk),
            signed.actor,
            one.brand,
            one.id,
            data.attachment,
            need=data.need,
            by=signed.staff_id,
        )
    async with desk.db.tx(signed.actor) as tx:
        return await _in_full(tx, signed, await queries.complaint(tx, one.brand, one.id))


class WantedUpload(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`ticket`: in which the player is asked. `note`: a sentence for the player. `days`: how long the link is good."""

    ticket: UUID
    codes: list[str]
    note: str = ""
    days: int = evidence.ASK_DAYS


@post("/complaints/{complaint:str}/evidence/ask", status_code=200, responses=gives(200, CaseEvidence))
async def ask(case: TheCase, data: WantedUpload) -> Response[bytes]:
    """Asks the player for what only they have, by a one-time link."""
    signed = case.signed
    if case.desk.document_keys is None:
        raise documents.NoDocumentKey

    async def do(tx: Tx, one: Complaint) -> Complaint:
        signed.actor.must(HANDLE, one.brand)
        signed.actor.must("tickets.reply", one.brand)
        found = await ticket_queries.find(tx, str(data.ticket), brand=one.brand)
        held = await hold(tx, one.brand, one.id)
        ticket = await tickets.hold(tx, found.brand, found.id)
        check_step(ticket, "reply")
        return await evidence.ask_player(
            tx,
            held,
            ticket,
            data.codes,
            note=data.note.strip(),
            days=data.days,
            by=signed.staff_id,
            language=ticket.language,
        )

    return await _changed(case, do)


class Waiver(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    reason: str


@post(
    "/complaints/{complaint:str}/evidence/needs/{code:str}/waive",
    status_code=200,
    responses=gives(200, CaseEvidence),
)
async def waive(case: TheCase, code: str, data: Waiver) -> Response[bytes]:
    """Goes on without it, for a reason that stays with the case."""
    signed = case.signed

    async def do(tx: Tx, one: Complaint) -> Complaint:
        signed.actor.must(HANDLE, one.brand)
        held = await hold(tx, one.brand, one.id)
        return await evidence.waive(tx, held, code, reason=data.reason, by=signed.staff_id)

    return await _changed(case, do)


class Reviewed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    items: list[UUID]


@post("/complaints/{complaint:str}/evidence/review", status_code=200, responses=gives(200, CaseEvidence))
async def review(case: TheCase, data: Reviewed) -> Response[bytes]:
    """You have read these items."""
    signed = case.signed

    async def do(tx: Tx, one: Complaint) -> Complaint:
        _must_work_on(signed, one)
        held = await hold(tx, one.brand, one.id)
        for item in dict.fromkeys(data.items[: evidence.MOST_ITEMS]):
            held = await evidence.review(tx, held, item, by=signed.staff_id)
        return held

    return await _changed(case, do)


@get("/complaints/{complaint:str}/evidence/chronology")
async def get_chronology(case: TheCase) -> list[Dated]:
    """What the frozen evidence says happened, the oldest first: payments, bets, sessions and the rest."""
    async with case.looked_at("evidence") as (tx, one):
        return await chronology.of_case(tx, one.brand, one.id)


@get("/complaints/{complaint:str}/evidence/export", responses=gives(200, bytes, "application/zip"))
async def get_export(
    case: TheCase,
    edition: Literal["full", "redacted"] = "full",
    form: Literal["zip", "pdf"] = "zip",
    language: Literal["ru", "en"] | None = None,
) -> Stream:
    """The pack of a case: its evidence, what was decided, done and written. `edition`: full for the dispute body, redacted for
    the player. That you took it is kept; whoever hears an appeal writes their own view first."""
    desk, signed = case.desk, case.signed
    async with case.tx() as (tx, one):
        _must_work_on(signed, one)
        sealed: bool = await tx.value(
            "SELECT EXISTS (SELECT 1 FROM complaint_evidence WHERE brand_id = $1 AND complaint_id = $2 AND sealed)",
            one.brand,
            one.id,
        )
        if sealed and edition == "full" and form == "zip":
            signed.actor.must(documents.READ, one.brand)
    wanted = export.Wanted(
        edition=export.Edition(edition),
        language=language or ("ru" if one.language == "ru" else "en"),
        by=signed.staff_id,
    )
    signer = pack_keys.signer(desk.settings.secret_key, desk.settings.pack_key)
    order = await export.begin(desk.db, signed.actor, one, wanted, signer, form=form)
    maker = export.Maker(desk.db, _outside(desk), signer, order)
    name = f"{one.number}-{edition}.{form}"
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
async def list_exports(case: TheCase) -> list[PackTaken]:
    """The packs that were made of a case, the newest first."""
    async with case.read() as (tx, one):
        return await evidence.packs_taken(tx, one.brand, one.id)


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
async def get_item(case: TheCase, item: UUID) -> EvidenceItem:
    """One item, with what was read of it."""
    async with case.looked_at("evidence") as (tx, one):
        held = await evidence.one(tx, one.brand, one.id, item)
        return EvidenceItem(
            item=_item(held, case.signed.locale),
            facts=held.normalised,
            meta_sha256=held.meta_sha256.hex(),
            previous_sha256=held.previous_sha256.hex(),
        )


@get("/complaints/{complaint:str}/evidence/{item:uuid}/file", media_type="application/octet-stream")
async def get_file(case: TheCase, item: UUID) -> Response[bytes]:
    """The bytes as they were taken, to save. A sealed one needs documents.read."""
    async with case.tx() as (tx, one):
        held = await evidence.one(tx, one.brand, one.id, item)
        if held.sealed:
            case.signed.actor.must(documents.READ, one.brand)
        await look(tx, one, f"file {held.seq}")
    data = await export.bytes_of(case.desk.db, _outside(case.desk), one.brand, held)
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


def _session(case: TheCase) -> str:
    """The session token itself: the database asks for it, not for who we say is there."""
    token = bearer(case.request) or case.request.cookies.get(COOKIE)
    if case.signed.session is None or token is None:
        raise NotInPerson
    return token


class ClosedNote(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    text: str


class NoteKept(msgspec.Struct, frozen=True):
    id: UUID


@get("/complaints/{complaint:str}/compliance")
async def get_notes(case: TheCase, why: str = "") -> list[ComplianceNote]:
    """Notes that the law forbids to disclose. Needs compliance.read; who read them is kept. `why`: is kept too."""
    async with case.tx() as (tx, one):
        case.signed.actor.must("compliance.read", one.brand)
        return await compartment.notes(tx, _session(case), one.brand, one.id, why=why)


@post("/complaints/{complaint:str}/compliance", status_code=201, responses=gives(201, NoteKept))
async def add_note(case: TheCase, data: ClosedNote) -> Response[bytes]:
    """A note that no export, search, report or colleague without the permission reaches. It can't be changed."""

    async def do(tx: Tx, one: Complaint) -> NoteKept:
        case.signed.actor.must("compliance.write", one.brand)
        return NoteKept(await compartment.add(tx, _session(case), one.brand, one.id, data.text))

    return await case.write(do, status=201)


@get("/complaints/{complaint:str}/compliance/reads")
async def get_reads(case: TheCase) -> list[ComplianceRead]:
    """Who wrote and read the closed notes of a case. Needs compliance.read."""
    async with case.tx() as (tx, one):
        case.signed.actor.must("compliance.read", one.brand)
        return await compartment.reads(tx, _session(case), one.brand, one.id)


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
