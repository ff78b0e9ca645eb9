"""The demo's two brands, their staff, players and first mails. What is there already stays as it is."""

from __future__ import annotations

import secrets
import tomllib
from decimal import Decimal
from email.message import EmailMessage
from email.utils import formatdate, parseaddr
from importlib import resources
from pathlib import Path
from uuid import UUID

import msgspec

from pitboss.assist import canned
from pitboss.assist.canned import CannedWords
from pitboss.channels import queries as channels
from pitboss.channels import settings as brands
from pitboss.channels.email.adapter import Envelope, accept
from pitboss.complaints import decisions, freezing, own_rules, pack_keys
from pitboss.complaints.pack_model import Bilingual, Body, BodyKind, Force, Grade, OwnRules
from pitboss.db.tx import SYSTEM, Database, Tx
from pitboss.demo import cases, decided, history, incidents, official, past
from pitboss.files.store import FileStore
from pitboss.kit.ids import new_id
from pitboss.knowledge import importing
from pitboss.players import actions as players
from pitboss.players.model import Claims
from pitboss.settings import Settings
from pitboss.sla import actions as sla
from pitboss.staff import actions as staff
from pitboss.staff import passwords, presence, teams
from pitboss.web import OwnAddresses, document_keys, make_adapters


class Player(msgspec.Struct, frozen=True):
    brand: str
    account: str
    name: str
    email: str
    language: str
    vip: int = 0


class _Mail(msgspec.Struct, frozen=True):
    to: str
    from_: str = msgspec.field(name="from")
    subject: str
    text: str


class _Told(msgspec.Struct, frozen=True):
    player: list[Player]
    mail: list[_Mail]


class _Reply(msgspec.Struct, frozen=True):
    shortcut: str
    title: CannedWords
    text: CannedWords
    topics: list[str] = []
    channels: list[str] = []


class CannedTold(msgspec.Struct, frozen=True):
    reply: list[_Reply]


class Queue(msgspec.Struct, frozen=True):
    name: str
    russian: str
    topics: tuple[str, ...]
    staff: tuple[str, ...]
    level: str = "specialist"
    restricted: bool = False
    fallback: bool = False
    overflow_minutes: int | None = None
    escalate_minutes: int | None = None


# A queue has one time for chats and mail: half of what is aimed at for mail, then all of it. Chats are hurried by their promises.
# What specialists have is at its level already, so there nothing asks for a senior.
QUEUES = (
    Queue("Sorting", "Разбор", (), ("frontline", "newcomer", "senior", "supervisor"), "first_line", fallback=True, escalate_minutes=240),
    Queue(
        "Sign-in and verification",
        "Вход и проверка",
        ("registration", "login_locked", "two_factor", "password_reset", "contact_change", "verification"),
        ("verification", "frontline"),
        "first_line",
        overflow_minutes=60,
        escalate_minutes=120,
    ),
    Queue("Payments", "Платежи", ("deposit_missing", "deposit_declined", "withdrawal_status", "withdrawal_terms"), ("payments", "payments2"), overflow_minutes=60),
    Queue("Bonuses", "Бонусы", ("bonus_missing", "bonus_wagering", "bonus_removed"), ("bonuses", "newcomer"), "first_line", overflow_minutes=60, escalate_minutes=120),
    Queue("Bets and rules", "Ставки и правила", ("bet_settlement", "cash_out", "rules_question"), ("bets",), overflow_minutes=60),
    Queue("Technical", "Техника", ("game_fault", "site_fault"), ("technical",), overflow_minutes=60),
    Queue("Accounts", "Аккаунты", ("account_restricted", "limits", "account_closure", "data_request"), ("verification", "senior"), "first_line", overflow_minutes=60, escalate_minutes=120),
    Queue("Complaints", "Жалобы", ("complaint",), ("complaints",), "disputes"),
    Queue("Seniors", "Старшие специалисты", (), ("senior",), "senior"),
    Queue("Developers", "Разработчики", (), ("technical",), "developers"),
    Queue("Security", "Безопасность", ("fake_support",), ("compliance", "senior"), "specialist"),
    Queue(
        "Player protection",
        "Защита игроков",
        ("crisis", "underage", "self_exclusion", "deceased", "account_takeover"),
        ("compliance", "supervisor", "senior"),
        "specialist",
        restricted=True,
    ),
)  # fmt: skip


class Person(msgspec.Struct, frozen=True):
    login: str
    name: str
    role: str
    languages: tuple[str, ...] = ("ru", "en")
    locale: str = "ru"
    brands: tuple[str, ...] = ("harbour", "mayak")
    chats: int = 4
    mails: int = 20
    also: str | None = None  # a second role; compliance alone does not speak to players


PEOPLE = (
    Person("admin", "Alex Morgan", "admin", locale="en", chats=0, mails=0),
    Person("supervisor", "Вера Соколова", "supervisor", chats=1, mails=5),
    Person("senior", "Павел Громов", "senior", chats=3),
    Person("payments", "Мария Лаптева", "agent"),
    Person("payments2", "James Cole", "agent", ("en",), "en", ("harbour",)),
    Person("verification", "Ирина Ким", "agent", also="verifier"),
    Person("bonuses", "Tom Baker", "agent", locale="en"),
    Person("bets", "Антон Речной", "agent"),
    Person("technical", "Лев Маркин", "agent", chats=3),
    Person("complaints", "Ольга Дубова", "senior", chats=1, mails=10, also="complaints_handler"),
    Person("complaints-lead", "Sarah Whitfield", "complaints_lead", locale="en", chats=0, mails=5),
    Person("reviewer", "Тимур Аскаров", "complaints_reviewer", chats=0, mails=0),
    Person("compliance", "Grace Lee", "compliance", locale="en", chats=2, mails=10, also="agent"),
    Person("frontline", "Nina Petrova", "agent", chats=5),
    Person("newcomer", "Денис Ветров", "agent", ("ru",), chats=2, mails=8),
    Person("quality", "Юлия Снегова", "quality", chats=0, mails=0),
)

BRANDS = (
    ("harbour", "Harbour", "HB", "en", "GB", "support@harbour.example"),
    ("mayak", "Маяк", "MK", "ru", "CW", "support@mayak.example"),
)
TIME_ZONES = {"harbour": "Europe/London", "mayak": "Europe/Moscow"}
WIDGETS = {
    "harbour": {
        "accent": "#0b6e8f",
        "notice": {
            "en": "Card deposits may take up to 30 minutes today. Your money is safe.",
            "ru": "Сегодня депозиты с карт могут идти до 30 минут. Ваши деньги в безопасности.",
        },
    },
    "mayak": {"accent": "#d4512a"},
}
HELP_LINES = {
    "harbour": {
        "en": "You can talk to somebody now, free and in confidence: Samaritans, 116 123, day and night.",
        "ru": "Поговорить с кем-то можно прямо сейчас, бесплатно: Samaritans, 116 123 (на английском), круглосуточно.",
    },
    "mayak": {"en": "", "ru": ""},
}


def demo_password(data_dir: Path, given: str | None) -> str:
    """The password of all demo staff: the one given, or one made once and kept in the data folder."""
    path = data_dir / "demo-password"
    if given is not None:
        return given
    if not path.exists():
        data_dir.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(f"desk-{secrets.token_urlsafe(9)}")
    return path.read_text().strip()


class Seeded(msgspec.Struct, frozen=True):
    """`fresh`: the data is new. `people`: staff ids by login."""

    fresh: bool
    people: dict[str, UUID]


async def seed(db: Database, settings: Settings, password: str) -> Seeded:
    """Makes what is missing. Fresh data has a past, and the first mails were sent in and partly answered."""
    files, chat_secret = FileStore(settings.files_url), settings.secret_key.hex()[:48]
    async with db.tx(SYSTEM) as tx:
        await staff.install_roles(tx)
        known = set(await tx.column("SELECT id FROM brand"))
        for brand in BRANDS:
            if brand[0] not in known:
                await _brand(tx, *brand, chat_secret, settings.public_url)
        people = await _people(tx, password)
        await _lines(tx, people)
        for name, *_ in BRANDS:
            await _canned(tx, name)
            await _help(tx, name)
            await official.channels(tx, name)
        if fresh := not known & {brand[0] for brand in BRANDS}:
            for known_player in told().player:
                claims = Claims(
                    account=known_player.account,
                    name=known_player.name,
                    email=known_player.email,
                    language=known_player.language,
                    vip=known_player.vip,
                )
                await players.identify(tx, known_player.brand, claims)
        tx.wake.add("settings")
    if fresh:
        await past.write(db, files, people)
        for mail in told().mail:
            await _mail(db, files, mail)
        own = OwnAddresses()
        await own.renew(db)
        await history.play(db, files, make_adapters(settings, own), people)
        async with db.tx(SYSTEM) as tx:
            for name, *_ in BRANDS:
                await official.impostors(tx, name)
        await incidents.play(db, [name for name, *_ in BRANDS], people["supervisor"])
        await cases.play(db, [name for name, *_ in BRANDS], people["complaints"], people["complaints-lead"])
        outside = freezing.Outside(files, document_keys(settings), settings.backoffice_hosts)
        signs = pack_keys.signer(settings.secret_key, settings.pack_key)
        await decided.play(db, outside, [name for name, *_ in BRANDS], people, signs)
    return Seeded(fresh, people)


def told() -> _Told:
    text = (resources.files("pitboss.demo") / "players.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), _Told)


async def _brand(
    tx: Tx,
    brand: str,
    name: str,
    prefix: str,
    language: str,
    jurisdiction: str,
    address: str,
    chat_secret: str,
    origin: str,
) -> None:
    await brands.create_brand(
        tx,
        brand,
        name=name,
        prefix=prefix,
        mail=address,
        language=language,
        jurisdiction=jurisdiction,
        origins=[f"https://{brand}.example", origin],
        settings={"help_lines": HELP_LINES[brand], "time_zone": TIME_ZONES[brand], "widget": WIDGETS[brand]},
    )
    await tx.run(
        "INSERT INTO brand_secret (brand_id, name, value) VALUES ($1, 'chat_jwt', $2)",
        brand,
        f"{brand}:{chat_secret}",
    )
    await sla.install_defaults(tx, brand)
    await own_rules.put(tx, brand, *DISPUTES[brand], version=0, reason=BODY_AGREED[language])
    for role, amount in SIGN_LIMITS[brand][1].items():
        await decisions.set_limit(tx, brand, role, SIGN_LIMITS[brand][0], Decimal(amount))


BODY_AGREED = {
    "en": "The dispute body that the brand has an agreement with.",
    "ru": "Орган по спорам, с которым у бренда договор.",
}

# Up to what sum a decision on a complaint is one person's; above it, and in other currencies, a second person signs.
SIGN_LIMITS = {
    "harbour": ("GBP", {"complaints_lead": 250, "complaints_reviewer": 250, "compliance": 2_500}),
    "mayak": ("RUB", {"complaints_lead": 25_000, "complaints_reviewer": 25_000, "compliance": 250_000}),
}

# With which dispute body each brand has an agreement; the island's is made up, as its regulator's list was not read.
DISPUTES = {
    "harbour": ("gb", OwnRules(body="gb.ibas")),
    "mayak": (
        "curacao",
        OwnRules(
            bodies=(
                Body(
                    id="own.sample",
                    name=Bilingual("Sample Dispute House", "Палата споров (образец)"),
                    kind=BodyKind.adr,
                    scope=Bilingual("Disputes with this brand.", "Споры с этим брендом."),
                    text=Bilingual("Made up for the demo.", "Придумана для демонстрации."),
                    url="https://disputes.example",
                    free=True,
                    force=Force.own_policy,
                    grade=Grade.own,
                    verified=False,
                ),
            ),
            body="own.sample",
        ),
    ),
}


async def _people(tx: Tx, password: str) -> dict[str, UUID]:
    """All demo staff have one password, and it may be as simple as its giver likes: it is for a demo on one machine."""
    ids: dict[str, UUID] = {}
    for person in PEOPLE:
        email = f"{person.login}@demo.example"
        known: UUID | None = await tx.value("SELECT id FROM staff WHERE email = $1", email)
        if known is None:
            first, *others = person.brands
            known = await staff.create_staff(
                tx,
                first,
                email=email,
                name=person.name,
                password=secrets.token_urlsafe(24),
                role=person.role,
                languages=list(person.languages),
                locale=person.locale,
            )
            for brand in others:
                await staff.grant_role(tx, brand, known, person.role)
            if person.also is not None:
                for brand in person.brands:
                    await staff.grant_role(tx, brand, known, person.also)
            for class_, capacity in (("chat", person.chats), ("mail", person.mails)):
                await presence.set_capacity(tx, known, class_, capacity)
        ids[person.login] = known
    stored: str = await tx.value("SELECT password_hash FROM staff WHERE id = $1", ids["admin"])
    if not await passwords.verify(stored, password):
        await tx.run(
            "UPDATE staff SET password_hash = $2 WHERE id = ANY ($1)",
            list(ids.values()),
            await passwords.hash_password(password),
        )
    return ids


async def _lines(tx: Tx, people: dict[str, UUID]) -> None:
    for brand, _, _, language, *_ in BRANDS:
        if await tx.value("SELECT EXISTS (SELECT 1 FROM queue WHERE brand_id = $1)", brand):
            continue
        ids = {queue.name: new_id() for queue in QUEUES}
        for queue in QUEUES:
            await tx.run(
                """
                INSERT INTO queue (brand_id, id, name, topics, restricted, fallback, level) VALUES ($1, $2, $3, $4, $5, $6, $7::text::ticket_level)
                """,
                brand,
                ids[queue.name],
                queue.russian if language == "ru" else queue.name,
                list(queue.topics),
                queue.restricted,
                queue.fallback,
                queue.level,
            )
        for queue in QUEUES:
            await tx.run(
                """
                UPDATE queue
                SET    overflow_queue_id = CASE WHEN $3::int IS NOT NULL THEN $4::uuid END,
                       overflow_after = make_interval(mins => $3), escalate_after = make_interval(mins => $5)
                WHERE  brand_id = $1 AND id = $2
                """,
                brand,
                ids[queue.name],
                queue.overflow_minutes,
                ids["Sorting"],
                queue.escalate_minutes,
            )
            for login in queue.staff:
                works_in = next(person.brands for person in PEOPLE if person.login == login)
                if brand in works_in:
                    await teams.join_queue(tx, brand, ids[queue.name], people[login])


async def _canned(tx: Tx, brand: str) -> None:
    if await tx.value("SELECT EXISTS (SELECT 1 FROM canned_reply WHERE brand_id = $1)", brand):
        return
    text = (resources.files("pitboss.demo") / "canned.toml").read_text(encoding="utf-8")
    for told in msgspec.convert(tomllib.loads(text), CannedTold).reply:
        wanted = canned.Wanted(
            shortcut=told.shortcut,
            title=told.title,
            text=told.text,
            topics=told.topics,
            channels=told.channels,
            scope="brand",
            team=None,
        )
        await canned.create(tx, brand, wanted)


async def _help(tx: Tx, brand: str) -> None:
    """The help centre that comes with the demo, if the brand has none."""
    with resources.as_file(resources.files("pitboss.demo") / "help") as folder:
        if folder.is_dir() and not await tx.value(
            "SELECT EXISTS (SELECT 1 FROM article WHERE brand_id = $1)", brand
        ):
            await importing.take_folder(tx, brand, importing.files_of(folder), publish=True)


async def _mail(db: Database, files: FileStore, told: _Mail) -> None:
    async with db.tx(SYSTEM) as tx:
        channel = await channels.first_channel(tx, told.to, "email")
    assert channel is not None
    assert channel.address is not None
    mail = EmailMessage()
    mail["From"] = told.from_
    mail["To"] = channel.address
    mail["Subject"] = told.subject
    mail["Date"] = formatdate()
    mail["Message-ID"] = f"<{new_id().hex}@{told.from_.rpartition('@')[2].strip('>')}>"
    mail.set_content(told.text.strip() + "\n")
    sender = parseaddr(told.from_)[1]
    await accept(
        db,
        files,
        channel,
        mail.as_bytes(),
        Envelope(sender, (channel.address,)),
        trusted_authserv=frozenset(),
    )
