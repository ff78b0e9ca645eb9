"""What a pack tells of a case besides its evidence, and to whom."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec
import pytest

from pitboss.complaints.pack_form import RECORD
from pitboss.complaints.verify import verify
from pitboss.db.tx import SYSTEM
from tests.complaints.deciding import FACTS, REASONING, Room, clauses, investigated
from tests.complaints.test_appeal import GROUNDS, REASONS
from tests.complaints.test_export import everything, manifest_of, opened, text_of
from tests.complaints.test_letters_sent import linked, sends
from tests.complaints.test_referral import body_of
from tests.desk import Desk, Seat

APOLOGY = {"kind": "apology", "what": "In writing, by the head of the desk."}
NAMED = " Sarah Whitfield of the trading desk spoke with WHITFIELD'S lead, S. Whitfield; so did О. Дубовой и Дyбовa."
VIEW = {"outcome": "not_upheld", "text": "WALLABY: by the evidence alone."}


@pytest.fixture
async def room(desk: Desk) -> Room:
    """Whose people have names that can be looked for."""
    made = Room(
        desk,
        await desk.sits("complaints_handler", desk.brand.queue, name="Hedda Gabler"),
        await desk.sits("complaints_lead", name="Sarah Whitfield"),
        await desk.sits("compliance", name="Ольга Дубова"),
        await desk.sits("complaints_reviewer", name="Torvald Helmer"),
    )
    await clauses(desk)
    await made.limit("complaints_lead", "EUR", "500")
    return made


async def takes(room: Room, complaint: UUID, *, by: Seat | None = None, **query: Any) -> bytes:
    answer = await (by or room.handler).asks(
        "GET", f"/complaints/{complaint}/evidence/export", brand=room.desk.brand.id, **query
    )
    assert answer.status_code == 200, answer.text
    return answer.content


def part(data: bytes, name: str) -> Any:
    return msgspec.json.decode(opened(data).read(manifest_of(data).record[name]))


async def a_story(room: Room) -> UUID:
    """Proposed, sent back, decided, told, carried out in part, appealed, upheld, referred, ruled."""
    complaint = await investigated(room.desk, room.handler)
    ticket = await room.desk.a_ticket(text="You have voided my bet. My friend Marina Velikova saw it.")
    await linked(room, complaint, ticket)
    other = await room.desk.a_ticket(from_="Marina Velikova <m.velikova@post.example>", text="I saw it.")
    async with room.desk.db.tx(SYSTEM) as tx:
        await tx.run(
            "UPDATE player SET name = 'Marina Velikova' WHERE brand_id = $1 AND id = $2",
            room.desk.brand.id,
            other.player_id,
        )
        await tx.run(
            "INSERT INTO complaint_ticket (brand_id, complaint_id, ticket_id, why) VALUES ($1, $2, $3, 'linked')",
            room.desk.brand.id,
            complaint,
            other.id,
        )
    await room.posts(room.handler, f"/complaints/{complaint}/notes", 201, text="WOMBAT: is he right?")
    first = await room.proposed(complaint, facts=FACTS + " PLATYPUS")
    await room.posts(
        room.lead, f"/complaints/{complaint}/decisions/{first['id']}/return", reason="ECHIDNA: think again."
    )
    await room.decided(
        complaint,
        facts=FACTS + NAMED + " Ask Marina Velikova.",
        redress=[APOLOGY],
        outcome="partly_upheld",
    )
    await sends(room, complaint, "final_response", body="gb.ibas")
    (action,) = await room.asks(room.handler, "GET", f"/complaints/{complaint}/execution", 200)
    path = f"/complaints/{complaint}/execution/{action['id']}"
    await room.posts(room.handler, f"{path}/prove", proof="Letter of NUMBAT, signed by Hedda Gabler.")
    await room.posts(room.lead, f"{path}/confirm")
    return complaint


async def an_appeal(room: Room, complaint: UUID) -> str:
    path = f"/complaints/{complaint}/appeal"
    await room.posts(room.handler, path, 201, grounds=GROUNDS)
    await room.posts(room.lead, f"{path}/give", staff=str(room.officer.id))
    return path


async def whole_story(room: Room) -> UUID:
    complaint = await a_story(room)
    path = await an_appeal(room, complaint)
    await room.posts(room.officer, f"{path}/view", **VIEW)
    await room.posts(room.officer, f"{path}/conclude", outcome="upheld", reasoning=REASONS)
    await takes(room, complaint)
    (taken,) = await room.asks(room.handler, "GET", f"/complaints/{complaint}/evidence/exports", 200)
    sent = await room.posts(
        room.handler,
        f"/complaints/{complaint}/referrals",
        201,
        body=await body_of(room, complaint),
        export=taken["id"],
        reference="IB-7",
    )
    await room.posts(
        room.lead,
        f"/complaints/{complaint}/referrals/{sent['id']}/rule",
        ruling="for_player",
        text="The body finds for the player, says Marina Velikova's neighbour.",
        ruled_at=sent["sent_at"],
        redress=[{"kind": "payment", "amount": "20", "currency": "EUR"}],
    )
    return complaint


async def test_the_full_edition_tells_the_whole_case_and_verifies(room: Room, tmp_path: Path) -> None:
    complaint = await whole_story(room)
    data = await takes(room, complaint, edition="full")
    told = manifest_of(data)
    assert sorted(told.record) == sorted(RECORD)
    sheet = part(data, "case")
    case = await room.case(complaint)
    assert (sheet["number"], sheet["category"], sheet["zone"]) == (case.number, "VOID", "Europe/London")
    assert [one["stage"] for one in sheet["stages"]][:6] == [
        "registered", "acknowledged", "analysis", "investigation", "proposed", "investigation",
    ]  # fmt: skip
    returned, decided = part(data, "decisions")
    assert (returned["state"], decided["state"]) == ("returned", "decided")
    assert decided["facts"].endswith("Ask Marina Velikova.")
    assert decided["clauses"][0]["text"] == "A bet is void only for a reason of rule 7."
    assert [(one["role"], one["by"]) for one in decided["signatures"]] == [
        ("proposer", "Hedda Gabler"),
        ("decider", "Sarah Whitfield"),
    ]
    apology, paid = part(data, "execution")
    assert (apology["state"], apology["verified"], apology["verified_by"]) == (
        "verified", "by_person", "Sarah Whitfield",
    )  # fmt: skip
    assert "NUMBAT" in apology["proof"]
    assert (paid["state"], paid["amount"]) == ("open", "20.00")
    (letter,) = part(data, "letters")
    assert REASONING in letter["text"]
    assert (letter["kind"], letter["channel"]) == ("final_response", "email")
    assert "/complaint/appeal/" not in everything(data), "who reads a pack can't appeal with it"
    (appeal,) = part(data, "appeals")
    assert (appeal["grounds"], appeal["outcome"], appeal["reasoning"]) == (GROUNDS, "upheld", REASONS)
    (referral,) = part(data, "referrals")
    assert (referral["reference"], referral["ruling"]) == ("IB-7", "for_player")
    whats = [one["what"] for one in part(data, "chronology")]
    for what in (
        "registered",
        "letter_sent",
        "decided",
        "action_verified",
        "appeal_decided",
        "referral_ruled",
    ):
        assert f"complaint.{what}" in whats
    said = everything(data)
    for hidden in ("WOMBAT", "ECHIDNA", "WALLABY"):
        assert hidden not in said, hidden
    path = tmp_path / "pack.zip"
    path.write_bytes(data)
    assert verify(path).findings == []


async def test_the_players_edition_tells_what_holds_and_names_nobody(room: Room) -> None:
    complaint = await whole_story(room)
    data = await takes(room, complaint, edition="redacted")
    said = everything(data)
    for hidden in (
        "WOMBAT", "ECHIDNA", "WALLABY", "PLATYPUS", "NUMBAT", "Whitfield", "WHITFIELD", "Gabler", "Helmer", "Дубов", "Дyбов",
        "Velikov", "Marina", "/complaint/appeal/", str(room.lead.id),
    ):  # fmt: skip
        assert hidden not in said, hidden
    (decided,) = part(data, "decisions")
    assert (
        decided["facts"]
        == f"{FACTS} ••• of the trading desk spoke with ••• lead, •••; so did ••• и •••. Ask •••."
    )
    assert [sorted(one) for one in decided["signatures"]] == [["at", "role"], ["at", "role"]]
    assert "proposed" not in [one["stage"] for one in part(data, "case")["stages"]]
    for shown in (REASONING, GROUNDS, REASONS, "A bet is void only for a reason of rule 7.", "IB-7"):
        assert shown in said, shown


async def test_a_decision_that_is_only_proposed_is_not_in_the_players_edition(room: Room) -> None:
    complaint = await investigated(room.desk, room.handler)
    await room.proposed(complaint)
    data = await takes(room, complaint, edition="redacted")
    assert part(data, "decisions") == []
    assert (part(data, "case")["stage"], part(data, "case")["outcome"]) == ("investigation", None)
    assert (manifest_of(data).case["stage"], manifest_of(data).case["outcome"]) == ("investigation", None)
    for hidden in (FACTS, REASONING, "upheld", "Upheld", "proposed", "120.5"):
        assert hidden not in everything(data), hidden
    (waiting,) = part(await takes(room, complaint, edition="full"), "decisions")
    assert waiting["state"] == "proposed"


async def test_who_hears_an_appeal_takes_no_pack_before_their_own_view(room: Room) -> None:
    complaint = await a_story(room)
    path = await an_appeal(room, complaint)
    query = f"/complaints/{complaint}/evidence/export"
    for edition in ("full", "redacted"):
        for form in ("zip", "pdf"):
            refused = await room.officer.asks(
                "GET", query, brand=room.desk.brand.id, edition=edition, form=form
            )
            assert (refused.status_code, refused.json()["title"]) == (409, "view_first")
            assert "Write your own provisional view first." in refused.json()["detail"]
    assert await room.asks(room.handler, "GET", f"{path[:-7]}/evidence/exports", 200) == []
    await room.posts(room.officer, f"{path}/view", **VIEW)
    assert len(part(await takes(room, complaint, by=room.officer), "decisions")) == 2


async def test_whoever_takes_a_pack_with_a_decision_has_read_it(room: Room) -> None:
    complaint = await a_story(room)
    await room.posts(room.handler, f"/complaints/{complaint}/appeal", 201, grounds=GROUNDS)
    await takes(room, complaint, by=room.officer, edition="redacted")
    found = await room.asks(room.lead, "GET", f"/complaints/{complaint}/appeal/candidates", 200)
    assert {one["name"]: one["has_read"] for one in found if one["why_not"] is None} == {
        "Ольга Дубова": True,
        "Torvald Helmer": False,
    }


async def test_an_appeal_that_waits_for_a_second_signature_is_not_told_to_the_player(room: Room) -> None:
    complaint = await a_story(room)
    path = await an_appeal(room, complaint)
    await room.posts(room.officer, f"{path}/view", **VIEW)
    changed = {
        "outcome": "upheld", "disputed_on": "2026-03-10", "facts": "QUOLL found.", "reasoning": REASONING,
        "clauses": ["terms-4.2"], "redress": [{"kind": "payment", "amount": "120.50", "currency": "EUR"}],
    }  # fmt: skip
    await room.posts(
        room.officer, f"{path}/conclude", outcome="changed", reasoning="We see it anew.", decision=changed
    )
    data = await takes(room, complaint, edition="redacted")
    (appeal,) = part(data, "appeals")
    assert (appeal["outcome"], appeal["reasoning"], appeal["new_decision"]) == (None, None, None)
    assert "QUOLL" not in everything(data)
    assert "We see it anew." not in everything(data)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "en",
            ("What was decided", "Partly upheld", "What was found", "confirmed by a second person", "1. Final response", "e-mail",
             "The first decision stands", "Before the dispute body", "for the player", "Stages", "(UTC)"),
        ),
        (
            "ru",
            ("Что решено", "Удовлетворена частично", "Что установлено", "подтвердил второй человек", "1. Окончательный ответ",
             "эл. почта", "Первое решение остаётся в силе", "В органе по спорам", "в пользу игрока", "Стадии"),
        ),
    ],
)  # fmt: skip
async def test_the_pdf_tells_it_in_words(room: Room, language: str, words: tuple[str, ...]) -> None:
    complaint = await whole_story(room)
    for edition in ("full", "redacted"):
        said = " ".join(
            text_of(await takes(room, complaint, edition=edition, form="pdf", language=language)).split()
        )
        for word in words:
            assert word in said, word
        for code in (
            "partly_upheld",
            "final_response",
            "by_person",
            "for_player",
            "by_back_office",
            "iso10002",
        ):
            assert code not in said, code


async def test_one_flipped_byte_of_any_part_is_found(room: Room, tmp_path: Path) -> None:
    complaint = await whole_story(room)
    path = tmp_path / "pack.zip"
    data = await takes(room, complaint, edition="redacted")
    record = manifest_of(data).record
    for info in opened(data).infolist():
        if info.filename not in record.values():
            continue
        for at in (info.header_offset + 4, info.header_offset + 30 + len(info.filename)):
            path.write_bytes(data[:at] + bytes([data[at] ^ 0x20]) + data[at + 1 :])
            assert verify(path).findings, (info.filename, at)
    for change in ("removed", "added", "renamed"):
        with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as made:
            for info in opened(data).infolist():
                name = info.filename
                if name == record["decisions"] and change == "removed":
                    continue
                made.writestr("case/other.json" if name == record["decisions"] and change == "renamed" else name, opened(data).read(name))  # fmt: skip
            if change == "added":
                made.writestr("case/second.json", b"[]")
        assert any(change in finding.what for finding in verify(path).findings), change


async def test_names_of_staff_are_hidden_and_what_the_player_calls_an_agent_stays(room: Room) -> None:
    complaint = await investigated(room.desk, room.handler)
    ticket = await room.desk.a_ticket(text="Valentina Unmistakable told me so, Валентина.")
    await linked(room, complaint, ticket)
    await room.desk.sits("agent", name="Valentina Unmistakable")  # a namesake who has nothing to do with it
    agent = await room.desk.sits("agent", room.desk.brand.queue, name="Valentina Unmistakable")
    await agent.says(ticket, "I am Valentina. Ask Torvald Helmer or Хельмер.")
    async with room.desk.db.tx(SYSTEM) as tx:
        await tx.run(
            "INSERT INTO complaint_party (brand_id, complaint_id, staff_id, source, reason) VALUES ($1, $2, $3, 'named', 'x')",
            room.desk.brand.id,
            complaint,
            room.reviewer.id,
        )
        await tx.run(
            "UPDATE complaint SET summary = 'TORVALD and U-nmistakable were rude' WHERE brand_id = $1 AND id = $2",
            room.desk.brand.id,
            complaint,
        )
    await room.posts(room.handler, f"/complaints/{complaint}/evidence/freeze", 200, code="transcript")
    data = await takes(room, complaint, edition="redacted")
    said = everything(data)
    assert "I am Valentina. Ask ••• or •••." in said
    assert "Valentina ••• told me so, Валентина." in said
    assert part(data, "case")["summary"] == "••• and ••• were rude"


async def test_a_case_of_before_says_nothing_of_what_was_not(room: Room) -> None:
    complaint = await investigated(room.desk, room.handler)
    data = await takes(room, complaint)
    for name in ("decisions", "execution", "letters", "appeals", "referrals"):
        assert part(data, name) == []
