"""A small casino of our own: what a back office answers, over HTTP, from one SQLite file. The demo runs it as a process;
tests run it on a free port and let its staff act, also against the desk's wishes: void, resettle, roll back, pay, lift a
limit, bring in new terms."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import secrets
import socket
import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import uvicorn
from litestar import Litestar, Request, Response, get, post
from litestar.di import Provide
from litestar.exceptions import HTTPException
from litestar.status_codes import HTTP_200_OK

from pitboss.backoffice.connector import (
    MOST,
    Bet,
    BetStatus,
    Money,
    Payment,
    PaymentChange,
    PaymentKind,
    PaymentState,
    Settlement,
    SettlementKind,
    TermsNow,
)
from pitboss.backoffice.simulated_data import Known, known, whole_hour

T = TypeVar("T")

_TABLES = """
CREATE TABLE IF NOT EXISTS brand (
    id TEXT PRIMARY KEY, currency TEXT NOT NULL, accounts TEXT NOT NULL, token TEXT NOT NULL UNIQUE, began TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS account (
    brand TEXT NOT NULL, id TEXT NOT NULL, body BLOB NOT NULL, PRIMARY KEY (brand, id)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS secret (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""


class Gone(Exception):
    """There is no such thing in this casino."""


class Casino:
    """`path`: the SQLite file. Safe to use from several threads."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._lock = threading.RLock()
        self._db.executescript(_TABLES)
        self._db.execute("INSERT OR IGNORE INTO secret VALUES ('staff', ?)", [secrets.token_urlsafe(24)])
        self.away = False

    def close(self) -> None:
        self._db.close()

    @property
    def staff_token(self) -> str:
        """By which the casino's own staff act over HTTP."""
        value: str = self._db.execute("SELECT value FROM secret WHERE name = 'staff'").fetchone()[0]
        return value

    def open_brand(
        self,
        brand: str,
        *,
        token: str,
        currency: str = "GBP",
        accounts: str = "",
        began: datetime | None = None,
    ) -> None:
        """`accounts`: how the accounts of the brand's players begin. A brand that is there gets the new token."""
        start = whole_hour(began or datetime.now(UTC)).isoformat()
        with self._lock:
            self._db.execute(
                "INSERT INTO brand VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET token = excluded.token",
                [brand, currency, accounts, _hash(token), start],
            )

    def brand_of(self, token: str) -> str | None:
        found = self._db.execute("SELECT id FROM brand WHERE token = ?", [_hash(token)]).fetchone()
        return found[0] if found else None

    def of(self, brand: str, account: str) -> Known:
        """Raises Gone."""
        with self._lock:
            row = self._db.execute(
                "SELECT body FROM account WHERE brand = ? AND id = ?", [brand, account]
            ).fetchone()
            if row is not None:
                return msgspec.json.decode(row[0], type=Known)
            home = self._db.execute(
                "SELECT currency, accounts, began FROM brand WHERE id = ?", [brand]
            ).fetchone()
            if home is None or not account.startswith(home[1]):
                raise Gone
            made = known(brand, account, home[0], datetime.fromisoformat(home[2]))
            self._keep(brand, account, made)
            return made

    def _keep(self, brand: str, account: str, what: Known) -> None:
        self._db.execute(
            "INSERT INTO account VALUES (?, ?, ?) ON CONFLICT (brand, id) DO UPDATE SET body = excluded.body",
            [brand, account, msgspec.json.encode(what)],
        )

    def change(self, brand: str, account: str, how: Callable[[Known], T]) -> T:
        """Raises Gone, and whatever `how` raises; then nothing is changed."""
        with self._lock:
            held = self.of(brand, account)
            done = how(held)
            self._keep(brand, account, held)
            return done

    # ── what its staff do ───────────────────────────────────────────────────────────────────────────────────

    def void(self, brand: str, account: str, bet: str, *, reason: str, by: str = "trader") -> Bet:
        def how(held: Known) -> Bet:
            before = _the(held.bets, bet)
            return _settle(held, before, SettlementKind.voided, BetStatus.void, before.stake, by, reason)

        return self.change(brand, account, how)

    def resettle(
        self,
        brand: str,
        account: str,
        bet: str,
        *,
        status: BetStatus,
        payout: Money,
        reason: str,
        by: str = "trader",
    ) -> Bet:
        def how(held: Known) -> Bet:
            before = _the(held.bets, bet)
            return _settle(held, before, SettlementKind.resettled, status, payout, by, reason)

        return self.change(brand, account, how)

    def roll_back(self, brand: str, account: str, bet: str, *, reason: str, by: str = "trader") -> Bet:
        """The bet is open again, and its earlier settlements are gone from the log: some platforms do just that."""

        def how(held: Known) -> Bet:
            before = msgspec.structs.replace(_the(held.bets, bet), settlement_log=[])
            return _settle(held, before, SettlementKind.rolled_back, BetStatus.open, None, by, reason)

        return self.change(brand, account, how)

    def pay(
        self,
        brand: str,
        account: str,
        *,
        money: Money,
        kind: PaymentKind = PaymentKind.correction,
        reason: str,
        by: str = "cashier",
        state: PaymentState = PaymentState.paid,
    ) -> Payment:
        def how(held: Known) -> Payment:
            now, number = datetime.now(UTC), len(held.payments) + 1
            made = Payment(
                id=f"p-{account}-{number}-{secrets.token_hex(3)}",
                kind=kind,
                money=money,
                method="account credit" if kind is PaymentKind.correction else "card",
                state=state,
                raw_state=state.value.title(),
                processor_reference=f"PR{secrets.randbelow(9 * 10**9) + 10**9}",
                created_at=now,
                history=[
                    PaymentChange(at=now, state=state, raw_state=state.value.title(), by=by, reason=reason)
                ],
            )
            held.payments.append(made)
            return made

        return self.change(brand, account, how)

    def move_payment(
        self, brand: str, account: str, payment: str, *, state: PaymentState, reason: str, by: str = "cashier"
    ) -> Payment:
        def how(held: Known) -> Payment:
            before = _the(held.payments, payment)
            step = PaymentChange(
                at=datetime.now(UTC), state=state, raw_state=state.value.title(), by=by, reason=reason
            )
            after = msgspec.structs.replace(
                before, state=state, raw_state=step.raw_state, history=[*before.history, step]
            )
            held.payments[held.payments.index(before)] = after
            return after

        return self.change(brand, account, how)

    def lift_limit(self, brand: str, account: str, limit: str, *, by: str = "operator") -> None:
        def how(held: Known) -> None:
            before = _the(held.restrictions.limits, limit)
            after = msgspec.structs.replace(before, until=datetime.now(UTC), reason=f"lifted by {by}")
            limits = [after if one.id == limit else one for one in held.restrictions.limits]
            held.restrictions = msgspec.structs.replace(held.restrictions, limits=limits)

        self.change(brand, account, how)

    def new_terms(self, brand: str, account: str, *, document: str, version: str) -> None:
        """From now on the document is another, and of the versions accepted before only the names are kept."""

        def how(held: Known) -> None:
            now = TermsNow(document=document, version=version, since=datetime.now(UTC))
            in_force = [one for one in held.terms.in_force if one.document != document]
            accepted = [
                msgspec.structs.replace(one, text=None) if one.document == document else one
                for one in held.terms.accepted
            ]
            held.terms = msgspec.structs.replace(held.terms, in_force=[*in_force, now], accepted=accepted)

        self.change(brand, account, how)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _the(records: Sequence[T], wanted: str) -> T:
    for record in records:
        if wanted in (getattr(record, "id", None), getattr(record, "processor_reference", None)):
            return record
    raise Gone


def _settle(
    held: Known,
    before: Bet,
    kind: SettlementKind,
    status: BetStatus,
    payout: Money | None,
    by: str,
    reason: str,
) -> Bet:
    step = Settlement(at=datetime.now(UTC), kind=kind, status=status, payout=payout, by=by, reason=reason)
    after = msgspec.structs.replace(
        before,
        status=status,
        raw_status=status.value.title(),
        payout=payout,
        settlement_log=[*before.settlement_log, step],
    )
    held.bets = [after if one.id == before.id else one for one in held.bets]
    return after


# ── over HTTP ───────────────────────────────────────────────────────────────────────────────────────────────

Req = Request[Any, Any, Any]


class Span(msgspec.Struct, frozen=True):
    """Which of a player's records were asked for."""

    since: datetime | None = None
    until: datetime | None = None
    limit: int = MOST

    def of(self, records: Sequence[Any], when: str) -> Response[bytes]:
        """The newest first, by the moment `when` of each."""
        chosen = sorted(
            (
                record
                for record in records
                if (self.since is None or getattr(record, when) >= self.since)
                and (self.until is None or getattr(record, when) <= self.until)
            ),
            key=lambda record: getattr(record, when),
            reverse=True,
        )
        most = max(1, min(self.limit, MOST))
        return _json({"items": chosen[:most], "more": len(chosen) > most})


async def _span(since: datetime | None = None, until: datetime | None = None, limit: int = MOST) -> Span:
    return Span(since, until, limit)


def app(casino: Casino) -> Litestar:
    """What a Connector asks, under /v1, and what the casino's staff do, under /staff."""

    async def asked(request: Req, account: str) -> Known:
        if casino.away:
            raise HTTPException(status_code=503, detail="away")
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        brand = casino.brand_of(token) if scheme.lower() == "bearer" else None
        if brand is None:
            raise HTTPException(status_code=401, detail="no such token")
        return casino.of(brand, account)

    @get("/v1/players/{account:str}")
    async def player(held: Known) -> Response[bytes]:
        return _json(held.player)

    @get("/v1/players/{account:str}/kyc")
    async def kyc(held: Known) -> Response[bytes]:
        return _json(held.kyc)

    @get("/v1/players/{account:str}/payments")
    async def payments(held: Known, span: Span) -> Response[bytes]:
        return span.of(held.payments, "created_at")

    @get("/v1/players/{account:str}/payments/{payment:str}")
    async def payment_(held: Known, payment: str) -> Response[bytes]:
        return _json(_the(held.payments, payment))

    @get("/v1/players/{account:str}/bets")
    async def bets(held: Known, span: Span) -> Response[bytes]:
        return span.of(held.bets, "accepted_at")

    @get("/v1/players/{account:str}/bets/{bet:str}")
    async def bet_(held: Known, bet: str) -> Response[bytes]:
        return _json(_the(held.bets, bet))

    @get("/v1/players/{account:str}/rounds")
    async def rounds(held: Known, span: Span) -> Response[bytes]:
        return span.of(held.rounds, "started_at")

    @get("/v1/players/{account:str}/rounds/{round_:str}")
    async def one_round(held: Known, round_: str) -> Response[bytes]:
        return _json(_the(held.rounds, round_))

    @get("/v1/players/{account:str}/bonuses")
    async def bonuses(held: Known) -> Response[bytes]:
        return _json({"items": held.bonuses})

    @get("/v1/players/{account:str}/restrictions")
    async def restrictions(held: Known) -> Response[bytes]:
        return _json(held.restrictions)

    @get("/v1/players/{account:str}/sessions")
    async def sessions(held: Known, span: Span) -> Response[bytes]:
        return span.of(held.sessions, "started_at")

    @get("/v1/players/{account:str}/terms")
    async def terms(held: Known) -> Response[bytes]:
        return _json(held.terms)

    @get("/v1/players/{account:str}/changes")
    async def changes(held: Known) -> Response[bytes]:
        return Span().of(held.changes, "at")

    @get("/v1/players/{account:str}/messages")
    async def messages(held: Known) -> Response[bytes]:
        return Span().of(held.messages, "at")

    @post("/staff/{brand:str}/{account:str}/{deed:str}")
    async def act(request: Req, brand: str, account: str, deed: str, data: Deed) -> Response[bytes]:
        _, _, token = request.headers.get("authorization", "").partition(" ")
        if not secrets.compare_digest(token, casino.staff_token):
            raise HTTPException(status_code=401, detail="no such token")
        return _json(_do(casino, brand, account, deed, data))

    def gone(request: Req, problem: Gone) -> Response[bytes]:
        return _json({"error": "no_such_record"}, 404)

    return Litestar(
        [
            player, kyc, payments, payment_, bets, bet_, rounds, one_round, bonuses, restrictions, sessions, terms,
            changes, messages, act,
        ],
        dependencies={"held": Provide(asked), "span": Provide(_span)},
        exception_handlers={Gone: gone},
        openapi_config=None,
        logging_config=None,
        request_max_body_size=64 * 1024,
    )  # fmt: skip


class Deed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a member of the casino's staff does, to which record."""

    id: str = ""
    reason: str = ""
    status: BetStatus | None = None
    state: PaymentState = PaymentState.paid
    money: Money | None = None
    kind: PaymentKind = PaymentKind.correction
    document: str = ""
    version: str = ""


def _do(casino: Casino, brand: str, account: str, deed: str, data: Deed) -> object:
    match deed:
        case "void":
            return casino.void(brand, account, data.id, reason=data.reason)
        case "resettle" if data.money is not None and data.status is not None:
            return casino.resettle(
                brand, account, data.id, status=data.status, payout=data.money, reason=data.reason
            )
        case "roll-back":
            return casino.roll_back(brand, account, data.id, reason=data.reason)
        case "pay" if data.money is not None:
            return casino.pay(
                brand, account, money=data.money, kind=data.kind, reason=data.reason, state=data.state
            )
        case "move-payment":
            return casino.move_payment(brand, account, data.id, state=data.state, reason=data.reason)
        case "lift-limit":
            casino.lift_limit(brand, account, data.id)
        case "new-terms":
            casino.new_terms(brand, account, document=data.document, version=data.version)
        case "away" | "back":
            casino.away = deed == "away"
        case _:
            raise Gone
    return {"done": True}


def _json(what: object, status: int = HTTP_200_OK) -> Response[bytes]:
    return Response(msgspec.json.encode(what), status_code=status, media_type="application/json")


class _Server(uvicorn.Server):
    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield  # whoever runs this process stops it


async def serve(casino: Casino, listening: socket.socket, stopping: asyncio.Event) -> None:
    """Until `stopping`; the socket is closed with it."""
    server = _Server(
        uvicorn.Config(app(casino), log_level="warning", lifespan="on", timeout_graceful_shutdown=2)
    )
    serving = asyncio.create_task(server.serve([listening]))
    stop = asyncio.create_task(stopping.wait())
    await asyncio.wait([serving, stop], return_when=asyncio.FIRST_COMPLETED)
    server.should_exit = True
    await asyncio.gather(serving, return_exceptions=True)
    stop.cancel()
    listening.close()
