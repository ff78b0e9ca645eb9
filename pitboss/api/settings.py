"""A brand's own settings: who it is, its key for chat tokens, its words; and the topics."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import Response, delete, get, patch, post, put

from pitboss.api.edge import Desk, Req, write
from pitboss.api.lists import must_work_for
from pitboss.api.sentences import in_language
from pitboss.api.views import DONE, Done, gives
from pitboss.assist import settings as topics
from pitboss.assist.taxonomy import TOPICS, Assurance, Group
from pitboss.channels import queries as channels
from pitboss.channels import settings as brands
from pitboss.channels.names import Sender
from pitboss.db.tx import Tx
from pitboss.knowledge.model import REVIEW_DAYS
from pitboss.notifications import settings as texts
from pitboss.notifications.frame import Look
from pitboss.notifications.templates import Text
from pitboss.staff.actors import Signed


class BrandView(msgspec.Struct, frozen=True):
    """`languages`: the first is the brand's own. `time_zone`: such as Europe/Moscow; null is UTC. `sender`:
    who players see behind answers."""

    id: str
    name: str
    prefix: str
    languages: list[str]
    jurisdiction: str
    origins: list[str]
    grace_days: int
    help_lines: dict[str, str]
    release_mail_after_minutes: int | None
    time_zone: str | None
    widget: brands.WidgetSettings
    muted_notices: list[str]
    article_review_days: int
    sender: Sender
    surveys: brands.Surveys


def brand_view(brand: channels.Brand) -> BrandView:
    return BrandView(
        id=brand.id,
        name=brand.name,
        prefix=brand.prefix,
        languages=brand.settings.get("languages", [brand.language]),
        jurisdiction=brand.jurisdiction,
        origins=brand.origins,
        grace_days=brand.grace_days,
        help_lines=brand.settings.get("help_lines", {}),
        release_mail_after_minutes=brand.settings.get("release_mail_after_minutes"),
        time_zone=brand.settings.get("time_zone"),
        widget=msgspec.convert(brand.settings.get("widget", {}), brands.WidgetSettings),
        muted_notices=brand.settings.get("muted_notices", []),
        article_review_days=brand.settings.get("article_review_days", REVIEW_DAYS),
        sender=msgspec.convert(brand.settings.get("sender", {}), Sender),
        surveys=msgspec.convert(brand.settings.get("surveys", {}), brands.Surveys),
    )


@get("/brands")
async def list_brands(desk: Desk, signed: Signed) -> list[BrandView]:
    """The brands that you work for."""
    async with desk.db.tx(signed.actor) as tx:
        return [brand_view(await channels.brand(tx, brand)) for brand in sorted(signed.actor.brands)]


@get("/brands/{brand:str}")
async def get_brand(desk: Desk, signed: Signed, brand: str) -> BrandView:
    """A brand's settings."""
    must_work_for(signed.actor, brand)
    async with desk.db.tx(signed.actor) as tx:
        return brand_view(await channels.brand(tx, brand))


class BrandPatch(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Fields to change; those left out stay. `origins`: the sites whose pages may open a chat. `grace_days`: how long a
    message still reopens a solved ticket. `help_lines`: by language, what a player in danger is told. `release_mail_after_minutes`: after that long
    offline an agent's open mail goes back to its queue; 0: only once its promise is at risk. `time_zone`: by which the
    brand's days are counted, such as Europe/Moscow. `muted_notices`: stages that players are not told of, such as
    `taken.email`; stages are taken, waiting_for_you, passed_to_specialist, solved. `widget`: how the chat looks, all of it. `sender`:
    who players see behind answers, all of it. `article_review_days`: after which a published article should be read again; instructions at
    least monthly. `surveys`: the question after solving, all of it. A refusal names its fields in `problems`."""

    name: str | None = None
    origins: list[str] | None = None
    grace_days: int | None = None
    help_lines: dict[str, str] | None = None
    languages: list[str] | None = None
    release_mail_after_minutes: int | None = None
    time_zone: str | None = None
    widget: brands.WidgetSettings | None = None
    muted_notices: list[str] | None = None
    article_review_days: int | None = None
    sender: Sender | None = None
    surveys: brands.Surveys | None = None
    key: str | None = None


@patch("/brands/{brand:str}", responses=gives(200, BrandView))
async def change_brand(
    desk: Desk, signed: Signed, request: Req, brand: str, data: BrandPatch
) -> Response[bytes]:
    """Changes a brand's settings; what is left out stays."""

    async def do(tx: Tx) -> tuple[int, Any]:
        if data.widget is not None and data.widget.topics is not None:
            await topics.known_topics(tx, brand, [quick.topic for quick in data.widget.topics])
        after = await brands.change_brand(
            tx,
            brand,
            name=data.name,
            origins=data.origins,
            grace_days=data.grace_days,
            help_lines=data.help_lines,
            languages=data.languages,
            release_mail_after_minutes=data.release_mail_after_minutes,
            time_zone=data.time_zone,
            widget=data.widget,
            muted_notices=data.muted_notices,
            article_review_days=data.article_review_days,
            sender=data.sender,
            surveys=data.surveys,
        )
        return 200, brand_view(after)

    return await write(desk, request, signed.actor, do, key=data.key)


class Secret(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    value: str


@put("/brands/{brand:str}/secrets/chat_jwt", responses=gives(200, Done))
async def set_chat_key(desk: Desk, signed: Signed, request: Req, brand: str, data: Secret) -> Response[bytes]:
    """The key that verifies the operator's chat tokens: a public key (PEM or JWK) or a shared secret. Never readable."""

    async def do(tx: Tx) -> tuple[int, Any]:
        await brands.set_chat_key(tx, brand, data.value)
        return 200, DONE

    return await write(desk, request, signed.actor, do)


# ── topics ──────────────────────────────────────────────────────────────────────────────────────────────────


class TopicView(msgspec.Struct, frozen=True):
    """`parent`: of a brand's own topic, whose queue and promise hold where none is named for it. `weight`: 0 to 100, the
    share of a ticket's priority that the topic brings. `assurance`: the lowest level at which facts may be told.
    `enabled`: whether requests get it. `always_on`: it can't be switched off."""

    id: str
    parent: str | None
    ru: str
    en: str
    group: Group
    weight: int
    assurance: Assurance
    enabled: bool
    always_on: bool


def _topic_view(topic: topics.BrandTopic) -> TopicView:
    of_package = TOPICS[topic.parent or topic.id]
    return TopicView(
        id=topic.id,
        parent=topic.parent,
        ru=topic.ru,
        en=topic.en,
        group=of_package.group,
        weight=of_package.weight,
        assurance=of_package.assurance,
        enabled=topic.enabled,
        always_on=topic.id in topics.ALWAYS_ON,
    )


@get("/topics")
async def list_topics(desk: Desk, signed: Signed, brand: str | None = None) -> list[TopicView]:
    """What a ticket can be about, in Russian and English: in a brand with its own names and topics, those switched off
    too; without `brand` as every brand begins."""
    if brand is None:
        return [_topic_view(topics.BrandTopic(t.id, None, t.ru, t.en, True)) for t in TOPICS.values()]
    return await _brand_topics(desk, signed, brand)


@get("/brands/{brand:str}/topics")
async def list_brand_topics(desk: Desk, signed: Signed, brand: str) -> list[TopicView]:
    """The brand's topics, those switched off too; each is followed by the brand's own below it."""
    return await _brand_topics(desk, signed, brand)


async def _brand_topics(desk: Desk, signed: Signed, brand: str) -> list[TopicView]:
    must_work_for(signed.actor, brand)
    async with desk.db.tx(signed.actor) as tx:
        return [_topic_view(topic) for topic in (await topics.topics(tx, brand)).values()]


class NewTopic(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`parent`: the topic of the package above it. `id`: small Latin letters, digits and underscores; the topic becomes
    `parent/id`. `ru`, `en`: its names."""

    parent: str
    id: str
    ru: str
    en: str
    key: str | None = None


@post("/brands/{brand:str}/topics", responses=gives(201, TopicView))
async def add_topic(desk: Desk, signed: Signed, request: Req, brand: str, data: NewTopic) -> Response[bytes]:
    """Adds a topic of the brand's own."""

    async def do(tx: Tx) -> tuple[int, Any]:
        made = await topics.add_topic(tx, brand, parent=data.parent, child=data.id, ru=data.ru, en=data.en)
        return 201, _topic_view(made)

    return await write(desk, request, signed.actor, do, key=data.key)


class TopicPatch(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Fields to change; those left out stay. `enabled`: false switches it off; tickets that have it keep it."""

    ru: str | None = None
    en: str | None = None
    enabled: bool | None = None
    key: str | None = None


@patch("/brands/{brand:str}/topics/{topic:str}", responses=gives(200, TopicView))
async def change_topic(
    desk: Desk, signed: Signed, request: Req, brand: str, topic: str, data: TopicPatch
) -> Response[bytes]:
    """Renames a topic of the brand, or switches it off or on."""
    return await _change_topic(desk, signed, request, brand, topic, data)


@patch("/brands/{brand:str}/topics/{topic:str}/{own:str}", responses=gives(200, TopicView))
async def change_own_topic(
    desk: Desk, signed: Signed, request: Req, brand: str, topic: str, own: str, data: TopicPatch
) -> Response[bytes]:
    """The same for one of the brand's own, whose id has two parts: deposit_missing/card."""
    return await _change_topic(desk, signed, request, brand, f"{topic}/{own}", data)


async def _change_topic(
    desk: Desk, signed: Signed, request: Req, brand: str, topic: str, data: TopicPatch
) -> Response[bytes]:
    async def do(tx: Tx) -> tuple[int, Any]:
        changed = await topics.change_topic(tx, brand, topic, ru=data.ru, en=data.en, enabled=data.enabled)
        return 200, _topic_view(changed)

    return await write(desk, request, signed.actor, do, key=data.key)


# ── texts ───────────────────────────────────────────────────────────────────────────────────────────────────


@get("/brands/{brand:str}/texts")
async def list_texts(desk: Desk, signed: Signed, brand: str) -> list[texts.Shown]:
    """What the desk itself says to players, in every language."""
    must_work_for(signed.actor, brand)
    async with desk.db.tx(signed.actor) as tx:
        return await texts.texts(tx, brand)


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`subject`: of an e-mail; a chat text has none."""

    text: str
    subject: str | None = None
    key: str | None = None


@put("/brands/{brand:str}/texts/{template:str}/{language:str}", responses=gives(200, texts.Previewed))
async def set_text(
    desk: Desk, signed: Signed, request: Req, brand: str, template: str, language: str, data: Words
) -> Response[bytes]:
    """Refused with `problems` if the text would fail players."""

    async def do(tx: Tx) -> tuple[int, Any]:
        await texts.set_text(tx, brand, template, language, Text(data.text, data.subject))
        return 200, texts.try_text(template, language, Text(data.text, data.subject))

    return await write(desk, request, signed.actor, do, key=data.key)


@post("/brands/{brand:str}/texts/{template:str}/{language:str}/preview", status_code=200)
async def preview_text(
    desk: Desk,
    signed: Signed,
    brand: str,
    template: str,
    language: str,
    data: Words,
    look: Look = Look.readers,
) -> texts.Previewed:
    """How a text reads with sample values, and what is wrong with it. `look`: in which light a mail is shown; readers: as the
    screen has it. Saves nothing."""
    must_work_for(signed.actor, brand)
    async with desk.db.look(signed.actor) as tx:
        home, links = await channels.brand(tx, brand), tx.links
    tried = texts.try_text(template, language, Text(data.text, data.subject), brand=home.name)
    if tried.rendered is not None and template.endswith(".email"):
        told = texts.as_mail(links, home, template, language, tried.rendered, look)
        tried = msgspec.structs.replace(tried, mail=told)
    problems = [
        msgspec.structs.replace(p, detail=in_language(p.detail, signed.locale)) for p in tried.problems
    ]
    return msgspec.structs.replace(tried, problems=problems)


@delete(
    "/brands/{brand:str}/texts/{template:str}/{language:str}", status_code=200, responses=gives(200, Done)
)
async def restore_text(
    desk: Desk, signed: Signed, request: Req, brand: str, template: str, language: str
) -> Response[bytes]:
    """Back to the built-in text."""

    async def do(tx: Tx) -> tuple[int, Any]:
        await texts.restore_text(tx, brand, template, language)
        return 200, DONE

    return await write(desk, request, signed.actor, do)


HANDLERS = [
    list_brands,
    get_brand,
    change_brand,
    set_chat_key,
    list_topics,
    list_brand_topics,
    add_topic,
    change_topic,
    change_own_topic,
    list_texts,
    set_text,
    preview_text,
    restore_text,
]
