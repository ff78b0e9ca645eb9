"""Mail that belongs to no request: a code to sign in, a reminder to a colleague. It rides in the transaction of what it
tells of; `step` sends it. Its secrets are not kept: whoever wires the step fills them in when a letter goes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec
import structlog

from pitboss.channels import codes, queries
from pitboss.channels.adapter import Channel, NoProvider, TryLater, Undeliverable
from pitboss.channels.email.adapter import EmailAdapter, Letter
from pitboss.channels.outbox import LEASE, MAX_ATTEMPTS, NO_PROVIDER_PAUSE, Undressed, pause_after
from pitboss.db.tx import SYSTEM, Database, Tx
from pitboss.kit.failures import in_words
from pitboss.kit.ids import new_id
from pitboss.kit.links import Links
from pitboss.notifications.actions import overrides
from pitboss.notifications.frame import framed
from pitboss.notifications.templates import Rendered, render

log = structlog.get_logger()

BATCH = 10
Secrets = Callable[[Links, str, UUID, str], Mapping[str, str]]  # brand, letter, language


class Waiting(msgspec.Struct, frozen=True):
    brand: str
    id: UUID
    template: str
    language: str
    address: str
    name: str
    variables: dict[str, Any]
    ticket_id: UUID | None
    attempts: int
    good_until: datetime | None
    created_at: datetime
    late: bool


async def post(
    tx: Tx,
    brand: str,
    template: str,
    *,
    language: str,
    address: str,
    name: str = "",
    variables: Mapping[str, str] | None = None,
    id_: UUID | None = None,
    good_for: timedelta | None = None,
    ticket: UUID | None = None,
) -> UUID:
    """Queues a letter. `id_`: of what its secrets follow from; `good_for`: it doesn't go later than that; `ticket`: what it
    is about, if it is about one."""
    letter = id_ or new_id()
    await tx.run(
        """
        INSERT INTO letter (brand_id, id, template, language, address, name, variables, good_until, ticket_id)
        VALUES ($1, $2, $3, $4, $5, $6, $7, now() + $8::interval, $9)
        """,
        brand,
        letter,
        template,
        language,
        address,
        name,
        dict(variables or {}),
        good_for,
        ticket,
    )
    tx.wake.add("letters")
    return letter


async def step(db: Database, adapter: EmailAdapter, secrets: Mapping[str, Secrets]) -> int:
    async with db.tx(SYSTEM) as tx:
        claimed = await tx.all(
            Waiting,
            """
            WITH due AS (
                SELECT brand_id, id FROM letter WHERE next_at <= now() ORDER BY next_at LIMIT $1 FOR UPDATE SKIP LOCKED)
            UPDATE letter l
            SET    state = 'sending', attempts = attempts + 1, next_at = now() + $2::interval
            FROM   due
            WHERE  l.brand_id = due.brand_id AND l.id = due.id
            RETURNING l.brand_id AS brand, l.id, template, language, address, name, variables, ticket_id, attempts, good_until, created_at,
                      coalesce(good_until < now(), false) AS late
            """,
            BATCH,
            LEASE,
        )
    for letter in claimed:
        await _send(db, adapter, secrets, letter)
    return len(claimed)


async def _send(db: Database, adapter: EmailAdapter, secrets: Mapping[str, Secrets], letter: Waiting) -> None:
    try:
        if letter.late:
            raise Undeliverable("It is too late for this letter.")
        async with db.tx(SYSTEM) as tx:
            channel = await queries.first_channel(tx, letter.brand, "email")
            brand = await queries.brand(tx, letter.brand)
            password = (await queries.secrets(tx, channel)).get("smtp") if channel else None
            filled = {"brand": brand.name, **letter.variables}
            if letter.template in secrets:
                filled |= secrets[letter.template](tx.links, letter.brand, letter.id, letter.language)
            told = render(
                f"{letter.template}.email", letter.language, await overrides(tx, letter.brand), filled
            )
            line = None
            if channel is not None and codes.wanted(channel.settings):
                code = await codes.give_letter(
                    tx, letter.brand, letter.id, about=letter.template, ticket=letter.ticket_id
                )
                line = codes.footer(code, tx.links.verification(), letter.language)
            undressed = Undressed(
                brand=letter.brand,
                brand_name=brand.name,
                accent=brand.settings.get("widget", {}).get("accent"),
                language=letter.language,
                notice=letter.template,
                reference=filled.get("number"),
                sender_name=brand.name,
                subject=told.subject or brand.name,
                text=told.text,
                html=told.html,
                proof=line,
            )
            told = msgspec.structs.replace(
                told, html=framed(tx.links, undressed), text=f"{told.text}\n\n{line}" if line else told.text
            )
        if channel is None:
            raise NoProvider("This brand has no mail channel.")
        await adapter.send_letter(channel, _mail(letter, brand.name, channel, told, password))
    except NoProvider as problem:
        await _note(db, letter, str(problem), pause=NO_PROVIDER_PAUSE, counts=False)
    except TryLater as problem:
        await _note(db, letter, str(problem), pause=_pause(letter))
    except Undeliverable as problem:
        await _note(db, letter, problem.detail, pause=None)
    except Exception as problem:  # noqa: BLE001 - whatever is wrong with one letter, the next ones must go out
        await _note(db, letter, in_words(problem), pause=_pause(letter))
    else:
        async with db.tx(SYSTEM) as tx:
            await tx.run(
                """
                UPDATE letter SET state = 'sent', sent_at = now(), next_at = NULL, error = NULL
                WHERE  brand_id = $1 AND id = $2 AND state = 'sending'
                """,
                letter.brand,
                letter.id,
            )


def _mail(letter: Waiting, brand: str, channel: Channel, told: Rendered, password: str | None) -> Letter:
    domain = (channel.address or "desk.invalid").rpartition("@")[2]
    return Letter(
        address=letter.address,
        name=letter.name,
        sender_name=brand,
        subject=told.subject or brand,
        text=told.text,
        html=told.html,
        external_id=f"<{letter.id}@{domain}>",
        at=letter.created_at,
        password=password,
    )


def _pause(letter: Waiting) -> timedelta | None:
    return pause_after(letter.attempts) if letter.attempts < MAX_ATTEMPTS else None


async def _note(
    db: Database, letter: Waiting, why: str, *, pause: timedelta | None, counts: bool = True
) -> None:
    log.warning(
        "letter not sent",
        letter=str(letter.id),
        brand=letter.brand,
        template=letter.template,
        final=pause is None,
    )
    async with db.tx(SYSTEM) as tx:
        await tx.run(
            """
            UPDATE letter
            SET    state = CASE WHEN $4::interval IS NULL THEN 'failed' ELSE 'queued' END::delivery_state, error = $3,
                   next_at = now() + $4::interval, attempts = attempts - CASE WHEN $5 THEN 0 ELSE 1 END
            WHERE  brand_id = $1 AND id = $2 AND state = 'sending'
            """,
            letter.brand,
            letter.id,
            why[:500],
            pause,
            counts,
        )


async def next_at(db: Database) -> datetime | None:
    async with db.tx(SYSTEM) as tx:
        due: datetime | None = await tx.value("SELECT min(next_at) FROM letter WHERE next_at IS NOT NULL")
        return due


async def sweep(tx: Tx) -> None:
    await tx.run("DELETE FROM letter WHERE created_at < now() - interval '30 days'")
