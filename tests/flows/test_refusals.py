"""Whoever is refused something reads why in their own language."""

from __future__ import annotations

from typing import Any

import httpx

from tests.desk import Desk, Seat
from tests.making import a_player


async def works_in_russian(seat: Seat) -> Seat:
    answer = await seat.asks("PATCH", f"/staff/{seat.id}", {"locale": "ru"})
    assert answer.status_code == 200, answer.text
    return seat


def told(answer: httpx.Response) -> tuple[str, str, str]:
    problem: dict[str, Any] = answer.json()
    return problem["title"], problem["detail"], answer.headers["content-language"]


async def test_a_colleague_is_refused_in_the_language_of_their_workspace(desk: Desk) -> None:
    english, russian = await desk.agent(), await works_in_russian(await desk.agent())
    ticket = await desk.a_ticket()
    where = f"/tickets/{ticket.id}/messages"
    assert told(await russian.asks("POST", where, {"text": ""})) == (
        "invalid",
        "Ответ пустой. Напишите что-нибудь или приложите файл.",
        "ru",
    )
    assert told(await english.asks("POST", where, {"text": ""})) == (
        "invalid",
        "The reply is empty. Write something, or add a file.",
        "en",
    )
    assert told(await russian.tries(ticket, "transfer")) == (
        "invalid",
        "Для этого действия нужно поле «queue».",
        "ru",
    )
    title, detail, _ = told(await russian.asks("GET", "/tickets/HB-0"))
    assert (title, detail) == ("not_found", "Такого обращения нет, или вам оно не видно.")


async def test_mistakes_in_a_request_are_told_in_russian_too(desk: Desk) -> None:
    agent = await works_in_russian(await desk.agent())
    ticket = await desk.a_ticket()
    where = f"/tickets/{ticket.id}/messages"
    assert told(await agent.asks("POST", where, {"text": "x", "then": "banana"}))[1] == (
        "Запрос не подходит: then: «banana» не входит в список: waiting, open, solved"
    )
    assert told(await agent.asks("POST", where, {"text": 1}))[1].startswith(
        "Запрос не подходит: text: ожидалось `str`, а пришло `int`"
    )
    assert told(await agent.asks("PATCH", f"/tickets/{ticket.id}"))[1].startswith(
        "Запрос не подходит: нужно тело JSON, в нём любое из полей: subject, "
    )


async def test_a_player_who_chats_in_russian_is_refused_in_russian(desk: Desk) -> None:
    client = desk.building.client
    for language, sentence in (
        ("ru", "Сообщение пустое. Напишите что-нибудь."),
        ("en", "The message is empty. Write something."),
    ):
        opened = await client.post("/chat/sessions", json={"brand": desk.brand.id, "language": language})
        answer = await client.post(
            "/chat/messages",
            json={"text": " ", "key": f"one-{language}"},
            headers={"authorization": f"Bearer {opened.json()['token']}", "accept-language": "de"},
        )
        assert told(answer) == ("invalid", sentence, language)


async def test_who_is_not_known_yet_reads_what_their_browser_prefers(desk: Desk) -> None:
    client = httpx.AsyncClient(base_url=f"{desk.building.base_url}/api/v1")
    russian = {"accept-language": "ru-RU,ru;q=0.9,en;q=0.8"}
    assert told(await client.get("/tickets", headers=russian)) == (
        "sign_in",
        "Сначала войдите: POST /api/v1/session, или передайте токен в `Authorization: Bearer …`.",
        "ru",
    )
    wrong = {"email": "nobody@desk.example", "password": "not the one"}
    assert told(await client.post("/session", json=wrong, headers=russian)) == (
        "bad_credentials",
        "Адрес почты или пароль не подходит.",
        "ru",
    )
    assert told(await client.post("/session", json=wrong)) == (
        "bad_credentials",
        "The e-mail address or the password is wrong.",
        "en",
    )
    assert told(await client.get("/nowhere", headers=russian))[1] == "По этому адресу ничего нет."
    await client.aclose()


async def test_a_form_in_russian_is_refused_in_russian(desk: Desk) -> None:
    answer = await desk.building.client.post(
        "/requests", json={"brand": desk.brand.id, "text": "x", "contact": {}, "language": "ru"}
    )
    assert told(answer) == ("invalid", "Укажите, куда вам ответить: почту или телефон.", "ru")


async def test_why_a_mail_did_not_arrive_is_told_in_the_readers_language(desk: Desk) -> None:
    english, russian = await desk.agent(), await works_in_russian(await desk.agent())
    await a_player(desk.db, desk.brand, email="gone@mail.example")
    ticket = await desk.a_ticket(from_="gone@mail.example")
    desk.building.outside.refuse["gone@mail.example"] = "550 no such user"
    said = await english.says(ticket, "Hello.")
    await desk.work_until_idle()
    errors = {}
    for seat, language in ((english, "en"), (russian, "ru")):
        shown = await seat.gets(f"/tickets/{ticket.id}/messages", brand=desk.brand.id)
        [errors[language]] = [
            d["error"] for m in shown["items"] if m["id"] == said["id"] for d in m["deliveries"]
        ]
        log = (await seat.gets(f"/tickets/{ticket.id}/events", brand=desk.brand.id))["items"]
        assert errors[language] in [e["data"].get("error") for e in log if e["type"] == "delivery_changed"]
    assert errors == {
        "en": "The mail server refused the mail: 550 no such user",
        "ru": "Почтовый сервер не принял письмо: 550 no such user",
    }


async def test_the_sentences_of_an_answer_are_in_the_readers_language(desk: Desk) -> None:
    agent = await works_in_russian(await desk.agent(online=False))
    taken = await agent.asks("POST", "/next")
    assert taken.json()["why_not"] == "offline"
    assert taken.json()["detail"].startswith("Вы не в сети.")
    chief = await works_in_russian(await desk.sits("admin", desk.brand.queue))
    checked = await chief.asks("POST", f"/channels/{desk.brand.webchat}/test")
    assert checked.json() == {
        "ok": True,
        "detail": "Это собственный канал системы: внешнего сервера у него нет.",
    }
    tried = await chief.asks(
        "POST", f"/brands/{desk.brand.id}/texts/receipt.email/en/preview", {"text": "", "subject": "x"}
    )
    assert "Текст пустой." in [problem["detail"] for problem in tried.json()["problems"]]
    kept = await chief.asks(
        "PUT", f"/brands/{desk.brand.id}/texts/receipt.email/en", {"text": "", "subject": "x"}
    )
    assert kept.json()["detail"] == " ".join(problem["detail"] for problem in kept.json()["problems"])
    assert kept.json()["detail"].startswith("Текст пустой.")


async def test_the_same_key_again_gets_the_first_answer(desk: Desk) -> None:
    agent = await desk.agent(online=False)
    first = await agent.asks("POST", "/next", key="0123456789abcdef")
    await works_in_russian(agent)
    again = await agent.asks("POST", "/next", key="0123456789abcdef")
    assert again.content == first.content
    assert again.headers["idempotent-replay"] == "true"
