"""Names in sentences, in hostile spellings."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pitboss.complaints.hidden_names import MASK, Given, HiddenNames, Person

NAMES = HiddenNames(
    [
        Person("Ольга Дубова", Given.alone),
        Person("Тимур Аскаров", Given.beside),
        Person("Sarah Whitfield", Given.alone),
        Person("Valentina Unmistakable", Given.shown),
        Person("trader R. Finch"),
        Person("Семёнов Пётр Ильич", Given.alone),
        Person("Анна-Мария Петрова-Водкина", Given.alone),
        Person("Павел Троицкий", Given.alone),
        Person("Андрей Белый", Given.beside),
        Person("Will Price", Given.alone),
        Person("Шевченко Игорь", Given.beside),
        Person("Майкл О'Брайен", Given.alone),
        Person("Sarah Murphy", Given.beside),
    ],
    own=["Declan Murphy"],
)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        # forms
        ("Ольга Дубова ответила.", "••• ответила."),
        ("я писал Ольге Дубовой дважды", "я писал ••• дважды"),
        ("разговор с Ольгой, потом с Дубовой", "разговор с •••, потом с •••"),
        ("у Дубовых так заведено", "у ••• так заведено"),
        ("без Ольги никак, Олен нет", "без ••• никак, Олен нет"),
        ("Ольгин ответ", "••• ответ"),
        ("передано Семёнову П. И.", "передано •••"),
        ("Петру Семенову", "•••"),
        ("с Павлом Троицким", "с •••"),
        ("Троицкого и Троицкую", "••• и •••"),
        ("Шевченку сказали", "••• сказали"),
        ("письмо Игоря Шевченко", "письмо •••"),
        ("спросите Андрея Белого", "спросите •••"),
        ("на белого коня и Белому дому", "на белого коня и ••• дому"),
        # hostile spellings
        ("ОЛЬГА ДУБОВА", "•••"),
        ("ольга дубова", "•••"),
        ("дУбОвОй", "•••"),
        ("СЕМЕНОВ, семёнов и Семенов", "•••, ••• и •••"),
        ("Дyбoвa", "•••"),  # у, о, а of the Latin alphabet
        ("ДУБOBA", "•••"),  # O, B, A of the Latin alphabet
        ("Whitfiеld and Wһitfield", "••• and Wһitfield"),  # е of Cyrillic; һ is no letter that is known
        ("Дубо-ва и Ду\u00adбо\u200bва", "••• и •••"),
        ("Д у б о в а, D.u.b.o.v.a", "•••, •••"),
        ("Ду́бова", "•••"),
        ("ＤＵＢＯＶＡ", "•••"),
        ("Дуб0ва", "•••"),
        ("ольга_дубова, ОльгаДубова, dubova_olga", "•••, •••, •••"),
        ("Дубова Ольга Сергеевна", "•••"),
        ("с Ольгой Сергеевной Дубовой", "с •••"),
        # initials
        ("О. Дубова", "•••"),
        ("Дубова О.В. решила", "••• решила"),
        ("О.В.Дубовой", "•••"),
        ("решение Дубовой О", "решение •••"),
        ("R. Finch voided it, says R.Finch", "••• voided it, says •••"),
        ("подписал О. Д. вчера", "подписал ••• вчера"),
        ("и т. д. и т. п.", "и т. д. и т. п."),
        ("S. Whitfield's call, Whitfield’s words", "••• call, ••• words"),
        # hyphens
        ("Анна-Мария", "•••"),
        ("Анне-Марии Петровой-Водкиной", "•••"),
        ("Петровой", "•••"),
        ("Водкина", "•••"),
        ("у О'Брайена, ОБрайену", "у •••, •••"),
        # the other alphabet
        ("Olga Dubova and Dubovoy", "••• and •••"),
        ("Petr Semyonov, Semenov", "•••, •••"),
        ("трейдер Финч, трейдеру Финчу", "трейдер •••, трейдеру •••"),
        ("Сара сказала", "••• сказала"),
        ("ответил С. Уитфилд, у Уитфилда", "ответил •••, у •••"),
        ("Askarov and Timur", "••• and Timur"),
        # given names: of people who are known by them, and of colleagues who happen to be called so
        ("Valentina from Harbour, Valentina Unmistakable", "Valentina from Harbour, Valentina •••"),
        ("Тимур из чата", "Тимур из чата"),
        ("Тимура Аскарова", "•••"),
        # words that are names too
        ("will you pay the price", "will you pay the price"),
        ("I asked Will. Price is his name", "I asked ••• is his name"),
        # one's own name stays
        ("Dear Declan Murphy, Mr Murphy", "Dear Declan Murphy, Mr Murphy"),
        ("Sarah Murphy of the desk", "••• of the desk"),
        # nobody's name
        ("дубовый стол, ольховая роща, сара́й", "дубовый стол, ольховая роща, сара́й"),
        ("finches and whitefield", "••• and whitefield"),
        ("bet 88120977, odds 2.10, 120.50 EUR", "bet 88120977, odds 2.10, 120.50 EUR"),
        ("", ""),
    ],
)
def test_a_name_is_found_in_whichever_spelling(text: str, told: str) -> None:
    assert NAMES.out_of(text) == told


@settings(max_examples=200)
@given(
    before=st.text(alphabet="абв ,.-\n", max_size=8),
    name=st.sampled_from(["Дубова", "Дубовой", "ДУБОВОЮ", "Whitfield", "Троицкому", "семёновым"]),
    after=st.text(alphabet=" ,.!?\n", max_size=4),
)
def test_whatever_stands_around_a_family_name_it_is_hidden(before: str, name: str, after: str) -> None:
    said = NAMES.out_of(f"{before} {name}{after} конец")
    assert name not in said
    assert said.count(MASK) == 1
    assert said.endswith("конец")


@settings(max_examples=200)
@given(text=st.text(max_size=60))
def test_what_names_nobody_stays_as_it_is(text: str) -> None:
    assert HiddenNames([]).out_of(text) == text
    assert HiddenNames([Person("Ъъъъъъъъъ Ыыыыыыыыыы")]).out_of(text) in (text, text)


def test_the_same_names_make_the_same_text_twice() -> None:
    once = NAMES.out_of("Ольга Дубова и R. Finch")
    assert NAMES.out_of(once) == once
