"""What the desk asks the operator's own system (the player-account platform), and the shapes of what it answers.

The desk only reads. Money is a decimal and a currency, moments are UTC, and what an operator's system does not know is
None: never a zero, never an empty text. Where a field is a closed set, the operator's own word stands beside it in `raw…`.
docs/subsystems/backoffice.md describes the same over HTTP, for who writes an adapter."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Generic, Protocol, TypeVar

import msgspec

from pitboss.kit.refused import NotFound, Refused

T = TypeVar("T")

MOST = 500  # records in one listing


class Money(msgspec.Struct, frozen=True):
    """`currency`: three letters of ISO 4217."""

    amount: Decimal
    currency: str


class Taken(msgspec.Struct, Generic[T], frozen=True):
    """An answer with its proof: the value, the bytes as they came, when, and from where (an address without secrets)."""

    value: T
    raw: bytes
    taken_at: datetime
    source: str


class Listing(msgspec.Struct, Generic[T], frozen=True):
    """The newest first. `more`: there are older ones that were not given."""

    items: list[T]
    more: bool = False


# ── the player ──────────────────────────────────────────────────────────────────────────────────────────────


class AccountStatus(StrEnum):
    active = "active"
    restricted = "restricted"  # some things are blocked: bets, deposits, withdrawals
    suspended = "suspended"
    self_excluded = "self_excluded"
    closed = "closed"
    unknown = "unknown"


class Bucket(StrEnum):
    cash = "cash"
    bonus = "bonus"
    locked = "locked"
    withdrawable = "withdrawable"


class Balance(msgspec.Struct, frozen=True):
    bucket: Bucket
    money: Money


class StatusChange(msgspec.Struct, frozen=True, kw_only=True):
    at: datetime
    status: AccountStatus
    raw_status: str
    by: str  # player, system, or the operator's name for a member of its staff
    reason: str | None = None


class PlayerRecord(msgspec.Struct, frozen=True, kw_only=True):
    account: str
    name: str
    email: str | None = None
    phone: str | None = None
    born: date | None = None
    country: str | None = None
    language: str | None = None
    currency: str
    registered_at: datetime
    status: AccountStatus
    raw_status: str
    status_log: list[StatusChange] = []
    balances: list[Balance] | None = None
    vip: int | None = None
    stake_limit: Money | None = None  # the operator's own, on one bet


# ── verification ────────────────────────────────────────────────────────────────────────────────────────────


class KycStatus(StrEnum):
    not_started = "not_started"
    pending = "pending"
    in_review = "in_review"
    approved = "approved"
    rejected = "rejected"
    expired = "expired"


class KycDocument(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    kind: str
    status: KycStatus
    raw_status: str
    sent_at: datetime
    decided_at: datetime | None = None
    reason: str | None = None


class KycRequest(msgspec.Struct, frozen=True, kw_only=True):
    """What the operator asked for, when, and on what occasion (a withdrawal, a limit passed)."""

    at: datetime
    kinds: list[str]
    because: str


class Kyc(msgspec.Struct, frozen=True, kw_only=True):
    status: KycStatus
    raw_status: str
    level: str | None = None
    documents: list[KycDocument] = []
    requests: list[KycRequest] = []


# ── money in and out ────────────────────────────────────────────────────────────────────────────────────────


class PaymentKind(StrEnum):
    deposit = "deposit"
    withdrawal = "withdrawal"
    correction = "correction"  # credited by the operator: goodwill, redress, a mistake put right


class PaymentState(StrEnum):
    created = "created"
    pending = "pending"
    waiting_for_kyc = "waiting_for_kyc"
    approved = "approved"
    sent = "sent"  # handed to the processor
    paid = "paid"
    refused = "refused"
    cancelled = "cancelled"
    failed = "failed"
    returned = "returned"


class PaymentChange(msgspec.Struct, frozen=True, kw_only=True):
    """`reason`: the operator's own; `told`: what the player was told."""

    at: datetime
    state: PaymentState
    raw_state: str
    by: str
    reason: str | None = None
    told: str | None = None


class Payment(msgspec.Struct, frozen=True, kw_only=True):
    """`history`: the oldest first; its last entry is the present state."""

    id: str
    kind: PaymentKind
    money: Money
    fee: Money | None = None
    method: str
    method_hint: str | None = None  # such as "card ending 4242"; never a full number
    state: PaymentState
    raw_state: str
    processor_reference: str | None = None
    created_at: datetime
    history: list[PaymentChange]


# ── bets ────────────────────────────────────────────────────────────────────────────────────────────────────


class BetStatus(StrEnum):
    open = "open"
    won = "won"
    part_won = "part_won"
    lost = "lost"
    void = "void"
    cashed_out = "cashed_out"
    refused = "refused"


class Selection(msgspec.Struct, frozen=True, kw_only=True):
    """`void_factor`: 0, 0.5 or 1 of the stake comes back; `dead_heat_factor`: the share that counts as won.
    `result_source`: whose official result it was settled by."""

    event: str
    market: str
    pick: str
    odds: Decimal
    starts_at: datetime | None = None
    result: str | None = None
    result_source: str | None = None
    void_factor: Decimal | None = None
    dead_heat_factor: Decimal | None = None


class SettlementKind(StrEnum):
    settled = "settled"
    resettled = "resettled"
    voided = "voided"
    rolled_back = "rolled_back"


class Settlement(msgspec.Struct, frozen=True, kw_only=True):
    at: datetime
    kind: SettlementKind
    status: BetStatus
    payout: Money | None
    by: str
    reason: str | None = None
    raw_reason: str | None = None
    clause: str | None = None  # of the betting rules, as the operator names it


class CashOutOffer(msgspec.Struct, frozen=True, kw_only=True):
    at: datetime
    price: Money
    asked: bool = False
    outcome: str | None = None


class Bet(msgspec.Struct, frozen=True, kw_only=True):
    """`settlement_log`: the oldest first. `payout`: what was paid so far, None while nothing was settled."""

    id: str
    kind: str
    stake: Money
    each_way: bool = False
    from_bonus: bool = False
    potential_return: Money | None = None
    accepted_at: datetime
    status: BetStatus
    raw_status: str
    payout: Money | None = None
    selections: list[Selection]
    settlement_log: list[Settlement] = []
    cash_out: list[CashOutOffer] = []
    device: str | None = None
    ip: str | None = None


# ── games ───────────────────────────────────────────────────────────────────────────────────────────────────


class RoundStep(msgspec.Struct, frozen=True):
    at: datetime
    what: str


class Round(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    game: str
    provider: str
    started_at: datetime
    ended_at: datetime | None = None
    stake: Money
    win: Money | None = None
    status: str  # finished, interrupted, voided
    raw_status: str
    log: list[RoundStep] = []
    session: str | None = None


# ── bonuses ─────────────────────────────────────────────────────────────────────────────────────────────────


class BonusEntry(msgspec.Struct, frozen=True, kw_only=True):
    """`kind`: granted, wager, won, converted, removed, expired. `counted`: what of a bet went towards wagering."""

    at: datetime
    kind: str
    money: Money
    counted: Money | None = None
    bet: str | None = None
    by: str = "system"
    reason: str | None = None


class Bonus(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    name: str
    code: str | None = None
    terms_version: str | None = None
    opted_in_at: datetime | None = None
    granted_at: datetime | None = None
    expires_at: datetime | None = None
    granted: Money | None = None
    to_wager: Money | None = None
    wagered: Money | None = None
    status: str  # offered, active, finished, removed, expired, not_given
    raw_status: str
    ledger: list[BonusEntry] = []


# ── limits, exclusions, sessions, terms ─────────────────────────────────────────────────────────────────────


class PlayerLimit(msgspec.Struct, frozen=True, kw_only=True):
    """`kind`: deposit, loss, bet, session, stake. `set_by`: player or operator. `until`: when it ended or ends."""

    id: str
    kind: str
    period: str | None = None
    money: Money | None = None
    minutes: int | None = None
    set_by: str
    since: datetime
    until: datetime | None = None
    reason: str | None = None


class Exclusion(msgspec.Struct, frozen=True, kw_only=True):
    """`kind`: time_out, self_exclusion, register, operator. `until`: None for one without an end."""

    id: str
    kind: str
    since: datetime
    until: datetime | None = None
    asked_at: datetime | None = None
    asked_by: str
    lifted_at: datetime | None = None
    register: str | None = None


class Restrictions(msgspec.Struct, frozen=True, kw_only=True):
    limits: list[PlayerLimit] = []
    exclusions: list[Exclusion] = []


class PlaySession(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    started_at: datetime
    ended_at: datetime | None = None
    ended_by: str | None = None
    ip: str | None = None
    country: str | None = None
    device: str | None = None
    known_device: bool | None = None


class TermsAccepted(msgspec.Struct, frozen=True, kw_only=True):
    """A version of a document that the player accepted, with its text of that day where the operator keeps it."""

    document: str
    version: str
    accepted_at: datetime
    ip: str | None = None
    text: str | None = None


class TermsNow(msgspec.Struct, frozen=True, kw_only=True):
    document: str
    version: str
    since: datetime


class Terms(msgspec.Struct, frozen=True, kw_only=True):
    accepted: list[TermsAccepted] = []
    in_force: list[TermsNow] = []


class AccountChange(msgspec.Struct, frozen=True, kw_only=True):
    """A changed password, address, phone, payment method; never the values."""

    at: datetime
    what: str
    by: str
    ip: str | None = None
    device: str | None = None


class MessageSent(msgspec.Struct, frozen=True, kw_only=True):
    """What the operator sent by itself. `marketing`: it advertised."""

    at: datetime
    channel: str
    subject: str
    marketing: bool
    campaign: str | None = None


class Connector(Protocol):
    """Reads of one brand. `since` and `until` bound when a record began; `limit` is at most MOST.

    Raises (each of them): NotConnected, BackOfficeAway, BackOfficeDenied, BackOfficeNonsense, NotOffered, NoSuchRecord.
    """

    async def player(self, account: str) -> Taken[PlayerRecord]: ...
    async def kyc(self, account: str) -> Taken[Kyc]: ...
    async def payments(
        self, account: str, *, since: datetime | None = None, until: datetime | None = None, limit: int = MOST
    ) -> Taken[Listing[Payment]]: ...
    async def payment(self, account: str, payment: str) -> Taken[Payment]:
        """By the operator's id or the processor's reference."""
        ...

    async def bets(
        self, account: str, *, since: datetime | None = None, until: datetime | None = None, limit: int = MOST
    ) -> Taken[Listing[Bet]]: ...
    async def bet(self, account: str, bet: str) -> Taken[Bet]: ...
    async def rounds(
        self, account: str, *, since: datetime | None = None, until: datetime | None = None, limit: int = MOST
    ) -> Taken[Listing[Round]]: ...
    async def round(self, account: str, played: str) -> Taken[Round]: ...
    async def bonuses(self, account: str) -> Taken[Listing[Bonus]]: ...
    async def restrictions(self, account: str) -> Taken[Restrictions]: ...
    async def sessions(
        self, account: str, *, since: datetime | None = None, until: datetime | None = None, limit: int = MOST
    ) -> Taken[Listing[PlaySession]]: ...
    async def terms(self, account: str) -> Taken[Terms]: ...
    async def changes(self, account: str) -> Taken[Listing[AccountChange]]: ...
    async def messages(self, account: str) -> Taken[Listing[MessageSent]]: ...


# ── refusals ────────────────────────────────────────────────────────────────────────────────────────────────


class BackOfficeRefusal(Refused):
    """The back office could not be asked."""

    status = 502


class NotConnected(BackOfficeRefusal):
    """This brand has no back office connected. Someone who may change the brand's settings can connect it."""

    status = 409


class BackOfficeAway(BackOfficeRefusal):
    """The back office does not answer right now. Try again in a few minutes."""

    status = 503


class BackOfficeDenied(BackOfficeRefusal):
    """The back office does not accept our token. Someone who may change the brand's settings can set a new one."""


class BackOfficeNonsense(BackOfficeRefusal):
    """The back office answered something that the desk can't read. Tell whoever looks after the connection."""


class NotOffered(BackOfficeRefusal):
    """The back office of this brand does not offer this kind of record."""

    status = 409


class NoSuchRecord(NotFound):
    """The back office has no such record of this player."""
