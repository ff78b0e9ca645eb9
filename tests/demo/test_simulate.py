"""The simulation against a whole desk on ports of its own; and the count itself, which must notice what is wrong."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from pitboss.demo.simulate import simulate
from pitboss.demo.tally import Answer, Sent, Stored, Tally, Told, verdict
from pitboss.demo.words import Way, conversation, marker, translit, words
from pitboss.settings import Settings, read_settings

RUN, ANSWERS = "bcdfg", "zxwvt"


def free_ports(count: int) -> list[int]:
    probes = [socket.socket() for _ in range(count)]
    for probe in probes:
        probe.bind(("127.0.0.1", 0))
    ports: list[int] = [probe.getsockname()[1] for probe in probes]
    for probe in probes:
        probe.close()
    return ports


def environment(folder: Path) -> dict[str, str]:
    web, smtp, mailbox, page = free_ports(4)
    return {
        "PITBOSS_DATA_DIR": str(folder),
        "PITBOSS_PORT": str(web),
        "PITBOSS_SMTP_LISTEN": f"127.0.0.1:{smtp}",
        "PITBOSS_DEMO_MAILBOX": f"127.0.0.1:{mailbox},127.0.0.1:{page}",
        "PITBOSS_LOG_LEVEL": "error",
    }


@asynccontextmanager
async def a_demo(env: dict[str, str], *more: str) -> AsyncIterator[Settings]:
    """`pitboss demo --quiet`, ready; stopped by Ctrl+C, which must end it cleanly."""
    settings = read_settings(env)
    demo = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "pitboss",
        "demo",
        "--quiet",
        *more,
        env={**os.environ, **env},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    assert demo.stdout is not None
    said: list[str] = []
    while line := (await demo.stdout.readline()).decode():
        said.append(line)
        if "is ready" in line:
            break
    else:
        pytest.fail("".join(said))
    reading = asyncio.create_task(demo.stdout.read())
    try:
        yield settings
    finally:
        demo.send_signal(signal.SIGINT)
        await reading
        assert await demo.wait() == 0


async def test_without_a_desk_it_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = read_settings(environment(tmp_path))
    assert not await simulate(settings, rate=1, seconds=1, seed=1, agents=False)


# ── the words ───────────────────────────────────────────────────────────────────────────────────────────────


def test_there_are_sixty_conversations_in_each_language_over_all_topics() -> None:
    from pitboss.assist.taxonomy import TOPICS

    for scripts in (words().ru, words().en):
        assert len(scripts) >= 60
        assert {script.topic for script in scripts} == TOPICS.keys()


def test_the_same_seed_says_the_same() -> None:
    told = [conversation(3, n, run=RUN, first_mark=0, chat=True) for n in range(50)]
    assert told == [conversation(3, n, run=RUN, first_mark=0, chat=True) for n in range(50)]
    assert told != [conversation(4, n, run=RUN, first_mark=0, chat=True) for n in range(50)]


def test_some_players_come_again_and_some_by_another_way() -> None:
    ways: dict[str, list[Way]] = {}
    for n in range(300):
        talk = conversation(1, n, run=RUN, first_mark=0, chat=True)
        ways.setdefault(talk.person.address, []).append(talk.way)
    assert any(len(used) > 1 for used in ways.values())
    assert any(len(set(used)) > 1 for used in ways.values())


def test_markers_sort_as_they_are_numbered_and_hold_no_digits() -> None:
    marks = [marker(RUN, number) for number in range(0, 160_000, 997)]
    assert marks == sorted(marks)
    assert not re.search(r"\d", "".join(marks))


@pytest.mark.parametrize(
    ("said", "typed"), [("Где мой вывод?", "Gde moy vyvod?"), ("щука", "schuka"), ("ok 5", "ok 5")]
)
def test_translit(said: str, typed: str) -> None:
    assert translit(said) == typed


# ── the count ───────────────────────────────────────────────────────────────────────────────────────────────


def a_tally(conversations: int = 2) -> tuple[Tally, list[Stored]]:
    """A run in which all went well: each conversation in a ticket of its own."""
    tally, stored, mark = Tally(RUN, ANSWERS), [], 0
    for number in range(conversations):
        talk = conversation(1, number, run=RUN, first_mark=mark, chat=True)
        mark += len(talk.lines)
        tally.opened += 1
        for line in talk.lines:
            tally.sent[line.marker] = Sent(talk, line, 0.0)
            tally.seen[line.marker] = f"ticket {number}"
            stored.append(
                _stored(line.marker, f"ticket {number}", masked=bool(line.secrets), files=int(line.file))
            )
    return tally, stored


def _stored(mark: str, ticket: str, *, masked: bool = False, files: int = 0) -> Stored:
    return Stored(f"message {mark}", ticket, f"text {mark}", masked, files, f"text {mark}")


def test_a_good_run_has_no_complaints() -> None:
    tally, stored = a_tally()
    assert verdict(tally, stored, [], agents=False).complaints == ()


def test_a_lost_message_is_named() -> None:
    tally, stored = a_tally()
    result = verdict(tally, stored[1:], [], agents=False)
    assert result.counts["lost"] == 1
    assert next(iter(tally.sent)) in result.complaints[0]


def test_a_doubled_message_is_named() -> None:
    tally, stored = a_tally()
    assert verdict(tally, [*stored, stored[0]], [], agents=False).counts["doubled"] == 1


def test_two_conversations_in_one_ticket_are_misthreaded() -> None:
    tally, stored = a_tally()
    together = [_stored(m.text.split()[-1], "one", masked=m.masked, files=m.files) for m in stored]
    assert verdict(tally, together, [], agents=False).counts["misthreaded"] == len(stored)


def test_an_answer_that_did_not_arrive_or_arrived_twice_is_named() -> None:
    tally, stored = a_tally(1)
    mark = marker(ANSWERS, 0)
    tally.answers[mark] = Answer("ticket 0", 0.0)
    told = [Told("ticket 0", f"Done {mark}")]
    assert any("did not reach" in c for c in verdict(tally, stored, told, agents=True).complaints)
    tally.arrived[mark] = ["<1@desk.example>", "<1@desk.example>"]
    assert verdict(tally, stored, told, agents=True).complaints == ()
    tally.arrived[mark] = ["<1@desk.example>", "<2@desk.example>"]
    assert any("got twice" in c for c in verdict(tally, stored, told, agents=True).complaints)


def test_a_ticket_without_an_answer_is_named() -> None:
    tally, stored = a_tally(1)
    assert any("without an answer" in c for c in verdict(tally, stored, [], agents=True).complaints)
