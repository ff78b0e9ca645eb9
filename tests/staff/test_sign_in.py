import asyncio
from datetime import timedelta

import pytest
from argon2 import PasswordHasher

from pitboss.db.tx import SYSTEM, Database
from pitboss.kit.refused import Forbidden, Invalid, NotFound
from pitboss.staff import actions, sign_in
from pitboss.staff.actors import Signed, authenticate
from pitboss.staff.sign_in import BadCredentials, TooManyAttempts
from tests.making import PASSWORD, ABrand, APerson, a_queue, a_staff, happened


async def signed(db: Database, token: str) -> Signed | None:
    async with db.tx(SYSTEM) as tx:
        return await authenticate(tx, token)


async def signs_in(db: Database, person: APerson, password: str = PASSWORD) -> str:
    token, _ = await sign_in.sign_in(db, email=person.email, password=password)
    return token


async def fails(db: Database, email: str, *, times: int, address: str | None = None) -> list[type[Exception]]:
    outcomes: list[type[Exception]] = []
    for _ in range(times):
        with pytest.raises((BadCredentials, TooManyAttempts)) as refusal:
            await sign_in.sign_in(db, email=email, password="wrong password", address=address)
        outcomes.append(refusal.type)
    return outcomes


async def lock_ends(db: Database, email: str) -> None:
    async with db.tx(SYSTEM) as tx:
        await tx.run(
            "UPDATE sign_in_attempt SET locked_until = now() - interval '1 second' WHERE subject = $1",
            sign_in._subject("account", email),
        )


async def test_signing_in_opens_a_session_that_acts_as_the_person(db: Database, brand: ABrand) -> None:
    anna = await a_staff(db, brand)
    token, session = await sign_in.sign_in(
        db, email=f" {anna.email.upper()} ", password=PASSWORD, address="192.0.2.7", device="Firefox"
    )
    who = await signed(db, token)
    assert who is not None
    assert (who.actor, who.email, who.token) == (anna.actor, anna.email, None)
    assert (session.address, session.device) == ("192.0.2.7", "Firefox")
    assert session.expires_at - session.created_at == timedelta(days=7)
    assert [e.type for e in await happened(db, brand)] == ["signed_in"]


async def test_the_token_itself_is_nowhere_in_the_database(db: Database, brand: ABrand) -> None:
    anna = await a_staff(db, brand)
    token = await signs_in(db, anna)
    async with db.tx(SYSTEM) as tx:
        hashes = await tx.column("SELECT hash FROM staff_session WHERE staff_id = $1", anna.id)
    assert hashes == [sign_in.digest(token)]


async def test_a_wrong_password_and_an_unknown_address_are_refused_alike(db: Database, brand: ABrand) -> None:
    anna = await a_staff(db, brand)
    refusals = []
    for email in (anna.email, f"nobody-{anna.email}"):
        with pytest.raises(BadCredentials) as refusal:
            await sign_in.sign_in(db, email=email, password="wrong password")
        refusals.append((refusal.value.status, refusal.value.detail, refusal.value.extra))
    assert refusals[0] == refusals[1]


async def test_after_five_failures_an_address_is_locked_whether_or_not_it_has_an_account(
    db: Database, brand: ABrand
) -> None:
    anna = await a_staff(db, brand)
    for email in (anna.email, f"nobody-{anna.email}"):
        assert await fails(db, email, times=6) == [BadCredentials] * 5 + [TooManyAttempts]
        with pytest.raises(TooManyAttempts) as refusal:
            await sign_in.sign_in(db, email=email, password=PASSWORD)
        assert refusal.value.status == 429
        wait = refusal.value.extra["retry_after"]
        assert isinstance(wait, int)
        assert 0 < wait <= 60
    locked = [e.data["locked_until"] for e in await happened(db, brand) if e.type == "sign_in_failed"]
    assert [at is None for at in locked] == [True] * 4 + [False]


async def test_each_further_failure_locks_for_twice_as_long_up_to_an_hour(
    db: Database, brand: ABrand
) -> None:
    anna = await a_staff(db, brand)
    await fails(db, anna.email, times=5)
    waits = []
    for _ in range(8):
        with pytest.raises(TooManyAttempts) as refusal:
            await sign_in.sign_in(db, email=anna.email, password=PASSWORD)
        wait = refusal.value.extra["retry_after"]
        assert isinstance(wait, int)
        waits.append(round(wait / 60))
        await lock_ends(db, anna.email)
        await fails(db, anna.email, times=1)
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60]


async def test_the_right_password_after_the_lock_ends_forgets_the_failures(
    db: Database, brand: ABrand
) -> None:
    anna = await a_staff(db, brand)
    await fails(db, anna.email, times=5)
    await lock_ends(db, anna.email)
    await signs_in(db, anna)
    assert await fails(db, anna.email, times=4) == [BadCredentials] * 4
    await signs_in(db, anna)


async def test_of_many_parallel_guesses_only_five_are_looked_at(db: Database, brand: ABrand) -> None:
    anna = await a_staff(db, brand)
    tries = [sign_in.sign_in(db, email=anna.email, password=f"guess number {n}") for n in range(24)]
    outcomes = [type(outcome) for outcome in await asyncio.gather(*tries, return_exceptions=True)]
    assert outcomes.count(BadCredentials) == 5
    assert outcomes.count(TooManyAttempts) == 19
    with pytest.raises(TooManyAttempts):
        await signs_in(db, anna)


async def test_one_network_address_can_not_try_many_accounts(db: Database) -> None:
    address = "2001:db8:aa:bb::1"
    for _ in range(sign_in.ADDRESS_FAILURES):
        async with db.tx(SYSTEM) as tx:
            await sign_in._count(tx, sign_in._source(address) or b"", sign_in.ADDRESS_FAILURES)
    with pytest.raises(TooManyAttempts):
        await sign_in.sign_in(
            db, email="anybody@desk.example", password="x", address="2001:db8:aa:bb:ffff::2"
        )


async def test_right_passwords_from_one_office_do_not_lock_it(db: Database, brand: ABrand) -> None:
    anna = await a_staff(db, brand)
    for _ in range(3):
        await sign_in.sign_in(db, email=anna.email, password=PASSWORD, address="198.51.100.9")
    async with db.tx(SYSTEM) as tx:
        left = await tx.value(
            "SELECT failures FROM sign_in_attempt WHERE subject = $1", sign_in._source("198.51.100.9")
        )
    assert left == 0


async def test_a_hash_with_old_parameters_is_renewed_at_sign_in(db: Database, brand: ABrand) -> None:
    anna = await a_staff(db, brand)
    old = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    async with db.tx(SYSTEM) as tx:
        await tx.run("UPDATE staff SET password_hash = $2 WHERE id = $1", anna.id, old)
    await signs_in(db, anna)
    async with db.tx(SYSTEM) as tx:
        assert await tx.value("SELECT password_hash FROM staff WHERE id = $1", anna.id) != old
    await signs_in(db, anna)


@pytest.mark.parametrize(
    "ended_by",
    [
        "expires_at = now() - interval '1 second'",
        "seen_at = now() - interval '12 hours 1 second'",
    ],
)
async def test_a_session_ends_by_itself(db: Database, brand: ABrand, ended_by: str) -> None:
    anna = await a_staff(db, brand)
    token = await signs_in(db, anna)
    async with db.tx(SYSTEM) as tx:
        await tx.run(f"UPDATE staff_session SET {ended_by} WHERE staff_id = $1", anna.id)
    assert await signed(db, token) is None
    async with db.tx(SYSTEM) as tx:
        assert await sign_in.sessions(tx, anna.id) == []
        await sign_in.sweep(tx)
        assert await tx.value("SELECT count(*) FROM staff_session WHERE staff_id = $1", anna.id) == 0


async def test_use_keeps_a_session_alive_and_is_noted_once_a_minute(db: Database, brand: ABrand) -> None:
    anna = await a_staff(db, brand)
    token = await signs_in(db, anna)
    seen = []
    for ago in ("30 seconds", "11 hours"):
        async with db.tx(SYSTEM) as tx:
            await tx.run(
                "UPDATE staff_session SET seen_at = now() - $2::text::interval WHERE staff_id = $1",
                anna.id,
                ago,
            )
        assert await signed(db, token) is not None
        async with db.tx(SYSTEM) as tx:
            seen.append(
                await tx.value(
                    "SELECT now() - seen_at < interval '15 seconds' FROM staff_session WHERE staff_id = $1",
                    anna.id,
                )
            )
    assert seen == [False, True]


async def test_signing_out_ends_this_session_and_everywhere_ends_all(db: Database, brand: ABrand) -> None:
    anna = await a_staff(db, brand)
    first, second, third = [await signs_in(db, anna) for _ in range(3)]
    async with db.tx(anna.actor) as tx:
        await sign_in.sign_out(tx, sign_in.digest(first))
    assert await signed(db, first) is None
    assert await signed(db, second) is not None
    async with db.tx(anna.actor) as tx:
        assert await sign_in.sign_out_everywhere(tx, anna.id) == 2
    assert await signed(db, third) is None


async def test_one_session_can_be_ended_by_its_key_but_not_a_colleagues(db: Database, brand: ABrand) -> None:
    anna, boris = await a_staff(db, brand), await a_staff(db, brand)
    token = await signs_in(db, anna)
    async with db.tx(anna.actor) as tx:
        [session] = await sign_in.sessions(tx, anna.id)
    with pytest.raises(NotFound):
        async with db.tx(boris.actor) as tx:
            await sign_in.end_session(tx, session.key)
    with pytest.raises(Forbidden):
        async with db.tx(boris.actor) as tx:
            await sign_in.sessions(tx, anna.id)
    async with db.tx(anna.actor) as tx:
        await sign_in.end_session(tx, session.key)
    assert await signed(db, token) is None


async def test_a_new_password_ends_all_sessions(db: Database, brand: ABrand) -> None:
    anna = await a_staff(db, brand)
    token = await signs_in(db, anna)
    async with db.tx(anna.actor) as tx:
        await actions.set_password(tx, anna.id, "another good one", current=PASSWORD)
    assert await signed(db, token) is None
    assert await signed(db, await signs_in(db, anna, "another good one")) is not None


async def test_a_password_set_while_signing_in_leaves_no_session_behind(db: Database, brand: ABrand) -> None:
    anna = await a_staff(db, brand)
    async with db.tx(SYSTEM) as tx:
        await actions.set_password(tx, anna.id, "another good one")
        late = asyncio.create_task(signs_in(db, anna))
        while not late.done() and not await tx.value(
            "SELECT EXISTS (SELECT 1 FROM pg_locks WHERE NOT granted)"
        ):
            pass  # until it has proved the old password and waits for this transaction
    with pytest.raises(BadCredentials):
        await late


async def test_whoever_is_deactivated_is_out_at_once(db: Database, brand: ABrand) -> None:
    anna, chief = await a_staff(db, brand), await a_staff(db, brand, role="admin")
    token = await signs_in(db, anna)
    async with db.tx(anna.actor) as tx:
        api, _ = await sign_in.create_token(tx, name="script", scopes={"tickets.note"})
    async with db.tx(chief.actor) as tx:
        await actions.deactivate(tx, anna.id)
    assert await signed(db, token) is None
    assert await signed(db, api) is None
    with pytest.raises(BadCredentials):
        await signs_in(db, anna)
    async with db.tx(chief.actor) as tx:
        await actions.reactivate(tx, anna.id)
    await signs_in(db, anna)


async def test_a_token_does_what_both_its_scopes_and_its_owner_may(db: Database, brand: ABrand) -> None:
    protected = await a_queue(db, brand, restricted=True)
    boss = await a_staff(db, brand, role="supervisor", queues=[brand.queue])
    async with db.tx(boss.actor) as tx:
        text, token = await sign_in.create_token(
            tx, name="export", scopes={"tickets.note", "tickets.see_all"}
        )
    assert text.startswith("pb_")
    who = await signed(db, text)
    assert who is not None
    assert (who.token, who.session) == (token.id, None)
    assert who.actor.permissions == {brand.id: frozenset({"tickets.note", "tickets.see_all"})}
    assert who.actor.wide == {brand.id}
    assert who.actor.queues == {brand.queue}
    assert protected in boss.actor.queues
    async with db.tx(SYSTEM) as tx:
        await actions.revoke_role(tx, brand.id, boss.id, "supervisor")
        await actions.grant_role(tx, brand.id, boss.id, "agent")
    later = await signed(db, text)
    assert later is not None
    assert later.actor.permissions == {brand.id: frozenset({"tickets.note"})}
    assert later.actor.wide == frozenset()


async def test_a_token_without_sight_of_protected_queues_sees_none_that_its_owner_serves(
    db: Database, brand: ABrand
) -> None:
    protected = await a_queue(db, brand, restricted=True)
    anna = await a_staff(db, brand, queues=[brand.queue, protected])
    assert anna.actor.queues == {brand.queue, protected}
    async with db.tx(anna.actor) as tx:
        notes, _ = await sign_in.create_token(tx, name="notes", scopes={"tickets.note"})
        people, _ = await sign_in.create_token(tx, name="people", scopes={"players.see"})
    for text, queues in ((notes, {brand.queue}), (people, set())):
        who = await signed(db, text)
        assert who is not None
        assert who.actor.queues == queues


async def test_nobody_makes_a_token_that_may_do_more_than_they(db: Database, brand: ABrand) -> None:
    anna = await a_staff(db, brand)
    for scopes, refusal in (
        ({"staff.manage"}, Forbidden),
        ({"tickets.fly"}, Invalid),
        (set[str](), Invalid),
    ):
        with pytest.raises(refusal):
            async with db.tx(anna.actor) as tx:
                await sign_in.create_token(tx, name="script", scopes=scopes)


async def test_a_token_ends_when_it_is_revoked_or_expires(db: Database, brand: ABrand) -> None:
    anna, boris = await a_staff(db, brand), await a_staff(db, brand)
    async with db.tx(anna.actor) as tx:
        one, first = await sign_in.create_token(tx, name="one", scopes={"tickets.note"})
        now = await tx.value("SELECT now()")
        two, second = await sign_in.create_token(
            tx, name="two", scopes={"tickets.note"}, expires_at=now + timedelta(days=1)
        )
    with pytest.raises(Forbidden):
        async with db.tx(boris.actor) as tx:
            await sign_in.revoke_token(tx, anna.id, first.id)
    async with db.tx(anna.actor) as tx:
        assert [t.name for t in await sign_in.tokens(tx, anna.id)] == ["one", "two"]
        await sign_in.revoke_token(tx, anna.id, first.id)
    assert await signed(db, one) is None
    assert await signed(db, two) is not None
    async with db.tx(SYSTEM) as tx:
        await tx.run("UPDATE api_token SET expires_at = now() WHERE id = $1", second.id)
    assert await signed(db, two) is None


@pytest.mark.parametrize("token", ["", "pb_", "nonsense", "pb_nonsense", "\x00", "ключ"])
async def test_nonsense_is_nobody(db: Database, token: str) -> None:
    assert await signed(db, token) is None
