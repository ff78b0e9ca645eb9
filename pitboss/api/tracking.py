"""How a request goes, for whoever holds its link: nothing personal, no words of it. Reading never changes anything, since
mail scanners follow links; choices are POSTs."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from html import escape as e
from typing import Any
from urllib.parse import parse_qs
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec
from litestar import MediaType, Response, get, post

from pitboss.api.choices import Chosen, NothingToChoose, NotLate, choose, is_late, last_choice
from pitboss.api.edge import PUBLIC_WRITE, Desk, Req, address_of, limit_by_address, write
from pitboss.api.sentences import language_of, speaks
from pitboss.api.views import gives
from pitboss.channels import queries as channels
from pitboss.db.tx import SYSTEM, Tx
from pitboss.kit.ids import as_uuid
from pitboss.kit.refused import NotFound, Refused
from pitboss.notifications.templates import choices
from pitboss.tickets import actions
from pitboss.tickets.model import COLUMNS, Status, Ticket


class NoSuchRequest(NotFound):
    """There is no such request. Check that the link is complete."""


class ChoiceView(msgspec.Struct, frozen=True):
    id: str
    label: str


class Track(msgspec.Struct, frozen=True, kw_only=True):
    """`stage`: 1 received, 2 in work, 3 answered, 4 solved. `promised_at`: until when an answer is promised; null when none
    is due. `promised`: the same in words; `made`: likewise, when it was made. `choices`: how it may go on when it is late, for POST …/choice; `chosen`: what was
    chosen last."""

    number: int
    reference: str
    brand: str
    language: str
    status: str
    words: str
    stage: int
    stages: list[str]
    promised_at: datetime | None
    promised: str | None
    late: bool
    made: str
    created_at: datetime
    updated_at: datetime
    choices: list[ChoiceView]
    chosen: str | None


_STAGES = {
    "ru": ["Получено", "В работе", "Отвечено", "Решено"],
    "en": ["Received", "In progress", "Answered", "Solved"],
}
_STATUS = {
    "ru": {
        "new": "Мы получили ваше обращение.",
        "queued": "Ваше обращение ждёт свободного специалиста.",
        "open": "Специалист занимается вашим обращением.",
        "waiting": "Мы ответили и ждём вашего сообщения.",
        "on_hold": "Мы ждём ответа тех, от кого это зависит, и следим за сроком.",
        "solved": "Ваш вопрос решён. Если это не так, просто ответьте нам.",
        "closed": "Обращение закрыто.",
    },
    "en": {
        "new": "We have received your request.",
        "queued": "Your request is waiting for the next free specialist.",
        "open": "A specialist is working on your request.",
        "waiting": "We have answered and are waiting for your message.",
        "on_hold": "We are waiting for an answer from somebody else, and keep an eye on it.",
        "solved": "Your request is solved. If it is not, simply reply to us.",
        "closed": "This request is closed.",
    },
}
_WORDS = {
    "ru": {
        "title": "Обращение {reference}",
        "by": "Ответим до {when}",
        "was": "Мы обещали ответить до {when} и опаздываем. Просим прощения.",
        "made": "Создано {when}",
        "ask": "Как поступим дальше?",
        "thanks": "Спасибо, мы учли ваш выбор: {label}.",
        "missing": "Такого обращения нет",
        "missing_text": "Проверьте, что ссылка скопирована целиком.",
        "private": "Здесь нет ваших личных данных и текста обращения, только его ход.",
        "refused": "Сейчас выбирать не нужно",
        "back": "К обращению",
    },
    "en": {
        "title": "Request {reference}",
        "by": "We will answer by {when}",
        "was": "We promised an answer by {when} and are late. We are sorry.",
        "made": "Created {when}",
        "ask": "What would you like us to do?",
        "thanks": "Thank you, we have noted your choice: {label}.",
        "missing": "There is no such request",
        "missing_text": "Check that the link is complete.",
        "private": "This page holds no personal data and none of your words, only how your request goes.",
        "refused": "There is nothing to choose now",
        "back": "Back to the request",
    },
}
_MONTHS = {
    "ru": [
        "января",
        "февраля",
        "марта",
        "апреля",
        "мая",
        "июня",
        "июля",
        "августа",
        "сентября",
        "октября",
        "ноября",
        "декабря",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}
_STAGE_OF = {
    Status.new: 1,
    Status.open: 2,
    Status.on_hold: 2,
    Status.waiting: 3,
    Status.solved: 4,
    Status.closed: 4,
}


def in_zone(moment: datetime, zone: str, language: str) -> str:
    """`22 November 2026, 15:30 (UTC+3)`; the offset is said, as the reader may be anywhere."""
    try:
        local = moment.astimezone(ZoneInfo(zone))
    except (ZoneInfoNotFoundError, ValueError):
        local = moment.astimezone(UTC)
    offset = local.utcoffset()
    minutes = int(offset.total_seconds() // 60) if offset else 0
    hours, rest = divmod(abs(minutes), 60)
    name = "UTC" if not minutes else f"UTC{'+' if minutes > 0 else '−'}{hours}{f':{rest:02}' if rest else ''}"
    return f"{local.day} {_MONTHS[language][local.month - 1]} {local.year}, {local:%H:%M} ({name})"


async def held_by_link(tx: Tx, brand: str, ticket: str, secret: str) -> Ticket:
    """The ticket of a link; for a merged one, where it went. The transaction is SYSTEM's.

    Raises:
        NoSuchRequest: the same for a wrong secret as for a ticket that isn't there.
    """
    ticket_id = as_uuid(ticket)
    if not tx.links.holds("track", brand, ticket_id or UUID(int=0), secret) or ticket_id is None:
        raise NoSuchRequest
    found = await _ticket(tx, brand, ticket_id)
    while found is not None and found.merged_into is not None:
        found = await _ticket(tx, brand, found.merged_into)
    if found is None:
        raise NoSuchRequest
    return found


async def _ticket(tx: Tx, brand: str, ticket_id: UUID) -> Ticket | None:
    return await tx.maybe(
        Ticket, f"SELECT {COLUMNS} FROM ticket WHERE brand_id = $1 AND id = $2", brand, ticket_id
    )


async def _reply_due(tx: Tx, ticket: Ticket) -> datetime | None:
    """Until when an answer is promised: what the page says is "we will answer by", so a resolution doesn't count."""
    due: datetime | None = await tx.value(
        """
        SELECT min(due_at) FROM clock
        WHERE  brand_id = $1 AND ticket_id = $2 AND met_at IS NULL AND kind <> 'resolution'
        """,
        ticket.brand,
        ticket.id,
    )
    return due


async def view(tx: Tx, ticket: Ticket) -> Track:
    brand = await channels.brand(tx, ticket.brand)
    language = "ru" if ticket.language == "ru" else "en"
    status = ticket.status
    queued = status == Status.open and ticket.assignee_id is None
    due = await _reply_due(tx, ticket) if status in (Status.new, Status.open) else None
    late = due is not None and due < await tx.value("SELECT now()")
    zone = str(brand.settings.get("time_zone", "UTC"))
    offered: list[ChoiceView] = []
    if not ticket.danger and status in (Status.new, Status.open) and await is_late(tx, ticket):
        offered = [ChoiceView(choice.id, choice.label) for choice in choices(language)]
    return Track(
        number=ticket.number,
        reference=f"{brand.prefix}-{ticket.number}",
        brand=brand.name,
        language=language,
        status=status,
        words=_STATUS[language]["queued" if queued else status],
        stage=_STAGE_OF[Status(status)],
        stages=_STAGES[language],
        promised_at=due,
        promised=in_zone(due, zone, language) if due else None,
        late=late,
        made=in_zone(ticket.created_at, zone, language),
        created_at=ticket.created_at,
        updated_at=ticket.updated_at,
        choices=offered,
        chosen=await last_choice(tx, ticket),
    )


@get("/track/{brand:str}/{ticket:str}/{secret:str}", operation_id="trackRequest")
async def track(desk: Desk, brand: str, ticket: str, secret: str) -> Response[Track]:
    """How a request stands, for whoever has its secret link."""
    async with desk.db.tx(SYSTEM) as tx:
        shown = await view(tx, await held_by_link(tx, brand, ticket, secret))
    return Response(shown, headers={"cache-control": "no-store"})


class ChooseInTracking(msgspec.Struct, frozen=True):
    choice: Chosen
    key: str | None = None


@post(
    "/track/{brand:str}/{ticket:str}/{secret:str}/choice",
    status_code=200,
    operation_id="chooseInTracking",
    responses=gives(200, Track),
)
async def track_choice(
    desk: Desk, request: Req, brand: str, ticket: str, secret: str, data: ChooseInTracking
) -> Response[bytes]:
    """What the player chose by the secret link."""
    desk.buckets.take(PUBLIC_WRITE, address_of(request, desk.settings))

    async def do(tx: Tx) -> tuple[int, Any]:
        return 200, await _choose(tx, request, brand, ticket, secret, data.choice)

    link = hashlib.sha256(f"{ticket}:{secret}".encode()).hexdigest()
    return await write(desk, request, SYSTEM, do, key=data.key, who=f"track:{brand}:{link}")


async def _choose(tx: Tx, request: Req, brand: str, ticket: str, secret: str, choice: Chosen) -> Track:
    found = await held_by_link(tx, brand, ticket, secret)
    speaks(request, found.language)
    held = await actions.hold(tx, found.brand, found.id)
    await choose(tx, held, choice)
    shown = await view(tx, await held_by_link(tx, brand, ticket, secret))
    return msgspec.structs.replace(shown, chosen=choice)


# ── the page ────────────────────────────────────────────────────────────────────────────────────────────────


@get("/track/{brand:str}/{ticket:str}/{secret:str}", include_in_schema=False)
async def page(desk: Desk, request: Req, brand: str, ticket: str, secret: str) -> Response[str]:
    await limit_by_address(request)
    try:
        async with desk.db.tx(SYSTEM) as tx:
            shown = await view(tx, await held_by_link(tx, brand, ticket, secret))
    except NoSuchRequest:
        return _missing(request)
    return _html(200, shown.language, _title(shown), _body(shown, request.url.path))


@post("/track/{brand:str}/{ticket:str}/{secret:str}/choice", include_in_schema=False, status_code=303)
async def page_choice(desk: Desk, request: Req, brand: str, ticket: str, secret: str) -> Response[str]:
    """A button of the page. Sends back to the page."""
    desk.buckets.take(PUBLIC_WRITE, address_of(request, desk.settings))
    given = parse_qs((await request.body())[:1000].decode("utf-8", "replace")).get("choice", [""])[0]
    back = request.url.path.removesuffix("/choice")
    try:
        choice = msgspec.convert(given, Chosen)
    except msgspec.ValidationError:
        return Response("", status_code=303, headers={"location": back}, media_type=MediaType.HTML)
    try:
        async with desk.db.tx(SYSTEM) as tx:
            await _choose(tx, request, brand, ticket, secret, choice)
    except NoSuchRequest:
        return _missing(request)
    except (NothingToChoose, NotLate) as refusal:
        return await _refused(desk, brand, ticket, secret, refusal, back)
    return Response("", status_code=303, headers={"location": back}, media_type=MediaType.HTML)


async def _refused(
    desk: Desk, brand: str, ticket: str, secret: str, refusal: Refused, back: str
) -> Response[str]:
    async with desk.db.tx(SYSTEM) as tx:
        language = (await held_by_link(tx, brand, ticket, secret)).language
    words = _WORDS[language]
    body = f"<h1>{e(words['refused'])}</h1><p><a href='{e(back)}'>{e(words['back'])}</a></p>"
    return _html(refusal.status, language, words["refused"], body)


def _missing(request: Req) -> Response[str]:
    language = language_of(request)
    words = _WORDS[language]
    return _html(
        404, language, words["missing"], f"<h1>{e(words['missing'])}</h1><p>{e(words['missing_text'])}</p>"
    )


def _title(shown: Track) -> str:
    return _WORDS[shown.language]["title"].format(reference=shown.reference)


def _body(shown: Track, path: str) -> str:
    words = _WORDS[shown.language]
    stages = "".join(
        f"<li class={'done' if n < shown.stage else 'now' if n == shown.stage else 'next'}"
        f"{' aria-current=step' if n == shown.stage else ''}><span>{e(name)}</span></li>"
        for n, name in enumerate(shown.stages, 1)
    )
    parts = [
        f"<p class=brand>{e(shown.brand)}</p><h1>{e(_title(shown))}</h1>",
        f"<p class=words>{e(shown.words)}</p><ol class=stages>{stages}</ol>",
    ]
    if shown.promised and shown.promised_at:
        when = (
            f"<time datetime='{shown.promised_at.astimezone(UTC):%Y-%m-%dT%H:%MZ}'>{e(shown.promised)}</time>"
        )
        said = words["was" if shown.late else "by"]
        parts.append(f"<p class='{'late' if shown.late else 'promise'}'>{said.replace('{when}', when)}</p>")
    labels = {choice.id: choice.label for choice in choices(shown.language)}
    if shown.chosen in labels:
        parts.append(
            f"<p class=chosen role=status>{e(words['thanks'].format(label=labels[shown.chosen]))}</p>"
        )
    if shown.choices:
        buttons = "".join(
            f"<button name=choice value='{e(choice.id)}'>{e(choice.label)}</button>"
            for choice in shown.choices
        )
        parts.append(
            f"<h2>{e(words['ask'])}</h2><form method=post action='{e(path)}/choice'>{buttons}</form>"
        )
    parts.append(
        f"<footer><p>{e(words['made'].format(when=shown.made))}</p><p>{e(words['private'])}</p></footer>"
    )
    return "".join(parts)


_STYLE = """
:root { color-scheme: light dark; --ink: #1c2430; --soft: #5b6675; --page: #f4f6f9; --card: #fff; --line: #d9dfe7;
  --accent: #1d5fd1; --on: #fff; --late: #a23b12; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e8ecf2; --soft: #9aa6b5; --page: #12161c; --card: #1b2129; --line: #313a46; --accent: #6ea3ff; --on: #0c1420;
    --late: #ffb08a; } }
* { box-sizing: border-box; }
body { margin: 0; padding: 1.25rem; background: var(--page); color: var(--ink); font: 17px/1.5 system-ui, sans-serif; }
main { max-width: 34rem; margin: 4vh auto; padding: 1.5rem; background: var(--card); border: 1px solid var(--line);
  border-radius: 14px; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: .1rem 0 .75rem; }
h2 { font-size: 1.05rem; margin: 1.5rem 0 .5rem; }
.brand { margin: 0; color: var(--soft); font-size: .9rem; }
.words { font-size: 1.1rem; margin: 0 0 1.5rem; }
.stages { list-style: none; display: flex; padding: 0; margin: 0 0 1.5rem; }
.stages li { flex: 1; text-align: center; font-size: .82rem; color: var(--soft); position: relative; padding-top: 1.5rem; }
.stages li::before { content: ""; position: absolute; top: .2rem; left: calc(50% - .4rem); width: .8rem; height: .8rem;
  border-radius: 50%; background: var(--card); border: 2px solid var(--line); z-index: 1; }
.stages li::after { content: ""; position: absolute; top: .55rem; left: -50%; width: 100%; height: 2px; background: var(--line); }
.stages li:first-child::after { display: none; }
.stages .done::before, .stages .now::before { background: var(--accent); border-color: var(--accent); }
.stages .done::after, .stages .now::after { background: var(--accent); }
.stages .now { color: var(--ink); font-weight: 650; }
.promise, .chosen { border-left: 3px solid var(--accent); padding-left: .8rem; }
.late { border-left: 3px solid var(--late); padding-left: .8rem; color: var(--late); }
form { display: grid; gap: .6rem; }
button { font: inherit; color: var(--on); background: var(--accent); border: 0; border-radius: 10px; padding: .75rem 1rem;
  min-height: 44px; cursor: pointer; }
button:focus-visible, a:focus-visible { outline: 3px solid var(--ink); outline-offset: 2px; }
a { color: var(--accent); }
footer { margin-top: 1.75rem; border-top: 1px solid var(--line); color: var(--soft); font-size: .85rem; }
@media (max-width: 24rem) { main { padding: 1.1rem; } .stages li { font-size: .75rem; } }
"""


def _html(status: int, language: str, title: str, body: str) -> Response[str]:
    text = (
        f"<!doctype html><html lang={language}><head><meta charset=utf-8>"
        "<meta name=viewport content='width=device-width, initial-scale=1'><meta name=robots content=noindex>"
        f"<title>{e(title)}</title><style>{_STYLE}</style></head><body><main>{body}</main></body></html>"
    )
    return Response(
        text, status_code=status, media_type=MediaType.HTML, headers={"cache-control": "no-store"}
    )


HANDLERS = [track, track_choice]
PAGES = [page, page_choice]
