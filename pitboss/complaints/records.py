"""Compares a pack with the desk's own records: for a desk that is shown a pack which says it is its own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from pitboss.complaints import chain, evidence, pack_keys
from pitboss.complaints.pack_form import Manifest
from pitboss.complaints.pack_keys import PackKeyInUse, Signer
from pitboss.complaints.verify import Finding
from pitboss.db.tx import SYSTEM, Database
from pitboss.kit.ids import as_uuid


class Compared(msgspec.Struct, frozen=True, kw_only=True):
    """`findings`: what of the pack the desk does not have so. `key`: which of the desk's own signed it; None: none did."""

    findings: list[Finding]
    key: PackKeyInUse | None


async def compare(db: Database, signer: Signer, manifest: Manifest, key: str | None) -> Compared:
    """Links that were added later are no difference, nor is a key that signed at the time and does not sign now."""
    async with db.tx(SYSTEM) as tx:
        known = await pack_keys.known(tx)
    used = next((one for one in known if one.fingerprint == key), None)
    findings = _signature(signer, manifest, key, used, known)
    brand, which = str(manifest.case.get("brand")), as_uuid(str(manifest.case.get("id")))
    if which is None:
        findings.append(Finding("the case", "The pack does not name a case."))
    else:
        findings += await _links(db, brand, which, manifest)
    return Compared(findings=findings, key=used)


def _signature(
    signer: Signer,
    manifest: Manifest,
    key: str | None,
    used: PackKeyInUse | None,
    known: Sequence[PackKeyInUse],
) -> list[Finding]:
    if used is None:
        if key in (signer.fingerprint, pack_keys.fingerprint(signer.derived.public_key())):
            return []  # of before keys were kept
        ours = ", ".join(dict.fromkeys([signer.fingerprint, *(one.fingerprint for one in known)]))
        return [
            Finding("the signature", f"It is by no key of this desk. Its keys have the fingerprints {ours}.")
        ]
    try:
        made = msgspec.convert(manifest.generated_at, datetime)
    except msgspec.ValidationError:
        return [Finding("the manifest", "It does not say when the pack was made.")]
    if not used.from_at <= made <= used.to_at:
        return [
            Finding(
                "the signature",
                f"The desk signed with this key from {_day(used.from_at)} to {_day(used.to_at)}, and not when the pack says that "
                "it was made.",
            )
        ]
    return []


def _day(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"


async def _links(db: Database, brand: str, complaint: UUID, manifest: Manifest) -> list[Finding]:
    async with db.tx(SYSTEM) as tx:
        number: str | None = await tx.value(
            "SELECT number FROM complaint WHERE brand_id = $1 AND id = $2", brand, complaint
        )
        kept = await evidence.links(tx, brand, complaint)
        exported: bool = await tx.value(
            "SELECT EXISTS (SELECT 1 FROM complaint_export WHERE brand_id = $1 AND complaint_id = $2 AND head_sha256 = $3)",
            brand,
            complaint,
            bytes.fromhex(manifest.head) if len(manifest.head) == 64 else b"",
        )
    if number is None:
        return [Finding("the case", "This desk has no such case.")]
    findings = []
    if number != manifest.case.get("number"):
        findings.append(Finding("the case", f"In this desk it has the number {number}."))
    for place, told in enumerate(manifest.chain):
        if place >= len(kept) or told.get("sha256") != kept[place].sha256:
            findings.append(
                Finding(f"link {place + 1} of the chain", "The desk's own chain has another here, or none.")
            )
            break
    if chain.breaks(kept) is not None:
        findings.append(Finding("the desk", "The desk's own chain does not hold."))
    if not exported:
        findings.append(Finding("the pack", "The desk never made a pack that ends here."))
    return findings
