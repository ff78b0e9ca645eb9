"""Pictures in articles. The type is what the bytes say; the world sees one only while a published article shows it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import msgspec

from pitboss.db.tx import Tx
from pitboss.events.log import record_in
from pitboss.files.admit import admit
from pitboss.files.kinds import FileRefused
from pitboss.files.store import Kept
from pitboss.kit.ids import new_id
from pitboss.kit.refused import Conflict, NotFound
from pitboss.knowledge import events
from pitboss.knowledge.actions import WRITE

TYPES = ("image/png", "image/jpeg", "image/webp")
MOST_BYTES = 5 * 2**20
MOST = 20_000  # of one brand


class NoSuchImage(NotFound):
    """There is no such picture, or it isn't yours to see."""


class ImageRefused(FileRefused):
    """Only pictures can be shown in an article: PNG, JPEG or WebP."""


class Image(msgspec.Struct, frozen=True, kw_only=True):
    """`markdown`: how a text shows it; fill in what it shows for those who can't see it. `used`: a version shows it."""

    id: UUID
    name: str
    content_type: str
    size: int
    used: bool
    created_at: datetime

    @property
    def markdown(self) -> str:
        return f"![](image:{self.id})"


class Picture(msgspec.Struct, frozen=True):
    content_type: str
    file_key: str


class CheckedImage(msgspec.Struct, frozen=True):
    name: str
    content_type: str
    data: bytes


async def checked_image(name: str, data: bytes) -> CheckedImage:
    """A picture, written anew.

    Raises:
        FileEmpty, FileTooLarge, FileRefused, PictureUnreadable, PictureTooLarge, ImageRefused.
    """
    file = await admit(name, data, most=MOST_BYTES)
    if file.content_type not in TYPES:
        raise ImageRefused
    return CheckedImage(file.name, file.content_type, file.data)


async def keep(tx: Tx, brand: str, image: CheckedImage, kept: Kept) -> UUID:
    """A picture whose bytes are in the store. The same picture is kept once."""
    tx.actor.must(WRITE, brand)
    await tx.elevate()
    known: UUID | None = await tx.value(
        "SELECT id FROM article_image WHERE brand_id = $1 AND file_key = $2 AND content_type = $3 LIMIT 1",
        brand,
        kept.key,
        image.content_type,
    )
    if known is not None:
        return known
    if await tx.value("SELECT count(*) FROM article_image WHERE brand_id = $1", brand) >= MOST:
        raise Conflict(f"A brand has at most {MOST} pictures.")
    made = new_id()
    await tx.run(
        """
        INSERT INTO article_image (brand_id, id, name, content_type, size, sha256, file_key, created_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        """,
        brand,
        made,
        image.name,
        image.content_type,
        kept.size,
        kept.sha256,
        kept.key,
        tx.actor.id,
    )
    await record_in(tx, brand, events.ImageAdded(image=made))
    return made


_COLUMNS = """i.id, i.name, i.content_type, i.size, i.created_at,
    EXISTS (SELECT 1 FROM article_version v WHERE v.brand_id = i.brand_id AND v.images @> ARRAY[i.id]) AS used"""


async def image(tx: Tx, brand: str, image_id: UUID) -> Image:
    found = await tx.maybe(
        Image, f"SELECT {_COLUMNS} FROM article_image i WHERE i.brand_id = $1 AND i.id = $2", brand, image_id
    )
    if found is None:
        raise NoSuchImage
    return found


async def images(tx: Tx, brand: str, *, before: UUID | None, limit: int) -> list[Image]:
    """The newest first."""
    return await tx.all(
        Image,
        f"""
        SELECT {_COLUMNS} FROM article_image i WHERE i.brand_id = $1 AND ($2::uuid IS NULL OR i.id < $2)
        ORDER  BY i.id DESC LIMIT $3
        """,
        brand,
        before,
        limit,
    )


async def picture(tx: Tx, brands: list[str], image_id: UUID) -> Picture:
    """Where the bytes of a picture are that the actor may see."""
    found = await tx.maybe(
        Picture,
        "SELECT content_type, file_key FROM article_image WHERE brand_id = ANY ($1) AND id = $2",
        brands,
        image_id,
    )
    if found is None:
        raise NoSuchImage
    return found
