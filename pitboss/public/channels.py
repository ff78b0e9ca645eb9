"""The list of a brand's official channels, for everybody."""

from __future__ import annotations

import msgspec
from litestar import Response, get

from pitboss.api.edge import Desk, Req
from pitboss.official import queries
from pitboss.official.model import PLATFORMS, Official, OfficialKind
from pitboss.public.shell import Here, kept, page

ICONS = {
    OfficialKind.site: "globe",
    OfficialKind.email: "mail",
    OfficialKind.phone: "phone",
    OfficialKind.handle: "at",
    OfficialKind.name: "user",
}
_PAGES = {
    "telegram": "https://t.me/{}",
    "instagram": "https://instagram.com/{}",
    "facebook": "https://facebook.com/{}",
    "x": "https://x.com/{}",
    "vk": "https://vk.com/{}",
    "youtube": "https://youtube.com/@{}",
    "tiktok": "https://tiktok.com/@{}",
}


class Line(msgspec.Struct, frozen=True):
    value: str
    platform: str
    about: str
    address: str | None
    since: str


def _line(here: Here, one: Official) -> Line:
    address = {
        OfficialKind.site: f"https://{one.normal}/",
        OfficialKind.email: f"mailto:{one.normal}",
        OfficialKind.phone: f"tel:{one.normal}",
        OfficialKind.handle: _PAGES[one.platform].format(one.normal) if one.platform in _PAGES else None,
        OfficialKind.name: None,
    }[one.kind]
    return Line(
        one.value,
        PLATFORMS.get(one.platform, ""),
        one.about_ru if here.language == "ru" else one.about_en,
        address,
        here.day(one.valid_from),
    )


@get("/help/{brand:str}/{lang:str}/channels")
async def channels_page(request: Req, desk: Desk, here: Here) -> Response[bytes]:
    async def make() -> Response[bytes]:
        async with desk.db.look(here.reader) as tx:
            entries = await queries.entries(tx, here.brand.id)
        parts = [
            (kind.value, ICONS[kind], [_line(here, one) for one in entries if one.kind is kind])
            for kind in OfficialKind
        ]
        return page(
            here,
            "channels.html",
            title=here.t("channels.title"),
            description=here.t("channels.about", brand=here.name),
            current="/channels",
            parts=[part for part in parts if part[2]],
        )

    return await kept(request, desk, here, make)


HANDLERS = [channels_page]
