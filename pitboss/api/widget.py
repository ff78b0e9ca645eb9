"""What the chat widget asks besides talking: how a brand's chat looks and whether somebody is there, earlier
conversations, and a copy of the present one by mail."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import groupby
from typing import Any, ClassVar
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec
import segno
from litestar import Response, get, post

from pitboss.api import allowances, waiting
from pitboss.api.chat import Chatting, NoTicketYet, chat_channel
from pitboss.api.edge import Desk, Req, address_of, write
from pitboss.api.origins import must_be_listed
from pitboss.api.views import gives
from pitboss.assist import settings as topics
from pitboss.channels import codes, intake, outbox
from pitboss.channels import queries as channels
from pitboss.channels.adapter import File
from pitboss.channels.settings import QuickTopic, WidgetSettings
from pitboss.channels.webchat import queries
from pitboss.channels.webchat.model import assured
from pitboss.db.tx import SYSTEM, Kind, Tx
from pitboss.files.store import Kept
from pitboss.incidents import queries as incidents
from pitboss.kit.limits import Limit
from pitboss.kit.refused import Conflict, Invalid, Refused
from pitboss.notifications.actions import tell
from pitboss.players import cabinet
from pitboss.players.assurance import Assurance
from pitboss.players.model import reachable
from pitboss.reactions import mail_address
from pitboss.tickets import queries as ticket_queries
from pitboss.tickets.model import Message, Ticket

WRITTEN_DOWN = Limit("chat-written-down", burst=3, per_second=1 / 300)
TRANSCRIPT = Limit("chat-transcript", burst=3, per_second=1 / 300)
# A chat costs nothing to open, so what a stranger may have sent is bounded by where they sit and by whom it goes to.
TRANSCRIPT_FROM = Limit("chat-transcript-from", burst=10, per_second=1 / 120)
TRANSCRIPT_TO = Limit("chat-transcript-to", burst=3, per_second=1 / 1_800)
LINK = Limit("chat-link", burst=5, per_second=1 / 60)
RECENT = 20
MOST_MESSAGES = 2_000  # of one transcript
EXCERPT = 140

TOPICS = [
    QuickTopic("registration", "Регистрация", "Registration"),
    QuickTopic("deposit_missing", "Депозит не пришёл", "My deposit has not arrived"),
    QuickTopic("withdrawal_status", "Где мой вывод", "Where is my withdrawal"),
    QuickTopic("bonus_missing", "Бонус", "Bonus"),
    QuickTopic("password_reset", "Пароль и вход", "Password and sign-in"),
    QuickTopic("verification", "Проверка документов", "Documents check"),
]


class NoMailHere(Conflict):
    """This brand sends no e-mail, so a copy can't go out."""


class SignInByCode(Refused):
    """We don't know yet that it is you. Sign in to your requests by a code that we send to your e-mail address."""

    status: ClassVar[int] = 403


# ── the brand ───────────────────────────────────────────────────────────────────────────────────────────────


class WidgetView(msgspec.Struct, frozen=True, kw_only=True):
    """`open`: within the hours in which the chat is staffed; `opens_at`: when they begin again, if they are over
    now; an expected wait counts from there. `mail`, `form`: whether the brand answers by mail, and offers its form where
    nobody is there. `trouble`: the title of the gravest public incident, if something is broken. Texts are by language."""

    brand: str
    name: str
    language: str
    languages: list[str]
    accent: str | None
    greeting: dict[str, str]
    notice: dict[str, str]
    trouble: dict[str, str]
    topics: list[QuickTopic]
    presence: waiting.Staffed
    open: bool
    opens_at: datetime | None
    promise_seconds: int | None
    expected_wait_seconds: int | None
    mail: bool
    form: bool


@get("/brands/{brand:str}", operation_id="getWidget")
async def widget(desk: Desk, request: Req, brand: str) -> WidgetView:
    """How a brand's chat looks, and whether somebody is there now. Needs no token and keeps nothing."""
    async with desk.db.tx(SYSTEM) as tx:
        chat = await chat_channel(tx, brand)
        await must_be_listed(tx, desk, request, brand)
        known = await channels.brand(tx, brand)
        chosen = msgspec.convert(known.settings.get("widget", {}), WidgetSettings)
        promised = await waiting.promise_seconds(tx, brand, channel="webchat")
        now = datetime.now(UTC)
        opens = await waiting.opens_at(tx, chat, now)
        offered = await topics.offered(tx, brand)
        return WidgetView(
            brand=brand,
            name=known.name,
            language=known.language,
            languages=known.settings.get("languages", [known.language]),
            accent=chosen.accent,
            greeting=chosen.greeting,
            notice=chosen.notice,
            trouble=await _trouble(tx, brand),
            topics=[
                quick
                for quick in (TOPICS if chosen.topics is None else chosen.topics)
                if quick.topic in offered
            ],
            presence=await waiting.presence(tx, brand),
            open=opens is None,
            opens_at=opens,
            promise_seconds=promised,
            expected_wait_seconds=await waiting.expected_seconds(tx, brand, None, 1, promised),
            mail=await channels.first_channel(tx, brand, "email") is not None,
            form=chosen.offline_form and await channels.first_channel(tx, brand, "portal") is not None,
        )


async def _trouble(tx: Tx, brand: str) -> dict[str, str]:
    """Kept until the settings change, as they do with each incident."""
    kept: Any = tx.cache.get(("trouble", brand))
    if kept is None:
        found = next((one for one in await incidents.open_ones(tx, brand) if one.shown), None)
        kept = {} if found is None else {"ru": found.title_ru, "en": found.title_en}
        tx.cache[("trouble", brand)] = kept
    return kept  # type: ignore[no-any-return]


# ── conversations ───────────────────────────────────────────────────────────────────────────────────────────


class Conversation(msgspec.Struct, frozen=True, kw_only=True):
    """`current`: what is said in the chat now goes there. `elsewhere`: it was begun in another window and can be gone on
    with here, by POST /chat/sessions with its id. `author`, `text`, `at`: of its last message."""

    id: UUID
    reference: str
    status: str
    current: bool
    elsewhere: bool
    author: str
    text: str
    at: datetime


@get("/conversations")
async def conversations(desk: Desk, chatting: Chatting) -> list[Conversation]:
    """Your latest conversations, the last one first: of this chat and, while the site vouches for you, all."""
    async with desk.db.tx(chatting.actor) as tx:
        current = await queries.current_ticket(tx, chatting.session)
        prefix = (await channels.brand(tx, chatting.session.brand)).prefix
        rows = await tx.connection.fetch(
            """
            SELECT t.id, t.number, t.status::text AS status, m.author_kind::text AS author, m.text, m.moved_from, m.created_at AS at
            FROM   ticket t
            CROSS  JOIN LATERAL (
                SELECT m.author_kind, m.text, m.moved_from, m.created_at FROM message m
                WHERE  m.brand_id = t.brand_id AND m.ticket_id = t.id AND m.kind = 'reply'
                ORDER  BY m.id DESC
                LIMIT  1) m
            WHERE  t.brand_id = $1 AND t.session_id IS NOT NULL AND t.merged_into IS NULL AND NOT t.spam
            ORDER  BY m.created_at DESC
            LIMIT  $2
            """,
            chatting.session.brand,
            RECENT,
        )
        elsewhere: set[UUID] = set()
        links = tx.links
        if chatting.actor.kind is Kind.player:
            await tx.elevate()
            elsewhere = await queries.elsewhere(tx, chatting.session, [row["id"] for row in rows])
    return [
        Conversation(
            id=row["id"],
            reference=f"{prefix}-{row['number']}",
            status=row["status"],
            current=current is not None and row["id"] == current.id,
            elsewhere=row["id"] in elsewhere,
            author=row["author"],
            text=" ".join(
                links.unsealed(row["text"], chatting.session.brand, row["id"], row["moved_from"]).split()
            )[:EXCERPT],
            at=row["at"],
        )
        for row in rows
    ]


# ── a copy by mail ──────────────────────────────────────────────────────────────────────────────────────────


class Transcript(msgspec.Struct, frozen=True):
    """`email`: where the copy goes; by default the address that the desk already answers to."""

    email: str | None = None
    key: str | None = None


class Copied(msgspec.Struct, frozen=True):
    """Where the copy goes."""

    email: str


@post("/transcript", status_code=200, responses=gives(200, Copied))
async def transcript(desk: Desk, chatting: Chatting, request: Req, data: Transcript) -> Response[bytes]:
    """Sends a copy of the conversation by mail. Three at once, then one in five minutes; to one address three at once,
    then one in half an hour."""
    desk.buckets.take(WRITTEN_DOWN, chatting.session.id)
    network = address_of(request, desk.settings)
    given = reachable(data.email) if data.email else None
    text, language = await _written_down(desk, chatting)
    kept = await desk.files.put(chatting.session.brand, text.encode())

    async def do(tx: Tx) -> tuple[int, Any]:
        await tx.elevate()
        session = await queries.hold(tx, chatting.session.brand, chatting.session.id)
        ticket = await queries.current_ticket(tx, session, hold=True)
        if ticket is None:
            raise NoTicketYet
        channel = await channels.first_channel(tx, ticket.brand, "email")
        if channel is None:
            raise NoMailHere
        address = given or await mail_address(tx, ticket)
        if address is None:
            raise Invalid("Say which e-mail address the copy shall go to.")
        if await channels.is_own_address(tx, address):
            raise Invalid("This is an address of the desk itself. Give one where you read your mail.")
        for limit, whose in (
            (TRANSCRIPT, str(session.player_id)),
            (TRANSCRIPT_FROM, network),
            (TRANSCRIPT_TO, address.lower()),
        ):
            await allowances.take(tx, ticket.brand, limit, whose, factor=desk.settings.rate_factor)
        message = await tell(tx, ticket, "transcript", {"address": address}, form="email")
        await _attach(tx, ticket, message, kept, language)
        await outbox.post(tx, ticket, message, channel, address)
        return 200, Copied(address)

    return await write(desk, request, chatting.actor, do, key=data.key)


async def _attach(tx: Tx, ticket: Ticket, message: Message, kept: Kept, language: str) -> None:
    name = "переписка.txt" if language == "ru" else "conversation.txt"
    await intake.attach(tx, ticket, message, [(File(name, "text/plain", b""), kept)])


async def _written_down(desk: Desk, chatting: Chatting) -> tuple[str, str]:
    """The conversation as text, and its language."""
    async with desk.db.tx(chatting.actor) as tx:
        ticket = await queries.current_ticket(tx, chatting.session)
        if ticket is None:
            raise NoTicketYet
        brand = await channels.brand(tx, ticket.brand)
        said = await ticket_queries.messages(tx, ticket, limit=MOST_MESSAGES)
        seen = await channels.names_of(tx, ticket.brand, "webchat")
        channel = await channels.channel(tx, ticket.brand, ticket.channel_id)
    ours = [message.id for message in said if message.kind == "reply" and message.author_kind != "player"]
    given: dict[UUID, str] = {}
    if channel is not None and codes.wanted(channel.settings):
        async with desk.db.tx(SYSTEM) as tx:
            given = await codes.give(tx, ticket.brand, ticket.id, ours)
    try:
        zone = ZoneInfo(brand.settings.get("time_zone", "UTC"))
    except (ZoneInfoNotFoundError, ValueError):
        zone = ZoneInfo("UTC")
    player, bot = ("Вы", brand.name) if ticket.language == "ru" else ("You", brand.name)
    lines = [f"{brand.name} · {brand.prefix}-{ticket.number}", ""]
    for message in said:
        if message.kind != "reply":
            continue
        who = {"player": player, "agent": seen.of(message.author_name)}.get(message.author_kind, bot)
        lines += [f"{message.created_at.astimezone(zone):%d.%m.%Y %H:%M %Z} · {who}", message.text]
        lines += [codes.code_line(given[message.id], ticket.language)] if message.id in given else []
        lines.append("")
    return "\n".join(lines), ticket.language


# ── on another device ───────────────────────────────────────────────────────────────────────────────────────


class WayOn(msgspec.Struct, frozen=True):
    """`url` opens this conversation among the player's requests: once, within 15 minutes, with the assurance of this chat.
    `qr`: the same as a path of an SVG that is `size` wide and high."""

    url: str
    qr: str
    size: int


@post("/link", status_code=201, operation_id="linkChatToRequests")
async def link(desk: Desk, chatting: Chatting) -> WayOn:
    """A one-time link from the chat to the player's own requests, for this device or another. Only for whom the site
    vouches, or who proved an address before; anybody else signs in by a code. Each call makes another link."""
    session = chatting.session
    desk.buckets.take(LINK, session.id)
    if assured(session, chatting.now) < Assurance.A1:
        raise SignInByCode
    async with desk.db.tx(chatting.actor) as tx:
        ticket = await queries.current_ticket(tx, session)
        if ticket is None:
            raise NoTicketYet
        await tx.elevate()
        token = await cabinet.hand_over(
            tx,
            session.brand,
            ticket.id,
            session.player_id,
            "cabinet",
            session.assurance,
            session.assurance_until,
        )
        url = tx.links.page(f"/help/{session.brand}/{session.language}/continue/{token}")
    code = segno.make(url, error="m", micro=False)
    rows = [bytes(row) for row in code.matrix]
    return WayOn(url, _drawn(rows), len(rows))


def _drawn(rows: list[bytes]) -> str:
    """Dark cells as horizontal lines of a path, each in the middle of its row."""
    drawn = []
    for y, row in enumerate(rows):
        x = 0
        for dark, cells in groupby(row):
            length = len(list(cells))
            if dark:
                drawn.append(f"M{x} {y}.5h{length}")
            x += length
    return "".join(drawn)


HANDLERS = [widget, conversations, transcript, link]
