"""The forms of channels: what is wrong is told at its field, and no password comes back."""

from __future__ import annotations

from typing import Any

import pytest

from pitboss.db.tx import SYSTEM, Database
from tests.channels.imap_servers import PASSWORD, USER, InProcess
from tests.making import a_staff, happened
from tests.management.client import Client

IMAP = {"url": "imaps://imap.aurora.example:993", "user": "support"}
SMTP = {"url": "smtp+starttls://smtp.aurora.example:587", "user": "support"}


def _mail(admin: Client) -> str:
    return f"/brands/{admin.brand.id}/channels/{admin.brand.email}"


async def _problems(client: Client, path: str, **body: Any) -> dict[str, str]:
    answer = await client.call("PATCH", path, json=body)
    assert answer.status_code == 422, answer.text
    return {one["field"]: one["detail"] for one in answer.json()["problems"]}


async def _kept(db: Database, admin: Client) -> dict[str, str]:
    async with db.tx(SYSTEM) as tx:
        rows = await tx.connection.fetch(
            "SELECT name, value FROM brand_secret WHERE brand_id = $1", admin.brand.id
        )
    return {row["name"].partition(":")[0]: row["value"] for row in rows}


async def test_a_password_is_kept_and_never_shown(admin: Client, db: Database) -> None:
    after = await admin.patch(
        _mail(admin),
        settings={"imap": IMAP, "imap_password": "hush-1", "smtp": SMTP, "smtp_password": "hush-2"},
    )
    held = after["settings"]
    assert (held["imap"]["url"], held["imap_password_set"], held["smtp_password_set"]) == (
        IMAP["url"],
        True,
        True,
    )
    shown = await admin.call("GET", f"/brands/{admin.brand.id}/channels")
    assert "hush" not in shown.text
    assert await _kept(db, admin) == {"imap": "hush-1", "smtp": "hush-2"}
    (event,) = [e for e in await happened(db, admin.brand) if e.type == "channel_settings_changed"]
    assert event.data["fields"] == ["settings", "imap_password", "smtp_password"]


async def test_a_password_does_not_follow_its_mailbox_to_another_server(admin: Client, db: Database) -> None:
    path = _mail(admin)
    await admin.patch(path, settings={"imap": IMAP, "imap_password": "hush"})
    await admin.patch(path, settings={"imap": {**IMAP, "folders": ["INBOX", "VIP"]}})
    assert await _kept(db, admin) == {"imap": "hush"}
    elsewhere = {**IMAP, "url": "imaps://catcher.example"}
    assert list(await _problems(admin, path, settings={"imap": elsewhere})) == ["imap_password"]
    await admin.patch(path, settings={"imap": None})
    assert await _kept(db, admin) == {}


@pytest.mark.parametrize(
    ("settings", "fields"),
    [
        ({"imap": {"url": "mail.example", "user": " "}}, ["imap.url", "imap.user", "imap_password"]),
        (
            {"imap": {**IMAP, "folders": [], "after": "burn", "check_days": 0}, "imap_password": "x"},
            ["imap.folders", "imap.after", "imap.check_days"],
        ),
        ({"imap": {**IMAP, "after": "move:INBOX"}, "imap_password": "x"}, ["imap.after"]),
        ({"smtp": {"url": "smtp://mx.example", "user": "me"}, "smtp_password": "x"}, ["smtp.url"]),
        ({"smtp": {"url": "smtps://me:secret@mx.example"}}, ["smtp.url"]),
        ({"smtp": SMTP, "smtp_password": "two\nlines"}, ["smtp_password"]),
        ({"trusted_servers": ["mx.example", "not a name"]}, ["trusted_servers"]),
        ({"sender_name": "pay@casino.example"}, ["sender_name"]),
    ],
)
async def test_each_mistake_is_told_at_its_field(
    admin: Client, settings: dict[str, Any], fields: list[str]
) -> None:
    before = await admin.get(f"/brands/{admin.brand.id}/channels")
    assert list(await _problems(admin, _mail(admin), settings=settings)) == fields
    assert await admin.get(f"/brands/{admin.brand.id}/channels") == before


async def test_name_address_and_servers_are_refused_together(admin: Client) -> None:
    wrong = await _problems(
        admin, _mail(admin), name=" ", address="no address", settings={"imap": {"url": "x", "user": "u"}}
    )
    assert list(wrong) == ["name", "address", "imap.url", "imap_password"]


async def test_only_mail_has_servers_and_only_a_chat_has_hours(admin: Client) -> None:
    calendar = await admin.post(
        f"/brands/{admin.brand.id}/calendars",
        name="Office",
        hours={"zone": "UTC", "week": [["09:00-18:00"]] * 7},
    )
    chat = f"/brands/{admin.brand.id}/channels/{admin.brand.webchat}"
    assert list(await _problems(admin, chat, settings={"smtp": SMTP})) == ["smtp"]
    assert list(await _problems(admin, _mail(admin), hours=calendar["id"])) == ["hours"]
    after = await admin.patch(chat, hours=calendar["id"])
    assert after["settings"]["hours"] == calendar["id"]
    refused = await admin.refused("DELETE", f"/brands/{admin.brand.id}/calendars/{calendar['id']}")
    assert refused[1] == "calendar_in_use"
    assert (await admin.patch(chat, hours=None))["settings"]["hours"] is None


async def test_looks_and_channel_are_saved_together_or_not_at_all(admin: Client) -> None:
    chat = f"/brands/{admin.brand.id}/channels/{admin.brand.webchat}"
    wrong = await _problems(
        admin, chat, name="Talk", chat={"widget": {"accent": "red"}, "origins": ["casino"]}
    )
    assert list(wrong) == ["origins", "widget.accent"]
    assert "Talk" not in {one["name"] for one in await admin.get(f"/brands/{admin.brand.id}/channels")}
    await admin.patch(
        chat,
        name="Talk",
        chat={"widget": {"accent": "#0a7d4b", "offline_form": False}, "origins": ["https://casino.example"]},
    )
    home = await admin.get(f"/brands/{admin.brand.id}")
    assert (home["widget"]["accent"], home["widget"]["offline_form"]) == ("#0a7d4b", False)
    assert home["origins"] == ["https://casino.example"]


async def test_the_test_button_opens_the_mailbox_too(admin: Client) -> None:
    server = InProcess()
    await server.start()
    try:
        inbox = {"url": server.url, "user": USER}
        await admin.patch(_mail(admin), settings={"imap": inbox, "imap_password": PASSWORD})
        told = await admin.post(f"/channels/{admin.brand.email}/test")
        assert f"{server.url.removeprefix('imap://')} lets us into the mailbox." in told["detail"]
        await admin.patch(_mail(admin), settings={"imap": inbox, "imap_password": "wrong"})
        told = await admin.post(f"/channels/{admin.brand.email}/test")
        assert told["ok"] is False
        assert "lets us in" not in told["detail"]
    finally:
        await server.stop()


async def test_two_saves_with_one_key_are_one(admin: Client, db: Database) -> None:
    for _ in range(2):
        await admin.patch(_mail(admin), settings={"imap": IMAP, "imap_password": "hush"}, key="once")
    events = [e for e in await happened(db, admin.brand) if e.type == "channel_settings_changed"]
    assert len(events) == 1
    async with db.tx(SYSTEM) as tx:
        assert (
            await tx.value("SELECT count(*) FROM idempotency WHERE convert_from(body, 'UTF8') LIKE '%hush%'")
            == 0
        )


async def test_members_and_roles_are_saved_in_one_request(admin: Client, db: Database) -> None:
    first, second = await a_staff(db, admin.brand), await a_staff(db, admin.brand)
    queue = await admin.post(f"/brands/{admin.brand.id}/queues", name="Cards", members=[str(first.id)])
    path = f"/brands/{admin.brand.id}/queues/{queue['id']}"
    stranger = "0190a000-0000-7000-8000-000000000000"
    status, *_ = await admin.refused("PATCH", path, name="Refunds", members=[str(second.id), stranger])
    assert status == 422
    (same,) = [q for q in await admin.get(f"/brands/{admin.brand.id}/queues") if q["id"] == queue["id"]]
    assert (same["name"], same["members"]) == ("Cards", [str(first.id)])
    assert (await admin.patch(path, members=[str(second.id)]))["members"] == [str(second.id)]

    team = await admin.post("/teams", name="Night", brand=admin.brand.id)
    people = [{"staff": str(first.id), "lead": True}, {"staff": str(second.id)}]
    await admin.put(f"/teams/{team['id']}/members", members=people)
    await admin.put(f"/teams/{team['id']}/members", members=people[1:])
    (night,) = [one for one in await admin.get("/teams", brand=admin.brand.id) if one["name"] == "Night"]
    assert [one["staff_id"] for one in night["members"]] == [str(second.id)]

    after = await admin.patch(
        f"/staff/{first.id}?brand={admin.brand.id}", name="Vera", roles=["quality", "agent"]
    )
    assert (after["name"], after["roles"]) == ("Vera", ["agent", "quality"])
    gone = await admin.patch(f"/staff/{first.id}?brand={admin.brand.id}", roles=[])
    assert gone["roles"] == []
