"""What somebody looks for, as the classifier understands it: a signal for the search of articles."""

from __future__ import annotations

from pitboss.api.edge import Desk
from pitboss.knowledge.search import MAX_WORDS


async def topics_of(desk: Desk, text: str) -> dict[str, float]:
    """How likely the words are of each topic; of one topic where they tell of a danger."""
    if desk.db.words is None or not text.strip():
        return {}
    reading = await desk.db.words(text[:MAX_WORDS].replace("\0", " "))
    if reading.danger:
        return {reading.topic: reading.confidence}
    return {candidate.topic: candidate.confidence for candidate in reading.candidates}
