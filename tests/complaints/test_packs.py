"""Rule packs: strict to read, honest of what is not verified, and kept as a case began with them."""

from __future__ import annotations

from datetime import date
from importlib import resources

import msgspec
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from pitboss.complaints.deadlines import works
from pitboss.complaints.pack_model import Body, Force, Grade, Kind, LetterKind, OwnRules, Pack, Unit, Within
from pitboss.complaints.packs import (
    DEAD_PLATFORM,
    NoSuchPack,
    OwnRulesRefused,
    PackRefused,
    WarningKind,
    content,
    effective,
    faults,
    kept,
    known,
    pack_for,
    read,
    version_of,
    warnings,
)

TODAY = date(2026, 11, 22)
FOLDER = resources.files("pitboss.complaints") / "packs"
PACKS = sorted(known())


def raw(pack: str) -> str:
    return (FOLDER / f"{pack}.yaml").read_text()


def test_there_is_a_pack_for_each_jurisdiction_and_a_generic_one() -> None:
    assert PACKS == ["curacao", "gb", "iso10002", "malta", "ontario", "russia"]
    assert [pack_for(name) for name in ("GB", "mga", "CGA", "ON", "RU", "Atlantis", "")] == [
        "gb", "malta", "curacao", "ontario", "russia", "iso10002", "iso10002",
    ]  # fmt: skip


@pytest.mark.parametrize("pack", PACKS)
def test_every_pack_says_how_surely_it_knows_each_rule(pack: str) -> None:
    for rule in known()[pack].rules():
        assert rule.verified <= (rule.grade is Grade.primary)
        assert (rule.grade in (Grade.own, Grade.not_found)) <= (rule.force is Force.own_policy)


@pytest.mark.parametrize("pack", PACKS)
def test_every_pack_has_a_clock_for_the_acknowledgement_the_answer_and_the_appeal(pack: str) -> None:
    kinds = {rule.kind for rule in known()[pack].deadlines}
    assert kinds >= {
        Kind.complain, Kind.acknowledge, Kind.final_answer, Kind.appeal, Kind.appeal_answer, Kind.body_answer,
    }  # fmt: skip


def test_what_no_law_says_is_the_operators_own_and_passes_for_no_law() -> None:
    for pack, rule in (("russia", "russia.final_answer"), ("russia", "russia.complain"), ("ontario", "ontario.final_answer"),
                       ("malta", "malta.acknowledge")):  # fmt: skip
        found = known()[pack].rule(rule)
        assert found is not None
        assert (found.force, found.grade, found.verified, found.source) == (
            Force.own_policy,
            Grade.own,
            False,
            (),
        )
        assert WarningKind.not_set in {
            one.kind for one in warnings(effective(pack), TODAY) if one.rule == rule
        }


# Place and fault: what is changed in the pack of Great Britain, and what the refusal says.
BROKEN = {
    "an unknown key": ("reviewed: 2026-11-22", "reviewed: 2026-11-22\ncolour: red", "$: Object contains unknown field `colour`"),
    "a missing key": ("id: gb\n", "", "$: Object missing required field `id`"),
    "a wrong type": ("count: 8, unit: weeks", 'count: "8", unit: weeks', "$.deadlines[3].within.count: Expected `int`, got `str`"),
    "an unknown unit": ("count: 8, unit: weeks", "count: 8, unit: fortnights", "$.deadlines[3].within.unit: Invalid enum value 'fortnights'"),
    "a key twice": ("id: gb\n", "id: gb\nid: gb\n", "line 2: the key “id” stands twice"),
    "no YAML": ("id: gb\n", "id: [gb\n", "line 2"),
    "no date": ("reviewed: 2026-11-22", "reviewed: soon", "$.reviewed: Invalid RFC3339 encoded date"),
    "another's id": ("id: gb.complain\n", "id: malta.complain\n", "malta.complain: ids of this pack begin with “gb.”"),
    "an id twice": ("id: gb.letter_final\n", "id: gb.letter_deadlock\n", "gb.letter_deadlock: this id stands twice"),
    "verified hearsay": ("grade: secondary\n    verified: false", "grade: secondary\n    verified: true", "only what was read at its primary source is verified"),
    "an unknown source": ("source: [guidance-4, policies]", "source: [hearsay]", "the source “hearsay” is not among"),
    "no source": ("verified: true\n    source: [guidance-4, policies]", "verified: true", "names its source"),
    "duty without source": ("force: own_policy\n    grade: own", "force: must\n    grade: own", "must needs a source; this is own"),
    "a number out of reach": ("count: 8, unit: weeks", "count: 800, unit: weeks", "weeks: 1 to 520, not 800"),
    "nothing": ("count: 8, unit: weeks", "count: 0, unit: weeks", "weeks: 1 to 520, not 0"),
    "an unknown zone": ("zone: Europe/London", "zone: Europe/Londn", "calendar.zone: The time zone “Europe/Londn” is not known"),
    "an unknown country": ("country: GB, subdivision: ENG", "country: QQ", "calendar.country: the holidays of “QQ” are not known"),
    "no part of it": ("subdivision: ENG", "subdivision: TX", "calendar.subdivision: “TX” is no part of GB"),
    "no working day": ("weekend: [5, 6]", "weekend: [0, 1, 2, 3, 4, 5, 6]", "calendar.weekend"),
    "a pause of the player's time": ("stops: [final_answer]", "stops: [complain]", "a pause stops only what the operator owes"),
    "no address": ("https://ibas-uk.com", "ibas-uk.com", "url is an https address"),
    "an end before the start": ("reviewed: 2026-11-22", "reviewed: 2026-11-22\nvalid_from: 2026-01-02\nvalid_to: 2026-01-01", "valid_to: a pack ends after it begins"),
    "a dead platform": ("https://ecogra.org", "https://ec.europa.eu/consumers/odr", "the EU's ODR platform is closed"),
    "an empty text": ("en: In the regulatory return (LC 15.3.1).", 'en: ""', "gb.return: the text is empty"),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_pack_is_refused_with_file_place_and_fault(name: str) -> None:
    old, new, said = BROKEN[name]
    text = raw("gb")
    assert old in text
    with pytest.raises(PackRefused) as refused:
        read(text.replace(old, new, 1).encode(), "gb.yaml")
    assert str(refused.value).startswith("gb.yaml: ")
    assert said in str(refused.value)


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.dates(),
                    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3), max_leaves=12))  # fmt: skip
def test_whatever_stands_in_a_file_it_is_refused_by_name(held: object) -> None:
    with pytest.raises(PackRefused, match=r"^odd\.yaml: "):
        read(yaml.safe_dump(held).encode(), "odd.yaml")


@given(st.binary(max_size=200))
def test_bytes_that_are_no_text_are_refused_by_name(held: bytes) -> None:
    with pytest.raises(PackRefused, match=r"^odd\.yaml: "):
        read(held, "odd.yaml")


@pytest.mark.parametrize("pack", PACKS)
def test_no_pack_names_the_dead_platform(pack: str) -> None:
    assert not DEAD_PLATFORM.search(raw(pack))
    assert not DEAD_PLATFORM.search(content(effective(pack)).decode())


# ── versions ────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("pack", PACKS)
def test_a_kept_pack_reads_as_it_was(pack: str) -> None:
    whole = effective(pack)
    version = version_of(whole)
    assert version.startswith(f"{whole.version}+")
    assert kept(content(whole), version) == whole
    assert version_of(effective(pack)) == version


def test_a_kept_pack_that_was_changed_is_refused() -> None:
    whole = effective("gb")
    changed = content(whole).replace(b'"count":8', b'"count":9', 1)
    assert changed != content(whole)
    with pytest.raises(PackRefused, match="it was changed"):
        kept(changed, version_of(whole))


def test_an_operators_own_term_makes_a_version_of_its_own() -> None:
    own = OwnRules(terms={"russia.final_answer": Within(10, Unit.working_days)})
    mine = effective("russia", own)
    assert version_of(mine) != version_of(effective("russia"))
    rule = mine.rule("russia.final_answer")
    assert rule is not None
    assert rule.force is Force.own_policy
    assert not [
        w for w in warnings(mine, TODAY) if (w.rule, w.kind) == ("russia.final_answer", WarningKind.not_set)
    ]


def test_an_operator_sets_only_what_is_its_own() -> None:
    for pack, rule, why in (
        ("gb", "gb.final_answer", "is law and holds as it is"),
        ("gb", "gb.acknowledge", "is what the regulator expects"),
        ("gb", "russia.final_answer", "There is no term"),
        ("curacao", "curacao.acknowledge", "is law and holds as it is"),
    ):
        with pytest.raises(OwnRulesRefused, match=why):
            effective(pack, OwnRules(terms={rule: Within(1, Unit.days)}))
    for within, said in ((Within(0, Unit.days), "is 0"), (Within(9_999, Unit.weeks), "is 9999"),
                         (Within(20, Unit.day_of_next_month), "in hours, days")):  # fmt: skip
        with pytest.raises(OwnRulesRefused, match=said):
            effective("russia", OwnRules(terms={"russia.final_answer": within}))
    with pytest.raises(OwnRulesRefused, match=r"no dispute body gb\.nobody"):
        effective("gb", OwnRules(body="gb.nobody"))
    with pytest.raises(NoSuchPack):
        effective("atlantis")


@pytest.mark.parametrize(
    "changed",
    [
        {"id": "gb.mine"},
        {"id": "own.entity "},
        {"force": "must"},
        {"verified": True},
        {"url": "http://entity.example"},
        {"url": "javascript:alert(1)"},
        {"valid_to": date(2025, 1, 1)},
        {"url": "https://webgate.ec.europa.eu/odr/main"},
    ],
    ids=str,
)
def test_a_dispute_body_of_ones_own_is_ones_own_and_has_an_address(changed: dict[str, object]) -> None:
    with pytest.raises(OwnRulesRefused):
        effective("malta", OwnRules(bodies=(_body(**changed),)))


def test_no_two_bodies_share_an_id() -> None:
    with pytest.raises(OwnRulesRefused, match="each its own"):
        effective("malta", OwnRules(bodies=(_body(), _body())))


def _body(**changes: object) -> Body:
    held: dict[str, object] = {
        "id": "own.entity", "name": {"en": "An Entity", "ru": "Организация"}, "kind": "adr", "free": True,
        "scope": {"en": "Disputes.", "ru": "Споры."}, "text": {"en": "Named in our terms.", "ru": "Названа в условиях."},
        "url": "https://entity.example", "force": "own_policy", "grade": "own", "verified": False,
        "valid_from": date(2026, 1, 1), "valid_to": date(2026, 12, 31),
    }  # fmt: skip
    return msgspec.convert(held | changes, Body)


def test_an_operator_names_the_dispute_body_that_it_uses_and_its_days_count() -> None:
    assert WarningKind.no_body in {one.kind for one in warnings(effective("malta"), TODAY)}
    mine = effective("malta", OwnRules(bodies=(_body(),), body="own.entity"))
    assert WarningKind.no_body not in {one.kind for one in warnings(mine, TODAY)}
    assert [body.id for body in mine.bodies_for("WDRL", TODAY)] == ["own.entity"]
    assert mine.bodies_for("WDRL", date(2027, 1, 1)) == []
    assert WarningKind.expires_soon in {one.kind for one in warnings(mine, TODAY) if one.rule == "own.entity"}
    assert WarningKind.no_body in {one.kind for one in warnings(mine, date(2027, 1, 1))}


def test_a_body_that_refuses_complaints_about_service_is_not_offered_for_them() -> None:
    gb = effective("gb")
    assert "gb.ibas" in {body.id for body in gb.bodies_for("VOID", TODAY)}
    assert gb.bodies_for("SERV", TODAY) == []
    assert {body.id for body in effective("ontario").bodies_for("SGEX", TODAY)} == {
        "ontario.agco",
        "ontario.courts",
    }
    assert {body.id for body in effective("ontario").bodies_for("VOID", TODAY)} == {"ontario.courts"}


# ── warnings ────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("pack", PACKS)
def test_whatever_is_not_verified_or_not_set_warns_compliance_in_both_languages(pack: str) -> None:
    whole = effective(pack)
    found = warnings(whole, TODAY)
    unverified = {rule.id for rule in whole.rules() if not rule.verified and rule.grade is not Grade.own}
    assert {one.rule for one in found if one.kind is WarningKind.unverified} == unverified
    assert all(one.en and one.ru for one in found)


def _with(pack: Pack, **changes: object) -> Pack:
    rules = tuple(
        msgspec.structs.replace(rule, **changes) if rule.id == "gb.final_answer" else rule
        for rule in pack.deadlines
    )
    return msgspec.structs.replace(pack, deadlines=rules)


def test_what_has_expired_or_soon_will_warns() -> None:
    gb = effective("gb")
    cases = ((date(2026, 11, 21), WarningKind.expired), (date(2026, 11, 22), WarningKind.expires_soon),
             (date(2027, 1, 21), WarningKind.expires_soon))  # fmt: skip
    for end, kind in cases:
        assert kind in {
            w.kind for w in warnings(_with(gb, valid_to=end), TODAY) if w.rule == "gb.final_answer"
        }
    assert not [
        w for w in warnings(_with(gb, valid_to=date(2027, 1, 22)), TODAY) if w.rule == "gb.final_answer"
    ]
    assert WarningKind.not_yet in {w.kind for w in warnings(_with(gb, valid_from=date(2027, 1, 1)), TODAY)}
    late = warnings(gb, date(2027, 11, 23))
    assert WarningKind.not_reviewed in {w.kind for w in late}
    ended = msgspec.structs.replace(gb, valid_to=date(2026, 1, 1))
    assert ("gb", WarningKind.expired) in {(w.rule, w.kind) for w in warnings(ended, TODAY)}


# ── holidays ────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("pack", PACKS)
def test_every_holiday_has_a_name_in_both_languages(pack: str) -> None:
    off = effective(pack).calendar.off
    assert (len(off) > 150) == (pack != "iso10002")
    for one in off:
        assert one.name.en.strip()
        assert any("а" <= letter <= "я" for letter in one.name.ru.casefold()), one.name


def test_holidays_are_those_of_the_country_and_its_part() -> None:
    gb, ontario, russia, malta = (effective(name).calendar for name in ("gb", "ontario", "russia", "malta"))
    assert not works(gb, date(2026, 8, 31))
    assert works(gb, date(2026, 8, 3)), "a holiday of Scotland alone"
    assert not works(gb, date(2027, 12, 27))
    assert not works(ontario, date(2026, 2, 16))
    assert works(ontario, date(2026, 8, 3)), "the civic holiday is none of the province's"
    assert works(russia, date(2027, 2, 20)), "a Saturday that is worked"
    assert not works(russia, date(2027, 2, 22))
    assert not works(malta, date(2026, 12, 8))


@pytest.mark.parametrize("pack", PACKS)
def test_what_a_pack_becomes_has_no_faults(pack: str) -> None:
    assert list(faults(effective(pack))) == []


@pytest.mark.parametrize("pack", PACKS)
def test_every_pack_says_what_each_letter_must_tell(pack: str) -> None:
    said = {rule.kind for rule in known()[pack].letters}
    assert set(LetterKind) - said <= {LetterKind.extension}
    assert (LetterKind.extension in said) == bool(known()[pack].extensions)
