"""A brand's connection to its back office."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import Response, get, post, put

from pitboss.api.edge import Desk, Req, write
from pitboss.api.lists import must_work_for
from pitboss.api.sentences import in_language
from pitboss.api.views import gives
from pitboss.backoffice.connector import NoSuchRecord
from pitboss.backoffice.settings import Connection, back_office, connect_brand, connection
from pitboss.db.tx import Tx
from pitboss.kit.refused import Refused
from pitboss.staff.actors import Signed

NOBODY = "pitboss-connection-check"


class WantedConnection(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`url`: such as https://pam.casino.example; null disconnects. `token`: left out, the one there is stays."""

    url: str | None
    token: str | None = None


class BackOfficeChecked(msgspec.Struct, frozen=True):
    good: bool
    told: str


@get("/brands/{brand:str}/backoffice")
async def get_connection(desk: Desk, signed: Signed, brand: str) -> Connection:
    """Where the brand's back office is. The token is never shown."""
    must_work_for(signed.actor, brand)
    async with desk.db.tx(signed.actor) as tx:
        return await connection(tx, brand)


@put("/brands/{brand:str}/backoffice", responses=gives(200, Connection))
async def set_connection(
    desk: Desk, signed: Signed, request: Req, brand: str, data: WantedConnection
) -> Response[bytes]:
    """Connects a back office, or disconnects it."""
    must_work_for(signed.actor, brand)

    async def do(tx: Tx) -> tuple[int, Any]:
        return 200, await connect_brand(
            tx, brand, data.url, data.token, inside_hosts=desk.settings.backoffice_hosts
        )

    return await write(desk, request, signed.actor, do)


@post("/brands/{brand:str}/backoffice/check", status_code=200)
async def check(desk: Desk, signed: Signed, brand: str) -> BackOfficeChecked:
    """Asks the back office for a player that can't be; that it knows of none is the good answer."""
    must_work_for(signed.actor, brand)
    signed.actor.must("settings.manage", brand)
    try:
        async with await back_office(desk.db, brand, inside_hosts=desk.settings.backoffice_hosts) as office:
            await office.player(NOBODY)
    except NoSuchRecord:
        return BackOfficeChecked(True, in_language("The back office answers.", signed.locale))
    except Refused as refusal:
        return BackOfficeChecked(False, in_language(refusal.detail, signed.locale))
    return BackOfficeChecked(True, in_language("The back office answers.", signed.locale))


HANDLERS = [get_connection, set_connection, check]
