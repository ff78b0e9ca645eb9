"""The rules of complaints: packs with how surely each rule is known, a brand's own terms, and warnings.
docs/subsystems/complaint-rules.md"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import msgspec
from litestar import Response, get, put

from pitboss.api.edge import Desk, Req, write
from pitboss.api.lists import Limit, cursor_of, must_work_for, place_of
from pitboss.api.views import gives
from pitboss.complaints import own_rules, packs
from pitboss.complaints.explain import known
from pitboss.complaints.pack_model import (
    Bilingual,
    Body,
    DeadlineRule,
    ExtensionRule,
    Known,
    LetterRule,
    OwnRules,
    Pack,
    PauseRule,
    RecordRule,
    ReferralRule,
    ReturnRule,
    Within,
)
from pitboss.complaints.packs import Warned
from pitboss.db.tx import Actor, Tx
from pitboss.kit.refused import Forbidden
from pitboss.staff.actors import Signed

SEE, PACKS = "complaints.see", "complaints.packs"


class RuleView(msgspec.Struct, frozen=True, kw_only=True):
    """A rule of a pack. `section`: deadline, extension, pause, letter, body, record, return, or rule for what is only read.
    `force`: must, should or own_policy. `verified` only where it was read at its primary source; `known_en`, `known_ru` say how
    surely it is known, and stand wherever the rule is shown. `within`: of a deadline its time, of an extension the most.
    `operator_sets`: the brand may put its own term there; `usual` is what the pack begins with, and `within` the brand's own
    where it has set one. `body`: what a dispute body is."""

    id: str
    section: str
    text: Bilingual
    force: str
    grade: str
    verified: bool
    known_en: str
    known_ru: str
    source: list[str]
    valid_from: date | None
    valid_to: date | None
    kind: str | None = None
    starts: str | None = None
    within: Within | None = None
    categories: list[str] = []
    operator_sets: bool = False
    usual: Within | None = None
    of: str | None = None
    needs: list[str] = []
    fields: dict[str, Bilingual] = {}
    body: Body | None = None


class RulesView(msgspec.Struct, frozen=True, kw_only=True):
    """A rule pack as cases begin with it now. `in_use`: by the licence of the brand itself. `own`, `own_version`: what the brand
    says itself; send the version with a change. `warnings`: for who looks after the rules; else empty."""

    pack: str
    version: str
    name: Bilingual
    jurisdictions: list[str]
    zone: str
    reviewed: date
    valid_from: date | None
    valid_to: date | None
    in_use: bool
    rules: list[RuleView]
    own: OwnRules
    own_version: int
    warnings: list[Warned]


def _usual(pack: str, rule: str) -> Within | None:
    return next((one.within for one in packs.known()[pack].deadlines if one.id == rule), None)


def _rule(pack: Pack, rule: Known) -> RuleView:
    section = "rule"
    more: dict[str, Any] = {}
    match rule:
        case DeadlineRule():
            section = "deadline"
            more = {"kind": rule.kind.value, "starts": rule.starts.value, "within": rule.within,
                    "categories": [one.value for one in rule.categories], "operator_sets": rule.operator_sets,
                    "usual": _usual(pack.id, rule.id) if rule.operator_sets else None}  # fmt: skip
        case ExtensionRule():
            section = "extension"
            more = {"within": rule.by, "of": rule.of}
        case PauseRule():
            section = "pause"
            more = {"kind": rule.ground.value}
        case LetterRule():
            section = "letter"
            more = {"kind": rule.kind.value, "needs": [need.value for need in rule.needs]}
        case ReferralRule():
            section = "referral"
            more = {"kind": rule.when.value}
        case Body():
            section = "body"
            more = {"kind": rule.kind.value, "body": rule}
        case RecordRule():
            section = "record"
            more = {"fields": {field.id: field.text for field in rule.fields}}
        case ReturnRule():
            section = "return"
            more = {"kind": rule.period, "fields": {field.id: field.text for field in rule.fields}}
        case _:
            pass
    return RuleView(
        id=rule.id,
        section=section,
        text=rule.text,
        force=rule.force.value,
        grade=rule.grade.value,
        verified=rule.verified,
        known_en=known(rule, "en"),
        known_ru=known(rule, "ru"),
        source=pack.source_of(rule),
        valid_from=rule.valid_from,
        valid_to=rule.valid_to,
        **more,
    )


def _view(pack: Pack, own: own_rules.Kept, *, in_use: bool, warned: bool, on: date) -> RulesView:
    return RulesView(
        pack=pack.id,
        version=packs.version_of(pack),
        name=pack.name,
        jurisdictions=list(pack.jurisdictions),
        zone=pack.calendar.zone,
        reviewed=pack.reviewed,
        valid_from=pack.valid_from,
        valid_to=pack.valid_to,
        in_use=in_use,
        rules=[_rule(pack, rule) for rule in pack.rules()],
        own=own.rules,
        own_version=own.version,
        warnings=packs.warnings(pack, on) if warned else [],
    )


def _may_read(actor: Actor, brand: str) -> None:
    must_work_for(actor, brand)
    if not actor.can(SEE, brand) and not actor.can(PACKS, brand):
        raise Forbidden("You need to see complaints, or to look after their rules, for this.")


@get("/complaints/rules")
async def list_complaint_rules(desk: Desk, signed: Signed, brand: str) -> list[RulesView]:
    """Every rule pack with a brand's own terms in it, how surely each rule is known, and what compliance should look at."""
    _may_read(signed.actor, brand)
    async with desk.db.tx(signed.actor) as tx:
        kept = await own_rules.all_own(tx, brand)
        licence: str = await tx.value("SELECT jurisdiction FROM brand WHERE id = $1", brand)
    used, on = packs.pack_for(licence), datetime.now(UTC).date()
    warned = signed.actor.can(PACKS, brand)
    return [
        _view(packs.effective(id_, own.rules), own, in_use=id_ == used, warned=warned, on=on)
        for id_ in packs.known()
        for own in [kept.get(id_, own_rules.Kept(id_, OwnRules(), 0, None, None))]
    ]


class OwnWanted(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`version`: of the own rules that you read; 0 where there were none. `reason`: why they change; it stays with them."""

    brand: str
    version: int
    rules: OwnRules
    reason: str
    key: str | None = None


@put("/complaints/rules/{pack:str}", responses=gives(200, RulesView))
async def set_complaint_rules(
    desk: Desk, signed: Signed, request: Req, pack: str, data: OwnWanted
) -> Response[bytes]:
    """Sets the brand's own terms and dispute bodies of a pack, all of them, for cases to come. Only terms that are the
    operator's to set; the rest is law, or good practice, and stays."""

    async def do(tx: Tx) -> tuple[int, Any]:
        kept = await own_rules.put(tx, data.brand, pack, data.rules, version=data.version, reason=data.reason)
        licence: str = await tx.value("SELECT jurisdiction FROM brand WHERE id = $1", data.brand)
        return 200, _view(
            packs.effective(pack, kept.rules),
            kept,
            in_use=packs.pack_for(licence) == pack,
            warned=True,
            on=datetime.now(UTC).date(),
        )

    must_work_for(signed.actor, data.brand)
    return await write(desk, request, signed.actor, do, key=data.key)


class OwnChanges(msgspec.Struct, frozen=True):
    items: list[own_rules.OwnChange]
    next: str | None


@get("/complaints/rules/{pack:str}/history")
async def list_own_rule_changes(
    desk: Desk, signed: Signed, pack: str, brand: str, cursor: str | None = None, limit: Limit = 50
) -> OwnChanges:
    """Who changed a brand's own rules of a pack, when and why, the newest first."""
    _may_read(signed.actor, brand)
    before = place_of(cursor, int)
    async with desk.db.tx(signed.actor) as tx:
        found = await own_rules.changes(tx, brand, pack, before=before, limit=limit + 1)
    shown = found[:limit]
    return OwnChanges(shown, cursor_of(shown[-1].version) if len(found) > limit else None)


HANDLERS = [list_complaint_rules, set_complaint_rules, list_own_rule_changes]
