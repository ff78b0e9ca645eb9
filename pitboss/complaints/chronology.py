"""What frozen evidence says happened, as dated entries for the time line of a case. Pure, but for `of_case`.

The entries are read from the normalised form, so that they say what was true when it was frozen, whatever the operator's
system says today. Where two frozen items tell the same thing, it stands once; where they differ, both stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from pitboss.db.tx import Tx

MOST = 5000  # of a time line on a screen
MOST_HELD = 50_000  # of a pack


class Dated(msgspec.Struct, frozen=True):
    """`kind`: payment, bet, round, bonus, session, account, kyc, restriction, message, terms, talk. `what`: a code, such as
    `bet.voided`. `facts`: for the sentence. `evidence`: the first frozen item that says it."""

    at: datetime
    kind: str
    what: str
    facts: dict[str, str]
    evidence: UUID


def entries(kind: str, normalised: Any, evidence: UUID) -> Iterator[Dated]:
    """What one item says happened, in no order."""
    for at, what, facts in _said(kind, normalised):
        moment = _moment(at)
        if moment is not None:
            named = {name: str(value) for name, value in facts.items() if value not in (None, "")}
            yield Dated(moment, what.partition(".")[0], what, named, evidence)


def merged(found: Iterable[Dated]) -> list[Dated]:
    """In the order of time; the same thing once."""
    first: dict[tuple[datetime, str, tuple[tuple[str, str], ...]], Dated] = {}
    for one in found:
        first.setdefault((one.at, one.what, tuple(sorted(one.facts.items()))), one)
    return sorted(first.values(), key=lambda one: (one.at, one.what))


def with_steps(found: Iterable[Dated], steps: Iterable[Dated]) -> list[Dated]:
    """What the evidence says, with the case's own steps, which stay in their order."""
    return sorted([*merged(found), *steps], key=lambda one: one.at)


def gather(held: list[Dated], more: Iterable[Dated]) -> None:
    """Adds to what is held; what is said twice, and the oldest of very many, is let go now and then."""
    held.extend(more)
    if len(held) > 2 * MOST_HELD:
        held[:] = merged(held)[-MOST_HELD:]


async def of_case(tx: Tx, brand: str, complaint: UUID, *, limit: int = MOST) -> list[Dated]:
    """The newest `limit` of them, the oldest first; as far as the actor sees the case."""
    rows = await tx.connection.fetch(
        """
        SELECT id, kind, normalised FROM complaint_evidence
        WHERE  brand_id = $1 AND complaint_id = $2 AND kind NOT IN ('transcript', 'notes')
        ORDER  BY seq
        """,
        brand,
        complaint,
    )
    held: list[Dated] = []
    for row in rows:
        gather(held, entries(row["kind"], row["normalised"], row["id"]))
    return merged(held)[-limit:]


Said = tuple[Any, str, dict[str, Any]]


def _said(kind: str, value: Any) -> Iterator[Said]:
    if kind in ("payments", "bets", "rounds", "bonuses", "sessions", "messages", "changes"):
        one = _ONE[kind]
        for item in value.get("items", [value]):
            yield from one(item)
    elif kind in _ONE:
        yield from _ONE[kind](value)


def _money(value: Any) -> str | None:
    return f"{value['amount']} {value['currency']}" if value else None


def _payment(p: Any) -> Iterator[Said]:
    for step in p["history"]:
        yield step["at"], f"payment.{step['state']}", {
            "id": p["id"], "kind": p["kind"], "money": _money(p["money"]), "method": p["method"], "told": step.get("told"),
        }  # fmt: skip


def _bet(b: Any) -> Iterator[Said]:
    said = {"id": b["id"], "stake": _money(b["stake"])}
    yield (
        b["accepted_at"],
        "bet.accepted",
        {**said, "picks": "; ".join(f"{s['event']}: {s['pick']} @ {s['odds']}" for s in b["selections"])},
    )
    for step in b["settlement_log"]:
        yield step["at"], f"bet.{step['kind']}", {
            **said, "status": step["status"], "payout": _money(step["payout"]), "reason": step.get("reason"), "clause": step.get("clause"),
        }  # fmt: skip
    for offer in b.get("cash_out", []):
        yield (
            offer["at"],
            "bet.cash_out_offered",
            {**said, "price": _money(offer["price"]), "outcome": offer.get("outcome")},
        )


def _round(r: Any) -> Iterator[Said]:
    yield r["started_at"], f"round.{r['status']}", {
        "id": r["id"], "game": r["game"], "stake": _money(r["stake"]), "win": _money(r.get("win")),
    }  # fmt: skip


def _bonus(b: Any) -> Iterator[Said]:
    if b.get("opted_in_at"):
        yield (
            b["opted_in_at"],
            "bonus.opted_in",
            {"id": b["id"], "name": b["name"], "terms": b.get("terms_version")},
        )
    for entry in b["ledger"]:
        yield entry["at"], f"bonus.{entry['kind']}", {
            "id": b["id"], "name": b["name"], "money": _money(entry["money"]), "reason": entry.get("reason"),
        }  # fmt: skip


def _session(s: Any) -> Iterator[Said]:
    yield (
        s["started_at"],
        "session.started",
        {"id": s["id"], "device": s.get("device"), "country": s.get("country")},
    )
    if s.get("ended_at"):
        yield s["ended_at"], "session.ended", {"id": s["id"], "by": s.get("ended_by")}


def _message(m: Any) -> Iterator[Said]:
    yield (
        m["at"],
        "message.marketing" if m["marketing"] else "message.sent",
        {"channel": m["channel"], "subject": m["subject"]},
    )


def _change(c: Any) -> Iterator[Said]:
    yield c["at"], "account.changed", {"what": c["what"], "by": c["by"]}


def _account(a: Any) -> Iterator[Said]:
    yield a["registered_at"], "account.opened", {"id": a["account"]}
    for step in a["status_log"]:
        yield step["at"], f"account.{step['status']}", {"by": step["by"], "reason": step.get("reason")}


def _kyc(k: Any) -> Iterator[Said]:
    for asked in k["requests"]:
        yield asked["at"], "kyc.asked", {"kinds": ", ".join(asked["kinds"]), "because": asked["because"]}
    for paper in k["documents"]:
        yield paper["sent_at"], "kyc.sent", {"kind": paper["kind"]}
        if paper.get("decided_at"):
            yield (
                paper["decided_at"],
                f"kyc.{paper['status']}",
                {"kind": paper["kind"], "reason": paper.get("reason")},
            )


def _restrictions(r: Any) -> Iterator[Said]:
    for limit in r["limits"]:
        said = {
            "kind": limit["kind"],
            "period": limit.get("period"),
            "money": _money(limit.get("money")),
            "by": limit["set_by"],
        }
        yield limit["since"], "restriction.limit_set", said
        if limit.get("until"):
            yield limit["until"], "restriction.limit_ended", said
    for one in r["exclusions"]:
        yield one["since"], f"restriction.{one['kind']}", {"until": one.get("until"), "by": one["asked_by"]}


def _terms(t: Any) -> Iterator[Said]:
    for one in t["accepted"]:
        yield one["accepted_at"], "terms.accepted", {"document": one["document"], "version": one["version"]}


_ONE = {
    "payments": _payment,
    "bets": _bet,
    "rounds": _round,
    "bonuses": _bonus,
    "sessions": _session,
    "messages": _message,
    "changes": _change,
    "account": _account,
    "kyc": _kyc,
    "restrictions": _restrictions,
    "terms": _terms,
}


def _moment(text: Any) -> datetime | None:
    try:
        return msgspec.convert(text, datetime)
    except msgspec.ValidationError:
        return None
