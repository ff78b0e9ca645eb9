"""Help centres from elsewhere: a zip of Markdown, or export files of Zendesk and Intercom, with a report of what was taken."""

from __future__ import annotations

import asyncio
from typing import Any

import msgspec
from litestar import Response, post

from pitboss.api.attachments import sent_bytes
from pitboss.api.edge import Desk, Req, write
from pitboss.api.lists import the_brand
from pitboss.api.sentences import in_language
from pitboss.api.views import gives
from pitboss.channels import queries as channels
from pitboss.db.tx import Tx
from pitboss.kit.limits import Limit
from pitboss.knowledge import archive, importing
from pitboss.knowledge.actions import WRITE
from pitboss.knowledge.bundle import Bundle, Skipped
from pitboss.knowledge.importing import ImportReport, Source
from pitboss.knowledge.model import Language
from pitboss.staff.actors import Signed

IMPORT = Limit("help-import", burst=5, per_second=0.02)


class _OnlyTried(Exception):
    def __init__(self, report: ImportReport) -> None:
        super().__init__()
        self.report = report


@post("/knowledge/import", status_code=200, responses=gives(200, ImportReport), operation_id="importHelp")
async def import_help(
    desk: Desk,
    signed: Signed,
    request: Req,
    source: Source = "markdown",
    brand: str | None = None,
    dry: bool = False,
) -> Response[bytes]:
    """Takes in articles, categories and clauses, sent as multipart/form-data in the field `file`. `source`: markdown (a zip of
    folders), zendesk or intercom (a JSON file, or a zip of them). Articles are handed in for review; drafts stay drafts. The
    same import again changes nothing. `dry`: only the report."""
    desk.buckets.take(IMPORT, signed.staff_id)
    home = the_brand(signed.actor, brand)
    signed.actor.must(WRITE, home)
    name, data = await sent_bytes(request)
    async with desk.db.tx(signed.actor) as tx:
        fill = await importing.placeholders(tx, home)
        language: Language = "ru" if (await channels.brand(tx, home)).language == "ru" else "en"
    bundle = await asyncio.to_thread(_read, source, name, data, fill, language)
    kept = [] if dry else await importing.store(desk.files, home, bundle)

    async def do(tx: Tx) -> tuple[int, Any]:
        report = await importing.take(tx, home, bundle, publish=False, pictures=kept)
        told = in_words(report, signed.locale)
        if dry:
            raise _OnlyTried(told)
        return 200, told

    try:
        return await write(desk, request, signed.actor, do)
    except _OnlyTried as tried:
        return Response(msgspec.json.encode(tried.report), media_type="application/json", status_code=200)


def _read(source: Source, name: str, data: bytes, fill: dict[str, str], language: Language) -> Bundle:
    """In a thread of its own: unpacking and reading keep a processor busy."""
    if source != "markdown" and not data.startswith(b"PK"):
        ending = ".jsonl" if name.lower().endswith((".jsonl", ".ndjson")) else ".json"
        files: dict[str, bytes] = {f"export{ending}": data}
        skipped: list[Skipped] = []
    else:
        files, skipped = archive.opened(data)
    bundle = importing.read(source, files, fill, language)
    bundle.skipped += skipped
    return bundle


def in_words(report: ImportReport, locale: str) -> ImportReport:
    lines = [
        msgspec.structs.replace(line, why=in_language(line.why, locale)) if line.why else line
        for line in report.lines
    ]
    return msgspec.structs.replace(report, lines=lines)


HANDLERS = [import_help]
