"""Tells players what happens with their request, in their language, through the ticket's channel."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
import structlog

from pitboss.channels import queries
from pitboss.db.tx import Tx
from pitboss.notifications.templates import (
    MissingVariable,
    Rendered,
    Text,
    UnreadableTemplate,
    choice_lines,
    render,
    template_ids,
)
from pitboss.tickets import actions as tickets
from pitboss.tickets.actions import storable
from pitboss.tickets.model import Message, Ticket

log = structlog.get_logger()


async def tell(
    tx: Tx, ticket: Ticket, occasion: str, variables: Mapping[str, str], *, form: str | None = None
) -> Message:
    """Says a template as the desk itself: the ticket's status and promises do not change by it. `occasion` is the
    template without its form, such as `receipt`; `form`: chat or email, by default what the ticket's channel takes. What
    goes out as a mail is kept in the words of a chat too, for who reads it on a page."""
    brand = await queries.brand(tx, ticket.brand)
    form = form or form_of(ticket)
    link = tx.links.tracking(ticket.brand, ticket.id)
    filled = {
        "brand": brand.name,
        "number": f"{brand.prefix}-{ticket.number}",
        "subject": ticket.subject,
        "link": link,
        "choices": choice_lines(link, ticket.language),
        **variables,
    }
    own = await overrides(tx, ticket.brand)
    told = _filled_in(f"{occasion}.{form}", ticket, own, filled)
    text = tx.links.spelled_out(told.text, ticket.brand, ticket.language)
    html = tx.links.linked(told.html, ticket.brand, ticket.language) if told.html else None
    message = await tickets.reply(
        tx, ticket, text=text, html=html, subject=told.subject, author="bot", notice=occasion
    )
    if form == "email" and (page := f"{occasion}.chat") in template_ids():
        on_page = _filled_in(page, ticket, own, filled).text
        await tx.run(
            "INSERT INTO notice_on_page (brand_id, message_id, text) VALUES ($1, $2, $3)",
            ticket.brand,
            message.id,
            storable(tx.links.spelled_out(on_page, ticket.brand, ticket.language)),
        )
    return message


def _filled_in(
    name: str, ticket: Ticket, own: Mapping[tuple[str, str], Text], filled: Mapping[str, str]
) -> Rendered:
    try:
        return render(name, ticket.language, own, filled)
    except (MissingVariable, UnreadableTemplate) as problem:
        # A notice rides in the transaction of what it tells of: a bad text must not keep a mail from coming in.
        log.error("a brand's text can't be filled in", brand=ticket.brand, text=name, problem=problem.detail)
        return render(name, ticket.language, {}, filled)


def form_of(ticket: Ticket) -> str:
    return "chat" if ticket.class_ == "chat" else "email"


class _Row(msgspec.Struct, frozen=True):
    template: str
    language: str
    subject: str | None
    text: str


async def overrides(tx: Tx, brand: str) -> Mapping[tuple[str, str], Text]:
    """A brand's own words, by template and language."""
    known: Any = tx.cache.get(("texts", brand))
    if known is None:
        rows = await tx.all(
            _Row, "SELECT template, language, subject, text FROM brand_text WHERE brand_id = $1", brand
        )
        known = tx.cache[("texts", brand)] = {
            (row.template, row.language): Text(row.text, row.subject) for row in rows
        }
    return known  # type: ignore[no-any-return]
