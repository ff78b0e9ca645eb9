"""E-mail as a channel: what a mail says becomes an Incoming or a Report, and answers go out by SMTP."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

import aiosmtplib
import msgspec

from pitboss.channels import intake
from pitboss.channels.adapter import (
    Channel,
    File,
    Ignored,
    Incoming,
    NoProvider,
    Original,
    Outgoing,
    Report,
    TryLater,
    Undeliverable,
)
from pitboss.channels.email import automatic, behind, headers
from pitboss.channels.email.compose import (
    NotSendable,
    compose,
    find_subject_tokens,
    signed_reply_address,
    subject_token,
    ticket_of_reply_address,
)
from pitboss.channels.email.imap_protocol import BadUrl
from pitboss.channels.email.mail import Address, Mail
from pitboss.channels.email.original import without_secrets
from pitboss.channels.email.parse import parse, usual_line_ends
from pitboss.channels.email.sender import Verdict, authentication
from pitboss.channels.email.smtp import Server, server_of
from pitboss.channels.email.spf import Resolve
from pitboss.db.tx import SYSTEM, Database, Tx
from pitboss.files.store import FileStore
from pitboss.kit.secrets import mask_cards
from pitboss.players.assurance import Assurance, for_mail
from pitboss.players.model import is_masked

if TYPE_CHECKING:
    from pitboss.channels.email.lookups import Dns

SEND_SECONDS = 30
LARGE = 200_000  # bytes; a mail above this is looked through in a thread, so that others need not wait
UNNAMED = "unknown@invalid"


class Envelope(msgspec.Struct, frozen=True):
    """What the transport says. `dmarc` is our own judgement, made when the mail came in."""

    sender: str
    recipients: tuple[str, ...]
    peer: str | None = None
    helo: str | None = None
    dmarc: str = "unknown"


class Letter(msgspec.Struct, frozen=True, kw_only=True):
    """A mail of no request, on its way out."""

    address: str
    name: str
    sender_name: str
    subject: str
    text: str
    html: str | None
    external_id: str
    at: datetime
    password: str | None  # of the channel's own server


class EmailAdapter:
    kind = "email"

    def __init__(
        self, smtp_url: str | None, secret_key: bytes, own_addresses: Callable[[], frozenset[str]]
    ) -> None:
        self._smtp_url = smtp_url
        self._key = hashlib.sha256(b"reply-address:" + secret_key).digest()
        self._own_addresses = own_addresses

    def read(self, channel: Channel, original: Original, raw: bytes) -> Incoming | Report | Ignored:
        mail = parse(raw)
        envelope = msgspec.convert(original.envelope, Envelope)
        said = self._said(original, mail, envelope, raw)
        if mail.bounce is not None:
            return Report(
                mail.bounce.original_message_id,
                tuple(address.lower() for address in mail.bounce.recipients),
                "failed",
                mail.bounce.permanent,
                mail.subject,
                tuple(name for kind, name in self._threads(mail, envelope) if kind == "ticket"),
                # Reports have no sender (RFC 5321 4.5.5). One that has may be a player who shows us what came back.
                otherwise=said if envelope.sender or isinstance(said, Ignored) else None,
            )
        return said

    def _said(self, original: Original, mail: Mail, envelope: Envelope, raw: bytes) -> Incoming | Ignored:
        sender = mail.from_.address.lower() if mail.from_ and mail.from_.address else ""
        if sender in self._own_addresses():
            return self._said_under_our_name(original, mail, envelope, raw)
        name = mail.from_.name if mail.from_ else ""
        writer = Address(name, sender or envelope.sender.lower() or UNNAMED)
        return self._said_by(writer, original, mail, envelope)

    def _said_under_our_name(
        self, original: Original, mail: Mail, envelope: Envelope, raw: bytes
    ) -> Incoming | Ignored:
        """What a form of the site sends is the request of whom it names in Reply-To. That somebody typed an address there
        proves nothing, whoever vouches for the From, so it is A0. Whether the desk sent the mail intake knows."""
        raw = usual_line_ends(raw)
        fields, _ = headers.split(raw, 0, len(raw))
        reply_to = headers.addresses(fields.get("reply-to", []))  # two such fields name several people
        if any(
            ticket_of_reply_address(address, self._key)
            for address in (envelope.sender, *(one.address for one in reply_to[: behind.MOST]))
        ):
            return Ignored("our own mail came back")
        if mail.automatic not in (None, automatic.NO_REPLY):  # what our own address is called says nothing
            return Ignored("a program wrote it under our own address")
        others = behind.others(reply_to, self._own_addresses())
        if len(others) != 1:
            whom = "several people" if others else "nobody else"
            return Ignored(f"our own address wrote it, and its Reply-To names {whom}")
        said = self._said_by(others[0], original, mail, envelope)
        return msgspec.structs.replace(
            said,
            assurance=Assurance.A0,
            automatic=automatic.of_address(others[0].address),
            under_our_name=True,
        )

    def _said_by(self, writer: Address, original: Original, mail: Mail, envelope: Envelope) -> Incoming:
        return Incoming(
            external_id=original.external_id,
            identity=("email", writer.address),
            name=writer.name,
            assurance=for_mail(registered=True, dmarc=envelope.dmarc),
            subject=mail.subject,
            text=mail.reply or mail.text,
            html=mail.html,
            quoted=mail.quoted or None,
            automatic=mail.automatic,
            files=tuple(
                File(a.name, a.content_type, a.data, a.inline, a.content_id) for a in mail.attachments
            ),
            threads=tuple(self._threads(mail, envelope)),
            also=tuple(
                a.address.lower()
                for a in (*mail.to, *mail.cc)[:20]
                if a.address and a.address.lower() not in self._own_addresses() and "+" not in a.address
            ),
            masked=tuple(original.masked),
        )

    def _threads(self, mail: Mail, envelope: Envelope) -> list[tuple[str, str]]:
        """References, In-Reply-To, the signed reply address, the token in the subject, in that order."""
        named = [("message-id", reference) for reference in reversed(mail.references)]
        named += [("message-id", reference) for reference in mail.in_reply_to]
        for address in (*envelope.recipients, *(a.address for a in (*mail.to, *mail.cc)[:50])):
            ticket = ticket_of_reply_address(address, self._key)
            if ticket is not None:
                named.append(("ticket", str(ticket)))
        named += [("reference", token) for token in find_subject_tokens(mail.subject)]
        return list(dict.fromkeys(named))[:120]

    def _server(self, channel: Channel, password: str | None) -> Server:
        try:
            server = server_of(channel, password, self._smtp_url)
        except BadUrl as problem:
            raise NoProvider(str(problem)) from problem
        if server is None:
            raise NoProvider("No outgoing mail server is set; set PITBOSS_SMTP_URL.")
        return server

    async def send(self, channel: Channel, out: Outgoing) -> str | None:
        server = self._server(channel, out.password)
        assert channel.address, "a mail channel has an address"
        if is_masked(out.address):
            raise Undeliverable(
                "The player's address looks like a card number, so it is not kept in full. Ask them for another."
            )
        subject = (
            out.subject
            if f"[{out.reference}]" in out.subject
            else f"{out.subject} {subject_token(out.reference)}"
        )
        if out.answers and not out.subject.lower().startswith(("re:", "ответ:")) and not out.notice:
            subject = f"Re: {subject}"
        try:
            raw = compose(
                sender=Address(out.sender_name, channel.address),
                to=Address(out.player_name, out.address),
                subject=subject,
                text=out.text,
                html=out.html,
                message_id=out.external_id,
                in_reply_to=out.answers[-1] if out.answers else None,
                references=out.answers,
                reply_to=Address(
                    out.sender_name, signed_reply_address(channel.address, out.ticket, self._key)
                ),
                attachments=[(file.name, file.content_type, file.data) for file in out.files],
                auto_submitted=out.notice,
                date=out.at,
            )
        except NotSendable as problem:
            raise Undeliverable(f"The mail can't be written: {problem}.") from problem
        # Reports of this mail come back to the ticket's own signed address, and so can't be forged.
        bounces_to = signed_reply_address(channel.address, out.ticket, self._key)
        await _hand_over(server, bounces_to, out.address, raw)
        return None

    async def send_letter(self, channel: Channel, letter: Letter) -> None:
        """Hands over a mail of no request.

        Raises:
            As `send`.
        """
        server = self._server(channel, letter.password)
        assert channel.address, "a mail channel has an address"
        try:
            raw = compose(
                sender=Address(letter.sender_name, channel.address),
                to=Address(letter.name, letter.address),
                subject=letter.subject,
                text=letter.text,
                html=letter.html,
                message_id=letter.external_id,
                in_reply_to=None,
                references=(),
                reply_to=None,
                attachments=[],
                auto_submitted=True,
                date=letter.at,
            )
        except NotSendable as problem:
            raise Undeliverable(f"The mail can't be written: {problem}.") from problem
        await _hand_over(server, channel.address, letter.address, raw)


async def _hand_over(server: Server, sender: str, recipient: str, raw: bytes) -> None:
    try:
        await aiosmtplib.send(
            raw,
            sender=sender,
            recipients=[recipient],
            hostname=server.host,
            port=server.port,
            username=server.user,
            password=server.password,
            use_tls=server.tls,
            start_tls=server.start_tls,
            timeout=SEND_SECONDS,
        )
    except aiosmtplib.SMTPRecipientsRefused as problem:
        refusal = problem.recipients[0]
        raise _verdict(refusal.code, refusal.message) from problem
    except aiosmtplib.SMTPResponseException as problem:
        raise _verdict(problem.code, problem.message) from problem
    except (aiosmtplib.SMTPException, OSError, TimeoutError, ValueError) as problem:
        raise TryLater(f"The mail server can't be used: {problem or type(problem).__name__}") from problem


def _verdict(code: int, message: str) -> TryLater | Undeliverable:
    """5xx is final, except that a server which does not let us in may do so once the settings are mended."""
    final = 500 <= code < 600 and code not in (530, 534, 535, 538)
    told = f"The mail server refused the mail: {code} {message}"
    return Undeliverable(told) if final else TryLater(told)


async def accept(
    db: Database,
    files: FileStore,
    channel: Channel,
    raw: bytes,
    envelope: Envelope,
    *,
    trusted_authserv: frozenset[str],
    dns: Dns | None = None,
) -> bool:
    """Keeps a mail that came by any transport; returns after the commit. False: it was already kept.

    `dns`: who is asked about the sender where no trusted server has judged; that may take seconds, and no mail is lost
    by it. Secrets are masked before the original is stored. The same mail may come by several ways, so it is known by its
    Message-ID and sender (of a form's mail under the channel's own address: whom it names in Reply-To), or, without a
    Message-ID, by its bytes."""

    trusted_authserv |= frozenset(channel.settings.get("trusted_servers", ()))

    def judge(resolve: Resolve | None = None) -> Verdict:
        return authentication(
            raw,
            trusted_authserv=trusted_authserv,
            peer_ip=envelope.peer,
            helo=envelope.helo,
            mail_from=envelope.sender,
            resolve=resolve,
        )

    large = len(raw) > LARGE
    own = frozenset({channel.address.lower()} if channel.address else ())
    clean, masked, external_id = await asyncio.to_thread(_prepare, raw, own) if large else _prepare(raw, own)
    verdict = judge() if dns is None else await dns.judged(judge, in_thread=large)
    told = {
        **msgspec.to_builtins(envelope),
        "sender": mask_cards(envelope.sender).text,
        "recipients": [mask_cards(address).text for address in envelope.recipients],
        "dmarc": verdict.dmarc,
    }
    async with db.tx(SYSTEM) as tx:
        kept = await intake.keep(tx, files, channel, external_id, clean, envelope=told, masked=masked)
        if kept is None and not await _says_the_same(tx, files, channel, external_id, clean):
            # Some programs give all their mails one Message-ID. It may also be a copy that a list has changed.
            other = f"{external_id} {_words_of(clean).hex()[:16]}"
            why = "A mail of the same Message-ID and sender, with other words, is here already. Read it again to open it too."
            kept = await intake.keep(
                tx, files, channel, other, clean, envelope=told, masked=masked, doubt=why
            )
    return kept is not None


async def _says_the_same(tx: Tx, files: FileStore, channel: Channel, external_id: str, raw: bytes) -> bool:
    before = await intake.raw_of(tx, files, channel, external_id)
    return before.startswith(b"redacted: ") or _words_of(before) == _words_of(raw)


def _words_of(raw: bytes) -> bytes:
    """What a mail says, whatever way it came: the hash of all after the header, white space aside."""
    _, body = headers.split(raw, 0, len(raw))
    return hashlib.sha256(b" ".join(raw[body:].split())).digest()


def _prepare(raw: bytes, own: frozenset[str]) -> tuple[bytes, tuple[str, ...], str]:
    clean, found = without_secrets(raw)
    return clean, tuple(kind.value for kind in found), external_id_of(raw, own)


def external_id_of(raw: bytes, own: frozenset[str] = frozenset()) -> str:
    """`<message-id> sender`, or the hash of the bytes where there is no Message-ID. Under an `own` address the sender is
    whom the mail names in Reply-To, if that is one: a form may give all its mails one Message-ID."""
    fields, _ = headers.split(raw, 0, len(raw))
    ids = headers.message_ids(headers.first(fields, "message-id"), lone=True)
    if not ids:
        return f"sha256:{hashlib.sha256(raw).hexdigest()}"
    senders = headers.addresses(fields.get("from", []))
    sender = senders[0].address.lower() if senders else ""
    if (
        sender in own
        and len(others := behind.others(headers.addresses(fields.get("reply-to", [])), own)) == 1
    ):
        sender = others[0].address
    return f"{ids[0]} {mask_cards(sender).text}"[:900]
