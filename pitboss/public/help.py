"""The help centre."""

from __future__ import annotations

from litestar import Response, get

from pitboss.api.edge import Desk, Req
from pitboss.public.shell import Here, kept, page


@get(["/help/{brand:str}", "/help/{brand:str}/{lang:str}"])
async def home(request: Req, desk: Desk, here: Here) -> Response[bytes]:
    async def make() -> Response[bytes]:
        return page(
            here,
            "home.html",
            title=here.t("help.title"),
            description=here.t("help.description", brand=here.name),
        )

    return await kept(request, desk, here, make)


HANDLERS = [home]
