"""Who doesn't look is told by their browser, in a message that only the browser can read."""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import msgspec
import pytest
import uvicorn
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from joserfc import jwt
from joserfc.jwk import ECKey

from pitboss.db.tx import SYSTEM
from pitboss.notifications.push import look
from pitboss.notifications.webpush import b64, unb64
from pitboss.staff import presence
from tests.desk import Desk, Seat, a_listening_socket, until


class Browser:
    """A browser with its push service: takes what is sent, checks who sent it, and reads it."""

    def __init__(self) -> None:
        self.private = ec.generate_private_key(ec.SECP256R1())
        self.auth = os.urandom(16)
        self.public = self.private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        self.read: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.answers = 201
        self.endpoint = ""

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        body, more = b"", True
        while more:
            part = await receive()
            body += part.get("body", b"")
            more = part.get("more_body", False)
        if self.answers == 201:
            self.headers.append({k.decode(): v.decode() for k, v in scope["headers"]})
            self.read.append(msgspec.json.decode(self.opened(body)))
        await send({"type": "http.response.start", "status": self.answers, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    def opened(self, body: bytes) -> bytes:
        """RFC 8291 from the receiving side."""
        salt, length = body[:16], body[20]
        sender, sealed = body[21 : 21 + length], body[21 + length :]
        shared = self.private.exchange(
            ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), sender)
        )
        key = HKDF(SHA256(), 32, self.auth, b"WebPush: info\x00" + self.public + sender).derive(shared)
        content = HKDF(SHA256(), 16, salt, b"Content-Encoding: aes128gcm\x00").derive(key)
        nonce = HKDF(SHA256(), 12, salt, b"Content-Encoding: nonce\x00").derive(key)
        plain = AESGCM(content).decrypt(nonce, sealed, None)
        assert plain.endswith(b"\x02")
        return plain[:-1]

    @property
    def subscription(self) -> dict[str, Any]:
        keys = {"p256dh": b64(self.public), "auth": b64(self.auth)}
        return {"endpoint": self.endpoint, "keys": keys, "expirationTime": None}


class _Server(uvicorn.Server):
    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    made = Browser()
    listening = a_listening_socket()
    port = listening.getsockname()[1]
    made.endpoint = f"http://127.0.0.1:{port}/push/{os.urandom(8).hex()}"
    server = _Server(uvicorn.Config(made, lifespan="off", log_level="critical"))
    serving = asyncio.create_task(server.serve([listening]))
    await until(lambda: server.started)
    yield made
    server.should_exit = True
    await serving
    listening.close()


async def subscribes(seat: Seat, browser: Browser) -> str:
    answer = await seat.asks("POST", "/me/push", browser.subscription)
    assert answer.status_code == 201, answer.text
    made: str = answer.json()["id"]
    return made


async def told(desk: Desk, browser: Browser) -> list[tuple[str, str]]:
    """What the browser has been told, after everything so far was looked at."""
    while await look(desk.db, desk.building.settings.public_url):
        pass
    return [(push["kind"], push["body"]) for push in browser.read]


async def test_a_mention_an_assignment_and_an_answer_are_told_without_their_words(
    desk: Desk, browser: Browser
) -> None:
    agent, colleague, head = await desk.agent(), await desk.agent(), await desk.sits("supervisor")
    ticket = await desk.a_ticket(text="Where can I set a limit?")
    await subscribes(agent, browser)
    reference = f"{desk.brand.prefix}-{ticket.number}"
    await colleague.notes(ticket, "A secret aside", mentions=[str(agent.id)])
    assert await told(desk, browser) == [("mentioned", reference)]
    await agent.asks("PUT", "/me/presence", {"state": "away"})
    await head.does(ticket, "assign", to=str(agent.id))
    assert (await told(desk, browser))[1:] == [("assigned", reference)]
    await desk.mail_arrives(subject=f"Re: [{reference}]", text="Hello, are you there?")
    assert (await told(desk, browser))[2:] == [("answered", reference)]
    assert browser.read[0] == {
        "kind": "mentioned",
        "title": "You were mentioned",
        "body": reference,
        "tag": str(ticket.id),
        "url": f"/desk/list/mine/{ticket.id}",
    }
    assert await told(desk, browser) == [(k, reference) for k in ("mentioned", "assigned", "answered")]


async def test_the_push_service_can_check_who_sends(desk: Desk, browser: Browser) -> None:
    agent, head, ticket = await desk.agent(), await desk.sits("supervisor"), await desk.a_ticket()
    key = (await agent.gets("/me/push"))["public_key"]
    assert (await head.gets("/me/push"))["public_key"] == key
    await subscribes(agent, browser)
    await head.does(ticket, "assign", to=str(agent.id))
    await told(desk, browser)
    (headers,) = browser.headers
    assert (headers["content-encoding"], headers["ttl"]) == ("aes128gcm", "3600")
    token, shown = headers["authorization"].removeprefix("vapid t=").split(", k=")
    assert shown == key
    point = unb64(key)
    public: dict[str, str | list[str]] = {
        "kty": "EC",
        "crv": "P-256",
        "x": b64(point[1:33]),
        "y": b64(point[33:]),
    }
    claims = jwt.decode(token, ECKey.import_key(public), algorithms=["ES256"]).claims
    assert claims["aud"] == browser.endpoint.partition("/push")[0]
    assert claims["sub"] == desk.building.settings.public_url


async def test_what_one_does_oneself_or_looks_at_is_not_told(desk: Desk, browser: Browser) -> None:
    agent, head, ticket = await desk.agent(), await desk.sits("supervisor"), await desk.a_ticket()
    await subscribes(agent, browser)
    await agent.does(ticket, "take")
    assert await told(desk, browser) == []
    await agent.asks("PUT", "/me/presence", {"state": "online"})
    await agent.asks("POST", "/me/beat", {"focused": True})
    await head.notes(ticket, "Look", mentions=[str(agent.id)])
    assert await told(desk, browser) == []


async def test_a_browser_that_is_gone_or_signed_out_is_told_no_more(desk: Desk, browser: Browser) -> None:
    agent, head, ticket = await desk.agent(), await desk.sits("supervisor"), await desk.a_ticket()
    await subscribes(agent, browser)
    browser.answers = 410
    await head.notes(ticket, "One", mentions=[str(agent.id)])
    await told(desk, browser)
    assert (await agent.gets("/me/push"))["browsers"] == []
    browser.answers = 201
    again = await subscribes(agent, browser)
    assert again == await subscribes(agent, browser)
    await agent.asks("DELETE", "/session")
    await head.notes(ticket, "Two", mentions=[str(agent.id)])
    assert await told(desk, browser) == []


async def test_a_browser_can_be_taken_away_by_its_owner_alone(desk: Desk, browser: Browser) -> None:
    agent, colleague = await desk.agent(), await desk.agent()
    made = await subscribes(agent, browser)
    assert (await colleague.asks("DELETE", f"/me/push/{made}")).status_code == 404
    assert (await agent.asks("DELETE", f"/me/push/{made}")).status_code == 204


async def test_the_desk_knocks_at_no_other_doors(desk: Desk, browser: Browser) -> None:
    agent = await desk.agent()
    for endpoint in ("https://10.0.0.8/x", "http://169.254.169.254/latest", "file:///etc/passwd"):
        refused = await agent.asks("POST", "/me/push", {**browser.subscription, "endpoint": endpoint})
        assert (refused.status_code, refused.json()["title"]) == (422, "bad_endpoint")
    bad = {**browser.subscription, "keys": {"p256dh": "AAAA", "auth": "AAAA"}}
    assert (await agent.asks("POST", "/me/push", bad)).status_code == 422


# ── preferences and presence ────────────────────────────────────────────────────────────────────────────────


async def test_preferences_are_ones_own_in_every_browser(desk: Desk) -> None:
    agent, other = await desk.agent(), await desk.agent()
    before = await agent.gets("/me/preferences")
    assert (before["theme"], before["language"], before["columns"]["list"]) == ("auto", "en", 360)
    change = {"theme": "dark", "columns": {"list": 400}, "language": "ru"}
    after = (await agent.asks("PUT", "/me/preferences", change)).json()
    assert (after["theme"], after["columns"]["list"], after["language"]) == ("dark", 400, "ru")
    assert (await agent.gets("/me/preferences")) == after
    assert (await agent.gets("/session"))["locale"] == "ru"
    assert (await other.gets("/me/preferences")) == before
    for bad in ({"columns": {"list": 9}}, {"undo_seconds": 31}, {"theme": "pink"}, {"colour": "red"}):
        assert (await agent.asks("PUT", "/me/preferences", bad)).status_code in (400, 422)


async def idles(desk: Desk, agent: Seat, by: timedelta) -> None:
    async with desk.db.tx(SYSTEM) as tx:
        await tx.run("UPDATE presence SET active_at = now() - $2::interval WHERE staff_id = $1", agent.id, by)


async def test_who_touches_nothing_is_away_by_themselves_and_back_by_a_touch(desk: Desk) -> None:
    agent = await desk.agent()
    await agent.asks("PUT", "/me/presence", {"state": "online"})
    await idles(desk, agent, timedelta(minutes=11))
    await agent.asks("POST", "/me/beat", {"active": False})
    async with desk.db.tx(SYSTEM) as tx:
        assert agent.id in await presence.idle(tx, timedelta(minutes=10))
    assert (await agent.gets("/me/presence"))["state"] == "away"
    assert (await agent.asks("POST", "/me/beat", {"active": False})).json()["state"] == "away"
    assert (await agent.asks("POST", "/me/beat", {"active": True})).json()["state"] == "online"
    await agent.asks("PUT", "/me/presence", {"state": "away"})
    assert (await agent.asks("POST", "/me/beat", {"active": True})).json()["state"] == "away"


async def test_away_with_reassign_gives_the_chats_back_and_the_load_shows_it(desk: Desk) -> None:
    agent = await desk.agent(capacity=5)
    ticket = await desk.a_ticket()
    await desk.value(
        "UPDATE ticket SET class = 'chat' WHERE brand_id = $1 AND id = $2 RETURNING id", ticket.id
    )
    await agent.does(ticket, "take")
    there = await agent.gets("/me/presence")
    (chats,) = [load for load in there["loads"] if load["class_"] == "chat"]
    assert (chats["load"], chats["capacity"]) == (1, 5)
    await agent.asks("PUT", "/me/presence", {"state": "away", "reassign": True})
    assert (await agent.view(ticket))["assignee"] is None


async def test_an_address_that_can_not_be_sent_to_holds_up_nobody_else(desk: Desk, browser: Browser) -> None:
    """Such a one is refused now; it may be there from before."""
    agent, colleague, head = await desk.agent(), await desk.agent(), await desk.sits("supervisor")
    ticket = await desk.a_ticket()
    broken = Browser()
    broken.endpoint = f"{browser.endpoint}/broken"
    made = await subscribes(agent, broken)
    await subscribes(colleague, browser)
    async with desk.db.tx(SYSTEM) as tx:
        await tx.run(
            "UPDATE push_subscription SET endpoint = E'https://fcm.googleapis.com/\\r\\nX: ' || id WHERE id = $1",
            UUID(made),
        )
    await head.notes(ticket, "Look", mentions=[str(agent.id), str(colleague.id)])
    assert await told(desk, browser) == [("mentioned", f"{desk.brand.prefix}-{ticket.number}")]
