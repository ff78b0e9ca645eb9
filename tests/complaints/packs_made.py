"""A pack made without a desk: for tests of how it is checked."""

from __future__ import annotations

import base64
from typing import Any

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from pitboss.complaints import chain
from pitboss.complaints.pack_form import (
    FORMAT,
    MANIFEST,
    RECORD,
    SIGNATURE,
    Archive,
    Manifest,
    Member,
    Signature,
)
from pitboss.complaints.pack_keys import fingerprint, public_text

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER_KEY = Ed25519PrivateKey.from_private_bytes(bytes(32))


class Made(msgspec.Struct):
    """The members in order, and the manifest: change either, then `pack`."""

    members: list[tuple[str, bytes]]
    manifest: Manifest
    key: Ed25519PrivateKey = KEY
    raw_manifest: bytes | None = None

    def renew_members(self) -> None:
        told = [Member(path, len(data), chain.sha256(data)) for path, data in self.members]
        self.manifest = msgspec.structs.replace(self.manifest, members=told)

    def pack(self) -> bytes:
        archive = Archive()
        made = b"".join(archive.add(path, data) for path, data in self.members)
        manifest = self.raw_manifest or chain.canonical(msgspec.to_builtins(self.manifest))
        signature = Signature(
            "Ed25519",
            public_text(self.key.public_key()),
            base64.b64encode(self.key.sign(chain.canonical(msgspec.to_builtins(self.manifest)))).decode(),
        )
        made += archive.add(MANIFEST, manifest)
        made += archive.add(SIGNATURE, chain.canonical(msgspec.to_builtins(signature)))
        return made + archive.end()


def made(many: int = 4, *, key: Ed25519PrivateKey = KEY) -> Made:
    links: list[chain.Link] = []
    members: list[tuple[str, bytes]] = [("README.txt", "Пакет".encode())]
    items: list[dict[str, Any]] = []
    for seq in range(1, many + 1):
        raw, read = f"the original {seq}".encode(), chain.canonical({"seq": seq})
        meta = {"title": f"item {seq}", "normalised": chain.sha256(read)}
        link = chain.link(seq, f"id-{seq}", content=chain.sha256(raw), meta=meta, previous=chain.head(links))
        links.append(link)
        folder = f"items/{seq:04d}-bets"
        members += [(f"{folder}/original.json", raw), (f"{folder}/read.json", read)]
        items.append(
            {
                "seq": seq,
                "id": link.id,
                "kind": "bets",
                "members": {"original": f"{folder}/original.json", "normalised": f"{folder}/read.json"},
                "meta": meta,
                "withheld": False,
            }
        )
    members += [(f"case/{part}.json", b"[]") for part in RECORD]
    manifest = Manifest(
        format=FORMAT,
        edition="full",
        language="en",
        generated_at="2026-11-22T15:00:00.000000Z",
        tool={"name": "pitboss", "version": "0"},
        case={"number": "C-1001", "brand_name": "Harbour"},
        rules={"pack": "gb", "version": "1"},
        head=chain.head(links),
        chain=[msgspec.to_builtins(link) for link in links],
        items=items,
        members=[],
        key=fingerprint(key.public_key()),
        record={part: f"case/{part}.json" for part in RECORD},
    )
    whole = Made(members=members, manifest=manifest, key=key)
    whole.renew_members()
    return whole
