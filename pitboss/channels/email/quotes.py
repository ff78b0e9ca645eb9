"""What the player wrote anew, apart from the quoted history and the signature.

The text is read line by line. Each line belongs to the reply or to the quoted rest, so together they hold
every line. docs/subsystems/email.md tells the rules; tests/channels/email/test_quotes.py has a case for
each.
"""

from __future__ import annotations

import re
from enum import Enum


class _Kind(Enum):
    blank = "blank"
    own = "own"
    quote = "quote"
    intro = "intro"  # the line that introduces a quotation: "On … wrote:"
    signature = "signature"
    history = "history"  # everything below a separator
    forwarded = "forwarded"


_MAX_LINE = 500
_MAX_STUDIED = 5_000  # lines; of what lies below only the `>` counts
_SIGNATURE_WINDOW = 40

# Lines that introduce a quotation

_WROTE = (
    r"(?:wrote|writes|sent|said|a écrit|schrieb|escribi[óo]|ha scritto|scrive|escreveu|napisa[łl](?:\(a\)"
    r"|a)?|pisze|"
    r"schreef|geschreven|skrev|kirjoitti|napsala?|yazdı|írta|"
    r"(?:на)?писала?|(?:на)?писал\s?\(а\)|пишет|написав|написала|пише|написа)"
)
_WROTE_AT_END = re.compile(rf"(?<!\w){_WROTE}(?!\w)[^\w]{{0,12}}$", re.IGNORECASE)
_WROTE_ANYWHERE = re.compile(rf"(?<!\w){_WROTE}(?!\w)", re.IGNORECASE)
_ENDS_INTRO = re.compile(r"(?:[:：]|-{2,}|[:：]\s*\*+)\s*$")
_WEEKDAY = (
    r"(?:пн|вт|ср|чт|пт|сб|вс|понедельник|вторник|среда|среду|четверг|пятница|пятницу|суббота|субботу"
    r"|воскресенье|"
    r"mon|tue|wed|thu|fri|sat|sun|monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
)
_MONTH = (
    r"(?:янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
)
_STARTS_INTRO = re.compile(
    rf"^[\s*_\-]*(?:on|le|am|el|il|em|op|den|på|dne|dnia|w dniu|в|{_WEEKDAY}|\d)(?!\w)|@"
    rf"|(?<!\w){_WROTE}(?!\w)"
    r"|^\s*\d|20\d\d年",
    re.IGNORECASE,
)
_DATED_START = re.compile(
    rf"^[\s*_\-]*(?:(?:on|le|am|el|il|em|op|den|på|в|{_WEEKDAY})(?!\w).{{0,15}}\d"
    rf"|\d{{1,4}}[./-]\d{{1,2}}[./-]\d{{1,4}}"
    rf"|\d{{1,2}}\.?\s+{_MONTH}|20\d\d年)",
    re.IGNORECASE,
)
_TIME = re.compile(r"(?<!\d)\d{1,2}[:.]\d{2}(?!\d)|\d{1,2}\s?[ap]\.?m\b", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|(?<!\d)\d{1,2}[./-]\d{1,2}[./-]\d{2}(?!\d)")
_EMAIL = re.compile(r"[\w.+-]@[\w-]")
_ENDS_WITH_ADDRESS = re.compile(r"(?:<[^<>]*@[^<>]*>|\S@\S+)[\s:：]*$")
_INTRO_INSIDE = re.compile(
    r"(?<=\S)[ \t]*(?:-{2,}[ \t]*)?(?=(?:On|on)\s(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|May|Jun"
    r"|Jul|Aug|Sep|Oct"
    r"|Nov|Dec|\d)[^\n]{6,200}(?:wrote|sent|writes):\s*$)"
)

# Separators: all below is history

_ORIGINAL = re.compile(
    r"^[\s>]*[-_=*—–]{2,}\s*(?:original(?: |-)(?:message|nachricht|appointment|e-?mail)|reply message"
    r"|ursprüngliche nachricht"
    r"|antwort nachricht|исходное (?:сообщение|письмо)|оригинальное (?:сообщение|письмо)"
    r"|первоначальное (?:сообщение|письмо)"
    r"|предыдущее (?:сообщение|письмо)|ответное сообщение|оригінальне повідомлення|вихідне повідомлення"
    r"|message d['’]origine|mensaje original|messaggio originale|mensagem original|oorspronkelijk bericht"
    r"|ursprungligt meddelande|oprindelig meddelelse|opprinnelig melding|wiadomość oryginalna"
    r"|oryginalna wiadomość"
    r"|původní zpráva|alkuperäinen viesti|原始邮件|原始郵件|original)\s*[-_=*—–]{2,}\s*$",
    re.IGNORECASE,
)
_ABOVE = re.compile(
    r"(?:^[\s>#*=-]*(?:please )?(?:type|write|enter|add) your (?:reply|response) above this line"
    r"|reply above this line"
    r"|(?:ответьте|пишите|напишите|введите|ваш ответ)[^.!?\n]{0,40} выше этой (?:строки|линии|черты)"
    r"|^##-.{0,120}-##\s*$)",
    re.IGNORECASE,
)
_FORWARD = re.compile(
    r"^[\s]*(?:[-_=*]{2,}\s*(?:forwarded (?:message|by .{1,60})|fwd?|пересылаемое (?:сообщение|письмо)"
    r"|пересланное (?:сообщение|письмо)|перенаправленное (?:сообщение|письмо)"
    r"|переадресованное (?:сообщение|письмо)"
    r"|завершение пересылаемого сообщения|weitergeleitete nachricht|message transféré|mensaje reenviado"
    r"|messaggio inoltrato|mensagem encaminhada|doorgestuurd bericht|vidarebefordrat meddelande"
    r"|videresendt meddelelse"
    r"|treść przekazanej wiadomości|przekazana wiadomość)\s*[-_=*]{2,}"
    r"|begin forwarded message:?|начало (?:переадресованного|пересылаемого|пересланного) (?:сообщения"
    r"|письма):?"
    r"|anfang der weitergeleiteten nachricht:?|début du message réexpédié ?:?)\s*$",
    re.IGNORECASE,
)
_LABELS = (
    r"from|sent|date|to|cc|subject|от кого|от|отправлено|отправитель|дата|кому|копия|тема|отправлен"
    r"|дата отправки"
    r"|von|gesendet|datum|an|betreff|de|envoyé|à|objet|enviado(?: el)?|enviada em|para|asunto|assunto"
    r"|data|da|inviato"
    r"|a|oggetto|od|wysłano|do|temat|van|verzonden|aan|onderwerp|från|skickat|till|ämne|fra|sendt|til|emne"
    r"|від|надіслано|кому|发件人|发送时间|收件人|主题|差出人|送信日時|宛先|件名|reply-to|importance|важность"
)
_LABEL = re.compile(
    rf"^[\s]*[*_]{{0,2}}({_LABELS})\s?[*_]{{0,2}}\s?[:：][*_]{{0,2}}(?!//)(.*)$", re.IGNORECASE
)
_OPENING_LABELS = {
    "from", "от", "отправитель", "von", "de", "da", "od", "van", "från", "fra",
    "від", "date", "дата", "datum", "data", "sent", "отправлено", "发件人", "差出人", "от кого",
}  # fmt: skip
_RULE = re.compile(r"^\s*(?:[-_=*—]\s?){5,}\s*$|^\s*---\s*$")

# Signatures

_DASHES = re.compile(r"^\s{0,2}(?:--|—|–|- -)\s*$")
_PRODUCT = (
    r"(?:iphone|ipad|android|blackberry|samsung|galaxy|huawei|honor|xiaomi|redmi|poco|realme|windows"
    r"|outlook|yahoo"
    r"|gmail|proton|aol|mail\.ru|яндекс|yandex|rambler|рамблер|почт|телефон|смартфон|планшет|phone|tablet"
    r"|mobile"
    r"|device|handy|móvil|mobil|portable|mail|app\b|приложени|айфон)"
)
_SENT_FROM = re.compile(
    r"^[\s_*-]*(?:(?:sent|отправлено|отправлен|послано|написано|надіслано|gesendet|envoyé|enviado|inviato"
    r"|wysłane|wysłano"
    r"|verzonden|skickat|sendt)\s+(?:from|via|with|using|by|из|с|со|через|от|з|von|mit|depuis|de|desde|do"
    r"|da|dal|z|ze"
    r"|vanaf|met|från|fra)(?!\w).{1,70}|von meinem .{1,40} gesendet|(?:get|скачать|получить|установить"
    r"|загрузить)"
    r"\s+outlook .{0,60}|sent from (?:mail|my) .{1,60}|--?\s*отправлено .{1,60})$",
    re.IGNORECASE,
)
_HAS_PRODUCT = re.compile(_PRODUCT, re.IGNORECASE)
_CLOSING = re.compile(
    r"^\s*(?:с (?:наилучшими|искренним|глубоким)?\s*уважением|с наилучшими пожеланиями|с благодарностью"
    r"|всего (?:доброго|хорошего|наилучшего)|с пожеланием .{1,30})[\s,.!]*(.{0,60})$",
    re.IGNORECASE,
)
_NAME_LINE = re.compile(r"^[\s*]*(?:[A-ZА-ЯЁ][\w.\-ё’']*[\s,]*){1,4}$")
_CONTACT_LINE = re.compile(
    r"^[\s*]*(?:(?:тел|моб|телефон|mobile|tel|phone|e-?mail|mail|почта|эл\. ?почта|skype|telegram"
    r"|телеграм|тг|whatsapp"
    r"|viber|сайт|web|www)\b[.:\s].{3,60}|<?[\w.+-]+@[\w.-]+>?|<?(?:https?://|www\.)\S+>?"
    r"|\+?[\d\s()\-]{7,25})[\s,;]*$",
    re.IGNORECASE,
)
_NOT_A_NAME = re.compile(
    r"спасибо|жду|срочно|помогите|благодар|пожалуйста|верните|ответ|когда|где|деньги|вывод|логин|пароль",
    re.IGNORECASE,
)
_LIST_FOOTER = re.compile(r"mailing list|список рассылки|unsubscribe|отписаться|google groups", re.IGNORECASE)


def split_reply(text: str, marked: frozenset[int] = frozenset()) -> tuple[str, str]:
    """The reply and the quoted rest of a text; if nothing new is found, the whole text is the reply.

    `marked` are numbers of lines that the HTML has marked as quotation or signature. Answers between
    quotations stay in order with the lines they answer; a quotation with no answer below it goes. A
    forwarded message is part of the reply, since it is new to us.
    """
    lines = text.split("\n")
    if marked or not any(">" in line or "On " in line or "on " in line for line in lines):
        numbered = lines
    else:
        numbered, marked = _with_intros_on_their_own_line(lines), frozenset()
    kinds = _kinds(numbered, marked)
    _unquote_strays(numbered, kinds)
    _fold_signatures(numbered, kinds)
    if not any(kind in (_Kind.own, _Kind.forwarded) for kind in kinds):
        return text.strip("\n"), ""
    answered = _answered(kinds)
    reply: list[str] = []
    quoted: list[str] = []
    for line, kind, keep in zip(numbered, kinds, answered, strict=True):
        if keep:
            if line.strip() or (reply and reply[-1].strip()):
                reply.append(line)
        else:
            quoted.append(line)
            if kind is not _Kind.blank and reply and reply[-1].strip():
                reply.append("")
    return "\n".join(reply).strip("\n").rstrip(), "\n".join(quoted).strip("\n").rstrip()


def _with_intros_on_their_own_line(lines: list[str]) -> list[str]:
    """Some programs glue "On … wrote:" to the end of the last line of the reply."""
    split: list[str] = []
    for line in lines:
        glued = (
            _INTRO_INSIDE.search(line) if 20 < len(line) < _MAX_LINE and line.rstrip().endswith(":") else None
        )
        if glued and line[: glued.start()].strip(" >-*"):
            split += [line[: glued.start()], line[glued.start() :]]
        else:
            split.append(line)
    return split


def _kinds(lines: list[str], marked: frozenset[int]) -> list[_Kind]:
    kinds: list[_Kind] = []
    number = 0
    count = len(lines)
    while number < count:
        line = lines[number]
        stripped = line.strip()
        if not stripped:
            kinds.append(_Kind.blank)
        elif number in marked or _is_quoted(line):
            kinds.append(_Kind.quote)
        elif number > _MAX_STUDIED:
            kinds.append(_Kind.own)
        elif (
            stripped.startswith("<")
            and ">" not in stripped
            and number + 1 < count
            and _is_link_rest(lines[number + 1])
        ):
            kinds += [_Kind.own, _Kind.own]
            number += 2
            continue
        elif _FORWARD.match(stripped):
            kinds += [_Kind.forwarded] * (count - number)
            break
        elif _ORIGINAL.match(stripped) or _ABOVE.search(stripped[:_MAX_LINE]):
            kinds += [_Kind.history] * (count - number)
            break
        elif (length := _header_block(lines, number)) > 0:
            if _next_is_quoted(lines, number + length, marked):
                kinds += [_Kind.intro] * length
                number += length
                continue
            kinds += [_Kind.history] * (count - number)
            break
        else:
            length, certain = _intro(lines, number, marked)
            if length and _next_is_quoted(lines, number + length, marked):
                kinds += [_Kind.intro] * length
                number += length
                continue
            if length and certain:
                kinds += [_Kind.history] * (count - number)
                break
            kinds.append(_Kind.own)
        number += 1
    return _cautious(kinds, lines)


def _cautious(kinds: list[_Kind], lines: list[str]) -> list[_Kind]:
    """A history with nothing above it is most often a forwarded message without its marker: take it as
    said."""
    if _Kind.history in kinds and _Kind.own not in kinds and _Kind.quote not in kinds:
        return [_Kind.own if line.strip() else _Kind.blank for line in lines]
    return kinds


def _is_quoted(line: str) -> bool:
    start = line[:4].lstrip(" ")
    if start.startswith(">"):
        return not line.startswith(">From ")
    return start.startswith("|") and line.strip(" |") != "" and line.count("|") == 1


def _is_link_rest(line: str) -> bool:
    return line.startswith(">")


def _next_is_quoted(lines: list[str], number: int, marked: frozenset[int]) -> bool:
    for ahead in range(number, min(number + 6, len(lines))):
        if ahead in marked or lines[ahead].strip():
            return ahead in marked or _is_quoted(lines[ahead])
    return False


def _intro(lines: list[str], number: int, marked: frozenset[int]) -> tuple[int, bool]:
    """How many lines (0: none) introduce a quotation here, and whether that is certain without `>` below."""
    if len(lines[number]) > _MAX_LINE or not _STARTS_INTRO.search(lines[number]):
        return 0, False
    joined = ""
    for length in range(1, 5):
        if number + length > len(lines):
            break
        line = lines[number + length - 1].strip()
        if not line or number + length - 1 in marked or (length > 1 and _is_quoted(line)):
            break
        joined = f"{joined} {line}".strip()
        if len(joined) > _MAX_LINE:
            break
        has_email = bool(_EMAIL.search(joined))
        has_time = bool(_TIME.search(joined))
        dated = bool(_DATED_START.match(joined))
        if _ENDS_INTRO.search(joined):
            if _WROTE_ANYWHERE.search(joined) and (dated or has_email or has_time):
                certain = (dated and (has_email or (has_time and bool(_YEAR.search(joined))))) or (
                    has_email and bool(_WROTE_AT_END.search(joined)) and len(joined) < 200
                )
                return length, certain
            if dated and (has_time or has_email):
                return length, has_email and has_time
        elif (
            dated and _ENDS_WITH_ADDRESS.search(joined) and _next_is_quoted(lines, number + length, marked)
        ) or (_WROTE_AT_END.search(joined) and dated and (has_time or has_email)):
            return length, False
    return 0, False


def _header_block(lines: list[str], number: int) -> int:
    """How many lines of a copied mail header ("From: … Sent: … To: …") start here; 0 if it is none."""
    start = number
    ruled = False
    if _RULE.match(lines[number]):
        ruled = True
        number += 1
        while number < len(lines) and number < start + 3 and not lines[number].strip():
            number += 1
    first = _label(lines, number)
    if first is None or not (ruled or first in _OPENING_LABELS):
        return 0
    labels = {first}
    with_address = _EMAIL.search(lines[number]) is not None
    last = number
    for ahead in range(number + 1, min(number + 14, len(lines))):
        if not lines[ahead].strip():
            if ahead - last > 1:
                break
            continue
        label = _label(lines, ahead)
        if label is None:
            if ahead - last > 2:
                break
            continue
        labels.add(label)
        with_address = with_address or _EMAIL.search(lines[ahead]) is not None
        last = ahead
    opening = first in _OPENING_LABELS
    enough = (
        len(labels) >= 3
        or (len(labels) == 2 and (with_address or ruled))
        or (ruled and opening and with_address)
    )
    return last + 1 - start if enough else 0


def _label(lines: list[str], number: int) -> str | None:
    if number >= len(lines) or len(lines[number]) > 2 * _MAX_LINE:
        return None
    found = _LABEL.match(lines[number])
    return found[1].lower() if found else None


def _unquote_strays(lines: list[str], kinds: list[_Kind]) -> None:
    """Repairs what broken wrapping has done to quotations, and frees a lone `>` in the middle of a text."""
    quoted = sum(kind in (_Kind.intro, _Kind.quote) for kind in kinds)
    for number in range(1, len(kinds) - 1):
        before, kind, after = kinds[number - 1], kinds[number], kinds[number + 1]
        if kind is _Kind.own and before is _Kind.quote and after is _Kind.quote:
            line, previous = lines[number].strip(), lines[number - 1]
            wrapped = (
                len(previous) >= 60 and len(line) <= 30 and not line[0].isupper() and line[-1] not in "?!"
            )
            if wrapped or line.startswith(("(http", "<http", "_", "http")) or line in (")", ">"):
                kinds[number] = _Kind.quote
        elif kind is _Kind.quote and before is _Kind.own and after is _Kind.own and quoted == 1:
            kinds[number] = _Kind.own


def _answered(kinds: list[_Kind]) -> list[bool]:
    """For each line, whether it belongs to the reply."""
    blocks: list[_Kind] = []
    for kind in kinds:
        plain = _Kind.own if kind is _Kind.forwarded else kind
        if plain in (_Kind.own, _Kind.quote) and (not blocks or blocks[-1] is not plain):
            blocks.append(plain)
    # Text between two quotations: the player answers point by point, and the points belong to the answer.
    interleaved = any(
        blocks[at : at + 3] == [_Kind.quote, _Kind.own, _Kind.quote] for at in range(len(blocks) - 2)
    )
    last_own = max((at for at, kind in enumerate(kinds) if kind in (_Kind.own, _Kind.forwarded)), default=-1)
    keep: list[bool] = []
    for number, kind in enumerate(kinds):
        if kind is _Kind.quote:
            keep.append(interleaved and number < last_own)
        elif kind is _Kind.blank:
            keep.append(number < last_own)
        else:
            keep.append(kind in (_Kind.own, _Kind.forwarded))
    return keep


def _fold_signatures(lines: list[str], kinds: list[_Kind]) -> None:
    number = 0
    anything_own = False
    while number < len(kinds):
        if kinds[number] is not _Kind.own:
            number += 1
            continue
        end = number
        while end < len(kinds) and kinds[end] in (_Kind.own, _Kind.blank):
            end += 1
        at_the_bottom = end == len(kinds)
        start = _signature_start(lines, number, end, can_be_first=anything_own, at_the_bottom=at_the_bottom)
        for at in range(start, end):
            if kinds[at] is _Kind.own:
                kinds[at] = _Kind.signature
        anything_own = anything_own or start > number
        number = end


def _signature_start(
    lines: list[str], start: int, end: int, *, can_be_first: bool, at_the_bottom: bool
) -> int:
    """Where the signature begins within the own lines `start` to `end`; `end` if there is none."""
    first_text = start if can_be_first else start + 1
    for number in range(max(first_text, end - _SIGNATURE_WINDOW), end):
        if _DASHES.match(lines[number]) and sum(1 for line in lines[number + 1 : end] if line.strip()) <= 15:
            end = number
            break
    if at_the_bottom:
        for number in range(max(first_text, end - 12), end):
            if re.match(r"^\s*_{10,}\s*$", lines[number]) and any(
                _LIST_FOOTER.search(line) for line in lines[number + 1 : end]
            ):
                end = number
                break
    bottom = end
    while bottom > first_text:
        line = lines[bottom - 1].strip()
        if not line:
            bottom -= 1
        elif _is_device_line(line):
            bottom -= 1
            end = bottom
        else:
            break
    closing = _closing_start(lines, first_text, end)
    if closing is not None:
        end = closing
    return end


def _is_device_line(line: str) -> bool:
    if len(line) > 90 or "," in line or not _SENT_FROM.match(line):
        return False
    return bool(_HAS_PRODUCT.search(line))


def _closing_start(lines: list[str], start: int, end: int) -> int | None:
    """Where "С уважением, …" begins, if nothing but a name and contacts follows it."""
    for number in range(end - 1, max(start, end - 10) - 1, -1):
        closing = _CLOSING.match(lines[number])
        if not closing:
            continue
        rest = [closing[1], *lines[number + 1 : end]]
        below = [line.strip() for line in rest if line.strip()]
        if len(below) <= 7 and all(_is_name_or_contact(line) for line in below):
            return number
        return None
    return None


def _is_name_or_contact(line: str) -> bool:
    if _NOT_A_NAME.search(line) or line.endswith(("?", "!")):
        return False
    return bool(_NAME_LINE.match(line) or _CONTACT_LINE.match(line))
