"""How a deadline of a case comes about. docs/subsystems/complaint-rules.md"""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec
from litestar import get

from pitboss.api.edge import Desk
from pitboss.complaints import queries, rules
from pitboss.complaints.deadlines import Deadline, Step
from pitboss.complaints.explain import told
from pitboss.kit.refused import Invalid, NotFound
from pitboss.staff.actors import Signed


class Explained(msgspec.Struct, frozen=True, kw_only=True):
    """How a deadline comes about. `steps`: in no language, the last is what it comes to; `sentences`: one for each."""

    kind: str
    due_at: datetime | None
    rule: str
    force: str
    grade: str
    verified: bool
    source: list[str]
    pack: str
    pack_version: str
    steps: list[Step]
    sentences: list[str]


@get("/complaints/{complaint:str}/deadlines/{kind:str}/explained")
async def explain_deadline(
    desk: Desk,
    signed: Signed,
    complaint: str,
    kind: str,
    brand: str | None = None,
    language: str | None = None,
) -> Explained:
    """The arithmetic of a deadline: its rule with force, source and how surely it is known, the start, every day that is not
    counted, every pause and extension, and the day. `language`: yours, if you name none."""
    if language not in (None, "ru", "en"):
        raise Invalid("A language is ru or en.")
    async with desk.db.tx(signed.actor) as tx:
        one = await queries.find(tx, complaint, brand=brand)
        kept: dict[str, Any] | None = await tx.value(
            "SELECT explained FROM complaint_deadline WHERE brand_id = $1 AND complaint_id = $2 AND kind = $3",
            one.brand,
            one.id,
            kind,
        )
        if not kept:
            raise NotFound("This case has no such deadline.")
        pack = await rules.pack_of(tx, one)
    found = msgspec.convert(kept, Deadline)
    return Explained(
        kind=kind,
        due_at=found.due_at,
        rule=found.rule,
        force=found.force.value,
        grade=found.grade.value,
        verified=found.verified,
        source=list(found.source),
        pack=one.pack,
        pack_version=one.pack_version,
        steps=list(found.steps),
        sentences=told(pack, found, language or signed.locale),
    )


HANDLERS = [explain_deadline]
