"""How the workspace suits its person: theirs alone, the same in every browser."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec

from pitboss.db.tx import Tx
from pitboss.kit.refused import Invalid

Width = Annotated[int, msgspec.Meta(ge=40, le=4_000)]


class Columns(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Widths in pixels."""

    rail: Width = 232
    list: Width = 360
    context: Width = 320


class Sounds(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What makes a sound, and how loud: `volume` 0 to 100."""

    on: bool = True
    volume: Annotated[int, msgspec.Meta(ge=0, le=100)] = 70
    new_ticket: bool = True
    message: bool = True
    mention: bool = True


class Preferences(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`desktop`: notices outside the page. `enter_sends`: Enter sends and Shift+Enter begins a line, not the other way
    round. `single_keys`: shortcuts of one key. `undo_seconds`: how long a sent reply may be taken back."""

    theme: Literal["auto", "light", "dark"] = "auto"
    density: Literal["comfortable", "compact"] = "comfortable"
    sounds: Sounds = msgspec.field(default_factory=Sounds)
    desktop: bool = False
    enter_sends: bool = False
    single_keys: bool = True
    undo_seconds: Annotated[int, msgspec.Meta(ge=0, le=30)] = 5
    rail_open: bool = True
    context_open: bool = True
    columns: Columns = msgspec.field(default_factory=Columns)


async def preferences(tx: Tx) -> Preferences:
    """The actor's own. What an earlier release kept and this one doesn't know is left out."""
    kept = await tx.value("SELECT chosen FROM staff_preference WHERE staff_id = $1", tx.actor.id)
    return Preferences() if kept is None else _read(kept)


def _read(kept: dict[str, Any]) -> Preferences:
    known: dict[str, Any] = {}
    for field in msgspec.structs.fields(Preferences):
        if field.name in kept:
            try:
                known[field.name] = msgspec.convert(kept[field.name], field.type)
            except msgspec.ValidationError:
                continue
    return Preferences(**known)


def checked(before: Preferences, chosen: dict[str, Any]) -> Preferences:
    """
    Raises:
        Invalid: for a number that is out of its range.
    """
    try:
        return msgspec.convert(msgspec.to_builtins(msgspec.structs.replace(before, **chosen)), Preferences)
    except msgspec.ValidationError as problem:
        raise Invalid(f"These preferences can't be kept: {problem}.") from problem


async def keep(tx: Tx, wanted: Preferences) -> None:
    await tx.run(
        """
        INSERT INTO staff_preference (staff_id, chosen) VALUES ($1, $2)
        ON CONFLICT (staff_id) DO UPDATE SET chosen = excluded.chosen, updated_at = now()
        """,
        tx.actor.id,
        msgspec.to_builtins(wanted),
    )
