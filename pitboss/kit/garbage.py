"""How a server shares its time between sockets, threads and the search for garbage."""

from __future__ import annotations

import gc
import sys

_TURN = 0.001  # seconds for which a thread may compute while the event loop waits; Python's own choice is five times that


def settle(*, fair: bool = False) -> None:
    """Call it once, when all is loaded. What is there now (modules, routes, the model) stays to the end, and is not looked
    through again and again, which stops all sockets for a tenth of a second; and one answer's objects don't set off
    several looks. `fair`: for a process whose event loop must not wait for its threads; work that goes through threads takes
    longer then."""
    if fair:
        sys.setswitchinterval(_TURN)
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)
