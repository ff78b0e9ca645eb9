"""Compares a pack with the desk's own records: for a desk that is shown a pack which says it is its own."""

from __future__ import annotations

from uuid import UUID

from pitboss.complaints import chain, evidence
from pitboss.complaints.export import fingerprint, signing_key
from pitboss.complaints.pack_form import Manifest
from pitboss.complaints.verify import Finding
from pitboss.db.tx import SYSTEM, Database
from pitboss.kit.ids import as_uuid


async def compare(db: Database, secret: bytes, manifest: Manifest, key: str | None) -> list[Finding]:
    """What of the pack the desk does not have so. Links that were added later are no difference."""
    findings = []
    own = fingerprint(signing_key(secret).public_key())
    if key != own:
        findings.append(
            Finding("the signature", f"It is not by this desk's key, whose fingerprint is {own}.")
        )
    brand, which = str(manifest.case.get("brand")), as_uuid(str(manifest.case.get("id")))
    if which is None:
        return [*findings, Finding("the case", "The pack does not name a case.")]
    return [*findings, *await _links(db, brand, which, manifest)]


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
