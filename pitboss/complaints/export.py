"""Packs of evidence to take away: a ZIP and a PDF, in two editions. They are written as they are read, an item at a time, so
memory does not grow with the case."""

from __future__ import annotations

import base64
from collections.abc import AsyncIterator
from datetime import datetime
from enum import StrEnum
from functools import cache
from importlib import metadata
from typing import Any
from uuid import UUID

import msgspec

from pitboss.channels import queries as channels
from pitboss.complaints import case_file, chain, chronology, evidence, pack_keys, readers, redact, typeset
from pitboss.complaints import events as e
from pitboss.complaints.actions import look
from pitboss.complaints.case_file import CaseFile
from pitboss.complaints.chronology import Dated
from pitboss.complaints.evidence import Head, Whole
from pitboss.complaints.freezing import Outside
from pitboss.complaints.model import Complaint
from pitboss.complaints.pack_form import FORMAT, MANIFEST, SIGNATURE, Archive, Manifest, Member, Signature
from pitboss.complaints.pack_keys import Signer, public_text
from pitboss.complaints.pack_pages import Pages, words_in
from pitboss.complaints.redact import Reader
from pitboss.db.tx import SYSTEM, Actor, Database
from pitboss.events.log import record_in
from pitboss.files import documents
from pitboss.files.documents import DocumentGone
from pitboss.files.sealed import Sealed, Unopenable
from pitboss.kit.ids import new_id
from pitboss.kit.moments import in_zone

AT_A_TIME = 20  # items read from the database
_ENDING = {
    "application/json": "json",
    "application/pdf": "pdf",
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/webp": "webp",
    "image/gif": "gif",
    "text/plain": "txt",
}


class Edition(StrEnum):
    full = "full"  # for the dispute body
    redacted = "redacted"  # for the player


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    edition: Edition
    language: str
    by: UUID | None


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """One pack: of which case, how that stood when it was ordered, and where its chain did. What comes later is not in it.
    `reader`: who the player is; None: the edition shows everything."""

    file: CaseFile
    wanted: Wanted
    head: Head
    reader: Reader | None
    made_at: datetime

    @property
    def case(self) -> Complaint:
        return self.file.case

    @property
    def brand_name(self) -> str:
        return self.file.brand_name


# ── making one ──────────────────────────────────────────────────────────────────────────────────────────────


async def begin(
    db: Database, actor: Actor, case: Complaint, wanted: Wanted, signer: Signer, *, form: str
) -> Order:
    """Notes who takes which pack, before they get any of it.

    Raises:
        ViewFirst: the actor hears an appeal of the case, and has not written their own view yet.
    """
    async with db.tx(actor) as tx:
        brand = await channels.brand(tx, case.brand)
        file = await case_file.read(tx, case.brand, case.id, brand_name=brand.name)
        if file.decisions:
            await look(tx, case, "decision")
        head = await evidence.head(tx, case.brand, case.id)
        reader = None if wanted.edition is Edition.full else await readers.player(tx, file, brand)
        made_at: datetime = await tx.value("SELECT now()")
        await pack_keys.used(tx, signer, made_at)
        await tx.run(
            """
            INSERT INTO complaint_export (brand_id, id, complaint_id, edition, form, items, head_sha256, made_by, made_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            """,
            case.brand,
            new_id(),
            case.id,
            wanted.edition.value,
            form,
            head.length,
            bytes.fromhex(head.sha256),
            wanted.by,
            made_at,
        )
        event = e.ComplaintPackExported(
            complaint=case.id, edition=wanted.edition.value, form=form, head=head.sha256
        )
        await record_in(tx, case.brand, event)
    return Order(file=file, wanted=wanted, head=head, reader=reader, made_at=made_at)


class _Sealed(msgspec.Struct, frozen=True):
    key_id: str
    wrapped_key: bytes


async def bytes_of(db: Database, outside: Outside, brand: str, item: Whole) -> bytes:
    """The bytes as they were taken. The caller has asked whether this reader may open a sealed one.

    Raises:
        FileMissing, DocumentGone, NoDocumentKey.
    """
    data = await outside.files.get(item.file_key)
    if not item.sealed:
        return data
    if outside.keys is None:
        raise documents.NoDocumentKey
    async with db.tx(SYSTEM) as tx:
        kept = await tx.one(
            _Sealed,
            "SELECT key_id, wrapped_key FROM complaint_evidence_key WHERE brand_id = $1 AND evidence_id = $2",
            brand,
            item.id,
        )
    try:
        return outside.keys.open(brand, item.id, Sealed(kept.key_id, kept.wrapped_key, data))
    except Unopenable as problem:
        raise DocumentGone from problem


class Maker:
    """Makes one pack."""

    def __init__(self, db: Database, outside: Outside, signer: Signer, order: Order) -> None:
        self._signer = signer
        self._db = db
        self._outside = outside
        self._order = order
        self._members: list[Member] = []
        self._items: list[dict[str, Any]] = []
        self._chain: list[dict[str, Any]] = []
        self._dated: list[Dated] = []
        self._record: dict[str, str] = {}

    async def zip(self) -> AsyncIterator[bytes]:
        """The archive, piece by piece."""
        archive, order = Archive(), self._order
        yield self._add(archive, "README.txt", self._readme())
        for part, said in case_file.told(order.file, order.reader).items():
            yield self._part(archive, part, said)
        async for item in self._each():
            link = item.link
            self._chain.append(msgspec.to_builtins(link))
            yield await self._item(archive, item, order.reader)
        dated = [
            {
                "at": one.at,
                "what": one.what,
                "facts": one.facts,
                "evidence": None if one.kind == "complaint" else one.evidence,
            }
            for one in chronology.with_steps(self._dated, order.file.steps)
        ]
        yield self._part(archive, "chronology", dated)
        del dated
        yield self._add(archive, "pack.pdf", await self.pdf())
        manifest = chain.canonical(msgspec.to_builtins(self._manifest()))
        yield archive.add(MANIFEST, manifest)
        signature = Signature(
            "Ed25519",
            public_text(self._signer.key.public_key()),
            base64.b64encode(self._signer.key.sign(manifest)).decode(),
        )
        yield archive.add(SIGNATURE, chain.canonical(msgspec.to_builtins(signature)))
        yield archive.end()

    async def pdf_parts(self) -> AsyncIterator[bytes]:
        made = await self.pdf()
        for start in range(0, len(made), 64 * 1024):
            yield made[start : start + 64 * 1024]

    async def pdf(self) -> bytes:
        return await typeset.pdf(await self._told())

    def _add(self, archive: Archive, path: str, data: bytes) -> bytes:
        self._members.append(Member(path, len(data), chain.sha256(data)))
        return archive.add(path, data)

    def _readme(self) -> bytes:
        order = self._order
        text = words_in(order.wanted.language).said["readme"].strip()
        made = in_zone(order.made_at, order.file.zone, order.wanted.language)
        key = self._signer.fingerprint
        return (text.format(number=order.case.number, made=made, fingerprint=key) + "\n").encode()

    def _part(self, archive: Archive, part: str, said: Any) -> bytes:
        """A part of the case's record."""
        self._record[part] = f"case/{part}.json"
        return self._add(archive, self._record[part], chain.canonical(said))

    async def _each(self) -> AsyncIterator[Whole]:
        """The items up to the head that was ordered; a few are held at a time."""
        case, after = self._order.case, 0
        while after < self._order.head.length:
            async with self._db.tx(SYSTEM) as tx:
                some = await evidence.whole(
                    tx, case.brand, case.id, after=after, upto=self._order.head.length, limit=AT_A_TIME
                )
            for item in some:
                yield item
            after += len(some)

    async def _item(self, archive: Archive, item: Whole, reader: Reader | None) -> bytes:
        folder = f"items/{item.seq:04d}-{item.kind}"
        said: dict[str, Any] = {"seq": item.seq, "id": str(item.id), "kind": item.kind, "members": {}}
        pieces: list[bytes] = []

        def put(role: str, name: str, data: bytes) -> None:
            said["members"][role] = f"{folder}/{name}"
            pieces.append(self._add(archive, f"{folder}/{name}", data))

        shown = _shown(item, reader)
        if reader is None:
            said["meta"] = item.meta
        if shown is not None and (reader is None or _theirs(item)):
            original = f"original.{_ENDING.get(item.meta['media_type'], 'bin')}"
            put("original", original, await bytes_of(self._db, self._outside, self._order.case.brand, item))
        if shown is not None:
            put("normalised" if reader is None else "shown", "read.json", chain.canonical(shown))
            if item.kind != "transcript":
                chronology.gather(self._dated, chronology.entries(item.kind, shown, item.id))
        said["withheld"] = not said["members"]
        self._items.append(said)
        return b"".join(pieces)

    def _manifest(self) -> Manifest:
        order = self._order
        case = order.case
        about = {
            "brand": case.brand,
            "brand_name": order.brand_name,
            "number": case.number,
            "id": str(case.id),
            "category": case.category,
            "jurisdiction": case.jurisdiction,
            "first_received_at": case.first_received_at,
            "registered_at": case.registered_at,
            "stage": case_file.stage_shown(case.stage, whole=order.reader is None),
            "outcome": case_file.outcome_held(case),
        }
        return Manifest(
            format=FORMAT,
            edition=order.wanted.edition.value,
            language=order.wanted.language,
            generated_at=chain.plain(order.made_at),
            tool={"name": "pitboss", "version": tool_version()},
            case=chain.plain(about),
            rules={"pack": case.pack, "version": case.pack_version},
            head=order.head.sha256,
            chain=self._chain,
            items=self._items,
            members=self._members,
            key=self._signer.fingerprint,
            record=self._record,
        )

    async def _told(self) -> dict[str, Any]:
        """What the PDF says."""
        order = self._order
        pages = Pages(order.file, order.wanted.language, order.reader, items=order.head.length)
        dated: list[Dated] = []
        async for item in self._each():
            shown = _shown(item, order.reader)
            pages.item(item, shown)
            if shown is not None and item.kind != "transcript":
                chronology.gather(dated, chronology.entries(item.kind, shown, item.id))
        return pages.told(
            dated,
            edition=order.wanted.edition.value,
            made_at=order.made_at,
            tool="pitboss " + tool_version(),
            head=order.head.sha256,
            key=self._signer.fingerprint,
        )


def _theirs(item: Whole) -> bool:
    """The player sent it, or was sent it, and it needs no lock: what they uploaded as a document they have already."""
    return item.public and not item.sealed


def _shown(item: Whole, reader: Reader | None) -> Any:
    """None: nothing but that it is there. Inner notes are in no edition: remarks that the law forbids to disclose would
    leave with them."""
    if item.kind == evidence.NOTES:
        return None
    if reader is None:
        return item.normalised
    if item.kind == "file" and not item.public:
        return None
    return redact.shown(item.kind, item.normalised, reader)


@cache
def tool_version() -> str:
    return metadata.version("pitboss")
