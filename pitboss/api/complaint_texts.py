"""A brand's own words in the letters of complaints. docs/subsystems/complaint-rules.md"""

from __future__ import annotations

from typing import Any
from uuid import UUID

import msgspec
from litestar import Response, delete, get, post, put

from pitboss.api.edge import Desk, Req, write
from pitboss.api.lists import must_work_for
from pitboss.api.views import gives
from pitboss.complaints import letter_texts
from pitboss.complaints.letter_texts import LetterText, LetterTried, LetterVersion
from pitboss.complaints.letters import Draft
from pitboss.complaints.pack_model import LetterKind
from pitboss.db.tx import Tx
from pitboss.kit.durations import Language
from pitboss.kit.refused import NotFound
from pitboss.notifications.templates import LANGUAGES
from pitboss.staff.actors import Signed

_ROOT = "/brands/{brand:str}/complaint-letters"
_ONE = _ROOT + "/{letter:str}/{language:str}"


class NoSuchLetter(NotFound):
    """There is no such letter. Letters are in ru and en."""


class LetterWords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`version`: of the last change that you read; null where there was none."""

    subject: str
    text: str
    version: UUID | None = None
    key: str | None = None


def _which(letter: str, language: str) -> tuple[LetterKind, Language]:
    known = next((one for one in LANGUAGES if one == language), None)
    if known is None or letter not in {kind.value for kind in LetterKind}:
        raise NoSuchLetter
    return LetterKind(letter), known


@get(_ROOT)
async def list_letter_texts(desk: Desk, signed: Signed, brand: str) -> list[LetterText]:
    """The words of every kind of letter of complaints, in every language, with places such as {number}."""
    must_work_for(signed.actor, brand)
    async with desk.db.tx(signed.actor) as tx:
        return await letter_texts.shown(tx, brand)


@get(f"{_ONE}/history")
async def letter_text_history(
    desk: Desk, signed: Signed, brand: str, letter: str, language: str
) -> list[LetterVersion]:
    """What stood there before, the newest first, with who wrote it."""
    must_work_for(signed.actor, brand)
    kind, known = _which(letter, language)
    async with desk.db.tx(signed.actor) as tx:
        return await letter_texts.history(tx, brand, kind, known)


@post(f"{_ONE}/preview", status_code=200, responses=gives(200, LetterTried))
async def preview_letter_text(
    desk: Desk, signed: Signed, brand: str, letter: str, language: str, data: LetterWords
) -> LetterTried:
    """A letter in these words with sample values, and what is wrong with it by the rules of the brand's licence. Saves nothing."""
    must_work_for(signed.actor, brand)
    kind, known = _which(letter, language)
    async with desk.db.tx(signed.actor) as tx:
        return await letter_texts.tried(tx, brand, kind, known, Draft(data.subject, data.text))


@put(_ONE, responses=gives(200, LetterText))
async def set_letter_text(
    desk: Desk, signed: Signed, request: Req, brand: str, letter: str, language: str, data: LetterWords
) -> Response[bytes]:
    """The brand's own words from now on. Refused with `problems` where the rules of its licence ask for something that they leave
    out, or something in them would mislead."""
    must_work_for(signed.actor, brand)
    kind, known = _which(letter, language)

    async def do(tx: Tx) -> tuple[int, Any]:
        words = Draft(data.subject, data.text)
        return 200, await letter_texts.put(tx, brand, kind, known, words, version=data.version)

    return await write(desk, request, signed.actor, do, key=data.key)


@delete(_ONE, status_code=200, responses=gives(200, LetterText))
async def restore_letter_text(
    desk: Desk,
    signed: Signed,
    request: Req,
    brand: str,
    letter: str,
    language: str,
    version: UUID | None = None,
) -> Response[bytes]:
    """Back to the packaged words; what was written stays in the history."""
    must_work_for(signed.actor, brand)
    kind, known = _which(letter, language)

    async def do(tx: Tx) -> tuple[int, Any]:
        return 200, await letter_texts.restore(tx, brand, kind, known, version=version)

    return await write(desk, request, signed.actor, do)


HANDLERS: list[Any] = [
    list_letter_texts,
    letter_text_history,
    preview_letter_text,
    set_letter_text,
    restore_letter_text,
]
