"""A brand's own settings and its channels: every write."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import asyncpg
import msgspec
from msgspec import UNSET, UnsetType

from pitboss.channels import events
from pitboss.channels.adapter import CHANNEL_COLUMNS, Channel
from pitboss.channels.forms import ChannelForm, Fields, FieldsRefused, filled
from pitboss.channels.names import Sender, checked_name
from pitboss.channels.queries import Brand, passwords
from pitboss.db.tx import Tx
from pitboss.events.log import record_in
from pitboss.kit.ids import new_id
from pitboss.kit.refused import Conflict, Invalid, NotFound
from pitboss.players.model import IdentityKind, normalise
from pitboss.players.tokens import load_key

LANGUAGES = ("ru", "en")
MAX_NOTICE = 300
MAX_TOPICS = 12
KINDS = ("email", "webchat", "portal")
MAX_GRACE = 90  # days
MAX_QUIET = timedelta(days=365)
MAX_KEY = 10_000  # characters


class NoSuchBrand(NotFound):
    """There is no such brand, or it isn't yours to see."""


class NoSuchChannel(NotFound):
    """There is no such channel in this brand."""


class ChannelExists(Conflict):
    """The brand already has a channel of this kind and name."""


class AddressTaken(Conflict):
    """This address already belongs to a channel. A mail must be for one channel only."""


class QuickTopic(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A button of the chat widget: what it is about, and its words."""

    topic: str
    ru: str
    en: str


class WidgetSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a brand's chat looks. `accent`: a colour as #rrggbb; the widget darkens it where text could not be read.
    `greeting`, `notice`: by language; a notice stands above everything until it is taken away. `topics`: null stands for
    the built-in ones. `offline_form`: outside staffed hours the chat offers the request form, where the brand has one."""

    accent: str | None = None
    greeting: dict[str, str] = {}
    notice: dict[str, str] = {}
    topics: list[QuickTopic] | None = None
    offline_form: bool = True


NO_CHANGE = ChannelForm()

_BRAND = "id, name, prefix, language, jurisdiction, origins, grace_days, settings"


# The stages of a request that a brand may leave untold, each by its form.
MAY_BE_MUTED = tuple(
    f"{stage}.{form}"
    for stage in ("taken", "waiting_for_you", "passed_to_specialist", "solved")
    for form in ("chat", "email")
)
MAX_RELEASE_MINUTES = 7 * 24 * 60


async def create_brand(
    tx: Tx,
    brand: str,
    *,
    name: str,
    prefix: str,
    mail: str,
    language: str,
    jurisdiction: str,
    origins: Sequence[str] = (),
    settings: dict[str, Any] | None = None,
) -> None:
    """A brand with its mail, chat and form channels. `prefix`: what ticket numbers begin with.

    Raises:
        AddressTaken.
        asyncpg.IntegrityConstraintViolationError: the id or the prefix is taken.
    """
    await tx.run(
        """
        INSERT INTO brand (id, name, prefix, language, jurisdiction, origins, settings) VALUES ($1, $2, $3, $4, $5, $6, $7)
        """,
        brand,
        name,
        prefix,
        language,
        jurisdiction,
        list(origins),
        settings or {},
    )
    for kind, label, address in (
        ("email", "E-mail", mail),
        ("webchat", "Web chat", None),
        ("portal", "Request form", None),
    ):
        carries = ChannelForm(message_codes=kind != "portal")
        await create_channel(tx, brand, kind=kind, name=label, address=address, form=carries)


class Surveys(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The question after solving. `delay_minutes`: how long after; `days`: in which one player is asked once at most."""

    on: bool = True
    delay_minutes: int = 60
    days: int = 7


async def change_brand(
    tx: Tx,
    brand_id: str,
    *,
    name: str | None = None,
    origins: Sequence[str] | None = None,
    grace_days: int | None = None,
    help_lines: dict[str, str] | None = None,
    languages: Sequence[str] | None = None,
    release_mail_after_minutes: int | None = None,
    time_zone: str | None = None,
    widget: WidgetSettings | None = None,
    muted_notices: Sequence[str] | None = None,
    article_review_days: int | None = None,
    sender: Sender | None = None,
    surveys: Surveys | None = None,
) -> Brand:
    """None stays. `origins`: the sites whose pages may open a chat. `grace_days`: how long a message still reopens a
    solved ticket. `help_lines`: by language, what a player in danger is told. `languages`: the first is the brand's own,
    taken where a player's isn't known. `release_mail_after_minutes`: after that long offline an agent's open mail goes back
    to its queue; 0: only once its promise is at risk. `time_zone`: by which its days are counted. `muted_notices`: stages
    that players are not told of, such as `taken.email`. `widget`: all of it; whether its topics are known is the caller's
    to check. `sender`: who players see behind answers, all of it.
    `article_review_days`: after which a published article should be read again. `surveys`: the question after solving,
    all of it.

    Raises:
        FieldsRefused: with what is wrong of each field.
    """
    tx.actor.must("settings.manage", brand_id)
    before = await tx.maybe(Brand, f"SELECT {_BRAND} FROM brand WHERE id = $1 FOR NO KEY UPDATE", brand_id)
    if before is None:
        raise NoSuchBrand
    settings, fields = dict(before.settings), Fields()
    checks: dict[str, tuple[Callable[[Any], Any], Any]] = {
        "name": (_brand_name, name),
        "origins": (_origins, origins),
        "grace_days": (_grace, grace_days),
        "help_lines": (_help_lines, help_lines),
        "languages": (_languages, languages),
        "release_mail_after_minutes": (_release, release_mail_after_minutes),
        "time_zone": (_zone, time_zone),
        "widget": (_widget, widget),
        "muted_notices": (_muted, muted_notices),
        "sender": (_sender, sender),
        "article_review_days": (_article_review_days, article_review_days),
        "surveys": (_surveys, surveys),
    }
    given = {
        field: fields.read(field, check, value)
        for field, (check, value) in checks.items()
        if value is not None
    }
    fields.settle()
    own = {field: value for field, value in given.items() if field in ("name", "origins", "grace_days")}
    settings |= msgspec.to_builtins({field: value for field, value in given.items() if field not in own})
    after = msgspec.structs.replace(
        before,
        **own,
        language=settings["languages"][0] if languages is not None else before.language,
        settings=settings,
    )
    differs = [f for f in Brand.__struct_fields__ if getattr(before, f) != getattr(after, f)]
    changed = {key for key in settings if settings[key] != before.settings.get(key)}
    if not differs:
        return before
    await tx.run(
        "UPDATE brand SET name = $2, origins = $3, grace_days = $4, language = $5, settings = $6 WHERE id = $1",
        brand_id,
        after.name,
        after.origins,
        after.grace_days,
        after.language,
        after.settings,
    )
    named = sorted({*differs, *changed} - {"settings"})
    await record_in(tx, brand_id, events.BrandChanged(fields=named))
    tx.wake.add("settings")
    return after


async def set_chat_key(tx: Tx, brand_id: str, key: str) -> None:
    """The key that verifies the operator's chat tokens: a public key (PEM or JWK), or a shared secret. It can be replaced,
    never read.

    Raises:
        BadChatKey: it is neither, or it is a private key.
    """
    tx.actor.must("settings.manage", brand_id)
    if len(key) > MAX_KEY:
        raise Invalid(f"A key has at most {MAX_KEY} characters.")
    load_key(key)
    await tx.elevate()
    await tx.run(
        """
        INSERT INTO brand_secret (brand_id, name, value) VALUES ($1, 'chat_jwt', $2)
        ON CONFLICT (brand_id, name) DO UPDATE SET value = excluded.value
        """,
        brand_id,
        key.strip(),
    )
    await record_in(tx, brand_id, events.SecretSet(name="chat_jwt"))
    tx.wake.add("settings")


async def create_channel(
    tx: Tx,
    brand_id: str,
    *,
    kind: str,
    name: str,
    address: str | None = None,
    form: ChannelForm = NO_CHANGE,
    hours: UUID | None = None,
    quiet_after: timedelta | None = None,
) -> Channel:
    """`hours`: the calendar by which a chat is staffed; None: day and night. `quiet_after`: how long nothing may come in
    before the channel counts as quiet; None: as it learns (quiet.py).

    Raises:
        FieldsRefused, ChannelExists, AddressTaken.
    """
    tx.actor.must("channels.manage", brand_id)
    if kind not in KINDS:
        raise Invalid(f"There is no kind of channel {kind!r}. Kinds: {', '.join(KINDS)}.")
    bare = Channel(brand=brand_id, id=new_id(), kind=kind, name="", address=None, settings={}, enabled=True)
    channel, secrets = await _changed(
        tx, bare, name=name, address=address or "", form=form, hours=hours, known=frozenset()
    )
    await _write(
        tx,
        """
        INSERT INTO channel (brand_id, id, kind, name, address, settings, enabled, quiet_after, calendar_id)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        """,
        channel,
        _quiet(quiet_after or None),
    )
    await _keep_secrets(tx, channel, secrets)
    await record_in(
        tx, brand_id, events.ChannelCreated(channel=channel.id, kind=channel.kind, name=channel.name)
    )
    tx.wake.add("settings")
    return channel


async def change_channel(
    tx: Tx,
    brand_id: str,
    channel_id: UUID,
    *,
    name: str | None = None,
    address: str | None = None,
    form: ChannelForm = NO_CHANGE,
    hours: UUID | UnsetType | None = UNSET,
    enabled: bool | None = None,
    quiet_after: timedelta | None = None,
) -> Channel:
    """None stays. `quiet_after`: zero goes back to what is learned. Tickets of a channel that is switched off keep it;
    nothing new comes in by it.

    Raises:
        NoSuchChannel, FieldsRefused, ChannelExists, AddressTaken.
    """
    tx.actor.must("channels.manage", brand_id)
    before = await tx.maybe(
        Channel,
        f"SELECT {CHANNEL_COLUMNS} FROM channel WHERE brand_id = $1 AND id = $2 FOR NO KEY UPDATE",
        brand_id,
        channel_id,
    )
    if before is None:
        raise NoSuchChannel
    was_quiet: timedelta | None = await tx.value(
        "SELECT quiet_after FROM channel WHERE brand_id = $1 AND id = $2", brand_id, channel_id
    )
    await tx.elevate()
    known = (await passwords(tx, brand_id)).get(channel_id, frozenset())
    after, secrets = await _changed(
        tx, before, name=name, address=address, form=form, hours=hours, known=known
    )
    if enabled is not None:
        after = msgspec.structs.replace(after, enabled=enabled)
    quiet = was_quiet if quiet_after is None else _quiet(quiet_after or None)
    fields = sorted(f for f in Channel.__struct_fields__ if getattr(before, f) != getattr(after, f))
    fields += [f"{server}_password" for server, value in secrets.items() if value or server in known]
    if quiet != was_quiet:
        fields.append("quiet_after")
    if not fields:
        return before
    await _write(
        tx,
        """
        UPDATE channel
        SET    kind = $3, name = $4, address = $5, settings = $6, enabled = $7, quiet_after = $8, calendar_id = $9
        WHERE  brand_id = $1 AND id = $2
        """,
        after,
        quiet,
    )
    await _keep_secrets(tx, after, secrets)
    await record_in(tx, brand_id, events.ChannelSettingsChanged(channel=channel_id, fields=fields))
    tx.wake.add("settings")
    return after


async def _changed(
    tx: Tx,
    before: Channel,
    *,
    name: str | None,
    address: str | None,
    form: ChannelForm,
    hours: UUID | UnsetType | None,
    known: frozenset[str],
) -> tuple[Channel, dict[str, str | None]]:
    fields, after, secrets = Fields(), before, {}
    with fields.at("name"):
        if name is not None:
            after = msgspec.structs.replace(after, name=_name(name, "A channel's name"))
    with fields.at("address"):
        if address is not None:
            after = msgspec.structs.replace(after, address=_address(before.kind, address))
    with fields.at("hours"):
        if hours is not UNSET:
            await _must_have_hours(tx, before, hours)
            after = msgspec.structs.replace(after, calendar_id=hours)
    try:
        kept = filled(before.kind, before.settings, known, form)
        after, secrets = msgspec.structs.replace(after, settings=kept.settings), kept.secrets
    except FieldsRefused as several:
        fields.problems += several.problems
    fields.settle()
    return after, secrets


async def _must_have_hours(tx: Tx, channel: Channel, calendar_id: UUID | None) -> None:
    if calendar_id is None:
        return
    if channel.kind != "webchat":
        raise Invalid("Only a chat has staffed hours: who writes by other ways is not waiting at the screen.")
    if not await tx.value(
        "SELECT EXISTS (SELECT 1 FROM calendar WHERE brand_id = $1 AND id = $2)", channel.brand, calendar_id
    ):
        raise Invalid("There is no such calendar in this brand.")


async def _keep_secrets(tx: Tx, channel: Channel, secrets: Mapping[str, str | None]) -> None:
    if not secrets:
        return
    await tx.elevate()
    for server, value in secrets.items():
        if value is None:
            await tx.run(
                "DELETE FROM brand_secret WHERE brand_id = $1 AND name = $2",
                channel.brand,
                f"{server}:{channel.id}",
            )
        else:
            await tx.run(
                """
                INSERT INTO brand_secret (brand_id, name, value) VALUES ($1, $2, $3)
                ON CONFLICT (brand_id, name) DO UPDATE SET value = excluded.value
                """,
                channel.brand,
                f"{server}:{channel.id}",
                value,
            )


async def _write(tx: Tx, sql: str, channel: Channel, quiet: timedelta | None) -> None:
    try:
        async with tx.savepoint():
            await tx.run(
                sql,
                channel.brand,
                channel.id,
                channel.kind,
                channel.name,
                channel.address,
                channel.settings,
                channel.enabled,
                quiet,
                channel.calendar_id,
            )
    except asyncpg.UniqueViolationError as problem:
        taken = AddressTaken if problem.constraint_name == "channel_address" else ChannelExists
        field = "address" if taken is AddressTaken else "name"
        raise taken(problems=[{"field": field, "detail": taken().detail}]) from problem


def _brand_name(text: str) -> str:
    return _name(text, "A brand's name")


def _release(minutes: int) -> int | None:
    if not 0 <= minutes <= MAX_RELEASE_MINUTES:
        raise Invalid(f"Mail goes back after 0 to {MAX_RELEASE_MINUTES} minutes; 0: as its promise says.")
    return minutes or None


def _sender(sender: Sender) -> Sender:
    return msgspec.structs.replace(sender, name=checked_name(sender.name))


def _name(text: str, what: str) -> str:
    shown = " ".join(text.split())
    if not 0 < len(shown) <= 100 or not shown.isprintable():
        raise Invalid(f"{what} has 1 to 100 printable characters.")
    return shown


def _address(kind: str, address: str | None) -> str | None:
    if kind != "email":
        if address:
            raise Invalid("Only an e-mail channel has an address.")
        return None
    if not address:
        raise Invalid("An e-mail channel needs the address that players write to.")
    spelled = normalise(IdentityKind.email, address)
    if (
        len(spelled) > 254
        or "+" in spelled
        or spelled.count("@") != 1
        or any(c in spelled for c in "<>,;\"'()\\")
    ):
        raise Invalid("Write a plain e-mail address without +, for example support@casino.example.")
    return spelled


def _quiet(quiet_after: timedelta | None) -> timedelta | None:
    if quiet_after is not None and not timedelta(minutes=1) <= quiet_after <= MAX_QUIET:
        raise Invalid("A channel counts as quiet after 1 minute to 365 days.")
    return quiet_after


def _article_review_days(days: int) -> int:
    if not 1 <= days <= 3650:
        raise Invalid("Articles are read again after 1 to 3650 days.")
    return days


MAX_SURVEY_DELAY = 7 * 24 * 60  # minutes
MAX_SURVEY_DAYS = 365


def _surveys(surveys: Surveys) -> Surveys:
    if not 1 <= surveys.delay_minutes <= MAX_SURVEY_DELAY:
        raise Invalid(f"A survey goes 1 to {MAX_SURVEY_DELAY} minutes after solving.")
    if not 0 <= surveys.days <= MAX_SURVEY_DAYS:
        raise Invalid(f"The days in which a player is asked once are 0 to {MAX_SURVEY_DAYS}.")
    return surveys


def _grace(days: int) -> int:
    if not 0 <= days <= MAX_GRACE:
        raise Invalid(f"The days in which a message reopens a ticket are 0 to {MAX_GRACE}.")
    return days


def _languages(languages: Sequence[str]) -> list[str]:
    wanted = list(dict.fromkeys(languages))
    if not wanted or not set(wanted) <= set(LANGUAGES):
        raise Invalid("Name at least one language: ru, en. The first is the brand's own.")
    return wanted


def _muted(notices: Sequence[str]) -> list[str]:
    if strange := sorted(set(notices) - set(MAY_BE_MUTED)):
        raise Invalid(
            f"{strange[0][:50]!r} can't be muted. What can be: {', '.join(MAY_BE_MUTED)}. "
            "Receipts and warnings of a delay are always told."
        )
    return sorted(set(notices))


def _help_lines(lines: dict[str, str]) -> dict[str, str]:
    if not set(lines) <= set(LANGUAGES):
        raise Invalid("A help line is given by language: ru, en.")
    if any(len(text) > 500 for text in lines.values()):
        raise Invalid("A help line has at most 500 characters.")
    return {language: " ".join(text.split()) for language, text in lines.items() if text.strip()}


def _widget(widget: WidgetSettings) -> WidgetSettings:
    fields = Fields()

    def wrong(field: str, detail: str) -> None:
        fields.problems.append({"field": field, "detail": detail})

    if widget.accent is not None and not re.fullmatch(r"#[0-9a-fA-F]{6}", widget.accent):
        wrong("accent", "Write the widget's colour as #rrggbb, for example #0a7d4b.")
    if widget.topics is not None:
        if len(widget.topics) > MAX_TOPICS:
            wrong("topics", f"The widget shows at most {MAX_TOPICS} topics.")
        if any(not 0 < len(words.strip()) <= 60 for t in widget.topics for words in (t.ru, t.en)):
            wrong("topics", "The words of a topic have 1 to 60 characters, in Russian and in English.")
    for field, texts in (("greeting", widget.greeting), ("notice", widget.notice)):
        if not set(texts) <= set(LANGUAGES) or any(len(text) > MAX_NOTICE for text in texts.values()):
            wrong(
                field,
                f"The widget's texts are given by language (ru, en), each with at most {MAX_NOTICE} characters.",
            )
    fields.settle()
    return msgspec.structs.replace(
        widget,
        accent=widget.accent.lower() if widget.accent else None,
        greeting={k: text.strip() for k, text in widget.greeting.items() if text.strip()},
        notice={k: text.strip() for k, text in widget.notice.items() if text.strip()},
    )


def _zone(name: str) -> str:
    try:
        return ZoneInfo(name).key
    except (ZoneInfoNotFoundError, ValueError, OSError) as problem:
        raise Invalid(f"{name[:100]!r} is no time zone. Write one such as Europe/Moscow.") from problem


def _origins(origins: Sequence[str]) -> list[str]:
    if len(origins) > 100:
        raise Invalid("A brand has at most 100 sites.")
    return sorted({_origin(text) for text in origins})


def _origin(text: str) -> str:
    """As a browser spells it in the Origin header."""
    wrong = Invalid(
        f"{text[:100]!r} is not a site's origin. Write it as https://casino.example, without a path."
    )
    try:
        parts = urlsplit(text.strip())
        port, host = parts.port, parts.hostname
        name = host.encode("idna").decode("ascii") if host and ":" not in host else host
    except ValueError as problem:  # UnicodeError too
        raise wrong from problem
    if parts.scheme not in ("http", "https") or not name or parts.path not in ("", "/"):
        raise wrong
    if (
        parts.query
        or parts.fragment
        or parts.username is not None
        or not all(c.isalnum() or c in ".-:" for c in name)
    ):
        raise wrong
    shown = f"[{name}]" if ":" in name else name.lower()
    standard = {"http": 80, "https": 443}[parts.scheme]
    return f"{parts.scheme}://{shown}" + (f":{port}" if port not in (None, standard) else "")
