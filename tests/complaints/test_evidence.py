"""Evidence is frozen when it is taken, and nothing that happens later changes it."""

from __future__ import annotations

from decimal import Decimal
from importlib.resources import files
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from pitboss.backoffice.connector import Money
from pitboss.complaints import checklists, evidence, export, freezing
from pitboss.complaints.actions import hold
from pitboss.complaints.checklists import BadChecklists, From
from pitboss.complaints.freezing import Outside
from pitboss.complaints.model import Category
from pitboss.db.tx import SYSTEM
from pitboss.files.documents import DocumentKind
from pitboss.files.sealed import Keys
from tests.casino import INSIDE, Open
from tests.complaints.cases import ACCOUNT, BET, VOIDED, ACase, a_case, need, upload_page
from tests.desk import Desk
from tests.flows.test_documents import hands_over, sends
from tests.pictures import PNG


async def facts(case: ACase, kind: str, *, last: bool = False) -> Any:
    items = [item for item in (await case.sees())["items"] if item["kind"] == kind]
    return (await case.sees(f"evidence/{items[-1 if last else 0]['id']}"))["facts"]


async def test_one_click_freezes_all_that_the_category_needs(desk: Desk, casino: Open) -> None:
    case = await a_case(desk, casino)
    shown = await case.does("evidence/freeze", {})
    assert {n["code"]: n["state"] for n in shown["needs"] if n["needed"]} == {
        "transcript": "present", "bets": "present", "terms": "present",
    }  # fmt: skip
    assert [item["seq"] for item in shown["items"]] == [1, 2, 3]
    assert shown["whole"] is True
    assert shown["head"]["sha256"] == shown["items"][-1]["sha256"]
    talk = await facts(case, "transcript")
    assert [m["text"] for m in talk["messages"] if m["author_kind"] == "player"] == ["You voided my bet."]
    bets = await facts(case, "bets")
    (voided,) = [bet for bet in bets["items"] if bet["id"] == VOIDED]
    assert (voided["status"], voided["payout"]) == ("void", {"amount": "50.00", "currency": "GBP"})
    again = await case.does("evidence/freeze", {})
    assert len(again["items"]) == 3, "what is there is not taken again"


async def test_a_settlement_rolled_back_later_does_not_rewrite_what_was_frozen(
    desk: Desk, casino: Open
) -> None:
    case = await a_case(desk, casino)
    await case.does("evidence/freeze", {"code": "bets", "record": VOIDED})
    before, shown = await facts(case, "bets"), await case.sees()
    house, brand = casino.casino, desk.brand.id
    house.roll_back(brand, ACCOUNT, VOIDED, reason="reopened")
    house.void(brand, ACCOUNT, VOIDED, reason="tidied up", by="system")
    assert await facts(case, "bets") == before
    assert len(before["settlement_log"]) == 2, "the log that the casino no longer has"
    assert (await case.sees())["head"] == shown["head"]
    after = await case.does("evidence/freeze", {"code": "bets", "record": VOIDED})
    assert len(after["items"]) == 2
    assert len((await facts(case, "bets", last=True))["settlement_log"]) == 2
    assert [step["reason"] for step in (await facts(case, "bets", last=True))["settlement_log"]] == [
        "reopened", "tidied up",
    ]  # fmt: skip
    assert after["items"][0] == shown["items"][0]


async def test_terms_changed_later_do_not_change_those_that_were_accepted(desk: Desk, casino: Open) -> None:
    case = await a_case(desk, casino, category="BONS")
    await case.does("evidence/freeze", {"code": "terms"})
    casino.casino.new_terms(desk.brand.id, ACCOUNT, document="betting-rules", version="2026-11")
    kept = {one["document"]: one for one in (await facts(case, "terms"))["accepted"]}
    assert kept["betting-rules"]["text"].startswith("4.1 A bet is settled by the official result")
    await case.does("evidence/freeze", {"code": "terms"})
    now = {one["document"]: one for one in (await facts(case, "terms", last=True))["accepted"]}
    assert now["betting-rules"]["text"] is None, "the casino has lost the text; the case has not"


async def test_a_back_office_that_is_down_loses_no_freeze(desk: Desk, casino: Open) -> None:
    case = await a_case(desk, casino)
    casino.casino.away = True
    shown = await case.does("evidence/freeze", {})
    bets = need(shown, "bets")
    assert (bets["state"], bets["freezing"], bets["trouble_code"], bets["tries"]) == (
        "needed", True, "back_office_away", 1,
    )  # fmt: skip
    assert bets["trouble"] == "The back office does not answer right now. Try again in a few minutes."
    assert bets["next_try_at"] is not None
    assert need(shown, "transcript")["state"] == "present", "what could be taken was taken"
    await due_now(desk, case)
    assert need(await case.sees(), "bets")["tries"] == 2
    casino.casino.away = False
    await due_now(desk, case)
    shown = await case.sees()
    assert [need(shown, code)["state"] for code in ("bets", "terms")] == ["present", "present"]
    assert not need(shown, "bets")["freezing"]
    assert need(shown, "bets")["trouble"] == ""


async def due_now(desk: Desk, case: ACase) -> None:
    """The next try's time has come."""
    async with desk.db.tx(SYSTEM) as tx:
        await tx.run(
            "UPDATE complaint_need SET next_try_at = now() WHERE brand_id = $1 AND next_try_at IS NOT NULL",
            desk.brand.id,
        )
    await desk.work_until_idle()


async def test_a_process_that_dies_after_the_question_leaves_the_freeze_to_the_worker(
    desk: Desk, casino: Open
) -> None:
    case = await a_case(desk, casino)
    async with desk.db.tx(case.handler.person.actor) as tx:
        held = await hold(tx, desk.brand.id, case.id)
        await freezing.want(tx, held, "bets", by=case.handler.id)
    await due_now(desk, case)
    shown = await case.sees()
    assert need(shown, "bets")["state"] == "present"
    assert shown["items"][0]["taken_by"] == str(case.handler.id)


async def test_a_freeze_that_two_do_at_once_is_done_once(desk: Desk, casino: Open) -> None:
    case = await a_case(desk, casino)
    casino.casino.away = True
    await case.does("evidence/freeze", {"code": "bets"})
    casino.casino.away = False
    async with desk.db.tx(SYSTEM) as tx:
        row = await tx.connection.fetchrow(
            "SELECT freeze_id, freeze_by FROM complaint_need WHERE brand_id = $1 AND code = 'bets'",
            desk.brand.id,
        )
    assert row is not None
    wanted = freezing.Freeze(
        id=row["freeze_id"],
        brand=desk.brand.id,
        complaint=case.id,
        code="bets",
        record="",
        by=row["freeze_by"],
    )
    outside = Outside(desk.building.files, None, INSIDE)
    assert await freezing.carry_out(desk.db, outside, wanted, SYSTEM) is None
    assert await freezing.carry_out(desk.db, outside, wanted, SYSTEM) is None
    assert len((await case.sees())["items"]) == 1


async def test_what_the_back_office_does_not_have_is_said_and_not_tried_for_ever(
    desk: Desk, casino: Open
) -> None:
    case = await a_case(desk, casino)
    shown = await case.does("evidence/freeze", {"code": "bets", "record": "no-such-bet"})
    bets = need(shown, "bets")
    assert (bets["trouble_code"], bets["next_try_at"]) == ("no_such_record", None)
    unknown = await a_case(desk, casino, account="xx-1")
    shown = await unknown.does("evidence/freeze", {"code": "bets"})
    assert need(shown, "bets")["trouble_code"] == "no_such_record"
    async with desk.db.tx(SYSTEM) as tx:
        await tx.run("UPDATE brand SET settings = settings - 'backoffice' WHERE id = $1", desk.brand.id)
    shown = await case.does("evidence/freeze", {"code": "terms"})
    assert need(shown, "terms")["trouble_code"] == "not_connected"


async def test_the_same_request_again_freezes_nothing_twice(desk: Desk, casino: Open) -> None:
    case = await a_case(desk, casino)
    for _ in range(2):
        answer = await case.handler.asks(
            "POST",
            f"/complaints/{case.id}/evidence/freeze",
            {"code": "bets"},
            key="freeze-once",
            brand=desk.brand.id,
        )
        assert answer.status_code == 200, answer.text
    assert answer.headers["idempotent-replay"] == "true"
    assert len(answer.json()["items"]) == 1


async def test_who_only_sees_cases_freezes_and_waives_nothing(desk: Desk, casino: Open) -> None:
    case = await a_case(desk, casino)
    viewer, stranger = await desk.sits("supervisor"), await desk.sits("agent")
    assert (await case.sees(by=viewer))["may_handle"] is False
    await case.does("evidence/freeze", {}, expect=403, by=viewer)
    await case.does("evidence/needs/terms/waive", {"reason": "none"}, expect=403, by=viewer)
    await case.sees(expect=404, by=stranger)
    await case.does("evidence/freeze", {}, expect=404, by=stranger)


async def test_a_need_is_waived_with_a_reason_or_not_at_all(desk: Desk, casino: Open) -> None:
    case = await a_case(desk, casino)
    await case.does("evidence/needs/terms/waive", {"reason": "  "}, expect=422)
    await case.does("evidence/needs/kyc/waive", {"reason": "Not of this case."}, expect=422)
    shown = await case.does("evidence/needs/terms/waive", {"reason": "No terms were in force."})
    assert (need(shown, "terms")["state"], need(shown, "terms")["reason"]) == (
        "waived",
        "No terms were in force.",
    )
    shown = await case.does("evidence/needs/screenshots/waive", {"reason": "The player has none."})
    assert need(shown, "screenshots")["state"] == "waived"


async def test_a_review_mark_says_who_and_when_and_is_made_once(desk: Desk, casino: Open) -> None:
    case = await a_case(desk, casino)
    shown = await case.does("evidence/freeze", {"code": "bets"})
    (item,) = shown["items"]
    assert item["reviewed_by"] is None
    shown = await case.does("evidence/review", {"items": [item["id"]]})
    assert shown["items"][0]["reviewed_by"] == str(case.handler.id)
    assert shown["head"]["sha256"] == item["sha256"], "a review is no change of the item"
    await case.does("evidence/review", {"items": [item["id"]]}, expect=409)


async def test_another_category_needs_other_things_and_keeps_what_is_there(desk: Desk, casino: Open) -> None:
    case = await a_case(desk, casino)
    await case.does("evidence/freeze", {})
    async with desk.db.tx(SYSTEM) as tx:
        await tx.run(
            "UPDATE complaint SET category = 'WDRL' WHERE brand_id = $1 AND id = $2", desk.brand.id, case.id
        )
    shown = await case.does("evidence/freeze", {})
    assert {n["code"] for n in shown["needs"] if n["needed"]} == {"transcript", "payments", "kyc"}
    assert sorted(item["kind"] for item in shown["items"]) == [
        "bets",
        "kyc",
        "payments",
        "terms",
        "transcript",
    ]
    assert need(shown, "bets")["needed"] is False


@pytest.mark.parametrize(
    "attempt",
    [
        "UPDATE complaint_evidence SET normalised = '{}'",
        "UPDATE complaint_evidence SET sha256 = previous_sha256",
        "UPDATE complaint_evidence SET taken_at = now()",
        "DELETE FROM complaint_evidence",
        "TRUNCATE complaint_evidence CASCADE",
        "ALTER TABLE complaint_evidence DISABLE TRIGGER ALL",
        "UPDATE complaint_export SET items = 0",
    ],
)
async def test_the_application_can_not_change_evidence(desk: Desk, casino: Open, attempt: str) -> None:
    case = await a_case(desk, casino)
    await case.does("evidence/freeze", {"code": "bets"})
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        async with desk.db.tx(SYSTEM) as tx:
            await tx.run(attempt)
    async with desk.db.tx(SYSTEM) as tx:
        await tx.run("SET LOCAL ROLE pitboss_desk")
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await tx.run(attempt)


async def test_even_the_owner_of_the_database_is_stopped(desk: Desk, casino: Open, database_url: str) -> None:
    case = await a_case(desk, casino)
    shown = await case.does("evidence/freeze", {"code": "bets"})
    await case.does("evidence/review", {"items": [shown["items"][0]["id"]]})
    owner = await asyncpg.connect(database_url)
    try:
        for attempt in (
            "UPDATE complaint_evidence SET normalised = '{}' WHERE brand_id = $1",
            "UPDATE complaint_evidence SET reviewed_at = now() WHERE brand_id = $1",
            "DELETE FROM complaint_evidence WHERE brand_id = $1",
        ):
            with pytest.raises(asyncpg.RestrictViolationError):
                await owner.execute(attempt, desk.brand.id)
        for change in ("seq = 7", "sha256 = previous_sha256", "content_sha256 = sha256"):
            with pytest.raises(asyncpg.CheckViolationError):
                async with owner.transaction():
                    await owner.execute(
                        f"""
                        CREATE TEMP TABLE copy ON COMMIT DROP AS SELECT * FROM complaint_evidence WHERE brand_id = '{desk.brand.id}';
                        UPDATE copy SET id = gen_random_uuid(), seq = 2, previous_sha256 = sha256, reviewed_by = NULL, reviewed_at = NULL;
                        UPDATE copy SET {change};
                        INSERT INTO complaint_evidence SELECT * FROM copy
                        """
                    )
    finally:
        await owner.close()


async def test_the_player_uploads_what_only_they_have_and_it_is_frozen_encrypted(
    desk: Desk, casino: Open
) -> None:
    case = await a_case(desk, casino, category="FRUD")
    shown = await case.does(
        "evidence/ask",
        {"ticket": str(case.ticket.id), "codes": ["identity", "statement"], "note": "Thank you."},
    )
    assert [need(shown, code)["state"] for code in ("identity", "statement")] == ["asked", "asked"]
    page = await upload_page(case)
    for kind in ("identity", "statement"):
        answer = await sends(desk, page, kind, PNG)
        assert answer.status_code == 200, answer.text
    assert (await hands_over(desk, page)).status_code == 200
    shown = await case.does("evidence/freeze", {"code": "identity"})
    (item,) = [one for one in shown["items"] if one["kind"] == "identity"]
    assert item["sealed"] is True
    assert need(shown, "identity")["state"] == "present"
    await case.sees(f"evidence/{item['id']}/file", expect=403)
    lead = await desk.sits("complaints_lead", desk.brand.queue)
    answer = await case.asks(lead, "GET", f"evidence/{item['id']}/file")
    assert answer.status_code == 200
    assert answer.content[:8] == PNG[:8]
    assert answer.headers["content-disposition"].startswith("attachment")
    async with desk.db.tx(SYSTEM) as tx:
        key = await tx.value(
            "SELECT file_key FROM complaint_evidence WHERE brand_id = $1 AND sealed", desk.brand.id
        )
    assert PNG[:8] not in await desk.building.files.get(key)
    shown = await case.does("evidence/freeze", {})
    assert need(shown, "statement")["state"] == "present", "what was sent is taken with the rest"
    newer = Keys("two", {"one": bytes(range(32)), "two": bytes(32)})
    async with desk.db.tx(SYSTEM) as tx:
        assert await evidence.rewrap(tx, newer) >= 2
        sealed = await evidence.one(tx, desk.brand.id, case.id, UUID(item["id"]))
    alone = Outside(desk.building.files, Keys("two", {"two": bytes(32)}), INSIDE)
    assert (await export.bytes_of(desk.db, alone, desk.brand.id, sealed))[:8] == PNG[:8]
    older = Keys("one", {"one": bytes(range(32)), "two": bytes(32)})
    async with desk.db.tx(SYSTEM) as tx:
        await evidence.rewrap(tx, older)


async def test_what_does_not_come_from_the_player_is_not_asked_of_them(desk: Desk, casino: Open) -> None:
    case = await a_case(desk, casino)
    other = await desk.a_ticket(from_="Somebody <else@mail.example>")
    await case.does("evidence/ask", {"ticket": str(case.ticket.id), "codes": ["bets"]}, expect=422)
    await case.does("evidence/ask", {"ticket": str(other.id), "codes": ["screenshots"]}, expect=422)


async def test_a_file_of_a_message_is_frozen_with_its_bytes(desk: Desk, casino: Open) -> None:
    case = await a_case(desk, casino, files=(("slip.png", PNG),))
    async with desk.db.tx(SYSTEM) as tx:
        attachment = await tx.value("SELECT id FROM attachment WHERE brand_id = $1", desk.brand.id)
    body = {"attachment": str(attachment), "need": "screenshots"}
    shown = await case.does("evidence/files", body, expect=201)
    assert len((await case.does("evidence/files", body, expect=201))["items"]) == 1
    assert need(shown, "screenshots")["state"] == "present"
    answer = await case.asks(case.handler, "GET", f"evidence/{shown['items'][0]['id']}/file")
    assert answer.content == PNG
    other = await a_case(desk, casino, account="hb-20418")
    await other.does("evidence/files", body, expect=404)


async def test_a_conversation_that_the_handler_may_not_see_is_not_frozen_by_them(
    desk: Desk, casino: Open
) -> None:
    case = await a_case(desk, casino)
    async with desk.db.tx(SYSTEM) as tx:
        await tx.run(
            "UPDATE ticket SET restricted = true, queue_id = $2 WHERE brand_id = $1",
            desk.brand.id,
            desk.protection,
        )
    shown = await case.does("evidence/freeze", {"code": "transcript"})
    assert need(shown, "transcript")["trouble_code"] == "not_your_ticket"
    assert shown["items"] == []


async def test_no_link_by_which_one_gets_in_is_frozen(desk: Desk, casino: Open) -> None:
    case = await a_case(desk, casino)
    receipt = (await desk.messages(case.ticket, "bot"))[0].text
    assert "/track/" in receipt
    await case.does("evidence/freeze", {"code": "transcript"})
    shown = await case.sees()
    raw = await case.asks(case.handler, "GET", f"evidence/{shown['items'][0]['id']}/file")
    assert b"/track/" not in raw.content
    assert "/…" in (await facts(case, "transcript"))["messages"][1]["text"]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("see https://desk.example/track/b/1/s3cret.", "see https://desk.example/…"),
        ("send to https://desk.example/help/b/en/documents/t0ken now", "send to https://desk.example/… now"),
        (
            "rule https://desk.example/help/b/en/rules/terms-4.2",
            "rule https://desk.example/help/b/en/rules/terms-4.2",
        ),
        ("is it us? https://desk.example/verify", "is it us? https://desk.example/verify"),
        ("https://other.example/track/1", "https://other.example/track/1"),
    ],
)
def test_of_the_desks_own_addresses_public_pages_are_kept(text: str, kept: str) -> None:
    assert freezing.without_links(text, "https://desk.example") == kept


async def test_frozen_evidence_gives_the_time_line_its_entries(desk: Desk, casino: Open) -> None:
    case = await a_case(desk, casino, category="WDRL")
    await case.does("evidence/freeze", {})
    await case.does("evidence/freeze", {"code": "sessions"})
    await case.does("evidence/needs/kyc/waive", {"reason": "no"}, expect=409)
    line = await case.sees("evidence/chronology")
    assert [entry["at"] for entry in line] == sorted(entry["at"] for entry in line)
    assert {entry["kind"] for entry in line} >= {"payment", "session", "kyc"}
    many = len(line)
    paid = casino.casino.pay(desk.brand.id, ACCOUNT, money=Money(Decimal(5), "GBP"), reason="goodwill")
    assert len(await case.sees("evidence/chronology")) == many, "nothing comes in by itself"
    await case.does("evidence/freeze", {"code": "payments"})
    line = await case.sees("evidence/chronology")
    assert len(line) == many + 1, "what two items tell stands once"
    assert [entry["facts"]["id"] for entry in line if entry["facts"].get("money") == "5 GBP"] == [paid.id]


async def test_the_day_of_a_freeze_is_not_the_day_it_is_about(desk: Desk, casino: Open) -> None:
    case = await a_case(desk, casino)
    shown = await case.does("evidence/freeze", {"code": "bets", "record": BET})
    (entry, *_) = [e for e in await case.sees("evidence/chronology") if e["what"] == "bet.accepted"]
    assert entry["at"] < shown["items"][0]["taken_at"]
    assert entry["facts"]["id"] == BET


# ── the checklists ──


def test_each_category_has_a_checklist_in_both_languages() -> None:
    held = checklists.checklists()
    assert set(held.categories) == set(Category)
    for item in held.items.values():
        assert item.en
        assert any("а" <= letter <= "я" for letter in item.ru)
    assert {code for code, item in held.items.items() if item.from_ is From.back_office} == set(
        freezing.READS
    )
    assert {item.document for item in held.items.values() if item.document} <= set(DocumentKind)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("SETL: {needs: [transcript,", "SETL: {needs: [transcript, transcript,"), "twice"),
        (("  OTHR: {needs: [transcript], helps: [statement]}\n", ""), "no checklist"),
        (("OTHR: {needs: [transcript]", "OTHR: {needs: [nothing]"), "no items"),
        (("    document: statement\n", ""), "from the player"),
        (("categories:", "categories: ["), "can't be read"),
    ],
)
def test_a_checklist_that_does_not_hold_together_is_refused(change: tuple[str, str], told: str) -> None:
    text = (files("pitboss.complaints") / "checklists.yaml").read_text(encoding="utf-8")
    assert checklists.read(text)
    with pytest.raises(BadChecklists, match=told):
        checklists.read(text.replace(*change))


async def test_the_packs_that_were_taken_are_listed_the_newest_first(desk: Desk, casino: Open) -> None:
    case = await a_case(desk, casino)
    await case.does("evidence/freeze", {})
    await case.takes(edition="full", form="zip")
    await case.takes(edition="redacted", form="zip")
    newest, first = await case.sees("evidence/exports")
    assert (newest["edition"], first["edition"]) == ("redacted", "full")
    assert first["items"] == 3
    assert first["head_sha256"] == (await case.sees())["head"]["sha256"]
    assert first["made_by"] == str(case.handler.person.id)
    await case.sees("evidence/exports", expect=404, by=await desk.agent())
