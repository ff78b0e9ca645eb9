"""The knowledge in the workspace: written by one, reviewed by another, read by players, used by agents."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime, timedelta
from uuid import UUID

from playwright.async_api import Page, expect

from pitboss.db.tx import SYSTEM
from tests.browser.axe import flaws
from tests.browser.conftest import PHONE, Visit
from tests.browser.test_ticket import editor, opened
from tests.desk import Desk, Seat
from tests.knowledge.test_articles import posts, published, saves, writes
from tests.knowledge.test_categories import keeps
from tests.knowledge.test_readers import PNG

FORMS = "The payment form closes by itself. Open it again and choose another card."


async def _rises(page: Page, name: str) -> None:
    await page.get_by_role("button", name=name, exact=True).click()


async def test_an_article_is_written_reviewed_by_a_colleague_and_read_by_players(
    desk: Desk, visit: Visit
) -> None:
    writer, head = await desk.sits("senior", name="Wanda Wright"), await desk.sits("supervisor")
    page = await visit("/desk/knowledge", as_=writer)
    await _rises(page, "New article")
    form = page.get_by_role("dialog", name="New article")
    await form.get_by_label("Title").fill("When the payment form closes")
    await form.get_by_role("button", name="Begin").click()
    text = page.get_by_role("textbox", name="Text", exact=True)
    await text.fill(FORMS)
    await page.get_by_label("Summary").fill("Open it again with another card.")
    await expect(page.get_by_role("region", name="Preview")).to_contain_text("choose another card")
    await expect(page.get_by_text(re.compile("Saved at"))).to_be_visible()
    assert await flaws(page) == []
    await _rises(page, "Hand in for review")
    await expect(page.get_by_text("so a colleague reviews it")).to_be_visible()
    await expect(page.get_by_role("button", name="Approve")).to_have_count(0)

    other = await visit("/desk/knowledge?show=review", as_=head)
    await other.get_by_role("link", name="When the payment form closes").click()
    await expect(other.get_by_text("Written by Wanda Wright.")).to_be_visible()
    await _rises(other, "Approve")
    await _rises(other, "Publish now")
    await expect(other.get_by_text("Published", exact=True).first).to_be_visible()
    (made,) = (await head.gets("/knowledge/articles", q="payment form closes"))["items"]
    player = await visit(made["path"])
    await expect(player.get_by_role("heading", level=1)).to_have_text("When the payment form closes")
    await expect(player.get_by_text("choose another card")).to_be_visible()


async def test_a_reviewer_sees_what_is_new_word_by_word_and_sends_it_back(desk: Desk, visit: Visit) -> None:
    writer, head = await desk.sits("senior"), await desk.sits("supervisor")
    article = (await published(desk, writer, head, "We pay within three days."))["article"]["id"]
    await saves(writer, article, "We pay within two days.", words=["where is my money"])
    await posts(writer, f"/articles/{article}/submit")
    page = await visit(f"/desk/knowledge/article/{article}", as_=head)
    changes = page.get_by_role("region", name="What changes")
    await expect(changes.locator("del").filter(has_text="three")).to_have_text("removed: three")
    await expect(changes.locator("ins").filter(has_text="two")).to_have_text("added: two")
    await expect(changes.get_by_text("+ where is my money")).to_be_visible()
    assert await flaws(page) == []
    await _rises(page, "Send back")
    form = page.get_by_role("dialog", name="Send back")
    await form.get_by_label("What to change").fill("Working days?")
    await form.get_by_role("button", name="Send back").click()
    await expect(form).to_have_count(0)
    mine = await visit(f"/desk/knowledge/article/{article}", as_=writer)
    await expect(mine.get_by_role("note").filter(has_text="Working days?")).to_be_visible()


async def test_buttons_put_pictures_links_and_clauses_into_the_text(desk: Desk, visit: Visit) -> None:
    writer, head = await desk.sits("senior"), await desk.sits("supervisor")
    await published(desk, writer, head, "Set one.", title="Set a limit", slug="set-a-limit")
    await _enters(head, "terms-9.9", "Withdrawals are paid within a day.")
    article = (await writes(writer, text="Look:"))["article"]["id"]
    page = await visit(f"/desk/knowledge/article/{article}", as_=writer)
    text = page.get_by_role("textbox", name="Text", exact=True)
    await text.focus()
    await page.keyboard.press("Control+End")
    await _rises(page, "Link to an article")
    await page.get_by_role("dialog").get_by_role("button", name=re.compile("^Set a limit")).click()
    await page.keyboard.type(" and ")
    await _rises(page, "Cite a clause")
    await page.get_by_role("dialog").get_by_role("textbox", name="Search").fill("9.9")
    await page.get_by_role("dialog").get_by_role("button", name=re.compile("terms-9.9")).click()
    await expect(text).to_have_value(
        "Look:[Set a limit](article:set-a-limit) and [Payment](clause:terms-9.9)"
    )
    async with page.expect_file_chooser() as choosing:
        await _rises(page, "Picture")
    await (await choosing.value).set_files({"name": "cashier.png", "mimeType": "image/png", "buffer": PNG})
    await page.get_by_role("dialog").get_by_label("What the picture shows").fill("The cashier")
    await page.get_by_role("dialog").get_by_role("button", name="Insert").click()
    await expect(text).to_have_value(re.compile(r"!\[The cashier\]\(image:[0-9a-f-]{36}\)"))
    await expect(page.get_by_role("img", name="The cashier")).to_be_visible()


async def _enters(seat: Seat, name: str, text: str, **more: object) -> None:
    today = datetime.now(UTC).date()
    body = {"name": name, "kind": "terms", "language": "en", "title": "Payment", "text": text}
    answer = await seat.asks("POST", "/knowledge/clauses", {**body, "valid_from": str(today), **more})
    assert answer.status_code == 201, answer.text


async def test_what_cites_a_changed_clause_is_listed_until_somebody_has_looked(
    desk: Desk, visit: Visit
) -> None:
    writer, head = await desk.sits("senior"), await desk.sits("supervisor")
    await _enters(head, "terms-9.1", "Within three days.")
    await published(desk, writer, head, "See [terms](clause:terms-9.1).", title="How long it takes")
    page = await visit("/desk/knowledge/clauses", as_=head)
    await page.get_by_role("button", name=re.compile("^terms-9.1")).click()
    history = page.get_by_role("dialog", name=re.compile("terms-9.1"))
    await expect(history.get_by_role("link", name=re.compile("How long it takes"))).to_be_visible()
    await history.get_by_role("button", name="New text from a day").click()
    form = page.get_by_role("dialog", name="New text of terms-9.1")
    await form.get_by_role("textbox", name="Text").fill("Within two days.")
    await form.get_by_label("First day").fill(str(datetime.now(UTC).date() + timedelta(days=2)))
    await form.get_by_role("button", name="Save").click()
    await expect(form).to_have_count(0)
    await expect(history.get_by_text("Within two days.")).to_be_visible()
    await page.goto("/desk/knowledge/changed")
    await expect(page.get_by_role("link", name=re.compile("How long it takes"))).to_be_visible()
    assert await flaws(page) == []
    await page.get_by_role("button", name="Still right: How long it takes").click()
    await expect(page.get_by_text("Everything is up to date.")).to_be_visible()


async def test_who_only_reads_sees_articles_and_no_dead_buttons(desk: Desk, visit: Visit) -> None:
    writer, head = await desk.sits("senior"), await desk.sits("supervisor")
    await published(desk, writer, head, "Open the cashier.", title="How to pay in")
    await writes(writer, title="Not yet ready")
    page = await visit("/desk/knowledge", as_=await desk.agent(), size=PHONE)
    await expect(page.get_by_text("Not yet ready")).to_have_count(0)
    await expect(page.get_by_role("button", name="New article")).to_have_count(0)
    await page.get_by_role("link", name=re.compile("How to pay in")).click()
    await expect(page.get_by_text("Open the cashier.")).to_be_visible()
    for name in ("Edit", "Still right", "Hand in for review"):
        await expect(page.get_by_role("button", name=name, exact=True)).to_have_count(0)
    await expect(page.get_by_role("complementary", name="Properties").get_by_role("textbox")).to_have_count(0)
    assert await flaws(page) == []


async def test_an_agent_sends_a_link_to_an_article_but_never_an_instruction(desk: Desk, visit: Visit) -> None:
    writer, head, agent = await desk.sits("senior"), await desk.sits("supervisor"), await desk.agent()
    shown = await published(
        desk, writer, head, "Wait a day.", title="Where is my withdrawal", summary="It takes a day."
    )
    await published(
        desk, writer, head, "Look into the cashier log.", title="Withdrawal: how to check", kind="instruction"
    )
    ticket = await desk.mail_arrives(subject="Money", text="Where is my withdrawal?")
    assert ticket is not None
    page = await opened(visit, agent, ticket)
    await _rises(page, "Find in the knowledge")
    drawer = page.get_by_role("dialog", name="Knowledge")
    await expect(drawer.get_by_text("By the player's last words")).to_be_visible()
    await drawer.get_by_role("button", name=re.compile("^Where is my withdrawal")).click()
    await drawer.get_by_role("button", name="Insert the link").click()
    await expect(editor(page)).to_contain_text(shown["article"]["path"])
    await _rises(page, "Find in the knowledge")
    await drawer.get_by_label("Find in the knowledge").fill("withdrawal check")
    await drawer.get_by_role("button", name=re.compile("^Withdrawal: how to check")).click()
    await expect(drawer.get_by_text("Look into the cashier log.")).to_be_visible()
    await expect(drawer.get_by_text("For staff only")).to_be_visible()
    await expect(drawer.get_by_role("button", name="Insert the link")).to_have_count(0)
    await expect(drawer.get_by_role("button", name="Quote")).to_have_count(0)
    assert await flaws(page) == []


async def test_a_folder_is_tried_then_imported_with_a_report(desk: Desk, visit: Visit) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as folder:
        folder.writestr("en/close-account.md", "---\ntitle: Close my account\n---\nWrite to us.")
    head = await desk.sits("supervisor")
    page = await visit("/desk/knowledge/import", as_=head)
    await page.locator("input[type=file]").set_input_files(
        {"name": "help.zip", "mimeType": "application/zip", "buffer": packed.getvalue()}
    )
    await _rises(page, "See what would come in")
    report = page.get_by_role("region", name="Report")
    await expect(report.get_by_text("new: 1")).to_be_visible()
    assert (await head.gets("/knowledge/counts"))["review"] == 0
    await page.get_by_role("button", name="Import", exact=True).click()
    await expect(report.get_by_text("The import is done")).to_be_visible()
    assert (await head.gets("/knowledge/counts"))["review"] == 1


async def test_articles_to_be_read_again_are_on_the_wall_with_the_way_there(desk: Desk, visit: Visit) -> None:
    writer, head = await desk.sits("senior"), await desk.sits("supervisor")
    article = (await published(desk, writer, head, title="An old article"))["article"]["id"]
    async with desk.db.tx(SYSTEM) as tx:
        await tx.run(
            "UPDATE article SET review_by = CURRENT_DATE - 3 WHERE brand_id = $1 AND id = $2",
            desk.brand.id,
            UUID(article),
        )
    page = await visit("/desk/wall", as_=head)
    await page.get_by_role("link", name="1 article to be read again").click()
    await page.get_by_role("link", name=re.compile("An old article")).click()
    await _rises(page, "Still right")
    await expect(page.get_by_text("To be read again", exact=True)).to_have_count(0)


async def test_impostors_and_official_channels_are_kept_in_the_settings(desk: Desk, visit: Visit) -> None:
    admin = await desk.sits("admin", name="Ada Admin")
    page = await visit("/desk/settings/official", as_=admin)
    await _rises(page, "Add")
    form = page.get_by_role("dialog", name="Add")
    await form.get_by_label("What it is", exact=False).first.fill("aurora-games.example")
    await form.get_by_role("button", name="Save").click()
    await expect(form).to_have_count(0)
    row = page.get_by_role("button", name=re.compile("aurora-games.example"))
    await expect(row).to_contain_text("Ada Admin")
    assert await flaws(page) == []
    ticket = await desk.mail_arrives(subject="Is it you?", text="Somebody wrote to me")
    assert ticket is not None
    answer = await (await desk.sits("supervisor")).asks(
        "POST",
        f"/brands/{desk.brand.id}/tickets/{ticket.id}/impostors",
        {"kind": "site", "value": "aurora-garnes.example"},
    )
    assert answer.status_code == 201, answer.text
    await page.goto("/desk/settings/impostors")
    await expect(page.get_by_text("other letters that look the same")).to_be_visible()
    await page.get_by_role("button", name="Change the state: aurora-garnes.example").click()
    dialog = page.get_by_role("dialog", name="aurora-garnes.example")
    await dialog.get_by_label("Confirmed").check()
    await dialog.get_by_label("Note").fill("Registrar asked, case 7")
    await dialog.get_by_role("button", name="Save").click()
    await expect(page.get_by_text("Registrar asked, case 7")).to_be_visible()
    assert await flaws(page) == []
    await page.goto("/desk/settings/official")
    await row.click()
    await page.get_by_role("dialog").get_by_role("button", name="End", exact=True).click()
    await page.get_by_role("dialog", name="End").get_by_role("button", name="End", exact=True).click()
    await expect(row).to_have_count(0)
    await page.get_by_label("Also what was and what will be").check()
    await expect(row).to_contain_text("Ended")


async def test_a_ticket_about_fake_support_shows_the_takedown(desk: Desk, visit: Visit) -> None:
    senior = await desk.sits("supervisor")
    ticket = await desk.mail_arrives(subject="Is it you?", text="Somebody wrote to me")
    assert ticket is not None
    await senior.does(ticket, "topic", topic="fake_support")
    answer = await senior.asks(
        "POST",
        f"/brands/{desk.brand.id}/tickets/{ticket.id}/impostors",
        {"kind": "handle", "platform": "telegram", "value": "@aurora_vip"},
    )
    assert answer.status_code == 201, answer.text
    page = await opened(visit, senior, ticket)
    block = page.get_by_role("region", name="Impostors")
    await expect(block.get_by_text("@aurora_vip")).to_be_visible()
    await expect(block.get_by_text("Reported")).to_be_visible()


async def test_categories_are_made_named_ordered_hidden_and_deleted(desk: Desk, visit: Visit) -> None:
    writer, head = await desk.sits("senior"), await desk.sits("supervisor")
    await keeps(head, "money", en={"name": "Money"}, ru={"name": "Деньги"}, place=10)
    await keeps(head, "winter", en={"name": "Winter"}, ru={"name": "Зима"}, place=20)
    await published(desk, writer, head, "Wait a day.", title="How long it takes", category="money")
    page = await visit("/desk/knowledge/categories", as_=head)
    await _rises(page, "New category")
    form = page.get_by_role("dialog", name="New category")
    await form.get_by_label("Name in English").fill("Bonuses & gifts")
    await form.get_by_label("Name in Russian").fill("Бонусы и подарки")
    await expect(form.get_by_text("/c/bonuses-gifts")).to_be_visible()
    await form.get_by_role("radio", name="Gift").click()
    assert await flaws(page) == []
    await form.get_by_role("button", name="Save").click()
    await expect(form).to_have_count(0)
    await _rises(page, "Move up: Bonuses & gifts")
    rows = page.get_by_role("list", name="Categories").get_by_role("listitem")
    await expect(rows).to_contain_text(["Money", "Bonuses & gifts", "Winter"])
    await expect(page.get_by_role("button", name="Move up: Money")).to_be_disabled()
    assert await flaws(page) == []

    await page.get_by_role("button", name=re.compile("^Money")).click()
    form = page.get_by_role("dialog", name="Money")
    await expect(form.get_by_label("Hidden")).to_be_disabled()
    await expect(form.get_by_role("button", name="Delete")).to_have_count(0)
    await form.get_by_label("Name in English").fill("Payments")
    await form.get_by_role("button", name="Save").click()
    await expect(page.get_by_role("button", name=re.compile("^Payments"))).to_contain_text("1 article")

    await page.get_by_role("button", name=re.compile("^Winter")).click()
    form = page.get_by_role("dialog", name="Winter")
    await form.get_by_label("Hidden").check()
    await form.get_by_role("button", name="Save").click()
    await expect(page.get_by_role("button", name=re.compile("^Winter"))).to_contain_text("hidden")
    await page.get_by_role("button", name=re.compile("^Winter")).click()
    await form.get_by_role("button", name="Delete").click()
    await page.get_by_role("dialog", name="Delete").get_by_role("button", name="Delete").click()
    await expect(rows).to_have_count(2)
    player = await visit(f"/help/{desk.brand.id}/en")
    await expect(player.get_by_role("link", name=re.compile("Payments"))).to_be_visible()


async def test_a_category_that_a_colleague_fills_meanwhile_is_not_hidden(desk: Desk, visit: Visit) -> None:
    writer, head = await desk.sits("senior"), await desk.sits("supervisor")
    await keeps(head, "winter", en={"name": "Winter"}, ru={"name": "Зима"})
    page = await visit("/desk/knowledge/categories", as_=head, size=PHONE, locale="ru-RU")
    await page.get_by_role("button", name=re.compile("^Зима")).click()
    form = page.get_by_role("dialog", name="Зима")
    await form.get_by_label("Скрыт").check()
    await published(desk, writer, head, "Snow.", category="winter")
    await form.get_by_role("button", name="Сохранить").click()
    await expect(form.get_by_role("alert")).to_contain_text("Сначала перенесите их или уберите в архив")
    assert await flaws(page) == []
