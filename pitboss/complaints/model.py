"""What a complaint is: its categories, outcomes and rows. docs/subsystems/complaints.md"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

import msgspec

from pitboss.kit.refused import Conflict, Invalid, NotFound


class ComplaintStage(StrEnum):
    registered = "registered"
    acknowledged = "acknowledged"
    analysis = "analysis"  # what is claimed, about what, which rules
    investigation = "investigation"
    proposed = "proposed"  # a decision is drafted, and waits for its decider or a signature
    decided = "decided"
    carried_out = "carried_out"
    closed = "closed"
    withdrawn = "withdrawn"
    out_of_scope = "out_of_scope"
    merged = "merged"


Stage = ComplaintStage  # here; the API also knows other stages, categories and endings


OPEN = (
    Stage.registered,
    Stage.acknowledged,
    Stage.analysis,
    Stage.investigation,
    Stage.proposed,
    Stage.decided,
    Stage.carried_out,
)
UNDECIDED = OPEN[:5]
ENDINGS = frozenset({Stage.withdrawn, Stage.out_of_scope, Stage.merged})


class Waiting(StrEnum):
    player = "player"
    third_party = "third_party"


class Appeal(StrEnum):
    none = "none"
    asked = "asked"
    heard = "heard"  # somebody independent has it
    decided = "decided"


class AppealOutcome(StrEnum):
    upheld = "upheld"  # the first decision stands
    changed = "changed"
    sent_back = "sent_back"


class Referral(StrEnum):
    none = "none"
    sent = "sent"
    answered = "answered"
    ruled = "ruled"


class ComplaintEnding(StrEnum):
    """Why a case is withdrawn."""

    asked = "asked"  # by the player
    satisfied = "satisfied"  # settled at the first contact
    no_reply = "no_reply"


Ending = ComplaintEnding


class Named(msgspec.Struct, frozen=True):
    """A code in both languages."""

    en: str
    ru: str


class ComplaintCategory(StrEnum):
    SETL = "SETL"
    VOID = "VOID"
    CASH = "CASH"
    WDRL = "WDRL"
    DEPO = "DEPO"
    KYC = "KYC"
    BONS = "BONS"
    ACCT = "ACCT"
    SGEX = "SGEX"
    TECH = "TECH"
    MRKT = "MRKT"
    FRUD = "FRUD"
    SERV = "SERV"
    DATA = "DATA"
    OTHR = "OTHR"


Category = ComplaintCategory


class CategoryFacts(msgspec.Struct, frozen=True):
    """`subcategories`: code → label."""

    label: Named
    subcategories: dict[str, Named]


def _sub(**labels: tuple[str, str]) -> dict[str, Named]:
    return {code: Named(*pair) for code, pair in labels.items()}


CATEGORIES: dict[Category, CategoryFacts] = {
    Category.SETL: CategoryFacts(
        Named("Settlement of a bet", "Расчёт ставки"),
        _sub(
            wrong_result=("Wrong result", "Неверный результат"),
            dead_heat=("Dead heat", "Ничья нескольких участников"),
            each_way=("Each-way", "Ставка «на место»"),
            late_bet=("Late bet", "Поздняя ставка"),
            rule_applied=("Rule applied", "Применённое правило"),
            resettled=("Settled again", "Пересчёт"),
        ),
    ),
    Category.VOID: CategoryFacts(
        Named("Voided or refused bet", "Отменённая или непринятая ставка"),
        _sub(
            palpable_error=("Obvious error in the odds", "Явная ошибка в коэффициенте"),
            postponed=("Event postponed", "Событие перенесено"),
            related=("Related bets", "Взаимосвязанные исходы"),
            maximum_stake=("Maximum stake", "Максимальная ставка"),
            suspected_fraud=("Suspected fraud", "Подозрение в мошенничестве"),
        ),
    ),
    Category.CASH: CategoryFacts(
        Named("Cash-out", "Досрочный расчёт"),
        _sub(
            missing=("Not offered", "Не предложен"),
            wrong_price=("Wrong price", "Неверная сумма"),
            partial=("Partial cash-out", "Частичный расчёт"),
        ),
    ),
    Category.WDRL: CategoryFacts(
        Named("Withdrawal", "Вывод денег"),
        _sub(
            delayed=("Delayed", "Задержан"),
            refused=("Refused", "Отклонён"),
            returned=("Returned", "Возвращён на счёт"),
            limit_or_fee=("Limit or fee", "Лимит или комиссия"),
            wrong_method=("Wrong method", "Не тот способ"),
            cancelled=("Cancelled by the operator", "Отменён оператором"),
        ),
    ),
    Category.DEPO: CategoryFacts(
        Named("Deposit", "Пополнение"),
        _sub(
            missing=("Missing", "Не зачислено"),
            declined_but_taken=("Declined but taken", "Отклонено, но списано"),
            duplicate=("Taken twice", "Списано дважды"),
            chargeback=("Chargeback", "Возврат через банк"),
        ),
    ),
    Category.KYC: CategoryFacts(
        Named("Verification", "Проверка личности"),
        _sub(
            refused_documents=("Documents refused", "Документы не приняты"),
            repeated=("Asked again and again", "Повторные запросы"),
            at_withdrawal=("Asked only at withdrawal", "Запрошено только при выводе"),
            source_of_funds=("Source of funds", "Источник средств"),
        ),
    ),
    Category.BONS: CategoryFacts(
        Named("Bonus", "Бонус"),
        _sub(
            not_given=("Not given", "Не начислен"),
            wagering=("Wagering", "Отыгрыш"),
            maximum_bet=("Maximum bet", "Максимальная ставка"),
            excluded_game=("Excluded game", "Исключённая игра"),
            abuse=("Abuse alleged", "Обвинение в злоупотреблении"),
            expired=("Expired", "Истёк"),
            confiscated=("Winnings taken", "Выигрыш списан"),
        ),
    ),
    Category.ACCT: CategoryFacts(
        Named("Account", "Счёт"),
        _sub(
            restriction=("Restriction", "Ограничение"),
            stake_limit=("Stake limit", "Лимит ставок"),
            closure=("Closure", "Закрытие"),
            duplicate=("Second account alleged", "Обвинение во втором счёте"),
            dormancy_fee=("Dormancy fee", "Плата за бездействие"),
        ),
    ),
    Category.SGEX: CategoryFacts(
        Named("Safer gambling", "Ответственная игра"),
        _sub(
            not_applied=("Exclusion not applied", "Самоисключение не применено"),
            breached=("Exclusion breached", "Самоисключение нарушено"),
            marketing=("Advertising after exclusion", "Реклама после самоисключения"),
            limit_not_enforced=("Limit not enforced", "Лимит не сработал"),
            no_interaction=("Nobody stepped in", "Никто не вмешался"),
        ),
    ),
    Category.TECH: CategoryFacts(
        Named("Technical fault", "Технический сбой"),
        _sub(
            game_crash=("Game crash", "Сбой игры"),
            lost_round=("Lost round", "Потерянный раунд"),
            display=("Display error", "Ошибка отображения"),
            outage=("Outage", "Недоступность"),
        ),
    ),
    Category.MRKT: CategoryFacts(
        Named("Advertising and terms", "Реклама и условия"),
        _sub(
            misleading=("Misleading", "Вводит в заблуждение"),
            unsubscribed=("After unsubscribing", "После отписки"),
        ),
    ),
    Category.FRUD: CategoryFacts(
        Named("Account takeover, fraud", "Взлом, мошенничество"),
        _sub(
            unknown_bets=("Unknown bets", "Чужие ставки"),
            changed_details=("Details changed", "Изменённые данные"),
            payout_elsewhere=("Paid to somebody else", "Выплата другому"),
        ),
    ),
    Category.SERV: CategoryFacts(
        Named("Service", "Обслуживание"),
        _sub(
            conduct=("Conduct", "Поведение сотрудника"),
            wait=("Wait", "Ожидание"),
            wrong_information=("Wrong information", "Неверная информация"),
        ),
    ),
    Category.DATA: CategoryFacts(
        Named("Personal data", "Персональные данные"),
        _sub(access=("Access", "Доступ"), erasure=("Erasure", "Удаление"), breach=("Breach", "Утечка")),
    ),
    Category.OTHR: CategoryFacts(Named("Something else", "Другое"), {}),
}


class Outcome(StrEnum):
    upheld = "upheld"
    partly_upheld = "partly_upheld"
    not_upheld = "not_upheld"
    goodwill = "goodwill"
    withdrawn = "withdrawn"
    no_reply = "no_reply"
    out_of_scope = "out_of_scope"
    duplicate = "duplicate"
    referred = "referred"
    adr_for_player = "adr_for_player"
    adr_for_operator = "adr_for_operator"
    adr_settled = "adr_settled"
    adr_refused = "adr_refused"
    court = "court"


OUTCOMES: dict[Outcome, Named] = {
    Outcome.upheld: Named("Upheld", "Удовлетворена"),
    Outcome.partly_upheld: Named("Partly upheld", "Удовлетворена частично"),
    Outcome.not_upheld: Named("Not upheld", "Отклонена"),
    Outcome.goodwill: Named(
        "Settled as goodwill, without admission", "Урегулирована по доброй воле, без признания"
    ),
    Outcome.withdrawn: Named("Withdrawn", "Отозвана"),
    Outcome.no_reply: Named("No reply from the player", "Игрок не ответил"),
    Outcome.out_of_scope: Named("Out of scope", "Вне сферы рассмотрения"),
    Outcome.duplicate: Named("Duplicate", "Повторная"),
    Outcome.referred: Named("Referred to a dispute body", "Передана в орган по спорам"),
    Outcome.adr_for_player: Named(
        "Dispute body found for the player", "Орган по спорам решил в пользу игрока"
    ),
    Outcome.adr_for_operator: Named(
        "Dispute body found for the operator", "Орган по спорам решил в пользу оператора"
    ),
    Outcome.adr_settled: Named("Settled before the dispute body", "Урегулирована в органе по спорам"),
    Outcome.adr_refused: Named("Refused by the dispute body", "Орган по спорам отказал в рассмотрении"),
    Outcome.court: Named("In court", "В суде"),
}
DECIDABLE = frozenset({Outcome.upheld, Outcome.partly_upheld, Outcome.not_upheld, Outcome.goodwill})


class Source(StrEnum):
    """Why somebody is a party of a case."""

    replied = "replied"
    assigned = "assigned"
    decided = "decided"
    named = "named"  # handled the matter, says somebody
    subject = "subject"  # the complaint is about them


HANDLED = frozenset({Source.replied, Source.assigned, Source.decided, Source.named})


class ComplaintFields(msgspec.Struct, frozen=True, kw_only=True):
    """What of a case goes out as it is."""

    brand: str
    id: UUID
    number: str
    player_id: UUID
    category: str
    subcategory: str
    jurisdiction: str
    pack: str
    pack_version: str
    language: str
    channel: str
    summary: str
    claim: str
    about: str
    rules: list[str]
    owner_staff_id: UUID | None
    team_id: UUID | None
    safety: bool
    resolved_at_first_contact: bool
    first_received_at: datetime
    registered_at: datetime
    registered_by: UUID | None
    stage: str
    stage_since: datetime
    waiting: str | None
    appeal: str
    referral: str
    outcome: str | None
    merged_into: UUID | None
    closing: str
    closed_at: datetime | None
    next_due_at: datetime | None
    version: int
    updated_at: datetime


class Complaint(ComplaintFields, frozen=True, kw_only=True):
    """A case. `pack`, `pack_version`: the rules that it began with. `state`: what its events add up to (stages.State),
    as builtins; `stage`, `waiting`, `appeal`, `referral` and `outcome` are parts of it."""

    state: dict[str, Any]


# The outcome and the closing words are not for whoever hears the appeal and has not written their own view yet.
_BLIND = "c.id = ANY ((SELECT actor_blind_to())::uuid[])"
COLUMNS = f"""c.brand_id AS brand, c.id, c.number, c.player_id, c.category, c.subcategory, c.jurisdiction, c.pack, c.pack_version,
    c.language, c.channel, c.summary, c.claim, c.about, c.rules, c.owner_staff_id, c.team_id, c.safety,
    c.resolved_at_first_contact, c.first_received_at, c.registered_at, c.registered_by, c.stage, c.stage_since, c.waiting,
    c.appeal, c.referral, CASE WHEN {_BLIND} THEN NULL ELSE c.outcome END AS outcome, c.merged_into,
    CASE WHEN {_BLIND} THEN '' ELSE c.closing END AS closing, c.closed_at, c.next_due_at, c.state, c.version, c.updated_at"""


class NoSuchComplaint(NotFound):
    """There is no such complaint, or it isn't yours to see."""


class WrongStage(Conflict):
    """This step does not fit the stage of the case."""


class CaseOver(Conflict):
    """This case is over."""


class CaseChanged(Conflict):
    """Somebody has changed this case since you read it. Look again."""


class StillWaiting(Conflict):
    """The case waits for somebody. End the waiting first."""


class EvidenceMissing(Conflict):
    """Evidence that this category needs is missing. Take it, or waive it with a reason."""


class EvidenceUnread(Conflict):
    """Evidence has not been reviewed yet. Nothing is decided before it is."""


class SignatureMissing(Conflict):
    """This decision needs a second signature."""


class NotCarriedOut(Conflict):
    """Something that was decided is not carried out and verified yet."""


class NotReferable(Conflict):
    """Before a decision a case goes to a dispute body only where its rules allow that, and once the answer is overdue."""


class Conflicted(Conflict):
    """This person may not do this in this case."""


class BadCategory(Invalid):
    """This category has no such subcategory."""
