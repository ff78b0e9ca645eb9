"""Tells the player of each stage of their case, in the ticket that they last wrote in, by its channel. Letters are beside this:
they say what a stage came to, and a handler sends them."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache
from importlib import resources

import msgspec

from pitboss.channels import queries as channels
from pitboss.complaints import events as e
from pitboss.complaints import queries
from pitboss.complaints.model import Complaint, Named, Stage
from pitboss.db.tx import Tx
from pitboss.notifications.actions import form_of, tell
from pitboss.tickets import actions as tickets

OCCASION = "case_step"
LINK_FOR = timedelta(days=180)  # longer than a case and its appeal take


def news(step: e.Step) -> Named | None:
    """What a step means for the player, in a sentence or two; None: it is our own affair. A proposed decision is, until it
    holds."""
    match step:
        case e.ComplaintExtended() if step.letter:  # which says it all
            return None
        case e.ComplaintWaits():
            name = f"waits_{step.waiting}"
        case e.ComplaintWithdrawn():
            name = f"withdrawn_{step.because}"
        case e.ComplaintAppealDecided():
            name = f"appeal_{step.outcome}"
        case _:
            name = _NAMES.get(type(step), "")
    return _written().get(name)


async def follow(tx: Tx, one: Complaint, step: e.Step, *, was: Stage | None = None) -> None:
    """Tells of a step from the stage `was`. Nothing is told where there is no ticket, where the brand has muted it, and to
    somebody in danger, to whom only people write. The transaction is elevated, and the caller holds the case."""
    told = news(step)
    if told is None or (isinstance(step, e.ComplaintAnalysed) and was is Stage.analysis):
        return
    which = await queries.ticket_to_write_in(tx, one)
    if which is None:
        return
    ticket = await tickets.hold(tx, one.brand, which)
    brand = await channels.brand(tx, one.brand)
    muted = brand.settings.get("muted_notices", ())
    if ticket.danger or "automatic" in ticket.tags or f"{OCCASION}.{form_of(ticket)}" in muted:
        return
    language = "ru" if ticket.language == "ru" else "en"
    now: datetime = await queries.now(tx)
    link = tx.links.complaint(one.brand, language, one.id, (now + LINK_FOR).date())
    said = told.ru if language == "ru" else told.en
    await tell(tx, ticket, OCCASION, {"complaint": one.number, "news": said, "link": link})


@cache
def _written() -> dict[str, Named]:
    raw = (resources.files("pitboss.complaints") / "news.toml").read_bytes()
    return msgspec.toml.decode(raw, type=dict[str, Named])


_NAMES: dict[type[e.Step], str] = {
    e.ComplaintRegistered: "registered",
    e.ComplaintAnalysed: "analysed",
    e.ComplaintInvestigated: "investigated",
    e.ComplaintResumed: "resumed",
    e.ComplaintExtended: "extended",
    e.ComplaintDecided: "decided",
    e.ComplaintCarriedOut: "carried_out",
    e.ComplaintClosed: "closed",
    e.ComplaintOutOfScope: "out_of_scope",
    e.ComplaintMerged: "merged",
    e.ComplaintAppealAsked: "appeal_asked",
    e.ComplaintAppealGiven: "appeal_given",
    e.ComplaintReferralSent: "referral_sent",
    e.ComplaintReferralAnswered: "referral_answered",
    e.ComplaintReferralRuled: "referral_ruled",
}
