"""What players sent is shown as it was, and can do nothing."""

from __future__ import annotations

from email.message import EmailMessage
from typing import Any

import httpx

from tests.desk import Desk, Seat, a_mail
from tests.pictures import PNG, a_pdf


async def raw(seat: Seat, path: str, **query: Any) -> httpx.Response:
    answer = await seat.asks("GET", path, **query)
    assert answer.status_code == 200, answer.text
    return answer


def a_formatted_mail(desk: Desk) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "Ivan <ivan@mail.example>", desk.brand.address, "Pictures"
    mail["Message-ID"] = "<pictures@mail.example>"
    mail.set_content("See the pictures of my deposit, please.")
    mail.add_alternative(
        '<p onclick="x()">See <b>these</b><script>x()</script><img src="cid:one"><img src="https://spy.example/p.gif">'
        '<form action="https://spy.example"><input name="a"></form></p>',
        subtype="html",
    )
    html = mail.get_body(("html",))
    assert html is not None
    html.add_related(PNG, "image", "png", cid="<one>")
    return mail.as_bytes()


async def test_a_mail_is_shown_in_a_sandbox_without_scripts_and_remote_pictures(desk: Desk) -> None:
    ticket = await desk.mail_arrives(a_formatted_mail(desk), id="<pictures@mail.example>")
    assert ticket is not None
    senior = await desk.sits("senior")
    (message,) = await desk.messages(ticket, "player")
    page = await raw(senior, f"/messages/{message.id}/original")
    policy = page.headers["content-security-policy"]
    assert policy.startswith("sandbox;")
    assert "allow-scripts" not in policy
    assert policy.endswith("img-src data:")
    assert (page.headers["x-frame-options"], page.headers["x-remote-images"]) == ("SAMEORIGIN", "1")
    assert page.headers["x-content-type-options"] == "nosniff"
    assert "<b>these</b>" in page.text
    assert 'src="data:image/png;base64,' in page.text
    assert not any(bad in page.text for bad in ("<script", "onclick", "<form", "<input", ' src="http'))
    asked = await raw(senior, f"/messages/{message.id}/original", images="true")
    assert ' src="https://spy.example/p.gif" referrerpolicy="no-referrer"' in asked.text
    assert "img-src data: https: http:" in asked.headers["content-security-policy"]


async def test_the_source_is_a_download_for_those_who_see_the_message(desk: Desk) -> None:
    senior, stranger = await desk.sits("senior"), await desk.sits("agent")
    ticket = await desk.a_ticket(text="A plain question about limits.")
    (message,) = await desk.messages(ticket, "player")
    source = await raw(senior, f"/messages/{message.id}/source")
    assert b"A plain question about limits." in source.content
    assert source.headers["content-disposition"].startswith("attachment")
    for what in ("source", "original"):
        assert (await stranger.asks("GET", f"/messages/{message.id}/{what}")).status_code == 404
    plain = await raw(senior, f"/messages/{message.id}/original")
    assert "<pre>A plain question about limits." in plain.text
    own = await (await desk.sits("supervisor")).says(ticket, "Here you are")
    assert (await senior.asks("GET", f"/messages/{own['id']}/source")).status_code == 404


async def test_pictures_and_pdfs_are_shown_by_their_content_and_all_else_is_a_download(desk: Desk) -> None:
    senior = await desk.sits("senior")
    files = (
        ("a.txt", PNG),
        ("b.png", b"<html><script>x()</script>"),
        ("c.bin", a_pdf()),
        ("d.pdf", b"%PDF-1.7 x"),
    )
    ticket = await desk.mail_arrives(
        a_mail(to=desk.brand.address, id="<f@mail.example>", files=files), id="<f@mail.example>"
    )
    assert ticket is not None
    shown = await senior.gets(f"/tickets/{ticket.id}/messages")
    kinds = {}
    for file in shown["items"][0]["attachments"]:
        answer = await raw(senior, f"/attachments/{file['id']}/view")
        assert answer.headers["content-security-policy"].startswith("sandbox;")
        assert answer.headers["x-content-type-options"] == "nosniff"
        kinds[file["name"]] = (
            answer.headers["content-type"],
            answer.headers["content-disposition"].partition(";")[0],
        )
    assert kinds == {
        "a.txt.png": ("image/png", "inline"),
        "b.png": ("application/octet-stream", "attachment"),
        "c.bin.pdf": ("application/pdf", "inline"),
        "d.pdf": ("application/octet-stream", "attachment"),
    }
