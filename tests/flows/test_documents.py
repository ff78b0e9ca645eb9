"""Documents of players: asked for, sent, looked at, decided, deleted; and kept from everybody else."""

from __future__ import annotations

import base64
import re
from datetime import timedelta
from typing import Any
from uuid import UUID

import asyncpg
import httpx
import pytest

from pitboss.db.tx import SYSTEM
from pitboss.files import documents
from pitboss.files.sealed import Keys, Sealed, Unopenable
from pitboss.kit.ids import new_id
from pitboss.tickets.model import Ticket
from tests.desk import DOCUMENT_KEY, Desk, Seat, a_desk, a_mail
from tests.making import ABrand
from tests.pictures import PNG, a_pdf, picture
from tests.serving import House, a_chat, an_agent, casino, house, next_frame

__all__ = ["casino", "house"]

LINK = re.compile(r"https?://\S+(/help/\S+/documents/\S+)")


async def verifier(desk: Desk) -> Seat:
    seat = await desk.agent()
    async with desk.db.tx(SYSTEM) as tx:
        await tx.run(
            "INSERT INTO staff_role (brand_id, staff_id, role) VALUES ($1, $2, 'verifier')",
            desk.brand.id,
            seat.person.id,
        )
    return seat


async def asks_for(desk: Desk, seat: Seat, ticket: Ticket, *kinds: str, **more: Any) -> str:
    """The path of the page that the player's message names."""
    answer = await seat.asks(
        "POST", f"/tickets/{ticket.id}/documents", {"kinds": kinds or ["identity"], **more}
    )
    assert answer.status_code == 201, answer.text
    said = (await desk.messages(ticket, "bot"))[-1]
    sealed = LINK.search(said.text)
    assert sealed, said.text
    assert "/documents/sealed-" in sealed[1]
    found = LINK.search(desk.db.links.unsealed(said.text, desk.brand.id, said.ticket_id))
    assert found
    return found[1]


def site(desk: Desk) -> httpx.AsyncClient:
    return httpx.AsyncClient(base_url=desk.building.base_url, timeout=30, follow_redirects=True)


async def sends(
    desk: Desk, page: str, kind: str, data: bytes, name: str = "zanzibar7719.png"
) -> httpx.Response:
    async with site(desk) as http:
        return await http.post(page, data={"kind": kind}, files={"file": (name, data, "text/html")})


async def hands_over(desk: Desk, page: str) -> httpx.Response:
    async with site(desk) as http:
        return await http.post(page, data={"send": "1"})


async def a_sent_one(desk: Desk, seat: Seat, data: bytes = PNG) -> tuple[Ticket, str, str]:
    """The ticket, the page, and the id of the one document that was sent."""
    ticket = await desk.a_ticket()
    page = await asks_for(desk, seat, ticket)
    assert (await sends(desk, page, "identity", data)).status_code == 200
    assert (await hands_over(desk, page)).status_code == 200
    return ticket, page, (await of_ticket(seat, ticket))[0]["id"]


async def of_ticket(seat: Seat, ticket: Ticket) -> list[dict[str, Any]]:
    shown = await seat.gets(f"/tickets/{ticket.id}/documents")
    return [document for request in shown["requests"] for document in request["documents"]]


async def looks(seat: Seat, document: str, purpose: str = "check") -> httpx.Response:
    return await seat.asks("POST", f"/documents/{document}/looks", {"purpose": purpose, "note": "case 7"})


async def test_a_player_sends_documents_and_the_verification_team_accepts_them(desk: Desk) -> None:
    agent, checker = await desk.agent(), await verifier(desk)
    ticket = await desk.a_ticket()
    page = await asks_for(desk, agent, ticket, "identity", "payment", note="Both sides, please.")
    async with site(desk) as http:
        shown = await http.get(page)
    assert shown.status_code == 200
    assert shown.headers["cache-control"] == "no-store"
    assert "noindex" in shown.text
    assert "Both sides, please." in shown.text
    assert (await hands_over(desk, page)).status_code == 422, "nothing is there yet"
    assert "Added" in (await sends(desk, page, "identity", picture(colour=(9, 9, 9)))).text
    assert (await sends(desk, page, "identity", PNG, "../../my passport.png")).status_code == 200, "replaced"
    assert [d["state"] for d in await of_ticket(agent, ticket)] == ["wanted", "wanted"], (
        "a draft is the player's own"
    )
    assert (await sends(desk, page, "payment", a_pdf(pages=2), "receipt.pdf")).status_code == 200
    done = await hands_over(desk, page)
    assert "we have your documents" in done.text
    assert [d["state"] for d in await of_ticket(agent, ticket)] == ["received", "received"]
    first, second = await of_ticket(checker, ticket)
    assert (first["file"]["name"], first["file"]["content_type"]) == ("my passport.png", "image/png")
    assert (second["file"]["pages"], second["file"]["content_type"]) == (2, "application/pdf")

    early = await checker.asks("POST", f"/documents/{first['id']}/decision", {"reason": None})
    assert early.status_code == 409, "nobody decides on what they have not opened"
    opened = await looks(checker, first["id"])
    assert opened.status_code == 201, opened.text
    async with site(desk) as http:
        bytes_of_it = await http.get(opened.json()["url"])
    assert bytes_of_it.content == PNG
    assert bytes_of_it.headers["content-security-policy"].startswith("sandbox; default-src 'none'")
    assert bytes_of_it.headers["x-content-type-options"] == "nosniff"
    assert bytes_of_it.headers["cache-control"] == "private, no-store"
    seen = (await of_ticket(checker, ticket))[0]
    assert (seen["state"], [look["purpose"] for look in seen["looks"]]) == ("checking", ["check"])
    assert seen["looks"][0]["staff"] == str(checker.person.id)

    answer = await checker.asks("POST", f"/documents/{first['id']}/decision", {"reason": None})
    assert answer.status_code == 200, answer.text
    await looks(checker, second["id"], "payment")
    refused = await checker.asks(
        "POST",
        f"/documents/{second['id']}/decision",
        {"reason": "cropped", "comment": "The date is missing."},
    )
    assert refused.status_code == 200, refused.text
    again = await checker.asks("POST", f"/documents/{second['id']}/decision", {"reason": None})
    assert again.status_code == 409
    told = [message.text for message in await desk.messages(ticket, "bot")]
    assert "accepted" in told[-2]
    assert "All four corners must be in the picture. The date is missing." in told[-1]
    assert [(d["state"], d["reason"]) for d in await of_ticket(agent, ticket)] == [
        ("accepted", ""),
        ("refused", "cropped"),
    ]
    happened = [event.type for event in await desk.events(ticket) if event.type.startswith("document")]
    assert happened == [
        "documents_asked", "documents_received", "document_viewed", "document_accepted", "document_viewed", "document_refused",
    ]  # fmt: skip


async def test_the_link_goes_out_in_the_tickets_own_channel_and_language(desk: Desk) -> None:
    agent = await desk.agent()
    ticket = await desk.mail_arrives(
        a_mail(
            to=desk.brand.address, text="Где мой вывод? Жду уже третий день, помогите.", id="<r@mail.example>"
        ),
        id="<r@mail.example>",
    )
    assert ticket is not None
    page = await asks_for(desk, agent, ticket)
    await desk.work_until_idle()
    mail = next(sent for sent in desk.sent_mails() if page in sent.text)
    assert "паспорт" in mail.text
    async with site(desk) as http:
        assert "Отправьте документы" in (await http.get(page)).text


def secrets_of(page: str) -> str:
    return page.rpartition("/")[2]


async def test_the_link_reaches_the_player_and_no_colleague(desk: Desk) -> None:
    agent, admin = await desk.agent(), await desk.sits("supervisor", desk.brand.queue)
    ticket = await desk.a_ticket(from_="Ivan <ivan@mail.example>")
    page = await asks_for(desk, agent, ticket)
    secret = secrets_of(page)
    await desk.work_until_idle()
    mail = next(sent.mail for sent in desk.sent_mails("ivan@mail.example") if page in sent.text)
    body = mail.get_body(("html",))
    assert body is not None
    assert str(body.get_content()).count(page) >= 2  # the words' link and the button
    # They answer, and their mail program quotes it, as text and as HTML.
    quoting = a_mail(
        to=desk.brand.address, from_="Ivan <ivan@mail.example>", subject=str(mail["Subject"]), id="<q@mail.example>",
        answers=(str(mail["Message-ID"]),), text=f"Is it safe?\n\n> private page: http://desk.example{page}\n",
        html=f'<p>Is it safe?</p><blockquote><a href="http://desk.example{page}">page</a> {page}</blockquote>',
    )  # fmt: skip
    assert await desk.mail_arrives(quoting, id="<q@mail.example>")
    path = f"/tickets/{ticket.id}"
    seen = [
        await seat.asks("GET", path_)
        for seat in (agent, admin)
        for path_ in (
            path,
            f"{path}/messages",
            f"{path}/timeline",
            f"{path}/documents",
            "/tickets",
            "/notices",
        )
    ]
    words = "/documents/"
    seen += [
        await admin.asks("GET", "/search", None, q=words),
        await admin.asks("GET", "/search", None, q=secret),
    ]
    for message in await desk.messages(ticket):
        seen += [await agent.asks("GET", f"/messages/{message.id}/{what}") for what in ("source", "original")]
    whole = "".join(answer.text for answer in seen)
    assert "sealed-" in whole
    assert secret not in whole
    for query in (
        "SELECT string_agg(m::text, '') FROM message m WHERE brand_id = $1",
        "SELECT string_agg(e::text, '') FROM event e WHERE brand_id = $1",
        "SELECT string_agg(t::text, '') FROM ticket t WHERE brand_id = $1",
        "SELECT string_agg(d::text, '') FROM delivery d WHERE brand_id = $1",
    ):
        assert secret not in (await desk.value(query) or "")
    # Who follows what stands there is told why that leads nowhere.
    asked = next(m.text for m in await desk.messages(ticket, "bot") if "sealed-" in m.text)
    sealed = LINK.search(asked)
    assert sealed
    async with site(desk) as http:
        gone = await http.get(sealed[1])
    assert gone.status_code == 404
    assert "only says that a link was sent" in gone.text


async def test_a_link_copied_into_anothers_request_leads_nobody_there(desk: Desk) -> None:
    agent = await desk.agent()
    ticket = await desk.a_ticket(from_="Ivan <ivan@mail.example>")
    page = await asks_for(desk, agent, ticket)
    sealed = LINK.search((await desk.messages(ticket, "bot"))[-1].text)
    assert sealed
    other = await desk.a_ticket(from_="Olga <olga@mail.example>")
    await agent.says(other, f"Look: {sealed[0]}")
    await asks_for(desk, agent, other, note=sealed[0])
    await desk.work_until_idle()
    written = "".join(sent.text for sent in desk.sent_mails("olga@mail.example"))
    assert sealed[1] in written
    assert secrets_of(page) not in written


async def test_the_link_reaches_the_player_in_the_chat(house: House, casino: ABrand) -> None:
    _, agent = await an_agent(house, casino)
    chat = await a_chat(house, casino)
    ticket = (await chat.say("Where is my withdrawal?"))["ticket"]["id"]
    async with chat.socket() as socket:
        await next_frame(socket, type="hello")
        answer = await agent.post(f"/tickets/{ticket}/documents", json={"kinds": ["identity"]})
        assert answer.status_code == 201, answer.text
        frame = await next_frame(socket, type="message_sent")
        pushed = LINK.search(frame["message"]["text"])
    listed = LINK.search((await chat.history())[-1]["text"])
    assert pushed
    assert listed
    assert pushed[1] == listed[1]
    async with httpx.AsyncClient(base_url=house.url) as http:
        assert (await http.get(pushed[1])).status_code == 200
    assert "sealed" not in pushed[1]
    assert (await agent.get(f"/tickets/{ticket}/messages")).text.count(secrets_of(pushed[1])) == 0
    assert "sealed" in (await agent.get(f"/tickets/{ticket}/messages")).text


async def test_what_waited_for_the_player_is_open_again_when_the_documents_are_here(desk: Desk) -> None:
    agent = await desk.agent()
    ticket = await desk.a_ticket()
    page = await asks_for(desk, agent, ticket)
    await agent.says(ticket, "I have sent you a link.", then="waiting")
    await sends(desk, page, "identity", PNG)
    await hands_over(desk, page)
    assert (await agent.view(ticket))["status"] == "open"


# ── the link ────────────────────────────────────────────────────────────────────────────────────────────────


async def test_a_link_takes_the_wanted_set_once(desk: Desk) -> None:
    agent = await desk.agent()
    _, page, _ = await a_sent_one(desk, agent)
    assert (await sends(desk, page, "identity", PNG)).status_code == 410
    assert (await hands_over(desk, page)).status_code == 410
    async with site(desk) as http:
        again = await http.get(page)
    assert "we have your documents" in again.text
    assert 'type="file"' not in again.text


async def test_a_link_that_is_over_withdrawn_or_replaced_takes_nothing(desk: Desk) -> None:
    agent = await desk.agent()
    ticket = await desk.a_ticket()
    first = await asks_for(desk, agent, ticket)
    second = await asks_for(desk, agent, ticket)
    assert (await sends(desk, first, "identity", PNG)).status_code == 410
    assert (await sends(desk, second, "address", PNG)).status_code == 422, "not asked for"
    assert (await sends(desk, second, "identity", PNG)).status_code == 200
    assert (await agent.asks("POST", f"/tickets/{ticket.id}/documents/withdraw")).status_code == 200
    assert (await hands_over(desk, second)).status_code == 410
    third = await asks_for(desk, agent, ticket)
    await desk.value(
        "UPDATE document_request SET expires_at = now() - interval '1 minute' WHERE brand_id = $1 AND withdrawn_at IS NULL RETURNING 1"
    )
    async with site(desk) as http:
        assert (await http.get(third)).status_code == 410


async def test_a_guessed_or_foreign_token_finds_nothing(desk: Desk) -> None:
    agent = await desk.agent()
    elsewhere = await a_desk(desk.building)
    page = await asks_for(desk, agent, await desk.a_ticket())
    token = page.rpartition("/")[2]
    assert len(token) >= 32
    other_brand = page.replace(f"/{desk.brand.id}/", f"/{elsewhere.brand.id}/")
    for guess in (
        page[:-1] + ("a" if page[-1] != "a" else "b"),
        other_brand,
        page + "x",
        page.replace(token, "x"),
    ):
        assert (await sends(desk, guess, "identity", PNG)).status_code == 404
        async with site(desk) as http:
            assert (await http.get(guess)).status_code == 404
            assert (await http.post(guess, data={"send": "1"}, files={"x": b""})).status_code == 404
    kept = await desk.value("SELECT token_hash FROM document_request WHERE brand_id = $1")
    assert token.encode() not in kept, "only its hash is kept"


@pytest.mark.parametrize(
    ("name", "data", "status"),
    [
        ("a.png", b"<html><script>alert(1)</script>", 415),
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", 415),
        ("a.zip", b"PK\x03\x04" + bytes(100), 415),
        ("a.txt", b"my passport is in the drawer", 415),
        ("a.gif", picture("GIF"), 415),
        ("a.png", PNG[:40], 422),
        ("a.pdf", b"%PDF-1.7 nothing of the kind", 422),
        ("a.pdf", a_pdf(catalog="/OpenAction << /S /JavaScript /JS (app.alert(1)) >>"), 422),
        ("a.pdf", a_pdf("<< /S /Launch /F (cmd.exe) >>"), 422),
        ("a.pdf", a_pdf(pages=31), 413),
        ("a.png", b"", 422),
    ],
)
async def test_what_is_no_document_is_refused_at_the_door(
    desk: Desk, name: str, data: bytes, status: int
) -> None:
    agent = await desk.agent()
    page = await asks_for(desk, agent, await desk.a_ticket())
    answer = await sends(desk, page, "identity", data, name)
    assert answer.status_code == status, answer.text
    assert 'role="alert"' in answer.text
    assert not await desk.value("SELECT count(*) FROM document_file WHERE brand_id = $1")


# ── who sees what ───────────────────────────────────────────────────────────────────────────────────────────


async def test_without_the_permission_there_is_only_the_status(desk: Desk) -> None:
    agent, supervisor, checker = await desk.agent(), await desk.sits("supervisor"), await verifier(desk)
    ticket, page, document = await a_sent_one(desk, checker, picture(colour=(1, 2, 3)))
    for seat in (agent, supervisor):
        (shown,) = await of_ticket(seat, ticket)
        assert (shown["state"], shown["file"], shown["looks"]) == ("received", None, [])
        assert (await looks(seat, document)).status_code == 403
        refused = await seat.asks("POST", f"/documents/{document}/decision", {"reason": None})
        assert refused.status_code == 403
    opened = (await looks(checker, document)).json()
    async with desk.db.tx(supervisor.person.actor) as tx:
        for table in ("document_file", "document_view"):
            assert await tx.value(f"SELECT count(*) FROM {table} WHERE brand_id = $1", desk.brand.id) == 0
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await tx.run(
                "INSERT INTO document_view (brand_id, id, document_id, ticket_id, staff_id, purpose) VALUES ($1, $2, $3, $4, $5, 'law')",
                desk.brand.id, new_id(), UUID(document), ticket.id, supervisor.person.id,
            )  # fmt: skip
    # search, the socket's events, the thread, the original: none of them knows the file or leads to it
    assert (await supervisor.gets("/tickets", q="zanzibar7719"))["items"] == []
    told = " ".join(str(event.data) for event in await desk.events(ticket))
    assert "zanzibar7719" not in told
    assert opened["url"] not in told
    thread = await supervisor.gets(f"/tickets/{ticket.id}/messages")
    assert not any(message["attachments"] for message in thread["items"])
    assert (await supervisor.asks("GET", f"/attachments/{document}")).status_code == 404
    async with site(desk) as http:
        assert "zanzibar7719" not in (await http.get(page)).text, "the link shows nothing of what was sent"


async def test_another_brands_verifier_and_who_does_not_see_the_ticket_find_nothing(desk: Desk) -> None:
    checker = await verifier(desk)
    ticket, _, document = await a_sent_one(desk, checker)
    elsewhere = await a_desk(desk.building)
    assert (await looks(await verifier(elsewhere), document)).status_code == 404
    blind = await desk.sits("verifier")
    assert (await blind.asks("GET", f"/tickets/{ticket.id}/documents")).status_code == 404
    assert (await looks(blind, document)).status_code == 404


async def test_the_link_of_a_look_is_that_looks_alone(desk: Desk) -> None:
    checker = await verifier(desk)
    _, _, document = await a_sent_one(desk, checker)
    _, _, other = await a_sent_one(desk, checker, picture(colour=(7, 7, 7)))
    url = (await looks(checker, document)).json()["url"]
    foreign = (await looks(checker, other)).json()["url"]
    _, _, brand, look, how, until, mac = url.split("/")
    async with site(desk) as http:
        for wrong in (
            f"/files/{brand}/{foreign.split('/')[3]}/{how}/{until}/{mac}",
            f"/files/{brand}/{look}/{how}/{int(until) + 60}/{mac}",
            f"/files/{brand}/{look}/view/{until}/{mac}",
            f"/files/{brand}/{document}/{how}/{until}/{mac}",
        ):
            assert (await http.get(wrong)).status_code == 404, wrong
        await desk.value(
            "UPDATE staff SET active = false WHERE id = $2 AND $1 <> '' RETURNING 1", checker.person.id
        )
        assert (await http.get(url)).status_code == 404, "whoever left looks at nothing any more"


# ── at rest ─────────────────────────────────────────────────────────────────────────────────────────────────


async def test_at_rest_a_document_is_encrypted_apart_from_other_files(desk: Desk) -> None:
    checker = await verifier(desk)
    await a_sent_one(desk, checker, PNG)
    folder = desk.building.settings.data_dir / "files"
    (path,) = [p for p in (folder / "documents" / desk.brand.id).rglob("*") if p.is_file()]
    assert b"PNG" not in path.read_bytes()
    assert PNG[8:40] not in path.read_bytes()
    assert not (folder / desk.brand.id).exists()
    path.write_bytes(path.read_bytes()[:-1] + b"\0")
    ticket = await desk.value("SELECT ticket_id FROM document WHERE brand_id = $1")
    shown = await checker.gets(f"/tickets/{ticket}/documents")
    opened = await looks(checker, shown["requests"][0]["documents"][0]["id"])
    async with site(desk) as http:
        assert (await http.get(opened.json()["url"])).status_code == 404, "what was changed is not shown"


async def test_a_new_master_key_takes_over_and_the_old_one_may_go(desk: Desk) -> None:
    checker = await verifier(desk)
    await a_sent_one(desk, checker)
    one, two = base64.b64decode(DOCUMENT_KEY), bytes(32)
    both = Keys("two", {"two": two, "one": one})
    async with desk.db.tx(SYSTEM) as tx:
        await tx.run("UPDATE document_file SET key_id = 'gone' WHERE brand_id <> $1", desk.brand.id)
        assert await documents.rewrap(tx, both) == 1
        look_id = await tx.value(
            """
            INSERT INTO document_view (brand_id, id, document_id, ticket_id, staff_id, purpose)
            SELECT brand_id, $2, id, ticket_id, $3, 'check' FROM document WHERE brand_id = $1 RETURNING id
            """,
            desk.brand.id,
            new_id(),
            checker.person.id,
        )
        stored = await documents.stored_of_look(tx, desk.brand.id, look_id)
    assert stored.key_id == "two"
    assert await documents.opened(desk.building.files, Keys("two", {"two": two}), stored) == PNG
    with pytest.raises(Unopenable):
        await documents.opened(desk.building.files, Keys("one", {"one": one}), stored)


def test_what_is_sealed_opens_only_in_its_own_place() -> None:
    keys, here, there = Keys("k", {"k": bytes(32)}), new_id(), new_id()
    sealed = keys.seal("a", here, b"secret")
    assert keys.open("a", here, sealed) == b"secret"
    for brand, document in (("b", here), ("a", there)):
        with pytest.raises(Unopenable):
            keys.open(brand, document, sealed)
    other = keys.seal("a", here, b"secret")
    assert sealed.data != other.data
    with pytest.raises(Unopenable):
        keys.open("a", here, Sealed(sealed.key_id, other.wrapped_key, sealed.data))


async def test_after_its_time_a_document_is_deleted_and_its_place_stays(desk: Desk) -> None:
    checker = await verifier(desk)
    ticket, _, document = await a_sent_one(desk, checker)
    draft = await asks_for(desk, checker, ticket)
    await sends(desk, draft, "identity", picture(colour=(5, 5, 5)))
    async with desk.db.tx(SYSTEM) as tx:
        held = await tx.value("SELECT delete_at - now() FROM document WHERE id = $1", UUID(document))
        assert timedelta(days=89) < held <= timedelta(days=90)
        await tx.run("UPDATE document SET delete_at = now() WHERE id = $1", UUID(document))
        await tx.run(
            "UPDATE document_request SET expires_at = now() - interval '25 hours' WHERE brand_id = $1 AND submitted_at IS NULL",
            desk.brand.id,
        )
        assert await documents.forget_old(tx) == 2
    await desk.work_until_idle()
    folder = desk.building.settings.data_dir / "files" / "documents" / desk.brand.id
    assert not [path for path in folder.rglob("*") if path.is_file()]
    gone = next(d for d in await of_ticket(checker, ticket) if d["id"] == document)
    assert (gone["state"], gone["deleted"], gone["file"]) == ("received", True, None)
    assert (await looks(checker, document)).status_code == 404
    assert [e.type for e in await desk.events(ticket)].count("document_deleted") == 1
