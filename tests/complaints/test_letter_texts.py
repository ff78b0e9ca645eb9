"""A brand's own words in the letters of complaints: checked by the rules, used in what goes, with a way back."""

from __future__ import annotations

from typing import Any

import pytest

from pitboss.db.tx import SYSTEM
from tests.complaints.deciding import Room, a_room
from tests.complaints.test_letters_reach import decided
from tests.complaints.test_letters_sent import previews, registered, sends
from tests.desk import Desk
from tests.making import happened


@pytest.fixture
async def room(desk: Desk) -> Room:
    made = await a_room(desk)
    async with desk.db.tx(SYSTEM) as tx:
        await tx.run("UPDATE brand SET jurisdiction = 'GB' WHERE id = $1", desk.brand.id)
    return made


def at(room: Room, kind: str, language: str = "en") -> str:
    return f"/brands/{room.desk.brand.id}/complaint-letters/{kind}/{language}"


async def packaged(room: Room, kind: str, language: str = "en") -> dict[str, Any]:
    listed = await room.asks(room.officer, "GET", f"/brands/{room.desk.brand.id}/complaint-letters", 200)
    found: dict[str, Any] = next(one for one in listed if (one["kind"], one["language"]) == (kind, language))
    return found


async def puts(room: Room, kind: str, text: str, status: int = 200, /, **more: Any) -> Any:
    body = {"subject": "Complaint {number}", "text": text, "version": None, **more}
    return await room.asks(room.officer, "PUT", at(room, kind), status, body)


ACK = """{greeting}

We have your complaint {number} of {received}. {process}

Our answer comes by {due}. Yours, the Harbour complaints people."""


async def test_a_letter_goes_in_the_brands_own_words_and_only_in_its_language(room: Room) -> None:
    kept = await puts(room, "acknowledgement", ACK)
    assert (kept["own"], kept["text"]) == (True, ACK)
    complaint, _ = await registered(room)
    sent = await sends(room, complaint, "acknowledgement")
    assert "Yours, the Harbour complaints people." in sent["text"]
    assert sent["subject"].startswith("Complaint C-")
    russian = await previews(room, complaint, "acknowledgement", language="ru")
    assert "Harbour complaints people" not in russian["text"]
    log = [one for one in await happened(room.desk.db, room.desk.brand) if one.type == "text_changed"]
    assert [(one.data["template"], one.data["language"]) for one in log] == [
        ("complaint_acknowledgement", "en")
    ]


async def test_every_packaged_letter_would_pass_as_own_words(room: Room) -> None:
    for language in ("en", "ru"):
        listed = await room.asks(room.officer, "GET", f"/brands/{room.desk.brand.id}/complaint-letters", 200)
        for one in (one for one in listed if one["language"] == language):
            body = {"subject": one["subject"], "text": one["text"]}
            tried = await room.asks(
                room.officer, "POST", f"{at(room, one['kind'], language)}/preview", 200, body
            )
            assert tried["problems"] == [], (one["kind"], language)


@pytest.mark.parametrize(
    ("out", "into", "flaw"),
    [
        ("{number}", "your complaint", "no_number"),
        ("{reasons}", "good reasons", "no_reasons"),
        ("{body} {body_window} {free_of_charge} {court_rights}", "", "no_body"),
        ("{court_rights}", "", "no_court_rights"),
        ("{signature}", "See https://ec.europa.eu/consumers/odr. {signature}", "dead_platform"),
        ("{signature}", "{signatura}", "gap"),
        ("{signature}", "We guarantee that it is right.", "promise"),
    ],
)
async def test_words_that_the_rules_do_not_let_go_are_refused_by_name(
    room: Room, out: str, into: str, flaw: str
) -> None:
    before = await packaged(room, "final_response")
    assert out in before["text"]
    text = before["text"].replace(out, into)
    body = {"subject": "Our answer", "text": text}
    tried = await room.asks(room.officer, "POST", f"{at(room, 'final_response')}/preview", 200, body)
    assert flaw in [one["flaw"] for one in tried["problems"]]
    refused = await room.asks(room.officer, "PUT", at(room, "final_response"), 422, body)
    assert refused["title"] == "letter_refused"
    assert flaw in [one["flaw"] for one in refused["problems"]]
    assert not (await packaged(room, "final_response"))["own"]


async def test_what_was_written_stays_in_the_history_and_the_packaged_words_come_back(room: Room) -> None:
    first = await puts(room, "acknowledgement", ACK)
    second = await puts(room, "acknowledgement", ACK + " Again.", version=first["version"])
    back = await room.asks(
        room.officer, "DELETE", at(room, "acknowledgement"), 200, None, version=second["version"]
    )
    assert (back["own"], back["text"]) == (False, back["built_in"]["text"])
    history = await room.asks(room.officer, "GET", f"{at(room, 'acknowledgement')}/history", 200)
    assert [one["text"] for one in history] == [None, ACK + " Again.", ACK]
    assert {one["changed_by"] for one in history} == {str(room.officer.id)}


async def test_two_who_change_the_same_letter_do_not_overwrite_each_other(room: Room) -> None:
    await puts(room, "acknowledgement", ACK)
    assert (await puts(room, "acknowledgement", ACK + " Mine.", 409))["title"] == "text_moved"


async def test_own_words_are_checked_again_when_a_letter_goes(room: Room) -> None:
    """They passed by the rules of Malta's licence; this case has those of Great Britain."""
    async with room.desk.db.tx(SYSTEM) as tx:
        await tx.run("UPDATE brand SET jurisdiction = 'MGA' WHERE id = $1", room.desk.brand.id)
    before = await packaged(room, "final_response")
    await puts(room, "final_response", before["text"].replace("{court_rights}", ""))
    complaint = await decided(room)
    answer = await sends(room, complaint, "final_response", 422, body="gb.ibas")
    assert [one["flaw"] for one in answer["problems"]] == ["no_court_rights"]


async def test_only_who_manages_settings_or_looks_after_the_rules_writes_them(room: Room) -> None:
    body = {"subject": "Complaint {number}", "text": ACK}
    await room.asks(room.handler, "PUT", at(room, "acknowledgement"), 403, body)
    await room.asks(room.officer, "PUT", at(room, "acknowledgement", "de"), 404, body)
    await room.asks(room.officer, "PUT", at(room, "love"), 404, body)
    await room.asks(room.officer, "PUT", at(room, "acknowledgement"), 422, {**body, "text": "x" * 10_001})
    admin = await room.desk.sits("admin")
    await room.asks(admin, "PUT", at(room, "acknowledgement"), 200, body)


async def test_another_brands_words_are_out_of_reach(room: Room) -> None:
    stranger = f"/brands/{room.desk.brand.id}x/complaint-letters"
    await room.asks(room.officer, "GET", stranger, 403)
