"""Every dialog of a case, through the front door: what a colleague sees and clicks, and that the server followed."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from playwright.async_api import Locator, Page, expect

from pitboss.db.tx import SYSTEM
from tests.browser.axe import flaws
from tests.browser.conftest import PHONE, Visit
from tests.browser.test_complaints import back_office, chooses, dialog, stage, tab
from tests.browser.test_players import a_file
from tests.casino import Open
from tests.complaints.cases import a_case as a_case_with_account
from tests.complaints.cases import need, upload_page
from tests.complaints.deciding import WANTED, Room, a_room, investigated
from tests.complaints.stepping import a_call, a_case, does, reads
from tests.desk import Desk

__all__ = ["back_office"]

NO: dict[str, Any] = {"outcome": "not_upheld", "redress": []}
OVER = "The case ends here and is not opened again. The player is told."


@pytest.fixture
async def room(desk: Desk) -> Room:
    return await a_room(desk)


def at(desk: Desk, case: str, part: str = "") -> str:
    return f"/desk/complaints/{case}?brand={desk.brand.id}" + (f"&tab={part}" if part else "")


async def opens(
    page: Page, button: str | re.Pattern[str], within: Locator | None = None, *, look: bool = True
) -> Locator:
    """Clicks what opens a dialog. `look`: as those see it who can't see."""
    exact = isinstance(button, str)
    await (within or page).get_by_role("button", name=button, exact=exact).click()
    await expect(dialog(page)).to_be_visible()
    if look:
        assert await flaws(page, "[role=dialog]") == []
    return dialog(page)


async def steps(page: Page, step: str, *, look: bool = True) -> Locator:
    """Opens one of "More steps"."""
    await page.get_by_role("button", name="More steps").click()
    await page.get_by_role("menuitem", name=step, exact=True).click()
    await expect(dialog(page)).to_be_visible()
    if look:
        assert await flaws(page, "[role=dialog]") == []
    return dialog(page)


async def sends_it(page: Page, action: str) -> None:
    """Presses the button of the open dialog, which goes."""
    await dialog(page).get_by_role("button", name=action, exact=True).click()
    await expect(dialog(page)).to_have_count(0)


async def is_off(form: Locator, action: str) -> None:
    await expect(form.get_by_role("button", name=action, exact=True)).to_be_disabled()


def due(case: dict[str, Any], kind: str) -> str | None:
    found: str | None = next(clock["due_at"] for clock in case["deadlines"] if clock["kind"] == kind)
    return found


async def of_jurisdiction(desk: Desk, name: str) -> None:
    async with desk.db.tx(SYSTEM) as tx:
        await tx.run("UPDATE brand SET jurisdiction = $2 WHERE id = $1", desk.brand.id, name)


# ── waiting, more time, merging ─────────────────────────────────────────────────────────────────────────────


async def test_a_case_waits_takes_more_time_and_goes_into_the_one_that_came_first(
    desk: Desk, visit: Visit
) -> None:
    await of_jurisdiction(desk, "nowhere")
    handler = await desk.sits("complaints_handler", desk.brand.queue)
    first = await a_case(desk, handler)
    player = (await reads(handler, first))["player_id"]
    second = await a_call(desk, handler, player, summary="It is still not paid.")
    page = await visit(at(desk, first["number"]), as_=handler)

    # For somebody else: without a reason nothing goes. Then on, with a note.
    form = await steps(page, "Wait for somebody")
    await is_off(form, "Wait for somebody")
    await chooses(form, page, "For whom", "A third party, such as a game provider")
    await form.get_by_label("Reason").fill("   ")
    await is_off(form, "Wait for somebody")
    await form.get_by_label("Reason").fill("The provider looks at the round.")
    await sends_it(page, "Wait for somebody")
    await expect(page.get_by_text("Waits for a third party", exact=True).first).to_be_visible()
    await expect(page.get_by_role("listitem").filter(has_text="The provider looks")).to_contain_text(
        "the clock rested"
    )
    shown = await reads(handler, first)
    assert (shown["waiting"], due(shown, "final_answer")) == ("third_party", None)
    await page.get_by_role("button", name="Go on", exact=True).click()
    await dialog(page).get_by_label("A note on it").fill("They answered.")
    assert await flaws(page, "[role=dialog]") == []
    await sends_it(page, "Go on")
    await expect(page.get_by_text("Waits for a third party", exact=True)).to_have_count(0)
    assert (await reads(handler, first))["waiting"] is None

    # For the player, and the clock does not rest if nobody asks for it.
    form = await steps(page, "Wait for somebody", look=False)
    await form.get_by_label("Let the clock rest").uncheck()
    await form.get_by_label("Reason").fill("We asked for the slip.")
    await sends_it(page, "Wait for somebody")
    await expect(page.get_by_role("listitem").filter(has_text="asked for the slip")).to_contain_text(
        "the clock ran on"
    )
    await page.get_by_role("button", name="Go on", exact=True).click()
    await sends_it(page, "Go on")

    # More time for the answer.
    before = due(await reads(handler, first), "final_answer")
    form = await steps(page, "Take more time")
    await is_off(form, "Take more time")
    await expect(form.get_by_role("combobox", name="Which deadline")).to_have_value("Final answer")
    await form.get_by_label("Reason").fill("The provider needs another week.")
    await sends_it(page, "Take more time")
    after = due(await reads(handler, first), "final_answer")
    assert before is not None
    assert after is not None
    assert datetime.fromisoformat(after) > datetime.fromisoformat(before)

    # The first has no earlier one to go into; the second has.
    form = await steps(page, "Merge into an earlier case")
    await expect(form.get_by_text("This player has no case that came earlier")).to_be_visible()
    await expect(form.get_by_label("Reason")).to_have_count(0)
    await is_off(form, "Merge")
    await form.get_by_role("button", name="Cancel").click()
    await page.goto(at(desk, second["number"]))
    form = await steps(page, "Merge into an earlier case")
    await form.get_by_label("Reason").fill("It is the same bet.")
    await is_off(form, "Merge")
    await form.get_by_role("combobox", name="Into which case").click()
    await page.get_by_role("option", name=re.compile(first["number"])).click()
    await sends_it(page, "Merge")
    await expect(page.get_by_text("This case is over.")).to_be_visible()
    await expect(page.get_by_role("button", name="More steps")).to_have_count(0)
    shown = await reads(handler, second)
    assert (shown["stage"], shown["merged_into"]) == ("merged", first["id"])
    await page.get_by_role("link", name="Open it").click()
    await expect(page.get_by_role("heading", level=1, name=first["number"])).to_be_visible()


# ── the ends of a case ──────────────────────────────────────────────────────────────────────────────────────


async def test_a_case_ends_as_withdrawn_out_of_scope_or_closed_with_a_summary(
    room: Room, desk: Desk, visit: Visit
) -> None:
    handler = room.handler
    page = await visit(size=PHONE, locale="en-GB", theme="dark", as_=handler)
    withdrawn = await a_case(desk, room.handler)
    await page.goto(at(desk, withdrawn["number"]))
    form = await steps(page, "End as withdrawn")
    await expect(form.get_by_text(OVER)).to_be_visible()
    await is_off(form, "End the case")
    await chooses(form, page, "Why", "The player is content")
    await form.get_by_label("Reason").fill("Paid while they wrote.")
    await sends_it(page, "End the case")
    await expect(page.get_by_text("This case is over.")).to_be_visible()
    shown = await reads(handler, withdrawn)
    assert (shown["stage"], shown["outcome"]) == ("withdrawn", "withdrawn")

    outside = await a_case(desk, room.handler)
    await page.goto(at(desk, outside["number"]))
    form = await steps(page, "End as out of scope")
    await expect(form.get_by_text(OVER)).to_be_visible()
    await form.get_by_label("Reason").fill("It is about another company.")
    await sends_it(page, "End the case")
    await expect(page.get_by_text("This case is over.")).to_be_visible()
    assert (await reads(handler, outside))["stage"] == "out_of_scope"

    refused = await investigated(desk, handler)
    await room.decided(refused, **NO)
    await page.goto(at(desk, str(refused)))
    await page.get_by_role("button", name="Close the case").click()
    form = dialog(page)
    await is_off(form, "Close the case")
    await form.get_by_label("Summary of the case").fill("The bet was void by rule 7, and stays so.")
    assert await flaws(page, "[role=dialog]") == []
    await sends_it(page, "Close the case")
    await expect(page.get_by_text("The bet was void by rule 7, and stays so.")).to_be_visible()
    case = await room.case(refused)
    assert (case.stage, case.closing) == ("closed", "The bet was void by rule 7, and stays so.")


# ── evidence ────────────────────────────────────────────────────────────────────────────────────────────────


async def test_evidence_is_waived_asked_of_the_player_and_taken_away_in_both_editions(
    desk: Desk, visit: Visit, back_office: Open, tmp_path: Path
) -> None:
    case = await a_case_with_account(desk, back_office, category="FRUD")
    page = await visit(at(desk, str(case.id), "evidence"), as_=case.handler)
    await page.get_by_role("button", name="Freeze everything that is missing").click()
    checklist = page.get_by_role("list", name="What this category needs")
    await expect(checklist.locator("[data-need=payments][data-state=present]")).to_be_visible()

    # A record that nobody knows is refused where it was asked for.
    form = await opens(page, "Freeze one record")
    await is_off(form, "Freeze now")
    await form.get_by_label("Its reference").fill("no-such-thing")
    await form.get_by_role("button", name="Freeze now").click()
    await expect(form.get_by_role("alert")).to_be_visible()
    await form.get_by_role("button", name="Cancel").click()

    # Asked of the player, who sends it by the link.
    form = await opens(page, "Ask the player")
    await is_off(form, "Send")
    await form.get_by_label("Proof of identity").check()
    await form.get_by_label("A few words for the player").fill("Both sides, please.")
    await sends_it(page, "Send")
    wanted = checklist.locator("[data-need=identity]")
    await expect(wanted).to_have_attribute("data-state", "asked")
    # Whoever freezes it too early is told so.
    await wanted.get_by_role("button", name=re.compile("^Freeze now")).click()
    await expect(wanted).to_contain_text("The player has not sent this yet.")
    players = await visit(await upload_page(case), size=PHONE)
    await expect(players.get_by_text("Both sides, please.")).to_be_visible()
    await players.get_by_label("Choose a file").set_input_files(a_file("passport.png"))
    await players.get_by_role("button", name="Add").click()
    await expect(players.get_by_text("Added", exact=True)).to_be_visible()
    await players.get_by_role("button", name="Send all for checking").click()
    await expect(players.get_by_role("heading", name="Thank you, we have your documents")).to_be_visible()
    await wanted.get_by_role("button", name=re.compile("^Freeze now")).click()
    await expect(wanted).to_have_attribute("data-state", "present")
    item = page.get_by_role("list", name="Frozen evidence").locator("[data-kind=identity]")
    await expect(item).to_contain_text("sealed")

    # Gone on without, with a reason that stays.
    open_needs = [
        one["code"] for one in (await case.sees())["needs"] if one["state"] == "needed" and one["needed"]
    ]
    for code in open_needs:
        row = checklist.locator(f"[data-need={code}]")
        form = await opens(page, re.compile("^Go on without it"), row, look=code == open_needs[0])
        await is_off(form, "Go on without it")
        await form.get_by_label("Reason").fill("The player never changed any.")
        await sends_it(page, "Go on without it")
        await expect(row).to_have_attribute("data-state", "waived")
        await expect(row).to_contain_text("The player never changed any.")
        assert need(await case.sees(), code)["reason"] == "The player never changed any."

    # Both editions come in both forms by their buttons, and are noted; what is sealed goes with who may read it alone.
    await expect(page.get_by_text("Its ZIP holds documents of the player under seal.")).to_be_visible()
    await expect(page.get_by_role("link", name="Full, for the dispute body: PDF")).to_be_visible()
    await expect(page.get_by_role("link", name="Full, for the dispute body: ZIP")).to_have_count(0)
    assert await flaws(page) == []
    lead = await desk.sits("complaints_lead", desk.brand.queue)
    leads = await visit(at(desk, str(case.id), "evidence"), as_=lead)
    for edition in ("Full, for the dispute body", "Redacted, for the player"):
        for form_, begins in (("ZIP with manifest", b"PK"), ("PDF", b"%PDF")):
            async with leads.expect_download() as download:
                await leads.get_by_role("link", name=f"{edition}: {form_}").click()
            await (await download.value).save_as(tmp_path / "pack")
            assert (tmp_path / "pack").read_bytes().startswith(begins)
    await page.reload()
    taken = page.get_by_role("list", name="Packs that were taken").get_by_role("listitem")
    await expect(taken).to_have_count(4)


# ── a second signature, and carrying it out by hand ─────────────────────────────────────────────────────────


async def test_a_second_person_signs_above_the_limit_and_what_no_system_shows_is_confirmed_by_hand(
    room: Room, desk: Desk, visit: Visit
) -> None:
    complaint = await investigated(desk, room.handler)
    page = await visit(at(desk, str(complaint), "decision"), as_=room.handler)
    form = await opens(page, "Propose a decision", look=False)
    await is_off(form, "Propose a decision")
    await chooses(form, page, "Outcome", "Upheld")
    await form.get_by_label("Day of the disputed event").fill("2026-03-10")
    await form.get_by_label("Facts found").fill(WANTED["facts"])
    await form.get_by_role("combobox", name="Clauses as they stood").click()
    await page.get_by_role("option", name=re.compile("^terms-4.2")).click()
    await page.keyboard.press("Escape")
    await form.get_by_label("Reasoning").fill(WANTED["reasoning"])
    await form.get_by_role("button", name="Add something").click()
    await form.get_by_label("Sum").fill("lots")
    await expect(form.get_by_text("A sum such as 25.00")).to_be_visible()
    await form.get_by_label("Sum").fill("900,50")
    await expect(form.get_by_text("A sum such as 25.00")).to_have_count(0)
    await is_off(form, "Propose a decision")
    await form.get_by_label("Currency").fill("eur")
    await form.get_by_role("button", name="Add something").click()
    await form.get_by_role("combobox", name="What").nth(1).click()
    await page.get_by_role("option", name="Apology").click()
    assert await flaws(page, "[role=dialog]") == []
    await sends_it(page, "Propose a decision")
    await expect(stage(page)).to_have_text("Proposed")
    here = f"/complaints/{complaint}"
    (proposed,) = (await room.asks(room.lead, "GET", f"{here}/decisions", 200))["decisions"]
    assert [one.get("amount") for one in proposed["redress"]] == ["900.50", None]

    # Sent back once, with a reason; then proposed anew, and decided by the lead, whose limit it is above.
    leads = await visit(at(desk, str(complaint), "decision"), as_=room.lead)
    form = await opens(leads, "Send back")
    await is_off(form, "Send back")
    await form.get_by_label("Reason").fill("Name the apology.")
    await sends_it(leads, "Send back")
    await expect(leads.locator("[data-decision=returned]")).to_contain_text("Reason: Name the apology.")
    await expect(stage(page)).to_have_text("Evidence")
    await room.proposed(
        complaint, redress=[{**WANTED["redress"][0], "amount": "900.50"}, {"kind": "apology"}]
    )
    await leads.reload()
    await leads.get_by_role("button", name="Decide", exact=True).click()
    signing = leads.locator("[data-decision=signing]")
    await expect(signing).to_contain_text("900.50 EUR is above the limit of 500.00 EUR")
    await expect(leads.get_by_role("button", name="Sign as the second person")).to_have_count(0)
    waiting = (await room.asks(room.lead, "GET", f"{here}/decisions", 200))["decisions"][-1]["id"]
    refused = await room.posts(room.lead, f"{here}/decisions/{waiting}/sign", 409)
    assert refused["detail"].startswith("You proposed or decided this yourself.")
    assert await flaws(leads) == []
    officers = await visit(at(desk, str(complaint), "decision"), as_=room.officer)
    await officers.get_by_role("button", name="Sign as the second person").click()
    await expect(stage(officers)).to_have_text("Decided")
    assert (await room.case(complaint)).stage == "decided"

    # No back office is connected, so that a second person looks. An action more is added.
    form = await opens(page, "Add an action")
    await chooses(form, page, "What", "Something else")
    await expect(form.get_by_label("Sum")).to_have_count(0)
    await is_off(form, "Add an action")
    await form.get_by_label("In words").fill("The odds are checked by a person from now on.")
    await sends_it(page, "Add an action")
    todo = page.get_by_role("list", name="Carrying it out")
    await expect(todo.get_by_role("listitem")).to_have_count(3)
    action = todo.locator("[data-action=payment]")
    form = await opens(page, re.compile("^Give the proof"), action)
    await form.get_by_label("Proof in words").fill("The bank's statement.")
    await is_off(form, "Give the proof")
    await form.get_by_label("Reference in the back office").fill("PAY-1")
    await sends_it(page, "Give the proof")
    await expect(action).to_contain_text("The bank's statement.")
    form = await opens(page, re.compile("^Give the proof: Apology"), look=False)
    await expect(form.get_by_label("Reference in the back office")).to_have_count(0)
    await is_off(form, "Give the proof")
    await form.get_by_label("Proof in words").fill("Sent by mail.")
    await sends_it(page, "Give the proof")
    for one in await room.asks(room.handler, "GET", f"{here}/execution", 200):
        if one["kind"] == "other":
            await room.posts(room.handler, f"{here}/execution/{one['id']}/prove", proof="The new rota.")
    await expect(todo.locator("[data-state=proven]")).to_have_count(3)
    # Whoever gave the proof does not confirm it.
    await expect(page.get_by_role("button", name="I have seen that it is done")).to_have_count(0)
    seen = leads.get_by_role("button", name="I have seen that it is done")
    for left in (3, 2, 1):
        await expect(seen).to_have_count(left)
        await seen.first.click()
    await expect(action).to_contain_text(f"confirmed by {room.lead.person.name}")
    await expect(stage(page)).to_have_text("Carried out")
    actions = await room.asks(room.handler, "GET", f"{here}/execution", 200)
    assert {(one["state"], one["verified_by"]) for one in actions} == {("verified", str(room.lead.id))}
    assert await flaws(page) == []


# ── the dispute body ────────────────────────────────────────────────────────────────────────────────────────


async def test_a_case_goes_to_a_dispute_body_is_answered_ruled_on_and_carried_out(
    room: Room, desk: Desk, visit: Visit
) -> None:
    await of_jurisdiction(desk, "GB")
    shown = await a_case(desk, room.handler)
    complaint = UUID(shown["id"])
    await does(room.handler, shown, "acknowledge")
    await does(room.handler, shown, "analyse", claim="The bet should stand.", about="Bet 1042", rules=[])
    await does(room.handler, shown, "investigate")
    await _all_waived_and_read(room, complaint)
    await room.decided(complaint, **NO)
    page = await visit(at(desk, shown["number"], "appeal"), as_=room.handler)

    # Not before the pack that goes with it was made.
    form = await opens(page, "Note a referral")
    await expect(form.get_by_text("Make the full export of the evidence first")).to_be_visible()
    await is_off(form, "Note a referral")
    await form.get_by_role("button", name="Cancel").click()
    await tab(page, "Evidence").click()
    async with page.expect_download() as download:
        await page.get_by_role("link", name="Full, for the dispute body: ZIP with manifest").click()
    await (await download.value).path()
    await tab(page, "Appeal and dispute body").click()
    form = await opens(page, "Note a referral", look=False)
    await expect(form.get_by_role("combobox", name="The pack that goes with it")).to_have_value(
        re.compile("^ZIP")
    )
    await is_off(form, "Note a referral")
    await form.get_by_role("combobox", name="Dispute body").click()
    await page.get_by_role("option").first.click()
    await expect(form.get_by_role("link").first).to_be_visible()
    await form.get_by_label("Its reference").fill("IB-7")
    assert await flaws(page, "[role=dialog]") == []
    await sends_it(page, "Note a referral")
    referral = page.get_by_role("listitem").filter(has_text="IB-7")
    await expect(referral).to_contain_text(re.compile(r"Our answer is due .+, by rule gb\."))
    assert (await room.case(complaint)).referral == "sent"
    assert await flaws(page) == []

    # Our answer stops its clock; whoever decides notes the ruling, the handler doesn't.
    await referral.get_by_role("button", name="Note that it has our answer").click()
    await expect(referral).to_contain_text("Answered")
    await expect(referral.get_by_role("button", name="Note the ruling")).to_have_count(0)
    assert (await room.case(complaint)).referral == "answered"
    leads = await visit(at(desk, shown["number"], "appeal"), as_=room.lead, size=PHONE, theme="dark")
    form = await opens(leads, "Note the ruling", look=False)
    await is_off(form, "Note the ruling")
    await chooses(form, leads, "Ruling", "For the player")
    await form.get_by_label("What it says").fill("The bet stands and is paid.")
    now = await desk.now()
    await form.get_by_label("Day of the ruling").fill((now - timedelta(days=9)).date().isoformat())
    await form.get_by_role("button", name="Note the ruling").click()
    await expect(form.get_by_role("alert")).to_contain_text("between the referral and now")
    await form.get_by_label("Day of the ruling").fill(now.date().isoformat())
    await form.get_by_role("button", name="Add something").click()
    await is_off(form, "Note the ruling")
    await form.get_by_label("Sum").fill("120.50")
    await form.get_by_label("Currency").fill("EUR")
    assert await flaws(leads, "[role=dialog]") == []
    await sends_it(leads, "Note the ruling")
    await expect(referral).to_contain_text("Ruling: For the player The bet stands and is paid.")
    case = await room.case(complaint)
    assert (case.stage, case.referral, case.outcome) == ("decided", "ruled", "adr_for_player")

    # What it asks for is carried out like our own.
    await tab(page, "Decision").click()
    action = page.get_by_role("list", name="Carrying it out").locator("[data-action=payment]")
    await opens(page, re.compile("^Give the proof"), action, look=False)
    await dialog(page).get_by_label("Reference in the back office").fill("PR-1")
    await dialog(page).get_by_label("Proof in words").fill("The bank's statement.")
    await sends_it(page, "Give the proof")
    await leads.goto(at(desk, shown["number"], "decision"))
    await leads.get_by_role("button", name="I have seen that it is done").click()
    await expect(stage(page)).to_have_text("Carried out")
    assert (await room.case(complaint)).stage == "carried_out"


async def _all_waived_and_read(room: Room, complaint: UUID) -> None:
    path = f"/complaints/{complaint}/evidence"
    held = await room.posts(room.handler, f"{path}/freeze")
    for one in held["needs"]:
        if one["needed"] and one["state"] == "needed":
            await room.posts(room.handler, f"{path}/needs/{one['code']}/waive", reason="Nobody has it.")
    await room.posts(room.handler, f"{path}/review", items=[one["id"] for one in held["items"]])


# ── the conclusion of an appeal ─────────────────────────────────────────────────────────────────────────────


async def test_an_appeal_is_upheld_changed_or_sent_back_after_a_view_of_ones_own(
    room: Room, desk: Desk, visit: Visit
) -> None:
    stands = await _heard(room, desk)
    page = await visit(at(desk, str(stands), "appeal"), as_=room.reviewer, size=PHONE)
    write = page.get_by_role("button", name="Write the view and see the first decision")
    await expect(write).to_be_disabled()
    await expect(page.get_by_text(WANTED["reasoning"])).to_have_count(0)
    await chooses(page, page, "Outcome, as you see it", "Not upheld")
    await expect(write).to_be_disabled()
    await page.get_by_label("What you think, and why").fill("By the evidence the bet was void.")
    await write.click()
    await expect(page.get_by_text("Provisional view: Not upheld")).to_be_visible()
    await expect(page.get_by_text(WANTED["reasoning"])).to_be_visible()
    form = await opens(page, "Decide the appeal")
    await is_off(form, "Decide the appeal")
    await form.get_by_label("Reasoning, for the player").fill("We looked again by ourselves; it was right.")
    await sends_it(page, "Decide the appeal")
    await expect(page.get_by_role("alert").filter(has_text="Appeal decided: It stands")).to_be_visible()
    case = await room.case(stands)
    assert (case.appeal, case.outcome) == ("decided", "not_upheld")
    assert await flaws(page) == []

    # Changed above the reviewer's limit: a second person, as independent, signs the new decision.
    changed = await _heard(room, desk, viewed=True)
    await page.goto(at(desk, str(changed), "appeal"))
    form = await opens(page, "Decide the appeal", look=False)
    await form.get_by_label("It is changed").check()
    await form.get_by_label("Reasoning, for the player").fill("The rule that was named is not the one.")
    await is_off(form, "Decide the appeal")
    await chooses(form, page, "Outcome", "Upheld")
    await form.get_by_label("Day of the disputed event").fill("2026-03-10")
    await form.get_by_label("Facts found").fill(WANTED["facts"])
    await form.get_by_label("Why no clause applies").fill("No rule allows it.")
    await form.get_by_role("textbox", name="Reasoning", exact=True).fill(WANTED["reasoning"])
    await form.get_by_role("button", name="Decide the appeal").click()
    await expect(form.get_by_role("alert")).to_be_visible()
    await form.get_by_role("button", name="Add something").click()
    await form.get_by_label("Sum").fill("40")
    await form.get_by_label("Currency").fill("EUR")
    assert await flaws(page, "[role=dialog]") == []
    await sends_it(page, "Decide the appeal")
    await expect(
        page.get_by_text("You have changed the decision. The new one is above your limit")
    ).to_be_visible()
    await expect(page.get_by_role("button", name="Decide the appeal")).to_have_count(0)
    assert (await room.case(changed)).appeal == "heard"
    officers = await visit(at(desk, str(changed), "decision"), as_=room.officer)
    await officers.get_by_role("button", name="Sign as the second person").click()
    await expect(officers.locator("[data-decision=decided]").first).to_contain_text("holds")
    await expect(page.get_by_role("alert").filter(has_text="Appeal decided: It is changed")).to_be_visible()
    case = await room.case(changed)
    assert (case.stage, case.appeal, case.outcome) == ("decided", "decided", "upheld")

    # Sent back: the investigation begins anew, for a decision that takes the place of the first.
    back = await _heard(room, desk, viewed=True)
    await page.goto(at(desk, str(back), "appeal"))
    form = await opens(page, "Decide the appeal", look=False)
    await form.get_by_label("It goes back to be decided anew").check()
    await form.get_by_label("Reasoning, for the player").fill("The screenshot was not looked at.")
    await sends_it(page, "Decide the appeal")
    await expect(page.get_by_role("alert").filter(has_text="It goes back to be decided anew")).to_be_visible()
    case = await room.case(back)
    assert (case.stage, case.appeal) == ("investigation", "decided")
    handlers = await visit(at(desk, str(back), "decision"), as_=room.handler)
    await expect(handlers.get_by_role("button", name="Propose a decision")).to_be_enabled()


async def _heard(room: Room, desk: Desk, *, viewed: bool = False) -> UUID:
    """A case that was not upheld, whose appeal the reviewer hears."""
    complaint = await investigated(desk, room.handler)
    await room.decided(complaint, **NO)
    path = f"/complaints/{complaint}/appeal"
    await room.posts(room.handler, path, 201, grounds="My screenshot was not looked at.")
    await room.posts(room.lead, f"{path}/give", staff=str(room.reviewer.id))
    if viewed:
        await room.posts(room.reviewer, f"{path}/view", outcome="upheld", text="The bet stood.")
    return complaint
