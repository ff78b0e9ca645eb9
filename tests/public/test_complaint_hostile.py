"""What a stranger, another player or a forged form gets of complaints: nothing, and the same nothing each time."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import httpx
import pytest

from pitboss.db.tx import SYSTEM
from pitboss.kit.ids import new_id
from tests.desk import Building, Desk
from tests.making import a_brand
from tests.pictures import PNG, a_pdf
from tests.public.test_cabinet import a_request, address, my, sign_in
from tests.public.test_complaint import SAID, at, cases, fill, registered, reports, sends
from tests.public.test_verify import strict


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("zeros", bytes(20 * 2**20))
    return out.getvalue()


async def test_anothers_case_and_one_that_there_is_not_are_answered_alike(
    desk: Desk, site: httpx.AsyncClient, building: Building
) -> None:
    number = await registered(desk, site)
    async with httpx.AsyncClient(base_url=building.base_url) as other:
        email = address()
        await a_request(desk, other, email)
        await sign_in(desk, other, email)
        theirs = await other.get(my(desk, f"/complaints/{number}"))
        nobodys = await other.get(my(desk, "/complaints/C-9999"))
        odd = [
            await other.get(my(desk, f"/complaints/{name}"))
            for name in ("C-1", "1001", "x", str(new_id()), "C-1001%27", "c-0001")
        ]
        assert [one.status_code for one in (theirs, nobodys, *odd)] == [404] * 8
        assert theirs.text.replace(number, "") == nobodys.text.replace("C-9999", "")
        for act, data in (
            ("say", {"text": "x"}),
            ("withdraw", {"sure": "yes"}),
            ("appeal", {"grounds": "x"}),
        ):
            assert (await other.post(my(desk, f"/complaints/{number}/{act}"), data=data)).status_code in (
                404,
                429,
            )
        assert number not in (await other.get(my(desk))).text
    (case,) = await cases(desk)
    assert (case["stage"], case["appeal"]) == ("registered", "none")


async def test_whoever_tries_many_numbers_has_to_wait(
    desk: Desk, site: httpx.AsyncClient, capsys: pytest.CaptureFixture[str]
) -> None:
    email = address()
    await a_request(desk, site, email)
    await sign_in(desk, site, email)
    desk_buckets = [(await site.get(my(desk, f"/complaints/C-{2000 + n}"))).status_code for n in range(10)]
    assert set(desk_buckets) == {404}
    assert "complaint not theirs" in capsys.readouterr().out


async def test_a_session_of_another_brand_opens_nothing(desk: Desk, site: httpx.AsyncClient) -> None:
    number = await registered(desk, site)
    other = await a_brand(desk.db)
    token = site.cookies.get(f"pitboss_my_{desk.brand.id}")
    assert token is not None
    answer = await site.get(
        f"/help/{other.id}/en/my/complaints/{number}", headers={"cookie": f"pitboss_my_{other.id}={token}"}
    )
    assert "Sign in to your requests" in answer.text
    draft = site.cookies.get(f"pitboss_complaint_{desk.brand.id}")
    assert draft is not None
    sent = await site.get(
        f"/help/{other.id}/en/complaint/sent", headers={"cookie": f"pitboss_complaint_{other.id}={draft}"}
    )
    assert sent.headers["location"] == f"/help/{other.id}/en/complaint"


async def test_a_link_ends_and_can_not_be_forged(
    desk: Desk, site: httpx.AsyncClient, building: Building
) -> None:
    await registered(desk, site)
    (case,) = await cases(desk)
    which: UUID = case["id"]
    today = datetime.now(UTC).date()

    def path(until: timedelta) -> str:
        link = desk.db.links.complaint(desk.brand.id, "en", which, today + until)
        return link[link.index("/help/") :]

    async with httpx.AsyncClient(base_url=building.base_url) as stranger:
        assert (await stranger.get(path(timedelta(days=1)))).status_code == 200
        over = await stranger.get(path(timedelta(days=-1)))
        assert over.status_code == 410
        assert case["number"] not in over.text
        late, good = path(timedelta(days=-1)), path(timedelta(days=1))
        longer = "/".join([*late.split("/")[:-2], good.split("/")[-2], late.split("/")[-1]])
        assert (await stranger.get(longer)).status_code == 404
        assert (
            await stranger.get(path(timedelta(days=1)).replace(str(which), str(new_id())))
        ).status_code == 404
        for until in ("00000000", "99999999", "2026-1-1", "２０２６１１２２"):
            answer = await stranger.get(at(desk, f"/case/{which}/{until}/x"))
            assert answer.status_code == 404
        assert (await stranger.get(at(desk, f"/appeal/{new_id()}/x"))).status_code == 404


async def test_steps_can_not_be_skipped(desk: Desk, site: httpx.AsyncClient) -> None:
    assert (await site.get(at(desk, "/step/6"))).headers["location"] == at(desk)
    assert (await site.post(at(desk, "/step/6"), data=SAID["6"])).headers["location"] == at(desk)
    assert (await site.post(at(desk, "/step/7"), data={})).headers["location"] == at(desk)
    for step in ("0", "8", "99999"):
        assert (await site.get(at(desk, f"/step/{step}"))).status_code == 404
        assert (await site.post(at(desk, f"/step/{step}"), data={})).status_code == 404
    await fill(desk, site, last=2)
    assert (await site.post(at(desk, "/step/7"), data={})).headers["location"] == at(desk, "/step/3")
    assert (await site.post(at(desk, "/step/6/keep"), data=SAID["6"])).status_code == 409
    await site.post(at(desk, "/step/1"), data={"category": "NONE", "what": "smuggled", "reached": "7"})
    assert (await site.get(at(desk, "/step/2"))).text.count("smuggled") == 0
    assert await reports(desk) == await cases(desk) == []


async def test_an_answer_that_was_spoilt_later_is_asked_for_again(
    desk: Desk, site: httpx.AsyncClient
) -> None:
    await fill(desk, site, s6={"email": address()})
    await site.post(at(desk, "/step/2/keep"), data={"what": "", "happened_on": "never"})
    refused = await sends(desk, site)
    assert refused.status_code == 422
    assert 'id="e-what"' in refused.text
    assert await reports(desk) == []


@pytest.mark.parametrize("said", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7*7 }} %s \x00 \u202e \ud83d"])  # fmt: skip
async def test_script_in_what_is_typed_stays_text(desk: Desk, site: httpx.AsyncClient, said: str) -> None:
    text = said.encode("utf-8", "replace").decode()
    email = address()
    await a_request(desk, site, email)
    await sign_in(desk, site, email)
    await fill(
        desk,
        site,
        s2={"what": f"x {text}", "reference": text},
        s3={"tried": text, "request": text},
        s6={"name": text, "account": text, "address": text},
    )
    check = await site.get(at(desk, "/step/7"))
    sent = await sends(desk, site)
    assert sent.status_code == 303, sent.text
    page = await site.get(sent.headers["location"])
    for shown in (check, page):
        assert shown.status_code == 200
        assert "<script>alert" not in shown.text
        assert "<img src=x" not in shown.text
        assert "script-src 'self'" in shown.headers["content-security-policy"]


async def test_secrets_that_are_typed_are_kept_nowhere(desk: Desk, site: httpx.AsyncClient) -> None:
    await fill(
        desk, site, s2={"what": "I paid by 4111 1111 1111 1111 and it was voided"}, s6={"email": address()}
    )
    await sends(desk, site)
    async with desk.db.tx(SYSTEM) as tx:
        kept = await tx.value("SELECT answers::text FROM complaint_draft WHERE brand_id = $1", desk.brand.id)
    (report,) = await reports(desk)
    assert "4111 1111 1111 1111" not in kept + report["said"]


async def test_too_much_is_refused(desk: Desk, site: httpx.AsyncClient) -> None:
    await fill(desk, site, last=1)
    huge = await site.post(at(desk, "/step/2"), data={"what": "x" * 400_000})
    assert huge.status_code == 413
    many = await site.post(at(desk, "/step/2"), data={f"f{n}": "x" for n in range(500)} | SAID["2"])
    assert many.status_code in (303, 400, 413)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("run.exe", b"MZ" + bytes(200)),
        ("page.html", b"<html><script>alert(1)</script></html>"),
        ("photo.png", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("photo.png", PNG[:40]),
        ("empty.png", b""),
    ],
)  # fmt: skip
async def test_files_that_are_not_what_they_say_are_refused(
    desk: Desk, site: httpx.AsyncClient, name: str, data: bytes
) -> None:
    await fill(desk, site, last=4)
    answer = await site.post(at(desk, "/step/5"), data={}, files={"files": (name, data, "image/png")})
    assert answer.status_code in (413, 422), answer.text[-500:]
    assert 'id="e-files"' in answer.text
    assert (await site.get(at(desk, "/step/6"))).headers["location"] == at(desk, "/step/5")


async def test_a_polyglot_comes_out_as_a_picture_alone_and_a_zip_is_only_a_download(
    desk: Desk, site: httpx.AsyncClient
) -> None:
    email = address()
    await a_request(desk, site, email)
    await sign_in(desk, site, email)
    await fill(desk, site, last=4)
    both = PNG + a_pdf() + b"<script>alert(1)</script>"
    await site.post(at(desk, "/step/5"), data={"do": "files"}, files={"files": ("both.png", both)})
    packed = await site.post(at(desk, "/step/5"), data={}, files={"files": ("all.zip", bomb())})
    if packed.status_code == 303:
        await site.post(at(desk, "/step/6"), data=SAID["6"])
    else:
        assert 'id="e-files"' in packed.text
        await site.post(at(desk, "/step/5"), data={})
        await site.post(at(desk, "/step/6"), data=SAID["6"])
    sent = await sends(desk, site)
    page = await site.get(sent.headers["location"])
    link = re.search(r'href="([^"]+/files/[^"]+)">both\.png', page.text)
    assert link is not None
    taken = await site.get(link[1], follow_redirects=True)
    assert taken.content.startswith(b"\x89PNG")
    assert b"script" not in taken.content
    async with desk.db.tx(SYSTEM) as tx:
        kinds = await tx.column("SELECT content_type FROM attachment WHERE brand_id = $1", desk.brand.id)
    assert all(kind in ("image/png", "application/octet-stream") for kind in kinds)


async def test_more_files_than_a_complaint_takes_are_refused(desk: Desk, site: httpx.AsyncClient) -> None:
    await fill(desk, site, last=4)
    ten = [("files", (f"{n}.png", PNG)) for n in range(11)]
    answer = await site.post(at(desk, "/step/5"), data={}, files=ten)
    assert answer.status_code == 422
    assert "at most 10 files" in answer.text


async def test_what_people_do_not_see_stays_empty(desk: Desk, site: httpx.AsyncClient) -> None:
    answer = await site.post(at(desk, "/step/1"), data=SAID["1"] | {"website": "http://spam.example"})
    assert answer.status_code == 422


async def test_a_page_of_another_site_sends_nothing(desk: Desk, site: httpx.AsyncClient) -> None:
    headers = {"origin": "https://evil.example"}
    assert (await site.post(at(desk, "/step/1"), data=SAID["1"], headers=headers)).status_code == 403
    number = await registered(desk, site)
    answer = await site.post(
        my(desk, f"/complaints/{number}/withdraw"), data={"sure": "yes"}, headers=headers
    )
    assert answer.status_code == 403


async def test_a_draft_of_somebody_signed_in_is_not_shown_after_they_left(
    desk: Desk, site: httpx.AsyncClient
) -> None:
    email = address()
    await a_request(desk, site, email)
    await sign_in(desk, site, email)
    await fill(desk, site, last=2)
    await site.post(my(desk, "/leave"))
    shown = await site.get(at(desk, "/step/2"), follow_redirects=True)
    assert "voided my bet" not in shown.text
    kept = await site.post(at(desk, "/step/3"), data={"tried": "written after the session ended"})
    assert kept.status_code == 401
    assert "Nothing is lost" in kept.text
    assert "sign in</a> to go on with it" in (await site.get(at(desk))).text
    await sign_in(desk, site, email)
    assert "written after the session ended" in (await site.get(at(desk, "/step/3"))).text


async def test_the_next_one_at_the_same_browser_begins_their_own(desk: Desk, site: httpx.AsyncClient) -> None:
    email = address()
    await a_request(desk, site, email)
    await sign_in(desk, site, email)
    await fill(desk, site, last=3)
    await site.post(my(desk, "/leave"))
    await fill(desk, site, s2={"what": "I am somebody else."}, s6={"email": address()})
    assert (await sends(desk, site)).headers["location"] == at(desk, "/sent")
    (report,) = await reports(desk)
    assert "I am somebody else." in report["said"]
    assert "voided my bet" not in report["said"]
    assert await cases(desk) == []


async def test_forms_are_begun_only_so_often(desk: Desk, database_url: str, tmp_path: Path) -> None:
    async with strict(desk.building, database_url, tmp_path) as site:
        got = []
        for _ in range(14):
            site.cookies.clear()
            answer = await site.post(
                at(desk, "/step/1"), data=SAID["1"], headers={"x-forwarded-for": "203.0.113.9"}
            )
            got.append(answer.status_code)
    assert got[0] == 303
    assert got[-1] == 429


async def test_guesses_have_to_wait_longer_and_longer(
    desk: Desk, site: httpx.AsyncClient, database_url: str, tmp_path: Path
) -> None:
    number = await registered(desk, site)
    async with strict(desk.building, database_url, tmp_path) as guarded:
        guarded.cookies = site.cookies
        got = [(await guarded.get(my(desk, f"/complaints/C-{3000 + n}"))).status_code for n in range(12)]
        assert got[:10] == [404] * 10
        assert got[-1] == 429
        assert (await guarded.get(my(desk, f"/complaints/{number}"))).status_code == 429
