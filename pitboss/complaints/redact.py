"""What the player's edition of a pack shows of each item. Pure. It is said field by field what is shown, so that a field
that an operator's system begins to tell tomorrow is not shown before somebody has thought of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from pitboss.complaints.hidden_names import MASK, HiddenNames

Shown = Mapping[str, "Shown | None"]  # None: the field as it is


def _plain(*fields: str) -> dict[str, None]:
    return dict.fromkeys(fields)


_MONEY: Shown = _plain("amount", "currency")
_PAYMENT: Shown = {
    **_plain("id", "kind", "method", "method_hint", "state", "processor_reference", "created_at"),
    "money": _MONEY,
    "fee": _MONEY,
    "history": _plain("at", "state", "by", "told"),
}
_BET: Shown = {
    **_plain("id", "kind", "each_way", "from_bonus", "accepted_at", "status"),
    "stake": _MONEY,
    "potential_return": _MONEY,
    "payout": _MONEY,
    "selections": _plain(
        "event",
        "market",
        "pick",
        "odds",
        "starts_at",
        "result",
        "result_source",
        "void_factor",
        "dead_heat_factor",
    ),
    "settlement_log": {**_plain("at", "kind", "status", "by", "clause"), "payout": _MONEY},
    "cash_out": {**_plain("at", "asked", "outcome"), "price": _MONEY},
}
_ROUND: Shown = {
    **_plain("id", "game", "provider", "started_at", "ended_at", "status"),
    "stake": _MONEY,
    "win": _MONEY,
    "log": _plain("at", "what"),
}
_BONUS: Shown = {
    **_plain("id", "name", "code", "terms_version", "opted_in_at", "granted_at", "expires_at", "status"),
    "granted": _MONEY,
    "to_wager": _MONEY,
    "wagered": _MONEY,
    "ledger": {**_plain("at", "kind", "bet"), "money": _MONEY, "counted": _MONEY},
}
_SESSION: Shown = _plain("id", "started_at", "ended_at", "ended_by", "ip", "country", "device")
_CHANGE: Shown = _plain("at", "what", "by")
_MESSAGE: Shown = _plain("at", "channel", "subject", "marketing")
_FILE: Shown = _plain("name", "type", "size")


def _listed(one: Shown) -> Shown:
    return {**one, "items": one, "more": None}


SHOWN: Mapping[str, Shown] = {
    "account": {
        **_plain("account", "currency", "registered_at", "status"),
        "status_log": _plain("at", "status", "by"),
        "balances": {"bucket": None, "money": _MONEY},
        "stake_limit": _MONEY,
    },
    "kyc": {
        **_plain("status", "level"),
        "documents": _plain("id", "kind", "status", "sent_at", "decided_at", "reason"),
        "requests": _plain("at", "kinds", "because"),
    },
    "payments": _listed(_PAYMENT),
    "bets": _listed(_BET),
    "rounds": _listed(_ROUND),
    "bonuses": _listed(_BONUS),
    "restrictions": {
        "limits": {**_plain("id", "kind", "period", "minutes", "set_by", "since", "until"), "money": _MONEY},
        "exclusions": _plain("id", "kind", "since", "until", "asked_at", "asked_by", "lifted_at"),
    },
    "sessions": _listed(_SESSION),
    "terms": {
        "accepted": _plain("document", "version", "accepted_at", "text"),
        "in_force": _plain("document", "version", "since"),
    },
    "changes": _listed(_CHANGE),
    "messages": _listed(_MESSAGE),
    "file": _FILE,
    "statement": _FILE,
    "screenshots": _FILE,
    "identity": _FILE,
    "proof_of_payment": _FILE,
}
_WHO = ("by", "set_by", "ended_by", "asked_by")
_SELF = frozenset({"player", "system", "expired"})

_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}")
_PHONE = re.compile(r"(?<![\w+])(?:\+|00|8(?=[\s(-]*9)|0(?=[\s(-]*7))[\d\s().-]{8,20}\d(?!\w)")


class Reader:
    """The player: what is theirs isn't masked. `own`: their addresses and numbers. `alias`: what a member of staff is
    called to them. `hidden`: names that are not theirs to read."""

    def __init__(
        self, own: Iterable[str], alias: Callable[[str], str], hidden: HiddenNames | None = None
    ) -> None:
        self._own = {_bare(value) for value in own}
        self.alias = alias
        self._hidden = hidden or HiddenNames(())

    def text(self, words: str) -> str:
        """Without the addresses, numbers and names of other people."""
        return self._hidden.out_of(_PHONE.sub(self._unless_own, _MAIL.sub(self._unless_own, words)))

    def _unless_own(self, found: re.Match[str]) -> str:
        return found[0] if _bare(found[0]) in self._own else MASK


def _bare(value: str) -> str:
    return value.lower() if "@" in value else re.sub(r"\D", "", value)[-10:]


def shown(kind: str, normalised: Any, reader: Reader) -> Any:
    """What the player is shown of an item; None: nothing but that it is there."""
    if kind == "transcript":
        return _talk(normalised, reader)
    fields = SHOWN.get(kind)
    return None if fields is None else _only(normalised, fields, reader)


def _only(value: Any, fields: Shown, reader: Reader) -> Any:
    if isinstance(value, list):
        return [_only(item, fields, reader) for item in value]
    if not isinstance(value, dict):
        return None
    kept: dict[str, Any] = {}
    for name, below in fields.items():
        if name not in value:
            continue
        held = value[name]
        if below is not None:
            kept[name] = None if held is None else _only(held, below, reader)
        elif name in _WHO:
            kept[name] = held if held in _SELF or held is None else "operator"
        elif name == "ip":
            kept[name] = _short_address(held)
        else:
            kept[name] = reader.text(held) if isinstance(held, str) and name in _WORDS else held
    return kept


_WORDS = frozenset({"told", "reason", "because", "subject", "what", "text", "name"})


def _short_address(ip: Any) -> Any:
    if not isinstance(ip, str):
        return None
    if "." in ip:
        return ip.rpartition(".")[0] + ".*"
    return ":".join(ip.split(":")[:3]) + ":*"


def _talk(said: Any, reader: Reader) -> Any:
    """The conversation as the player saw it: no notes, staff by what they are called to players."""
    return {
        "reference": said["reference"],
        "subject": reader.text(said["subject"]),
        "channel": said["channel"],
        "created_at": said["created_at"],
        "messages": [
            {
                "author": _author(message, reader),
                "author_kind": message["author_kind"],
                "channel": message["channel"],
                "text": reader.text(message["text"]),
                "created_at": message["created_at"],
                "files": [_only(file, _FILE, reader) for file in message["files"]],
            }
            for message in said["messages"]
            if message["kind"] == "reply"
        ],
    }


def _author(message: Any, reader: Reader) -> str:
    kind = message["author_kind"]
    if kind == "player":
        return "player"
    return reader.alias(message["author_name"] if kind == "agent" else "")
