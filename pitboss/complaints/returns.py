"""What a regulator is told, and what must be on record: rows by the fields of a rule pack, each with its definition. A field
that the desk does not keep stays empty, and its definition says so. docs/subsystems/complaint-decisions.md"""

from __future__ import annotations

from enum import StrEnum

import msgspec

from pitboss.complaints import packs
from pitboss.complaints.pack_model import Bilingual, Known, Pack, RecordRule, ReturnRule
from pitboss.complaints.reports import OF, Asked, values_of
from pitboss.db.tx import Tx
from pitboss.kit.refused import Conflict

MOST_ROWS = 50_000


class NoReturn(Conflict):
    """No return is known for these rules. Ask the regulator; the records are there."""


class Edition(StrEnum):
    """return: what the regulator is sent; records: what is kept of each complaint."""

    returned = "return"
    records = "records"


class Definition(msgspec.Struct, frozen=True, kw_only=True):
    """A column: `asked`, what the rules call it; `counted`, what the desk puts into it. `verified`: that rule was read at its
    source; `force`: must, should or own_policy. `rule` empty: a column of the desk's own."""

    column: str
    asked: str
    counted: str
    rule: str = ""
    force: str = ""
    grade: str = ""
    verified: bool = False
    source: list[str] = []


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """`period`: how often it is due, where that is known. `complete`: the rules' list of fields is known to be whole."""

    pack: str
    edition: Edition
    period: str | None
    complete: bool
    definitions: list[Definition]
    rows: list[list[str]]


_OWN = {
    "number": Bilingual("complaint number", "номер жалобы"),
    "category": Bilingual("category", "категория"),
}
_ALWAYS = ("submitted_at", "acknowledged_at", "type", "outcome", "outcome_at", "adr_referred_at")
_NOT_KEPT = Bilingual(
    "The desk does not keep this; fill it in by hand.", "Система этого не хранит; заполните вручную."
)
_COUNTED = {
    "complaints": Bilingual(
        "Complaints first received in the time, on any channel, without those solved at the first contact.",
        "Жалобы, впервые полученные за период по любому каналу, без решённых при первом обращении.",
    ),
    "disputes": Bilingual(
        "Of these, those that the player appealed or that went to a dispute body: not resolved at the first stage.",
        "Из них те, по которым игрок подал апелляцию или которые переданы в орган по спорам: не решены на первой ступени.",
    ),
    "referred": Bilingual(
        "Of these, those that the desk knows to have gone to a dispute body.",
        "Из них те, о передаче которых в орган по спорам известно системе.",
    ),
    "player": Bilingual("The player's account on the site.", "Счёт игрока на сайте."),
    "account": Bilingual("The player's account on the site.", "Счёт игрока на сайте."),
    "subject": Bilingual("The category and subcategory of the case.", "Категория и подкатегория дела."),
    "type": Bilingual("The category and subcategory of the case.", "Категория и подкатегория дела."),
    "details": Bilingual("The summary of the case.", "Краткое изложение дела."),
    "referred_at": Bilingual("The day on which the case went to the dispute body.", "День передачи дела в орган по спорам."),
    "conclusion": Bilingual("The dispute body's ruling, and its day; empty while there is none.", "Решение органа по спорам и его день; пусто, пока его нет."),
    "submitted_at": Bilingual("The first receipt on any channel.", "Первое получение по любому каналу."),
    "acknowledged_at": Bilingual("When the receipt was acknowledged.", "Когда получение подтверждено."),
    "outcome": Bilingual("The outcome code of the case.", "Код итога дела."),
    "outcome_at": Bilingual("When the last decision took effect.", "Когда вступило в силу последнее решение."),
    "adr_referred_at": Bilingual("When the case went to a dispute body; empty if it did not.", "Когда дело передано в орган по спорам; пусто, если не передано."),
    "resolved_at_first_contact": Bilingual("yes or no.", "yes – да, no – нет."),
    "number": Bilingual("The number that the player can quote.", "Номер, который называет игрок."),
    "category": Bilingual("The desk's code of the category.", "Код категории в системе."),
}  # fmt: skip

# Each field as a column of one case; `c` is the case, `r` its last referral, `d` the decision that holds.
_COLUMN = {
    "number": "c.number",
    "category": "c.category",
    "player": "coalesce(account.value, '')",
    "account": "coalesce(account.value, '')",
    "subject": "concat_ws(': ', c.category, nullif(c.subcategory, ''))",
    "type": "concat_ws(': ', c.category, nullif(c.subcategory, ''))",
    "details": "c.summary",
    "referred_at": "to_char(r.sent_at AT TIME ZONE $4, 'YYYY-MM-DD')",
    "conclusion": "concat_ws(' ', r.ruling, to_char(r.ruled_at AT TIME ZONE $4, 'YYYY-MM-DD'))",
    "submitted_at": "to_char(c.first_received_at AT TIME ZONE $4, 'YYYY-MM-DD HH24:MI')",
    "acknowledged_at": "to_char(acknowledged.at AT TIME ZONE $4, 'YYYY-MM-DD HH24:MI')",
    "outcome": "CASE WHEN c.stage IN ('withdrawn', 'out_of_scope', 'merged') THEN c.outcome ELSE coalesce(r.ruling, d.outcome) END",
    "outcome_at": "to_char(coalesce(r.ruled_at, d.taken_at) AT TIME ZONE $4, 'YYYY-MM-DD')",
    "adr_referred_at": "to_char(r.sent_at AT TIME ZONE $4, 'YYYY-MM-DD')",
    "resolved_at_first_contact": "CASE WHEN c.resolved_at_first_contact THEN 'yes' ELSE 'no' END",
}
_CASES = """
    FROM   complaint c
    LEFT   JOIN LATERAL (
        SELECT i.value FROM identity i
        WHERE  i.brand_id = c.brand_id AND i.player_id = c.player_id AND i.kind = 'account'
        ORDER  BY i.id LIMIT 1) account ON true
    LEFT   JOIN LATERAL (
        SELECT sent_at, ruling, ruled_at FROM complaint_referral
        WHERE  brand_id = c.brand_id AND complaint_id = c.id ORDER BY id DESC LIMIT 1) r ON true
    LEFT   JOIN LATERAL (
        SELECT outcome, taken_at FROM complaint_decision
        WHERE  brand_id = c.brand_id AND complaint_id = c.id AND state = 'decided' ORDER BY taken_at DESC LIMIT 1) d ON true
    LEFT   JOIN LATERAL (
        SELECT min(e.at) AS at FROM complaint_step e
        WHERE  e.brand_id = c.brand_id AND e.complaint_id = c.id AND e.type = 'complaint_acknowledged') acknowledged ON true
"""


# So that cases without one are not looked up.
_REFERRED = """AND EXISTS (SELECT 1 FROM complaint_referral f
    WHERE f.brand_id = $1 AND f.complaint_id = c.id AND f.sent_at >= $2 AND f.sent_at < $3)"""


def definitions(
    pack: Pack, edition: Edition, language: str
) -> tuple[list[Definition], ReturnRule | None, bool]:
    """
    Raises:
        NoReturn.
    """
    rules: list[RecordRule | ReturnRule] = list(pack.records)
    found: list[Definition] = []
    if edition is Edition.returned:
        rules = list(pack.returns)
        if not rules:
            raise NoReturn
    else:
        found = [
            Definition(column=id_, asked=words.said(language), counted=_COUNTED[id_].said(language))
            for id_, words in _OWN.items()
        ]
        asked = {field.id for rule in rules for field in rule.fields}
        found += [
            Definition(column=id_, asked="", counted=_COUNTED[id_].said(language))
            for id_ in _ALWAYS
            if id_ not in asked
        ]
    for rule in rules:
        for field in rule.fields:
            found = [one for one in found if one.column != field.id]
            found.append(_defined(pack, rule, field.id, field.text, language))
    whole = all(rule.complete for rule in rules if isinstance(rule, RecordRule))
    single = rules[0] if rules and isinstance(rules[0], ReturnRule) else None
    return found, single, whole


def _defined(pack: Pack, rule: Known, id_: str, asked: Bilingual, language: str) -> Definition:
    known = id_ in _COUNTED
    return Definition(
        column=id_,
        asked=asked.said(language),
        counted=(_COUNTED[id_] if known else _NOT_KEPT).said(language),
        rule=rule.id,
        force=rule.force,
        grade=rule.grade,
        verified=rule.verified,
        source=pack.source_of(rule),
    )


async def table(tx: Tx, asked: Asked, pack_id: str, edition: Edition, language: str) -> Table:
    """The cases of one pack in a time. A return counts cases by their first receipt, one that has a row for each dispute by its
    referral.

    Raises:
        NoReturn, NoSuchPack.
    """
    pack = packs.effective(pack_id)
    found, rule, whole = definitions(pack, edition, language)
    asked = msgspec.structs.replace(asked, pack=pack_id)
    if rule is not None and not rule.each:
        rows = [await _sums(tx, asked, [one.column for one in found])]
    else:
        by = "r.sent_at" if rule is not None else "c.first_received_at"
        rows = await _cases(tx, asked, [one.column for one in found], by)
    return Table(
        pack=pack_id,
        edition=edition,
        period=rule.period if rule else None,
        complete=whole,
        definitions=found,
        rows=rows,
    )


async def defined(tx: Tx, brand: str, pack_id: str, edition: Edition, language: str) -> list[Definition]:
    found, _, _ = definitions(packs.effective(pack_id), edition, language)
    return found


async def _sums(tx: Tx, asked: Asked, columns: list[str]) -> list[str]:
    row = await tx.connection.fetchrow(
        f"""
        SELECT count(*)::int AS complaints, (count(*) FILTER (WHERE c.appeal <> 'none' OR c.referral <> 'none'))::int AS disputes,
               (count(*) FILTER (WHERE c.referral <> 'none'))::int AS referred
        FROM   complaint c
        WHERE  c.brand_id = $1 AND c.first_received_at >= $2 AND c.first_received_at < $3 AND $4::text <> '' AND {OF}
          AND  NOT c.resolved_at_first_contact AND c.stage <> 'merged'
        """,
        *values_of(asked),
    )
    assert row is not None, "a count gives a row"
    return [str(row[column]) if column in row else "" for column in columns]


async def _cases(tx: Tx, asked: Asked, columns: list[str], by: str) -> list[list[str]]:
    only = _REFERRED if by == "r.sent_at" else ""
    shown = ", ".join(f"coalesce({_COLUMN.get(column, 'NULL::text')}, '')" for column in columns)
    rows = await tx.connection.fetch(
        f"""
        SELECT ARRAY[{shown}]::text[] AS row
        {_CASES}
        WHERE  c.brand_id = $1 AND {by} >= $2 AND {by} < $3 AND $4::text <> '' AND {OF} AND c.stage <> 'merged' {only}
        ORDER  BY {by}, c.id
        LIMIT  {MOST_ROWS}
        """,
        *values_of(asked),
    )
    return [list(row["row"]) for row in rows]
