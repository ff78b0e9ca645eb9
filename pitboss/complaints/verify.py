"""Checks a pack of evidence: whether anything in it was changed since it was made, and where. Needs the file alone.

The signature covers the manifest, the manifest names every member with its hash and every link of the chain, and the file
around the members is compared with what their writer makes of them: so there is no byte that could be another without being
found. The one thing that a file can't say of itself is whose key signed it; its fingerprint is compared with the published
one (`--fingerprint`) or, at the operator's own desk, with the database."""

from __future__ import annotations

import base64
import binascii
import hashlib
import zipfile
import zlib
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import IO, Any

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from pitboss.complaints import chain
from pitboss.complaints.chain import Link
from pitboss.complaints.pack_form import (
    FORMATS,
    MANIFEST,
    RECORD,
    SIGNATURE,
    Archive,
    Manifest,
    Member,
    Signature,
)

MOST_MEMBERS = 20_000
MOST_MANIFEST = 64 * 2**20
MOST_MEMBER = 512 * 2**20
PIECE = 2**20
_UNOPENED = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    RuntimeError,  # zipfile's word for newer formats, unknown compression, patched data and passwords
    UnicodeDecodeError,
    EOFError,
)


class Finding(msgspec.Struct, frozen=True):
    """One thing that is wrong: where (a member, an item, the file), and what, in a sentence."""

    where: str
    what: str


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """`findings`: empty if the pack is unaltered. `manifest`, `key`: as far as they could be read."""

    findings: list[Finding]
    manifest: Manifest | None = None
    key: str | None = None
    members: int = 0

    @property
    def unaltered(self) -> bool:
        return not self.findings


def verify(path: Path, *, expected: Collection[str] = ()) -> Verdict:
    """`expected`: the fingerprints that the operator publishes, of the key that signs now and of those before it."""
    try:
        with path.open("rb") as file, zipfile.ZipFile(file) as opened:
            return _verify(opened, file, expected)
    except _UNOPENED as problem:
        return Verdict(findings=[Finding("the file", f"It can't be opened as a pack: {problem}.")])
    except (ValueError, OverflowError) as problem:
        return Verdict(findings=[Finding("the file", f"Its structure is damaged: {problem}.")])


def _verify(opened: zipfile.ZipFile, file: IO[bytes], expected: Collection[str]) -> Verdict:
    infos = opened.infolist()
    names = [info.filename for info in infos]
    if len(infos) > MOST_MEMBERS or any(info.file_size > MOST_MEMBER for info in infos):
        return Verdict(findings=[Finding("the file", "It is larger than any pack is.")])
    findings: list[Finding] = [
        Finding(name, "It is in the file more than once.")
        for name, many in Counter(names).items()
        if many > 1
    ]
    if missing := [name for name in (MANIFEST, SIGNATURE) if name not in names]:
        findings += [Finding(name, "It is missing, so nothing else can be checked.") for name in missing]
        return Verdict(findings=findings)
    raw, told = _manifest_of(opened)
    key, said = _signed(opened, raw, expected)
    findings += said
    if told is None:
        findings.append(Finding(MANIFEST, "It can't be read as the manifest of a pack."))
        return Verdict(findings=findings, key=key)
    if key is not None and told.key != key:
        findings.append(Finding(MANIFEST, "It names another key than the one that signed it."))
    found, damaged = _hashes(opened, infos)
    findings += damaged
    findings += _members(told.members, names, found)
    findings += _record(told)
    findings += _chain(told, found)
    if not findings:
        findings += _container(opened, file)
    return Verdict(findings=findings, manifest=told, key=key, members=len(told.members))


def _manifest_of(opened: zipfile.ZipFile) -> tuple[bytes, Manifest | None]:
    try:
        if opened.getinfo(MANIFEST).file_size > MOST_MANIFEST:
            return b"", None
        raw = opened.read(MANIFEST)
    except (zipfile.BadZipFile, EOFError, OSError):
        return b"", None
    try:
        told = msgspec.json.decode(raw, type=Manifest, strict=True)
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return raw, None
    return raw, told if told.format in FORMATS else None


def _signed(
    opened: zipfile.ZipFile, raw: bytes, expected: Collection[str]
) -> tuple[str | None, list[Finding]]:
    """The fingerprint of the key that signed the manifest, and what is wrong with that."""
    try:
        signature = msgspec.json.decode(opened.read(SIGNATURE), type=Signature)
        public = base64.b64decode(signature.public_key, validate=True)
        key = Ed25519PublicKey.from_public_bytes(public)
        mark = base64.b64decode(signature.signature, validate=True)
        if base64.b64encode(mark).decode() != signature.signature or signature.algorithm != "Ed25519":
            raise ValueError("another spelling")
    except (msgspec.MsgspecError, zipfile.BadZipFile, EOFError, binascii.Error, ValueError, UnicodeError):
        return None, [Finding(SIGNATURE, "It can't be read as a signature.")]
    fingerprint = hashlib.sha256(public).hexdigest()
    findings = []
    try:
        key.verify(mark, raw)
    except InvalidSignature:
        findings.append(
            Finding(MANIFEST, "The signature does not fit it: the manifest, or its signature, was changed.")
        )
    if expected and fingerprint not in {one.lower().replace(":", "").strip() for one in expected}:
        findings.append(
            Finding(
                SIGNATURE, f"It is by another key than the one you named: its fingerprint is {fingerprint}."
            )
        )
    return fingerprint, findings


def _hashes(
    opened: zipfile.ZipFile, infos: Sequence[zipfile.ZipInfo]
) -> tuple[dict[str, Member], list[Finding]]:
    found: dict[str, Member] = {}
    findings: list[Finding] = []
    for info in infos:
        digest, size = hashlib.sha256(), 0
        try:
            for piece in _pieces(opened, info):
                digest.update(piece)
                size += len(piece)
        except (*_UNOPENED, OSError, ValueError, AssertionError):
            findings.append(
                Finding(info.filename, "It is damaged: its bytes are not those that were written.")
            )
            continue
        found[info.filename] = Member(info.filename, size, digest.hexdigest())
    return found, findings


def _pieces(opened: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    left = MOST_MEMBER
    with opened.open(info) as member:
        while piece := member.read(PIECE):
            left -= len(piece)
            if left < 0:
                raise zipfile.BadZipFile("too long")
            yield piece


def _members(told: Sequence[Member], names: Sequence[str], found: dict[str, Member]) -> list[Finding]:
    """What was changed, removed, added, renamed or moved."""
    findings: list[Finding] = []
    expected = {member.path: member for member in told}
    strangers = {name: found[name] for name in names if name not in expected and name in found}
    strangers = {name: one for name, one in strangers.items() if name not in (MANIFEST, SIGNATURE)}
    by_hash = {(one.sha256, one.size): name for name, one in strangers.items()}
    renamed: set[str] = set()
    for member in told:
        if member.path in found:
            if found[member.path] != member:
                findings.append(Finding(member.path, "Its contents were changed since the pack was made."))
        elif member.path not in names:
            other = by_hash.get((member.sha256, member.size))
            if other is not None and other not in renamed:
                renamed.add(other)
                findings.append(
                    Finding(other, f"It was renamed; the pack was made with it as {member.path}.")
                )
            else:
                findings.append(Finding(member.path, "It was removed."))
    findings += [
        Finding(name, "It was added; the pack was made without it.")
        for name in strangers
        if name not in renamed
    ]
    wanted = [*(member.path for member in told), MANIFEST, SIGNATURE]
    if not findings and list(names) != wanted:
        place = next(i for i, (now, then) in enumerate(zip(names, wanted, strict=False)) if now != then)
        findings.append(Finding(names[place], f"The order was changed; {wanted[place]} stood here."))
    return findings


def _record(told: Manifest) -> list[Finding]:
    """Whether the manifest names a member for each part of the case's record."""
    if told.format == "pitboss-pack-1":
        return []
    members = {member.path for member in told.members}
    return [
        Finding(MANIFEST, f"It names no member that tells of the case's {part}.")
        for part in RECORD
        if told.record.get(part) not in members
    ]


def _chain(told: Manifest, found: dict[str, Member]) -> list[Finding]:
    """Whether the links follow each other up to the head, and each item is what its link says."""
    try:
        links = msgspec.convert(told.chain, list[Link])
    except msgspec.ValidationError:
        return [Finding(MANIFEST, "Its chain can't be read.")]
    if (broken := chain.breaks(links)) is not None:
        told_by = {
            "order": "it is out of order, or a link before it is missing",
            "previous": "it does not follow the link before it",
            "hash": "its hash is not the hash of what it says",
        }
        return [Finding(f"link {broken.seq} of the chain", f"The chain breaks here: {told_by[broken.what]}.")]
    findings = []
    if chain.head(links) != told.head:
        findings.append(Finding(MANIFEST, "The head that it names is not the end of its chain."))
    if [item.get("id") for item in told.items] != [link.id for link in links]:
        findings.append(Finding(MANIFEST, "Its items are not those of its chain, or stand in another order."))
        return findings
    for item, link in zip(told.items, links, strict=True):
        findings += _item(item, link, found)
    return findings


def _item(item: dict[str, Any], link: Link, found: dict[str, Member]) -> list[Finding]:
    where = f"item {link.seq}"
    findings = []
    members = item.get("members") or {}
    original = members.get("original")
    if original is not None and original in found and found[original].sha256 != link.content:
        findings.append(Finding(where, f"{original} is not what was frozen: its hash is not the link's."))
    meta = item.get("meta")
    if meta is not None:
        if chain.sha256(chain.canonical(meta)) != link.meta:
            findings.append(Finding(where, "What is said about it is not what was frozen with it."))
        read = members.get("normalised")
        if read is not None and read in found and found[read].sha256 != meta.get("normalised"):
            findings.append(Finding(where, f"{read} is not what was read when it was frozen."))
    return findings


def _container(opened: zipfile.ZipFile, file: IO[bytes]) -> list[Finding]:
    """Writes the file again from its members, and compares: lengths, names, checksums and whatever stands between."""
    archive, at = Archive(), 0
    file.seek(0)
    for info in opened.infolist():
        # `read` moves the file, so that where we are is kept here.
        piece = archive.add(info.filename, opened.read(info))
        if (wrong := _differs(file, at, piece)) is not None:
            return [_outside(wrong)]
        at += len(piece)
    rest = archive.end()
    if (wrong := _differs(file, at, rest)) is not None:
        return [_outside(wrong)]
    file.seek(at + len(rest))
    return [_outside(at + len(rest))] if file.read(1) else []


def _differs(file: IO[bytes], at: int, piece: bytes) -> int | None:
    file.seek(at)
    there = file.read(len(piece))
    if there == piece:
        return None
    return at + next((i for i, (a, b) in enumerate(zip(there, piece, strict=False)) if a != b), len(there))


def _outside(place: int) -> Finding:
    return Finding(
        f"byte {place} of the file",
        "Every member is unaltered, but the file around them is not as it was written. Ask for the pack again.",
    )
