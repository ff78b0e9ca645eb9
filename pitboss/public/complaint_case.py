"""How a case goes, for its player: in the cabinet, and by the signed link of a notice, which shows it without what was said. Also
the page behind the link of a decision's letter, which does one thing: ask for an appeal."""

from __future__ import annotations

import re
import secrets as tokens
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

import msgspec
import structlog
from litestar import Response, get, post

from pitboss.api import attachments, requests
from pitboss.api.edge import PUBLIC_WRITE, Desk, Req, address_of
from pitboss.api.sentences import in_language
from pitboss.channels.portal.actions import Request, submit
from pitboss.channels.webchat.model import clean_line, clean_text
from pitboss.complaints import actions as cases
from pitboss.complaints import appeals, clocks, decisions, execution, queries, reach, referrals, rules, stages
from pitboss.complaints.appeals import MAX_GROUNDS
from pitboss.complaints.decisions import Decision
from pitboss.complaints.execution import Action
from pitboss.complaints.model import ENDINGS, UNDECIDED, Appeal, Complaint, NoSuchComplaint, Referral, Stage
from pitboss.complaints.pack_model import Force, Kind, Pack
from pitboss.complaints.redress import DECIMALS
from pitboss.complaints.stages import ANSWERED
from pitboss.db.tx import SYSTEM, Tx
from pitboss.files.links import How
from pitboss.kit.limits import Guesses, household
from pitboss.kit.moments import day_in_words
from pitboss.kit.refused import Conflict, Invalid, NotFound, Refused
from pitboss.players import cabinet
from pitboss.players import queries as player_queries
from pitboss.players.cabinet import Session, actor_of
from pitboss.public import cabinet_queries, complaint_terms
from pitboss.public.cabinet import MAX_ANSWER, must_be_in, say, sign_in
from pitboss.public.entry import entered
from pitboss.public.request import MOST_BODY, sent_files
from pitboss.public.shell import Here, back, form, page, to_address
from pitboss.tickets.model import Ticket

log = structlog.get_logger()

_ROOT = "/help/{brand:str}/{lang:str}/my/complaints/{number:str}"
_LINK = "/help/{brand:str}/{lang:str}/complaint/case/{complaint:uuid}/{until:str}/{secret:str}"
_APPEAL = "/help/{brand:str}/{lang:str}/complaint/appeal/{decision:uuid}/{secret:str}"
_NUMBER = re.compile(r"C-[1-9]\d{3,11}", re.IGNORECASE | re.ASCII)
# Numbers follow one another, so a wrong one is soon a guess.
GUESSES = Guesses("complaint-number", free=10, longest=600)
STAGES = ("registered", "acknowledged", "analysis", "investigation", "decided", "carried_out", "closed")
# What a player is told of the clocks, in this order.
TOLD = (
    Kind.acknowledge, Kind.final_answer, Kind.appeal, Kind.appeal_answer, Kind.dispute_body, Kind.body_answer, Kind.body_decision,
)  # fmt: skip


class NoSuchCase(NotFound):
    """There is no such complaint among yours."""


class LinkOver(Refused):
    """This link is over. Sign in to see how your complaint goes."""

    status: ClassVar[int] = 410


# ── what is shown ───────────────────────────────────────────────────────────────────────────────────────────


class DateLine(msgspec.Struct, frozen=True):
    """`state`: met, met_late, late, rests or ahead."""

    what: str
    day: str
    state: str
    standing: str


class Given(msgspec.Struct, frozen=True):
    """Something that a decision gives."""

    what: str
    done: bool
    by: str


def _dates(
    here: Here, one: Complaint, pack: Pack, rows: Mapping[str, queries.DeadlineRow], now: datetime
) -> list[DateLine]:
    over = Stage(one.stage) in ENDINGS
    found = [
        DateLine(
            here.t("complaint.received"), complaint_terms.day_at(pack, here, one.first_received_at), "met", ""
        )
    ]
    for kind in (*(known.value for known in TOLD), rules.PROMISE):
        row = rows.get(kind)
        if row is None or (over and row.met_at is None):
            continue
        late = row.due_at is not None and row.met_at is None and row.due_at < now
        done = "met_late" if row.broken_at and row.ours else "met"
        state = done if row.met_at else "rests" if row.due_at is None else "late" if late else "ahead"
        if late and not row.ours:  # the player's own window has passed
            continue
        verified = bool(row.explained.get("verified"))
        standing = complaint_terms.standing(here, Force(row.force), verified=verified) if row.rule else ""
        due = (
            here.t("complaint.due_rests")
            if row.due_at is None
            else complaint_terms.day_at(pack, here, row.due_at)
        )
        found.append(DateLine(here.t(f"complaint.due_{kind}"), due, state, standing))
    return found


def _sum(amount: Decimal, currency: str) -> str:
    """As it is written in the currency, and never less exact than it is."""
    exact = amount.normalize()
    places = max(DECIMALS.get(currency, 0), -int(exact.as_tuple().exponent))
    return f"{amount:.{places}f} {currency}"


def _given(here: Here, pack: Pack, actions: list[Action]) -> list[Given]:
    found = []
    for one in actions:
        if one.state == "dropped":
            continue
        total = _sum(one.amount, one.currency) if one.amount is not None and one.currency else ""
        what = here.t(f"complaint.redress_{one.kind.value}", total=total, subject=one.subject, what=one.what)
        if total and total not in what:
            what = f"{what}, {total}"
        day = complaint_terms.day_at(pack, here, one.promised_for) if one.promised_for else ""
        by = here.t("complaint.redress_by", day=day) if day else ""
        found.append(Given(what, one.state == "verified", by))
    return found


async def _values(tx: Tx, here: Here, one: Complaint) -> dict[str, Any]:
    """Of a case that its reader may see; the transaction is elevated."""
    now = await queries.now(tx)
    stage = Stage(one.stage)
    stood: Decision | None = decisions.standing(
        [known for known in await decisions.of_case(tx, one.brand, one.id) if known.state == "decided"]
    )
    if stage not in ANSWERED:  # sent back by an appeal: what was decided holds no more
        stood = None
    asked = await appeals.of_case(tx, one.brand, one.id)
    told_at = await reach.decision_told_at(tx, one, stood.id) if stood else None
    window = await rules.appeal_window(tx, one, told_at) if told_at else None
    may_appeal = (
        stood is not None
        and stages.may_be_appealed(cases.state_of(one))
        and (window is None or now <= window.due_at)
    )
    sent = await referrals.of_case(tx, one.brand, one.id)
    pack = await clocks.rules_of(tx, one)
    rows = {row.kind: row for row in await queries.deadlines(tx, one)}
    final = rows.get(Kind.final_answer)
    late = final is not None and final.met_at is None and final.due_at is not None and final.due_at < now
    open_appeal = one.appeal in (Appeal.asked, Appeal.heard)
    time_has_come = (stood is not None and not open_appeal) or (late and stage in UNDECIDED)
    answered = told_at.date() if told_at else None
    other = await queries.complaint(tx, one.brand, one.merged_into) if one.merged_into else None
    shown_stage = "investigation" if stage is Stage.proposed else stage.value
    return {
        "case": one,
        "over": stage in ENDINGS,
        "stage": shown_stage,
        "steps": [here.t(f"complaint.stage_{name}") for name in STAGES],
        "place": STAGES.index(shown_stage) + 1 if shown_stage in STAGES else 0,
        "badge_words": cabinet_queries.stage_words(here, one.stage),
        "open": stage not in ENDINGS and stage is not Stage.closed,
        "dates": _dates(here, one, pack, rows, now),
        "decision": stood,
        "disputed_on": day_in_words(stood.disputed_on, here.language) if stood else "",
        "given": _given(here, pack, await execution.of_case(tx, one.brand, one.id)) if stood else [],
        "asked": asked,
        "may_appeal": may_appeal,
        "letter_owed": stood is not None and told_at is None,
        "appeal_until": complaint_terms.day_at(pack, here, window.due_at) if window else "",
        "appeal_missed": stood is not None
        and stages.may_be_appealed(cases.state_of(one))
        and not may_appeal
        and window is not None,
        "anew": may_appeal and asked is not None,
        "referral": sent[-1] if sent else None,
        "extended": bool((await clocks.facts_of(tx, one)).extensions) and stage in UNDECIDED,
        "waits_late": late and stage in UNDECIDED,
        "unanswered": stage in UNDECIDED and await rules.unanswered(tx, one) is not None,
        "ways": complaint_terms.ways(here, pack, one.category, now.date(), answered=answered)
        if time_has_come and one.referral == Referral.none
        else [],
        "other": other.number if other else "",
        "may_withdraw": stage in UNDECIDED,
    }


# ── in the cabinet ──────────────────────────────────────────────────────────────────────────────────────────


async def _mine(tx: Tx, desk: Desk, session: Session, number: str) -> Complaint:
    """The transaction acts for the player: the wall decides what is theirs. Another's number and one that there is not are
    answered alike, and whoever tries many has to wait."""
    desk.buckets.may_guess(GUESSES, session.player_id)
    try:
        if _NUMBER.fullmatch(number) is None:
            raise NoSuchComplaint
        return await queries.find(tx, number, brand=session.brand)
    except NoSuchComplaint as missing:
        desk.buckets.guessed_wrong(GUESSES, session.player_id)
        log.warning("complaint not theirs", brand=session.brand, player=str(session.player_id))
        raise NoSuchCase from missing


@get(_ROOT)
async def one(request: Req, desk: Desk, here: Here, number: str) -> Response[bytes]:
    async with desk.db.tx(SYSTEM) as tx:
        session = await entered(tx, here, request)
    if session is None:
        return sign_in(here)
    return await _one(desk, here, session, number)


async def _one(
    desk: Desk,
    here: Here,
    session: Session,
    number: str,
    *,
    errors: dict[str, str] | None = None,
    typed: dict[str, str] | None = None,
    status: int = 200,
) -> Response[bytes]:
    async with desk.db.tx(actor_of(session)) as tx:
        case = await _mine(tx, desk, session, number)
        await tx.elevate()
        values = await _values(tx, here, case)
        ticket = await _ticket(tx, case, session)
        # What the stages say in mails stands on this very page.
        told, letters = f"/complaint/case/{case.id}/", await queries.messages_of_letters(tx, case)
        spoken = await cabinet_queries.conversation(tx, ticket) if ticket else []
        said = [
            message
            for message in spoken
            if message.author != "bot" or told not in message.text or message.id in letters
        ]
    return page(
        here,
        "complaint_case.html",
        title=here.t("complaint.case", number=case.number),
        personal=True,
        current="/my",
        status=status,
        by_link=False,
        root=here.to(f"/my/complaints/{case.number}"),
        ticket=ticket,
        said=said,
        errors=errors or {},
        typed={"text": "", "grounds": "", "key": tokens.token_urlsafe(18), **(typed or {})},
        most_grounds=MAX_GROUNDS,
        appeal_link="",
        **values,
    )


async def _ticket(tx: Tx, case: Complaint, session: Session) -> Ticket | None:
    """In which the case is talked about. The transaction is elevated."""
    which = await queries.ticket_to_write_in(tx, case)
    return await cabinet_queries.own_ticket(tx, session, which) if which else None


@post(f"{_ROOT}/say", request_max_body_size=MOST_BODY)
async def say_in_case(request: Req, desk: Desk, here: Here, number: str) -> Response[bytes]:
    """Words and files, into the case's request. The same form sent twice is one message."""
    sent = await form(request, desk, most=desk.settings.max_upload_bytes + 256 * 1024)
    desk.buckets.take(PUBLIC_WRITE, address_of(request, desk.settings))
    async with desk.db.tx(SYSTEM) as tx:
        session = await must_be_in(tx, here, request)
    async with desk.db.tx(actor_of(session)) as tx:
        await _mine(tx, desk, session, number)  # before anything is stored
    words = sent.text("text", most=MAX_ANSWER + 1)
    key = sent.text("key", most=100) or tokens.token_urlsafe(18)
    try:
        files = await requests.keep_files(desk, here.brand.id, await sent_files(sent))
        text = clean_text(words, may_be_empty=bool(files), most=MAX_ANSWER)
    except Refused as refusal:
        wrong = {"text": in_language(refusal.detail, here.language)}
        return await _one(
            desk, here, session, number, errors=wrong, typed={"text": words, "key": key}, status=422
        )
    async with desk.db.tx(SYSTEM) as tx:
        channel = await requests.form_channel(tx, here.brand.id)
    async with desk.db.tx(actor_of(session)) as tx:
        case = await _mine(tx, desk, session, number)
        await tx.elevate()
        case = await cases.hold(tx, case.brand, case.id)
        ticket = await _ticket(tx, case, session)
        if ticket is None:
            begun = await _begin(tx, here, case, session, channel, text, key, files)
            await cases.begin_ticket(tx, case, begun)
        else:
            after = await say(tx, ticket, session, channel, text, key, files)
            if after.id != ticket.id:  # the old one was closed for good, and this follows it
                await cases.begin_ticket(tx, case, after)
        await cases.answered(tx, case.brand, case.id)
    return back(here, f"/my/complaints/{case.number}", notice="complaint_said")


async def _begin(
    tx: Tx, here: Here, case: Complaint, session: Session, channel: Any, text: str, key: str, files: Any
) -> Ticket:
    player = await player_queries.player(tx, session.brand, session.player_id)
    assert player is not None, "a session belongs to a player"
    return await submit(
        tx,
        channel,
        player,
        Request(
            contact=("account", ""),
            name=player.name,
            assurance=int(cabinet.level(session, datetime.now(UTC))),
            subject=clean_line(here.t("complaint.case", number=case.number), most=200),
            text=text or ", ".join(file.name for file, _ in files),
            topic=None,
            language=here.language,
            device={},
            external_id=f"complaint {case.id} {key}"[:200],
        ),
        files,
    )


@post(f"{_ROOT}/appeal")
async def appeal(request: Req, desk: Desk, here: Here, number: str) -> Response[bytes]:
    """Asked twice, it is one appeal."""
    sent = await form(request, desk)
    desk.buckets.take(PUBLIC_WRITE, address_of(request, desk.settings))
    grounds = sent.text("grounds", most=MAX_GROUNDS + 1)
    async with desk.db.tx(SYSTEM) as tx:
        session = await must_be_in(tx, here, request)
    try:
        async with desk.db.tx(actor_of(session)) as tx:
            case = await _mine(tx, desk, session, number)
            await appeals.ask(tx, case.brand, case.id, grounds, how="cabinet")
    except (Invalid, Conflict) as refusal:
        wrong = {"grounds": in_language(refusal.detail, here.language)}
        return await _one(
            desk, here, session, number, errors=wrong, typed={"grounds": grounds}, status=refusal.status
        )
    return back(here, f"/my/complaints/{case.number}", notice="complaint_appealed")


@post(f"{_ROOT}/withdraw")
async def withdraw(request: Req, desk: Desk, here: Here, number: str) -> Response[bytes]:
    sent = await form(request, desk)
    desk.buckets.take(PUBLIC_WRITE, address_of(request, desk.settings))
    async with desk.db.tx(SYSTEM) as tx:
        session = await must_be_in(tx, here, request)
    if sent.text("sure") != "yes":
        wrong = {"sure": here.t("complaint.withdraw_sure_needed")}
        return await _one(desk, here, session, number, errors=wrong, status=422)
    try:
        async with desk.db.tx(actor_of(session)) as tx:
            case = await _mine(tx, desk, session, number)
            await tx.elevate()
            await cases.withdraw_own(tx, case.brand, case.id)
    except Conflict as refusal:
        wrong = {"sure": in_language(refusal.detail, here.language)}
        return await _one(desk, here, session, number, errors=wrong, status=refusal.status)
    return back(here, f"/my/complaints/{case.number}", notice="complaint_withdrawn")


@get(f"{_ROOT}/files/{{file:uuid}}")
async def file(request: Req, desk: Desk, here: Here, number: str, file: UUID) -> Response[bytes]:
    """Sends on to a signed link, for a file that the player may see."""
    async with desk.db.tx(SYSTEM) as tx:
        session = await must_be_in(tx, here, request)
    async with desk.db.tx(actor_of(session)) as tx:
        await _mine(tx, desk, session, number)
    return attachments.sent_on(await attachments.link_to(desk, actor_of(session), file, How.download))


# ── by a link ───────────────────────────────────────────────────────────────────────────────────────────────


@get(_LINK)
async def by_link(
    request: Req, desk: Desk, here: Here, complaint: UUID, until: str, secret: str
) -> Response[bytes]:
    """How it goes, without what was said. Mail scanners follow links, so looking changes nothing."""
    async with desk.db.tx(SYSTEM) as tx:
        session = await entered(tx, here, request)
        case = await _linked(tx, request, desk, here, complaint, until, secret)
        if session is not None and session.player_id == case.player_id:
            return to_address(here.to(f"/my/complaints/{case.number}"))
        values = await _values(tx, here, case)
        stood: Decision | None = values["decision"]
        link = (
            here.to(f"/complaint/appeal/{stood.id}/{appeals.secret_of(tx, case.brand, stood.id)}")
            if stood and values["may_appeal"]
            else ""
        )
    return page(
        here,
        "complaint_case.html",
        title=here.t("complaint.case", number=case.number),
        personal=True,
        current="/my",
        by_link=True,
        root="",
        ticket=None,
        said=[],
        errors={},
        typed={},
        most_grounds=MAX_GROUNDS,
        appeal_link=link,
        **values,
    )


async def _linked(
    tx: Tx, request: Req, desk: Desk, here: Here, complaint: UUID, until: str, secret: str
) -> Complaint:
    """
    Raises:
        NoSuchCase: the same for a wrong secret as for a case that isn't there.
        LinkOver.
    """
    who = household(address_of(request, desk.settings))
    desk.buckets.may_guess(GUESSES, who)
    day = _day(until)
    try:
        if day is None or not tx.links.holds(f"complaint {until}", here.brand.id, complaint, secret):
            raise NoSuchComplaint
        case = await queries.complaint(tx, here.brand.id, complaint)
    except NoSuchComplaint as missing:
        desk.buckets.guessed_wrong(GUESSES, who)
        log.warning("complaint link wrong", brand=here.brand.id)
        raise NoSuchCase from missing
    if day < (await queries.now(tx)).astimezone(UTC).date():
        raise LinkOver
    return case


def _day(until: str) -> date | None:
    try:
        return datetime.strptime(until, "%Y%m%d").replace(tzinfo=UTC).date() if len(until) == 8 else None
    except ValueError:
        return None


@get(_APPEAL)
async def appeal_page(request: Req, desk: Desk, here: Here, decision: UUID, secret: str) -> Response[bytes]:
    return await _appeal(request, desk, here, decision, secret)


async def _appeal(
    request: Req,
    desk: Desk,
    here: Here,
    decision: UUID,
    secret: str,
    *,
    error: str = "",
    grounds: str = "",
    status: int = 200,
) -> Response[bytes]:
    who = household(address_of(request, desk.settings))
    desk.buckets.may_guess(GUESSES, who)
    async with desk.db.tx(SYSTEM) as tx:
        try:
            case, _, asked, until, open_ = await appeals.by_link(tx, here.brand.id, decision, secret)
            pack = await clocks.rules_of(tx, case)
        except appeals.NoSuchAppeal:
            desk.buckets.guessed_wrong(GUESSES, who)
            log.warning("appeal link wrong", brand=here.brand.id)
            raise
    return page(
        here,
        "complaint_appeal.html",
        title=here.t("complaint.appeal_title"),
        personal=True,
        current="/my",
        status=status,
        number=case.number,
        asked=asked,
        until=complaint_terms.day_at(pack, here, until) if until else "",
        open=open_,
        error=error,
        grounds=grounds,
        most_grounds=MAX_GROUNDS,
    )


@post(_APPEAL)
async def appeal_by_link(
    request: Req, desk: Desk, here: Here, decision: UUID, secret: str
) -> Response[bytes]:
    sent = await form(request, desk)
    desk.buckets.take(PUBLIC_WRITE, address_of(request, desk.settings))
    grounds = sent.text("grounds", most=MAX_GROUNDS + 1)
    try:
        async with desk.db.tx(SYSTEM) as tx:
            await appeals.ask_by_link(tx, here.brand.id, decision, secret, grounds)
    except (Invalid, Conflict) as refusal:
        wrong = in_language(refusal.detail, here.language)
        return await _appeal(
            request, desk, here, decision, secret, error=wrong, grounds=grounds, status=refusal.status
        )
    return to_address(f"{here.own}?notice=complaint_appealed")


HANDLERS: list[Any] = [one, say_in_case, appeal, withdraw, file, by_link, appeal_page, appeal_by_link]
