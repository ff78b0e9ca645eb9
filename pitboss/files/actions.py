"""Files that a member of staff sends ahead of their message."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import msgspec

from pitboss.db.tx import Tx
from pitboss.files.store import Kept
from pitboss.jobs.queue import enqueue
from pitboss.kit.ids import new_id
from pitboss.kit.refused import Invalid

MOST_FILES = 10  # files of one message


class Upload(msgspec.Struct, frozen=True):
    id: UUID
    name: str
    content_type: str
    size: int
    sha256: bytes
    file_key: str


async def keep_upload(tx: Tx, brand: str, staff: UUID, *, name: str, content_type: str, kept: Kept) -> Upload:
    """A file that waits for its message, for a day. The caller has checked it and stored its bytes."""
    upload = Upload(new_id(), name, content_type, kept.size, kept.sha256, kept.key)
    await tx.run(
        """
        INSERT INTO staff_upload (brand_id, id, staff_id, name, content_type, size, sha256, file_key)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        """,
        brand,
        upload.id,
        staff,
        upload.name,
        upload.content_type,
        upload.size,
        upload.sha256,
        upload.file_key,
    )
    return upload


async def take_uploads(tx: Tx, brand: str, staff: UUID | None, wanted: Sequence[UUID]) -> list[Upload]:
    """The uploads of `staff`, in the order wanted; each can be taken once.

    Raises:
        Invalid: if one of them isn't there, is somebody else's, or there are more than MOST_FILES.
    """
    wanted = list(dict.fromkeys(wanted))
    if not wanted:
        return []
    if len(wanted) > MOST_FILES:
        raise Invalid(f"A message has at most {MOST_FILES} files.")
    taken = await tx.all(
        Upload,
        """
        DELETE FROM staff_upload WHERE brand_id = $1 AND staff_id = $2 AND id = ANY ($3)
        RETURNING id, name, content_type, size, sha256, file_key
        """,
        brand,
        staff,
        wanted,
    )
    if len(taken) != len(wanted):
        raise Invalid("A file of this message is not here: send it again, then the message.")
    return sorted(taken, key=lambda upload: wanted.index(upload.id))


async def forget_uploads(tx: Tx) -> int:
    """Files whose message never came, of staff and of players, unless a draft or a reply that goes later holds them; gives how many."""
    forgotten = await tx.connection.fetch(
        """
        WITH of_staff AS (
            DELETE FROM staff_upload u
            WHERE  created_at < now() - interval '1 day'
              AND  NOT EXISTS (SELECT 1 FROM draft d
                               WHERE d.brand_id = u.brand_id AND d.staff_id = u.staff_id AND u.id = ANY (d.files))
              AND  NOT EXISTS (SELECT 1 FROM later_reply l
                               WHERE l.brand_id = u.brand_id AND l.staff_id = u.staff_id AND u.id = ANY (l.files))
            RETURNING brand_id, file_key),
        of_players AS (
            DELETE FROM chat_upload WHERE created_at < now() - interval '1 day' RETURNING brand_id, file_key)
        SELECT brand_id, file_key FROM of_staff UNION ALL SELECT brand_id, file_key FROM of_players
        """
    )
    for row in forgotten:
        await enqueue(tx, "forget_file", {"key": row["file_key"]}, brand=row["brand_id"])
    return len(forgotten)
