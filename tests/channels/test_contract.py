"""What every channel adapter keeps to; docs/how-to/channel.md. A new channel adds itself to `web.make_adapters` and is here."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from pitboss.channels.adapter import (
    Adapter,
    Channel,
    Ignored,
    Incoming,
    Original,
    Outgoing,
    Report,
    TryLater,
    Undeliverable,
)
from pitboss.kit.ids import new_id
from pitboss.settings import read_settings
from pitboss.web import OwnAddresses, make_adapters

SETTINGS = read_settings({"PITBOSS_SECRET_KEY": "k" * 32, "PITBOSS_SMTP_URL": "smtp://127.0.0.1:1"})
ADAPTERS = make_adapters(SETTINGS, OwnAddresses())
SAMPLES = sorted((Path(__file__).parent / "email" / "samples").glob("*.eml"))
HOSTILE = [b"", b"\x00" * 100, b"\xff" * 1000, b"{", b"[" * 5000, "привет".encode("koi8-r")]

each_adapter = pytest.mark.parametrize("adapter", ADAPTERS.values(), ids=ADAPTERS.keys())


def a_channel(adapter: Adapter) -> Channel:
    return Channel("harbour", new_id(), adapter.kind, "name", "support@harbour.example", {}, enabled=True)


def an_original(channel: Channel, raw: bytes) -> Original:
    return Original(
        brand=channel.brand,
        id=new_id(),
        channel_id=channel.id,
        external_id="given-by-the-provider",
        envelope={"sender": "somebody@post.example", "recipients": ["support@harbour.example"]},
        raw=raw,
        file_key=None,
        masked=[],
        attempts=1,
        received_at=datetime(2026, 11, 22, tzinfo=UTC),
    )


@each_adapter
def test_an_adapter_is_known_by_its_kind(adapter: Adapter) -> None:
    assert ADAPTERS[adapter.kind] is adapter


@each_adapter
@pytest.mark.parametrize("raw", [*HOSTILE, *(path.read_bytes() for path in SAMPLES)], ids=lambda raw: None)
def test_whatever_comes_is_read_ignored_or_refused_by_name(adapter: Adapter, raw: bytes) -> None:
    channel = a_channel(adapter)
    try:
        read = adapter.read(channel, an_original(channel, raw), raw)
    except ValueError:
        return  # quarantined
    assert isinstance(read, Incoming | Report | Ignored)
    if isinstance(read, Incoming):
        assert read.external_id == "given-by-the-provider"
        kind, value = read.identity
        assert kind in ("account", "email", "phone", "telegram")
        assert value
        assert 0 <= read.assurance <= 3
        assert all(kind in ("message-id", "ticket", "reference") for kind, _ in read.threads)


@each_adapter
async def test_a_provider_that_is_away_means_later_not_never(adapter: Adapter) -> None:
    out = Outgoing(
        delivery=new_id(),
        ticket=new_id(),
        reference="HB-1001",
        address="player@post.example",
        player_name="Анна",
        sender_name="Мария · Harbour",
        subject="Вывод",
        text="Уже в пути.",
        html=None,
        notice=False,
        external_id="<1@harbour.example>",
        answers=("<0@post.example>",),
        files=(),
        at=datetime(2026, 11, 22, tzinfo=UTC),
    )
    with pytest.raises((TryLater, Undeliverable)) as refusal:
        await adapter.send(a_channel(adapter), out)
    if adapter.kind == "email":
        assert refusal.type is TryLater
