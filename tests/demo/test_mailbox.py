"""The demo's mailbox page."""

from __future__ import annotations

from pathlib import Path

import pytest
from litestar.testing import TestClient

from pitboss.demo.mailbox import Mailbox, app, linked

MAIL = b"""From: desk@harbour.example
To: me@post.example
Subject: <b>Your request</b>
Content-Type: text/plain; charset=utf-8

See https://desk.example/t/1?a=1&b=2. <script>alert(1)</script> javascript:alert(1)
"""


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a < b & c", "a &lt; b &amp; c"),
        ("(http://x.example/y).", '(<a href="http://x.example/y" rel="noreferrer">http://x.example/y</a>).'),
        ("http://x.example/(y)", '<a href="http://x.example/(y)" rel="noreferrer">http://x.example/(y)</a>'),
        (
            'https://x.example/?a=1&b=2" onclick="x',
            '<a href="https://x.example/?a=1&amp;b=2" rel="noreferrer">https://x.example/?a=1&amp;b=2</a>'
            "&quot; onclick=&quot;x",
        ),
        ("javascript:alert(1) ftp://x.example", "javascript:alert(1) ftp://x.example"),
    ],
)
def test_only_web_addresses_become_links_and_the_rest_stays_text(text: str, shown: str) -> None:
    assert linked(text) == shown


def test_the_page_stands_still_while_somebody_reads(tmp_path: Path) -> None:
    mailbox = Mailbox(tmp_path)
    (tmp_path / "0197b1a0-0000-7000-8000-000000000000.eml").write_bytes(MAIL)
    with TestClient(app(mailbox)) as client:
        page = client.get("/").text
    assert "http-equiv" not in page
    assert "<a href='/'>Reload" in page
    assert '<a href="https://desk.example/t/1?a=1&amp;b=2" rel="noreferrer">' in page
    assert "<script>" not in page
    assert "&lt;b&gt;Your request" in page
