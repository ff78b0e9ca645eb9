import hashlib
import hmac
import json
import warnings
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from joserfc import jwt
from joserfc.errors import SecurityWarning
from joserfc.jwk import ECKey, Key, OctKey, OKPKey, RSAKey
from joserfc.util import urlsafe_b64encode

from pitboss.db.tx import SYSTEM, Database
from pitboss.players import tokens
from pitboss.players.model import Claims
from tests.making import ABrand

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
SECRET = "a secret of thirty-two characters"
# Made anew in each process, so cases are named by number.
RSA = RSAKey.generate_key(2048)
EC = ECKey.generate_key("P-256")
ED = OKPKey.generate_key("Ed25519")


def claims(**changes: Any) -> dict[str, Any]:
    now = int(NOW.timestamp())
    return {"sub": "P-100", "iat": now, "exp": now + 600} | changes


def sign(payload: dict[str, Any], key: Key, alg: str) -> str:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SecurityWarning)
        return jwt.encode({"alg": alg}, payload, key, algorithms=[alg])


def by_secret(**changes: Any) -> str:
    return sign(claims(**changes), OctKey.import_key(SECRET), "HS256")


def pem(key: RSAKey | ECKey | OKPKey) -> str:
    return key.as_pem(private=False).decode()


def jwk(key: RSAKey | ECKey | OKPKey) -> str:
    return json.dumps(key.as_dict(private=False))


@pytest.mark.parametrize(
    ("key", "alg", "stored"),
    [
        (OctKey.import_key(SECRET), "HS256", SECRET),
        (OctKey.import_key(SECRET), "HS256", json.dumps(OctKey.import_key(SECRET).as_dict(private=True))),
        (RSA, "RS256", pem(RSA)),
        (RSA, "RS256", jwk(RSA)),
        (EC, "ES256", pem(EC)),
        (EC, "ES256", jwk(EC)),
        (ED, "EdDSA", pem(ED)),
        (ED, "Ed25519", jwk(ED)),
    ],
    ids=map(str, count()),
)
def test_a_token_signed_for_the_brands_key_is_taken(key: Key, alg: str, stored: str) -> None:
    verified = tokens.verify(sign(claims(), key, alg), stored, "lucky", now=NOW)
    assert verified.claims == Claims(account="P-100")
    assert verified.expires_at - verified.issued_at == timedelta(minutes=10)


def test_everything_that_the_site_says_comes_through() -> None:
    token = by_secret(
        name="Ivan",
        email="ivan@mail.example",
        phone="+79123456789",
        lang="ru-RU",
        vip=42,
        jurisdiction="MGA",
        flags=["new"],
        brand="lucky",
        aud=["shop", "lucky"],
    )
    assert tokens.verify(token, SECRET, "lucky", now=NOW).claims == Claims(
        account="P-100",
        name="Ivan",
        email="ivan@mail.example",
        phone="+79123456789",
        language="ru",
        vip=10,
        jurisdiction="MGA",
        flags=["new"],
    )


def weak_pem() -> str:
    public = rsa.generate_private_key(65537, 1024).public_key()
    return public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def unsigned() -> str:
    header = urlsafe_b64encode(b'{"alg":"none"}').decode()
    return f"{header}.{urlsafe_b64encode(json.dumps(claims()).encode()).decode()}."


def confused() -> str:
    """HS256 with the public key as the secret, made by hand as an attacker would."""
    header = urlsafe_b64encode(b'{"alg":"HS256"}').decode()
    body = f"{header}.{urlsafe_b64encode(json.dumps(claims()).encode()).decode()}"
    mac = hmac.new(pem(RSA).strip().encode(), body.encode(), hashlib.sha256).digest()
    return f"{body}.{urlsafe_b64encode(mac).decode()}"


@pytest.mark.parametrize(
    ("token", "stored", "refusal"),
    [
        (unsigned(), SECRET, tokens.TokenForged),
        (unsigned(), pem(RSA), tokens.TokenForged),
        (confused(), pem(RSA), tokens.TokenForged),
        (confused(), jwk(RSA), tokens.TokenForged),
        (by_secret(), SECRET + "!", tokens.TokenForged),
        (by_secret(), pem(EC), tokens.TokenForged),
        (sign(claims(), OctKey.import_key(SECRET * 2), "HS512"), SECRET * 2, tokens.TokenForged),
        (sign(claims(), RSA, "PS256"), pem(RSA), tokens.TokenForged),
        ("nonsense", SECRET, tokens.TokenUnreadable),
        ("a.b.c", SECRET, tokens.TokenUnreadable),
        ("", SECRET, tokens.TokenUnreadable),
        ("x" * 9000, SECRET, tokens.TokenUnreadable),
        (
            sign({"sub": "P-100", "exp": claims()["exp"]}, OctKey.import_key(SECRET), "HS256"),
            SECRET,
            tokens.TokenUnreadable,
        ),
        (by_secret(sub=5), SECRET, tokens.TokenUnreadable),
        (by_secret(sub=" "), SECRET, tokens.TokenUnreadable),
        (by_secret(exp=1e300), SECRET, tokens.TokenUnreadable),
        (by_secret(exp=int(NOW.timestamp())), SECRET, tokens.TokenExpired),
        (by_secret(exp=int(NOW.timestamp()) + 86401), SECRET, tokens.TokenTooLong),
        (by_secret(iat=int(NOW.timestamp()) + 61), SECRET, tokens.TokenNotYet),
        (by_secret(nbf=int(NOW.timestamp()) + 61), SECRET, tokens.TokenNotYet),
        (by_secret(brand="other"), SECRET, tokens.TokenOfAnother),
        (by_secret(aud="other"), SECRET, tokens.TokenOfAnother),
        (by_secret(aud=[]), SECRET, tokens.TokenOfAnother),
    ],
    ids=map(str, count()),
)
def test_a_token_that_can_not_be_trusted_is_refused_by_name(
    token: str, stored: str, refusal: type[tokens.TokenRefused]
) -> None:
    with pytest.raises(refusal) as refused:
        tokens.verify(token, stored, "lucky", now=NOW)
    assert refused.value.status == 401
    assert refused.value.detail.endswith(".")


@pytest.mark.parametrize(
    "stored",
    [
        "too short",
        "",
        "{}",
        "{broken",
        '{"kty":"oct","k":"AAAA"}',
        "-----BEGIN PUBLIC KEY-----\nnonsense\n-----END PUBLIC KEY-----",
        RSA.as_pem(private=True).decode(),
        json.dumps(EC.as_dict(private=True)),
        pem(ECKey.generate_key("P-384")),
        weak_pem(),
    ],
    ids=map(str, count()),
)
def test_a_key_that_is_no_public_key_and_no_strong_secret_is_refused(stored: str) -> None:
    with pytest.raises(tokens.BadChatKey):
        tokens.load_key(stored)


async def test_each_brand_has_its_own_key(db: Database, brand: ABrand, other_brand: ABrand) -> None:
    async with db.tx(SYSTEM) as tx:
        await tx.run(
            "INSERT INTO brand_secret (brand_id, name, value) VALUES ($1, 'chat_jwt', $2)", brand.id, SECRET
        )
    async with db.tx(SYSTEM) as tx:
        verified = await tokens.verify_for(tx, brand.id, by_secret(), now=NOW)
        with pytest.raises(tokens.NoChatKey):
            await tokens.verify_for(tx, other_brand.id, by_secret(), now=NOW)
    assert verified.claims.account == "P-100"
