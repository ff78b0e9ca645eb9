"""Which addresses a report says could not be reached (RFC 3464, and the reports that predate it)."""

from __future__ import annotations

import email
import logging
import re
from collections.abc import Iterator

from pitboss.channels.email import headers
from pitboss.channels.email.headers import Fields
from pitboss.channels.email.mail import Bounce
from pitboss.channels.email.mime import Part

_REPORT_SENDER = re.compile(
    r"mailer-?daemon|post-?master|mail-?delivery|mail-?daemon|mdaemon|^mail(?:er)?@|bounce"
    r"|system administrator|mail administrator"
    r"|mail delivery|delivery sub-?system|mail system|^root@|^daemon@|^uucp@|^administrator@|mmdf|virus"
    r"|abuse@|smtp",
    re.IGNORECASE,
)
_REPORT_SUBJECT = re.compile(
    r"undeliver|un-deliver|deliver(?:y|ed|able)|returned|failure|failed|fail(?:ure)? notice|bounce"
    r"|rejected|could not|unable|"
    r"user unknown|unknown user|not (?:be )?(?:sent|found|deliver)|mail (?:error|system)|message status"
    r"|warning: |nondeliv|"
    r"permanent|fatal|unzustellbar|non remis|échec|недостав|не доставлен|возвращ|невозможно доставить"
    r"|ошибка доставки|non recapit|"
    r"no se pudo|problem|error|dsn|status report|не может быть доставлено|returning",
    re.IGNORECASE,
)
_REPORT_TEXT = re.compile(
    rb"(?:could not|couldn't|cannot|can not|can't|was not|not) be delivered|undeliverable|delivery (?:to"
    rb"|of|has|failed|status|failure)"
    rb"|permanent (?:fatal )?errors?|following (?:address|recipient)|unknown user|user unknown"
    rb"|no such user|mailbox (?:full|unavailable|is full)"
    rb"|message (?:was )?undelivered|unable to deliver|sorry to have to inform|failed addresses"
    rb"|\b5[0-9][0-9][ -]5\.|quota|rejected|returned"
    rb"|unrouteable|does not exist|invalid recipient|address(?:es)? (?:was|were|is|are) not|status: [45]\.",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"[^\s<>\"'(),;]+@[^\s<>\"'(),;]+")
_ORIGINAL_ID = re.compile(
    rb"^[ \t>]*message-id:[ \t]*(?:\r?\n[ \t]+)?(<[^<>\r\n]{1,500}>)", re.IGNORECASE | re.MULTILINE
)
_CODE = re.compile(rb"(?<![\d.])([45])\.\d{1,3}\.\d{1,3}(?![\d.])|(?<![\d.])(4[2-5]|5[0-7])\d[ -](?=[\w<#])")
_MAX_RECIPIENTS = 200
_MAX_SCANNED = 300_000
_MAX_STATUS = 200_000


def read(raw: bytes, root: Part, *, sender: str, subject: str, empty_return_path: bool) -> Bounce | None:
    """The bounce that this mail is, or None. A success, relay or read report is no bounce, a delay is."""
    status = [
        part
        for part in _walk(root)
        if part.content_type in ("message/delivery-status", "message/global-delivery-status")
    ]
    if status:
        failed, decided = _from_status(status)
        if failed:
            return _bounce(raw, root, failed)
        if decided:
            return None
    report = root.content_type == "multipart/report"
    kind = root.parameters.get("report-type", "").lower() if report else ""
    if kind == "feedback-report" or (
        kind == "disposition-notification" and b"displayed" in raw[root.start :][:_MAX_STATUS]
    ):
        return None
    if not (report or status or empty_return_path or "x-failed-recipients" in root.fields):
        if "in-reply-to" in root.fields and not _REPORT_SENDER.search(sender):
            return None
        by_sender, by_subject = _REPORT_SENDER.search(sender), _REPORT_SUBJECT.search(subject)
        if not (by_sender or by_subject):
            return None
        certain = "mailer-daemon" in sender.lower() or (by_sender and by_subject)
        if not certain and not _REPORT_TEXT.search(raw, root.start, root.start + _MAX_SCANNED):
            return None
    return _by_heuristics(raw, root)


def _walk(part: Part) -> Iterator[Part]:
    yield part
    for child in part.children:
        yield from _walk(child)


def _from_status(parts: list[Part]) -> tuple[dict[str, bool], bool]:
    """Failed address → failed for good; and whether the reports could be understood at all."""
    failed: dict[str, bool] = {}
    decided = False
    for part in parts:
        for group in _groups(part.data()[:_MAX_STATUS]):
            action = headers.text(group, "action").lower()
            if not action:
                continue
            decided = True
            if not action.startswith(("fail", "error", "delayed")):
                continue
            address = _recipient(group)
            if address and len(failed) < _MAX_RECIPIENTS:
                code = headers.text(group, "status").strip()[:1]
                if code not in ("4", "5"):
                    found = _CODE.search(headers.first(group, "diagnostic-code") or b"")
                    code = (found[1] or found[2][:1]).decode() if found else ""
                final = not action.startswith("delayed") and code != "4"
                failed[address] = failed.get(address, True) and final
    return failed, decided


def _groups(data: bytes) -> list[Fields]:
    groups = []
    for block in re.split(rb"\r?\n[ \t]*\r?\n", data.strip())[: 2 * _MAX_RECIPIENTS]:
        fields, _ = headers.split(block.strip() + b"\n\n", 0, len(block) + 2)
        if fields:
            groups.append(fields)
    return groups


def _recipient(group: Fields) -> str | None:
    for name in ("original-recipient", "final-recipient", "x-actual-recipient"):
        value = headers.text(group, name)
        found = _ADDRESS.search(value.rpartition(";")[2] if ";" in value else value)
        if found:
            return found[0].strip(".")
    return None


def _by_heuristics(raw: bytes, root: Part) -> Bounce | None:
    from flufl.bounce import all_failures

    logging.getLogger("flufl.bounce").disabled = True
    try:
        temporary, permanent = all_failures(email.message_from_bytes(raw[:_MAX_SCANNED]))
    except Exception:  # noqa: BLE001 - the library meets hostile bytes with any kind of error
        return None
    failed: dict[str, bool] = {}
    code = _CODE.search(raw, root.start, root.start + _MAX_SCANNED)
    transient = code is not None and (code[1] or code[2][:1]) == b"4"
    for found, final in ((permanent, not transient), (temporary, False)):
        for address in sorted(found):
            name = address.decode("utf-8", "replace").strip("<>. \t\"'")
            if "@" in name and len(failed) < _MAX_RECIPIENTS:
                failed.setdefault(name, final)
    return _bounce(raw, root, failed) if failed else None


def _bounce(raw: bytes, root: Part, failed: dict[str, bool]) -> Bounce:
    original = None
    for part in _walk(root):
        if part.content_type in (
            "message/rfc822",
            "text/rfc822-headers",
            "message/global",
            "message/rfc822-headers",
        ):
            found = _ORIGINAL_ID.search(part.data()[:_MAX_STATUS])
            if found:
                original = found[1]
                break
    if original is None:
        found = _ORIGINAL_ID.search(raw, root.start, root.start + _MAX_SCANNED)
        original = found[1] if found else None
    ids = headers.message_ids(original)
    return Bounce(tuple(failed), all(failed.values()), ids[0] if ids else None)
