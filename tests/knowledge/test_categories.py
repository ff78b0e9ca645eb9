"""The categories of a help centre: named in both languages, put in order, hidden and deleted only when nothing stands in them."""

from __future__ import annotations

from typing import Any

from tests.desk import Desk, Seat
from tests.knowledge.test_articles import posts, published, writes


async def keeps(head: Seat, name: str, *, status: int = 200, **more: Any) -> dict[str, Any]:
    body = {"en": {"name": name.title()}, "ru": {"name": f"Раздел {name}"}, "icon": "wallet", **more}
    answer = await head.asks("PUT", f"/knowledge/categories/{name}", body)
    assert answer.status_code == status, answer.text
    kept: dict[str, Any] = answer.json()
    return kept


async def listed(seat: Seat) -> list[dict[str, Any]]:
    categories: list[dict[str, Any]] = await seat.gets("/knowledge/categories")
    return categories


async def test_categories_are_renamed_and_put_in_order(desk: Desk) -> None:
    head = await desk.sits("supervisor")
    for name in ("money", "bonuses", "games"):
        await keeps(head, name)
    await keeps(head, "money", en={"name": "Payments"}, ru={"name": "Платежи", "about": "Где деньги"})
    await posts(head, "/categories/order", order=["games", "money", "bonuses"])
    shown = await listed(head)
    assert [one["id"] for one in shown] == ["games", "money", "bonuses"]
    assert shown[1]["ru"] == {"name": "Платежи", "about": "Где деньги"}


async def test_an_order_that_forgets_a_new_category_is_refused(desk: Desk) -> None:
    head = await desk.sits("supervisor")
    await keeps(head, "money")
    await keeps(head, "games")
    for order in (["money"], ["money", "money"], ["money", "games", "there-is-none"]):
        assert (await posts(head, "/categories/order", order=order, status=409))["title"] == "conflict"


async def test_a_category_with_articles_is_neither_hidden_nor_deleted(desk: Desk) -> None:
    writer, head = await desk.sits("senior"), await desk.sits("supervisor")
    await keeps(head, "money")
    article = (await published(desk, writer, head, "Wait.", category="money"))["article"]["id"]
    assert (await keeps(head, "money", hidden=True, status=409))["title"] == "category_in_use"
    refused = await head.asks("DELETE", "/knowledge/categories/money")
    assert (refused.status_code, refused.json()["title"]) == (409, "category_in_use")
    await posts(head, f"/articles/{article}/archive")
    (shown,) = await listed(head)
    assert (shown["articles"], shown["archived"], shown["hidden"]) == (1, 1, False)
    assert (await head.asks("DELETE", "/knowledge/categories/money")).status_code == 409
    await keeps(head, "money", hidden=True)
    assert (await posts(head, f"/articles/{article}/restore", status=409))["title"] == "category_hidden"
    await keeps(head, "money")
    await posts(head, f"/articles/{article}/restore")


async def test_nothing_is_written_into_a_hidden_category(desk: Desk) -> None:
    writer, head = await desk.sits("senior"), await desk.sits("supervisor")
    await keeps(head, "winter", hidden=True)
    body = {"language": "en", "title": "Snow", "category": "winter"}
    assert (await posts(writer, "/articles", status=409, **body))["title"] == "category_hidden"
    article = (await writes(writer))["article"]["id"]
    moved = await writer.asks("PATCH", f"/knowledge/articles/{article}", {"category": "winter"})
    assert (moved.status_code, moved.json()["title"]) == (409, "category_hidden")
    assert (await head.asks("DELETE", "/knowledge/categories/winter")).status_code == 200
    assert await listed(head) == []


async def test_a_full_brand_can_still_rename_its_categories(desk: Desk) -> None:
    head = await desk.sits("supervisor")
    for number in range(100):
        await keeps(head, f"c{number}")
    await keeps(head, "c7", en={"name": "Seven"})
    assert (await keeps(head, "one-more", status=409))["title"] == "conflict"


async def test_only_who_publishes_keeps_categories(desk: Desk) -> None:
    writer, head = await desk.sits("senior"), await desk.sits("supervisor")
    await keeps(head, "money")
    await keeps(writer, "money", status=403)
    assert (await writer.asks("DELETE", "/knowledge/categories/money")).status_code == 403
    await posts(writer, "/categories/order", order=["money"], status=403)
