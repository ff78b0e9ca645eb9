"""The complaint form: seven steps that keep themselves, with or without JavaScript; a case for whoever is identified, and for
anybody else a report at once, which becomes a case when they show who they are. docs/subsystems/complaints.md"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any, ClassVar
from uuid import UUID

import structlog
from litestar import Response, get, post

from pitboss.api import requests
from pitboss.api.edge import Desk, Req, address_of
from pitboss.api.sentences import in_language
from pitboss.assist.settings import topics
from pitboss.channels.adapter import Channel, File
from pitboss.channels.intake import remember_thread
from pitboss.channels.portal.actions import Request, submit
from pitboss.channels.webchat.model import clean_line, clean_text
from pitboss.complaints import actions as cases
from pitboss.complaints import drafts, own_rules, packs, unknown
from pitboss.complaints.actions import AlreadyRegistered, How, NewComplaint
from pitboss.complaints.drafts import MOST_FILES, Draft, DraftFile
from pitboss.complaints.model import CATEGORIES, Complaint
from pitboss.complaints.pack_model import Pack
from pitboss.complaints.queries import complaint as find_complaint
from pitboss.complaints.queries import report as find_report
from pitboss.db.tx import SYSTEM, Tx
from pitboss.files.store import FileMissing, Kept
from pitboss.kit.limits import Limit, household
from pitboss.kit.refused import Invalid, NotFound, Refused
from pitboss.players import actions as players
from pitboss.players import cabinet
from pitboss.players import queries as player_queries
from pitboss.players.assurance import Assurance
from pitboss.players.cabinet import CodeWrong, Session, actor_of
from pitboss.public import cabinet_queries, complaint_terms
from pitboss.public import complaint_form as asking
from pitboss.public.cabinet import CODE, TRY, send_code
from pitboss.public.complaint_form import LAST, STEPS
from pitboss.public.entry import entered, give_cookie
from pitboss.public.request import MOST_BODY, sent_files
from pitboss.public.shell import Form, Here, back, form, page, to_address
from pitboss.tickets.model import Ticket

log = structlog.get_logger()

_ROOT = "/help/{brand:str}/{lang:str}/complaint"
# A player whose address somebody else used up still reaches the form: these are for a complaint alone.
STEP = Limit("complaint-step", burst=60, per_second=1)
BEGUN = Limit("complaint-begun", burst=10, per_second=1 / 30)
SENT = Limit("complaint-sent", burst=5, per_second=1 / 60)


class NoSuchStep(NotFound):
    """There is no such step."""


class SignedOut(Refused):
    """You have been signed out meanwhile. Nothing is lost: sign in again, and open the complaint form."""

    status: ClassVar[int] = 401


# ── the draft ───────────────────────────────────────────────────────────────────────────────────────────────


def _with_cookie(answer: Response[bytes], desk: Desk, brand: str, token: str) -> Response[bytes]:
    answer.set_cookie(
        key=drafts.cookie_name(brand),
        value=token,
        path=f"/help/{brand}",
        httponly=True,
        samesite="lax",
        secure=desk.settings.public_url.startswith("https://"),
        max_age=int(drafts.LIFE.total_seconds()),
    )
    return answer


async def draft_of(tx: Tx, here: Here, request: Req, *, hold: bool = False) -> Draft | None:
    """What this browser has begun. The transaction is SYSTEM's."""
    token = request.cookies.get(drafts.cookie_name(here.brand.id))
    return await drafts.of_token(tx, here.brand.id, token, hold=hold) if token else None


def _is_theirs(draft: Draft, session: Session | None) -> bool:
    """Another's session, or none after they signed out, doesn't go on with what somebody signed in has begun."""
    return draft.player_id is None or (session is not None and draft.player_id == session.player_id)


async def _open(tx: Tx, here: Here, request: Req) -> tuple[Draft | None, Session | None]:
    """The draft that can be gone on with, and who is signed in."""
    session = await entered(tx, here, request)
    draft = await draft_of(tx, here, request)
    if draft is None or draft.sent_at is not None or not _is_theirs(draft, session):
        return None, session
    return draft, session


async def _pack(tx: Tx, here: Here, session: Session | None) -> Pack:
    """The rules that a complaint of theirs would begin with."""
    jurisdiction = here.brand.jurisdiction
    if session is not None:
        player = await player_queries.player(tx, session.brand, session.player_id)
        jurisdiction = (player.jurisdiction if player else None) or jurisdiction
    return await own_rules.effective(tx, here.brand.id, packs.pack_for(jurisdiction))


# ── the steps ───────────────────────────────────────────────────────────────────────────────────────────────


@get(_ROOT)
async def begin(request: Req, desk: Desk, here: Here) -> Response[bytes]:
    """The first step, and what comes next. `?request=`: the number of the request that it is about."""
    return await _shown(request, desk, here, 1)


@get(f"{_ROOT}/step/{{number:int}}")
async def step(request: Req, desk: Desk, here: Here, number: int) -> Response[bytes]:
    if not 1 <= number <= LAST:
        raise NoSuchStep
    return await _shown(request, desk, here, number)


async def _shown(request: Req, desk: Desk, here: Here, number: int) -> Response[bytes]:
    async with desk.db.tx(SYSTEM) as tx:
        draft, session = await _open(tx, here, request)
        begun = await draft_of(tx, here, request)
        await requests.form_channel(tx, here.brand.id)
        pack = await _pack(tx, here, session)
        mine = await _requests_of(tx, here, session)
    reached = draft.reached if draft else 1
    if number > reached:
        return to_address(here.to(f"/complaint/step/{reached}" if reached > 1 else "/complaint"))
    answers = dict(draft.answers) if draft else {}
    about = request.query_params.get("request", "")
    if number == 1 and about.isdigit() and len(about) < 12:
        answers["request"] = f"{here.brand.prefix}-{about}"
    waits = draft is None and begun is not None and begun.sent_at is None
    return _page(here, number, answers, draft, session, pack=pack, mine=mine, waits=waits)


async def _requests_of(tx: Tx, here: Here, session: Session | None) -> list[str]:
    if session is None:
        return []
    listed = await cabinet_queries.requests(tx, session, everything=True, before=None)
    return [f"{here.brand.prefix}-{one.number}" for one in listed]


@post(f"{_ROOT}/step/{{number:int}}", request_max_body_size=MOST_BODY)
async def keep_step(request: Req, desk: Desk, here: Here, number: int) -> Response[bytes]:
    """Keeps a step and goes to the next; the last one sends. `do`: `files` stays to add more, `drop` takes one out, `later`
    keeps and leaves."""
    if not 1 <= number <= LAST:
        raise NoSuchStep
    most = desk.settings.max_upload_bytes if STEPS[number - 1] == "proof" else 0
    sent = await form(request, desk, most=most + 256 * 1024)
    desk.buckets.take(STEP, address_of(request, desk.settings))
    if sent.text("website"):
        raise Invalid("The field `website` must stay empty. If you are a person, clear it and send again.")
    if number == LAST:
        return await _send(request, desk, here)
    token, draft, session = await _kept(request, desk, here, number, sent)
    if draft is None:  # sent, or never begun
        return to_address(here.to("/complaint"))
    errors: dict[str, str] = {}
    if STEPS[number - 1] == "proof":
        try:
            draft = await _files(desk, here, draft, sent)
        except Refused as refusal:
            errors["files"] = in_language(refusal.detail, here.language)
    answer = await _after(desk, here, number, sent, draft, session, errors)
    return _with_cookie(answer, desk, here.brand.id, token) if token else answer


async def _kept(
    request: Req, desk: Desk, here: Here, number: int, sent: Form
) -> tuple[str, Draft | None, Session | None]:
    """Writes down what was typed; the token of the draft if it is new."""
    token = ""
    async with desk.db.tx(SYSTEM) as tx:
        session = await entered(tx, here, request)
        draft = await draft_of(tx, here, request, hold=True)
        left = session is None and draft is not None and draft.player_id is not None
        if left and draft is not None and draft.sent_at is None and number > 1:
            await drafts.keep(tx, draft, asking.said(STEPS[number - 1], sent))
            signed_out = True
        else:
            signed_out = False
            if draft is not None and (draft.sent_at is not None or not _is_theirs(draft, session)):
                draft = None
            if draft is None and number == 1:
                desk.buckets.take(BEGUN, household(address_of(request, desk.settings)))
                draft, token = await drafts.begin(tx, here.brand.id)
            if draft is not None and number > draft.reached:  # a step that was never shown
                draft = None
            if draft is not None:
                if session is not None:
                    await drafts.belongs(tx, draft, session.player_id)
                draft = await drafts.keep(tx, draft, asking.said(STEPS[number - 1], sent))
    if signed_out:
        raise SignedOut
    return token, draft, session


async def _after(
    desk: Desk,
    here: Here,
    number: int,
    sent: Form,
    draft: Draft,
    session: Session | None,
    errors: dict[str, str],
) -> Response[bytes]:
    do = sent.text("do", most=80)
    if do == "later" and not errors:
        return to_address(here.to("/complaint/kept"))
    if not errors and (do == "files" or do.startswith("drop")):
        return to_address(here.to(f"/complaint/step/{number}"))
    errors |= asking.wrong(here, STEPS[number - 1], draft.answers, signed=session is not None)
    async with desk.db.tx(SYSTEM) as tx:
        if errors:
            pack, mine = await _pack(tx, here, session), await _requests_of(tx, here, session)
            return _page(here, number, draft.answers, draft, session, pack=pack, mine=mine, errors=errors)
        await drafts.keep(tx, draft, {}, reached=number + 1)
    return to_address(here.to(f"/complaint/step/{number + 1}"))


async def _files(desk: Desk, here: Here, draft: Draft, sent: Form) -> Draft:
    """Lets in what was chosen, and takes out what was struck.

    Raises:
        Invalid, TooManyFiles, FileTooLarge, FileRefused and whatever else a file is refused for.
    """
    do = sent.text("do", most=80)
    chosen = await sent_files(sent)
    if len(chosen) + len(draft.files) > MOST_FILES:
        raise drafts.TooManyFiles
    let_in = await requests.keep_files(desk, here.brand.id, chosen) if chosen else []
    added = [
        DraftFile(file.name[:200], file.content_type, kept.key, kept.sha256, kept.size)
        for file, kept in let_in
    ]
    async with desk.db.tx(SYSTEM) as tx:
        held = await drafts.held(tx, draft)
        there = [file for place, file in enumerate(held.files) if do != f"drop {place}"]
        new = [file for file in added if file.key not in {one.key for one in there}]
        await drafts.set_files(tx, held, [*there, *new])
        return await drafts.held(tx, draft)


@post(f"{_ROOT}/step/{{number:int}}/keep")
async def keep_quietly(request: Req, desk: Desk, here: Here, number: int) -> Response[bytes]:
    """What a script keeps while somebody types. It begins no draft."""
    if not 1 <= number < LAST:
        raise NoSuchStep
    sent = await form(request, desk, most=256 * 1024)
    desk.buckets.take(STEP, address_of(request, desk.settings))
    async with desk.db.tx(SYSTEM) as tx:
        draft, _ = await _open(tx, here, request)
        if draft is None or number > draft.reached:
            return _nothing(409)
        await drafts.keep(tx, draft, asking.said(STEPS[number - 1], sent))
    return _nothing(204)


def _nothing(status: int) -> Response[bytes]:
    return Response(b"", status_code=status, headers={"cache-control": "no-store"})


@post(f"{_ROOT}/clear")
async def clear(request: Req, desk: Desk, here: Here) -> Response[bytes]:
    """Begins anew: what was typed is forgotten."""
    await form(request, desk)
    desk.buckets.take(STEP, address_of(request, desk.settings))
    async with desk.db.tx(SYSTEM) as tx:
        if (draft := await draft_of(tx, here, request)) is not None:
            await drafts.drop(tx, draft)
    answer = to_address(here.to("/complaint"))
    answer.delete_cookie(key=drafts.cookie_name(here.brand.id), path=f"/help/{here.brand.id}")
    return answer


@get(f"{_ROOT}/kept")
async def kept_for_later(here: Here) -> Response[bytes]:
    return page(
        here,
        "complaint_kept.html",
        title=here.t("complaint.kept_title"),
        personal=True,
        current="/complaint",
        days=drafts.LIFE.days,
    )


def _page(
    here: Here,
    number: int,
    answers: dict[str, str],
    draft: Draft | None,
    session: Session | None,
    *,
    pack: Pack,
    mine: list[str],
    errors: dict[str, str] | None = None,
    waits: bool = False,
) -> Response[bytes]:
    """`waits`: somebody who was signed in has begun one in this browser."""
    name, now = STEPS[number - 1], datetime.now(UTC)
    category = answers["category"] if answers.get("category") in asking.CODES else ""
    language = here.language
    known = CATEGORIES[asking.category_of(answers)].subcategories if category else {}
    try:
        happened: date | None = date.fromisoformat(answers.get("happened_on", ""))
    except ValueError:
        happened = None
    late = happened is not None and complaint_terms.too_late(pack, category, happened, now)
    help_line = here.brand.settings.get("help_lines", {}).get(language, "")
    return page(
        here,
        "complaint.html",
        title=here.t("complaint.title"),
        description=here.t("complaint.description", brand=here.name),
        current="/complaint",
        status=422 if errors else 200,
        personal=draft is not None or session is not None or number > 1,
        headers={"cache-control": "no-store"},
        number=number,
        step=name,
        steps=[here.t(f"complaint.step_{one}") for one in STEPS],
        reached=draft.reached if draft else 1,
        answers=answers,
        errors=errors or {},
        labels={field: here.t(f"complaint.{field}").rstrip("?") for field in [*asking.FIELDS[name], "files"]},
        categories=[
            (code, here.t(f"complaint.cat_{code.lower()}"), here.t(f"complaint.hint_{code.lower()}"))
            for code in CATEGORIES
        ],
        subcategories=[(code, one.ru if language == "ru" else one.en) for code, one in known.items()],
        wants=[(want, here.t(f"complaint.want_{want}")) for want in asking.WANTS],
        mine=mine,
        files=draft.files if draft else [],
        most_files=MOST_FILES,
        told=asking.told(here, answers, [file.name for file in draft.files] if draft else [])
        if name == "check"
        else [],
        signed=session is not None,
        begun=draft is not None,
        waits=waits,
        safety=asking.is_safety(answers),
        late=late,
        today=now.date().isoformat(),
        terms=complaint_terms.terms(here, pack, category, now),
        ways=complaint_terms.ways(here, pack, category, now.date()),
        pack=pack.name.said(language),
        help_line=help_line if category == "SGEX" or asking.is_safety(answers) else "",
    )


# ── sending ─────────────────────────────────────────────────────────────────────────────────────────────────


async def _send(request: Req, desk: Desk, here: Here) -> Response[bytes]:
    """A case if somebody is signed in, else a report. The same draft sent twice is one of them."""
    async with desk.db.tx(SYSTEM) as tx:
        session = await entered(tx, here, request)
        draft = await draft_of(tx, here, request)
    if draft is None:
        return to_address(here.to("/complaint"))
    if draft.sent_at is not None:
        return to_address(here.to("/complaint/sent"))
    if not _is_theirs(draft, session):
        raise SignedOut
    if draft.reached < LAST:
        return to_address(here.to(f"/complaint/step/{draft.reached}"))
    wrong = asking.first_wrong(here, draft.answers, signed=session is not None)
    if wrong is not None:
        async with desk.db.tx(SYSTEM) as tx:
            pack, mine = await _pack(tx, here, session), await _requests_of(tx, here, session)
        number, errors = wrong
        return _page(here, number, draft.answers, draft, session, pack=pack, mine=mine, errors=errors)
    desk.buckets.take(SENT, household(address_of(request, desk.settings)))
    files = await _bytes_of(desk, draft)
    if session is not None:
        made = await _register(request, desk, here, session, draft, files)
        return back(here, f"/my/complaints/{made.number}", notice="complaint_sent")
    await _report(request, desk, here, draft, files)
    return to_address(here.to("/complaint/sent"))


async def _bytes_of(desk: Desk, draft: Draft) -> list[tuple[File, Kept]]:
    found = []
    for file in draft.files:
        try:
            data = await desk.files.get(file.key)
        except FileMissing:  # taken out for good meanwhile, with another ticket that held the same bytes
            continue
        found.append((File(file.name, file.content_type, data), file.kept))
    return found


async def _ticket(
    tx: Tx,
    here: Here,
    draft: Draft,
    channel: Channel,
    files: list[tuple[File, Kept]],
    *,
    session: Session | None,
) -> Ticket:
    """In which the case or report is talked about. The transaction is elevated."""
    answers = draft.answers
    kind, value = "account", ""
    if session is not None:
        player = await player_queries.player(tx, session.brand, session.player_id)
        assert player is not None, "a session belongs to a player"
    else:
        kind, value = asking.contact(answers)
        if value:
            name = clean_line(answers.get("name", ""))
            player = await players.recognise(
                tx, here.brand.id, kind, value, name=name, language=here.language
            )
        else:
            player = await players.create_visitor(tx, here.brand.id, language=here.language)
    known = await topics(tx, here.brand.id)
    label = here.t(f"complaint.cat_{answers['category'].lower()}")
    whose = str(session.player_id) if session else "nobody"
    return await submit(
        tx,
        channel,
        player,
        Request(
            contact=(kind, value),
            name=clean_line(answers.get("name", "")),
            assurance=int(cabinet.level(session, datetime.now(UTC)) if session else Assurance.A0),
            subject=clean_line(here.t("complaint.subject", label=label), most=200),
            text=clean_text(asking.in_words(here, answers), most=requests.MAX_TEXT),
            topic="complaint" if "complaint" in known else None,
            language=answers.get("answer_in") or here.language,
            device={},
            external_id=f"complaint {draft.id} {whose}",
        ),
        files,
    )


async def _register(
    request: Req, desk: Desk, here: Here, session: Session, draft: Draft, files: list[tuple[File, Kept]]
) -> Complaint:
    async with desk.db.tx(SYSTEM) as tx:
        channel = await requests.form_channel(tx, here.brand.id)
    async with desk.db.tx(actor_of(session), elevated=True) as tx:
        held = await drafts.held(tx, draft)
        if held.complaint_id is not None:
            return await find_complaint(tx, here.brand.id, held.complaint_id)
        ticket = await _ticket(tx, here, held, channel, files, session=session)
        if (mail := await cabinet_queries.own_address(tx, session)) is not None:
            await remember_thread(tx, ticket, [], [mail])
        made = await _case(tx, here, held, session, ticket)
        await drafts.sent(tx, held, complaint=made.id)
        return made


async def _case(tx: Tx, here: Here, draft: Draft, session: Session, ticket: Ticket) -> Complaint:
    answers, key = draft.answers, f"form {draft.id}"
    category = asking.category_of(answers)
    try:
        if draft.report_id is not None:
            return await unknown.become(
                tx,
                here.brand.id,
                draft.report_id,
                session.player_id,
                category,
                subcategory=answers.get("subcategory", ""),
                summary=asking.summary(here, answers),
                ticket=ticket.id,
                key=key,
            )
        return await cases.register(
            tx,
            NewComplaint(
                brand=here.brand.id,
                player=session.player_id,
                category=category,
                subcategory=answers.get("subcategory", ""),
                summary=asking.summary(here, answers),
                how=How.form,
                tickets=[ticket.id],
                channel="portal",
                language=answers.get("answer_in") or here.language,
                safety=asking.is_safety(answers),
            ),
            key=key,
        )
    except AlreadyRegistered as there:  # a colleague was faster with this very request
        return await find_complaint(tx, here.brand.id, UUID(str(there.extra["complaint"])))


async def _report(request: Req, desk: Desk, here: Here, draft: Draft, files: list[tuple[File, Kept]]) -> None:
    async with desk.db.tx(SYSTEM) as tx:
        channel = await requests.form_channel(tx, here.brand.id)
        held = await drafts.held(tx, draft)
        if held.sent_at is not None:
            return
        answers = held.answers
        ticket = await _ticket(tx, here, held, channel, files, session=None)
        reach = ", ".join(
            filter(None, (answers.get(one, "") for one in ("name", "email", "phone", "account")))
        )
        made = await unknown.report(
            tx,
            unknown.NewReport(
                brand=here.brand.id,
                said=asking.in_words(here, answers)[: cases.MAX_SAID],
                contact=reach[:500],
                channel="portal",
                language=here.language,
                safety=asking.is_safety(answers),
                ticket=ticket.id,
            ),
            key=f"form {draft.id}",
        )
        await drafts.sent(tx, held, report=made)


# ── who it was ──────────────────────────────────────────────────────────────────────────────────────────────


@get(f"{_ROOT}/sent")
async def sent_page(request: Req, desk: Desk, here: Here) -> Response[bytes]:
    return await _sent(request, desk, here)


async def _sent(
    request: Req, desk: Desk, here: Here, *, error: str = "", address: str | None = None, status: int = 200
) -> Response[bytes]:
    async with desk.db.tx(SYSTEM) as tx:
        session = await entered(tx, here, request)
        draft = await draft_of(tx, here, request)
        if draft is None or draft.sent_at is None or not _is_theirs(draft, session):
            return to_address(here.to("/complaint"))
        if draft.complaint_id is not None:
            case = await find_complaint(tx, here.brand.id, draft.complaint_id)
            return to_address(here.to(f"/my/complaints/{case.number}"))
        assert draft.report_id is not None, "sent as one or the other"
        reported = await find_report(tx, here.brand.id, draft.report_id)
        pack = await _pack(tx, here, session)
    assert reported is not None, "a draft names its report"
    safety = asking.is_safety(draft.answers)
    now = datetime.now(UTC)
    return page(
        here,
        "complaint_sent.html",
        title=here.t("complaint.reported_title"),
        personal=True,
        current="/complaint",
        status=status,
        reported=reported.number,
        safety=safety,
        signed=session is not None,
        email=draft.answers.get("email", "") if address is None else address,
        error=error,
        site_sign_in=here.brand.settings.get("sign_in_url", ""),
        terms=complaint_terms.terms(here, pack, draft.answers.get("category", "OTHR"), now),
        pack=pack.name.said(here.language),
        help_line=here.brand.settings.get("help_lines", {}).get(here.language, "") if safety else "",
    )


@post(f"{_ROOT}/identify")
async def identify(request: Req, desk: Desk, here: Here) -> Response[bytes]:
    """Sends whoever reported a code by which they sign in."""
    desk.buckets.take(CODE, household(address_of(request, desk.settings)))
    address = (await form(request, desk)).text("email", most=320)
    try:
        return await send_code(desk, here, address, "/complaint")
    except Invalid as refusal:
        wrong = in_language(refusal.detail, here.language)
        return await _sent(request, desk, here, error=wrong, address=address, status=422)


@get(f"{_ROOT}/code/{{code:uuid}}")
async def code_page(request: Req, here: Here, code: UUID) -> Response[bytes]:
    return _code(here, code, again="again" in request.query_params)


def _code(
    here: Here, code: UUID, *, again: bool = False, error: str = "", status: int = 200
) -> Response[bytes]:
    return page(
        here,
        "complaint_code.html",
        title=here.t("my.code"),
        personal=True,
        current="/complaint",
        status=status,
        code=code,
        again=again,
        error=error,
    )


@post(f"{_ROOT}/code/{{code:uuid}}")
async def try_code(request: Req, desk: Desk, here: Here, code: UUID) -> Response[bytes]:
    """Signs in, and makes the report a case."""
    desk.buckets.take(TRY, household(address_of(request, desk.settings)))
    digits = (await form(request, desk)).text("code", most=40)
    async with desk.db.tx(SYSTEM) as tx:
        token = await cabinet.enter_by_code(tx, here.brand.id, code, digits)
        session = await cabinet.session_of(tx, here.brand.id, token) if token else None
    if token is None or session is None:
        return _code(here, code, error=in_language(str(CodeWrong.__doc__), here.language), status=401)
    return give_cookie(await _made(request, desk, here, session), desk, here.brand.id, token)


@post(f"{_ROOT}/become")
async def become(request: Req, desk: Desk, here: Here) -> Response[bytes]:
    """What was reported becomes a case, now that its author is signed in."""
    await form(request, desk)
    desk.buckets.take(STEP, address_of(request, desk.settings))
    async with desk.db.tx(SYSTEM) as tx:
        session = await entered(tx, here, request)
    if session is None:
        return to_address(here.to("/complaint/sent"))
    return await _made(request, desk, here, session)


async def _made(request: Req, desk: Desk, here: Here, session: Session) -> Response[bytes]:
    """The case of the draft that this browser has sent."""
    async with desk.db.tx(SYSTEM) as tx:
        draft = await draft_of(tx, here, request)
    if draft is None or draft.report_id is None or not _is_theirs(draft, session):
        return to_address(here.to("/my"))
    files = await _bytes_of(desk, draft)
    async with desk.db.tx(SYSTEM) as tx:
        await drafts.belongs(tx, draft, session.player_id)
        reported = await find_report(tx, here.brand.id, draft.report_id)
    if reported is not None and reported.ticket_id is not None and draft.complaint_id is None:
        async with desk.db.tx(actor_of(session), elevated=True) as tx:
            held = await drafts.held(tx, draft)
            if held.complaint_id is None:
                channel = await requests.form_channel(tx, here.brand.id)
                ticket = await _own_ticket(tx, here, held, channel, files, session, reported.ticket_id)
                made = await _case(tx, here, held, session, ticket)
                await drafts.sent(tx, held, complaint=made.id)
    async with desk.db.tx(SYSTEM) as tx:
        again = await drafts.held(tx, draft)
        assert again.complaint_id is not None, "it has just become one"
        case = await find_complaint(tx, here.brand.id, again.complaint_id)
    return back(here, f"/my/complaints/{case.number}", notice="complaint_sent")


async def _own_ticket(
    tx: Tx,
    here: Here,
    draft: Draft,
    channel: Channel,
    files: list[tuple[File, Kept]],
    session: Session,
    reported: UUID,
) -> Ticket:
    """The report's request if it is this player's already; else, since somebody else may have typed their address, a new one
    of theirs with the same words."""
    there = await cabinet_queries.own_ticket(tx, session, reported)
    return there or await _ticket(tx, here, draft, channel, files, session=session)


HANDLERS: list[Any] = [
    begin,
    step,
    keep_step,
    keep_quietly,
    clear,
    kept_for_later,
    sent_page,
    identify,
    code_page,
    try_code,
    become,
]
