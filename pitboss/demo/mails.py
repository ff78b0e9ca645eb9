"""Players who write by mail, and the mailbox in which they read."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import html
import time
from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr
from uuid import UUID

import aiosmtplib
import httpx
import msgspec

from pitboss.demo.follow import PATIENCE, GaveUp, pause
from pitboss.demo.mailbox import Kept
from pitboss.demo.seed import BRANDS
from pitboss.demo.tally import Sent, Tally
from pitboss.demo.words import Client, Conversation, Line

ADDRESS_OF = {brand: address for brand, _, _, _, _, address in BRANDS}
NAME_OF = {brand: name for brand, name, *_ in BRANDS}
RECEIPT_SECONDS = 4.0  # so long a player waits for something to answer to
POLL_SECONDS = 0.4
NOTHING = UUID(int=0)
DOT = base64.b64decode(  # a picture of one point
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


class Inbox:
    """What the desk has sent to whom, read from the demo's mailbox."""

    def __init__(self, where: tuple[str, int], tally: Tally) -> None:
        self._base = "http://{}:{}".format(*where)
        self._tally = tally
        self._after = str(NOTHING)
        self._by_address: dict[str, list[Kept]] = defaultdict(list)

    async def follow(self, client: httpx.AsyncClient) -> None:
        while True:
            page: list[Kept] = []
            with contextlib.suppress(httpx.HTTPError):
                answer = await client.get(f"{self._base}/mails", params={"after": self._after})
                if answer.status_code == 200:
                    page = msgspec.json.decode(answer.content, type=list[Kept])
            for mail in page:
                self._after = mail.id
                self._by_address[mail.to.lower()].append(mail)
                for mark in self._tally.answer_pattern.findall(mail.text):
                    self._arrived(mark, mail)
            if not page:
                await asyncio.sleep(POLL_SECONDS)

    async def begin_now(self, client: httpx.AsyncClient) -> None:
        """Mails of before don't concern this run."""
        answer = await client.get(f"{self._base}/mails")
        self._after = max((mail["id"] for mail in answer.json()), default=str(NOTHING))

    def _arrived(self, mark: str, mail: Kept) -> None:
        first = mark not in self._tally.arrived
        self._tally.arrived[mark].append(mail.message_id)
        self._tally.touch()
        if first and (answer := self._tally.answers.get(mark)) is not None:
            came = (UUID(mail.id).int >> 80) / 1000  # the id holds the millisecond in which it was kept
            self._tally.took("reply to player by mail", came - answer.at)

    def of(self, address: str, since: int) -> list[Kept]:
        return self._by_address[address.lower()][since:]

    def count(self, address: str) -> int:
        return len(self._by_address[address.lower()])


class MailPlayer:
    def __init__(self, smtp: tuple[str, int], inbox: Inbox, tally: Tally, sending: asyncio.Semaphore) -> None:
        self._smtp = smtp
        self._inbox = inbox
        self._tally = tally
        self._sending = sending

    async def play(self, talk: Conversation) -> None:
        before = self._inbox.count(talk.person.address)
        sent: list[EmailMessage] = []
        answered: Kept | None = None
        for line in talk.lines:
            if sent:
                await asyncio.sleep(line.pause)
                answered = await self._desk_mail(talk, before, sent[0]) or answered
            mail = compose(talk, line, sent, answered)
            self._tally.sent[line.marker] = Sent(talk, line, time.time())
            await self._deliver(talk, line, mail)
            sent.append(mail)

    async def _desk_mail(self, talk: Conversation, before: int, first: EmailMessage) -> Kept | None:
        """The newest mail of the desk about this conversation, if one comes soon."""
        subject = str(first["Subject"])
        until = time.monotonic() + RECEIPT_SECONDS
        while True:
            found = [m for m in self._inbox.of(talk.person.address, before) if subject in m.subject]
            if found:
                return found[-1]
            if time.monotonic() > until:
                return None
            await asyncio.sleep(POLL_SECONDS)

    async def _deliver(self, talk: Conversation, line: Line, mail: EmailMessage) -> None:
        raw, recipient = mail.as_bytes(policy=SMTP), str(mail["To"].addresses[0].addr_spec)
        async with self._sending:
            if line.drop:
                self._tally.again += 1
                with contextlib.suppress(OSError, TimeoutError, asyncio.IncompleteReadError):
                    await hang_up_after_data(self._smtp, talk.person.address, recipient, raw)
            for _ in range(2 if line.twice else 1):
                await self._insist(talk.person.address, recipient, raw)
            self._tally.again += line.twice
        self._tally.accepted[line.marker] = time.time()
        self._tally.touch()

    async def _insist(self, sender: str, recipient: str, raw: bytes) -> None:
        """As mail servers do: again after 4xx and broken connections, for as long as it takes.

        Raises:
            GaveUp: after PATIENCE, or when the desk refuses the mail for good.
        """
        began, attempt, problem = time.monotonic(), 0, ""
        while time.monotonic() - began < PATIENCE:
            tried = time.monotonic()
            try:
                await aiosmtplib.send(
                    raw, sender=sender, recipients=[recipient], hostname=self._smtp[0], port=self._smtp[1], start_tls=False, timeout=20
                )  # fmt: skip
            except aiosmtplib.SMTPRecipientsRefused as refused:
                code, problem = refused.recipients[0].code, refused.recipients[0].message
            except aiosmtplib.SMTPResponseException as refused:
                code, problem = refused.code, refused.message
            except (aiosmtplib.SMTPException, OSError, TimeoutError) as failure:
                code, problem = 421, type(failure).__name__
            else:
                self._tally.took("SMTP accept", time.monotonic() - tried)
                return
            if code >= 500:
                raise GaveUp(f"The desk refused a mail to {recipient}: {code} {problem}.")
            self._tally.retries[f"SMTP {code}"] += 1
            attempt += 1
            await pause(attempt)
        raise GaveUp(f"The desk did not take a mail to {recipient}: {problem}.")


async def hang_up_after_data(smtp: tuple[str, int], sender: str, recipient: str, raw: bytes) -> None:
    """Sends a whole mail and is gone before the answer to it."""
    async with asyncio.timeout(20):
        reader, writer = await asyncio.open_connection(*smtp)
        try:
            await reader.readline()
            for command in ("HELO player.example", f"MAIL FROM:<{sender}>", f"RCPT TO:<{recipient}>", "DATA"):
                writer.write(f"{command}\r\n".encode())
                if not (await reader.readline()).startswith((b"2", b"3")):
                    return
            writer.write(raw.replace(b"\r\n.", b"\r\n..").rstrip(b"\r\n") + b"\r\n.\r\n")
            await writer.drain()
        finally:
            writer.close()


def compose(
    talk: Conversation, line: Line, sent: Sequence[EmailMessage], answered: Kept | None
) -> EmailMessage:
    """The mail with which a player says a line: the first, or an answer to the desk's mail or to their own first."""
    mail = EmailMessage()
    mail["From"] = formataddr((talk.person.name, talk.person.address))
    mail["To"] = answered.answer_to if answered else ADDRESS_OF[talk.person.brand]
    mail["Date"] = format_datetime(datetime.now(UTC))
    mail["Message-ID"] = f"<{line.marker.strip('·')}@{talk.person.address.rpartition('@')[2]}>"
    if not sent:
        mail["Subject"] = talk.subject
    else:
        mail["Subject"] = f"Re: {answered.subject if answered else talk.subject}"
        parent = answered.message_id if answered else str(sent[0]["Message-ID"])
        if not (answered and talk.client is Client.bare):
            mail["In-Reply-To"] = parent
            mail["References"] = " ".join(dict.fromkeys([*(str(m["Message-ID"]) for m in sent), parent]))
    said_before = (
        answered.text if answered else (sent[0].get_body(("plain",)) or sent[0]).get_content() if sent else ""
    )
    quoted = quote(talk, said_before) if said_before else ""
    mail.set_content(f"{line.text}\n{quoted}", cte="8bit" if talk.number % 3 else "base64")
    if talk.html:
        mail.add_alternative(_as_html(line.text, said_before, talk), subtype="html")
    if line.file:
        mail.add_attachment(
            DOT,
            maintype="image",
            subtype="png",
            filename="screenshot.png" if talk.person.language == "en" else "снимок экрана.png",
        )
    return mail


def quote(talk: Conversation, text: str) -> str:
    """What a mail program puts below the answer."""
    name, address = NAME_OF[talk.person.brand], ADDRESS_OF[talk.person.brand]
    ru = talk.person.language == "ru"
    marked = "\n".join(f"> {line}" for line in text.strip().splitlines())
    match talk.client:
        case Client.gmail if ru:
            return f"\nвс, 22 нояб. 2026 г. в 10:11, {name} <{address}>:\n\n{marked}\n"
        case Client.gmail:
            return f"\nOn Sun, 22 Nov 2026 at 10:11, {name} <{address}> wrote:\n\n{marked}\n"
        case Client.outlook if ru:
            return f"\n________________________________\nОт: {name} <{address}>\nОтправлено: 22 ноября 2026 г. 10:11\nКому: {talk.person.name} <{talk.person.address}>\nТема: {talk.subject}\n\n{text.strip()}\n"
        case Client.outlook:
            return f"\n________________________________\nFrom: {name} <{address}>\nSent: Sunday, November 22, 2026 10:11 AM\nTo: {talk.person.name} <{talk.person.address}>\nSubject: {talk.subject}\n\n{text.strip()}\n"
        case Client.apple if ru:
            return f"\n\n> 22 нояб. 2026 г., в 10:11, {name} <{address}> написал(а):\n> \n{marked}\n"
        case Client.apple:
            return f"\n\n> On 22 Nov 2026, at 10:11, {name} <{address}> wrote:\n> \n{marked}\n"
        case Client.mailru:
            return f"\nВоскресенье, 22 ноября 2026, 10:11 +03:00 от {name} <{address}>:\n\n{marked}\n"
        case Client.yandex:
            return f'\n22.11.2026, 10:11, "{name}" <{address}>:\n\n{marked}\n'
        case _:
            return ""


def _as_html(said: str, before: str, talk: Conversation) -> str:
    below = ""
    if before and talk.client is not Client.bare:
        intro = html.escape(quote(talk, "").strip().strip("> "))
        below = f'<div class="gmail_quote"><div>{intro}</div><blockquote>{html.escape(before.strip())}</blockquote></div>'
    return f"<html><body><div>{html.escape(said)}</div>{below}</body></html>"
