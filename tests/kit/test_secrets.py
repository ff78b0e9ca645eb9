"""What is masked in players' words, and what must be left alone."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pitboss.kit.cards import luhn
from pitboss.kit.secrets import Secret, kept_key, mask, mask_filename, mask_html

CARD, CVV, PASSWORD, CODE = Secret.card, Secret.cvv, Secret.password, Secret.code

MASKED: list[tuple[str, str, str, tuple[Secret, ...]]] = [
    ("plain visa", "4111111111111111", "411111******1111", (CARD,)),
    ("visa in fours", "my card 4111 1111 1111 1111 declined", "my card 411111******1111 declined", (CARD,)),
    ("dashes", "5555-5555-5555-4444", "555555******4444", (CARD,)),
    ("dots", "карта 4276.3800.1234.5674 не проходит", "карта 427638******5674 не проходит", (CARD,)),
    ("no-break spaces", "4111\xa01111\xa01111\xa01111", "411111******1111", (CARD,)),
    ("thin spaces", "4111\u20091111\u202f1111\u20091111", "411111******1111", (CARD,)),
    ("zero width spaces", "4111\u200b1111\u200b1111\u200b1111", "411111******1111", (CARD,)),
    ("long dashes", "4111 – 1111 – 1111 – 1111", "411111******1111", (CARD,)),
    ("underscores", "4111_1111_1111_1111", "411111******1111", (CARD,)),
    ("every digit apart", "4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1", "411111******1111", (CARD,)),
    ("full-width digits", "４１１１ １１１１ １１１１ １１１１", "411111******1111", (CARD,)),
    ("arabic digits", "٤١١١١١١١١١١١١١١١", "411111******1111", (CARD,)),
    ("keycap digits",
     "4\ufe0f\u20e31\ufe0f\u20e3" + "1\ufe0f\u20e3" * 14, "411111******1111\ufe0f\u20e3", (CARD,)),
    ("two lines", "вот карта\n4111 1111\n1111 1111", "вот карта\n411111******1111", (CARD,)),
    ("windows lines", "41111111\r\n11111111", "411111******1111", (CARD,)),
    ("quoted lines", "> 4111 1111\n> 1111 1111", "> 411111******1111", (CARD,)),
    ("mir", "мир 2200 1234 5678 9019", "мир 220012******9019", (CARD,)),
    ("mir glued to words", "Карта:2204120100000001,помогите", "Карта:220412******0001,помогите", (CARD,)),
    ("mastercard 2-series", "2221000000000009", "222100******0009", (CARD,)),
    ("amex keeps four", "amex 3782 822463 10005", "amex ***********0005", (CARD,)),
    ("diners keeps four", "30569309025904", "**********5904", (CARD,)),
    ("thirteen digit visa", "4222222222222", "*********2222", (CARD,)),
    ("maestro", "6759649826438453", "675964******8453", (CARD,)),
    ("jcb", "3530 1113 3330 0000", "353011******0000", (CARD,)),
    ("unionpay of 19", "6212345678900000003", "621234*********0003", (CARD,)),
    ("uzcard", "8600 0000 0000 0007", "860000******0007", (CARD,)),
    ("humo", "9860 0000 0000 0000", "986000******0000", (CARD,)),
    ("two cards", "4111111111111111, 5555555555554444", "411111******1111, 555555******4444", (CARD,)),
    ("twice the same, glued", "41111111111111114111111111111111",
     "411111******1111411111******1111", (CARD,)),
    ("expiry stays", "4111 1111 1111 1111 12/27", "411111******1111 12/27", (CARD,)),
    ("expiry and cvv", "4111 1111 1111 1111 12/27 123", "411111******1111 12/27 •••", (CARD, CVV)),
    ("cvv right after", "4111111111111111 123", "411111******1111 •••", (CARD, CVV)),
    ("three lines", "4111111111111111\n12/27\n123", "411111******1111\n12/27\n•••", (CARD, CVV)),
    ("after a phone", "79161234567 4111 1111 1111 1111", "79161234567 411111******1111", (CARD,)),
    ("said to be a card, mistyped", "номер карты 4276 3800 1234 5678",
     "номер карты 427638******5678", (CARD,)),
    ("in fours after a round", "round 4111 1111 1111 1111", "round 411111******1111", (CARD,)),
    ("card after bet and word", "bet paid by card 4111111111111111",
     "bet paid by card 411111******1111", (CARD,)),
    ("in a link", "https://x.test/?pan=4111111111111111", "https://x.test/?pan=411111******1111", (CARD,)),
    ("tags in plain text", "4111 <b>1111</b>&nbsp;1111 1111", "411111******1111<b></b>", (CARD,)),
    ("cvv en", "my CVV is 123", "my CVV is •••", (CVV,)),
    ("cvv2 colon", "cvv2: 987", "cvv2: •••", (CVV,)),
    ("cvc equals", "CVC=4321", "CVC=•••", (CVV,)),
    ("cvv ru", "цвв 123", "цвв •••", (CVV,)),
    ("cvv of card ru", "CVV карты 555", "CVV карты •••", (CVV,)),
    ("back of the card ru", "код с обратной стороны: 123", "код с обратной стороны: •••", (CVV,)),
    ("three digits ru", "три цифры на обороте 777", "три цифры на обороте •••", (CVV,)),
    ("three digits en", "the 3 digits on the back are 123", "the 3 digits on the back are •••", (CVV,)),
    ("back of the card en", "on the back of the card is 123", "on the back of the card is •••", (CVV,)),
    ("cvv called a code", "2200 1234 5678 9019 срок 05/28 код 321", "220012******9019 срок 05/28 код •••", (CARD, CVV)),
    ("cvv said after", "123 — мой cvv", "••• — мой cvv", (CVV,)),
    ("password ru", "пароль: qwerty123", "пароль: •••", (PASSWORD,)),
    ("password ru letters", "Пароль: qwerty", "Пароль: •••", (PASSWORD,)),
    ("my password ru", "мой пароль qwerty", "мой пароль •••", (PASSWORD,)),
    ("pass dash", "pass - hunter2", "pass - •••", (PASSWORD,)),
    ("password is", "password is hunter2", "password is •••", (PASSWORD,)),
    ("password is letters", "My password is qwerty.", "My password is •••.", (PASSWORD,)),
    ("pw", "my pw: Secret!9", "my pw: •••", (PASSWORD,)),
    ("login and password ru", "логин ivan пароль 123", "логин ivan пароль •••", (PASSWORD,)),
    ("two passwords", 'пароль 0001"пароль 0002', 'пароль •••"пароль •••', (PASSWORD,)),
    ("login and password letters", "login: bob password: swordfish", "login: bob password: •••", (PASSWORD,)),
    ("password for account", "пароль от аккаунта: Zaq12wsx", "пароль от аккаунта: •••", (PASSWORD,)),
    ("password on the next line", "Логин:\nivan\nПароль:\nqwerty123", "Логин:\nivan\nПароль:\n•••",
     (PASSWORD,)),
    ("password in quotes", 'password "correct horse 1"', "password •••", (PASSWORD,)),
    ("password said after", "hunter2 is my password", "••• is my password", (PASSWORD,)),
    ("password in a link", "https://x.test/?password=hunter2", "https://x.test/?password=•••", (PASSWORD,)),
    ("password then comma", "пароль: qwerty123, почта a@b.ru", "пароль: •••, почта a@b.ru", (PASSWORD,)),
    ("sms code ru", "код из смс 482913", "код из смс •••", (CODE,)),
    ("sms code en", "SMS code 4829", "SMS code •••", (CODE,)),
    ("2fa with a gap", "2fa code: 123 456", "2fa code: •••", (CODE,)),
    ("confirmation ru", "код подтверждения 1234", "код подтверждения •••", (CODE,)),
    ("authenticator", "google authenticator 123456", "google authenticator •••", (CODE,)),
    ("google prefix", "verification code G-482913", "verification code •••", (CODE,)),
    ("code came ru", "код пришёл 482913", "код пришёл •••", (CODE,)),
    ("code from mail en", "the code from the email is 993311", "the code from the email is •••", (CODE,)),
    ("one-time ru", "одноразовый код - 55512", "одноразовый код - •••", (CODE,)),
    ("code said after", "482913 - код из смс", "••• - код из смс", (CODE,)),
    ("bare six digit code", "мой код: 482913", "мой код: •••", (CODE,)),
    ("code came first ru", "мне пришёл код 4821 что делать", "мне пришёл код ••• что делать", (CODE,)),
    ("password from sms ru", "пароль из смс 4821", "пароль из смс •••", (CODE,)),
    ("your code", "Your code is 1234", "Your code is •••", (CODE,)),
    ("pin", "пин-код 1234", "пин-код •••", (CODE,)),
    ("all at once", "4111111111111111 cvv 123 пароль: abc12", "411111******1111 cvv ••• пароль: •••",
     (CARD, CVV, PASSWORD)),
]  # fmt: skip

LEFT_ALONE = [
    ("forgot my password", "I forgot my password"),
    ("forgot, please", "forgot my password please help"),
    ("password does not fit ru", "пароль не подходит"),
    ("password colon does not fit ru", "Пароль: не подходит"),
    ("reset link", "password reset link doesn't work"),
    ("forgot password and mail ru", "забыл пароль и почту"),
    ("password is wrong", "it says my password is wrong"),
    ("password is not accepted", "password is not accepted since 12.05"),
    ("change password ru", "как сменить пароль от аккаунта?"),
    ("password dash problem ru", "пароль - не могу войти"),
    ("password twice ru", "менял пароль 2 раза"),
    ("password of eight characters", "password 10 characters long?"),
    ("password and an address", "забыл пароль ivan2000@mail.ru"),
    ("passport", "passport 1234 567890 uploaded"),
    ("cannot pass", "I can't pass the verification 2 times"),
    ("promo code", "promo code WELCOME100"),
    ("promo code digits", "promo code 482913"),
    ("promocode ru", "промокод BONUS50"),
    ("promocode digits ru", "промокод 482913"),
    ("error code ru", "код ошибки 503"),
    ("error code en", "error code 1020"),
    ("zip code", "zip code 90210"),
    ("code did not come ru", "код из смс не приходит уже 2 дня"),
    ("code did not come to phone ru", "код подтверждения не пришёл на номер 79161234567"),
    ("code and money", "sms code not received, deposit 5000 rub"),
    ("money after code", "код подтверждения за депозит 5000"),
    ("amount", "deposited 4000.00 EUR and 1 500 000 руб"),
    ("amounts in a column", "1000\n1500\n2000\n3000\n1000"),
    ("date", "12.05.2026 14:30"),
    ("dates and amounts", "22.04.2026 1500 2000"),
    ("iso timestamp", "2026-05-12T14:30:22.123456Z"),
    ("unix milliseconds", "1716900000000"),
    ("phone ru", "+7 (916) 123-45-67"),
    ("phone uk", "+44 20 7946 0958"),
    ("bet id", "bet 4111111111111111 not settled"),
    ("bet ru", "ставка №4111111111111111 не рассчитана"),
    ("round id", "round id 5555555555554444"),
    ("round ru", "раунд 4276380012345674 завис"),
    ("transaction id", "Transaction ID: 4111111111111111"),
    ("txn", "txn 4111111111111111"),
    ("number that is no card", "number 1234567812345670"),
    ("luhn fails", "4111111111111112"),
    ("iban", "IBAN DE89 3704 0044 0532 0130 00"),
    ("iban glued", "GB29NWBK60161331926819"),
    ("ticket number", "ticket HB-1001"),
    ("ticket after code word", "код: HB-1001"),
    ("odds", "coefficient 1.85, stake 1000"),
    ("score", "2:1, 3-2, 105:98"),
    ("uuid", "550e8400-e29b-41d4-a716-446655440000"),
    ("crypto address", "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq"),
    ("cvv asked about", "why do you ask for cvv? I paid 300"),
    ("cvv and money ru", "не знаю где cvv, внёс 500 руб"),
    ("security in general", "security department, room 404"),
    ("masked card", "411111******1111"),
    ("masked secret", "пароль: ••• код из смс •••"),
    ("account number", "account number 5555555555554444"),
    ("user id", "user id 4111111111111111"),
    ("emptiness", ""),
    ("emoji", "👍🏽👨‍👩‍👧"),
]


@pytest.mark.parametrize(("text", "masked", "found"), [c[1:] for c in MASKED], ids=[c[0] for c in MASKED])
def test_secrets_are_masked(text: str, masked: str, found: tuple[Secret, ...]) -> None:
    result = mask(text)
    assert result.text == masked
    assert result.found == tuple(sorted(found))
    assert mask(masked).text == masked


@pytest.mark.parametrize("text", [c[1] for c in LEFT_ALONE], ids=[c[0] for c in LEFT_ALONE])
def test_ordinary_words_and_numbers_are_left_alone(text: str) -> None:
    assert mask(text).text == text
    assert mask(text).found == ()
    assert mask_html(text).text == text


HTML = [
    ("inline tags", "4111 <b>1111</b> 1111 1111", "411111******1111<b></b>"),
    ("entities", "4111&nbsp;1111&#160;1111&thinsp;1111", "411111******1111"),
    ("digits as entities", "&#52;111111111111111", "411111******1111"),
    ("table cells", "<td>4111 1111</td>\n <td>1111 1111</td>", "<td>411111******1111</td><td></td>"),
    ("line breaks", "4111 1111<br>1111 1111<br/>", "411111******1111<br><br/>"),
    ("title", '<a title="4111 1111 1111 1111">x</a>', '<a title="411111******1111">x</a>'),
    ("alt with entity", '<img alt="4111&nbsp;1111 1111 1111">', '<img alt="411111******1111">'),
    ("href",
     '<a href="https://x.test/?c=4111%201111%201111%201111">', '<a href="https://x.test/?c=411111******1111">'),
    ("comment", "<!-- 4111111111111111 -->", "<!-- 411111******1111 -->"),
    ("tag without end", '<a title="4111111111111111', '<a title="411111******1111'),
    ("password in bold", "Пароль: <b>qwerty123</b>", "Пароль: <b>•••</b>"),
    ("password over a break", "<p>Пароль:</p><p>qwerty123</p>", "<p>Пароль:</p><p>•••</p>"),
    ("password in an attribute", '<a title="пароль: qwerty1">', '<a title="пароль: •••">'),
    ("code in a span", "SMS <i>code</i>: <span>4829</span>", "SMS <i>code</i>: <span>•••</span>"),
    ("cvv in cells", "<td>CVV</td><td>123</td>", "<td>CVV</td><td>•••</td>"),
    ("numbers of layout", '<td width="600" style="width:41111px">1111</td>', None),
    ("password form", '<input type="password" name="password">', None),
    ("two attributes", '<a data-a="4111 1111" data-b="1111 1111">', None),
]  # fmt: skip


@pytest.mark.parametrize(("html", "masked"), [c[1:] for c in HTML], ids=[c[0] for c in HTML])
def test_secrets_in_html_are_masked_and_its_tags_stay(html: str, masked: str | None) -> None:
    assert mask_html(html).text == (html if masked is None else masked)
    assert mask_html(mask_html(html).text).text == mask_html(html).text


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("card_4111_1111_1111_1111.jpg", "card_411111xxxxxx1111.jpg"),
        ("4111111111111111-front.png", "411111xxxxxx1111-front.png"),
        ("cvv_123.png", "cvv_•••.png"),
        ("IMG_20260512_143022.jpg", "IMG_20260512_143022.jpg"),
        ("выписка.pdf", "выписка.pdf"),
    ],
)
def test_file_names_lose_their_secrets_and_keep_their_ending(name: str, masked: str) -> None:
    assert mask_filename(name).text == masked
    assert mask_filename(masked).text == masked


# --- properties

PREFIXES = [
    "4",
    "51",
    "55",
    "2221",
    "2720",
    "2200",
    "2204",
    "34",
    "37",
    "36",
    "3528",
    "6011",
    "65",
    "62",
    "8600",
    "9860",
]
LENGTHS = {"34": 15, "37": 15, "36": 14}
STYLES = [
    " ",
    "-",
    ".",
    "\xa0",
    "\u2009",
    "\u202f",
    "\n",
    "\r\n",
    "  ",
    " - ",
    "\u2013",
    "\u200b",
    "\n> ",
    "_",
]


@st.composite
def cards(draw: st.DrawFn) -> str:
    prefix = draw(st.sampled_from(PREFIXES))
    length = LENGTHS.get(prefix, 16)
    body = prefix + draw(
        st.text("0123456789", min_size=length - 1 - len(prefix), max_size=length - 1 - len(prefix))
    )
    return next(body + d for d in "0123456789" if luhn(body + d))


@st.composite
def groups(draw: st.DrawFn, card: str) -> list[str]:
    cuts = sorted(draw(st.sets(st.integers(1, len(card) - 1), max_size=15)))
    return [card[a:b] for a, b in zip([0, *cuts], [*cuts, len(card)], strict=True)]


def middle_survives(card: str, text: str) -> bool:
    digits = re.sub(r"[^\d*•]", "", text)
    middle = card[6:-4]
    return any(middle[i : i + 7] in digits for i in range(max(1, len(middle) - 6))) and len(middle) >= 4


WORDS = st.sampled_from(
    ["", "моя карта ", "Карта № ", "card: ", "pay with ", "visa ", "вот:", "(", "и потом 5 раз "]
)


@given(
    st.data(),
    cards(),
    st.sampled_from(STYLES),
    WORDS,
    st.sampled_from(["", " спасибо", ", exp 12/27", ")", "."]),
)
def test_no_separator_style_hides_a_card(
    data: st.DataObject, card: str, style: str, before: str, after: str
) -> None:
    written = style.join(data.draw(groups(card)))
    result = mask(before + written + after)
    assert CARD in result.found
    assert not middle_survives(card, result.text), result.text
    assert result.text.startswith(before)


@given(
    st.data(),
    cards(),
    st.sampled_from(["<b>", "</i> ", "&nbsp;", "<br>", "</td><td>", "&#8203;", "\n<span a='1'>"]),
)
def test_no_markup_hides_a_card(data: st.DataObject, card: str, style: str) -> None:
    written = style.join(data.draw(groups(card)))
    result = mask_html(f"<p>Card {written}</p>")
    assert CARD in result.found
    assert not middle_survives(card, re.sub("<[^>]*>", "", result.text)), result.text
    assert re.findall("<[^>]*>", result.text) == re.findall("<[^>]*>", f"<p>Card {written}</p>")


PIECES = st.sampled_from(
    [
        *"0123456789 -.,:;<>&\n•*",
        *[
            "4111 1111",
            "4242424242424242",
            "5555555555554444",
            "123",
            "482913",
            "411111******1111",
            "cvv",
            "код из смс",
        ],
        *[
            "пароль",
            "password",
            "is",
            "мой",
            "<b>",
            "</b>",
            "&nbsp;",
            "•••",
            "12/27",
            "code",
            "abc1",
            "my",
            "İ",
            "\x02",
        ],
    ]
)
MIXTURES = (
    st.lists(PIECES, max_size=24).map("".join) | st.lists(PIECES, max_size=24).map(" ".join) | st.text()
)


@given(MIXTURES)
@example("482913 - код из смс 482913")
@example("код из смс482913:482913")
@example("пароль: <b>qwerty1</b>")
@example("\ud800" + "1" * 13)
def test_masking_what_is_masked_changes_nothing(text: str) -> None:
    once = mask(text).text
    assert mask(once).text == once
    html_once = mask_html(text).text
    assert mask_html(html_once).text == html_once


@given(st.text().filter(lambda t: not re.search(r"\d|парол|pass|pwd|psw|pw|пасс|[①-⑳²³¹⁰-⁹₀-₉]", t.lower())))
def test_text_without_digits_and_trigger_words_is_unchanged(text: str) -> None:
    assert mask(text).text == text
    assert mask_filename(text).text == text


HOSTILE = {
    "digits": "4" * 2_000_000,
    "digits apart": "4 " * 1_000_000,
    "glued cards": "4111111111111111" * 125_000,
    "cards apart": "4111 1111 1111 1111, " * 95_000,
    "spaces": "1" + " " * 2_000_000 + "1",
    "tags": "<b>4</b>" * 250_000,
    "open tags": "<a " * 700_000 + "1",
    "open comments": "<!--" * 500_000 + "1",
    "entities": "&nbsp;4" * 285_000,
    "triggers": "cvv код из смс пароль password " * 64_000 + "1",
    "gaps": "cvv" + " :" * 1_000_000 + "1",
    "attributes": '<a b="4111111111111111">' * 83_000,
    "quotes": 'password "' * 200_000,
    "ibans": "de89 3704 0044 0532 0130 00 " * 71_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_input_of_two_megabytes_is_survived(name: str) -> None:
    assert mask(HOSTILE[name]).text
    assert mask_html(HOSTILE[name]).text


@pytest.mark.parametrize(
    ("key", "kept"),
    [
        ("0f8b2c6d9e1a4b5c8d7e6f5a4b3c2d1e", True),
        ("3b1f0c52-9d1e-4a55-8a55-411111111111", True),
        ("a4111111111111111bcdef0123456789", False),
        ("4111111111111111", False),
    ],
)
def test_a_key_is_kept_as_it_is_unless_it_may_hold_a_card_number(key: str, kept: bool) -> None:
    assert (kept_key(key) == key) is kept
