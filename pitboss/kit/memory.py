"""Memory that is no longer needed, given back."""

from __future__ import annotations

import ctypes
import sys


def give_back() -> None:
    """What large arrays have left in this process's heap goes back to the system. glibc keeps it otherwise; elsewhere nothing
    is done."""
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)
