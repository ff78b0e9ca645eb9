"""The letters of a case. docs/subsystems/complaint-rules.md"""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import Response, get, post

from pitboss.api.complaint_case import TheCase
from pitboss.api.edge import Desk, Req, write
from pitboss.api.views import gives
from pitboss.complaints import letter_sending, queries
from pitboss.complaints.letter_sending import HANDLE, Letter, LetterPreview, Wanted
from pitboss.complaints.pack_model import LetterKind
from pitboss.db.tx import Tx
from pitboss.kit.refused import Invalid
from pitboss.kit.shapes import shaped
from pitboss.staff.actors import Signed

_LONG = ("reason", "news", "outcome", "redress")


class LetterWanted(Wanted, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`brand`: where several brands have the number. `version`: of the case that you read."""

    brand: str | None = None
    version: int | None = None
    key: str | None = None


def _wanted(data: LetterWanted) -> Wanted:
    if len(data.items) > 50 or any(len(item) > 500 for item in data.items):
        raise Invalid("A letter asks for at most 50 things, each in at most 500 characters.")
    if any(len(getattr(data, name)) > letter_sending.MAX_WORDS for name in _LONG):
        raise Invalid(f"A part of a letter has at most {letter_sending.MAX_WORDS} characters.")
    return shaped(Wanted, data)


@get("/complaints/{complaint:str}/letters")
async def list_letters(case: TheCase) -> list[Letter]:
    """The letters that went, the oldest first, as they went. Whoever hears an appeal sees those that tell the first decision
    when their own view is written."""
    async with case.looked_at("letters") as (tx, one):
        return await letter_sending.letters_of(tx, one)


@get("/complaints/{complaint:str}/letters/owed")
async def owed_letters(case: TheCase) -> list[LetterKind]:
    """The letters that the rules of the case ask for and that did not go yet."""
    async with case.read() as (tx, one):
        return await letter_sending.owed(tx, one)


@post("/complaints/{complaint:str}/letters/preview", status_code=200, responses=gives(200, LetterPreview))
async def preview_letter(desk: Desk, signed: Signed, complaint: str, data: LetterWanted) -> LetterPreview:
    """A letter as it would go now, in the words of its jurisdiction, and what keeps it from going. With `subject` and `text`:
    what is wrong with those. Nothing is kept."""
    wanted = _wanted(data)
    async with desk.db.tx(signed.actor) as tx:
        one = await queries.find(tx, complaint, brand=data.brand)
        signed.actor.must(HANDLE, one.brand)
        return await letter_sending.look(tx, one, wanted)


@post("/complaints/{complaint:str}/letters", responses=gives(201, Letter))
async def send_letter(
    desk: Desk, signed: Signed, request: Req, complaint: str, data: LetterWanted
) -> Response[bytes]:
    """Sends a letter by the channel of the case's ticket. One with problems is refused with a sentence for each, and nothing
    goes. The acknowledgement of a case that is only registered acknowledges it."""
    wanted = _wanted(data)

    async def do(tx: Tx) -> tuple[int, Any]:
        one = await queries.find(tx, complaint, brand=data.brand)
        sent = await letter_sending.send(tx, one.brand, one.id, wanted, version=data.version)
        return 201, msgspec.to_builtins(sent)

    return await write(desk, request, signed.actor, do, key=data.key)


HANDLERS = [list_letters, owed_letters, preview_letter, send_letter]
