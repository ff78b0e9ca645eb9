"""What the desk needs of a place for files. Runs on a folder; by `make test-s3` also on a real S3."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pitboss.files.store import FileMissing, FileStore
from pitboss.kit.ids import new_id


@pytest.fixture(params=["folder", pytest.param("s3", marks=pytest.mark.s3)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "folder":
        return f"file://{tmp_path}/with a blank".replace(" ", "%20")
    return f"{os.environ['TEST_S3_URL'].rstrip('/')}/{new_id().hex}"


async def test_what_is_put_comes_back_once_and_goes_when_it_is_deleted(url: str) -> None:
    store = FileStore(url)
    await store.check()
    kept = await store.put("harbour", "письмо".encode())
    assert await store.put("harbour", "письмо".encode()) == kept
    assert (kept.size, await store.get(kept.key)) == (12, "письмо".encode())
    other = await store.put("mayak", "письмо".encode())
    assert other.key != kept.key
    for _ in range(2):
        await store.delete(kept.key)
    with pytest.raises(FileMissing):
        await store.get(kept.key)
    assert await store.get(other.key)


async def test_large_files_keep_their_bytes(url: str) -> None:
    data = os.urandom(12 * 2**20)
    store = FileStore(url)
    kept = await store.put("harbour", data)
    assert await FileStore(url).get(kept.key) == data
    empty = await store.put("harbour", b"")
    assert await store.get(empty.key) == b""
