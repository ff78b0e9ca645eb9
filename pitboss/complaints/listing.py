"""A rule pack as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pitboss.complaints.explain import counted, known
from pitboss.complaints.pack_model import Grade, Pack
from pitboss.complaints.packs import version_of, warnings


def lines(pack: Pack, on: date) -> Iterator[str]:
    """What it is, its deadlines, extensions and pauses with how surely each is known, and its warnings."""
    yield f"{pack.id}  {pack.name.en}  {version_of(pack)}  reviewed {pack.reviewed}"
    for rule in pack.deadlines:
        term = counted(rule.within, "en")
        only = f" [{', '.join(rule.categories)}]" if rule.categories else ""
        yield f"  {rule.id:32} {rule.kind:18} {term:20} {rule.force:11} {known(rule, 'en')}{only}"
    for more in pack.extensions:
        yield f"  {more.id:32} {'extension':18} {counted(more.by, 'en'):20} {more.force:11} {known(more, 'en')}"
    for pause in pack.pauses:
        yield f"  {pause.id:32} {'pause':18} {pause.ground:20} {pause.force:11} {known(pause, 'en')}"
    for body in pack.bodies:
        yield f"  {body.id:32} {'dispute body':18} {body.kind:20} {body.force:11} {known(body, 'en')}"
    for warned in warnings(pack, on):
        if warned.grade is not Grade.own:
            yield f"  ! {warned.rule}: {warned.en}"
    yield ""
