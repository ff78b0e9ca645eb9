"""An article's life: written by one, reviewed by another, published, kept up to date."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from pitboss.db.tx import SYSTEM
from pitboss.kit.ids import new_id
from pitboss.knowledge import jobs
from pitboss.staff.teams import create_team, join_team
from tests.desk import Building, Desk, Seat, a_desk

TEXT = "Open **Cashier**.\n\n## Then\n\nSee [terms 4.2](clause:terms-4.2) and [limits](article:set-a-limit)."


async def posts(seat: Seat, path: str, *, status: int = 200, **body: Any) -> dict[str, Any]:
    answer = await seat.asks("POST", f"/knowledge{path}", body)
    assert answer.status_code == status, answer.text
    shown: dict[str, Any] = answer.json()
    return shown


async def writes(
    seat: Seat, title: str = "Where is my withdrawal", text: str = TEXT, **more: Any
) -> dict[str, Any]:
    body = {"language": "en", "title": title, "text": text, "slug": f"s{new_id().hex}", **more}
    return await posts(seat, "/articles", status=201, **body)


async def saves(seat: Seat, article: str, text: str, **more: Any) -> Any:
    body = {"title": "Where is my withdrawal", "text": text, **more}
    return await seat.asks("PUT", f"/knowledge/articles/{article}/draft", body)


async def published(desk: Desk, writer: Seat, head: Seat, text: str = TEXT, **more: Any) -> dict[str, Any]:
    article = (await writes(writer, text=text, **more))["article"]["id"]
    await posts(writer, f"/articles/{article}/submit")
    await posts(head, f"/articles/{article}/approve")
    return await posts(head, f"/articles/{article}/publish")


async def refusal(seat: Seat, path: str, method: str = "POST", **body: Any) -> str:
    answer = await seat.asks(method, f"/knowledge{path}", body)
    assert answer.status_code >= 400, answer.text
    title: str = answer.json()["title"]
    return title


async def test_an_article_is_written_by_one_and_reviewed_by_another(desk: Desk) -> None:
    writer, head = await desk.sits("senior"), await desk.sits("supervisor")
    made = await writes(writer)
    article = made["article"]["id"]
    assert made["article"]["may"] == ["change", "write", "discard", "submit"]
    assert (made["article"]["state"], made["article"]["stage"]) == ("draft", "draft")
    assert await refusal(writer, f"/articles/{article}/approve") == "out_of_turn"
    await posts(writer, f"/articles/{article}/submit")
    assert await refusal(writer, f"/articles/{article}/approve") == "own_words"
    assert await refusal(writer, f"/articles/{article}/publish") == "forbidden"
    assert await refusal(head, f"/articles/{article}/publish") == "out_of_turn"
    back = await posts(head, f"/articles/{article}/send-back", note="Name the day.")
    assert (back["article"]["stage"], back["work"]["review_note"]) == ("draft", "Name the day.")
    await saves(writer, article, TEXT + "\n\nWithin a day.", change="The day is named")
    await posts(writer, f"/articles/{article}/submit")
    approved = await posts(head, f"/articles/{article}/approve", note="Good.")
    assert approved["work"]["reviewer"]["name"] == head.person.name
    shown = await posts(head, f"/articles/{article}/publish")
    assert (shown["article"]["state"], shown["live"]["number"], shown["work"]) == ("published", 1, None)
    assert f"/help/{desk.brand.id}/en/rules/terms-4.2" in shown["html"]
    assert shown["article"]["path"] == f"/help/{desk.brand.id}/en/a/{shown['article']['slug']}"


async def test_whoever_helped_to_write_a_version_cannot_review_it(desk: Desk) -> None:
    writer, head, other = (
        await desk.sits("senior"),
        await desk.sits("supervisor"),
        await desk.sits("supervisor"),
    )
    article = (await writes(writer))["article"]["id"]
    await saves(head, article, "Other words")
    await posts(writer, f"/articles/{article}/submit")
    assert await refusal(head, f"/articles/{article}/approve") == "own_words"
    await posts(other, f"/articles/{article}/approve")
    saved = await saves(head, article, "And others still")  # what was approved is a draft again
    assert saved.json()["stage"] == "draft"
    assert await refusal(other, f"/articles/{article}/publish") == "out_of_turn"


async def test_a_draft_that_somebody_saved_meanwhile_is_not_written_over(desk: Desk) -> None:
    writer, head = await desk.sits("senior"), await desk.sits("supervisor")
    article = (await writes(writer))["article"]["id"]
    assert (await saves(head, article, "Mine", revision=1)).status_code == 200
    late = await saves(writer, article, "Mine too", revision=1)
    assert (late.status_code, late.json()["title"], late.json()["revision"]) == (409, "written_meanwhile", 2)


async def test_versions_stay_and_their_difference_is_told_word_by_word(desk: Desk) -> None:
    writer, head = await desk.sits("senior"), await desk.sits("supervisor")
    article = (await published(desk, writer, head, "We pay within two days.\n\nWrite to us."))["article"][
        "id"
    ]
    await saves(writer, article, "We pay within a day.\n\nWrite to us.", words=["when do I get it"])
    differs = await writer.gets(f"/knowledge/articles/{article}/difference")
    assert (differs["older"], differs["newer"]) == (1, 2)
    assert differs["text"] == [
        {"how": "same", "text": "We pay within "},
        {"how": "removed", "text": "two days"},
        {"how": "added", "text": "a day"},
        {"how": "same", "text": ".\n\nWrite to us."},
    ]
    assert differs["words_added"] == ["when do I get it"]
    await posts(writer, f"/articles/{article}/submit")
    await posts(head, f"/articles/{article}/approve")
    await posts(head, f"/articles/{article}/publish")
    stages = [(v["number"], v["stage"]) for v in await writer.gets(f"/knowledge/articles/{article}/versions")]
    assert stages == [(2, "published"), (1, "replaced")]
    first = await writer.gets(f"/knowledge/articles/{article}/versions/1")
    assert first["text"] == "We pay within two days.\n\nWrite to us."


async def test_an_approved_version_is_published_by_itself_at_its_time(desk: Desk) -> None:
    writer, head = await desk.sits("senior"), await desk.sits("supervisor")
    article = (await writes(writer))["article"]["id"]
    await posts(writer, f"/articles/{article}/submit")
    await posts(head, f"/articles/{article}/approve")
    at = datetime.now(UTC) + timedelta(hours=2)
    planned = await posts(head, f"/articles/{article}/schedule", at=at.isoformat())
    assert planned["article"]["publish_at"] is not None
    await desk.work_until_idle()
    assert (await head.gets(f"/knowledge/articles/{article}"))["article"]["state"] == "draft"
    async with desk.db.tx(SYSTEM) as tx:
        await tx.run(
            "UPDATE article_version SET publish_at = now() WHERE brand_id = $1 AND publish_at IS NOT NULL",
            desk.brand.id,
        )
    await desk.work_until_idle()
    shown = (await head.gets(f"/knowledge/articles/{article}"))["article"]
    assert (shown["state"], shown["live"]) == ("published", 1)
    assert await refusal(head, f"/articles/{article}/schedule", at=None) == "no_draft"


async def test_an_archived_article_is_gone_for_readers_and_comes_back_as_it_was(desk: Desk) -> None:
    writer, head, agent = await desk.sits("senior"), await desk.sits("supervisor"), await desk.agent()
    article = (await published(desk, writer, head))["article"]["id"]
    assert (await agent.gets("/knowledge/search", q="withdrawal"))[0]["id"] == article
    await posts(head, f"/articles/{article}/archive")
    assert await agent.gets("/knowledge/search", q="withdrawal") == []
    assert await refusal(agent, f"/articles/{article}", "GET") == "no_such_article"
    (listed,) = (await head.gets("/knowledge/articles", status="archived"))["items"]
    assert (listed["title"], listed["live"], listed["path"]) == ("Where is my withdrawal", None, None)
    assert (await head.gets(f"/knowledge/articles/{article}"))["live"]["text"] == TEXT
    await posts(head, f"/articles/{article}/restore")
    assert (await agent.gets(f"/knowledge/articles/{article}"))["live"]["text"] == TEXT


async def test_agents_read_what_is_published_and_never_drafts(desk: Desk) -> None:
    writer, head, agent = await desk.sits("senior"), await desk.sits("supervisor"), await desk.agent()
    draft = (await writes(writer, title="Secret plans"))["article"]["id"]
    shown = await published(desk, writer, head, kind="instruction")
    assert shown["article"]["visibility"] == "staff"
    assert shown["article"]["path"] is None
    assert [a["id"] for a in (await agent.gets("/knowledge/articles"))["items"]] == [shown["article"]["id"]]
    assert await refusal(agent, f"/articles/{draft}", "GET") == "no_such_article"
    assert await refusal(agent, "/articles", language="en", title="Mine", text="Text") == "forbidden"
    await saves(writer, shown["article"]["id"], "Not yet")
    seen = await agent.gets(f"/knowledge/articles/{shown['article']['id']}")
    assert (seen["work"], seen["article"]["work"], seen["article"]["may"]) == (None, None, [])
    assert len(await agent.gets(f"/knowledge/articles/{shown['article']['id']}/versions")) == 1


async def test_what_a_team_writes_for_itself_others_never_find(desk: Desk) -> None:
    writer, head, agent = await desk.sits("senior"), await desk.sits("supervisor"), await desk.agent()
    async with desk.db.tx(SYSTEM) as tx:
        team = await create_team(tx, desk.brand.id, "Payments")
        for seat in (writer, head):
            await join_team(tx, desk.brand.id, team, seat.id)
    shown = await published(
        desk, writer, head, "The limit is a thousand.", kind="instruction", visibility="team", team=str(team)
    )
    article = shown["article"]["id"]
    admin = await desk.sits("admin")
    for outsider in (agent, admin):
        assert await refusal(outsider, f"/articles/{article}", "GET") == "no_such_article"
        assert await outsider.gets("/knowledge/search", q="thousand") == []
    assert [hit["id"] for hit in await head.gets("/knowledge/search", q="thousand")] == [article]
    mine = {"language": "en", "title": "Mine", "visibility": "team", "team": str(team)}
    assert await refusal(admin, "/articles", **mine) == "forbidden"


async def test_only_a_publisher_who_did_not_write_it_lets_more_people_read(desk: Desk) -> None:
    writer, head = await desk.sits("senior"), await desk.sits("supervisor")
    article = (await published(desk, writer, head, visibility="staff"))["article"]["id"]
    assert await refusal(writer, f"/articles/{article}", "PATCH", visibility="public") == "forbidden"
    answer = await head.asks("PATCH", f"/knowledge/articles/{article}", {"visibility": "public", "place": 3})
    assert answer.json()["article"]["visibility"] == "public"
    own = (await writes(head, visibility="staff"))["article"]["id"]
    await posts(head, f"/articles/{own}/submit")
    other = await desk.sits("supervisor")
    await posts(other, f"/articles/{own}/approve")
    await posts(other, f"/articles/{own}/publish")
    assert await refusal(head, f"/articles/{own}", "PATCH", visibility="public") == "own_words"
    assert await refusal(head, f"/articles/{own}", "PATCH", slug="elsewhere") == "conflict"


async def test_overdue_articles_are_listed_counted_and_their_owner_is_told(desk: Desk) -> None:
    writer, head = await desk.sits("senior"), await desk.sits("supervisor")
    shown = (await published(desk, writer, head, kind="instruction"))["article"]
    assert shown["review_days"] == 31
    long: Any = {"language": "en", "title": "X", "kind": "instruction", "review_days": 90}
    assert await refusal(writer, "/articles", **long) == "bad_article"
    async with desk.db.tx(SYSTEM) as tx:
        await tx.run("UPDATE article SET review_by = CURRENT_DATE - 1 WHERE brand_id = $1", desk.brand.id)
    listed = (await writer.gets("/knowledge/articles", overdue=True))["items"]
    assert [a["id"] for a in listed] == [shown["id"]]
    assert (await head.gets("/wall"))["knowledge"] == {"overdue": 1, "stale": 0}
    await _reminded(desk)
    await _reminded(desk)
    notices = (await writer.gets("/me/notices"))["items"]
    assert [(n["kind"], n["article"], n["subject"]) for n in notices] == [
        ("article_overdue", shown["id"], "Where is my withdrawal")
    ]
    await posts(writer, f"/articles/{shown['id']}/check")
    assert (await head.gets("/knowledge/counts"))["overdue"] == 0


async def _reminded(desk: Desk) -> None:
    async with desk.db.tx(SYSTEM) as tx:
        await jobs.remind(tx)


async def test_the_brand_says_how_long_articles_stay_fresh(desk: Desk) -> None:
    admin, writer = await desk.sits("admin"), await desk.sits("senior")
    await admin.asks("PATCH", f"/brands/{desk.brand.id}", {"article_review_days": 20})
    assert (await writes(writer))["article"]["review_days"] == 20


async def test_a_draft_is_thrown_away_and_what_was_never_published_with_it(desk: Desk) -> None:
    writer, head = await desk.sits("senior"), await desk.sits("supervisor")
    draft = (await writes(writer))["article"]["id"]
    assert (await writer.asks("DELETE", f"/knowledge/articles/{draft}/draft")).status_code == 200
    assert await refusal(writer, f"/articles/{draft}", "GET") == "no_such_article"
    article = (await published(desk, writer, head))["article"]["id"]
    await saves(writer, article, "Worse words")
    await writer.asks("DELETE", f"/knowledge/articles/{article}/draft")
    assert (await writer.gets(f"/knowledge/articles/{article}"))["work"] is None


async def test_a_retry_makes_no_second_article_and_an_address_is_taken_once(desk: Desk) -> None:
    writer = await desk.sits("senior")
    body = {"language": "ru", "title": "Где мой вывод", "text": "Текст"}
    first = await writer.asks("POST", "/knowledge/articles", body, key="k1")
    again = await writer.asks("POST", "/knowledge/articles", body, key="k1")
    assert first.json() == again.json()
    assert first.json()["article"]["slug"] == "gde-moy-vyvod"
    assert await refusal(writer, "/articles", **body) == "slug_taken"
    english = await writes(writer, slug="gde-moy-vyvod")
    assert [other["language"] for other in english["translations"]] == ["ru"]


async def test_a_text_is_shown_safely_while_it_is_written(desk: Desk) -> None:
    writer = await desk.sits("senior")
    text = "<script>alert(1)</script> [x](javascript:alert(1)) ![a](https://evil.example/a.png) [t](clause:terms-9)"
    shown = await posts(writer, "/preview", text=text)
    assert "<script" not in shown["html"]
    assert "javascript:" not in shown["html"].replace("[x](javascript:alert(1))", "")
    assert "<img" not in shown["html"]
    assert shown["foreign"] == ["https://evil.example/a.png"]
    assert shown["missing"] == ["terms-9"]


async def test_lists_are_filtered_and_paged(desk: Desk) -> None:
    writer, head = await desk.sits("senior"), await desk.sits("supervisor")
    category = {"en": {"name": "Money"}, "ru": {"name": "Деньги"}, "icon": "cash", "place": 1}
    saved = await head.asks("PUT", "/knowledge/categories/money", {**category, "brand": desk.brand.id})
    assert saved.status_code == 200, saved.text
    for number in range(3):
        await writes(writer, title=f"Number {number}", category="money" if number else None)
    page = await writer.gets("/knowledge/articles", status="draft", limit=2)
    rest = await writer.gets("/knowledge/articles", status="draft", limit=2, cursor=page["next"])
    assert [a["title"] for a in page["items"] + rest["items"]] == ["Number 2", "Number 1", "Number 0"]
    assert len((await writer.gets("/knowledge/articles", category="money"))["items"]) == 2
    assert [a["title"] for a in (await writer.gets("/knowledge/articles", q="ber 0"))["items"]] == [
        "Number 0"
    ]
    assert (await writer.gets("/knowledge/counts"))["draft"] == 3
    refused = await head.asks("DELETE", "/knowledge/categories/money", brand=desk.brand.id)
    assert refused.status_code == 409


async def test_another_brands_articles_are_not_there(desk: Desk, building: Building) -> None:
    writer, head = await desk.sits("senior"), await desk.sits("supervisor")
    article = (await published(desk, writer, head))["article"]["id"]
    stranger = await (await a_desk(building)).sits("admin")
    assert await refusal(stranger, f"/articles/{article}", "GET") == "no_such_article"
    assert await refusal(stranger, f"/articles/{article}/archive") == "no_such_article"
    assert (await stranger.gets("/knowledge/articles"))["items"] == []
    assert (await stranger.asks("GET", "/knowledge/articles", brand=desk.brand.id)).status_code == 403
