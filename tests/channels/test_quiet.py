"""When a channel is quieter than usual: by what it learned of itself, or by a setting."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from pitboss.channels import quiet
from pitboss.channels.quiet import class_of, is_quiet, usual_quiet
from pitboss.db.tx import SYSTEM
from tests.desk import Desk

MONDAY = datetime(2026, 11, 2, tzinfo=UTC)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


def arrivals(*, by_day: timedelta, by_night: timedelta, days: int = 28) -> list[datetime]:
    """A mail each `by_day` from 6 to 24, and each `by_night` before."""
    at, found = MONDAY, []
    while at < MONDAY + timedelta(days=days):
        found.append(at)
        at += by_night if at.hour < 6 else by_day
    return found


BUSY = arrivals(by_day=10 * MINUTE, by_night=90 * MINUTE)


@pytest.mark.parametrize(
    ("day", "hour", "class_"),
    [(0, 0, 0), (0, 5, 0), (0, 6, 1), (4, 23, 3), (5, 0, 4), (6, 12, 6), (6, 23, 7), (7, 0, 0)],
)
def test_the_class_is_the_quarter_of_the_day_and_the_weekend(day: int, hour: int, class_: int) -> None:
    assert class_of(MONDAY + timedelta(days=day, hours=hour)) == class_


def test_by_day_a_busy_channel_is_quiet_sooner_than_by_night() -> None:
    usual = usual_quiet(BUSY)
    assert usual is not None
    assert usual[class_of(MONDAY + 12 * HOUR)] == 20 * MINUTE
    assert usual[class_of(MONDAY + 3 * HOUR)] == 3 * HOUR


@pytest.mark.parametrize(
    ("since", "silence", "expected"),
    [
        (12 * HOUR, 15 * MINUTE, False),
        (12 * HOUR, 25 * MINUTE, True),
        (2 * HOUR, 2 * HOUR, False),
        (1 * HOUR, 4 * HOUR, True),
        (24 * HOUR - 5 * MINUTE, 85 * MINUTE, False),  # the night has begun, and it is a night's silence
        (24 * HOUR - 5 * MINUTE, 4 * HOUR, True),
        (12 * HOUR, timedelta(days=400), True),
    ],
)
def test_a_silence_is_measured_by_its_time_of_day(
    since: timedelta, silence: timedelta, expected: bool
) -> None:
    began = MONDAY + timedelta(days=29) + since
    assert is_quiet(began, began + silence, setting=None, usual=usual_quiet(BUSY)) is expected


@pytest.mark.parametrize(
    ("came", "longest"),
    [
        ([], None),
        ([MONDAY + n * HOUR for n in range(30)], None),
        ([MONDAY + n * HOUR for n in range(31)], 2 * HOUR),
        ([MONDAY + n * timedelta(seconds=1) for n in range(500)], 15 * MINUTE),
        ([MONDAY + n * timedelta(days=4) for n in range(40)], timedelta(hours=72)),
    ],
    ids=["nothing", "too little", "just enough", "not below the least", "not above the most"],
)
def test_what_is_learned_keeps_within_bounds(came: Sequence[datetime], longest: timedelta | None) -> None:
    usual = usual_quiet(came)
    assert usual is None if longest is None else usual == [longest] * quiet.CLASSES


def test_one_outage_among_many_gaps_teaches_nothing() -> None:
    outage = [at for at in BUSY if not MONDAY + 34 * HOUR < at < MONDAY + 40 * HOUR]
    assert usual_quiet(outage) == usual_quiet(BUSY)


@pytest.mark.parametrize(("setting", "expected"), [(HOUR, True), (3 * HOUR, False), (None, False)])
def test_a_setting_stands_above_and_nothing_learned_means_a_day(
    setting: timedelta | None, expected: bool
) -> None:
    assert is_quiet(MONDAY, MONDAY + 2 * HOUR, setting=setting, usual=None) is expected
    assert is_quiet(MONDAY, MONDAY + 25 * HOUR, setting=None, usual=None)


async def test_a_channel_learns_from_what_came_and_a_setting_stands_until_it_is_taken_back(
    desk: Desk,
) -> None:
    admin = await desk.sits("admin")
    ticket = await desk.a_ticket()
    async with desk.db.tx(SYSTEM) as tx:  # a mail every half hour, the last an hour and a half ago
        await tx.run(
            """
            INSERT INTO message (brand_id, id, ticket_id, kind, author_kind, author_name, channel_id, channel, text, version,
                                 created_at)
            SELECT $1, overlay(m.id::text placing lpad(to_hex(601 - n), 12, '0') from 25)::uuid, m.ticket_id, m.kind, m.author_kind, '',
                   m.channel_id, m.channel, 'x', 1, now() - interval '1 hour' - n * interval '30 minutes'
            FROM   message m, generate_series(1, 600) AS n
            WHERE  m.brand_id = $1 AND m.ticket_id = $2 AND m.author_kind = 'player'
            """,
            desk.brand.id,
            ticket.id,
        )
        await tx.run(
            "DELETE FROM message WHERE brand_id = $1 AND text <> 'x' AND author_kind = 'player'",
            desk.brand.id,
        )
        await tx.run("UPDATE channel SET usual_at = NULL WHERE brand_id = $1", desk.brand.id)
    while await quiet.learn(desk.db):  # until no channel is due
        pass
    path = f"/brands/{desk.brand.id}/channels"

    async def is_it() -> bool:
        (mail,) = [c for c in await admin.gets(f"{path}/health") if c["kind"] == "email"]
        return bool(mail["quiet"])

    assert await is_it(), "twice the usual half hour is over"
    for seconds, expected in ((24 * 3600, False), (60, True), (24 * 3600, False), (0, True)):
        changed = await admin.asks("PATCH", f"{path}/{desk.brand.email}", {"quiet_after": seconds})
        assert changed.status_code == 200, changed.text
        assert await is_it() is expected
