"""`pitboss simulate`: players and agents at a running desk, by its real doors, and a count of what became of each
message. docs/how-to/simulate.md says how to read it."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import random
import time
from collections.abc import AsyncIterator, Coroutine
from datetime import datetime
from typing import Any

import httpx
from rich.console import Console
from rich.live import Live
from rich.table import Table

from pitboss.demo.agents import Agent, sign_in
from pitboss.demo.chats import ChatPlayer
from pitboss.demo.follow import PATIENCE, Api, Feed, GaveUp
from pitboss.demo.mails import Inbox, MailPlayer
from pitboss.demo.seed import PEOPLE, demo_password
from pitboss.demo.tally import LATENCIES, Stored, Tally, Told, Verdict, quantile, verdict
from pitboss.demo.words import Conversation, Way, conversation, marker, new_run
from pitboss.settings import Settings

OBSERVER = "supervisor"
CONNECTIONS = 100  # mails on their way at once
PLAIN_EVERY = 2.0  # seconds between lines where there is no terminal
AUDIT_AT_ONCE = 8

out = Console()


async def simulate(settings: Settings, *, rate: float, seconds: float, seed: int, agents: bool) -> bool:
    """Plays, waits until everything has arrived or nothing moves any more, counts, and prints the summary. False: a
    message is missing, doubled, unmasked or in the wrong ticket, and the summary names it."""
    run, answer_run = new_run(), new_run()
    tally = Tally(run, answer_run)
    base = f"http://{settings.host}:{settings.port}"
    limits = httpx.Limits(max_connections=200, max_keepalive_connections=50)
    async with httpx.AsyncClient(timeout=20, trust_env=False, limits=limits) as client:
        api = Api(base, client, tally.retries)
        try:
            await client.get(f"{base}/health/live")
        except httpx.HTTPError:
            out.print(f"No desk answers at {base}. Start one with `make demo`, then come again.")
            return False
        try:
            password = demo_password(settings.data_dir, settings.demo_password)
            token = await sign_in(api, OBSERVER, password)
            inbox = Inbox(settings.demo_mailbox[1], tally)
            await inbox.begin_now(client)
            began = time.time()
            async with (
                _at_work(api, tally, answer_run, seed, password, agents),
                _aside(
                    _observe(Feed(base, "/api/v1/stream", token), api, token, tally), inbox.follow(client)
                ),
            ):
                mail = MailPlayer(settings.smtp_listen, inbox, tally, asyncio.Semaphore(CONNECTIONS))
                chat = ChatPlayer(api, tally, run)
                async with _shown(tally, agents=agents), _aside() as feeds:
                    await _play(tally, run, mail, chat, feeds, rate, seconds, seed)
                    await _settle(tally, agents=agents)
                counted = set(tally.answers)
                stored, told = await _audit(api, token, tally, began)
                for late in tally.answers.keys() - counted:  # answered while it was being counted
                    del tally.answers[late]
        except (GaveUp, httpx.HTTPError) as problem:
            out.print(f"The simulation can't go on: {problem}", markup=False)
            return False
    result = verdict(tally, stored, told, agents=agents)
    _print(tally, result)
    return not result.complaints


class Aside:
    """Tasks that run beside a block."""

    def __init__(self, group: asyncio.TaskGroup) -> None:
        self._group = group
        self.tasks: list[asyncio.Task[None]] = []

    def __call__(self, work: Coroutine[Any, Any, None]) -> None:
        self.tasks.append(self._group.create_task(work))


@contextlib.asynccontextmanager
async def _aside(*works: Coroutine[Any, Any, None]) -> AsyncIterator[Aside]:
    """Runs coroutines for as long as the block runs. What fails in them fails the block."""
    try:
        async with asyncio.TaskGroup() as group:
            aside = Aside(group)
            for work in works:
                aside(work)
            yield aside
            for task in aside.tasks:
                task.cancel()
    except* (GaveUp, httpx.HTTPError) as problems:
        raise GaveUp(str(_first(problems))) from problems


def _first(problems: BaseException) -> BaseException:
    while isinstance(problems, BaseExceptionGroup):
        problems = problems.exceptions[0]
    return problems


async def _play(
    tally: Tally,
    run: str,
    mail: MailPlayer,
    chat: ChatPlayer,
    feeds: Aside,
    rate: float,
    seconds: float,
    seed: int,
) -> None:
    """Opens conversations at their times and returns when every player has said everything."""
    began, mark = time.monotonic(), 0

    async def one(talk: Conversation) -> None:
        try:
            if talk.way is Way.mail:
                await mail.play(talk)
            else:
                await chat.play(talk, feeds)
        except GaveUp as problem:
            tally.problems.append(str(problem))
        tally.over += 1

    async with asyncio.TaskGroup() as players:
        for number in range(max(1, round(rate * seconds))):
            await asyncio.sleep(max(0.0, began + number / rate - time.monotonic()))
            talk = conversation(seed, number, run=run, first_mark=mark, chat=True)
            mark += len(talk.lines)
            tally.opened += 1
            players.create_task(one(talk))


async def _settle(tally: Tally, *, agents: bool) -> None:
    """Returns when everything has come to its end, or nothing has moved for PATIENCE."""
    tally.touch()
    while True:
        if tally.settled(agents=agents) or time.monotonic() - tally.changed > PATIENCE:
            return
        await asyncio.sleep(0.1)


# ── agents and the observer ─────────────────────────────────────────────────────────────────────────────────


@contextlib.asynccontextmanager
async def _at_work(
    api: Api, tally: Tally, answer_run: str, seed: int, password: str, agents: bool
) -> AsyncIterator[None]:
    if not agents:
        yield
        return
    marks = (marker(answer_run, number) for number in itertools.count())
    staff = [
        Agent(person.login, api, tally, random.Random(f"{seed}:{person.login}"), lambda: next(marks))
        for person in PEOPLE
        if person.chats + person.mails and person.login != OBSERVER
    ]
    await asyncio.gather(*(agent.come(password) for agent in staff))
    try:
        async with _aside(*(agent.work() for agent in staff)):
            yield
    finally:
        await asyncio.gather(*(agent.go() for agent in staff))


async def _observe(feed: Feed, api: Api, token: str, tally: Tally) -> None:
    """What the supervisor's screen shows, live."""
    opened: dict[str, datetime] = {}
    async with asyncio.TaskGroup() as looking:
        async for frame in feed.frames():
            ticket = str(frame.get("ticket"))
            match frame["type"]:
                case "ticket_opened":
                    tally.last_word_is_the_players.add(ticket)
                    opened[ticket] = datetime.fromisoformat(frame["at"])
                    looking.create_task(_look_in(api, token, ticket, time.time(), tally))
                case "message_received":
                    tally.last_word_is_the_players.add(ticket)
                    _received(ticket, (frame.get("message") or {}).get("text") or "", time.time(), tally)
                case "message_sent" if frame["data"]["author"] == "agent":
                    tally.last_word_is_the_players.discard(ticket)
                    tally.touch()
                case "assigned" if ticket in opened:
                    waited = datetime.fromisoformat(frame["at"]) - opened.pop(ticket)
                    tally.took("ticket to assigned", waited.total_seconds())
                case _:
                    pass


async def _look_in(api: Api, token: str, ticket: str, at: float, tally: Tally) -> None:
    """The first message of a ticket: its event names it without its text."""
    page = await api.get(f"/tickets/{ticket}/messages", token=token, limit=1)
    for message in page["items"]:
        _received(ticket, message["text"], at, tally)


def _received(ticket: str, text: str, at: float, tally: Tally) -> None:
    mark = tally.own_marker(text)
    sent = tally.sent.get(mark or "")
    if mark is None or sent is None:
        return
    first = mark not in tally.seen
    tally.seen[mark] = ticket
    tally.touch()
    if first:
        chat = sent.conversation.way is Way.chat
        tally.took("chat post to the desk's socket" if chat else "mail to ticket", at - sent.at)


# ── the count ───────────────────────────────────────────────────────────────────────────────────────────────


async def _audit(api: Api, token: str, tally: Tally, began: float) -> tuple[list[Stored], list[Told]]:
    """Every message of every ticket touched since `began`, as the API tells the supervisor."""
    tickets = set(tally.seen.values())
    cursor: dict[str, str] = {}
    while True:
        page = await api.get("/tickets", token=token, limit=100, **cursor)
        fresh = [t for t in page["items"] if datetime.fromisoformat(t["updated_at"]).timestamp() >= began - 1]
        tickets |= {ticket["id"] for ticket in fresh}
        if page["next"] is None or len(fresh) < len(page["items"]):
            break
        cursor = {"cursor": page["next"]}
    stored: list[Stored] = []
    told: list[Told] = []
    gate = asyncio.Semaphore(AUDIT_AT_ONCE)

    async def read(ticket: str) -> None:
        async with gate:
            after: dict[str, str] = {}
            while True:
                page = await api.get(f"/tickets/{ticket}/messages", token=token, **after)
                for message in page["items"]:
                    _file_away(message, stored, told)
                if page["next"] is None:
                    return
                after = {"after": page["next"]}

    await asyncio.gather(*(read(ticket) for ticket in tickets))
    return stored, told


def _file_away(message: dict[str, Any], stored: list[Stored], told: list[Told]) -> None:
    if message["author"] == "player":
        everything = "\n".join(message[part] or "" for part in ("subject", "text", "quoted", "html"))
        stored.append(
            Stored(
                message["id"],
                message["ticket"],
                message["text"],
                "card" in message["masked"],
                len(message["attachments"]),
                everything,
            )
        )
    elif message["author"] == "agent" and message["kind"] == "reply":
        told.append(Told(message["ticket"], message["text"]))


# ── what is shown ───────────────────────────────────────────────────────────────────────────────────────────


@contextlib.asynccontextmanager
async def _shown(tally: Tally, *, agents: bool) -> AsyncIterator[None]:
    async def keep_showing() -> None:
        if out.is_terminal:
            with Live(_now(tally, agents), console=out, transient=True) as live:
                while True:
                    await asyncio.sleep(0.25)
                    live.update(_now(tally, agents))
        while True:
            await asyncio.sleep(PLAIN_EVERY)
            out.print("  ".join(f"{name} {count}" for name, count in _figures(tally, agents)), soft_wrap=True)

    showing = asyncio.create_task(keep_showing())
    try:
        yield
    finally:
        showing.cancel()
        await asyncio.gather(showing, return_exceptions=True)


def _figures(tally: Tally, agents: bool) -> list[tuple[str, str]]:
    passed = max(0.001, time.monotonic() - tally.began)
    figures = [
        ("seconds", f"{passed:.0f}"),
        ("conversations", f"{tally.opened}"),
        ("sent", f"{len(tally.sent)} ({len(tally.sent) / passed:.1f}/s)"),
        ("accepted", f"{len(tally.accepted)}"),
        ("in tickets", f"{len(tally.seen)}"),
    ]
    if agents:
        figures.append(("answers", f"{len(tally.answers)}"))
        figures.append(("delivered", f"{len(tally.answers) - len(tally.undelivered())}"))
        figures.append(("unanswered", f"{len(tally.unanswered())}"))
    return [*figures, ("retries", f"{tally.retries.total()}"), ("failures", f"{len(tally.problems)}")]


def _now(tally: Tally, agents: bool) -> Table:
    table = Table(show_header=False, box=None)
    for name, count in _figures(tally, agents):
        table.add_row(name, count)
    return table


def _print(tally: Tally, result: Verdict) -> None:
    table = Table(title="What became of it", show_header=False, title_style="bold", box=None)
    for name, count in result.counts.items():
        table.add_row(name, str(count))
    out.print(table)
    times = Table(
        "seconds", "median", "p99", "worst", "of", title="How long it took", title_style="bold", box=None
    )
    for name in LATENCIES:
        if values := tally.latency.get(name):
            times.add_row(
                name,
                f"{quantile(values, 0.5):.3f}",
                f"{quantile(values, 0.99):.3f}",
                f"{max(values):.3f}",
                str(len(values)),
            )
    out.print(times)
    for what, count in tally.retries.most_common():
        out.print(f"tried again after {what}: {count}", markup=False)
    if result.complaints:
        out.print("Not everything is as it should be:", style="bold red")
        for sentence in result.complaints:
            out.print(f"- {sentence}", markup=False)
    else:
        out.print("Everything that was sent is there, once, in its own ticket.", style="bold green")
