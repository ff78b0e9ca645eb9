"""Files that agents send: with an answer, to the mail program or the chat of the player, and to nobody else."""

from __future__ import annotations

from typing import Any

import httpx

from pitboss.db.tx import SYSTEM
from pitboss.files.actions import forget_uploads
from tests.desk import Desk, Seat, a_desk
from tests.pictures import PNG, picture


async def sends(desk: Desk, seat: Seat, name: str, data: bytes, **query: Any) -> httpx.Response:
    return await desk.building.client.post(
        "/attachments",
        headers={"authorization": f"Bearer {seat.token}"},
        files={"file": (name, data, "application/octet-stream")},
        params=query,
    )


async def upload(desk: Desk, seat: Seat, name: str = "proof.png", data: bytes = PNG) -> str:
    answer = await sends(desk, seat, name, data)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


async def test_a_file_goes_out_with_the_answer_by_mail(desk: Desk) -> None:
    agent = await desk.agent()
    ticket = await desk.a_ticket()
    first, second = await upload(desk, agent), await upload(desk, agent, "rules.pdf", b"%PDF-1.7 rules")
    said = await agent.says(ticket, "Here is the proof.", files=[first, second])
    assert [file["name"] for file in said["attachments"]] == ["proof.png", "rules.pdf"]
    await desk.work_until_idle()
    mail = next(sent.mail for sent in desk.sent_mails() if "Here is the proof." in sent.text)
    assert [(part.get_filename(), part.get_content()) for part in mail.iter_attachments()] == [
        ("proof.png", PNG),
        ("rules.pdf", b"%PDF-1.7 rules"),
    ]
    again = await agent.asks(
        "POST", f"/tickets/{ticket.id}/messages", {"text": "Once more.", "files": [first]}
    )
    assert again.status_code == 422


async def test_an_upload_is_its_senders_alone_and_of_its_brand(desk: Desk) -> None:
    agent, other = await desk.agent(), await desk.agent()
    ticket = await desk.a_ticket()
    mine = await upload(desk, agent)
    refused = await other.asks("POST", f"/tickets/{ticket.id}/messages", {"text": "Mine?", "files": [mine]})
    assert refused.status_code == 422
    assert await desk.messages(ticket, "agent") == []
    elsewhere = await a_desk(desk.building)
    assert (await sends(desk, agent, "a.png", PNG, brand=elsewhere.brand.id)).status_code == 404
    assert (await sends(desk, agent, "a.exe", b"MZ")).status_code == 415
    assert (await agent.asks("GET", f"/attachments/{mine}")).status_code == 404


async def test_a_file_of_a_note_stays_inside(desk: Desk) -> None:
    agent = await desk.agent()
    ticket = await desk.a_ticket()
    noted = await agent.notes(ticket, "See the picture.", files=[await upload(desk, agent)])
    assert (await agent.asks("GET", f"/attachments/{noted['attachments'][0]['id']}")).content == PNG
    await desk.work_until_idle()
    assert not [sent for sent in desk.sent_mails() if list(sent.mail.iter_attachments())]


async def test_uploads_that_nobody_used_are_gone_after_a_day_with_their_files(desk: Desk) -> None:
    agent = await desk.agent()
    await upload(desk, agent, data=picture(colour=(1, 2, 3)))
    fresh = await upload(desk, agent, "fresh.png")
    await desk.value(
        "UPDATE staff_upload SET created_at = now() - interval '2 days' WHERE brand_id = $1 AND name = 'proof.png' RETURNING 1"
    )
    async with desk.db.tx(SYSTEM) as tx:
        await forget_uploads(tx)
    await desk.work_until_idle()
    assert str(await desk.value("SELECT id FROM staff_upload WHERE brand_id = $1")) == fresh
    folder = desk.building.settings.data_dir / "files" / desk.brand.id
    assert [path.read_bytes() for path in folder.rglob("*") if path.is_file()] == [PNG]


async def test_a_file_alone_is_an_answer_and_so_it_is_as_a_note(desk: Desk) -> None:
    agent = await desk.agent()
    ticket = await desk.a_ticket()
    said = await agent.says(ticket, "", files=[await upload(desk, agent)])
    assert (said["text"], [file["name"] for file in said["attachments"]]) == ("", ["proof.png"])
    assert (await agent.notes(ticket, "", files=[await upload(desk, agent, "mine.png")]))["kind"] == "note"
    await desk.work_until_idle()
    mail = desk.sent_mails()[-1].mail
    assert [part.get_filename() for part in mail.iter_attachments()] == ["proof.png"]
    assert await desk.clocks(ticket) == {"resolution": "paused"}, "the first reply was given"
    for kind in ("reply", "note"):
        empty = await agent.asks("POST", f"/tickets/{ticket.id}/messages", {"text": " ", "kind": kind})
        assert empty.status_code == 422
        assert "add a file" in empty.json()["detail"]
