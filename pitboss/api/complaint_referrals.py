"""A complaint before a dispute body. docs/subsystems/complaint-decisions.md"""

from __future__ import annotations

from datetime import date
from uuid import UUID

import msgspec
from litestar import Response, get, post

from pitboss.api.complaint_case import OnCase, TheCase, Version
from pitboss.api.views import gives
from pitboss.complaints import referrals
from pitboss.complaints.model import Complaint
from pitboss.complaints.pack_model import Body
from pitboss.complaints.referrals import Referral
from pitboss.db.tx import Tx
from pitboss.kit.shapes import shaped


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
    return shaped(BodyView, one, name=one.name.said(language), scope=one.scope.said(language))


@get("/complaints/{complaint:str}/bodies")
async def list_bodies(case: TheCase) -> list[BodyView]:
    """The dispute bodies of the case's rules that are valid today and hear its category."""
    async with case.read() as (tx, one):
        return [_body(each, case.signed.locale) for each in await referrals.bodies(tx, one)]


class ReferralView(referrals.ReferralFields, frozen=True, kw_only=True):
    """A case before a dispute body. `body_verified`: what the pack says of it was read at its source. `export_id`, `export_hash`:
    the evidence that went with it, and where its chain stood. `answer_due`: when the body expects our answer, by `rule`; null
    where no time is known. `ruled_at`: by the body."""

    body_verified: bool


def _referral(one: Referral) -> ReferralView:
    return shaped(ReferralView, one, body_verified=bool(one.body_record.get("verified")))


@get("/complaints/{complaint:str}/referrals")
async def list_referrals(case: TheCase) -> list[ReferralView]:
    """Where a case went, what went with it, and what was ruled. The oldest first."""
    async with case.read() as (tx, one):
        return [_referral(each) for each in await referrals.of_case(tx, one.brand, one.id)]


class NewReferral(referrals.Wanted, frozen=True, kw_only=True):
    version: Version | None = None
    key: str | None = None


@post("/complaints/{complaint:str}/referrals", responses=gives(201, ReferralView))
async def send_referral(case: TheCase, data: NewReferral) -> Response[bytes]:
    """Notes that the case went to a dispute body, with the full export of its evidence. The clock of our answer begins."""

    async def do(tx: Tx, one: Complaint) -> ReferralView:
        sent = await referrals.send(
            tx, one.brand, one.id, shaped(referrals.Wanted, data), version=data.version
        )
        return _referral(sent)

    return await case.write(do, key=data.key, status=201)


class NewAnswer(OnCase, frozen=True, kw_only=True):
    reference: str = ""


@post(
    "/complaints/{complaint:str}/referrals/{referral:uuid}/answer",
    status_code=200,
    responses=gives(200, ReferralView),
)
async def answer_referral(case: TheCase, referral: UUID, data: NewAnswer) -> Response[bytes]:
    """Notes that the dispute body has our answer."""

    async def do(tx: Tx, one: Complaint) -> ReferralView:
        answered = await referrals.answer(
            tx, one.brand, referral, reference=data.reference, version=data.version
        )
        return _referral(answered)

    return await case.write(do, key=data.key)


class NewRuling(referrals.Ruled, frozen=True, kw_only=True):
    version: Version | None = None
    key: str | None = None


@post(
    "/complaints/{complaint:str}/referrals/{referral:uuid}/rule",
    status_code=200,
    responses=gives(200, ReferralView),
)
async def note_ruling(case: TheCase, referral: UUID, data: NewRuling) -> Response[bytes]:
    """Notes what the dispute body ruled. What it asks for is carried out and verified like our own decisions."""

    async def do(tx: Tx, one: Complaint) -> ReferralView:
        ruled = await referrals.rule(
            tx, one.brand, referral, shaped(referrals.Ruled, data), version=data.version
        )
        return _referral(ruled)

    return await case.write(do, key=data.key)


HANDLERS = [list_bodies, list_referrals, send_referral, answer_referral, note_ruling]
