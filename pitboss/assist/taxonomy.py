"""The topics a ticket can be about, as people and rules see them."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from pitboss.tickets.model import package_topic


class Group(StrEnum):
    access = "access"
    money = "money"
    bonuses = "bonuses"
    bets = "bets"
    technical = "technical"
    complaints = "complaints"
    protection = "protection"
    general = "general"


class Assurance(StrEnum):
    """How sure we are who is writing; the higher, the surer."""

    A0 = "A0"
    A1 = "A1"
    A2 = "A2"
    A3 = "A3"


class Topic(msgspec.Struct, frozen=True):
    """`weight`: 0 to 100, the share of a ticket's priority that its topic brings.
    `assurance`: the lowest level at which facts of the account may be told or the usual step taken.
    """

    id: str
    ru: str
    en: str
    group: Group
    weight: int
    assurance: Assurance


def _topic(id_: str, ru: str, en: str, group: str, weight: int, assurance: str) -> tuple[str, Topic]:
    return id_, Topic(id_, ru, en, Group(group), weight, Assurance(assurance))


UNSURE = "unsure"  # the answer of the classifier when no topic is likely enough; not a topic

TOPICS: dict[str, Topic] = dict(
    (
        _topic("registration", "Регистрация", "Registration", "access", 40, "A0"),
        _topic("login_locked", "Не войти в аккаунт", "Login locked", "access", 65, "A1"),
        _topic("two_factor", "Код для входа, второй фактор", "Login code, two-factor", "access", 65, "A3"),
        _topic("password_reset", "Восстановление пароля", "Password reset", "access", 60, "A1"),
        _topic("contact_change", "Смена контактов и данных", "Change of details", "access", 40, "A3"),
        _topic("verification", "Проверка документов", "Verification", "access", 50, "A2"),
        _topic("deposit_missing", "Депозит не зачислен", "Deposit missing", "money", 75, "A2"),
        _topic("deposit_declined", "Депозит не проходит", "Deposit declined", "money", 55, "A2"),
        _topic("withdrawal_status", "Где мой вывод", "Withdrawal status", "money", 75, "A2"),
        _topic("withdrawal_terms", "Условия вывода", "Withdrawal terms", "money", 30, "A0"),
        _topic("bonus_missing", "Бонус не пришёл", "Bonus missing", "bonuses", 35, "A2"),
        _topic("bonus_wagering", "Отыгрыш бонуса", "Bonus wagering", "bonuses", 30, "A2"),
        _topic("bonus_removed", "Бонус списан", "Bonus removed", "bonuses", 45, "A2"),
        _topic("bet_settlement", "Расчёт ставки", "Bet settlement", "bets", 55, "A2"),
        _topic("cash_out", "Кэшаут", "Cash-out", "bets", 55, "A2"),
        _topic("game_fault", "Сбой в игре", "Game fault", "technical", 55, "A2"),
        _topic("site_fault", "Сбой сайта или приложения", "Site or app fault", "technical", 50, "A0"),
        _topic("account_restricted", "Аккаунт ограничен", "Account restricted", "access", 65, "A2"),
        _topic("limits", "Личные лимиты", "Limits", "protection", 60, "A2"),
        _topic("self_exclusion", "Самоисключение", "Self-exclusion", "protection", 95, "A0"),
        _topic("account_closure", "Закрытие аккаунта", "Account closure", "general", 45, "A2"),
        _topic("account_takeover", "Взлом аккаунта", "Account takeover", "protection", 90, "A0"),
        _topic("fake_support", "Мошенники от нашего имени", "Fake support", "protection", 70, "A0"),
        _topic("complaint", "Жалоба", "Complaint", "complaints", 70, "A0"),
        _topic("data_request", "Запрос данных", "Data request", "complaints", 40, "A2"),
        _topic("crisis", "Угроза жизни", "Crisis", "protection", 100, "A0"),
        _topic("underage", "Несовершеннолетний", "Underage", "protection", 97, "A0"),
        _topic("deceased", "Смерть игрока", "Death of a player", "protection", 96, "A0"),
        _topic("rules_question", "Вопрос о правилах", "Rules question", "bets", 20, "A0"),
        _topic("other", "Другое", "Other", "general", 10, "A0"),
    )
)

_TEAMS = {
    Group.access: ("вход и проверка", "sign-in and verification"),
    Group.money: ("платежи", "payments"),
    Group.bonuses: ("бонусы", "bonus"),
    Group.bets: ("ставки и правила", "betting"),
    Group.technical: ("технический отдел", "technical"),
    Group.complaints: ("жалобы", "complaints"),
    Group.protection: ("защита игроков", "player protection"),
    Group.general: ("поддержка", "support"),
}


def team_name(topic: str, language: str) -> str:
    """Who deals with a topic, in the player's language."""
    known = TOPICS.get(package_topic(topic))
    ru, en = _TEAMS[known.group if known else Group.general]
    return ru if language == "ru" else en
