"""One incident that is over and one that goes on, in each demo brand."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from pitboss.db.tx import SYSTEM, Database, Tx
from pitboss.incidents import actions, telling
from pitboss.incidents.actions import Update
from pitboss.incidents.model import IncidentState, Severity, Wanted
from pitboss.staff.actors import actor_of

_OVER = Wanted(
    title_ru="Не проходили депозиты через СБП",
    title_en="Deposits by SBP did not go through",
    shown=True,
    severity=Severity.critical,
    topics=["deposit_missing", "deposit_declined"],
    methods=["СБП"],
)
_OPEN = Wanted(
    title_ru="Не загружается слот Treasure Reef",
    title_en="The slot Treasure Reef does not load",
    shown=True,
    severity=Severity.major,
    topics=["game_fault"],
    games=["Treasure Reef"],
)
_SAID = {
    IncidentState.identified: (
        "Причина на стороне провайдера игры, он уже чинит. Начатые раунды сохранятся: их итог придёт на счёт сам.",
        "The cause is with the game's provider, who is at work on it. Rounds that have begun are kept: their result comes to the account by itself.",
    ),
    IncidentState.resolved: (
        "Депозиты снова проходят. Всё, что было списано, зачислено; делать ничего не нужно.",
        "Deposits go through again. Whatever was charged has been credited; there is nothing to do.",
    ),
}
_LINKED = 4  # tickets each


async def play(db: Database, brands: list[str], lead: UUID) -> None:
    for brand in brands:
        await _one(db, brand, lead, _OVER, IncidentState.resolved, ago=timedelta(days=2))
        await _one(db, brand, lead, _OPEN, IncidentState.identified, ago=timedelta(minutes=50))
    while await telling.step(db):
        pass


async def _one(
    db: Database, brand: str, lead: UUID, wanted: Wanted, state: IncidentState, *, ago: timedelta
) -> None:
    async with db.tx(SYSTEM) as tx:
        actor = await actor_of(tx, lead)
    if actor is None:
        return
    async with db.tx(actor) as tx:
        made = await actions.open_(tx, brand, wanted)
        found = await _tickets(tx, brand, wanted.topics)
        await actions.link(tx, brand, made.id, found)
    async with db.tx(actor) as tx:
        ru, en = _SAID[state]
        await actions.update(tx, brand, made.id, Update(state=state, text_ru=ru, text_en=en))
    async with db.tx(SYSTEM) as tx:
        await tx.run(
            "UPDATE incident SET opened_at = opened_at - $3::interval, resolved_at = resolved_at - $4::interval WHERE brand_id = $1 AND id = $2",
            brand,
            made.id,
            ago,
            ago - timedelta(hours=1),
        )
        await tx.run(
            """
            UPDATE incident_entry
            SET    at = at - CASE WHEN was IS NULL THEN $3::interval ELSE $4::interval END
            WHERE  brand_id = $1 AND incident_id = $2
            """,
            brand,
            made.id,
            ago,
            ago - (timedelta(hours=1) if state is IncidentState.resolved else timedelta(minutes=20)),
        )


async def _tickets(tx: Tx, brand: str, topics: list[str]) -> list[UUID]:
    return await tx.column(
        """
        SELECT t.id FROM ticket t
        WHERE  brand_id = $1 AND topic = ANY ($2) AND status IN ('new', 'open', 'waiting', 'on_hold') AND merged_into IS NULL
          AND  NOT EXISTS (SELECT 1 FROM incident_ticket i WHERE i.brand_id = $1 AND i.ticket_id = t.id)
        ORDER  BY id DESC
        LIMIT  $3
        """,
        brand,
        topics,
        _LINKED,
    )
