"""How sure we are who is writing: A0 to A3 (the scale of "what may be done before verification"). It belongs to a message
or a chat session, never to a player, and it ends."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import IntEnum

SIGNED_FOR = timedelta(minutes=30)


class Assurance(IntEnum):
    A0 = 0  # anybody: general rules, how-to, taking a complaint, protective stops
    A1 = 1  # a registered address: acknowledge, reference number, links; no fact about the account
    A2 = (
        2  # a live session of the site, or a code to a registered factor: read-only facts, protective actions
    )
    A3 = 3  # stepped up: change of contacts or payout details


def for_mail(registered: bool, dmarc: str) -> Assurance:
    """A1 only for a registered address whose domain vouched for the mail (DMARC "pass").

    Anybody can write any address into a From line. "fail" says that somebody did; "none" (the domain publishes no policy)
    and "unknown" (nobody trusted checked) say that nobody can tell. A wrong A1 would let a stranger learn that an account
    exists; a wrong A0 costs the player one confirmation. So everything but "pass" is A0. A mail is never more than A1:
    a mailbox can be shared, forwarded or broken into."""
    return Assurance.A1 if registered and dmarc == "pass" else Assurance.A0


def for_chat(
    signed: bool, issued_at: datetime, now: datetime, *, token_expires_at: datetime | None = None
) -> tuple[Assurance, datetime | None]:
    """A2 from the operator's signature until 30 minutes after it, or until the token ends if that is sooner; gives the
    level and when it ends (None: there is nothing to end)."""
    if not signed:
        return Assurance.A0, None
    until = min(issued_at, now) + SIGNED_FOR
    if token_expires_at is not None:
        until = min(until, token_expires_at)
    return (Assurance.A2, until) if until > now else (Assurance.A0, None)


def current(level: int, expires_at: datetime | None, now: datetime) -> Assurance:
    """What a level given earlier is worth now."""
    if expires_at is not None and expires_at <= now:
        return Assurance.A0
    return Assurance(level)
