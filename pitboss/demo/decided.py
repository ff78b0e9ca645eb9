"""Complaints in their later stages: decided and being carried out, closed, appealed, before a dispute body, overdue, paused. Every
one by the steps that its people would take, with their letters."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import msgspec

from pitboss.complaints import (
    actions,
    appeals,
    decisions,
    evidence,
    execution,
    export,
    freezing,
    letter_sending,
    queries,
    referrals,
)
from pitboss.complaints.actions import Analysis, Change, How, NewComplaint
from pitboss.complaints.model import Category, Complaint, Outcome, Waiting
from pitboss.complaints.pack_keys import Signer
from pitboss.complaints.pack_model import LetterKind
from pitboss.complaints.redress import Redress, RedressKind
from pitboss.db.tx import SYSTEM, Actor, Database, Tx
from pitboss.staff.actors import actor_of

CURRENCY = {"harbour": "GBP", "mayak": "RUB"}
BODY = {"harbour": "gb.ibas", "mayak": "own.sample"}


class _Said(msgspec.Struct, frozen=True):
    """In English, in Russian."""

    en: str
    ru: str

    def in_(self, language: str) -> str:
        return self.ru if language == "ru" else self.en


class _Story(msgspec.Struct, frozen=True, kw_only=True):
    """`upto`: how far the case is. `topics`: of the ticket that it grew from. `received`: so long ago, by telephone; null: when the ticket came."""

    category: Category
    subcategory: str
    upto: str
    topics: tuple[str, ...]
    outcome: Outcome
    pays: int = 0
    received: timedelta | None = None
    said: _Said
    found: _Said
    why: _Said


STORIES = (
    _Story(category=Category.SETL, subcategory="dead_heat", upto="carrying_out", topics=("bet_settlement", "cash_out"), outcome=Outcome.partly_upheld, pays=40,
           said=_Said("The bet was settled as a dead heat of two. The player says that there was no dead heat.",
                      "Ставку рассчитали как ничью двоих. Игрок говорит, что ничьей не было."),
           found=_Said("The official result was corrected an hour after the settlement. The settlement was not.",
                       "Официальный результат исправили через час после расчёта. Расчёт не исправили."),
           why=_Said("The corrected result counts, so the bet won in full. The bonus that was asked for besides is not due.",
                     "Считается исправленный результат, поэтому ставка выиграла целиком. Бонус, о котором просили ещё, не положен.")),
    _Story(category=Category.SERV, subcategory="", upto="closed", topics=("limits", "rules_question", "other", "registration", "login_locked"), outcome=Outcome.upheld,
           said=_Said("Three people gave three different answers about the same limit.",
                      "Трое сотрудников дали три разных ответа об одном и том же лимите."),
           found=_Said("The tickets show three answers, two of them wrong.",
                       "В обращениях три ответа, два из них неверные."),
           why=_Said("The player was told wrongly twice. That should not have been, and we say so.",
                     "Игроку дважды ответили неверно. Так быть не должно, и мы это признаём.")),
    _Story(category=Category.BONS, subcategory="maximum_bet", upto="appealed", topics=("bonus_removed", "bonus_wagering", "bonus_missing"), outcome=Outcome.not_upheld,
           said=_Said("Bonus winnings were taken for one bet above the maximum.",
                      "Бонусный выигрыш списали из-за одной ставки выше предела."),
           found=_Said("One bet was four times the maximum, which is shown when the bonus is taken.",
                       "Одна ставка была вчетверо выше предела, который показан при получении бонуса."),
           why=_Said("The rule was shown and accepted, and it was broken, so the winnings stay taken.",
                     "Правило было показано и принято, и оно нарушено, поэтому выигрыш остаётся списанным.")),
    _Story(category=Category.CASH, subcategory="wrong_price", upto="referred", topics=("cash_out", "bet_settlement"), outcome=Outcome.not_upheld,
           said=_Said("The cash-out was paid at a lower sum than the button showed.",
                      "Досрочный расчёт прошёл на меньшую сумму, чем было на кнопке."),
           found=_Said("The price had changed before the request arrived, and the new one was shown and confirmed.",
                       "Сумма изменилась до того, как пришёл запрос, и новая была показана и подтверждена."),
           why=_Said("What was confirmed was paid, so nothing more is due.",
                     "Выплачено то, что подтверждено, поэтому доплаты нет.")),
    _Story(category=Category.WDRL, subcategory="refused", upto="overdue", topics=("withdrawal_status", "withdrawal_terms"), outcome=Outcome.upheld, received=timedelta(days=60),
           said=_Said("A withdrawal was refused and nobody said why.",
                      "В выводе отказали и не сказали почему."),
           found=_Said("", ""), why=_Said("", "")),
    _Story(category=Category.ACCT, subcategory="restriction", upto="paused", topics=("account_restricted", "verification", "login_locked"), outcome=Outcome.upheld,
           said=_Said("The account was restricted after a win.", "Счёт ограничили после выигрыша."),
           found=_Said("", ""), why=_Said("", "")),
)  # fmt: skip
CLAIM = _Said("The player wants it put right.", "Игрок просит исправить это.")
ABOUT = _Said("What the player tells in the ticket.", "То, о чём игрок пишет в обращении.")
NOT_NEEDED = _Said(
    "Looked at in the back office; the ticket says enough.", "Посмотрели в бэк-офисе; обращения достаточно."
)
NO_CLAUSE = _Said("No clause of the terms applies to it.", "Ни один пункт правил к этому не относится.")
GROUNDS = _Said(
    "Nobody has looked at the screenshot that I sent.",
    "Никто не посмотрел на снимок экрана, который я прислал.",
)
ASKED = _Said("We asked for a bank statement.", "Попросили выписку из банка.")
CLOSING = _Said("Upheld, with an apology. Those who answered were shown the rule.",
                "Жалоба удовлетворена, извинения принесены. Кто отвечал, тем показали правило.")  # fmt: skip


class Cast(msgspec.Struct, frozen=True):
    works: Actor
    leads: Actor
    hears: UUID
    signs: Signer


async def play(
    db: Database,
    outside: freezing.Outside,
    brands: list[str],
    people: Mapping[str, UUID],
    signs: Signer,
) -> None:
    async with db.tx(SYSTEM) as tx:
        works, leads = await actor_of(tx, people["complaints"]), await actor_of(tx, people["complaints-lead"])
    if works is None or leads is None:
        return
    cast = Cast(works, leads, people["reviewer"], signs)
    async with asyncio.TaskGroup() as group:
        for brand in brands:
            group.create_task(_brand(db, outside, brand, cast))


async def _brand(db: Database, outside: freezing.Outside, brand: str, cast: Cast) -> None:
    for story in STORIES:
        await _one(db, outside, brand, cast, story)


async def _ticket(tx: Tx, brand: str, cast: Cast, topics: tuple[str, ...]) -> tuple[UUID, UUID, str] | None:
    """The last mail about one of these topics, of a player without a case, with which nobody of the cast had to do."""
    row = await tx.connection.fetchrow(
        """
        SELECT t.id, t.player_id, t.language
        FROM   ticket t
        WHERE  t.brand_id = $1 AND t.merged_into IS NULL AND NOT t.spam AND NOT t.restricted AND t.channel = 'email'
          AND  cardinality(t.danger) = 0 AND t.created_at > now() - interval '8 days' AND t.language IN ('en', 'ru')
          AND  split_part(t.topic, '/', 1) = ANY ($5)
          AND  t.assignee_id IS DISTINCT FROM $2 AND t.assignee_id IS DISTINCT FROM $3
          AND  NOT EXISTS (SELECT 1 FROM message m WHERE m.brand_id = t.brand_id AND m.ticket_id = t.id AND m.author_id = ANY ($4))
          AND  NOT EXISTS (SELECT 1 FROM event v WHERE v.brand_id = t.brand_id AND v.ticket_id = t.id AND v.type = 'assigned'
                           AND (v.data ->> 'to')::uuid = ANY ($4))
          AND  NOT EXISTS (SELECT 1 FROM complaint c WHERE c.brand_id = t.brand_id AND c.player_id = t.player_id)
        ORDER  BY t.created_at DESC
        LIMIT  1
        """,
        brand,
        cast.works.id,
        cast.leads.id,
        [cast.works.id, cast.leads.id, cast.hears],
        list(topics),
    )
    return None if row is None else (row["id"], row["player_id"], row["language"])


async def _one(db: Database, outside: freezing.Outside, brand: str, cast: Cast, story: _Story) -> None:
    async with db.tx(SYSTEM) as tx:
        found, now = await _ticket(tx, brand, cast, story.topics), await queries.now(tx)
    if found is None:
        return
    ticket, player, language = found
    async with db.tx(cast.works, elevated=True) as tx:
        made = await actions.register(
            tx,
            NewComplaint(
                brand=brand,
                player=player,
                category=story.category,
                subcategory=story.subcategory,
                summary=story.said.in_(language),
                how=How.ticket,
                tickets=[ticket],
                received_at=now - story.received if story.received else None,
            ),
        )
        which = made.id
        await actions.change(tx, brand, which, Change(owner=cast.works.id))
        await letter_sending.send(tx, brand, which, letter_sending.Wanted(kind=LetterKind.acknowledgement))
        await actions.analyse(
            tx, brand, which, Analysis(claim=CLAIM.in_(language), about=ABOUT.in_(language), rules=[])
        )
        await actions.investigate(tx, brand, which)
        if story.upto == "paused":
            await actions.wait(tx, brand, which, Waiting.player, reason=ASKED.in_(language))
    if story.upto in ("paused", "overdue"):
        return
    await _read(db, outside, brand, which, cast, language)
    await _decided(db, brand, which, cast, story, language, now)
    match story.upto:
        case "closed":
            await _closed(db, brand, which, cast, language)
        case "appealed":
            async with db.tx(cast.works) as tx:
                asked = await appeals.ask(tx, brand, which, GROUNDS.in_(language), how="staff")
            async with db.tx(cast.leads) as tx:
                await appeals.give(tx, brand, asked.id, cast.hears)
        case "referred":
            await _referred(db, brand, which, cast, language)


async def _read(
    db: Database, outside: freezing.Outside, brand: str, which: UUID, cast: Cast, language: str
) -> None:
    """The conversation is frozen and read, the rest goes without saying."""
    assert cast.works.id is not None
    async with db.tx(cast.works) as tx:
        held = await actions.hold(tx, brand, which)
        freeze = await freezing.want(tx, held, "transcript", by=cast.works.id)
    await freezing.carry_out(db, outside, freeze, cast.works)
    async with db.tx(cast.works) as tx:
        held = await actions.hold(tx, brand, which)
        for need in await evidence.needs(tx, brand, which):
            if need.needed and need.state in (evidence.NeedState.needed, evidence.NeedState.asked):
                why = NOT_NEEDED.in_(language)
                held = await evidence.waive(tx, held, need.code, reason=why, by=cast.works.id)
        for item in await evidence.items(tx, brand, which):
            held = await evidence.review(tx, held, item.id, by=cast.works.id)


async def _decided(
    db: Database, brand: str, which: UUID, cast: Cast, story: _Story, language: str, now: datetime
) -> None:
    redress = []
    if story.pays:
        promised: date = (now + timedelta(days=5)).date()
        amount = Decimal(story.pays * (100 if brand == "mayak" else 1))
        redress.append(
            Redress(kind=RedressKind.payment, amount=amount, currency=CURRENCY[brand], promised_for=promised)
        )
    if story.outcome is not Outcome.not_upheld:
        redress.append(Redress(kind=RedressKind.apology))
    async with db.tx(cast.works) as tx:
        made = await decisions.propose(
            tx,
            brand,
            which,
            decisions.Wanted(
                outcome=story.outcome,
                disputed_on=(now - timedelta(days=2)).date(),
                facts=story.found.in_(language),
                reasoning=story.why.in_(language),
                no_clause=NO_CLAUSE.in_(language),
                redress=redress,
            ),
        )
    async with db.tx(cast.leads) as tx:
        await decisions.decide(tx, brand, made)
    async with db.tx(cast.works) as tx:
        await letter_sending.send(
            tx,
            brand,
            which,
            letter_sending.Wanted(kind=LetterKind.final_response, body=await _body(tx, brand, which)),
        )


async def _body(tx: Tx, brand: str, which: UUID) -> str | None:
    """The one that the brand uses, where it hears such a case."""
    case: Complaint = await queries.complaint(tx, brand, which)
    valid = [one.id for one in await referrals.bodies(tx, case)]
    return BODY[brand] if BODY[brand] in valid else next(iter(valid), None)


async def _closed(db: Database, brand: str, which: UUID, cast: Cast, language: str) -> None:
    async with db.tx(cast.works) as tx:
        for action in await execution.of_case(tx, brand, which):
            await execution.prove(tx, brand, action.id, proof=CLOSING.in_(language))
    async with db.tx(cast.leads) as tx:
        for action in await execution.of_case(tx, brand, which):
            await execution.confirm(tx, brand, action.id)
    async with db.tx(cast.works) as tx:
        await actions.close(tx, brand, which, summary=CLOSING.in_(language))


async def _referred(db: Database, brand: str, which: UUID, cast: Cast, language: str) -> None:
    async with db.tx(cast.works) as tx:
        case = await queries.complaint(tx, brand, which)
        body = await _body(tx, brand, which)
    if body is None:
        return
    wanted = export.Wanted(edition=export.Edition.full, language=language, by=cast.works.id)
    await export.begin(db, cast.works, case, wanted, cast.signs, form="zip")
    async with db.tx(cast.works) as tx:
        (pack, *_) = await evidence.packs_taken(tx, brand, which)
        await referrals.send(
            tx, brand, which, referrals.Wanted(body=body, export=pack.id, reference="D-2041")
        )
