"""What a member of staff may do, by name, and the sets that an installation begins with.

Permissions are held by brand, through roles. What a person *sees* of tickets is decided by the database
(docs/subsystems/security.md); `tickets.see_all` and `tickets.see_restricted` widen it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

import msgspec


class Permission(msgspec.Struct, frozen=True):
    """`guarded`: only somebody who holds it may hand it on. Every other permission may be handed on by anybody who
    manages roles."""

    name: str
    en: str
    ru: str
    guarded: bool = False


_ALL = (
    Permission("tickets.reply", "Answer players", "Отвечать игрокам"),
    Permission("tickets.note", "Write private notes", "Писать внутренние заметки"),
    Permission("tickets.take", "Take tickets from one's queues", "Брать обращения из своих очередей"),
    Permission("tickets.assign", "Assign tickets to others", "Назначать обращения другим"),
    Permission("tickets.transfer", "Move tickets to another queue", "Передавать обращения в другую очередь"),
    Permission(
        "tickets.escalate", "Escalate tickets to a higher level", "Поднимать обращения на уровень выше"
    ),
    Permission("tickets.priority", "Set the priority by hand", "Менять приоритет вручную"),
    Permission("tickets.topic", "Correct the topic", "Исправлять тему"),
    Permission("tickets.snooze", "Put tickets off until later", "Откладывать обращения"),
    Permission("tickets.hold", "Put tickets on hold", "Приостанавливать обращения"),
    Permission("tickets.solve", "Mark tickets as solved", "Отмечать обращения решёнными"),
    Permission("tickets.close", "Close tickets", "Закрывать обращения"),
    Permission("tickets.reopen", "Reopen tickets", "Открывать обращения заново"),
    Permission("tickets.merge", "Merge tickets of one player", "Объединять обращения одного игрока"),
    Permission("tickets.split", "Split a ticket in two", "Разделять обращения"),
    Permission("tickets.spam", "Mark tickets as spam", "Отмечать спам"),
    Permission(
        "tickets.redact", "Take words out of a message for good", "Навсегда вырезать часть сообщения", True
    ),
    Permission("tickets.tag", "Tag tickets", "Ставить метки"),
    Permission(
        "tickets.see_all", "See the tickets of every open queue", "Видеть обращения всех открытых очередей"
    ),
    Permission(
        "tickets.see_restricted",
        "See the tickets of protected queues",
        "Видеть обращения защищённых очередей",
        True,
    ),
    Permission("players.see", "See players", "Видеть игроков"),
    Permission(
        "players.contacts", "See full e-mail addresses and phones", "Видеть почту и телефон целиком", True
    ),
    Permission(
        "players.edit", "Change a player's language, VIP level and flags", "Менять язык, VIP и отметки игрока"
    ),
    Permission("players.merge", "Merge players and undo it", "Объединять игроков и отменять это", True),
    Permission(
        "documents.read", "Open and check players' documents", "Открывать и проверять документы игроков", True
    ),
    Permission("staff.see", "See colleagues and their presence", "Видеть коллег и их присутствие"),
    Permission(
        "staff.manage",
        "Add and remove colleagues, teams, members of queues",
        "Управлять людьми, командами, очередями",
        True,
    ),
    Permission("staff.tell", "Write to all colleagues at once", "Писать сразу всем коллегам"),
    Permission(
        "wall.see", "See the wall: queues and colleagues at work", "Видеть табло: очереди и работу коллег"
    ),
    Permission("roles.manage", "Define and grant roles", "Создавать и выдавать роли", True),
    Permission("settings.manage", "Change the brand's settings", "Менять настройки бренда", True),
    Permission("views.share", "Save views for everybody", "Сохранять общие списки"),
    Permission("canned.share", "Write canned replies for everybody", "Писать общие готовые ответы"),
    Permission("knowledge.write", "Write articles and instructions", "Писать статьи и инструкции"),
    Permission("knowledge.review", "Review what colleagues wrote", "Проверять написанное коллегами"),
    Permission(
        "knowledge.publish",
        "Publish and archive articles, arrange categories",
        "Публиковать и архивировать статьи, вести разделы",
    ),
    Permission(
        "knowledge.clauses", "Keep the clauses of terms and rules", "Вести пункты правил и условий", True
    ),
    Permission(
        "official.manage", "Keep the list of official channels", "Вести список официальных каналов", True
    ),
    Permission(
        "impostors.manage",
        "Judge reported impostors and ask for their takedown",
        "Разбирать жалобы на самозванцев и добиваться их закрытия",
        True,
    ),
    Permission(
        "incidents.manage",
        "Open incidents and tell their players",
        "Открывать сбои и сообщать о них игрокам",
    ),
    Permission("channels.manage", "Connect and change channels", "Подключать и менять каналы", True),
    Permission("quarantine.manage", "Look after what couldn't be read", "Разбирать нечитаемые письма", True),
    Permission("promises.manage", "Change promises and calendars", "Менять сроки и календари", True),
    Permission("audit.read", "Read the log of everything", "Читать журнал всех действий", True),
    Permission("reports.see", "See reports", "Видеть отчёты"),
    Permission("quality.read", "Read ratings and reviews", "Читать оценки и проверки"),
    Permission("complaints.see", "See complaints", "Видеть жалобы"),
    Permission("complaints.register", "Register complaints", "Регистрировать жалобы"),
    Permission("complaints.handle", "Work on complaints", "Вести жалобы"),
    Permission("complaints.decide", "Decide complaints", "Принимать решения по жалобам", True),
    Permission("complaints.sign", "Sign decisions as the second person", "Подписывать решения вторым", True),
    Permission("complaints.appeal", "Hear appeals", "Рассматривать апелляции", True),
    Permission("complaints.reports", "See reports on complaints", "Видеть отчёты по жалобам"),
    Permission(
        "complaints.packs", "Look after the rules of complaints", "Следить за правилами рассмотрения жалоб"
    ),
    Permission(
        "compliance.read", "Read compliance's closed notes", "Читать закрытые записи комплаенса", True
    ),
    Permission(
        "compliance.write", "Write compliance's closed notes", "Делать закрытые записи комплаенса", True
    ),
    Permission("classify.train", "Train the classifier of topics", "Обучать классификатор тем", True),
)

PERMISSIONS: Mapping[str, Permission] = MappingProxyType({p.name: p for p in _ALL})
GUARDED = frozenset(p.name for p in _ALL if p.guarded)

_AGENT = frozenset(
    {
        "tickets.reply",
        "tickets.note",
        "tickets.take",
        "tickets.transfer",
        "tickets.topic",
        "tickets.snooze",
        "tickets.hold",
        "tickets.solve",
        "tickets.reopen",
        "tickets.tag",
        "players.see",
        "complaints.register",
    }
)
_SENIOR = _AGENT | {
    "tickets.see_all",
    "tickets.assign",
    "tickets.escalate",
    "tickets.priority",
    "tickets.close",
    "tickets.merge",
    "tickets.split",
    "tickets.spam",
    "players.contacts",
    "players.edit",
    "staff.see",
    "knowledge.write",
    "knowledge.review",
    "impostors.manage",
    "incidents.manage",
}
_SUPERVISOR = (
    _SENIOR
    | {p for p in PERMISSIONS if p.startswith("tickets.")}
    | {"players.merge", "quarantine.manage", "quality.read", "views.share", "canned.share"}
    | {"wall.see", "staff.tell", "reports.see"}
    | {"knowledge.publish", "knowledge.clauses"}
    | {"complaints.see", "complaints.reports"}
)
_QUALITY = frozenset(
    {
        "tickets.note",
        "tickets.see_all",
        "players.see",
        "staff.see",
        "quality.read",
        "reports.see",
        "audit.read",
    }
)
# Compliance decides who sees the protected queues: it alone both holds `tickets.see_restricted` and manages roles.
_COMPLIANCE = frozenset(
    {
        "tickets.see_all",
        "tickets.see_restricted",
        "tickets.note",
        "tickets.redact",
        "players.see",
        "players.contacts",
        "players.merge",
        "documents.read",
        "quarantine.manage",
        "staff.see",
        "staff.manage",
        "roles.manage",
        "audit.read",
        "quality.read",
        "reports.see",
        "knowledge.clauses",
        "official.manage",
        "impostors.manage",
        "complaints.see",
        "complaints.register",
        "complaints.decide",
        "complaints.sign",
        "complaints.appeal",
        "complaints.reports",
        "complaints.packs",
        "compliance.read",
        "compliance.write",
    }
)
# Given beside another role, to those few who check identity and payment papers.
_VERIFIER = frozenset({"documents.read"})
# Those who work on complaints, decide them, and hear appeals. The reviewer does neither of the first two.
_HANDLER = frozenset(
    {
        "tickets.see_all",
        "tickets.reply",
        "tickets.note",
        "tickets.tag",
        "players.see",
        "players.contacts",
        "staff.see",
        "complaints.see",
        "complaints.register",
        "complaints.handle",
    }
)
_COMPLAINTS_LEAD = _HANDLER | {
    "complaints.decide",
    "complaints.sign",
    "complaints.reports",
    "complaints.packs",
    "documents.read",
    "wall.see",
}
_REVIEWER = frozenset(
    {
        "tickets.see_all",
        "players.see",
        "staff.see",
        "complaints.see",
        "complaints.appeal",
        "complaints.reports",
    }
)
# The administrator runs the installation and sees ordinary tickets, to understand what is asked of the settings. Protected
# queues hold players' health and suspicions of crime, and nobody sees them merely by being an administrator; nor does the
# one who can change everybody's rights speak to players. To do both, a colleague grants a second role.
_ADMIN = frozenset(
    {
        "tickets.see_all",
        "players.see",
        "players.contacts",
        "players.edit",
        "staff.see",
        "staff.manage",
        "staff.tell",
        "wall.see",
        "roles.manage",
        "settings.manage",
        "views.share",
        "canned.share",
        "channels.manage",
        "quarantine.manage",
        "promises.manage",
        "audit.read",
        "quality.read",
        "reports.see",
        "classify.train",
        "knowledge.write",
        "knowledge.review",
        "knowledge.publish",
        "knowledge.clauses",
        "official.manage",
        "impostors.manage",
    }
)

BUILTIN_ROLES: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "agent": _AGENT,
        "senior": _SENIOR,
        "supervisor": _SUPERVISOR,
        "verifier": _VERIFIER,
        "quality": _QUALITY,
        "compliance": _COMPLIANCE,
        "complaints_handler": _HANDLER,
        "complaints_lead": _COMPLAINTS_LEAD,
        "complaints_reviewer": _REVIEWER,
        "admin": _ADMIN,
    }
)


def unknown(permissions: Iterable[str]) -> list[str]:
    return sorted(set(permissions) - PERMISSIONS.keys())


def out_of_reach(wanted: Iterable[str], held: Iterable[str]) -> list[str]:
    """What of `wanted` somebody who holds `held` and manages roles may not hand on."""
    return sorted((set(wanted) & GUARDED) - set(held))
