"""/demo: a made-up casino's page for each demo brand, with the chat on it. Only the demo serves this: whoever opens the
page may be any of the demo's players."""

from __future__ import annotations

import time
from html import escape as e
from importlib import resources
from typing import Literal

from joserfc import jwt
from joserfc.jwk import OctKey
from litestar import MediaType, Response, get

from pitboss.api.edge import Desk
from pitboss.db.tx import SYSTEM
from pitboss.demo.seed import Player, told
from pitboss.kit.refused import NotFound

Language = Literal["en", "ru"]
LASTS = 3600  # seconds of a player's token
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_LOOKS: dict[str, tuple[str, Language, str]] = {
    "harbour": (
        "Harbour",
        "en",
        "<path d='M12 3v18M5 12a7 7 0 0 0 14 0M8 7h8'/><circle cx='12' cy='4' r='1.6'/>",
    ),
    "mayak": (
        "Маяк",
        "ru",
        "<path d='m9 21 1.6-11h2.8L15 21ZM9.5 10h5V6.5h-5ZM12 3v3.5M3 7l4 1M21 7l-4 1'/>",
    ),
}
_HEROES: dict[tuple[str, Language], str] = {
    ("harbour", "en"): "Evenings by the water",
    ("harbour", "ru"): "Вечер у воды",
    ("mayak", "en"): "Evenings by the lighthouse",
    ("mayak", "ru"): "Вечер при свете маяка",
}
_GAMES = ("slot", "wheel", "cards", "ball", "dice", "star")
_ICONS = {
    "slot": "<rect x='3' y='5' width='18' height='14' rx='3'/><path d='M9 5v14M15 5v14M5.5 12h1M11.5 12h1M17.5 12h1'/>",
    "wheel": "<circle cx='12' cy='12' r='9'/><circle cx='12' cy='12' r='3'/><path d='M12 3v6M12 15v6M3 12h6M15 12h6'/>",
    "cards": "<rect x='4' y='4' width='11' height='15' rx='2'/><path d='m17.5 7 2.7.7-3 11.6-2.4-.6'/><path d='M9.5 9.2 11 11.5l-1.5 2.3L8 11.5Z'/>",
    "ball": "<circle cx='12' cy='12' r='9'/><path d='m12 8 3.6 2.6-1.4 4.3H9.8l-1.4-4.3ZM12 3v5M3.4 9.6l5 1M20.6 9.6l-5 1M7 19.4l2.8-4.5M17 19.4l-2.8-4.5'/>",
    "dice": "<rect x='4' y='4' width='16' height='16' rx='3'/><path d='M8.5 8.5h.01M15.5 8.5h.01M12 12h.01M8.5 15.5h.01M15.5 15.5h.01' stroke-width='2.6'/>",
    "star": "<path d='m12 3.5 2.6 5.4 5.9.8-4.3 4.1 1 5.9-5.2-2.8-5.2 2.8 1-5.9L3.5 9.7l5.9-.8Z'/>",
}
_WORDS: dict[Language, dict[str, str]] = {
    "en": {
        "bar": "A demo page of a made-up casino: no money, no games.",
        "as": "You are",
        "nobody": "a visitor",
        "desk": "Open the desk",
        "other": "The other brand",
        "language": "По-русски",
        "nav": "Casino,Live,Sport,Promotions",
        "in": "Sign in",
        "out": "Sign out",
        "lead": "Tables, slots and the weekend's matches, with people who answer when something goes wrong.",
        "help": "Talk to support",
        "deposit": "My deposit has not arrived",
        "games": "Played now",
        "slot": "Tide Lines",
        "wheel": "Roulette, live",
        "cards": "Blackjack",
        "ball": "Football",
        "dice": "Dice",
        "star": "Jackpots",
        "balance": "Balance",
        "foot": "Pitboss demo. Nothing on this page is real, and nothing leaves this machine.",
    },
    "ru": {
        "bar": "Демо-страница выдуманного казино: ни денег, ни игр.",
        "as": "Вы",
        "nobody": "гость",
        "desk": "Открыть рабочее место",
        "other": "Другой бренд",
        "language": "In English",
        "nav": "Казино,Live,Спорт,Акции",
        "in": "Войти",
        "out": "Выйти",
        "lead": "Столы, слоты и матчи выходных, и люди, которые ответят, если что-то пошло не так.",
        "help": "Написать в поддержку",
        "deposit": "Не пришёл депозит",
        "games": "Сейчас играют",
        "slot": "Линия прилива",
        "wheel": "Рулетка, live",
        "cards": "Блэкджек",
        "ball": "Футбол",
        "dice": "Кости",
        "star": "Джекпоты",
        "balance": "Баланс",
        "foot": "Демо Pitboss. На этой странице всё выдумано, и ничто не покидает этот компьютер.",
    },
}


class NoSuchPage(NotFound):
    """The demo has no such brand or player. Begin at /demo."""


@get("/demo", include_in_schema=False)
async def index() -> Response[str]:
    cards = "".join(
        f"<a class='card {brand}' href='/demo/{brand}'>{_icon(icon)}<strong>{e(name)}</strong><span>/demo/{brand}</span></a>"
        for brand, (name, _, icon) in _LOOKS.items()
    )
    return _page(
        "en",
        "index",
        "Pitboss demo",
        f"<main class='index'><h1>Two casinos, one desk</h1><p>Open a casino in one window and the desk in another, "
        f"write in the chat, and answer it.</p><p lang='ru'>Откройте казино в одном окне, рабочее место в другом, "
        f"напишите в чат и ответьте.</p><div class='games'>{cards}"
        f"<a class='card desk' href='/desk/'>{_icon(_ICONS['cards'])}<strong>The desk</strong><span>/desk</span></a></div></main>",
    )


@get("/demo/{brand:str}", include_in_schema=False)
async def casino(
    desk: Desk, brand: str, player: str | None = None, lang: Language | None = None
) -> Response[str]:
    """`player`: the account of one of the demo's players, who is signed in then."""
    if brand not in _LOOKS:
        raise NoSuchPage
    name, own, icon = _LOOKS[brand]
    people = [known for known in told().player if known.brand == brand]
    who = next((known for known in people if known.account == player), None)
    if player is not None and who is None:
        raise NoSuchPage
    language = lang or own
    words = _WORDS[language]
    token = await _signed(desk, who) if who else ""
    other = next(known for known in _LOOKS if known != brand)

    def here(account: str | None, lang: Language = language) -> str:
        asked = [f"player={account}"] if account else []
        asked += [f"lang={lang}"] if lang != own else []
        return f"/demo/{brand}" + (f"?{'&amp;'.join(asked)}" if asked else "")

    def choice(account: str | None, shown: str) -> str:
        current = " aria-current='true'" if account == player else ""
        return f"<a data-leaves href='{here(account)}'{current}>{e(shown)}</a>"

    bar = (
        f"<aside class='bar' aria-label='Demo'><span>{words['bar']}</span><span class='who'>{words['as']}: "
        + choice(None, words["nobody"])
        + "".join(choice(known.account, known.name) for known in people)
        + f"</span><span class='ways'><a href='{here(player, 'en' if language == 'ru' else 'ru')}'>{words['language']}</a>"
        f"<a data-leaves href='/demo/{other}'>{words['other']}</a><a class='go' href='/desk/' target='_blank'>{words['desk']}</a></span></aside>"
    )
    account = (
        f"<span class='balance'>{words['balance']} <b>{'1 250 ₽' if own == 'ru' else '£ 84.20'}</b></span>"
        f"<span class='name'>{e(who.name)}</span><a class='button' data-leaves href='{here(None)}'>{words['out']}</a>"
        if who
        else f"<a class='button' data-leaves href='{here(people[0].account)}'>{words['in']}</a>"
    )
    games = "".join(
        f"<div class='card {game}'>{_icon(_ICONS[game])}<strong>{words[game]}</strong></div>"
        for game in _GAMES
    )
    body = (
        f"{bar}<header><a class='logo' href='{here(player)}'>{_icon(icon)}{e(name)}</a>"
        f"<nav aria-label='{e(name)}'>{''.join(f'<span>{item}</span>' for item in words['nav'].split(','))}</nav>"
        f"<div class='account'>{account}</div></header>"
        f"<main><section class='hero'><h1>{_HEROES[brand, language]}</h1><p>{words['lead']}</p>"
        f"<p class='buttons'><button type='button' class='button' data-chat>{words['help']}</button>"
        f"<button type='button' class='button quiet' data-chat='deposit_missing'>{words['deposit']}</button></p></section>"
        f"<h2>{words['games']}</h2><div class='games'>{games}</div></main><footer>{words['foot']}</footer>"
        f"<script src='/demo/site/page.js' data-jwt='{token}'></script>"
        f"<script src='/widget.js' data-brand='{brand}' async></script>"
    )
    return _page(language, brand, name, body)


async def _signed(desk: Desk, player: Player) -> str:
    """As the operator's server does it for who is signed in there."""
    async with desk.db.tx(SYSTEM) as tx:
        key = await tx.value(
            "SELECT value FROM brand_secret WHERE brand_id = $1 AND name = 'chat_jwt'", player.brand
        )
    now = int(time.time())
    claims = {
        "sub": player.account,
        "iat": now,
        "exp": now + LASTS,
        "brand": player.brand,
        "name": player.name,
        "email": player.email,
        "lang": player.language,
        "vip": player.vip,
    }
    return jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(key))


def _icon(paths: str) -> str:
    return (
        "<svg viewBox='0 0 24 24' fill='none' stroke='currentColor' stroke-width='1.6' stroke-linecap='round' "
        f"stroke-linejoin='round' aria-hidden='true'>{paths}</svg>"
    )


def _page(language: Language, brand: str, title: str, body: str) -> Response[str]:
    return Response(
        f"<!doctype html><html lang='{language}'><head><meta charset='utf-8'><title>{e(title)}</title>"
        "<meta name='viewport' content='width=device-width, initial-scale=1'>"
        f"<link rel='icon' href='data:,'><link rel='stylesheet' href='/demo/site/page.css'></head><body class='{brand}'>{body}</body></html>",
        media_type=MediaType.HTML,
        headers={"content-security-policy": _POLICY, "cache-control": "no-store"},
    )


@get("/demo/site/{name:str}", include_in_schema=False)
async def file(name: str) -> Response[str]:
    kinds = {"page.css": "text/css", "page.js": "text/javascript"}
    if name not in kinds:
        raise NoSuchPage
    text = resources.files("pitboss.demo").joinpath("site", name).read_text(encoding="utf-8")
    return Response(text, media_type=f"{kinds[name]}; charset=utf-8", headers={"cache-control": "no-cache"})


HANDLERS = [index, casino, file]
