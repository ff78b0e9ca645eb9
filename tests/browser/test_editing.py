"""What happens to an article besides its writing: a time to go out, the archive, pictures that are dropped and pasted, two
who write at once, and the words of players that search shall know."""

from __future__ import annotations

import re
from pathlib import Path
from uuid import UUID

from playwright.async_api import Locator, Page, expect

from pitboss.db.tx import SYSTEM
from tests.browser.axe import flaws
from tests.browser.conftest import PHONE, Visit
from tests.desk import Desk, Seat
from tests.knowledge.test_articles import posts, published, saves, writes
from tests.knowledge.test_readers import PNG


async def _rises(page: Page, name: str) -> None:
    await page.get_by_role("button", name=name, exact=True).click()


async def _approved(writer: Seat, head: Seat, **more: object) -> str:
    article: str = (await writes(writer, **more))["article"]["id"]  # type: ignore[arg-type]
    await posts(writer, f"/articles/{article}/submit")
    await posts(head, f"/articles/{article}/approve")
    return article


# ── a time to go out ────────────────────────────────────────────────────────────────────────────────────────


async def test_a_publication_is_planned_put_off_called_off_and_happens(desk: Desk, visit: Visit) -> None:
    writer, head = await desk.sits("senior"), await desk.sits("supervisor")
    article = await _approved(writer, head, title="New limits from Monday")
    page = await visit(f"/desk/knowledge/article/{article}", as_=head)
    await _rises(page, "Schedule")
    form = page.get_by_role("dialog", name="Schedule")
    await expect(form.get_by_role("button", name="Schedule")).to_be_disabled()
    await form.get_by_label("Goes out at").click()
    await page.get_by_role("button", name="Next month").click()
    await page.get_by_role("button", name=re.compile(r"^15 ")).click()
    await page.get_by_role("spinbutton", name="Hours").fill("09")
    await page.get_by_role("spinbutton", name="Minutes").fill("30")
    await page.get_by_role("button", name="Take this time").click()
    await expect(form.get_by_label("Goes out at")).to_contain_text("09:30")
    assert await flaws(page) == []
    await form.get_by_role("button", name="Schedule").click()
    note = page.get_by_role("note").filter(has_text=re.compile("Goes out .*09:30"))
    await expect(note).to_be_visible()
    planned = (await head.gets(f"/knowledge/articles/{article}"))["article"]["publish_at"]
    assert planned is not None

    await note.get_by_role("button", name="Another time").click()
    await form.get_by_label("Goes out at").click()
    await page.get_by_role("button", name="Next month").click()
    await page.get_by_role("button", name=re.compile(r"^20 ")).click()
    await page.get_by_role("button", name="Take this time").click()
    await form.get_by_role("button", name="Schedule").click()
    await expect(form).to_have_count(0)
    assert (await head.gets(f"/knowledge/articles/{article}"))["article"]["publish_at"] > planned
    await page.goto("/desk/knowledge?show=scheduled")
    await expect(page.get_by_role("link", name=re.compile("New limits from Monday"))).to_contain_text(
        "Goes out"
    )
    await page.get_by_role("link", name=re.compile("New limits from Monday")).click()

    await _rises(page, "Call off")
    await expect(page.get_by_text("Approved by", exact=False)).to_be_visible()
    await posts(head, f"/articles/{article}/schedule", at=planned)
    await expect(note).to_be_visible()
    async with desk.db.tx(SYSTEM) as tx:
        await tx.run(
            "UPDATE article_version SET publish_at = now() WHERE brand_id = $1 AND article_id = $2 AND publish_at IS NOT NULL",
            desk.brand.id,
            UUID(article),
        )
    await desk.work_until_idle()
    await expect(page.get_by_text("Published", exact=True).first).to_be_visible()
    await expect(note).to_have_count(0)


# ── the archive ─────────────────────────────────────────────────────────────────────────────────────────────


async def test_an_archived_article_leaves_its_readers_and_comes_back(desk: Desk, visit: Visit) -> None:
    writer, head = await desk.sits("senior"), await desk.sits("supervisor")
    shown = await published(desk, writer, head, "Ask before Friday.", title="The winter offer")
    page = await visit(f"/desk/knowledge/article/{shown['article']['id']}", as_=head)
    await _rises(page, "More actions")
    await page.get_by_role("menuitem", name="Archive").click()
    await expect(page.get_by_role("button", name="Publish again")).to_be_visible()
    await expect(page.get_by_text("Ask before Friday.")).to_be_visible()
    assert await flaws(page) == []
    player = await visit()
    answer = await player.goto(shown["article"]["path"])
    assert answer is not None
    assert answer.status == 404
    await page.goto("/desk/knowledge?show=archived")
    await page.get_by_role("link", name=re.compile("The winter offer")).click()
    await _rises(page, "Publish again")
    await expect(page.get_by_role("button", name="Publish again")).to_have_count(0)
    await player.reload()
    await expect(player.get_by_role("heading", level=1)).to_have_text("The winter offer")


# ── pictures ────────────────────────────────────────────────────────────────────────────────────────────────


async def _drops(page: Page, over: Locator, file: Path) -> None:
    """As somebody's hand does it, with a file of this machine."""
    box = await over.bounding_box()
    assert box is not None
    hand = await page.context.new_cdp_session(page)
    for step in ("dragEnter", "dragOver", "drop"):
        await hand.send(
            "Input.dispatchDragEvent",
            {
                "type": step,
                "x": box["x"] + box["width"] / 2,
                "y": box["y"] + box["height"] / 2,
                "data": {"items": [], "files": [str(file)], "dragOperationsMask": 1},
            },
        )


async def test_a_picture_is_dropped_into_the_text(desk: Desk, visit: Visit, tmp_path: Path) -> None:
    writer = await desk.sits("senior")
    article = (await writes(writer, text="Look:"))["article"]["id"]
    (tmp_path / "cashier.png").write_bytes(PNG)
    (tmp_path / "rules.pdf").write_bytes(b"%PDF-1.4 no picture")
    page = await visit(f"/desk/knowledge/article/{article}", as_=writer)
    text = page.get_by_role("textbox", name="Text", exact=True)
    await text.focus()
    await page.keyboard.press("Control+End")
    await _drops(page, text, tmp_path / "rules.pdf")
    await expect(page.get_by_text("A picture is PNG, JPEG or WebP")).to_be_visible()
    await expect(text).to_have_value("Look:")
    await _drops(page, text, tmp_path / "cashier.png")
    form = page.get_by_role("dialog", name="Picture")
    await expect(form.get_by_text("cashier.png")).to_be_visible()
    assert await flaws(page) == []
    await form.get_by_label("What the picture shows").fill("The cashier")
    await form.get_by_role("button", name="Insert").click()
    await expect(text).to_have_value(re.compile(r"^Look:\s*!\[The cashier\]\(image:[0-9a-f-]{36}\)\s*$"))
    await expect(page.get_by_role("img", name="The cashier")).to_be_visible()


COPY = """async () => {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 8;
  canvas.getContext("2d").fillRect(0, 0, 8, 8);
  const picture = await new Promise((done) => canvas.toBlob(done, "image/png"));
  await navigator.clipboard.write([new ClipboardItem({"image/png": picture})]);
}"""
COPY_BOTH = COPY.replace('"image/png": picture', '"image/png": picture, "text/plain": "Words of a table"')


async def test_a_screenshot_is_pasted_and_copied_words_stay_words(desk: Desk, visit: Visit) -> None:
    writer = await desk.sits("senior")
    article = (await writes(writer, text="Look:"))["article"]["id"]
    page = await visit(
        f"/desk/knowledge/article/{article}", as_=writer, permissions=["clipboard-read", "clipboard-write"]
    )
    text = page.get_by_role("textbox", name="Text", exact=True)
    await text.focus()
    await page.keyboard.press("Control+End")
    await page.evaluate(COPY)
    await page.keyboard.press("Control+V")
    form = page.get_by_role("dialog", name="Picture")
    await form.get_by_label("What the picture shows").fill("What I saw")
    await page.keyboard.press("Enter")
    await expect(text).to_have_value(re.compile(r"!\[What I saw\]\(image:[0-9a-f-]{36}\)"))
    await text.fill("")
    # A spreadsheet puts a picture of the words beside them.
    await page.evaluate(COPY_BOTH)
    await text.focus()
    await page.keyboard.press("Control+V")
    await expect(text).to_have_value("Words of a table")
    await expect(form).to_have_count(0)


# ── two who write ───────────────────────────────────────────────────────────────────────────────────────────


async def test_two_who_write_at_once_lose_nothing_unasked(desk: Desk, visit: Visit) -> None:
    writer, other = await desk.sits("senior"), await desk.sits("supervisor", name="Otto Other")
    made = await writes(writer, text="We pay in three days.", title="Payment")
    article, revision = made["article"]["id"], made["work"]["revision"]
    page = await visit(f"/desk/knowledge/article/{article}", as_=writer)
    text = page.get_by_role("textbox", name="Text", exact=True)
    await expect(text).to_have_value("We pay in three days.")
    saved = await saves(other, article, "We pay in two days.", title="Payment", revision=revision)
    assert saved.status_code == 200, saved.text
    await text.fill("We pay in one day.")
    clash = page.get_by_role("alert").filter(has_text="Somebody else has saved this draft")
    await expect(clash).to_be_visible()
    await expect(clash.locator("del").filter(has_text="two days")).to_be_visible()
    await expect(clash.locator("ins").filter(has_text="one day")).to_be_visible()
    assert await flaws(page) == []
    assert (await other.gets(f"/knowledge/articles/{article}"))["work"]["text"] == "We pay in two days."
    await clash.get_by_role("button", name="Take theirs").click()
    await expect(text).to_have_value("We pay in two days.")
    await expect(clash).to_have_count(0)

    now = (await other.gets(f"/knowledge/articles/{article}"))["work"]["revision"]
    await saves(other, article, "We pay today.", title="Payment", revision=now)
    await text.fill("We pay within an hour.")
    await clash.get_by_role("button", name="Keep mine").click()
    await expect(page.get_by_text(re.compile("Saved at"))).to_be_visible()
    await expect(clash).to_have_count(0)
    assert (await other.gets(f"/knowledge/articles/{article}"))["work"]["text"] == "We pay within an hour."
    await text.fill("We pay within an hour, always.")
    await expect(page.get_by_text(re.compile("Saved at"))).to_be_visible()
    await expect(clash).to_have_count(0)


# ── how players say it ──────────────────────────────────────────────────────────────────────────────────────


async def _said(desk: Desk, agent: Seat, path: str, text: str) -> None:
    ticket = await desk.a_ticket(subject="Question", text=text)
    await agent.says(ticket, f"Please see https://desk.example{path} for this.")
    await agent.does(ticket, "solve")


async def test_proposed_phrases_are_put_right_approved_and_rejected(desk: Desk, visit: Visit) -> None:
    writer, head, agent = await desk.sits("senior"), await desk.sits("supervisor"), await desk.agent()
    shown = await published(desk, writer, head, "Open the cashier.", title="Cashier states")
    for text in ("my moolah is stuck in limbo", "where did the dosh wander off to"):
        await _said(desk, agent, shown["article"]["path"], text)
    await desk.work_until_idle()
    page = await visit("/desk/knowledge/readers", as_=writer)
    await page.get_by_text("Players' phrases", exact=True).click()
    phrases = page.get_by_role("list", name="Players' phrases")
    await expect(phrases.get_by_role("listitem")).to_have_count(2)
    assert await flaws(page) == []
    moolah = phrases.get_by_role("listitem").filter(
        has=page.get_by_role("button", name=re.compile("Approve.*moolah"))
    )
    await moolah.get_by_role("textbox", name="Phrase for: Cashier states").fill("my moolah is in limbo")
    await moolah.get_by_role("button", name=re.compile("^Approve")).click()
    await expect(phrases.get_by_role("listitem")).to_have_count(1)
    await page.get_by_role("button", name=re.compile("Reject.*dosh")).click()
    await expect(page.get_by_text("There is nothing here.")).to_be_visible()
    assert len(await writer.gets("/knowledge/search", q="moolah limbo")) == 1
    assert await writer.gets("/knowledge/search", q="dosh wander") == []
    await page.get_by_role("radiogroup").last.get_by_text("Rejected").click()
    await expect(phrases).to_contain_text("dosh")
    await page.get_by_role("radiogroup").last.get_by_text("Approved").click()
    await expect(phrases).to_contain_text("my moolah is in limbo")
    await page.get_by_role("button", name=re.compile("Reject.*moolah")).click()
    await expect(page.get_by_text("There is nothing here.")).to_be_visible()


async def test_proposed_phrases_fit_a_phone_and_who_cannot_write_has_no_buttons(
    desk: Desk, visit: Visit
) -> None:
    writer, head, agent = await desk.sits("senior"), await desk.sits("supervisor"), await desk.agent()
    shown = await published(desk, writer, head, "Open the cashier.", title="Cashier states")
    await _said(desk, agent, shown["article"]["path"], "where did the dosh wander off to on its way home")
    await desk.work_until_idle()
    page = await visit("/desk/knowledge/readers", as_=writer, size=PHONE, locale="ru-RU", theme="dark")
    await page.get_by_role("combobox", name="Отчёт").click()
    await page.get_by_role("option", name="Фразы игроков").click()
    await expect(page.get_by_role("button", name=re.compile("Одобрить"))).to_be_visible()
    assert await page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert await flaws(page) == []
