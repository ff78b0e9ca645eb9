"""The demo brands' official channels, and some who pretend to be them."""

from __future__ import annotations

from pitboss.db.tx import Tx
from pitboss.official import actions
from pitboss.official.actions import Wanted
from pitboss.official.model import ImpostorState, OfficialKind
from pitboss.official.names import entry
from pitboss.tickets import actions as tickets

_CHANNELS = {
    "harbour": (
        Wanted(kind=OfficialKind.email, value="security@harbour.example", about_en="Word of sign-ins and changes", about_ru="О входах и изменениях в счёте"),
        Wanted(kind=OfficialKind.phone, value="+44 20 7946 0018", about_en="Calls that you asked for", about_ru="Звонки, о которых вы просили"),
        Wanted(kind=OfficialKind.handle, platform="telegram", value="@harbour_help", about_en="Questions and answers", about_ru="Вопросы и ответы"),
        Wanted(kind=OfficialKind.handle, platform="instagram", value="@harbour.casino", about_en="News; we don't answer there", about_ru="Новости; там мы не отвечаем"),
        Wanted(kind=OfficialKind.name, value="Nina P."),
        Wanted(kind=OfficialKind.name, value="James C."),
    ),
    "mayak": (
        Wanted(kind=OfficialKind.email, value="security@mayak.example", about_en="Word of sign-ins and changes", about_ru="О входах и изменениях в счёте"),
        Wanted(kind=OfficialKind.phone, value="+7 800 555-01-23", about_en="Calls are free within the country", about_ru="Звонок по стране бесплатный"),
        Wanted(kind=OfficialKind.handle, platform="telegram", value="@mayak_help", about_en="Questions and answers", about_ru="Вопросы и ответы"),
        Wanted(kind=OfficialKind.handle, platform="vk", value="@mayak_bet", about_en="News", about_ru="Новости"),
        Wanted(kind=OfficialKind.name, value="Нина П."),
        Wanted(kind=OfficialKind.name, value="Антон Р."),
    ),
}  # fmt: skip
_IMPOSTORS = {
    "harbour": (
        (OfficialKind.site, "harbour-bonus-desk.example", "", (ImpostorState.checking, ImpostorState.confirmed, ImpostorState.takedown_asked)),
        (OfficialKind.handle, "@harbour_vip_payout", "telegram", (ImpostorState.checking, ImpostorState.confirmed)),
        (OfficialKind.phone, "+44 7700 900456", "", (ImpostorState.checking,)),
    ),
    "mayak": (
        (OfficialKind.handle, "@mayak_help_vip", "telegram", (ImpostorState.checking, ImpostorState.confirmed, ImpostorState.takedown_asked, ImpostorState.down)),
        (OfficialKind.site, "mayak-zerkalo.example", "", (ImpostorState.checking, ImpostorState.confirmed)),
        (OfficialKind.phone, "+7 900 555-77-88", "", ()),
    ),
}  # fmt: skip


async def channels(tx: Tx, brand: str) -> None:
    if not await tx.value(
        "SELECT EXISTS (SELECT 1 FROM official_channel WHERE brand_id = $1 AND source = 'staff')", brand
    ):
        for wanted in _CHANNELS[brand]:
            await actions.add(tx, brand, wanted)


async def impostors(tx: Tx, brand: str) -> None:
    """Told of in the tickets about fake support that there are."""
    known = await tx.column(
        "SELECT id FROM ticket WHERE brand_id = $1 AND topic = 'fake_support' ORDER BY id DESC LIMIT 3", brand
    )
    for ticket, (kind, value, platform, states) in zip(known, _IMPOSTORS[brand], strict=False):
        thing = entry(kind, platform, value)
        assert thing is not None, value
        made = await actions.report(tx, await tickets.hold(tx, brand, ticket), kind, thing)
        for state in states:
            await actions.move(tx, brand, made.id, state)
