"""How your workspace suits you, the chats that you hold, and which of your browsers are told when you don't look."""

from __future__ import annotations

from functools import partial
from typing import Any, Literal
from uuid import UUID

import msgspec
from litestar import Response, delete, get, post, put

from pitboss.api.edge import Desk, Req, write
from pitboss.api.views import gives
from pitboss.channels.webchat import queries
from pitboss.channels.webchat.queries import LiveChat
from pitboss.db.tx import Tx
from pitboss.kit.shapes import shaped
from pitboss.notifications import push, webpush
from pitboss.notifications.push import PushBrowser
from pitboss.staff import people, preferences
from pitboss.staff.actors import Signed
from pitboss.staff.preferences import Columns, Preferences, Sounds


class MyPreferences(Preferences, frozen=True, kw_only=True):
    """`language`: of the workspace."""

    language: Literal["ru", "en"] = "en"


def _mine(kept: Preferences, language: str) -> MyPreferences:
    return shaped(MyPreferences, kept, language="ru" if language == "ru" else "en")


@get("/me/preferences", operation_id="getMyPreferences")
async def my_preferences(desk: Desk, signed: Signed) -> MyPreferences:
    """How your workspace suits you; what you never chose is as it comes."""
    async with desk.db.tx(signed.actor) as tx:
        return _mine(await preferences.preferences(tx), signed.locale)


class PreferencesBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What is left out stays; `sounds` and `columns` are replaced as a whole."""

    theme: Literal["auto", "light", "dark"] | msgspec.UnsetType = msgspec.UNSET
    density: Literal["comfortable", "compact"] | msgspec.UnsetType = msgspec.UNSET
    sounds: Sounds | msgspec.UnsetType = msgspec.UNSET
    desktop: bool | msgspec.UnsetType = msgspec.UNSET
    enter_sends: bool | msgspec.UnsetType = msgspec.UNSET
    single_keys: bool | msgspec.UnsetType = msgspec.UNSET
    undo_seconds: int | msgspec.UnsetType = msgspec.UNSET
    rail_open: bool | msgspec.UnsetType = msgspec.UNSET
    context_open: bool | msgspec.UnsetType = msgspec.UNSET
    columns: Columns | msgspec.UnsetType = msgspec.UNSET
    language: Literal["ru", "en"] | msgspec.UnsetType = msgspec.UNSET
    key: str | None = None


@put("/me/preferences", operation_id="setMyPreferences", responses=gives(200, MyPreferences))
async def set_preferences(desk: Desk, signed: Signed, request: Req, data: PreferencesBody) -> Response[bytes]:
    """Changes how your workspace suits you, in every browser."""

    async def do(tx: Tx) -> tuple[int, Any]:
        chosen = {
            name: value
            for name in Preferences.__struct_fields__
            if (value := getattr(data, name)) is not msgspec.UNSET
        }
        wanted = preferences.checked(await preferences.preferences(tx), chosen)
        await preferences.keep(tx, wanted)
        language = signed.locale
        if data.language is not msgspec.UNSET and data.language != language:
            await people.change_person(tx, signed.staff_id, locale=data.language)
            language = data.language
        return 200, _mine(wanted, language)

    return await write(desk, request, signed.actor, do, key=data.key)


@get("/me/chats", operation_id="getMyChats")
async def my_chats(desk: Desk, signed: Signed) -> list[LiveChat]:
    """The open chats that you hold, and whether their players are in them. The stream tells of each who goes or comes back
    as `chat_left` and `chat_returned`."""
    async with desk.db.tx(signed.actor) as tx:
        return await queries.held_by(tx, signed.staff_id)


# ── Web Push ────────────────────────────────────────────────────────────────────────────────────────────────


class MyPush(msgspec.Struct, frozen=True):
    """`public_key`: the applicationServerKey with which a browser subscribes."""

    public_key: str
    browsers: list[PushBrowser]


@get("/me/push", operation_id="getMyPush")
async def my_push(desk: Desk, signed: Signed) -> MyPush:
    """Which of your browsers are told, and the key with which another subscribes."""
    async with desk.db.tx(signed.actor, elevated=True) as tx:
        return MyPush(webpush.public_key(await push.key(tx)), await push.browsers(tx, signed.staff_id))


class PushKeys(msgspec.Struct, frozen=True):
    p256dh: str
    auth: str


class PushBody(msgspec.Struct, frozen=True, rename={"expiration_time": "expirationTime"}):
    """A browser's PushSubscription, as its toJSON() gives it."""

    endpoint: str
    keys: PushKeys
    expiration_time: float | None = None


class PushMade(msgspec.Struct, frozen=True):
    id: UUID


@post("/me/push", operation_id="subscribePush", responses=gives(201, PushMade))
async def subscribe(desk: Desk, signed: Signed, request: Req, data: PushBody) -> Response[bytes]:
    """From now on this browser is told when you are mentioned, given a ticket, or answered by a player, while no workspace
    of yours is in front of you; until you sign out. It is told the occasion and the ticket's number, and no more."""

    async def do(tx: Tx) -> tuple[int, Any]:
        made = await push.subscribe(
            tx,
            signed,
            endpoint=data.endpoint,
            p256dh=data.keys.p256dh,
            auth=data.keys.auth,
            device=request.headers.get("user-agent", ""),
            known=partial(push.is_service, hosts=desk.settings.push_hosts),
        )
        return 201, PushMade(made)

    return await write(desk, request, signed.actor, do)


@delete("/me/push/{subscription:uuid}", status_code=204, operation_id="unsubscribePush")
async def unsubscribe(desk: Desk, signed: Signed, subscription: UUID) -> None:
    """This browser is told no more."""
    async with desk.db.tx(signed.actor) as tx:
        await push.unsubscribe(tx, signed.staff_id, subscription)


HANDLERS = [my_chats, my_preferences, set_preferences, my_push, subscribe, unsubscribe]
