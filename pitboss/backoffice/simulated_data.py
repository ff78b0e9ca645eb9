"""What the simulated casino knows of its players: the same for the same brand, account and beginning, whenever it is made.
Some accounts have a story of their own, which their letters in the demo tell too."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import msgspec

from pitboss.backoffice.connector import (
    AccountChange,
    AccountStatus,
    Balance,
    Bet,
    BetStatus,
    Bonus,
    BonusEntry,
    Bucket,
    CashOutOffer,
    Exclusion,
    Kyc,
    KycDocument,
    KycRequest,
    KycStatus,
    MessageSent,
    Money,
    Payment,
    PaymentChange,
    PaymentKind,
    PaymentState,
    PlayerLimit,
    PlayerRecord,
    PlaySession,
    Restrictions,
    Round,
    RoundStep,
    Selection,
    Settlement,
    SettlementKind,
    StatusChange,
    Terms,
    TermsAccepted,
    TermsNow,
)

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TERMS = "general-terms"
BETTING_RULES = "betting-rules"
BONUS_TERMS = "bonus-terms"
FIRST_VERSION = "2026-03"
TEXTS = {
    TERMS: "1. An account is for one person. 2. Withdrawals are paid within 24 hours after identity was checked.",
    BETTING_RULES: "4.1 A bet is settled by the official result of the event's organiser. 4.2 A selection of an abandoned event "
    "is settled at odds of 1.00. 7.3 A bet taken at odds that are plainly wrong may be voided and the stake returned.",
    BONUS_TERMS: "2.1 A bonus is wagered 30 times within 14 days. 2.4 The highest bet with a bonus is 5.00.",
}


class Known(msgspec.Struct, kw_only=True):
    """Everything of one player. Records of a list by their ids."""

    player: PlayerRecord
    kyc: Kyc
    restrictions: Restrictions
    terms: Terms
    payments: list[Payment] = []
    bets: list[Bet] = []
    rounds: list[Round] = []
    bonuses: list[Bonus] = []
    sessions: list[PlaySession] = []
    changes: list[AccountChange] = []
    messages: list[MessageSent] = []


_EVENTS = (
    ("Northgate Town v Eastleigh Rovers", "Match result", ("Northgate Town", "Draw", "Eastleigh Rovers")),
    ("Salford Harriers v Bexley Park", "Total goals", ("Over 2.5", "Under 2.5")),
    ("Kestrel Cup, race 4", "To win", ("Northern Star", "Grey Heron", "Little Drum")),
    ("Lindqvist v Moreau", "Set betting", ("2:0", "2:1", "0:2", "1:2")),
    ("Волна — Северный ветер", "Исход", ("П1", "X", "П2")),
    ("Метеор — Заря", "Тотал", ("Больше 5.5", "Меньше 5.5")),
)
_GAMES = (("Treasure Reef", "Coral Studio"), ("Lucky Lantern", "Nightlight"), ("Roulette 7", "Tablehouse"))
_DEVICES = ("Android 15, app 8.2", "iPhone 15, Safari", "Windows, Chrome", "Android 14, Chrome")
_METHODS = {"GBP": ("card", "bank transfer", "wallet"), "RUB": ("card", "fast payment", "wallet")}


def known(brand: str, account: str, currency: str, began: datetime) -> Known:
    """Everything of an account, as of `began`."""
    dice = random.Random(f"{brand}:{account}")
    made = _ordinary(account, currency, began, dice)
    story = STORIES.get(account)
    if story is not None:
        story(made, began)
    return made


def money(amount: float | str | Decimal, currency: str) -> Money:
    return Money(Decimal(str(amount)).quantize(Decimal("0.01")), currency)


def _ordinary(account: str, currency: str, began: datetime, dice: random.Random) -> Known:
    unit = 1 if currency != "RUB" else 100
    registered = began - dice.randrange(200, 1400) * DAY
    country = "GB" if currency == "GBP" else "RU"
    ip = f"203.0.113.{dice.randrange(1, 254)}"
    device = dice.choice(_DEVICES)

    def cash(low: int, high: int) -> Money:
        return money(dice.randrange(low, high) * unit, currency)

    sessions = [
        PlaySession(
            id=f"s-{account}-{number}",
            started_at=start,
            ended_at=start + dice.randrange(8, 170) * timedelta(minutes=1),
            ended_by=dice.choice(("player", "player", "expired")),
            ip=ip,
            country=country,
            device=device,
            known_device=True,
        )
        for number, start in enumerate(_moments(began, 24, dice))
    ]
    payments = [
        _payment(f"p-{account}-{number}", at, cash(10, 200), currency, dice)
        for number, at in enumerate(_moments(began, 14, dice))
    ]
    bets = [
        _bet(f"{dice.randrange(80_000_000, 88_000_000)}", at, cash(2, 40), ip, device, dice)
        for at in _moments(began, 22, dice)
    ]
    rounds = [
        Round(
            id=f"77-{dice.randrange(4_000_000, 4_400_000)}",
            game=(game := dice.choice(_GAMES))[0],
            provider=game[1],
            started_at=at,
            ended_at=at + timedelta(seconds=dice.randrange(4, 40)),
            stake=cash(1, 4),
            win=cash(0, 6),
            status="finished",
            raw_status="FINISHED",
            log=[RoundStep(at, "bet taken"), RoundStep(at + timedelta(seconds=3), "result shown")],
            session=dice.choice(sessions).id,
        )
        for at in _moments(began, 16, dice)
    ]
    granted = began - dice.randrange(20, 60) * DAY
    amount = cash(10, 50)
    bonus = Bonus(
        id=f"b-{account}-1",
        name="Weekly reload",
        code="RELOAD",
        terms_version=FIRST_VERSION,
        opted_in_at=granted - HOUR,
        granted_at=granted,
        expires_at=granted + 14 * DAY,
        granted=amount,
        to_wager=money(amount.amount * 30, currency),
        wagered=money(amount.amount * dice.randrange(4, 30), currency),
        status="expired",
        raw_status="EXPIRED",
        ledger=[
            BonusEntry(at=granted, kind="granted", money=amount),
            BonusEntry(at=granted + DAY, kind="wager", money=amount, counted=amount, bet=bets[0].id),
            BonusEntry(at=granted + 14 * DAY, kind="expired", money=amount, reason="14 days are over"),
        ],
    )
    approved = registered + 3 * DAY
    return Known(
        player=PlayerRecord(
            account=account,
            name="",
            email=None,
            born=date(1960 + dice.randrange(44), dice.randrange(1, 13), dice.randrange(1, 28)),
            country=country,
            language="ru" if currency == "RUB" else "en",
            currency=currency,
            registered_at=registered,
            status=AccountStatus.active,
            raw_status="Active",
            status_log=[
                StatusChange(at=registered, status=AccountStatus.active, raw_status="Active", by="player")
            ],
            balances=[Balance(Bucket.cash, cash(0, 300)), Balance(Bucket.withdrawable, cash(0, 100))],
            vip=0,
        ),
        kyc=Kyc(
            status=KycStatus.approved,
            raw_status="Approved",
            level="full",
            documents=[
                KycDocument(
                    id=f"d-{account}-1",
                    kind="passport",
                    status=KycStatus.approved,
                    raw_status="Approved",
                    sent_at=approved - DAY,
                    decided_at=approved,
                )
            ],
            requests=[KycRequest(at=registered + DAY, kinds=["passport"], because="first deposit")],
        ),
        restrictions=Restrictions(
            limits=[
                PlayerLimit(
                    id=f"l-{account}-1",
                    kind="deposit",
                    period="month",
                    money=cash(500, 2000),
                    set_by="player",
                    since=registered + 10 * DAY,
                )
            ]
        ),
        terms=Terms(
            accepted=[
                TermsAccepted(
                    document=document, version=FIRST_VERSION, accepted_at=began - 120 * DAY, ip=ip, text=text
                )
                for document, text in TEXTS.items()
            ],
            in_force=[
                TermsNow(document=document, version=FIRST_VERSION, since=began - 150 * DAY)
                for document in TEXTS
            ],
        ),
        payments=payments,
        bets=bets,
        rounds=rounds,
        bonuses=[bonus],
        sessions=sessions,
        changes=[AccountChange(at=registered, what="account opened", by="player", ip=ip, device=device)],
        messages=[
            MessageSent(
                at=at, channel="email", subject="Your weekly offer", marketing=True, campaign="weekly"
            )
            for at in _moments(began, 4, dice)
        ],
    )


def _moments(began: datetime, many: int, dice: random.Random) -> Iterator[datetime]:
    """Within the last ninety days, the oldest first."""
    yield from sorted(began - timedelta(minutes=dice.randrange(60, 90 * 24 * 60)) for _ in range(many))


def _payment(id: str, at: datetime, amount: Money, currency: str, dice: random.Random) -> Payment:  # noqa: A002 - the record's name
    method = dice.choice(_METHODS.get(currency, ("card",)))
    hint = f"card ending {dice.randrange(1000, 9999)}" if method == "card" else None
    kind = PaymentKind.deposit if dice.random() < 0.7 else PaymentKind.withdrawal
    steps = (
        [(0, PaymentState.created, "New"), (1, PaymentState.paid, "Approved")]
        if kind is PaymentKind.deposit
        else [
            (0, PaymentState.created, "Pending"),
            (90, PaymentState.approved, "Confirmed"),
            (95, PaymentState.sent, "PayPanding"),
            (240, PaymentState.paid, "ApprovedManually"),
        ]
    )
    return Payment(
        id=id,
        kind=kind,
        money=amount,
        method=method,
        method_hint=hint,
        state=steps[-1][1],
        raw_state=steps[-1][2],
        processor_reference=f"PR{dice.randrange(10**9, 10**10)}",
        created_at=at,
        history=[
            PaymentChange(at=at + timedelta(minutes=after), state=state, raw_state=raw, by="system")
            for after, state, raw in steps
        ],
    )


def _bet(id: str, at: datetime, stake: Money, ip: str, device: str, dice: random.Random) -> Bet:  # noqa: A002 - the record's name
    many = dice.choice((1, 1, 1, 2, 3))
    chosen = dice.sample(_EVENTS, many)
    odds = [Decimal(dice.randrange(120, 480)) / 100 for _ in chosen]
    won = dice.random() < 0.4
    returned = stake.amount
    for one in odds:
        returned *= one
    payout = money(returned if won else 0, stake.currency)
    status = BetStatus.won if won else BetStatus.lost
    settled = at + dice.randrange(2, 30) * HOUR
    return Bet(
        id=id,
        kind={1: "single", 2: "double"}.get(many, "accumulator"),
        stake=stake,
        potential_return=money(returned, stake.currency),
        accepted_at=at,
        status=status,
        raw_status=status.value.title(),
        payout=payout,
        selections=[
            Selection(
                event=event,
                market=market,
                pick=dice.choice(picks),
                odds=price,
                starts_at=at + HOUR,
                result="won" if won else "lost",
                result_source="organiser's official result",
            )
            for (event, market, picks), price in zip(chosen, odds, strict=True)
        ],
        settlement_log=[
            Settlement(
                at=settled,
                kind=SettlementKind.settled,
                status=status,
                payout=payout,
                by="system",
                clause="4.1",
            )
        ],
        device=device,
        ip=ip,
    )


# ── accounts with a story ───────────────────────────────────────────────────────────────────────────────────


def _each_way(known: Known, began: datetime) -> None:
    """Two bets in dispute: a double settled by the wrong place, and one voided as a plain mistake of the odds."""
    at = began - 4 * DAY
    stake = money(20, "GBP")
    nothing, back = money(0, "GBP"), money("45.50", "GBP")
    places = Selection(
        event="Kestrel Cup, race 4",
        market="Each way, four places",
        pick="Northern Star",
        odds=Decimal("9.00"),
        starts_at=at + HOUR,
        result="5th",
        result_source="provisional result",
    )
    second = Selection(
        event="Salford Stakes",
        market="Each way, four places",
        pick="Grey Heron",
        odds=Decimal("3.50"),
        starts_at=at + 2 * HOUR,
        result="1st",
        result_source="official result",
    )
    known.bets.append(
        Bet(
            id="88120443",
            kind="double",
            stake=stake,
            each_way=True,
            potential_return=money("315.00", "GBP"),
            accepted_at=at,
            status=BetStatus.lost,
            raw_status="Lost",
            payout=nothing,
            selections=[places, second],
            settlement_log=[
                Settlement(
                    at=at + 3 * HOUR,
                    kind=SettlementKind.settled,
                    status=BetStatus.lost,
                    payout=nothing,
                    by="system",
                    reason="Northern Star 5th",
                    raw_reason="RES-5",
                    clause="4.1",
                )
            ],
            device="Windows, Chrome",
            ip="203.0.113.40",
        )
    )
    known.bets.append(
        Bet(
            id="88120977",
            kind="single",
            stake=money(50, "GBP"),
            potential_return=money(400, "GBP"),
            accepted_at=at + 5 * HOUR,
            status=BetStatus.void,
            raw_status="Returned",
            payout=money(50, "GBP"),
            selections=[
                Selection(
                    event="Northgate Town v Eastleigh Rovers",
                    market="Match result",
                    pick="Eastleigh Rovers",
                    odds=Decimal("8.00"),
                    starts_at=at + 7 * HOUR,
                    result="won",
                    result_source="official result",
                    void_factor=Decimal(1),
                )
            ],
            settlement_log=[
                Settlement(
                    at=at + 9 * HOUR,
                    kind=SettlementKind.settled,
                    status=BetStatus.won,
                    payout=money(400, "GBP"),
                    by="system",
                    clause="4.1",
                ),
                Settlement(
                    at=at + 10 * HOUR,
                    kind=SettlementKind.voided,
                    status=BetStatus.void,
                    payout=money(50, "GBP"),
                    by="trader R. Finch",
                    reason="odds plainly wrong",
                    raw_reason="PALP",
                    clause="7.3",
                ),
            ],
            cash_out=[CashOutOffer(at=at + 8 * HOUR, price=back)],
            device="Windows, Chrome",
            ip="203.0.113.40",
        )
    )


def _abandoned(known: Known, began: datetime) -> None:
    at = began - 2 * DAY
    nothing = money(0, "RUB")
    known.bets.append(
        Bet(
            id="5519027",
            kind="accumulator",
            stake=money(1500, "RUB"),
            potential_return=money(9300, "RUB"),
            accepted_at=at,
            status=BetStatus.lost,
            raw_status="Проигрыш",
            payout=nothing,
            selections=[
                Selection(
                    event="Волна — Северный ветер", market="Исход", pick="П1", odds=Decimal("2.00"), result="won",
                    result_source="протокол матча", starts_at=at + HOUR,
                ),
                Selection(
                    event="Метеор — Заря", market="Тотал", pick="Больше 5.5", odds=Decimal("3.10"), result="abandoned",
                    result_source="протокол матча", starts_at=at + 2 * HOUR,
                ),
            ],
            settlement_log=[
                Settlement(
                    at=at + 5 * HOUR, kind=SettlementKind.settled, status=BetStatus.lost, payout=nothing, by="system",
                    reason="тотал не набран", raw_reason="R-17", clause="4.1",
                )
            ],
        )
    )  # fmt: skip


def _stuck(amount: int, currency: str, hours: int) -> Callable[[Known, datetime], None]:
    def story(known: Known, began: datetime) -> None:
        at = began - hours * HOUR
        asked = money(amount, currency)
        known.payments.append(
            Payment(
                id=f"w-{known.player.account}-640",
                kind=PaymentKind.withdrawal,
                money=asked,
                method="card",
                method_hint="card ending 4242",
                state=PaymentState.pending,
                raw_state="Frozen",
                created_at=at,
                history=[
                    PaymentChange(at=at, state=PaymentState.created, raw_state="Pending", by="player"),
                    PaymentChange(
                        at=at + timedelta(minutes=12),
                        state=PaymentState.pending,
                        raw_state="Frozen",
                        by="rule velocity-3",
                        reason="large withdrawal, manual look",
                        told="under review",
                    ),
                ],
            )
        )

    return story


def _no_bonus(known: Known, began: datetime) -> None:
    at = began - 3 * DAY
    fifty = money(50, "GBP")
    known.payments.append(
        Payment(
            id="p-spring-50",
            kind=PaymentKind.deposit,
            money=fifty,
            method="card",
            method_hint="card ending 1881",
            state=PaymentState.paid,
            raw_state="Approved",
            processor_reference="PR7710040051",
            created_at=at,
            history=[PaymentChange(at=at, state=PaymentState.paid, raw_state="Approved", by="system")],
        )
    )
    known.bonuses.append(
        Bonus(
            id="b-spring",
            name="Spring free spins",
            code="SPRING",
            terms_version=FIRST_VERSION,
            opted_in_at=at - timedelta(minutes=4),
            granted=None,
            status="not_given",
            raw_status="NotAwarded",
            ledger=[
                BonusEntry(at=at, kind="refused", money=fifty, reason="code typed after the deposit began")
            ],
        )
    )


def _locked_out(known: Known, began: datetime) -> None:
    known.changes += [
        AccountChange(at=began - 30 * DAY, what="phone changed", by="player", ip="203.0.113.7"),
        AccountChange(at=began - 2 * HOUR, what="sign-in failed", by="player", ip="203.0.113.7"),
        AccountChange(at=began - HOUR, what="sign-in blocked", by="system"),
    ]
    first = known.bets[-1]
    known.bets[-1] = msgspec.structs.replace(
        first, status=BetStatus.open, raw_status="Uncalculated", payout=None, settlement_log=[]
    )


def _papers(known: Known, began: datetime) -> None:
    known.kyc = Kyc(
        status=KycStatus.rejected,
        raw_status="Rejected",
        level="basic",
        documents=[
            KycDocument(
                id=f"d-bill-{number}",
                kind="utility bill",
                status=KycStatus.rejected,
                raw_status="Rejected",
                sent_at=began - days * DAY,
                decided_at=began - (days - 1) * DAY,
                reason="address not readable" if number == 1 else None,
            )
            for number, days in ((1, 9), (2, 3))
        ],
        requests=[
            KycRequest(at=began - 10 * DAY, kinds=["utility bill"], because="withdrawal"),
            KycRequest(at=began - 4 * DAY, kinds=["utility bill"], because="withdrawal"),
        ],
    )
    known.restrictions = msgspec.structs.replace(
        known.restrictions,
        exclusions=[
            Exclusion(
                id="x-1",
                kind="time_out",
                since=began - 40 * DAY,
                until=began - 33 * DAY,
                asked_at=began - 40 * DAY,
                asked_by="player",
            )
        ],
    )


STORIES: dict[str, Callable[[Known, datetime], None]] = {
    "hb-40022": _each_way,
    "hb-20418": _stuck(640, "GBP", 80),
    "hb-51190": _no_bonus,
    "hb-31877": _locked_out,
    "mk-10391": _abandoned,
    "mk-10077": _stuck(84_000, "RUB", 20),
    "mk-11804": _locked_out,
    "mk-12216": _papers,
}


def whole_hour(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
