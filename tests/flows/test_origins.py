"""Pages of other sites get no session of staff."""

from __future__ import annotations

from tests.making import PASSWORD, ABrand
from tests.serving import House, an_agent


async def test_signing_in_is_refused_to_pages_of_other_sites(house: House, casino: ABrand) -> None:
    person, _ = await an_agent(house, casino)
    credentials = {"email": person.email, "password": PASSWORD}
    async with house.client() as http:
        for origin in ("https://evil.example", "null", f"{house.url}.evil.example", "http://["):
            refused = await http.post("/session", json=credentials, headers={"origin": origin})
            assert (refused.status_code, refused.json()["title"]) == (403, "foreign_origin")
            assert "set-cookie" not in refused.headers
        own = await http.post("/session", json=credentials, headers={"origin": house.url})
        assert own.status_code == 201
