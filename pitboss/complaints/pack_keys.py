"""The key that signs packs, and those that signed before it."""

from __future__ import annotations

import base64
import hashlib
from datetime import datetime

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from pitboss.db.tx import Tx


class Signer(msgspec.Struct, frozen=True):
    """`key` signs. `derived`: the one that the secret key makes, by which packs were signed before keys were kept."""

    key: Ed25519PrivateKey
    derived: Ed25519PrivateKey

    @property
    def fingerprint(self) -> str:
        return fingerprint(self.key.public_key())


def signer(secret: bytes, own: bytes | None = None) -> Signer:
    """The installation's: by `own` where one is set (PITBOSS_PACK_KEY), else by a key that its secret key makes, which is the
    same in every process and kept nowhere."""
    seed = HKDF(SHA256(), 32, None, b"pitboss evidence packs: ed25519").derive(secret)
    derived = Ed25519PrivateKey.from_private_bytes(seed)
    return Signer(derived if own is None else Ed25519PrivateKey.from_private_bytes(own), derived)


def public_bytes(key: Ed25519PublicKey) -> bytes:
    return key.public_bytes(Encoding.Raw, PublicFormat.Raw)


def public_text(key: Ed25519PublicKey) -> str:
    return base64.b64encode(public_bytes(key)).decode()


def fingerprint(key: Ed25519PublicKey) -> str:
    return hashlib.sha256(public_bytes(key)).hexdigest()


class PackKeyInUse(msgspec.Struct, frozen=True, kw_only=True):
    """A public key (Ed25519, in Base64) by which packs of this desk are or were signed, from the first pack to the last.
    `fingerprint`: the SHA-256 of its bytes."""

    public_key: str
    fingerprint: str
    from_at: datetime
    to_at: datetime


async def used(tx: Tx, by: Signer, at: datetime) -> None:
    """Keeps that a pack is signed now. The transaction is elevated, and has not noted the pack yet."""
    if not await tx.value("SELECT EXISTS (SELECT 1 FROM complaint_pack_key)"):
        earlier = await tx.connection.fetchrow(
            "SELECT min(made_at) AS first, max(made_at) AS last FROM complaint_export"
        )
        if earlier is not None and earlier["first"] is not None:
            await _keep(tx, by.derived.public_key(), earlier["first"], earlier["last"])
    await _keep(tx, by.key.public_key(), at, at)


async def _keep(tx: Tx, key: Ed25519PublicKey, first: datetime, last: datetime) -> None:
    await tx.run(
        """
        INSERT INTO complaint_pack_key (fingerprint, public_key, from_at, to_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (fingerprint) DO UPDATE SET to_at = greatest(complaint_pack_key.to_at, excluded.to_at)
        """,
        bytes.fromhex(fingerprint(key)),
        public_bytes(key),
        first,
        last,
    )


async def known(tx: Tx) -> list[PackKeyInUse]:
    """All keys that ever signed a pack, the newest first."""
    return await tx.all(
        PackKeyInUse,
        """
        SELECT encode(public_key, 'base64') AS public_key, encode(fingerprint, 'hex') AS fingerprint, from_at, to_at
        FROM   complaint_pack_key
        ORDER  BY to_at DESC, fingerprint
        """,
    )
