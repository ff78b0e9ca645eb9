"""What the demo's staff have done before anybody looks: some of the first requests are answered, held, solved or with a
senior. It is done by the same verbs as real work."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

import msgspec

from pitboss.channels import intake
from pitboss.channels.adapter import Adapter
from pitboss.db.tx import SYSTEM, Database
from pitboss.files.store import FileStore
from pitboss.staff.actors import actor_of
from pitboss.tickets import actions
from pitboss.tickets.model import COLUMNS, Level, Ticket


class Deed(msgspec.Struct, frozen=True):
    """`verb`: reply (then: the status afterwards), note, hold, escalate; `text` is what is said, or the reason."""

    brand: str
    subject: str
    who: str
    verb: str
    text: str
    then: str = "waiting"


DEEDS = (
    Deed(
        "harbour",
        "Withdrawal still pending",
        "payments",
        "reply",
        "Hello Oliver,\n\nthank you for your patience. Your withdrawal waits for our payment provider, not for your documents: "
        "those are in order. I have asked the provider where it stands and will write to you today, also if there is no "
        "news.\n\nMaria",
        "open",
    ),
    Deed(
        "harbour",
        "Withdrawal still pending",
        "payments",
        "note",
        "Asked the provider at 10:20, reference PX-20418-7. If nothing comes by 18:00, escalate.",
    ),
    Deed(
        "harbour", "Withdrawal still pending", "payments", "hold", "the payment provider traces the transfer"
    ),
    Deed(
        "harbour",
        "question",
        "verification",
        "reply",
        "Hello Lena,\n\nchecks of a passport usually take up to one working day. Yours was approved this morning, so there is "
        "nothing you need to do.\n\nIrina",
        "solved",
    ),
    Deed(
        "harbour",
        "Где бонус?",
        "bonuses",
        "reply",
        "Здравствуйте, Анна!\n\nФриспины по коду SPRING начисляются после первого депозита, сделанного уже с введённым кодом. "
        "Напишите, пожалуйста, вводили ли вы код до оплаты или после: по времени операции я проверю.\n\nТом",
    ),
    Deed(
        "mayak",
        "Вывод завис",
        "payments",
        "reply",
        "Дмитрий, добрый день!\n\nВижу вашу заявку: она ждёт подтверждения банка-получателя, с нашей стороны всё отправлено. "
        "Передал запрос в банк и напишу вам, как только будет ответ.\n\nМария",
        "open",
    ),
    Deed(
        "mayak",
        "ставка рассчитана неправильно",
        "bets",
        "escalate",
        "спорный расчёт после отмены матча, нужен старший",
    ),
    Deed(
        "mayak",
        "сколько отыгрывать",
        "bonuses",
        "reply",
        "Игорь, здравствуйте!\n\nВ зачёт идут рассчитанные ставки с коэффициентом от 1,5. Сколько осталось, видно в кабинете: "
        "«Бонусы» → «Мой прогресс».\n\nТом",
        "solved",
    ),
    Deed(
        "mayak",
        "приложение вылетает",
        "technical",
        "reply",
        "Ольга, здравствуйте!\n\nПохоже на известную ошибку версии 5.2 на Android 13. Подскажите, пожалуйста, версию Android "
        "и версию приложения, а пока можно играть через сайт в браузере телефона.\n\nЛев",
    ),
)


async def play(
    db: Database, files: FileStore, adapters: Mapping[str, Adapter], people: Mapping[str, UUID]
) -> None:
    """Reads the first mails in, then does the deeds."""
    while await intake.step(db, files, adapters):
        pass
    for deed in DEEDS:
        async with db.tx(SYSTEM) as tx:
            actor = await actor_of(tx, people[deed.who])
            ticket = await tx.maybe(
                Ticket,
                f"SELECT {COLUMNS} FROM ticket WHERE brand_id = $1 AND subject = $2 ORDER BY id DESC LIMIT 1",
                deed.brand,
                deed.subject,
            )
        if actor is None or ticket is None:
            continue
        async with db.tx(actor) as tx:
            held = await actions.hold(tx, ticket.brand, ticket.id)
            match deed.verb:
                case "reply":
                    await actions.reply(tx, held, text=deed.text, then=deed.then)
                case "note":
                    await actions.note(tx, held, text=deed.text)
                case "hold":
                    await actions.put_on_hold(tx, held, reason=deed.text)
                case _:
                    await actions.escalate(tx, held, Level.senior, reason=deed.text)
