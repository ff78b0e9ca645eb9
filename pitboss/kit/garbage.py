"""How often Python looks for garbage."""

from __future__ import annotations

import gc


def settle() -> None:
    """Call it once, when all is loaded. What is there now (modules, routes, the model) stays to the end, and is not looked
    through again and again, which stops all sockets for a tenth of a second; and one answer's objects don't set off
    several looks."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)
