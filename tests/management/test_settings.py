"""A brand's settings, through the API."""

from __future__ import annotations

import pytest

from pitboss.db.tx import SYSTEM, Database
from tests.making import happened
from tests.management.client import Client


async def test_a_brand_is_changed_and_the_change_is_in_the_log(admin: Client, db: Database) -> None:
    path = f"/brands/{admin.brand.id}"
    after = await admin.patch(
        path,
        name="Aurora  Casino",
        origins=["https://Aurora.example/", "https://aurora.example:443", "http://localhost:3000"],
        grace_days=14,
        help_lines={"ru": "8 800 000-00-00"},
        languages=["ru", "en"],
        time_zone="Europe/Riga",
    )
    assert after["name"] == "Aurora Casino"
    assert after["origins"] == ["http://localhost:3000", "https://aurora.example"]
    assert (after["grace_days"], after["languages"]) == (14, ["ru", "en"])
    assert after["time_zone"] == "Europe/Riga"
    assert await admin.get(path) == after
    (changed,) = [e for e in await happened(db, admin.brand) if e.type == "brand_changed"]
    assert changed.actor_id == admin.person.id
    assert set(changed.data["fields"]) == {
        "grace_days",
        "help_lines",
        "language",
        "languages",
        "name",
        "origins",
        "time_zone",
    }


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ({"name": " "}, "A brand's name has 1 to 100"),
        ({"origins": ["javascript:alert(1)"]}, "is not a site's origin"),
        ({"origins": ["https://aurora.example/page"]}, "is not a site's origin"),
        ({"origins": ["https://[::1"]}, "is not a site's origin"),
        ({"grace_days": -1}, "0 to 90"),
        ({"languages": []}, "at least one language"),
        ({"help_lines": {"de": "0800"}}, "by language"),
        ({"time_zone": "Mars/Olympus"}, "is no time zone"),
        ({"time_zone": "../etc/passwd"}, "is no time zone"),
    ],
)
async def test_a_bad_setting_is_refused_by_name(admin: Client, body: dict[str, object], told: str) -> None:
    status, _, detail = await admin.refused("PATCH", f"/brands/{admin.brand.id}", **body)
    assert status == 422
    assert told in detail


async def test_a_chat_key_is_written_and_never_read(admin: Client, db: Database) -> None:
    path, key = f"/brands/{admin.brand.id}/secrets/chat_jwt", "k" * 40
    await admin.put(path, value=key)
    assert (await admin.call("GET", path)).status_code == 405
    async with db.tx(SYSTEM) as tx:
        assert await tx.value("SELECT value FROM brand_secret WHERE brand_id = $1", admin.brand.id) == key
    assert all(key not in str(event.data) for event in await happened(db, admin.brand))
    status, title, _ = await admin.refused("PUT", path, value="too short")
    assert (status, title) == (409, "bad_chat_key")


async def test_a_text_is_checked_saved_previewed_and_taken_back(admin: Client) -> None:
    path = f"/brands/{admin.brand.id}/texts/receipt.chat/en"
    bad = "Send us your password, {nubmer}."
    answer = await admin.call("PUT", path, json={"text": bad})
    assert answer.status_code == 422
    flaws = {p["flaw"] for p in answer.json()["problems"]}
    assert {"asks_for_a_secret", "misspelt_variable", "no_number"} <= flaws
    tried = await admin.post(f"{path}/preview", text=bad)
    assert tried["rendered"] is None
    good = "We have your request {number} and answer {expected}."
    saved = await admin.put(path, text=good)
    assert "AU-1042" in saved["rendered"]["text"]
    (shown,) = [
        t
        for t in await admin.get(f"/brands/{admin.brand.id}/texts")
        if (t["template"], t["language"]) == ("receipt.chat", "en")
    ]
    assert (shown["text"], shown["own"]) == (good, True)
    await admin.delete(path)
    assert not any(t["own"] for t in await admin.get(f"/brands/{admin.brand.id}/texts"))
    assert (await admin.refused("PUT", f"/brands/{admin.brand.id}/texts/receipt.chat/de", text=good))[
        0
    ] == 404
    assert (await admin.refused("PUT", f"/brands/{admin.brand.id}/texts/nothing/en", text=good))[0] == 404


async def test_topics_have_names_in_both_languages(admin: Client) -> None:
    topics = await admin.get("/topics")
    assert all(topic["ru"] and topic["en"] and topic["group"] for topic in topics)
    assert {"crisis", "withdrawal_status"} <= {topic["id"] for topic in topics}


# ── channels ────────────────────────────────────────────────────────────────────────────────────────────────


async def test_a_channel_is_made_changed_and_shows_its_health(admin: Client) -> None:
    path = f"/brands/{admin.brand.id}/channels"
    made = await admin.post(
        path, kind="email", name="VIP", address=f"VIP@{admin.brand.id}.example", quiet_after=3600
    )
    assert made["address"] == f"vip@{admin.brand.id}.example"
    after = await admin.patch(
        f"{path}/{made['id']}", enabled=False, settings={"sender_name": "Aurora", "agent_names": "first"}
    )
    assert (after["enabled"], after["settings"]["sender_name"], after["settings"]["agent_names"]) == (
        False,
        "Aurora",
        "first",
    )
    health = {row["name"]: row for row in await admin.get(f"{path}/health")}
    assert (health["VIP"]["enabled"], health["VIP"]["quiet_after"]) == (False, 3600)
    assert health["Mail"]["quarantined"] == 0
    assert after in await admin.get(path)


async def test_an_address_belongs_to_one_channel_of_the_whole_desk(admin: Client, stranger: Client) -> None:
    status, title, _ = await stranger.refused(
        "POST",
        f"/brands/{stranger.brand.id}/channels",
        kind="email",
        name="Thief",
        address=admin.brand.address.upper(),
    )
    assert (status, title) == (409, "address_taken")
    assert (await admin.refused("POST", f"/brands/{admin.brand.id}/channels", kind="webchat", name="Chat"))[
        1
    ] == "channel_exists"
    assert (await admin.refused("POST", f"/brands/{admin.brand.id}/channels", kind="pigeon", name="P"))[
        0
    ] == 422


async def test_the_test_button_says_in_a_sentence_what_is_wrong(admin: Client) -> None:
    told = await admin.post(f"/channels/{admin.brand.email}/test")
    assert told == {
        "ok": False,
        "detail": "No outgoing mail server is set: mail waits in the outbox. Set PITBOSS_SMTP_URL.",
    }
    assert (await admin.post(f"/channels/{admin.brand.webchat}/test"))["ok"] is True


# ── queues ──────────────────────────────────────────────────────────────────────────────────────────────────


async def test_a_queue_is_made_served_changed_and_deleted(admin: Client) -> None:
    path = f"/brands/{admin.brand.id}/queues"
    made = await admin.post(path, name="Payments", topics=["withdrawal_status"], languages=["ru"])
    served = await admin.post(f"{path}/{made['id']}/members", staff=str(admin.person.id))
    assert served["members"] == [str(admin.person.id)]
    after = await admin.patch(
        f"{path}/{made['id']}", overflow_queue=str(admin.brand.queue), overflow_after=600, name="Money"
    )
    assert (after["name"], after["overflow_after"]) == ("Money", 600)
    after = await admin.patch(f"{path}/{made['id']}", overflow_queue=None, overflow_after=None)
    assert after["overflow_queue"] is None
    await admin.delete(f"{path}/{made['id']}/members/{admin.person.id}")
    await admin.delete(f"{path}/{made['id']}")
    assert [queue["name"] for queue in await admin.get(path)] == ["General"]


async def test_a_brand_keeps_one_fallback_queue(admin: Client) -> None:
    path = f"/brands/{admin.brand.id}/queues"
    assert (await admin.refused("DELETE", f"{path}/{admin.brand.queue}"))[1] == "last_fallback"
    assert (await admin.refused("PATCH", f"{path}/{admin.brand.queue}", fallback=False))[1] == "last_fallback"
    made = await admin.post(path, name="Front desk", fallback=True)
    assert [q["name"] for q in await admin.get(path) if q["fallback"]] == ["Front desk"]
    assert made["fallback"] is True


async def test_nobody_gets_into_a_protected_queue_by_settings(admin: Client) -> None:
    path = f"/brands/{admin.brand.id}/queues"
    guarded = await admin.post(path, name="Protection", topics=["crisis"], restricted=True)
    status, _, detail = await admin.refused(
        "POST", f"{path}/{guarded['id']}/members", staff=str(admin.person.id)
    )
    assert status == 403
    assert "tickets.see_restricted" in detail
    plain = await admin.post(path, name="Plain")
    await admin.post(f"{path}/{plain['id']}/members", staff=str(admin.person.id))
    assert (await admin.refused("PATCH", f"{path}/{plain['id']}", restricted=True))[1] == "protection_settled"
    assert (
        await admin.refused("PATCH", f"{path}/{guarded['id']}", overflow_queue=plain["id"], overflow_after=60)
    )[1] == "overflow_refused"


async def test_tickets_never_overflow_in_a_circle(admin: Client) -> None:
    path = f"/brands/{admin.brand.id}/queues"
    one = await admin.post(path, name="One", overflow_queue=str(admin.brand.queue), overflow_after=60)
    status, title, _ = await admin.refused(
        "PATCH", f"{path}/{admin.brand.queue}", overflow_queue=one["id"], overflow_after=60
    )
    assert (status, title) == (422, "overflow_refused")
    assert (await admin.refused("DELETE", f"{path}/{one['id']}x"))[0] == 404


async def test_a_queue_with_an_unknown_topic_is_refused(admin: Client) -> None:
    status, _, detail = await admin.refused(
        "POST", f"/brands/{admin.brand.id}/queues", name="X", topics=["teapots"]
    )
    assert status == 422
    assert "teapots" in detail


# ── promises ────────────────────────────────────────────────────────────────────────────────────────────────

WEEKDAYS = [["09:00-18:00"]] * 5 + [[], []]


async def test_a_promise_counted_by_a_calendar_explains_itself(admin: Client) -> None:
    root = f"/brands/{admin.brand.id}"
    calendar = await admin.post(
        f"{root}/calendars",
        name="Office",
        hours={
            "zone": "Europe/Moscow",
            "week": WEEKDAYS,
            "holidays": [{"day": "2026-12-31", "name": "New Year"}],
        },
    )
    made = await admin.post(
        f"{root}/promises",
        name="Bonus mail",
        channel="email",
        topic="bonus_missing",
        first_reply=3600,
        calendar=calendar["id"],
        ladder=[
            {"what": "notify_team", "share": 0.5},
            {"what": "move_to_queue", "after": 60, "queue": "General"},
        ],
    )
    (told,) = await admin.post(
        f"{root}/promises/preview",
        channel="email",
        topic="bonus_missing",
        priority="normal",
        at="2026-12-30T14:30:00Z",
        language="en",
    )
    # 17:30 in Moscow: half an hour before closing; the 31st is a holiday.
    assert (told["policy"], told["due_at"]) == ("Bonus mail", "2027-01-01T06:30:00Z")
    assert any("New Year" in step for step in told["steps"])
    changed = await admin.patch(f"{root}/promises/{made['id']}", first_reply=None, resolution=7200)
    assert (changed["first_reply"], changed["resolution"]) == (None, 7200)
    assert (await admin.refused("DELETE", f"{root}/calendars/{calendar['id']}"))[1] == "calendar_in_use"
    await admin.delete(f"{root}/promises/{made['id']}")
    again = await admin.post(f"{root}/promises", name="Bonus mail", topic="bonus_missing", first_reply=60)
    told = await admin.post(f"{root}/promises/preview", channel="email", topic="bonus_missing")
    assert [t["policy"] for t in told] == [again["name"]]


async def test_every_ticket_keeps_a_promise(admin: Client) -> None:
    path = f"/brands/{admin.brand.id}/promises"
    (last,) = [
        p for p in await admin.get(path) if (p["channel"], p["topic"], p["priority"]) == (None, None, None)
    ]
    assert (await admin.refused("DELETE", f"{path}/{last['id']}"))[1] == "last_promise"
    assert (await admin.refused("PATCH", f"{path}/{last['id']}", channel="email"))[1] == "last_promise"


async def test_a_queue_that_a_promise_names_keeps_its_name(admin: Client) -> None:
    root = f"/brands/{admin.brand.id}"
    queue = await admin.post(f"{root}/queues", name="Alarm")
    await admin.post(
        f"{root}/promises",
        name="P",
        topic="cash_out",
        first_reply=60,
        ladder=[{"what": "move_to_queue", "share": 1.0, "queue": "Alarm"}],
    )
    assert (await admin.refused("DELETE", f"{root}/queues/{queue['id']}"))[1] == "queue_in_use"
    assert (await admin.refused("PATCH", f"{root}/queues/{queue['id']}", name="Bell"))[1] == "queue_in_use"


@pytest.mark.parametrize(
    ("hours", "title"),
    [
        ({"zone": "Mars/Base", "week": WEEKDAYS}, "unknown_zone"),
        ({"zone": "UTC", "week": [["09:00-18:00"]] * 8}, "not_a_week"),
        ({"zone": "UTC", "week": [["9-18"]] * 7}, "unreadable_interval"),
        ({"zone": "UTC", "week": [["09:00-12:00", "11:00-18:00"]] * 7}, "overlapping_intervals"),
        ({"zone": "UTC", "week": [[]] * 7}, "never_open"),
        ({"zone": "UTC", "week": WEEKDAYS, "holidays": [{"day": "2026-01-01"}] * 2}, "invalid"),
    ],
)
async def test_hours_that_cannot_be_are_refused_by_name(
    admin: Client, hours: dict[str, object], title: str
) -> None:
    answer = await admin.refused("POST", f"/brands/{admin.brand.id}/calendars", name="C", hours=hours)
    assert answer[:2] == (422, title)


async def test_a_promise_that_its_hours_cannot_hold_is_refused(admin: Client) -> None:
    root = f"/brands/{admin.brand.id}"
    calendar = await admin.post(
        f"{root}/calendars", name="A minute", hours={"zone": "UTC", "week": [["09:00-09:01"]] + [[]] * 6}
    )
    status, title, _ = await admin.refused(
        "POST",
        f"{root}/promises",
        name="Never",
        topic="limits",
        resolution=86400 * 30,
        calendar=calendar["id"],
    )
    assert (status, title) == (422, "hours_too_short")


async def test_a_mail_is_previewed_as_the_brand_would_send_it(admin: Client) -> None:
    path = f"/brands/{admin.brand.id}/texts/receipt.email/en/preview"
    words = {"subject": "[{number}] Hello", "text": "<b>{brand}</b> has {number}, {expected}. {link}"}
    shown = {
        look: (await admin.post(f"{path}?look={look}", **words))["mail"]
        for look in ("readers", "light", "dark")
    }
    name = (await admin.get(f"/brands/{admin.brand.id}"))["name"]
    for mail in shown.values():
        assert f"&lt;b&gt;{name}&lt;/b&gt; has" in mail
    assert "prefers-color-scheme" in shown["readers"]
    assert "@media not all" in shown["light"]
    assert "@media all" in shown["dark"]
    chat = f"/brands/{admin.brand.id}/texts/receipt.chat/en/preview"
    assert (await admin.post(chat, text="{number} {expected}"))["mail"] is None
