"""From a proposed decision to its execution, its appeal and the dispute body. docs/subsystems/complaint-decisions.md"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Response, get, post, put

from pitboss.api.edge import PUBLIC_WRITE, Desk, Req, address_of, write
from pitboss.api.lists import must_work_for
from pitboss.api.sentences import in_language, speaks
from pitboss.api.views import gives
from pitboss.complaints import actions as cases
from pitboss.complaints import appeals, decisions, execution, queries, referrals
from pitboss.complaints.appeals import Appeal, Conclusion, Reviewer
from pitboss.complaints.decisions import Clause, Decision, SignLimit, State
from pitboss.complaints.execution import Action
from pitboss.complaints.model import AppealOutcome, Complaint, Outcome
from pitboss.complaints.pack_model import Body
from pitboss.complaints.redress import Beyond, Redress, RedressKind
from pitboss.complaints.referrals import AskedBy, Referral, Ruling
from pitboss.db.tx import SYSTEM, Tx
from pitboss.staff.actors import Signed

Version = Annotated[int, msgspec.Meta(ge=0, le=2**31 - 1)]


class DecisionView(msgspec.Struct, frozen=True, kw_only=True):
    """`disputed_on`: the day of the disputed event, of which the clauses are quoted. `second`: it takes a second person, for the
    sums in `beyond`. `taken_at`: from when on it holds. `replaces`: the decision whose place it took; `appeal_id`: the appeal
    that it answers. `digest`: SHA-256 of what was signed."""

    id: UUID
    complaint_id: UUID
    replaces: UUID | None
    appeal_id: UUID | None
    state: State
    outcome: Outcome
    disputed_on: date
    facts: str
    clauses: list[Clause]
    no_clause: str
    reasoning: str
    language: str
    redress: list[Redress]
    digest: str
    proposed_by: UUID
    proposed_at: datetime
    decided_by: UUID | None
    decided_at: datetime | None
    second: bool
    beyond: list[Beyond]
    taken_at: datetime | None
    returned_by: UUID | None
    returned_at: datetime | None
    returned_why: str | None


def _decision(one: Decision) -> DecisionView:
    fields = {field: getattr(one, field) for field in DecisionView.__struct_fields__ if field != "digest"}
    return DecisionView(**fields, digest=one.digest.hex())


class Decisions(msgspec.Struct, frozen=True, kw_only=True):
    """The oldest first. `blind`: you hear the appeal of this case, and are shown them once you have written your own view.
    `standing`: the one that holds."""

    blind: bool
    standing: UUID | None
    decisions: list[DecisionView]


async def _case(tx: Tx, name: str, brand: str | None) -> Complaint:
    return await queries.find(tx, name, brand=brand)


@get("/complaints/{complaint:str}/decisions")
async def list_decisions(desk: Desk, signed: Signed, complaint: str, brand: str | None = None) -> Decisions:
    """What was proposed and decided in a case. That you looked is kept: who has read a decision hears no appeal of it while
    somebody else can."""
    async with desk.db.tx(signed.actor) as tx:
        case = await _case(tx, complaint, brand)
        found = await decisions.of_case(tx, case.brand, case.id)
        if found:
            await cases.look(tx, case, "decision")
        standing = decisions.standing(found)
        return Decisions(
            blind=await appeals.is_blind(tx, case.brand, case.id),
            standing=standing.id if standing else None,
            decisions=[_decision(one) for one in found],
        )


class NewDecision(decisions.Wanted, frozen=True, kw_only=True):
    version: Version | None = None
    key: str | None = None


def _plain(data: msgspec.Struct, shape: type[Any]) -> Any:
    """The part of a body that the domain takes, without `version` and `key`."""
    return shape(**{field: getattr(data, field) for field in shape.__struct_fields__})


@post("/complaints/{complaint:str}/decisions", responses=gives(201, DecisionView))
async def propose_decision(
    desk: Desk, signed: Signed, request: Req, complaint: str, data: NewDecision, brand: str | None = None
) -> Response[bytes]:
    """Proposes a decision: what was found, the clauses of that day, the reasoning in the player's language, what the player
    gets. It is never changed; another begins anew."""

    async def do(tx: Tx) -> tuple[int, Any]:
        case = await _case(tx, complaint, brand)
        made = await decisions.propose(
            tx, case.brand, case.id, _plain(data, decisions.Wanted), version=data.version
        )
        return 201, _decision(await decisions.decision(tx, case.brand, made))

    return await write(desk, request, signed.actor, do, key=data.key)


class OnCase(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`version`: of the case or the thing that you read; somebody's change since then is a conflict."""

    version: Version | None = None
    key: str | None = None


@post(
    "/complaints/{complaint:str}/decisions/{decision:uuid}/decide",
    status_code=200,
    responses=gives(200, DecisionView),
)
async def take_decision(
    desk: Desk,
    signed: Signed,
    request: Req,
    complaint: str,
    decision: UUID,
    data: OnCase,
    brand: str | None = None,
) -> Response[bytes]:
    """Takes a proposed decision. Above your limit it then waits for a second person (`signing`). Whoever the complaint is about,
    handled the matter, or has a conflict logged, is refused, and told why."""

    async def do(tx: Tx) -> tuple[int, Any]:
        case = await _case(tx, complaint, brand)
        return 200, _decision(await decisions.decide(tx, case.brand, decision, version=data.version))

    return await write(desk, request, signed.actor, do, key=data.key)


@post(
    "/complaints/{complaint:str}/decisions/{decision:uuid}/sign",
    status_code=200,
    responses=gives(200, DecisionView),
)
async def sign_decision(
    desk: Desk,
    signed: Signed,
    request: Req,
    complaint: str,
    decision: UUID,
    data: OnCase,
    brand: str | None = None,
) -> Response[bytes]:
    """Signs as the second person; with it the decision holds."""

    async def do(tx: Tx) -> tuple[int, Any]:
        case = await _case(tx, complaint, brand)
        return 200, _decision(await decisions.sign(tx, case.brand, decision, version=data.version))

    return await write(desk, request, signed.actor, do, key=data.key)


class Return(OnCase, frozen=True, kw_only=True):
    reason: str


@post(
    "/complaints/{complaint:str}/decisions/{decision:uuid}/return",
    status_code=200,
    responses=gives(200, DecisionView),
)
async def return_decision(
    desk: Desk,
    signed: Signed,
    request: Req,
    complaint: str,
    decision: UUID,
    data: Return,
    brand: str | None = None,
) -> Response[bytes]:
    """Sends a proposed decision back to the investigation, with a reason."""

    async def do(tx: Tx) -> tuple[int, Any]:
        case = await _case(tx, complaint, brand)
        back = await decisions.send_back(tx, case.brand, decision, data.reason, version=data.version)
        return 200, _decision(back)

    return await write(desk, request, signed.actor, do, key=data.key)


# ── limits ──────────────────────────────────────────────────────────────────────────────────────────────────


@get("/brands/{brand:str}/complaint-limits")
async def list_complaint_limits(desk: Desk, signed: Signed, brand: str) -> list[SignLimit]:
    """Up to what sum each role decides a complaint alone, by currency. A currency that is not listed takes two people."""
    must_work_for(signed.actor, brand)
    async with desk.db.tx(signed.actor) as tx:
        return await decisions.sign_limits(tx, brand)


class NewLimit(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`amount`: zero, and null, which forgets the limit: always two people."""

    role: str
    currency: str
    amount: Decimal | None
    key: str | None = None


@put("/brands/{brand:str}/complaint-limits", responses=gives(200, list[SignLimit]))
async def set_complaint_limit(
    desk: Desk, signed: Signed, request: Req, brand: str, data: NewLimit
) -> Response[bytes]:
    """Sets up to what sum a role decides alone in one currency. Decisions that wait already keep what they take."""

    async def do(tx: Tx) -> tuple[int, Any]:
        await decisions.set_limit(tx, brand, data.role, data.currency, data.amount)
        return 200, await decisions.sign_limits(tx, brand)

    return await write(desk, request, signed.actor, do, key=data.key)


# ── execution ───────────────────────────────────────────────────────────────────────────────────────────────


class ActionView(msgspec.Struct, frozen=True, kw_only=True):
    """Something that a decision or a ruling asks for. `reference`, `proof`: by what it can be seen. `by_hand`: no system can show
    it, so a second person confirms. `found`: why it is not verified yet. `verified_by` null: the back office showed it, at
    `source`. `next_at`: when the back office is asked again."""

    id: UUID
    complaint_id: UUID
    decision_id: UUID | None
    referral_id: UUID | None
    kind: RedressKind
    amount: Decimal | None
    currency: str | None
    subject: str
    what: str
    promised_for: datetime | None
    state: execution.State
    by_hand: bool
    reference: str | None
    proof: str
    proven_by: UUID | None
    proven_at: datetime | None
    found: str
    tries: int
    next_at: datetime | None
    verified_at: datetime | None
    verified_by: UUID | None
    source: str | None
    version: int


def _action(one: Action, signed: Signed) -> ActionView:
    fields = {field: getattr(one, field) for field in ActionView.__struct_fields__}
    return ActionView(**fields | {"found": in_language(one.found, signed.locale)})


@get("/complaints/{complaint:str}/execution")
async def list_actions(
    desk: Desk, signed: Signed, complaint: str, brand: str | None = None
) -> list[ActionView]:
    """What is to be carried out in a case, and how far it is. Empty for who hears its appeal blindly."""
    async with desk.db.tx(signed.actor) as tx:
        case = await _case(tx, complaint, brand)
        found = await execution.of_case(tx, case.brand, case.id)
        if found:
            await cases.look(tx, case, "decision")
        return [_action(one, signed) for one in found]


class NewAction(Redress, frozen=True, kw_only=True):
    version: Version | None = None
    key: str | None = None


@post("/complaints/{complaint:str}/execution", responses=gives(201, ActionView))
async def add_action(
    desk: Desk, signed: Signed, request: Req, complaint: str, data: NewAction, brand: str | None = None
) -> Response[bytes]:
    """Adds something to be done, such as an apology. Money is given by decisions alone."""

    async def do(tx: Tx) -> tuple[int, Any]:
        case = await _case(tx, complaint, brand)
        made = await execution.add(tx, case.brand, case.id, _plain(data, Redress), version=data.version)
        return 201, _action(await execution.action(tx, case.brand, made), signed)

    return await write(desk, request, signed.actor, do, key=data.key)


class Proof(OnCase, frozen=True, kw_only=True):
    """`reference`: under which the back office shows it. `proof`: in words, where no system can."""

    reference: str = ""
    proof: str = ""


@post(
    "/complaints/{complaint:str}/execution/{action:uuid}/prove",
    status_code=200,
    responses=gives(200, ActionView),
)
async def prove_action(
    desk: Desk,
    signed: Signed,
    request: Req,
    complaint: str,
    action: UUID,
    data: Proof,
    brand: str | None = None,
) -> Response[bytes]:
    """Says by what it can be seen that an action was done. The back office is asked at once: a reference that is wrong, of
    another sum or of another player is told in `found`, and the action stays unverified; a back office that is away is asked
    again."""

    async def do(tx: Tx) -> tuple[int, Any]:
        case = await _case(tx, complaint, brand)
        proven = await execution.prove(
            tx, case.brand, action, reference=data.reference, proof=data.proof, version=data.version
        )
        return 200, _action(proven, signed)

    proven = await write(desk, request, signed.actor, do, key=data.key)
    found = await _looked(desk, signed, complaint, brand, action)
    return Response(
        msgspec.json.encode(found), status_code=200, media_type="application/json", headers=proven.headers
    )


@post(
    "/complaints/{complaint:str}/execution/{action:uuid}/look",
    status_code=200,
    responses=gives(200, ActionView),
)
async def look_at_action(
    desk: Desk, signed: Signed, complaint: str, action: UUID, brand: str | None = None
) -> ActionView:
    """Asks the back office again whether a proven action is done."""
    return await _looked(desk, signed, complaint, brand, action)


async def _looked(desk: Desk, signed: Signed, complaint: str, brand: str | None, action: UUID) -> ActionView:
    async with desk.db.tx(signed.actor) as tx:
        case = await _case(tx, complaint, brand)
        signed.actor.must("complaints.handle", case.brand)
        await execution.action(tx, case.brand, action)
    await execution.look(
        desk.db, case.brand, action, hosts=desk.settings.backoffice_hosts, actor=signed.actor
    )
    async with desk.db.tx(signed.actor) as tx:
        return _action(await execution.action(tx, case.brand, action), signed)


@post(
    "/complaints/{complaint:str}/execution/{action:uuid}/confirm",
    status_code=200,
    responses=gives(200, ActionView),
)
async def confirm_action(
    desk: Desk,
    signed: Signed,
    request: Req,
    complaint: str,
    action: UUID,
    data: OnCase,
    brand: str | None = None,
) -> Response[bytes]:
    """Confirms, as a second person, what no system can show."""

    async def do(tx: Tx) -> tuple[int, Any]:
        case = await _case(tx, complaint, brand)
        return 200, _action(await execution.confirm(tx, case.brand, action, version=data.version), signed)

    return await write(desk, request, signed.actor, do, key=data.key)


# ── appeal ──────────────────────────────────────────────────────────────────────────────────────────────────


class AppealView(msgspec.Struct, frozen=True, kw_only=True):
    """`grounds`: the player's words. `until`: how long it could be asked, by `rule` of the pack; null: without end. `blind`: you
    hear it and have not written your view yet. `view_…`: what its handler thought before they saw the first decision.
    `outcome`: upheld leaves that as it is."""

    id: UUID
    complaint_id: UUID
    decision_id: UUID
    how: appeals.How
    grounds: str
    asked_at: datetime
    until: datetime | None
    rule: str
    handler_id: UUID | None
    given_at: datetime | None
    blind: bool
    view_outcome: Outcome | None
    view_text: str | None
    view_at: datetime | None
    outcome: AppealOutcome | None
    reasoning: str | None
    new_decision_id: UUID | None
    decided_at: datetime | None
    version: int


def _appeal(one: Appeal, signed: Signed) -> AppealView:
    fields = {field: getattr(one, field) for field in AppealView.__struct_fields__ if field != "blind"}
    return AppealView(**fields, blind=one.handler_id == signed.staff_id and one.view_at is None)


@get("/complaints/{complaint:str}/appeal")
async def get_appeal(desk: Desk, signed: Signed, complaint: str, brand: str | None = None) -> AppealView:
    """The appeal of a case."""
    async with desk.db.tx(signed.actor) as tx:
        case = await _case(tx, complaint, brand)
        return _appeal(await _the_appeal(tx, case), signed)


async def _the_appeal(tx: Tx, case: Complaint) -> Appeal:
    found = await appeals.of_case(tx, case.brand, case.id)
    if found is None:
        raise appeals.NoSuchAppeal
    return found


class NewAppeal(OnCase, frozen=True, kw_only=True):
    """`grounds`: what the player says is wrong."""

    grounds: str


@post("/complaints/{complaint:str}/appeal", responses=gives(201, AppealView))
async def note_appeal(
    desk: Desk, signed: Signed, request: Req, complaint: str, data: NewAppeal, brand: str | None = None
) -> Response[bytes]:
    """Notes that the player appeals, such as in a call. Noted again, the appeal that is there is given."""

    async def do(tx: Tx) -> tuple[int, Any]:
        case = await _case(tx, complaint, brand)
        made = await appeals.ask(tx, case.brand, case.id, data.grounds, how="staff")
        return 201, _appeal(made, signed)

    return await write(desk, request, signed.actor, do, key=data.key)


@get("/complaints/{complaint:str}/appeal/candidates")
async def list_appeal_candidates(
    desk: Desk, signed: Signed, complaint: str, brand: str | None = None
) -> list[Reviewer]:
    """Who hears appeals: first whoever may hear this one, then the others, each with the reason."""
    async with desk.db.tx(signed.actor) as tx:
        case = await _case(tx, complaint, brand)
        held = await _the_appeal(tx, case)
        await tx.elevate()
        return [
            msgspec.structs.replace(one, why_not=in_language(one.why_not, signed.locale))
            if one.why_not
            else one
            for one in await appeals.candidates(tx, case, held)
        ]


class GiveTo(OnCase, frozen=True, kw_only=True):
    staff: UUID


@post("/complaints/{complaint:str}/appeal/give", status_code=200, responses=gives(200, AppealView))
async def give_appeal(
    desk: Desk, signed: Signed, request: Req, complaint: str, data: GiveTo, brand: str | None = None
) -> Response[bytes]:
    """Gives the appeal to whoever shall hear it: somebody who took no part, does not lead one who did, and has no conflict
    logged. A refusal says why, and names in `may` who could."""

    async def do(tx: Tx) -> tuple[int, Any]:
        case = await _case(tx, complaint, brand)
        held = await _the_appeal(tx, case)
        return 200, _appeal(
            await appeals.give(tx, case.brand, held.id, data.staff, version=data.version), signed
        )

    return await write(desk, request, signed.actor, do, key=data.key)


class ProvisionalView(OnCase, frozen=True, kw_only=True):
    outcome: Outcome
    text: str


@post("/complaints/{complaint:str}/appeal/view", status_code=200, responses=gives(200, AppealView))
async def write_appeal_view(
    desk: Desk, signed: Signed, request: Req, complaint: str, data: ProvisionalView, brand: str | None = None
) -> Response[bytes]:
    """Writes what you think by the evidence alone. It is never changed; from here on you see the first decision."""

    async def do(tx: Tx) -> tuple[int, Any]:
        case = await _case(tx, complaint, brand)
        held = await _the_appeal(tx, case)
        viewed = await appeals.write_view(
            tx, case.brand, held.id, data.outcome, data.text, version=data.version
        )
        return 200, _appeal(viewed, signed)

    return await write(desk, request, signed.actor, do, key=data.key)


class NewConclusion(Conclusion, frozen=True, kw_only=True):
    version: Version | None = None
    key: str | None = None


@post("/complaints/{complaint:str}/appeal/conclude", status_code=200, responses=gives(200, AppealView))
async def conclude_appeal(
    desk: Desk, signed: Signed, request: Req, complaint: str, data: NewConclusion, brand: str | None = None
) -> Response[bytes]:
    """Decides the appeal: the first decision stands, is changed to the one that you give, or goes back. A changed one above your
    limit waits for a second person, and so does the appeal."""

    async def do(tx: Tx) -> tuple[int, Any]:
        case = await _case(tx, complaint, brand)
        held = await _the_appeal(tx, case)
        done = await appeals.conclude(tx, case.brand, held.id, _plain(data, Conclusion), version=data.version)
        return 200, _appeal(done, signed)

    return await write(desk, request, signed.actor, do, key=data.key)


class AppealPage(msgspec.Struct, frozen=True, kw_only=True):
    """What whoever holds the link of a decision's letter may know. `until` null: no end is set. `open`: it can be appealed now.
    `asked_at`: it was."""

    number: str
    language: str
    until: datetime | None
    open: bool
    asked_at: datetime | None


async def _page(tx: Tx, brand: str, decision: UUID, secret: str) -> AppealPage:
    case, held, asked, until, open_ = await appeals.by_link(tx, brand, decision, secret)
    assert held.id == decision, "it is the link's"
    return AppealPage(
        number=case.number,
        language=case.language,
        until=until,
        open=open_,
        asked_at=asked.asked_at if asked else None,
    )


@get("/appeals/{brand:str}/{decision:uuid}/{secret:str}")
async def read_appeal_link(desk: Desk, brand: str, decision: UUID, secret: str) -> AppealPage:
    """How an appeal stands, for whoever holds the link of the letter. Reading changes nothing."""
    async with desk.db.tx(SYSTEM) as tx:
        return await _page(tx, brand, decision, secret)


class PlayersAppeal(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`grounds`: what is wrong with the decision."""

    grounds: str
    language: str | None = None
    key: str | None = None


@post("/appeals/{brand:str}/{decision:uuid}/{secret:str}", responses=gives(201, AppealPage))
async def ask_appeal(
    desk: Desk, request: Req, brand: str, decision: UUID, secret: str, data: PlayersAppeal
) -> Response[bytes]:
    """The player appeals by the link of the letter. Sent again, it is the same appeal."""
    desk.buckets.take(PUBLIC_WRITE, address_of(request, desk.settings))
    speaks(request, data.language)

    async def do(tx: Tx) -> tuple[int, Any]:
        await appeals.ask_by_link(tx, brand, decision, secret, data.grounds)
        return 201, await _page(tx, brand, decision, secret)

    return await write(desk, request, SYSTEM, do, key=data.key, who=f"appeal:{brand}:{decision}")


# ── the dispute body ────────────────────────────────────────────────────────────────────────────────────────


class BodyView(msgspec.Struct, frozen=True, kw_only=True):
    """Where a case may go today. `verified`: read at its primary source; else say so wherever you show it."""

    id: str
    name: str
    kind: str
    scope: str
    url: str | None
    free: bool | None
    grade: str
    verified: bool
    valid_from: date | None
    valid_to: date | None


def _body(one: Body, language: str) -> BodyView:
    return BodyView(
        id=one.id,
        name=one.name.said(language),
        kind=one.kind,
        scope=one.scope.said(language),
        url=one.url,
        free=one.free,
        grade=one.grade,
        verified=one.verified,
        valid_from=one.valid_from,
        valid_to=one.valid_to,
    )


@get("/complaints/{complaint:str}/bodies")
async def list_bodies(desk: Desk, signed: Signed, complaint: str, brand: str | None = None) -> list[BodyView]:
    """The dispute bodies of the case's rules that are valid today and hear its category."""
    async with desk.db.tx(signed.actor) as tx:
        case = await _case(tx, complaint, brand)
        return [_body(one, signed.locale) for one in await referrals.bodies(tx, case)]


class ReferralView(msgspec.Struct, frozen=True, kw_only=True):
    """A case before a dispute body. `body_verified`: what the pack says of it was read at its source. `export_id`, `export_hash`:
    the evidence that went with it, and where its chain stood. `answer_due`: when the body expects our answer, by `rule`; null
    where no time is known. `ruled_at`: by the body."""

    id: UUID
    complaint_id: UUID
    decision_id: UUID | None
    body: str
    body_name: str
    body_verified: bool
    asked_by: AskedBy
    reference: str
    export_id: UUID | None
    export_hash: str
    sent_at: datetime
    sent_by: UUID | None
    answer_due: datetime | None
    rule: str
    answered_at: datetime | None
    answered_by: UUID | None
    ruling: Ruling | None
    ruling_text: str | None
    ruling_redress: list[Redress]
    ruled_at: datetime | None
    noted_by: UUID | None
    noted_at: datetime | None
    version: int


def _referral(one: Referral) -> ReferralView:
    names = [field for field in ReferralView.__struct_fields__ if field != "body_verified"]
    return ReferralView(
        **{field: getattr(one, field) for field in names},
        body_verified=bool(one.body_record.get("verified")),
    )


@get("/complaints/{complaint:str}/referrals")
async def list_referrals(
    desk: Desk, signed: Signed, complaint: str, brand: str | None = None
) -> list[ReferralView]:
    """Where a case went, what went with it, and what was ruled. The oldest first."""
    async with desk.db.tx(signed.actor) as tx:
        case = await _case(tx, complaint, brand)
        return [_referral(one) for one in await referrals.of_case(tx, case.brand, case.id)]


class NewReferral(referrals.Wanted, frozen=True, kw_only=True):
    version: Version | None = None
    key: str | None = None


@post("/complaints/{complaint:str}/referrals", responses=gives(201, ReferralView))
async def send_referral(
    desk: Desk, signed: Signed, request: Req, complaint: str, data: NewReferral, brand: str | None = None
) -> Response[bytes]:
    """Notes that the case went to a dispute body, with the full export of its evidence. The clock of our answer begins."""

    async def do(tx: Tx) -> tuple[int, Any]:
        case = await _case(tx, complaint, brand)
        sent = await referrals.send(
            tx, case.brand, case.id, _plain(data, referrals.Wanted), version=data.version
        )
        return 201, _referral(sent)

    return await write(desk, request, signed.actor, do, key=data.key)


class NewAnswer(OnCase, frozen=True, kw_only=True):
    reference: str = ""


@post(
    "/complaints/{complaint:str}/referrals/{referral:uuid}/answer",
    status_code=200,
    responses=gives(200, ReferralView),
)
async def answer_referral(
    desk: Desk,
    signed: Signed,
    request: Req,
    complaint: str,
    referral: UUID,
    data: NewAnswer,
    brand: str | None = None,
) -> Response[bytes]:
    """Notes that the dispute body has our answer."""

    async def do(tx: Tx) -> tuple[int, Any]:
        case = await _case(tx, complaint, brand)
        answered = await referrals.answer(
            tx, case.brand, referral, reference=data.reference, version=data.version
        )
        return 200, _referral(answered)

    return await write(desk, request, signed.actor, do, key=data.key)


class NewRuling(referrals.Ruled, frozen=True, kw_only=True):
    version: Version | None = None
    key: str | None = None


@post(
    "/complaints/{complaint:str}/referrals/{referral:uuid}/rule",
    status_code=200,
    responses=gives(200, ReferralView),
)
async def note_ruling(
    desk: Desk,
    signed: Signed,
    request: Req,
    complaint: str,
    referral: UUID,
    data: NewRuling,
    brand: str | None = None,
) -> Response[bytes]:
    """Notes what the dispute body ruled. What it asks for is carried out and verified like our own decisions."""

    async def do(tx: Tx) -> tuple[int, Any]:
        case = await _case(tx, complaint, brand)
        ruled = await referrals.rule(
            tx, case.brand, referral, _plain(data, referrals.Ruled), version=data.version
        )
        return 200, _referral(ruled)

    return await write(desk, request, signed.actor, do, key=data.key)


HANDLERS = [
    list_decisions,
    propose_decision,
    take_decision,
    sign_decision,
    return_decision,
    list_complaint_limits,
    set_complaint_limit,
    list_actions,
    add_action,
    prove_action,
    look_at_action,
    confirm_action,
    get_appeal,
    note_appeal,
    list_appeal_candidates,
    give_appeal,
    write_appeal_view,
    conclude_appeal,
    read_appeal_link,
    ask_appeal,
    list_bodies,
    list_referrals,
    send_referral,
    answer_referral,
    note_ruling,
]
