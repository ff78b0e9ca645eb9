"""Somebody at the API: a member of staff with a session, or whoever holds a token."""

from __future__ import annotations

import secrets
from typing import Any
from uuid import UUID

import httpx

from pitboss.db.tx import SYSTEM, Database
from pitboss.staff.sign_in import digest
from tests.making import ABrand, APerson, a_staff

ROOT = "/api/v1"


class Client:
    def __init__(self, http: httpx.AsyncClient, token: str, person: APerson, brand: ABrand) -> None:
        self.http = http
        self.person = person
        self.brand = brand
        self.headers = {"authorization": f"Bearer {token}"}

    @classmethod
    async def of(
        cls, http: httpx.AsyncClient, db: Database, brand: ABrand, *, role: str, also: tuple[str, ...] = ()
    ) -> Client:
        person = await a_staff(db, brand, role=role)
        async with db.tx(SYSTEM) as tx:
            for other in also:
                await tx.run(
                    "INSERT INTO staff_role (brand_id, staff_id, role) VALUES ($1, $2, $3)",
                    brand.id,
                    person.id,
                    other,
                )
        return cls(http, await a_session(db, person.id), person, brand)

    async def call(self, method: str, path: str, **given: Any) -> httpx.Response:
        headers = {**self.headers, **given.pop("headers", {})}
        return await self.http.request(method, ROOT + path, headers=headers, **given)

    async def get(self, path: str, **query: Any) -> Any:
        """The answer of a request that is not refused."""
        return _good(await self.call("GET", path, params=query))

    async def post(self, path: str, **body: Any) -> Any:
        return _good(await self.call("POST", path, json=body))

    async def put(self, path: str, **body: Any) -> Any:
        return _good(await self.call("PUT", path, json=body))

    async def patch(self, path: str, **body: Any) -> Any:
        return _good(await self.call("PATCH", path, json=body))

    async def delete(self, path: str) -> Any:
        return _good(await self.call("DELETE", path))

    async def refused(self, method: str, path: str, **body: Any) -> tuple[int, str, str]:
        """(status, title, detail) of a request that is refused."""
        return await self.refused_raw(method, path, **({"json": body} if body else {}))

    async def refused_raw(self, method: str, path: str, **given: Any) -> tuple[int, str, str]:
        answer = await self.call(method, path, **given)
        assert answer.status_code >= 400, answer.text
        assert answer.headers["content-type"] == "application/problem+json"
        document = answer.json()
        return answer.status_code, document["title"], document["detail"]


def _good(answer: httpx.Response) -> Any:
    assert answer.status_code < 300, f"{answer.status_code} {answer.text}"
    return answer.json()


async def a_session(db: Database, staff: UUID) -> str:
    """A session without the price of a password."""
    token = secrets.token_urlsafe(32)
    async with db.tx(SYSTEM) as tx:
        await tx.run(
            "INSERT INTO staff_session (hash, staff_id, expires_at) VALUES ($1, $2, now() + interval '1 day')",
            digest(token),
            staff,
        )
    return token
