"""Help centres of other desks, and archives that mean no good."""

from __future__ import annotations

import contextlib
import io
import struct
import zipfile
from typing import Any

import httpx
import msgspec
import pytest

from pitboss.knowledge import archive
from pitboss.knowledge.archive import BadArchive
from pitboss.knowledge.elsewhere import BadExport, to_markdown
from tests.desk import Desk, Seat
from tests.knowledge.test_importing import FOLDER
from tests.knowledge.test_readers import PNG

ZENDESK = {
    "categories": [{"id": 1, "name": "Help"}],
    "sections": [
        {"id": 7, "category_id": 1, "locale": "en-us", "name": "Payouts", "description": "Getting your money"},
        {"id": 7, "category_id": 1, "locale": "ru", "name": "Выплаты", "description": "Как получить деньги"},
    ],
    "articles": [
        {
            "id": 360001, "section_id": 7, "locale": "en-us", "title": "Where is my payout &amp; when", "draft": False,
            "label_names": ["stuck payout"], "user_segment_id": None,
            "body": "<h1>Payouts</h1><p>Within <b>a day</b>. <a href=\"https://x.zendesk.com/hc/en-us/articles/360002-Limits\">Limits</a>"
                    "<script>alert(1)</script></p><table><tr><th>Way</th><th>Time</th></tr><tr><td>Card</td><td>1 h</td></tr></table>"
                    "<img src=\"https://x.zendesk.com/1.png\">",
        },
        {"id": 360001, "section_id": 7, "locale": "ru", "title": "Где моя выплата", "draft": False, "body": "<p>В течение дня.</p>"},
        {"id": 360002, "section_id": 7, "locale": "en-us", "title": "Limits", "draft": True, "body": "<p>Set a limit.</p>"},
        {"id": 360003, "section_id": 7, "locale": "en-us", "title": "For VIPs", "draft": False, "user_segment_id": 12,
         "body": "<p>Only you.</p>"},
        {"id": 360004, "section_id": 7, "locale": "de", "title": "Auszahlung", "draft": False, "body": "<p>Morgen.</p>"},
        {"id": 360005, "section_id": 7, "locale": "en-us", "title": "Empty", "draft": False, "body": ""},
    ],
}  # fmt: skip
INTERCOM = {
    "type": "list",
    "data": [
        {
            "type": "article", "id": "11", "title": "Verify yourself", "description": "What we need", "state": "published",
            "body": "<p>Send a <i>photo</i>.</p>", "parent_id": 5, "default_locale": "en",
            "translated_content": {
                "type": "article_translated_content",
                "ru": {"title": "Подтвердите личность", "description": "Что нужно", "body": "<p>Пришлите фото.</p>", "state": "draft"},
                "fr": {"title": "Identité", "body": "<p>Oui</p>", "state": "published"},
            },
        },
    ],
    "collections": [{"type": "collection", "id": "5", "name": "Account", "description": ""}],
}  # fmt: skip


def zipped(files: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in files.items():
            made.writestr(name, data)
    return packed.getvalue()


async def imports(
    desk: Desk, seat: Seat, source: str, data: bytes, name: str = "x.zip", **query: Any
) -> httpx.Response:
    return await desk.building.client.post(
        "/knowledge/import",
        params={"source": source, "brand": desk.brand.id, **query},
        headers={"authorization": f"Bearer {seat.token}"},
        files={"file": (name, data)},
    )


async def words_of(seat: Seat, title: str) -> dict[str, Any]:
    listed = (await seat.gets("/knowledge/articles", q=title))["items"]
    (article,) = [one for one in listed if title in one["title"].lower()]
    shown: dict[str, Any] = await seat.gets(f"/knowledge/articles/{article['id']}")
    return shown


async def test_a_zendesk_export_is_handed_in_for_review(desk: Desk) -> None:
    head = await desk.sits("supervisor")
    tried = await imports(desk, head, "zendesk", msgspec.json.encode(ZENDESK), "export.json", dry="true")
    assert tried.json()["created"] == 4
    assert (await head.gets("/knowledge/articles"))["items"] == []
    told = (await imports(desk, head, "zendesk", msgspec.json.encode(ZENDESK), "export.json")).json()
    assert (told["created"], told["skipped"]) == (4, 2)
    why = {line["origin"]: line["why"] for line in told["lines"]}
    assert why["article 360004 (de)"] == "Only Russian and English are taken."
    assert why["article 360005 (en-us)"] == "It has no title or no text."
    assert why["article 360003 (en-us)"].startswith("It was for some readers only.")
    assert why["article 360001 (en-us)"] == "Its pictures and videos were left out: add them again."
    shown = await words_of(head, "where is my payout")
    assert (shown["article"]["stage"], shown["article"]["category"]) == ("review", "payouts")
    assert shown["work"]["text"] == (
        "# Payouts\n\nWithin **a day**. [Limits](article:limits)\n\n| Way | Time |\n| --- | --- |\n| Card | 1 h |"
    )
    assert shown["work"]["words"] == ["stuck payout"]
    assert [other["title"] for other in shown["translations"]] == ["Где моя выплата"]
    assert (await words_of(head, "limits"))["article"]["stage"] == "draft"
    assert (await words_of(head, "for vips"))["article"]["visibility"] == "staff"
    again = (await imports(desk, head, "zendesk", msgspec.json.encode(ZENDESK), "export.json")).json()
    assert (again["created"], again["unchanged"]) == (0, 4)
    assert (await head.gets("/knowledge/categories"))[0]["ru"] == {
        "name": "Выплаты",
        "about": "Как получить деньги",
    }


async def test_an_intercom_export_brings_its_translations(desk: Desk) -> None:
    head = await desk.sits("supervisor")
    data = zipped({"articles.json": msgspec.json.encode(INTERCOM)})
    told = (await imports(desk, head, "intercom", data)).json()
    assert (told["created"], told["skipped"]) == (2, 1)
    english, russian = await words_of(head, "verify"), await words_of(head, "подтвердите")
    assert (english["article"]["slug"], russian["article"]["slug"]) == ("verify-yourself", "verify-yourself")
    assert (english["article"]["stage"], russian["article"]["stage"]) == ("review", "draft")
    assert (english["work"]["summary"], english["work"]["text"]) == ("What we need", "Send a *photo*.")
    assert english["article"]["category"] == "account"


async def test_a_zip_of_markdown_brings_its_pictures(desk: Desk) -> None:
    head = await desk.sits("supervisor")
    files = {path: text.encode() for path, text in FOLDER.items()}
    files["help/en/shown.md"] = (
        b"---\ntitle: Shown\n---\nSee ![the cashier](../pictures/a.png) and ![none](b.png)."
    )
    files |= {"help/pictures/a.png": PNG, "../../etc/cron.d/x.md": b"x", "help/pictures/unused.png": PNG}
    told = (await imports(desk, head, "markdown", zipped(files))).json()
    assert (told["created"], told["skipped"]) == (6, 2)
    assert {"Its name leads out of the archive."} < {line["why"] for line in told["lines"]}
    shown = await words_of(head, "shown")
    (image,) = shown["work"]["images"]
    assert shown["work"]["text"] == f"See ![the cashier](image:{image}) and ![none](b.png)."
    assert shown["work"]["authors"][0]["name"] == head.person.name  # who imports can't review
    assert "approve" not in shown["article"]["may"]


@pytest.mark.parametrize("source", ["markdown", "zendesk", "intercom"])
async def test_what_is_no_export_is_refused_in_words(desk: Desk, source: str) -> None:
    head, agent = await desk.sits("supervisor"), await desk.agent()
    for data in (b"", b"hello", b"PK\x03\x04broken", b"[1, 2]", b"{" * 1000, b'{"articles": [{"body": 1}]}'):
        answer = await imports(desk, head, source, data, "export.json")
        assert answer.status_code in (200, 422), answer.text
        if answer.status_code == 200:
            assert answer.json()["created"] == 0
    assert (await imports(desk, agent, source, b"{}")).status_code == 403


def a_bomb() -> bytes:
    """Says of itself that it is small, and unpacks to 200 MB."""
    packed = bytearray(zipped({f"en/{n}.md": b"\0" * 20_000_000 for n in range(10)}))
    at = 0
    while (at := packed.find(b"PK\x01\x02", at)) >= 0:
        packed[at + 24 : at + 28] = struct.pack("<I", 1000)
        at += 4
    return bytes(packed)


def test_an_archive_that_unpacks_to_too_much_is_not_unpacked() -> None:
    honest = zipped({f"en/{n}.md": b"\0" * 20_000_000 for n in range(20)})
    assert len(honest) < 1_000_000
    with pytest.raises(BadArchive, match="too much"):
        archive.opened(honest)
    with pytest.raises(BadArchive):
        archive.opened(a_bomb())


def test_names_that_lead_out_and_links_are_left_out() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as made:
        for name in ("../x.md", "/etc/x.md", "a/../../x.md", "C:/x.md", "a\\x.md", "good.md"):
            made.writestr(name, "x")
        link = zipfile.ZipInfo("link.md")
        link.external_attr = 0o120777 << 16
        made.writestr(link, "/etc/passwd")
    files, skipped = archive.opened(packed.getvalue())
    assert list(files) == ["good.md"]
    assert len(skipped) == 6
    with pytest.raises(BadArchive, match="too much"):
        archive.opened(zipped({str(n): b"" for n in range(5_001)}))


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>One</p><p>Two<br>lines</p>", "One\n\nTwo\\\nlines"),
        ("<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>", "- a\n- b\n  - c"),
        ("<p>2 * 3 * 4 and a_b_c</p>", "2 \\* 3 \\* 4 and a\\_b\\_c"),
        ("<a href='javascript:alert(1)'>x</a>", "x"),
        ("<style>p{}</style><p onclick='x()'>Text</p><iframe src='//e'></iframe>", "Text"),
        ("<div><div>" * 50 + "deep", "deep"),
    ],
)
def test_html_becomes_markdown_and_nothing_more(html: str, markdown: str) -> None:
    assert to_markdown(html) == markdown


def test_html_that_is_nested_without_end_is_refused_or_read() -> None:
    with contextlib.suppress(BadExport):
        assert "x" in to_markdown("<blockquote>" * 20_000 + "x")


async def test_aliases_in_yaml_make_nothing_large(desk: Desk) -> None:
    head = await desk.sits("supervisor")
    bomb = "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\ntitle: T"
    told = (
        await imports(desk, head, "markdown", zipped({"en/a.md": f"---\n{bomb}\n---\nText".encode()}))
    ).json()
    assert told["lines"][0]["why"].startswith("The YAML can't be read")
