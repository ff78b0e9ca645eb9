"""Canned replies: searched as somebody types, filled in for a ticket, kept by person, team and brand."""

from __future__ import annotations

from typing import Any, Literal
from uuid import UUID

import msgspec
from litestar import Response, delete, get, patch, post
from msgspec import UNSET, UnsetType

from pitboss.api.edge import Desk, Req, write
from pitboss.api.lists import Limit, must_work_for, the_brand
from pitboss.api.sentences import in_language
from pitboss.api.views import gives
from pitboss.assist import canned
from pitboss.assist.canned import Canned, CannedWords, Scope, Wanted
from pitboss.assist.variables import VariableFlaw, fill, lint
from pitboss.channels import queries as channels
from pitboss.channels.names import first_name
from pitboss.db.tx import Tx
from pitboss.kit.refused import Invalid
from pitboss.kit.shapes import changed
from pitboss.staff.actors import Signed
from pitboss.tickets import queries
from pitboss.tickets.model import Ticket

LANGUAGES = ("ru", "en")


@get("/canned-replies")
async def list_canned(
    desk: Desk,
    signed: Signed,
    q: str = "",
    brand: str | None = None,
    ticket: str | None = None,
    limit: Limit = 50,
) -> list[Canned]:
    """Canned replies that you may use, the best fit for `q` first: by shortcut, then by title, then by text. With `ticket`
    those for other channels are left out, and those for its topic come first."""
    async with desk.db.tx(signed.actor) as tx:
        about = await queries.find(tx, ticket, brand=brand) if ticket else None
        return await canned.search(
            tx,
            about.brand if about else the_brand(signed.actor, brand),
            q[:100],
            channel=about.channel if about else None,
            topic=about.topic if about else None,
            limit=limit,
        )


class NewCanned(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`scope` team needs `team`. `topics` and `channels`: none means any. Variables: {{player.name}}, {{ticket.number}},
    {{agent.name}}, {{brand.name}}, with a stand-in as in {{player.name | there}}."""

    shortcut: str
    text: CannedWords
    title: CannedWords = CannedWords()
    topics: list[str] = []
    channels: list[str] = []
    scope: Scope = "own"
    team: UUID | None = None
    brand: str | None = None
    key: str | None = None


@post("/canned-replies", responses=gives(201, Canned))
async def create_canned(desk: Desk, signed: Signed, request: Req, data: NewCanned) -> Response[bytes]:
    """Adds a canned reply. Your own needs no more than answering; a team's is for who leads the team, a brand's for who
    holds canned.share, who may write a team's too."""

    async def do(tx: Tx) -> tuple[int, Any]:
        wanted = Wanted(
            shortcut=data.shortcut,
            title=data.title,
            text=data.text,
            topics=data.topics,
            channels=data.channels,
            scope=data.scope,
            team=data.team,
        )
        made = await canned.create(tx, the_brand(signed.actor, data.brand), wanted)
        return 201, await canned.find(tx, made)

    return await write(desk, request, signed.actor, do, key=data.key)


class CannedPatch(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Fields to change; those left out stay. `title` and `text` are replaced as a whole."""

    shortcut: str | UnsetType = UNSET
    title: CannedWords | UnsetType = UNSET
    text: CannedWords | UnsetType = UNSET
    topics: list[str] | UnsetType = UNSET
    channels: list[str] | UnsetType = UNSET
    scope: Scope | UnsetType = UNSET
    team: UUID | UnsetType | None = UNSET
    key: str | None = None


@patch("/canned-replies/{reply:uuid}", responses=gives(200, Canned))
async def change_canned(
    desk: Desk, signed: Signed, request: Req, reply: UUID, data: CannedPatch
) -> Response[bytes]:
    """Changes a canned reply; what is left out stays."""

    async def do(tx: Tx) -> tuple[int, Any]:
        before = await canned.find(tx, reply)
        await canned.change(tx, reply, changed(Wanted, before, data))
        return 200, await canned.find(tx, reply)

    return await write(desk, request, signed.actor, do, key=data.key)


@delete("/canned-replies/{reply:uuid}", status_code=204)
async def delete_canned(desk: Desk, signed: Signed, reply: UUID) -> None:
    """Deletes a canned reply."""
    async with desk.db.tx(signed.actor) as tx:
        await canned.delete(tx, reply)


class CannedFilled(msgspec.Struct, frozen=True):
    """`language`: of the text; another than the ticket's where there is no text in that. `missing`: variables without a
    value here; look before you send."""

    text: str
    language: str
    missing: list[str]
    problems: list[VariableFlaw]


@get("/canned-replies/{reply:uuid}/preview")
async def preview_canned(
    desk: Desk, signed: Signed, reply: UUID, ticket: str, brand: str | None = None
) -> CannedFilled:
    """A canned reply as the ticket's player would read it, in the ticket's language."""
    async with desk.db.tx(signed.actor) as tx:
        known = await canned.find(tx, reply)
        about = await queries.find(tx, ticket, brand=brand)
        if about.brand != known.brand:
            raise Invalid("The canned reply and the ticket are of different brands.")
        return await _filled(tx, signed, known.text, about, about.language)


class Trial(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Without `ticket` the variables get sample values."""

    text: CannedWords
    ticket: str | None = None
    brand: str | None = None
    language: Literal["ru", "en"] | None = None


@post("/canned-replies/preview", status_code=200)
async def try_canned(desk: Desk, signed: Signed, data: Trial) -> CannedFilled:
    """How a text that you are writing reads, and what is wrong with it. Nothing is kept."""
    if any(len(words) > canned.MAX_TEXT for words in (data.text.ru, data.text.en) if words):
        raise Invalid(f"A canned reply has at most {canned.MAX_TEXT} characters.")
    if data.brand is not None:
        must_work_for(signed.actor, data.brand)
    async with desk.db.tx(signed.actor) as tx:
        about = await queries.find(tx, data.ticket, brand=data.brand) if data.ticket else None
        wanted = data.language or (about.language if about else signed.locale)
        return await _filled(tx, signed, data.text, about, wanted)


async def _filled(
    tx: Tx, signed: Signed, text: CannedWords, about: Ticket | None, wanted: str
) -> CannedFilled:
    language = next((at for at in (wanted, *LANGUAGES) if getattr(text, at, None)), None)
    if language is None:
        raise Invalid("Write the text in Russian, in English, or in both.")
    words: str = getattr(text, language)
    agent = first_name(signed.actor.name)
    if about is None:
        values = _SAMPLES[language] | {"agent.name": agent}
    else:
        brand = await channels.brand(tx, about.brand)
        player = await tx.value(
            "SELECT name FROM player WHERE brand_id = $1 AND id = $2", about.brand, about.player_id
        )
        values = {
            "player.name": player or "",
            "ticket.number": f"{brand.prefix}-{about.number}",
            "agent.name": agent,
            "brand.name": brand.name,
        }
    done = fill(words, values)
    problems = [msgspec.structs.replace(p, detail=in_language(p.detail, signed.locale)) for p in lint(words)]
    shown = tx.links.spelled_out(done.text, about.brand, language) if about else done.text
    return CannedFilled(shown, language, done.missing, problems)


_SAMPLES = {
    "ru": {"player.name": "Ольга", "ticket.number": "AU-1042", "brand.name": "Аврора"},
    "en": {"player.name": "Olga", "ticket.number": "AU-1042", "brand.name": "Aurora"},
}

HANDLERS = [list_canned, create_canned, try_canned, preview_canned, change_canned, delete_canned]
