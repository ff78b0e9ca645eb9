"""Is it really you? What somebody pastes, judged by the lists of what is official; and reports of impostors.
docs/subsystems/verify.md."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from typing import Any, Literal
from urllib.parse import urlsplit
from uuid import UUID

import msgspec
from litestar import Response, get, post

from pitboss.api import requests
from pitboss.api.edge import PUBLIC_WRITE, Desk, Req, address_of, write
from pitboss.api.sentences import in_language, language_of, speaks
from pitboss.channels import codes
from pitboss.channels import queries as channels
from pitboss.channels.adapter import File
from pitboss.channels.portal.actions import Request, submit
from pitboss.channels.queries import Brand
from pitboss.channels.webchat.model import clean_line, clean_text
from pitboss.db.tx import SYSTEM, Tx
from pitboss.events.reasons import because
from pitboss.files.store import Kept
from pitboss.kit.limits import Guesses, Limit, household
from pitboss.kit.refused import Invalid, NotFound, Refused
from pitboss.official import actions, queries
from pitboss.official.judge import Judged, Verdict, judge
from pitboss.official.lookalikes import Likeness
from pitboss.official.model import PLATFORMS, Official, OfficialKind
from pitboss.official.names import LONGEST, Pasted, Thing, Trick, host_of, read
from pitboss.players import actions as players
from pitboss.players.model import reachable
from pitboss.public.shell import Form, Here, form, here_at, kept, known_brand, page
from pitboss.public.wording import Words, words
from pitboss.routing import actions as routing
from pitboss.tickets import actions as tickets

ASK = Limit("verify", burst=20, per_second=0.5)
# Of all who ask, so that no crowd of addresses can try codes faster than this.
CODES = Limit("verify-codes", burst=300, per_second=20)
GUESSES = Guesses("verify-code", free=5, longest=600)
REPORTED = Limit("impostor-report", burst=5, per_second=1 / 120)
MAX_STORY = 4_000
GOOD = (Verdict.ours,)
BAD = (Verdict.fake, Verdict.lookalike)


class NoReportHere(NotFound):
    """This brand takes no reports by a form."""


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """`what`: site, email, phone, handle, name, code or unclear. `verdict`: ours, was_ours, fake, lookalike, unlisted (at our
    domain, but on no list), unknown (not ours as far as the lists say), name (which proves nothing), unclear; of codes
    ours and unknown. `says`, `text`: the same in words. `like`: which of ours it resembles, `why`: how. `tricks`: by what
    it deceives. `official`: whom to go to instead. Of a known code: `sent_at`, and
    `about`, the end of the request's number (null: the letter belongs to no request)."""

    what: Pasted
    shown: str
    verdict: Verdict
    brand: str | None
    says: str
    text: str
    like: str | None = None
    why: Likeness | None = None
    tricks: list[Trick] = []
    warnings: list[str] = []
    official: str | None = None
    sent_at: datetime | None = None
    about: str | None = None

    @property
    def mood(self) -> str:
        if self.verdict is Verdict.ours:
            return "near" if self.warnings else "good"
        return "bad" if self.verdict in BAD else "near"


# ── the verdict ─────────────────────────────────────────────────────────────────────────────────────────────


async def ask(desk: Desk, request: Req, text: str, language: str, brand: str | None = None) -> list[Answer]:
    """What is known of a text that somebody pasted, everything of it that can be looked up. `brand`: by its lists alone.

    Raises:
        TooMany: too often, or too many wrong codes.
    """
    address = address_of(request, desk.settings)
    desk.buckets.take(ASK, address)
    things = read(text)
    answers = []
    async with desk.db.tx(SYSTEM) as tx:
        names = await channels.brand_names(tx, brand)
        official, impostors = await queries.known(tx, brand)
        now = datetime.now(UTC)
        own = [*official, *_own_site(desk, sorted(names), now)]
        for thing in things:
            if thing.what is Pasted.code:
                answers.append(await _code(desk, tx, thing, language, address, brand))
            else:
                judged = judge(thing, own, impostors, now=now)
                answers.append(_answer(judged, language, names, own))
    return answers


def _own_site(desk: Desk, brands: list[str], now: datetime) -> list[Official]:
    """The desk's own address, on which these pages stand, is official for every brand."""
    host = host_of(urlsplit(desk.settings.public_url).hostname or "")
    if host is None or host.replace(".", "").isdigit() or not brands:
        return []
    return [
        Official(
            brand=brands[0], id=UUID(int=0), kind=OfficialKind.site, platform="", value=host, normal=host, about_en="", about_ru="",
            shown=True, source="desk", valid_from=datetime.min.replace(tzinfo=now.tzinfo), valid_to=None, added_by=None, ended_by=None,
        )
    ]  # fmt: skip


async def _code(desk: Desk, tx: Tx, thing: Thing, language: str, address: str, brand: str | None) -> Answer:
    t, who = words(language), household(address)
    desk.buckets.may_guess(GUESSES, who)
    desk.buckets.take(CODES, "all")
    found = await codes.look_up(tx, thing.normal, brand)
    shown = "-".join(thing.normal[at : at + 4] for at in (0, 4, 8))
    if found is None:
        desk.buckets.guessed_wrong(GUESSES, who)
        return Answer(
            what=Pasted.code, shown=shown, verdict=Verdict.unknown, brand=None,
            says=t("verify.unknown_code"), text=t("verify.unknown_code_text"),
        )  # fmt: skip
    known = await channels.brand(tx, found.brand)
    when = Here(brand=known, language=language, site="", own="").when(found.sent_at)
    about = f"…{str(found.number)[-4:]}" if found.number is not None else None
    channel = t(f"verify.by_{found.channel}") if f"verify.by_{found.channel}" in t else t("verify.by_other")
    return Answer(
        what=Pasted.code,
        shown=shown,
        verdict=Verdict.ours,
        brand=known.name,
        says=t("verify.ours_code", brand=known.name),
        text=_sent(t, found, when=when, channel=channel, about=about),
        sent_at=found.sent_at,
        about=about,
    )


def _sent(t: Words, found: codes.Known, **values: str | None) -> str:
    """What a known code tells. A letter says itself what it is for, so that a copied code betrays itself."""
    letter = t(key) if found.letter and (key := f"verify.letter_{found.letter}") in t else None
    if values["about"] is None:
        return t("verify.ours_letter_text", letter=letter or t("verify.letter_other"), **values)
    if letter is not None:
        return t("verify.ours_letter_about_text", letter=letter, **values)
    return t("verify.ours_code_text", **values)


def _answer(judged: Judged, language: str, names: dict[str, str], official: list[Official]) -> Answer:
    t, thing = words(language), judged.thing
    name = names.get(judged.brand or "")
    verdict, what = judged.verdict.value, thing.what.value
    key = f"verify.{verdict}_{what}" if f"verify.{verdict}_{what}" in t else f"verify.{verdict}"
    until = ""
    if judged.until is not None:
        until = Here(
            brand=Brand("", "", "", language, "", [], 0, {}), language=language, site="", own=""
        ).day(judged.until)
    values = {
        "brand": name or t("verify.us"),
        "like": judged.like or "",
        "until": until,
        "value": thing.shown[:100],
    }
    text = t(f"{key}_text", **values)
    if judged.why is not None:
        text = f"{text} {t(f'verify.why_{judged.why.value}', **values)}"
    warnings = [t(f"verify.trick_{trick.value}") for trick in thing.tricks]
    return Answer(
        what=thing.what,
        shown=thing.shown,
        verdict=judged.verdict,
        brand=name,
        says=t(key, **values),
        text=text,
        like=judged.like,
        why=judged.why,
        tricks=list(thing.tricks),
        warnings=warnings,
        official=_instead(judged, official),
    )


def _instead(judged: Judged, official: list[Official]) -> str | None:
    """Of the same kind and brand, what is really ours."""
    if judged.verdict in (Verdict.ours, Verdict.name, Verdict.unclear) or judged.brand is None:
        return None
    kinds = [judged.thing.what.value, OfficialKind.site.value]
    mine = [one for one in official if one.brand == judged.brand and one.shown and one.valid_to is None]
    return next((one.value for kind in kinds for one in mine if one.kind == kind), None)


# ── for programs ────────────────────────────────────────────────────────────────────────────────────────────


class Question(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`text`: a code, a telephone number, an address, a link, a handle, or a whole message. `brand`: left out, of all."""

    text: str
    brand: str | None = None
    language: Literal["en", "ru"] | None = None


class Answers(msgspec.Struct, frozen=True):
    items: list[Answer]


@post("/verify", status_code=200, operation_id="verify")
async def verify(desk: Desk, request: Req, data: Question) -> Response[Answers]:
    """Whether something that claims to be us is us. Anybody may ask. Nothing is fetched, and nothing is kept."""
    speaks(request, data.language)
    if len(data.text) > LONGEST:
        raise Invalid(f"Paste at most {LONGEST} characters.")
    if data.brand is not None:
        await known_brand(desk, data.brand)
    found = await ask(desk, request, data.text, language_of(request), data.brand)
    return Response(Answers(found), headers={"cache-control": "no-store"})


# ── pages ───────────────────────────────────────────────────────────────────────────────────────────────────


async def _anywhere(request: Req, desk: Desk) -> Here:
    return here_at(request, desk, "/verify", other_languages=True)


async def _brands(desk: Desk) -> list[tuple[str, str]]:
    async with desk.db.single() as tx:
        return list((await channels.brand_names(tx)).items())


async def _shown(
    desk: Desk, here: Here, *, answers: list[Answer] | None = None, asked: str = ""
) -> Response[bytes]:
    return page(
        here,
        "verify.html",
        title=here.t("verify.title"),
        description=here.t("verify.about", brand=here.name),
        personal=answers is not None,
        current="/verify",
        answers=answers or [],
        asked=asked,
        longest=LONGEST,
        brands=await _brands(desk) if not here.brand.id else [],
        worst=any(one.verdict is not Verdict.ours for one in answers or []),
    )


async def _asked(request: Req, desk: Desk, here: Here) -> Response[bytes]:
    sent = await form(request, desk)
    text = sent.text("text", most=LONGEST)
    if not text:
        return await _shown(desk, here)
    answers = await ask(desk, request, text, here.language, here.brand.id or None)
    return await _shown(desk, here, answers=answers, asked=text)


@get("/verify")
async def verify_anywhere(request: Req, desk: Desk) -> Response[bytes]:
    return await _shown(desk, await _anywhere(request, desk))


@post("/verify", status_code=200)
async def ask_anywhere(request: Req, desk: Desk) -> Response[bytes]:
    return await _asked(request, desk, await _anywhere(request, desk))


@get("/help/{brand:str}/{lang:str}/verify")
async def verify_page(request: Req, desk: Desk, here: Here) -> Response[bytes]:
    async def make() -> Response[bytes]:
        return await _shown(desk, here)

    return await kept(request, desk, here, make)


@post("/help/{brand:str}/{lang:str}/verify", status_code=200)
async def ask_page(request: Req, desk: Desk, here: Here) -> Response[bytes]:
    return await _asked(request, desk, here)


# ── reports ─────────────────────────────────────────────────────────────────────────────────────────────────


class Reported(msgspec.Struct, frozen=True):
    reference: str
    track: str


_KINDS = {Pasted(kind.value): kind for kind in OfficialKind}


def _report_page(
    here: Here, *, sent: Form | None = None, errors: dict[str, str] | None = None, value: str = ""
) -> Response[bytes]:
    given = (
        {name: sent.text(name, most=MAX_STORY) for name in ("value", "where", "story", "email")}
        if sent
        else {}
    )
    key = (sent.text("key", most=64) if sent else "") or secrets.token_urlsafe(16)
    return page(
        here,
        "report.html",
        title=here.t("verify.report_title"),
        status=422 if errors else 200,
        personal=True,
        current="/verify",
        given={"value": value, "where": "", "story": "", "email": "", **given},
        errors=errors or {},
        places=[(place, here.t(f"verify.where_{place}")) for place in PLACES],
        key=key,
        longest=MAX_STORY,
    )


PLACES = ("mail", "messenger", "sms", "call", "social", "search", "site", "other")


@get("/help/{brand:str}/{lang:str}/verify/report")
async def report_page(request: Req, here: Here) -> Response[bytes]:
    return _report_page(here, value=" ".join(request.query_params.get("value", "")[:200].split()))


@post("/help/{brand:str}/{lang:str}/verify/report", status_code=200, request_max_body_size=12 * 2**20)
async def report(request: Req, desk: Desk, here: Here) -> Response[bytes]:
    """A report becomes a ticket about fake support."""
    desk.buckets.take(PUBLIC_WRITE, address_of(request, desk.settings))
    await request.body()  # kept, since both the form and the idempotency key read it
    sent = await form(request, desk, most=min(desk.settings.max_upload_bytes, 10 * 2**20) + 2**16)
    if sent.text("website"):
        return _report_page(here)
    thing, errors = _checked(here, sent)
    files: list[tuple[File, Kept]] = []
    try:
        files = await _screenshots(desk, here, sent) if not errors else []
    except Refused as refusal:
        errors["file"] = in_language(refusal.detail, here.language)
    if thing is None or errors:
        return _report_page(here, sent=sent, errors=errors)
    desk.buckets.take(REPORTED, address_of(request, desk.settings))
    async with desk.db.tx(SYSTEM) as tx:
        official, _ = await queries.known(tx, here.brand.id)
        if judge(thing, official, [], now=datetime.now(UTC)).verdict in GOOD:
            return _report_page(here, sent=sent, errors={"value": here.t("verify.that_is_ours")})

    async def do(tx: Tx) -> tuple[int, Any]:
        return 201, await _take(tx, here, thing, sent, files)

    answer = await write(
        desk,
        request,
        SYSTEM,
        do,
        key=sent.text("key", most=64) or None,
        who=f"impostor:{here.brand.id}:{address_of(request, desk.settings)}",
    )
    reported = msgspec.json.decode(answer.content, type=Reported)
    return page(
        here,
        "reported.html",
        title=here.t("verify.reported_title"),
        personal=True,
        current="/verify",
        reported=reported,
    )


def _checked(here: Here, sent: Form) -> tuple[Thing | None, dict[str, str]]:
    errors: dict[str, str] = {}
    thing = next((one for one in read(sent.text("value", most=500)) if one.what in _KINDS), None)
    if thing is None:
        errors["value"] = here.t("verify.need_value")
    if sent.text("where") not in PLACES:
        errors["where"] = here.t("verify.need_where")
    if email := sent.text("email", most=254):
        try:
            reachable(email)
        except Refused as refusal:
            errors["email"] = in_language(refusal.detail, here.language)
    return thing, errors


async def _screenshots(desk: Desk, here: Here, sent: Form) -> list[tuple[File, Kept]]:
    given = [file for file in sent.files.get("file", []) if file.filename][:3]
    kept_files = await requests.keep_files(
        desk, here.brand.id, [(file.filename, file.content_type or "", await file.read()) for file in given]
    )
    if any(not file.content_type.startswith("image/") for file, _ in kept_files):
        raise Invalid("Only a picture can be sent here.")
    return kept_files


async def _take(tx: Tx, here: Here, thing: Thing, sent: Form, files: list[tuple[File, Kept]]) -> Reported:
    brand, t = here.brand.id, here.t
    channel = await channels.first_channel(tx, brand, "portal")
    if channel is None:
        raise NoReportHere
    email = sent.text("email", most=254)
    if email:
        player = await players.recognise(tx, brand, "email", reachable(email), language=here.language)
    else:
        player = await players.create_visitor(tx, brand, language=here.language)
    network = f" ({PLATFORMS[thing.platform]})" if thing.platform in PLATFORMS else ""
    told = [
        t("verify.told_value", value=thing.shown + network),
        t("verify.told_where", where=t(f"verify.where_{sent.text('where')}")),
    ]
    if story := sent.text("story", most=MAX_STORY):
        told += ["", story]
    ticket = await submit(
        tx,
        channel,
        player,
        Request(
            contact=("email", reachable(email)) if email else ("account", ""),
            name="",
            assurance=0,
            subject=clean_line(t("verify.told_subject", value=thing.shown), most=300),
            text=clean_text("\n".join(told), most=20_000),
            topic="fake_support",
            language=here.language,
            device={},
        ),
        files,
    )
    held = await tickets.hold(tx, brand, ticket.id)
    if held.topic != "fake_support":
        held = await routing.retopic(
            tx,
            held,
            routing.Understood(
                topic="fake_support",
                confidence=1.0,
                reason=because("player_chose_topic"),
                danger=list(held.danger),
                language=held.language,
                automatic=False,
            ),
        )
    await actions.report(tx, held, _KINDS[thing.what], thing)
    return Reported(f"{here.brand.prefix}-{held.number}", tx.links.tracking(brand, held.id))


HANDLERS = [verify_anywhere, ask_anywhere, verify_page, ask_page, report_page, report]
API = [verify]
