"""Letters of a case on their way: put together from what the desk knows, checked, said in the case's ticket, and kept as they
went."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from pitboss.assist.language import detect
from pitboss.channels import queries as channels
from pitboss.complaints import actions as cases
from pitboss.complaints import (
    appeals,
    clocks,
    deadlines,
    decisions,
    letter_texts,
    letters,
    queries,
    reach,
    rules,
    stages,
)
from pitboss.complaints.actions import hold
from pitboss.complaints.events import ComplaintAcknowledged, ComplaintLetterSent
from pitboss.complaints.letters import Draft, Told
from pitboss.complaints.lint import LetterRefused, Problem, lint
from pitboss.complaints.model import OUTCOMES, UNDECIDED, AppealOutcome, Complaint, Stage
from pitboss.complaints.pack_model import Bilingual, From, Kind, LetterKind, Need, Pack
from pitboss.complaints.redress import Redress, RedressKind
from pitboss.complaints.telling import LINK_FOR
from pitboss.db.tx import Tx
from pitboss.events.log import record_in
from pitboss.jobs.queue import Job
from pitboss.kit.durations import Language
from pitboss.kit.ids import new_id
from pitboss.kit.moments import day_in_words
from pitboss.kit.refused import Conflict, Invalid
from pitboss.tickets import actions as tickets

HANDLE = "complaints.handle"
MAX_WORDS = 8_000
MAX_CLAUSE = 1_000  # of a clause in a letter; its page has the rest


class NoTicket(Conflict):
    """This case has no ticket to write in. Link one first."""


class NothingDecided(Conflict):
    """There is no decision yet that a letter could tell."""


class AppealOpen(Conflict):
    """The appeal is not decided yet, so there is no outcome to tell."""


class Wanted(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a handler wants said. `subject`, `text`: null for the desk's own draft. `until`: of a request for information, the
    last day. `body`: the dispute body, by its id. `ticket`: in which it is said, null for the one in which was last spoken.
    `outcome`, `redress`: what was agreed, of a case that was settled without a decision; what was decided is told as it was
    decided, and nothing here changes that."""

    kind: LetterKind
    language: Language | None = None
    subject: str | None = None
    text: str | None = None
    ticket: UUID | None = None
    until: date | None = None
    reason: str = ""
    news: str = ""
    items: tuple[str, ...] = ()
    outcome: str = ""
    redress: str = ""
    body: str | None = None


class LetterPreview(msgspec.Struct, frozen=True, kw_only=True):
    """A letter before it goes. `needs`: what it must tell by the rules of the case; `required`: whether those ask for such a
    letter at all. `problems` keep it from going."""

    kind: LetterKind
    language: str
    subject: str
    text: str
    needs: tuple[Need, ...]
    required: bool
    problems: list[Problem]


class LetterCheck(msgspec.Struct, frozen=True, kw_only=True):
    """What a letter that went had to tell, and what was wrong with it: nothing, or it would not have gone."""

    needs: list[Need]
    problems: list[Problem]


class Letter(msgspec.Struct, frozen=True, kw_only=True):
    """A letter that was sent, and where it is."""

    id: UUID
    kind: str
    language: str
    subject: str
    text: str
    pack_version: str
    lint: LetterCheck
    ticket_id: UUID
    message_id: UUID
    body: str | None
    sent_by: UUID | None
    sent_at: datetime
    state: reach.LetterState


_COLUMNS = f"""l.id, l.kind, l.language, l.subject, l.text, l.pack_version, l.lint, l.ticket_id, l.message_id, l.body, l.sent_by,
    l.sent_at, CASE WHEN {reach.GONE_AT} IS NOT NULL THEN 'gone' WHEN {reach.CAME_BACK} THEN 'came_back' ELSE 'on_its_way' END AS state"""


async def letters_of(tx: Tx, one: Complaint) -> list[Letter]:
    """The oldest first; who hears an appeal blind does not see those that tell the first decision."""
    rows = await tx.connection.fetch(
        f"""
        SELECT {_COLUMNS} FROM complaint_letter l {reach.REACHED}
        WHERE  l.brand_id = $1 AND l.complaint_id = $2
        ORDER  BY l.id
        """,
        one.brand,
        one.id,
    )
    return [msgspec.convert(dict(row), Letter) for row in rows]


async def _letter(tx: Tx, brand: str, which: UUID) -> Letter:
    row = await tx.connection.fetchrow(
        f"SELECT {_COLUMNS} FROM complaint_letter l {reach.REACHED} WHERE l.brand_id = $1 AND l.id = $2",
        brand,
        which,
    )
    assert row is not None, "it was just written"
    return msgspec.convert(dict(row), Letter)


async def owed(tx: Tx, one: Complaint) -> list[LetterKind]:
    """What the rules of the case ask for, and the player was not told yet: of what is decided only what tells the decision that
    stands now counts, and what came back never does."""
    stands = one.state.get("decision")
    sent = [
        went.kind
        for went in await reach.of_case(tx, one)
        if not went.came_back and (went.kind not in reach.TELLS or stands in (None, str(went.decision)))
    ]
    extensions: int = await tx.value(
        "SELECT count(*) FROM complaint_extension WHERE brand_id = $1 AND complaint_id = $2",
        one.brand,
        one.id,
    )
    if await appeals.is_blind(tx, one.brand, one.id):
        raise appeals.ViewFirst
    happened = letters.Happened(
        over=one.stage in (Stage.withdrawn, Stage.closed),
        decided=stands is not None and one.stage in (Stage.decided, Stage.carried_out, Stage.closed),
        extensions=extensions,
        appeal_decided=one.appeal == "decided" and stands is not None,
        overdue=one.stage in UNDECIDED and await rules.unanswered(tx, one) is not None,
    )
    return letters.owed(await rules.pack_of(tx, one), happened, sent)


async def look(tx: Tx, one: Complaint, wanted: Wanted) -> LetterPreview:
    """The letter as it would go now, and what is wrong with it. The transaction is elevated, or its actor sees the case."""
    pack = await rules.pack_of(tx, one)
    now: datetime = await tx.value("SELECT now()")
    today = now.astimezone(ZoneInfo(pack.calendar.zone)).date()
    language: Language = wanted.language or ("ru" if one.language == "ru" else "en")
    told = await _told(tx, one, pack, wanted, language)
    own = await letter_texts.own(tx, one.brand, wanted.kind, language)
    made = letters.draft(pack, wanted.kind, language, told, today, own=own)
    made = Draft(
        made.subject if wanted.subject is None else " ".join(wanted.subject.split()),
        made.text if wanted.text is None else wanted.text.strip(),
    )
    rule = pack.letter(wanted.kind)
    return LetterPreview(
        kind=wanted.kind,
        language=language,
        subject=made.subject,
        text=made.text,
        needs=rule.needs if rule else (),
        required=rule.required if rule else False,
        problems=lint(pack, wanted.kind, made.subject, made.text, told, today),
    )


async def send(tx: Tx, brand: str, which: UUID, wanted: Wanted, *, version: int | None = None) -> Letter:
    """Says a letter in the case's ticket, by the channel of that, and keeps it. The acknowledgement of a case that is only
    registered acknowledges it.

    Raises:
        LetterRefused: with `problems`, each with its sentence; nothing went.
        NoTicket, NothingDecided, AppealOpen, NoSuchComplaint, CaseChanged.
    """
    tx.actor.must(HANDLE, brand)
    held = await hold(tx, brand, which, version=version)
    looked = await look(tx, held, wanted)
    if looked.problems:
        told = [problem.ru if tx.actor.locale == "ru" else problem.en for problem in looked.problems]
        raise LetterRefused(
            " ".join(told),
            problems=[
                {"flaw": problem.flaw.value, "detail": detail, "quote": problem.quote}
                for problem, detail in zip(looked.problems, told, strict=True)
            ],
        )
    ticket = await tickets.hold(tx, brand, await _ticket(tx, held, wanted.ticket))
    rendered = letters.rendered(looked.subject, looked.text)
    message = await tickets.reply(
        tx,
        ticket,
        text=tx.links.spelled_out(rendered.text, brand, looked.language),
        html=tx.links.linked(rendered.html or "", brand, looked.language),
        subject=rendered.subject,
        author="bot",
        notice=f"complaint_{wanted.kind.value}",
    )
    letter = new_id()
    tells = held.state.get("decision") if wanted.kind in reach.TELLS else None
    await tx.run(
        """
        INSERT INTO complaint_letter (brand_id, id, complaint_id, kind, language, subject, text, pack_version, lint, ticket_id,
                                      message_id, body, sent_by, decision_id)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
        """,
        brand,
        letter,
        which,
        wanted.kind,
        looked.language,
        looked.subject,
        looked.text,
        held.pack_version,
        msgspec.to_builtins(LetterCheck(needs=list(looked.needs), problems=looked.problems)),
        ticket.id,
        message.id,
        wanted.body,
        tx.actor.id,
        UUID(tells) if tells else None,
    )
    await record_in(
        tx,
        brand,
        ComplaintLetterSent(complaint=which, letter=letter, kind=wanted.kind.value, message=message.id),
    )
    if wanted.kind is LetterKind.acknowledgement and held.stage == Stage.registered:
        held = await cases.take(tx, held, ComplaintAcknowledged(complaint=which))
    await clocks.hear_of_letter(tx, held, message.id)  # what is said in a chat has reached them
    return await _letter(tx, brand, letter)


async def extend(
    tx: Tx, brand: str, which: UUID, kind: str, *, reason: str, version: int | None = None
) -> Complaint:
    """More time by the case's own rules. Where those ask for a notice its letter goes with it, or neither happens.

    Raises:
        NotExtendable, ExtendedTooOften, ToldTooLate.
        LetterRefused, NoTicket: of the notice.
        Invalid: the player could not read the reason.
    """
    tx.actor.must(HANDLE, brand)
    held = await hold(tx, brand, which, version=version)
    notice = (await rules.pack_of(tx, held)).letter(LetterKind.extension)
    if notice is None or not notice.required:
        return await cases.extend(tx, brand, which, kind, reason=reason)
    must_be_read(held.language, reason)
    await cases.extend(tx, brand, which, kind, reason=reason, letter=True)
    await send(tx, brand, which, Wanted(kind=LetterKind.extension, reason=reason))
    return await queries.complaint(tx, brand, which)


def must_be_read(language: str, reason: str) -> None:
    """
    Raises:
        Invalid: it is plainly in another language than the letter that will hold it.
    """
    found = detect(reason)
    if found != language and found in ("ru", "en") and language in ("ru", "en"):
        raise Invalid(
            "The reason stands in the letter to the player. Write it in Russian, their language."
            if language == "ru"
            else "The reason stands in the letter to the player. Write it in English, their language."
        )


async def gone_or_back(tx: Tx, job: Job) -> None:
    """A message that carries a letter has gone, or came back."""
    brand, message = str(job.brand), UUID(job.data["message"])
    case = await reach.case_of(tx, brand, message)
    if case is not None:
        await clocks.hear_of_letter(tx, await hold(tx, brand, case), message)


async def _told(tx: Tx, one: Complaint, pack: Pack, wanted: Wanted, language: Language) -> Told:
    brand = await channels.brand(tx, one.brand)
    until = deadlines.end_of(ZoneInfo(pack.calendar.zone), wanted.until) if wanted.until else None
    request = wanted.kind is LetterKind.information_request
    now: datetime = await tx.value("SELECT now()")
    told = Told(
        number=one.number,
        brand=brand.name,
        received_at=one.first_received_at,
        category=one.category,
        player=await _player(tx, one),
        summary=one.summary,
        link=tx.links.complaint(one.brand, language, one.id, (now + LINK_FOR).date()),
        due=until if request else await _answer_due(tx, one, pack),
        reason=wanted.reason,
        news=wanted.news,
        items=wanted.items,
        outcome=wanted.outcome,
        redress=wanted.redress,
        body=wanted.body,
    )
    return await _decided(tx, one, wanted.kind, language, told)


async def _answer_due(tx: Tx, one: Complaint, pack: Pack) -> datetime | None:
    """When the final answer is due: as its clock says, with every pause and extension."""
    kept = await tx.connection.fetchrow(
        "SELECT due_at FROM complaint_deadline WHERE brand_id = $1 AND complaint_id = $2 AND kind = $3",
        one.brand,
        one.id,
        Kind.final_answer,
    )
    if kept is not None:
        due_at: datetime | None = kept["due_at"]
        return due_at
    facts = deadlines.Facts(category=one.category, moments={From.first_receipt: one.first_received_at})
    found = deadlines.due(pack, facts, Kind.final_answer)
    return found.due_at if found else None


async def _decided(tx: Tx, one: Complaint, kind: LetterKind, language: Language, told: Told) -> Told:
    """With what was decided, in its own words."""
    if kind not in _TELLS_A_DECISION:
        return told
    if await appeals.is_blind(tx, one.brand, one.id):
        raise appeals.ViewFirst
    standing = decisions.standing(await decisions.of_case(tx, one.brand, one.id))
    if one.state.get("decision") is None:  # none yet, or an appeal has sent the case back
        standing = None
    if standing is None or standing.taken_at is None:
        if kind is LetterKind.final_response_satisfied:
            return told
        raise NothingDecided
    outcome = OUTCOMES[standing.outcome]
    told = msgspec.structs.replace(
        told,
        facts=standing.facts,
        clause="; ".join(map(_quoted, standing.clauses)) or standing.no_clause,
        clause_name=standing.clauses[0].name if standing.clauses else standing.no_clause,
        reasons=standing.reasoning,
        outcome=outcome.ru if language == "ru" else outcome.en,
        redress="; ".join(redress_in_words(action, language) for action in standing.redress),
    )
    if kind is LetterKind.final_response and stages.may_be_appealed(cases.state_of(one)):
        now: datetime = await tx.value("SELECT now()")
        window = await rules.appeal_until(tx, one, standing.id) or await rules.appeal_window(tx, one, now)
        if window is not None:
            return msgspec.structs.replace(
                told,
                appeal_until=window.due_at,
                appeal_link=appeal_page(tx, one, standing.id, language),
            )
    if kind is LetterKind.appeal_outcome:
        heard = await appeals.of_case(tx, one.brand, one.id)
        if heard is None or heard.outcome is None:
            raise AppealOpen
        return msgspec.structs.replace(
            told,
            reasons=heard.reasoning or "",
            outcome=_HEARD[heard.outcome].said(language).format(outcome=told.outcome),
        )
    return told


_TELLS_A_DECISION = frozenset(
    {
        LetterKind.final_response,
        LetterKind.final_response_satisfied,
        LetterKind.deadlock,
        LetterKind.appeal_outcome,
    }
)
_HEARD = {
    AppealOutcome.upheld: Bilingual(
        "the first decision stands: {outcome}", "первое решение остаётся: {outcome}"
    ),
    AppealOutcome.changed: Bilingual("the decision is changed: {outcome}", "решение изменено: {outcome}"),
    AppealOutcome.sent_back: Bilingual("the case is investigated again", "дело расследуют заново"),
}
_REDRESS = {
    RedressKind.payment: Bilingual("we pay {sum}", "выплачиваем {sum}"),
    RedressKind.bonus_restored: Bilingual("we restore your bonus of {sum}", "возвращаем бонус {sum}"),
    RedressKind.bet_resettled: Bilingual(
        "we settle the bet {subject} again", "пересчитываем ставку {subject}"
    ),
    RedressKind.limit_lifted: Bilingual("we lift the limit {subject}", "снимаем ограничение {subject}"),
    RedressKind.account_reopened: Bilingual("we open your account again", "снова открываем ваш счёт"),
    RedressKind.apology: Bilingual("we apologise", "приносим извинения"),
    RedressKind.other: Bilingual("{what}", "{what}"),
}


_BY = Bilingual("{said}, by {day}", "{said}, до {day}")


def redress_in_words(one: Redress, language: Language) -> str:
    """`we pay 120.50 EUR, by 1 December 2026`."""
    total = f"{one.amount:f} {one.currency}" if one.amount is not None else ""
    said = _REDRESS[one.kind].said(language).format(sum=total, subject=one.subject, what=one.what)
    if one.amount is not None and "{sum}" not in _REDRESS[one.kind].en:
        said += f", {total}"
    if one.promised_for is None:
        return said
    day = day_in_words(one.promised_for, language)
    return _BY.said(language).format(said=said, day=day)


def _quoted(clause: decisions.Clause) -> str:
    words = " ".join(clause.text.split())
    return (
        f"{clause.title} ({clause.name}): {words if len(words) <= MAX_CLAUSE else words[:MAX_CLAUSE] + '…'}"
    )


def appeal_page(tx: Tx, one: Complaint, decision: UUID, language: str) -> str:
    """Where the player asks for an appeal: the link itself opens that one thing."""
    secret = appeals.secret_of(tx, one.brand, decision)
    return tx.links.page(f"/help/{one.brand}/{language}/complaint/appeal/{decision}/{secret}")


async def _player(tx: Tx, one: Complaint) -> str:
    name: str | None = await tx.value(
        "SELECT name FROM player WHERE brand_id = $1 AND id = $2", one.brand, one.player_id
    )
    return (name or "").strip()


async def _ticket(tx: Tx, one: Complaint, wanted: UUID | None) -> UUID:
    found: UUID | None = await tx.value(
        """
        SELECT t.id
        FROM   complaint_ticket l JOIN ticket t ON t.brand_id = l.brand_id AND t.id = l.ticket_id
        WHERE  l.brand_id = $1 AND l.complaint_id = $2 AND t.merged_into IS NULL AND ($3::uuid IS NULL OR t.id = $3)
        ORDER  BY t.status = 'closed', t.player_said_at DESC NULLS LAST, t.id DESC
        LIMIT  1
        """,
        one.brand,
        one.id,
        wanted,
    )
    if found is None:
        raise NoTicket
    return found
