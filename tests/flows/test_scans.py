"""With a virus scanner nobody gets a file before it was looked at, and an infected one never."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from pitboss import doctor
from pitboss.db.tx import SYSTEM
from pitboss.settings import BadSettings, read_settings
from pitboss.tickets.model import Ticket
from tests.desk import Desk, Seat, a_building, a_desk
from tests.flows.test_documents import asks_for, sends
from tests.flows.test_files import upload
from tests.pictures import PNG, a_pdf, picture
from tests.scanner import VIRUS, Scanner, a_scanner


@pytest.fixture(scope="module")
async def scanner() -> AsyncIterator[Scanner]:
    async with a_scanner() as scanner:
        yield scanner


@pytest.fixture(scope="module")
async def guarded(
    tmp_path_factory: pytest.TempPathFactory, database_url: str, db: Any, scanner: Scanner
) -> AsyncIterator[Any]:
    async with a_building(
        tmp_path_factory.mktemp("guarded"), database_url, CLAMD=f"127.0.0.1:{scanner.port}"
    ) as building:
        yield building


@pytest.fixture
async def desk(guarded: Any) -> Desk:
    return await a_desk(guarded)


async def files_of(seat: Seat, ticket: Ticket) -> dict[str, dict[str, Any]]:
    shown = await seat.gets(f"/tickets/{ticket.id}/messages")
    return {file["name"]: file for message in shown["items"] for file in message["attachments"]}


async def got(seat: Seat, file: dict[str, Any]) -> httpx.Response:
    return await seat.asks("GET", f"/attachments/{file['id']}")


async def arrives(desk: Desk, *files: tuple[str, bytes]) -> Ticket:
    """As it stands before any worker looked at the files."""
    ticket = await desk.a_ticket(files=files)
    async with desk.db.tx(SYSTEM) as tx:
        await tx.run(
            "UPDATE attachment SET scan = 'waiting', scan_at = now() WHERE brand_id = $1", desk.brand.id
        )
    return ticket


async def test_a_file_is_shown_only_after_it_was_looked_at(desk: Desk) -> None:
    agent = await desk.agent()
    ticket = await arrives(desk, ("shot.png", PNG))
    (file,) = (await files_of(agent, ticket)).values()
    assert file["state"] == "checking"
    for way in ("", "/view", "/link"):
        refused = await agent.asks("GET", f"/attachments/{file['id']}{way}")
        assert (refused.status_code, refused.json()["title"]) == (425, "being_checked")
    await desk.work_until_idle()
    (file,) = (await files_of(agent, ticket)).values()
    assert file["state"] == "ready"
    assert (await got(agent, file)).content == PNG
    assert {e.data["result"] for e in await desk.events(ticket, "file_scanned")} == {"clean"}


async def test_an_infected_file_is_withheld_with_a_mark_and_recorded(desk: Desk) -> None:
    agent = await desk.agent()
    ticket = await desk.a_ticket(files=(("tool.bin", b"\0\1" + VIRUS), ("shot.png", PNG)))
    files = await files_of(agent, ticket)
    assert {name: file["state"] for name, file in files.items()} == {
        "tool.bin": "infected",
        "shot.png": "ready",
    }
    for way in ("", "/view", "/link"):
        refused = await agent.asks("GET", f"/attachments/{files['tool.bin']['id']}{way}")
        assert (refused.status_code, refused.json()["title"]) == (403, "infected")
    assert sorted(e.data["result"] for e in await desk.events(ticket, "file_scanned")) == [
        "clean",
        "infected",
    ]
    assert all(e.public for e in await desk.events(ticket, "file_scanned")), "the player is told too"


async def test_a_link_from_before_does_not_outlive_what_was_found(desk: Desk) -> None:
    agent = await desk.agent()
    ticket = await desk.a_ticket(files=(("shot.png", PNG),))
    (file,) = (await files_of(agent, ticket)).values()
    link = (await agent.gets(f"/attachments/{file['id']}/link"))["url"]
    async with httpx.AsyncClient(base_url=desk.building.base_url) as http:
        assert (await http.get(link)).status_code == 200
        await desk.value("UPDATE attachment SET scan = 'infected' WHERE brand_id = $1 RETURNING 1")
        assert (await http.get(link)).status_code == 403


async def test_while_the_scanner_is_away_files_wait_and_the_doctor_says_so(
    desk: Desk, scanner: Scanner
) -> None:
    agent = await desk.agent()
    await scanner.end()
    try:
        ticket = await desk.a_ticket(files=(("shot.png", PNG),))
        (file,) = (await files_of(agent, ticket)).values()
        assert file["state"] == "checking"
        finding = await doctor.scanner(desk.building.settings)
        assert finding is not None
        assert (finding.what, finding.good) == ("virus scanner", False)
        async with httpx.AsyncClient(base_url=desk.building.base_url) as anybody:
            ready = await anybody.get("/health/ready")
        assert ready.json()["scanner"] != "ok"
        assert ready.status_code == 200, "the desk works on; only files wait"
    finally:
        await scanner.begin()
    await desk.value("UPDATE attachment SET scan_at = now() WHERE brand_id = $1 RETURNING 1")
    await desk.work_until_idle()
    (file,) = (await files_of(agent, ticket)).values()
    assert file["state"] == "ready"
    finding = await doctor.scanner(desk.building.settings)
    assert finding is not None
    assert finding.good


async def test_what_is_too_large_for_the_scanner_is_withheld_and_says_so(
    desk: Desk, scanner: Scanner
) -> None:
    agent = await desk.agent()
    scanner.most = 200_000
    try:
        ticket = await desk.a_ticket(files=(("large.bin", b"\0" + bytes(600_000)),))
        for _ in range(4):
            await desk.value("UPDATE attachment SET scan_at = now() WHERE brand_id = $1 RETURNING 1")
            await desk.work_until_idle()
    finally:
        scanner.most = 10 * 2**20
    (file,) = (await files_of(agent, ticket)).values()
    assert file["state"] == "unchecked"
    assert (await got(agent, file)).status_code == 403


async def test_an_agents_file_goes_out_only_when_it_is_clean(desk: Desk) -> None:
    agent = await desk.agent()
    ticket = await desk.a_ticket()
    await agent.says(
        ticket, "The rules are attached.", files=[await upload(desk, agent, "rules.txt", b"the rules")]
    )
    await agent.says(ticket, "And this one.", files=[await upload(desk, agent, "tool.txt", VIRUS)])
    for _ in range(3):
        await desk.value(
            "UPDATE delivery SET next_at = now() WHERE brand_id = $1 AND state = 'queued' RETURNING 1"
        )
        await desk.work_until_idle()
    sent = [mail.text for mail in desk.sent_mails()]
    assert any("The rules are attached." in text for text in sent)
    assert not any("And this one." in text for text in sent)
    assert await desk.value("SELECT count(*) FROM delivery WHERE brand_id = $1 AND state = 'failed'") == 1


async def test_files_from_before_the_scanner_are_looked_at_too(desk: Desk) -> None:
    agent = await desk.agent()
    ticket = await desk.a_ticket(files=(("shot.png", PNG),))
    await desk.value(
        "UPDATE attachment SET scan = 'none', scan_at = now(), created_at = now() - interval '1 year' WHERE brand_id = $1 RETURNING 1"
    )
    (file,) = (await files_of(agent, ticket)).values()
    assert (await got(agent, file)).status_code == 425
    before = len(await desk.events(ticket))
    await desk.work_until_idle()
    assert (await got(agent, file)).status_code == 200
    assert len(await desk.events(ticket)) == before, "an old file that is clean is no news"


async def test_an_infected_document_is_not_taken_and_the_ticket_knows(desk: Desk, scanner: Scanner) -> None:
    agent = await desk.agent()
    ticket = await desk.a_ticket()
    page = await asks_for(desk, agent, ticket, "identity", "payment")
    assert (await sends(desk, page, "identity", picture())).status_code == 200
    answer = await sends(desk, page, "payment", a_pdf(f"({VIRUS.decode()})"))
    assert answer.status_code == 422, answer.text
    assert [e.data["why"] for e in await desk.events(ticket, "document_refused_at_door")] == ["infected"]
    await scanner.end()
    try:
        assert (await sends(desk, page, "payment", a_pdf())).status_code == 503
    finally:
        await scanner.begin()
    assert (await sends(desk, page, "payment", a_pdf())).status_code == 200
    assert await desk.value("SELECT count(*) FROM document_file WHERE brand_id = $1") == 2


def test_the_settings_take_a_host_or_a_socket(tmp_path: Path) -> None:
    env = {"PITBOSS_DATA_DIR": str(tmp_path)}
    assert read_settings({**env, "PITBOSS_CLAMD": "scan.local:3310"}).clamd == ("scan.local", 3310)
    assert read_settings({**env, "PITBOSS_CLAMD": "tcp://127.0.0.1:3310"}).clamd == ("127.0.0.1", 3310)
    assert read_settings({**env, "PITBOSS_CLAMD": "/run/clamd.ctl"}).clamd == "/run/clamd.ctl"
    with pytest.raises(BadSettings, match="host:port or the path"):
        read_settings({**env, "PITBOSS_CLAMD": "nonsense"})
