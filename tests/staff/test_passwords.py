import pytest
from argon2 import PasswordHasher, extract_parameters

from pitboss.staff import passwords
from pitboss.staff.passwords import WeakPassword, check_strength


@pytest.mark.parametrize(
    "password",
    [
        "short",
        "ninechars",
        "password123",
        "PASSWORD123",
        "Qwertyuiop",
        "aaaaaaaaaaaa",
        "anna@desk.example",
        "Anna Petrova",
        "annapetrova",
        "парольпароль",
        "x" * 257,
    ],
)
def test_a_password_that_is_easy_to_guess_is_refused(password: str) -> None:
    with pytest.raises(WeakPassword):
        check_strength(password, email="anna@desk.example", name="Anna Petrova")


@pytest.mark.parametrize("password", ["correct horse", "лошадь и батарея", "x7#kQ!29zz"])
def test_a_long_password_needs_no_signs(password: str) -> None:
    check_strength(password, email="anna@desk.example", name="Anna Petrova")


async def test_a_password_fits_its_own_hash_only() -> None:
    stored = await passwords.hash_password("correct horse")
    assert await passwords.verify(stored, "correct horse")
    assert not await passwords.verify(stored, "correct horses")


async def test_nothing_fits_the_dummy_and_it_costs_the_same() -> None:
    real = await passwords.hash_password("correct horse")
    assert extract_parameters(passwords.DUMMY) == extract_parameters(real)
    assert not await passwords.verify(passwords.DUMMY, "correct horse")


async def test_a_hash_with_other_parameters_is_outdated() -> None:
    assert passwords.is_outdated(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash("x"))
    assert not passwords.is_outdated(await passwords.hash_password("x"))
