"""Files made to do harm, by every way in: none runs, none leaks, none takes the desk down."""

from __future__ import annotations

import asyncio
import base64
import io
import struct
import zipfile
import zlib
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from pitboss.files import render
from pitboss.files.admit import MOST_PIXELS, PictureTooSlow, admit, receive
from pitboss.files.documents import fit
from pitboss.files.kinds import OTHER, SHOWN
from pitboss.tickets.model import Ticket
from tests.desk import Desk, Seat
from tests.pictures import PNG, a_pdf, many_scans, picture

SCRIPT = b"<script>alert(document.domain)</script>"
HTML = b"<!doctype html><html>" + SCRIPT
SVG = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'><script>alert(1)</script></svg>"


def a_png(width: int, height: int) -> bytes:
    """A PNG of one colour that says it is so large, in a few bytes."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    rows = zlib.compress(b"\0" * (1 + (width + 7) // 8), 9)
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def a_zip(*files: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return out.getvalue()


def with_places() -> bytes:
    """A photo that tells where it was taken, sideways."""
    image = Image.new("RGB", (30, 10), (200, 30, 30))
    exif = Image.Exif()
    exif[0x0112] = 6  # turn it
    exif[0x010F] = "A Camera Of Mine"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (55.0, 45.0, 21.0)
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif, comment=SCRIPT)
    return out.getvalue()


def with_words() -> bytes:
    """HTML in a PNG's own text, and behind its end."""
    words = PngInfo()
    words.add_text("Comment", HTML.decode(), zip=False)
    out = io.BytesIO()
    Image.new("RGB", (8, 8)).save(out, "PNG", pnginfo=words)
    return out.getvalue() + HTML


def moving() -> bytes:
    out = io.BytesIO()
    frames = [Image.new("P", (10, 10), n) for n in range(5)]
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:], comment=SCRIPT)
    return out.getvalue()


POLYGLOTS = {
    "html-in-png.png": with_words(),
    "gifar.gif": picture("GIF") + a_zip(("Evil.class", b"\xca\xfe\xba\xbe")),
    "jpeg-and-html.jpg": picture("JPEG") + HTML,
    "places.jpg": with_places(),
    "moving.gif": moving(),
    "webp.webp": picture("WEBP") + SVG,
}
HARMFUL = {
    "page.html": HTML,
    "drawing.svg": SVG,
    "drawing.png": SVG,
    "note.txt": SVG,
    "script.js": b"alert(1)",
    "words.xml": b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><x>&a;</x>",
    "bomb.zip": a_zip(("a.bin", bytes(5_000_000))),
    "paths.zip": a_zip(("../../../../etc/cron.d/x", b"* * * * * root x")),
    "tool.exe": b"MZ\x90\0",
    "run.sh": b"#!/bin/sh\nrm -rf /",
}
BOMBS = {
    "wide.png": a_png(60_000, 60_000),
    "edge.png": a_png(MOST_PIXELS // 1000 + 1, 1000),
    "text.png": with_words()[:33] + b"\x7f\xff\xff\xffzTXt" + bytes(50),
    "scans.jpg": many_scans(1000, 1000, 65),
    "cut.jpg": picture("JPEG", (400, 400))[:200],
}


async def sends(seat: Seat, desk: Desk, name: str, data: bytes) -> httpx.Response:
    return await desk.building.client.post(
        "/attachments",
        headers=seat._headers,
        files={"file": (name, data, "image/png")},
    )


async def shown_of(seat: Seat, ticket: Ticket) -> list[dict[str, Any]]:
    items = (await seat.gets(f"/tickets/{ticket.id}/messages"))["items"]
    return [file for message in items for file in message["attachments"]]


@pytest.mark.parametrize("name", POLYGLOTS)
async def test_a_picture_comes_out_as_pixels_and_nothing_else(desk: Desk, name: str) -> None:
    agent = await desk.agent()
    ticket = await desk.a_ticket(files=((name, POLYGLOTS[name]),))
    (file,) = await shown_of(agent, ticket)
    got = await agent.asks("GET", f"/attachments/{file['id']}/view")
    assert got.headers["content-type"].startswith("image/")
    for word in (b"script", b"<html", b"<svg", b"PK\x03\x04", b"Exif", b"Camera"):
        assert word not in got.content
    opened = Image.open(io.BytesIO(got.content))
    assert getattr(opened, "n_frames", 1) == 1
    assert not opened.getexif()
    if name == "places.jpg":
        assert opened.size == (10, 30), "turned as the camera said"
    (message,) = await desk.messages(ticket, "player")
    source = await agent.asks("GET", f"/messages/{message.id}/source")
    assert base64.b64encode(POLYGLOTS[name][:30]) in source.content.replace(b"\r\n", b""), (
        "the original is kept"
    )


@pytest.mark.parametrize("name", HARMFUL)
async def test_what_could_run_is_refused_at_the_door_and_by_mail_only_a_download(
    desk: Desk, name: str
) -> None:
    agent = await desk.agent()
    assert (await sends(agent, desk, name, HARMFUL[name])).status_code == 415
    ticket = await desk.a_ticket(files=((name, HARMFUL[name]),))
    (file,) = await shown_of(agent, ticket)
    for way in ("", "/view"):
        got = await agent.asks("GET", f"/attachments/{file['id']}{way}")
        assert got.status_code == 200
        if name not in ("script.js",):  # words without markup are plain text, which no browser runs
            assert got.headers["content-type"] == OTHER
        assert got.headers["content-disposition"].startswith("attachment;")
        assert got.headers["content-security-policy"].startswith("sandbox; default-src 'none'")
        assert got.headers["x-content-type-options"] == "nosniff"
        assert "set-cookie" not in got.headers


@pytest.mark.parametrize("name", BOMBS)
async def test_a_bomb_is_refused_and_by_mail_never_decoded(desk: Desk, name: str) -> None:
    agent = await desk.agent()
    assert (await sends(agent, desk, name, BOMBS[name])).status_code in (413, 422)
    ticket = await desk.a_ticket(files=((name, BOMBS[name]),))
    (file,) = await shown_of(agent, ticket)
    assert file["content_type"] == OTHER
    got = await agent.asks("GET", f"/attachments/{file['id']}/view")
    assert got.headers["content-disposition"].startswith("attachment;")


async def test_a_jpeg_of_countless_scans_is_refused_before_it_is_decoded(desk: Desk) -> None:
    agent = await desk.agent()
    bomb = many_scans(8000, 6000, 5_000)
    assert len(bomb) < 500_000
    refused = await sends(agent, desk, "photo.jpg", bomb)
    assert (refused.status_code, refused.json()["title"]) == (422, "picture_too_slow")
    assert refused.json()["detail"].startswith("It takes too long to open this picture.")
    with pytest.raises(PictureTooSlow):
        await fit("photo.jpg", bomb, most=10**7)


async def test_a_progressive_photo_is_a_photo(desk: Desk) -> None:
    agent = await desk.agent()
    out = io.BytesIO()
    Image.effect_noise((800, 600), 60).convert("RGB").save(out, "JPEG", progressive=True)
    assert 5 < render.scans(out.getvalue()) < 20
    for photo in (out.getvalue(), many_scans(1000, 1000, 60)):
        assert (await sends(agent, desk, "photo.jpg", photo)).status_code == 201


def test_scans_are_counted_where_a_decoder_sees_them() -> None:
    plain = picture("JPEG")
    assert render.scans(plain) == 1
    preview = b"\xff\xe1" + (2 + 4 * 100).to_bytes(2) + b"\xff\xda\0\2" * 100  # as in what a camera adds
    assert render.scans(plain[:2] + preview + plain[2:]) == 1
    assert render.scans(plain + b"\xff\xda\0\2" * 100) == 1  # behind the end
    filled = many_scans(64, 64, 40).replace(b"\xff\xda", b"\xff\xff\xff\xda")
    assert render.scans(filled) == 41
    assert render.scans(many_scans(64, 64, 10_000)) == render.MOST_SCANS + 1
    assert render.scans(b"\xff\xd8" + b"\xff" * 10**7) == 0
    assert render.scans(b"") == 0


async def test_a_pdf_that_does_something_is_only_a_download(desk: Desk) -> None:
    agent = await desk.agent()
    lively = (
        a_pdf(catalog="/OpenAction << /S /JavaScript /JS (app.alert(1)) >>"),
        a_pdf(catalog="/OpenAction << /S /J#61vaScript /#4AS (app.alert(1)) >>"),
        a_pdf("<< /S /Launch /F (calc.exe) >>"),
        a_pdf(catalog="/Names << /EmbeddedFiles << /Names [] >> >>"),
        a_pdf("<< /Type /EmbeddedFile /Length 0 >>"),
        a_pdf(catalog="/AcroForm << /XFA [] >>"),
    )
    files = tuple((f"{n}.pdf", data) for n, data in enumerate((*lively, a_pdf())))
    ticket = await desk.a_ticket(files=files)
    shown = []
    for file in await shown_of(agent, ticket):
        got = await agent.asks("GET", f"/attachments/{file['id']}/view")
        shown.append(got.headers["content-disposition"].partition(";")[0])
    assert shown == ["attachment"] * len(lively) + ["inline"]


async def test_a_mail_with_a_hundred_pictures_holds_nothing_up() -> None:
    taken = await receive([(f"{n}.png", PNG) for n in range(100)])
    assert [file.content_type in SHOWN for file in taken] == [True] * 20 + [False] * 80


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd.png", "passwd.png"),
        ("..\\..\\windows\\system32\\a.png", "a.png"),
        ("/etc/cron.d/a.png", "a.png"),
        ("a\x00b\r\nSet-Cookie: x.png", "a_b_Set-Cookie_ x.png"),
        ("photo\u202egnp.exe.png", "photo_gnp.exe.png"),
        ("CON.png", "CON.png"),
        ("\u2066a\u2069.png", "_a_.png"),
        ("x" * 400 + ".png", "x" * 146 + ".png"),
        ("....", "file.png"),
        ("", "file.png"),
    ],
)
async def test_a_name_has_no_path_no_control_and_no_direction_characters(name: str, kept: str) -> None:
    ((file),) = await receive([(name, PNG)])
    assert file.name == kept


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("notes.txt", "notes.txt"),
        ("spins.csv", "spins.csv"),
        ("notes", "notes.txt"),
        ("Holiday.library-ms", "Holiday.library-ms.txt"),
        ("evil.desktop", "evil.desktop.txt"),
        ("x" * 200 + ".scf", "x" * 142 + ".scf.txt"),
    ],
)
async def test_a_text_is_saved_as_a_text_and_nothing_that_a_system_starts(name: str, kept: str) -> None:
    assert (await admit(name, b"[Desktop Entry]", most=100)).name == kept


async def test_a_name_can_not_break_out_of_the_header(desk: Desk) -> None:
    agent = await desk.agent()
    answer = await sends(agent, desk, 'a";\u202ex=y%0d%0aX-Evil: 1.png', PNG)
    assert answer.status_code == 201
    said = await agent.says(await desk.a_ticket(), "Here", files=[answer.json()["id"]])
    got = await agent.asks("GET", f"/attachments/{said['attachments'][0]['id']}")
    assert "x-evil" not in got.headers
    assert got.headers["content-disposition"].count('"') == 2


async def test_a_hundred_megabytes_are_refused_before_they_are_here(desk: Desk) -> None:
    agent = await desk.agent()

    async def body() -> AsyncIterator[bytes]:
        yield b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n\r\n'
        for _ in range(1600):
            yield bytes(64 * 2**10)

    headers = {**agent._headers, "content-type": "multipart/form-data; boundary=x"}
    try:
        answer = await desk.building.client.post("/attachments", headers=headers, content=body())
        status = answer.status_code
    except httpx.HTTPError:  # the server hung up in the middle
        status = 413
    assert status == 413
    declared = {**headers, "content-length": str(100 * 2**20)}
    host, port = desk.building.base_url.removeprefix("http://").split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    lines = "".join(f"{name}: {value}\r\n" for name, value in declared.items())
    writer.write(f"POST /api/v1/attachments HTTP/1.1\r\nHost: {host}\r\n{lines}\r\n".encode())
    async with asyncio.timeout(10):
        assert b" 413 " in await reader.readline(), "by its declared size alone, with nothing sent"
    writer.close()
    await writer.wait_closed()


# ── signed links ────────────────────────────────────────────────────────────────────────────────────────────


async def test_a_signed_link_is_good_for_its_file_its_way_and_its_minutes(desk: Desk) -> None:
    agent = await desk.agent()
    ticket = await desk.a_ticket(files=(("a.png", PNG), ("b.png", picture(colour=(4, 4, 4)))))
    first, second = await shown_of(agent, ticket)
    link = (await agent.gets(f"/attachments/{first['id']}/link"))["url"]
    other = (await agent.gets(f"/attachments/{second['id']}/link", view=True))["url"]
    _, _, brand, item, how, until, mac = link.split("/")
    async with httpx.AsyncClient(base_url=desk.building.base_url) as anybody:
        assert (await anybody.get(link)).content == PNG
        for wrong in (
            f"/files/{brand}/{second['id']}/{how}/{until}/{mac}",
            f"/files/{brand}/{item}/view/{until}/{mac}",
            f"/files/{brand}/{item}/{how}/{int(until) + 3600}/{mac}",
            f"/files/{brand}/{item}/{how}/{until}/{other.rpartition('/')[2]}",
            f"/files/{brand}/{item}/{how}/{until}/{mac[:-1]}",
            f"/files/{brand}/{item}/{how}/{until}/ф",
            f"/files/other/{item}/{how}/{until}/{mac}",
            f"/files/{brand}/{item}/document/{until}/{mac}",
        ):
            assert (await anybody.get(wrong)).status_code == 404, wrong


def test_a_signed_link_ends() -> None:
    from datetime import UTC, datetime, timedelta

    from pitboss.files.links import BadLink, FileLinks, How, LinkOver
    from pitboss.kit.ids import new_id

    links, item, now = FileLinks("https://files.example", b"key"), new_id(), datetime.now(UTC)
    link = links.make("a", item, How.view, now)
    assert link.url.startswith("https://files.example/files/a/")
    until, mac = link.url.split("/")[-2:]
    links.check("a", item, How.view, int(until), mac, now + timedelta(minutes=9))
    with pytest.raises(LinkOver):
        links.check("a", item, How.view, int(until), mac, now + timedelta(minutes=11))
    with pytest.raises(BadLink):
        FileLinks("", b"another key").check("a", item, How.view, int(until), mac, now)


async def test_who_does_not_see_the_message_gets_no_link_to_its_file(desk: Desk) -> None:
    agent, stranger = await desk.agent(), await desk.sits("agent")
    (file,) = await shown_of(agent, await desk.a_ticket(files=(("a.png", PNG),)))
    for way in ("", "/view", "/link"):
        assert (await stranger.asks("GET", f"/attachments/{file['id']}{way}")).status_code == 404
        async with httpx.AsyncClient(base_url=f"{desk.building.base_url}/api/v1") as nobody:
            assert (await nobody.get(f"/attachments/{file['id']}{way}")).status_code == 401
