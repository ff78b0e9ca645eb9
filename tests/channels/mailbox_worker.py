"""A process that only reads mailboxes, for tests that kill it: python -m tests.channels.mailbox_worker URL FILES."""

from __future__ import annotations

import asyncio
import sys

from pitboss.channels.email.imap import Limits, Mailboxes
from pitboss.db.tx import Database, connect
from pitboss.files.store import FileStore


async def main(url: str, files: str) -> None:
    db = Database(await connect(url, size=4, application="pitboss tests"))
    await Mailboxes(db, FileStore(files), url, Limits(2**20)).run(asyncio.Event())


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
