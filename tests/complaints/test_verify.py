"""`pitboss verify-pack`: a pack is what was made, or it is said where it is not."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from pitboss.cli import app
from pitboss.complaints import chain, queries, records
from pitboss.complaints.export import Edition, Maker, Wanted, begin
from pitboss.complaints.freezing import Outside
from pitboss.complaints.pack_form import Manifest
from pitboss.complaints.pack_keys import fingerprint, signer
from pitboss.complaints.verify import Finding, Verdict, verify
from pitboss.db.tx import SYSTEM
from tests.casino import Open
from tests.complaints.cases import VOIDED, a_case
from tests.complaints.packs_made import KEY, OTHER_KEY, Made, made
from tests.desk import SECRET, Desk


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def judged(folder: Path, data: bytes, **more: Any) -> Verdict:
    path = folder / "pack.zip"
    path.write_bytes(data)
    return verify(path, **more)


def only(verdict: Verdict) -> Finding:
    (finding,) = verdict.findings
    return finding


def test_a_pack_as_it_was_made_is_unaltered(folder: Path) -> None:
    verdict = judged(folder, made().pack(), expected=[fingerprint(KEY.public_key()).upper()])
    assert verdict.findings == []
    assert verdict.members == 16
    assert verdict.key == fingerprint(KEY.public_key())


@settings(max_examples=150)
@given(data=st.data())
def test_one_flipped_bit_anywhere_is_found(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    whole = made(2).pack()
    at = data.draw(st.integers(0, len(whole) - 1))
    bit = data.draw(st.integers(0, 7))
    flipped = bytearray(whole)
    flipped[at] ^= 1 << bit
    path = tmp_path_factory.getbasetemp() / "flipped.zip"
    path.write_bytes(flipped)
    assert verify(path).findings, at


def test_a_flipped_byte_of_a_member_is_named_by_the_member(folder: Path) -> None:
    whole = made().pack()
    for raw, where in (
        (b"the original 3", "items/0003-bets/original.json"),
        ("Пакет".encode(), "README.txt"),
    ):
        at = whole.index(raw)
        finding = only(judged(folder, whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]))
        assert finding == Finding(where, "It is damaged: its bytes are not those that were written.")


def test_a_changed_member_is_named_also_when_its_checksum_was_mended(folder: Path) -> None:
    whole = made()
    whole.members[3] = (whole.members[3][0], b"the original x")
    findings = judged(folder, whole.pack()).findings
    assert (
        Finding("items/0002-bets/original.json", "Its contents were changed since the pack was made.")
        in findings
    )
    assert findings[-1].where == "item 2"


def test_a_removed_an_added_and_a_renamed_member_are_named(folder: Path) -> None:
    whole = made()
    path, data = whole.members.pop(3)
    assert only(judged(folder, whole.pack())) == Finding(path, "It was removed.")
    whole.members.insert(3, ("items/0002-bets/other.json", data))
    assert only(judged(folder, whole.pack())) == Finding(
        "items/0002-bets/other.json", f"It was renamed; the pack was made with it as {path}."
    )
    whole = made()
    whole.members.append(("extra.txt", b"x"))
    assert only(judged(folder, whole.pack())) == Finding(
        "extra.txt", "It was added; the pack was made without it."
    )


def test_members_in_another_order_are_found(folder: Path) -> None:
    whole = made()
    whole.members[1], whole.members[2] = whole.members[2], whole.members[1]
    assert only(judged(folder, whole.pack())) == Finding(
        "items/0001-bets/read.json", "The order was changed; items/0001-bets/original.json stood here."
    )


def test_a_member_that_stands_twice_is_found(folder: Path) -> None:
    out = io.BytesIO(made().pack())
    with zipfile.ZipFile(out, "a") as pack, pytest.warns(UserWarning, match="Duplicate"):
        pack.writestr("README.txt", b"another")
    assert (
        Finding("README.txt", "It is in the file more than once.") in judged(folder, out.getvalue()).findings
    )


def test_a_changed_manifest_does_not_fit_its_signature(folder: Path) -> None:
    whole = made()
    changed = msgspec.structs.replace(whole.manifest, case={"number": "C-9999"})
    whole.raw_manifest = chain.canonical(msgspec.to_builtins(changed))
    finding = only(judged(folder, whole.pack()))
    assert finding.where == "manifest.json"
    assert finding.what.startswith("The signature does not fit it")


def test_a_pack_made_anew_with_another_key_is_found_by_the_fingerprint(folder: Path) -> None:
    whole = made(key=OTHER_KEY)
    assert judged(folder, whole.pack()).unaltered, "a file can't say whose key it should be"
    verdict = judged(folder, whole.pack(), expected=[fingerprint(KEY.public_key())])
    assert "another key" in only(verdict).what


def forged(whole: Made) -> Made:
    """By somebody who holds the key, and left the chain as it was."""
    whole.renew_members()
    return whole


def test_a_holder_of_the_key_can_not_leave_out_an_item_unnoticed(folder: Path) -> None:
    whole = made()
    kept = [one for place, one in enumerate(whole.manifest.chain) if place != 1]
    items = [one for place, one in enumerate(whole.manifest.items) if place != 1]
    whole.manifest = msgspec.structs.replace(whole.manifest, chain=kept, items=items)
    del whole.members[3:5]
    finding = only(judged(folder, forged(whole).pack()))
    assert finding == Finding(
        "link 2 of the chain", "The chain breaks here: it is out of order, or a link before it is missing."
    )


def test_a_holder_of_the_key_can_not_change_an_item_unnoticed(folder: Path) -> None:
    whole = made()
    whole.members[5] = (whole.members[5][0], b"the original, made better")
    finding = only(judged(folder, forged(whole).pack()))
    assert finding.where == "item 3"
    whole = made()
    whole.members[6] = (whole.members[6][0], b"{}")
    assert only(judged(folder, forged(whole).pack())).where == "item 3"
    whole = made()
    whole.manifest.items[0]["meta"]["title"] = "another"
    assert only(judged(folder, forged(whole).pack())) == Finding(
        "item 1", "What is said about it is not what was frozen with it."
    )
    whole = made()
    whole.manifest = msgspec.structs.replace(whole.manifest, head=chain.START)
    assert "head" in only(judged(folder, forged(whole).pack())).what


@pytest.mark.parametrize(
    "data",
    [b"", b"not a zip", b"PK\x05\x06" + bytes(18), b"PK\x03\x04" + bytes(200), made().pack()[:-30], made().pack()[40:]],
    ids=["empty", "text", "no-members", "zeros", "cut-at-the-end", "cut-at-the-beginning"],
)  # fmt: skip
def test_what_is_no_pack_is_said_to_be_none(folder: Path, data: bytes) -> None:
    assert judged(folder, data).findings


def test_what_stands_around_the_members_counts_too(folder: Path) -> None:
    whole = made().pack()
    out = io.BytesIO(whole)
    with zipfile.ZipFile(out, "a") as pack:
        pack.comment = b"seen by nobody"
    assert "the file around them" in only(judged(folder, out.getvalue())).what
    assert judged(folder, b"x" + whole).findings
    assert judged(folder, whole + b"\n").findings


def test_a_manifest_of_nonsense_is_no_crash(folder: Path) -> None:
    for nonsense in (b"", b"[]", b"{}", b"[" * 100_000, b"\xff", chain.canonical({"format": "x"})):
        whole = made()
        whole.raw_manifest = nonsense or b" "
        assert judged(folder, whole.pack()).findings
    whole = made()
    whole.manifest = msgspec.structs.replace(whole.manifest, chain=[{"seq": "one"}])
    assert judged(folder, whole.pack()).findings


# ── the command, and a desk's own packs ──


async def test_what_the_desk_exports_verifies_and_one_flipped_byte_of_any_member_is_found(
    desk: Desk, casino: Open, folder: Path
) -> None:
    case = await a_case(desk, casino)
    await case.does("evidence/freeze", {})
    for edition in ("full", "redacted"):
        data = await case.takes(edition=edition)
        assert judged(folder, data).findings == [], edition
        for info in zipfile.ZipFile(io.BytesIO(data)).infolist():
            at = info.header_offset + 30 + len(info.filename) + info.file_size // 2
            changed = data[:at] + bytes([data[at] ^ 0x20]) + data[at + 1 :]
            assert info.filename in {finding.where for finding in judged(folder, changed).findings}, (
                info.filename
            )


async def test_after_a_settlement_changed_the_pack_still_verifies_and_holds_the_old_one(
    desk: Desk, casino: Open, folder: Path
) -> None:
    case = await a_case(desk, casino)
    await case.does("evidence/freeze", {"code": "bets", "record": VOIDED})
    before = await case.takes()
    casino.casino.roll_back(desk.brand.id, "hb-40022", VOIDED, reason="reopened")
    after = await case.takes()
    assert judged(folder, after).findings == []
    name = "items/0001-bets/original.json"
    assert zipfile.ZipFile(io.BytesIO(after)).read(name) == zipfile.ZipFile(io.BytesIO(before)).read(name)
    assert b"odds plainly wrong" in zipfile.ZipFile(io.BytesIO(after)).read(name)


async def test_a_pack_is_compared_with_the_desks_own_records(desk: Desk, casino: Open, folder: Path) -> None:
    case = await a_case(desk, casino)
    await case.does("evidence/freeze", {})
    verdict = judged(folder, await case.takes())
    assert verdict.manifest is not None
    told: Manifest = verdict.manifest

    async def compared(manifest: Manifest, key: str | None = verdict.key) -> list[str]:
        return [
            f.where for f in (await records.compare(desk.db, signer(SECRET.encode()), manifest, key)).findings
        ]

    assert await compared(told) == []
    await case.does("evidence/freeze", {"code": "account"})
    assert await compared(told) == [], "what was frozen later is no difference"
    assert await compared(told, "0" * 64) == ["the signature"]
    stranger = msgspec.structs.replace(told, case={**told.case, "id": "01a203d6-1bc6-72cf-a661-b2ddc489cb49"})
    assert await compared(stranger) == ["the case"]
    rewritten = [*told.chain[:1], {**told.chain[1], "sha256": "0" * 64}, *told.chain[2:]]
    assert await compared(msgspec.structs.replace(told, chain=rewritten)) == ["link 2 of the chain"]
    assert await compared(msgspec.structs.replace(told, head="0" * 64)) == ["the pack"]


async def test_after_a_new_key_packs_of_before_are_still_the_desks_and_say_when_their_key_was_used(
    desk: Desk, casino: Open, folder: Path
) -> None:
    case = await a_case(desk, casino)
    await case.does("evidence/freeze", {"code": "bets", "record": VOIDED})
    old, new = signer(SECRET.encode()), signer(SECRET.encode(), bytes(range(32)))
    assert old.fingerprint != new.fingerprint
    before = judged(folder, await case.takes())
    assert before.key == old.fingerprint
    async with desk.db.tx(SYSTEM) as tx:
        found = await queries.complaint(tx, desk.brand.id, case.id)
    wanted = Wanted(edition=Edition.full, language="en", by=None)
    order = await begin(desk.db, SYSTEM, found, wanted, new, form="zip")
    made = Maker(desk.db, Outside(desk.building.files, None, ()), new, order)
    after = judged(folder, b"".join([piece async for piece in made.zip()]))
    assert after.key == new.fingerprint
    for verdict, key in ((before, old), (after, new)):
        assert verdict.findings == []
        assert verdict.manifest is not None
        compared = await records.compare(desk.db, new, verdict.manifest, verdict.key)
        assert compared.findings == []
        assert compared.key is not None
        assert compared.key.fingerprint == key.fingerprint
        assert (
            compared.key.from_at
            <= msgspec.convert(verdict.manifest.generated_at, datetime)
            <= compared.key.to_at
        )
    manifest = before.manifest
    assert manifest is not None
    later = msgspec.structs.replace(manifest, generated_at="2099-01-01T00:00:00.000000Z")
    (finding,) = (await records.compare(desk.db, new, later, old.fingerprint)).findings
    assert "and not when the pack says" in finding.what
    shown = await case.handler.gets("/complaints/pack-keys")
    assert {old.fingerprint, new.fingerprint} <= {one["fingerprint"] for one in shown}


def test_several_fingerprints_may_be_named(folder: Path) -> None:
    ours = [fingerprint(OTHER_KEY.public_key()), fingerprint(KEY.public_key())]
    assert judged(folder, made().pack(), expected=ours).unaltered
    path = folder / "pack.zip"
    named = [part for one in ours for part in ("--key", one)]
    ran = CliRunner().invoke(app, ["verify-pack", str(path), *named])
    assert ran.exit_code == 0
    assert "(one that you named)" in ran.output
    assert CliRunner().invoke(app, ["verify-pack", str(path), "--key", ours[0]]).exit_code == 1


async def test_no_role_of_the_desk_rewrites_a_key(desk: Desk) -> None:
    for table_role in ("pitboss_app", "pitboss_desk"):
        async with desk.db.tx(SYSTEM) as tx:
            for column, may in (
                ("to_at", True),
                ("public_key", False),
                ("fingerprint", False),
                ("from_at", False),
            ):
                held = await tx.value(
                    "SELECT has_column_privilege($1, 'complaint_pack_key', $2, 'UPDATE')", table_role, column
                )
                assert held is may, (table_role, column)
            assert not await tx.value(
                "SELECT has_table_privilege($1, 'complaint_pack_key', 'DELETE')", table_role
            )


def test_the_command_says_it_in_plain_words_and_by_its_exit_code(folder: Path) -> None:
    path = folder / "pack.zip"
    path.write_bytes(made().pack())
    good = CliRunner().invoke(app, ["verify-pack", str(path), "--fingerprint", fingerprint(KEY.public_key())])
    assert good.exit_code == 0
    assert "UNALTERED" in good.output
    assert "C-1001 of Harbour" in good.output
    whole = made()
    del whole.members[2]
    path.write_bytes(whole.pack())
    bad = CliRunner().invoke(app, ["verify-pack", str(path)])
    assert bad.exit_code == 1
    assert "items/0001-bets/read.json: It was removed." in bad.output
    assert bad.output.rstrip().endswith("ALTERED: this is not the pack that was made.")
    assert CliRunner().invoke(app, ["verify-pack", str(folder / "nothing.zip")]).exit_code == 2


# ── packs of before ──

FIRST_FORMAT = Path(__file__).parent / "pack-1.zip"  # as a desk exported it when packs held evidence alone


def test_a_pack_of_the_first_format_still_verifies(folder: Path) -> None:
    verdict = verify(FIRST_FORMAT)
    assert verdict.findings == []
    assert verdict.manifest is not None
    assert (verdict.manifest.format, verdict.manifest.record) == ("pitboss-pack-1", {})
    data = FIRST_FORMAT.read_bytes()
    for at in range(0, len(data), 997):
        changed = data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
        assert judged(folder, changed).findings, at


def test_a_pack_of_this_format_tells_of_the_whole_case(folder: Path) -> None:
    whole = made()
    record = {part: path for part, path in whole.manifest.record.items() if part != "decisions"}
    whole.manifest = msgspec.structs.replace(whole.manifest, record=record)
    assert only(judged(folder, forged(whole).pack())) == Finding(
        "manifest.json", "It names no member that tells of the case's decisions."
    )
    whole = made()
    path, _ = next(one for one in whole.members if "decisions" in one[0])
    whole.members = [one for one in whole.members if one[0] != path]
    assert Finding(path, "It was removed.") in judged(folder, whole.pack()).findings
    assert only(judged(folder, forged(whole).pack())).where == "manifest.json"


def test_a_pack_of_a_format_of_tomorrow_is_not_taken_for_one(folder: Path) -> None:
    whole = made()
    whole.manifest = msgspec.structs.replace(whole.manifest, format="pitboss-pack-3")
    assert judged(folder, whole.pack()).findings


# ── what zipfile can't unpack ──


def zipped(*, method: int, flag: int = 0) -> bytes:
    """A pack whose members say of themselves that they are packed so, though they are not."""
    data = bytearray(made().pack())
    for mark, place in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        at = data.find(mark)
        while at >= 0:
            data[at + place] = method
            data[at + place - 2] |= flag
            at = data.find(mark, at + 1)
    return bytes(data)


@pytest.mark.parametrize(
    ("method", "flag", "told"),
    [(99, 0, "compression"), (8, 0, "decompressing"), (0, 1, "encrypted")],
    ids=["unknown-compression", "broken-compression", "password"],
)
def test_members_that_can_not_be_unpacked_are_a_sentence_and_no_crash(
    folder: Path, method: int, flag: int, told: str
) -> None:
    finding = only(judged(folder, zipped(method=method, flag=flag)))
    assert finding.where == "the file"
    assert finding.what.startswith("It can't be opened as a pack: ")
    assert told in finding.what


def test_a_member_of_unknown_compression_is_named(folder: Path) -> None:
    data = bytearray(made().pack())
    for mark, place, name in ((b"PK\x03\x04", 8, 30), (b"PK\x01\x02", 10, 46)):
        at = data.find(mark)
        assert data[at + name : at + name + 10] == b"README.txt"
        data[at + place] = 99
    assert Finding("README.txt", "It is damaged: its bytes are not those that were written.") in (
        judged(folder, bytes(data)).findings
    )
