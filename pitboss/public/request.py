"""The request form: asks only what the topic needs, and answers with a number, the expected time and a link."""

from __future__ import annotations

import hashlib
import secrets as tokens
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec
from litestar import Response, get, post

from pitboss.api import requests
from pitboss.api.edge import PUBLIC_WRITE, Desk, Req, address_of
from pitboss.api.requests import MAX_FILES, MAX_TEXT, Contact
from pitboss.api.sentences import in_language
from pitboss.assist import fields
from pitboss.assist.fields import FieldKind, Problem
from pitboss.assist.settings import BrandTopic, offered, topics
from pitboss.assist.taxonomy import TOPICS, Group
from pitboss.channels.adapter import File
from pitboss.channels.portal.actions import Request, submit
from pitboss.channels.webchat.model import clean_line, clean_text
from pitboss.db.tx import SYSTEM, Tx
from pitboss.files.store import Kept
from pitboss.kit.limits import Limit
from pitboss.kit.refused import Invalid, Refused
from pitboss.players import actions as players
from pitboss.players import cabinet
from pitboss.players import queries as player_queries
from pitboss.players.assurance import Assurance
from pitboss.players.cabinet import Session
from pitboss.players.model import IdentityKind
from pitboss.public.entry import entered
from pitboss.public.service import broken_now
from pitboss.public.shell import Form, Here, form, page, to_address
from pitboss.tickets.model import Ticket, package_topic

# Whoever sent a lot, or shares an address with somebody who did, still reaches these.
ALWAYS_OPEN = frozenset({"complaint", "self_exclusion", "crisis", "underage", "account_takeover", "limits"})
_RARELY = Limit("form-always-open", burst=5, per_second=1 / 60)
_GROUP_ICONS = {
    Group.access: "key",
    Group.money: "card",
    Group.bonuses: "gift",
    Group.bets: "ball",
    Group.technical: "tool",
    Group.complaints: "scale",
    Group.protection: "heart",
    Group.general: "chat",
}
# Where a worried player looks first.
_GROUPS = (
    Group.money,
    Group.access,
    Group.bets,
    Group.bonuses,
    Group.technical,
    Group.protection,
    Group.complaints,
    Group.general,
)
_NOT_CHOSEN = frozenset({"deceased"})  # told in words, never picked from a list


MOST_BODY = 64 * 2**20  # bytes; what is allowed in settings may be less


class TopicGroup(msgspec.Struct, frozen=True):
    id: str
    icon: str
    topics: list[tuple[str, str]]


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """The form as it stands: what was typed, and what is wrong with it by the name of the input."""

    topic: str
    values: Mapping[str, str]
    errors: Mapping[str, str]
    key: str


@get("/help/{brand:str}/{lang:str}/request")
async def ask(request: Req, desk: Desk, here: Here) -> Response[bytes]:
    """`?topic=`: the form; without it the choice of a topic. `?q=`: words to begin with."""
    topic = request.query_params.get("topic", "")
    async with desk.db.tx(SYSTEM) as tx:
        await requests.form_channel(tx, here.brand.id)
        known, open_ = await topics(tx, here.brand.id), await offered(tx, here.brand.id)
        session = await entered(tx, here, request)
    async with desk.db.look(here.reader) as tx:
        trouble = await broken_now(tx, here)
    if topic not in open_:
        return page(
            here,
            "request_topics.html",
            title=here.t("request.title"),
            description=here.t("request.description", brand=here.name),
            current="/request",
            groups=groups(here, known, open_),
            trouble=trouble,
        )
    words = request.query_params.get("q", "")[:MAX_TEXT]
    new = Asked(topic=topic, values={"text": words}, errors={}, key=tokens.token_urlsafe(18))
    return _form(here, known[topic], new, session, trouble=trouble)


@post("/help/{brand:str}/{lang:str}/request", request_max_body_size=MOST_BODY)
async def send(request: Req, desk: Desk, here: Here) -> Response[bytes]:
    most = desk.settings.max_upload_bytes + 256 * 1024
    sent = await form(request, desk, most=most)
    topic = sent.text("topic")
    address = address_of(request, desk.settings)
    desk.buckets.take(_RARELY if package_topic(topic) in ALWAYS_OPEN else PUBLIC_WRITE, address)
    async with desk.db.tx(SYSTEM) as tx:
        channel = await requests.form_channel(tx, here.brand.id)
        known, open_ = await topics(tx, here.brand.id), await offered(tx, here.brand.id)
        session = await entered(tx, here, request)
    if topic not in open_:
        return to_address(here.to("/request"))
    values = {name: sent.text(name, most=MAX_TEXT) for name in sent.texts}
    if values.get("website"):
        raise Invalid("The field `website` must stay empty. If you are a person, clear it and send again.")
    key = values.get("key") or tokens.token_urlsafe(18)
    read = fields.read(fields.form_of(topic), values, here.language, datetime.now(UTC))
    errors = {name: here.t(f"request.problem_{problem}") for name, problem in read.problems.items()}
    asked, wrong = _checked(here, values, read.answers, topic, session, key)
    errors |= wrong
    files: list[tuple[File, Kept]] = []
    if not errors:
        try:
            files = await requests.keep_files(desk, here.brand.id, await sent_files(sent))
        except Refused as refusal:
            errors["files"] = in_language(refusal.detail, here.language)
    if errors or asked is None:
        again = Asked(topic=topic, values=values, errors=errors, key=key)
        return _form(here, known[topic], again, session, status=422, files=bool(await sent_files(sent)))
    async with desk.db.tx(SYSTEM) as tx:
        ticket = await _take(tx, here, asked, session, channel, files)
        link = tx.links.tracking(ticket.brand, ticket.id)
    return to_address(f"{link.removeprefix(desk.settings.public_url.rstrip('/'))}?sent")


async def sent_files(sent: Form) -> list[tuple[str, str, bytes]]:
    found: list[tuple[str, str, bytes]] = []
    for file in sent.files.get("files", []):
        await file.seek(0)
        data = await file.read()
        if data or file.filename:
            found.append((file.filename or "", file.content_type or "", data))
    return found


def _checked(
    here: Here,
    values: Mapping[str, str],
    answers: tuple[tuple[str, str], ...],
    topic: str,
    session: Session | None,
    key: str,
) -> tuple[Request | None, dict[str, str]]:
    """What can be checked without the database."""
    wrong: dict[str, str] = {}
    text, contact = "", ("account", "")
    try:
        text = clean_text(values.get("text", ""), most=MAX_TEXT)
    except Invalid as refusal:
        wrong["text"] = in_language(refusal.detail, here.language)
    if session is None:
        email, phone = values.get("email", ""), values.get("phone", "")
        try:
            if not email and not phone:
                raise Invalid("Say where we can answer you: an e-mail address or a phone number.")
            contact = requests.contact_of(Contact(email=email or None, phone=None if email else phone))
        except Invalid as refusal:
            wrong["email" if email or not phone else "phone"] = in_language(refusal.detail, here.language)
    if wrong:
        return None, wrong
    facts = "\n".join(f"{label}: {value}" for label, value in answers)
    owner = str(session.player_id) if session else ":".join(contact)
    return (
        Request(
            contact=contact,
            name=clean_line(values.get("name", "")),
            assurance=int(cabinet.level(session, datetime.now(UTC)) if session else Assurance.A0),
            subject=clean_line(text.partition("\n")[0], most=80),
            text=f"{text}\n\n{facts}" if facts else text,
            topic=topic,
            language=here.language,
            device={},
            external_id=f"form {hashlib.sha256(f'{owner}:{key}'.encode()).hexdigest()}",
        ),
        {},
    )


async def _take(
    tx: Tx, here: Here, asked: Request, session: Session | None, channel: Any, files: list[tuple[File, Kept]]
) -> Ticket:
    kind, value = asked.contact
    if session is not None:
        player = await player_queries.player(tx, session.brand, session.player_id)
        assert player is not None, "a session belongs to a player"
    else:
        player = await players.recognise(
            tx, here.brand.id, IdentityKind(kind), value, name=asked.name, language=here.language
        )
    return await submit(tx, channel, player, asked, files)


def called(here: Here, topic: BrandTopic) -> str:
    """A topic in the words of a player, unless the brand has named it."""
    name, key = topic.ru if here.language == "ru" else topic.en, f"request.topic_{topic.id}"
    known = TOPICS.get(topic.id)
    own = known is None or name != (known.ru if here.language == "ru" else known.en)
    return name if own or key not in here.t else here.t(key)


def groups(here: Here, known: Mapping[str, BrandTopic], open_: frozenset[str]) -> list[TopicGroup]:
    """What a player may choose, those of one kind together."""
    found: dict[Group, list[tuple[str, str]]] = {group: [] for group in _GROUPS}
    for id_, topic in known.items():
        if id_ in open_ and package_topic(id_) not in _NOT_CHOSEN:
            found[TOPICS[package_topic(id_)].group].append((id_, called(here, topic)))
    return [TopicGroup(group.value, _GROUP_ICONS[group], those) for group, those in found.items() if those]


def _labels(here: Here, topic: str) -> dict[str, str]:
    """The names of the inputs, as the form shows them."""
    t = here.t
    asked = {one.id: one.label.in_(here.language) for one in fields.form_of(topic).fields}
    return asked | {
        **{f"{name}_currency": t("request.currency") for name in asked},
        **{name: t(f"request.{name}") for name in ("text", "files", "email", "phone", "name")},
    }


def _form(
    here: Here,
    topic: BrandTopic,
    asked: Asked,
    session: Session | None,
    *,
    status: int = 200,
    files: bool = False,
    trouble: Sequence[str] = (),
) -> Response[bytes]:
    """`files`: some were sent, and must be chosen again. `trouble`: the titles of what is broken now."""
    wanted = fields.form_of(topic.id)
    help_line = here.brand.settings.get("help_lines", {}).get(here.language, "")
    return page(
        here,
        "request.html",
        title=called(here, topic),
        description=here.t("request.description", brand=here.name),
        current="/request",
        status=status,
        personal=session is not None or status != 200,
        canonical=here.own,
        asked=asked,
        labels=_labels(here, topic.id),
        wanted=wanted,
        signed=session is not None,
        help_line=help_line if package_topic(topic.id) in ("crisis", "self_exclusion", "limits") else "",
        today=datetime.now(UTC).date().isoformat(),
        lost_files=files,
        most_files=MAX_FILES,
        kinds=FieldKind,
        trouble=trouble,
        problems={problem: here.t(f"request.problem_{problem}") for problem in Problem},
    )


HANDLERS = [ask, send]
