"""Web Push as browsers' push services take it: a message that only the browser can read (RFC 8291, RFC 8188), with a
signature that says who sends it (VAPID, RFC 8292). Pure."""

from __future__ import annotations

import base64
import os
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import msgspec
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from joserfc import jwt
from joserfc.jwk import ECKey

LONGEST = 3_000  # bytes of a message; services take 4096 with what is added
RECORD = 4_096
TOKEN_LASTS = timedelta(hours=12)  # RFC 8292 allows a day
_CURVE = ec.SECP256R1()


class BadSubscription(ValueError):
    """These are not the keys of a browser's push subscription."""


def b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def unb64(text: str) -> bytes:
    """
    Raises:
        BadSubscription.
    """
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except ValueError as problem:
        raise BadSubscription from problem


def check_keys(p256dh: bytes, auth: bytes) -> None:
    """
    Raises:
        BadSubscription: unless the first is a point of P-256, uncompressed, and the second 16 bytes.
    """
    if len(p256dh) != 65 or len(auth) != 16:
        raise BadSubscription
    try:
        ec.EllipticCurvePublicKey.from_encoded_point(_CURVE, p256dh)
    except ValueError as problem:
        raise BadSubscription from problem


def encrypt(
    plain: bytes,
    p256dh: bytes,
    auth: bytes,
    *,
    private: ec.EllipticCurvePrivateKey | None = None,
    salt: bytes | None = None,
) -> bytes:
    """The body of a push request, one aes128gcm record. `private` and `salt` are fresh for each message; only a test gives
    them."""
    private = private or ec.generate_private_key(_CURVE)
    salt = salt or os.urandom(16)
    public = private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    shared = private.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(_CURVE, p256dh))
    key = _derive(shared, auth, b"WebPush: info\x00" + p256dh + public, 32)
    content_key = _derive(key, salt, b"Content-Encoding: aes128gcm\x00", 16)
    nonce = _derive(key, salt, b"Content-Encoding: nonce\x00", 12)
    sealed = AESGCM(content_key).encrypt(nonce, plain + b"\x02", None)
    return salt + RECORD.to_bytes(4, "big") + bytes([len(public)]) + public + sealed


def _derive(secret: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(SHA256(), length, salt, info).derive(secret)


def new_key() -> str:
    """A key pair of the installation, as JSON to be kept."""
    return msgspec.json.encode(ECKey.generate_key("P-256").as_dict(private=True)).decode()


def public_key(kept: str) -> str:
    """What a browser needs to subscribe (applicationServerKey)."""
    point = _key(kept)
    return b64(b"\x04" + unb64(str(point["x"])) + unb64(str(point["y"])))


def authorization(kept: str, endpoint: str, contact: str, now: datetime) -> str:
    """The Authorization of a push request. `contact`: an https: or mailto: address at which the service finds us."""
    parts = urlsplit(endpoint)
    claims = {
        "aud": f"{parts.scheme}://{parts.netloc}",
        "exp": int((now + TOKEN_LASTS).timestamp()),
        "sub": contact,
    }
    token = jwt.encode({"typ": "JWT", "alg": "ES256"}, claims, ECKey.import_key(_key(kept)))
    return f"vapid t={token}, k={public_key(kept)}"


def _key(kept: str) -> dict[str, str | list[str]]:
    return msgspec.json.decode(kept, type=dict[str, str | list[str]])
