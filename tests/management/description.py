"""Requests made from the API's own description, so that an endpoint added tomorrow is tested too."""

from __future__ import annotations

from functools import cache
from typing import Any
from uuid import UUID

import msgspec
from litestar import Litestar

from pitboss.db.tx import SYSTEM, Database
from pitboss.kit.ids import new_id
from tests.making import a_complaint, a_player, a_staff, a_ticket
from tests.management.client import ROOT, Client
from tests.management.test_audit import an_original

SIGNING_IN = ("/session",)
FOR_PLAYERS = ("/help/", "/chat", "/requests", "/track", "/verify", "/appeals")


KNOWLEDGE: dict[str, Any] = {
    "title": "How to withdraw",
    "text": "Open the cashier. See [terms](clause:terms-4.2).",
    "note": "Name the day.",
    "name": "terms-4.2",
    "valid_from": "2030-01-01",
    "en": {"name": "Payouts", "about": ""},
    "ru": {"name": "Выплаты", "about": ""},
    "at": None,
}


class Operation(msgspec.Struct, frozen=True):
    """`path` without the API's root; `fields`: the JSON body's, by name; None: it takes no body."""

    method: str
    path: str
    in_path: tuple[str, ...]
    in_query: tuple[tuple[str, Any], ...]
    fields: dict[str, Any] | None


@cache
def operations(app: Litestar, *, players_too: bool = False) -> list[Operation]:
    """What staff call; with `players_too` also what players call. Never what signs in and out."""
    left_out = SIGNING_IN if players_too else SIGNING_IN + FOR_PLAYERS
    schema = app.openapi_schema.to_schema()
    found = []
    for path, verbs in sorted(schema["paths"].items()):
        if not path.startswith(f"{ROOT}/") or path.removeprefix(ROOT).startswith(left_out):
            continue
        for verb, told in verbs.items():
            parameters = told.get("parameters", [])
            found.append(
                Operation(
                    verb.upper(),
                    path.removeprefix(ROOT),
                    tuple(p["name"] for p in parameters if p["in"] == "path"),
                    tuple((p["name"], p.get("schema", {})) for p in parameters if p["in"] == "query"),
                    _fields(schema, told.get("requestBody", {}).get("content", {}).get("application/json")),
                )
            )
    return found


def _fields(schema: dict[str, Any], content: dict[str, Any] | None) -> dict[str, Any] | None:
    if content is None:
        return None
    parts = content["schema"].get("oneOf", [content["schema"]])
    for part in parts:
        named = part.get("$ref", "").rpartition("/")[2]
        resolved = schema["components"]["schemas"].get(named, part)
        if "properties" in resolved:
            return dict(resolved["properties"])
    return {}


class Home(msgspec.Struct, frozen=True):
    """One of everything that a brand has, by the names that the API's addresses use."""

    brand: str
    ids: dict[str, UUID]

    def in_path(self, operation: Operation) -> dict[str, str]:
        words = {
            "brand": self.brand,
            "template": "receipt.chat",
            "language": "en",
            "role": "agent",
            "decision": "approve",
            "action": "take",
            "topic": "cash_out",
            "kind": "reply",
            "category": "payouts",
            "number": "1",
            "slug": "how-to-withdraw",
            "letter": "acknowledgement",
            **{name: str(value) for name, value in self.ids.items()},
        }
        if operation.path.startswith("/knowledge/clauses/"):
            words["name"] = "terms-4.2"
        if operation.path.startswith("/tickets/"):
            words["name"] = str(self.ids["ticket"])
        if operation.path.startswith("/complaints/"):
            words |= {
                "decision": str(new_id()),
                "action": str(new_id()),
                "kind": "final_answer",
                "pack": "gb",
            }
        words.setdefault("name", "agent")
        return {name: words.get(name, str(new_id())) for name in operation.in_path}

    def body(self, operation: Operation) -> dict[str, Any]:
        """A body that its own brand's people could send."""
        given: dict[str, Any] = {
            "brand": self.brand,
            "email": f"{new_id().hex}@desk.example",
            "password": "a long enough phrase",
            "name": "Name",
            "role": "agent",
            "permissions": ["tickets.reply"],
            "scopes": ["tickets.reply"],
            "staff": str(self.ids["staff"]),
            "other": str(self.ids["other"]),
            "message": str(new_id()),
            "reason": "because",
            "value": "k" * 40,
            "text": "We have your request {number} and answer {expected}.",
            "hours": {"zone": "UTC", "week": [["09:00-18:00"]] * 7},
            "topic": "limits",
            "first_reply": 60,
            "vip": 3,
            "state": "away",
            "grace_days": 3,
            "enabled": False,
            "filter": {"status": ["active"]},
            "sort": "urgency",
            "expected": 0,
            "arguments": {"to": str(new_id())},
            "allowance": 3600,
            "becomes": "checking",
        }
        body = {name: given[name] for name in operation.fields or {} if name in given}
        for name, shape in (operation.fields or {}).items():
            options = shape.get("enum") or next(
                (part["enum"] for part in shape.get("oneOf", []) if "enum" in part), None
            )
            if options and name not in ("then", "level", "status"):
                body[name] = options[0]
        if operation.path.endswith("/channels"):
            body["kind"] = "webchat"
        if "/channels" in operation.path:
            body.pop("hours", None)
        if operation.path == "/teams/{team}/members" and operation.method == "PUT":
            body["members"] = [{"staff": str(self.ids["staff"])}]
        if operation.path.endswith("/impostors") or "/official" in operation.path:
            body |= {"kind": "site", "value": f"{new_id().hex}.example"}
            body = {name: value for name, value in body.items() if name in (operation.fields or {})}
        if operation.path.startswith(("/brands/{brand}/incidents", "/brands/{brand}/alarms")):
            known = {
                "title_ru": "Сбой", "title_en": "Incident", "shown": True, "severity": "minor", "state": "identified", "topics": [],
                "text_ru": "Чиним", "text_en": "Soon", "tickets": [str(self.ids["ticket"])], "how": "hand",
            }  # fmt: skip
            body |= {name: value for name, value in known.items() if name in (operation.fields or {})}
        if "complaint" in operation.path:
            known = {
                "player": str(self.ids["player"]), "category": "VOID", "subcategory": "", "summary": "Voided.", "claim": "It stands.",
                "about": "Bet 1", "rules": [], "waiting": "player", "because": "asked", "source": "subject",
                "into": str(new_id()), "said": "It was taken twice.", "tickets": [], "text": "A note.",
                "owner": None, "team": None, "ticket": None, "received_at": None, "channel": "phone", "language": "en",
            }  # fmt: skip
            body |= {name: value for name, value in known.items() if name in (operation.fields or {})}
            known = {
                "grounds": "Not looked at.", "outcome": "upheld", "reasoning": "We looked at it.", "facts": "It was voided.",
                "disputed_on": "2026-03-10", "clauses": [], "redress": [], "attachment": str(new_id()), "items": [str(new_id())],
                "body": "gb.ibas", "ruling": "for_player", "codes": ["bet"], "ruled_at": "2026-03-10T12:00:00Z", "export": str(new_id()), "version": 0, "currency": "EUR", "amount": None,
            }  # fmt: skip
            body |= {name: value for name, value in known.items() if name in (operation.fields or {})}
            ending = operation.path.rpartition("/")[2]
            if ending == "tickets":
                body["tickets"] = [str(self.ids["ticket"])]
            if ending in ("extend", "execution", "letters", "preview"):
                body["kind"] = {"extend": "final_answer", "execution": "apology"}.get(
                    ending, "acknowledgement"
                )
            if ending in ("letters", "preview"):
                body["redress"] = ""
            if ending == "ask":
                body["ticket"] = str(self.ids["ticket"])
            if "complaint-letters" in operation.path:
                body = {"subject": "We have it", "text": "We have your complaint {number}."}
            if operation.path == "/complaints/rules/{pack}":
                body["rules"] = {}
        if operation.path == "/brands/{brand}/backoffice":
            body["url"] = "https://casino.example"
        if operation.path == "/knowledge/categories/order":
            body["order"] = ["payouts"]
        if operation.path.endswith("/topics"):
            body |= {"parent": "limits", "id": "daily", "ru": "Лимит на день", "en": "Daily limit"}
        if operation.path.startswith("/knowledge/"):
            kind = "terms" if operation.path.startswith("/knowledge/clauses") else "article"
            known = {**KNOWLEDGE, "kind": kind}
            body |= {name: value for name, value in known.items() if name in (operation.fields or {})}
        if operation.path == "/documents/{document}/decision":
            body["reason"] = "unreadable"
        if operation.path == "/documents/{document}/looks":
            body["purpose"] = "check"
        if operation.path == "/tickets/{name}/documents":
            body["kinds"] = ["identity"]
        if operation.path.startswith("/canned-replies"):
            body["text"] = {"en": "We have your request."}
            if "shortcut" in (operation.fields or {}):
                body["shortcut"] = f"s{new_id().hex}"
        return body


async def a_home(db: Database, owner: Client) -> Home:
    brand = owner.brand
    player, other = await a_player(db, brand), await a_player(db, brand)
    ticket = await a_ticket(db, brand, player.id)
    staff = await a_staff(db, brand)
    root = f"/brands/{brand.id}"
    team = await owner.post("/teams", brand=brand.id, name="Team")
    calendar = await owner.post(
        f"{root}/calendars", name="Office", hours={"zone": "UTC", "week": [["09:00-18:00"]] * 7}
    )
    queue = await owner.post(f"{root}/queues", name="Payments")
    promise = await owner.post(f"{root}/promises", name="Own", topic="limits", first_reply=60)
    view = await owner.post("/views", name="Open", filter={"status": ["active"]})
    proposal = await owner.post(f"/players/{player.id}/merge", other=str(other.id), reason="one person")
    token = await owner.post("/tokens", name="robot", scopes=["audit.read"])
    reply = await owner.post(
        "/canned-replies", shortcut="hello", scope="brand", text={"en": "Hello."}, brand=brand.id
    )
    article = await owner.post(
        "/knowledge/articles",
        language="en",
        title="How to withdraw",
        text="Text",
        slug="how-to-withdraw",
        brand=brand.id,
    )
    clause = await owner.post(
        "/knowledge/clauses", name="terms-4.2", kind="terms", language="en", title="Payouts", text="Within a day.",
        valid_from="2029-01-01", brand=brand.id,
    )  # fmt: skip
    entry = await owner.post(f"{root}/official", kind="site", value=f"{brand.id}.example")
    impostor = await owner.post(
        f"{root}/tickets/{ticket}/impostors", kind="site", value=f"not-{brand.id}.example"
    )
    original = await an_original(db, brand, state="quarantined")
    complaint = await a_complaint(db, brand, player.id)
    async with db.tx(SYSTEM) as tx:
        await tx.run(
            "INSERT INTO correction (brand_id, ticket_id, topic, was, text) VALUES ($1, $2, 'limits', 'other', 'text')",
            brand.id,
            ticket,
        )
        notice = new_id()
        await tx.run(
            "INSERT INTO staff_notice (brand_id, id, staff_id, ticket_id, kind) VALUES ($1, $2, $3, $4, 'notify_team')",
            brand.id,
            notice,
            staff.id,
            ticket,
        )
        bulk_id = new_id()
        await tx.run(
            """
            INSERT INTO bulk_action (id, staff_id, action, arguments, filter, state, total)
            VALUES ($1, $2, 'tag', '{"add": ["x"]}', '{}', 'done', 0)
            """,
            bulk_id,
            owner.person.id,
        )
        report = new_id()
        await tx.run(
            """
            INSERT INTO complaint_report (brand_id, id, number, said, channel, language, received_at)
            VALUES ($1, $2, 'R-1999', 'Taken twice.', 'phone', 'en', now())
            """,
            brand.id,
            report,
        )
        incident, alarm = new_id(), new_id()
        await tx.run(
            """
            WITH suspected AS (
                INSERT INTO incident_alarm (brand_id, id, topic, words, players) VALUES ($1, $3, 'game_fault', '{}', 9))
            INSERT INTO incident (brand_id, id, title_ru, title_en, public, severity) VALUES ($1, $2, 'Сбой', 'Incident', true, 'minor')
            """,
            brand.id,
            incident,
            alarm,
        )
    return Home(
        brand.id,
        {
            "player": player.id,
            "other": other.id,
            "ticket": ticket,
            "staff": staff.id,
            "team": UUID(team["id"]),
            "bulk_id": bulk_id,
            "view": UUID(view["id"]),
            "calendar": UUID(calendar["id"]),
            "queue": UUID(queue["id"]),
            "promise": UUID(promise["id"]),
            "proposal": UUID(proposal["id"]),
            "reply": UUID(reply["id"]),
            "token": UUID(token["token"]["id"]),
            "original": original,
            "entry": UUID(entry["id"]),
            "impostor": UUID(impostor["id"]),
            "complaint": complaint,
            "report": report,
            "incident": incident,
            "alarm": alarm,
            "notice": notice,
            "channel": brand.email,
            "article": UUID(article["article"]["id"]),
            "clause": UUID(clause["id"]),
        },
    )
