"""A few complaints in each demo brand, at different stages, and some that the desk only proposes. They grew from requests of
the last hours, so that their clocks stand as they would."""

from __future__ import annotations

from uuid import UUID

import msgspec

from pitboss.assist.topics import classify
from pitboss.complaints import actions, letter_sending, unknown
from pitboss.complaints.actions import Analysis, Change, How, NewComplaint
from pitboss.complaints.detect import detect, is_broad
from pitboss.complaints.letter_sending import Wanted
from pitboss.complaints.model import Category, Complaint, Ending, Source, Waiting
from pitboss.complaints.pack_model import LetterKind
from pitboss.db.tx import SYSTEM, Actor, Database, Tx
from pitboss.staff.actors import actor_of
from pitboss.tickets import actions as tickets

LATELY = "20 hours"


class _Story(msgspec.Struct, frozen=True):
    """`upto`: how far the case is. `topics`: of the ticket that it grew from."""

    topics: tuple[str, ...]
    category: Category
    subcategory: str
    upto: str
    en: str
    ru: str


STORIES = (
    _Story(("bet_settlement", "cash_out"), Category.VOID, "palpable_error", "investigation",
           "The player's winning bet was voided after the match as an obvious error in the odds. They want it paid as accepted.",
           "Выигравшую ставку отменили после матча как явную ошибку в коэффициенте. Игрок просит рассчитать её, как приняли."),
    _Story(("withdrawal_status", "withdrawal_terms"), Category.WDRL, "delayed", "waiting",
           "A withdrawal has been pending for days, and documents were asked for only then.",
           "Вывод висит несколько дней, а документы запросили только теперь."),
    _Story(("bonus_removed", "bonus_wagering", "bonus_missing"), Category.BONS, "confiscated", "analysis",
           "Bonus winnings were taken for a bet above the maximum. The player says that the limit was not shown.",
           "Бонусный выигрыш списали из-за ставки выше предела. Игрок говорит, что предел не показывали."),
    _Story(("verification",), Category.KYC, "repeated", "acknowledged",
           "The same document was asked for three times, each time with another reason.",
           "Один и тот же документ просили три раза, и каждый раз по другой причине."),
    _Story(("game_fault",), Category.TECH, "lost_round", "registered",
           "A round froze on a win, and the win is not in the history.",
           "Раунд завис на выигрыше, и выигрыша нет в истории."),
    _Story(("deposit_missing", "deposit_declined"), Category.DEPO, "declined_but_taken", "satisfied",
           "A deposit was declined but charged. It was credited while the player wrote.",
           "Пополнение отклонили, но списали. Пока игрок писал, деньги зачислили."),
)  # fmt: skip


# In English, in Russian.
_ABOUT = {
    Category.VOID: ("The bet that was voided after the match.", "Ставка, отменённая после матча."),
    Category.WDRL: ("The withdrawal that is pending.", "Вывод, который висит."),
    Category.BONS: ("The winnings of the bonus.", "Выигрыш с бонуса."),
}


async def play(db: Database, brands: list[str], handler: UUID, lead: UUID) -> None:
    async with db.tx(SYSTEM) as tx:
        works, leads = await actor_of(tx, handler), await actor_of(tx, lead)
    if works is None or leads is None:
        return
    for brand in brands:
        for story in STORIES:
            await _one(db, brand, works, story)
        await _unknown(db, brand, works)
        await _proposed(db, brand)


async def _ticket(tx: Tx, brand: str, topics: tuple[str, ...]) -> tuple[UUID, UUID, str] | None:
    """A recent request about one of these topics, of a player without a case."""
    row = await tx.connection.fetchrow(
        f"""
        SELECT t.id, t.player_id, t.language
        FROM   ticket t
        WHERE  t.brand_id = $1 AND split_part(t.topic, '/', 1) = ANY ($2) AND t.merged_into IS NULL AND NOT t.spam
          AND  cardinality(t.danger) = 0 AND t.created_at > now() - interval '{LATELY}'
          AND  NOT EXISTS (SELECT 1 FROM complaint c WHERE c.brand_id = t.brand_id AND c.player_id = t.player_id)
        ORDER  BY t.created_at
        LIMIT  1
        """,
        brand,
        list(topics),
    )
    return None if row is None else (row["id"], row["player_id"], row["language"])


async def _one(db: Database, brand: str, works: Actor, story: _Story) -> None:
    async with db.tx(SYSTEM) as tx:
        found = await _ticket(tx, brand, story.topics)
    if found is None:
        return
    ticket, player, language = found
    async with db.tx(works, elevated=True) as tx:
        made = await actions.register(
            tx,
            NewComplaint(
                brand=brand,
                player=player,
                category=story.category,
                subcategory=story.subcategory,
                summary=story.ru if language == "ru" else story.en,
                how=How.ticket,
                tickets=[ticket],
            ),
        )
        if story.upto == "registered":
            return
        made = await actions.change(tx, brand, made.id, Change(owner=works.id))
        await _on(tx, made, story, language)


async def _on(tx: Tx, made: Complaint, story: _Story, language: str) -> None:
    brand, which = made.brand, made.id
    russian = language == "ru"
    if story.upto == "satisfied":
        why = "Игрок доволен и просит закрыть." if russian else "The player is content and asks to close it."
        await actions.withdraw(tx, brand, which, Ending.satisfied, reason=why)
        return
    await letter_sending.send(tx, brand, which, Wanted(kind=LetterKind.acknowledgement))
    if story.upto == "acknowledged":
        return
    claim = "Игрок просит вернуть то, что было." if russian else "The player wants it put back as it was."
    await actions.analyse(
        tx, brand, which, Analysis(claim=claim, about=_ABOUT[story.category][russian], rules=["terms-4.2"])
    )
    if story.upto == "analysis":
        return
    await actions.investigate(tx, brand, which)
    if story.upto == "waiting":
        why = "Попросили выписку из банка." if russian else "We asked for the bank statement."
        await actions.wait(tx, brand, which, Waiting.player, reason=why)
        return
    note = (
        "Посмотреть коэффициенты других контор на ту минуту."
        if russian
        else "Compare the odds of others in that minute."
    )
    await actions.note(tx, brand, which, note)
    subject = await tx.value(
        "SELECT staff_id FROM complaint_party WHERE brand_id = $1 AND complaint_id = $2 ORDER BY staff_id LIMIT 1",
        brand,
        which,
    )
    if subject is not None and subject != tx.actor.id:
        why = "Игрок называет этого сотрудника." if russian else "The player names this colleague."
        await actions.name_party(tx, brand, which, subject, Source.subject, reason=why)


async def _unknown(db: Database, brand: str, works: Actor) -> None:
    russian = brand == "mayak"
    said = (
        "Мой сын играет у вас под чужим именем, ему шестнадцать. Разберитесь."
        if russian
        else "My son plays on your site under another name, he is sixteen. Look into it."
    )
    async with db.tx(works) as tx:
        await unknown.report(
            tx,
            unknown.NewReport(
                brand=brand, said=said, language="ru" if russian else "en", channel="phone", safety=True
            ),
        )


async def _proposed(db: Database, brand: str) -> None:
    """Where the last requests read like complaints, the desk proposes one."""
    async with db.tx(SYSTEM) as tx:
        rows = await tx.connection.fetch(
            """
            SELECT t.id, t.jurisdiction, m.id AS message, m.text
            FROM   ticket t
            CROSS  JOIN LATERAL (SELECT id, text FROM message m WHERE m.brand_id = t.brand_id AND m.ticket_id = t.id
                                 AND m.author_kind = 'player' ORDER BY m.id LIMIT 1) AS m
            WHERE  t.brand_id = $1 AND t.status NOT IN ('solved', 'closed') AND t.merged_into IS NULL AND NOT t.spam
            ORDER  BY t.id DESC
            LIMIT  100
            """,
            brand,
        )
        for row in rows:
            found = detect(row["text"], classify(row["text"]), broad=is_broad(row["jurisdiction"]))
            if found is not None:
                held = await tickets.hold(tx, brand, row["id"])
                await actions.propose(
                    tx,
                    held,
                    row["message"],
                    reason=found.reason.value,
                    score=found.score,
                    category=found.category,
                )
