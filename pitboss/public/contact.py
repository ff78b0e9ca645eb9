"""The ways to reach a brand, each with how long an answer takes there now."""

from __future__ import annotations

import msgspec

from pitboss.api import waiting
from pitboss.channels import queries as channels
from pitboss.db.tx import SYSTEM, Database
from pitboss.public.shell import Here
from pitboss.public.wording import Words


class Way(msgspec.Struct, frozen=True):
    """`wait`: in words; None where the brand promises nothing."""

    kind: str  # webchat, email or portal
    icon: str
    title: str
    about: str
    wait: str | None
    address: str


def duration(t: Words, seconds: int) -> str:
    """About so long: whole minutes below an hour and a half, else hours, else days."""
    if seconds < 90 * 60:
        return t("help.minutes", n=max(1, round(seconds / 60)))
    if seconds < 36 * 3600:
        return t("help.hours", n=round(seconds / 3600))
    return t("help.days", n=round(seconds / 86400))


async def ways(db: Database, here: Here) -> list[Way]:
    """What the brand has switched on."""
    t, brand = here.t, here.brand.id
    found = []
    async with db.tx(SYSTEM) as tx:
        if await channels.first_channel(tx, brand, "webchat"):
            promised = await waiting.promise_seconds(tx, brand, channel="webchat")
            online = (await waiting.presence(tx, brand)).online
            wait = await waiting.expected_seconds(tx, brand, None, 1, promised) if online else promised
            said = t("help.wait_now", time=duration(t, wait)) if wait is not None else None
            about = t("help.chat_online" if online else "help.chat_away")
            found.append(Way("webchat", "chat", t("help.chat"), about, said, here.to("/chat")))
        if await channels.first_channel(tx, brand, "portal"):
            promised = await waiting.promise_seconds(tx, brand, channel="portal")
            said = t("help.wait_within", time=duration(t, promised)) if promised else None
            found.append(
                Way("portal", "form", t("help.form"), t("help.form_about"), said, here.to("/request"))
            )
        mail = await channels.first_channel(tx, brand, "email")
        if mail is not None and mail.address:
            promised = await waiting.promise_seconds(tx, brand, channel="email")
            said = t("help.wait_within", time=duration(t, promised)) if promised else None
            found.append(Way("email", "mail", t("help.mail"), mail.address, said, f"mailto:{mail.address}"))
    return found
