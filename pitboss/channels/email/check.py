"""Does the outgoing mail server answer? For the button in the settings."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

import aiosmtplib
import msgspec

CHECK_SECONDS = 10


class Checked(msgspec.Struct, frozen=True):
    """`detail`: a sentence for the person who pressed the button."""

    ok: bool
    detail: str


async def check_outgoing(smtp_url: str | None) -> Checked:
    """Signs in as for a mail, says NOOP, and leaves; sends nothing."""
    if smtp_url is None:
        return Checked(
            False, "No outgoing mail server is set: mail waits in the outbox. Set PITBOSS_SMTP_URL."
        )
    parts = urlsplit(smtp_url)
    port = parts.port or (465 if parts.scheme == "smtps" else 25)
    server = f"{parts.hostname}:{port}"
    client = aiosmtplib.SMTP(
        hostname=parts.hostname,
        port=port,
        username=unquote(parts.username) if parts.username else None,
        password=unquote(parts.password) if parts.password else None,
        use_tls=parts.scheme == "smtps",
        start_tls=True if parts.scheme == "smtp+starttls" else None,
        timeout=CHECK_SECONDS,
    )
    try:
        async with client:
            await client.noop()
    except aiosmtplib.SMTPAuthenticationError as problem:
        return Checked(False, f"{server} refuses the user name or password: {problem.code} {problem.message}")
    except aiosmtplib.SMTPTimeoutError:
        return Checked(False, f"{server} did not answer within {CHECK_SECONDS} seconds.")
    except (aiosmtplib.SMTPException, OSError, ValueError) as problem:
        return Checked(False, f"{server} can't be used: {problem}")
    return Checked(True, f"{server} answers and takes mail from us.")
