"""Packs of evidence to take away: a ZIP and a PDF, in two editions. They are written as they are read, an item at a time, so
memory does not grow with the case."""

from __future__ import annotations

import base64
import hashlib
import tomllib
from collections.abc import AsyncIterator, Iterable, Iterator
from datetime import UTC, datetime
from enum import StrEnum
from functools import cache
from importlib import metadata
from importlib.resources import files
from itertools import islice
from typing import Any
from uuid import UUID

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from pitboss.channels import names
from pitboss.channels import queries as channels
from pitboss.complaints import chain, checklists, chronology, evidence, redact, typeset
from pitboss.complaints import events as e
from pitboss.complaints.chronology import Dated
from pitboss.complaints.evidence import Head, Whole
from pitboss.complaints.freezing import Outside
from pitboss.complaints.model import CATEGORIES, OUTCOMES, Category, Complaint, Outcome
from pitboss.complaints.pack_form import FORMAT, MANIFEST, SIGNATURE, Archive, Manifest, Member, Signature
from pitboss.complaints.redact import Reader
from pitboss.db.tx import SYSTEM, Actor, Database
from pitboss.events.log import record_in
from pitboss.files import documents
from pitboss.files.documents import DocumentGone
from pitboss.files.sealed import Sealed, Unopenable
from pitboss.kit.ids import new_id

AT_A_TIME = 20  # items read from the database
LINES = 6000  # of what was read of items, in a PDF
MOST_LINES = 120  # of one item
FEWEST_LINES = 8
WORDS = 400_000  # characters of conversations, in a PDF
MOST_WORDS = 4000  # of one message
MOST_DATED = 1500
_ENDING = {
    "application/json": "json",
    "application/pdf": "pdf",
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/webp": "webp",
    "image/gif": "gif",
    "text/plain": "txt",
}
_TOLD = frozenset(
    f"complaint_{what}"
    for what in (
        "registered", "acknowledged", "analysed", "investigated", "waits", "resumed", "extended", "withdrawn",
        "evidence_frozen", "evidence_waived", "decided", "carried_out", "closed", "appeal_asked", "appeal_decided",
        "referral_sent", "referral_ruled",
    )
)  # fmt: skip


class Edition(StrEnum):
    full = "full"  # for the dispute body
    redacted = "redacted"  # for the player


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    edition: Edition
    language: str
    by: UUID | None


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """One pack: of which case, and where its chain stood when it was ordered. What is frozen later is not in it."""

    case: Complaint
    brand_name: str
    wanted: Wanted
    head: Head
    made_at: datetime


# ── the key ─────────────────────────────────────────────────────────────────────────────────────────────────


def signing_key(secret: bytes) -> Ed25519PrivateKey:
    """The installation's own, made from its secret key: the same in every process, and kept nowhere."""
    seed = HKDF(SHA256(), 32, None, b"pitboss evidence packs: ed25519").derive(secret)
    return Ed25519PrivateKey.from_private_bytes(seed)


def public_text(key: Ed25519PublicKey) -> str:
    return base64.b64encode(key.public_bytes(Encoding.Raw, PublicFormat.Raw)).decode()


def fingerprint(key: Ed25519PublicKey) -> str:
    return hashlib.sha256(key.public_bytes(Encoding.Raw, PublicFormat.Raw)).hexdigest()


# ── making one ──────────────────────────────────────────────────────────────────────────────────────────────


async def begin(db: Database, actor: Actor, case: Complaint, wanted: Wanted, *, form: str) -> Order:
    """Notes who takes which pack, before they get any of it."""
    async with db.tx(actor) as tx:
        head = await evidence.head(tx, case.brand, case.id)
        brand_name = (await channels.brand(tx, case.brand)).name
        made_at: datetime = await tx.value("SELECT now()")
        await tx.elevate()
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
    return Order(case=case, brand_name=brand_name, wanted=wanted, head=head, made_at=made_at)


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

    def __init__(self, db: Database, outside: Outside, key: Ed25519PrivateKey, order: Order) -> None:
        self.key = key
        self._db = db
        self._outside = outside
        self._order = order
        self._members: list[Member] = []
        self._items: list[dict[str, Any]] = []
        self._chain: list[dict[str, Any]] = []
        self._dated: list[Dated] = []

    async def zip(self) -> AsyncIterator[bytes]:
        """The archive, piece by piece."""
        archive, order = Archive(), self._order
        yield self._add(archive, "README.txt", _readme(order, self.key).encode())
        reader = await self._reader()
        async for item in self._each():
            link = item.link
            self._chain.append(msgspec.to_builtins(link))
            yield await self._item(archive, item, reader)
        dated = [
            {"at": one.at, "what": one.what, "facts": one.facts, "evidence": one.evidence}
            for one in chronology.merged(self._dated)
        ]
        yield self._add(archive, "chronology.json", chain.canonical(dated))
        del dated
        yield self._add(archive, "pack.pdf", await self.pdf())
        manifest = chain.canonical(msgspec.to_builtins(self._manifest()))
        yield archive.add(MANIFEST, manifest)
        signature = Signature(
            "Ed25519",
            public_text(self.key.public_key()),
            base64.b64encode(self.key.sign(manifest)).decode(),
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

    async def _reader(self) -> Reader | None:
        """None: the edition shows everything."""
        if self._order.wanted.edition is Edition.full:
            return None
        case = self._order.case
        async with self._db.tx(SYSTEM) as tx:
            own = await tx.column(
                "SELECT value FROM identity WHERE brand_id = $1 AND player_id = $2",
                case.brand,
                case.player_id,
            )
            brand = await channels.brand(tx, case.brand)
        called = names.names(brand.name, brand.settings.get("sender"), None, "email")
        return Reader(own, called.of)

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
            "stage": case.stage,
            "outcome": case.outcome,
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
            key=fingerprint(self.key.public_key()),
        )

    # ── what the PDF tells ──────────────────────────────────────────────────────────────────────────────────

    async def _told(self) -> dict[str, Any]:
        order = self._order
        words, reader = words_in(order.wanted.language), await self._reader()
        share = max(FEWEST_LINES, min(MOST_LINES, LINES // max(1, order.head.length)))
        left = WORDS
        told: list[dict[str, Any]] = []
        dated: list[Dated] = []
        async for item in self._each():
            shown = _shown(item, reader)
            one, left = _item_told(item, shown, reader, words, order.wanted.language, share, left)
            told.append(one)
            if shown is not None and item.kind != "transcript":
                chronology.gather(dated, chronology.entries(item.kind, shown, item.id))
        entries = _timeline(chronology.merged([*dated, *await self._steps()]), words)
        return {
            "language": order.wanted.language,
            "words": {name: words.said[name] for name in ("page", "timeline", "timeline_rest", "evidence")},
            "title": words.said["title"].format(number=order.case.number),
            "edition": f"{order.brand_name} · {order.wanted.edition.value}",
            "edition_long": words.said[order.wanted.edition.value],
            "head": order.head.sha256,
            "about": _about(order, self.key, words),
            "timeline": _by_day(entries[-MOST_DATED:], order.wanted.language),
            "timeline_cut": len(entries) > MOST_DATED,
            "items": told,
        }

    async def _steps(self) -> list[Dated]:
        """The case's own steps, of the kinds that are told."""
        case = self._order.case
        async with self._db.tx(SYSTEM) as tx:
            rows = await tx.connection.fetch(
                """
                SELECT type, at FROM event
                WHERE  brand_id = $1 AND type LIKE 'complaint\\_%' AND data ->> 'complaint' = $2 AND at <= $3
                ORDER  BY number
                LIMIT  2000
                """,
                case.brand,
                str(case.id),
                self._order.made_at,
            )
        return [
            Dated(row["at"], "complaint", f"complaint.{row['type'].removeprefix('complaint_')}", {}, case.id)
            for row in rows
            if row["type"] in _TOLD
        ]


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


class Words(msgspec.Struct, frozen=True):
    said: dict[str, str]
    stages: dict[str, str]
    words: dict[str, str]


@cache
def words_in(language: str) -> Words:
    held = tomllib.loads((files(__package__) / "pack_words.toml").read_text(encoding="utf-8"))
    mine = held["ru" if language == "ru" else "en"]
    said = {name: text for name, text in mine.items() if isinstance(text, str)}
    return Words(said, mine["stages"], mine["words"])


def _readme(order: Order, key: Ed25519PrivateKey) -> str:
    return words_in(order.wanted.language).said["readme"].strip().format(
        number=order.case.number,
        made=order.made_at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S"),
        fingerprint=fingerprint(key.public_key()),
    ) + "\n"  # fmt: skip


def _about(order: Order, key: Ed25519PrivateKey, words: Words) -> list[list[str]]:
    case, said = order.case, words.said
    russian = order.wanted.language == "ru"
    label = CATEGORIES[Category(case.category)].label
    outcome = OUTCOMES[Outcome(case.outcome)] if case.outcome else None
    rows = [
        [said["brand"], order.brand_name],
        [said["category"], f"{label.ru if russian else label.en} ({case.category})"],
        [said["jurisdiction"], case.jurisdiction],
        [said["received"], _moment(case.first_received_at)],
        [said["registered"], _moment(case.registered_at)],
        [said["stage"], words.stages.get(case.stage, case.stage)],
    ]
    if outcome is not None:
        rows.append([said["outcome"], outcome.ru if russian else outcome.en])
    rows += [
        [said["rules"], f"{case.pack} {case.pack_version}".strip()],
        [said["made"], " · ".join((_moment(order.made_at), "pitboss " + tool_version()))],
        [said["items"], str(order.head.length)],
        [said["head"], order.head.sha256, "hash"],
        [said["key"], fingerprint(key.public_key()), "hash"],
    ]
    return rows


def _item_told(
    item: Whole, shown: Any, reader: Reader | None, words: Words, language: str, share: int, left: int
) -> tuple[dict[str, Any], int]:
    """What the PDF tells of an item, and how many characters of conversations may still follow."""
    said, meta = words.said, item.meta
    known = item.kind in checklists.checklists().items
    label = checklists.label(item.kind, language) if known else ("Файл" if language == "ru" else "File")
    title = item.title if shown is not None else ""
    facts = [[said["taken"], _moment(meta["taken_at"])]]
    if meta["occurred_at"]:
        facts.append([said["occurred"], _moment(meta["occurred_at"])])
    if reader is None:
        facts.append([said["source"], clean(meta["source"])])
        facts.append([said["size"], f"{meta['size']} {said['bytes']}"])
    facts += [[said["content"], item.content_sha256.hex(), "hash"], [said["link"], item.sha256.hex(), "hash"]]
    told: dict[str, Any] = {
        "heading": clean(f"{item.seq}. {label}{f': {title}' if title else ''}"),
        "facts": facts,
        "lines": [],
        "messages": [],
        "note": said["withheld"] if shown is None else "",
    }
    if shown is None:
        return told, left
    if item.kind == "transcript":
        for message in shown["messages"]:
            if left <= 0:
                break
            text = message["text"][: min(MOST_WORDS, left)]
            left -= len(text)
            author = message.get("author") or message.get("author_name") or message["author_kind"]
            author = said["player"] if author == "player" else author
            told["messages"].append(
                {"author": clean(author), "at": _moment(message["created_at"]), "text": clean(text)}
            )
        cut = len(told["messages"]) < len(shown["messages"])
    else:
        lines = list(islice(_walk(shown, ""), share + 1))
        cut = len(lines) > share
        told["lines"] = [clean(line) for line in lines[:share]]
    if cut:
        told["note"] = said["rest"].format(place=f"items/{item.seq:04d}-{item.kind}")
    return told, left


def _walk(value: Any, name: str) -> Iterator[str]:
    if isinstance(value, dict):
        if value.keys() == {"amount", "currency"}:
            yield f"{name}: {value['amount']} {value['currency']}"
            return
        for key, item in value.items():
            yield from _walk(item, f"{name}.{key}" if name else key)
    elif isinstance(value, list):
        for place, item in enumerate(value, 1):
            yield from _walk(item, f"{name}[{place}]")
    elif value not in (None, ""):
        yield f"{name}: {value}"[:600]


def _timeline(dated: Iterable[Dated], words: Words) -> list[tuple[datetime, str, str]]:
    return [
        (one.at, _in_words(one.what, words), clean(", ".join(v for v in one.facts.values() if v))[:400])
        for one in dated
    ]


def _in_words(what: str, words: Words) -> str:
    kind, _, done = what.partition(".")
    return f"{words.words.get(kind, kind)}: {words.words.get(done, done.replace('_', ' '))}"


def _by_day(entries: Iterable[tuple[datetime, str, str]], language: str) -> list[dict[str, Any]]:
    days: dict[str, list[list[str]]] = {}
    for at, what, facts in entries:
        moment = at.astimezone(UTC)
        days.setdefault(moment.strftime("%Y-%m-%d"), []).append([moment.strftime("%H:%M"), what, facts])
    return [{"day": f"{day} (UTC)", "entries": found} for day, found in days.items()]


def _moment(value: Any) -> str:
    moment = value if isinstance(value, datetime) else msgspec.convert(value, datetime)
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")


def clean(text: str) -> str:
    """Without what would turn the direction of the lines around it, or can't be set."""
    return "".join("\ufffd" if _turns(c) else c for c in text)


def _turns(c: str) -> bool:
    code = ord(c)
    return (
        0x202A <= code <= 0x202E
        or 0x2066 <= code <= 0x2069
        or code in (0x200E, 0x200F, 0x061C)
        or (code < 32 and c not in "\n\t")
    )
