"""Staff sign in, sign out, see their sessions."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec
from litestar import Request, Response, delete, get, post
from litestar.datastructures import Cookie

from pitboss.api.edge import COOKIE, SIGN_IN, Desk, Req, address_of, must_be_own
from pitboss.events.log import watermark
from pitboss.kit.refused import Forbidden
from pitboss.staff import sign_in as staff_sign_in
from pitboss.staff.actors import Signed
from pitboss.staff.sign_in import Session


class Credentials(msgspec.Struct, frozen=True):
    email: str
    password: str


class SignedIn(msgspec.Struct, frozen=True):
    token: str
    expires_at: datetime


@post("/session", status_code=201)
async def sign_in(desk: Desk, request: Request[Any, Any, Any], data: Credentials) -> Response[SignedIn]:
    """Gives a token, for `Authorization: Bearer …`, and the same as a cookie for browsers."""
    must_be_own(request, desk)
    address = address_of(request, desk.settings)
    desk.buckets.take(SIGN_IN, address)
    token, session = await staff_sign_in.sign_in(
        desk.db,
        email=data.email,
        password=data.password,
        address=address,
        device=request.headers.get("user-agent", "")[:200],
    )
    cookie = Cookie(
        key=COOKIE,
        value=token,
        httponly=True,
        secure=desk.settings.public_url.startswith("https:"),
        samesite="strict",
        path="/",
        max_age=7 * 24 * 3600,
    )
    return Response(SignedIn(token, session.expires_at), status_code=201, cookies=[cookie])


class Me(msgspec.Struct, frozen=True):
    """`number`: from where to follow the stream; whatever you read after this answer is not older. `must_change_password`:
    somebody else set yours, and everything else is refused until you have set your own."""

    id: str
    name: str
    email: str
    locale: str
    permissions: dict[str, list[str]]
    number: int
    must_change_password: bool


@get("/session")
async def who_am_i(desk: Desk, signed: Signed) -> Me:
    """Who you are and what you may do."""
    async with desk.db.single() as tx:
        number = await watermark(tx)
    held = {brand: sorted(permissions) for brand, permissions in signed.actor.permissions.items()}
    return Me(
        str(signed.staff_id),
        signed.actor.name,
        signed.email,
        signed.locale,
        held,
        number,
        signed.must_change_password,
    )


@delete("/session", status_code=204)
async def sign_out(desk: Desk, signed: Signed) -> None:
    """Ends this session."""
    if signed.session is not None:
        async with desk.db.tx(signed.actor) as tx:
            await tx.elevate()
            await staff_sign_in.sign_out(tx, signed.session)


@get("/sessions", operation_id="listSessions")
async def sessions(desk: Desk, signed: Signed) -> list[Session]:
    """Your sessions."""
    async with desk.db.tx(signed.actor) as tx:
        return await staff_sign_in.sessions(tx, signed.staff_id)


class EndedSessions(msgspec.Struct, frozen=True):
    ended: int


@delete("/sessions/{key:str}", status_code=204, operation_id="endSession")
async def end_session(desk: Desk, signed: Signed, key: str) -> None:
    """Ends one of your sessions. Only a session may do that, not an API token."""
    if signed.session is None:
        raise Forbidden("Only somebody signed in can end sessions; an API token can't.")
    async with desk.db.tx(signed.actor) as tx:
        await staff_sign_in.end_session(tx, key)


@delete("/sessions", status_code=200)
async def sign_out_everywhere(desk: Desk, signed: Signed, request: Req) -> EndedSessions:
    """Ends all your sessions. Only a session may do that, not an API token."""
    if signed.session is None:
        raise Forbidden("Only somebody signed in can end sessions; an API token can't.")
    async with desk.db.tx(signed.actor) as tx:
        return EndedSessions(await staff_sign_in.sign_out_everywhere(tx, signed.staff_id))


HANDLERS = [sign_in, who_am_i, sign_out, sessions, end_session, sign_out_everywhere]
