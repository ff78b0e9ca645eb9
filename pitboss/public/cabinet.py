"""The player's cabinet: all their requests, whatever channel they came by, and what can be done with them."""

from __future__ import annotations

import secrets as tokens
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any, ClassVar
from uuid import UUID

import segno
from litestar import Response, get, post

from pitboss.api import attachments, choices, requests
from pitboss.api.chat import chat_channel
from pitboss.api.edge import PUBLIC_WRITE, Desk, Req, address_of
from pitboss.api.origins import must_be_listed
from pitboss.api.sentences import in_language
from pitboss.api.tracking import STAGE_OF, STAGES, reply_due
from pitboss.channels import intake
from pitboss.channels.adapter import Channel, File, Incoming
from pitboss.channels.webchat.actions import carry_on
from pitboss.channels.webchat.model import clean_text
from pitboss.complaints import drafts
from pitboss.db.tx import SYSTEM, Tx
from pitboss.events.reasons import because
from pitboss.files.links import How
from pitboss.files.store import Kept
from pitboss.kit import secrets
from pitboss.kit.limits import Limit, household
from pitboss.kit.refused import Conflict, Invalid, NotFound, Refused
from pitboss.notifications import letters
from pitboss.players import actions as players
from pitboss.players import cabinet
from pitboss.players import queries as player_queries
from pitboss.players.assurance import SIGNED_FOR, for_chat
from pitboss.players.cabinet import CODE_LIFE, CodeWrong, LinkUsed, Session, actor_of
from pitboss.players.tokens import verify_for
from pitboss.public import cabinet_queries as queries
from pitboss.public.entry import entered, give_cookie, take_cookie
from pitboss.public.request import MOST_BODY, sent_files
from pitboss.public.shell import Form, Here, back, form, page, to_address
from pitboss.tickets import actions, ratings
from pitboss.tickets import queries as ticket_queries
from pitboss.tickets.model import TOPIC_OF_DANGER, Status, Ticket, package_topic

CODE = Limit("cabinet-code", burst=8, per_second=1 / 60)
TRY = Limit("cabinet-try", burst=20, per_second=1 / 10)
MAX_ANSWER = 10_000
_ROOT = "/help/{brand:str}/{lang:str}/my"
_OVER = (Status.solved, Status.closed)


class SignInFirst(Refused):
    """Sign in to see your requests."""

    status: ClassVar[int] = 401


class NoSuchRequest(NotFound):
    """There is no such request among yours."""


class KeptOpen(Conflict):
    """We finish this request ourselves, so that nothing of it is missed. If you have changed your mind, write it here."""


async def must_be_in(tx: Tx, here: Here, request: Req) -> Session:
    """
    Raises:
        SignInFirst.
    """
    session = await entered(tx, here, request)
    if session is None:
        raise SignInFirst
    return session


def _personal(here: Here, template: str, title: str, /, **values: Any) -> Response[bytes]:
    return page(here, template, title=title, personal=True, current="/my", **values)


# ── coming in ───────────────────────────────────────────────────────────────────────────────────────────────


@get(_ROOT)
async def home(request: Req, desk: Desk, here: Here) -> Response[bytes]:
    """`?all`: also those that are over; `?before`: the next page."""
    async with desk.db.tx(SYSTEM) as tx:
        session = await entered(tx, here, request)
    if session is None:
        return sign_in(here)
    before = queries.place_of(request.query_params.get("before"))
    everything = "all" in request.query_params
    async with desk.db.tx(actor_of(session)) as tx:
        listed = await queries.requests(tx, session, everything=everything, before=before)
        over = 0 if everything else await queries.count_over(tx, session)
        complaints = [] if before else await queries.complaints(tx, session, everything=everything)
    async with desk.db.tx(SYSTEM) as tx:
        draft = await queries.reported_draft(
            tx, here.brand.id, request.cookies.get(drafts.cookie_name(here.brand.id))
        )
    more = listed[queries.PAGE - 1] if len(listed) > queries.PAGE else None
    return _personal(
        here,
        "my.html",
        here.t("my.title"),
        listed=[queries.shown(here, one) for one in listed[: queries.PAGE]],
        complaints=[queries.shown_complaint(here, one) for one in complaints],
        reported=draft is not None and draft.player_id in (None, session.player_id),
        everything=everything,
        over=over,
        next=here.to("/my", before=queries.place(more), **({"all": 1} if everything else {}))
        if more
        else None,
    )


def sign_in(here: Here, *, error: str = "", address: str = "", status: int = 200) -> Response[bytes]:
    """May be found by search engines, but not be kept: at the same address stands what only its player sees."""
    return page(
        here,
        "my_sign_in.html",
        title=here.t("my.sign_in"),
        description=here.t("my.sign_in_text", brand=here.name),
        current="/my",
        headers={"cache-control": "no-store"},
        error=error,
        address=address,
        status=status,
        site_sign_in=here.brand.settings.get("sign_in_url", ""),
    )


@post(f"{_ROOT}/code")
async def ask_code(request: Req, desk: Desk, here: Here) -> Response[bytes]:
    desk.buckets.take(CODE, household(address_of(request, desk.settings)))
    address = (await form(request, desk)).text("email", most=320)
    try:
        return await send_code(desk, here, address, "/my")
    except Invalid as refusal:
        return sign_in(here, error=in_language(refusal.detail, here.language), address=address, status=422)


async def send_code(desk: Desk, here: Here, address: str, under: str) -> Response[bytes]:
    """Sends a code, if anybody is known by the address; who asks doesn't learn whether. On to the page that takes it.

    Raises:
        Invalid: this is no address.
    """
    async with desk.db.tx(SYSTEM) as tx:
        code = await cabinet.ask_code(tx, here.brand.id, address)
        if code.player_id is not None and not code.again:
            await letters.post(
                tx,
                here.brand.id,
                "sign_in_code",
                language=here.language,
                address=code.address,
                id_=code.id,
                good_for=CODE_LIFE,
            )
    return to_address(here.to(f"{under}/code/{code.id}", **({"again": 1} if code.again else {})))


@get(f"{_ROOT}/code/{{code:uuid}}")
async def enter_code(request: Req, here: Here, code: UUID) -> Response[bytes]:
    """`?again`: no letter went out, since one of those before is good still."""
    again = "again" in request.query_params
    return _personal(here, "my_code.html", here.t("my.code"), code=code, error="", again=again)


@post(f"{_ROOT}/code/{{code:uuid}}")
async def try_code(request: Req, desk: Desk, here: Here, code: UUID) -> Response[bytes]:
    desk.buckets.take(TRY, household(address_of(request, desk.settings)))
    said = (await form(request, desk)).text("code", most=40)
    async with desk.db.tx(SYSTEM) as tx:
        token = await cabinet.enter_by_code(tx, here.brand.id, code, said)
    if token is None:
        wrong = in_language(str(CodeWrong.__doc__), here.language)
        return _personal(
            here, "my_code.html", here.t("my.code"), code=code, error=wrong, again=False, status=401
        )
    return give_cookie(to_address(here.to("/my")), desk, here.brand.id, token)


@get(f"{_ROOT}/enter/{{code:uuid}}/{{secret:str}}")
async def link(here: Here, code: UUID, secret: str) -> Response[bytes]:
    """Mail scanners follow links, so the link alone signs nobody in."""
    return _personal(here, "my_enter.html", here.t("my.enter"))


@post(f"{_ROOT}/enter/{{code:uuid}}/{{secret:str}}")
async def enter_link(request: Req, desk: Desk, here: Here, code: UUID, secret: str) -> Response[bytes]:
    desk.buckets.take(TRY, household(address_of(request, desk.settings)))
    await form(request, desk)
    async with desk.db.tx(SYSTEM) as tx:
        token = await cabinet.enter_by_link(tx, here.brand.id, code, secret)
    if token is None:
        raise CodeWrong
    return give_cookie(to_address(here.to("/my")), desk, here.brand.id, token)


@post(f"{_ROOT}/session")
async def enter_signed(request: Req, desk: Desk, here: Here) -> Response[bytes]:
    """From the operator's site: a form of it posts its signed token as `jwt`."""
    desk.buckets.take(TRY, household(address_of(request, desk.settings)))
    said = (await request.form()).get("jwt")
    async with desk.db.tx(SYSTEM) as tx:
        await must_be_listed(tx, desk, request, here.brand.id)
        verified = await verify_for(tx, here.brand.id, str(said or ""))
        now: datetime = await tx.value("SELECT now()")
        level, _ = for_chat(True, verified.issued_at, now, token_expires_at=verified.expires_at)
        player = await players.identify(tx, here.brand.id, verified.claims)
        if not level:
            raise CodeWrong
        token = await cabinet.open_session(tx, here.brand.id, player.id, int(level))
    return give_cookie(to_address(here.to("/my")), desk, here.brand.id, token)


@post(f"{_ROOT}/leave")
async def leave(request: Req, desk: Desk, here: Here) -> Response[bytes]:
    await form(request, desk)
    async with desk.db.tx(SYSTEM) as tx:
        session = await entered(tx, here, request)
        if session is not None:
            await cabinet.leave(tx, session)
    return take_cookie(back(here, "/my", notice="left"), here.brand.id)


# ── one request ─────────────────────────────────────────────────────────────────────────────────────────────


@get(f"{_ROOT}/{{number:int}}")
async def one(request: Req, desk: Desk, here: Here, number: int) -> Response[bytes]:
    async with desk.db.tx(SYSTEM) as tx:
        session = await must_be_in(tx, here, request)
    return await _one(desk, here, session, number)


async def _one(
    desk: Desk,
    here: Here,
    session: Session,
    number: int,
    *,
    error: str = "",
    text: str = "",
    key: str = "",
    status: int = 200,
) -> Response[bytes]:
    async with desk.db.tx(actor_of(session)) as tx:
        ticket = await _mine(tx, session, number)
        due = await reply_due(tx, ticket) if ticket.status in (Status.new, Status.open) else None
        now: datetime = await tx.value("SELECT now()")
        rated = await queries.may_rate(tx, ticket)
        said = await queries.conversation(tx, ticket)
        await tx.elevate()
        hurried = await choices.asked_to_hurry(tx, ticket)
        score = await queries.score(tx, ticket)
        chat = await queries.has_chat(tx, here.brand.id)
    active = ticket.status in choices.ACTIVE
    return _personal(
        here,
        "my_request.html",
        f"{here.brand.prefix}-{ticket.number}: {ticket.subject}",
        status=status,
        ticket=ticket,
        brief=queries.shown(here, queries.brief(ticket)),
        steps=STAGES[here.language],
        stage=STAGE_OF[Status(ticket.status)],
        due=here.when(due) if due else "",
        late=due is not None and due < now,
        said=said,
        over=ticket.status in _OVER,
        may_hurry=active and not hurried and not ticket.danger,
        may_close=ticket.status not in _OVER and not _grave(ticket),
        may_ask_senior=ticket.status not in _OVER
        and ticket.level in ("bot", "first_line")
        and not ticket.danger,
        may_rate=rated and not ticket.danger,
        score=score,
        chat=chat and ticket.status not in _OVER,
        error=error,
        text=text,
        key=key or tokens.token_urlsafe(18),
    )


async def _mine(tx: Tx, session: Session, number: int) -> Ticket:
    """The transaction acts for the player: the wall decides what is theirs."""
    try:
        ticket = await ticket_queries.find(tx, str(number), brand=session.brand)
        while ticket.merged_into is not None:
            ticket = await ticket_queries.find(tx, str(ticket.merged_into), brand=session.brand)
    except NotFound as missing:
        raise NoSuchRequest from missing
    if ticket.spam:  # not in the list, and not to be opened again from here
        raise NoSuchRequest
    return ticket


def _grave(ticket: Ticket) -> bool:
    """About somebody in danger. One click, in a weak hour or by whoever else sits at the device, must not end it."""
    return bool(ticket.danger) or package_topic(ticket.topic) in TOPIC_OF_DANGER.values()


Do = Callable[[Tx, Ticket, Form], Awaitable[Any]]


async def _act(request: Req, desk: Desk, here: Here, number: int, do: Do, *, notice: str) -> Response[bytes]:
    """One thing that a player does with a request of theirs, by a form."""
    sent = await form(request, desk)
    desk.buckets.take(PUBLIC_WRITE, address_of(request, desk.settings))
    async with desk.db.tx(SYSTEM) as tx:
        session = await must_be_in(tx, here, request)
    try:
        async with desk.db.tx(actor_of(session)) as tx:
            ticket = await _mine(tx, session, number)
            await tx.elevate()
            await do(tx, await actions.hold(tx, ticket.brand, ticket.id), sent)
    except Conflict as refusal:
        return await _one(
            desk,
            here,
            session,
            number,
            error=in_language(refusal.detail, here.language),
            status=refusal.status,
        )
    return back(here, f"/my/{number}", notice=notice)


@post(f"{_ROOT}/{{number:int}}/answer", request_max_body_size=MOST_BODY)
async def answer(request: Req, desk: Desk, here: Here, number: int) -> Response[bytes]:
    """Words and files. The same form sent twice is one message."""
    sent = await form(request, desk, most=desk.settings.max_upload_bytes + 256 * 1024)
    desk.buckets.take(PUBLIC_WRITE, address_of(request, desk.settings))
    async with desk.db.tx(SYSTEM) as tx:
        session = await must_be_in(tx, here, request)
        channel = await requests.form_channel(tx, here.brand.id)
    async with desk.db.tx(actor_of(session)) as tx:
        await _mine(tx, session, number)  # before anything is stored
    said, key = sent.text("text", most=MAX_ANSWER + 1), sent.text("key", most=100) or tokens.token_urlsafe(18)
    try:
        files = await requests.keep_files(desk, here.brand.id, await sent_files(sent))
        text = clean_text(said, may_be_empty=bool(files), most=MAX_ANSWER)
    except Refused as refusal:
        error = in_language(refusal.detail, here.language)
        return await _one(desk, here, session, number, error=error, text=said, key=key, status=422)
    async with desk.db.tx(actor_of(session)) as tx:
        ticket = await _mine(tx, session, number)
        await tx.elevate()
        after = await say(tx, ticket, session, channel, text, key, files)
    return back(here, f"/my/{after.number}", notice="answered")


async def say(
    tx: Tx,
    ticket: Ticket,
    session: Session,
    channel: Channel,
    text: str,
    key: str,
    files: list[tuple[File, Kept]],
) -> Ticket:
    player = await player_queries.player(tx, session.brand, session.player_id)
    assert player is not None, "a session belongs to a player"
    held = await actions.hold(tx, ticket.brand, ticket.id)
    incoming = Incoming(
        external_id=None,
        identity=("cabinet", str(session.id)),
        name=player.name,
        assurance=int(cabinet.level(session, datetime.now(UTC))),
        subject="",
        text=text or ", ".join(file.name for file, _ in files),
        key=f"{session.player_id}:{key}",
    )
    received = await intake.receive(tx, channel, player, incoming, files, ticket=held)
    return received.ticket


@post(f"{_ROOT}/{{number:int}}/sooner")
async def sooner(request: Req, desk: Desk, here: Here, number: int) -> Response[bytes]:
    async def do(tx: Tx, ticket: Ticket, _: Form) -> None:
        await choices.hurry(tx, ticket)

    return await _act(request, desk, here, number, do, notice="hurried")


@post(f"{_ROOT}/{{number:int}}/senior")
async def senior(request: Req, desk: Desk, here: Here, number: int) -> Response[bytes]:
    async def do(tx: Tx, ticket: Ticket, _: Form) -> None:
        await choices.ask_senior(tx, ticket)

    return await _act(request, desk, here, number, do, notice="with_senior")


@post(f"{_ROOT}/{{number:int}}/close")
async def close(request: Req, desk: Desk, here: Here, number: int) -> Response[bytes]:
    async def do(tx: Tx, ticket: Ticket, _: Form) -> None:
        if _grave(ticket):
            raise KeptOpen
        await actions.solve(tx, ticket, reason=because("player_closed"))

    return await _act(request, desk, here, number, do, notice="closed")


@post(f"{_ROOT}/{{number:int}}/reopen")
async def reopen(request: Req, desk: Desk, here: Here, number: int) -> Response[bytes]:
    async def do(tx: Tx, ticket: Ticket, _: Form) -> None:
        await actions.reopen(tx, ticket, reason=because("player_reopened"))

    return await _act(request, desk, here, number, do, notice="reopened")


@post(f"{_ROOT}/{{number:int}}/rate")
async def rate(request: Req, desk: Desk, here: Here, number: int) -> Response[bytes]:
    async def do(tx: Tx, ticket: Ticket, sent: Form) -> None:
        score = sent.text("score")
        if score not in {"1", "2", "3", "4", "5"}:
            raise Invalid("Choose from 1 to 5.")
        comment = clean_text(sent.text("comment"), may_be_empty=True, most=ratings.MAX_COMMENT)
        await ratings.rate(tx, ticket, int(score), secrets.mask(comment).text)

    return await _act(request, desk, here, number, do, notice="rated")


@get(f"{_ROOT}/{{number:int}}/files/{{file:uuid}}")
async def file(request: Req, desk: Desk, here: Here, number: int, file: UUID) -> Response[bytes]:
    """Sends on to a signed link."""
    async with desk.db.tx(SYSTEM) as tx:
        session = await must_be_in(tx, here, request)
    return attachments.sent_on(await attachments.link_to(desk, actor_of(session), file, How.download))


# ── to another channel ──────────────────────────────────────────────────────────────────────────────────────


@post(f"{_ROOT}/{{number:int}}/move")
async def move(request: Req, desk: Desk, here: Here, number: int) -> Response[bytes]:
    """Makes a one-time link into the chat, shown with its QR code for another device."""
    await form(request, desk)
    desk.buckets.take(PUBLIC_WRITE, address_of(request, desk.settings))
    async with desk.db.tx(SYSTEM) as tx:
        session = await must_be_in(tx, here, request)
    async with desk.db.tx(actor_of(session)) as tx:
        ticket = await _mine(tx, session, number)
        await tx.elevate()
        token = await cabinet.hand_over(
            tx,
            session.brand,
            ticket.id,
            session.player_id,
            "chat",
            int(cabinet.level(session, datetime.now(UTC))),
            None,
        )
    rest = f"/chat/{token}"
    code = segno.make(f"{here.site}{here.to(rest)}", error="m")
    return _personal(
        here,
        "my_move.html",
        here.t("my.move"),
        number=number,
        address=here.to(rest),
        qr=code.svg_inline(scale=5, border=2, dark="#000", light="#fff", omitsize=True),
    )


@get("/help/{brand:str}/{lang:str}/continue/{token:str}")
async def go_on(here: Here, token: str) -> Response[bytes]:
    """A one-time link from the chat into the cabinet. Looking at it doesn't use it up."""
    return _personal(here, "my_enter.html", here.t("my.enter"))


@post("/help/{brand:str}/{lang:str}/continue/{token:str}")
async def gone_on(request: Req, desk: Desk, here: Here, token: str) -> Response[bytes]:
    desk.buckets.take(TRY, household(address_of(request, desk.settings)))
    await form(request, desk)
    async with desk.db.tx(SYSTEM) as tx:
        taken = await cabinet.take_over(tx, here.brand.id, token, "cabinet")
        if not taken.assurance:
            raise LinkUsed
        entry = await cabinet.open_session(tx, here.brand.id, taken.player_id, taken.assurance)
        number = await queries.number_of(tx, here.brand.id, taken.ticket_id)
    return give_cookie(to_address(here.to(f"/my/{number}")), desk, here.brand.id, entry)


@get("/help/{brand:str}/{lang:str}/chat")
async def talk(desk: Desk, here: Here) -> Response[bytes]:
    """The chat on a page of its own, for who has no page of the operator's site at hand."""
    async with desk.db.tx(SYSTEM) as tx:
        await chat_channel(tx, here.brand.id)
    return page(
        here,
        "my_chat.html",
        title=here.t("my.chat_with", brand=here.name),
        description=here.t("my.chat_with", brand=here.name),
        opened="",
        running=True,
    )


@get("/help/{brand:str}/{lang:str}/chat/{token:str}")
async def chat(here: Here, token: str) -> Response[bytes]:
    return _personal(here, "my_chat.html", here.t("my.chat_title"), opened="", running=False)


@post("/help/{brand:str}/{lang:str}/chat/{token:str}")
async def chat_on(request: Req, desk: Desk, here: Here, token: str) -> Response[bytes]:
    """The page of the chat itself, so that a conversation can go on in any browser."""
    desk.buckets.take(TRY, household(address_of(request, desk.settings)))
    await form(request, desk)
    async with desk.db.tx(SYSTEM) as tx:
        taken = await cabinet.take_over(tx, here.brand.id, token, "chat")
        channel = await chat_channel(tx, here.brand.id)
        ticket = await actions.hold_where_it_went(tx, here.brand.id, taken.ticket_id)
        player = await player_queries.player(tx, here.brand.id, taken.player_id)
        if player is None or ticket.player_id != player.id:  # it became somebody else's meanwhile
            raise LinkUsed
        now: datetime = await tx.value("SELECT now()")
        opened = await carry_on(
            tx,
            channel,
            ticket,
            assurance=taken.assurance,
            until=now + SIGNED_FOR if taken.assurance else None,
            language=here.language,
        )
    return _personal(here, "my_chat.html", here.t("my.chat_on"), opened=opened, running=True)


# ── settings ────────────────────────────────────────────────────────────────────────────────────────────────


@get(f"{_ROOT}/settings")
async def settings(request: Req, desk: Desk, here: Here) -> Response[bytes]:
    async with desk.db.tx(SYSTEM) as tx:
        session = await must_be_in(tx, here, request)
        mails = await cabinet.mails_of(tx, session.brand, session.player_id)
        player = await player_queries.player(tx, session.brand, session.player_id)
    language = player.language if player and player.language else here.language
    return _personal(here, "my_settings.html", here.t("my.settings"), mails=mails, language=language)


@post(f"{_ROOT}/settings")
async def save_settings(request: Req, desk: Desk, here: Here) -> Response[bytes]:
    sent = await form(request, desk)
    mails, language = sent.text("mails"), sent.text("language")
    if mails not in ("all", "answers") or language not in ("en", "ru"):
        raise Invalid("Choose one of the list.")
    async with desk.db.tx(SYSTEM) as tx:
        session = await must_be_in(tx, here, request)
        await cabinet.set_mails(tx, session.brand, session.player_id, mails)
        await players.set_language(tx, session.brand, session.player_id, language)
    return back(here, "/my/settings", notice="saved")


HANDLERS = [
    home,
    ask_code,
    enter_code,
    try_code,
    link,
    enter_link,
    enter_signed,
    leave,
    one,
    answer,
    sooner,
    senior,
    close,
    reopen,
    rate,
    file,
    move,
    go_on,
    gone_on,
    talk,
    chat,
    chat_on,
    settings,
    save_settings,
]
