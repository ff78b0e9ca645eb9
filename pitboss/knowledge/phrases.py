"""How players say it: the first words of solved requests become proposals, and what an editor approves is found by search.
Whose words they were is not kept."""

from __future__ import annotations

import re
from collections.abc import Collection, Container, Iterable
from datetime import datetime
from typing import Literal
from uuid import UUID

import msgspec

from pitboss.db.tx import Tx
from pitboss.events.log import record_in
from pitboss.kit import secrets
from pitboss.kit.ids import new_id
from pitboss.kit.refused import Conflict, Invalid, NotFound
from pitboss.knowledge import events
from pitboss.knowledge.actions import WRITE
from pitboss.knowledge.model import MAX_PHRASE
from pitboss.knowledge.terms import evened, stem, words

MOST_APPROVED = 200  # of one article
MOST_WAITING = (
    200  # proposals of one article; an article that has so many gets no more until somebody has looked
)
SHORTEST = 2  # words

State = Literal["proposed", "approved", "rejected"]


class NoSuchPhrase(NotFound):
    """There is no such phrase, or it isn't yours to see."""


class PhraseDecided(Conflict):
    """Somebody has decided on this phrase already. Look at the list again."""


class Phrase(msgspec.Struct, frozen=True, kw_only=True):
    """`why`: sent: the agent had sent the article; topic: it is the main one of the request's topic. `times`: how often it
    was said."""

    id: UUID
    article: UUID
    title: str
    language: str
    phrase: str
    why: Literal["sent", "topic"]
    state: State
    times: int
    created_at: datetime
    decided_at: datetime | None
    decided_by: UUID | None


# ── a player's words without the player ─────────────────────────────────────────────────────────────────────

_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|\S+@\S+|(?<!\w)@\w+|\b[\w-]+\.(?:com|ru|net|org|io|me|info|bet)\b\S*",
    re.IGNORECASE,
)
_LONG_NUMBER = re.compile(r"[+#№]?\d[\d\s().,:/-]*\d\d|\S*\d{3,}\S*|[a-z]+\d+\w*|\d+[a-z]+\w*", re.IGNORECASE)
_GREETING = re.compile(
    r"^\W*(?:здравствуйте|здраствуйте|добр(?:ый|ое|ой) (?:день|вечер|утро|ночи)|доброго (?:дня|времени суток)|привет(?:ствую)?|"
    r"hello|hi(?: there)?|hey|good (?:morning|afternoon|evening|day)|dear \w+(?: \w+)?)(?:,? (?:коллеги|ребята|team|all|support))?\b[\s,.!:)-]*",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"(?:меня зовут|моё имя|мое имя|моя фамилия|my name is|my name's|this is|i am called|на имя|in the name of|"
    r"с уважением|regards|sincerely|thanks,|спасибо,)\W+[^\s.,!?;]+(?: [A-ZА-ЯЁ][^\s.,!?;]+){0,2}",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_ENGLISH_I = frozenset(("i", "i'm", "i've", "i'd", "i'll"))


def first_words(text: str, names: Iterable[str], known: Container[str]) -> str | None:
    """What somebody said first, in at most 200 characters, without greeting, secrets, addresses, numbers and names; None where
    too little is left. `names`: what the player is known to be called. `known`: stems that the help centre uses; other
    words with a capital letter may be names and are left out."""
    said = " ".join(secrets.mask(text[:2000]).text.replace("\0", " ").split())
    said = _GREETING.sub("", said)
    for pattern in (_ADDRESS, _NAMED, _LONG_NUMBER):
        said = pattern.sub(" ", said)
    own = {stem(part) for name in names for part in words(evened(name)) if len(part) > 1}
    shouted = said.upper() == said

    def kept(match: re.Match[str]) -> str:
        word = match[0]
        stems = {stem(part) for part in words(evened(word))} or {""}
        if stems & own:
            return ""
        capital = word[0].isupper() and not shouted and evened(word).replace("’", "'") not in _ENGLISH_I
        return "" if capital and not all(one in known for one in stems) else word

    said = _WORD.sub(kept, said).replace("•", " ").replace("*", " ")
    said = re.sub(r"\s+([.,!?;:])", r"\1", " ".join(said.split())).strip(" ,.;:-–—!")
    said = re.sub(r"([.,!?;:])(?:\s*[.,;:!])+", r"\1", said)
    if len(said) > MAX_PHRASE:
        said = said[:MAX_PHRASE].rsplit(" ", 1)[0].strip(" ,.;:-–—")
    return said if len(_WORD.findall(said)) >= SHORTEST else None


# ── proposals ───────────────────────────────────────────────────────────────────────────────────────────────


async def propose(
    tx: Tx, brand: str, language: str, phrase: str, *, sent: Collection[str], topic: str | None
) -> int:
    """Of the articles with the slugs `sent`, else of the main one of `topic`; gives of how many. What is said once more only
    counts."""
    articles = await tx.column(
        """
        SELECT id FROM article
        WHERE  brand_id = $1 AND language = $2 AND slug = ANY ($3) AND state = 'published' AND kind = 'article'
        ORDER  BY slug LIMIT 2
        """,
        brand,
        language,
        list(sent),
    )
    why = "sent"
    if not articles and topic:
        why = "topic"
        articles = await tx.column(
            """
            SELECT id FROM article
            WHERE  brand_id = $1 AND language = $2 AND $3 = ANY (topics) AND state = 'published' AND kind = 'article'
            ORDER  BY array_position(topics, $3), visibility <> 'public', place, slug LIMIT 1
            """,
            brand,
            language,
            topic,
        )
    made = 0
    for article in articles:
        new = await tx.value(
            """
            INSERT INTO article_phrase AS p (brand_id, id, article_id, phrase, why)
            SELECT $1, $2, $3, $4, $5
            WHERE  NOT EXISTS (SELECT 1 FROM article_version v
                               WHERE v.brand_id = $1 AND v.article_id = $3 AND v.live AND (
                                   lower($4) = lower(v.title) OR lower($4) = ANY (lower(v.words::text)::text[])))
              AND  (SELECT count(*) FROM article_phrase w
                    WHERE w.brand_id = $1 AND w.article_id = $3 AND w.state = 'proposed') < $6
            ON CONFLICT (brand_id, article_id, lower(phrase)) DO UPDATE SET times = p.times + 1
            RETURNING p.times = 1
            """,
            brand,
            new_id(),
            article,
            phrase,
            why,
            MOST_WAITING,
        )
        if new:
            await record_in(tx, brand, events.PhraseProposed(article=article))
            made += 1
    return made


COLUMNS = """p.id, p.article_id AS article, v.title, a.language, p.phrase, p.why, p.state, p.times, p.created_at, p.decided_at,
    p.decided_by"""
FROM = """article_phrase p JOIN article a ON a.brand_id = p.brand_id AND a.id = p.article_id
    JOIN LATERAL (SELECT v.title FROM article_version v WHERE v.brand_id = p.brand_id AND v.article_id = p.article_id
                  ORDER BY v.live DESC, v.number DESC LIMIT 1) v ON true"""


async def listed(
    tx: Tx,
    brand: str,
    *,
    state: State,
    article: UUID | None = None,
    language: str | None = None,
    before: UUID | None = None,
    limit: int = 50,
) -> list[Phrase]:
    """The newest first."""
    return await tx.all(
        Phrase,
        f"""
        SELECT {COLUMNS} FROM {FROM}
        WHERE  p.brand_id = $1 AND p.state = $2 AND ($3::uuid IS NULL OR p.article_id = $3)
          AND  ($4::text IS NULL OR a.language = $4) AND ($5::uuid IS NULL OR p.id < $5)
        ORDER  BY p.id DESC
        LIMIT  $6
        """,
        brand,
        state,
        article,
        language,
        before,
        limit,
    )


async def approve(tx: Tx, phrase: UUID, *, wording: str | None = None) -> Phrase:
    """From now on search knows it. `wording`: in other words, where the editor has mended them.

    Raises:
        NoSuchPhrase, PhraseDecided.
    """
    held = await _held(tx, phrase)
    if held[1].state == "approved":
        raise PhraseDecided
    approved = await tx.value(
        "SELECT count(*) FROM article_phrase WHERE brand_id = $1 AND article_id = $2 AND state = 'approved'",
        held[0],
        held[1].article,
    )
    if approved >= MOST_APPROVED:
        raise Conflict(f"An article has at most {MOST_APPROVED} approved phrases. Reject one first.")
    said = _checked(wording) if wording is not None else held[1].phrase
    await tx.run(  # where the same words stand already, this one goes
        "DELETE FROM article_phrase WHERE brand_id = $1 AND article_id = $2 AND lower(phrase) = lower($3) AND id <> $4",
        held[0],
        held[1].article,
        said,
        phrase,
    )
    await _decide(tx, held[0], phrase, "approved", said)
    await record_in(tx, held[0], events.PhraseApproved(article=held[1].article, phrase=phrase))
    return (await _held(tx, phrase))[1]


async def reject(tx: Tx, phrase: UUID) -> Phrase:
    """It doesn't count, or no longer, and isn't proposed again.

    Raises:
        NoSuchPhrase, PhraseDecided.
    """
    brand, held = await _held(tx, phrase)
    if held.state == "rejected":
        raise PhraseDecided
    await _decide(tx, brand, phrase, "rejected", held.phrase)
    await record_in(tx, brand, events.PhraseRejected(article=held.article, phrase=phrase))
    return (await _held(tx, phrase))[1]


async def _decide(tx: Tx, brand: str, phrase: UUID, state: State, said: str) -> None:
    await tx.run(
        """
        UPDATE article_phrase SET state = $3, phrase = $4, decided_at = now(), decided_by = $5 WHERE brand_id = $1 AND id = $2
        """,
        brand,
        phrase,
        state,
        said,
        tx.actor.id,
    )


async def _held(tx: Tx, phrase: UUID) -> tuple[str, Phrase]:
    brand = await tx.value(
        "SELECT brand_id FROM article_phrase WHERE id = $1 AND brand_id = ANY ($2) FOR UPDATE",
        phrase,
        sorted(tx.actor.brands),
    )
    if brand is None:
        raise NoSuchPhrase
    tx.actor.must(WRITE, brand)
    return brand, await tx.one(
        Phrase, f"SELECT {COLUMNS} FROM {FROM} WHERE p.brand_id = $1 AND p.id = $2", brand, phrase
    )


def _checked(wording: str) -> str:
    said = " ".join(secrets.mask(wording.replace("\0", " ")).text.split())
    if not 3 <= len(said) <= MAX_PHRASE:
        raise Invalid(f"A phrase has 3 to {MAX_PHRASE} characters.")
    return said
