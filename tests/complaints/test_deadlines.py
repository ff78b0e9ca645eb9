"""When each step is due: against reckoning by hand, and what holds for any moment, pause and extension of any pack."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pitboss.complaints.deadlines import (
    Deadline,
    ExtendedTooFar,
    ExtendedTooOften,
    Extension,
    Facts,
    NotExtendable,
    Pause,
    PauseNotAllowed,
    StepKind,
    ToldTooLate,
    add_months,
    deadlines,
    due,
    extension_rule,
    pause_rule,
)
from pitboss.complaints.explain import told
from pitboss.complaints.model import Category
from pitboss.complaints.pack_model import From, Ground, Kind, Pack, Unit, Within
from pitboss.complaints.packs import effective, known
from tests.complaints.worked import TABLE, Worked

PACKS = sorted(known())


@pytest.mark.parametrize("example", TABLE, ids=lambda one: f"{one.by}: {one.why}")
def test_a_deadline_is_what_a_person_reckons(example: Worked) -> None:
    found = due(example.rules(), example.facts(), example.kind)
    assert found is not None
    if example.also:
        beside = {step.rule: step.at for step in found.steps if step.kind is StepKind.also}
        assert beside[example.by] == example.expected(), example.why
        return
    assert found.rule == example.by
    assert found.due_at == example.expected(), example.why
    assert all(told(example.rules(), found, language) for language in ("ru", "en"))


def test_every_deadline_extension_and_pause_of_every_pack_is_reckoned_by_hand() -> None:
    by_hand = {one.by for one in TABLE}
    by_hand |= {rule for one in TABLE for rule, *_ in (*one.pauses, *one.extended)}
    asked = {
        rule.id for pack in known().values() for rule in (*pack.deadlines, *pack.extensions, *pack.pauses)
    } | {
        body.id
        for pack in known().values()
        for body in pack.bodies
        if body.accepts_within or body.answer_within or body.decides_within
    }
    assert asked - by_hand == set()


# ── what holds always ───────────────────────────────────────────────────────────────────────────────────────────

minutes = st.integers(0, 60 * 24 * 365 * 10)
BEGIN = datetime(2024, 1, 1, tzinfo=UTC)
starts = st.builds(lambda count: BEGIN + timedelta(minutes=count), minutes)
packs = st.sampled_from(PACKS)
categories = st.sampled_from([one.value for one in Category])
spans = st.lists(st.tuples(st.integers(1, 120_000), st.integers(0, 60_000)), max_size=4)


def facts_of(
    category: str, at: datetime, pauses: tuple[Pause, ...] = (), extensions: tuple[Extension, ...] = ()
) -> Facts:
    return Facts(category=category, moments=dict.fromkeys(From, at), pauses=pauses, extensions=extensions)


def pauses_of(pack: Pack, at: datetime, spans: list[tuple[int, int]]) -> tuple[Pause, ...]:
    if not pack.pauses:
        return ()
    return tuple(
        Pause(
            pack.pauses[i % len(pack.pauses)].id,
            at + timedelta(minutes=after),
            at + timedelta(minutes=after + long),
        )
        for i, (after, long) in enumerate(spans)
    )


def at(found: Deadline) -> datetime:
    assert found.due_at is not None
    return found.due_at


@given(packs, categories, starts, st.integers(0, 500_000), spans)
def test_who_writes_later_is_never_due_earlier(
    name: str, category: str, start: datetime, later: int, stops: list[tuple[int, int]]
) -> None:
    pack = effective(name)
    second = start + timedelta(minutes=later)
    pauses = pauses_of(pack, second, stops)
    first_found = deadlines(pack, facts_of(category, start, pauses))
    second_found = deadlines(pack, facts_of(category, second, pauses))
    assert first_found.keys() == second_found.keys()
    for kind, found in first_found.items():
        if kind is not Kind.appeal_answer:  # may lie inside a deadline that is over for the later one
            assert at(found) <= at(second_found[kind])


@given(packs, categories, starts, spans)
def test_a_pause_never_shortens_and_moves_only_what_it_may_stop(
    name: str, category: str, start: datetime, stops: list[tuple[int, int]]
) -> None:
    pack = effective(name)
    plain = deadlines(pack, facts_of(category, start))
    held = deadlines(pack, facts_of(category, start, pauses_of(pack, start, stops)))
    stoppable = {kind for rule in pack.pauses for kind in rule.stops}
    for kind, found in plain.items():
        assert at(held[kind]) >= at(found)
        if kind not in stoppable and kind is not Kind.appeal_answer:
            assert at(held[kind]) == at(found)


@given(packs, categories, starts, spans, st.integers(1, 100_000))
def test_a_longer_pause_is_never_due_earlier(
    name: str, category: str, start: datetime, stops: list[tuple[int, int]], more: int
) -> None:
    pack = effective(name)
    pauses = pauses_of(pack, start, stops)
    assume(pauses)
    last = pauses[-1]
    assert last.until is not None
    longer = (*pauses[:-1], msgspec.structs.replace(last, until=last.until + timedelta(minutes=more)))
    short = deadlines(pack, facts_of(category, start, pauses))
    long = deadlines(pack, facts_of(category, start, longer))
    assert all(at(long[kind]) >= at(found) for kind, found in short.items())


@given(packs, categories, starts, spans)
def test_an_extension_is_never_due_earlier(
    name: str, category: str, start: datetime, stops: list[tuple[int, int]]
) -> None:
    pack = effective(name)
    pauses = pauses_of(pack, start, stops)
    plain = deadlines(pack, facts_of(category, start, pauses))
    for rule in pack.extensions:
        extended = facts_of(category, start, pauses, (Extension(rule.id, start),))
        for kind, found in deadlines(pack, extended).items():
            assert at(found) >= at(plain[kind])


@given(packs, categories, starts, spans)
def test_the_same_facts_give_the_same_day_however_the_moment_is_written(
    name: str, category: str, start: datetime, stops: list[tuple[int, int]]
) -> None:
    pack = effective(name)
    pauses = pauses_of(pack, start, stops)
    elsewhere = start.astimezone(ZoneInfo("Pacific/Auckland"))
    assert deadlines(pack, facts_of(category, start, pauses)) == deadlines(
        pack, facts_of(category, elsewhere, tuple(reversed(pauses)))
    )


@given(packs, categories, starts, spans)
def test_an_explanation_ends_with_the_day_and_names_rule_force_and_reliability(
    name: str, category: str, start: datetime, stops: list[tuple[int, int]]
) -> None:
    pack = effective(name)
    for found in deadlines(pack, facts_of(category, start, pauses_of(pack, start, stops))).values():
        last = found.steps[-1]
        assert (last.kind, last.at) == (StepKind.due, found.due_at)
        for language, sure, unsure in (
            ("en", "; verified at its source.", ("not verified", "no law")),
            ("ru", "; проверено по первоисточнику.", ("не проверено", "проверено не целиком", "не закон")),
        ):
            sentences = told(pack, found, language)
            assert len(sentences) == len(found.steps)
            assert found.rule in sentences[0]
            if found.verified:
                assert sure in sentences[0]
            else:
                assert any(word in sentence for sentence in sentences for word in unsure)
            local = at(found).astimezone(ZoneInfo(pack.calendar.zone))
            assert f"{local:%d.%m.%Y %H:%M}" in sentences[-1]


@given(packs, categories, starts)
def test_days_end_with_the_end_of_a_local_day(name: str, category: str, start: datetime) -> None:
    pack = effective(name)
    for found in deadlines(pack, facts_of(category, start)).values():
        rule = next(one for one in pack.deadlines if one.id == found.rule)
        if rule.within.unit is not Unit.hours:
            local = at(found).astimezone(ZoneInfo(pack.calendar.zone))
            assert (local.hour, local.minute, local.second) == (23, 59, 59)
            assert (local + timedelta(seconds=1)).date() > local.date()


@given(packs, categories, starts, st.lists(st.integers(0, 400_000), max_size=3))
def test_no_escalation_resets_the_final_answer(
    name: str, category: str, start: datetime, steps: list[int]
) -> None:
    pack = effective(name)
    alone = due(pack, Facts(category=category, moments={From.first_receipt: start}), Kind.final_answer)
    later = [From.final_response, From.appeal_asked, From.referred, From.body_asked, From.concluded]
    moments = {From.first_receipt: start} | {
        one: start + timedelta(minutes=after) for one, after in zip(later, steps, strict=False)
    }
    assert due(pack, Facts(category=category, moments=moments), Kind.final_answer) == alone


@given(packs, categories, starts)
def test_nothing_that_leans_on_an_unverified_rule_looks_verified(
    name: str, category: str, start: datetime
) -> None:
    pack = effective(name)
    whole = tuple(
        Pause(rule.id, start + timedelta(days=2), start + timedelta(days=6)) for rule in pack.pauses
    )
    found = due(pack, facts_of(category, start, whole), Kind.final_answer)
    assert found is not None
    used = [pack.rule(step.rule) for step in found.steps if step.kind is StepKind.allowed]
    assert found.verified <= all(one is not None and one.verified for one in used)
    if pack.id == "gb":
        assert not found.verified
        assert "not verified: from memory" in " ".join(told(pack, found, "en"))


@given(st.dates(), st.integers(0, 120))
def test_months_keep_the_day_or_take_the_last(day: date, months: int) -> None:
    assume(day.year < 9_980)
    later = add_months(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later + timedelta(days=1)).day == 1


# ── what may be asked for ───────────────────────────────────────────────────────────────────────────────────────

MONDAY = datetime(2026, 3, 2, 10, tzinfo=UTC)


def test_a_pause_needs_grounds_that_the_pack_knows() -> None:
    assert pause_rule(effective("gb"), Ground.player, MONDAY.date()).id == "gb.pause_player"
    for pack, ground in (("gb", Ground.third_party), ("malta", Ground.player), ("curacao", Ground.player)):
        with pytest.raises(PauseNotAllowed, match="know no pause on these grounds"):
            pause_rule(effective(pack), ground, MONDAY.date())
    with pytest.raises(PauseNotAllowed):
        due(
            effective("gb"),
            facts_of("VOID", MONDAY, (Pause("russia.pause_player", MONDAY),)),
            Kind.final_answer,
        )


def test_more_time_is_told_in_time_once_and_no_further_than_the_rule_says() -> None:
    pack, plain = effective("curacao"), facts_of("WDRL", MONDAY)
    assert extension_rule(pack, plain, Kind.final_answer, MONDAY).id == "curacao.extension"
    with pytest.raises(ToldTooLate):
        extension_rule(pack, plain, Kind.final_answer, MONDAY + timedelta(weeks=5))
    extended = facts_of("WDRL", MONDAY, extensions=(Extension("curacao.extension", MONDAY),))
    with pytest.raises(ExtendedTooOften):
        extension_rule(pack, extended, Kind.final_answer, MONDAY)
    with pytest.raises(ExtendedTooFar):
        extension_rule(pack, plain, Kind.final_answer, MONDAY, Within(5, Unit.weeks))
    for other, kind in (("gb", Kind.final_answer), ("curacao", Kind.acknowledge)):
        with pytest.raises(NotExtendable):
            extension_rule(effective(other), plain, kind, MONDAY)
    with pytest.raises(NotExtendable):
        due(
            effective("gb"),
            facts_of("VOID", MONDAY, extensions=(Extension("malta.extension", MONDAY),)),
            Kind.final_answer,
        )


def test_the_safer_gambling_complaint_of_curacao_has_its_own_shorter_extension() -> None:
    pack = effective("curacao")
    assert (
        extension_rule(pack, facts_of("SGEX", MONDAY), Kind.final_answer, MONDAY).id == "curacao.extension_rg"
    )
    with pytest.raises(ExtendedTooFar):
        extension_rule(pack, facts_of("SGEX", MONDAY), Kind.final_answer, MONDAY, Within(4, Unit.weeks))
