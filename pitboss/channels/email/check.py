"""Do the mail servers of a channel answer? For the button in the settings."""

from __future__ import annotations

import asyncio

import aiosmtplib
import msgspec

from pitboss.channels.adapter import Channel
from pitboss.channels.email.imap_protocol import BadUrl, ImapError, read_url, signed_in
from pitboss.channels.email.mailbox import BadMailbox, read_mailbox
from pitboss.channels.email.smtp import server_of

CHECK_SECONDS = 10


class Checked(msgspec.Struct, frozen=True):
    """`detail`: a sentence for the person who pressed the button."""

    ok: bool
    detail: str


async def check_outgoing(channel: Channel, password: str | None, installation: str | None) -> Checked:
    """Signs in as for a mail, says NOOP, and leaves; sends nothing."""
    try:
        server = server_of(channel, password, installation)
    except BadUrl as problem:
        return Checked(False, str(problem))
    if server is None:
        return Checked(
            False, "No outgoing mail server is set: mail waits in the outbox. Set PITBOSS_SMTP_URL."
        )
    shown = f"{server.host}:{server.port}"
    client = aiosmtplib.SMTP(
        hostname=server.host,
        port=server.port,
        username=server.user,
        password=server.password,
        use_tls=server.tls,
        start_tls=server.start_tls,
        timeout=CHECK_SECONDS,
    )
    try:
        async with client:
            await client.noop()
    except aiosmtplib.SMTPAuthenticationError as problem:
        return Checked(False, f"{shown} refuses the user name or password: {problem.code} {problem.message}")
    except aiosmtplib.SMTPTimeoutError:
        return Checked(False, f"{shown} did not answer within {CHECK_SECONDS} seconds.")
    except (aiosmtplib.SMTPException, OSError, ValueError) as problem:
        return Checked(False, f"{shown} can't be used: {problem}")
    return Checked(True, f"{shown} answers and takes mail from us.")


async def check_incoming(channel: Channel, password: str | None) -> Checked | None:
    """Signs in to the mailbox and opens its folders, changing nothing; None where the channel has none."""
    if "imap" not in channel.settings:
        return None
    try:
        mailbox = read_mailbox(channel)
        server = read_url(mailbox.url)
    except (BadMailbox, BadUrl) as problem:
        return Checked(False, str(problem))
    shown = f"{server.host}:{server.port}"
    try:
        async with (
            asyncio.timeout(CHECK_SECONDS),
            signed_in(server, mailbox.user, password or "", plain=mailbox.plain, max_literal=2**20) as imap,
        ):
            for folder in mailbox.folders:
                await imap.select(folder, read_only=True)
    except TimeoutError:
        return Checked(False, f"{shown} did not answer within {CHECK_SECONDS} seconds.")
    except (ImapError, OSError) as problem:
        return Checked(False, f"{shown} can't be used: {problem}")
    return Checked(True, f"{shown} lets us into the mailbox.")
