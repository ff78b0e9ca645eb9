"""Who may decide a case and who may hear its appeal, and why not. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from uuid import UUID

import msgspec

from pitboss.complaints import events as e
from pitboss.complaints.model import HANDLED, Conflicted, Source


class ConflictWhy(StrEnum):
    subject = "subject"
    handled = "handled"
    logged = "logged"
    took_part = "took_part"
    leads = "leads"


def refusal(why: ConflictWhy) -> Conflicted:
    """The sentence that says so; `why` goes into the problem document."""
    match why:
        case ConflictWhy.subject:
            return Conflicted("The complaint is about this person, so somebody else decides.", why=why.value)
        case ConflictWhy.handled:
            return Conflicted(
                "This person handled the disputed matter, so somebody else decides.", why=why.value
            )
        case ConflictWhy.logged:
            return Conflicted(
                "A conflict of interest of this person is logged in this case, so somebody else decides.",
                why=why.value,
            )
        case ConflictWhy.took_part:
            return Conflicted(
                "This person took part in the decision, so somebody else hears the appeal.", why=why.value
            )
        case ConflictWhy.leads:
            return Conflicted(
                "This person leads somebody who took part, so somebody else hears the appeal.", why=why.value
            )


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """Who stands how to a case. `took_part`: in its first decision (stages.State). `leads`: the leads of each party and of
    each who took part."""

    parties: Mapping[UUID, frozenset[Source]] = {}
    logged: frozenset[UUID] = frozenset()
    took_part: frozenset[UUID] = frozenset()
    leads: Mapping[UUID, frozenset[UUID]] = {}


def why_not_decide(who: UUID, standing: Standing) -> ConflictWhy | None:
    """What keeps somebody from proposing, signing or making the decision."""
    held = standing.parties.get(who, frozenset())
    if Source.subject in held:
        return ConflictWhy.subject
    if held & HANDLED:
        return ConflictWhy.handled
    if who in standing.logged:
        return ConflictWhy.logged
    return None


def why_not_hear(who: UUID, standing: Standing) -> ConflictWhy | None:
    """What keeps somebody from the appeal: what keeps them from the decision, a part in it, or leading one who had one."""
    if (why := why_not_decide(who, standing)) is not None:
        return why
    if who in standing.took_part:
        return ConflictWhy.took_part
    if any(who in leads for leads in standing.leads.values()):
        return ConflictWhy.leads
    return None


DECIDES = (e.ComplaintDecisionProposed, e.ComplaintDecisionSigned, e.ComplaintDecided)
HEARS = (e.ComplaintAppealViewed, e.ComplaintAppealDecided)


def concerns(step: e.Step) -> bool:
    """Whether a step is one that a conflict keeps somebody from."""
    return isinstance(step, (*DECIDES, *HEARS, e.ComplaintAppealGiven))


def keeps_from(step: e.Step, by: UUID | None, standing: Standing) -> ConflictWhy | None:
    """What keeps this person from a step, or from an appeal the one to whom it is given."""
    if isinstance(step, e.ComplaintAppealGiven):
        return why_not_hear(step.to, standing)
    if by is None:
        return None
    if isinstance(step, DECIDES):
        return why_not_decide(by, standing)
    return why_not_hear(by, standing) if isinstance(step, HEARS) else None


def must_decide(who: UUID, standing: Standing) -> None:
    """
    Raises:
        Conflicted.
    """
    if (why := why_not_decide(who, standing)) is not None:
        raise refusal(why)


def must_hear(who: UUID, standing: Standing) -> None:
    """
    Raises:
        Conflicted.
    """
    if (why := why_not_hear(who, standing)) is not None:
        raise refusal(why)
