"""What players and their browsers ask of a help centre."""

from __future__ import annotations

import base64
from typing import Any
from uuid import UUID

import httpx

from pitboss.db.tx import SYSTEM, Actor, Kind
from pitboss.kit.ids import new_id
from pitboss.knowledge.model import Audience
from pitboss.knowledge.search import search
from pitboss.knowledge.tally import Tally, without_people
from tests.desk import Desk, Seat
from tests.knowledge.test_articles import posts, published, saves

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)


async def asks(desk: Desk, method: str, path: str, **more: Any) -> httpx.Response:
    """A browser in which nobody of the staff is signed in."""
    async with httpx.AsyncClient(base_url=desk.building.client.base_url, timeout=30) as browser:
        return await browser.request(method, f"help/{desk.brand.id}{path}", **more)


async def seats(desk: Desk) -> tuple[Seat, Seat]:
    return await desk.sits("senior"), await desk.sits("supervisor")


async def test_players_find_what_is_for_players(desk: Desk) -> None:
    writer, head = await seats(desk)
    slug = (await published(desk, writer, head, "How to withdraw", words=["my payout is stuck"]))["article"][
        "slug"
    ]
    for visibility in ("players", "staff"):
        await published(desk, writer, head, "Withdraw", visibility=visibility)
    found = (await asks(desk, "GET", "/search", params={"q": "payouts stuck", "lang": "en"})).json()["items"]
    assert [(hit["slug"], hit["url"].rpartition("/help/")[2]) for hit in found] == [
        (slug, f"{desk.brand.id}/en/a/{slug}")
    ]
    assert len((await asks(desk, "GET", "/search", params={"q": "withdraw"})).json()["items"]) == 1
    nobody = await desk.building.client.get("/help/nobody/search", params={"q": "x"})
    assert (nobody.status_code, nobody.json()["title"]) == (404, "no_help_here")


async def test_a_visitor_says_once_for_each_version_whether_it_helped(desk: Desk) -> None:
    writer, head = await seats(desk)
    article = (await published(desk, writer, head))["article"]
    at = f"/articles/{article['slug']}/feedback"
    for helpful, comment in (
        (True, None),
        (False, "Where is the button? My card is 4111 1111 1111 1111"),
        (False, None),
    ):
        told = await asks(desk, "POST", at, json={"helpful": helpful, "comment": comment, "visitor": "one"})
        assert told.json() == {"taken": True}
    await asks(desk, "POST", at, json={"helpful": True, "visitor": "two"})
    said = (await writer.gets("/knowledge/feedback", article=article["id"]))["items"]
    assert [(s["helpful"], s["version"]) for s in said] == [(True, 1), (False, 1)]
    assert said[1]["comment"].startswith("Where is the button?")
    assert "4111 1111 1111 1111" not in said[1]["comment"]
    readers = (await writer.gets(f"/knowledge/articles/{article['id']}"))["article"]["readership"]
    assert readers == {"views": 0, "helpful": 1, "unhelpful": 1}
    unseen = await published(desk, writer, head, visibility="staff")
    refused = await asks(
        desk, "POST", f"/articles/{unseen['article']['slug']}/feedback", json={"helpful": True}
    )
    assert refused.status_code == 404
    agent = await desk.agent()
    assert (await agent.asks("GET", "/knowledge/feedback")).status_code == 403


async def test_what_is_read_and_looked_for_is_counted_without_people(desk: Desk) -> None:
    writer, head = await seats(desk)
    article = UUID((await published(desk, writer, head))["article"]["id"])
    tally = Tally()
    for _ in range(3):
        tally.viewed(desk.brand.id, article)
    tally.viewed(desk.brand.id, new_id())  # gone meanwhile
    tally.searched(desk.brand.id, "en", "Bonus Code", found=2)
    tally.searched(desk.brand.id, "en", "bonus  code", found=0)
    tally.searched(desk.brand.id, "ru", "где вывод ivan@mail.example +7 900 123-45-67", found=0)
    await tally.write(desk.db)
    tally.viewed(desk.brand.id, article)
    await tally.write(desk.db)
    assert await tally.write(desk.db) == 0
    assert (await writer.gets(f"/knowledge/articles/{article}"))["article"]["readership"]["views"] == 4
    empty = await writer.gets("/knowledge/searches")
    assert [(s["words"], s["searches"], s["empty"]) for s in empty] == [
        ("bonus code", 2, 1),
        ("где вывод ••• •••", 1, 1),
    ]
    async with desk.db.tx(SYSTEM) as tx:
        assert "ivan" not in str(
            await tx.column("SELECT words FROM article_search WHERE brand_id = $1", desk.brand.id)
        )


def test_a_search_is_kept_without_what_names_somebody() -> None:
    assert without_people("My password is hunter2!") == "my password is •••"
    assert without_people("card 4111 1111 1111 1111 declined").endswith("declined")
    assert "4111 1111" not in without_people("card 4111 1111 1111 1111 declined")
    assert without_people("account 1234567 locked") == "account ••• locked"
    assert without_people("2+2 on 24/7") == "2+2 on 24/7"


async def test_a_picture_is_seen_by_the_world_only_while_a_published_article_shows_it(desk: Desk) -> None:
    writer, head = await seats(desk)
    headers = {"authorization": f"Bearer {writer.token}"}

    async def uploads(name: str, data: bytes) -> httpx.Response:
        return await desk.building.client.post(
            "/knowledge/images", headers=headers, files={"file": (name, data)}
        )

    kept = await uploads("shot.png", PNG)
    assert kept.status_code == 201, kept.text
    image = kept.json()["id"]
    assert (await uploads("again.png", PNG)).json()["id"] == image
    at = f"/images/{image}"
    assert (await asks(desk, "GET", at)).status_code == 404
    assert (await asks(desk, "GET", at, headers=headers)).status_code == 200
    text = f"Look: ![The cashier](image:{image})"
    article = (await published(desk, writer, head, text))["article"]["id"]
    shown = await asks(desk, "GET", at)
    assert (shown.status_code, shown.headers["content-type"]) == (200, "image/png")
    assert "sandbox" in shown.headers["content-security-policy"]
    assert (
        f"/api/v1/help/{desk.brand.id}/images/{image}"
        in (await head.gets(f"/knowledge/articles/{article}"))["html"]
    )
    await posts(head, f"/articles/{article}/archive")
    assert (await asks(desk, "GET", at)).status_code == 404
    assert (await saves(writer, article, text)).json()["images"] == [image]


async def test_what_is_no_picture_is_refused(desk: Desk) -> None:
    writer = await desk.sits("senior")
    headers = {"authorization": f"Bearer {writer.token}"}
    for name, data in (
        ("x.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"),
        ("x.png", b"<html><script>alert(1)</script>"),
        ("x.pdf", b"%PDF-1.4 ..."),
        ("x.png", b"\x89PNG\r\n\x1a\n<script>alert(1)</script>"),
        ("x.gif", b"GIF89a"),
    ):
        refused = await desk.building.client.post(
            "/knowledge/images", headers=headers, files={"file": (name, data)}
        )
        assert refused.status_code in (415, 422), (name, refused.text)


async def test_the_wall_shows_players_what_is_for_players_and_strangers_what_is_public(desk: Desk) -> None:
    writer, head = await seats(desk)
    made = {}
    for visibility in ("public", "players", "staff"):
        shown = await published(desk, writer, head, f"For {visibility}", visibility=visibility)
        made[visibility] = UUID(shown["article"]["id"])
        await saves(writer, str(made[visibility]), "A draft that nobody may see")
    brands = frozenset({desk.brand.id})
    everything = "SELECT article_id, text FROM article_version WHERE brand_id = $1"
    for kind, seen in ((Kind.visitor, ["public"]), (Kind.player, ["public", "players"])):
        async with desk.db.tx(Actor(kind=kind, id=new_id(), brands=brands)) as tx:
            rows = await tx.connection.fetch(everything, desk.brand.id)
            assert {(row["article_id"], row["text"]) for row in rows} == {(made[v], f"For {v}") for v in seen}
            found = await search(tx, desk.brand.id, "en", "for withdrawal", audience=Audience.staff, limit=9)
            assert {hit.id for hit in found} == {made[v] for v in seen}
            assert await tx.value("SELECT count(*) FROM article_feedback") == 0
            assert await tx.value("SELECT count(*) FROM article_search") == 0
    async with desk.db.tx(Actor(kind=Kind.visitor, id=new_id(), brands=frozenset({"nowhere"}))) as tx:
        assert await tx.connection.fetch(everything, desk.brand.id) == []
        assert await search(tx, desk.brand.id, "en", "withdrawal", audience=Audience.staff) == []


async def test_the_most_opened_articles_come_first_and_those_that_help_least(desk: Desk) -> None:
    writer, head = await seats(desk)
    one = (await published(desk, writer, head, title="Read often"))["article"]
    other = (await published(desk, writer, head, title="Read seldom"))["article"]
    async with desk.db.tx(SYSTEM) as tx:
        for article, views in ((one, 7), (other, 2)):
            await tx.run(
                "INSERT INTO article_views (brand_id, article_id, day, views) VALUES ($1, $2, CURRENT_DATE, $3)",
                desk.brand.id,
                UUID(article["id"]),
                views,
            )
    told = await asks(desk, "POST", f"/articles/{other['slug']}/feedback", json={"helpful": False})
    assert told.status_code == 200, told.text
    read = await writer.gets("/knowledge/readership")
    assert [(row["title"], row["views"], row["unhelpful"]) for row in read] == [
        ("Read often", 7, 0),
        ("Read seldom", 2, 1),
    ]
    worst = await writer.gets("/knowledge/readership?unhelpful=true")
    assert [row["title"] for row in worst] == ["Read seldom"]
    agent = await desk.agent()
    assert (await agent.asks("GET", "/knowledge/readership")).status_code == 403
