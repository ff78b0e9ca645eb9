"""Who reads: the cookie that the cabinet gives."""

from __future__ import annotations

from litestar import Response

from pitboss.api.edge import Desk, Req
from pitboss.db.tx import Tx
from pitboss.players import cabinet
from pitboss.players.cabinet import Session
from pitboss.public.shell import Here


def cookie_name(brand: str) -> str:
    return f"pitboss_my_{brand}"


async def entered(tx: Tx, here: Here, request: Req) -> Session | None:
    """The session of whoever asks, if they are signed in to this brand's cabinet. The transaction is SYSTEM's."""
    token = request.cookies.get(cookie_name(here.brand.id))
    return await cabinet.session_of(tx, here.brand.id, token) if token else None


def give_cookie(answer: Response[bytes], desk: Desk, brand: str, token: str) -> Response[bytes]:
    answer.set_cookie(
        key=cookie_name(brand),
        value=token,
        path=f"/help/{brand}",
        httponly=True,
        samesite="lax",
        secure=desk.settings.public_url.startswith("https://"),
        max_age=int(cabinet.LIFE.total_seconds()),
    )
    return answer


def take_cookie(answer: Response[bytes], brand: str) -> Response[bytes]:
    answer.delete_cookie(key=cookie_name(brand), path=f"/help/{brand}")
    return answer
