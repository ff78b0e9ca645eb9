"""How players write CVVs, one-time codes and passwords, in Russian and English.

Every pattern works on text in lower case with ASCII digits. All repetition is bounded, so no text is slow.
The group `secret` is what must go. `•••` stands where a secret was, CARD where a card number was.
"""

from __future__ import annotations

import re

CARD = "\x02"
MARK = "•••"

# --- what may stand between a trigger and its secret

_GAP = (
    r"(?:[\s:=\-–—>,;.(\[\"'«“#№*]|\b(?:is|was|it|its|it's|are|here|number|no|of|my|the|your|on|from"
    r"|card|code|for|"
    r"это|был|вот|такой|мой|моя|мне|у|от|моей|меня|карт[аыеу]|номер|код|равен|пришел|пришёл|пришло|с|смс|sms|"
    r"written|received|got|i|which|says|reads|:)\b){0,12}"
)
_NOT_A_MEASURE = (
    r"(?![\d%]|[.,:/]\d{1,2}(?!\d)|[\s\xa0]{0,2}(?:%|₽|\$|€|£|₸|₴|руб|р\b|rub|usd|eur|euro|gbp|kzt|тенге|тг\b|грн"
    r"|uah|usdt|"
    r"доллар|евро|btc|коп|раз|times|час|мин|сек|hour|min|sec|days?\b|дн|день|дня|символ|char|digit|цифр"
    r"|знак|букв|"
    r"лет\b|год|year|г\b|попыт|attempt|dollars|pounds|баллов|points))"
)


def _then(trigger: str, secret: str, gap: str = _GAP) -> re.Pattern[str]:
    return re.compile(rf"(?:{trigger}){gap}(?<![\d-])(?<!\d[.,])(?P<secret>{secret}){_NOT_A_MEASURE}")


def _said_after(trigger: str, secret: str, link: str) -> re.Pattern[str]:
    """The secret first, then its name; unless the name is followed by a secret of its own."""
    return re.compile(
        rf"(?<![\w.,\-/+])(?P<secret>{secret})(?!\d){link}(?:{trigger})(?!{_GAP}(?:\d{{3}}|{MARK}))"
    )


# --- CVV

_CVV_NAME = (
    r"(?<![^\W\d_])(?:cvv ?/ ?cvc|cvv ?2?|cvc ?2?|cvn|csc|цвв|свв|цвк|card security code|card verification (?:code"
    r"|value|number))"
    r"(?![^\W\d_])|(?<![^\W\d_])code on the (?:back|reverse)|(?:three|3) (?:digits|numbers) (?:on|from|at) the back"
    r"|(?:on|from) the back(?: of (?:the |my )?card)?|(?<![^\W\d_])код(?:а|ом)? (?:с|на|со) (?:обратной|задней"
    r"|оборотной) стороны?е?"
    r"|код(?:а|ом)? (?:с|на) оборот[ае]|(?:три|3|последние)(?: последние| три)? цифр[ыу]? (?:на"
    r"|с) (?:обороте|оборота"
    r"|обратной стороне|обратной стороны|задней стороне|задней стороны)|безопасности карты"
)
CVV_WORDS = ("cv", "csc", "цв", "свв", "card ", "back", "reverse", "сторон", "оборот", "карты")
CVV = (
    _then(_CVV_NAME, r"\d{3,4}"),
    _said_after(_CVV_NAME, r"\d{3,4}", r"[\s\-–—(:]{0,3}(?:is |это )?(?:my |the |мой )?"),
)
CVV_CALLED_A_CODE = re.compile(
    rf"{CARD}[^{CARD}\n]{{0,40}}?\b(?:код|code)[\s:=\-–—]{{1,3}}(?P<secret>\d{{3,4}})(?!\d){_NOT_A_MEASURE}"
)
CVV_BY_A_CARD = re.compile(
    rf"{CARD}[\s,;|/\-]{{1,4}}(?:(?:exp\w*|valid|thru|до|срок)?[\s:.]{{0,2}}(?:0[1-9]"
    rf"|1[0-2])[ /.\-]{{0,3}}(?:20)?[2-4]\d"
    rf"[\s,;|/\-]{{1,4}})?(?P<secret>\d{{3,4}})(?<!\D20[2-4]\d){_NOT_A_MEASURE}(?![/-]\d)"
)

# --- one-time codes

_CODE_NAME = (
    r"(?<![^\W\d_])код[^\W\d]{0,3} (?:(?:из|с|по|от|в|на) )(?:моего |моей |вашего |вашей )?(?:смс[^\W\d]*|sms|письма|почты"
    r"|почту|почте|e-?mail|"
    r"телеграм[^\W\d]*|telegram|whatsapp|приложени[^\W\d]*|google|гугл[^\W\d]*|аутентификатор[^\W\d]*|сообщени[^\W\d]*|пуша?[^\W\d]*"
    r"|телефон[^\W\d]*)"
    r"|(?<![^\W\d_])код[^\W\d]{0,3} (?:для )?(?:подтвержден[^\W\d]*|авторизаци[^\W\d]*|входа|доступа|верификаци[^\W\d]*|аутентификаци[^\W\d]*"
    r"|аутентификатора|двухфакторн[^\W\d]*|2фа|2fa|безопасности)"
    r"|(?:смс|sms)[\s-]{0,2}код[^\W\d]{0,3}|одноразов[^\W\d]* (?:код[^\W\d]{0,3}|парол[^\W\d]{1,3})|проверочн[^\W\d]* код[^\W\d]{0,3}"
    r"|(?<![^\W\d_])пин(?:-? ?код)?"
    r"|(?:пришел|пришёл|прислали|получила?|вв[её]ла?|ввожу) код"
    r"|парол[^\W\d]{1,3} из (?:смс|sms|письма|сообщения)"
    r"|код[^\W\d]{0,3} (?:пришел|пришёл|прислали)"
    r"|(?<![^\W\d_])(?:sms|text|otp|2fa|mfa|totp|verification|confirmation|security|authentication|authenticator|auth|"
    r"one[\s-]time|login|log-in|access|email|e-mail|activation|whatsapp|telegram|google"
    r"|backup)[\s-]{1,2}(?:pass)?codes?\b"
    r"|(?<![^\W\d_])codes? (?:from|in|by|via|sent (?:to|by)) (?:my |the |your |an? )?(?:sms|text(?: message)?"
    r"|e-?mail|authenticator|"
    r"app|google|phone|telegram|whatsapp|message)|google authenticator|гугл аутентификатор"
    r"|(?<![^\W\d_])one[\s-]time password"
    r"|(?<![^\W\d_])(?:otp|totp|2fa|2фа|mfa|tan|pin|passcode)(?: ?code)?\b"
)
_PLAIN_CODE = (
    r"(?<!promo )(?<!promo-)(?<!error )(?<!bonus )(?<!zip )(?<!postal )(?<!area )(?<!country )"
    r"(?<!status )(?<!coupon )"
    r"(?<!gift )(?<!voucher )(?<!sort )(?<!referral )(?<!почтовый )(?<!бонусный )(?<!ошибки )(?<!ошибка )"
    r"(?<!реферальный )(?<!партн[её]рский )(?<!купонный )\b(?:code|код)\b"
)
CODE_WORDS = (
    "код",
    "code",
    "парол",
    "otp",
    "2fa",
    "2фа",
    "mfa",
    "tan",
    "pin",
    "пин",
    "one",
    "authent",
    "аутент",
)
_SIX = r"\d{3}[ -]?\d{3}"
CODES = (
    _then(_CODE_NAME, rf"(?:g-)?(?:{_SIX}|\d{{4,8}}|\d\d \d\d \d\d|\d(?: \d){{3,7}})(?!\d)"),
    _said_after(
        _CODE_NAME, rf"{_SIX}|\d{{4,8}}", r"(?: ?[\-–—(:] ?| is | это )(?:my |the |your |мой |ваш )?"
    ),
    _then(_PLAIN_CODE, rf"(?:g-)?{_SIX}", r"(?:[\s:=–—-]| is | это | пришел | пришёл | was ){1,3}"),
    _then(
        r"(?<![^\W\d_])(?:my|your|мой|ваш|твой) (?:code|код)\b",
        r"\d{4,8}(?!\d)",
        r"(?:[\s:=–—-]| is | это ){1,3}",
    ),
)

# --- passwords

_NAMED = r"\b(?:парол[ьяюие]\w{0,2}|password|passwd|passphrase|pwd|psw|pw|pass|пасс|пассворд)\b"
PASS_WORDS = ("парол", "pass", "pwd", "psw", "pw", "пасс")
_OWN = (
    r"(?: ?\([^()\n]{1,20}\)| (?:от|для|на|к|в|for|to|of|my|мой|моего|моей|the|this|аккаунт\w*|account"
    r"|акк\w*|почт\w*|"
    r"e-?mail|mail|такой|вот|старый|новый|current|old|new|here|тут|следующий|сайт\w*|site|игров\w*"
    r"|кабинет\w*|"
    r"личн\w*|profile|профил\w*|login|входа)){0,4}"
)
_QUOTED = r"[\"“«'`][^\"”»'`\n<>\x00]{3,64}[\"”»'`]"
_WORD = r"[^\s\"“”«»<>\x00\x02•]{3,64}"

PASSWORD_NAMED = re.compile(rf"{_NAMED}{_OWN}\s{{0,3}}(?::|=|%3d)\s{{0,4}}(?P<secret>{_QUOTED}|{_WORD})")
"""`password: x`. Whatever follows the colon is the password, unless it is an ordinary word of a complaint."""

PASSWORD_LINKED = re.compile(
    rf"{_NAMED}{_OWN}(?: ?[-–—]+ ?| is | was |'s | это | был | будет | такой | я поставил | set to )\s?"
    rf"(?P<secret>{_QUOTED}|{_WORD})(?=(?P<rest>[^\n]{{0,12}}))"
)
"""`password is x`, `password - x`."""

PASSWORD_BARE = re.compile(
    rf"(?P<owner>(?:\bмой|\bmy|\bновый|\bnew|(?:логин|login|user|username|юзер|ник"
    rf"|nick)[\s:=]{{1,3}}[^\s]{{1,40}})"
    rf"(?:[\s,;]| и | and |/){{1,3}}(?:новый |старый |new |old )?)?{_NAMED}\s{{1,2}}"
    rf"(?P<secret>{_QUOTED}|{_WORD})(?=(?P<rest>[^\n]{{0,12}}))"
)
"""`my password x`, `login a password x`: a word that follows with nothing between."""

PASSWORD_SAID_AFTER = re.compile(
    rf"(?<![^\s\x00(])(?P<secret>{_WORD}) ?(?:[-–—]+|is|это)? (?:my|мой) (?:password|пароль|pass|пасс|pw)\b"
    rf"(?!\s?(?:[:=]|is\b|это\b|[-–—]))"
)

LOST_BEFORE = re.compile(
    r"(?:forg[eo]t\w*|lost|reset\w*|restor\w*|recover\w*|chang\w*|забыл\w*|забыт\w*|потерял\w*|сброс\w*"
    r"|восстанов\w*"
    r"|смен\w*|помен\w*|измен\w*|утер\w*)\W[^\n]{0,24}$"
)
ORDINARY = frozenset(
    """
    a again also always an and any anymore are as asked at been being blocked both box broken but by
    can can't cannot change changed changing check code correct correctly could did didn't
    differently do does doesn't don't email entered error even every expired fail failed failing
    field fine for forgot forgotten from get good hacked had has have haven't he hello help here
    hidden how i i'm i've if important in incorrect instead invalid is isn't it its just known lost
    mail manager my name need never new no not nothing now ok okay old on only or our out page phone
    please policy protected prompt recovery rejected remember request required requirements reset
    resetting restore right safe same screen secret secure shown since so soon still stolen strong
    support thanks that the their them then there these they this to too try tried unknown update
    used valid via was wasn't we weak well were what when where which why will with won't working
    works wrong yes you your hint link form а аккаунт аккаунта без бы был была были было быть в вам
    вас ваш верный вернее вернуть введен введён введите ввожу вводил вводила восстановить
    восстановление все всё вчера где да давно для до другой его ее ей если есть еще ещё же за забыл
    забыла забыли забыт заблокирован завтра и из или им иначе их к как какой когда который которые
    кто куда ли либо логин меня менял меняла мне мой моя могу может мы на надо нам нас наш не
    неверен неверный неверно неправильный некорректный нельзя нет ни никак никто но новый нужен
    нужно о об обновить один он она они опять от ошибка очень первый письмо по подошел подошёл
    подскажите подходит подтверждение пожалуйста пока пользователя помогите помню помощь после
    потерял потеряла почему почта почту правильный при приходит пришел пришёл про просит просто
    пусто работает разный раз рабочий с сам сбросить сброс сброшен сегодня сейчас скажите слабый
    сложный сменить сменил сменила смена снова со старый стал так такой там тест тоже только тот тут
    у уже укажите устарел утерян уточните хочу хотел что чтобы это этот я телефон номер имя входа
    вход сайт сайта сайте кабинета
    """.split()  # noqa: SIM905
)
