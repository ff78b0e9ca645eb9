"""Whether a program sent a mail (RFC 3834 and practice). Nothing automatic may answer such a mail."""

from __future__ import annotations

import re

from pitboss.channels.email import headers
from pitboss.channels.email.headers import Fields

_AWAY = re.compile(
    r"^\W*(?:auto(?:matic|mated)?[ -]?(?:reply|response|answer)|autoreply|autoresponse|auto:"
    r"|out of (?:the )?office(?= auto| re)"
    r"|автоматический ответ|автоответ|автоответчик|автоматична відповідь|automatische antwort|abwesenheits\w*"
    r"|réponse automatique|respuesta automática|risposta automatica|resposta automática|automatisch antwoord"
    r"|automatiskt svar|autosvar|automatisk svar|automaattinen vastaus|automatická odpověď"
    r"|odpowiedź automatyczna|automatyczna odpowiedź|otomatik yanıt|自動返信|自动回复)(?=\W|$)"
    r"|^\W*(?:out[ -]of[ -](?:the[ -])?office|away from (?:the )?office|вне офиса|меня нет на месте|abwesend"
    r"|absence du bureau|fuera de la oficina|fuori ufficio)\s*(?:$|[:(\-–—])",
    re.IGNORECASE,
)
_MACHINES = re.compile(
    r"^(?:mailer-?daemon|mail-?daemon|mmdf|uucp|listserv|majordomo|mdaemon)@|^(?:mailer-?daemon)$",
    re.IGNORECASE,
)
NO_REPLY = "no-reply sender"
_NO_REPLY = re.compile(
    r"^(?:[\w.+-]*[._+-])?(?:no|not|do-?not|dont)[._-]?re?ply(?:[._+-][\w.+-]*)?@", re.IGNORECASE
)
_REPORTS = {
    "delivery-status": "delivery report",
    "disposition-notification": "read receipt",
    "feedback-report": "feedback-report",
}
_PART_REPORTS = {
    "message/delivery-status": "delivery report",
    "message/disposition-notification": "read receipt",
    "message/feedback-report": "feedback-report",
}
# Fields that only responders and robots write.
_TELLTALE = (
    "x-autoreply", "x-autorespond", "x-autoresponder", "x-auto-reply", "x-autoreply-from", "x-mail-autoreply",
    "x-failed-recipients", "x-cron-env", "x-vacation",
)  # fmt: skip


def reason(
    fields: Fields,
    *,
    sender: str,
    subject: str,
    report_type: str = "",
    content_types: frozenset[str] = frozenset(),
) -> str | None:
    """Why this mail counts as automatic, None for a human's.

    `X-Auto-Response-Suppress` asks for no answers, it doesn't say that a program wrote: Exchange sets some
    of its values on the mail of people, so only `All` counts. Lists: `List-Unsubscribe` alone is on much
    mail that people send by a mailing service, and a person's answer to a thread on a list carries `List-Id`:
    it counts only if the mail answers nothing.
    """
    if report_type in _REPORTS:
        return _REPORTS[report_type]
    for content_type, name in _PART_REPORTS.items():
        if content_type in content_types:
            return name
    submitted = _value(fields, "auto-submitted")
    if submitted and submitted != "no":
        return f"auto-submitted: {submitted}"
    path = headers.first(fields, "return-path")
    if path is not None and path.replace(b" ", b"") == b"<>":
        return "empty return path"
    if _MACHINES.match(sender):
        return "mailer-daemon"
    precedence = _value(fields, "precedence").replace("-", "_")
    if precedence in ("bulk", "junk", "auto_reply"):
        return f"precedence: {precedence}"
    answers = "in-reply-to" in fields or "references" in fields
    if not answers and (precedence == "list" or "list-id" in fields):
        return "precedence: list" if precedence == "list" else "list"
    for name in _TELLTALE:
        if name in fields and _value(fields, name) not in ("no", "none", "false", "0"):
            return name
    if _value(fields, "delivered-to") == "autoresponder" or "autoresponder" in _value(
        fields, "x-post-messageclass"
    ):
        return "autoresponder"
    if _value(fields, "x-fc-machinegenerated") == "true":
        return "x-fc-machinegenerated"
    if "all" in re.split(r"[\s,;]+", _value(fields, "x-auto-response-suppress")):
        return "x-auto-response-suppress: all"
    if _AWAY.match(subject):
        return "out-of-office subject"
    if _NO_REPLY.match(sender):
        return NO_REPLY
    return None


def of_address(address: str) -> str | None:
    """Why whoever reads at this address is a program."""
    if _MACHINES.match(address):
        return "mailer-daemon"
    return NO_REPLY if _NO_REPLY.match(address) else None


def _value(fields: Fields, name: str) -> str:
    """The value without its parameters and comments, lower-case."""
    value = headers.first(fields, name)
    if not value:
        return ""
    return re.split(r"[;(]", value[:200].decode("ascii", "replace"))[0].strip().lower()
