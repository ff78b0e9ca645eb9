"""Passwords: argon2id, computed in a thread, and a rule of strength that asks for length and not for signs."""

from __future__ import annotations

import asyncio

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from pitboss.kit.refused import Invalid

# OWASP's smallest recommended set for argon2id: 19 MiB, two passes, one lane. Changed values take hold of each hash at
# its owner's next sign-in.
MEMORY_KIB = 19 * 1024
PASSES = 2
LANES = 1

MIN_LENGTH = 10
MAX_LENGTH = 256  # characters; a bound for the work, not for the imagination

_COMMON_WORDS = """
    1234567890 12345678910 123456789a 0123456789 0987654321 1111111111 0000000000 1q2w3e4r5t 1qaz2wsx3edc q1w2e3r4t5
    qwertyuiop qwerty12345 qwerty123456 qwertyuiop123 asdfghjkl123 zxcvbnm123 password12 password123 password1234
    passw0rd123 p@ssw0rd123 passwordpassword adminadmin admin12345 administrator welcome123 welcome1234 letmein123
    iloveyou123 sunshine123 football123 superman123 changeme123 changemenow support123 supportdesk casino12345
    casinocasino bookmaker123 pitboss123 pitbosspitboss qazwsxedcrfv abcdefghij abcd123456 abc1234567 aaaaaaaaaa
    йцукенгшщз йцукен12345 пароль12345 парольпароль приветпривет казиноказино
"""
_COMMON = frozenset(_COMMON_WORDS.split())


class WeakPassword(Invalid):
    """This password is too easy to guess. Take at least 10 characters that nobody would think of."""


_hasher = PasswordHasher(time_cost=PASSES, memory_cost=MEMORY_KIB, parallelism=LANES)

# Verifying against it costs what verifying against a real hash costs, and nothing fits it.
DUMMY = f"$argon2id$v=19$m={MEMORY_KIB},t={PASSES},p={LANES}$cGl0Ym9zcy1ub2JvZHkxMg$" + "A" * 43


def check_strength(password: str, *, email: str, name: str) -> None:
    """
    Raises:
        WeakPassword: with the sentence that says what is wrong.
    """
    folded = password.strip().casefold()
    if len(password) < MIN_LENGTH:
        raise WeakPassword(f"A password has at least {MIN_LENGTH} characters.")
    if len(password) > MAX_LENGTH:
        raise WeakPassword(f"A password has at most {MAX_LENGTH} characters.")
    personal = {
        email.casefold(),
        email.casefold().partition("@")[0],
        name.casefold(),
        name.casefold().replace(" ", ""),
    }
    if folded in personal:
        raise WeakPassword("The password is the same as the name or the e-mail address. Take another.")
    if folded in _COMMON or len(set(folded)) < 4:
        raise WeakPassword


async def hash_password(password: str) -> str:
    return await asyncio.to_thread(_hasher.hash, password)


async def verify(stored: str, password: str) -> bool:
    """Whether `password` fits the stored hash. Takes the same time for DUMMY."""
    return await asyncio.to_thread(_verify, stored, password[: MAX_LENGTH + 1])


def _verify(stored: str, password: str) -> bool:
    try:
        return _hasher.verify(stored, password)
    except (VerificationError, InvalidHashError):
        return False


def is_outdated(stored: str) -> bool:
    """The hash was made with other parameters than today's."""
    return _hasher.check_needs_rehash(stored)
