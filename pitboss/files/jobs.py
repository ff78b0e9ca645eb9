"""What happens to files later."""

from __future__ import annotations

from pitboss.db.tx import Tx
from pitboss.files.store import FileStore
from pitboss.jobs.queue import Job


async def forget(files: FileStore, tx: Tx, job: Job) -> None:
    """Deletes a file for good, unless something else of the brand holds the same bytes."""
    key = job.data["key"]
    needed = await tx.value(
        """
        SELECT EXISTS (SELECT 1 FROM original WHERE brand_id = $1 AND file_key = $2)
            OR EXISTS (SELECT 1 FROM attachment WHERE brand_id = $1 AND file_key = $2)
            OR EXISTS (SELECT 1 FROM staff_upload WHERE brand_id = $1 AND file_key = $2)
            OR EXISTS (SELECT 1 FROM chat_upload WHERE brand_id = $1 AND file_key = $2)
            OR EXISTS (SELECT 1 FROM article_image WHERE brand_id = $1 AND file_key = $2)
        """,
        job.brand,
        key,
    )
    if not needed:
        await files.delete(key)


async def forget_document(files: FileStore, tx: Tx, job: Job) -> None:
    """Sealed bytes belong to one document alone."""
    await files.delete(job.data["key"])
