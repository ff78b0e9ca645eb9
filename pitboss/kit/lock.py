"""One demo a data folder: whoever holds the folder's lock may run there, or delete what is there. The kernel lets go of it
when its holder ends, however that is."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NAME = "demo.lock"


class Held(Exception):
    """Another demo runs on this folder."""


@contextmanager
def hold(data_dir: Path) -> Iterator[None]:
    """Raises:
    Held: if another process holds it.
    """
    data_dir.mkdir(parents=True, exist_ok=True)
    with (data_dir / NAME).open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as problem:
            raise Held from problem
        yield


def held(data_dir: Path) -> bool:
    """Whether a demo runs on this folder; leaves no file behind."""
    try:
        with (data_dir / NAME).open() as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False
