"""Which pages are the desk's own."""

from __future__ import annotations

import pytest

from pitboss.api.edge import own_origin
from pitboss.settings import Settings, read_settings


def desk(public_url: str) -> Settings:
    return read_settings({"PITBOSS_PUBLIC_URL": public_url})


@pytest.mark.parametrize(
    ("origin", "host", "public", "own"),
    [
        ("https://desk.example", "desk.example", "https://desk.example", True),
        ("https://desk.example", "10.0.0.5:8000", "https://desk.example", True),
        ("https://10.0.0.5:8000", "10.0.0.5:8000", "https://desk.example", True),
        ("http://127.0.0.1:8000", "127.0.0.1:8000", "http://127.0.0.1:8000", True),
        ("https://127.0.0.1:8000", "127.0.0.1:8000", "http://127.0.0.1:8000", True),
        ("http://desk.example", "desk.example", "https://desk.example", False),
        ("http://10.0.0.5:8000", "10.0.0.5:8000", "https://desk.example", False),
        ("ftp://desk.example", "desk.example", "https://desk.example", False),
        ("https://evil.example", "desk.example", "https://desk.example", False),
        ("https://desk.example.evil.example", "desk.example", "https://desk.example", False),
        ("https://desk.example:444", "desk.example", "https://desk.example", False),
        ("null", "desk.example", "https://desk.example", False),
        ("http://[", "desk.example", "https://desk.example", False),
        ("", "", "https://desk.example", False),
    ],
)  # fmt: skip
def test_a_page_is_the_desks_own_by_name_port_and_scheme(
    origin: str, host: str, public: str, own: bool
) -> None:
    assert own_origin(origin, host, desk(public)) is own
