"""How the code is written, as far as it can be checked. Each rule is tried on a good and a bad example."""

from __future__ import annotations

import ast
import re
import textwrap
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

import pitboss
from pitboss.events.log import Event

PACKAGE = Path(pitboss.__file__).parent
FILES = sorted(path for path in PACKAGE.rglob("*.py"))

# Where SQL may stand besides actions.py and queries.py, and why.
SQL_ELSEWHERE = {
    "api/": "reads for one page each; the edge's own keys",
    "complaints/letter_sending.py": "one file per kind of write",
    "channels/quiet.py": "what each channel learns of itself",
    "channels/pdfs.py": "which files are looked into",
    "channels/scans.py": "which files are scanned",
    "files/documents.py": "one file per kind of write",
    "channels/email/imap.py": "how far each mailbox is read",
    "channels/email/mailbox.py": "how far each mailbox is read",
    "assist/corrections.py": "reads what agents put right",
    "assist/settings.py": "one file per kind of write",
    "assist/canned.py": "one file per kind of write",
    "channels/quarantine.py": "one file per kind of write",
    "channels/settings.py": "one file per kind of write",
    "channels/codes.py": "a table of its own, on the way out",
    "events/audit.py": "reads the log for auditors",
    "notifications/letters.py": "mail that belongs to no request",
    "tickets/ratings.py": "one file per kind of write",
    "quality/surveys.py": "one file per kind of write",
    "complaints/decisions.py": "one file per kind of write",
    "complaints/execution.py": "one file per kind of write",
    "complaints/appeals.py": "one file per kind of write",
    "complaints/referrals.py": "one file per kind of write",
    "complaints/reports.py": "reads for one report each",
    "complaints/behind.py": "the cases behind each figure of them",
    "complaints/returns.py": "reads for one report each",
    "reports/": "reads for one report each",
    "players/cabinet.py": "one file per kind of write",
    "public/cabinet": "what the cabinet reads; the time",
    "knowledge/clauses.py": "one file per kind of write",
    "knowledge/images.py": "one file per kind of write",
    "knowledge/jobs.py": "what is due",
    "knowledge/lists.py": "what a list asks of its rows",
    "knowledge/readers.py": "one file per kind of write",
    "knowledge/tally.py": "what was counted",
    "knowledge/importing.py": "which topics there are",
    "knowledge/search.py": "the one search",
    "knowledge/phrases.py": "one file per kind of write",
    "notifications/push.py": "follows the log; one file per kind of write",
    "notifications/settings.py": "one file per kind of write",
    "players/facts.py": "reads a player's card",
    "routing/settings.py": "one file per kind of write",
    "sla/settings.py": "one file per kind of write",
    "sla/kept.py": "what was counted of promises",
    "complaints/rules.py": "the time",
    "complaints/reach.py": "where letters are",
    "complaints/letter_texts.py": "one file per kind of write",
    "complaints/own_rules.py": "one file per kind of write",
    "complaints/rule_watch.py": "what compliance was told",
    "complaints/timeline.py": "the one time line",
    "complaints/clocks.py": "one file per kind of write",
    "complaints/drafts.py": "one file per kind of write",
    "complaints/jobs.py": "what is due",
    "complaints/notices.py": "one file per kind of write",
    "complaints/unknown.py": "one file per kind of write",
    "incidents/telling.py": "one file per kind of write",
    "incidents/watch.py": "one file per kind of write",
    "channels/intake.py": "the one way in",
    "channels/outbox.py": "the one way out",
    "backoffice/settings.py": "one file per kind of write",
    "backoffice/simulated.py": "a casino's own database, not ours",
    "complaints/compartment.py": "calls the compartment's functions",
    "complaints/chronology.py": "reads the evidence",
    "complaints/case_files.py": "reads the files of a case's tickets",
    "complaints/evidence.py": "one file per kind of write",
    "complaints/export.py": "reads a case for a pack, and notes who took it",
    "complaints/case_file.py": "reads a case for a pack",
    "complaints/pack_keys.py": "one table of its own",
    "complaints/readers.py": "reads who is known in a case",
    "complaints/freezing.py": "one file per kind of write",
    "complaints/records.py": "compares a pack with what is kept",
    "cli.py": "the first administrator",
    "db/": "transactions, migrations",
    "demo/": "sample data",
    "doctor.py": "looks at the installation",
    "events/log.py": "the one log",
    "files/jobs.py": "asks whether a file is needed",
    "jobs/queue.py": "the jobs themselves",
    "players/merges.py": "the writes of merging players",
    "players/tokens.py": "a brand's own key",
    "reactions.py": "looks up what a reaction needs",
    "routing/pull.py": "the lines that one agent may take from",
    "routing/dispatch.py": "the dispatcher's lines and its log",
    "staff/": "one file per kind of write",
    "tickets/bulk.py": "its own list of tickets, each with its state",
    "tickets/filters.py": "what a list asks of its rows",
    "tickets/saved_views.py": "one file per kind of write",
    "tickets/broadcasts.py": "one file per kind of write",
    "tickets/mentions.py": "who may be mentioned",
    "tickets/later.py": "one file per kind of write",
    "tickets/drafts.py": "one file per kind of write",
    "tickets/staff_notices.py": "one file per kind of write",
    "web.py": "the desk's own addresses",
    "worker.py": "sweeping old keys",
}
_SQL = re.compile(
    r"\s*(SELECT\s|INSERT INTO\s|UPDATE\s+\w+(\s+\w+)?\s+SET\s|DELETE FROM\s|WITH\s+\w+\s+AS\s|TRUNCATE\s)"
)

# Where any exception may be caught, and why.
ANY_EXCEPTION = {
    "tickets/bulk.py": "a ticket that can't be changed must not hold up the next",
    "tickets/later.py": "a reply that can't be sent must not hold up the next",
    "files/render.py": "decoders that meet hostile bytes with any kind of error",
    "incidents/telling.py": "a ticket in which nothing can be told must not hold up the next",
    "complaints/jobs.py": "a clock that can't be struck must not hold up the next",
    "sla/actions.py": "a clock that can't be struck must not hold up the next",
    "channels/intake.py": "an original that can't be read must not hold up the next",
    "channels/outbox.py": "a delivery that nobody foresaw must not hold up the next",
    "notifications/letters.py": "a letter that nobody foresaw must not hold up the next",
    "api/health.py": "whatever the file store raises: not ready",
    "api/stream.py": "the socket loop",
    "api/chat_stream.py": "the socket loop",
    "channels/email/bounce.py": "a library that meets hostile bytes with any kind of error",
    "channels/email/tnef.py": "a library that meets hostile bytes with any kind of error",
    "channels/email/sender.py": "a library that meets hostile bytes with any kind of error",
    "doctor.py": "whatever the file store raises is a finding",
    "channels/email/compose.py": "the standard library raises classes of its own that share no base",
    "channels/email/imap.py": "the mailbox loop",
    "channels/email/imap_protocol.py": "the mailbox loop",
    "jobs/loops.py": "the worker loop",
    "jobs/queue.py": "the worker loop",
}


def strings(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def has_sql(source: str) -> bool:
    return any(_SQL.match(text) for text in strings(ast.parse(source)))


def commits(source: str) -> bool:
    return any(
        (isinstance(node, ast.Attribute) and node.attr in ("commit", "rollback", "transaction"))
        or (isinstance(node, ast.Constant) and isinstance(node.value, str) and re.match(r"\s*(COMMIT|BEGIN|ROLLBACK)\b(?! TO)", node.value))
        for node in ast.walk(ast.parse(source))
    )  # fmt: skip


def catches_anything(source: str) -> bool:
    def names(kind: ast.expr | None) -> set[str]:
        if kind is None:
            return {"Exception"}
        parts = kind.elts if isinstance(kind, ast.Tuple) else [kind]
        return {part.id for part in parts if isinstance(part, ast.Name)}

    return any(
        isinstance(node, ast.ExceptHandler) and "Exception" in names(node.type)
        for node in ast.walk(ast.parse(source))
    ) or any(
        isinstance(node, ast.Call)
        and (node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", ""))
        == "suppress"
        and any("Exception" in names(arg) for arg in node.args)
        for node in ast.walk(ast.parse(source))
    )


def _where(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def _allowed(path: Path, places: dict[str, str]) -> bool:
    return any(_where(path).startswith(place) for place in places)


def test_actions_never_commit() -> None:
    assert [_where(path) for path in FILES if path.name == "actions.py" and commits(path.read_text())] == []
    assert commits("async def f(tx): await tx.connection.execute('COMMIT')")
    assert commits("def f(c): c.commit()")
    assert not commits("async def f(tx): await tx.run('UPDATE ticket SET id = $1')")


def test_sql_stands_in_actions_and_queries_and_the_few_places_listed() -> None:
    found = [
        path for path in FILES if path.name not in ("actions.py", "queries.py") and has_sql(path.read_text())
    ]
    assert [_where(path) for path in found if not _allowed(path, SQL_ELSEWHERE)] == []
    unused = [place for place in SQL_ELSEWHERE if not any(_where(path).startswith(place) for path in found)]
    assert unused == []
    assert has_sql("X = 'SELECT id FROM ticket'")
    assert not has_sql("X = 'Select a queue first.'")


def test_any_exception_is_caught_only_where_listed() -> None:
    found = [path for path in FILES if catches_anything(path.read_text())]
    assert [_where(path) for path in found if not _allowed(path, ANY_EXCEPTION)] == []
    assert catches_anything(
        textwrap.dedent("""
        try: f()
        except (ValueError, Exception): pass""")
    )
    assert catches_anything("with contextlib.suppress(Exception): f()")
    assert not catches_anything(
        textwrap.dedent("""
        try: f()
        except ValueError: pass""")
    )


# ── events ──────────────────────────────────────────────────────────────────────────────────────────────────

# Events that nothing follows at once; whoever adds an event decides, here or in reactions.at_once.
PASSED = {
    "phrase_proposed", "phrase_approved", "phrase_rejected",
    "file_scanned", "documents_withdrawn", "document_refused_at_door", "document_viewed", "document_deleted",
    "note_added", "reply_scheduled", "reply_unscheduled", "secret_masked", "card_suspected", "redacted", "snoozed", "woken", "merged", "unmerged", "split",
    "spam_marked", "tagged", "linked", "unlinked", "renamed", "survey_sent", "cabinet_entered", "speed_up_asked", "clock_started", "clock_met",
    "clock_paused", "clock_resumed", "staff_notified", "choice_made", "view_saved", "view_deleted", "chat_returned", "player_recognised",
    # people and players: nothing of a ticket follows from these
    "player_created", "player_changed", "identity_added", "identity_unregistered", "merge_proposed", "merge_refused",
    "players_merged", "merge_undone", "staff_created", "staff_deactivated", "staff_reactivated", 
    "staff_changed", "password_set", "role_granted", "role_revoked", "role_defined", "queue_joined", "queue_left", "team_created",
    "team_joined", "team_left", "capacity_set", "signed_in", "signed_out", "sign_in_failed", "token_created", "token_revoked",
    # settings: every process hears that they changed and reads them anew
    "official_added", "official_ended", "impostor_reported", "impostor_moved", "original_retried", "secret_set", "text_changed", "text_restored", "queue_changed",
    "queue_created", "queue_deleted", "calendar_changed", "calendar_created", "calendar_deleted", "policy_changed",
    "policy_created", "policy_retired", "topic_added", "topic_changed",
    # prepared text: nothing of a ticket follows
    "canned_reply_created", "canned_reply_changed", "canned_reply_deleted",
    # articles and clauses: nothing of a ticket follows
    "article_created", "article_drafted", "article_submitted", "article_approved", "article_sent_back", "article_scheduled",
    "article_discarded", "article_checked", "citation_confirmed",
    "help_imported", "image_added",
    # incidents: whoever looks at them reads them anew; their telling and their alarms are loops
    "incident_opened", "incident_changed", "incident_updated", "incident_told", "incident_unlinked", "incident_suspected", "alarm_decided",
    # the connection to the operator's own system
    "complaint_evidence_asked", "complaint_pack_exported",
    "back_office_connected", "back_office_disconnected",
    # complaints: their actions do what follows
    "sign_limit_set",
    "complaint_registered", "complaint_acknowledged", "complaint_analysed", "complaint_investigated", "complaint_waits",
    "complaint_resumed", "complaint_extended", "complaint_withdrawn", "complaint_out_of_scope", "complaint_merged",
    "complaint_took_in", "complaint_closed", "complaint_evidence_needed", "complaint_evidence_frozen",
    "complaint_evidence_reviewed", "complaint_evidence_waived", "complaint_decision_proposed",
    "complaint_decision_signed", "complaint_proposal_returned", "complaint_decided", "complaint_action_added",
    "complaint_action_proven", "complaint_action_verified", "complaint_carried_out", "complaint_appeal_asked",
    "complaint_appeal_given", "complaint_appeal_viewed", "complaint_appeal_decided", "complaint_referral_sent",
    "complaint_referral_answered", "complaint_referral_ruled", "complaint_changed", "complaint_assigned",
    "complaint_letter_sent", "complaint_letter_failed", "complaint_rules_set",
    "complaint_reported", "complaint_report_settled", "complaint_proposed", "complaint_declined",
    "complaint_ticket_linked", "complaint_party_named", "complaint_conflict_logged", "complaint_note_added",
    "complaint_deadline_set", "complaint_deadline_met", "complaint_deadline_warned", "complaint_deadline_broken",
}  # fmt: skip


def _kinds(base: type[Event] = Event) -> set[type[Event]]:
    import pitboss.web
    import pitboss.worker  # noqa: F401 - so that every event is defined

    below = set(base.__subclasses__())
    return below.union(*(_kinds(kind) for kind in below)) if below else set()


def _leaves() -> list[type[Event]]:
    return sorted(
        (k for k in _kinds() if not k.__subclasses__() and k.__module__.startswith("pitboss")),
        key=lambda k: k.__name__,
    )


def handled() -> set[str]:
    """The classes that reactions.at_once matches."""
    tree = ast.parse((PACKAGE / "reactions.py").read_text())
    at_once = next(
        node for node in tree.body if isinstance(node, ast.AsyncFunctionDef) and node.name == "at_once"
    )
    return {
        node.cls.attr if isinstance(node.cls, ast.Attribute) else getattr(node.cls, "id", "")
        for node in ast.walk(at_once)
        if isinstance(node, ast.MatchClass)
    }


@pytest.mark.parametrize("kind", _leaves(), ids=lambda kind: kind.__name__)
def test_every_event_is_tagged_by_its_name_and_followed_or_passed(kind: type[Event]) -> None:
    snake = re.sub(r"(?<!^)(?=[A-Z])", "_", kind.__name__).lower()
    assert kind.__struct_config__.tag == snake
    assert kind.__struct_config__.frozen
    assert (kind.__name__ in handled()) != (snake in PASSED), (
        "follow it in reactions.at_once, or list it as passed"
    )


def test_no_two_events_share_a_tag_and_none_is_listed_for_nothing() -> None:
    tags = [str(kind.__struct_config__.tag) for kind in _leaves()]
    assert len(tags) == len(set(tags))
    assert set(PASSED) <= set(tags), sorted(set(PASSED) - set(tags))
    assert handled() <= {kind.__name__ for kind in _leaves()}


def test_an_event_holds_no_words_of_a_player() -> None:
    """The log can't be changed, so what may have to be taken out later must not be in it."""
    for kind in _leaves():
        assert not {"text", "html", "quoted", "value"} & {f.name for f in msgspec.structs.fields(kind)}, kind
