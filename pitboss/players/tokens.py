"""The operator's signed token (JWT) that says which player opens a chat. The kind of key a brand has stored decides the
algorithm; the token's own header decides nothing, so a public key is never taken for a shared secret."""

from __future__ import annotations

import json
import warnings
from datetime import UTC, datetime, timedelta
from typing import ClassVar

import msgspec
from joserfc import jwt
from joserfc.errors import DecodeError, InvalidPayloadError, JoseError, SecurityWarning
from joserfc.jwk import ECKey, Key, OctKey, OKPKey, RSAKey, import_key

from pitboss.db.tx import Tx
from pitboss.kit.refused import Conflict, Refused
from pitboss.players.model import Claims

LONGEST = timedelta(hours=24)
CLOCKS_DIFFER = timedelta(seconds=60)
MIN_SECRET = 32  # bytes, RFC 7518 section 3.2
MIN_RSA_BITS = 2048
MAX_TOKEN = 8192  # characters


class TokenRefused(Refused):
    """The chat token can't be used. Open the chat without it, or ask the site for a new one."""

    status: ClassVar[int] = 401


class TokenForged(TokenRefused):
    """The chat token's signature doesn't fit this brand's key."""


class TokenUnreadable(TokenRefused):
    """The chat token is not a signed JWT with the claims sub, iat and exp."""


class TokenExpired(TokenRefused):
    """The chat token has expired. Ask the site for a new one."""


class TokenTooLong(TokenRefused):
    """The chat token is good for more than 24 hours. The site must make shorter ones."""


class TokenNotYet(TokenRefused):
    """The chat token was made in the future. The site's clock is wrong."""


class TokenOfAnother(TokenRefused):
    """The chat token is for another brand."""


class NoChatKey(TokenRefused):
    """This brand has no key for chat tokens, so it can't recognise players."""


class BadChatKey(Conflict):
    """The key for chat tokens is neither a public key (PEM or JWK) nor a secret of at least 32 bytes."""


class Verified(msgspec.Struct, frozen=True):
    claims: Claims
    issued_at: datetime
    expires_at: datetime


class _Payload(msgspec.Struct, frozen=True):
    sub: str
    iat: int | float
    exp: int | float
    nbf: int | float | None = None
    name: str | None = None
    email: str | None = None
    phone: str | None = None
    lang: str | None = None
    vip: int | None = None
    jurisdiction: str | None = None
    flags: list[str] | None = None
    brand: str | None = None
    aud: str | list[str] | None = None


async def verify_for(tx: Tx, brand: str, token: str, *, now: datetime | None = None) -> Verified:
    """Verifies with the brand's own key (brand_secret `chat_jwt`). The transaction is SYSTEM's."""
    key = await tx.value("SELECT value FROM brand_secret WHERE brand_id = $1 AND name = 'chat_jwt'", brand)
    if key is None:
        raise NoChatKey
    return verify(token, key, brand, now=now or datetime.now(UTC))


def verify(token: str, key: str, brand: str, *, now: datetime) -> Verified:
    """
    Raises:
        TokenRefused: one of its subclasses (401), each with its sentence.
        BadChatKey: if the brand's key itself is unusable.
    """
    loaded, algorithms = load_key(key)
    if len(token) > MAX_TOKEN:
        raise TokenUnreadable
    try:
        with warnings.catch_warnings():
            # RFC 9864 renames EdDSA to Ed25519; the old name means the same for the only curve that is let in.
            warnings.simplefilter("ignore", SecurityWarning)
            decoded = jwt.decode(token, loaded, algorithms=algorithms)
        payload = msgspec.convert(decoded.claims, _Payload)
    except (DecodeError, InvalidPayloadError, ValueError, TypeError, RecursionError) as problem:
        raise TokenUnreadable from problem
    except JoseError as problem:
        raise TokenForged from problem
    return _checked(payload, brand, now)


def load_key(text: str) -> tuple[Key, list[str]]:
    """The key and the algorithms that it may verify. Private keys are refused: the operator's must never lie here."""
    stripped = text.strip()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", SecurityWarning)
            if stripped.startswith("{"):
                key: Key = import_key(json.loads(stripped))
            elif "-----BEGIN" in stripped:
                key = _from_pem(stripped)
            else:
                key = OctKey.import_key(stripped)
    except (JoseError, ValueError, TypeError, KeyError, RecursionError, SecurityWarning) as problem:
        raise BadChatKey from problem
    match key:
        case OctKey() if len(key.raw_value) >= MIN_SECRET:
            return key, ["HS256"]
        case RSAKey() if not key.is_private and key.public_key.key_size >= MIN_RSA_BITS:
            return key, ["RS256"]
        case ECKey() if not key.is_private and key.curve_name == "P-256":
            return key, ["ES256"]
        case OKPKey() if not key.is_private and key.curve_name == "Ed25519":
            return key, ["EdDSA", "Ed25519"]
    raise BadChatKey


def _from_pem(text: str) -> Key:
    for kind in (RSAKey, ECKey, OKPKey):
        try:
            return kind.import_key(text)
        except (JoseError, ValueError, TypeError):
            continue
    raise BadChatKey


def _checked(payload: _Payload, brand: str, now: datetime) -> Verified:
    issued_at, expires_at = _moment(payload.iat), _moment(payload.exp)
    if expires_at <= now:
        raise TokenExpired
    if expires_at > now + LONGEST:
        raise TokenTooLong
    starts = max(issued_at, _moment(payload.nbf) if payload.nbf is not None else issued_at)
    if starts > now + CLOCKS_DIFFER:
        raise TokenNotYet
    audience = [payload.aud] if isinstance(payload.aud, str) else payload.aud
    if (payload.brand is not None and payload.brand != brand) or (
        audience is not None and brand not in audience
    ):
        raise TokenOfAnother
    if not payload.sub.strip():
        raise TokenUnreadable
    claims = Claims(
        account=payload.sub,
        name=payload.name,
        email=payload.email or None,
        phone=payload.phone or None,
        language=_language(payload.lang),
        vip=None if payload.vip is None else min(max(payload.vip, 0), 10),
        jurisdiction=payload.jurisdiction or None,
        flags=payload.flags,
    )
    return Verified(claims, issued_at, expires_at)


def _moment(seconds: float) -> datetime:
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, OSError, ValueError) as problem:
        raise TokenUnreadable from problem


def _language(tag: str | None) -> str | None:
    """`ru-RU` → `ru`; a language that the desk doesn't speak is none."""
    short = (tag or "").replace("_", "-").partition("-")[0].lower()
    return short if short in ("ru", "en") else None
