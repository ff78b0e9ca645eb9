"""The decision of a complaint, its limits and its execution. docs/subsystems/complaint-decisions.md"""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

import msgspec
from litestar import Response, get, post, put

from pitboss.api.complaint_case import OnCase, TheCase, Version
from pitboss.api.edge import Desk, Req, write
from pitboss.api.lists import must_work_for
from pitboss.api.sentences import in_language
from pitboss.api.views import gives
from pitboss.complaints import actions, appeals, decisions, execution
from pitboss.complaints.decisions import Decision, DecisionFields, SignLimit
from pitboss.complaints.execution import Action, ActionFields
from pitboss.complaints.model import Complaint
from pitboss.complaints.redress import Redress
from pitboss.db.tx import Tx
from pitboss.kit.shapes import shaped
from pitboss.staff.actors import Signed


class DecisionView(DecisionFields, frozen=True, kw_only=True):
    """`disputed_on`: the day of the disputed event, of which the clauses are quoted. `second`: it takes a second person, for the
    sums in `beyond`. `taken_at`: from when on it holds. `replaces`: the decision whose place it took; `appeal_id`: the appeal
    that it answers. `digest`: SHA-256 of what was signed."""

    digest: str


def _decision(one: Decision) -> DecisionView:
    return shaped(DecisionView, one, digest=one.digest.hex())


class Decisions(msgspec.Struct, frozen=True, kw_only=True):
    """The oldest first. `blind`: you hear the appeal of this case, and are shown them once you have written your own view.
    `standing`: the one that holds."""

    blind: bool
    standing: UUID | None
    decisions: list[DecisionView]


@get("/complaints/{complaint:str}/decisions")
async def list_decisions(case: TheCase) -> Decisions:
    """What was proposed and decided in a case. That you looked is kept: who has read a decision hears no appeal of it while
    somebody else can."""
    async with case.tx() as (tx, one):
        found = await decisions.of_case(tx, one.brand, one.id)
        if found:
            await actions.look(tx, one, "decision")
        standing = decisions.standing(found)
        return Decisions(
            blind=await appeals.is_blind(tx, one.brand, one.id),
            standing=standing.id if standing else None,
            decisions=[_decision(each) for each in found],
        )


class NewDecision(decisions.Wanted, frozen=True, kw_only=True):
    version: Version | None = None
    key: str | None = None


@post("/complaints/{complaint:str}/decisions", responses=gives(201, DecisionView))
async def propose_decision(case: TheCase, data: NewDecision) -> Response[bytes]:
    """Proposes a decision: what was found, the clauses of that day, the reasoning in the player's language, what the player
    gets. It is never changed; another begins anew."""

    async def do(tx: Tx, one: Complaint) -> DecisionView:
        made = await decisions.propose(
            tx, one.brand, one.id, shaped(decisions.Wanted, data), version=data.version
        )
        return _decision(await decisions.decision(tx, one.brand, made))

    return await case.write(do, key=data.key, status=201)


@post(
    "/complaints/{complaint:str}/decisions/{decision:uuid}/decide",
    status_code=200,
    responses=gives(200, DecisionView),
)
async def take_decision(case: TheCase, decision: UUID, data: OnCase) -> Response[bytes]:
    """Takes a proposed decision. Above your limit it then waits for a second person (`signing`). Whoever the complaint is about,
    handled the matter, or has a conflict logged, is refused, and told why."""

    async def do(tx: Tx, one: Complaint) -> DecisionView:
        return _decision(await decisions.decide(tx, one.brand, decision, version=data.version))

    return await case.write(do, key=data.key)


@post(
    "/complaints/{complaint:str}/decisions/{decision:uuid}/sign",
    status_code=200,
    responses=gives(200, DecisionView),
)
async def sign_decision(case: TheCase, decision: UUID, data: OnCase) -> Response[bytes]:
    """Signs as the second person; with it the decision holds."""

    async def do(tx: Tx, one: Complaint) -> DecisionView:
        return _decision(await decisions.sign(tx, one.brand, decision, version=data.version))

    return await case.write(do, key=data.key)


class Return(OnCase, frozen=True, kw_only=True):
    reason: str


@post(
    "/complaints/{complaint:str}/decisions/{decision:uuid}/return",
    status_code=200,
    responses=gives(200, DecisionView),
)
async def return_decision(case: TheCase, decision: UUID, data: Return) -> Response[bytes]:
    """Sends a proposed decision back to the investigation, with a reason."""

    async def do(tx: Tx, one: Complaint) -> DecisionView:
        back = await decisions.send_back(tx, one.brand, decision, data.reason, version=data.version)
        return _decision(back)

    return await case.write(do, key=data.key)


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


class ActionView(ActionFields, frozen=True, kw_only=True):
    """Something that a decision or a ruling asks for. `reference`, `proof`: by what it can be seen. `by_hand`: no system can show
    it, so a second person confirms. `found`: why it is not verified yet. `verified_by` null: the back office showed it, at
    `source`. `next_at`: when the back office is asked again."""


def _action(one: Action, signed: Signed) -> ActionView:
    return shaped(ActionView, one, found=in_language(one.found, signed.locale))


@get("/complaints/{complaint:str}/execution")
async def list_actions(case: TheCase) -> list[ActionView]:
    """What is to be carried out in a case, and how far it is. Empty for who hears its appeal blindly."""
    async with case.tx() as (tx, one):
        found = await execution.of_case(tx, one.brand, one.id)
        if found:
            await actions.look(tx, one, "decision")
        return [_action(each, case.signed) for each in found]


class NewAction(Redress, frozen=True, kw_only=True):
    version: Version | None = None
    key: str | None = None


@post("/complaints/{complaint:str}/execution", responses=gives(201, ActionView))
async def add_action(case: TheCase, data: NewAction) -> Response[bytes]:
    """Adds something to be done, such as an apology. Money is given by decisions alone."""

    async def do(tx: Tx, one: Complaint) -> ActionView:
        made = await execution.add(tx, one.brand, one.id, shaped(Redress, data), version=data.version)
        return _action(await execution.action(tx, one.brand, made), case.signed)

    return await case.write(do, key=data.key, status=201)


class Proof(OnCase, frozen=True, kw_only=True):
    """`reference`: under which the back office shows it. `proof`: in words, where no system can."""

    reference: str = ""
    proof: str = ""


@post(
    "/complaints/{complaint:str}/execution/{action:uuid}/prove",
    status_code=200,
    responses=gives(200, ActionView),
)
async def prove_action(case: TheCase, action: UUID, data: Proof) -> Response[bytes]:
    """Says by what it can be seen that an action was done. The back office is asked at once: a reference that is wrong, of
    another sum or of another player is told in `found`, and the action stays unverified; a back office that is away is asked
    again."""

    async def do(tx: Tx, one: Complaint) -> ActionView:
        proven = await execution.prove(
            tx, one.brand, action, reference=data.reference, proof=data.proof, version=data.version
        )
        return _action(proven, case.signed)

    proven = await case.write(do, key=data.key)
    found = await _looked(case, action)
    return Response(
        msgspec.json.encode(found), status_code=200, media_type="application/json", headers=proven.headers
    )


@post(
    "/complaints/{complaint:str}/execution/{action:uuid}/look",
    status_code=200,
    responses=gives(200, ActionView),
)
async def look_at_action(case: TheCase, action: UUID) -> ActionView:
    """Asks the back office again whether a proven action is done."""
    return await _looked(case, action)


async def _looked(case: TheCase, action: UUID) -> ActionView:
    desk, actor = case.desk, case.signed.actor
    async with case.tx() as (tx, one):
        actor.must("complaints.handle", one.brand)
        await execution.action(tx, one.brand, action)
    await execution.look(desk.db, one.brand, action, hosts=desk.settings.backoffice_hosts, actor=actor)
    async with desk.db.tx(actor) as tx:
        return _action(await execution.action(tx, one.brand, action), case.signed)


@post(
    "/complaints/{complaint:str}/execution/{action:uuid}/confirm",
    status_code=200,
    responses=gives(200, ActionView),
)
async def confirm_action(case: TheCase, action: UUID, data: OnCase) -> Response[bytes]:
    """Confirms, as a second person, what no system can show."""

    async def do(tx: Tx, one: Complaint) -> ActionView:
        return _action(await execution.confirm(tx, one.brand, action, version=data.version), case.signed)

    return await case.write(do, key=data.key)


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
]
