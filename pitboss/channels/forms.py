"""What can be set on a channel, by its kind, and what is wrong with it, field by field."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any, TypeVar

import msgspec
from msgspec import UNSET, UnsetType, field

from pitboss.channels.codes import SETTING
from pitboss.channels.email.imap_protocol import BadUrl, read_url
from pitboss.channels.email.smtp import Outlet, read_outlet
from pitboss.channels.names import AgentNames, Sender, checked_name
from pitboss.kit.refused import Invalid

T = TypeVar("T")

MAX_USER = 254
MAX_PASSWORD = 1_000
MAX_FOLDERS = 20
MAX_CHECK_DAYS = 3650
MAX_TRUSTED = 20
_IPV6 = re.compile(r"[0-9a-f:.]*:[0-9a-f:.]*")
_SERVER = re.compile(r"[a-z0-9_](?:[a-z0-9_.-]{0,250}[a-z0-9])?")


class FieldsRefused(Invalid):
    """Some fields can't be used."""

    def __init__(self, problems: Sequence[dict[str, str]] = ()) -> None:
        self.problems = list(problems)
        super().__init__(" ".join(one["detail"] for one in problems) or None, problems=self.problems)


class Fields:
    """Notes what is wrong where, so that all of it is told at once."""

    def __init__(self) -> None:
        self.problems: list[dict[str, str]] = []

    @contextmanager
    def at(self, field: str) -> Iterator[None]:
        try:
            yield
        except FieldsRefused as several:
            self.problems += [{**one, "field": f"{field}.{one['field']}"} for one in several.problems]
        except Invalid as one:
            self.problems.append({"field": field, "detail": one.detail})
        except BadUrl as one:
            self.problems.append({"field": field, "detail": str(one)})

    def read(self, field: str, check: Callable[[T], T], value: T) -> T:
        """The value as `check` gives it, or as it was where that refuses it."""
        read = value
        with self.at(field):
            read = check(value)
        return read  # noqa: RET504 - a refusal leaves the block early

    def settle(self) -> None:
        """
        Raises:
            FieldsRefused: if anything was wrong.
        """
        if self.problems:
            raise FieldsRefused(self.problems)


class Inbox(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An IMAP mailbox: see channels.email.mailbox.Mailbox."""

    url: str
    user: str
    folders: list[str] = field(default_factory=lambda: ["INBOX"])
    after: str = "keep"
    since: date | None = None
    check_days: int = 14
    plain: bool = False


class ChannelForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Fields left out stay; null takes a server, a name or a choice away. Passwords are written and never shown; a new
    server or user needs its password again. `trusted_servers`: names of mail servers whose verdicts on senders count
    here, besides those of the installation. `message_codes`: whether what goes out carries a code, by which players see that it
    is really from you."""

    imap: Inbox | UnsetType | None = UNSET
    imap_password: str | UnsetType = UNSET
    smtp: Outlet | UnsetType | None = UNSET
    smtp_password: str | UnsetType = UNSET
    trusted_servers: list[str] | UnsetType = UNSET
    sender_name: str | UnsetType | None = UNSET
    agent_names: AgentNames | UnsetType | None = UNSET
    message_codes: bool | UnsetType = UNSET


class Kept(msgspec.Struct, frozen=True):
    """What a form comes to: a channel's settings, and the passwords to keep or (None) to forget, by `imap` and `smtp`."""

    settings: dict[str, Any]
    secrets: dict[str, str | None]


MAIL_ONLY = ("imap", "imap_password", "smtp", "smtp_password", "trusted_servers")


def filled(kind: str, before: Mapping[str, Any], known: frozenset[str], form: ChannelForm) -> Kept:
    """`known`: which passwords are kept already, of `imap` and `smtp`.

    Raises:
        FieldsRefused.
    """
    fields = Fields()
    after = dict(before)
    secrets: dict[str, str | None] = {}
    if kind != "email":
        for name in MAIL_ONLY:
            if getattr(form, name) not in (UNSET, None):
                fields.problems.append({"field": name, "detail": "Only an e-mail channel has this."})
    else:
        if form.imap is not UNSET:
            _put(after, "imap", None if form.imap is None else _inbox(fields, form.imap))
        if form.smtp is not UNSET:
            _put(after, "smtp", None if form.smtp is None else _outlet(fields, form.smtp))
        for server, password in (("imap", form.imap_password), ("smtp", form.smtp_password)):
            _secret(fields, server, before.get(server), after.get(server), password, known, secrets)
        if form.trusted_servers is not UNSET:
            trusted = fields.read("trusted_servers", _trusted, form.trusted_servers)
            _put(after, "trusted_servers", trusted or None)
    sender = msgspec.convert(before.get("sender", {}), Sender)
    if form.sender_name is not UNSET:
        sender = msgspec.structs.replace(
            sender, name=fields.read("sender_name", checked_name, form.sender_name)
        )
    if form.agent_names is not UNSET:
        sender = msgspec.structs.replace(sender, agents=form.agent_names)
    if form.message_codes is not UNSET:
        _put(after, SETTING, form.message_codes or None)
    _put(after, "sender", None if sender == Sender() else msgspec.to_builtins(sender))
    fields.settle()
    return Kept(after, secrets)


def _put(settings: dict[str, Any], name: str, value: Any) -> None:
    settings.pop(name, None)
    if value is not None:
        settings[name] = value


def _inbox(fields: Fields, inbox: Inbox) -> dict[str, Any]:
    with fields.at("imap.url"):
        _must_be_host(read_url(inbox.url.strip()).host)
    user = fields.read("imap.user", _needed_user, inbox.user)
    folders = fields.read("imap.folders", _folders, inbox.folders)
    with fields.at("imap.after"):
        move = inbox.after.partition(":")[2].strip() if inbox.after.startswith("move:") else None
        if inbox.after not in ("keep", "seen") and not (move and move.isprintable() and len(move) <= 200):
            raise Invalid("Say what becomes of mails that were taken: keep, seen, or move:Folder.")
        if move in folders:
            raise Invalid("Mails can't be moved to a folder that is read.")
    with fields.at("imap.check_days"):
        if not 1 <= inbox.check_days <= MAX_CHECK_DAYS:
            raise Invalid(f"Days to look back are 1 to {MAX_CHECK_DAYS}.")
    with fields.at("imap.since"):
        if inbox.since is not None and inbox.since.year < 1990:
            raise Invalid("No mail is that old. Write a day after 1990.")
    kept: dict[str, Any] = msgspec.to_builtins(
        msgspec.structs.replace(inbox, url=inbox.url.strip(), user=user, folders=folders)
    )
    return {name: value for name, value in kept.items() if value is not None}


def _outlet(fields: Fields, outlet: Outlet) -> dict[str, Any]:
    outlet = Outlet(outlet.url.strip(), fields.read("smtp.user", _user, outlet.user))
    with fields.at("smtp.url"):
        _must_be_host(read_outlet(outlet, None).host)
    kept: dict[str, Any] = msgspec.to_builtins(outlet)
    return kept


def _secret(
    fields: Fields,
    server: str,
    before: Mapping[str, Any] | None,
    after: Mapping[str, Any] | None,
    password: str | UnsetType,
    known: frozenset[str],
    secrets: dict[str, str | None],
) -> None:
    """A password never follows its mailbox to another server, where somebody who may not read it could catch it."""
    if after is None:
        if before is not None:
            secrets[server] = None
        return
    with fields.at(f"{server}_password"):
        if password is not UNSET and password != "":
            if len(password) > MAX_PASSWORD or any(c in password for c in "\r\n\0"):
                raise Invalid(f"A password has at most {MAX_PASSWORD} characters, in one line.")
            secrets[server] = password
            return
        if not after["user"]:
            secrets[server] = None
        elif server not in known:
            raise Invalid("Write the password of this user.")
        elif before is None or any(before.get(of, "") != after[of] for of in ("url", "user")):
            raise Invalid("The server or the user is another one, so its password is needed again.")


def _must_be_host(host: str) -> None:
    if not _SERVER.fullmatch(host) and not _IPV6.fullmatch(host):
        raise Invalid(f"{host[:100]!r} is no server's name. Write it like mail.casino.example.")


def _user(user: str) -> str:
    shown = user.strip()
    if len(shown) > MAX_USER or not shown.isprintable():
        raise Invalid(f"A user's name has at most {MAX_USER} printable characters.")
    return shown


def _needed_user(user: str) -> str:
    if not user.strip():
        raise Invalid("Write the user's name by which the mailbox is opened.")
    return _user(user)


def _folders(folders: list[str]) -> list[str]:
    wanted = list(dict.fromkeys(name.strip() for name in folders if name.strip()))
    if not 1 <= len(wanted) <= MAX_FOLDERS:
        raise Invalid(f"Name 1 to {MAX_FOLDERS} folders.")
    if any(len(name) > 200 or not name.isprintable() for name in wanted):
        raise Invalid("A folder's name has at most 200 printable characters.")
    return wanted


def _trusted(servers: list[str]) -> list[str]:
    wanted = sorted({name.strip().lower() for name in servers if name.strip()})
    if len(wanted) > MAX_TRUSTED:
        raise Invalid(f"At most {MAX_TRUSTED} servers are trusted.")
    if strange := next((name for name in wanted if not _SERVER.fullmatch(name)), None):
        raise Invalid(
            f"{strange[:100]!r} is no server's name. Write it as in Authentication-Results: mx.casino.example."
        )
    return wanted
