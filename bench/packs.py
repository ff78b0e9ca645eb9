"""`python -m bench.packs`: the memory that a pack of evidence takes, for a small case and for one of 500 items with files.

Each export runs in a process of its own, which tells its peak of resident memory before and after, and that of the process
that sets the PDF. The floor is what such a process takes before it exports anything."""

from __future__ import annotations

import asyncio
import os
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer

from pitboss.complaints import clocks, evidence, queries
from pitboss.complaints.actions import hold
from pitboss.complaints.checklists import checklists
from pitboss.complaints.export import Edition, Maker, Wanted, begin
from pitboss.complaints.freezing import FOLDER, Outside
from pitboss.complaints.pack_keys import signer
from pitboss.complaints.verify import verify
from pitboss.db import embedded
from pitboss.db.migrate import migrate
from pitboss.db.tx import SYSTEM, Database, connect
from pitboss.events.log import flush
from pitboss.files.store import FileStore
from pitboss.kit.ids import new_id
from tests.making import a_brand, a_complaint, a_player

MIB = 2**20
SECRET = b"a secret key that is long enough for a measurement"


class Peak(msgspec.Struct, frozen=True):
    """MiB; seconds; bytes of the archive."""

    before: float
    after: float
    pdf: float
    seconds: float
    size: int
    verified: float


async def _database(url: str) -> Database:
    return Database(await connect(url, size=4, application="pitboss bench"), flush=flush)


async def _fill(url: str, files: FileStore, items: int, size: int) -> tuple[str, str]:
    """A case whose items are half files of `size` bytes, half bets with 60 lines each."""
    db = await _database(url)
    brand = await a_brand(db)
    player = await a_player(db, brand)
    case = await a_complaint(db, brand, player.id)
    async with db.tx(SYSTEM) as tx:  # with rules that are kept, as every case of a desk has them
        pack, version = await clocks.pack_of(tx, brand.id, "GB")
        await tx.run(
            "UPDATE complaint SET pack = $3, pack_version = $4 WHERE brand_id = $1 AND id = $2",
            brand.id,
            case,
            pack,
            version,
        )
    for number in range(items):
        item, picture = new_id(), number % 2 == 0
        raw = os.urandom(size) if picture else msgspec.json.encode(_bet(number))
        key = f"{FOLDER}/{brand.id}/{item}"
        await files.put_sealed(key, raw)
        found = evidence.Found(
            id=item,
            kind="file" if picture else "bets",
            title=f"item {number}",
            source=f"bench {number}",
            taken_at=datetime.now(UTC),
            name=f"{number}.{'png' if picture else 'json'}",
            media_type="image/png" if picture else "application/json",
            raw_size=len(raw),
            content_sha256=evidence.chain.sha256(raw),
            file_key=key,
            normalised={"name": f"{number}.png", "type": "image/png", "size": size}
            if picture
            else _bet(number),
            public=True,
        )
        async with db.tx(SYSTEM) as tx:
            held = await hold(tx, brand.id, case)
            await evidence.append(tx, held, found, need=None, by=None)
    await db.close()
    return brand.id, str(case)


def _bet(number: int) -> dict[str, Any]:
    step = {"at": "2026-11-01T10:00:00Z", "kind": "settled", "status": "lost", "payout": None, "by": "system"}
    pick = {"event": "Волна — Северный ветер", "market": "Исход", "pick": "П1", "odds": "2.10"}
    return {
        "id": f"88{number:06}",
        "kind": "accumulator",
        "stake": {"amount": "20.00", "currency": "GBP"},
        "accepted_at": "2026-11-01T09:00:00Z",
        "status": "lost",
        "selections": [pick] * 10,
        "settlement_log": [step] * 5,
    }


def _peak() -> float:
    """Of this program alone: what getrusage tells begins with the peak of the process that started it."""
    told = Path("/proc/self/status").read_text()
    return int(told.partition("VmHWM:")[2].split()[0]) / 1024


def _peak_of_children() -> float:
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


async def _export(url: str, folder: Path, brand: str, case: str, edition: str) -> Peak:
    db, files = await _database(url), FileStore(f"file://{folder / 'files'}")
    async with db.tx(SYSTEM) as tx:
        found = await queries.complaint(tx, brand, msgspec.convert(case, evidence.UUID))
    wanted = Wanted(edition=Edition(edition), language="ru", by=None)
    checklists()
    before, began = _peak(), time.perf_counter()
    order = await begin(db, SYSTEM, found, wanted, signer(SECRET), form="zip")
    maker = Maker(db, Outside(files, None, ()), signer(SECRET), order)
    path, size = folder / "pack.zip", 0
    with path.open("wb") as out:
        async for part in maker.zip():
            size += out.write(part)
    seconds, after, pdf = time.perf_counter() - began, _peak(), _peak_of_children()
    await db.close()
    verdict = await asyncio.to_thread(verify, path)
    assert verdict.unaltered, verdict.findings
    return Peak(before, after, pdf, seconds, size, _peak())


def main(
    items: Annotated[int, typer.Option(help="Items of the large case.")] = 500,
    size: Annotated[int, typer.Option(help="Bytes of each file.")] = MIB,
    child: Annotated[str, typer.Option(hidden=True)] = "",
) -> None:
    if child:
        url, folder, brand, case, edition = child.split("\t")
        print(msgspec.json.encode(asyncio.run(_export(url, Path(folder), brand, case, edition))).decode())
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        url = embedded.start(folder / "database")
        try:
            asyncio.run(migrate(url))
            files = FileStore(f"file://{folder / 'files'}")
            for many in (items // 10, items):
                brand, case = asyncio.run(_fill(url, files, many, size))
                for edition in ("full", "redacted"):
                    told = "\t".join([url, name, brand, case, edition])
                    ran = subprocess.run(
                        [sys.executable, "-m", "bench.packs", "--child", told],
                        check=True,
                        capture_output=True,
                    )
                    peak = msgspec.json.decode(ran.stdout, type=Peak)
                    print(
                        f"{many:4} items, {edition:8}: {peak.size / MIB:6.1f} MiB in {peak.seconds:4.1f} s · "
                        f"peak {peak.after:5.1f} MiB, {peak.after - peak.before:+5.1f} over the floor of {peak.before:.1f} · "
                        f"PDF process {peak.pdf:5.1f} MiB · after verifying {peak.verified:5.1f} MiB"
                    )
        finally:
            embedded.stop(folder / "database")


if __name__ == "__main__":
    typer.run(main)
