"""Packs of evidence: what is in them, and what is not."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import msgspec
import pypdf
import pytest

from pitboss.complaints import chain, redact
from pitboss.complaints.pack_form import Archive, Manifest, Window
from pitboss.complaints.pack_pages import clean
from pitboss.complaints.redact import Reader
from pitboss.db.tx import SYSTEM
from tests.casino import Open
from tests.complaints.cases import VOIDED, ACase, a_case, upload_page
from tests.desk import Desk
from tests.flows.test_documents import hands_over, sends
from tests.pictures import PNG


def opened(data: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(data))


def manifest_of(data: bytes) -> Manifest:
    return msgspec.json.decode(opened(data).read("manifest.json"), type=Manifest)


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


def everything(data: bytes) -> str:
    """All that can be read in a pack, PDF too."""
    pack = opened(data)
    told = [
        pack.read(name).decode("utf-8", "replace")
        for name in pack.namelist()
        if not name.endswith((".pdf", ".png"))
    ]
    return "\n".join([*pack.namelist(), *told, text_of(pack.read("pack.pdf"))])


async def a_told_case(desk: Desk, casino: Open) -> ACase:
    """With a conversation in which staff took part, a note and a file."""
    text = "You voided my bet. Ask my friend at other.person@mail.example or +44 7700 900123."
    case = await a_case(desk, casino, text=text, files=(("slip.png", PNG),))
    agent = await desk.sits("agent", desk.brand.queue, name="Valentina Unmistakable")
    await agent.says(case.ticket, "We look into it.")
    await agent.notes(case.ticket, "He shouts a lot; see the trader's remark QUOKKA.")
    async with desk.db.tx(SYSTEM) as tx:
        attachment = await tx.value("SELECT id FROM attachment WHERE brand_id = $1", desk.brand.id)
        await tx.run(
            "INSERT INTO complaint_note (brand_id, id, complaint_id, staff_id, text) VALUES ($1, gen_random_uuid(), $2, $3, $4)",
            desk.brand.id,
            case.id,
            agent.id,
            "Deliberation: WOMBAT.",
        )
    await case.does("evidence/files", {"attachment": str(attachment), "need": "screenshots"}, expect=201)
    await case.does("evidence/freeze", {})
    return case


async def test_the_full_edition_holds_every_item_as_it_was_taken(desk: Desk, casino: Open) -> None:
    case = await a_told_case(desk, casino)
    shown = await case.sees()
    data = await case.takes(edition="full")
    pack, told = opened(data), manifest_of(data)
    assert pack.testzip() is None
    assert pack.namelist() == [*(member.path for member in told.members), "manifest.json", "manifest.sig"]
    assert told.head == shown["head"]["sha256"]
    assert [item["kind"] for item in told.items] == [item["kind"] for item in shown["items"]]
    for item, seen in zip(told.items, shown["items"], strict=True):
        assert item["withheld"] == (item["kind"] == "notes")
        if item["withheld"]:
            continue
        assert chain.sha256(pack.read(item["members"]["original"])) == seen["content_sha256"]
        assert item["meta"]["source"] == seen["source"]
    assert pack.read(told.items[0]["members"]["original"]) == PNG
    bets = msgspec.json.decode(
        pack.read(next(i for i in told.items if i["kind"] == "bets")["members"]["original"])
    )
    (voided,) = [bet for bet in bets["items"] if bet["id"] == VOIDED]
    assert voided["settlement_log"][-1]["by"] == "trader R. Finch"
    assert told.tool["name"] == "pitboss"
    assert told.rules == {"pack": "iso10002", "version": ""}
    assert "QUOKKA" not in everything(data), "inner notes leave with no edition"
    notes = next(item for item in shown["items"] if item["kind"] == "notes")
    assert "QUOKKA" in str(await case.sees(f"evidence/{notes['id']}")), (
        "who works on the case reads them in the desk"
    )
    assert "WOMBAT" not in everything(data), "deliberation is in no edition"


async def test_the_players_edition_leaves_out_what_is_not_theirs(desk: Desk, casino: Open) -> None:
    case = await a_told_case(desk, casino)
    data = await case.takes(edition="redacted")
    told, said = manifest_of(data), everything(data)
    for hidden in (
        "QUOKKA", "WOMBAT", "Unmistakable", "R. Finch", "PALP", "odds plainly wrong", "other.person@", "900123",
        "/track/", casino.url, str(case.handler.id), "203.0.113.40",
    ):  # fmt: skip
        assert hidden not in said, hidden
    for shown in ("You voided my bet.", "We look into it.", "Valentina", VOIDED, "7.3"):
        assert shown in said, shown
    assert told.head == (await case.sees())["head"]["sha256"], "the chain is the same"
    assert all("meta" not in item for item in told.items)
    slip = told.items[0]["members"]
    assert opened(data).read(slip["original"]) == PNG, "their own file"


async def test_what_the_player_uploaded_under_lock_is_named_and_stays_locked(
    desk: Desk, casino: Open
) -> None:
    case = await a_case(desk, casino, category="FRUD")
    await case.does("evidence/ask", {"ticket": str(case.ticket.id), "codes": ["identity"]})
    page = await upload_page(case)
    await sends(desk, page, "identity", PNG)
    await hands_over(desk, page)
    await case.does("evidence/freeze", {"code": "identity"})
    refused = await case.asks(case.handler, "GET", "evidence/export", edition="full")
    assert refused.status_code == 403
    redacted = await case.takes(edition="redacted")
    assert "original" not in manifest_of(redacted).items[0]["members"]
    lead = await desk.sits("complaints_lead", desk.brand.queue)
    full = await case.takes(by=lead, edition="full")
    assert opened(full).read(manifest_of(full).items[0]["members"]["original"])[:8] == PNG[:8]


async def test_the_pdf_tells_the_case_in_the_language_asked_for(desk: Desk, casino: Open) -> None:
    case = await a_told_case(desk, casino)
    shown = await case.sees()
    for language, words in (
        ("en", ("Complaint C-1001", "Voided or refused bet", "What happened", "Bet: voided", "page 1 of")),
        ("ru", ("Жалоба C-1001", "Отменённая или непринятая ставка", "Что происходило", "Ставка: отменена", "страница 1 из")),
    ):  # fmt: skip
        pdf = await case.takes(edition="full", form="pdf", language=language)
        assert pdf.startswith(b"%PDF-")
        said = text_of(pdf)
        for word in words:
            assert word in said, word
        flat = said.replace("\n", "")
        assert shown["head"]["sha256"] in flat
        for item in shown["items"]:
            assert item["content_sha256"] in flat
            assert item["sha256"] in flat


async def test_what_a_player_wrote_stays_text_in_the_pdf(desk: Desk, casino: Open) -> None:
    words = (
        '#panic("x") $x^2$ *b* _i_ <a> @ref `c` \\ #import "@preview/x:1.0" #read("/etc/passwd") = Heading'
    )
    case = await a_case(desk, casino, text=words + " \u202ereversed")
    await case.does("evidence/freeze", {"code": "transcript"})
    said = text_of(await case.takes(form="pdf")).replace("\n", " ")
    for part in (
        '#panic("x")',
        "$x^2$",
        "*b*",
        "_i_",
        "<a>",
        "@ref",
        "`c`",
        '#read("/etc/passwd")',
        "= Heading",
    ):
        assert part in said, part
    assert "root:" not in said
    assert "\u202e" not in said
    assert clean("a\u202eb\u2066c\x07d\n") == "a\ufffdb\ufffdc\ufffdd\n"


async def test_each_pack_that_left_is_kept_with_who_took_it(desk: Desk, casino: Open) -> None:
    case = await a_case(desk, casino)
    await case.does("evidence/freeze", {"code": "bets"})
    await case.takes(edition="redacted")
    await case.takes(edition="full", form="pdf")
    async with desk.db.tx(SYSTEM) as tx:
        rows = await tx.connection.fetch(
            "SELECT edition, form, items, made_by FROM complaint_export WHERE brand_id = $1 ORDER BY id",
            desk.brand.id,
        )
        said = await tx.column(
            "SELECT data ->> 'edition' FROM event WHERE brand_id = $1 AND type = 'complaint_pack_exported' ORDER BY number",
            desk.brand.id,
        )
    assert [tuple(row) for row in rows] == [
        ("redacted", "zip", 1, case.handler.id), ("full", "pdf", 1, case.handler.id),
    ]  # fmt: skip
    assert said == ["redacted", "full"]
    viewer = await desk.sits("supervisor")
    assert (await case.asks(viewer, "GET", "evidence/export")).status_code == 403


async def test_an_empty_case_makes_a_pack_too(desk: Desk, casino: Open) -> None:
    case = await a_case(desk, casino)
    told = manifest_of(await case.takes())
    assert (told.items, told.chain, told.head) == ([], [], chain.START)


# ── redaction, by itself ──

MARY = Reader(["mary@mail.example", "+447700900456"], lambda name: name.split()[0] if name else "Harbour")


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("write to bob@mail.example", "write to •••"),
        ("write to Mary@mail.example", "write to Mary@mail.example"),
        ("call +44 7700 900123 now", "call ••• now"),
        ("call 07700 900456", "call 07700 900456"),
        ("позвоните 8 (916) 123-45-67", "позвоните •••"),
        ("bet 88120977 of 2026-11-22, 1 000 000 RUB", "bet 88120977 of 2026-11-22, 1 000 000 RUB"),
        ("reference PR7710040051", "reference PR7710040051"),
    ],
)
def test_addresses_of_others_are_masked_and_ones_own_are_not(words: str, shown: str) -> None:
    assert MARY.text(words) == shown


def test_a_field_that_nobody_has_thought_of_is_not_shown() -> None:
    raw: dict[str, Any] = {
        "id": "w-1", "kind": "withdrawal", "money": {"amount": "5", "currency": "GBP", "secret": "x"}, "risk_score": 97,
        "raw_state": "Frozen", "history": [{"at": "2026-01-01T00:00:00Z", "state": "pending", "by": "J. Doe", "reason": "mule?", "told": "wait"}],
    }  # fmt: skip
    shown = redact.shown("payments", raw, MARY)
    assert shown == {
        "id": "w-1", "kind": "withdrawal", "money": {"amount": "5", "currency": "GBP"},
        "history": [{"at": "2026-01-01T00:00:00Z", "state": "pending", "by": "operator", "told": "wait"}],
    }  # fmt: skip
    assert redact.shown("a kind of tomorrow", raw, MARY) is None


# ── the file's form, by itself ──


def test_the_same_members_make_the_same_bytes() -> None:
    def made() -> bytes:
        archive = Archive()
        return archive.add("a.txt", b"one") + archive.add("b/c.json", b"{}") + archive.end()

    data = made()
    assert data == made()
    pack = opened(data)
    assert {name: pack.read(name) for name in pack.namelist()} == {"a.txt": b"one", "b/c.json": b"{}"}
    assert all(info.flag_bits & 8 == 0 for info in pack.infolist()), "readable while it comes, too"


def test_what_was_taken_from_the_window_can_not_be_written_again() -> None:
    window = Window()
    window.write(b"abc")
    window.seek(1)
    window.write(b"X")
    assert window.take() == b"aXc"
    with pytest.raises(io.UnsupportedOperation):
        window.seek(0)


async def test_a_second_address_of_the_player_is_theirs(desk: Desk, casino: Open) -> None:
    case = await a_case(desk, casino, text="My other address is second@mail.example.")
    async with desk.db.tx(SYSTEM) as tx:
        player = await tx.value("SELECT player_id FROM complaint WHERE brand_id = $1", desk.brand.id)
        await tx.run(
            "INSERT INTO identity (brand_id, id, player_id, kind, value) VALUES ($1, gen_random_uuid(), $2, 'email', 'second@mail.example')",
            desk.brand.id,
            player,
        )
    await case.does("evidence/freeze", {"code": "transcript"})
    assert "second@mail.example" in everything(await case.takes(edition="redacted"))


def test_the_clock_of_the_maker_is_not_in_the_file() -> None:
    archive = Archive()
    data = archive.add("a", b"") + archive.end()
    assert opened(data).infolist()[0].date_time == (1980, 1, 1, 0, 0, 0)
