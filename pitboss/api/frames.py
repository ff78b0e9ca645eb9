"""What goes over the sockets, as types: `pitboss events-schema` prints them for the clients that are generated from them.

A staff socket carries every event as `<Name>Event`: an envelope with `data` as the event's class says, the message where
it is about one, and `state`, the ticket as it is when the event is read (once for several events read together). A player's socket carries the public ones, with less in them. Besides there are frames that are
kept nowhere and have no number: after a gap they are not repeated."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import Any, Literal, Union
from uuid import UUID

import msgspec

from pitboss.api.views import MessageView, TicketState
from pitboss.channels.webchat import events as chat_events
from pitboss.db.tx import ActorName
from pitboss.events.log import Event
from pitboss.files import events as document_events
from pitboss.files.queries import FileState
from pitboss.tickets import events as ticket_events
from pitboss.tickets.bulk import State as BulkState

# ── frames that are kept nowhere ────────────────────────────────────────────────────────────────────────────


class Hello(msgspec.Struct, frozen=True, tag_field="type", tag="hello"):
    """The first frame. `number`: from which you go on; what you missed since comes next."""

    number: int


class Reset(msgspec.Struct, frozen=True, tag_field="type", tag="reset"):
    """You know of events that this desk has never had: it was restored from a copy. Read your screen afresh."""

    number: int


class Gone(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="gone"):
    """A ticket that you could see has moved to where you can't. Counts like an event: go on from `number`."""

    number: int
    brand: str
    ticket: UUID


class Pong(msgspec.Struct, frozen=True, tag_field="type", tag="pong"):
    """The answer to your `ping`: the connection lives."""


class Error(msgspec.Struct, frozen=True, tag_field="type", tag="error"):
    """Your last frame could not be used. The connection stays."""

    code: Literal["bad_frame"]
    detail: str


class Typing(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="typing"):
    """Somebody writes; repeated while they do, so forget it after some seconds. `name`: of an agent; `note`: what is
    written is a note; `text`: false when a player has emptied the field."""

    brand: str
    ticket: UUID
    by: Literal["agent", "player"]
    name: str = ""
    note: bool = False
    text: bool = True


class Read(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="read"):
    """Somebody has read up to `message`."""

    brand: str
    ticket: UUID
    by: Literal["agent", "player"]
    message: UUID


class Viewing(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="viewing"):
    """A colleague has the ticket on the screen, or (`viewing` false) no longer. Repeated every 20 seconds; forget it after
    45. Whoever looks at the ticket answers a colleague's first with their own."""

    brand: str
    ticket: UUID
    staff: UUID
    name: str
    viewing: bool


class CountsChanged(msgspec.Struct, frozen=True, tag_field="type", tag="counts_changed"):
    """Something happened by which a counter or a list of yours may have changed, also that a ticket left your sight. At
    most one a second: ask for GET /api/v1/counts and the page of the list that you show."""


class BulkProgress(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="bulk_progress"):
    """How far a bulk action of yours is; see GET /api/v1/bulk/{id}. `waiting` of `total` are still to come."""

    bulk: UUID
    state: BulkState
    total: int
    waiting: int
    done: int
    refused: int


class NoticesSeen(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="notices_seen"):
    """You have seen these of your notices, here or in another browser."""

    notices: list[UUID]


TRANSIENT: tuple[type[msgspec.Struct], ...] = (
    Hello,
    Reset,
    Gone,
    Pong,
    Error,
    Typing,
    Read,
    Viewing,
    CountsChanged,
    BulkProgress,
    NoticesSeen,
)
FOR_PLAYERS_TOO: tuple[type[msgspec.Struct], ...] = (Hello, Reset, Pong, Error, Typing, Read)


# ── frames that clients send ────────────────────────────────────────────────────────────────────────────────


class Ping(msgspec.Struct, frozen=True, tag_field="type", tag="ping"):
    """Is the connection alive? A `pong` comes back at once."""


class PlayerTyping(msgspec.Struct, frozen=True, tag_field="type", tag="typing"):
    """A player writes. `text`: whether there is something in the field now. Staff use POST …/typing."""

    text: bool = True


# ── events ──────────────────────────────────────────────────────────────────────────────────────────────────


class SaidFile(msgspec.Struct, frozen=True):
    id: UUID
    name: str
    content_type: str
    size: int
    state: FileState


class SaidMessage(msgspec.Struct, frozen=True):
    """What was said, so that no player has to ask. An agent's name is the first name."""

    id: UUID
    kind: Literal["reply", "note", "system"]
    author: Literal["player", "agent", "bot", "system"]
    author_name: str
    text: str
    key: str | None
    attachments: list[SaidFile]


# Events by which a list may have got or lost a ticket.
MOVING = frozenset(
    {
        "ticket_opened", "message_received", "message_sent", "note_added", "topic_set", "danger_found", "danger_cleared",
        "priority_set", "queued", "assigned", "unassigned", "level_changed", "status_changed", "snoozed", "woken", "merged",
        "took_in", "unmerged", "split", "spam_marked", "tagged", "language_set", "channel_changed", "view_saved",
        "view_deleted",
    }
)  # fmt: skip
WITH_MESSAGE = frozenset({"message_received", "message_sent", "note_added", "file_scanned"})
# Staff get the message whole, and again when something about it has changed.
WITH_MESSAGE_INSIDE = WITH_MESSAGE | {"delivery_changed", "redacted", "secret_masked"}

# What players get of an event's data: reasons, staff ids and the like are for the inside.
FOR_PLAYERS = frozenset(
    {"message", "channel", "status", "was", "state", "notice", "author", "choice", "follows"}
)
_OF_BRANDS = {"view_saved", "view_deleted"}
_OF_BRANDS_TOO = {"staff_notified"}  # a notice to colleagues may be about no ticket
_OF_TICKETS = {ticket_events.__name__, chat_events.__name__, document_events.__name__}


def kinds() -> list[type[Event]]:
    """Every kind of event of the package, by name."""
    found: set[type[Event]] = set()
    ahead: list[type[Event]] = [Event]
    while ahead:
        below = ahead.pop().__subclasses__()
        ahead += below
        found |= {kind for kind in below if not kind.__subclasses__()}
    return sorted(
        (kind for kind in found if kind.__module__.startswith("pitboss.")), key=lambda kind: kind.__name__
    )


def _data(kind: type[Event], *, inside: bool) -> Any:
    fields = [f for f in msgspec.structs.fields(kind) if inside or f.encode_name in FOR_PLAYERS]
    return msgspec.defstruct(
        f"{kind.__name__}{'Data' if inside else 'PlayerData'}",
        [(f.encode_name, f.type) if f.required else (f.encode_name, f.type, _default(f)) for f in fields],
        frozen=True,
        kw_only=True,
        namespace={"__doc__": kind.__doc__},
    )


def _default(field: msgspec.structs.FieldInfo) -> Any:
    if field.default is not msgspec.NODEFAULT:
        return field.default
    return msgspec.field(default_factory=field.default_factory)


def event_frame(kind: type[Event], *, inside: bool) -> Any:
    """The type of an event's frame, as staff (`inside`) or players get it."""
    tag = str(kind.__struct_config__.tag)
    of_ticket = kind.__module__ in _OF_TICKETS and tag not in _OF_BRANDS
    fields: list[Any] = [
        ("number", int),
        ("brand", str),
        ("ticket", UUID if of_ticket and tag not in _OF_BRANDS_TOO else UUID | None),
        ("version", int | None),
        ("actor_kind", ActorName),
        ("actor_id", UUID | None),
        ("at", datetime),
        ("data", _data(kind, inside=inside)),
    ]
    if tag in (WITH_MESSAGE_INSIDE if inside else WITH_MESSAGE):
        message = MessageView if inside else SaidMessage
        fields.append(("message", message | msgspec.UnsetType, msgspec.UNSET))
    if inside and of_ticket:
        fields.append(("state", TicketState | msgspec.UnsetType, msgspec.UNSET))
    return msgspec.defstruct(
        f"{kind.__name__}{'Event' if inside else 'PlayerEvent'}",
        fields,
        frozen=True,
        kw_only=True,
        tag_field="type",
        tag=tag,
        namespace={"__doc__": kind.__doc__},
    )


@cache
def staff_frame() -> Any:
    """The union of all that a staff socket can carry."""
    return Union[(*(event_frame(kind, inside=True) for kind in kinds()), *TRANSIENT)]


@cache
def player_frame() -> Any:
    """The union of all that a player's socket can carry."""
    public = [kind for kind in kinds() if kind.public]
    return Union[(*(event_frame(kind, inside=False) for kind in public), *FOR_PLAYERS_TOO)]


def schema() -> dict[str, Any]:
    """JSON Schema of every frame: `StaffFrame`, `PlayerFrame` and `ClientFrame` are unions discriminated by `type`."""
    unions = {"StaffFrame": staff_frame(), "PlayerFrame": player_frame(), "ClientFrame": Ping | PlayerTyping}
    shown, components = msgspec.json.schema_components(unions.values(), ref_template="#/$defs/{name}")
    named = dict(zip(unions, shown, strict=True))
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Frames of the sockets",
        "anyOf": [{"$ref": f"#/$defs/{name}"} for name in named],
        "$defs": {**named, **dict(sorted(components.items()))},
    }
