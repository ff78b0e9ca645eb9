"""Encryption of documents at rest: AES-256-GCM under a key of the document's own, which a master key wraps. What is sealed
belongs to one document: bytes or a key put beside another one don't open (both are bound to its brand and id)."""

from __future__ import annotations

import os
from collections.abc import Mapping
from uuid import UUID

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE = 12


class Unopenable(Exception):
    """It was changed, belongs to something else, or its master key is not among the configured ones."""


class Sealed(msgspec.Struct, frozen=True):
    key_id: str
    wrapped_key: bytes
    data: bytes


class Keys:
    """Master keys by id; `current` wraps."""

    def __init__(self, current: str, keys: Mapping[str, bytes]) -> None:
        self.current = current
        self._keys = dict(keys)

    def seal(self, brand: str, document: UUID, data: bytes) -> Sealed:
        key = AESGCM.generate_key(bit_length=256)
        return Sealed(
            self.current,
            self._wrap(self.current, brand, document, key),
            _encrypt(key, data, _bound("data", brand, document)),
        )

    def open(self, brand: str, document: UUID, sealed: Sealed) -> bytes:
        """Raises Unopenable."""
        key = self._unwrap(sealed.key_id, brand, document, sealed.wrapped_key)
        return _decrypt(key, sealed.data, _bound("data", brand, document))

    def rewrap(self, brand: str, document: UUID, key_id: str, wrapped: bytes) -> bytes:
        """The document's key under the current master key; its bytes stay as they are. Raises Unopenable."""
        return self._wrap(self.current, brand, document, self._unwrap(key_id, brand, document, wrapped))

    def knows(self, key_id: str) -> bool:
        return key_id in self._keys

    def _wrap(self, key_id: str, brand: str, document: UUID, key: bytes) -> bytes:
        return _encrypt(self._keys[key_id], key, _bound(f"key:{key_id}", brand, document))

    def _unwrap(self, key_id: str, brand: str, document: UUID, wrapped: bytes) -> bytes:
        if key_id not in self._keys:
            raise Unopenable(f"the master key {key_id!r} is not configured")
        return _decrypt(self._keys[key_id], wrapped, _bound(f"key:{key_id}", brand, document))


def _bound(what: str, brand: str, document: UUID) -> bytes:
    return f"pitboss:{what}\0{brand}\0{document}".encode()


def _encrypt(key: bytes, data: bytes, bound: bytes) -> bytes:
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, data, bound)


def _decrypt(key: bytes, data: bytes, bound: bytes) -> bytes:
    try:
        return AESGCM(key).decrypt(data[:NONCE], data[NONCE:], bound)
    except (InvalidTag, ValueError) as problem:
        raise Unopenable("it was changed or belongs to something else") from problem
