"""What a player wrote anew, told from quoted history and signatures, program by program."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pitboss.channels.email import html
from pitboss.channels.email.quotes import split_reply


def _cases() -> dict[str, tuple[str, str]]:
    """Name → (text, reply), from replies.txt."""
    source = (Path(__file__).parent / "replies.txt").read_text("utf-8")
    cases = {}
    for case in source.split("#= ")[1:]:
        name, _, rest = case.partition("\n")
        text, _, reply = rest.partition("\n#- reply\n")
        cases[name] = (text, reply.removesuffix("\n"))
    return cases


REPLIES = _cases()


@pytest.mark.parametrize("name", REPLIES)
def test_the_reply_is_what_the_player_wrote_anew(name: str) -> None:
    text, reply = REPLIES[name]
    assert split_reply(text)[0] == reply


@pytest.mark.parametrize("name", REPLIES)
def test_reply_and_quoted_together_hold_everything(name: str) -> None:
    text, _ = REPLIES[name]
    assert _letters("".join(split_reply(text))) == _letters(text)


HTML_REPLIES = {
    "gmail": (
        '<div>Готово</div><div class="gmail_quote"><div class="gmail_attr">vr. 3 nov. schreef X:</div>'
        '<blockquote class="gmail_quote">old</blockquote></div>',
        "Готово",
    ),
    "thunderbird": (
        '<p>Done</p><div class="moz-cite-prefix">Le 3/11, X a dit :</div>'
        '<blockquote type="cite">old</blockquote>',
        "Done",
    ),
    "outlook": ('<p>Done</p><div id="divRplyFwdMsg">Kuka: X<br>Milloin: Y</div><div>old</div>', "Done"),
    "outlook on a phone": ('<p>Done</p><div id="appendonsend"></div><div>old</div>', "Done"),
    "proton": ('<p>Done</p><div class="protonmail_quote">X:<br><blockquote>old</blockquote></div>', "Done"),
    "yahoo": ('<p>Done</p><div class="yahoo_quoted"><div>old</div></div>', "Done"),
    "mail.ru": (
        "<p>Готово</p><blockquote>Понедельник, 3 ноября 2025, 14:02 +03:00 от X:<br>old</blockquote>",
        "Готово",
    ),
    "mail.ru, collapsed": ('<p>Готово</p><div class="mail-quote-collapse">old</div>', "Готово"),
    "yandex": (
        "<p>Готово</p><p>3.11.2025, 14:02, &quot;X&quot; &lt;x@brand.example&gt;:</p>"
        "<blockquote>old</blockquote>",
        "Готово",
    ),
    "signature": ('<p>Done</p><div class="gmail_signature">Sales Department of Me</div>', "Done"),
    "answer below": ("<blockquote>Question?</blockquote><p>Answer below</p>", "Answer below"),
    "answers between": (
        "<blockquote>One?</blockquote><p>Yes</p><blockquote>Two?</blockquote><p>No</p>",
        "> One?\n\nYes\n\n> Two?\n\nNo",
    ),
}


@pytest.mark.parametrize("name", HTML_REPLIES)
def test_the_marks_of_mail_programs_in_html_are_understood(name: str) -> None:
    source, reply = HTML_REPLIES[name]
    text, marked = html.to_text(html.safe(source))
    assert split_reply(text, marked)[0] == reply


_TELLING_LINES = """
> цитата
>> q
On Mon, Nov 3, 2025 at 2:02 PM S <s@b.example> wrote:
--
From: a@b.example
Sent: Monday
To: me
Subject: x
С уважением,
Иван
Sent from my iPhone

слово
---------- Forwarded message ---------
-----Original Message-----
пн, 3 нояб. 2025 г. в 14:02, S
<s@b.example>:
________________
+7 999 123-45-67
"""
_LINES = st.lists(st.one_of(st.text(max_size=30), st.sampled_from(_TELLING_LINES.split("\n"))), max_size=25)


@given(_LINES)
def test_no_letter_is_lost_whatever_the_text(lines: list[str]) -> None:
    text = "\n".join(lines)
    assert _letters("".join(split_reply(text))) == _letters(text)


@given(_LINES)
def test_a_text_with_any_letter_has_a_reply(lines: list[str]) -> None:
    text = "\n".join(lines)
    assert bool(split_reply(text)[0].strip()) == bool(text.strip())


def _letters(text: str) -> list[str]:
    return sorted(re.sub(r"\s+", "", text))
