"""Tells the player of each stage of their case, in the ticket that they last wrote in, by its channel. Letters are beside this:
they say what a stage came to, and a handler sends them."""

from __future__ import annotations

from datetime import datetime, timedelta

from pitboss.channels import queries as channels
from pitboss.complaints import events as e
from pitboss.complaints import queries
from pitboss.complaints.model import AppealOutcome, Complaint, Ending, Named, Stage, Waiting
from pitboss.db.tx import Tx
from pitboss.notifications.actions import form_of, tell
from pitboss.tickets import actions as tickets

OCCASION = "case_step"
LINK_FOR = timedelta(days=180)  # longer than a case and its appeal take


def news(step: e.Step) -> Named | None:
    """What a step means for the player, in a sentence or two; None: it is our own affair. A proposed decision is, until it
    holds."""
    match step:
        case e.ComplaintWaits():
            return _WAITS[Waiting(step.waiting)]
        case e.ComplaintWithdrawn():
            return _WITHDRAWN[Ending(step.because)]
        case e.ComplaintAppealDecided():
            return _HEARD[AppealOutcome(step.outcome)]
        case _:
            return _NEWS.get(type(step))


async def follow(tx: Tx, one: Complaint, step: e.Step, *, was: Stage | None = None) -> None:
    """Tells of a step from the stage `was`. Nothing is told where there is no ticket, where the brand has muted it, and to somebody in danger, to
    whom only people write. The transaction is elevated, and the caller holds the case."""
    told = news(step)
    if told is None or (isinstance(step, e.ComplaintAnalysed) and was is Stage.analysis):
        return
    which = await queries.ticket_to_write_in(tx, one)
    if which is None:
        return
    ticket = await tickets.hold(tx, one.brand, which)
    brand = await channels.brand(tx, one.brand)
    muted = brand.settings.get("muted_notices", ())
    if ticket.danger or "automatic" in ticket.tags or f"{OCCASION}.{form_of(ticket)}" in muted:
        return
    language = "ru" if ticket.language == "ru" else "en"
    now: datetime = await queries.now(tx)
    link = tx.links.complaint(one.brand, language, one.id, (now + LINK_FOR).date())
    said = told.ru if language == "ru" else told.en
    await tell(tx, ticket, OCCASION, {"complaint": one.number, "news": said, "link": link})


_NEWS: dict[type[e.Step], Named] = {
    e.ComplaintRegistered: Named(
        "We have registered your complaint.",
        "Мы зарегистрировали вашу жалобу.",
    ),
    e.ComplaintAnalysed: Named(
        "We are working out what exactly you dispute, and which rules it turns on.",
        "Мы разбираем, что именно вы оспариваете и какие правила здесь важны.",
    ),
    e.ComplaintInvestigated: Named(
        "We are collecting the records of what happened, and keep them so that nobody can change them.",
        "Мы собираем записи о том, что произошло, и храним их так, чтобы никто не мог их изменить.",
    ),
    e.ComplaintResumed: Named("We go on with your complaint.", "Мы продолжаем разбирать вашу жалобу."),
    e.ComplaintExtended: Named(
        "We need more time than we said. The new date is on the page of your complaint.",
        "Нам нужно больше времени, чем мы говорили. Новый срок – на странице жалобы.",
    ),
    e.ComplaintDecided: Named(
        "We have decided. The decision and its reasons are on the page of your complaint.",
        "Мы приняли решение. Оно и его доводы – на странице жалобы.",
    ),
    e.ComplaintCarriedOut: Named(
        "What we decided is done.",
        "Решение исполнено.",
    ),
    e.ComplaintClosed: Named("Your complaint is closed.", "Ваша жалоба закрыта."),
    e.ComplaintOutOfScope: Named(
        "We can't decide this as a complaint. We tell you why in a message.",
        "Решить это как жалобу мы не можем. Почему – расскажем в сообщении.",
    ),
    e.ComplaintMerged: Named(
        "You have another complaint about the same matter, and we go on with both as one.",
        "У вас есть другая жалоба о том же, и мы разбираем обе как одну.",
    ),
    e.ComplaintAppealAsked: Named(
        "You asked us to look at our decision again. Somebody who took no part in it will do so.",
        "Вы попросили пересмотреть решение. Этим займётся тот, кто в нём не участвовал.",
    ),
    e.ComplaintAppealGiven: Named(
        "Somebody who took no part in the decision is looking at it again.",
        "Решение пересматривает сотрудник, который в нём не участвовал.",
    ),
    e.ComplaintReferralSent: Named(
        "Your case is with the dispute body. We have sent it everything that we have.",
        "Ваше дело – в органе по спорам. Мы передали ему всё, что у нас есть.",
    ),
    e.ComplaintReferralAnswered: Named(
        "We have answered the dispute body. It decides now.",
        "Мы ответили органу по спорам. Теперь решает он.",
    ),
    e.ComplaintReferralRuled: Named(
        "The dispute body has ruled. What it decided is on the page of your complaint.",
        "Орган по спорам вынес решение. Оно – на странице жалобы.",
    ),
}
_WAITS = {
    Waiting.player: Named(
        "We need something from you to go on. What it is stands in our last message.",
        "Чтобы продолжить, нам нужно кое-что от вас. Что именно, сказано в нашем последнем сообщении.",
    ),
    Waiting.third_party: Named(
        "We are waiting for somebody else's answer, and keep an eye on it.",
        "Мы ждём ответа третьей стороны и следим за этим.",
    ),
}
_WITHDRAWN = {
    Ending.asked: Named(
        "You have taken your complaint back, so we stop here. You may complain again at any time.",
        "Вы отозвали жалобу, поэтому мы останавливаемся. Вы можете подать её снова в любое время.",
    ),
    Ending.satisfied: Named(
        "We are glad that it is settled. Your complaint is closed.",
        "Мы рады, что всё решилось. Жалоба закрыта.",
    ),
    Ending.no_reply: Named(
        "We have heard nothing from you, so we have stopped here. Write to us if you want to go on.",
        "Мы не получили ответа и остановились. Напишите нам, если хотите продолжить.",
    ),
}
_HEARD = {
    AppealOutcome.upheld: Named(
        "Your appeal is decided: the first decision stands. How to go on is on the page of your complaint.",
        "Пересмотр завершён: первое решение остаётся. Что можно делать дальше – на странице жалобы.",
    ),
    AppealOutcome.changed: Named(
        "Your appeal is decided: the decision is changed. The new one is on the page of your complaint.",
        "Пересмотр завершён: решение изменено. Новое – на странице жалобы.",
    ),
    AppealOutcome.sent_back: Named(
        "Your appeal is decided: the case is investigated again.",
        "Пересмотр завершён: дело расследуют заново.",
    ),
}
