"""The files of a case's tickets, to be taken as evidence (`POST /complaints/{complaint}/evidence/files`)."""

from __future__ import annotations

from uuid import UUID

import msgspec
from litestar import get

from pitboss.api.edge import Desk
from pitboss.api.lists import Limit, cursor_of, place_of
from pitboss.complaints import case_files, checklists, evidence, queries
from pitboss.complaints.case_files import CaseFile
from pitboss.complaints.checklists import From
from pitboss.staff.actors import Signed


class FileNeed(msgspec.Struct, frozen=True):
    code: str
    label: str


class CaseFiles(msgspec.Struct, frozen=True):
    """`needs`: what of the case's checklist a file can be."""

    items: list[CaseFile]
    needs: list[FileNeed]
    next: str | None


@get("/complaints/{complaint:str}/evidence/files")
async def list_case_files(
    desk: Desk,
    signed: Signed,
    complaint: str,
    brand: str | None = None,
    message: UUID | None = None,
    cursor: str | None = None,
    limit: Limit = 50,
) -> CaseFiles:
    """The files in the tickets of a case that you see, the newest first, and which are among the evidence already. `message`:
    of that one alone."""
    after = place_of(cursor, case_files.Place)
    async with desk.db.tx(signed.actor) as tx:
        case = await queries.find(tx, complaint, brand=brand)
        found = await case_files.files(tx, case, message=message, after=after, limit=limit + 1)
    shown = found[:limit]
    last = case_files.Place(shown[-1].at, shown[-1].id) if len(found) > limit else None
    wanted = checklists.of(case.category)
    needs = [
        FileNeed(code, checklists.label(code, signed.locale))
        for code in dict.fromkeys((*wanted.needs, *wanted.helps))
        if evidence.comes_from(code) is not From.back_office
    ]
    return CaseFiles(shown, needs, cursor_of(last) if last else None)


HANDLERS = [list_case_files]
